"""Dates and times as Dutch people and their spreadsheets write them."""

from __future__ import annotations

import datetime as dt

import pytest

from booklet.handouts.dates import parse_appointment, parse_date
from booklet.handouts.records import Appointment

DAY = dt.date(2026, 12, 7)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-07",
        "2026-12-7",
        "7-12-2026",
        "07-12-2026",
        "7/12/2026",
        "7.12.2026",
        "7 december 2026",
        "7 dec 2026",
        "7 dec. 2026",
        "ma 7 december 2026",
        "Maandag 7-12-2026",
        "2026-12-07 00:00:00",
        "2026-12-07T00:00",
        "  7-12-2026 ",
    ],
)
def test_a_date_is_read(text: str) -> None:
    """Day before month, as in the Netherlands, or year first."""
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    ["", "7-12", "7-12-26", "31-2-2026", "12-31-2026", "7-12-1926", "7-12-12026", "morgen", "7 foo 2026", "٧-12-2026-"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    """Nobody guesses."""
    assert parse_date(text) is None


@pytest.mark.parametrize("text", ["1 mrt 2026", "1 maart 2026", "1-3-2026"])
def test_march_is_shortened_its_own_way(text: str) -> None:
    """«mrt» is not the beginning of «maart»."""
    assert parse_date(text) == dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("7-12-2026", ""),
        ("7-12-2026 10:20", "10.20"),
        ("7-12-2026 10.20 uur", "10.20"),
        ("7 december 2026 om 9u05", "9.05"),
        ("2026-12-07T10:20:00", "10.20"),
        ("7-12-2026 0:00", ""),
        ("ma 7-12-2026 09:00", "9.00"),
    ],
)
def test_an_appointment_has_a_time_or_not(text: str, clock: str) -> None:
    """Midnight is what a spreadsheet adds to a date."""
    assert parse_appointment(text) == Appointment(day=DAY, clock=clock)


@pytest.mark.parametrize("text", ["", "10:20", "7-12-2026 25:00", "7-12-2026 10:75", "7-12-2026 tien uur", "maandag"])
def test_what_is_no_appointment_is_none(text: str) -> None:
    """A time alone is not enough."""
    assert parse_appointment(text) is None
