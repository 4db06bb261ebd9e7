"""Offer exercises to somebody who is choosing: those that suit, and of the others that clash, why they are not there.

Goes in: a `Library` and what somebody looks for. Comes out: an `Offer`. Must not know how it is shown.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from booklet.content.records import Condition, Exercise, Library
from booklet.handouts.choose import choose
from booklet.handouts.search import search


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody looks for; what is left empty suits all.

    `equipment` is what there is at home; `conditions` are the ids of what the patient has, and `discussed` says
    that therapist and patient talked about them.
    """

    typed: str = ""
    phase: str = ""
    group: str = ""
    positions: Collection[str] = ()
    equipment: Collection[str] = ()
    conditions: Collection[str] = ()
    discussed: bool = False


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """An exercise that would suit, but clashes with what the patient has."""

    exercise: Exercise
    clashes: tuple[Condition, ...]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """The exercises that are shown, those that are not and why, and the conditions that hold for every exercise.

    `talked` are exercises that are shown although they clash, because that was discussed.
    """

    shown: tuple[Exercise, ...]
    hidden: tuple[Hidden, ...]
    talked: tuple[Hidden, ...]
    always: tuple[Condition, ...]


def offer(library: Library, wanted: Wanted) -> Offer:
    """Choose what to show. Raises `BookletError` for a position or a thing that no exercise has."""
    suiting = choose(library, wanted.phase, "", wanted.positions, wanted.equipment)
    found = {exercise.id for exercise in search(library, wanted.typed)}
    suiting = tuple(item for item in suiting if item.id in found and wanted.group in ("", item.group))
    ticked = [library.conditions[name] for name in wanted.conditions if name in library.conditions]
    clashing = [Hidden(exercise=item, clashes=clashes) for item in suiting if (clashes := clashes_of(item, ticked))]
    names = {item.exercise.id for item in clashing}
    return Offer(
        shown=suiting if wanted.discussed else tuple(item for item in suiting if item.id not in names),
        hidden=() if wanted.discussed else tuple(clashing),
        talked=tuple(clashing) if wanted.discussed else (),
        always=tuple(condition for condition in ticked if condition.always),
    )


def clashes_of(exercise: Exercise, ticked: Collection[Condition]) -> tuple[Condition, ...]:
    """List the conditions for which this exercise asks for a talk first."""
    return tuple(condition for condition in ticked if condition.always or condition.id in exercise.consult)
