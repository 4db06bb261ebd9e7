"""Reading the same folder again and again: only what changed is read, and nothing comes out otherwise."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import CASES, Project

from booklet.content import markdown
from booklet.content.fields import Problems
from booklet.content.files import Memory, Shelf
from booklet.content.load import load
from booklet.content.records import Library
from booklet.report import BookletError, Finding

Read = tuple[Library | None, tuple[Finding, ...]]


def read(root: Path, memory: Memory | None = None) -> Read:
    """Read a project: what came of it, and what was said."""
    try:
        return load(root, memory)
    except BookletError as error:
        return None, error.findings


@pytest.mark.slow
def test_whatever_somebody_changes_comes_out_as_if_nothing_was_remembered(tmp_path: Path) -> None:
    """All mistakes that we have a case of, made and mended again in one folder, as somebody does who learns."""
    project, memory = Project(root=tmp_path), Memory()
    good = CASES / "klein" / "chapters"
    shutil.copytree(good, tmp_path / "chapters")
    right = read(tmp_path)
    assert right[0] is not None
    cases = sorted((CASES / "fouten").rglob("*.txt"))
    assert len(cases) > 100
    for case in cases:
        assert read(tmp_path, memory) == right, case.stem
        project.spoil(case.read_text(encoding="utf-8").partition("=====\n")[0])
        assert read(tmp_path, memory) == read(tmp_path), case.stem
        shutil.rmtree(tmp_path / "chapters")
        shutil.copytree(good, tmp_path / "chapters")


def test_only_the_file_that_changed_is_read_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The texts of all others are as they were."""
    memory = Memory()
    before = load(project.root, memory)[0]
    parsed: list[str] = []
    parse = markdown.parse

    def note(text: str, path: str, problems: Problems, first_line: int = 1) -> object:
        parsed.append(path)
        return parse(text, path, problems, first_line)

    for module in ("load", "exercises"):
        monkeypatch.setattr(f"booklet.content.{module}.parse", note)
    project.edit("chapters/20-vragen.md", "Deze vraag horen wij vaak.", "Deze vraag horen wij elke dag.")
    after = load(project.root, memory)[0]
    assert [path for path in parsed if path.endswith(".md")] == ["chapters/20-vragen.md"]
    assert after.exercises == before.exercises
    assert after.chapters != before.chapters


def test_a_drawing_belongs_to_what_shows_it(project: Project) -> None:
    """An exercise whose drawing is gone, is gone too, though its own file did not change."""
    memory = Memory()
    load(project.root, memory)
    project.drop("chapters/figuren/wandelen-1.svg")
    with pytest.raises(BookletError) as caught:
        load(project.root, memory)
    assert "wandelen-1.svg" in caught.value.findings[0].what


def test_it_holds_no_more_than_so_many_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read first, goes first."""
    monkeypatch.setattr("booklet.content.files._MOST", 2)
    memory, asked = Memory(), []

    def count(shelf: Shelf, path: Path) -> str | None:
        asked.append(path.name)
        return shelf.read(path)

    for name in ("a", "b", "c", "c", "b", "a"):
        (tmp_path / name).write_text(name, encoding="utf-8")
        shelf = Shelf(root=tmp_path, problems=Problems(), memory=memory)
        assert shelf.once(count, tmp_path / name) == name
    assert asked == ["a", "b", "c", "a"]
