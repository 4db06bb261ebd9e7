"""A form of the desk becomes a request, and is held to the same rules as any other."""

from __future__ import annotations

import datetime as dt

import pytest

from booklet.content.records import Library
from booklet.handouts import forms
from booklet.handouts.forms import Form, request_from_form
from booklet.handouts.records import Appointment, Handout
from booklet.handouts.resolve import resolve
from booklet.handouts.sources import request_from
from booklet.report import BookletError

TODAY = dt.date(2026, 11, 26)


def make(library: Library, form: Form) -> Handout:
    """Make the handout of a form that is right."""
    request, findings = request_from_form(form, library, TODAY)
    return resolve(request, library, findings)


def untouched(library: Library, names: list[str], programme: str = "") -> dict[str, list[str]]:
    """Fill a form as the desk shows it when nobody turns anything up or down."""
    found = forms.find_programme(programme, library)
    tasks = forms.tasks_of(library, found)
    by_name = {exercise.id: exercise for exercise in library.exercises}
    form = {"programma": [programme], "kiezen": ["ja"], "oefening": names, "kies": names}
    for name in names:
        form |= {f"{name}.{key}": list(held) for key, held in forms.usual(tasks[name], by_name[name]).items()}
    return form


def test_a_form_that_nobody_touched_is_the_catalogue(whole: Library) -> None:
    """All exercises: the page says what it says for a request that names the exercise only."""
    for exercise in whole.exercises:
        request, findings = request_from(None, "", {"oefeningen": exercise.id})
        asked = resolve(request, whole, findings)
        assert make(whole, untouched(whole, [exercise.id])).cards == asked.cards, exercise.id


def test_a_programme_that_nobody_touched_is_the_programme(whole: Library) -> None:
    """With its title, its weeks, its words instead of numbers («uw eigen schema»)."""
    for programme in whole.programmes:
        request, findings = request_from(None, "", {"programma": programme.id})
        asked = resolve(request, whole, findings)
        made = make(whole, untouched(whole, [task.exercise for task in programme.tasks], programme.id))
        assert (made.cards, made.programme, made.weeks, made.key) == (
            asked.cards,
            asked.programme,
            asked.weeks,
            asked.key,
        )


@pytest.mark.parametrize(
    ("field", "held", "words", "days"),
    [
        ("keer", ["12"], "'s ochtends 12 keer, rust, 12 keer", "ma, wo en vr"),
        ("sets", ["1"], "'s ochtends 10 keer", "ma, wo en vr"),
        ("momenten", ["avond"], "'s avonds 10 keer, rust, 10 keer", "ma, wo en vr"),
        ("dagen", ["di", "za"], "'s ochtends 10 keer, rust, 10 keer", "di en za"),
        ("dagen", [], "'s ochtends 10 keer, rust, 10 keer", "ma, wo en vr"),
    ],
)
def test_what_is_changed_reaches_the_page(whole: Library, field: str, held: list[str], words: str, days: str) -> None:
    """And nothing else changes; a group of which nothing is ticked says nothing."""
    card = make(whole, untouched(whole, ["brug"]) | {f"brug.{field}": held}).cards[0]
    assert (card.portions[0].words, card.days_words) == (words, days)


def test_side_variant_and_note_reach_the_row(whole: Library) -> None:
    """Each with its own exercise."""
    form = untouched(whole, ["open-boek", "brug"])
    form |= {"open-boek.kant": ["links"], "brug.variant": ["zwaarder"], "brug.notitie": ["  Rustig   aan. "]}
    by_name = {card.exercise.id: card for card in make(whole, form).cards}
    assert by_name["open-boek"].side == "links"
    assert by_name["open-boek"].note == ""
    assert (by_name["brug"].variant, by_name["brug"].note) == ("zwaarder", "Rustig aan.")


