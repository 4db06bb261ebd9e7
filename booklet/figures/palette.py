"""The colours and the line weights of the drawings.

Goes in: a character, and how large a drawing is printed. Comes out: colours by name, and line weights in dm of the
drawn world. Must not know shapes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from booklet.content.pose_records import Character

COLOURS: Mapping[str, str] = {
    "line": "#22313f",
    "face": "#22313f",
    "skin": "#f4d6bd",
    "skin_far": "#e6c3a5",
    "hair": "#4b3b35",
    "scarf": "#8a6fa8",
    "shirt": "#86c5c0",
    "shirt_far": "#6dacaa",
    "trousers": "#5f87a6",
    "trousers_far": "#456a88",
    "shoes": "#ffffff",
    "shoes_far": "#dfe3e6",
    "sole": "#c3ccd2",
    "sole_far": "#a9b4bb",
    "arrow": "#b0330c",
    "stop": "#8a3110",
    # Lighter than the figure, and still there on a photocopy.
    "prop-line": "#4f626e",
    "prop-line-heavy": "#37474f",
    "ghost": "#e6ebee",
    "ghost-line": "#93a6b3",
    "shadow": "#e3e9ec",
    "mat": "#e6eef0",
    "mat2": "#cfdce1",
    "wood": "#efe0c6",
    "wood2": "#dfcaa5",
    "wall": "#eef1f3",
    "wall2": "#dde3e7",
    "pillow": "#f3f1ea",
    "towel": "#d9c7e6",
    "ball": "#f0c46c",
    "band": "#2f7d5b",
    "stick": "#d8b27a",
    "metal": "#c4ccd2",
    "weight": "#56616b",
    "bag": "#c99c63",
    "bottle": "#8fc7e0",
}

SMALL_PRINT = 1.5  # mm for a dm: prints are of the heavier set up to this (page/handout_pictures.py)
LEAST_MM = 0.10  # no line is thinner than .28 pt
USUAL_LINES_MM: Mapping[str, float] = {
    "outline": 0.30,
    "hand_outline": 0.22,
    "overlap": 0.23,
    "seam": 0.15,
    "prop": 0.15,
    "ghost": 0.18,
    "arrow_shaft": 0.62,
    "arrow_head": 1.9,
    "arrow_halo": 0.5,
}
# For prints of some 20 mm, which are copied: everything half as heavy again, things and arrows more than that.
HEAVY_LINES_MM: Mapping[str, float] = {name: mm * 1.5 for name, mm in USUAL_LINES_MM.items()} | {
    "prop": 0.33,
    "arrow_shaft": 1.05,
    "arrow_head": 2.9,
}


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How heavy the lines are, in dm of the drawn world, so that they are right on paper."""

    mm_per_dm: float
    heavy: bool
    outline: float
    hand_outline: float
    overlap: float
    seam: float
    prop: float
    ghost: float
    arrow_shaft: float
    arrow_head: float
    arrow_halo: float

    @property
    def least(self) -> float:
        """The thinnest line there may be: whole hundredths of a dm, as lines are written."""
        return math.ceil(LEAST_MM / self.mm_per_dm * 100) / 100


def weights(mm_per_dm: float, *, heavy: bool = False) -> Weights:
    """Give line weights for a drawing in which a dm is so many mm on paper."""
    lines = HEAVY_LINES_MM if heavy else USUAL_LINES_MM
    return Weights(mm_per_dm=mm_per_dm, heavy=heavy, **{name: mm / mm_per_dm for name, mm in lines.items()})


def palette_of(character: Character, *, heavy: bool = False) -> Mapping[str, str]:
    """Give all colours by name: those of a character over the usual ones."""
    props = {"prop-line": COLOURS["prop-line-heavy"]} if heavy else {}
    return {**COLOURS, **props, **dict(character.colours)}
