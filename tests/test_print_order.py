"""The note for the print shop: everything it asks, from the data that the file was made of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from booklet.content.practice import PrintOrder
from booklet.content.records import Library
from booklet.page.print_order import LINE, Printwork, compose_order

WORK = Printwork(
    file="boekje-drukker.pdf", pages=28, width=148.0, height=210.0, bleed=3.0, profile="FOGRA39", coverage=238
)


def rows(note: str) -> dict[str, list[str]]:
    """Take a note apart into what stands behind each name."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in note.splitlines():
        name = line[:16].strip() or name
        found.setdefault(name, []).extend([line[16:]] if line else [])
    return found


def test_the_note_says_what_a_print_shop_asks(library: Library) -> None:
    """In Dutch, with a comma in numbers and a date in words."""
    order = PrintOrder(copies=1500, paper="mat, 115 gram", cover="mat, 200 gram", binding="twee nietjes")
    practice = replace(library.practice, order=order)
    said = rows(compose_order(replace(library, practice=practice), replace(WORK, bleed=3.5)))
    assert said["Van"] == ["Rugpraktijk De Brug, Brugstraat 1, Hilversum"]
    assert said["Vragen aan"] == ["035 000 00 00, info@voorbeeld.nl"]
    assert said["Uitgave"] == ["Versie 1, 22 november 2026"]
    assert said["Bestand"] == ["boekje-drukker.pdf (PDF/X-4)"]
    assert said["Oplage"] == ["1.500 boekjes"]
    assert said["Formaat"] == ["148 × 210 mm, staand, na het snijden"]
    assert said["Bladzijden"][:2] == [
        "28, met de omslag meegeteld",
        "bladzijde 1 is de voorkant, bladzijde 28 de achterkant",
    ]
    assert (said["Papier"], said["Omslag"]) == (["mat, 115 gram"], ["mat, 200 gram"])
    assert said["Afwerking"][0] == "twee nietjes"
    assert said["Afloop"] == ["3,5 mm rondom, zonder snijtekens"]
    assert said["Inkt samen"] == ["nergens meer dan 238 procent"]


@pytest.mark.parametrize("name", ["Oplage", "Papier", "Omslag", "Afwerking"])
def test_what_is_not_known_becomes_a_line_to_write_on(library: Library, name: str) -> None:
    """Nothing is made up; the print shop sees what it must ask."""
    assert rows(compose_order(library, WORK))[name][0] == LINE


def test_nobody_to_ask_is_a_line_too(library: Library) -> None:
    """A clinic without telephone and e-mail in its particulars."""
    practice = replace(library.practice, phone="", email="", address="")
    said = rows(compose_order(replace(library, practice=practice), WORK))
    assert said["Vragen aan"] == [LINE]
    assert said["Van"] == ["Rugpraktijk De Brug, Hilversum"]


def test_signs_of_html_stay_as_they_were_typed(library: Library) -> None:
    """It is plain text: «&» is «&»."""
    practice = replace(library.practice, name="Rug & Co <Hilversum>")
    assert "Van             Rug & Co <Hilversum>," in compose_order(replace(library, practice=practice), WORK)


def test_the_note_reads_well_in_any_program(library: Library) -> None:
    """Lines that fit on a page, no blank line twice, none with spaces at its end."""
    note = compose_order(library, WORK)
    lines = note.splitlines()
    assert max(map(len, lines)) < 90
    assert "\n\n\n" not in note
    assert [line for line in lines if line != line.rstrip()] == []
    assert note.endswith("\n")
