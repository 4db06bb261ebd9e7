"""Read a list of requests as Dutch Excel and patient systems write it: one row, one request.

Goes in: the bytes of a CSV file. Comes out: rows with their requests and findings. Must not know the library.

A row keeps the number that a spreadsheet shows for it. What is said of a row names the row and the column.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from booklet.content.fields import Fields, Problems, scalar
from booklet.handouts.reading import KEYS, read_request
from booklet.handouts.records import Request
from booklet.handouts.sources import decode
from booklet.report import Finding, Place, Severity

DELIMITERS = (";", ",", "\t", "|")
# Other headings for a key, as patient systems have them; written without capitals, accents and spaces.
HEADINGS = {
    "oefening": "oefeningen",
    "patient": "naam",
    "patientnaam": "naam",
    "naampatient": "naam",
    "client": "naam",
    "clientnaam": "naam",
    "naamclient": "naam",
    "behandelaar": "therapeut",
    "fysiotherapeut": "therapeut",
    "afspraak": "vervolgafspraak",
    "volgendeafspraak": "vervolgafspraak",
    "volgendekeer": "vervolgafspraak",
    "hulpvraag": "doel",
    "eigendoel": "doel",
    "opmerking": "notitie",
    "opmerkingen": "notitie",
    "notities": "notitie",
    "aandoening": "aandoeningen",
    "nummer": "kenmerk",
    "volgnummer": "kenmerk",
    **{re.sub(r"\W", "", key): key for key in KEYS},
}
NAME_PARTS = ("voornaam", "voorletters", "tussenvoegsel", "achternaam")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: its number as a spreadsheet shows it, the key that names its file, its request, what is wrong.

    `content` is everything that was written in it, to see whether it has changed.
    """

    number: int
    key: str
    content: str
    request: Request
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Headings:
    """The first row: the key of each column that is used, by its index, and how many columns there are."""

    keys: tuple[tuple[int, str], ...]
    width: int


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list: its rows, and what is to be said of the list as a whole."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


def read_list(data: bytes, name: str, today: dt.date | None = None) -> Listing:
    """Read every row; a row that is wrong is kept with its findings, and does not stop the others."""
    problems = Problems()
    text = decode(data)
    told = re.match(r"\s*sep=(.)\r?\n", text)
    text = text[told.end() :] if told else text
    delimiter = told[1] if told else _delimiter(text)
    records = list(_records(text, delimiter, name, problems, 2 if told else 1))
    if not records:
        problems.add(Place(path=name), "in deze lijst staat niets", "schrijf kolommen en rijen.", "lijst")
        return Listing(rows=(), findings=tuple(problems.findings))
    headings = _headings(records[0][1], f"{name}, rij {records[0][0]}", problems)
    if headings is None:
        return Listing(rows=(), findings=tuple(problems.findings))
    seen: dict[str, int] = {}
    rows = [_row(number, cells, headings, f"{name}, rij {number}", today, seen) for number, cells in records[1:]]
    if not rows:
        problems.add(Place(path=name), "onder de kolomkoppen staat geen rij", "schrijf een rij per patiënt.", "lijst")
    return Listing(rows=tuple(rows), findings=tuple(problems.findings))


def _delimiter(text: str) -> str:
    """Choose the character that makes the most known headings of the first row."""
    first = re.split(r"[\r\n]", text.lstrip("\ufeff\r\n \t"), maxsplit=1)[0]

    def known(delimiter: str) -> int:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        return sum(_plain(cell) in {*HEADINGS, *NAME_PARTS} for cell in cells)

    return max(DELIMITERS, key=known)


def _records(
    text: str, delimiter: str, name: str, problems: Problems, first: int
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give the rows that hold anything, each with its number."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter, strict=True)
    number = first - 1
    try:
        for number, cells in enumerate(reader, start=first):
            if any(cell.strip() for cell in cells):
                yield number, tuple(_clean(cell) for cell in cells)
    except csv.Error:
        problems.add(
            Place(path=f"{name}, rij {number + 1}"),
            "vanaf deze rij is de lijst niet te lezen: een aanhalingsteken te veel of te weinig",
            'haal het teken " weg uit de cellen van deze rij, en bewaar de lijst opnieuw als CSV.',
            "lijst",
        )


def _headings(cells: tuple[str, ...], where: str, problems: Problems) -> Headings | None:
    """Say which key each column holds. Headings are repeated only when the row is a row of headings."""
    columns: dict[int, str] = {}
    unknown = []
    for index, cell in enumerate(cells):
        plain = _plain(cell)
        key = plain if plain in NAME_PARTS else HEADINGS.get(plain, "")
        if key and key in columns.values():
            problems.add(Place(path=where), f"er zijn twee kolommen «{key}»", "haal er een weg.", "dubbel")
        elif key:
            columns[index] = key
        elif plain:
            unknown.append(cell)
    if not {"oefeningen", "programma"} & set(columns.values()):
        problems.add(
            Place(path=where),
            "hier horen de kolomkoppen, en «oefeningen» of «programma» is er niet bij",
            f"zet boven de kolommen waar u ze voor gebruikt: {', '.join(KEYS)}.",
            "lijst",
        )
        return None
    for cell in unknown:
        problems.findings.append(
            Finding(
                place=Place(path=where),
                what=f"de kolom «{cell}» gebruik ik niet",
                remedy=f"dat mag. Wat ik wel ken: {', '.join(KEYS)}.",
                rule="kolom",
                severity=Severity.ADVICE,
            )
        )
    return Headings(keys=tuple(columns.items()), width=len(cells))


def _row(
    number: int, cells: tuple[str, ...], headings: Headings, where: str, today: dt.date | None, seen: dict[str, int]
) -> Row:
    """Read one row; `seen` remembers which row has which key."""
    problems = Problems()
    if any(cells[headings.width :]):
        problems.add(
            Place(path=where),
            "deze rij heeft meer cellen dan er kolommen zijn",
            "staat er een scheidingsteken in een cel? Zet die cel tussen aanhalingstekens.",
            "lijst",
        )
    texts = {key: cells[index] for index, key in headings.keys if index < len(cells)}
    parts = [texts.pop(part, "") for part in NAME_PARTS]
    if not texts.get("naam") and any(parts):
        texts["naam"] = " ".join(part for part in parts if part)
    values = {key: scalar(text, f"{where}, kolom «{key}»", problems) for key, text in texts.items()}
    request = read_request(Fields(scalar("", where, problems), values), today)
    key = request.key or f"rij-{number:03}"
    if key.lower() in seen:
        problems.add(
            Place(path=f"{where}, kolom «kenmerk»"),
            f"rij {seen[key.lower()]} heeft hetzelfde kenmerk",
            "geef elke rij een eigen kenmerk: het wordt de naam van het bestand.",
            "dubbel",
        )
    seen.setdefault(key.lower(), number)
    content = "\n".join(f"{name}\t{text}" for name, text in sorted(texts.items()))
    return Row(
        number=number,
        key=key,
        content=f"{content}\n{request.day}",
        request=request,
        findings=tuple(problems.findings),
    )


def _plain(heading: str) -> str:
    """Write a heading without capitals, accents, spaces and signs: «Patiënt-naam:» is patientnaam."""
    letters = unicodedata.normalize("NFKD", heading.lower())
    return re.sub(r"[^a-z]", "", letters)


def _clean(cell: str) -> str:
    """Take away what nobody typed: control characters, and spaces at the ends."""
    return "".join(sign for sign in cell if sign in "\n\t" or unicodedata.category(sign)[0] != "C").strip()
