"""Compose a handout, one page for one patient, as an HTML document.

Goes in: a `Handout`, a setting, and the pages of the booklet. Comes out: one HTML string. Must not know PDF.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from gettext import NullTranslations
from typing import TYPE_CHECKING, Any

from babel.dates import format_date
from babel.lists import format_list
from markupsafe import Markup

from booklet.content.practice import Practice
from booklet.handouts.records import Appointment, Card, Caution, Handout
from booklet.page.handout_code import code
from booklet.page.handout_geometry import Geometry, geometry
from booklet.page.handout_log import days_head, pain_fields, pain_squares, squares, tick_fields
from booklet.page.handout_rows import row
from booklet.page.words import NBSP, typeset_quotes

if TYPE_CHECKING:
    from jinja2 import Environment

LOCALE = "nl_NL"
# Characters that one line of the band holds beside its label.
_BAND_LINE, _BAND_LINE_LARGE = 84, 62
_LETTERS = 56  # characters that the larger letters of a goal hold
# Characters of a name that fit beside the date in large letters.
_NAME_LARGE, _THERAPIST_LARGE = 42, 31


@dataclass(frozen=True, kw_only=True)
class BandLine:
    """One thing that the band under the head says, on one line or two; without text it is a line to write on.

    `long`: its letters are those of running text, so that more of them fit.
    """

    slot: str
    label: str
    text: str
    lines: int
    long: bool


@dataclass(frozen=True, kw_only=True)
class Leads:
    """Where the booklet of this same edition tells more: page by exercise, of the programme, and of whom to call."""

    exercises: Mapping[str, int]
    programme: int | None
    alarm: int | None


def compose_handout(
    handout: Handout, setting: str, leads: Leads, words: NullTranslations | None = None, *, fillable: bool = False
) -> str:
    """Compose the page in one setting (one of those that `settings` lists); `fillable`: its log can be filled in."""
    words = words or NullTranslations()
    band = band_lines(handout, words)
    long_names = has_long_names(handout)
    page = geometry(len(handout.cards), setting, sum(line.lines for line in band), long_names=long_names)
    rows = [
        row(card, number, page, leads.exercises.get(card.exercise.id), words)
        for number, card in enumerate(handout.cards, start=1)
    ]
    template = environment(words).get_template("handout.html.j2")
    return template.render(
        page=page,
        long_names=long_names,
        rows=rows,
        band=band,
        who=who(handout, words, large=page.large),
        rest=rest_of(handout.cards, words),
        days_head=days_head(page, words),
        squares=[squares(card.days, page, words, card.from_week) for card in handout.cards],
        pain_squares=pain_squares(page, words),
        ticks=[
            tick_fields(row.name, card.days, page, words, card.from_week) if fillable else ""
            for row, card in zip(rows, handout.cards, strict=True)
        ],
        pains=pain_fields(page, words) if fillable else "",
        lamps=handout.lamps,
        **head(handout.practice, words),
        **foot(handout, leads),
    )


def head(practice: Practice, words: NullTranslations) -> dict[str, Any]:
    """Give what the head of the page, and its foot, say of the clinic."""
    return {
        "practice": practice,
        "phone": practice.phone.replace(" ", NBSP),
        "site": _plain_site(practice.site),
        "code": code(practice.site, words) if practice.site else "",
    }


def who(handout: Handout, words: NullTranslations, *, large: bool) -> dict[str, str]:
    """Give for whom and by whom the page is, and when; empty is a line to write on."""
    return {
        "naam": typeset_quotes(handout.name),
        "datum": _date(handout.day, large=large),
        "therapeut": typeset_quotes(handout.therapist),
        "vervolgafspraak": _appointment(handout.appointment, words, large=large),
    }


def foot(handout: Handout, leads: Leads) -> dict[str, Any]:
    """Give how long to go on, and where the booklet tells more."""
    return {
        "weeks": handout.weeks,
        "programme_page": leads.programme,
        "alarm_page": leads.alarm,
        "read_pages": _listed(sorted(set(leads.exercises.values()))),
    }


def band_lines(handout: Handout, words: NullTranslations) -> list[BandLine]:
    """List what stands in the band: the goal, the remark, and what was discussed."""
    _ = words.gettext
    lines = []
    if handout.note:
        lines.append(_line("notitie", _("Onthoud"), handout.note, large=handout.large))
    if handout.cautions:
        said = "; ".join(_caution(caution, len(handout.cards), words) for caution in handout.cautions)
        lines.append(_line("aandoeningen", _("Besproken"), said, large=handout.large))
    if handout.goal or not lines or len(handout.cards) <= (2 if handout.large else 4):
        lines.insert(0, _line("doel", _("Uw doel"), handout.goal, large=handout.large))
    return lines


def has_long_names(handout: Handout) -> bool:
    """Tell whether names need lines of their own in large letters; three exercises leave no room for that."""
    long = len(handout.name) > _NAME_LARGE or len(handout.therapist) > _THERAPIST_LARGE
    return handout.large and long and len(handout.cards) < 3


def _line(slot: str, label: str, text: str, *, large: bool) -> BandLine:
    limit = _BAND_LINE_LARGE if large else _BAND_LINE
    said = typeset_quotes(text)
    return BandLine(
        slot=slot,
        label=label,
        text=said,
        lines=2 if len(text) > limit else 1,
        long=large or len(said) > _LETTERS,
    )


def _caution(caution: Caution, count: int, words: NullTranslations) -> str:
    """Name a condition with the exercises that it touches: «nek (oefening 2 en 3)»."""
    if not caution.cards or len(caution.cards) == count:
        return caution.name
    form = words.gettext("{name} (oefening {numbers})")
    return form.format(name=caution.name, numbers=_listed(caution.cards))


def _listed(numbers: Iterable[int]) -> str:
    """List numbers as people say them: «2, 3 en 5»."""
    return _list_of(tuple(numbers))


@lru_cache(maxsize=1000)
def _list_of(numbers: tuple[int, ...]) -> str:
    return str(format_list([str(number) for number in numbers], locale=LOCALE))


def rest_of(cards: tuple[Card, ...], words: NullTranslations) -> str:
    """Say what a plus in the plan means: one time of rest, or from the shortest to the longest; empty: no plus."""
    resting = [card for card in cards if any("+" in portion.short for portion in card.portions)]
    rests = sorted({(card.dose.rest_s, card.rest) for card in resting if card.rest})
    if not resting:
        return ""
    if not rests:
        return words.gettext("rust")
    if len(rests) == 1:
        return typeset_quotes(rests[0][1])
    form = words.gettext("{least} tot {most} tellen rust")
    return typeset_quotes(form.format(least=rests[0][0], most=rests[-1][0]))


@lru_cache(maxsize=1000)
def _date(day: dt.date | None, *, large: bool) -> str:
    if day is None:
        return ""
    return str(format_date(day, "dd-MM-y" if large else "d MMMM y", locale=LOCALE)).replace(" ", NBSP)


@lru_cache(maxsize=1000)
def _appointment(appointment: Appointment | None, words: NullTranslations, *, large: bool) -> str:
    if appointment is None:
        return ""
    day = format_date(appointment.day, "d MMM" if large else "EEEEEE d MMMM", locale=LOCALE)
    if not appointment.clock:
        return str(day)
    form = words.gettext("{day}, {clock}") if large else words.gettext("{day}, {clock} uur")
    return form.format(day=day, clock=appointment.clock)


def _plain_site(site: str) -> str:
    """Give an address as people say it: without its scheme."""
    return site.partition("://")[2].rstrip("/") or site.rstrip("/")


@lru_cache(maxsize=8)
def environment(words: NullTranslations) -> Environment:
    """Make the templates of the handout ready."""
    from booklet.page.templating import templates  # noqa: PLC0415 - most pages are of pieces that were set before

    environment = templates(words)
    environment.filters |= {"place": _place}
    return environment


def _place(page: Geometry, name: str) -> Markup:
    """Write where a block stands."""
    block = page.blocks[name]
    return Markup("top:{:g}mm;height:{:g}mm").format(block.top, block.height)
