"""One page is a promise: many combinations of exercises, words and programmes are set, and every box is looked at.

The thorough ones print how many fell in each setting (`make thorough`); every test run tries a choice of them.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import combinations

import pytest
from handout_cases import Bench, make_bench

from booklet.build.whole import SMALLEST, SMALLEST_LARGE
from booklet.handouts.records import Handout
from booklet.page.handout import Leads, compose_handout
from booklet.page.handout_geometry import MARGIN, SIDE_MARGIN, settings
from booklet.pdf.sheet import misfits
from booklet.pdf.typeset import typeset

REFUSED = "geweigerd"
LONGEST = {
    "naam": "Wilhelmina Catharina van der Oudermeulen-Hooghiemstra AB",
    "therapeut": "Maria-Christina van den Broek-Hoekstraaa",
    "datum": "22-09-2026",
    "vervolgafspraak": "30-09-2026 10:20",
    "doel": "Weer een hele middag met de kleinkinderen naar het bos en de speeltuin am.",
    "notitie": "Doe de oefeningen na het douchen, dan zijn uw spieren warm en gaat het steeds beter.",
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Read the real sources once, with light drawings of the same size."""
    return make_bench(tmp_path_factory.mktemp("licht"))


def setting_of(handout: Handout, bench: Bench) -> str:
    """Set a handout in the first setting in which all fits, as the command does; or say that it was refused."""
    leads = Leads(exercises={card.exercise.id: 88 for card in handout.cards}, programme=88, alarm=88)
    smallest = SMALLEST_LARGE if handout.large else SMALLEST
    for setting in settings(len(handout.cards), large=handout.large):
        result = typeset(compose_handout(handout, setting, leads), bench.press)
        if result.count == 1 and not misfits(result.document.pages, smallest, (SIDE_MARGIN, MARGIN)):
            return setting
    return REFUSED


def tally(handouts: Iterable[Handout], bench: Bench) -> Counter[str]:
    """Count how many fall in each setting."""
    found = Counter(setting_of(handout, bench) for handout in handouts)
    sys.stderr.write(f" {dict(found)} ")
    return found


def chunks(names: list[str], size: int) -> list[list[str]]:
    """Divide all exercises over pages; the last page is filled up from the front."""
    whole = names + names[: -len(names) % size]
    return [whole[at : at + size] for at in range(0, len(whole), size)]


@pytest.mark.thorough
@pytest.mark.parametrize("count", range(1, 7))
def test_every_row_fits(bench: Bench, count: int) -> None:
    """Every exercise of the catalogue stands on a page with one, two, up to six."""
    handouts = [bench.handout(*names) for names in chunks(bench.ids, count)]
    assert REFUSED not in tally(handouts, bench)


@pytest.mark.thorough
@pytest.mark.parametrize("count", [1, 2, 3])
def test_every_row_fits_in_large_letters(bench: Bench, count: int) -> None:
    """Up to three exercises."""
    handouts = [bench.handout(*names, large=True) for names in chunks(bench.ids, count)]
    assert REFUSED not in tally(handouts, bench)


@pytest.mark.thorough
def test_all_pairs_fit(bench: Bench) -> None:
    """Each two of the catalogue."""
    assert REFUSED not in tally((bench.handout(*pair) for pair in combinations(bench.ids, 2)), bench)


@pytest.mark.thorough
@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_random_choices_fit(bench: Bench, count: int) -> None:
    """Forty choices by a fixed seed, with names of every length."""
    chance = random.Random(f"oefenblad-{count}")
    handouts = []
    for _ in range(40):
        keys = {key: text for key, text in LONGEST.items() if key != "notitie" and chance.random() < 0.5}
        handouts.append(bench.handout(*chance.sample(bench.ids, count), **keys))
    assert REFUSED not in tally(handouts, bench)


@pytest.mark.thorough
@pytest.mark.parametrize("count", range(1, 7))
def test_the_longest_words_fit(bench: Bench, count: int) -> None:
    """The longest name, therapist, appointment, goal and note that a request may hold, with every exercise."""
    handouts = [bench.handout(*names, **LONGEST) for names in chunks(bench.ids, count)]
    assert REFUSED not in tally(handouts, bench)


@pytest.mark.parametrize(
    "programme",
    [
        "kalmeren-week-1-2",
        "eerste-opbouw",
        "heup-en-bovenrug",
        "rompstabiliteit",
        "kracht-thuis",
        "terug-naar-werk-en-sport",
    ],
)
def test_every_programme_fits(bench: Bench, programme: str) -> None:
    """As it is, with a goal; the clinic's most asked pages."""
    handout = bench.handout(programma=programme, doel="Weer een half uur wandelen met de hond.")
    assert setting_of(handout, bench) == "krap"


def test_the_programmes_tested_are_all_there_are(bench: Bench) -> None:
    """A seventh would need its line above."""
    assert len(bench.library.programmes) == 6


@pytest.mark.parametrize("count", range(1, 7))
def test_a_full_request_fits(bench: Bench, count: int) -> None:
    """All fields filled to the last character, for a few exercises of every kind."""
    assert setting_of(bench.handout(*bench.ids[::6][:count], **LONGEST), bench) != REFUSED


@pytest.mark.thorough
@pytest.mark.parametrize("count", range(1, 7))
def test_a_note_and_a_variant_with_every_exercise_fit(bench: Bench, count: int) -> None:
    """What a therapist adds to a row takes the place of what the booklet says of it."""
    request = '{{oefening: {}, variant: {}, notitie: "Eerst met uw handen op tafel"}}'
    refused = []
    for names in chunks(bench.ids, count):
        handout = bench.asked([request.format(name, "makkelijker") for name in names])
        if setting_of(handout, bench) == REFUSED:
            refused.append(names)
    assert refused == []


def test_what_is_too_much_is_refused(bench: Bench) -> None:
    """A word that no line can hold is seen, not cut."""
    handout = bench.handout("brug", "kat-koe", naam="W" * 56)
    assert setting_of(handout, bench) == REFUSED
