"""Check a sheet box by box: nothing sticks out of its place or lies over anything else, no type is too small.

Goes in: typeset pages (WeasyPrint's own boxes; pinned, for these are not its public side). Comes out: `Misfit` values.
Must not know what the sheet is about: places are named by the attribute `data-vak`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import inf
from typing import Any

MM = 25.4 / 96
PT = 0.75
# How far ink may pass the edge of its place, in mm: side bearings and rounding, not letters.
ACROSS, BELOW = 0.3, 0.15
# How far two things may share paper before a reader sees it, in mm.
TOUCH = 0.4
# Letters reach this far above and below the line they stand on, in parts of their size.
ASCENT, DESCENT = 0.70, 0.20


_Frame = tuple[float, float, float, float]  # left, top, right, bottom in mm


@dataclass(frozen=True, kw_only=True)
class Misfit:
    """Something that cannot be printed like this: what kind (`steekt-uit`, `over-elkaar`, `klein`, `rand`), and where.

    `vak` names the place by its own words in the page; `text` is what stands there, for tests only: it may be a name.
    """

    kind: str
    vak: str
    text: str


@dataclass(frozen=True, kw_only=True)
class _Ink:
    """What a box puts on paper, in mm, with the places that must hold it."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    size: float
    vak: str
    places: tuple[_Frame, ...]


def misfits(pages: Iterator[Any] | list[Any], smallest: float, margins: tuple[float, float]) -> tuple[Misfit, ...]:
    """List what does not fit; `smallest` is the least type size in pt, `margins` (across, down) in mm."""
    found = []
    for page in pages:
        box = page._page_box
        ink = list(_ink(box, "", ()))
        size = (box.width * MM, box.height * MM)
        found += [misfit for item in ink for misfit in _alone(item, smallest, margins, size)]
        found += [
            Misfit(kind="over-elkaar", vak=one.vak or other.vak, text=f"{one.text} / {other.text}")
            for one, other in combinations(ink, 2)
            if _overlap(one, other)
        ]
    return tuple(found)


def _alone(item: _Ink, smallest: float, margins: tuple[float, float], page: tuple[float, float]) -> Iterator[Misfit]:
    """Judge one thing by itself."""
    if item.size and item.size < smallest - 0.01:
        yield Misfit(kind="klein", vak=item.vak, text=item.text)
    across, down = margins
    paper = (across, down, page[0] - across, page[1] - down)
    if not _holds(paper, item):
        yield Misfit(kind="rand", vak=item.vak, text=item.text)
    if not all(_holds(place, item) for place in item.places):
        yield Misfit(kind="steekt-uit", vak=item.vak, text=item.text)


def _holds(place: _Frame, item: _Ink) -> bool:
    left, top, right, bottom = place
    return (
        item.left >= left - ACROSS
        and item.right <= right + ACROSS
        and item.top >= top - BELOW
        and item.bottom <= bottom + BELOW
    )


def _overlap(one: _Ink, other: _Ink) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > TOUCH and down > TOUCH


def _ink(box: Any, vak: str, places: tuple[_Frame, ...]) -> Iterator[_Ink]:
    """Give all text and pictures below a box; every box of a fixed height and width must hold what is in it."""
    box = getattr(box, "_box", box)  # what is placed absolutely stands in its parent by a stand-in
    kind = type(box).__name__
    if kind == "TextBox":
        if box.text.strip():
            yield _text(box, vak, places)
        return
    element = getattr(box, "element", None)
    if element is not None and getattr(box, "element_tag", "") == element.tag:
        vak = element.get("data-vak") or vak
    if "Replaced" in kind:
        yield _picture(box, vak, places)
        return
    if kind in ("BlockBox", "TableCellBox") and ":" not in (box.element_tag or ""):
        places = (*places, _frame(box))
    for child in getattr(box, "children", ()):
        yield from _ink(child, vak, places)


def _frame(box: Any) -> _Frame:
    """Give the edges that a box was given, in mm; an edge that follows its content is infinitely far."""
    style = box.style
    across = style["width"] != "auto" or (style["left"] != "auto" and style["right"] != "auto")
    down = style["height"] != "auto" or (style["top"] != "auto" and style["bottom"] != "auto")
    across = across or type(box).__name__ == "TableCellBox"
    left, top = box.position_x + box.margin_left, box.position_y + box.margin_top
    return (
        left * MM if across else -inf,
        top * MM if down else -inf,
        (left + box.border_width()) * MM if across else inf,
        (top + box.border_height()) * MM if down else inf,
    )


def _text(box: Any, vak: str, places: tuple[_Frame, ...]) -> _Ink:
    size = float(box.style["font_size"])
    base = box.position_y + box.baseline
    lost = len(box.text) - len(box.text.rstrip())
    right = box.position_x + box.width * (1 - 0.5 * lost / len(box.text))
    return _Ink(
        left=box.position_x * MM,
        top=(base - ASCENT * size) * MM,
        right=right * MM,
        bottom=(base + DESCENT * size) * MM,
        text=box.text,
        size=size * PT,
        vak=vak,
        places=places,
    )


def _picture(box: Any, vak: str, places: tuple[_Frame, ...]) -> _Ink:
    left, top = box.content_box_x(), box.content_box_y()
    return _Ink(
        left=left * MM,
        top=top * MM,
        right=(left + box.width) * MM,
        bottom=(top + box.height) * MM,
        text=f"<{box.element_tag}>",
        size=0.0,
        vak=vak,
        places=places,
    )
