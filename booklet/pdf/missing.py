"""See whether every word of a document landed on its pages: a full page may drop some without saying so.

WeasyPrint forgets what a box of a fixed height holds below the end of the page (`layout/block.py`, «forget
overflowing children»), and the notes of a box that it lays out anew. Both would be missing in print silently.

Goes in: a document and its typeset pages (WeasyPrint's own boxes; pinned, for these are not its public side).
Comes out: `Missing` values. Must not know what the pages are about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

# What is in these is no running text: their words are for other eyes, or drawn.
_SILENT = ("head", "svg", "script", "style", "template")


@dataclass(frozen=True, kw_only=True)
class Missing:
    """Words that are on no page: the id of the place that holds them, and the words."""

    name: str
    words: str


def missing(root: Element, pages: Iterable[Any]) -> tuple[Missing, ...]:
    """Find the words of elements of which fewer letters stand on paper than in the document, place by place."""
    laid: Counter[int] = Counter()
    for page in pages:
        _count(page._page_box, laid)
    places: dict[str, list[str]] = {}
    for name, words in _compare(root, "", laid):
        places.setdefault(name, []).append(words)
    return tuple(Missing(name=name, words=" ".join(words)) for name, words in places.items())


def _count(box: Any, laid: Counter[int]) -> None:
    """Count the letters of every element; what a style sheet adds (`::before`) is no word of the document."""
    box = getattr(box, "_box", box)  # what is placed absolutely stands in its parent by a stand-in
    for child in getattr(box, "children", ()):
        _count(child, laid)
    text = getattr(box, "text", "")
    if text and box.element is not None and ":" not in (box.element_tag or ""):
        laid[id(box.element)] += _letters(text)


def _compare(element: Element, name: str, laid: Counter[int]) -> Iterator[tuple[str, str]]:
    if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] in _SILENT:
        return
    name = element.get("id") or name
    words = "".join((element.text or "", *(child.tail or "" for child in element)))
    if laid[id(element)] < _letters(words):
        yield name, " ".join(words.split())
    for child in element:
        yield from _compare(child, name, laid)


def _letters(text: str) -> int:
    return sum(not letter.isspace() for letter in text)