def test_the_fields_of_the_page_are_read(whole: Library) -> None:
    """Day and time stand in fields of their own; how many weeks is asked once."""
    form = untouched(whole, ["kat-koe", "brug"]) | {
        "naam": ["A. Voorbeeld"],
        "therapeut": ["J. Bakker"],
        "datum": ["2026-11-26"],
        "vervolg-datum": ["2026-12-07"],
        "vervolg-tijd": ["10:20"],
        "doel": ["Weer fietsen."],
        "notitie": ["Adem door."],
        "weken": ["4"],
        "grote-letters": ["ja"],
    }
    made = make(whole, form)
    assert (made.name, made.therapist, made.day) == ("A. Voorbeeld", "J. Bakker", TODAY)
    assert made.appointment == Appointment(day=dt.date(2026, 12, 7), clock="10.20")
    assert (made.goal, made.note, made.weeks, made.large) == ("Weer fietsen.", "Adem door.", 4, True)


def test_rows_come_first_then_what_was_ticked_since(whole: Library) -> None:
    """A row whose tick is gone, is gone; a form without ticks at all has rows only."""
    tasks = forms.tasks_of(whole, None)
    rows = {"oefening": ["kat-koe", "brug"]}
    assert forms.chosen_in(rows, tasks) == ["kat-koe", "brug"]
    assert forms.chosen_in(rows | {"kiezen": ["ja"]}, tasks) == []
    assert forms.chosen_in(rows | {"kiezen": ["ja"], "kies": ["schelp", "brug"]}, tasks) == ["brug", "schelp"]


def test_the_order_of_the_rows_is_kept_when_asked(whole: Library) -> None:
    """Also that of a programme, when all of it is there; what is taken out is left out."""
    names = ["opstaan-uit-stoel", "kat-koe", "brug", "schelp"]
    form = untouched(whole, names, "eerste-opbouw")
    fixed = make(whole, form | {"volgorde": ["vast"]})
    assert [card.exercise.id for card in fixed.cards] == names
    assert fixed.programme == "Eerste opbouw"
    free = make(whole, form | {"volgorde": ["vrij"]})
    assert [card.exercise.position for card in free.cards] == ["rug", "zij", "knieen", "zittend"]


def test_a_programme_of_which_nothing_is_left_is_none(whole: Library) -> None:
    """Then its title no longer stands on the page."""
    made = make(whole, untouched(whole, ["schelp"], "eerste-opbouw"))
    assert (made.programme, [card.exercise.id for card in made.cards]) == ("", ["schelp"])


@pytest.mark.parametrize(
    ("changes", "path", "line", "rule"),
    [
        ({"brug.keer": ["99"]}, "oefeningen", 2, "dosering"),
        ({"brug.keer": ["veel"]}, "oefeningen", 2, "dosering"),
        ({"brug.notitie": ["x" * 50]}, "oefeningen", 2, "te-lang"),
        ({"brug.momenten": ["nacht"]}, "oefeningen", 2, "keuze"),
        ({"kat-koe.kant": ["links"]}, None, 0, ""),  # that field is not in its row: nobody could have sent it
        ({"doel": ["x" * 100]}, "doel", 0, "te-lang"),
        ({"datum": ["morgen"]}, "datum", 0, "datum"),
        ({"vervolg-tijd": ["10:20"]}, "vervolgafspraak", 0, "datum"),
        ({"weken": ["99"]}, "oefeningen", 1, "dosering"),
        ({"aandoeningen": ["zwanger"]}, "aandoeningen", 0, "overleg"),
        ({"oefening": ["kat-koe", "brug", "bestaat-niet"]}, "oefeningen", 3, "oefening"),
        ({"grote-letters": ["misschien"]}, "grote-letters", 0, "keuze"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    whole: Library, changes: dict[str, list[str]], path: str | None, line: int, rule: str
) -> None:
    """By the same rules as a request in a file; a row is named by its number."""
    form = untouched(whole, ["kat-koe", "brug"]) | changes
    if path is None:
        make(whole, form)
        return
    with pytest.raises(BookletError) as caught:
        make(whole, form)
    assert [(found.place.path, found.place.line, found.rule) for found in caught.value.findings] == [(path, line, rule)]


def test_a_finding_does_not_repeat_a_name(whole: Library) -> None:
    """Nor anything else that somebody typed where a name may stand."""
    form = untouched(whole, ["brug"]) | {"naam": ["Van Wijngaarden " * 9], "datum": ["Van Wijngaarden"]}
    with pytest.raises(BookletError) as caught:
        make(whole, form)
    assert {finding.rule for finding in caught.value.findings} == {"te-lang", "datum"}
    assert "Wijngaarden" not in str(caught.value)
