"""Requests: what is read of a file or of options, and what somebody hears when something is not right."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from conftest import CASES, check_said

from booklet.content.records import Library
from booklet.handouts.options import OPTIONS, SWITCHES
from booklet.handouts.reading import KEYS, quote
from booklet.handouts.records import Appointment, Request
from booklet.handouts.resolve import resolve
from booklet.handouts.sources import decode, request_from
from booklet.report import BookletError

TODAY = dt.date(2026, 11, 22)


def read(text: str, **options: str) -> Request:
    """Read a request that is right."""
    request, findings = request_from(text.encode(), "recept.yaml", options, TODAY)
    assert findings == ()
    return request


def complaints(data: bytes, path: str, library: Library) -> str:
    """Say what is wrong with a request."""
    try:
        request, findings = request_from(data, path, {})
        resolve(request, library, findings)
    except BookletError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("case", sorted((CASES / "recepten").glob("*.txt")), ids=lambda path: path.stem)
def test_everything_wrong_with_a_request_is_said_at_once(whole: Library, case: Path) -> None:
    """With place and remedy, and no traces of other mistakes."""
    text, _, expected = case.read_text(encoding="utf-8").partition("=====\n")
    check_said(complaints(text.encode(), "recept.yaml", whole), expected)


def test_a_dose_may_be_short() -> None:
    """As behind a colon; what has a key of its own goes before it."""
    (wish,) = read("oefeningen:\n  - {oefening: brug, dosering: 2x8 avond links ma-vr, kant: rechts}\n").wishes
    assert (wish.dose, wish.moments, wish.days, wish.side) == ((("sets", 2), ("keer", 8)), ("avond",), (1, 5), "rechts")


def test_a_request_is_read_whole() -> None:
    """Every key finds its place."""
    request = read(
        "naam: Zoë de Wit\ntherapeut: Jo Bakker\ndatum: vandaag\nvervolgafspraak: ma 7-12-2026 om 10.20 uur\n"
        "doel: Weer fietsen.\nnotitie: Bel gerust.\nprogramma: kracht-thuis\nzonder: [uitvalspas]\n"
        "aandoeningen: [zwanger]\nbesproken: ja\nvolgorde: vast\ngrote-letters: ja\nkenmerk: A-17\n"
        "oefeningen:\n  - {oefening: brug, dosering: {sets: 2, keer: 8}, momenten: [avond, ochtend], dagen: [vr, ma],"
        " kant: links, variant: makkelijker, notitie: Rustig aan}\n"
    )
    assert (request.name, request.therapist, request.day) == ("Zoë de Wit", "Jo Bakker", TODAY)
    assert request.appointment == Appointment(day=dt.date(2026, 12, 7), clock="10.20")
    assert (request.goal, request.note, request.key) == ("Weer fietsen.", "Bel gerust.", "A-17")
    assert (request.programme, [name for name, _ in request.drop]) == ("kracht-thuis", ["uitvalspas"])
    assert [name for name, _ in request.conditions] == ["zwanger"]
    assert request.discussed
    assert request.fixed_order
    assert request.large
    (wish,) = request.wishes
    assert (wish.exercise, wish.dose, wish.moments) == ("brug", (("sets", 2), ("keer", 8)), ("ochtend", "avond"))
    assert (wish.days, wish.side, wish.variant, wish.note) == ((1, 5), "links", "makkelijker", "Rustig aan")
    assert (wish.place.path, wish.place.line) == ("recept.yaml", 15)


def test_what_is_left_empty_is_empty() -> None:
    """The page prints a line to write on."""
    request = read("oefeningen: brug\nnaam:\ndatum:\nvervolgafspraak: ~\ndoel: ''\naandoeningen:\n")
    assert (request.name, request.day, request.appointment, request.goal) == ("", None, None, "")
    assert (request.conditions, request.large, request.discussed) == ((), False, False)


@pytest.mark.parametrize(
    "text",
    [
        "oefeningen: 'brug: 2x8 5tellen avond ma-wo links zwaarder'",
        "oefeningen:\n  - 'brug:zwaarder links ma wo avond 5tel 2x8'",
        "oefeningen:\n  - brug: 2x8 5tellen  avond+links ma-wo zwaarder",
        (
            "oefeningen:\n - {oefening: brug, dosering: {sets: 2, keer: 8, tellen: 5}, momenten: avond, dagen: ma wo,\n"
            "   kant: links, variant: zwaarder}"
        ),
        (
            "oefeningen: {oefening: brug, dosering: {keer: 8, sets: 2, tellen: 5}, momenten: [avond],\n"
            "   dagen: [ma, wo], kant: links, variant: zwaarder}"
        ),
    ],
)
def test_a_dose_is_written_in_short_or_in_full(text: str) -> None:
    """A cell of a list and an option have room for the short form; it means the same."""
    (wish,) = read(text).wishes
    assert (wish.exercise, sorted(wish.dose)) == ("brug", [("keer", 8), ("sets", 2), ("tellen", 5)])
    assert (wish.moments, wish.days, wish.side, wish.variant) == (("avond",), (1, 3), "links", "zwaarder")


@pytest.mark.parametrize("separator", [", ", ";", "\n  ", " ,, "])
def test_exercises_are_listed_with_commas_as_well(separator: str) -> None:
    """As in a cell, where an enter is a separator too."""
    text = f"oefeningen: |\n  brug{separator}kat-koe\n"
    assert [wish.exercise for wish in read(text).wishes] == ["brug", "kat-koe"]


def test_an_option_goes_before_the_file() -> None:
    """And names the rest."""
    request = read("oefeningen: brug\ndoel: fietsen\n", doel="lopen", naam="Bo")
    assert (request.goal, request.name, request.wishes[0].exercise) == ("lopen", "Bo", "brug")


def test_what_is_wrong_with_an_option_names_the_option() -> None:
    """There is no file to look in."""
    _, findings = request_from(None, "handout", {"oefeningen": "brug", "datum": "gisteren"})
    assert str(findings[0]).startswith("--date: «gisteren» is geen datum (datum)\n")


def test_every_key_has_an_option() -> None:
    """So that a page can be asked for without a file."""
    assert {key for key, _, _, _ in OPTIONS} == set(KEYS)
    assert {key for key, _, behind, _ in OPTIONS if not behind} == set(SWITCHES)


@pytest.mark.parametrize(
    "data",
    ["naam: Zoë", "\ufeffnaam: Zoë"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_text_is_read_as_it_was_saved(data: str, encoding: str) -> None:
    """Old programs save as Windows-1252, newer ones with a mark in front."""
    if encoding == "cp1252":
        data = data.lstrip("\ufeff")
    assert decode(data.encode(encoding)).lstrip("\ufeff") == "naam: Zoë"


@pytest.mark.parametrize("data", [b"x" * 200_000, b"[" * 90_000, b"\x00\x01", b"a: &a [*a]", b""])
def test_what_is_no_request_is_refused(whole: Library, data: bytes) -> None:
    """Whatever somebody picks by mistake: something is said, nothing crashes."""
    assert complaints(data, "foto.jpg", whole).startswith("foto.jpg")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bruggg", "«bruggg»"),
        ("31-2-2026", "«31-2-2026»"),
        ("31-2-2026 10:20", "«31-2-2026 10:20»"),
        ("Jan", "wat hier staat"),
        ("jan de wit", "wat hier staat"),
        ("Jan Jansen", "wat hier staat"),
        ("", "wat hier staat"),
    ],
)
def test_what_may_be_a_name_is_not_repeated(text: str, expected: str) -> None:
    """A finding may end up in a report, a name may not."""
    assert quote(text) == expected


@pytest.mark.parametrize("key", ["naam", "therapeut", "doel", "notitie", "datum", "kenmerk", "besproken", "oefeningen"])
def test_no_finding_repeats_a_name(whole: Library, key: str) -> None:
    """Also when it stands under a wrong key: columns shift."""
    name = "Wilhelmina van der Oudermeulen-Hooghiemstra " * 4
    request, findings = request_from(None, "handout", {"programma": "kracht-thuis", key: name})
    try:
        resolve(request, whole, findings)
    except BookletError as error:
        findings = error.findings
    assert findings
    assert not [finding for finding in findings if "Wilhelmina" in str(finding) or "Hooghiemstra" in str(finding)]
