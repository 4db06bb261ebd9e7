"""Make the people of the drawings: a body with clothes and hair.

Goes in: a `Character`. Comes out: a `Person`, with all that can be seen of it as layers. Must not know postures,
colours or cameras.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from booklet.content.pose_records import Character
from booklet.figures.anatomy import Body, canon, load_body
from booklet.figures.hair import HAIR_MARGIN, hair_field, hair_layers
from booklet.figures.wardrobe import Layer, bare_skin, clothes, meshed, skin_under_clothes


@dataclass(frozen=True, kw_only=True, eq=False)
class Person:
    """Somebody, ready to be posed."""

    character: Character
    body: Body
    layers: tuple[Layer, ...]  # the shoes and the bare feet are both there: the drawing takes one of the two


@lru_cache(maxsize=32)
def make_person(character: Character) -> Person:
    """Make the body of a character, dressed and with hair."""
    return Person(character=character, body=load_body(character.body), layers=_layers(character.body, character.hair))


@lru_cache(maxsize=32)
def _layers(body_name: str, hair: str) -> tuple[Layer, ...]:
    """Give all layers of a body with hair; characters that differ in colour only share them."""
    body, canonical = load_body(body_name), canon().control["body"]
    skin = meshed("body", "skin", "body", skin_under_clothes(body.control["body"]), canonical, bare_skin())
    if hair != "bald":
        skin = replace(skin, keep=np.minimum(skin.keep, HAIR_MARGIN - hair_field(hair)))
    return (*clothes(body), skin, *hair_layers(body, hair))
