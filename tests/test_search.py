"""Finding exercises by what somebody types, and offering those that suit."""

from __future__ import annotations

import pytest
from conftest import Project, check_said

from booklet.content.load import load
from booklet.content.records import Library
from booklet.handouts.offer import Wanted, offer
from booklet.handouts.search import GROUPS, PHASES, POSITIONS, search


def found(library: Library, typed: str) -> set[str]:
    """Give the ids of what is found."""
    return {exercise.id for exercise in search(library, typed)}


@pytest.mark.parametrize(
    ("typed", "some", "none"),
    [
        ("brug", {"brug"}, {"schelp"}),
        ("Brugg", {"brug"}, {"schelp"}),
        ("gluteus", {"brug", "bilspier-rekken"}, {"langer-uitademen"}),
        ("zitvlak", {"brug", "bilspier-rekken"}, {"langer-uitademen"}),
        ("squat", {"halve-kniebuiging"}, {"brug"}),
        ("bird dog", {"vogel-hond"}, {"dode-kever"}),
        ("bird", {"vogel-hond"}, {"dode-kever"}),
        ("elastiek", {"band-wegduwen"}, {"brug"}),
        ("ischias", {"zenuwglijden-been-liggend", "zenuwglijden-been-zittend"}, {"brug"}),
        ("trap", {"opstapje", "schelp"}, {"kat-koe"}),
        ("slapen", {"buikademhaling-liggend"}, {"muurzit"}),
        ("stoel rekken", {"bilspier-rekken"}, {"brug"}),
        ("KNIEËN", {"knieen-zijwaarts"}, {"muurzit"}),
        ("knieen", {"knieen-zijwaarts"}, {"muurzit"}),
        ("  ", {"brug", "kat-koe"}, set()),
        ("?!", {"brug", "kat-koe"}, set()),
    ],
)
def test_an_exercise_is_found_by_its_words_and_their_synonyms(
    whole: Library, typed: str, some: set[str], none: set[str]
) -> None:
    """Half typed, without accents, in the words of patients or of the trade."""
    assert found(whole, typed) >= some
    assert not found(whole, typed) & none


@pytest.mark.parametrize("typed", ["xyzzy", "brug zittend", "<script>", "a" * 5000])
def test_what_nobody_says_is_not_found(whole: Library, typed: str) -> None:
    """Also not when each word alone would be."""
    assert found(whole, typed) == set()


def test_every_word_of_the_list_finds_something(whole: Library) -> None:
    """A row of synonyms that leads nowhere is of no use."""
    assert [row for row in whole.synonyms if not any(found(whole, word) for word in row)] == []


def test_every_value_of_the_catalogue_has_a_name(whole: Library) -> None:
    """So that it can be chosen."""
    assert {exercise.group for exercise in whole.exercises} <= GROUPS.keys()
    assert {exercise.position for exercise in whole.exercises} <= POSITIONS.keys()
    assert {exercise.phase for exercise in whole.exercises} <= {*PHASES, "beide"}


def test_a_row_of_one_word_is_said(project: Project) -> None:
    """It would mean the same as itself."""
    project.write("chapters/zoekwoorden.yaml", "- [stoel, zetel]\n- [bed]\n")
    check_said(
        "\n".join(project.complaints()),
        "chapters/zoekwoorden.yaml:2: hier staat één woord (waarde)\n    Doe dit: zet er woorden bij…\n",
    )


def test_the_list_may_be_missing(project: Project) -> None:
    """Then only what is said of an exercise is found."""
    library, _ = load(project.root)
    assert library.synonyms == ()
    assert found(library, "bruggetje") == {"bruggetje"}


def test_what_clashes_is_hidden_and_says_why(whole: Library) -> None:
    """Each exercise once, with all that it clashes with; the others stay."""
    offered = offer(whole, Wanted(conditions=("zwanger", "hart-bloeddruk")))
    hidden = {item.exercise.id: [condition.id for condition in item.clashes] for item in offered.hidden}
    assert hidden["brug"] == ["zwanger", "hart-bloeddruk"]
    assert len(hidden) + len(offered.shown) == len(whole.exercises)
    assert not hidden.keys() & {exercise.id for exercise in offered.shown}
    assert offered.talked == offered.always == ()


def test_what_was_discussed_is_shown_again(whole: Library) -> None:
    """With what was discussed."""
    offered = offer(whole, Wanted(conditions=("zwanger",), discussed=True))
    assert len(offered.shown) == len(whole.exercises)
    assert "brug" in {item.exercise.id for item in offered.talked}
    assert offered.hidden == ()


def test_a_condition_that_always_holds_hides_everything(whole: Library) -> None:
    """And says first what to do."""
    offered = offer(whole, Wanted(conditions=("minder-kracht",)))
    assert offered.shown == ()
    assert [condition.id for condition in offered.always] == ["minder-kracht"]


def test_filters_hold_together(whole: Library) -> None:
    """Words, phase, goal, position and things at home; only what suits can be hidden."""
    wanted = Wanted(typed="heup", phase="opbouwen", group="kracht", positions=("staand",), equipment=("stoel",))
    assert {exercise.id for exercise in offer(whole, wanted).shown} == {"been-zijwaarts-heffen"}
    narrow = offer(whole, Wanted(typed="brug", conditions=("zwanger",)))
    assert [item.exercise.id for item in narrow.hidden] == ["brug"]
