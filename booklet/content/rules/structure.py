"""Rules about the shape of a text: its headings, its lists, and what it refers to.

Goes in: a `Reading`. Comes out: remarks. Must not know how they are shown. Each docstring is the help that staff read.

Reading checks already that a head is complete, that no heading skips a level, that a chapter begins with an
introduction and ends in short, and that what is referred to is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.content.rules.passages import Form
from booklet.content.rules.reading import Reading, Remark
from booklet.content.text import Block, Box, Heading, Listing, plain

_MOST_WORDS = 8
_LISTS_OF_ONE = ("alarm", "beelden", "schrijf")  # there one point can be all there is to say
_VAGUE = re.compile(
    r"\b(?:hierboven|hieronder|(?:zie|lees|staat|leest u|vindt u) (?:ook )?(?:verderop|boven|onder)\b(?! \w)"
    r"|klik\w*|(?:volgende|vorige) (?:bladzijde|pagina)|pagina \d+|bladzijde \d+)",
    re.IGNORECASE,
)


def empty_sections(reading: Reading) -> Iterator[Remark]:
    """Onder elke kop staat tekst.

    Een kop zonder tekst lijkt op papier een fout: de lezer zoekt wat er had moeten staan.

    Goed: een kop, en daaronder een of meer zinnen, een lijst of een vak.
    Fout: twee koppen van hetzelfde niveau onder elkaar, of een kop als laatste regel.
    """
    for chapter in reading.library.chapters:
        for heading in _empty(chapter.opening + chapter.body):
            title = plain(heading.content)
            yield heading.place, f"onder de kop «{title}» staat niets", "schrijf daar tekst, of haal de kop weg."


def _empty(blocks: tuple[Block, ...]) -> Iterator[Heading]:
    """Give the headings behind which another follows of the same level or higher, or nothing."""
    seen = [block for block in blocks if not (isinstance(block, Box) and block.name == "nieuwe-bladzijde")]
    for block, after in zip(seen, [*seen[1:], None], strict=False):
        if isinstance(block, Heading) and (
            after is None or (isinstance(after, Heading) and after.level <= block.level)
        ):
            yield block
        if isinstance(block, Box):
            yield from _empty(block.body)


def lists_of_one(reading: Reading) -> Iterator[Remark]:
    """Een lijst heeft minstens twee punten.

    Eén punt is een zin met een streepje ervoor. In de vakken alarm, beelden en schrijf mag één regel wel.

    Goed: een lijst van drie punten, of gewoon een zin.
    Fout: een lijst van één punt.
    """
    for chapter in reading.library.chapters:
        for listing in _lists(chapter.opening + chapter.body):
            if len(listing.items) == 1:
                yield listing.place, "deze lijst heeft maar één punt", "maak er een gewone zin van, of voeg punten toe."


def _lists(blocks: tuple[Block, ...]) -> Iterator[Listing]:
    for block in blocks:
        if isinstance(block, Listing):
            yield block
        elif isinstance(block, Box) and block.name not in _LISTS_OF_ONE:
            yield from _lists(block.body)


def headings(reading: Reading) -> Iterator[Remark]:
    """Een kop is kort: hoogstens 8 woorden, zonder dubbele punt en zonder punt erachter.

    Wie bladert, leest alleen de koppen. Een vraag of een handeling zegt meteen waar het over gaat.

    Goed: Als u slecht slaapt
    Fout: Slaap: de sleutel tot herstel.
    """
    for passage in reading.passages:
        if passage.form is not Form.HEADING:
            continue
        count = len(passage.text.split())
        wrong = (
            f"deze kop heeft {count} woorden"
            if count > _MOST_WORDS
            else "in deze kop staat een dubbele punt"
            if ":" in passage.text
            else "achter deze kop staat een punt"
            if passage.text.rstrip().endswith(".")
            else ""
        )
        if wrong:
            remedy = "maak er een korte vraag of handeling van, zoals: Als u slecht slaapt."
            yield reading.place(passage), wrong, remedy


def vague_references(reading: Reading) -> Iterator[Remark]:
    """Een verwijzing noemt de bladzijde, en het programma vult het nummer in.

    Hierboven of verderop kan na een verandering op een andere bladzijde staan. Een getypt nummer klopt dan niet meer.

    Goed: Hoe u begint, leest u op [bladzijde](#thuis).
    Fout: Hoe u begint, leest u hieronder.
    """
    for passage in reading.passages:
        for found in _VAGUE.finditer(passage.text):
            yield (
                reading.place(passage, found.start()),
                f"«{found[0]}» wijst niet naar een vaste plek",
                "schrijf [bladzijde](#naam), dan komt het nummer er vanzelf achter.",
            )
