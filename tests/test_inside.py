"""Reaching into WeasyPrint: noticed when it changes, and everything comes out as it would without."""

from __future__ import annotations

import inspect
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import fontpkg
import pikepdf
import pydyf
import pytest
from conftest import REAL
from fontTools.pens.recordingPen import RecordingPen
from fontTools.subset import Options
from fontTools.ttLib import TTFont
from weasyprint.document import Document
from weasyprint.images import SVGImage, get_image_from_uri
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream

from booklet.pdf import inside
from booklet.pdf.inside import weasyprint
from booklet.pdf.typeset import Press, to_pdf, typeset

PAGE = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>t</title></head>'
    '<body><h1 style="font: 600 25pt Literata">Kop</h1><p>Tekst, <strong>vet</strong>.'
)
SOURCES = {
    # What is used of each, as WeasyPrint 70.0 and pydyf 0.13.0 have it.
    inside._clean: ("(self, to_unicode, hinting)", ("self.subset(to_unicode, hinting)", "'fvar' in self.tables")),
    Font._harfbuzz_subset: ("(self, to_unicode, hinting)", ("hb_subset_or_fail(self.hb_face", "_RETAIN_GIDS")),
    inside._get_image_once: (
        "(cache, url_fetcher, options, url, forced_mime_type=None, context=None, orientation='from-image')",
        ("if url in cache:\n        return cache[url]", "cache[url] = image\n    return image"),
    ),
    SVGImage.draw: ("(self, stream, concrete_width, concrete_height, _style)", ("self._svg.draw(",)),
    Stream.clone: ("(self, **kwargs)", ("kwargs['resources']", "kwargs['tags']")),
    Stream.add_image: ("(self, image, interpolate, ratio)", ("f'i{image.id}{int(interpolate)}'", "'x_object': None")),
}


def test_the_version_is_the_one_that_was_studied() -> None:
    """Whoever changes it reads booklet/pdf/inside.py again, and then changes this line."""
    assert (weasyprint.__version__, pydyf.VERSION) == ("70.0", "0.13.0")


@pytest.mark.parametrize("function", SOURCES, ids=lambda function: function.__qualname__)
def test_what_is_used_of_weasyprint_is_there(function: Any) -> None:
    """With the same arguments, and doing what we count on."""
    signature, phrases = SOURCES[function]
    assert str(inspect.signature(function)) == signature
    source = inspect.getsource(function)
    assert [phrase for phrase in phrases if phrase not in source] == []


def test_our_ways_are_the_ones_in_use() -> None:
    """A renamed function would leave the slow way in place without a word."""
    assert Font.clean is inside._clean_quickly
    assert "original_get_image_from_uri" in inspect.getsource(Document._build_layout_context)
    assert weasyprint.document.original_get_image_from_uri is inside._get_image
    assert inside._get_image_once is get_image_from_uri


def test_page_references_are_those_of_pydyf() -> None:
    """Also when pages come in between."""
    pdf = pydyf.PDF()
    for count in range(1, 4):
        pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
        assert pdf.page_references == tuple(f"{number} 0 R".encode() for number in pdf.pages["Kids"][::3])
        assert len(pdf.page_references) == count
        assert pdf.page_references is pdf.page_references


def fonts_of(raw: bytes) -> dict[str, dict[str, Any]]:
    """Read the embedded faces of a PDF: outlines and widths by face and glyph."""
    found: dict[str, dict[str, Any]] = {}
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        for number, font in pdf.pages[0].resources.Font.items():
            face = TTFont(io.BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()))
            shapes: dict[str, Any] = {"": str(font.BaseFont), "widths": str(font.DescendantFonts[0].W.unparse())}
            for name in face.getGlyphOrder()[1:]:  # the first stands for a missing letter: that is a finding
                pen = RecordingPen()
                face.getGlyphSet()[name].draw(pen)
                shapes[name] = (pen.value, face["hmtx"][name])
            assert "fvar" not in face
            found[number] = shapes
    return found


def test_a_face_that_was_cut_before_is_the_face_that_weasyprint_cuts(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every outline, width and name of every letter."""
    quick = fonts_of(to_pdf(typeset(PAGE, press), 0))
    monkeypatch.setattr(Font, "clean", inside._clean)
    slow = fonts_of(to_pdf(typeset(PAGE, press), 0))
    assert quick == slow
    assert len(quick) >= 3


CUT = """
import sys
sys.path.insert(0, sys.argv[1])
from booklet.pdf import inside
sys.stdout.buffer.write(inside._cut(sys.stdin.buffer.read(), {"wght": 401}))
"""


def test_a_face_is_cut_the_same_everywhere() -> None:
    """In another process and with another order of hashing, byte for byte."""
    content = Path(fontpkg.path("Source Sans 3")).read_bytes()
    elsewhere = subprocess.run(
        [sys.executable, "-c", CUT, str(REAL)],
        env=os.environ | {"PYTHONHASHSEED": "4321", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        input=content,
        capture_output=True,
        check=True,
    )
    assert elsewhere.stdout == inside._cut(content, {"wght": 401})


START = """
import sys
sys.path.insert(0, sys.argv[1])
from booklet.pdf.inside import weasyprint
from weasyprint.text.ffi import ffi, pango
print(type(ffi).__name__, "fontTools.subset" in sys.modules, "cffi" in sys.modules, bool(pango.pango_version()))
"""


def test_a_second_start_reads_no_declarations(tmp_path: Path) -> None:
    """Nor the parts of fontTools that only other people's typefaces need."""
    said = [
        subprocess.run(
            [sys.executable, "-c", START, str(REAL)],
            env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for _ in range(2)
    ]
    assert said == [["FFI", "False", "True", "True"], ["_Table", "False", "False", "True"]]
    (table,) = (tmp_path / "rugboekje").glob("pango-*")
    assert b"import" not in table.read_bytes()


def test_what_comes_late_comes_when_it_is_called() -> None:
    """The stand-ins are the real thing as soon as somebody asks for it."""
    late = inside._late()
    made = late["fontTools.subset"].Options(retain_gids=True)
    assert isinstance(made, Options)
    assert made.retain_gids
