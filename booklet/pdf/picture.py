"""Show a page of a PDF as a picture.

Goes in: PDF bytes, a page, how fine. Comes out: PNG bytes. Must not know what is on the page.
"""

from __future__ import annotations

import io

import pypdfium2

POINTS = 72  # to an inch


def picture(pdf: bytes, dots: int, page: int = 1) -> bytes:
    """Draw a page (from 1) with `dots` to an inch."""
    with pypdfium2.PdfDocument(pdf) as document:
        drawn = document[page - 1].render(scale=dots / POINTS, may_draw_forms=False).to_pil()
    file = io.BytesIO()
    drawn.save(file, "PNG", compress_level=3, dpi=(dots, dots))
    return file.getvalue()
