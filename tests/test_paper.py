"""The real booklet on paper: what a machine can judge of design/product.md, «What the paper must meet»."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

import pikepdf
import pypdfium2
import pytest
from conftest import REAL, kids_of, structure
from pypdfium2 import raw

from booklet.build.editions import Built, build
from booklet.build.printing import make_fold, make_press
from booklet.content.load import load
from booklet.content.records import NUMBERED, Library
from booklet.content.references import all_runs
from booklet.content.text import Citation, inlines, plain
from booklet.page.formats import A5
from booklet.pdf.audit import audit
from booklet.pdf.audit_print import audit_fold, audit_press, measure

pytestmark = pytest.mark.slow

MM = 72 / 25.4
WIDTH, HEIGHT = 148.0, 210.0
TOP, BOTTOM, INNER, OUTER = 18.75, 22.5, 18.0, 15.0
COVER = 12.0  # the smallest margin of a cover
TAB = 12.5  # how far a thumb tab comes in from the edge
SMALLEST, BODY = 10.5, 12.5
LONGEST_SENTENCE = 20
# Headings of pages that are there to be filled by hand, or to open a chapter.
TO_WRITE_ON = ("Aantekeningen", "Wat ik wil onthouden")


@dataclass(frozen=True, kw_only=True)
class Sign:
    """One character on paper: where it stands in mm from the top left, and its size in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One page: its number from 1, its characters in reading order, and its words."""

    number: int
    signs: tuple[Sign, ...]

    @property
    def words(self) -> str:
        """The text, with plain spaces."""
        return "".join(sign.text for sign in self.signs)

    @property
    def left(self) -> float:
        """The left edge of the text block in mm."""
        return INNER if self.number % 2 else OUTER

    @property
    def right(self) -> float:
        """The right edge of the text block in mm."""
        return WIDTH - (OUTER if self.number % 2 else INNER)

    def block(self) -> list[Sign]:
        """List the characters between the running foot and the top."""
        return [sign for sign in self.signs if sign.top < HEIGHT - BOTTOM + 1 and not self.is_tab(sign)]

    def fill(self) -> float:
        """Tell which part of the height of the text block has a line of text on it, or just above or below."""
        lines = {
            row for sign in self.block() if sign.text != " " for row in range(int(sign.top) - 1, int(sign.bottom) + 3)
        }
        return sum(TOP <= row <= HEIGHT - BOTTOM for row in lines) / (HEIGHT - TOP - BOTTOM)

    def is_tab(self, sign: Sign) -> bool:
        """Tell whether a character stands on a thumb tab: a number in the outer margin."""
        outside = sign.left > WIDTH - TAB if self.number % 2 else sign.right < TAB
        return outside and (sign.text.isdigit() or sign.text == " ")


def signs_of(page: pypdfium2.PdfPage) -> Iterator[Sign]:
    """Read the characters of a page that leave ink, and the spaces between them."""
    text = page.get_textpage()
    for index in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text.raw, index))
        if raw.FPDFText_IsGenerated(text.raw, index) and not character.isspace():
            continue
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text.raw, index, matrix)
        left, bottom, right, top = text.get_charbox(index)
        yield Sign(
            text=" " if character.isspace() else character,
            left=left / MM,
            top=HEIGHT - top / MM,
            right=right / MM,
            bottom=HEIGHT - bottom / MM,
            base=matrix.f / MM,
            size=raw.FPDFText_GetFontSize(text.raw, index) * matrix.d,
        )


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the real booklet, once."""
    return build(REAL, tmp_path_factory.mktemp("boekje"))


@pytest.fixture(scope="module")
def texts() -> Library:
    """Read the real chapters."""
    return load(REAL)[0]


@pytest.fixture(scope="module")
def sheets(real: Built) -> list[Sheet]:
    """Read the pages back from the PDF."""
    document = pypdfium2.PdfDocument(real.path)
    try:
        return [Sheet(number=number, signs=tuple(signs_of(page))) for number, page in enumerate(document, start=1)]
    finally:
        document.close()


@pytest.fixture(scope="module")
def paper(real: Built) -> Iterator[pikepdf.Pdf]:
    """Open the real booklet."""
    with pikepdf.open(real.path) as opened:
        yield opened


@pytest.fixture(scope="module")
def places(paper: pikepdf.Pdf) -> dict[str, int]:
    """Say on which page (from 1) every anchor stands."""
    numbers = {page.obj.objgen: number for number, page in enumerate(paper.pages, start=1)}
    return {
        name: numbers[(place.D if isinstance(place, pikepdf.Dictionary) else place)[0].objgen]
        for name, place in pikepdf.NameTree(paper.Root.Names.Dests).items()
    }


