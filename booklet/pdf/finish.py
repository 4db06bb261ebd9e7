"""Finish a typeset PDF: structure, metadata, labels, fields; PDF/UA-1 and, but for a form, PDF/A-2a at once.

Goes in: PDF bytes from `typeset`. Comes out: PDF bytes. Must not know what the pages are about.
"""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from booklet.pdf.form import draw_fields
from booklet.pdf.metadata import Claim, Particulars, describe
from booklet.pdf.structure import mend

PROFILE = Path(__file__).with_name("srgb") / "sRGB-v4.icc"

__all__ = ["Particulars", "finish"]


def finish(raw: bytes, particulars: Particulars) -> bytes:
    """Mend the structure tree and the fields, and write metadata that claims, rightly, PDF/A-2a and PDF/UA-1."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        mend(pdf, particulars.titles)
        draw_fields(pdf)
        _cut(pdf)
        describe(pdf, particulars, Claim.SCREEN)
        _name_colours(pdf)
        _keep_dots(pdf)
        if "/Outlines" in pdf.Root:
            pdf.Root.PageMode = Name.UseOutlines
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=True,
        )
    return out.getvalue()


def _name_colours(pdf: Pdf) -> None:
    """Say which colours are meant (PDF/A-2, 6.2.3) in a tenth of the bytes that WeasyPrint takes for it."""
    for intent in pdf.Root.get("/OutputIntents", []):
        intent.DestOutputProfile = pdf.make_stream(PROFILE.read_bytes(), N=3)


def _keep_dots(pdf: Pdf) -> None:
    """Leave pictures made of dots (a logo) as they are: PDF/A-2 wants no viewer to smooth them (6.2.8.1)."""
    for item in pdf.objects:
        if isinstance(item, Stream) and item.get("/Subtype") == Name.Image and "/Interpolate" in item:
            del item.Interpolate


def _cut(pdf: Pdf) -> None:
    """Show of each page what is left when it is cut: what runs off the page is kept for who prints it."""
    for page in pdf.pages:
        page.obj.MediaBox = page.obj.TrimBox
        if "/BleedBox" in page.obj:
            del page.obj.BleedBox
