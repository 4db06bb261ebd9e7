"""Put drawings to what shows them: those of an exercise, and those that stand in a text.

Goes in: the head of an exercise, and what drawings are made from. Comes out: `Frame`s and findings.
Must not know how a pose is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from booklet.content.fields import Fields, Value
from booklet.content.files import Shelf
from booklet.content.pictures import find_picture, measured
from booklet.content.pose_records import Illustration
from booklet.content.poses import description, digest, shown
from booklet.content.records import Frame, Picture


@dataclass(frozen=True, kw_only=True)
class Drawings:
    """Where the drawings of exercises are, and what each is made from."""

    folder: Path
    illustrations: Mapping[str, Illustration]


def read_drawings(head: Fields, shelf: Shelf, drawings: Drawings, stem: str) -> tuple[Frame, ...]:
    """Read the names under the drawings of an exercise, one for each key frame that is shown."""
    values = head.items("tekening")
    if not values:
        head.value.wrong("geen tekening", "noem bij tekening: elk beeld met naam en tekst.", "tekening")
    illustration = _illustration(shelf, drawings, stem)
    told = [frame.alt for frame in shown(illustration)] if illustration else []
    if illustration and values and len(told) != len(values):
        head.value.wrong(
            f"aantal beelden bij tekening: is {len(values)}, maar in {illustration.place.path} {len(told)}",
            "noem bij tekening: elk beeld dat daar staat en niet verborgen is, in dezelfde volgorde.",
            "tekening",
        )
    told += [""] * len(values)
    pose = digest(illustration) if illustration else ""
    frames = [
        _frame(value, shelf, drawings.folder / f"{stem}-{index}.svg", alt, pose)
        for index, (value, alt) in enumerate(zip(values, told, strict=False), start=1)
    ]
    return tuple(frame for frame in frames if frame)


def drawn_pictures(shelf: Shelf, folder: Path, illustrations: Mapping[str, Illustration]) -> Mapping[str, Picture]:
    """Find the pictures that are drawn from poses in a folder, by name, each with the description of its poses."""
    found = {}
    for name, illustration in illustrations.items():
        path = folder / f"{name}.svg"
        if illustration.place.path != shelf.name(path.with_suffix(".yaml")):
            continue
        if not shelf.has(path):
            remedy = f"typ python make_booklet.py figures {name}"
            shelf.problems.add(illustration.place, f"«{name}» is nog niet getekend", remedy, "tekening")
        elif picture := measured(shelf, path, description(illustration), illustration.place, digest(illustration)):
            found[name] = picture
    return found


def _illustration(shelf: Shelf, drawings: Drawings, stem: str) -> Illustration | None:
    """Find what the drawings are made from; when its file is there, what is wrong with it was said already."""
    path = drawings.folder / f"{stem}.yaml"
    if not shelf.has(path):
        shelf.missing(
            path, "dit bestand ontbreekt", "beschrijf hierin de houdingen van de oefening, met alt: bij elk beeld."
        )
    return drawings.illustrations.get(stem)


def _frame(value: Value, shelf: Shelf, path: Path, alt: str, pose: str) -> Frame | None:
    fields = value.fields()
    name, caption = fields.text("naam"), fields.maybe("tekst")
    picture = find_picture(shelf, path.parent, path.name, alt, value, pose)
    fields.done()
    return Frame(picture=picture, name=name, caption=caption) if picture else None
