"""The kinds of pages on which the booklet is set: how they are bound, and how much one of them holds.

Goes in: nothing. Comes out: `Format` values. Must not know the words; the looks of a format stand in styles/.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Format:
    """One kind of pages.

    The booklet has a multiple of `sheet` pages; `right` tells whether a chapter begins on a right-hand page.
    So many `exercises` stand on a page, and drawings in a row are `scale` times as large as on A5.
    """

    sheet: int
    right: bool
    exercises: int
    scale: float
    large: bool


# Four pages make one folded sheet.
A5 = Format(sheet=4, right=True, exercises=2, scale=1.0, large=False)
# Two pages make one sheet, printed on both sides and stapled or punched at the left. A chapter begins on the
# next page, right or left: so many large pages hold no page that says nothing.
LARGE = Format(sheet=2, right=False, exercises=1, scale=1.44, large=True)
