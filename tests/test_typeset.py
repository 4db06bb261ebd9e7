"""HTML typeset as PDF: nothing goes missing in print silently, and nothing is read that is not ours."""

from __future__ import annotations

import builtins
import contextlib
import importlib.util
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from booklet.pdf import inside
from booklet.pdf import typeset as module
from booklet.pdf.typeset import Press, make_ready, to_pdf, typeset
from booklet.report import BookletError, ExitCode, Place

HEAD = '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>t</title></head><body>'
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with a style sheet and a drawing, and a secret beside it."""
    styles = tmp_path / "styles"
    styles.mkdir()
    (styles / "a.css").write_text('@page { size: 100mm 100mm } html { font-family: "Source Sans 3" }', encoding="utf-8")
    (styles / "goed.svg").write_text(DRAWING.format('<path d="M0 0h10"/>'), encoding="utf-8")
    (tmp_path / "geheim.svg").write_text(DRAWING.format(""), encoding="utf-8")
    (styles / "link.svg").symlink_to(tmp_path / "geheim.svg")
    return styles


def ready(folder: Path) -> Press:
    """Make the one style sheet of a folder ready."""
    return make_ready(folder, ("a.css",), ())


def complaint(work: Callable[[], Any]) -> str:
    """Do what cannot be done: the first lines of what is said."""
    with pytest.raises(BookletError) as caught:
        work()
    assert caught.value.code is ExitCode.CONTENT
    return "\n".join(f"{finding.place}: {finding.what} ({finding.rule})" for finding in caught.value.findings)


OPENED: list[str] = []


@pytest.fixture(scope="module", name="hook")
def listen_for_files() -> list[str]:
    """Note every file that Python opens; such a hook stays for good, so it is set once."""
    sys.addaudithook(lambda event, found: OPENED.append(str(found[0])) if event == "open" else None)
    return OPENED


@pytest.fixture
def opened(hook: list[str]) -> list[str]:
    """Give the list of files that are opened from here on."""
    hook.clear()
    return hook


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail when anything asks for a connection."""

    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError(f"the network was asked for: {arguments}{named}")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<img src="nergens.svg" alt="x">', "nergens.svg"),
        ('<p style="kleur: rood">a', "kleur"),
        ('<p style="color: rood">a', "rood"),
        ('<p id="a">a<p id="a">b', "Anchor defined twice"),
        ('<p><a href="#nergens">a</a>', "nergens"),
    ],
)
def test_what_cannot_be_set_is_a_finding(folder: Path, body: str, said: str) -> None:
    """A missing picture, property or anchor."""
    found = complaint(lambda: to_pdf(typeset(HEAD + body, ready(folder)), 0))
    assert found.startswith("de opmaak van de bladzijden: ")
    assert said in found


@pytest.mark.parametrize("character", ["\u4e2d", "\U00010380", "\U0001f642"])
@pytest.mark.parametrize("style", ["", "font-family: Literata"])
def test_a_character_that_our_fonts_do_not_have_is_a_finding(folder: Path, character: str, style: str) -> None:
    """On paper it would be an empty box; the finding names it, and where it stands when that is known."""
    html = f'{HEAD}<p style="{style}">teken {character} hier'
    nowhere = complaint(lambda: to_pdf(typeset(html, ready(folder)), 0))
    what = f"het teken «{character}» bestaat niet in de letters van het boekje (teken)"
    assert nowhere == f"de opmaak van de bladzijden: {what}"
    asked: list[str] = []
    press = make_ready(folder, ("a.css",), (), lambda one: asked.append(one) or Place(path="chapters/a.md", line=3))
    assert complaint(lambda: to_pdf(typeset(html, press), 0)) == f"chapters/a.md:3: {what}"
    assert asked == [character]


@pytest.mark.parametrize(
    "body",
    [
        '<img src="http://127.0.0.1:9/a.svg" alt="x">',
        '<img src="https://example.org/a.svg" alt="x">',
        '<img src="ftp://example.org/a.svg" alt="x">',
        '<img src="data:image/svg+xml,%3Csvg/%3E" alt="x">',
        '<img src="../geheim.svg" alt="x">',
        '<img src="%2e%2e/geheim.svg" alt="x">',
        '<img src="link.svg" alt="x">',
        '<img src="file:///etc/passwd" alt="x">',
        '<object data="../geheim.svg"></object>',
        '<embed src="../geheim.svg">',
        '<link rel="stylesheet" href="https://example.org/a.css">',
        '<link rel="attachment" href="../geheim.svg">',
        "<style>@import url(https://example.org/a.css);</style>",
        "<style>p { background: url(../geheim.svg) }</style><p>a",
        '<style>@font-face { font-family: x; src: url("file:///etc/passwd") }</style><p>a',
        '<base href="file:///etc/"><img src="passwd" alt="x">',
    ],
)
def test_what_is_not_ours_is_not_fetched(folder: Path, opened: list[str], body: str) -> None:
    """Neither the network nor a file outside the folders, by whatever way; and it is a finding."""
    found = complaint(lambda: to_pdf(typeset(HEAD + body, ready(folder)), 0))
    assert 'WeasyPrint meldt: Error fetching "' in found
    assert not any("geheim" in path or "passwd" in path for path in opened)


@pytest.mark.parametrize(
    "inner",
    [
        '<image href="../geheim.svg" width="5" height="5"/>',
        '<image href="http://127.0.0.1:9/a.svg" width="5" height="5"/>',
        '<use href="../geheim.svg#a"/>',
        '<style>@import url("../geheim.svg");</style>',
        '<path d="M0 0h5" fill="url(../geheim.svg#a)"/>',
    ],
)
def test_a_drawing_cannot_read_outside_the_folders(folder: Path, opened: list[str], inner: str) -> None:
    """Whatever WeasyPrint says of it, or does not say."""
    (folder / "slecht.svg").write_text(DRAWING.format(inner), encoding="utf-8")
    with contextlib.suppress(BookletError):
        to_pdf(typeset(HEAD + '<img src="slecht.svg" alt="x">', ready(folder)), 0)
    assert any("slecht.svg" in path for path in opened)
    assert not any("geheim" in path for path in opened)


def test_a_drawing_in_a_drawing_that_is_not_ours_is_a_finding(folder: Path) -> None:
    """WeasyPrint only logs what goes wrong inside an SVG file."""
    (folder / "slecht.svg").write_text(DRAWING.format('<image href="../geheim.svg"/>'), encoding="utf-8")
    found = complaint(lambda: to_pdf(typeset(HEAD + '<img src="slecht.svg" alt="x">', ready(folder)), 0))
    assert "slecht.svg" in found


def test_a_drawing_with_an_entity_reads_no_file(folder: Path, opened: list[str]) -> None:
    """An XML entity may name any file of the computer."""
    entity = '<!DOCTYPE svg [<!ENTITY x SYSTEM "../geheim.svg">]>'
    (folder / "slecht.svg").write_text(entity + DRAWING.format("<text>&x;</text>"), encoding="utf-8")
    complaint(lambda: to_pdf(typeset(HEAD + '<img src="slecht.svg" alt="x">', ready(folder)), 0))
    assert not any("geheim" in path for path in opened)


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("p { kleur: rood }", "kleur"),
        ("p { color: }", "styles/a.css"),
        ("@import url(https://example.org/a.css);", "Error fetching"),
        ("@import url(../geheim.css);", "geheim.css"),
        ('@font-face { font-family: x; src: url("https://example.org/a.ttf") }', "Error fetching"),
        ("p:gekkigheid { color: red }", "gekkigheid"),
    ],
)
def test_what_is_wrong_in_a_style_sheet_is_a_finding(folder: Path, sheet: str, said: str) -> None:
    """With the name of the sheet, before anything is set."""
    (folder / "a.css").write_text(sheet, encoding="utf-8")
    found = complaint(lambda: ready(folder))
    assert found.startswith("styles/a.css: WeasyPrint meldt: ")
    assert said in found


