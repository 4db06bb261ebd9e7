"""Read a request from a form in which somebody chose exercises and turned their numbers up or down.

Goes in: the fields of a form, and the library. Comes out: a `Request` and what was wrong with it, read like any other.
Must not know how the form looks.

A row of the form shows what an exercise does when nobody touches it (`usual`). A field that still says so is no wish:
then the words of the programme stay («uw eigen schema»), and a change of the catalogue reaches the page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from booklet.content.fields import Fields, Problems, rows, scalar
from booklet.content.records import Exercise, Library, Programme, Task
from booklet.handouts import cards
from booklet.handouts.reading import DAYS, read_request
from booklet.handouts.records import Request
from booklet.report import Finding

Form = Mapping[str, Sequence[str]]
PATH = "oefenblad"
ROWS = "oefeningen"
NUMBERS = ("sets", "keer", "tellen", "minuten", "rust")
_TEXTS = ("naam", "therapeut", "datum", "doel", "notitie", "besproken", "grote-letters", "volgorde")


def request_from_form(
    form: Form, library: Library, today: dt.date | None = None
) -> tuple[Request, tuple[Finding, ...]]:
    """Read a request from a form; a finding has the name of the field for its path, and for a row its number."""
    problems = Problems()
    programme = programme_of(form, library)
    tasks = tasks_of(library, programme)
    chosen = chosen_in(form, tasks)
    texts = {key: first(form, key) for key in _TEXTS}
    texts["vervolgafspraak"] = f"{first(form, 'vervolg-datum')} {first(form, 'vervolg-tijd')}".strip()
    texts["aandoeningen"] = ", ".join(form.get("aandoeningen", ()))
    if programme:
        texts["programma"] = programme.id
        texts["zonder"] = ", ".join(task.exercise for task in programme.tasks if task.exercise not in chosen)
    values = {key: scalar(text, key, problems) for key, text in texts.items() if text}
    weeks = first(form, "weken")
    wishes = [_wish(name, form, tasks, library, weeks if not number else "") for number, name in enumerate(chosen)]
    if wishes:
        values[ROWS] = rows(wishes, ROWS, problems)
    request = read_request(Fields(scalar("", PATH, problems), values), today)
    return request, tuple(problems.findings)


def first(form: Form, key: str) -> str:
    """Give what stands in a field of which there is one; empty when there is none."""
    return next(iter(form.get(key, ())), "").strip()


def programme_of(form: Form, library: Library) -> Programme | None:
    """Give the programme that a form began with, as long as any of its exercises is still there."""
    programme = find_programme(first(form, "programma"), library)
    tasks = tasks_of(library, programme)
    kept = programme and {task.exercise for task in programme.tasks} & set(chosen_in(form, tasks))
    return programme if kept else None


def find_programme(name: str, library: Library) -> Programme | None:
    """Find a programme of the booklet, or one of our own, by its id."""
    return next((item for item in (*library.programmes, *library.own) if item.id == name), None)


def tasks_of(library: Library, programme: Programme | None) -> dict[str, Task]:
    """Give what every exercise does: as in the programme, and else as in the catalogue."""
    tasks = {exercise.id: cards.task_of(exercise) for exercise in library.exercises}
    return tasks | ({task.exercise: task for task in programme.tasks} if programme else {})


def chosen_in(form: Form, known: Mapping[str, Task]) -> list[str]:
    """List what was chosen: the rows that are still ticked, in their order, then what was ticked since.

    A name that nobody knows stays, so that it is said; a form without ticks has rows only.
    """
    ticked, listed = form.get("kies", ()), form.get("oefening", ())
    if "kies" not in form and "kiezen" not in form:
        return list(dict.fromkeys(listed))
    kept = [name for name in listed if name in ticked or name not in known]
    return list(dict.fromkeys([*kept, *ticked]))


def usual(task: Task, exercise: Exercise) -> dict[str, tuple[str, ...]]:
    """Say what the fields of a row hold when nobody touches them; a field that means nothing here is left out."""
    dose = task.dose
    numbers: dict[str, int | None] = {"minuten": dose.minutes}
    if not dose.minutes:
        # «3 keer 15 tellen» is three sets of one: there, whoever counts, counts the sets.
        single = dose.repetitions == 1
        numbers = {"keer": dose.sets} if single else {"sets": dose.sets, "keer": dose.repetitions}
    elif dose.sets > 1:
        numbers["sets"] = dose.sets
    if dose.hold_s:
        numbers["tellen"] = dose.hold_s
    if not dose.minutes or dose.sets > 1:
        numbers["rust"] = dose.rest_s
    card_days = cards.DAYS[dose.days_per_week]
    found: dict[str, tuple[str, ...]] = {key: (str(number or 0),) for key, number in numbers.items()}
    found["momenten"] = () if exercise.when else cards.moments_of(task)
    found["dagen"] = tuple(DAYS[day - 1] for day in card_days)
    if dose.per_side:
        found["kant"] = ("beide",)
    return found | {"variant": ("",), "notitie": ("",)}


def changed(name: str, form: Form, task: Task, exercise: Exercise) -> dict[str, tuple[str, ...]]:
    """Give the fields of a row that somebody changed, or filled."""
    told = {}
    for key, normal in usual(task, exercise).items():
        held = tuple(word.strip() for word in form.get(f"{name}.{key}", ()) if word.strip())
        if held and held != normal:
            told[key] = held
    return told


def _wish(
    name: str, form: Form, tasks: Mapping[str, Task], library: Library, weeks: str
) -> dict[str, str | Sequence[str] | Mapping[str, str]]:
    """Write a row as a request has it; how many weeks is asked once, and stands with the first."""
    exercise = next((item for item in library.exercises if item.id == name), None)
    told = changed(name, form, tasks[name], exercise) if exercise else {}
    dose = {key: told[key][0] for key in NUMBERS if key in told} | ({"weken": weeks} if weeks else {})
    wish: dict[str, str | Sequence[str] | Mapping[str, str]] = {"oefening": name}
    if dose:
        wish["dosering"] = dose
    for key in ("momenten", "dagen"):
        if key in told:
            wish[key] = told[key]
    return wish | {key: told[key][0] for key in ("kant", "variant", "notitie") if key in told}
