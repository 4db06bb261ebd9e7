"""Hold a request against the library: a `Handout` with nothing missing, or everything that is wrong with it.

Goes in: a `Request` and a `Library`. Comes out: a `Handout` and findings. Must not know how the request was written.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from gettext import NullTranslations

from booklet.content.records import Condition, Exercise, Library, Programme, Task
from booklet.handouts import cards
from booklet.handouts.order import in_order
from booklet.handouts.reading import quote
from booklet.handouts.records import MOST, MOST_LARGE, Card, Caution, Handout, Request, Wish
from booklet.report import BookletError, Finding, Place, nearest


def resolve(
    request: Request, library: Library, found: Iterable[Finding] = (), words: NullTranslations | None = None
) -> Handout:
    """Make the handout that was asked for.

    `found` is what was wrong with the request as it was read. Raises `BookletError` with that and with
    everything that is wrong here.
    """
    findings = list(found)
    programme = _programme(request, library, findings)
    plan = _plan(request, library, programme, findings)
    chosen = list(_in_order(plan, request))
    left_out = {place for _, place in request.drop}
    unknown = sum(finding.rule == "oefening" and finding.place not in left_out for finding in findings)
    findings += _count(request, programme, chosen, unknown)
    findings += [finding for task, wish, exercise in chosen for finding in cards.check(task, wish, exercise)]
    touched = _conditions(request, library, findings)
    findings += _clashes(request, touched, [exercise for _, _, exercise in chosen])
    if findings:
        raise BookletError(findings)
    made = tuple(
        cards.card(task, wish, exercise, library.sheets[exercise.id], words or _WORDS)
        for task, wish, exercise in chosen
    )
    return Handout(
        key=request.key or _key(programme, made),
        name=request.name,
        therapist=request.therapist,
        day=request.day,
        appointment=request.appointment,
        goal=request.goal,
        note=request.note,
        programme=programme.title if programme else "",
        weeks=max(card.weeks for card in made) or (programme.weeks if programme else 0),
        build_up=programme.build_up if programme else (),
        cards=tuple(_cautious(card, touched) for card in made),
        cautions=tuple(_cautions(touched, made)),
        large=request.large,
        practice=library.practice,
        lamps=library.lamps,
        place=request.place,
    )


_WORDS = NullTranslations()
Chosen = tuple[Task, Wish | None, Exercise]


def _programme(request: Request, library: Library, findings: list[Finding]) -> Programme | None:
    if not request.programme:
        return None
    known = (*library.programmes, *library.own)
    names = {name: programme for programme in known for name in (programme.id, programme.title.lower())}
    programme = names.get(request.programme.lower())
    if programme is None:
        findings.append(
            Finding(
                place=request.programme_place,
                what=f"er is geen programma dat zo heet: {quote(request.programme)}",
                remedy=f"{nearest(request.programme, [item.id for item in known])}"
                f"Kies uit: {', '.join(item.id for item in known)}.",
                rule="programma",
            )
        )
    return programme


def _exercise(name: str, place: Place, library: Library, findings: list[Finding]) -> Exercise | None:
    """Find an exercise by its id, its title, or its short name."""
    found = library.by_name.get(name.lower())
    if found is None:
        names = {known: exercise.id for known, exercise in library.by_name.items()}
        findings.append(
            Finding(
                place=place,
                what=f"deze oefening ken ik niet: {quote(name)}",
                remedy=f"{_near(name, names)}Typ python make_booklet.py exercises en kies daaruit.",
                rule="oefening",
            )
        )
    return found


def _near(word: str, names: dict[str, str]) -> str:
    """Ask «Bedoelde u …?» for the exercises with the names most like `word`; empty when none is near."""
    found = dict.fromkeys(names[name] for name in difflib.get_close_matches(word.lower(), names, n=4))
    return f"Bedoelde u {' of '.join(f'«{name}»' for name in list(found)[:3])}? " if found else ""


def _plan(request: Request, library: Library, programme: Programme | None, findings: list[Finding]) -> list[Chosen]:
    """List the exercises of the programme with their changes, then what was asked for besides."""
    by_name = library.by_name
    dropped = [_exercise(name, place, library, findings) for name, place in request.drop]
    wishes: dict[str, Wish] = {}
    for wish in request.wishes:
        exercise = _exercise(wish.exercise, wish.place, library, findings)
        if exercise and exercise.id in wishes:
            what, remedy = f"de oefening «{exercise.id}» staat er twee keer", "haal er een weg."
            findings.append(Finding(place=wish.place, what=what, remedy=remedy, rule="dubbel"))
        elif exercise:
            wishes[exercise.id] = wish
    tasks = {task.exercise: task for task in programme.tasks} if programme else {}
    gone = {exercise.id for exercise in dropped if exercise}
    for (name, place), exercise in zip(request.drop, dropped, strict=True):
        if exercise and exercise.id not in tasks:
            what = f"{quote(name)} staat niet in het programma"
            remedy = f"kies uit: {', '.join(tasks)}." if tasks else "haal deze regel weg, of noem een programma."
            findings.append(Finding(place=place, what=what, remedy=remedy, rule="programma"))
    # Who names every exercise of the programme, and wants that order, has given an order.
    given = request.fixed_order and set(tasks) - gone <= set(wishes)
    names = dict.fromkeys([*wishes, *tasks] if given else [*tasks, *wishes])
    return [
        (tasks.get(name) or cards.task_of(by_name[name]), wishes.get(name), by_name[name])
        for name in names
        if name not in gone
    ]


def _in_order(plan: list[Chosen], request: Request) -> Iterator[Chosen]:
    """Give the exercises in the order of doing."""
    order = range(len(plan)) if request.fixed_order else in_order([exercise.position for _, _, exercise in plan])
    for index in order:
        yield plan[index]


def _count(request: Request, programme: Programme | None, chosen: list[Chosen], unknown: int) -> Iterator[Finding]:
    """Check how many exercises there are: none is no handout, and nobody does more than six, known or not."""
    most = MOST_LARGE if request.large else MOST
    if not chosen and not request.wishes and not programme and not request.programme:
        yield Finding(
            place=request.place,
            what="er staat geen oefening en geen programma",
            remedy="schrijf bij oefeningen: bijvoorbeeld brug, kat-koe. Of noem een programma.",
            rule="oefening",
        )
    elif not chosen and programme and request.drop:
        what, remedy = "er blijft geen oefening over", "haal bij zonder: iets weg."
        yield Finding(place=request.place, what=what, remedy=remedy, rule="oefening")
    if len(chosen) + unknown > most:
        size = f"in grote letters passen er {most}" if request.large else f"op een oefenblad passen er {most}"
        how = " Noem bij zonder: wat u uit het programma weglaat." if programme else ""
        names = ", ".join(exercise.id for _, _, exercise in chosen)
        yield Finding(
            place=request.place,
            what=f"{len(chosen) + unknown} oefeningen, en {size}",
            remedy=f"kies er hoogstens {most} uit: {names}.{how}",
            rule="te-veel",
        )


def _conditions(request: Request, library: Library, findings: list[Finding]) -> dict[Condition, Place]:
    """Look up the conditions that the request says the patient has, each with where it says so."""
    names = {name: item for item in library.conditions.values() for name in (item.name.lower(), item.id)}
    found = {}
    for name, place in request.conditions:
        condition = names.get(name.lower())
        if condition:
            found[condition] = place
            continue
        findings.append(
            Finding(
                place=place,
                what=f"deze aandoening ken ik niet: {quote(name)}",
                remedy=f"{nearest(name, names)}Kies uit: {', '.join(library.conditions)}.",
                rule="aandoening",
            )
        )
    return found


def _clashes(request: Request, touched: dict[Condition, Place], exercises: list[Exercise]) -> Iterator[Finding]:
    """Stop a handout with an exercise that asks for a talk first, until the request says that there was one."""
    if request.discussed:
        return
    for condition, place in touched.items():
        clash = [exercise.id for exercise in exercises if _touches(condition, exercise)]
        if clash:
            about = "elke oefening" if condition.always else ", ".join(f"«{name}»" for name in clash)
            yield Finding(
                place=place,
                what=f"bij «{condition.name}» overlegt u eerst over {about}",
                remedy="kies een andere oefening, of schrijf besproken: ja als u dit met de patiënt besprak.",
                rule="overleg",
            )


def _touches(condition: Condition, exercise: Exercise) -> bool:
    return condition.always or condition.id in exercise.consult


def _cautious(card: Card, touched: Iterable[Condition]) -> Card:
    """Add to a row the conditions that it is about."""
    names = tuple(condition.name for condition in touched if _touches(condition, card.exercise))
    return replace(card, caution=names) if names else card


def _cautions(touched: Iterable[Condition], made: tuple[Card, ...]) -> Iterator[Caution]:
    """Say of each condition which rows it is about; one that is about none is not on the page."""
    for condition in touched:
        numbers = tuple(number for number, card in enumerate(made, start=1) if _touches(condition, card.exercise))
        if numbers:
            every = len(numbers) == len(made)
            yield Caution(name=condition.name, meaning=condition.meaning, cards=() if every else numbers)


def _key(programme: Programme | None, made: tuple[Card, ...]) -> str:
    """Name the file of a request without a key by what is on the page, never by whom it is for."""
    return programme.id if programme else "-".join(card.exercise.id for card in made)[:80].rstrip("-")
