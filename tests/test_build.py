"""From a folder to a file: the same each time, with page numbers that are right, or not at all."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from conftest import REAL, Project, always, lend, links, make_project, names_in

from booklet.build import booklet as module
from booklet.build import editions
from booklet.build.booklet import find_character, settle
from booklet.build.editions import Built, build
from booklet.content.records import Library
from booklet.page.formats import A5
from booklet.page.layout import Layout
from booklet.pdf.boxes import Overflow
from booklet.pdf.missing import Missing
from booklet.pdf.typeset import Press, Typeset, typeset
from booklet.report import BookletError, ExitCode, Finding, Place

# Another clock, as far as Python tells the time; only the editions that are compared are made.
ELSEWHEN = """
import sys, time
now = time.time
time.time = lambda: now() + 100_000_000
sys.path.insert(0, sys.argv.pop(1))
from booklet.cli import booklet, main
booklet.EDITIONS = ("screen", "fold", "press")
sys.exit(main(sys.argv[1:]))
"""


def pages_of(path: Path) -> list[str]:
    """Give the text of every page, with plain spaces."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded().replace("\u00a0", " ") for page in document]
    finally:
        document.close()


@pytest.fixture(scope="module")
def texts(built: Built) -> list[str]:
    """Read the small booklet back."""
    return pages_of(built.path)


def goals(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Say on which page (from 1) every anchor of the PDF is."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    return {
        name: numbers[(place.D if isinstance(place, pikepdf.Dictionary) else place)[0].objgen]
        for name, place in names.items()
    }


def test_the_booklet_fills_whole_sheets(built: Built, texts: list[str]) -> None:
    """And says how many pages it has."""
    assert built.pages == len(texts)
    assert built.pages % A5.sheet == 0
    assert built.path.name == "boekje.pdf"
    assert built.findings == ()


def test_numbered_chapters_begin_on_a_right_hand_page(pdf: pikepdf.Pdf) -> None:
    """And no page before them is left blank."""
    places = goals(pdf)
    assert [places[name] % 2 for name in ("pijn", "redenen", "oefeningen")] == [1, 1, 1]


def test_no_page_is_blank(texts: list[str]) -> None:
    """A page without words of its own gets a heading and lines to write on."""
    words = [re.sub(r"\s+", " ", text).strip() for text in texts]
    assert all(len(text) > 20 for text in words)


def test_the_contents_name_the_page_on_which_a_chapter_begins(
    pdf: pikepdf.Pdf, texts: list[str], library: Library
) -> None:
    """As printed on paper, and as a click leads."""
    places = goals(pdf)
    printed = texts[places["inhoud"] - 1]
    for chapter in library.chapters[3:-1]:
        title = chapter.title.replace("'", "’")
        found = re.search(rf"{re.escape(title)}\s+(\d+)", printed)
        assert found, title
        assert int(found.group(1)) == places[chapter.id]
        assert title in texts[places[chapter.id] - 1]


def test_every_page_number_in_the_text_is_where_its_link_leads(
    built: Built, pdf: pikepdf.Pdf, texts: list[str]
) -> None:
    """«bladzijde 5» leads to page 5, in running text, tables and exercises."""
    places = goals(pdf)
    assert "00" not in " ".join(texts).replace("035 000 00 00", "")
    document = pypdfium2.PdfDocument(built.path)
    checked = 0
    for number, page in enumerate(pdf.pages):
        text = document[number].get_textpage()
        for link in (note for note in page.obj.get("/Annots", []) if "/Dest" in note):
            words = text.get_text_bounded(*(float(edge) for edge in link.Rect)).replace("\u00a0", " ")
            found = re.search(r"bladzijde (\d+)", words)
            if found:
                assert int(found.group(1)) == places[str(link.Dest)]
                checked += 1
    document.close()
    assert checked >= 3


def test_every_page_carries_its_number(texts: list[str]) -> None:
    """All but the covers; a number in the same place as the page label."""
    for number, text in enumerate(texts[1:-1], start=2):
        assert str(number) in text.split(), f"page {number}"


def test_every_link_leads_to_a_place(pdf: pikepdf.Pdf) -> None:
    """No link is dead."""
    assert {str(link.Dest) for link in links(pdf) if "/Dest" in link} <= goals(pdf).keys()


def test_two_builds_are_equal_byte_for_byte(built: Built, folded: bytes, pressed: bytes, tmp_path: Path) -> None:
    """In another process, folder, time zone, order of hashing, language, and three years later.

    Only typefaces are not cut anew: that they come out equal too, tests/test_inside.py sees of one.
    """
    copy = make_project(tmp_path / "elders" / "kopie")
    lend(tmp_path, "letter")
    environment = os.environ | {
        "PYTHONHASHSEED": "4321",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path),
    }
    environment.pop("SOURCE_DATE_EPOCH", None)
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHEN, str(REAL), "booklet", "--root", str(copy.root), "--out", "uit"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    expected = {"boekje": built.path.read_bytes(), "boekje-vouwen": folded, "boekje-drukker": pressed}
    for name, content in expected.items():
        assert f"uit/{name}.pdf: {built.pages} bladzijden" in done.stdout
        assert (tmp_path / "uit" / f"{name}.pdf").read_bytes() == content


