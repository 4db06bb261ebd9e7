"""Lay out what the desk shows: cards to choose from, rows to adjust, and the fields of a form as they were sent.

Goes in: a `Library` and a form. Comes out: records for the templates. Must not know HTTP.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import NullTranslations

from booklet.content.exercises import TITLE_LIMIT
from booklet.content.records import Condition, Exercise, Library, Task
from booklet.handouts import cards, forms
from booklet.handouts.choose import equipment_of
from booklet.handouts.forms import Form, first
from booklet.handouts.keep import WHOM_LIMIT
from booklet.handouts.offer import Offer, Wanted, offer
from booklet.handouts.reading import DAYS, MOMENTS, RANGES
from booklet.handouts.records import (
    CARD_NOTE_LIMIT,
    GOAL_LIMIT,
    MOST,
    NAME_LIMIT,
    NOTE_LIMIT,
    THERAPIST_LIMIT,
)
from booklet.handouts.search import GROUPS, PHASES, POSITIONS
from booklet.page.words import typeset_quotes
from booklet.serve import offers, words

LIMITS = {
    "naam": NAME_LIMIT,
    "therapeut": THERAPIST_LIMIT,
    "doel": GOAL_LIMIT,
    "notitie": NOTE_LIMIT,
    "rij": CARD_NOTE_LIMIT,
    "eigen_naam": TITLE_LIMIT,
    "voor_wie": WHOM_LIMIT,
}
FIELDS = (
    "naam",
    "therapeut",
    "datum",
    "vervolg-datum",
    "vervolg-tijd",
    "doel",
    "notitie",
    "weken",
    "volgorde",
    "grote-letters",
)
# What a number counts, and by how many it goes up and down.
_STEPS = {
    "sets": ("Rondes", 1),
    "keer": ("Keer", 1),
    "tellen": ("Tellen vasthouden", 1),
    "minuten": ("Minuten", 1),
    "rust": ("Tellen rust", 15),
}
_PER_ROUND = "Keer per ronde"
_LEAST_HELD = 1
_MOMENT_NAMES = {"ochtend": "’s ochtends", "middag": "’s middags", "avond": "’s avonds"}


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A drawing on the screen: its address, and its size in proportion."""

    address: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, kw_only=True)
class CardView:
    """One exercise to choose: `talked` names the conditions about which therapist and patient talked."""

    id: str
    title: str
    purpose: str
    facts: str
    drawing: Drawing
    ticked: bool
    hidden: bool
    talked: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """A number that goes up and down."""

    key: str
    label: str
    value: str
    least: int
    most: int
    step: int


@dataclass(frozen=True, kw_only=True)
class Option:
    """One of several to choose from: what is sent, what is read."""

    value: str
    label: str
    ticked: bool


@dataclass(frozen=True, kw_only=True)
class RowView:
    """One exercise that was chosen, with everything about it that can be adjusted."""

    id: str
    title: str
    words: str
    drawings: tuple[Drawing, ...]
    steps: tuple[Step, ...]
    moments: tuple[Option, ...]
    days: tuple[Option, ...]
    sides: tuple[Option, ...]
    variants: tuple[Option, ...]
    note: str


@dataclass(frozen=True, kw_only=True)
class DeskView:
    """Everything that the desk shows; `fields` are the texts of the form as they were sent."""

    practice: str
    programmes: tuple[tuple[str, str, str], ...]
    own: tuple[tuple[str, str, str], ...]
    programme: str
    cards: tuple[CardView, ...]
    rows: tuple[RowView, ...]
    offered: Offer
    told: str
    reasons: tuple[offers.Reason, ...]
    counted: str
    wanted: Wanted
    phases: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, str], ...]
    positions: tuple[tuple[str, str], ...]
    things: tuple[str, ...]
    conditions: tuple[Condition, ...]
    fields: Mapping[str, str]
    most: int


def card_views(library: Library, found: Offer, chosen: list[str]) -> tuple[CardView, ...]:
    """Make a card of every exercise; those that do not suit are hidden, so that what is ticked stays so."""
    shown = {exercise.id for exercise in found.shown}
    talked = {item.exercise.id: offers.named(item.clashes) for item in found.talked}
    return tuple(
        CardView(
            id=exercise.id,
            title=typeset_quotes(exercise.title),
            purpose=typeset_quotes(exercise.purpose),
            facts=f"{POSITIONS[exercise.position]} · niveau {exercise.level}",
            drawing=drawings_of(exercise)[min(1, len(exercise.frames) - 1)],
            ticked=exercise.id in chosen,
            hidden=exercise.id not in shown,
            talked=talked.get(exercise.id, ""),
        )
        for exercise in library.exercises
    )


