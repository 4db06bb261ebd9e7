"""Read chapters/oefenblad/*.yaml: the words of each exercise on the handout.

Goes in: files. Comes out: `Sheet` records and findings. Must not know any page, nor who asks for a handout.

The handout has room for one short line a step, so that these words are written apart from the booklet's.
An exercise without such a file gets them from its own text.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from booklet.content.fields import Fields, Value
from booklet.content.files import Shelf
from booklet.content.records import Exercise, Sheet
from booklet.content.text import plain
from booklet.report import nearest

NAME_LIMIT, STEP_LIMIT, CORE_LIMIT, FEEL_LIMIT = 18, 30, 31, 34  # what one line holds: design/sheet, «Slots»
_SIDES = re.compile(r"\[([^\]]*)\]")


def read_sheets(
    shelf: Shelf, chapters: Path, exercises: tuple[Exercise, ...], known: Collection[str]
) -> dict[str, Sheet]:
    """Give every exercise its words for the handout, from its file or else from its own text."""
    found = {exercise.id: _of_itself(exercise) for exercise in exercises}
    by_name = {exercise.id: exercise for exercise in exercises}
    for path in sorted((chapters / "oefenblad").glob("*.yaml")):
        if path.stem not in known:
            shelf.missing(
                path,
                f"er is geen oefening «{path.stem}»",
                f"{nearest(path.stem, known)}Geef dit bestand dezelfde naam als de oefening.",
            )
        head = shelf.fields(path)
        if head and (exercise := by_name.get(path.stem)):
            found[exercise.id] = _sheet(head, exercise)
    return found


def fill(line: str, hold_s: int, *, both_sides: bool) -> str:
    """Complete a step: the number held, and the words about changing sides where there are two.

    >>> fill("Tel tot {tellen}. [Wissel van been.]", 5, both_sides=False)
    'Tel tot 5.'
    """
    line = _SIDES.sub(r"\1" if both_sides else "", line)
    line = line.replace("{tellen}", str(hold_s)).replace("{tel}", f"{hold_s} {'tel' if hold_s == 1 else 'tellen'}")
    return " ".join(line.split())


def _sheet(head: Fields, exercise: Exercise) -> Sheet:
    sheet = Sheet(
        exercise=exercise.id,
        name=head.text("naam", limit=NAME_LIMIT),
        steps=_lines(head, "stappen", STEP_LIMIT, exercise),
        core=_lines(head, "kern", CORE_LIMIT, exercise),
        feel=head.text("voelt", limit=FEEL_LIMIT),
        place=head.value.place,
    )
    head.done()
    for key, lines, low, high in (("stappen", sheet.steps, 3, 5), ("kern", sheet.core, 3, 3)):
        if not low <= len(lines) <= high:
            head.value.wrong(
                f"bij «{key}» staan {len(lines)} regels",
                f"schrijf er {'drie' if low == high else 'drie tot vijf'}.",
                "stappen",
            )
    return sheet


def _lines(head: Fields, key: str, limit: int, exercise: Exercise) -> tuple[str, ...]:
    if head.need(key) is None:
        return ()
    return tuple(_line(value, limit, exercise.dose.hold_s) for value in head.items(key))


def _line(value: Value, limit: int, hold_s: int) -> str:
    """Read one step; its length counts as it will be printed."""
    line = value.text()
    shown = fill(line, hold_s, both_sides=True)
    if len(shown) > limit:
        value.wrong(f"«{shown}» heeft {len(shown)} tekens en er passen er {limit}", "maak de tekst korter.", "te-lang")
    if re.search(r"[{}\[\]]", shown):
        value.wrong(
            f"in «{line}» staat een haakje dat hier niets betekent",
            "schrijf {tellen}, {tel}, of woorden voor twee kanten tussen [ en ].",
        )
    elif "{tel" in line and not hold_s:
        value.wrong("deze oefening heeft geen tellen", "schrijf het getal zelf, of zet tellen: bij de dosering.")
    return line


def _of_itself(exercise: Exercise) -> Sheet:
    """Make the words for the handout from what the booklet says of an exercise."""
    steps = tuple(plain(step) for step in exercise.steps)
    return Sheet(
        exercise=exercise.id,
        name=exercise.title,
        steps=steps,
        core=steps[:3],
        feel=plain(exercise.feel),
        place=exercise.place,
    )
