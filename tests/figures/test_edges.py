"""Lines of things are straight, sharp at corners, and hidden behind what lies before them."""

from __future__ import annotations

import re

import numpy as np
import pytest

from booklet.figures.edges import crack_path, edge_paths
from booklet.figures.labels import FIRST_PROP, SKIN
from booklet.figures.mesh import Array
from booklet.figures.raster import Buffer, Camera, aim, with_frame


def camera() -> Camera:
    """Make a camera at the front that sees four dm to every side."""
    return with_frame(aim(0, 0, 20), np.array([-4.0, -4.0]), np.array([4.0, 4.0]))


def empty() -> Buffer:
    """Make a buffer in which nothing is seen."""
    return Buffer(
        label=np.zeros((160, 160), dtype=np.int64),
        rest=np.full((160, 160, 3), 1e6),
        depth=np.full((160, 160), -1e9),
        limbs=np.zeros((160, 160, 2)),
    )


def ends(data: str) -> list[tuple[int, int]]:
    """List where the parts of straight path data begin and end."""
    found = []
    for part in data.split("M")[1:]:
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        found += [(numbers[0], numbers[1]), (sum(numbers[0::2]), sum(numbers[1::2]))]
    return found


def ring(corners: Array) -> Array:
    """Walk round a polygon in steps of one pixel, back to where it began."""
    sides = zip(corners, np.roll(corners, -1, axis=0), strict=True)
    walk = [a + (b - a) * t for a, b in sides for t in np.linspace(0, 1, int(np.abs(b - a).sum()), endpoint=False)]
    return np.array([*walk, walk[0]])


def test_an_edge_that_nothing_covers_is_one_straight_line() -> None:
    """From end to end."""
    data = edge_paths([np.array([[-3.0, 0, 0], [3.0, 0, 0]])], camera(), empty())
    assert ends(data) == [(100, 400), (700, 400)]


def test_an_edge_is_hidden_where_something_lies_before_it() -> None:
    """Two parts are left: left and right of what covers its middle."""
    buffer = empty()
    buffer.label[:, 60:100] = SKIN
    buffer.depth[:, 60:100] = 1.0
    covered = ends(edge_paths([np.array([[-3.0, 0, 0], [3.0, 0, 0]])], camera(), buffer))
    assert len(covered) == 4
    assert covered[1][0] == pytest.approx(300, abs=15)
    assert covered[2][0] == pytest.approx(500, abs=15)


def test_an_edge_before_the_figure_is_seen() -> None:
    """It is nearer, and has a face beside it; else it lies in a gap that was closed."""
    buffer = empty()
    buffer.label[:, 60:100] = SKIN
    buffer.depth[:, 60:100] = -1.0
    assert len(ends(edge_paths([np.array([[-3.0, 0, 0], [3.0, 0, 0]])], camera(), buffer))) == 4
    buffer.label[80:83] = FIRST_PROP
    assert len(ends(edge_paths([np.array([[-3.0, 0, 0], [3.0, 0, 0]])], camera(), buffer))) == 2


def test_a_square_keeps_its_corners() -> None:
    """Four sides, each of them straight."""
    data = crack_path(ring(np.array([[10.0, 10], [60, 10], [60, 60], [10, 60]])), 1.0)
    assert data.count("c") == 1
    steps = [int(number) for number in re.findall(r"-?\d+", data.partition("c")[2])]
    assert len(steps) == 4 * 6
    assert {abs(steps[k]) + abs(steps[k + 1]) for k in range(4, len(steps), 6)} == {50}


def test_too_little_is_no_line() -> None:
    """Two points of a lattice."""
    assert crack_path(np.array([[0.0, 0], [1, 0]]), 1.0) == ""
