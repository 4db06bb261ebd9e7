"""Write what a PDF says of itself: one XMP packet, and an Info dictionary that agrees with it.

Goes in: an open PDF, its particulars, and what it claims to be. Comes out: the same PDF, described in place.
Must not know what the pages are about.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from jinja2 import Environment, PackageLoader
from pikepdf import Name, Pdf


class Claim(StrEnum):
    """The standard that a PDF claims to meet, and is audited for."""

    SCREEN = "PDF/A-2a and PDF/UA-1"
    PAPER = ""
    PRESS = "PDF/X-4"


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


def describe(pdf: Pdf, particulars: Particulars, claim: Claim, identity: str = "") -> None:
    """Write one XMP packet, and an Info dictionary that agrees with it (PDF/A-2, 6.6.2.3 and 6.7.3).

    `identity` names this very document where a standard asks for that (PDF/X-4); it must not come from chance.
    """
    info = pdf.docinfo
    for key in list(info.keys()):
        if key not in ("/Title", "/Author", "/Producer"):
            del info[key]
    info["/Title"] = particulars.title
    info["/Author"] = particulars.author
    environment = Environment(loader=PackageLoader("booklet.pdf", "."), autoescape=True, trim_blocks=True)
    packet = environment.get_template("metadata.xmp.j2").render(
        about=particulars, producer=str(info.get("/Producer", "")), claim=claim.name, identity=identity
    )
    stream = pdf.make_stream(packet.encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream
