"""Say why a handout does not fit, and what to drop.

Goes in: a `Handout` and the names of the places where something stuck out. Comes out: findings, which repeat no
patient's words. Must not know PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from booklet.handouts.records import Card, Handout
from booklet.report import Finding

_FIELDS = ("naam", "therapeut", "datum", "vervolgafspraak", "doel", "notitie", "aandoeningen")


def refusal(handout: Handout, places: Iterable[str]) -> list[Finding]:
    """Explain in which fields and rows the words do not fit, each once and in the order of the page."""
    wrong = set(places)
    return list(_explain(handout, wrong)) or [
        _finding(
            handout,
            "de praktijkgegevens of de vaste regels passen niet op het oefenblad",
            "maak in chapters/praktijk.yaml of chapters/pijnstoplicht.yaml de woorden korter.",
        )
    ]


def _explain(handout: Handout, wrong: set[str]) -> Iterator[Finding]:
    for field in _FIELDS:
        if field in wrong:
            yield _finding(handout, f"«{field}» past niet op zijn regel", "maak de tekst een paar woorden korter.")
    rows = [number for number in range(1, len(handout.cards) + 1) if f"kaart-{number}" in wrong]
    if len(rows) > 1 and (handout.note or handout.cautions):
        extra = "de notitie" if handout.note else "de aandoeningen"
        yield _finding(
            handout,
            f"{len(handout.cards)} oefeningen en {extra} passen niet samen op één bladzijde",
            f"laat {extra} weg, of kies een oefening minder.",
        )
        return
    for number, card in enumerate(handout.cards, start=1):
        if number in rows or f"plan-{number}" in wrong:
            yield _finding(
                handout, f"oefening {number}, «{card.exercise.id}», past niet in haar rij", _remedy(card, handout)
            )


def _remedy(card: Card, handout: Handout) -> str:
    """Name what makes this row longer than others."""
    if card.note:
        return "laat de notitie bij deze oefening weg, of maak die korter."
    if card.variant:
        return f"laat variant: {card.variant} weg en zeg het erbij."
    if len(handout.cards) > 1:
        return "kies een oefening minder, of een andere oefening."
    return f"maak de woorden korter in chapters/oefenblad/{card.exercise.id}.yaml."


def _finding(handout: Handout, what: str, remedy: str) -> Finding:
    return Finding(place=handout.place, what=what, remedy=remedy, rule="past-niet")
