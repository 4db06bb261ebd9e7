"""Rules about what must be true: dates, sources, telephone numbers, addresses.

Goes in: a `Reading`. Comes out: remarks. Must not know how they are shown. Each docstring is the help that staff read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.content.references import all_runs
from booklet.content.rules.reading import Reading, Remark
from booklet.content.text import Aim, Citation, Reference, inlines
from booklet.report import Place

YEARS = 2
SOON_DAYS = 60
_PHONE = re.compile(r"(?<![\w.,-])(?:\+31|00\s?31|0)(?:[\s()-]*\d){4,13}(?![\w-])")
_MOBILE_OR_AREA = re.compile(r"0[1-9]\d{8}")
_SERVICE = re.compile(r"0(?:800|90[069])(?:\d{4}|\d{7})|14\d{3}")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+")
_HOST = re.compile(r"https://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:/[^\s<>]*)?", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)


def checked_long_ago(reading: Reading) -> Iterator[Remark]:
    """Elk hoofdstuk is in de laatste twee jaar nagekeken.

    Goed: nagekeken: met een datum van vorig jaar.
    Fout: nagekeken: met een datum van drie jaar geleden, of met een datum die nog moet komen.
    """
    today = reading.today
    dated = [(chapter.place, f"«{chapter.title}»", chapter.checked) for chapter in reading.library.chapters]
    practice = reading.library.practice
    for place, name, checked in (*dated, (_practice(reading, "nagekeken"), "de uitgave", practice.checked)):
        if checked and checked > today:
            yield place, f"{name} is nagekeken op {checked:%d-%m-%Y}, en dat is nog niet geweest", "kijk de datum na."
        elif checked and (today - checked).days > YEARS * 365.25:
            remedy = "laat de tekst nakijken en zet dan bij nagekeken: de datum van die dag."
            yield place, f"{name} is het laatst nagekeken op {checked:%d-%m-%Y}", remedy


def _practice(reading: Reading, key: str) -> Place:
    return reading.key("praktijk.yaml", key)


def review_passed(reading: Reading) -> Iterator[Remark]:
    """De datum waarvoor de tekst opnieuw wordt nagekeken, is nog niet voorbij.

    Na die datum hoort het boekje niet meer gedrukt te worden. Een uitgave maken kan dan ook niet meer.

    Goed: nakijken-voor: met een datum over een jaar.
    Fout: nakijken-voor: met een datum van vorige maand.
    """
    review = reading.library.practice.review
    if review <= reading.today:
        yield (
            _practice(reading, "nakijken-voor"),
            f"het boekje moest voor {review.isoformat()} opnieuw worden nagekeken",
            "laat iemand de inhoud nakijken, en zet daarna nagekeken en nakijken-voor op de nieuwe datums.",
        )


def dates_in_order(reading: Reading) -> Iterator[Remark]:
    """De datums in praktijk.yaml volgen op elkaar.

    Eerst nagekeken, dan uitgegeven, en daarna pas weer nakijken.

    Goed: nagekeken: 1-11-2026, datum: 22-11-2026, nakijken-voor: 1-11-2028
    Fout: nakijken-voor: vóór de datum van de uitgave.
    """
    practice = reading.library.practice
    if not practice.checked <= practice.published < practice.review:
        yield (
            _practice(reading, "nakijken-voor"),
            "de datums in praktijk.yaml staan niet op volgorde",
            "zet nagekeken: op of voor datum:, en nakijken-voor: erna.",
        )


def sources_without_year(reading: Reading) -> Iterator[Remark]:
    """Bij elke bron staat een jaar.

    Zonder jaar weet niemand hoe oud iets is. Heeft een bron er echt geen? Schrijf dan met een regel negeer waarom.

    Goed: jaar: 2021
    Fout: jaar: null
    """
    for source in reading.library.sources.values():
        if source.year is None:
            yield source.place, f"bij de bron «{source.code}» staat geen jaar", "zoek het jaar op en zet het bij jaar:"


def sources_unused(reading: Reading) -> Iterator[Remark]:
    """Elke bron wordt ergens genoemd.

    Een bron zonder noot of hoofdstuk komt niet in het boekje. Dan is de noot vergeten, of de bron over.

    Goed: een bron die bij bronnen: in een hoofdstuk staat, of als [^CODE] in de tekst.
    Fout: een bron waar niemand naar verwijst.
    """
    library = reading.library
    used = {code for chapter in library.chapters for code in chapter.sources}
    used |= {item.source for _, run in all_runs(library) for item in inlines(run) if isinstance(item, Citation)}
    for source in library.sources.values():
        if source.code not in used:
            yield (
                source.place,
                f"de bron «{source.code}» wordt nergens genoemd",
                f"zet [^{source.code}] in de tekst, of haal de bron weg.",
            )


def phones(reading: Reading) -> Iterator[Remark]:
    """Een telefoonnummer kan bestaan.

    Een Nederlands nummer heeft tien cijfers. Korter mag alleen bij 112, 113, 0800 en 0900.

    Goed: 035 000 00 00 of 0800-0113
    Fout: 035 000 00 0
    """
    remedy = "tel de cijfers na: tien, of bij 0800 en 0900 acht of elf."
    for passage in reading.passages:
        for found in _PHONE.finditer(passage.text):
            if not is_phone(found[0]):
                yield (
                    reading.place(passage, found.start()),
                    f"«{found[0].strip()}» kan geen telefoonnummer zijn",
                    remedy,
                )
    phone = reading.library.practice.phone
    if phone and not is_phone(phone):
        yield _practice(reading, "telefoon"), f"«{phone}» kan geen telefoonnummer zijn", remedy


def is_phone(text: str) -> bool:
    """Tell whether a number can be a Dutch telephone number.

    >>> [is_phone(text) for text in ("035 624 00 00", "+31 35 6240000", "0800-0113", "035 624 00")]
    [True, True, True, False]
    """
    digits = re.sub(r"[\s()-]", "", text)
    digits = re.sub(r"^(?:\+31|0031)0?", "0", digits)
    kinds = _SERVICE if digits.startswith(("0800", "0900", "0906", "0909")) else _MOBILE_OR_AREA
    return bool(kinds.fullmatch(digits))


def addresses(reading: Reading) -> Iterator[Remark]:
    """Een webadres of e-mailadres kan bestaan.

    Goed: https://www.thuisarts.nl of info@voorbeeld.nl
    Fout: https://thuisarts of info@voorbeeld
    """
    remedy = "neem het adres over uit de balk van uw browser, met https:// ervoor."
    for place, address in _addresses(reading):
        bare = address.rstrip(".,;:?!)")
        full = bare if bare.startswith("http") or "@" in bare else f"https://{bare}"
        if not (_MAIL if "@" in full else _HOST).fullmatch(full):
            yield place, f"«{bare}» kan geen adres zijn", remedy


def _addresses(reading: Reading) -> Iterator[tuple[Place, str]]:
    """Give every address: in words, under words, and of the clinic itself."""
    for passage in reading.passages:
        for found in _ADDRESS.finditer(passage.text):
            yield reading.place(passage, found.start()), found[0]
    for _, run in all_runs(reading.library):
        for item in inlines(run):
            if isinstance(item, Reference) and item.aim is Aim.WEB:
                yield item.place, item.target
    practice = reading.library.practice
    for key, address in (("website", practice.site), ("email", practice.email)):
        if address:
            yield _practice(reading, key), address
