"""Read dates and times the way Dutch people and their spreadsheets write them.

Goes in: text. Comes out: a date or an appointment, or None. Must not know what the date is for.
"""

from __future__ import annotations

import datetime as dt
import re

from booklet.handouts.records import Appointment

_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_FORMS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2}) (?P<month>[a-z]{3,})\.? (?P<year>\d{4})"),
)
_WEEKDAY = re.compile(r"^(?:ma|di|wo|do|vr|za|zo)[a-z]* (?=\d)")
_CLOCK = re.compile(r"[ t]+(?:om )?(\d{1,2})(?:[:.u](\d{2}))(?::\d{2})?(?: uur)?$")
_CENTURY = range(2000, 2101)


def parse_date(text: str) -> dt.date | None:
    """Read «2026-11-22», «22-11-2026», «22/11/2026», «22 november 2026» or «zo 22 nov 2026»."""
    text = _WEEKDAY.sub("", " ".join(text.lower().split()))
    text = re.sub(r"[ t]00:00(:00)?$", "", text)  # a spreadsheet adds midnight to a date
    for form in _FORMS:
        if match := form.fullmatch(text):
            year, month = int(match["year"]), _month(match["month"])
            try:
                return dt.date(year, month, int(match["day"])) if year in _CENTURY else None
            except ValueError:
                return None
    return None


def parse_appointment(text: str) -> Appointment | None:
    """Read a date, with a time of the day behind it or not: «7-12-2026 10:20»."""
    text = " ".join(text.lower().split())
    clock = _CLOCK.search(text)
    midnight = clock is not None and clock[1] in ("0", "00") and clock[2] == "00"
    day = parse_date(text[: clock.start()] if clock else text)
    if day is None or (clock and (int(clock[1]) > 23 or int(clock[2]) > 59)):
        return None
    return Appointment(day=day, clock=f"{int(clock[1])}.{clock[2]}" if clock and not midnight else "")


def _month(text: str) -> int:
    """Give the number of a month, 0 when there is no such month; «nov» and «mrt» are enough."""
    if text.isdigit():
        return int(text)
    text = {"mrt": "maart"}.get(text, text)
    return next((number for number, name in enumerate(_MONTHS, start=1) if name.startswith(text)), 0)
