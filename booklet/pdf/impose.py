"""Lay the pages of a booklet on sheets of A4, so that the folded stack reads from front to back.

Goes in: the bytes of the finished PDF. Comes out: PDF bytes, two pages a side. Must not know what is on the pages.

Sheets lie in each other, so that each one within sticks out a little more: its pages are moved towards the fold by
the thickness of the paper around it. Then every page stands equally far from the edge once the booklet is cut, and
from the fold as long as it is not.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream

from booklet.pdf.bare import bare, saved
from booklet.pdf.metadata import Claim, Particulars, describe
from booklet.report import BookletError, Finding, Place

MM = 72 / 25.4
SHEET = (297 * MM, 210 * MM)
BLEED = 3.0  # mm: as far as a page is printed beyond its edge, where the paper goes on
# mm from the foot of the sheet: not where a printer cannot print, and long enough to lay a ruler or a staple on
FOLD_MARKS = ((5.0, 10.0), (200.0, 205.0))
STAPLE_MARKS = ((46.5, 58.5), (151.5, 163.5))


@dataclass(frozen=True, kw_only=True)
class Fold:
    """The thickness of a sheet in mm, and which marks are printed."""

    thickness: float
    fold_marks: bool = False
    staple_marks: bool = False


def sides(count: int) -> Iterator[tuple[int, int]]:
    """Give the two pages (from 1) of each side: front and back of the outer sheet, then of the next one within."""
    for low in range(1, count // 2 + 1):
        high = count + 1 - low
        yield (high, low) if low % 2 else (low, high)


def impose(screen: bytes, particulars: Particulars, fold: Fold) -> bytes:
    """Lay the pages of a finished PDF on sheets, to print on both sides and turn over the short edge.

    Raises `BookletError` when the pages do not fill whole sheets.
    """
    with pikepdf.open(io.BytesIO(bare(screen))) as source, pikepdf.new() as pdf:
        _must_fill_sheets(len(source.pages))
        forms = [_placeable(pdf, source, number) for number in range(len(source.pages))]
        for number, pair in enumerate(sides(len(forms))):
            _add_side(pdf, forms[pair[0] - 1], forms[pair[1] - 1], number // 2 * fold.thickness * MM)
        _mark(pdf, fold)
        pdf.Root.Lang = source.Root.Lang
        pdf.Root.ViewerPreferences = Dictionary(
            DisplayDocTitle=True, Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None")
        )
        pdf.docinfo["/Producer"] = source.docinfo["/Producer"]
        describe(pdf, particulars, Claim.PAPER)
        return saved(pdf)


def _must_fill_sheets(count: int) -> None:
    if count % 4 or not count:
        raise BookletError(
            [
                Finding(
                    place=Place(path="boekje-vouwen.pdf"),
                    what=f"{count} bladzijden vullen geen hele vellen",
                    remedy="dit is een fout in het programma: het oude bestand blijft staan, meld dit.",
                    rule="vellen",
                )
            ]
        )


def _placeable(pdf: Pdf, source: Pdf, number: int) -> Stream:
    """Take a page (from 0) over as one drawing, with what runs off it."""
    page = source.pages[number]
    left, low, right, high = (float(edge) for edge in page.trimbox)
    form = page.as_form_xobject()
    form.BBox = Array([left - BLEED * MM, low, right + BLEED * MM, high])
    # The page's own, which all pages share; the form has a copy of it.
    form.Resources = page.obj.Resources
    copied = pdf.copy_foreign(form)
    assert isinstance(copied, Stream)
    return copied


def _add_side(pdf: Pdf, left: Stream, right: Stream, creep: float) -> None:
    """Lay two pages beside each other, both moved by `creep` (points) towards the fold between them."""
    middle = SHEET[0] / 2
    from_left = middle - (float(left.BBox[2]) - BLEED * MM) + creep
    from_right = middle - (float(right.BBox[0]) + BLEED * MM) - creep
    page = pdf.add_blank_page(page_size=SHEET)
    page.obj.TrimBox = page.obj.MediaBox
    page.obj.Resources = Dictionary(XObject=Dictionary(Links=left, Rechts=right))
    steps = _placed("Links", left, 0, from_left) + _placed("Rechts", right, middle, from_right)
    page.obj.Contents = pdf.make_stream(steps.encode())


def _placed(name: str, form: Stream, half: float, across: float) -> str:
    """Draw a page in its half of the sheet, so that nothing of it comes over the fold."""
    low, high = float(form.BBox[1]), float(form.BBox[3])
    up = (SHEET[1] - (high - low)) / 2 - low
    window = f"{half:.4f} 0 {SHEET[0] / 2:.4f} {SHEET[1]:.4f} re W n"
    return f"q {window} 1 0 0 1 {across:.4f} {up:.4f} cm /{name} Do Q\n"


def _mark(pdf: Pdf, fold: Fold) -> None:
    """Mark where hands need it: staples on the outside of the stack, the fold there and in the middle."""
    outside, middle = pdf.pages[0], pdf.pages[-1]
    if fold.fold_marks:
        _draw(pdf, outside, FOLD_MARKS)
        _draw(pdf, middle, FOLD_MARKS)
    if fold.staple_marks:
        _draw(pdf, outside, STAPLE_MARKS)


def _draw(pdf: Pdf, page: Page, stretches: Iterable[tuple[float, float]]) -> None:
    """Draw thin grey lines along the fold."""
    across = SHEET[0] / 2
    lines = " ".join(f"{across:.4f} {low * MM:.4f} m {across:.4f} {high * MM:.4f} l S" for low, high in stretches)
    page.contents_add(pdf.make_stream(f"q 0.5 G 0.35 w {lines} Q".encode()))
