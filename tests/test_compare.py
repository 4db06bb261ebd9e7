"""The report of what has changed: from files, folders and git, as a page that anybody can read."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import REAL, Project, barriers
from playwright.sync_api import Browser

from booklet.build import compare as module
from booklet.build.compare import NOW, Wish, compare_editions
from booklet.build.editions import Built
from booklet.cli import main
from booklet.history import at
from booklet.page.comparison import (
    Change,
    Comparison,
    Leaf,
    Mark,
    Moves,
    Piece,
    Side,
    Sort,
    Spread,
    compose_comparison,
    counted,
)
from booklet.pdf.picture import picture
from booklet.report import BookletError, ExitCode

DAY = dt.date(2026, 11, 26)
Capture = pytest.CaptureFixture[str]


def git(folder: Path, *words: str) -> None:
    """Do something in git."""
    names = ("-c", "user.name=A. Voorbeeld", "-c", "user.email=a@voorbeeld.nl")
    subprocess.run(["git", "-C", str(folder), *names, *words], check=True, capture_output=True)


@pytest.fixture
def kept(project: Project) -> Project:
    """Give a project that has one edition in git: versie-1."""
    git(project.root, "init", "--quiet")
    git(project.root, "add", ".")
    git(project.root, "commit", "--quiet", "--message", "Versie 1")
    git(project.root, "tag", "versie-1")
    return project


def test_an_edition_in_git_is_compared_with_the_texts_of_now(
    kept: Project, built: Built, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old sources are read from git, and the folder of the project stays as it is."""
    before = built.path.read_bytes()
    made: list[Path] = []
    kept.edit("chapters/20-vragen.md", "Deze vraag horen wij vaak.", "Deze vraag horen wij elke week.")

    def make(folder: Path) -> tuple[Path, bytes]:
        made.append(folder)
        then = (folder / "chapters/20-vragen.md").read_text(encoding="utf-8")
        assert ("elke week" in then) == (folder == kept.root)
        return folder, before

    monkeypatch.setattr(module, "_make", make)
    monkeypatch.setattr(module, "side_by_side", map)
    assert main(["compare", "versie-1", "--root", str(kept.root)]) == ExitCode.GOOD
    out = capsys.readouterr().out
    assert out.startswith("Er is niets veranderd.\nHet verslag staat in ")
    assert made[1] == kept.root
    assert not made[0].exists()
    assert "Van <b>versie-1</b> naar <b>de teksten van nu</b>" in (kept.root / "output/verschillen.html").read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("versie-2", "versie-2: deze uitgave ken ik niet"),
        ("versie-2", "Bedoelde u «versie-1»?"),
        ("chapters", "chapters: in deze map staat geen boekje.pdf"),
        ("chapters/praktijk.yaml", "chapters/praktijk.yaml: dit is geen PDF-bestand (uitgave)"),
    ],
)
def test_what_is_no_edition_is_said(
    kept: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    """With what to name instead."""
    monkeypatch.chdir(kept.root)
    assert main(["compare", name, "nu", "--root", str(kept.root)]) == ExitCode.CONTENT
    assert said in capsys.readouterr().err


def test_a_name_in_git_without_texts_is_said(kept: Project) -> None:
    """Long ago there was no booklet."""
    git(kept.root, "checkout", "--quiet", "--orphan", "leeg")
    git(kept.root, "rm", "-r", "--quiet", "--cached", ".")
    git(kept.root, "commit", "--quiet", "--allow-empty", "--message", "Niets")
    with pytest.raises(BookletError, match="geen mappen chapters en styles"), at(kept.root, ["leeg"]):
        pass


def test_without_git_two_files_can_still_be_compared(
    project: Project, built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a name from git needs it."""
    monkeypatch.setenv("PATH", "")
    pdf = str(built.path)
    wish = Wish(root=project.root, old=pdf, new=str(built.path.parent), out=project.root / "v.html", today=DAY)
    assert compare_editions(wish).none
    with pytest.raises(BookletError) as caught:
        compare_editions(replace(wish, old="versie-1", new=NOW))
    assert caught.value.code == ExitCode.MISSING


def leaf(number: int, png: bytes) -> Leaf:
    """Make a page with one mark."""
    return Leaf(number=number, png=png, marks=(Mark(left=20, top=30, width=10, height=3),))


@pytest.fixture(scope="module")
def comparison(built: Built) -> Comparison:
    """Make a comparison with one of everything."""
    png = picture(built.path.read_bytes(), 40, 9)
    old = Side(page=9, pieces=(Piece(text="Die duurt", changed=False), Piece(text="een dag.", changed=True)))
    new = Side(page=11, pieces=(Piece(text="Die duurt", changed=False), Piece(text="soms een week.", changed=True)))
    change = Change(sort=Sort.CHANGED, chapter="Wat is pijn?", told=False, old=old, new=new)
    spread = Spread(chapter="Wat is pijn?", why="", old=leaf(9, png), new=leaf(11, png))
    return Comparison(
        old="versie-1",
        new="versie-2",
        day=DAY,
        changes=(
            change,
            replace(change, sort=Sort.NEW, old=None),
            replace(change, sort=Sort.GONE, new=None, told=True),
            replace(change, sort=Sort.MOVED, chapter="Thuis"),
        ),
        spreads=(spread, replace(spread, old=None, new=leaf(12, png)), replace(spread, new=None)),
        flowed=(replace(spread, old=leaf(13, png), new=leaf(14, png)),),
        moves=(Moves(first=10, last=20, step=2), Moves(first=30, last=30, step=-1)),
    )


def test_how_much_has_changed_is_said_in_a_sentence(comparison: Comparison) -> None:
    """In Dutch, one or many."""
    assert counted(comparison) == (
        "1 zin veranderd, 1 nieuw, 1 vervallen, 1 verplaatst en 3 bladzijden om na te kijken."
    )
    moved = replace(comparison, changes=(), spreads=())
    assert counted(moved).startswith("Geen zin is veranderd.")
    assert counted(replace(moved, flowed=(), moves=())) == "Er is niets veranderd."


def test_the_report_needs_nothing_else(comparison: Comparison) -> None:
    """Pictures and looks stand in it; no address leads outside; old and new stand in del and ins."""
    html = compose_comparison(comparison, REAL / "styles")
    assert not re.search(r"https?://|url\(|<link|<script|@import", html)
    assert html.count("data:image/png;base64,") == 6
    assert "Die duurt <del>een dag.</del>" in html
    assert "Die duurt <ins>soms een week.</ins>" in html
    assert "bladzijde 10 tot en met 20 is nu 12 tot en met 22" in html
    assert "bladzijde 30 is nu 29" in html
    assert "left:20%;top:30%;width:10%;height:3%" in html


def test_the_report_can_be_read_by_everybody(comparison: Comparison, browser: Browser, tmp_path: Path) -> None:
    """Axe finds nothing, nor is anything wider than a small screen."""
    file = tmp_path / "verschillen.html"
    file.write_text(compose_comparison(comparison, REAL / "styles"), encoding="utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(file.as_uri())
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_a_comparison_is_made_of_what_the_pages_say(built: Built, project: Project, tmp_path: Path) -> None:
    """From two real booklets to records: the sentence with its chapter, the page with its marks."""
    project.edit("chapters/20-vragen.md", "Deze vraag horen wij vaak.", "Deze vraag horen wij elke week.")
    out = tmp_path / "v.html"
    wish = Wish(root=project.root, old=str(built.path), new=NOW, out=out, today=DAY)
    comparison = compare_editions(wish)
    (change,) = comparison.changes
    assert (change.sort, change.chapter) == (Sort.CHANGED, "Vragen")
    assert change.old is not None
    assert [piece.text for piece in change.old.pieces if piece.changed] == ["vaak."]
    (spread,) = comparison.spreads
    assert spread.new is not None
    assert spread.new.number == change.old.page
    assert len(spread.new.marks) == 1
    assert (comparison.moves, comparison.flowed) == ((), ())
    assert "Deze vraag horen wij <ins>elke week.</ins>" in out.read_text(encoding="utf-8")
