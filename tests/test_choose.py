"""Choosing exercises: by phase, goal, position and equipment."""

from __future__ import annotations

from typing import Any

import pytest

from booklet.content.records import Library
from booklet.handouts.choose import choose, equipment_of
from booklet.report import BookletError, ExitCode


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"positions": ("lopend",)}, {"wandelen-opbouwen"}),
        ({"equipment": ("trede",)}, {"opstapje"}),
        ({"equipment": ("muur", "stok")}, {"muurzit", "heupscharnier"}),
        ({"equipment": ("niets",)}, set()),
        ({"goal": "Conditie", "phase": "kalmeren"}, {"wandelen-opbouwen", "houdingspauze"}),
        ({"positions": ("zij", "knieen"), "goal": "kracht"}, {"schelp"}),
    ],
)
def test_exercises_are_chosen(whole: Library, asked: dict[str, Any], expected: set[str]) -> None:
    """What is asked for together holds together."""
    assert {exercise.id for exercise in choose(whole, **asked)} == expected


def test_who_asks_nothing_gets_all(whole: Library) -> None:
    """And who has everything can do everything."""
    assert choose(whole) == choose(whole, equipment=equipment_of(whole)) == whole.exercises


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            {"positions": ("ruk",)},
            "houding: «ruk» ken ik niet (keuze)\n    Doe dit: Bedoelde u «rug»? Kies uit:",
        ),
        ({"equipment": ("stoal", "mat")}, "spullen: «stoal» ken ik niet (keuze)\n    Doe dit: Bedoelde u «stoel»?"),
    ],
)
def test_what_no_exercise_has_is_said(whole: Library, asked: dict[str, Any], expected: str) -> None:
    """An empty list would say too little."""
    with pytest.raises(BookletError) as caught:
        choose(whole, **asked)
    assert str(caught.value).startswith(expected)
    assert caught.value.code is ExitCode.USAGE