@pytest.fixture(scope="module")
def one_page(press: Press) -> Typeset:
    """Set one page instead of all, for tests of what comes after it."""
    return typeset("<!doctype html><html lang=nl><title>t</title><body><h1>Kop</h1>", press)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, one_page: Typeset) -> None:
    """Let a build take no time for typesetting."""
    monkeypatch.setattr(module, "settle", always(one_page))


@pytest.mark.usefixtures("quick")
def test_an_edition_that_fails_its_audit_leaves_the_old_file(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody gets a booklet that cannot be read aloud."""
    finding = Finding(place=Place(path="boekje.pdf"), what="niet getagd", remedy="meld dit.", rule="keuring")
    project.write("output/boekje.pdf", "oud")
    monkeypatch.setattr(editions, "audit", always((finding,)))
    with pytest.raises(BookletError) as caught:
        build(project.root, project.root / "output")
    assert (caught.value.code, caught.value.findings) == (ExitCode.AUDIT, (finding,))
    assert (project.root / "output/boekje.pdf").read_text(encoding="utf-8") == "oud"
    assert names_in(project.root / "output") == ["boekje.pdf"]


@pytest.mark.usefixtures("quick")
def test_the_steps_of_the_work_are_told(project: Project) -> None:
    """In the order in which they are done."""
    steps: list[str] = []
    build(project.root, project.root / "output", steps.append)
    assert steps == ["lezen", "opmaken", "afwerken", "keuren"]


def test_a_mistake_in_the_text_leaves_the_old_file(project: Project) -> None:
    """Reading comes before anything is written."""
    project.write("output/boekje.pdf", "oud")
    project.spoil("@ chapters/10-pijn.md\n- titel: …")
    with pytest.raises(BookletError):
        build(project.root, project.root / "output")
    assert (project.root / "output/boekje.pdf").read_text(encoding="utf-8") == "oud"


def test_text_that_does_not_fit_its_place_is_refused(
    library: Library, press: Press, one_page: Typeset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would lie over its neighbour on paper."""
    crowded = replace(one_page, too_tall=(Overflow(page=7, name="oefening-bruggetje", excess=3.1),))
    monkeypatch.setattr(module, "set_parts", always(({}, crowded)))
    monkeypatch.setattr(module, "next_layout", always(Layout()))
    with pytest.raises(BookletError) as caught:
        settle(library, press)
    said = "chapters/oefeningen/bruggetje.md:2: op bladzijde 7 is «oefening-bruggetje» 3.1 mm te hoog voor zijn plaats"
    assert str(caught.value).startswith(f"{said} (past-niet)\n    Doe dit: ")


def test_words_that_a_page_drops_are_a_finding(
    library: Library, press: Press, one_page: Typeset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They would be missing in print without anybody knowing."""
    dropped = (Missing(name="oefening-bruggetje", words="Zwaarder"), Missing(name="", words="los"))
    monkeypatch.setattr(module, "set_parts", always(({}, replace(one_page, missing=dropped))))
    monkeypatch.setattr(module, "next_layout", always(Layout()))
    with pytest.raises(BookletError) as caught:
        settle(library, press)
    said = "past niet meer op de bladzijde en valt weg (past-niet)\n    Doe dit: kort"
    assert str(caught.value).startswith(f"chapters: «los» {said}")
    assert f"\nchapters/oefeningen/bruggetje.md:2: «Zwaarder» {said}" in str(caught.value)


def test_page_numbers_that_never_rest_are_a_finding(
    library: Library, press: Press, one_page: Typeset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that springs to and fro would never end."""
    rounds: list[int] = []

    def restless(*_learnt: object) -> Layout:
        rounds.append(len(rounds))
        return Layout(notes=1 + len(rounds) % 2)

    monkeypatch.setattr(module, "set_parts", always(({}, one_page)))
    monkeypatch.setattr(module, "next_layout", restless)
    with pytest.raises(BookletError) as caught:
        settle(library, press)
    assert str(caught.value).startswith("chapters: de bladzijdenummers komen niet tot rust (bladzijden)")
    assert len(rounds) == module.ROUNDS


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("chapters/10-pijn.md", "Uw pijn is echt.\n\u4e2d\n", "chapters/10-pijn.md:2"),
        ("chapters/oefeningen/bruggetje.md", "\u4e2d", "chapters/oefeningen/bruggetje.md:1"),
        ("chapters/woordenlijst.yaml", "- a\n- b\n- \u4e2d", "chapters/woordenlijst.yaml:3"),
        ("chapters/10-pijn.md", "niets", "None"),
    ],
)
def test_a_character_is_found_in_the_sources(project: Project, path: str, text: str, expected: str) -> None:
    """So that staff need not look for it."""
    project.write(path, text)
    assert str(find_character(project.root / "chapters", "\u4e2d")) == expected


def test_a_character_without_a_shape_is_named_with_its_place(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build tells the typesetter where to look."""
    project.edit("chapters/20-vragen.md", "Deze vraag horen wij vaak.", "Deze vraag horen wij vaak \u4e2d.")
    html = "<!doctype html><html lang=nl><title>t</title><body><h1>\u4e2d</h1>"
    monkeypatch.setattr(module, "settle", lambda _library, press, _format: typeset(html, press))
    with pytest.raises(BookletError) as caught:
        build(project.root, project.root / "output")
    assert [str(finding.place) for finding in caught.value.findings] == ["chapters/20-vragen.md:6"]
