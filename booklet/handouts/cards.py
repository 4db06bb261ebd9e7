"""Make one row of the page from an exercise and what was asked of it: the dose worked out, in words.

Goes in: a `Task`, a `Wish`, an `Exercise`, a `Sheet`. Comes out: a `Card`, or findings. Must not know the other rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from gettext import NullTranslations

from booklet.content import doses
from booklet.content.records import Dose, Exercise, Sheet, Task
from booklet.content.sheets import fill
from booklet.handouts.records import Card, Portion, Wish
from booklet.report import Finding

MOMENTS = {1: ("ochtend",), 2: ("ochtend", "avond"), 3: ("ochtend", "middag", "avond")}
# Which days, when only their number is known: rest days between where there are some.
DAYS = {
    1: (1,),
    2: (1, 4),
    3: (1, 3, 5),
    4: (1, 2, 4, 5),
    5: (1, 2, 3, 4, 5),
    6: (1, 2, 3, 4, 5, 6),
    7: (1, 2, 3, 4, 5, 6, 7),
}


def task_of(exercise: Exercise) -> Task:
    """Give an exercise as the catalogue has it, as if it stood in a programme."""
    return Task(
        exercise=exercise.id,
        dose=exercise.dose,
        moments=exercise.moments,
        amount=exercise.amount,
        from_week=1,
        place=exercise.place,
    )


def check(task: Task, wish: Wish | None, exercise: Exercise) -> Iterator[Finding]:
    """Report what was asked of an exercise and cannot be."""
    if wish is None:
        return
    named = dict(wish.dose)
    if "keer" in named and "minuten" in named:
        yield _wrong(wish, f"«{exercise.id}» heeft keer én minuten", "noem er één van.")
    if named.get("per-dag") and wish.moments and named["per-dag"] != len(wish.moments):
        what = f"«{exercise.id}»: {named['per-dag']} keer per dag, maar het aantal momenten is {len(wish.moments)}"
        yield _wrong(wish, what, "noem evenveel momenten als keren per dag.")
    if named.get("dagen") and wish.days and named["dagen"] != len(wish.days):
        what = f"«{exercise.id}»: {named['dagen']} dagen per week, maar het aantal genoemde dagen is {len(wish.days)}"
        yield _wrong(wish, what, "noem evenveel dagen als dagen per week.")
    if wish.side and not task.dose.per_side:
        yield _wrong(wish, f"«{exercise.id}» gaat niet per kant", "haal de kant weg.")
    if task.dose.hold_s and named.get("tellen") == 0:
        yield _wrong(wish, f"«{exercise.id}» kan niet zonder tellen", "schrijf hoeveel tellen iemand wacht.")
    if "tellen" in named and not task.dose.hold_s:
        yield _wrong(wish, f"bij «{exercise.id}» telt iemand niet", "haal de tellen weg.")


def card(task: Task, wish: Wish | None, exercise: Exercise, sheet: Sheet, words: NullTranslations) -> Card:
    """Work out one row of the page; one in which a therapist wrote something for one person is not remembered."""
    make = _card.__wrapped__ if wish and wish.note else _card
    return make(task, wish, exercise, sheet, words)


@lru_cache(maxsize=10_000)
def _card(task: Task, wish: Wish | None, exercise: Exercise, sheet: Sheet, words: NullTranslations) -> Card:
    dose = dose_of(task, wish)
    both = dose.per_side and not (wish and wish.side in ("links", "rechts"))
    told = replace(dose, per_side=both)
    days = _days(dose, wish)
    when = "" if (wish and (wish.moments or "per-dag" in dict(wish.dose))) else exercise.when
    amount, short = _amount(task, wish, told, words)
    amount = _with_rest(amount, told, words)
    side = wish.side if wish and dose.per_side and not both else ""
    if side:
        amount = f"{amount} {words.gettext(side)}"
    moments = () if when else _moments(task, dose, wish)
    return Card(
        exercise=exercise,
        dose=dose,
        name=sheet.name,
        steps=_lines(sheet.steps, dose, both=both),
        core=_lines(sheet.core, dose, both=both),
        feel=sheet.feel,
        mistake=exercise.briefly.mistake,
        easier=exercise.briefly.easier,
        harder=exercise.briefly.harder,
        variant=wish.variant if wish else "",
        portions=tuple(
            Portion(moment=moment, short=short, words=f"{doses.at(moment, words)} {amount}") for moment in moments
        ),
        when=when,
        amount=amount,
        amount_short=short,
        hold=doses.hold(dose, words),
        side=words.gettext(side) if side else words.gettext("elke kant") if both else "",
        rest=doses.rest(dose, words),
        days=days,
        days_words=doses.weekdays(days, words),
        from_week=task.from_week,
        weeks=dict(wish.dose).get("weken", 0) if wish else 0,
        note=wish.note if wish else "",
        caution=(),
    )


def dose_of(task: Task, wish: Wish | None) -> Dose:
    """Give the dose of a task with the changes asked for; times take the place of minutes, and the reverse."""
    named, usual = dict(wish.dose) if wish else {}, task.dose
    counted, timed = "keer" in named, "minuten" in named
    if usual.repetitions == 1 and counted and "sets" not in named:  # «3 keer 15 tellen» is three sets of one
        named |= {"sets": named["keer"], "keer": 1}
    moments = len(wish.moments) if wish and wish.moments else usual.times_per_day
    return Dose(
        sets=named.get("sets", 1 if timed and not usual.minutes else usual.sets),
        repetitions=None if timed else named.get("keer", usual.repetitions),
        hold_s=named.get("tellen", usual.hold_s),
        minutes=None if counted else named.get("minuten", usual.minutes),
        per_side=usual.per_side,
        times_per_day=named.get("per-dag", moments),
        days_per_week=named.get("dagen", len(wish.days) if wish and wish.days else usual.days_per_week),
        rest_s=named.get("rust", usual.rest_s),
    )


def _amount(task: Task, wish: Wish | None, dose: Dose, words: NullTranslations) -> tuple[str, str]:
    """Say how much at one moment, long and short; words of the programme stand where its numbers would.

    «uw eigen schema» has no number: the therapist writes the minutes on the page.
    """
    named = {key for key, _ in wish.dose} if wish else set[str]()
    if not task.amount or named & {"keer", "minuten"}:
        return doses.amount(dose, words), doses.short(dose, words)
    counted = re.match(r"(\d+) \w+", task.amount)
    if counted is None:
        return task.amount, words.gettext("__ min") if dose.minutes else words.gettext("__ keer")
    if int(counted[1]) in (dose.repetitions, dose.minutes):
        return task.amount, doses.short(dose, words)
    amount = re.sub(r"^\d+", str(dose.sets), task.amount) if "sets" in named else task.amount
    return amount, words.gettext("{n} keer").format(n=amount.split()[0])


def _with_rest(amount: str, dose: Dose, words: NullTranslations) -> str:
    """Say how long the rest is that goes with what is held or timed: «3 keer 1 minuut, met 1 minuut rust»."""
    rest = doses.rest(dose, words)
    if not rest or not (dose.minutes or dose.repetitions == 1):
        return amount
    return f"{amount.removesuffix(words.gettext(', met rust'))}{words.gettext(', met')} {rest}"


def moments_of(task: Task, dose: Dose | None = None) -> tuple[str, ...]:
    """Give the moments of the day of a task when nobody asks for others, as many as its dose has times a day."""
    times = (dose or task.dose).times_per_day
    if task.moments and len(task.moments) == times:
        return task.moments
    return MOMENTS[min(times, 3)]


def _moments(task: Task, dose: Dose, wish: Wish | None) -> tuple[str, ...]:
    if wish and wish.moments:
        return wish.moments
    return moments_of(task, dose)


def _days(dose: Dose, wish: Wish | None) -> tuple[int, ...]:
    return wish.days if wish and wish.days else DAYS[dose.days_per_week]


def _lines(lines: tuple[str, ...], dose: Dose, *, both: bool) -> tuple[str, ...]:
    return tuple(line for text in lines if (line := fill(text, dose.hold_s, both_sides=both)))


def _wrong(wish: Wish, what: str, remedy: str) -> Finding:
    return Finding(place=wish.place, what=what, remedy=remedy, rule="dosering")
