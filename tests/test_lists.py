"""Lists as Dutch Excel and patient systems write them."""

from __future__ import annotations

import datetime as dt

import pytest

from booklet.handouts.lists import Listing, read_list
from booklet.report import Severity

HEAD = ("Kenmerk", "Naam", "Oefeningen", "Datum", "Notitie")
ROWS = (
    ("a1", "Zoë de Wit", "brug, kat-koe", "22-11-2026", "Bel; of mail"),
    ("a2", "", "brug: 2x8 avond\nkat-koe", "", 'Zeg "ja"'),
)


def cell(text: str, delimiter: str) -> str:
    """Write a cell as a spreadsheet does."""
    if any(sign in text for sign in (delimiter, '"', "\n")):
        return '"' + text.replace('"', '""') + '"'
    return text


def table(rows: tuple[tuple[str, ...], ...], delimiter: str = ";", end: str = "\r\n") -> str:
    """Write a list."""
    return "".join(delimiter.join(cell(text, delimiter) for text in row) + end for row in rows)


def said(listing: Listing) -> list[str]:
    """Give the first lines of all that is said of a list and its rows."""
    findings = [*listing.findings, *(finding for row in listing.rows for finding in row.findings)]
    return [str(finding).partition("\n")[0] for finding in findings]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_list_is_read_however_it_was_saved(delimiter: str, encoding: str, end: str) -> None:
    """Every separator with every encoding; enters inside a cell belong to the cell."""
    listing = read_list(table((HEAD, *ROWS), delimiter, end).encode(encoding), "lijst.csv")
    assert said(listing) == []
    one, two = listing.rows
    assert (one.number, one.key, one.request.name, one.request.note) == (2, "a1", "Zoë de Wit", "Bel; of mail")
    assert one.request.day == dt.date(2026, 11, 22)
    assert [wish.exercise for wish in two.request.wishes] == ["brug", "kat-koe"]
    assert (two.request.name, two.request.note, two.request.day) == ("", 'Zeg "ja"', None)
    assert two.request.wishes[0].dose == (("sets", 2), ("keer", 8))


def test_columns_stand_in_any_order() -> None:
    """Headings may have capitals, accents and spaces, and some have other names."""
    head = "Volgende afspraak;GROTE LETTERS;Naam patiënt;Eigen doel;Behandelaar;oefening"
    text = f"{head}\n7-12-2026 10:20;Ja;Bo;Lopen;Jo;brug\n"
    (row,) = read_list(text.encode(), "lijst.csv").rows
    request = row.request
    assert row.findings == ()
    assert (request.name, request.goal, request.therapist, request.large) == ("Bo", "Lopen", "Jo", True)
    assert request.appointment is not None
    assert request.appointment.clock == "10.20"


def test_a_name_in_parts_is_put_together() -> None:
    """As patient systems export it."""
    text = "achternaam,tussenvoegsel,voornaam,programma\nWit,de,Zoë,kracht-thuis\n"
    assert read_list(text.encode(), "lijst.csv").rows[0].request.name == "Zoë de Wit"


def test_a_row_without_a_key_has_its_number() -> None:
    """As the spreadsheet shows it: empty rows count, enters inside cells do not."""
    text = 'oefeningen;notitie\nbrug;"een\ntwee"\n;\n\nkat-koe;\n'
    listing = read_list(text.encode(), "lijst.csv")
    assert [(row.number, row.key) for row in listing.rows] == [(2, "rij-002"), (5, "rij-005")]


def test_a_separator_may_be_told() -> None:
    """Some programs write «sep=;» above the list."""
    listing = read_list(b"sep=|\r\nnaam|oefeningen\r\nBo|brug\r\n", "lijst.csv")
    assert (said(listing), listing.rows[0].number, listing.rows[0].request.name) == ([], 3, "Bo")


def test_signs_that_nobody_typed_are_gone() -> None:
    """Marks of direction and the like come along from other programs."""
    (row,) = read_list("naam;oefeningen\n\u202bBo\u0000\u200e;\u00a0brug \n".encode(), "lijst.csv").rows
    assert (row.request.name, row.request.wishes[0].exercise, row.findings) == ("Bo", "brug", ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["lijst.csv: in deze lijst staat niets (lijst)"]),
        ("\n;;\n", ["lijst.csv: in deze lijst staat niets (lijst)"]),
        ("naam;oefeningen\n", ["lijst.csv: onder de kolomkoppen staat geen rij (lijst)"]),
        (
            "Zoë de Wit;brug\nBo;kat-koe\n",
            ["lijst.csv, rij 1: hier horen de kolomkoppen, en «oefeningen» of «programma» is er niet bij (lijst)"],
        ),
        ("naam;naam;oefeningen\nBo;Jo;brug\n", ["lijst.csv, rij 1: er zijn twee kolommen «naam» (dubbel)"]),
        ("BSN;oefeningen\n1;brug\n", ["lijst.csv, rij 1: de kolom «BSN» gebruik ik niet (kolom) [advies]"]),
        (
            "naam;oefeningen;datum\nBo;brug;31-2-2026\n",
            ["lijst.csv, rij 2, kolom «datum»: «31-2-2026» is geen datum (datum)"],
        ),
        ("naam;oefeningen\nBo;brug;x\n", ["lijst.csv, rij 2: deze rij heeft meer cellen dan er kolommen zijn (lijst)"]),
        (
            "kenmerk;oefeningen\nA1;brug\na1;brug\n",
            ["lijst.csv, rij 3, kolom «kenmerk»: rij 2 heeft hetzelfde kenmerk (dubbel)"],
        ),
        (
            'naam;oefeningen\nBo;brug\n"Jo;brug\nAl;brug\n',
            [
                (
                    "lijst.csv, rij 3: vanaf deze rij is de lijst niet te lezen: "
                    "een aanhalingsteken te veel of te weinig (lijst)"
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_a_list_is_said(text: str, expected: list[str]) -> None:
    """With row and column."""
    assert said(read_list(text.encode(), "lijst.csv")) == expected


def test_a_bad_row_does_not_stop_the_others() -> None:
    """Rows before a quote too many are read as well."""
    listing = read_list(b'naam;oefeningen;datum\nBo;brug;x1\nJo;brug;\n"Al;brug;\n', "lijst.csv")
    assert [bool(row.findings) for row in listing.rows] == [True, False]


def test_headings_of_no_use_are_advice_only() -> None:
    """A patient system exports more than a handout needs."""
    listing = read_list(b"Geboortedatum;oefeningen\n1-1-1950;brug\n", "lijst.csv")
    assert [finding.severity for finding in listing.findings] == [Severity.ADVICE]
    assert listing.rows[0].findings == ()


def test_a_name_where_headings_should_be_is_not_repeated() -> None:
    """A list without headings starts with a patient."""
    listing = read_list("Zoë de Wit;brug\n".encode(), "lijst.csv")
    assert "Zoë" not in str(listing.findings)


def test_a_row_that_changed_has_other_content() -> None:
    """So that running the list again makes its page again; moving a column does not."""
    one, other, same = (
        read_list(text.encode(), "lijst.csv").rows[0].content
        for text in ("naam;oefeningen\nBo;brug\n", "naam;oefeningen\nJo;brug\n", "oefeningen;x;naam\nbrug;y;Bo\n")
    )
    assert one != other
    assert one == same
