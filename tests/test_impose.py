"""Sheets to fold: every page where hands will find it, also on paper that has a thickness."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from conftest import CASES, drawn
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageOps, ImageStat

from booklet.build.editions import Built
from booklet.pdf.impose import FOLD_MARKS, STAPLE_MARKS, Fold, impose, sides
from booklet.pdf.metadata import Particulars
from booklet.report import BookletError

ABOUT = Particulars(title="Titel", author="Wie", subject="Onderwerp", language="nl", date="2026-11-22")
WIDTH, HEIGHT = 841.890, 595.276  # A4 in points
PAGE = (419.528, 595.276)  # A5
MM = 72 / 25.4
SMALL = (105, 149)
TABLES = {
    int(count): [tuple(map(int, half.split())) for sheet in sheets.split("/") for half in sheet.split("|")]
    for count, sheets in re.findall(r"^(\d+): (.*)$", (CASES / "vouwen.txt").read_text(encoding="utf-8"), re.MULTILINE)
}


def booklet(count: int, drawing: str) -> bytes:
    """Make a finished PDF of A5 pages that all carry the same drawing."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(count):
            page = pdf.add_blank_page(page_size=PAGE)
            page.obj.TrimBox = Array([0, 0, *PAGE])
            page.obj.Contents = pdf.make_stream(drawing.encode())
        pdf.Root.Lang = pikepdf.String("nl")
        pdf.docinfo["/Title"], pdf.docinfo["/Producer"] = "t", "p"
        pdf.save(out)
    return out.getvalue()


