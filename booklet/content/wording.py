"""Read what the clinic says of words: taal.yaml, and leesbaarheid.yaml of the edition that is in use.

Goes in: the folder chapters/. Comes out: a `Wording` and findings. Must not know in which texts the words stand.

Neither file needs to be there.
"""

from __future__ import annotations

from pathlib import Path

from booklet.content.fields import Value
from booklet.content.files import Shelf
from booklet.content.records import Discouraged, Wording

WORDS, READABILITY = "taal.yaml", "leesbaarheid.yaml"


def read_wording(shelf: Shelf, folder: Path) -> Wording:
    """Read both files."""
    told = shelf.fields(folder / WORDS) if (folder / WORDS).is_file() else None
    kept = shelf.fields(folder / READABILITY) if (folder / READABILITY).is_file() else None
    figures = kept.get("cijfers") if kept else None
    wording = Wording(
        known=told.texts("goed-gespeld") if told else (),
        plain=told.texts("gewoon") if told else (),
        discouraged=tuple(map(_discouraged, told.items("liever-niet"))) if told else (),
        ease={name: value.number(0, 207) or 0 for name, value in figures.pairs()} if figures else {},
        ease_of=kept.text("uitgave") if kept else "",
    )
    for fields in (told, kept):
        if fields:
            fields.done()
    return wording


def _discouraged(value: Value) -> Discouraged:
    fields = value.fields()
    words = fields.need("woord")
    found = Discouraged(
        words=tuple(item.text() for item in words.several()) if words else (),
        instead=fields.text("liever"),
        unless=fields.texts("tenzij"),
        place=value.place,
    )
    fields.done()
    return found
