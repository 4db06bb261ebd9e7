"""The short words of the handout: chapters/oefenblad."""

from __future__ import annotations

import re

import pytest
from conftest import Project

from booklet.content.records import Library
from booklet.content.sheets import fill
from booklet.content.text import plain

GOOD = """naam: Bruggetje
stappen:
  - Ga op uw rug liggen.
  - Til uw heupen op.
  - "Tel tot {tellen}. [Wissel van been.]"
kern:
  - Ga liggen.
  - Til op.
  - Wacht {tel}.
voelt: Uw billen werken.
"""
PATH = "chapters/oefenblad/bruggetje.yaml"


@pytest.mark.parametrize(
    ("line", "hold", "both", "expected"),
    [
        ("Tel tot {tellen}. [Wissel van been.]", 5, True, "Tel tot 5. Wissel van been."),
        ("Tel tot {tellen}. [Wissel van been.]", 5, False, "Tel tot 5."),
        ("Wacht {tel}. Zak.", 1, True, "Wacht 1 tel. Zak."),
        ("Wacht {tel}. Zak.", 2, True, "Wacht 2 tellen. Zak."),
        ("[Draai om.]", 0, False, ""),
        ("Ga staan.", 0, True, "Ga staan."),
    ],
)
def test_a_step_is_filled_in(line: str, hold: int, *, both: bool, expected: str) -> None:
    """With the number held, and with the other side only where there is one."""
    assert fill(line, hold, both_sides=both) == expected


def test_every_exercise_has_its_own_words(whole: Library) -> None:
    """Written for the handout, not taken from the booklet; no two names are the same."""
    assert [sheet for sheet in whole.sheets.values() if not sheet.place.path.startswith("chapters/oefenblad/")] == []
    assert len({sheet.name for sheet in whole.sheets.values()}) == len(whole.exercises) == len(whole.sheets)


def test_words_are_simple_enough(whole: Library) -> None:
    """No sentence of the handout is over 12 words, nobody is told to pay attention, and nothing shouts."""
    for sheet in whole.sheets.values():
        for line in (*sheet.steps, *sheet.core, sheet.feel):
            assert all(len(sentence.split()) <= 12 for sentence in line.split("."))
            assert not {"!", "–", ";"} & set(line)
            assert line[0].isupper() or line[0] == "["
            assert line.endswith((".", "]"))


def test_the_handout_counts_as_the_booklet_does(whole: Library) -> None:
    """A number in the short words stands in the booklet's words of the same exercise as well."""
    for exercise in whole.exercises:
        long = " ".join(plain(run) for run in (*exercise.steps, exercise.feel, exercise.mistake)) + exercise.amount
        sheet = whole.sheets[exercise.id]
        for number in re.findall(r"\d+", " ".join((*sheet.steps, *sheet.core, sheet.feel))):
            assert re.search(rf"\b{number}\b", long), (exercise.id, number)


def test_an_exercise_without_a_file_says_what_the_booklet_says(library: Library) -> None:
    """A clinic that adds an exercise has a handout of it at once."""
    sheet = library.sheets["bruggetje"]
    assert (sheet.name, sheet.steps[0], len(sheet.core), sheet.feel) == (
        "Bruggetje",
        "Ga op uw rug liggen.",
        3,
        "Uw billen werken.",
    )


def test_a_good_file_is_read(project: Project) -> None:
    """Without a word."""
    project.write(PATH, GOOD)
    assert project.complaints() == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "naam: Bruggetje",
            "naam: Het grote bruggetje",
            f"{PATH}:1: «Het grote bruggetje» heeft 19 ",
        ),
        (
            "Til uw heupen op.",
            "Til uw heupen heel rustig omhoog.",
            f"{PATH}:4: «Til uw heupen heel rustig",
        ),
        ("  - Ga liggen.\n", "", f"{PATH}:1: bij «kern» staan 2 regels (stappen)"),
        ("{tellen}", "{telen}", f"{PATH}:5: in «Tel tot {{telen}}. [Wissel van been.]» staat een haakje"),
        ("voelt:", "voel:", f"{PATH}:1: de sleutel «voelt» ontbreekt (sleutel)"),
        ("kern:", "kort:", f"{PATH}:1: de sleutel «kern» ontbreekt (sleutel)"),
    ],
)
def test_a_mistake_is_said(project: Project, old: str, new: str, expected: str) -> None:
    """With file, line and remedy; words too long for their line are counted as they will be printed."""
    project.write(PATH, GOOD.replace(old, new))
    assert any(said.startswith(expected) for said in project.complaints()), project.complaints()


def test_a_number_that_the_exercise_does_not_have(project: Project) -> None:
    """«Tel tot 0» is no step."""
    project.write("chapters/oefenblad/wandelen.yaml", GOOD)
    assert [said.partition("\n")[0] for said in project.complaints()] == [
        "chapters/oefenblad/wandelen.yaml:5: deze oefening heeft geen tellen (waarde)",
        "chapters/oefenblad/wandelen.yaml:9: deze oefening heeft geen tellen (waarde)",
    ]


def test_a_file_of_no_exercise(project: Project) -> None:
    """A typing error in its name would lose it."""
    project.write("chapters/oefenblad/brugetje.yaml", GOOD)
    assert project.complaints() == [
        (
            "chapters/oefenblad/brugetje.yaml: er is geen oefening «brugetje» (bestand)\n"
            "    Doe dit: Bedoelde u «bruggetje»? Geef dit bestand dezelfde naam als de oefening."
        )
    ]
