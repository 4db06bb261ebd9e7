"""The practice, sources, glossary, conditions and traffic light."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from conftest import Project, check_mistake, mistakes

from booklet.content.load import load
from booklet.content.records import Library


@pytest.mark.parametrize("case", mistakes("naslag"))
def test_a_mistake_in_what_chapters_lean_on_is_said(project: Project, case: Path) -> None:
    """Each mistake gives its own finding with file, line and remedy."""
    check_mistake(project, case)


def test_the_practice_is_read(library: Library) -> None:
    """Dates may be written both ways; what is left empty stays empty."""
    practice = library.practice
    assert (practice.name, practice.town, practice.address) == (
        "Rugpraktijk De Brug",
        "Hilversum",
        "Brugstraat 1, Hilversum",
    )
    assert (practice.phone, practice.email, practice.site) == ("035 000 00 00", "info@voorbeeld.nl", "")
    assert (practice.published, practice.checked) == (dt.date(2026, 11, 22), dt.date(2026, 11, 22))
    assert (practice.review, practice.checked_by, practice.logo) == (dt.date(2028, 11, 22), "", None)


def test_a_logo_that_is_there_is_used(project: Project) -> None:
    """It may be an SVG or a PNG in the folder chapters."""
    project.write("chapters/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    project.spoil("@ chapters/praktijk.yaml\n- logo:\n+ logo: logo.svg")
    assert load(project.root)[0].practice.logo == project.root / "chapters" / "logo.svg"


def test_sources_are_read(library: Library) -> None:
    """A year may be unknown, and only what is called an article is one."""
    assert [(source.code, source.year, source.article) for source in library.sources.values()] == [
        ("WHO2023", 2023, False),
        ("NHG-M54", 2017, False),
        ("APEN2020", 2020, True),
        ("ONGEBRUIKT", None, False),
    ]


def test_words_stand_in_alphabetical_order(library: Library) -> None:
    """Staff may add a word at the bottom of the file."""
    assert [(term.word, term.also) for term in library.terms] == [
        ("prikkel", ("stimulus", "signaal")),
        ("zenuwstelsel", ()),
    ]


def test_some_conditions_hold_for_every_exercise(library: Library) -> None:
    """`altijd: ja` marks them; all others are said where they matter."""
    assert [(condition.name, condition.always) for condition in library.conditions.values()] == [
        ("operatie", False),
        ("minder kracht", True),
    ]


def test_the_lamps_go_from_green_to_red(library: Library) -> None:
    """Each has a colour, a name, what to do, and its scores: no lamp needs its colour."""
    assert [(lamp.colour, lamp.name, lamp.act, lamp.scores) for lamp in library.lamps] == [
        ("groen", "Groen", "ga door", "0 tot 3"),
        ("oranje", "Oranje", "blijf gelijk", "4 of 5"),
        ("rood", "Rood", "stop hiermee", "6 tot 10"),
    ]
