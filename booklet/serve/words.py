"""Say on the screen what the page will say: the dose of each row, and what stops the page.

Goes in: cards, findings, a form. Comes out: words. Must not know the layout of the screen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import NullTranslations

from booklet.content import doses
from booklet.handouts.forms import PATH, ROWS
from booklet.handouts.records import MOST, Card
from booklet.page.words import typeset_quotes
from booklet.report import Finding

FEW, ENOUGH = 2, 4
_ID = re.compile(r"«([a-z0-9-]+)»")
# What to do about a finding that a request in a file has too, said for whoever sits before a form.
_REMEDIES = {
    "overleg": "kies een andere oefening, of vink aan dat u dit met de patiënt besprak.",
    "te-veel": "haal er een weg.",
    "oefening": "kies links een oefening of een programma.",
    "datum": "kies de dag in het veld.",
}


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What stops the page, in words, what to do, and the id of the field that it is about (empty: the whole)."""

    field: str
    what: str
    remedy: str


def dose(card: Card) -> str:
    """Say a dose as the page does: «'s Ochtends 10 keer, 1 minuut rust, 10 keer. Op ma, wo en vr.»."""
    words = NullTranslations()
    amount = card.amount.replace(", rust,", f", {card.rest},") if card.rest else card.amount
    moments = [doses.at(portion.moment, words) for portion in card.portions]
    lead = " en ".join(filter(None, (", ".join(moments[:-1]), *moments[-1:])))
    told = f"{lead} {amount}" if lead else f"{amount}, {card.when}"
    days = card.days_words if len(card.days) == 7 else f"op {card.days_words}"
    held = f"{card.hold} vasthouden" if card.hold and card.hold not in told else ""
    return " ".join(f"{_capital(typeset_quotes(part))}." for part in (told, days, held) if part)


def counted(count: int, *, large: bool = False) -> str:
    """Say how many exercises there are, and encourage two to four."""
    if not count:
        return "Nog geen oefening gekozen."
    many = "1 oefening" if count == 1 else f"{count} oefeningen"
    if large:
        return f"{many}. In grote letters passen er drie."
    if count < FEW:
        return f"{many}. Twee tot vier houden mensen goed vol."
    if count <= ENOUGH:
        return f"{many}. Dat is goed vol te houden."
    full = "Meer passen er niet. " if count >= MOST else ""
    return f"{many}. {full}Twee tot vier houden mensen beter vol."


def notices(findings: tuple[Finding, ...], chosen: Mapping[str, str]) -> list[Notice]:
    """Say what stops the page, each at the field or the row that it is about.

    `chosen` gives the names of the exercises in the rows by their ids, in order: nobody here knows them by their ids.
    """
    return [
        Notice(
            field=_field(finding, list(chosen)),
            what=_capital(_ID.sub(lambda found: f"«{chosen.get(found[1], found[1])}»", finding.what)),
            remedy=_capital(_REMEDIES.get(finding.rule, finding.remedy)),
        )
        for finding in findings
    ]


def _field(finding: Finding, chosen: list[str]) -> str:
    place = finding.place
    if place.path == ROWS:
        return f"rij-{chosen[place.line - 1]}" if 0 < place.line <= len(chosen) else ""
    return "" if place.path == PATH else {"vervolgafspraak": "vervolg-datum"}.get(place.path, place.path)


def _capital(text: str) -> str:
    """Begin with a capital, also behind an apostrophe."""
    start = 3 if text.startswith("’s") else 0
    return f"{text[:start]}{text[start : start + 1].upper()}{text[start + 1 :]}"
