"""The finished small booklet: what it says of itself."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from conftest import REAL
from pikepdf import Name
from PIL import Image

from booklet.pdf.audit import audit
from booklet.pdf.finish import Particulars, finish
from booklet.pdf.picture import picture
from booklet.pdf.typeset import Press, make_ready, to_pdf, typeset

ABOUT = Particulars(title="Één & ander", author="<Wie>", subject='Het "onderwerp"', language="nl", date="2026-11-22")


@pytest.fixture(scope="module")
def raw(press: Press) -> bytes:
    """Set one page that nobody has finished yet."""
    return to_pdf(typeset("<!doctype html><html lang=nl><title>t</title><body><h1>Kop</h1><p>Tekst", press), 0)


def test_the_document_says_its_title_and_language(pdf: pikepdf.Pdf) -> None:
    """A reader shows the title instead of the name of the file."""
    assert pdf.docinfo["/Title"] == "Klein boekje: Een boekje om mee te proeven"
    assert pdf.docinfo["/Author"] == "Rugpraktijk De Brug"
    assert str(pdf.Root.Lang) == "nl"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_the_document_is_marked_as_tagged(pdf: pikepdf.Pdf) -> None:
    """Without it no reader looks at the tags."""
    assert bool(pdf.Root.MarkInfo.Marked)
    assert "/StructTreeRoot" in pdf.Root


def test_links_follow_the_reading_order(pdf: pikepdf.Pdf) -> None:
    """Tab goes from link to link by the structure (7.18.3)."""
    assert all(page.obj.get("/Tabs") == Name.S for page in pdf.pages if "/Annots" in page.obj)


def test_pages_are_labelled_with_the_numbers_that_are_printed(pdf: pikepdf.Pdf) -> None:
    """Page 7 on paper is page 7 on a screen."""
    assert [str(pdf.pages[index].label) for index in (0, 6)] == ["1", "7"]


def test_bookmarks_follow_the_headings(pdf: pikepdf.Pdf) -> None:
    """Open from the start, and nested as the headings are."""
    assert pdf.Root.PageMode == Name.UseOutlines
    with pdf.open_outline() as outline:
        tree = {item.title: [child.title for child in item.children] for item in outline.root}
    assert tree["Wat is pijn?"] == ["Wat betekent het?", "Waar begint het?"]
    assert {"Bruggetje", "Wandelen"} <= set(tree["De oefeningen"])
    assert next(iter(tree)) == "Klein boekje"


def test_metadata_claims_both_standards_and_agrees_with_the_document(pdf: pikepdf.Pdf) -> None:
    """One XMP packet, PDF/A-2a and PDF/UA-1 (PDF/A-2, 6.7)."""
    assert set(pdf.docinfo.keys()) == {"/Title", "/Author", "/Producer"}
    assert "/Filter" not in pdf.Root.Metadata
    with pdf.open_metadata() as found:
        assert (found["pdfaid:part"], found["pdfaid:conformance"], found["pdfuaid:part"]) == ("2", "A", "1")
        assert found["dc:title"] == pdf.docinfo["/Title"]
        assert found["dc:creator"] == ["Rugpraktijk De Brug"]
        assert found["pdf:Producer"] == pdf.docinfo["/Producer"]
        assert found["xmp:ModifyDate"] == "2026-11-22T00:00:00Z"


def test_what_the_document_says_is_escaped(raw: bytes) -> None:
    """A title with an ampersand stays well-formed XML."""
    with pikepdf.open(io.BytesIO(finish(raw, ABOUT))) as pdf:
        with pdf.open_metadata() as found:
            assert found["dc:title"] == "Één & ander"
            assert found["dc:creator"] == ["<Wie>"]
            assert found["dc:description"] == 'Het "onderwerp"'
        assert pdf.docinfo["/Title"] == "Één & ander"


def test_finishing_the_same_twice_gives_the_same_bytes(raw: bytes) -> None:
    """Nothing of the clock or of chance is written."""
    assert finish(raw, ABOUT) == finish(raw, ABOUT)
    assert not re.search(rb"/(CreationDate|ModDate)", finish(raw, ABOUT))


@pytest.mark.parametrize("white", [False, True])
def test_a_logo_of_dots_passes_every_judge(tmp_path: Path, *, white: bool) -> None:
    """Also one that is transparent, whatever it is laid on; no viewer may smooth it (PDF/A-2, 6.2.8.1)."""
    logo = Image.new("RGBA", (40, 20), (10, 90, 80, 0))
    logo.paste((10, 90, 80, 255), (5, 5, 35, 15))
    logo.save(tmp_path / "logo.png")
    shown = f'<img alt="Logo" src="{(tmp_path / "logo.png").as_uri()}">'
    page = f"<!doctype html><html lang=nl><title>t</title><body><h1>Kop</h1><p>{shown}"
    press = make_ready(REAL / "styles", ("tokens.css", "handout.css"), (tmp_path,), white=white)
    made = finish(to_pdf(typeset(page, press), 0), ABOUT)
    assert b"/Interpolate" not in made
    assert audit(made, "logo.pdf") == ()
    with Image.open(io.BytesIO(picture(made, 96))) as seen:
        colours = {colour for count, colour in seen.convert("RGB").getcolors(100_000) or () if count > 200}
    assert colours == {(255, 255, 255), (10, 90, 80), (0, 0, 0)}, "paper, logo and letters"
