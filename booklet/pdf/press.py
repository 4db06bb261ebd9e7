"""Make of the finished booklet a file for the print shop: PDF/X-4 (ISO 15930-7), with bleed, in inks.

Goes in: the bytes of the finished PDF, which keeps beside its pages what runs off them. Comes out: PDF bytes, and the
colours that have no inks. Must not know what is on the pages.

It is not typeset again: the same pages, word for word and line for line, and so with the same page numbers.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from booklet.pdf.bare import bare, saved
from booklet.pdf.inks import CONDITION, PROFILE, Ink
from booklet.pdf.metadata import Claim, Particulars, describe
from booklet.pdf.separate import separate

MM = 72 / 25.4
BLEED = 3.0  # mm: what styles/tokens.css lets run off the page (--afloop)


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """A file for the print shop, and the colours of the screen in it that have no inks."""

    pdf: bytes
    unknown: frozenset[str]


def to_press(screen: bytes, particulars: Particulars, inks: Mapping[str, Ink]) -> Pressed:
    """Make a PDF/X-4 of a finished PDF: bleed, inks, a profile, no tags and no links."""
    with pikepdf.open(io.BytesIO(bare(screen))) as pdf:
        _show_bleed(pdf)
        unknown = separate(pdf, inks)
        describe(pdf, particulars, Claim.PRESS, _identity(screen, inks))
        pdf.docinfo["/Trapped"] = Name("/False")
        _intend(pdf)
        return Pressed(pdf=saved(pdf, version="1.6"), unknown=unknown)


def _show_bleed(pdf: Pdf) -> None:
    """Show of each page also what is cut off (6.8)."""
    margin = BLEED * MM
    for page in pdf.pages:
        left, low, right, high = (float(edge) for edge in page.obj.TrimBox)
        page.obj.MediaBox = Array([left - margin, low - margin, right + margin, high + margin])
        page.obj.BleedBox = Array([left - margin, low - margin, right + margin, high + margin])


def _identity(screen: bytes, inks: Mapping[str, Ink]) -> str:
    """Name the document after what it is made of, so that the same sources give the same bytes."""
    digest = hashlib.sha256(screen + repr(sorted(inks.items())).encode()).hexdigest()
    return "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32]))


def _intend(pdf: Pdf) -> None:
    """Say for which paper and inks the colours are meant (6.2.2)."""
    profile = pdf.make_stream(PROFILE.read_bytes())
    profile.N = 4
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=String(CONDITION),
                OutputCondition=String("Offset, ISO 12647-2, gestreken papier (ISO Coated v2)"),
                RegistryName=String("http://www.color.org"),
                Info=String(CONDITION),
                DestOutputProfile=profile,
            )
        ]
    )
