"""Read what the chapters lean on: the practice, sources, glossary, conditions, and the traffic light.

Goes in: the YAML files of chapters/. Comes out: records and findings. Must not know any page.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from booklet.content.fields import Fields
from booklet.content.files import Shelf
from booklet.content.markdown import slug
from booklet.content.practice import Folding, Practice, PrintOrder
from booklet.content.records import Condition, Lamp, Source, Term
from booklet.report import Place

_COLOURS = ("groen", "oranje", "rood")
_PHONE = re.compile(r"[+0][0-9 ()-]{5,16}")
NAME_LIMIT = 17
THICKNESS = (0.05, 0.3)  # mm: from thin bible paper to a sheet of 300 grams
_LONG_AGO = dt.date(2000, 1, 1)


def read_practice(shelf: Shelf, path: Path) -> Practice | None:
    """Read praktijk.yaml: the clinic and this edition."""
    fields = shelf.fields(path)
    if fields is None:
        return None
    practice = Practice(
        name=fields.text("naam"),
        town=fields.text("plaats"),
        address=fields.maybe("adres"),
        phone=_matching(fields, "telefoon", _PHONE, "een telefoonnummer", "035 000 00 00"),
        email=_matching(
            fields, "email", re.compile(r"[^@\s]+@[^@\s]+\.[a-z]+"), "een e-mailadres", "info@voorbeeld.nl"
        ),
        site=_matching(fields, "website", re.compile(r"https://[^\s]+"), "een webadres", "https://www.voorbeeld.nl"),
        logo=_logo(fields, path.parent),
        edition=fields.text("versie"),
        published=_date(fields, "datum"),
        checked=_date(fields, "nagekeken"),
        review=_date(fields, "nakijken-voor"),
        checked_by=fields.maybe("nagekeken-door"),
        folding=_folding(_group(fields, "vouwen")),
        order=_order(_group(fields, "drukker")),
    )
    fields.done()
    return practice


def _group(fields: Fields, key: str) -> Fields | None:
    """Read keys that stand together under an optional key."""
    value = fields.get(key)
    return value.fields() if value and not value.is_empty() else None


def _folding(fields: Fields | None) -> Folding:
    if fields is None:
        return Folding()
    thickness = fields.get("papierdikte")
    folding = Folding(
        thickness=(thickness.decimal(*THICKNESS) if thickness else None) or Folding.thickness,
        fold_marks=_truth(fields, "vouwstreepjes"),
        staple_marks=_truth(fields, "nietstreepjes"),
    )
    fields.done()
    return folding


def _truth(fields: Fields, key: str) -> bool:
    """Read ja or nee under a key that may be empty: nee."""
    value = fields.get(key)
    return value.truth() if value and not value.is_empty() else False


def _order(fields: Fields | None) -> PrintOrder:
    if fields is None:
        return PrintOrder()
    copies = fields.get("oplage")
    order = PrintOrder(
        copies=(copies.number(1, 1_000_000) if copies else None) or 0,
        paper=fields.maybe("papier"),
        cover=fields.maybe("omslag"),
        binding=fields.maybe("afwerking"),
    )
    fields.done()
    return order


def _matching(fields: Fields, key: str, form: re.Pattern[str], name: str, example: str) -> str:
    """Read a key that may be empty; what stands there must have the right form."""
    value = fields.maybe(key)
    found = fields.get(key)
    if value and found and not form.fullmatch(value):
        found.wrong(f"«{value}» is geen {name.removeprefix('een ')}", f"schrijf het als {example}, of laat het leeg.")
    return value


def _date(fields: Fields, key: str) -> dt.date:
    value = fields.filled(key)
    return (value.date() if value else None) or _LONG_AGO


def _logo(fields: Fields, folder: Path) -> Path | None:
    value = fields.get("logo")
    name = value.text() if value else ""
    if value is None or not name:
        return None
    path = folder / name
    if path.suffix not in {".svg", ".png"} or not path.is_file():
        value.wrong(
            f"het logo «{name}» is er niet",
            "zet een SVG- of PNG-bestand in de map chapters, of laat logo: leeg.",
            "tekening",
        )
        return None
    return path


def read_sources(shelf: Shelf, path: Path) -> dict[str, Source]:
    """Read bronnen.yaml: the sources by their code."""
    value = shelf.yaml(path)
    found: dict[str, Source] = {}
    for code, entry in value.pairs() if value else ():
        fields = entry.fields()
        year, kind = fields.get("jaar"), fields.get("soort")
        found[code] = Source(
            code=code,
            short=fields.text("kort"),
            authors=fields.text("auteurs"),
            title=fields.text("titel"),
            where=fields.maybe("waar"),
            article=kind is not None and kind.choice(("artikel",)) == "artikel",
            year=year.number(1900, 2100) if year else None,
            place=entry.place,
        )
        fields.done()
    return found


def read_terms(shelf: Shelf, path: Path) -> tuple[Term, ...]:
    """Read woordenlijst.yaml: the glossary in alphabetical order."""
    value = shelf.yaml(path)
    found: list[Term] = []
    for entry in value.items() if value else ():
        fields = entry.fields()
        term = Term(
            id=fields.text("id"),
            word=fields.text("woord"),
            meaning=fields.text("uitleg"),
            also=fields.texts("ook"),
            place=entry.place,
        )
        fields.done()
        if any(other.id == term.id for other in found):
            entry.wrong(f"het woord «{term.id}» staat er twee keer in", "haal er een weg.", "dubbel")
        else:
            found.append(term)
    return tuple(sorted(found, key=lambda term: slug(term.word)))


def read_conditions(shelf: Shelf, path: Path) -> dict[str, Condition]:
    """Read overleg.yaml: the conditions for which somebody consults first."""
    value = shelf.yaml(path)
    found = {}
    for name, entry in value.pairs() if value else ():
        fields = entry.fields()
        always = fields.get("altijd")
        found[name] = Condition(
            id=name,
            name=fields.text("naam", limit=NAME_LIMIT),
            meaning=fields.text("uitleg"),
            always=always.truth() if always else False,
        )
        fields.done()
    return found


def read_lamps(shelf: Shelf, path: Path) -> tuple[Lamp, ...]:
    """Read pijnstoplicht.yaml: the three lamps from green to red."""
    top = shelf.fields(path)
    if top is None:
        return ()
    found = []
    for entry in top.items("lichten"):
        fields = entry.fields()
        colour = fields.need("kleur")
        found.append(
            Lamp(
                colour=colour.choice(_COLOURS) if colour else "",
                name=fields.text("naam"),
                act=fields.text("doe"),
                scores=fields.text("cijfers"),
                meaning=fields.text("uitleg"),
            )
        )
        fields.done()
    top.done()
    if tuple(lamp.colour for lamp in found) != _COLOURS:
        shelf.problems.add(
            Place(path=shelf.name(path)),
            "het stoplicht heeft niet de drie kleuren op volgorde",
            "zet er groen, oranje en rood onder elkaar.",
            "stoplicht",
        )
    return tuple(found)


def read_synonyms(shelf: Shelf, path: Path) -> tuple[tuple[str, ...], ...]:
    """Read zoekwoorden.yaml: rows of words that mean the same to whoever looks for an exercise; it may be missing."""
    value = shelf.yaml(path) if path.is_file() else None
    found = []
    for row in value.items() if value else ():
        words = tuple(item.text() for item in row.items())
        if len(words) == 1:
            row.wrong("hier staat één woord", "zet er woorden bij die hetzelfde betekenen, of haal de regel weg.")
        found.append(words)
    return tuple(found)
