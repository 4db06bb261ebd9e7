"""Finish a typeset PDF: structure, metadata, labels, fields; PDF/UA-1 and, but for a form, PDF/A-2a at once.

Goes in: PDF bytes from `typeset`. Comes out: PDF bytes. Must not know what the pages are about.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import pikepdf
from jinja2 import Environment, PackageLoader
from pikepdf import Array, Dictionary, Name, Pdf

from booklet.pdf.form import draw_fields
from booklet.pdf.structure import mend


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What a document says of itself; `date` as 2026-11-22; `titles` names link targets.

    `archive` claims PDF/A-2a too.
    """

    title: str
    author: str
    subject: str
    language: str
    date: str
    titles: dict[str, str] = field(default_factory=dict)
    archive: bool = True


def finish(raw: bytes, particulars: Particulars) -> bytes:
    """Mend the structure tree and the fields, and write metadata that claims, rightly, PDF/A-2a and PDF/UA-1."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        mend(pdf, particulars.titles)
        draw_fields(pdf)
        _describe(pdf, particulars)
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


def _describe(pdf: Pdf, particulars: Particulars) -> None:
    """Write one XMP packet, and an Info dictionary that agrees with it (PDF/A-2, 6.6.2.3 and 6.7.3)."""
    info = pdf.docinfo
    for key in list(info.keys()):
        if key not in ("/Title", "/Author", "/Producer"):
            del info[key]
    info["/Title"] = particulars.title
    info["/Author"] = particulars.author
    environment = Environment(loader=PackageLoader("booklet.pdf", "."), autoescape=True)
    packet = environment.get_template("metadata.xmp.j2").render(
        about=particulars, producer=str(info.get("/Producer", ""))
    )
    stream = pdf.make_stream(packet.encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream
