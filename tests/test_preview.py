"""The booklet on the screen: each remark beside its page, and fresh while somebody changes a text.

The pictures in HANDLEIDING.md are taken here: `make pictures` writes them to styles/handleiding.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from conftest import REAL, Project, barriers, make_project
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from booklet.build.compare import Wish, compare_editions
from booklet.build.proof import Piece, Proof, Section, Spot, page_of
from booklet.report import Finding, Place, Severity
from booklet.serve.app import create_app
from booklet.serve.preview import view_of
from booklet.serve.proofing import State

PICTURES = REAL / "styles" / "handleiding"
TODAY = dt.date(2026, 11, 26)
TEXT = "chapters/17-opvlamming.md"
LONG = (
    "U begint niet opnieuw, want wat u in de afgelopen weken heeft geleerd en geoefend, "
    "raakt u in een paar slechte dagen gelukkig niet zomaar weer kwijt."
)
PATIENCE = 300_000  # ms: a machine may be busy; the test itself asks for order, not for speed


def finding(path: str, line: int, severity: Severity = Severity.ADVICE) -> Finding:
    """Make a finding at a place."""
    return Finding(place=Place(path=path, line=line), what="iets", remedy="doe iets.", rule="regel", severity=severity)


def section(name: str, page: int) -> Section:
    """Make a chapter that begins on a page."""
    return Section(id=name, title=name.title(), number=1, path=f"chapters/{name}.md", page=page)


def piece(name: str, prints: str, *spots: Spot) -> Piece:
    """Make a chapter that is a piece of the booklet, with these prints of its pages."""
    return Piece(name=name, pdf=name.encode(), prints=tuple(prints), sections=(section(name, 1),), spots=spots)


LATER = Spot(path="chapters/pijn.md", line=20, page=2)
PIECES = (
    piece("omslag", "a"),
    piece("pijn", "bc", LATER, Spot(path="chapters/pijn.md", line=0, page=1)),
    piece("thuis", "de", Spot(path="chapters/thuis.md", line=0, page=1)),
)
PROOF = Proof(pieces=PIECES)
STATE = State(number=3, busy=False, proof=PROOF, stops=(), remarks=(), fresh=frozenset())


@pytest.mark.parametrize(
    ("path", "line", "page"),
    [
        ("chapters/pijn.md", 1, 2),
        ("chapters/pijn.md", 19, 2),
        ("chapters/pijn.md", 20, 3),
        ("chapters/pijn.md", 900, 3),
        ("chapters/thuis.md", 0, 4),
        ("chapters/praktijk.yaml", 3, 0),
    ],
)
def test_a_line_is_printed_on_a_page(path: str, line: int, page: int) -> None:
    """That of the last heading above it."""
    assert page_of(Place(path=path, line=line), PROOF.spots) == page


def test_a_remark_stands_beside_its_page() -> None:
    """And counts in its chapter; one about no page stands above all."""
    remarks = (
        finding("chapters/pijn.md", 22),
        finding("chapters/thuis.md", 5, Severity.ERROR),
        finding("chapters/praktijk.yaml", 3),
    )
    view = view_of(replace(STATE, remarks=remarks))
    assert [len(sheet.remarks) for sheet in view.sheets] == [0, 0, 1, 1, 0]
    assert [(chapter.remarks, chapter.stops) for chapter in view.chapters] == [(0, False), (1, False), (1, True)]
    assert [remark.place for remark in view.loose] == ["chapters/praktijk.yaml:3"]
    assert view.count == 3


def test_what_stops_the_booklet_is_said_once_above_it() -> None:
    """With the page on which the text stood before."""
    stop = finding("chapters/pijn.md", 21, Severity.ERROR)
    view = view_of(replace(STATE, stops=(stop,), remarks=(stop,)))
    assert [(remark.place, remark.page) for remark in view.stops] == [("chapters/pijn.md:21", 3)]
    assert view.count == 0


def test_a_page_keeps_its_name_when_pages_come_before_it() -> None:
    """So that the browser knows where the reader was."""
    names = [sheet.name for sheet in view_of(STATE).sheets]
    longer = PROOF.with_new([piece("pijn", "bxc")])
    later = {sheet.name: sheet.number for sheet in view_of(replace(STATE, proof=longer)).sheets}
    assert names == ["omslag-0", "pijn-0", "pijn-1", "thuis-0", "thuis-1"]
    assert (later["thuis-0"], later["thuis-1"]) == (5, 6)


def test_a_piece_that_was_set_anew_takes_its_place() -> None:
    """What comes behind it moves along; a piece that is new waits for the whole booklet."""
    longer = PROOF.with_new([piece("pijn", "bxc", LATER), piece("nieuw", "z")])
    assert longer.prints == ("a", "b", "x", "c", "d", "e")
    assert [(one.id, one.page) for one in longer.sections] == [("omslag", 1), ("pijn", 2), ("thuis", 5)]
    assert page_of(Place(path="chapters/thuis.md", line=3), longer.spots) == 5
    assert longer.find("x") == (b"pijn", 2)
    assert longer.find("z") is None


def test_who_changes_a_file_waits_for_its_piece() -> None:
    """Which one that is, is known from what stands in it."""
    assert PROOF.names({"chapters/pijn.md", "chapters/elders.md"}) == ("pijn",)
    assert PROOF.names({"styles/tokens.css"}) == ()


def test_pages_that_changed_are_known() -> None:
    """The first of them is a click away."""
    view = view_of(replace(STATE, fresh=frozenset({"d", "e"})))
    assert [sheet.fresh for sheet in view.sheets] == [False, False, False, True, True]
    assert (view.first_fresh, view_of(STATE).first_fresh) == (4, 0)


def test_what_only_moved_is_not_called_changed() -> None:
    """A longer chapter gives all pages after it another number; the reader looks for the chapter."""
    view = view_of(replace(STATE, fresh=frozenset("abcde"), touched=frozenset({"chapters/pijn.md"})))
    assert [sheet.fresh for sheet in view.sheets] == [False, True, True, False, False]
    looks = view_of(replace(STATE, fresh=frozenset("ab"), touched=frozenset({"styles/tokens.css"})))
    assert [sheet.fresh for sheet in looks.sheets] == [True, True, False, False, False]


def test_before_the_first_booklet_there_is_a_word_of_patience() -> None:
    """No page yet, and nothing wrong."""
    view = view_of(replace(STATE, proof=None, remarks=(finding("chapters/pijn.md", 1),)))
    assert (view.sheets, view.chapters, len(view.loose)) == ((), (), 1)


def test_only_this_computer_sees_the_booklet(small: Project) -> None:
    """The guard of the desk stands before these pages too."""
    client = TestClient(create_app(small.root), base_url="http://elders.example")
    for address in ("/boekje", "/boekje/stand", "/boekje/nieuws", "/boekje/proef.pdf"):
        assert client.get(address).status_code == 403


def test_a_picture_that_is_not_there_is_said(small: Project) -> None:
    """Nothing is drawn for who asks at random."""
    client = TestClient(create_app(small.root), base_url="http://127.0.0.1", client=("127.0.0.1", 5000))
    assert client.get("/boekje/bladzijde/0123456789abcdef.jpg").status_code == 404
    assert client.get("/boekje/bladzijde/..%2f..%2fgeheim.jpg").status_code == 404


@contextmanager
def served(project: Project) -> Iterator[str]:
    """Serve a project as staff do, in a process of its own."""
    command = [sys.executable, str(REAL / "make_booklet.py"), "serve", "--no-browser", "--root", str(project.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=project.root, env=os.environ) as server:
        assert server.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())
        assert found
        try:
            yield found[0]
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=60)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a small project that is on the screen; who changes a text there, changes it back."""
    return make_project(tmp_path_factory.mktemp("scherm") / "klein")


@pytest.fixture(scope="module")
def address(shown: Project) -> Iterator[str]:
    """Serve the small project."""
    with served(shown) as found:
        yield found


def scroll_to(page: Page, sheet: str) -> float:
    """Put a page a little below the top of the window; give its place."""
    page.evaluate("name => document.querySelector(`[data-naam='${name}']`).scrollIntoView()", sheet)
    return top_of(page, sheet)


def top_of(page: Page, sheet: str) -> float:
    """Give the place of a page in the window."""
    place = page.evaluate("name => document.querySelector(`[data-naam='${name}']`).getBoundingClientRect().top", sheet)
    return float(place)


def settled(page: Page) -> None:
    """Wait until the booklet is that of the texts of now."""
    expect(page.locator("#toestand .goed")).to_be_visible(timeout=PATIENCE)


@pytest.mark.slow
def test_somebody_changes_a_text(address: str, shown: Project, browser: Browser) -> None:
    """A sentence changes, then a mistake, then it is mended: the pages follow and the reader stays where they were."""
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}boekje")
    settled(page)
    assert barriers(page) == []

    sheet = page.locator("[data-naam='vragen-0']")
    top = scroll_to(page, "vragen-0")
    before = sheet.get_attribute("data-print")
    still = page.locator("[data-naam='pijn-0']").get_attribute("data-print")
    shown.edit("chapters/20-vragen.md", "Deze vraag horen wij vaak.", "Deze vraag horen wij elke week.")
    expect(sheet).not_to_have_attribute("data-print", str(before), timeout=PATIENCE)
    settled(page)
    expect(sheet.locator("img")).to_have_attribute("src", f"/boekje/bladzijde/{sheet.get_attribute('data-print')}.jpg")
    assert sheet.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    expect(sheet.locator(".net")).to_be_visible()
    assert page.locator("[data-naam='pijn-0']").get_attribute("data-print") == still
    assert abs(top_of(page, "vragen-0") - top) < 2

    last = sheet.get_attribute("data-print")
    shown.edit("chapters/20-vragen.md", "titel: Vragen", "titel: [Vragen")
    expect(page.locator("#tegen .opmerking")).to_contain_text("20-vragen.md", timeout=PATIENCE)
    expect(page.locator("#toestand .fout")).to_be_visible(timeout=PATIENCE)
    assert sheet.get_attribute("data-print") == last
    assert abs(top_of(page, "vragen-0") - top) < 2
    assert barriers(page) == []

    shown.edit("chapters/20-vragen.md", "titel: [Vragen", "titel: Vragen")
    expect(page.locator("#tegen .opmerking")).to_have_count(0, timeout=PATIENCE)
    settled(page)
    assert sheet.get_attribute("data-print") == last
    assert {url.removeprefix(address).split("/")[0] for url in asked} <= {"boekje", "stijl", "script", "letters.woff2"}
    page.close()


@pytest.mark.slow
def test_what_changes_while_the_booklet_is_made_is_not_missed(project: Project, browser: Browser) -> None:
    """The first pages are there before all are; the last text that was saved is the one that stays."""
    page = browser.new_page()
    with served(project) as address:
        page.goto(f"{address}boekje")
        expect(page.locator("#toestand .bezig")).to_contain_text("bladzijdenummers", timeout=PATIENCE)
        expect(page.locator(".bladzijde").first).to_be_visible(timeout=PATIENCE)
        project.edit("chapters/20-vragen.md", "Deze vraag horen wij vaak.", "Deze vraag horen wij elke week.")
        settled(page)
        with pypdfium2.PdfDocument(page.request.get(f"{address}boekje/proef.pdf").body()) as whole:
            said = " ".join(one.get_textpage().get_text_bounded() for one in whole)
    assert "elke week" in " ".join(said.split())
    page.close()


@pytest.mark.slow
def test_the_booklet_can_be_read_without_a_mouse_and_on_a_small_screen(address: str, browser: Browser) -> None:
    """Tab leads to a chapter, Enter to its page; nothing is too wide; without scripts it stands there too."""
    page = browser.new_page(viewport={"width": 820, "height": 1100})
    page.goto(f"{address}boekje")
    settled(page)
    assert barriers(page) == []
    page.locator("#hoofdstukken summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#bladzijde-2$"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 820
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{address}boekje")
    expect(plain.locator(".bladzijde img").first).to_be_visible()
    plain.close()
    page.close()


@pytest.mark.skipif(not os.environ.get("HANDLEIDING_BEELDEN"), reason="`make pictures` takes them")
def test_pictures_for_the_guide(tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """The booklet while somebody changes a sentence, a mistake that stops it, and what has changed since."""
    project = Project(root=tmp_path)
    for part in ("chapters", "styles"):
        shutil.copytree(REAL / part, project.root / part)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    with served(project) as address:
        page.goto(f"{address}boekje")
        settled(page)
        (tmp_path / "versie-1.pdf").write_bytes(page.request.get(f"{address}boekje/proef.pdf").body())
        project.edit(TEXT, "U begint niet opnieuw.", LONG)
        expect(page.locator("#toestand a")).to_be_visible(timeout=PATIENCE)
        settled(page)
        (tmp_path / "versie-2.pdf").write_bytes(page.request.get(f"{address}boekje/proef.pdf").body())
        page.locator(".bladzijde:has(.opmerking)").first.evaluate("sheet => sheet.scrollIntoView()")
        page.wait_for_timeout(2000)
        keep(page, "boekje")
        project.edit(TEXT, "samenvatting: Wat", "samenvatting Wat")
        expect(page.locator("#toestand .fout")).to_be_visible(timeout=PATIENCE)
        page.evaluate("window.scrollTo(0, 0)")
        page.wait_for_timeout(2000)
        keep(page, "boekje-fout")
    monkeypatch.chdir(tmp_path)
    report = tmp_path / "verschillen.html"
    compare_editions(Wish(root=project.root, old="versie-1.pdf", new="versie-2.pdf", out=report, today=TODAY))
    page.goto(report.as_uri())
    keep(page, "verschillen")
    page.close()


def keep(page: Page, name: str) -> None:
    """Take a picture, small enough to be committed."""
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    taken.quantize(128, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)
