"""The real booklet on paper, small and in large letters: what a machine can judge of what paper must meet."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

import pikepdf
import pypdfium2
import pytest
from conftest import kids_of, structure
from pypdfium2 import raw

from booklet.build.editions import NAMES, Built
from booklet.content.records import NUMBERED, Library
from booklet.content.references import all_runs
from booklet.content.text import Citation, inlines, plain
from booklet.page.formats import A5, LARGE, Format
from booklet.page.words import NBSP, typeset_quotes
from booklet.pdf.audit_print import measure

pytestmark = pytest.mark.slow

MM = 72 / 25.4
LONGEST_SENTENCE = 20
# Headings of pages that are there to be filled by hand, or to open a chapter.
TO_WRITE_ON = ("Aantekeningen", "Wat ik wil onthouden")


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What an edition promises: lengths in mm, sizes of type in points.

    `cover` is the smallest margin of a cover, `tab` how far a thumb tab comes in from the edge, `foot` where the
    running foot ends above the edge.
    """

    edition: str
    format: Format
    width: float
    height: float
    top: float
    bottom: float
    inner: float
    outer: float
    cover: float
    tab: float
    foot: float
    smallest: float
    body: float


PAPERS = (
    Paper(
        edition="screen",
        format=A5,
        width=148.0,
        height=210.0,
        top=18.75,
        bottom=22.5,
        inner=18.0,
        outer=15.0,
        cover=12.0,
        tab=12.5,
        foot=10.0,
        smallest=10.5,
        body=12.5,
    ),
    Paper(
        edition="large",
        format=LARGE,
        width=210.0,
        height=297.0,
        top=24.0,
        bottom=30.0,
        inner=24.4,
        outer=20.0,
        cover=16.0,
        tab=15.0,
        foot=14.0,
        smallest=16.0,
        body=18.0,
    ),
)


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

    paper: Paper
    number: int
    signs: tuple[Sign, ...]

    @property
    def words(self) -> str:
        """The text, with plain spaces."""
        return "".join(sign.text for sign in self.signs)

    @property
    def left(self) -> float:
        """The left edge of the text block in mm."""
        return self.paper.inner if self.number % 2 else self.paper.outer

    @property
    def right(self) -> float:
        """The right edge of the text block in mm."""
        return self.paper.width - (self.paper.outer if self.number % 2 else self.paper.inner)

    def block(self) -> list[Sign]:
        """List the characters between the running foot and the top."""
        foot = self.paper.height - self.paper.bottom
        return [sign for sign in self.signs if sign.top < foot + 1 and not self.is_tab(sign)]

    def fill(self) -> float:
        """Tell which part of the height of the text block has a line of text on it, or just above or below."""
        first, last = self.paper.top, self.paper.height - self.paper.bottom
        lines = {
            row for sign in self.block() if sign.text != " " for row in range(int(sign.top) - 1, int(sign.bottom) + 3)
        }
        return sum(first <= row <= last for row in lines) / (last - first)

    def is_tab(self, sign: Sign) -> bool:
        """Tell whether a character stands on a thumb tab: a number in the outer margin."""
        tab = self.paper.tab
        outside = sign.left > self.paper.width - tab if self.number % 2 else sign.right < tab
        return outside and (sign.text.isdigit() or sign.text == " ")


def signs_of(page: pypdfium2.PdfPage) -> Iterator[Sign]:
    """Read the characters of a page that leave ink, and the spaces between them."""
    text, height = page.get_textpage(), page.get_height() / MM
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
            top=height - top / MM,
            right=right / MM,
            bottom=height - bottom / MM,
            base=matrix.f / MM,
            size=raw.FPDFText_GetFontSize(text.raw, index) * matrix.d,
        )


@pytest.fixture(scope="module", params=PAPERS, ids=lambda paper: paper.edition)
def paper(request: pytest.FixtureRequest) -> Paper:
    """Take one edition after the other."""
    chosen: Paper = request.param
    return chosen


@pytest.fixture(scope="module")
def real(paper: Paper, editions: Mapping[str, Built]) -> Built:
    """Give the edition that is judged."""
    return editions[paper.edition]


@pytest.fixture(scope="module")
def sheets(real: Built, paper: Paper) -> list[Sheet]:
    """Read the pages back from the PDF."""
    document = pypdfium2.PdfDocument(real.path)
    try:
        return [
            Sheet(paper=paper, number=number, signs=tuple(signs_of(page)))
            for number, page in enumerate(document, start=1)
        ]
    finally:
        document.close()


@pytest.fixture(scope="module")
def pdf(real: Built) -> Iterator[pikepdf.Pdf]:
    """Open the edition that is judged."""
    with pikepdf.open(real.path) as opened:
        yield opened


@pytest.fixture(scope="module")
def places(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Say on which page (from 1) every anchor stands."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    return {
        name: numbers[(place.D if isinstance(place, pikepdf.Dictionary) else place)[0].objgen]
        for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items()
    }


