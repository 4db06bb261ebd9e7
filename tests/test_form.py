"""A log to fill in on a screen: fields that say what they are, and look the same in every program."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from conftest import REAL
from handout_cases import Bench, make_bench
from pikepdf import Name

from booklet.build.handouts import Desk, build_handout
from booklet.build.sources import digests
from booklet.pdf.audit import audit
from booklet.pdf.structure import elements


@dataclass(frozen=True, kw_only=True)
class Maker:
    """Makes pages of the real sources."""

    bench: Bench
    desk: Desk

    def page(self, *names: str, fillable: bool = True) -> bytes:
        """Make the page of some exercises."""
        return build_handout(self.bench.handout(*names, naam="Zwaantje Quist"), self.desk, fillable=fillable).pdf


@pytest.fixture(scope="module")
def maker() -> Maker:
    """Lay out a desk."""
    bench = make_bench()
    desk = Desk(root=REAL, digest=digests(REAL).everything, library=bench.library, pages={}, findings=())
    return Maker(bench=bench, desk=desk)


@pytest.fixture(scope="module")
def filled_in(maker: Maker) -> bytes:
    """Make the page of two exercises: one three days a week, one every day."""
    return maker.page("brug", "kat-koe")


@pytest.fixture
def opened(filled_in: bytes) -> Iterator[pikepdf.Pdf]:
    """Open that page."""
    with pikepdf.open(io.BytesIO(filled_in)) as pdf:
        yield pdf


def test_every_planned_day_has_a_box_to_tick_and_every_day_a_number_for_pain(opened: pikepdf.Pdf) -> None:
    """Four weeks: three days and seven days to tick, seven for pain."""
    kinds = [str(field.FT) for field in opened.Root.AcroForm.Fields]
    assert (kinds.count("/Btn"), kinds.count("/Tx")) == (4 * 3 + 4 * 7, 4 * 7)


def test_a_field_says_its_exercise_week_and_day(opened: pikepdf.Pdf) -> None:
    """In words, in the order of the page, and each name once."""
    said = [str(field.TU) for field in opened.Root.AcroForm.Fields]
    assert said[:2] == ["Bruggetje, week 1, maandag: gedaan", "Bruggetje, week 1, woensdag: gedaan"]
    assert said[-1] == "Pijn van 0 tot 10, week 4, zondag"
    names = [str(field.T) for field in opened.Root.AcroForm.Fields]
    assert len(set(names)) == len(names)


def test_a_screen_reader_meets_every_field_once(opened: pikepdf.Pdf) -> None:
    """As a form in the structure tree, in the row of its exercise (7.18.4)."""
    forms = [element for element, _ in elements(opened) if Name.Form == element.S]
    assert len(forms) == len(opened.Root.AcroForm.Fields)


def test_fields_lie_over_the_squares(opened: pikepdf.Pdf) -> None:
    """None over another, all at the right-hand side of the plan."""
    frames = [[float(edge) for edge in field.Rect] for field in opened.Root.AcroForm.Fields]
    assert all(right - left > 16 and top - bottom > 15 for left, bottom, right, top in frames)  # pt: over 5.5 mm
    assert len({(left, bottom) for left, bottom, _, _ in frames}) == len(frames)
    assert min(left for left, *_ in frames) > 300


def test_such_a_page_claims_to_be_read_aloud_but_not_to_be_kept(opened: pikepdf.Pdf, filled_in: bytes) -> None:
    """PDF/UA-1 and not PDF/A; its audit has nothing to say."""
    metadata = opened.Root.Metadata.read_bytes()
    assert b"pdfuaid:part>1<" in metadata
    assert b"<pdfaid:part>" not in metadata
    assert audit(filled_in, "blad", archive=False) == ()


def test_no_program_asks_to_save_what_nobody_changed(opened: pikepdf.Pdf) -> None:
    """Every field brings its own looks; the box has two."""
    form = opened.Root.AcroForm
    assert "/NeedAppearances" not in form
    for field in form.Fields:
        looks = field.AP.N
        assert set(looks.keys()) == {"/on", "/Off"} if Name.Btn == field.FT else isinstance(looks, pikepdf.Stream)


def test_the_font_to_type_in_is_small_and_every_program_can_write_in_it(opened: pikepdf.Pdf) -> None:
    """A simple font with the characters of ASCII, embedded; the whole font is gone (9.6.3)."""
    font = opened.Root.AcroForm.DR.Font.Veld
    assert (font.Subtype, font.Encoding, len(font.Widths)) == (Name.TrueType, Name.WinAnsiEncoding, 95)
    assert int(font.FontDescriptor.FontFile2.Length1) < 30_000


def test_somebody_ticks_a_box_and_types_a_number(filled_in: bytes) -> None:
    """As PDFium, the reader of Chrome and Edge, does it: what was filled in can be saved."""
    with pikepdf.open(io.BytesIO(filled_in)) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        places = [[float(edge) for edge in field.Rect] for field in (fields[0], fields[-1])]
    document = pypdfium2.PdfDocument(filled_in)
    document.init_forms()
    page, form = document[0], document.formenv.raw
    for (left, bottom, right, top), typed in zip(places, ("", "7"), strict=True):
        at = ((left + right) / 2, (bottom + top) / 2)
        pdfium.FORM_OnMouseMove(form, page.raw, 0, *at)
        pdfium.FORM_OnLButtonDown(form, page.raw, 0, *at)
        pdfium.FORM_OnLButtonUp(form, page.raw, 0, *at)
        for character in typed:
            pdfium.FORM_OnChar(form, page.raw, ord(character), 0)
        pdfium.FORM_ForceToKillFocus(form)
    saved = io.BytesIO()
    document.save(saved)
    page.close()
    document.close()
    with pikepdf.open(saved) as pdf:
        ticked, number = pdf.Root.AcroForm.Fields[0], pdf.Root.AcroForm.Fields[-1]
        assert (ticked.V, str(number.V)) == (Name.on, "7")
        assert re.search(rb"/Veld 11 Tf\s+\(7\) Tj", number.AP.N.read_bytes())


def test_the_same_request_gives_the_same_bytes(maker: Maker, filled_in: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three years later as well: no moment of making is in the file, nor in the font of the fields."""
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 100_000_000)
    assert maker.page("brug", "kat-koe") == filled_in


def test_a_page_to_print_has_no_fields(maker: Maker) -> None:
    """They are asked for."""
    with pikepdf.open(io.BytesIO(maker.page("brug", fillable=False))) as pdf:
        assert "/AcroForm" not in pdf.Root
