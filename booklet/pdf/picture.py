"""Show a page of a PDF as a picture.

Goes in: PDF bytes, a page, how fine. Comes out: PNG or JPEG bytes. Must not know what is on the page.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pypdfium2
from PIL import Image

POINTS = 72  # to an inch
_QUALITY = 90  # of 95, with colours as fine as shades: letters stay sharp
# PDFium answers one thread at a time.
_ONE_AT_A_TIME = threading.RLock()


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF to look at; nobody else looks at one in the meantime."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def picture(pdf: bytes, dots: int, page: int = 1) -> bytes:
    """Draw a page (from 1) with `dots` to an inch."""
    return _drawn(pdf, dots, page, "PNG", compress_level=3)


def quick_picture(pdf: bytes, dots: int, page: int = 1) -> bytes:
    """Draw a page (from 1) as a JPEG, in half the time; at this quality the eye finds no difference on a screen."""
    return _drawn(pdf, dots, page, "JPEG", quality=_QUALITY, subsampling=0)


def _drawn(pdf: bytes, dots: int, page: int, kind: str, **how: int) -> bytes:
    with opened(pdf) as document:
        drawn = document[page - 1].render(scale=dots / POINTS, may_draw_forms=False).to_pil()
        file = io.BytesIO()
        drawn.save(file, kind, dpi=(dots, dots), **how)
    return file.getvalue()


def on_white(png: bytes) -> bytes:
    """Lay a picture on white where it is transparent. Raises `OSError` for bytes that are no picture."""
    with Image.open(io.BytesIO(png)) as shown:
        if not shown.has_transparency_data:
            return png
        flat = Image.new("RGBA", shown.size, "white")
        flat.alpha_composite(shown.convert("RGBA"))
        file = io.BytesIO()
        flat.convert("RGB").save(file, "PNG")
    return file.getvalue()


def small_pictures(pdf: bytes, pages: Iterable[int], width: int) -> Iterator[tuple[int, bytes]]:
    """Draw pages, each `width` pixels wide, in the 256 colours that serve it best: a third of the bytes."""
    with opened(pdf) as document:
        for number in pages:
            page = document[number - 1]
            drawn = page.render(scale=width / page.get_width(), may_draw_forms=False).to_pil()
            file = io.BytesIO()
            fewer = drawn.convert("RGB").quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
            fewer.save(file, "PNG")
            yield number, file.getvalue()