def drawings_of(exercise: Exercise) -> tuple[Drawing, ...]:
    """Give the drawings of an exercise, from start to end."""
    return tuple(
        Drawing(
            address=f"/tekening/{frame.picture.file.name}",
            width=round(frame.picture.width),
            height=round(frame.picture.height),
            alt=frame.picture.alt,
        )
        for frame in exercise.frames
    )


def row_views(library: Library, form: Form, told: Mapping[str, str]) -> tuple[RowView, ...]:
    """Make a row of every exercise that was chosen; `told` says their doses, where these were worked out."""
    tasks = forms.tasks_of(library, forms.programme_of(form, library))
    by_name = {exercise.id: exercise for exercise in library.exercises}
    return tuple(
        _row(by_name[name], tasks[name], form, library, told.get(name, ""))
        for name in forms.chosen_in(form, tasks)
        if name in by_name
    )


def _row(exercise: Exercise, task: Task, form: Form, library: Library, told: str) -> RowView:
    usual = forms.usual(task, exercise)
    held = usual | forms.changed(exercise.id, form, task, exercise)
    sheet = library.sheets[exercise.id]
    plain_card = cards.card(task, None, exercise, sheet, NullTranslations())
    variants = (("", "gewoon"), ("makkelijker", exercise.briefly.easier), ("zwaarder", exercise.briefly.harder))
    return RowView(
        id=exercise.id,
        title=typeset_quotes(sheet.name),
        words=told or words.dose(plain_card),
        drawings=drawings_of(exercise),
        steps=tuple(
            _step(key, held[key][0], exercise, in_rounds="sets" in usual) for key in forms.NUMBERS if key in usual
        ),
        moments=_options([(moment, _MOMENT_NAMES[moment]) for moment in MOMENTS], held["momenten"]),
        days=_options([(day, day) for day in DAYS], held["dagen"]),
        sides=_options([("beide", "beide kanten"), ("links", "links"), ("rechts", "rechts")], held.get("kant", ()))
        if "kant" in usual
        else (),
        variants=_options([(value, _variant(value, text)) for value, text in variants], held["variant"]),
        note=held["notitie"][0],
    )


def _variant(value: str, text: str) -> str:
    return f"{value}: {text[:1].lower()}{text[1:]}" if value else text


def _step(key: str, value: str, exercise: Exercise, *, in_rounds: bool) -> Step:
    label, step = _STEPS[key]
    least, most = RANGES[key]
    return Step(
        key=f"{exercise.id}.{key}",
        label=_PER_ROUND if key == "keer" and in_rounds else label,
        value=value,
        least=max(least, _LEAST_HELD) if key == "tellen" else least,
        most=most,
        step=step,
    )


def _options(known: list[tuple[str, str]], ticked: tuple[str, ...]) -> tuple[Option, ...]:
    return tuple(Option(value=value, label=label, ticked=value in ticked) for value, label in known)


def begun(form: Form, library: Library) -> Form:
    """Fill the rows of a form with a programme that somebody just chose to begin with, in the place of others."""
    programme = forms.find_programme(first(form, "start"), library)
    if programme is None:
        return form
    names = [task.exercise for task in programme.tasks]
    return {
        **{key: held for key, held in form.items() if key.partition(".")[0] not in names},
        "programma": [programme.id],
        "oefening": names,
        "kies": names,
    }


def desk(library: Library, form: Form, today: dt.date) -> DeskView:
    """Lay out everything that the desk shows."""
    wanted = offers.wanted_in(form)
    offered = offer(library, wanted)
    rows = row_views(library, form, {})
    programme = forms.programme_of(form, library)
    return DeskView(
        practice=library.practice.name,
        programmes=tuple((item.id, typeset_quotes(item.title), item.subtitle) for item in library.programmes),
        own=tuple((item.id, typeset_quotes(item.title), item.for_whom) for item in library.own),
        programme=programme.id if programme else "",
        cards=card_views(library, offered, [row.id for row in rows]),
        rows=rows,
        offered=offered,
        told=offers.told(offered),
        reasons=offers.reasons(offered),
        counted=words.counted(len(rows), large=first(form, "grote-letters") == "ja"),
        wanted=wanted,
        phases=tuple(PHASES.items()),
        groups=tuple(GROUPS.items()),
        positions=tuple(POSITIONS.items()),
        things=equipment_of(library),
        conditions=tuple(library.conditions.values()),
        fields={key: first(form, key) for key in FIELDS} | {"datum": first(form, "datum") or today.isoformat()},
        most=MOST,
    )
