"""Read what is drawn over a figure: arrows, signs and magnifiers.

Goes in: values of YAML and the frames of a figure. Comes out: `Arrow`s, `Mark`s and `Inset`s. Must not know paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from booklet.content.fields import Fields, Value
from booklet.content.pose_records import Arrow, Inset, Mark, Pair
from booklet.content.pose_values import frames, landmark, maybe_number, maybe_pair, number, pair, truth
from booklet.content.pose_words import SIGNS

_ARROWS: Mapping[str, str] = {"spoor": "trace", "zwaai": "sweep", "lijn": "line", "boog": "arc"}
_WHOLE: Pair = (0.0, 1.0)
_ALMOST_WHOLE: Pair = (0.05, 0.95)
_SAG = 0.2  # of the length of a sweep


@dataclass(frozen=True, kw_only=True)
class Known:
    """The names of the frames of a figure: all, and those of which there is a drawing."""

    all: tuple[str, ...]
    shown: tuple[str, ...]


def read_arrow(value: Value, known: Known) -> Arrow | None:
    """Read a movement arrow."""
    fields = value.fields()
    kinds = [(dutch, asked) for dutch in _ARROWS if (asked := fields.get(dutch))]
    if len(kinds) != 1:
        value.wrong("dit is geen pijl", f"schrijf één van deze woorden: {', '.join(_ARROWS)}.", "pijl")
        return None
    dutch, asked = kinds[0]
    arrow = Arrow(
        kind=_ARROWS[dutch],
        landmark=landmark(asked),
        frames=frames(fields.need("beeld"), known.shown),
        offset=maybe_pair(fields, "verschuiving", (0.0, 0.0)),
        double=truth(fields, "dubbel"),
        dashed=truth(fields, "stippel"),
        width_mm=maybe_number(fields, "breed", 0.0, 0.1, 5),
        head_mm=maybe_number(fields, "punt", 0.0, 0.1, 10),
        inset=truth(fields, "loep"),
        place=value.place,
        **_form(_ARROWS[dutch], value, fields, known),
    )
    fields.done()
    return arrow


def _form(kind: str, value: Value, fields: Fields, known: Known) -> dict[str, Any]:
    """Read what belongs to one kind of arrow."""
    if kind == "line":
        towards = fields.need("richting")
        bend = maybe_number(fields, "bocht", 0.0, -3, 3)
        return {"vector": pair(towards) if towards else (0.0, 1.0), "bend": bend}
    if kind == "arc":
        radius = fields.need("straal")
        return {"radii": _radii(radius) if radius else (1.0, 1.0), "angles": _angles(fields)}
    first, last = _frame(fields, "van", known, 0), _frame(fields, "naar", known, -1)
    if first == last:
        value.wrong("deze pijl begint en eindigt in hetzelfde beeld", "noem bij van: en naar: twee beelden.", "pijl")
    if kind == "trace":
        return {"first": first, "last": last, "trim": maybe_pair(fields, "deel", _WHOLE, -1, 2)}
    bend = maybe_number(fields, "bocht", _SAG, -3, 3)
    return {"first": first, "last": last, "trim": maybe_pair(fields, "deel", _ALMOST_WHOLE, -1, 2), "bend": bend}


def _radii(value: Value) -> Pair:
    """Read the radius of a circle, or both of an ellipse."""
    if value.is_text():
        radius = number(value, 0.01)
        return radius, radius
    return pair(value, 0.01)


def _angles(fields: Fields) -> Pair:
    value = fields.need("hoeken")
    return pair(value, -720, 720) if value else (0.0, 90.0)


def _frame(fields: Fields, key: str, known: Known, usual: int) -> str:
    """Read a frame where an arrow begins or ends; usually the first or the last that is shown."""
    value = fields.get(key)
    return value.choice(known.all) if value else known.shown[usual]


def read_mark(value: Value, known: Known) -> Mark:
    """Read a small sign beside a figure."""
    fields = value.fields()
    asked = fields.need("teken")
    mark = Mark(
        kind=SIGNS.get(asked.choice(SIGNS), "") if asked else "",
        landmark=landmark(fields.need("bij")),
        frames=frames(fields.need("beeld"), known.shown),
        offset=maybe_pair(fields, "verschuiving", (0.0, 0.0)),
        size_mm=maybe_number(fields, "groot", 5.0, 2, 20),
        turn=maybe_number(fields, "draai", 0.0, -360, 360),
        place=value.place,
    )
    fields.done()
    return mark


def read_inset(value: Value, known: Known) -> Inset:
    """Read a magnifier, which is in all frames when it names none."""
    fields = value.fields()
    place, chosen = fields.need("plaats"), fields.get("beeld")
    inset = Inset(
        landmark=landmark(fields.need("bij")),
        frames=frames(chosen, known.shown) if chosen else known.shown,
        shift=maybe_pair(fields, "verschuiving", (0.0, 0.0)),
        radius=maybe_number(fields, "straal", 1.3, 0.1, 10),
        zoom=maybe_number(fields, "vergroting", 2.0, 1, 6),
        position=pair(place) if place else (0.0, 0.0),
        place=value.place,
    )
    fields.done()
    return inset
