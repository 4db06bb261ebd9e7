"""What becomes of a request: the exercises in order, each dose worked out, and what has to be said first."""

from __future__ import annotations

import pytest

from booklet.content.records import Library
from booklet.handouts.order import effort
from booklet.handouts.records import Card, Handout
from booklet.handouts.resolve import resolve
from booklet.handouts.sources import request_from


def make(library: Library, text: str = "", **options: str) -> Handout:
    """Make a handout of a request that is right."""
    named = {key.replace("_", "-"): value for key, value in options.items()}
    request, findings = request_from(text.encode() if text else None, "recept.yaml", named)
    return resolve(request, library, findings)


def card(library: Library, asked: str) -> Card:
    """Make the card of one exercise."""
    return make(library, oefeningen=asked).cards[0]


@pytest.mark.parametrize(
    ("asked", "short", "words", "hold", "side", "rest", "days"),
    [
        ("brug", "10 + 10", "'s ochtends 10 keer, rust, 10 keer", "2 tellen", "", "1 minuut rust", "ma, wo en vr"),
        ("brug: 1x8 avond", "8 keer", "'s avonds 8 keer", "2 tellen", "", "", "ma, wo en vr"),
        ("brug: 3x8", "3 x 8", "'s ochtends 8 keer, rust, 8 keer, rust, 8 keer", "2 tellen", "", "1 minuut rust", None),
        ("brug: 1tel di-do", None, None, "1 tel", "", None, "di en do"),
        ("kat-koe: 1x8 2dagen", "8 keer", None, "", "", "", "ma en do"),
        ("open-boek", "8 keer", "'s ochtends 8 keer per kant", "3 tellen", "elke kant", "", "elke dag"),
        ("open-boek: links", "8 keer", "'s ochtends 8 keer links", "3 tellen", "links", "", "elke dag"),
        ("open-boek: beide", "8 keer", "'s ochtends 8 keer per kant", "3 tellen", "elke kant", "", "elke dag"),
        ("vogel-hond: rechts", "6 + 6", "'s ochtends 6 keer, rust, 6 keer rechts", "5 tellen", "rechts", None, None),
        ("wandelen: 12min", "12 min", "'s middags 12 minuten", "", "", "", "ma t/m vr"),
        (
            "muurzit",
            "3 keer",
            "'s middags 3 keer 15 tellen, met 45 tellen rust",
            "15 tellen",
            "",
            "45 tellen rust",
            None,
        ),
        (
            "muurzit: 4keer 20tellen",
            "4 keer",
            "'s middags 4 keer 20 tellen, met 45 tellen rust",
            "20 tellen",
            "",
            None,
            None,
        ),
        (
            "boodschappen-dragen",
            "3 keer",
            "'s middags 3 keer 1 minuut, met 1 minuut rust",
            "1 minuut",
            "",
            "1 minuut rust",
            None,
        ),
        (
            "boodschappen-dragen: 2min",
            "3 keer",
            "'s middags 3 keer 2 minuten, met 1 minuut rust",
            "2 minuten",
            "",
            None,
            None,
        ),
        ("boodschappen-dragen: 5keer", "3 x 5", None, "", "", None, None),
        (
            "spieren-aanspannen-loslaten",
            "2 keer",
            "'s avonds 2 rondes langs 5 spiergroepen",
            "5 tellen",
            "",
            None,
            None,
        ),
        ("brug: 5min", "5 min", "'s ochtends 5 minuten", None, "", "", None),
        ("houdingspauze: ochtend", "2 min", "'s ochtends 2 minuten", "", "", "", "elke dag"),
    ],
)
def test_a_dose_is_worked_out(
    whole: Library,
    asked: str,
    short: str | None,
    words: str | None,
    hold: str | None,
    side: str,
    rest: str | None,
    days: str | None,
) -> None:
    """Nobody has to calculate: how much at one moment, how long, which side, how much rest, which days."""
    found = card(whole, asked)
    (portion,) = found.portions
    said = (portion.short, portion.words, found.hold, found.side, found.rest, found.days_words)
    for got, expected in zip(said, (short, words, hold, side, rest, days), strict=True):
        assert expected is None or got == expected


@pytest.mark.parametrize(
    ("asked", "moments"),
    [
        ("bekken-kantelen", ["ochtend", "middag"]),
        ("bekken-kantelen: avond", ["avond"]),
        ("bekken-kantelen: avond ochtend middag", ["ochtend", "middag", "avond"]),
    ],
)
def test_moments_stand_in_the_order_of_the_day(whole: Library, asked: str, moments: list[str]) -> None:
    """However they were named."""
    assert [portion.moment for portion in card(whole, asked).portions] == moments


@pytest.mark.parametrize(
    ("per_day", "moments"),
    [(1, ["ochtend"]), (2, ["ochtend", "avond"]), (3, ["ochtend", "middag", "avond"])],
)
def test_times_per_day_become_moments(whole: Library, per_day: int, moments: list[str]) -> None:
    """«3 times a day» alone says too little."""
    found = make(whole, f"oefeningen:\n  - {{oefening: brug, dosering: {{per-dag: {per_day}}}}}\n").cards[0]
    assert [portion.moment for portion in found.portions] == moments


def test_what_goes_by_the_clock_has_no_moments(whole: Library) -> None:
    """«After every half hour of sitting» is no moment of the day."""
    found = card(whole, "houdingspauze")
    assert (found.portions, found.when, found.amount, found.amount_short) == (
        (),
        "na elk half uur zitten",
        "2 minuten",
        "2 min",
    )


