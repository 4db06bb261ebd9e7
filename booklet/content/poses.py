"""Read chapters/figuren/*.yaml and chapters/beelden/*.yaml: what every drawing is made from.

Goes in: files. Comes out: `Illustration`s and findings. Must not know meshes, solvers or SVG.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path

from booklet.content.fields import Fields, Value
from booklet.content.files import Shelf
from booklet.content.pose_frames import Pose, Setting, read_bases, read_frames, regions
from booklet.content.pose_people import read_cast
from booklet.content.pose_records import Character, Figure, Illustration, KeyFrame, View
from booklet.content.pose_signs import Known, read_arrow, read_inset, read_mark
from booklet.content.pose_things import furniture, held, surfaces
from booklet.content.pose_values import maybe_number, maybe_pair, numbers, vector, word
from booklet.content.pose_words import FEET

BASES, CAST = "houdingen.yaml", "mensen.yaml"
_NOBODY = Character(name="", body="neutral", hair="short")
_NO_PART_OF_A_DRAWING = {"place", "alt"}


@dataclass(frozen=True, kw_only=True)
class _Stage:
    """What a figure can refer to."""

    shelf: Shelf
    bases: Mapping[str, Pose]
    cast: Mapping[str, Character]
    highlight: tuple[str, ...]
    needs_alt: bool


def read_illustrations(shelf: Shelf, chapters: Path) -> Mapping[str, Illustration]:
    """Read what all drawings are made from, by the name of the file: of exercises, and other pictures."""
    exercises, pictures = chapters / "figuren", chapters / "beelden"
    cast, bases = shelf.once(read_cast, exercises / CAST), shelf.once(read_bases, exercises / BASES)
    if cast is None or bases is None:
        return {}
    found: dict[str, Illustration] = {}
    for path in (*sorted(exercises.glob("*.yaml")), *sorted(pictures.glob("*.yaml"))):
        if path.name in (BASES, CAST):
            continue
        illustration = shelf.once(read_illustration, path, bases, cast)
        if illustration and illustration.id in found:
            remedy = "geef een van beide een andere naam."
            shelf.problems.add(illustration.place, f"er zijn twee bestanden «{path.name}»", remedy, "dubbel")
        elif illustration:
            found[illustration.id] = illustration
    return found


def read_illustration(
    shelf: Shelf, path: Path, bases: Mapping[str, Pose], cast: Mapping[str, Character]
) -> Illustration | None:
    """Read what one exercise or picture is drawn from; None (with findings) when there is nobody or nothing to draw."""
    head = shelf.fields(path)
    if head is None:
        return None
    marked = head.get("nadruk")
    stage = _Stage(
        shelf=shelf,
        bases=bases,
        cast=cast,
        highlight=regions(marked) if marked else (),
        needs_alt=True,
    )
    layers = [layer.fields() for layer in head.items("lagen")]
    behind = replace(stage, needs_alt=False)  # one description for the picture: with the figure in front
    figures = [_layer(layer, behind) for layer in layers[:-1]]
    figures.append(_layer(layers[-1], stage) if layers else _figure(head, stage))
    margins, box = head.get("rand"), maybe_pair(head, "formaat", (45.0, 42.0), 5, 300)
    left, top, right, bottom = numbers(margins, 4) if margins else (0.0,) * 4
    view, margin = _view(head.get("camera")), maybe_number(head, "marge", 0.5, 0, 20)
    head.done()
    there = tuple(figure for figure in figures if figure)
    if len(there) < len(figures):
        return None
    return Illustration(
        id=path.stem,
        view=view,
        figures=there,
        margin=margin,
        padding=(left, top, right, bottom),
        box=box,
        place=head.value.place,
    )


def shown(illustration: Illustration) -> tuple[KeyFrame, ...]:
    """Give the key frames of which there is a drawing: of several figures together, the last of the nearest one."""
    frames = tuple(frame for frame in illustration.figures[-1].frames if not frame.hidden)
    return frames if len(illustration.figures) == 1 else frames[-1:]


def description(illustration: Illustration) -> str:
    """Say what is on a picture of one figure or more: the sentences of all that is shown."""
    told = (figure.frames[-1].alt for figure in illustration.figures)
    return " ".join(sentence for sentence in told if sentence)


def digest(illustration: Illustration) -> str:
    """Give 16 characters that change with anything that a drawing is made from, and only then."""
    return hashlib.sha256(_told(illustration).encode()).hexdigest()[:16]


def _told(value: object) -> str:
    """Write a value out, without places and descriptions, and always in the same order."""
    if is_dataclass(value):
        parts = [
            f"{field.name}={_told(getattr(value, field.name))}"
            for field in fields(value)
            if field.name not in _NO_PART_OF_A_DRAWING
        ]
        return f"({','.join(parts)})"
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{key}:{_told(value[key])}' for key in sorted(value))}}}"
    if isinstance(value, tuple):
        return f"[{','.join(map(_told, value))}]"
    return repr(value)


def _view(value: Value | None) -> View:
    if value is None:
        return View()
    told = value.fields()
    view = View(
        azimuth=maybe_number(told, "draai", View.azimuth, -360, 360),
        elevation=maybe_number(told, "hoogte", View.elevation, -90, 90),
    )
    told.done()
    return view


def _layer(told: Fields, stage: _Stage) -> Figure | None:
    """Read one of several figures, with where it stands."""
    marked = told.get("nadruk")
    figure = _figure(told, replace(stage, highlight=regions(marked)) if marked else stage)
    turn, place = maybe_number(told, "draai", 0.0, -360, 360), told.get("plaats")
    move = vector(place) if place else (0.0, 0.0, 0.0)
    told.done()
    return replace(figure, turn=turn, move=move) if figure else None


def _figure(told: Fields, stage: _Stage) -> Figure | None:
    """Read a person with its frames and everything around; None (with a finding) when one of these is missing."""
    asked = told.need("persoon")
    person = stage.cast.get(asked.choice(stage.cast)) if asked else None
    things = furniture(told.items("voorwerpen"))
    setting = Setting(
        bases=stage.bases,
        surfaces=surfaces(things),
        highlight=stage.highlight,
        needs_alt=stage.needs_alt,
        problems=stage.shelf.problems,
    )
    frames = read_frames(told.items("beelden"), setting)
    known = Known(
        all=tuple(frame.name for frame in frames), shown=tuple(frame.name for frame in frames if not frame.hidden)
    )
    rest = {key: told.items(key) for key in ("vast", "pijlen", "tekens", "loep")}
    feet = word(told, "voeten", FEET, "bare")
    if not known.shown:
        told.value.wrong("er is geen beeld om te tekenen", "noem bij beelden: minstens één beeld.", "beelden")
        return None
    figure = Figure(
        person=person or _NOBODY,
        feet=feet,
        things=things,
        held=held(rest["vast"], known.all),
        frames=frames,
        arrows=tuple(arrow for value in rest["pijlen"] if (arrow := read_arrow(value, known))),
        marks=tuple(read_mark(value, known) for value in rest["tekens"]),
        insets=tuple(read_inset(value, known) for value in rest["loep"]),
    )
    return figure if person else None