def test_everything_that_is_wrong_is_told_at_once(folder: Path) -> None:
    """Two unknown properties are two findings."""
    (folder / "a.css").write_text("p { kleur: rood; maat: groot }", encoding="utf-8")
    found = complaint(lambda: ready(folder))
    assert "kleur" in found
    assert "maat" in found


def test_a_style_sheet_that_is_missing_is_a_finding(folder: Path) -> None:
    """It is named as staff know it."""
    (folder / "a.css").unlink()
    assert complaint(lambda: ready(folder)) == "styles/a.css: dit stijlblad ontbreekt (stijl)"


def test_a_style_sheet_with_a_byte_order_mark_is_read(folder: Path) -> None:
    """Some editors put one before the text."""
    (folder / "a.css").write_text("\ufeffp { color: red }", encoding="utf-8")
    assert typeset(HEAD + "<p>goed", ready(folder)).count == 1


def test_a_style_sheet_in_another_encoding_is_a_finding(folder: Path) -> None:
    """Staff may change a colour with an editor that saves in its own way."""
    (folder / "a.css").write_bytes(b"/* caf\xe9 */")
    assert complaint(lambda: ready(folder)) == "styles/a.css: dit bestand is niet als UTF-8 opgeslagen (stijl)"


def test_good_pages_are_set_without_a_word(folder: Path) -> None:
    """Pictures in our folders and letters in our fonts are there."""
    result = typeset(
        HEAD + '<img src="goed.svg" style="width: 10mm" alt="x"><p style="font-family: Literata">é ½ – → ☐ “a”',
        ready(folder),
    )
    assert result.count == 1
    assert to_pdf(result, 0).startswith(b"%PDF-")


def test_every_anchor_has_its_page(folder: Path) -> None:
    """Counted from 1; a place that runs on counts where it begins."""
    body = (
        '<p id="a">a</p><div id="lang">x<p style="break-before:page">y</div><p id="b" style="break-before:page">b</p>'
    )
    result = typeset(HEAD + body, ready(folder))
    assert (dict(result.pages), result.count) == ({"a": 1, "lang": 1, "b": 3}, 3)


def test_the_same_document_is_written_the_same_each_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the environment stays as it was, with or without a date of its own."""
    press = ready(folder)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    first = to_pdf(typeset(HEAD + "<p>tekst", press), 1_795_305_600)
    assert "SOURCE_DATE_EPOCH" not in os.environ
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12345")
    assert to_pdf(typeset(HEAD + "<p>tekst", press), 1_795_305_600) == first
    assert os.environ["SOURCE_DATE_EPOCH"] == "12345"


def test_listening_leaves_the_logger_as_it_was(folder: Path) -> None:
    """A finding in one document does not come back in the next."""
    logger = logging.getLogger("weasyprint")
    before = (list(logger.handlers), logger.propagate)
    press = ready(folder)
    complaint(lambda: typeset(HEAD + '<img src="nergens.svg" alt="x">', press))
    assert typeset(HEAD + "<p>goed", press).count == 1
    assert (list(logger.handlers), logger.propagate) == before


def test_a_computer_without_pango_gets_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what to type, with its own exit code."""
    real = builtins.__import__

    def without_pango(name: str, *rest: Any, **named: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    spec = importlib.util.spec_from_file_location("booklet.pdf.copy", inside.__file__)
    assert spec is not None
    assert spec.loader is not None
    with pytest.raises(BookletError) as caught:
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
    assert caught.value.code is ExitCode.MISSING
    assert "Pango ontbreekt" in str(caught.value)


def test_no_font_of_the_system_is_ever_used() -> None:
    """With one, a missing character would silently take its shape from there."""
    setting = Path(os.environ["FONTCONFIG_FILE"])
    assert setting.name == "fonts.conf"
    assert "<dir" not in setting.read_text(encoding="utf-8")


def test_a_font_that_is_not_installed_is_a_finding(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the exit code of a computer on which something is missing."""
    monkeypatch.setattr(module, "FAMILIES", ("Nergens Sans",))
    with pytest.raises(BookletError) as caught:
        ready(folder)
    assert caught.value.code is ExitCode.MISSING
    assert "nergens-sans" in str(caught.value)
