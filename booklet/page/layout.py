"""What one round of typesetting teaches the next: where everything landed.

Goes in: the anchors of a typeset document. Comes out: a `Layout`. Must not know PDF.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from booklet.content.records import NUMBERED, Library
from booklet.page.formats import A5, Format

END = "einde-"


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The page of every anchor, the chapters that end with a page to write on, and the note pages at the end.

    Such a page stands where a chapter would otherwise leave a left-hand page blank; note pages fill the
    booklet up to whole sheets of its `format`. `tops` are the headings that came to stand first on a page:
    they begin it from now on, on its first line, as all others do.
    """

    format: Format = A5
    pages: Mapping[str, int] = field(default_factory=dict)
    fillers: frozenset[str] = frozenset()
    notes: int = 0
    tops: frozenset[str] = frozenset()


def next_layout(
    library: Library, layout: Layout, pages: Mapping[str, int], count: int, first: frozenset[str] = frozenset()
) -> Layout:
    """Learn from a round: `pages` is where its anchors stood, `first` which began a page, `count` its pages."""
    fillers = set(layout.fillers)
    for chapter, after in pairwise(library.chapters):
        gap = pages.get(after.id, 0) - pages.get(END + chapter.id, 0)
        # Headings that move to the first line make room: only then is it known whether a page stays blank.
        if layout.format.right and after.sort in NUMBERED and gap == 2 and first <= layout.tops:
            fillers.symmetric_difference_update({chapter.id})
    settled = frozenset(fillers) == layout.fillers
    notes = -(count - layout.notes) % layout.format.sheet if settled else layout.notes
    return replace(layout, pages=dict(pages), fillers=frozenset(fillers), notes=notes, tops=layout.tops | first)
