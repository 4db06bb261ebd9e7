"""The file for the print shop: colour to beyond the cut, black that is black, and the same bytes each time."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from conftest import REAL, Project, drawn
from pikepdf import Name

from booklet.build.booklet import particulars
from booklet.build.editions import Built
from booklet.build.printing import INKS, make_press
from booklet.content.records import Library
from booklet.pdf.bare import dictionaries, is_drawn
from booklet.pdf.impose import sides
from booklet.pdf.inks import read_inks
from booklet.pdf.press import to_press

TABLE = read_inks((REAL / INKS).read_text(encoding="utf-8"), INKS)
DOTS = 3  # to a point
BLEED = 8.504  # points
BLACK = (0.0, 0.0, 0.0, 1.0)
SCREEN = {"rg", "RG", "g", "G", "cs", "CS", "sc", "SC", "scn", "SCN"}


@pytest.fixture
def press(pressed: bytes) -> Iterator[pikepdf.Pdf]:
    """Open the small booklet as the print shop gets it."""
    with pikepdf.open(io.BytesIO(pressed)) as opened:
        yield opened


def test_every_page_says_where_it_is_cut(press: pikepdf.Pdf, pdf: pikepdf.Pdf) -> None:
    """A5 exactly, 3 mm around it, covers included; and as many pages as on the screen."""
    assert len(press.pages) == len(pdf.pages)
    for page in press.pages:
        assert [float(edge) / 72 * 25.4 for edge in page.trimbox] == pytest.approx([0, 0, 148, 210], abs=0.001)
        for box in (page.obj.BleedBox, page.obj.MediaBox):
            assert [float(edge) / 72 * 25.4 for edge in box] == pytest.approx([-3, -3, 151, 213], abs=0.001)


def test_what_touches_the_cut_runs_on_to_the_end_of_the_bleed(pressed: bytes) -> None:
    """Cut half a millimetre askew, a tab still reaches the edge of the paper."""
    coloured = 0
    for picture in drawn(pressed, DOTS):
        cut = round(BLEED * DOTS)
        width, height = picture.size
        for at, beyond in ((cut + 1, range(1, cut)), (width - cut - 2, range(width - cut, width - 1))):
            edge = [picture.getpixel((at, y)) for y in range(height)]
            coloured += min(edge) < 250
            for x in (beyond[0], beyond[-1], beyond[len(beyond) // 2]):
                assert [picture.getpixel((x, y)) for y in range(height)] == pytest.approx(edge, abs=3)
        for y in (*range(cut + 1), *range(height - cut, height)):
            assert picture.crop((cut, y, width - cut, y + 1)).getextrema() == (255, 255)
    assert coloured >= 10  # tabs of chapters, and the black ones with «Bellen»


def words(pdf: bytes, left: float, width: float) -> list[str]:
    """Read back what stands on each page in a window of so many points."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded(left=left, right=left + width).strip() for page in document]


def test_the_same_words_stand_on_the_same_pages_in_every_edition(built: Built, folded: bytes, pressed: bytes) -> None:
    """So that «bladzijde 5» is page 5 wherever somebody reads it."""
    pages = words(built.path.read_bytes(), 0, 419.5)
    assert words(pressed, 0, 419.5) == pages
    sheets = zip(words(folded, 0, 420.9), words(folded, 421, 420.9), sides(len(pages)), strict=True)
    laid = {number: text for left, right, pair in sheets for number, text in zip(pair, (left, right), strict=True)}
    assert [laid[number] for number in range(1, len(pages) + 1)] == pages


def test_every_line_to_write_on_is_there_on_screen_and_on_paper(built: Built, folded: bytes, pressed: bytes) -> None:
    """The page to write on has sixteen, in each edition and as fine or coarse as it is looked at."""
    page = 6
    for scale in (1, 2.5):
        for pdf, number, left in ((built.path.read_bytes(), page, 60), (pressed, page, 70), (folded, page, 60)):
            (shown,) = drawn(pdf, scale, number)
            column = [shown.getpixel((round(left * scale), y)) for y in range(round(110 * scale), round(545 * scale))]
            lines = [one for one, other in pairwise(column) if one < 235 <= other]
            assert len(lines) == 16


def test_on_a_screen_the_booklet_is_cut_already(built: Built, pdf: pikepdf.Pdf) -> None:
    """What runs off the page does not make the page larger for a reader."""
    for page in pdf.pages:
        assert [float(edge) for edge in page.mediabox] == pytest.approx([0, 0, 419.528, 595.276], abs=0.001)
    assert built.pages == len(pdf.pages)


