"""The whole folder chapters/: read in order, numbered, and every mistake told at once."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from conftest import Project, always, check_mistake, mistakes

from booklet.content import load as module
from booklet.content.load import load
from booklet.content.records import Library, Sort
from booklet.report import BookletError, ExitCode, Finding, Place, Severity


@pytest.mark.parametrize("case", mistakes("hoofdstukken"))
def test_a_mistake_in_a_chapter_is_said(project: Project, case: Path) -> None:
    """Each mistake gives its own finding with file, line and remedy; more mistakes give all of theirs."""
    check_mistake(project, case)


def test_the_small_project_is_good(project: Project) -> None:
    """Otherwise no mistake in it would prove anything."""
    assert project.complaints() == []


def test_texts_stand_in_the_order_of_their_files_and_chapters_are_numbered(library: Library) -> None:
    """Only chapters of running text and the exercises have a number."""
    assert [(chapter.number, chapter.id, chapter.sort) for chapter in library.chapters] == [
        (0, "omslag", Sort.COVER),
        (0, "welkom", Sort.WELCOME),
        (0, "inhoud", Sort.CONTENTS),
        (0, "bellen", Sort.ALARM),
        (1, "pijn", Sort.CHAPTER),
        (2, "redenen", Sort.CHAPTER),
        (3, "oefeningen", Sort.EXERCISES),
        (0, "programmas", Sort.PROGRAMMES),
        (0, "vragen", Sort.QUESTIONS),
        (0, "werkbladen", Sort.WORKSHEETS),
        (0, "woordenlijst", Sort.GLOSSARY),
        (0, "bronnen", Sort.SOURCES),
        (0, "op-een-rij", Sort.PAGE),
        (0, "achterkant", Sort.BACK),
    ]


def test_a_chapter_that_is_put_between_others_renumbers_them(project: Project) -> None:
    """Nobody keeps numbers by hand."""
    (project.root / "chapters/11-redenen.md").rename(project.root / "chapters/05-redenen.md")
    assert [(chapter.number, chapter.id) for chapter in load(project.root)[0].chapters if chapter.number] == [
        (1, "redenen"),
        (2, "pijn"),
        (3, "oefeningen"),
    ]


def test_a_chapter_is_split_before_its_first_heading_or_box(library: Library) -> None:
    """The opening page holds what stands before it."""
    chapter = next(item for item in library.chapters if item.id == "pijn")
    assert [block.kind for block in chapter.opening] == ["paragraph"]
    assert chapter.body[0].kind == "heading"
    assert (chapter.title, chapter.part, chapter.summary) == ("Wat is pijn?", "Begrijpen", "Wat pijn is.")
    assert (chapter.checked, chapter.sources) == (dt.date(2026, 11, 22), ("NHG-M54",))
    assert chapter.picture is not None
    assert chapter.picture.file.name == "breed.svg"


def test_words_of_the_head_stand_on_one_line(library: Library) -> None:
    """A title may be typed over more lines."""
    assert library.chapters[0].subtitle == "Een boekje om mee te proeven"


def test_a_folder_without_chapters_is_a_finding(tmp_path: Path) -> None:
    """Somebody started in another folder."""
    with pytest.raises(BookletError) as caught:
        load(tmp_path)
    assert str(caught.value).startswith("chapters: de map chapters ontbreekt (bestand)")
    assert caught.value.code is ExitCode.CONTENT


def test_an_empty_folder_is_a_finding(project: Project) -> None:
    """All chapters gone is more than one chapter less."""
    shutil.rmtree(project.root / "chapters")
    shutil.copytree(
        Path(__file__).parent / "cases/klein/chapters", project.root / "chapters", ignore=shutil.ignore_patterns("*.md")
    )
    assert "chapters: er staat geen enkel hoofdstuk in de map" in "\n".join(project.complaints())


def test_advice_does_not_stop_a_run(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings that weigh less come back beside the library."""
    advice = Finding(place=Place(path="a.md"), what="kan beter", remedy="doe iets.", rule="r", severity=Severity.ADVICE)
    monkeypatch.setattr(module, "check_references", always([advice]))
    assert load(project.root)[1] == (advice,)
