"""Drawings: found, described and measured."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Project, check_mistake, mistakes

from booklet.content.load import load
from booklet.content.records import Library


@pytest.mark.parametrize("case", mistakes("beelden"))
def test_a_mistake_with_a_drawing_is_said(project: Project, case: Path) -> None:
    """A picture that is missing, not described or not measurable stops the run."""
    check_mistake(project, case)


def test_a_drawing_is_measured(library: Library) -> None:
    """The page keeps the place of a drawing by its own proportions."""
    pictures = [exercise.frames[0].picture for exercise in library.exercises]
    assert [(picture.width, picture.height) for picture in pictures] == [(60, 20), (20, 40)]
    assert [picture.alt for picture in pictures] == [
        "Iemand ligt op de rug met gebogen knieën.",
        "Iemand loopt rechtop.",
    ]


@pytest.mark.parametrize(
    "tag",
    [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20.5 40">',
        "<svg viewBox='0,0,20.5,40' xmlns='http://www.w3.org/2000/svg'>",
        '<svg\n xmlns="http://www.w3.org/2000/svg"\n width="45mm"\n viewBox=" -1 -2.5 20.5  40 " >',
    ],
)
def test_the_size_is_found_however_it_is_written(project: Project, tag: str) -> None:
    """Drawing programs differ in quotes, commas and lines."""
    project.write("chapters/figuren/wandelen-1.svg", f"<?xml version='1.0'?>\n{tag}</svg>")
    picture = load(project.root)[0].exercises[1].frames[0].picture
    assert (picture.width, picture.height) == (20.5, 40)


def test_a_drawing_in_another_encoding_is_a_finding(project: Project) -> None:
    """Nobody gets a stack trace for the way a drawing program saves."""
    (project.root / "chapters/figuren/wandelen-1.svg").write_bytes(b'<svg viewBox="0 0 1 1"><!-- caf\xe9 --></svg>')
    assert [line.splitlines()[0] for line in project.complaints()] == [
        "chapters/figuren/wandelen-1.svg:1: dit bestand is niet als UTF-8 opgeslagen (bestand)"
    ]
