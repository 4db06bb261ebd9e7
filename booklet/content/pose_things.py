"""Read what stands round a figure and what it holds.

Goes in: values of YAML. Comes out: `Thing`s, and the names of the surfaces that a goal may touch.
Must not know how a thing is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import cast

from booklet.content.fields import Fields, Value
from booklet.content.pose_kinds import FACES, FURNITURE, HELD, Kind, Part
from booklet.content.pose_records import Thing, Vector
from booklet.content.pose_values import frames, landmark, number, pair, truth, vector
from booklet.content.pose_words import BONES, COLOURS, PAIRED_BONES, in_dutch
from booklet.report import nearest

_HEX = re.compile(r"#[0-9a-f]{6}")
_KINDS = {dutch: kind.name for dutch, kind in FURNITURE.items()}


def furniture(values: Iterable[Value]) -> tuple[Thing, ...]:
    """Read what stands round a figure."""
    return tuple(thing for value in values if (thing := _thing(value, FURNITURE, ())))


def held(values: Iterable[Value], known: Collection[str]) -> tuple[Thing, ...]:
    """Read what a figure holds; `known`: the frames in which it may do so."""
    return tuple(thing for value in values if (thing := _thing(value, HELD, known)))


def surfaces(things: Iterable[Thing]) -> dict[str, str]:
    """Name the surfaces of things in Dutch («stoel.leuning»), each with its English name."""
    found = {}
    for thing in things:
        dutch = in_dutch(thing.name, _KINDS)
        for ending, english in _parts_of(thing) if thing.solid else ():
            for face, english_face in {"": "", **{f".{face}": f".{name}" for face, name in FACES.items()}}.items():
                found[f"{dutch}{ending}{face}"] = f"{thing.name}{english}{english_face}"
    return found


def _parts_of(thing: Thing) -> Iterator[tuple[str, str]]:
    """Name the solid parts of a thing: «.leuning» of a chair, «.2» of stairs, the whole of most others."""
    if thing.kind == "stairs":
        yield from ((f".{step}", f".{step}") for step in range(1, round(thing.numbers["n"]) + 1))
    else:
        yield "", ""
    if thing.kind == "chair" and thing.numbers["back"] > thing.numbers["seat"]:
        yield ".leuning", ".rest"


def _thing(value: Value, kinds: Mapping[str, Kind], known: Collection[str]) -> Thing | None:
    """Read one thing: its kind alone, or keys of which `soort` names the kind."""
    fields = None if value.is_text() else value.fields()
    asked = value if fields is None else fields.need("soort")
    kind = kinds.get(asked.choice(kinds)) if asked else None
    if kind is None:
        return None
    given = {word: fields.get(word) if fields else None for word in kind.parts}
    _check_complete(value, kind, given)
    told = dict(pair for word, part in kind.parts.items() for pair in _read(part, given[word]))
    thing = Thing(
        kind=kind.name,
        name=_name(fields, kind),
        numbers={key: part for key, part in told.items() if isinstance(part, float)},
        vectors={key: part for key, part in told.items() if isinstance(part, tuple)},
        words={key: part for key, part in told.items() if isinstance(part, str)},
        path=_path(given.get("langs")),
        frames=frames(fields.get("beeld"), known) if fields and known else (),
        solid=kind.solid and not (fields and truth(fields, "zacht")),
        place=value.place,
    )
    if fields:
        fields.done()
    return thing


def _check_complete(value: Value, kind: Kind, given: Mapping[str, Value | None]) -> None:
    """Check that all that a kind needs is there."""
    for word, part in kind.parts.items():
        if part.needed and given[word] is None:
            value.wrong(f"de sleutel «{word}» ontbreekt", f"voeg {word}: toe.", "sleutel")
    if kind.one_of and len([word for word in kind.one_of if given[word]]) != 1:
        either = " of ".join(f"«{word}»" for word in kind.one_of)
        value.wrong(f"hier hoort {either}, één van de twee", "schrijf er één van.", "sleutel")


def _name(fields: Fields | None, kind: Kind) -> str:
    """Read the name by which goals call a thing that is solid; usually its kind."""
    written = fields.maybe("naam") if fields and kind.solid else ""
    return _KINDS.get(written, written) or kind.name


def _read(part: Part, value: Value | None) -> Iterator[tuple[str, float | str | Vector]]:
    """Read one part of a thing, or take what it usually is."""
    if part.sort == "turned":
        yield part.key, _turned(part, value)
    elif part.sort == "pair":
        ends = pair(value) if value else part.usual
        if isinstance(ends, tuple):
            yield from ((f"{part.key}{index}", end) for index, end in enumerate(ends))
    elif value is None:
        if part.usual is not None:
            yield part.key, cast("float | str | Vector", part.usual)
    elif part.sort == "number":
        yield part.key, number(value, part.low, part.high)
    elif part.sort == "vector":
        yield part.key, vector(value)
    elif part.sort != "path":
        yield part.key, _word(part, value)


def _turned(part: Part, value: Value | None) -> float:
    usual = part.usual if isinstance(part.usual, float) else 1.0
    return -usual if value and value.truth() else usual


def _word(part: Part, value: Value) -> str:
    """Read a word of a part: a colour, a bone, or one of the part's own words."""
    if part.sort == "colour":
        return _colour(value)
    if part.sort == "bone":
        words = {dutch: bone for dutch, bone in BONES.items() if bone not in PAIRED_BONES}
        return words.get(value.choice(words), "")
    return part.words.get(value.choice(part.words), "")


def _colour(value: Value) -> str:
    """Read the name of a colour, or the colour itself."""
    written = value.text()
    if written in COLOURS or _HEX.fullmatch(written):
        return COLOURS.get(written, written)
    value.wrong(
        f"de kleur «{written}» is onbekend",
        f'{nearest(written, COLOURS)}Kies uit: {", ".join(COLOURS)}; of schrijf hem als "#c9a06a".',
        "kleur",
    )
    return ""


def _path(value: Value | None) -> tuple[str | Vector, ...]:
    """Read a path along places on the body and points in the room, two at least."""
    steps = value.items() if value else []
    if value and len(steps) < 2:
        value.wrong("hier horen twee plaatsen of meer", "noem plekken op het lichaam of punten [x, y, z].")
    return tuple(landmark(step) if step.is_text() else vector(step) for step in steps)
