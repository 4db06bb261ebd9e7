"""Read a request, wherever its keys came from: a YAML file, a row of a list, options.

Goes in: `Fields`. Comes out: a `Request`, and findings in the `Problems` of those fields.
Must not know the library: what is asked for is looked up later, in `resolve`.

A finding never repeats what may be somebody's name: it says the place, and quotes only small letters and numbers.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection

from booklet.content.fields import Fields, Value
from booklet.handouts import dates
from booklet.handouts.records import (
    CARD_NOTE_LIMIT,
    GOAL_LIMIT,
    NAME_LIMIT,
    NOTE_LIMIT,
    THERAPIST_LIMIT,
    Appointment,
    Request,
    Wish,
)
from booklet.report import nearest

MOMENTS = ("ochtend", "middag", "avond")
SIDES = ("links", "rechts", "beide")
VARIANTS = ("makkelijker", "zwaarder")
DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
# What a handout may ask of somebody: (least, most). Narrower than the catalogue, so that a slip of the pen is seen.
RANGES = {
    "sets": (1, 5),
    "keer": (1, 30),
    "tellen": (0, 60),
    "minuten": (1, 60),
    "per-dag": (1, 3),
    "dagen": (1, 7),
    "rust": (0, 300),
    "weken": (1, 12),
}
KEYS = (
    "oefeningen",
    "programma",
    "zonder",
    "naam",
    "therapeut",
    "datum",
    "vervolgafspraak",
    "doel",
    "notitie",
    "aandoeningen",
    "besproken",
    "volgorde",
    "grote-letters",
    "kenmerk",
)
KEY = re.compile(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+)*")
KEY_LIMIT = 40
_QUOTABLE = re.compile(r"[a-z0-9ë.,:/+-]+|[0-9][0-9 .:/-]*")
_TOKENS = (
    (re.compile(r"(\d+)x(\d+)"), ("sets", "keer")),
    (re.compile(r"(\d+)x"), ("keer",)),
    (re.compile(r"(\d+)keer"), ("keer",)),
    (re.compile(r"(\d+)(?:tel|tellen)"), ("tellen",)),
    (re.compile(r"(\d+)(?:min|minuut|minuten)"), ("minuten",)),
    (re.compile(r"(\d+)(?:dag|dagen)"), ("dagen",)),
    (re.compile(r"(\d+)(?:week|weken)"), ("weken",)),
)


def read_request(fields: Fields, today: dt.date | None = None) -> Request:
    """Read all keys of one request; what is wrong is noted, and reading goes on with a neutral value."""
    whole = fields.value.place
    programme = fields.get("programma")
    day = _value(fields, "datum")
    appointment = _value(fields, "vervolgafspraak")
    request = Request(
        key=_key(fields),
        name=_private(fields, "naam", NAME_LIMIT),
        therapist=_private(fields, "therapeut", THERAPIST_LIMIT),
        day=_date(day, today) if day else None,
        appointment=_appointment(appointment) if appointment else None,
        goal=_private(fields, "doel", GOAL_LIMIT),
        note=_private(fields, "notitie", NOTE_LIMIT),
        programme=programme.text() if programme else "",
        programme_place=programme.place if programme else whole,
        wishes=_wishes(_value(fields, "oefeningen")),
        drop=tuple((item.text(), item.place) for item in _list(_value(fields, "zonder"))),
        conditions=tuple((item.text(), item.place) for item in _list(_value(fields, "aandoeningen"))),
        discussed=_truth(fields, "besproken"),
        fixed_order=_fixed(fields),
        large=_truth(fields, "grote-letters"),
        place=whole,
    )
    fields.done()
    if request.day and request.appointment and request.appointment.day < request.day and appointment:
        appointment.wrong("de vervolgafspraak is eerder dan de datum", "kijk de twee datums na.", "datum")
    return request


def quote(text: str) -> str:
    """Repeat what somebody typed, unless it may be a name."""
    return f"«{text}»" if _QUOTABLE.fullmatch(text) else "wat hier staat"


def _value(fields: Fields, key: str) -> Value | None:
    found = fields.get(key)
    return None if found is None or found.is_empty() else found


def _private(fields: Fields, key: str, limit: int) -> str:
    """Read text that may say who somebody is: a finding about it does not repeat it."""
    value = _value(fields, key)
    text = value.text() if value else ""
    if value and len(text) > limit:
        value.wrong(f"«{key}» heeft {len(text)} tekens en er passen er {limit}", "maak de tekst korter.", "te-lang")
    return text


def _key(fields: Fields) -> str:
    value = _value(fields, "kenmerk")
    key = value.text() if value else ""
    if value and (len(key) > KEY_LIMIT or not KEY.fullmatch(key)):
        value.wrong(
            "dit kenmerk kan geen naam van een bestand zijn",
            f"gebruik hoogstens {KEY_LIMIT} letters, cijfers en streepjes.",
            "kenmerk",
        )
        return ""
    name = fields.get("naam")
    words = re.findall(r"[^\W\d_]{3,}", name.text().lower()) if value and name else []
    if value and any(word in key.lower() for word in words):
        value.wrong(
            "in het kenmerk staat een naam, en het kenmerk wordt de naam van het bestand",
            "neem een nummer of een eigen code.",
            "kenmerk",
        )
        return ""
    return key


def _date(value: Value, today: dt.date | None) -> dt.date | None:
    text = value.text()
    if text.lower() == "vandaag" and today:
        return today
    day = dates.parse_date(text)
    if day is None:
        value.wrong(f"{quote(text)} is geen datum", "schrijf de datum als 2026-11-22 of als 22-11-2026.", "datum")
    return day


def _appointment(value: Value) -> Appointment | None:
    text = value.text()
    appointment = dates.parse_appointment(text)
    if appointment is None:
        value.wrong(
            f"{quote(text)} is geen datum, of geen tijd erachter",
            "schrijf bijvoorbeeld 7-12-2026, of 7-12-2026 10:20.",
            "datum",
        )
    return appointment


def _truth(fields: Fields, key: str) -> bool:
    value = _value(fields, key)
    return value is not None and _choice(value, value.text(), ("ja", "nee")) == "ja"


def _fixed(fields: Fields) -> bool:
    value = _value(fields, "volgorde")
    return value is not None and _choice(value, value.text(), ("vast", "vrij")) == "vast"


def _choice(value: Value, text: str, known: Collection[str]) -> str:
    if text.lower() in known:
        return text.lower()
    value.wrong(f"{quote(text)} kan hier niet", f"{nearest(text, known)}Kies uit: {', '.join(known)}.", "keuze")
    return ""


def _list(value: Value | None) -> list[Value]:
    """Read a list, also one that is written as text: `brug, kat-koe`."""
    if value is None:
        return []
    if value.is_text():
        return value.split(r"[,;\n]")
    return value.items() if value.is_list() else [value]


def _wishes(value: Value | None) -> tuple[Wish, ...]:
    return tuple(_written(item, item.text()) if item.is_text() else _wish(item) for item in _list(value))


def _wish(value: Value) -> Wish:
    """Read `{oefening: brug, dosering: {keer: 8}, kant: links, variant: makkelijker, notitie: …}`.

    A dose may also be written as behind a colon: `dosering: 2x8 avond`.
    """
    pairs = list(value.pairs())
    if len(pairs) == 1 and pairs[0][0] != "oefening" and pairs[0][1].is_text():
        return _written(value, f"{pairs[0][0]}: {pairs[0][1].text()}")  # `- brug: 2x8`, which YAML takes for a key
    fields = value.fields()
    name, side, variant = fields.need("oefening"), _value(fields, "kant"), _value(fields, "variant")
    dose = _value(fields, "dosering")
    short = _written(dose, f": {dose.text()}") if dose and dose.is_text() else None
    wish = Wish(
        exercise=name.text() if name else "",
        dose=short.dose if short else _dose(dose.fields()) if dose else (),
        moments=_known(_list(_value(fields, "momenten")), MOMENTS) or (short.moments if short else ()),
        days=_days(_list(_value(fields, "dagen"))) or (short.days if short else ()),
        side=_choice(side, side.text(), SIDES) if side else short.side if short else "",
        variant=_choice(variant, variant.text(), VARIANTS) if variant else short.variant if short else "",
        note=_private(fields, "notitie", CARD_NOTE_LIMIT),
        place=value.place,
    )
    fields.done()
    return wish


def _dose(fields: Fields) -> tuple[tuple[str, int], ...]:
    values = [(key, _value(fields, key)) for key in RANGES]
    fields.done()
    numbers = [(key, _number(value, key, value.text())) for key, value in values if value]
    return tuple((key, number) for key, number in numbers if number is not None)


def _number(value: Value, key: str, text: str) -> int | None:
    low, high = RANGES[key]
    if re.fullmatch(r"[0-9]{1,4}", text) and low <= int(text) <= high:
        return int(text)
    value.wrong(
        f"{quote(text)} kan niet bij «{key}»: het mag van {low} tot en met {high}",
        f"schrijf een getal van {low} tot en met {high}.",
        "dosering",
    )
    return None


def _known(values: list[Value], known: Collection[str]) -> tuple[str, ...]:
    """Read words of a fixed list, once each and in the order of that list."""
    found = {_choice(value, value.text(), known) for value in values}
    return tuple(word for word in known if word in found)


def _days(values: list[Value]) -> tuple[int, ...]:
    found = _known([part for value in values for part in value.split(r"\s+|-")], DAYS)
    return tuple(DAYS.index(day) + 1 for day in found)


def _written(value: Value, text: str) -> Wish:
    """Read `brug: 2x8 5tellen avond ma-wo-vr links makkelijker`: what stands after the colon, in any order."""
    name, _, rest = text.partition(":")
    dose: dict[str, int | None] = {}
    moments, days, sides, variants = set[str](), set[str](), [""], [""]
    for word in re.split(r"[\s+]+", rest.lower().strip()):
        known = next(((match, keys) for form, keys in _TOKENS if (match := form.fullmatch(word))), None)
        if known:
            match, keys = known
            dose |= {key: _number(value, key, text) for key, text in zip(keys, match.groups(), strict=True)}
        elif word in MOMENTS:
            moments.add(word)
        elif word and set(word.split("-")) <= set(DAYS):
            days |= set(word.split("-"))
        elif word in SIDES:
            sides.append(word)
        elif word in VARIANTS:
            variants.append(word)
        elif word:
            value.wrong(
                f"{quote(word)} begrijp ik niet achter een oefening",
                "schrijf bijvoorbeeld «brug: 2x8 5tellen avond ma-wo-vr links makkelijker».",
                "dosering",
            )
    return Wish(
        exercise=name.strip(),
        dose=tuple((key, number) for key, number in dose.items() if number is not None),
        moments=tuple(moment for moment in MOMENTS if moment in moments),
        days=tuple(number for number, day in enumerate(DAYS, start=1) if day in days),
        side=sides[-1],
        variant=variants[-1],
        note="",
        place=value.place,
    )