def test_the_chapters_build_without_a_finding(editions: Mapping[str, Built]) -> None:
    """All editions are written, which none is that fails its audit; and there is no advice either."""
    assert {name: built.findings for name, built in editions.items()} == dict.fromkeys(NAMES, ())
    assert all(built.path.is_file() for built in editions.values())


def test_the_booklet_folds_and_prints(editions: Mapping[str, Built]) -> None:
    """Every page in its place, every colour in inks, little enough ink; and few enough sheets for two staples."""
    small, real = PAPERS[0], editions["screen"]
    assert editions["fold"].pages == editions["press"].pages == real.pages <= 96
    measured = measure(editions["press"].path.read_bytes())
    assert (measured.pages, measured.width, measured.height, measured.bleed) == (
        real.pages,
        small.width,
        small.height,
        3,
    )
    assert measured.coverage < 300


def test_every_page_has_its_size(pdf: pikepdf.Pdf, paper: Paper) -> None:
    """A5 or A4, upright, with nothing cut off."""
    for page in pdf.pages:
        for box in (page.mediabox, page.trimbox):
            assert [float(edge) / MM for edge in box] == pytest.approx([0, 0, paper.width, paper.height], abs=0.1)
        assert int(page.obj.get("/Rotate", 0)) == 0


def test_the_pages_fill_whole_sheets(real: Built, sheets: list[Sheet], paper: Paper) -> None:
    """Four pages make one folded sheet, two one that is stapled."""
    assert real.pages == len(sheets)
    assert len(sheets) % paper.format.sheet == 0


def test_no_page_is_blank(sheets: list[Sheet]) -> None:
    """Every page holds words of its own besides the running foot."""
    assert [sheet.number for sheet in sheets if not sheet.block()] == []


def test_a_page_is_at_least_a_quarter_full(sheets: list[Sheet], whole: Library, places: dict[str, int]) -> None:
    """But for the covers, the openings of chapters, and pages to write on."""
    meant = {1, len(sheets)} | {places[chapter.id] for chapter in whole.chapters if chapter.sort in NUMBERED}
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
                assert sign.top >= sheet.paper.top - 1, f"page {sheet.number}: «{sign.text}» {sign}"
                assert sign.bottom <= sheet.paper.height - sheet.paper.foot, (
                    f"page {sheet.number}: «{sign.text}» {sign}"
                )
    for sheet in (sheets[0], sheets[-1]):
        edges = (sheet.paper.cover, sheet.paper.width - sheet.paper.cover, sheet.paper.height - sheet.paper.cover)
        for sign in (sign for sign in sheet.signs if sign.text != " "):
            assert sign.left >= edges[0]
            assert sign.right <= edges[1]
            assert sign.bottom <= edges[2]


def test_no_type_is_smaller_than_the_smallest(sheets: list[Sheet], paper: Paper) -> None:
    """10.5 points, or 16 in large letters, as printed; in drawings as well."""
    small = Counter(
        (sheet.number, round(sign.size, 1))
        for sheet in sheets
        for sign in sheet.signs
        if sign.text != " " and sign.size < paper.smallest - 0.01
    )
    assert small == {}


def test_running_text_has_its_size(sheets: list[Sheet], paper: Paper) -> None:
    """12.5 points, or 18 in large letters: the size that most of the booklet has."""
    sizes = Counter(round(sign.size, 2) for sheet in sheets for sign in sheet.block() if sign.text != " ")
    assert sizes.most_common(1)[0][0] == paper.body


def full_lines(sheet: Sheet) -> Iterator[str]:
    """Give the lines of running text that fill the text block from edge to edge, with no gap in them."""
    lines: dict[float, list[Sign]] = defaultdict(list)
    for sign in sheet.block():
        if abs(sign.size - sheet.paper.body) < 0.05:
            lines[round(sign.base, 1)].append(sign)
    for line in lines.values():
        ink = [sign for sign in line if sign.text != " "]
        if not ink or ink[0].left > sheet.left + 1.5 or ink[-1].right < sheet.right - sheet.paper.body:
            continue
        if all(after.left - before.right < sheet.paper.body / 4 for before, after in pairwise(ink)):
            yield "".join(sign.text for sign in line).strip()


def test_a_line_is_neither_long_nor_short(sheets: list[Sheet]) -> None:
    """45 to 70 characters in a full line of running text, on average."""
    lengths = [len(line) for sheet in sheets for line in full_lines(sheet)]
    assert len(lengths) > 100
    assert 45 <= mean(lengths) <= 70


