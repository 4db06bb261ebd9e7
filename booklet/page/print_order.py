"""Compose the note that goes with the file for the print shop: what to print, how many, on what.

Goes in: a `Library`, and what was measured of the file. Comes out: plain text. Must not know PDF.
"""

from __future__ import annotations

from dataclasses import dataclass
from gettext import NullTranslations

from babel.dates import format_date
from babel.numbers import format_decimal

from booklet.content.records import Library
from booklet.page.templating import templates

LOCALE = "nl_NL"
LINE = "." * 40


@dataclass(frozen=True, kw_only=True)
class Printwork:
    """What was measured of a file for the print shop: its pages, sizes in mm, the most ink in percents."""

    file: str
    pages: int
    width: float
    height: float
    bleed: float
    profile: str
    coverage: int


def compose_order(library: Library, work: Printwork, words: NullTranslations | None = None) -> str:
    """Compose the order note; what is not known becomes a line to write on."""
    # Text, not HTML: nothing is to be escaped.
    environment = templates(words or NullTranslations()).overlay(autoescape=False)
    environment.filters |= {
        "date": lambda day: format_date(day, "d MMMM y", locale=LOCALE),
        "number": lambda number: format_decimal(number, locale=LOCALE),
        "or_line": lambda text: text or LINE,
    }
    practice = library.practice
    note = environment.get_template("drukker.txt.j2").render(
        practice=practice, cover=library.chapters[0], order=practice.order, work=work
    )
    return f"{note}\n"