@pytest.mark.parametrize(
    ("count", "days"),
    [(1, "ma"), (2, "ma en do"), (3, "ma, wo en vr"), (4, "ma, di, do en vr"), (5, "ma t/m vr"), (7, "elke dag")],
)
def test_days_have_rest_between_them(whole: Library, count: int, days: str) -> None:
    """Strong muscles are made on the days off."""
    assert card(whole, f"brug: {count}dagen").days_words == days


def test_the_number_held_stands_in_the_steps(whole: Library) -> None:
    """A page that says 10 in the dose and 5 in the steps would be of no use."""
    found = card(whole, "vogel-hond: 8tellen")
    assert (found.hold, found.steps[3], found.core[2]) == (
        "8 tellen",
        "Kijk omlaag. Tel tot 8.",
        "Tel tot 8. Wissel van kant.",
    )


def test_one_side_is_not_told_to_change(whole: Library) -> None:
    """A step that is about changing sides only is gone."""
    both, one = card(whole, "vogel-hond"), card(whole, "vogel-hond: links")
    assert (both.steps[-1], one.steps[-1]) == ("Kom terug. Wissel van kant.", "Kom terug.")
    assert len(card(whole, "open-boek: links").steps) == len(card(whole, "open-boek").steps) - 1


def test_a_programme_brings_its_own_doses(whole: Library) -> None:
    """And its weeks, its build-up, and words where the therapist fills in the number."""
    made = make(whole, programma="kalmeren-week-1-2")
    assert (made.programme, made.weeks, made.key) == ("Kalmeren", 2, "kalmeren-week-1-2")
    assert [when for when, _ in made.build_up] == ["dag 1 tot 3", "dag 4 tot 7", "week 2"]
    assert [(portion.short, portion.words) for portion in made.cards[-1].portions] == [
        ("__ min", "'s middags uw eigen begintijd")
    ]
    assert make(whole, programma="Kracht thuis").programme == "Kracht thuis"


def test_a_programme_takes_changes(whole: Library) -> None:
    """A dose in place of its own, one exercise left out, another one added."""
    made = make(
        whole,
        programma="kalmeren-week-1-2",
        zonder="langer-uitademen, knieën opzij",
        oefeningen="wandelen: 8min, brug",
    )
    assert [found.exercise.id for found in made.cards] == [
        "buikademhaling-liggend",
        "bekken-kantelen",
        "rusthouding-benen-op-stoel",
        "brug",
        "wandelen-opbouwen",
    ]
    assert made.cards[-1].portions[0].short == "8 min"
    assert made.cards[-1].days_words == "elke dag"


@pytest.mark.parametrize(
    "programme", ["heup-en-bovenrug", "rompstabiliteit", "kracht-thuis", "terug-naar-werk-en-sport"]
)
def test_every_programme_becomes_a_handout(whole: Library, programme: str) -> None:
    """In the order of doing, unless the request fixes its own."""
    made, fixed = make(whole, programma=programme), make(whole, programma=programme, volgorde="vast")
    tasks = next(item for item in whole.programmes if item.id == programme).tasks
    assert [found.exercise.id for found in fixed.cards] == [task.exercise for task in tasks]
    ours, theirs = ([found.exercise.position for found in handout.cards] for handout in (made, fixed))
    assert effort(ours) <= effort(theirs)


def test_every_exercise_alone_becomes_a_handout(whole: Library) -> None:
    """With short words, three key steps, an amount and days."""
    for exercise in whole.exercises:
        found = card(whole, exercise.id)
        assert (len(found.core), 3 <= len(found.steps) <= 5, bool(found.amount), bool(found.days)) == (
            3,
            True,
            True,
            True,
        )
        assert bool(found.portions) != bool(found.when)
        assert len(found.name) <= 18
        assert not [step for step in (*found.steps, *found.core) if "{" in step or "[" in step]


@pytest.mark.parametrize("name", ["brug", "Bruggetje", "BRUGGETJE", "brug: 2x8"])
def test_an_exercise_is_known_by_its_title_as_well(whole: Library, name: str) -> None:
    """A therapist thinks of «Bruggetje»."""
    assert card(whole, name).exercise.id == "brug"


def test_a_condition_that_was_discussed_is_a_caution(whole: Library) -> None:
    """With the number of the rows it is about; none when it is about all of them."""
    made = make(
        whole, oefeningen="brug, muurzit, terugzitten", aandoeningen="zwanger, minder kracht, nek", besproken="ja"
    )
    assert [(item.name, item.cards) for item in made.cautions] == [
        ("zwangerschap", (1,)),
        ("minder kracht", ()),
    ]
    assert made.cards[0].caution == ("zwangerschap", "minder kracht")
    assert made.cards[1].caution == ("minder kracht",)


def test_a_condition_that_touches_nothing_stops_nothing(whole: Library) -> None:
    """Nor does it say anything on the page."""
    assert make(whole, oefeningen="muurzit", aandoeningen="zwanger").cautions == ()


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"kenmerk": "A-17", "oefeningen": "brug"}, "A-17"),
        ({"oefeningen": "brug, kat-koe"}, "brug-kat-koe"),
        ({"programma": "kracht-thuis", "naam": "Jan Jansen"}, "kracht-thuis"),
    ],
)
def test_a_file_is_named_by_what_is_on_it(whole: Library, options: dict[str, str], key: str) -> None:
    """Never by whom it is for."""
    assert make(whole, **options).key == key


def test_the_weeks_may_be_named(whole: Library) -> None:
    """How long somebody goes on with an exercise."""
    assert card(whole, "brug: 4weken").weeks == 4
    assert make(whole, oefeningen="brug: 4weken, kat-koe: 3weken").weeks == 4
    assert make(whole, programma="kracht-thuis", oefeningen="brug: 3weken").weeks == 3
    assert make(whole, oefeningen="brug").weeks == 0
