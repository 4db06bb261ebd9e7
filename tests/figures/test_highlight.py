"""Emphasis: the right part, hatched, and free of the outline."""

from __future__ import annotations

import re

import numpy as np
import pytest

from booklet.content.pose_words import REGIONS as WORDS
from booklet.figures.highlight import REGIONS, highlight, region_mask
from booklet.figures.labels import FIRST_PROP, INSIDE, SHIRT, TROUSERS
from booklet.figures.mesh import Array
from booklet.figures.palette import COLOURS, weights
from booklet.figures.raster import Buffer
from booklet.figures.wardrobe import REST_SHIFT

SCALE = 40.0  # px per dm
LINES = weights(2.4)


def front(label: int = SHIRT, material: str = "shirt") -> Buffer:
    """Show a flat figure of 4 by 8 dm from the front, in canonical rest space at z = 1.3, with white about it."""
    rows, columns = np.mgrid[0 : int(10 * SCALE), 0 : int(6 * SCALE)]
    x, y = columns / SCALE - 3, 7 - rows / SCALE
    there = (np.abs(x) < 2) & (y > -2) & (y < 6)
    rest = np.stack([x, y, np.full(x.shape, 1.3)], axis=-1) + REST_SHIFT[material]
    return Buffer(
        label=np.where(there, label, 0),
        rest=np.where(there[..., None], rest, 1e6),
        depth=np.zeros(x.shape),
        limbs=np.zeros((*x.shape, 2)),
    )


def strokes(element: str) -> list[Array]:
    """Read the lines of a path back, dm."""
    lines = []
    for part in re.findall(r'd="M([^"]*)"', element)[0].split("M"):
        numbers = np.array([float(number) for number in re.findall(r"-?\d+", part)]).reshape(-1, 2)
        lines.append(np.cumsum(numbers, axis=0) / 100)
    return lines


def test_every_region_that_can_be_named_exists() -> None:
    """The words of the pose files and the regions of the drawing are one list."""
    assert set(WORDS.values()) == set(REGIONS)


def test_a_region_is_found_at_its_place() -> None:
    """The belly lies in the middle, 1.95 dm above the hips, and is 3.5 dm wide."""
    mask = region_mask(front(), SCALE, ("abdomen",))
    rows, columns = np.nonzero(mask)
    assert columns.mean() / SCALE - 3 == pytest.approx(0, abs=0.05)
    assert 7 - rows.mean() / SCALE == pytest.approx(1.95, abs=0.05)
    assert np.ptp(columns) / SCALE == pytest.approx(3.5, abs=0.1)


def test_a_side_means_that_side_only() -> None:
    """The figure's left is +x; without a side both are meant."""
    buffer = front(TROUSERS, "trousers")
    left, right, both = (region_mask(buffer, SCALE, (f"thigh_front{side}",)) for side in (".L", ".R", ""))
    assert np.nonzero(left)[1].min() > 3 * SCALE - 2
    assert np.nonzero(right)[1].max() < 3 * SCALE + 2
    assert both.sum() == pytest.approx(left.sum() + right.sum(), rel=0.02)


@pytest.mark.parametrize("label", [FIRST_PROP, INSIDE + SHIRT])
def test_things_and_the_inside_of_clothes_are_not_the_body(label: int) -> None:
    """A chair in front of the belly is not hatched, nor is what is seen through a sleeve."""
    assert not region_mask(front(label), SCALE, ("abdomen",)).any()


def test_hatching_runs_at_45_degrees_and_as_far_apart_as_told() -> None:
    """Straight strokes of two points, 0.95 mm apart along the axes on paper."""
    (element,) = highlight(front(), SCALE, ("abdomen",), LINES, COLOURS)
    hatching = [line for line in strokes(element) if len(line) == 2]
    assert len(hatching) > 5
    for line in hatching:
        step = line[1] - line[0]
        assert abs(step[0]) == pytest.approx(abs(step[1]), abs=0.04)
    along = sorted(line[0].sum() for line in hatching)
    assert np.diff(along) == pytest.approx(0.95 / 2.4, abs=0.06)


def test_hatching_keeps_off_the_outline_of_the_figure() -> None:
    """The chest reaches the side of this figure: no stroke comes near its edge, nor does a border run along it."""
    buffer = front()
    buffer = Buffer(
        label=np.where(np.arange(buffer.label.shape[1]) < 3 * SCALE, buffer.label, 0),
        rest=buffer.rest,
        depth=buffer.depth,
        limbs=buffer.limbs,
    )
    (element,) = highlight(buffer, SCALE, ("abdomen",), LINES, COLOURS)
    assert max(line[:, 0].max() for line in strokes(element)) < 3 - 0.05


def test_nothing_to_see_is_nothing_drawn() -> None:
    """A back is not seen from the front."""
    assert highlight(front(), SCALE, ("lower_back",), LINES, COLOURS) == ()
