"""What has changed between two PDFs: words, pictures, looks; and which pages are still the same."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from conftest import CASES, Project

from booklet.pdf.differences import Differences, Kind, compare
from booklet.pdf.finish import Particulars, finish
from booklet.pdf.reading import read_back
from booklet.pdf.sentences import Pair
from booklet.pdf.typeset import Press, to_pdf, typeset

OLD = (CASES / "vergelijken" / "oud.html").read_text(encoding="utf-8")
EXTRA = "<section><h1>Een nieuwe bladzijde</h1><p>Hier stond eerst nog niets over.</p></section>\n"
Print = Callable[[str], bytes]


@pytest.fixture(scope="module")
def print_(small: Project, press: Press) -> Print:
    """Make a PDF of HTML, as the booklet is made."""
    about = Particulars(title="Een klein boekje", author="A", subject="B", language="nl", date="2026-11-22")
    folder = (small.root / "chapters").as_uri()

    def make(html: str) -> bytes:
        return finish(to_pdf(typeset(html.replace('src="', f'src="{folder}/'), press), 0), about)

    return make


@pytest.fixture(scope="module")
def old(print_: Print) -> bytes:
    """Print the old edition, once."""
    return print_(OLD)


def said(pair: Pair) -> tuple[str, str]:
    """Write a sentence as it was and as it is, with [ ] around the words that differ."""
    sides = ((pair.old, pair.gone), (pair.new, pair.come))
    return tuple(  # type: ignore[return-value]
        " ".join(f"[{word.text}]" if place in marked else word.text for place, word in enumerate(side.words))
        if side
        else ""
        for side, marked in sides
    )


def kinds(found: Differences) -> list[tuple[str, int | None, int | None]]:
    """List what has happened to each page that is not the same."""
    return [(sheet.kind.value, sheet.old, sheet.new) for sheet in found.sheets if sheet.kind is not Kind.SAME]


def test_a_pdf_is_read_as_somebody_hears_it(old: bytes) -> None:
    """Passages in order, with their kind and place; a picture is what it tells."""
    reading = read_back(old)
    told = [
        (passage.kind, passage.words[0].page, " ".join(word.text for word in passage.words))
        for passage in reading.passages
    ]
    assert told[:2] == [
        ("H1", 1, "Wat is pijn?"),
        ("P", 1, "Pijn is een melding. Uw rug is vaak niet stuk. Meer leest u op bladzijde 3."),
    ]
    assert ("Figure", 2, "Een telefoon op een tafel.") in told
    assert reading.count == 3
    assert (reading.bookmarks[0].title, reading.bookmarks[0].page) == ("Wat is pijn?", 1)


def test_a_place_is_told_in_parts_of_what_a_page_shows(old: bytes) -> None:
    """Also when a printer's margin lies around it that no reader sees."""
    with pikepdf.open(io.BytesIO(old)) as opened:
        for page in opened.pages:
            left, bottom, right, top = (float(edge) for edge in page.obj.MediaBox)
            page.obj.CropBox = pikepdf.Array([left, bottom, right, top])
            page.obj.MediaBox = pikepdf.Array([left - 20, bottom - 20, right + 20, top + 20])
        out = io.BytesIO()
        opened.save(out)
    assert read_back(out.getvalue()) == read_back(old)


def test_nothing_has_changed(old: bytes, print_: Print) -> None:
    """Also when the file was made again."""
    assert compare(old, print_(OLD)).none


