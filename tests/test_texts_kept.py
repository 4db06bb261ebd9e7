"""Texts that were read once are read back in a moment: the same texts, true to their sources, and never run."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import subprocess
from pathlib import Path

import pytest
from conftest import Project

from booklet.build import library as module
from booklet.build.library import texts_of
from booklet.build.sources import digests
from booklet.cache import folder
from booklet.content import load as reader
from booklet.content.pickled import pickled, unpickled
from booklet.content.records import Dose
from booklet.report import BookletError, Finding, Place


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep texts in a folder of this test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Count how often a folder is really read."""
    found: list[Path] = []
    load = reader.load
    monkeypatch.setattr(reader, "load", lambda root: (found.append(root), load(root))[1])
    return found


def test_texts_are_read_once(project: Project, reads: list[Path]) -> None:
    """And are the same the second time: the library, its findings, and the digests."""
    first, second = texts_of(project.root), texts_of(project.root)
    assert first == second
    assert first.library.by_name.keys() == second.library.by_name.keys()
    assert len(reads) == 1


def test_a_changed_text_is_read_again(project: Project, reads: list[Path]) -> None:
    """Whatever was kept of the old one."""
    before = texts_of(project.root).library
    practice = project.root / "chapters" / "praktijk.yaml"
    practice.write_text(practice.read_text(encoding="utf-8") + "# nagekeken\n", encoding="utf-8")
    texts_of(project.root)
    project.write("chapters/oefeningen/nieuw.md", "---\nid: nieuw\n")
    with pytest.raises(BookletError):
        texts_of(project.root)
    (project.root / "chapters" / "oefeningen" / "nieuw.md").unlink()
    assert texts_of(project.root).library == before
    assert len(reads) == 3


def test_what_is_wrong_is_said_each_time(project: Project, reads: list[Path]) -> None:
    """Texts with an error are not kept."""
    project.write("chapters/oefeningen/nieuw.md", "---\nid: nieuw\n")
    for _ in range(2):
        with pytest.raises(BookletError):
            texts_of(project.root)
    assert len(reads) == 2


def test_a_text_that_is_saved_while_it_is_read_is_not_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read may be of neither state; it must not come back when the old text does."""
    load = reader.load
    practice = project.root / "chapters" / "praktijk.yaml"
    old = practice.read_text(encoding="utf-8")

    def slowly(root: Path) -> object:
        practice.write_text(old + "# bewaard tijdens het lezen\n", encoding="utf-8")
        return load(root)

    monkeypatch.setattr(reader, "load", slowly)
    texts_of(project.root)
    assert not list(folder().glob(f"{module.NAME}-*"))


def test_few_are_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who edits all day fills no disk."""
    monkeypatch.setattr(module, "NEWEST", 2)
    for number in range(4):
        project.write("chapters/oefenblad/lees-mij.txt", str(number))
        texts_of(project.root)
    assert len(list(folder().glob(f"{module.NAME}-*"))) == 2


class Harmful:
    """Runs a command when it is read carelessly."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Say how to make this again."""
        return os.system, ("touch gedaan",)


@pytest.mark.parametrize(
    "content",
    [
        pickle.dumps(Harmful()),
        pickle.dumps((Harmful(), ())),
        b"cbooklet.content.load\nload\n(tR.",
        b"cbooklet.content.records\nSort.__init__.__globals__\n.",
        pickle.dumps((subprocess.Popen, ())),
        pickle.dumps("geen teksten"),
        pickle.dumps((Dose, dt.date(2026, 11, 26))),
        b"",
        b"x",
    ],
)
def test_nothing_that_is_read_is_run(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other things than records are not even looked up."""
    monkeypatch.chdir(tmp_path)
    assert unpickled(content) is None
    assert not (tmp_path / "gedaan").exists()


def test_findings_are_kept_too(project: Project) -> None:
    """A warning is said at every run."""
    library = texts_of(project.root).library
    finding = Finding(place=Place(path="a.md", line=3), what="iets", remedy="doe iets.", rule="proef")
    assert unpickled(pickled(library, (finding,))) == (library, (finding,))


def test_digests_tell_what_moves_the_booklet(project: Project) -> None:
    """What only the handout says moves no page of the booklet; every other change does."""
    root = project.root
    first = digests(root)
    project.write("chapters/oefenblad/lees-mij.txt", "een")
    handout = digests(root)
    assert (handout.booklet, handout.everything != first.everything) == (first.booklet, True)
    project.write("styles/tokens.css", ":root{}")
    assert digests(root).booklet != first.booklet


def test_guides_are_no_sources(project: Project) -> None:
    """Who takes the screenshots of HANDLEIDING again waits for nothing."""
    first = digests(project.root)
    project.write("styles/handleiding/desk.txt", "een")
    assert digests(project.root) == first


def test_what_cannot_be_read_is_left_to_who_needs_it(project: Project) -> None:
    """An editor leaves links that lead nowhere."""
    (project.root / "chapters" / ".#welkom.md").symlink_to("nergens")
    assert digests(project.root) == digests(project.root)
