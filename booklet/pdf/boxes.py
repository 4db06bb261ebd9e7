"""Look at where boxes landed on typeset pages: what is too tall for its place, and how full a page is.

Goes in: typeset pages (WeasyPrint's own boxes; pinned, for these are not its public side). Comes out:
plain values in mm. Must not know what the pages are about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MM = 25.4 / 96
TOLERANCE = 0.4


@dataclass(frozen=True, kw_only=True)
class Overflow:
    """Content that is taller than the place it has: page from 1, the id of that place, and how much too tall in mm."""

    page: int
    name: str
    excess: float


def overflows(pages: Iterator[Any]) -> Iterator[Overflow]:
    """Find boxes of a fixed height whose content sticks out below: on paper it would lie over its neighbour."""
    for number, page in enumerate(pages, start=1):
        yield from _below(page._page_box, number, "")


def first_on_page(pages: Iterator[Any]) -> Iterator[str]:
    """Give the anchors of headings that stand first in the text block of their page, where no break was asked for."""
    for page in pages:
        block = page._page_box.children[0]
        lines = [box for box in _leaves(block) if box.is_in_normal_flow()]
        top = min(lines, key=lambda box: float(box.position_y), default=None)
        for box in _headings(block):
            if top is not None and any(leaf is top for leaf in _leaves(box)):
                yield str(box.element.get("id"))


def _headings(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if getattr(child, "element_tag", "") in ("h2", "h3") and child.element.get("id"):
            yield child
        else:
            yield from _headings(child)


def _below(box: Any, page: int, name: str) -> Iterator[Overflow]:
    element = getattr(box, "element", None)
    if element is not None and getattr(box, "element_tag", "") == element.tag:
        name = element.get("id") or (name or element.get("class", ""))
    children = [child for child in getattr(box, "children", ()) if hasattr(child, "position_y")]
    if box.style["height"] != "auto" and box.height and children and not box.is_table_wrapper:
        lowest = max((_bottom(child) for child in children if child.is_in_normal_flow()), default=0.0)
        excess = (lowest - _floor(box, children)) * MM
        if excess > TOLERANCE and hasattr(box, "element") and element is not None:
            yield Overflow(page=page, name=name, excess=round(excess, 1))
    for child in children:
        yield from _below(child, page, name)


def _floor(box: Any, children: list[Any]) -> float:
    """Give the line that content may not pass, in px: the end of the place, or what is pinned to its foot."""
    pinned = (
        child.position_y
        for child in children
        if not child.is_in_normal_flow() and child.style["bottom"] != "auto" and child.style["top"] == "auto"
    )
    return float(min((box.content_box_y() + box.height, *pinned)))


def _bottom(box: Any) -> float:
    """Give the lower edge of what a box shows, without the margin below it, in px."""
    return float(box.position_y + box.margin_top + box.border_height())


def _leaves(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if type(child).__name__ in ("LineBox", "BlockReplacedBox", "InlineReplacedBox"):
            yield child
        else:
            yield from _leaves(child)
