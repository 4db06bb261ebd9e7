"""Compose the report of what has changed between two editions: one page of HTML that needs nothing else.

Goes in: a `Comparison`. Comes out: one HTML string. Must not know PDF, nor how the differences were found.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from gettext import NullTranslations
from itertools import groupby
from pathlib import Path

from babel.dates import format_date
from babel.lists import format_list

from booklet.page.templating import templates

LOCALE = "nl_NL"
STYLES = ("tokens.css", "vergelijking.css")


class Sort(StrEnum):
    """What has happened to a sentence."""

    CHANGED = "veranderd"
    NEW = "nieuw"
    GONE = "vervallen"
    MOVED = "verplaatst"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Words behind each other that changed, or did not."""

    text: str
    changed: bool


@dataclass(frozen=True, kw_only=True)
class Side:
    """A sentence as it was or is, with its page."""

    page: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class Change:
    """A sentence that changed, or `count` of them that came or went together.

    `told` when nobody sees it: it describes a picture to who cannot.
    """

    sort: Sort
    chapter: str
    told: bool
    old: Side | None
    new: Side | None
    count: int = 1


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A place on a page, in hundredths of its width and height from the top left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A page as a picture (PNG) with the places that changed."""

    number: int
    png: bytes
    marks: tuple[Mark, ...]


@dataclass(frozen=True, kw_only=True)
class Spread:
    """A page as it was beside what it is now; either may be missing. `why` says what changed, when no word did."""

    chapter: str
    why: str
    old: Leaf | None
    new: Leaf | None


@dataclass(frozen=True, kw_only=True)
class Moves:
    """Pages behind each other that have only another number: from first to last, and how many numbers they moved."""

    first: int
    last: int
    step: int


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """All that has changed from one edition to the other, and the day on which that was looked up."""

    old: str
    new: str
    day: dt.date
    changes: tuple[Change, ...]
    spreads: tuple[Spread, ...]
    flowed: tuple[Spread, ...]
    moves: tuple[Moves, ...]

    @property
    def none(self) -> bool:
        """Tell whether nothing has changed."""
        return not (self.changes or self.spreads or self.flowed or self.moves)


def compose_comparison(comparison: Comparison, styles: Path, words: NullTranslations | None = None) -> str:
    """Compose the report; `words` is the gettext catalogue (Dutch is the source language)."""
    words = words or NullTranslations()
    environment = templates(words)
    environment.filters |= {
        "date": lambda day: format_date(day, "d MMMM y", locale=LOCALE),
        "uri": lambda png: "data:image/png;base64," + base64.b64encode(png).decode(),
    }
    return environment.get_template("vergelijking.html.j2").render(
        it=comparison,
        Sort=Sort,
        css="\n".join((styles / name).read_text(encoding="utf-8") for name in STYLES),
        chapters=[(name, list(changes)) for name, changes in groupby(comparison.changes, key=lambda one: one.chapter)],
        counted=counted(comparison, words),
    )


def counted(comparison: Comparison, words: NullTranslations | None = None) -> str:
    """Say in one sentence how much has changed."""
    words = words or NullTranslations()
    if comparison.none:
        return words.gettext("Er is niets veranderd.")
    amounts = [_amount(comparison.changes, sort, words) for sort in Sort]
    pages = len(comparison.spreads)
    amounts.append(words.ngettext("%d bladzijde om na te kijken", "%d bladzijden om na te kijken", pages) % pages)
    found = [amount for amount in amounts if not amount.startswith("0 ")]
    if not found:
        return words.gettext("Geen zin is veranderd. Alleen schoven er regels of bladzijden op.")
    return format_list(found, locale=LOCALE) + "."


def _amount(changes: Sequence[Change], sort: Sort, words: NullTranslations) -> str:
    count = sum(change.count for change in changes if change.sort is sort)
    forms = {
        Sort.CHANGED: ("%d zin veranderd", "%d zinnen veranderd"),
        Sort.NEW: ("%d nieuw", "%d nieuw"),
        Sort.GONE: ("%d vervallen", "%d vervallen"),
        Sort.MOVED: ("%d verplaatst", "%d verplaatst"),
    }
    return words.ngettext(*forms[sort], count) % count