def test_only_our_fonts_are_embedded(pdf: pikepdf.Pdf) -> None:
    """Source Sans 3 and Literata, each as a part of itself, so that every computer shows the same."""
    fonts = {
        (str(item.FontName), any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3")))
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.FontDescriptor
    }
    assert fonts
    for name, embedded in fonts:
        assert embedded
        assert re.fullmatch(r"/[A-Z]{6}\+(Source-?Sans-?3|Literata).*", name), name


def test_every_exercise_and_every_word_can_be_found(whole: Library, places: dict[str, int]) -> None:
    """Each has a place that a link or a page number leads to."""
    wanted = {f"oefening-{item.id}" for item in whole.exercises} | {f"woord-{term.id}" for term in whole.terms}
    wanted |= {chapter.id for chapter in whole.chapters} | {f"programma-{item.id}" for item in whole.programmes}
    assert wanted - places.keys() == set()


def test_every_picture_is_described(pdf: pikepdf.Pdf, whole: Library) -> None:
    """No Figure without Alt."""
    figures = [element for element, _ in structure(pdf) if pikepdf.Name.Figure == element.S]
    assert len(figures) >= len(whole.exercises)
    assert [element for element in figures if not str(element.get("/Alt", "")).strip()] == []


def test_headings_do_not_skip_a_level(pdf: pikepdf.Pdf) -> None:
    """The first is H1."""
    levels = [int(str(element.S)[2]) for element, _ in structure(pdf) if re.fullmatch(r"/H[1-6]", str(element.S))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_head_cells(pdf: pikepdf.Pdf) -> None:
    """A table is read aloud by its heads."""
    for table, _ in structure(pdf):
        if pikepdf.Name.Table == table.S:
            rows = [row for part in kids_of(table) for row in (kids_of(part) if part.S != pikepdf.Name.TR else [part])]
            assert any(cell.S == pikepdf.Name.TH for row in rows for cell in kids_of(row))


def test_no_mark_up_is_left_on_paper(sheets: list[Sheet]) -> None:
    """No brackets, asterisks or braces of a source, no straight quotes, no page 00."""
    for sheet in sheets:
        for leak in ("**", "](", "[^", ":::", "{", "}", "___", '"', "'", "bladzijde 00"):
            assert leak not in sheet.words, f"page {sheet.number}"


def test_a_page_of_the_text_stands_where_the_contents_say(
    sheets: list[Sheet], whole: Library, places: dict[str, int]
) -> None:
    """Each edition has contents of its own, with its own page numbers."""
    printed = sheets[places["inhoud"] - 1].words
    for chapter in (chapter for chapter in whole.chapters if chapter.number):
        title = typeset_quotes(chapter.title).replace(NBSP, " ")
        assert re.search(rf"{re.escape(title)}\s*{places[chapter.id]}\b", printed), title


def test_every_page_number_in_the_text_is_where_its_link_leads(
    real: Built, pdf: pikepdf.Pdf, places: dict[str, int]
) -> None:
    """«bladzijde 29» leads to page 29 of this edition."""
    document = pypdfium2.PdfDocument(real.path)
    checked = 0
    for number, page in enumerate(pdf.pages):
        text = document[number].get_textpage()
        for link in (note for note in page.obj.get("/Annots", []) if "/Dest" in note):
            words = text.get_text_bounded(*(float(edge) for edge in link.Rect)).replace(NBSP, " ")
            if found := re.search(r"bladzijde (\d+)", words):
                assert int(found.group(1)) == places[str(link.Dest)], f"page {number + 1}: {words}"
                checked += 1
    document.close()
    assert checked > 30


def calls(sheet: Sheet) -> int:
    """Count the small raised numbers that lead to a note at the foot of the page."""
    ink = [sign for sign in sheet.block() if sign.text != " "]
    text = [sign for sign in ink if abs(sign.size - sheet.paper.body) < 0.05]
    return sum(
        any(0.8 < sign.base - before.base < 3 and abs(sign.left - before.right) < 1 for before in text)
        for sign in ink
        if sign.text.isdigit() and sign.size < sheet.paper.body - 0.05
    )


def test_a_note_stands_on_the_page_of_its_number(sheets: list[Sheet]) -> None:
    """And not at the foot of the next one."""
    for sheet in sheets:
        notes = re.findall(r"Bron \d+ op bladzijde", sheet.words)
        assert calls(sheet) == len(notes), f"page {sheet.number}"


def sentences(text: str) -> list[str]:
    """Split a text at the end of every sentence."""
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


def test_no_sentence_is_long(whole: Library) -> None:
    """At most 20 words, in chapters, exercises, programmes and the glossary."""
    runs = [(str(place), plain(run)) for place, run in all_runs(whole)]
    runs += [(str(term.place), term.meaning) for term in whole.terms]
    runs += [(str(item.place), text) for item in whole.programmes for text in (item.for_whom, item.not_for)]
    runs += [(str(item.place), what) for item in whole.programmes for _, what in item.build_up]
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


def test_no_note_is_lost(sheets: list[Sheet], whole: Library) -> None:
    """Each source that a text cites is named once at the foot of a page: a full page may lose one without a word."""
    cited = [item for _, run in all_runs(whole) for item in inlines(run) if isinstance(item, Citation)]
    named = [note for sheet in sheets for note in re.findall(r"Bron \d+ op bladzijde \d+\.", sheet.words)]
    assert len(named) == len(cited) > 5
