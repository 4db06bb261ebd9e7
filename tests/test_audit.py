"""A finished PDF is judged before anybody gets it."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import SimpleNamespace

import pikepdf
import pytest
from conftest import always

from booklet.build.editions import Built
from booklet.pdf import audit as module
from booklet.pdf.audit import audit
from booklet.pdf.finish import Particulars, finish
from booklet.pdf.typeset import Press, to_pdf, typeset

ABOUT = Particulars(title="Titel", author="Wie", subject="Onderwerp", language="nl", date="2026-11-22")
HEAD = '<!doctype html><html lang="nl"><title>t</title><body>'


def said(pdf: bytes) -> str:
    """Give what an audit says of a PDF."""
    return "\n".join(finding.what for finding in audit(pdf, "a.pdf"))


def spoilt(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Change a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def test_the_small_booklet_passes(built: Built) -> None:
    """PDF/UA-1 and PDF/A-2a, by two validators and our own questions."""
    assert audit(built.path.read_bytes(), "boekje.pdf") == ()


def forget_tags(pdf: pikepdf.Pdf) -> None:
    """Take the tags away."""
    del pdf.Root.StructTreeRoot, pdf.Root.MarkInfo


def forget_language(pdf: pikepdf.Pdf) -> None:
    """Take the language away."""
    del pdf.Root.Lang


def forget_title(pdf: pikepdf.Pdf) -> None:
    """Take the title away."""
    del pdf.docinfo["/Title"]


def forget_order(pdf: pikepdf.Pdf) -> None:
    """Take the reading order of links away."""
    for page in pdf.pages:
        if "/Tabs" in page.obj:
            del page.obj.Tabs


def forget_description(pdf: pikepdf.Pdf) -> None:
    """Take the descriptions of pictures away."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.Figure:
            del item["/Alt"]


def forget_metadata(pdf: pikepdf.Pdf) -> None:
    """Take the metadata away."""
    del pdf.Root.Metadata


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (forget_tags, "het document is niet getagd"),
        (forget_language, "het document heeft geen taal"),
        (forget_title, "het document heeft geen titel"),
        (forget_order, "bladzijde 3 heeft links zonder leesvolgorde"),
        (forget_description, "PDFUA1-"),
        (forget_metadata, "PDFA2A-"),
    ],
)
def test_what_is_missing_is_noticed(built: Built, change: Callable[[pikepdf.Pdf], None], expected: str) -> None:
    """Each thing that a reader with a screen reader needs."""
    assert expected in said(spoilt(built.path.read_bytes(), change))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>a</h1><p>goed", ""),
        ('<h1>a</h1><p style="opacity: .5">bleek', "UA"),
        ("<h1>a</h1><h3>b</h3>", "PDFUA1-"),
    ],
)
def test_what_html_can_spoil_is_noticed(press: Press, body: str, expected: str) -> None:
    """Opacity, and a level of heading that is skipped."""
    found = said(finish(to_pdf(typeset(HEAD + body, press), 0), ABOUT))
    assert expected in found
    assert bool(found) == bool(expected)


def test_a_complaint_names_the_file_and_what_to_do(built: Built) -> None:
    """The reader of it is staff, who cannot mend a PDF."""
    finding = audit(spoilt(built.path.read_bytes(), forget_language), "boekje.pdf")[0]
    assert (str(finding.place), finding.rule) == ("boekje.pdf", "keuring")
    assert "het oude bestand blijft staan" in finding.remedy


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("PDFA2A-STREAM-LENGTH-001", ()), ("PDFA2A-STREAM-LENGTH-002", ("PDFA2A-STREAM-LENGTH-002: x",))],
)
def test_a_false_alarm_is_left_out(
    built: Built, monkeypatch: pytest.MonkeyPatch, rule: str, expected: tuple[str, ...]
) -> None:
    """A stream that happens to end in a carriage return is read wrong by the validator; nothing else is excused."""
    report = SimpleNamespace(failures=[SimpleNamespace(rule_id=rule, message="x")])
    monkeypatch.setattr(module, "validate_pdf", always(report))
    assert set(said(built.path.read_bytes()).splitlines()) == set(expected)