def test_the_chapters_build_without_a_finding(real: Built) -> None:
    """No error, and no advice either."""
    assert real.findings == ()


def test_the_booklet_folds_and_prints(real: Built, texts: Library) -> None:
    """Every page in its place on the sheets, every colour in inks; and few enough sheets for two staples."""
    screen = real.path.read_bytes()
    assert audit_fold(make_fold(texts, screen), screen, "boekje-vouwen.pdf") == ()
    press = make_press(texts, REAL, screen)
    assert audit_press(press, "boekje-drukker.pdf") == ()
    measured = measure(press)
    assert (measured.pages, measured.width, measured.height, measured.bleed) == (real.pages, WIDTH, HEIGHT, 3)
    assert measured.coverage < 300
    assert real.pages <= 96


def test_the_booklet_passes_its_audit(real: Built) -> None:
    """PDF/UA-1 and PDF/A-2a."""
    assert audit(real.path.read_bytes(), real.path.name) == ()


def test_every_page_is_a5(paper: pikepdf.Pdf) -> None:
    """148 by 210 mm, upright, with nothing cut off."""
    for page in paper.pages:
        for box in (page.mediabox, page.trimbox):
            assert [float(edge) / MM for edge in box] == pytest.approx([0, 0, WIDTH, HEIGHT], abs=0.1)
        assert int(page.obj.get("/Rotate", 0)) == 0


def test_the_pages_fill_whole_sheets(real: Built, sheets: list[Sheet]) -> None:
    """Four pages make one folded sheet."""
    assert real.pages == len(sheets)
    assert len(sheets) % A5.sheet == 0


def test_no_page_is_blank(sheets: list[Sheet]) -> None:
    """Every page holds words of its own besides the running foot."""
    assert [sheet.number for sheet in sheets if not sheet.block()] == []


def test_a_page_is_at_least_a_quarter_full(sheets: list[Sheet], texts: Library, places: dict[str, int]) -> None:
    """But for the covers, the openings of chapters, and pages to write on."""
    meant = {1, len(sheets)} | {places[chapter.id] for chapter in texts.chapters if chapter.sort in NUMBERED}
    meant |= {sheet.number for sheet in sheets if any(title in sheet.words for title in TO_WRITE_ON)}
    bare = {
        sheet.number: f"{fill:.0%}" for sheet in sheets if sheet.number not in meant and (fill := sheet.fill()) < 0.25
    }
    assert bare == {}


def test_no_text_stands_in_a_margin(sheets: list[Sheet]) -> None:
    """The staple, the scissors and the thumb take theirs; only a thumb tab stands in the outer margin."""
    for sheet in sheets[1:-1]:
        for sign in sheet.signs:
            if sign.text != " " and not sheet.is_tab(sign):
                assert sheet.left - 0.6 <= sign.left, f"page {sheet.number}: «{sign.text}» {sign}"
                assert sign.right <= sheet.right + 0.6, f"page {sheet.number}: «{sign.text}» {sign}"
                assert sign.top >= TOP - 1, f"page {sheet.number}: «{sign.text}» {sign}"
                assert sign.bottom <= HEIGHT - 10, f"page {sheet.number}: «{sign.text}» {sign}"
    for sheet in (sheets[0], sheets[-1]):
        assert all(sign.left >= COVER and sign.right <= WIDTH - COVER for sign in sheet.signs if sign.text != " ")


def test_no_type_is_smaller_than_the_smallest(sheets: list[Sheet]) -> None:
    """10.5 points, as printed; in drawings as well."""
    small = Counter(
        (sheet.number, round(sign.size, 1))
        for sheet in sheets
        for sign in sheet.signs
        if sign.text != " " and sign.size < SMALLEST - 0.01
    )
    assert small == {}


def test_running_text_is_set_in_12_and_a_half_points(sheets: list[Sheet]) -> None:
    """The size that most of the booklet has."""
    sizes = Counter(round(sign.size, 2) for sheet in sheets for sign in sheet.block() if sign.text != " ")
    assert sizes.most_common(1)[0][0] == BODY


def full_lines(sheet: Sheet) -> Iterator[str]:
    """Give the lines of running text that fill the text block from edge to edge, with no gap in them."""
    lines: dict[float, list[Sign]] = defaultdict(list)
    for sign in sheet.block():
        if abs(sign.size - BODY) < 0.05:
            lines[round(sign.base, 1)].append(sign)
    for line in lines.values():
        ink = [sign for sign in line if sign.text != " "]
        if not ink or ink[0].left > sheet.left + 1.5 or ink[-1].right < sheet.right - 12:
            continue
        if all(after.left - before.right < 3 for before, after in pairwise(ink)):
            yield "".join(sign.text for sign in line).strip()


