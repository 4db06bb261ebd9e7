"""A page as a picture: the size that was asked for, and something on it."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from booklet.build.editions import Built
from booklet.pdf.picture import picture, quick_picture


def test_a_page_becomes_a_picture_of_the_size_asked_for(built: Built) -> None:
    """A5 at 144 dots to an inch; two pages are not alike, and none is empty."""
    pdf = Path(built.path).read_bytes()
    with pypdfium2.PdfDocument(pdf) as document:
        wide, high = document[0].get_size()
    shown = [Image.open(io.BytesIO(picture(pdf, 144, page))) for page in (1, 3)]
    for image in shown:
        assert abs(image.width - wide * 2) <= 1
        assert abs(image.height - high * 2) <= 1
        assert len(image.convert("L").histogram()) == 256
        assert image.convert("L").getextrema()[0] < 128
    assert shown[0].tobytes() != shown[1].tobytes()


def test_a_quick_picture_shows_the_same(built: Built) -> None:
    """As large, and no dot that the eye sees as another colour."""
    pdf = Path(built.path).read_bytes()
    exact, quick = (Image.open(io.BytesIO(draw(pdf, 100))) for draw in (picture, quick_picture))
    assert (quick.format, quick.size) == ("JPEG", exact.size)
    apart = ImageChops.difference(exact.convert("RGB"), quick.convert("RGB")).convert("L").histogram()
    assert sum(apart[24:]) < 0.001 * sum(apart)
