"""Say on the screen which exercises suit what somebody looks for, and why others are not there.

Goes in: a form, an `Offer`. Comes out: words. Must not know the layout of the screen.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from booklet.content.records import Condition, Library
from booklet.handouts.forms import Form, first
from booklet.handouts.offer import Offer, Wanted, offer
from booklet.page.words import typeset_quotes


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why exercises are not shown: a condition, what it means, and which exercises ask for a talk about it."""

    name: str
    meaning: str
    exercises: str


def wanted_in(form: Form) -> Wanted:
    """Read what somebody looks for."""
    return Wanted(
        typed=first(form, "zoek")[:60],
        phase=first(form, "fase"),
        group=first(form, "groep"),
        positions=tuple(form.get("houding", ())),
        equipment=tuple(form.get("spullen", ())),
        conditions=tuple(form.get("aandoeningen", ())),
        discussed=first(form, "besproken") == "ja",
    )


def found(library: Library, wanted: Wanted) -> dict[str, Any]:
    """Say which cards to show, and why others are not there, for the script that shows and hides them."""
    offered = offer(library, wanted)
    return {
        "tonen": [exercise.id for exercise in offered.shown],
        "besproken": {item.exercise.id: named(item.clashes) for item in offered.talked},
        "telling": told(offered),
        "verborgen": [asdict(line) for line in reasons(offered)],
        "altijd": [condition.meaning for condition in offered.always],
    }


def told(offered: Offer) -> str:
    """Count the cards in words."""
    count = len(offered.shown)
    shown = {0: "Geen oefening past hierbij.", 1: "1 oefening."}.get(count, f"{count} oefeningen.")
    hidden = len(offered.hidden)
    if not hidden:
        return shown
    return f"{shown} {hidden} {'staat' if hidden == 1 else 'staan'} er niet bij, omdat u daar eerst over overlegt."


def reasons(offered: Offer) -> tuple[Reason, ...]:
    """Say why exercises are not shown, by condition; those that hold for every exercise are said once, above."""
    conditions = dict.fromkeys(condition for item in offered.hidden for condition in item.clashes)
    return tuple(
        Reason(
            name=condition.name,
            meaning=typeset_quotes(condition.meaning),
            exercises=", ".join(
                typeset_quotes(item.exercise.title) for item in offered.hidden if condition in item.clashes
            ),
        )
        for condition in conditions
        if not condition.always
    )


def named(conditions: tuple[Condition, ...]) -> str:
    """Name conditions: «zwangerschap, operatie»."""
    return ", ".join(condition.name for condition in conditions)
