"""Lists of patients who do not exist: four exercises each, and a name and a goal that no other patient has."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from booklet.content.records import Library
from booklet.handouts.lists import read_list
from booklet.handouts.records import Handout
from booklet.handouts.resolve import resolve

FIRST = (
    *("Aal", "Bas", "Coba", "Dirk", "Elske", "Floor", "Gijs", "Hilde", "Ivo", "Jet"),
    *("Koos", "Loes", "Mees", "Noor", "Olaf", "Pien", "Rinus", "Saar", "Teun", "Wies"),
)
LAST = (
    *("Voorbeeld", "Verzonnen", "Niemand", "Zomaar", "Proefman"),
    *("Bedacht", "Testema", "Nergens", "Dinges", "Papier"),
)
DOING = (
    *("tuinieren", "wandelen", "fietsen", "zingen", "klussen"),
    *("vissen", "dansen", "koken", "schilderen", "timmeren"),
)
HEAD = ("kenmerk", "naam", "therapeut", "datum", "doel", "oefeningen")
TOGETHER = 4  # exercises on a page
STEP = 8  # so far apart in the catalogue, so that they are of different kinds


def exercises(library: Library) -> list[str]:
    """Name the exercises that need no advice of a therapist."""
    return [exercise.id for exercise in library.exercises if not exercise.id.startswith("zenuwglijden")]


def rows(library: Library, count: int, start: int) -> Iterator[tuple[str, ...]]:
    """Give so many rows; those of another `start` have other names and goals, and the same exercises."""
    names = exercises(library)
    for number in range(start, start + count):
        middle = chr(65 + number // 200 % 26)
        name = f"{FIRST[number % 20]} {middle}. {LAST[number // 20 % 10]}"
        goal = f"{number % 997 + 5} minuten {DOING[number // 7 % 10]}"
        chosen = [names[(number + STEP * place) % len(names)] for place in range(TOGETHER)]
        yield str(number), name, "J. Proef, fysiotherapeut", "26-11-2026", goal, ", ".join(chosen)


def table(library: Library, count: int, start: int = 0) -> bytes:
    """Write a list as a patient system would."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEAD, *rows(library, count, start)])
    return text.getvalue().encode()


def handouts(library: Library, count: int, start: int = 0) -> list[Handout]:
    """Make what is on the pages of such a list."""
    listing = read_list(table(library, count, start), "lijst.csv")
    assert not listing.findings
    return [resolve(row.request, library, row.findings) for row in listing.rows]