@pytest.mark.parametrize(
    ("was", "becomes", "sentences", "pages"),
    [
        (
            "Uw rug is vaak niet stuk.",
            "Uw rug is meestal niet stuk.",
            [("Uw rug is [vaak] niet stuk.", "Uw rug is [meestal] niet stuk.")],
            [("veranderd", 1, 1)],
        ),
        (
            "Doe 8 keer de brug.",
            "Doe 10 keer de brug.",
            [("Doe [8] keer de brug.", "Doe [10] keer de brug.")],
            [("veranderd", 2, 2)],
        ),
        ("Bel ons bij twijfel.", "", [("[Bel] [ons] [bij] [twijfel.]", "")], [("veranderd", 1, 1)]),
        (
            "<p>Bel ons",
            "<p>Wij zijn er elke dag. Bel ons",
            [("", "[Wij] [zijn] [er] [elke] [dag.]")],
            [("veranderd", 1, 1)],
        ),
        (
            "Een telefoon op",
            "Een oude telefoon op",
            [("Een telefoon op een tafel.", "Een [oude] telefoon op een tafel.")],
            [("veranderd", 2, 2)],
        ),
        ("beelden/breed.svg", "figuren/bruggetje-1.svg", [], [("veranderd", 2, 2)]),
        ("<p>Sta elke dag", '<p style="color: #8a3110">Sta elke dag', [], [("uiterlijk", 3, 3)]),
        # A page between: what comes after it has only moved, and so has the number that leads there.
        (
            '<section id="thuis">',
            EXTRA + '<section id="thuis">',
            [("", "[Een] [nieuwe] [bladzijde]"), ("", "[Hier] [stond] [eerst] [nog] [niets] [over.]")],
            [("nieuw", None, 2), ("verhuisd", 2, 3), ("verhuisd", 3, 4)],
        ),
    ],
)
def test_what_changed_is_told(
    old: bytes,
    print_: Print,
    was: str,
    becomes: str,
    sentences: list[tuple[str, str]],
    pages: list[tuple[str, int, int]],
) -> None:
    """Word by word, and page by page; a number that follows its page is no change."""
    assert OLD.count(was) == 1
    new = OLD.replace(was, becomes)
    if EXTRA in new:
        new = new.replace("bladzijde 3", "bladzijde 4")
    found = compare(old, print_(new))
    assert [said(pair) for pair in found.pairs] == sentences
    assert kinds(found) == pages
    assert [sheet.gone or sheet.come for sheet in found.sheets if sheet.kind in (Kind.CHANGED, Kind.LOOKS)].count(
        ()
    ) == 0


def test_a_page_that_goes_is_told_backwards(old: bytes, print_: Print) -> None:
    """What was new is gone when the order is turned."""
    new = print_(
        OLD.replace('<section id="thuis">', EXTRA + '<section id="thuis">').replace("bladzijde 3", "bladzijde 4")
    )
    assert kinds(compare(new, old)) == [("vervallen", 2, None), ("verhuisd", 3, 2), ("verhuisd", 4, 3)]


def test_a_number_that_leads_elsewhere_is_a_change(old: bytes, print_: Print) -> None:
    """Page 3 is still page 3."""
    found = compare(old, print_(OLD.replace("bladzijde 3", "bladzijde 2")))
    assert [said(pair) for pair in found.pairs] == [
        ("Meer leest u op bladzijde [3.]", "Meer leest u op bladzijde [2.]"),
    ]


def test_a_sentence_that_goes_elsewhere_has_moved(old: bytes, print_: Print) -> None:
    """It is told once, not as gone and as new."""
    sentence = "Drink na de lunch geen koffie meer."
    new = OLD.replace(sentence, "").replace("<p>Bel ons", f"<p>{sentence} Bel ons")
    (pair,) = compare(old, print_(new)).pairs
    assert pair.moved
    assert pair.old is not None
    assert pair.new is not None
    assert (pair.old.page, pair.new.page) == (3, 1)


def test_text_that_flows_over_has_not_changed(print_: Print) -> None:
    """The same words begin on another page because one above them is longer."""
    many = "".join(f"<p>Dit is alinea nummer {number}, over een wandeling langs de heide.</p>" for number in range(60))
    whole = OLD.replace("<p>Bel ons", f"{many}<p>Bel ons")
    longer = whole.replace("Uw rug is vaak niet stuk.", "Uw rug is vaak niet stuk. " + "Dat is goed om te weten. " * 12)
    found = compare(print_(whole), print_(longer))
    assert {kind for kind, _, _ in kinds(found)} == {"veranderd", "doorgelopen"}
    assert [said(pair)[0] for pair in found.pairs] == [""] * 12


def test_two_other_documents_share_nothing(old: bytes, print_: Print) -> None:
    """Everything went and everything came."""
    other = "<!doctype html><html lang=nl><title>Anders</title><body><h1>Fietsen</h1><p>Wij repareren uw fiets.</p>"
    found = compare(old, print_(other))
    assert not [pair for pair in found.pairs if pair.old and pair.new]


def test_a_pdf_without_tags_is_read_too(old: bytes, print_: Print) -> None:
    """Page by page, as the words stand in the file."""
    bare = []
    for pdf in (old, print_(OLD.replace("een melding", "een signaal"))):
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            del opened.Root.StructTreeRoot
            out = io.BytesIO()
            opened.save(out)
            bare.append(out.getvalue())
    (pair,) = compare(bare[0], bare[1]).pairs
    assert "[signaal.]" in said(pair)[1]
