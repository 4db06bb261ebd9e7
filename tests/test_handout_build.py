"""From a handout to a PDF: one tagged A4 page, judged, with the page numbers of the booklet of the same sources."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from conftest import REAL, Project
from handout_cases import Bench, make_bench

from booklet.build import handouts as module
from booklet.build.editions import Built
from booklet.build.handouts import Desk, build_handout, prepare_handouts
from booklet.build.library import texts_of
from booklet.build.sources import digests
from booklet.page.index import INDEX, unpacked
from booklet.pdf.structure import elements
from booklet.report import BookletError

NAME = "Zwaantje Quist"


@pytest.fixture(scope="module")
def bench() -> Bench:
    """Read the real sources once."""
    return make_bench()


@pytest.fixture(scope="module")
def desk(bench: Bench) -> Desk:
    """Lay out a desk with page numbers of our own."""
    pages = {f"oefening-{name}": 40 + at for at, name in enumerate(bench.ids)}
    pages |= {"bellen": 4, "programma-eerste-opbouw": 63}
    return Desk(root=REAL, digest=digests(REAL).everything, library=bench.library, pages=pages, findings=())


def text_of(pdf: bytes) -> str:
    """Read the words of the only page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len(document) == 1
        return document[0].get_textpage().get_text_bounded().replace("\u00a0", " ")
    finally:
        document.close()


@pytest.fixture(scope="module")
def programme(bench: Bench, desk: Desk) -> bytes:
    """Make the handout of a programme for somebody."""
    return build_handout(bench.handout(programma="eerste-opbouw", naam=NAME, doel="Weer fietsen"), desk).pdf


def test_a_handout_is_one_a4_page_that_passes_its_audit(programme: bytes) -> None:
    """`build_handout` raises when a validator has anything to say."""
    with pikepdf.open(io.BytesIO(programme)) as pdf:
        assert len(pdf.pages) == 1
        assert [round(float(side) * 25.4 / 72) for side in pdf.pages[0].mediabox] == [0, 0, 210, 297]


def test_the_page_numbers_are_those_of_the_booklet(programme: bytes, desk: Desk, bench: Bench) -> None:
    """Of each exercise, the programme, and whom to call."""
    text = text_of(programme)
    for card in bench.handout(programma="eerste-opbouw").cards:
        assert f"blz. {desk.pages[f'oefening-{card.exercise.id}']}" in text
    assert "Uw programma: blz. 63." in text
    assert "Bellen: blz. 4." in text


def test_the_page_reads_aloud_in_its_order(programme: bytes) -> None:
    """One h1; an h2 for each exercise, lamp and call; a table with heads; a description of each drawing."""
    with pikepdf.open(io.BytesIO(programme)) as pdf:
        kinds = [str(element.S) for element, _ in elements(pdf)]
        assert kinds.count("/H1") == 1
        assert kinds.count("/H2") == 6 + 3 + 3
        assert kinds.index("/H1") < kinds.index("/Table") < kinds.index("/H2")
        assert kinds.count("/TR") == 1 + 6 + 1
        figures = [element for element, _ in elements(pdf) if pikepdf.Name.Figure == element.S]
        assert len(figures) >= 12 + 8
        assert all(str(figure.Alt) for figure in figures)


def test_a_name_is_on_the_page_and_nowhere_else(programme: bytes) -> None:
    """Not in the metadata, the bookmarks, or any other string of the file."""
    assert NAME in text_of(programme)
    with pikepdf.open(io.BytesIO(programme)) as pdf:
        assert b"Quist" not in pdf.Root.Metadata.read_bytes()
        rest = " ".join(str(thing) for thing in pdf.objects if not isinstance(thing, pikepdf.Stream))
    assert "Quist" not in rest


def test_the_same_request_gives_the_same_bytes(bench: Bench, desk: Desk) -> None:
    """So that a list can be made again without a difference."""
    handout = bench.handout("brug", naam=NAME)
    assert build_handout(handout, desk).pdf == build_handout(handout, desk).pdf


def test_large_letters_pass_their_audit(bench: Bench, desk: Desk) -> None:
    """The same page, other sizes."""
    made = build_handout(bench.handout("brug", "kat-koe", large=True), desk)
    assert made.setting == "groot"
    assert "Bel nu huisarts of spoedpost" in text_of(made.pdf)


def test_a_site_gives_a_code(bench: Bench, desk: Desk) -> None:
    """Beside the clinic's name, and in words at the foot."""
    handout = bench.handout("brug")
    handout = replace(handout, practice=replace(handout.practice, site="https://www.rugcentrum.nl", phone="035 1"))
    made = build_handout(handout, desk)
    assert "www.rugcentrum.nl" in text_of(made.pdf)
    assert "Stop en bel ons: 035 1" in text_of(made.pdf)


def test_what_does_not_fit_is_refused(bench: Bench, desk: Desk) -> None:
    """With the field, and not with what it says."""
    with pytest.raises(BookletError) as error:
        build_handout(bench.handout("brug", naam="W" * 56), desk)
    assert [finding.rule for finding in error.value.findings] == ["past-niet"]
    assert "«naam»" in str(error.value.findings[0])


def test_a_letter_that_no_font_has_is_said_at_the_request(bench: Bench, desk: Desk) -> None:
    """And the rest of the name is not repeated."""
    with pytest.raises(BookletError) as error:
        build_handout(bench.handout("brug", naam="Quist \u4e2d"), desk)
    assert "Quist" not in " ".join(str(finding) for finding in error.value.findings)


def test_the_booklet_leaves_an_index_of_its_pages(built: Built) -> None:
    """Beside boekje.pdf, true for the sources it was made of."""
    root = built.path.parent.parent
    pages = unpacked(built.path.parent / INDEX, digests(root).booklet)
    assert pages
    assert {anchor for anchor in pages if anchor.startswith("oefening-")}


def test_large_letters_name_the_pages_of_the_large_booklet(bench: Bench, desk: Desk) -> None:
    """When these are known; else none, for those of the other booklet would mislead."""
    asked = bench.handout("brug", "kat-koe", large=True)
    assert "blz." not in text_of(build_handout(asked, desk).pdf)
    large = {"oefening-brug": 71, "oefening-kat-koe": 66, "bellen": 5}
    told = text_of(build_handout(asked, replace(desk, large_pages=large)).pdf)
    assert "In uw boekje (grote letters): blz. 66 en 71. Bellen: blz. 5." in " ".join(told.split())


def test_the_booklet_is_counted_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an index it is set again; after that, the index is enough until a word changes."""
    first = prepare_handouts(project.root)
    assert (project.root / "output" / INDEX).is_file()

    def never(*_: object) -> None:
        raise AssertionError("the booklet was set again")

    monkeypatch.setattr(module, "count_pages", never)
    assert prepare_handouts(project.root).pages == dict(first.pages)
    assert prepare_handouts(project.root, texts=texts_of(project.root)).library == first.library
    practice = project.root / "chapters" / "praktijk.yaml"
    practice.write_text(practice.read_text(encoding="utf-8") + "# nagekeken\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="set again"):
        prepare_handouts(project.root)
    assert Path(project.root / "output" / INDEX).is_file()
