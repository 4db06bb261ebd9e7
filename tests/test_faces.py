"""Typefaces with no more letters than a page needs: small files that every viewer reads as the whole ones."""

from __future__ import annotations

import io
import re
import struct

import pikepdf
import pytest
from conftest import REAL
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from booklet.pdf.link.dissect import glyph_texts
from booklet.pdf.link.faces import Font, face_of, order_of
from booklet.pdf.link.outlines import file_of, with_more
from booklet.pdf.link.pieces import Face
from booklet.pdf.typeset import make_ready, to_pdf, typeset

WORDS = "Zo veel als het gaat, één keer: 12 × ½ Łódź ŻÓŁĆ"


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    """Set some words."""
    head = '<!doctype html><html lang="nl"><meta charset="utf-8"><title>t</title>'
    page = f"{head}<body style='font-family: \"Source Sans 3\"'><p>{WORDS}"
    return pikepdf.open(io.BytesIO(to_pdf(typeset(page, make_ready(REAL / "styles", (), ())), 0)))


@pytest.fixture(scope="module")
def font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Give the one typeface of the page."""
    (font,) = pdf.pages[0].Resources.Font.values()
    return font


@pytest.fixture(scope="module")
def face(pdf: pikepdf.Pdf, font: pikepdf.Object) -> Face:
    """Take out the typeface; a to z, é, and what belongs to that are usual."""
    texts = glyph_texts(font)
    usual = frozenset(glyph for glyph, text in texts.items() if text.islower() and text < "ł")
    one = Font(font=font, texts=texts, usual=usual)
    made, _, _ = face_of(pdf, one, order_of([one]), texts, 10_000)
    return made


def shapes(file: bytes) -> dict[int, object]:
    """Draw every glyph of a file, by number."""
    with TTFont(io.BytesIO(file)) as read:
        glyphs = read.getGlyphSet()
        drawn = {}
        for number, name in enumerate(read.getGlyphOrder()):
            pen = DecomposingRecordingPen(glyphs)
            glyphs[name].draw(pen)
            drawn[number] = (glyphs[name].width, pen.value)
        return drawn


def test_letters_look_the_same(font: pikepdf.Object, face: Face) -> None:
    """Under other numbers, with their width; accents come with what they stand on."""
    whole = shapes(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes())
    made = shapes(file_of(face, frozenset(face.glyphs)))
    assert "".join(sorted(set(face.glyphs.values()))) == "".join(sorted(set(WORDS)))
    for glyph, code in face.codes.items():
        assert made[code] == whole[glyph]


def test_a_file_has_what_is_usual_and_what_is_asked(face: Face) -> None:
    """Nothing else: any other letter is empty there."""
    (more,) = (code for code, text in face.glyphs.items() if text == "Ł")
    assert more not in face.usual
    for asked, texts in ((frozenset[int](), ""), (frozenset({more}), "Ł")):
        made = shapes(file_of(face, asked))
        seen = {face.glyphs.get(code, "") for code, (_, outline) in made.items() if outline}
        usual = {text for text in face.glyphs.values() if text.islower() and text < "ł"}
        assert seen - {""} == usual | set(texts)
    assert len(file_of(face, frozenset())) < len(file_of(face, frozenset({more}))) < 9_000


def test_a_file_is_whole(face: Face) -> None:
    """The checksums are right, and fontTools finds no table missing that a PDF asks for."""
    file = file_of(face, frozenset())
    assert sum(struct.unpack(f">{len(file) // 4}I", file)) & 0xFFFFFFFF == 0xB1B0AFBA
    with TTFont(io.BytesIO(file), checkChecksums=2) as read:
        assert set(read.keys()) - {"GlyphOrder"} == {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
        assert all(read[table] for table in ("head", "hhea", "maxp", "glyf"))
    packed = with_more(face, frozenset())
    assert re.match(rb"<</Length1 %d/Filter/FlateDecode/Length \d+>>stream\n" % len(file), packed)


def test_every_code_says_what_it_stands_for(pdf: pikepdf.Pdf, font: pikepdf.Object, face: Face) -> None:
    """Who copies or searches finds the letters; runs of the alphabet are written as one."""
    texts = glyph_texts(font)
    one = Font(font=font, texts=texts, usual=frozenset(texts))
    made, shown, _ = face_of(pdf, one, order_of([one]), texts, 10_000)
    assert made.glyphs == {made.codes[glyph]: text for glyph, text in texts.items() if glyph}
    told = shown.ToUnicode.read_bytes()
    assert b"beginbfrange" in told
    assert 0 < told.count(b"> <") < 2 * len(texts)
    assert list(shown.DescendantFonts[0].W[1]) == [made.widths[code] for code in range(1, len(made.widths))]
    assert face.widths.keys() == made.widths.keys()
