"""Read the goals of a pose: what touches what, lies where, stays and points.

Goes in: values of YAML. Comes out: `Goal`s, one for each side. Must not know how a goal is reached.

A name without a side means both: then x counts for the left, and its opposite for the right. With a side, what is
written is what is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from booklet.content.fields import Fields, Value
from booklet.content.pose_records import Goal, Vector
from booklet.content.pose_values import landmarks, maybe_number, names, number, vector
from booklet.content.pose_words import AXES, BONES, PAIRED_BONES

COORDINATES = ("x", "y", "z")
_AXES_TO_KEEP = ("x", "y", "z", "xy", "xz", "yz", "xyz")


@dataclass(frozen=True, kw_only=True)
class _Mention:
    """One place or bone that a goal names; `mirrored`: it is the right half of a name without a side."""

    name: str
    mirrored: bool


def read_goals(values: Iterable[Value]) -> tuple[Goal, ...]:
    """Read the goals of a frame; `against` still holds the Dutch name of a surface."""
    return tuple(goal for value in values for goal in _read(value))


def _read(value: Value) -> Iterator[Goal]:
    fields = value.fields()
    kinds = [(word, asked) for word in _READERS if (asked := fields.get(word))]
    if len(kinds) != 1:
        value.wrong("dit is geen doel", f"schrijf één van deze woorden: {', '.join(_READERS)}.", "doel")
        return
    word, asked = kinds[0]
    yield from _READERS[word](asked, fields)
    fields.done()


def _touch(asked: Value, fields: Fields) -> Iterator[Goal]:
    against, gap, weight = fields.get("tegen"), fields.get("ruimte"), _weight(fields)
    places = _coordinates(fields)
    for mention in _landmarks(asked):
        x, y, z = _mirrored_places(places, mention)
        yield Goal(
            kind="touch",
            what=(mention.name,),
            x=x,
            y=y,
            z=z,
            weight=weight,
            against=against.text() if against else "",
            gap=number(gap, -5, 5) if gap else None,
            place=asked.place,
        )


def _at(asked: Value, fields: Fields) -> Iterator[Goal]:
    places, weight = _coordinates(fields), _weight(fields)
    if not places:
        asked.wrong("«bij» zonder plaats", "schrijf waar: x, y of z (of meer daarvan).", "doel")
    for mention in _landmarks(asked):
        x, y, z = _mirrored_places(places, mention)
        yield Goal(kind="at", what=(mention.name,), x=x, y=y, z=z, weight=weight, place=asked.place)


def _pin(asked: Value, fields: Fields) -> Iterator[Goal]:
    axes, weight = fields.get("langs"), _weight(fields)
    kept = axes.choice(_AXES_TO_KEEP) if axes else "xyz"
    for mention in _landmarks(asked):
        yield Goal(kind="pin", what=(mention.name,), axes=kept, weight=weight, place=asked.place)


def _aim(asked: Value, fields: Fields) -> Iterator[Goal]:
    axis, towards, weight = fields.need("as"), fields.need("richting"), _weight(fields)
    direction = vector(towards) if towards else (0.0, 0.0, 1.0)
    if towards and not any(direction):
        towards.wrong("deze richting wijst nergens heen", "schrijf bijvoorbeeld [0, -1, 0] voor omlaag.", "doel")
    named = AXES.get(axis.choice(AXES), "") if axis else ""
    for mention in _mentions(names(asked, BONES, PAIRED_BONES)):
        yield Goal(
            kind="aim",
            what=(mention.name,),
            axis=named,
            direction=_mirrored(direction, mention),
            weight=weight,
            place=asked.place,
        )


def _join(asked: Value, fields: Fields) -> Iterator[Goal]:
    yield from _meeting("join", asked, fields, None)


def _lay(asked: Value, fields: Fields) -> Iterator[Goal]:
    gap = fields.get("ruimte")
    yield from _meeting("lay", asked, fields, number(gap, -5, 5) if gap else None)


def _meeting(kind: str, asked: Value, fields: Fields, gap: float | None) -> Iterator[Goal]:
    """Read a goal of two places that come together."""
    away, weight = fields.get("afstand"), _weight(fields)
    offset = vector(away) if away else None
    for first, second in _couples(asked):
        yield Goal(
            kind=kind,
            what=(first.name, second),
            offset=_mirrored(offset, first) if offset else None,
            gap=gap,
            weight=weight,
            place=asked.place,
        )


def _couples(asked: Value) -> list[tuple[_Mention, str]]:
    """Pair two places: on each side when the first has none, and then the second on the same side if it has one."""
    parts = asked.items()
    if len(parts) != 2:
        asked.wrong("hier horen twee plekken op het lichaam", "schrijf ze als [handpalm.links, knie.links].", "doel")
        return []
    firsts, seconds = (landmarks(part) for part in parts)
    if len(firsts) < len(seconds):
        if firsts:
            word = parts[1].text()
            parts[1].wrong(f"van «{word}» zijn er twee", f"schrijf {word}.links of {word}.rechts.", "kant")
        return []
    return list(zip(_mentions(firsts), seconds * (len(firsts) // max(len(seconds), 1)), strict=False))


def _landmarks(asked: Value) -> list[_Mention]:
    return [mention for part in asked.several() for mention in _mentions(landmarks(part))]


def _mentions(found: tuple[str, ...]) -> list[_Mention]:
    """Say of each name whether it is the right half of a name without a side."""
    return [_Mention(name=name, mirrored=len(found) > 1 and name.endswith(".R")) for name in found]


def _coordinates(fields: Fields) -> dict[str, float]:
    return {axis: number(value) for axis in COORDINATES if (value := fields.get(axis))}


def _mirrored_places(places: Mapping[str, float], mention: _Mention) -> tuple[float | None, float | None, float | None]:
    x = places.get("x")
    return (_other(x) if mention.mirrored and x is not None else x), places.get("y"), places.get("z")


def _mirrored(vector_: Vector, mention: _Mention) -> Vector:
    return (_other(vector_[0]), *vector_[1:]) if mention.mirrored else vector_


def _other(x: float) -> float:
    """Give the same place at the other side, and 0 as it is: -0.0 would be another text for the same pose."""
    return -x + 0.0


def _weight(fields: Fields) -> float:
    return maybe_number(fields, "gewicht", 1.0, 0.01, 100)


_READERS: Mapping[str, Callable[[Value, Fields], Iterator[Goal]]] = {
    "raakt": _touch,
    "bij": _at,
    "blijft": _pin,
    "richt": _aim,
    "samen": _join,
    "legt": _lay,
}
