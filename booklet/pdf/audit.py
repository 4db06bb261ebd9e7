"""Judge a finished PDF before anybody gets it.

Goes in: PDF bytes. Comes out: findings; none means that it may be written. Must not know the content.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pdfua
import pikepdf
from page import ValidationProfile, validate_pdf

from booklet.report import Finding, Place

# A compressed stream whose last byte happens to be a carriage return is read as a line end by the
# validator (about one stream in 256); qpdf, which wrote the length, counts it right.
FALSE_ALARMS = ("STREAM-LENGTH-001",)
_ALWAYS, _ARCHIVED = (ValidationProfile.PDF_UA_1,), (ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_2A)


def audit(pdf: bytes, name: str, *, archive: bool = True) -> tuple[Finding, ...]:
    """Check a PDF against PDF/UA-1 and (`archive`) PDF/A-2a with two validators, and what they do not ask."""
    with _readable(pdf) as path:
        complaints = [*_page_validation(path, _ARCHIVED if archive else _ALWAYS), *_pdfua(path), *_own(pdf)]
    return as_findings(name, complaints)


def as_findings(name: str, complaints: Iterable[str]) -> tuple[Finding, ...]:
    """Say of a file what is wrong with it, each thing once."""
    return tuple(
        Finding(
            place=Place(path=name),
            what=complaint,
            remedy="dit is een fout in het programma of de opmaak: het oude bestand blijft staan, meld dit.",
            rule="keuring",
        )
        for complaint in dict.fromkeys(complaints)
    )


@contextmanager
def _readable(pdf: bytes) -> Iterator[Path]:
    """Give the validators a path to read from: memory where the system can, so that no name ever comes on the disk."""
    if hasattr(os, "memfd_create"):
        with os.fdopen(os.memfd_create("keuring"), "w+b") as file:
            file.write(pdf)
            file.flush()
            yield Path(f"/proc/self/fd/{file.fileno()}")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "keuring.pdf"
        path.write_bytes(pdf)
        yield path


def _page_validation(path: Path, profiles: tuple[ValidationProfile, ...]) -> Iterator[str]:
    for profile in profiles:
        for failure in validate_pdf(str(path), profile=profile).failures:
            if not failure.rule_id.endswith(FALSE_ALARMS):
                yield f"{failure.rule_id}: {failure.message}"


def _pdfua(path: Path) -> Iterator[str]:
    """Ask pdfua, which notices opacity (7.1-3), what counts as an error there."""
    for found in pdfua.validate(str(path)).findings:
        if found.severity is pdfua.Severity.ERROR:
            yield f"{found.rule_id}: {found.message}"


def _own(raw: bytes) -> Iterator[str]:
    """Ask what a reader with a screen reader would: is it tagged, in which language, under which title."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        root = pdf.Root
        if not ("/MarkInfo" in root and bool(root.MarkInfo.get("/Marked", False))):
            yield "het document is niet getagd"
        if not str(root.get("/Lang", "")):
            yield "het document heeft geen taal"
        if not str(pdf.docinfo.get("/Title", "")):
            yield "het document heeft geen titel"
        for number, page in enumerate(pdf.pages, start=1):
            if page.obj.get("/Tabs") != pikepdf.Name.S and "/Annots" in page.obj:
                yield f"bladzijde {number} heeft links zonder leesvolgorde"
