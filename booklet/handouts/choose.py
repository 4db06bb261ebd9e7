"""Choose from what there is: exercises by phase, goal, position and equipment.

Goes in: a `Library` and what somebody looks for. Comes out: exercises. Must not know how they are shown.
"""

from __future__ import annotations

from collections.abc import Collection

from booklet.content.records import Exercise, Library
from booklet.handouts.order import POSITIONS
from booklet.report import BookletError, ExitCode, Finding, Place, nearest

NOTHING = "niets"


def choose(
    library: Library, phase: str = "", goal: str = "", positions: Collection[str] = (), equipment: Collection[str] = ()
) -> tuple[Exercise, ...]:
    """Give the exercises that suit; what is left empty suits all.

    `equipment` is what somebody has: an exercise that needs anything else is left out. «niets» is nothing at all.
    Raises `BookletError` for a position or a thing that no exercise has.
    """
    _must_know("houding", positions, POSITIONS)
    _must_know("spullen", equipment, (*equipment_of(library), NOTHING))
    return tuple(
        exercise
        for exercise in library.exercises
        if (not phase or exercise.phase in (phase, "beide"))
        and goal.lower() in f"{exercise.group} {exercise.purpose} {exercise.title}".lower()
        and (not positions or exercise.position in positions)
        and (not equipment or set(exercise.equipment) <= set(equipment))
    )


def equipment_of(library: Library) -> tuple[str, ...]:
    """List everything that any exercise needs."""
    return tuple(sorted({thing for exercise in library.exercises for thing in exercise.equipment}))


def _must_know(what: str, asked: Collection[str], known: Collection[str]) -> None:
    findings = [
        Finding(
            place=Place(path=what),
            what=f"«{word}» ken ik niet",
            remedy=f"{nearest(word, known)}Kies uit: {', '.join(known)}.",
            rule="keuze",
        )
        for word in asked
        if word not in known
    ]
    if findings:
        raise BookletError(findings, ExitCode.USAGE)
