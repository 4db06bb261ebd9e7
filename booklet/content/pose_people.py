"""Read chapters/figuren/mensen.yaml: who can be in a drawing.

Goes in: a file. Comes out: `Character`s by name, or findings. Must not know bodies or hair.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from booklet.content.fields import Fields, Value
from booklet.content.files import Shelf
from booklet.content.pose_records import Character
from booklet.content.pose_values import truth, word
from booklet.content.pose_words import BODIES, HAIR, PERSON_COLOURS

_HEX = re.compile(r"#[0-9a-f]{6}")


def read_cast(shelf: Shelf, path: Path) -> Mapping[str, Character] | None:
    """Read the people by name; None (with a finding) when the file cannot be read."""
    value = shelf.yaml(path)
    if value is None:
        return None
    return {name: _character(name, person.fields()) for name, person in value.pairs()}


def _character(name: str, fields: Fields) -> Character:
    character = Character(
        name=name,
        body=word(fields, "lichaam", BODIES, "neutral"),
        hair=word(fields, "haar", HAIR, "short"),
        glasses=truth(fields, "bril"),
        lashes=truth(fields, "wimpers"),
        thin_brows=truth(fields, "dunne-wenkbrauwen"),
        colours=_colours(fields.get("kleuren")),
    )
    fields.done()
    return character


def _colours(value: Value | None) -> tuple[tuple[str, str], ...]:
    """Read the colours of a person by what has them, in the order of their English names."""
    if value is None:
        return ()
    parts = {PERSON_COLOURS.get(part.one_of(key, PERSON_COLOURS), ""): _hex(part) for key, part in value.pairs()}
    return tuple(sorted(parts.items()))


def _hex(value: Value) -> str:
    colour = value.text()
    if not _HEX.fullmatch(colour):
        value.wrong(f"«{colour}» is geen kleur", 'schrijf de kleur als "#c9a06a", tussen aanhalingstekens.', "kleur")
    return colour
