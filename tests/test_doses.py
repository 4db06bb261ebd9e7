"""A dose in words, so that nobody has to work anything out."""

from __future__ import annotations

from dataclasses import replace
from gettext import NullTranslations
from typing import Any

import pytest

from booklet.content import doses
from booklet.content.records import Dose

WORDS = NullTranslations()
NOTHING = Dose(
    sets=1, repetitions=None, hold_s=0, minutes=None, per_side=False, times_per_day=1, days_per_week=7, rest_s=0
)


@pytest.mark.parametrize(
    ("dose", "expected"),
    [
        ({"repetitions": 10}, "10 keer"),
        ({"repetitions": 10, "sets": 2}, "10 keer, rust, 10 keer"),
        ({"repetitions": 8, "sets": 3}, "8 keer, rust, 8 keer, rust, 8 keer"),
        ({"repetitions": 8, "per_side": True}, "8 keer per kant"),
        ({"repetitions": 8, "sets": 2, "per_side": True}, "8 keer per kant, rust, 8"),
        ({"repetitions": 1}, "1 keer"),
        ({"repetitions": 1, "sets": 3}, "3 keer"),
        ({"repetitions": 1, "sets": 2, "per_side": True}, "2 keer per kant"),
        ({"repetitions": 1, "sets": 2, "hold_s": 30}, "2 keer 30 tellen"),
        ({"repetitions": 1, "sets": 2, "hold_s": 30, "rest_s": 30}, "2 keer 30 tellen, met rust"),
        ({"repetitions": 1, "hold_s": 30, "rest_s": 30}, "1 keer 30 tellen"),
        ({"repetitions": 1, "sets": 2, "hold_s": 30, "per_side": True}, "2 keer 30 tellen per kant"),
        (
            {"repetitions": 1, "sets": 2, "hold_s": 9, "rest_s": 9, "per_side": True},
            "2 keer 9 tellen per kant, met rust",
        ),
        ({"minutes": 1}, "1 minuut"),
        ({"minutes": 5}, "5 minuten"),
        ({"minutes": 5, "sets": 2}, "2 keer 5 minuten"),
        ({"minutes": 1, "sets": 3}, "3 keer 1 minuut"),
    ],
)
def test_an_amount_is_said_turn_by_turn(dose: dict[str, Any], expected: str) -> None:
    """Sets are written out: «2 x 10» would have to be worked out."""
    assert doses.amount(replace(NOTHING, **dose), WORDS) == expected


@pytest.mark.parametrize(
    ("moment", "expected"), [("ochtend", "'s ochtends"), ("middag", "'s middags"), ("avond", "'s avonds")]
)
def test_a_moment_is_named(moment: str, expected: str) -> None:
    """A dose goes by the moments of the day, never by «3 times a day»."""
    assert doses.at(moment, WORDS) == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(1, "1 dag per week"), (3, "3 dagen per week"), (6, "6 dagen per week"), (7, "elke dag")]
)
def test_days_are_counted(count: int, expected: str) -> None:
    """Seven days a week is every day."""
    assert doses.days(count, WORDS) == expected


@pytest.mark.parametrize(
    ("dose", "short", "hold", "rest"),
    [
        ({"repetitions": 10}, "10 keer", "", ""),
        ({"repetitions": 10, "rest_s": 60}, "10 keer", "", ""),
        ({"repetitions": 10, "sets": 2, "rest_s": 60}, "10 + 10", "", "1 minuut rust"),
        ({"repetitions": 8, "sets": 3, "rest_s": 45}, "3 x 8", "", "45 tellen rust"),
        ({"repetitions": 1, "sets": 3, "hold_s": 15, "rest_s": 120}, "3 keer", "15 tellen", "2 minuten rust"),
        ({"repetitions": 3, "hold_s": 1}, "3 keer", "1 tel", ""),
        ({"minutes": 5}, "5 min", "", ""),
        ({"minutes": 1, "sets": 3, "rest_s": 60}, "3 keer", "1 minuut", "1 minuut rust"),
    ],
)
def test_a_dose_fits_a_cell(dose: dict[str, Any], short: str, hold: str, rest: str) -> None:
    """In the plan of a handout: how often, how long one time lasts, and how long the rest between is."""
    full = replace(NOTHING, **dose)
    assert (doses.short(full, WORDS), doses.hold(full, WORDS), doses.rest(full, WORDS)) == (short, hold, rest)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((1,), "ma"),
        ((1, 4), "ma en do"),
        ((1, 3, 5), "ma, wo en vr"),
        ((5, 6, 7), "vr, za en zo"),
        ((1, 2, 3, 4, 5), "ma t/m vr"),
        ((2, 3, 4, 6), "di, wo, do en za"),
        ((1, 2, 3, 4, 5, 6, 7), "elke dag"),
    ],
)
def test_days_of_the_week_are_named(days: tuple[int, ...], expected: str) -> None:
    """Shortly, and as a range where that is shorter."""
    assert doses.weekdays(days, WORDS) == expected