def instructions(pdf: pikepdf.Pdf) -> Iterator[pikepdf.ContentStreamInstruction]:
    """Give every instruction of every page, form and tile."""
    for content in [page.obj.Contents for page in pdf.pages] + [item for item in dictionaries(pdf) if is_drawn(item)]:
        yield from pikepdf.parse_content_stream(content)


def test_nothing_is_printed_in_colours_of_a_screen(press: pikepdf.Pdf) -> None:
    """Looked at in every page, form, tile, gradient and picture, and in every space of colours."""
    used = Counter(str(step.operator) for step in instructions(press))
    patterns = [step for step in instructions(press) if str(step.operator) in ("cs", "CS")]
    assert all(step.operands[0] == Name.Pattern for step in patterns)
    assert used["k"] > 100
    assert {name for name in SCREEN if used[name]} <= {"cs", "scn"}
    for item in dictionaries(press):
        assert item.get("/ColorSpace") in (None, Name.DeviceCMYK, Name.DeviceGray)
        assert "/Group" not in item
        assert item.get("/N") != 3 or "/FunctionType" in item, "a profile of three colours"


def test_every_colour_comes_from_the_table(press: pikepdf.Pdf) -> None:
    """Nothing was guessed."""
    table = {tuple(part / 100 for part in ink) for ink in TABLE.values()}
    used = {tuple(map(float, step.operands)) for step in instructions(press) if str(step.operator) in ("k", "K")}
    assert BLACK in used
    assert used <= table


def letters(pdf: pikepdf.Pdf) -> Counter[tuple[float, ...]]:
    """Count the pieces of text of every colour."""
    found: Counter[tuple[float, ...]] = Counter()
    for page in pdf.pages:
        ink: tuple[float, ...] = ()
        kept: list[tuple[float, ...]] = []
        for step in pikepdf.parse_content_stream(page):
            match str(step.operator):
                case "k":
                    ink = tuple(map(float, step.operands))
                case "q":
                    kept.append(ink)
                case "Q":
                    ink = kept.pop()
                case "TJ" | "Tj":
                    found[ink] += 1
    return found


def test_running_text_is_black_ink_and_nothing_else(press: pikepdf.Pdf) -> None:
    """Most text is; the rest is black in part, or the colour of headings, of attention, or white on dark."""
    found = letters(press)
    named = {tuple(part / 100 for part in TABLE[colour]) for colour in ("#0a5552", "#8a3110", "#ffffff")}
    coloured = {ink: count for ink, count in found.items() if any(ink[:3]) or not ink[3]}
    assert set(coloured) <= named
    assert found[BLACK] > sum(coloured.values())


def test_links_tags_and_bookmarks_stay_behind(press: pikepdf.Pdf) -> None:
    """A press has no use for them, and the standard forbids links on the page."""
    assert set(press.Root.keys()) == {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents"}
    assert not any("/Annots" in page.obj for page in press.pages)
    assert not any(str(step.operator) in ("BDC", "BMC", "EMC") for step in instructions(press))


def test_the_profile_stands_in_the_file(press: pikepdf.Pdf) -> None:
    """So that everybody who opens it sees the colours that the paper will have."""
    (intent,) = press.Root.OutputIntents
    assert (intent.S, str(intent.OutputConditionIdentifier)) == (Name.GTS_PDFX, "FOGRA39")
    assert intent.DestOutputProfile.read_bytes()[12:20] == b"prtrCMYK"
    assert intent.DestOutputProfile.N == 4


def test_the_file_says_what_it_is(press: pikepdf.Pdf) -> None:
    """PDF/X-4 in the metadata, and no claim to be read aloud."""
    packet = press.Root.Metadata.read_bytes().decode()
    assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in packet
    assert "pdfuaid" not in packet
    assert "pdfaid" not in packet
    assert "2026-11-22T00:00:00Z" in packet
    assert press.docinfo["/Title"] == "Klein boekje: Een boekje om mee te proeven"
    assert press.pdf_version == "1.6"


def test_the_same_sources_give_the_same_bytes_and_others_another_name(
    library: Library, small: Project, built: Built, pressed: bytes
) -> None:
    """The name of the document comes from what it is made of, not from chance."""
    screen = built.path.read_bytes()
    assert make_press(library, small.root, screen) == pressed
    about = replace(particulars(library), date="2027-01-01")
    names = {
        to_press(screen, about, inks).pdf.partition(b"DocumentID>")[2][:41]
        for inks in (TABLE, {**TABLE, "#123456": (0, 0, 0, 9)})
    }
    assert len(names) == 2
    assert all(name.startswith(b"uuid:") for name in names)
