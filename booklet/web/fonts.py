"""Cut the type families down to the characters that a page uses, ready to stand inside it.

Goes in: characters. Comes out: `@font-face` rules with the fonts in them. Must not know the page.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fontpkg
from fontpkg.errors import FamilyNotInstalled
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from booklet.report import BookletError, ExitCode, Finding, Place

# What headings and text ask of their letters, beside what every text needs: figures of one width, and lining ones.
FEATURES = ("tnum", "lnum", "pnum")


@dataclass(frozen=True, kw_only=True)
class Family:
    """A type family: its name, and the weights that the styles ask for (the lightest and the boldest)."""

    name: str
    weights: tuple[int, int]


FAMILIES = (Family(name="Source Sans 3", weights=(400, 700)), Family(name="Literata", weights=(500, 600)))


def faces(characters: str) -> str:
    """Give the rules that make both families available with the given characters.

    Raises `BookletError` for a family that is not installed, and for a character that neither has.
    """
    rules, known = [], set[int]()
    for family in FAMILIES:
        font = TTFont(_file(family), recalcTimestamp=False)
        known |= font.getBestCmap().keys()
        rules.append(_rule(family, _small(font, family, characters)))
    if missing := sorted({sign for sign in characters if ord(sign) not in known and sign.isprintable()}):
        raise BookletError(_strange(missing))
    return "".join(rules)


def _small(font: TTFont, family: Family, characters: str) -> bytes:
    """Keep the characters and the weights that are asked for, at the size of type for which a design is meant."""
    options = Options(layout_features=[*Options().layout_features, *FEATURES], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    limits = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    smaller = instantiateVariableFont(font, limits | {"wght": family.weights})
    smaller.flavor = "woff2"
    written = io.BytesIO()
    smaller.save(written, reorderTables=None)
    return written.getvalue()


def _rule(family: Family, font: bytes) -> str:
    light, bold = family.weights
    source = base64.b64encode(font).decode()
    return (
        f'@font-face{{font-family:"{family.name}";font-weight:{light} {bold};font-display:swap;'
        f'src:url("data:font/woff2;base64,{source}") format("woff2")}}'
    )


def _file(family: Family) -> Path:
    """Find the file of a family. Raises `BookletError` when its package is not installed."""
    try:
        return Path(fontpkg.path(family.name))
    except FamilyNotInstalled as error:
        raise BookletError(
            [
                Finding(
                    place=Place(path="deze computer"),
                    what=f"de letter {family.name} ontbreekt",
                    remedy="typ make booklet, dat haalt alles op wat nodig is.",
                    rule="systeem",
                )
            ],
            ExitCode.MISSING,
        ) from error


def _strange(missing: list[str]) -> Iterator[Finding]:
    for sign in missing:
        yield Finding(
            place=Place(path="boekje.html"),
            what=f"het teken «{sign}» bestaat niet in de letters van het boekje",
            remedy="schrijf het met gewone letters of cijfers.",
            rule="teken",
        )
