"""Check a sheet box by box: nothing sticks out of its place or lies over anything else, no type is too small.

Goes in: typeset pages (WeasyPrint's own boxes; pinned, for these are not its public side). Comes out: `Misfit` values.
Must not know what the sheet is about: places are named by the attribute `data-vak`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import inf
from typing import Any, Protocol

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


class Edges(Protocol):
    """Anything that lies on paper, by its edges in mm from the top left."""

    @property
    def left(self) -> float: ...  # noqa: D102
    @property
    def top(self) -> float: ...  # noqa: D102
    @property
    def right(self) -> float: ...  # noqa: D102
    @property
    def bottom(self) -> float: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Ink:
    """What a box puts on paper, in mm, with the places that must hold it; `room` is where a line of its text ends."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    size: float
    vak: str
    places: tuple[_Frame, ...]
    room: float


def inks(page: Any) -> tuple[Ink, ...]:
    """List everything that a page puts on paper."""
    return tuple(_ink(page._page_box, "", (), inf))


def misfits(pages: Iterator[Any] | list[Any], smallest: float, margins: tuple[float, float]) -> tuple[Misfit, ...]:
    """List what does not fit; `smallest` is the least type size in pt, `margins` (across, down) in mm."""
    found = []
    for page in pages:
        box = page._page_box
        ink = inks(page)
        size = (box.width * MM, box.height * MM)
        found += [misfit for item in ink for misfit in _alone(item, smallest, margins, size)]
        found += [
            Misfit(kind="over-elkaar", vak=one.vak or other.vak, text=f"{one.text} / {other.text}")
            for one, other in combinations(ink, 2)
            if overlap(one, other)
        ]
    return tuple(found)


def _alone(item: Ink, smallest: float, margins: tuple[float, float], page: tuple[float, float]) -> Iterator[Misfit]:
    """Judge one thing by itself."""
    if item.size and item.size < smallest - 0.01:
        yield Misfit(kind="klein", vak=item.vak, text=item.text)
    if not on_paper(item, margins, page):
        yield Misfit(kind="rand", vak=item.vak, text=item.text)
    if not all(_holds(place, item) for place in item.places):
        yield Misfit(kind="steekt-uit", vak=item.vak, text=item.text)


def on_paper(item: Edges, margins: tuple[float, float], page: tuple[float, float]) -> bool:
    """Tell whether something stays within the margins (across, down) of a page (width, height)."""
    across, down = margins
    return _holds((across, down, page[0] - across, page[1] - down), item)


def _holds(place: _Frame, item: Edges) -> bool:
    left, top, right, bottom = place
    return (
        item.left >= left - ACROSS
        and item.right <= right + ACROSS
        and item.top >= top - BELOW
        and item.bottom <= bottom + BELOW
    )


def overlap(one: Edges, other: Edges) -> bool:
    """Tell whether two things lie over each other so far that a reader sees it."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > TOUCH and down > TOUCH


def _ink(box: Any, vak: str, places: tuple[_Frame, ...], room: float) -> Iterator[Ink]:
    """Give all text and pictures below a box; every box of a fixed height and width must hold what is in it."""
    box = getattr(box, "_box", box)  # what is placed absolutely stands in its parent by a stand-in
    kind = type(box).__name__
    if kind == "TextBox":
        if box.text.strip():
            yield _text(box, vak, places, room)
        return
    element = getattr(box, "element", None)
    if element is not None and getattr(box, "element_tag", "") == element.tag:
        vak = element.get("data-vak") or vak
    if "Replaced" in kind:
        yield _picture(box, vak, places)
        return
    if kind in ("BlockBox", "TableCellBox") and ":" not in (box.element_tag or ""):
        places = (*places, _frame(box))
        room = (box.content_box_x() + box.width) * MM
    for child in getattr(box, "children", ()):
        yield from _ink(child, vak, places, room)


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


def _text(box: Any, vak: str, places: tuple[_Frame, ...], room: float) -> Ink:
    size = float(box.style["font_size"])
    base = box.position_y + box.baseline
    lost = len(box.text) - len(box.text.rstrip())
    right = box.position_x + box.width * (1 - 0.5 * lost / len(box.text))
    return Ink(
        left=box.position_x * MM,
        top=(base - ASCENT * size) * MM,
        right=right * MM,
        bottom=(base + DESCENT * size) * MM,
        text=box.text,
        size=size * PT,
        vak=vak,
        places=places,
        room=room,
    )


def _picture(box: Any, vak: str, places: tuple[_Frame, ...]) -> Ink:
    left, top = box.content_box_x(), box.content_box_y()
    return Ink(
        left=left * MM,
        top=top * MM,
        right=(left + box.width) * MM,
        bottom=(top + box.height) * MM,
        text=f"<{box.element_tag}>",
        size=0.0,
        vak=vak,
        places=places,
        room=inf,
    )
