"""Between two neighbours stands the line that a draughtsman would draw."""

from __future__ import annotations

import numpy as np
import pytest

from booklet.figures.cracks import Crack, cracks
from booklet.figures.labels import FAR, FIRST_PROP, HAIR, SHIRT, SKIN, TROUSERS
from booklet.figures.raster import FAR_AWAY, Buffer

Side = tuple[int, tuple[float, float, float], float]
NOTHING: Side = (0, (FAR_AWAY, FAR_AWAY, FAR_AWAY), -1e9)
THING, OTHER = FIRST_PROP, FIRST_PROP + 1
ARM, CHEST, THIGH = (3.0, 3.0, 0.0), (0.5, 3.0, 1.2), (1.0, -2.0, 0.5)
SEAT, LEG = (1000.0, 1000.0, 1000.0), (2000.0, 2000.0, 2000.0)


def between(one: Side, other: Side, quiet: set[int] | None = None, bare: set[int] | None = None) -> int:
    """Judge a pair of neighbours, beside each other and above each other, either way round."""
    verdicts = set()
    for first, second in ((one, other), (other, one)):
        buffer = Buffer(
            label=np.array([[first[0], second[0]]]),
            rest=np.array([[first[1], second[1]]]),
            depth=np.array([[first[2], second[2]]]),
            limbs=np.zeros((1, 2, 2)),
        )
        upright = Buffer(
            label=buffer.label.T,
            rest=buffer.rest.transpose(1, 0, 2),
            depth=buffer.depth.T,
            limbs=buffer.limbs.transpose(1, 0, 2),
        )
        verdicts |= {
            int(cracks(buffer, quiet or set(), bare or set())[0][0, 0]),
            int(cracks(upright, quiet or set(), bare or set())[1][0, 0]),
        }
    (verdict,) = verdicts
    return verdict


@pytest.mark.parametrize(
    ("one", "other", "line"),
    [
        ((SKIN, ARM, 0.0), NOTHING, Crack.OUTLINE),
        ((SKIN, ARM, 0.0), (SKIN, (3.01, 3.0, 0.0), 0.0), Crack.NONE),
        ((SKIN, ARM, 2.0), (SHIRT, CHEST, 1.0), Crack.OVERLAP),
        ((SKIN, ARM, 1.0), (SHIRT, (3.1, 3.0, 0.0), 1.0), Crack.SEAM),
        ((TROUSERS, THIGH, 1.0), (TROUSERS, (1.0, -5.0, -0.5), 1.0), Crack.OVERLAP),
        ((TROUSERS, THIGH, 1.0), (TROUSERS + FAR, (1.05, -2.0, 0.5), 1.0), Crack.NONE),
        ((TROUSERS, THIGH, 1.0), (TROUSERS, (1.0, -2.4, 0.5), 1.0), Crack.NONE),
        ((HAIR, (0.0, 7.5, 1.0), 1.0), (HAIR, (0.0, 6.5, -1.0), 0.2), Crack.NONE),
    ],
    ids=["paper", "one surface", "arm before shirt", "sleeve", "folded leg", "tint", "slight fold", "hair"],
)
def test_the_figure(one: Side, other: Side, line: Crack) -> None:
    """Outline, overlap, seam or nothing."""
    assert between(one, other) == line


def test_the_face_is_left_to_its_strokes() -> None:
    """Lips, the hollow of the mouth and the jaw before the neck make no cracks; a hand before the face does."""
    lip, gum = (SKIN, (0.1, 6.7, 1.55), 1.5), (SKIN, (0.1, 6.7, 0.9), 0.9)
    chin, neck = (SKIN, (0.1, 6.3, 1.4), 1.4), (SKIN, (0.1, 5.8, 0.7), 0.7)
    hand = (SKIN, (3.5, -0.5, 0.3), 2.2)
    assert between(lip, gum) == Crack.NONE
    assert between(chin, neck) == Crack.NONE
    assert between(hand, lip) == Crack.OVERLAP


def test_a_thing_behind_the_figure_leaves_it_its_outline() -> None:
    """As paper does; so does a thing that it leans on."""
    assert between((SHIRT, CHEST, 1.0), (THING, SEAT, 0.0)) == Crack.OUTLINE
    assert between((SHIRT, CHEST, 1.0), (THING, SEAT, 1.02)) == Crack.OUTLINE


def test_a_thing_before_the_figure_has_its_own_thin_line() -> None:
    """A band across the trunk; one that draws its own edges needs none, unless the figure may be on it."""
    assert between((SHIRT, CHEST, 1.0), (THING, SEAT, 1.5)) == Crack.THING
    assert between((SHIRT, CHEST, 1.0), (THING, SEAT, 2.5), quiet={THING}) == Crack.NONE
    assert between((SHIRT, CHEST, 1.0), (THING, SEAT, 1.5), quiet={THING}) == Crack.OUTLINE


def test_things_have_thin_lines() -> None:
    """Against paper and each other, unless they draw their own; a shadow has none."""
    thing, other = (THING, SEAT, 0.0), (OTHER, LEG, 1.0)
    assert between(thing, NOTHING) == Crack.THING
    assert between(thing, other) == Crack.THING
    assert between(thing, NOTHING, quiet={THING}) == Crack.NONE
    assert between(thing, other, quiet={THING}) == Crack.THING
    assert between(thing, other, quiet={THING, OTHER}) == Crack.NONE
    assert between(thing, NOTHING, bare={THING}) == Crack.NONE
