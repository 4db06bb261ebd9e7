"""A drawing is written in as few curves as the eye allows, and looks the same."""

from __future__ import annotations

import re

import numpy as np
import pytest

from booklet.figures.curves import at, curve_path
from booklet.figures.mesh import Array
from booklet.figures.sparing import _rows, sparing

LINE = '<path d="{}" fill="none" stroke="#22313f" stroke-width="6"/>'
FILL = '<path d="{}" fill="#e6eef0" stroke="#e6eef0" stroke-width="4"/>'
MM_PER_DM = 2.5  # 40 units in a mm: a line may be one unit off, a fill 2.4


def trembling(count: int = 400) -> str:
    """Trace a large circle with an unsteady hand."""
    turn = np.linspace(0, 2 * np.pi, count)
    radius = 300 + 0.5 * np.sin(turn * 40)
    points = 400 + np.stack([np.cos(turn), np.sin(turn)], axis=1) * radius[:, None]
    return curve_path(points, 0.3, 1.0, closed=True)


def data_of(element: str) -> str:
    """Give the path data of an element."""
    (data,) = re.findall(r' d="([^"]+)"', element)
    return str(data)


def walked(data: str, steps: int) -> Array:
    """Walk along a path: so many points on each curve."""
    return np.concatenate([at(curve, np.linspace(0, 1, steps)) for row in _rows(data) for curve in row.curves])


def count(data: str) -> int:
    """Count curves and straight lines."""
    return sum(len(row.curves) for row in _rows(data))


@pytest.mark.parametrize(("element", "most", "part"), [(LINE, 1.0, 2), (FILL, 2.4, 4)])
def test_fewer_curves_stay_near(element: str, most: float, part: int) -> None:
    """Within what is told, and half a unit for writing in whole ones."""
    before = trembling()
    after = data_of(sparing(element.format(before), MM_PER_DM))
    assert count(after) < count(before) / part
    assert after.endswith("z")
    one, other = walked(before, 8), walked(after, 500)
    assert np.linalg.norm(one[:, None] - other[None], axis=-1).min(axis=1).max() < most + 0.75


def test_corners_stay_where_they_are() -> None:
    """A square is the same four points."""
    square = "M10 10l200 0 0 200-200 0z"
    assert data_of(sparing(LINE.format(square), MM_PER_DM)) == square


def test_what_is_straight_becomes_a_line() -> None:
    """A row of curves in one direction is a line from its first point to its last."""
    row = "M0 0c10 0 20 0 30 0 10 1 20 1 30 1 10 0 20 0 30 0"
    assert data_of(sparing(LINE.format(row), MM_PER_DM)) == "M0 0l90 1"


@pytest.mark.parametrize(
    "element",
    [
        '<circle cx="5" cy="5" r="2"/>',
        LINE.format("M8 5a3 3 0 1 0 6 0"),
        LINE.format("M10 10c1 2 2 3 4 3 4 0 3-4 4-7"),  # a mouth: small things may be off by little
    ],
)
def test_small_things_stay_as_they_are(element: str) -> None:
    """They would lose their shape."""
    assert sparing(element, MM_PER_DM) == element


def test_a_disc_is_four_curves() -> None:
    """A circle of two arcs would be eight; a dot that nobody sees is left out."""
    disc = "M8 50a{0} {0} 0 1 0 {1} 0a{0} {0} 0 1 0 -{1} 0z"
    round_one = data_of(sparing(LINE.format(disc.format(9, 18)), MM_PER_DM))
    (row,) = _rows(round_one)
    assert len(row.curves) == 4
    away = np.linalg.norm(walked(round_one, 50) - np.array([17, 50]), axis=1)
    assert np.abs(away - 9).max() < 0.2
    line = "M10 10l200 0 0 200-200 0z"
    assert data_of(sparing(LINE.format(line + disc.format(1, 2)), MM_PER_DM)) == line