def test_a_line_is_neither_long_nor_short(sheets: list[Sheet]) -> None:
    """45 to 70 characters in a full line of running text, on average."""
    lengths = [len(line) for sheet in sheets for line in full_lines(sheet)]
    assert len(lengths) > 100
    assert 45 <= mean(lengths) <= 70


def test_only_our_fonts_are_embedded(paper: pikepdf.Pdf) -> None:
    """Source Sans 3 and Literata, each as a part of itself, so that every computer shows the same."""
    fonts = {
        (str(item.FontName), any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3")))
        for item in paper.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.FontDescriptor
    }
    assert fonts
    for name, embedded in fonts:
        assert embedded
        assert re.fullmatch(r"/[A-Z]{6}\+(Source-?Sans-?3|Literata).*", name), name


def test_every_exercise_and_every_word_can_be_found(texts: Library, places: dict[str, int]) -> None:
    """Each has a place that a link or a page number leads to."""
    wanted = {f"oefening-{item.id}" for item in texts.exercises} | {f"woord-{term.id}" for term in texts.terms}
    wanted |= {chapter.id for chapter in texts.chapters} | {f"programma-{item.id}" for item in texts.programmes}
    assert wanted - places.keys() == set()


def test_every_picture_is_described(paper: pikepdf.Pdf, texts: Library) -> None:
    """No Figure without Alt."""
    figures = [element for element, _ in structure(paper) if pikepdf.Name.Figure == element.S]
    assert len(figures) >= len(texts.exercises)
    assert [element for element in figures if not str(element.get("/Alt", "")).strip()] == []


def test_headings_do_not_skip_a_level(paper: pikepdf.Pdf) -> None:
    """The first is H1."""
    levels = [int(str(element.S)[2]) for element, _ in structure(paper) if re.fullmatch(r"/H[1-6]", str(element.S))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_head_cells(paper: pikepdf.Pdf) -> None:
    """A table is read aloud by its heads."""
    for table, _ in structure(paper):
        if pikepdf.Name.Table == table.S:
            rows = [row for part in kids_of(table) for row in (kids_of(part) if part.S != pikepdf.Name.TR else [part])]
            assert any(cell.S == pikepdf.Name.TH for row in rows for cell in kids_of(row))


def test_no_mark_up_is_left_on_paper(sheets: list[Sheet]) -> None:
    """No brackets, asterisks or braces of a source, no straight quotes, no page 00."""
    for sheet in sheets:
        for leak in ("**", "](", "[^", ":::", "{", "}", "___", '"', "'", "bladzijde 00"):
            assert leak not in sheet.words, f"page {sheet.number}"


def sentences(text: str) -> list[str]:
    """Split a text at the end of every sentence."""
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


def test_no_sentence_is_long(texts: Library) -> None:
    """At most 20 words, in chapters, exercises, programmes and the glossary."""
    runs = [(str(place), plain(run)) for place, run in all_runs(texts)]
    runs += [(str(term.place), term.meaning) for term in texts.terms]
    runs += [(str(item.place), text) for item in texts.programmes for text in (item.for_whom, item.not_for)]
    runs += [(str(item.place), what) for item in texts.programmes for _, what in item.build_up]
    long = [
        f"{place}: {len(sentence.split())} words: {sentence}"
        for place, text in runs
        for sentence in sentences(text)
        if len(sentence.split()) > LONGEST_SENTENCE
    ]
    assert long == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eén zin.", ["Eén zin."]),
        ("Hoe gaat het? Goed! En u.", ["Hoe gaat het?", "Goed!", "En u."]),
        ("Om 2.5 uur, zie Thuisarts.nl voor meer.", ["Om 2.5 uur, zie Thuisarts.nl voor meer."]),
        ("", []),
    ],
)
def test_a_text_is_split_into_sentences(text: str, expected: list[str]) -> None:
    """Or the test of their length would prove nothing."""
    assert sentences(text) == expected


def test_no_note_is_lost(sheets: list[Sheet], texts: Library) -> None:
    """Each source that a text cites is named once at the foot of a page: a full page may lose one without a word."""
    cited = [item for _, run in all_runs(texts) for item in inlines(run) if isinstance(item, Citation)]
    named = [note for sheet in sheets for note in re.findall(r"Bron \d+ op bladzijde \d+\.", sheet.words)]
    assert len(named) == len(cited) > 5