def dark(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """Give the box around everything that is darker than half."""
    return picture.point([255 if grey < 128 else 0 for grey in range(256)]).getbbox()


@pytest.mark.parametrize("count", TABLES)
def test_pages_lie_on_their_sides_as_a_folded_stack_shows(count: int) -> None:
    """By hand, from 4 to 96 pages."""
    assert list(sides(count)) == TABLES[count]


def test_the_tables_hold_every_booklet_of_whole_sheets() -> None:
    """None is left out, and each has all its pages once."""
    assert list(TABLES) == list(range(4, 97, 4))
    for count, table in TABLES.items():
        assert sorted(page for side in table for page in side) == list(range(1, count + 1))


@pytest.mark.parametrize("count", [1, 5, 30])
def test_pages_that_do_not_fill_sheets_are_refused(count: int) -> None:
    """A blank page at the end would be a mistake of the layout."""
    with pytest.raises(BookletError) as caught:
        impose(booklet(count, ""), ABOUT, Fold(thickness=0.1))
    assert str(caught.value).startswith(f"boekje-vouwen.pdf: {count} bladzijden vullen geen hele vellen (vellen)")


def test_the_folded_stack_reads_from_front_to_back(built: Built, folded: bytes) -> None:
    """As it looks: a sheet is turned over its short edge, and what shows through belongs to the same leaf."""
    pages = [page.resize(SMALL) for page in drawn(built.path.read_bytes(), 0.5)]
    shown = drawn(folded, 0.5)
    leaves = {}
    for front, back in zip(shown[::2], shown[1::2], strict=True):
        through = ImageOps.mirror(back)
        for half in (0, 1):
            window = (half * front.width // 2, 0, (half + 1) * front.width // 2, front.height)
            before = nearest(front.crop(window), pages)
            leaves[before] = nearest(ImageOps.mirror(through.crop(window)), pages)
    # The right half of a front begins a leaf; the left half of that front ends one.
    begun = {page: page + 1 for page in range(1, len(pages) // 2, 2)}
    ended = {page: page - 1 for page in range(len(pages), len(pages) // 2, -2)}
    assert leaves == begun | ended


def nearest(half: Image.Image, pages: list[Image.Image]) -> int:
    """Say which page (from 1) looks most like half a side."""
    small = half.resize(SMALL)
    differences = [ImageStat.Stat(ImageChops.difference(small, page)).sum[0] for page in pages]
    return 1 + differences.index(min(differences))


@pytest.mark.parametrize("thickness", [0.1, 0.3])
def test_inner_pages_move_to_the_fold_by_the_thickness_of_the_paper(thickness: float) -> None:
    """Twelve pages are three sheets: nothing, once and twice the paper around them."""
    block = "100 300 50 50 re f"
    shown = drawn(impose(booklet(12, block), ABOUT, Fold(thickness=thickness)), 4)
    for number, picture in enumerate(shown):
        creep = number // 2 * thickness * MM
        left, right = (picture.crop((x, 0, x + picture.width // 2, picture.height)) for x in (0, picture.width // 2))
        edges = [(dark(half) or (0,))[0] / 4 for half in (left, right)]
        assert edges == pytest.approx([WIDTH / 2 - PAGE[0] + 100 + creep, 100 - creep], abs=0.3)


def test_what_runs_off_a_page_goes_on_to_the_edge_of_the_paper_and_never_over_the_fold() -> None:
    """A printer that prints to the edge leaves no white line; the page beside it stays clean."""
    runs_off = "-20 100 459 50 re f"
    (side, *_) = drawn(impose(booklet(4, runs_off), ABOUT, Fold(thickness=0.1)), 2)
    left, top, right, foot = dark(side) or (0, 0, 0, 0)
    assert (left, right) == (0, side.width)
    assert (side.height - foot, side.height - top) == pytest.approx((200, 300), abs=1)
    only_left = impose(booklet(4, "380 100 60 50 re f"), ABOUT, Fold(thickness=0.1))
    (front, *_) = drawn(only_left, 2)
    right = front.crop((front.width // 2 + 1, 0, front.width, front.height))
    assert dark(right) is not None
    assert (dark(right) or (0,))[0] > 700


@pytest.mark.parametrize(
    ("fold", "staple", "expected"),
    [
        (False, False, {}),
        (True, False, {1: FOLD_MARKS, 4: FOLD_MARKS}),
        (False, True, {1: STAPLE_MARKS}),
        (True, True, {1: (*FOLD_MARKS, *STAPLE_MARKS), 4: FOLD_MARKS}),
    ],
)
def test_marks_stand_on_the_fold_where_hands_need_them(
    fold: bool, staple: bool, expected: dict[int, tuple[tuple[float, float], ...]]
) -> None:
    """Staples from the outside, folding outside and in the middle; nothing on the sides in between."""
    sheets = impose(booklet(8, ""), ABOUT, Fold(thickness=0.1, fold_marks=fold, staple_marks=staple))
    for number, side in enumerate(drawn(sheets, 3), start=1):
        lines = sorted(expected.get(number, ()))
        assert stretches(side) == [pytest.approx(line, abs=0.5) for line in lines]


def stretches(side: Image.Image) -> list[tuple[float, float]]:
    """Give what is drawn along the fold: stretches in mm from the foot."""
    middle = side.width // 2
    strip = side.crop((middle - 2, 0, middle + 2, side.height))
    inked = [y for y in range(side.height) if (strip.crop((0, y, 4, y + 1)).getextrema()[0]) < 250]
    starts = [y for y in inked if y - 1 not in inked]
    ends = [y + 1 for y in inked if y + 1 not in inked]
    found = [
        ((side.height - end) / 3 / MM, (side.height - start) / 3 / MM) for start, end in zip(starts, ends, strict=True)
    ]
    return sorted(found)


def test_the_file_asks_the_printer_for_what_it_needs(folded: bytes) -> None:
    """Two-sided over the short edge, at full size; and it says in Dutch what it is."""
    with pikepdf.open(io.BytesIO(folded)) as pdf:
        assert dict(pdf.Root.ViewerPreferences) == dict(
            Dictionary(DisplayDocTitle=True, Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None"))
        )
        assert pdf.docinfo["/Title"] == "Klein boekje: Een boekje om mee te proeven (om te vouwen)"
        assert str(pdf.Root.Lang) == "nl"
        assert {tuple(map(float, page.mediabox)) for page in pdf.pages} == {(0, 0, 841.889764, 595.275591)}


def test_two_impositions_are_equal(built: Built) -> None:
    """Byte for byte."""
    screen = built.path.read_bytes()
    assert impose(screen, ABOUT, Fold(thickness=0.1)) == impose(screen, ABOUT, Fold(thickness=0.1))
