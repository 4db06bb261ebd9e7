"""Keep a combination of exercises as a programme of one's own: the text of its file, with nothing of a patient.

Goes in: a name and the rows of a form. Comes out: an id and a text, or findings. Must not know the folder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from booklet.content.exercises import IDENTIFIER, OWN, TITLE_LIMIT, read_programme
from booklet.content.fields import Problems, Value, compose
from booklet.content.files import Shelf
from booklet.content.records import Dose, Library
from booklet.handouts.forms import Form, changed, first, programme_of, request_from_form
from booklet.handouts.records import Handout
from booklet.handouts.resolve import resolve
from booklet.handouts.search import fold
from booklet.report import BookletError, Finding, Place

NAME, WHOM = "eigen-naam", "eigen-voor-wie"
WHOM_LIMIT = 90
_USUAL_WEEKS = 4
_SECONDS = 4  # one time up and down, at ease
_HEAD = (
    "# Een eigen programma: het staat op oefenbladen, en niet in het boekje.",
    "# Verplaats dit bestand naar chapters/programmas om het ook in het boekje te zetten.",
)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A programme of one's own, not yet written: its id, its title, its path below chapters/, and its text."""

    id: str
    title: str
    path: str
    text: str


def keep(form: Form, library: Library) -> Kept:
    """Make the file of a combination, and read it as any other programme is read.

    Raises `BookletError` when it has no name, when there is a programme of that name, and for everything that
    is wrong with its exercises.
    """
    title = first(form, NAME)
    name = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")
    findings = list(_named(title, name, first(form, WHOM), library))
    if findings:
        raise BookletError(findings)
    bare = {key: held for key, held in form.items() if _is_kept(key)}
    request, wrong = request_from_form(bare, library)
    handout = resolve(request, library, wrong)
    text = "\n".join(_lines(title, first(form, WHOM), handout, _amounts(bare, library))) + "\n"
    kept = Kept(id=name, title=title, path=f"{OWN}/{name}.yaml", text=text)
    _read_again(kept, library)
    return kept


def _named(title: str, name: str, whom: str, library: Library) -> Iterator[Finding]:
    known = {programme.id for programme in (*library.programmes, *library.own)}
    if not IDENTIFIER.fullmatch(name):
        yield _wrong(NAME, "dit programma heeft nog geen naam", "geef het een korte naam, nooit die van een patiënt.")
    elif len(title) > TITLE_LIMIT:
        yield _wrong(NAME, f"deze naam heeft meer dan {TITLE_LIMIT} tekens", "kies een kortere naam.")
    elif name in known:
        yield _wrong(NAME, "er is al een programma met deze naam", "kies een andere naam.")
    if not whom or len(whom) > WHOM_LIMIT:
        what = f"hier staan meer dan {WHOM_LIMIT} tekens" if whom else "er staat niet voor wie dit programma is"
        yield _wrong(WHOM, what, "schrijf een paar woorden, zoals: na een rustige week.")


def _wrong(field: str, what: str, remedy: str) -> Finding:
    return Finding(place=Place(path=field), what=what, remedy=remedy, rule="programma")


def _is_kept(key: str) -> bool:
    """Tell whether a field is about exercises: no name, no goal, no note goes into the file."""
    return key in ("programma", "oefening", "kies", "kiezen", "weken", "volgorde") or (
        "." in key and not key.endswith(".notitie")
    )


def _amounts(form: Form, library: Library) -> dict[str, str]:
    """Give the words that a programme has in the place of a number, for exercises whose number nobody changed."""
    programme = programme_of(form, library)
    exercises = {exercise.id: exercise for exercise in library.exercises}
    return {
        task.exercise: task.amount
        for task in (programme.tasks if programme else ())
        if task.amount and not {"keer", "minuten"} & changed(task.exercise, form, task, exercises[task.exercise]).keys()
    }


def _lines(title: str, whom: str, handout: Handout, amounts: dict[str, str]) -> Iterator[str]:
    """Write the file line by line; text stands between quotes, as JSON writes it, so that no sign in it means more."""
    yield from _HEAD
    phases = {card.exercise.phase for card in handout.cards}
    days = max(len(card.days) for card in handout.cards)
    yield f"titel: {_text(title)}"
    yield "volgorde: 99"
    yield f"fase: {'opbouwen' if 'opbouwen' in phases else 'kalmeren' if 'kalmeren' in phases else 'beide'}"
    yield f"weken: {handout.weeks or _USUAL_WEEKS}"
    yield f"dagen: {days}"
    yield f"minuten: ongeveer {_minutes(card.dose for card in handout.cards)} minuten per dag"
    yield f"voor-wie: {_text(whom)}"
    yield "oefeningen:"
    for card in handout.cards:
        parts = [f"oefening: {card.exercise.id}"]
        if dose := _dose(card.dose, card.exercise.dose):
            parts.append(f"dosering: {{{dose}}}")
        if moments := [portion.moment for portion in card.portions]:
            parts.append(f"momenten: [{', '.join(moments)}]")
        if amount := amounts.get(card.exercise.id):
            parts.append(f"hoeveel: {_text(amount)}")
        yield f"  - {{{', '.join(parts)}}}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _dose(dose: Dose, usual: Dose) -> str:
    """Write what differs from the catalogue."""
    pairs = (
        ("sets", dose.sets, usual.sets),
        ("keer", dose.repetitions, usual.repetitions),
        ("tellen", dose.hold_s, usual.hold_s),
        ("minuten", dose.minutes, usual.minutes),
        ("per-dag", dose.times_per_day, usual.times_per_day),
        ("dagen", dose.days_per_week, usual.days_per_week),
        ("rust", dose.rest_s, usual.rest_s),
    )
    return ", ".join(f"{key}: {'null' if value is None else value}" for key, value, normal in pairs if value != normal)


def _minutes(doses: Iterable[Dose]) -> int:
    """Estimate how long all of it takes in a day, in whole fives of minutes."""
    seconds = sum(
        dose.times_per_day
        * dose.sets
        * ((dose.minutes or 0) * 60 + (dose.repetitions or 0) * (_SECONDS + dose.hold_s) * (1 + dose.per_side))
        + dose.times_per_day * (dose.sets - 1) * dose.rest_s
        for dose in doses
    )
    return max(5, -(-seconds // 300) * 5)


def _read_again(kept: Kept, library: Library) -> None:
    """Read the text as it will be read from its file. Raises `BookletError` with what is said of it."""
    problems = Problems()
    path = f"chapters/{kept.path}"
    node = compose(kept.text, path, problems)
    shelf = Shelf(root=library.folder.parent, problems=problems)
    if node is not None:
        read_programme(Value(node, path, problems).fields(), Path(kept.path), library, shelf)
    if problems.findings:
        raise BookletError(problems.findings)
