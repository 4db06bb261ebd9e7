"""Rows of points become smooth curves and short path data."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest

from booklet.figures.curves import (
    at,
    curve_path,
    fit,
    path_of,
    region_path,
    resampled,
    smooth,
    straight_path,
    stretches,
    tapered_path,
)
from booklet.figures.mesh import Array


def circle(radius: float, count: int = 200) -> Array:
    """Make a closed ring of points."""
    turn = np.linspace(0, 2 * np.pi, count)
    return np.stack([np.cos(turn), np.sin(turn)], axis=1) * radius


def staircase(steps: int) -> Array:
    """Make a line that climbs in steps of one."""
    return np.array([(k - k // 2, k // 2) for k in range(2 * steps)], dtype=float)


def test_a_curve_stays_within_its_tolerance() -> None:
    """Every point lies near the curve that was fitted through it."""
    wave = np.stack([np.linspace(0, 60, 120), 9 * np.sin(np.linspace(0, 7, 120))], axis=1)
    curves = fit(wave, 0.3)
    dense = np.concatenate([at(curve, np.linspace(0, 1, 80)) for curve in curves])
    nearest = np.linalg.norm(wave[:, None] - dense[None], axis=-1).min(axis=1)
    assert nearest.max() < 0.45
    assert 2 < len(curves) < 12


def test_curves_join() -> None:
    """Each begins where the one before it ends, and the ends are those of the points."""
    curves = fit(circle(20)[:150], 0.2)
    assert all(np.allclose(one[3], other[0]) for one, other in pairwise(curves))
    assert np.allclose(curves[0][0], circle(20)[0])
    assert np.allclose(curves[-1][3], circle(20)[149])


def test_a_straight_line_is_one_curve() -> None:
    """However many points it has."""
    assert len(fit(np.stack([np.arange(50.0), np.arange(50.0) / 3], axis=1), 0.2)) == 1


def test_smoothing_takes_the_stairs_out_and_keeps_the_ends() -> None:
    """A slope made of steps becomes a slope."""
    row = smooth(staircase(30), 4)
    assert np.allclose(row[0], staircase(30)[0])
    assert np.allclose(row[-1], staircase(30)[-1])
    off = np.abs(row[:, 0] - row[:, 1])[10:-10]
    assert np.ptp(off) < 0.05


def test_smoothing_a_ring_keeps_it_closed() -> None:
    """And about as large as it was."""
    ring = smooth(np.rint(circle(30)), 3)
    assert np.allclose(ring[0], ring[-1])
    assert np.linalg.norm(ring, axis=1).mean() == pytest.approx(30, abs=0.5)


def test_points_are_spread_evenly() -> None:
    """By length, in two or three dimensions."""
    row = resampled(np.array([[0.0, 0, 0], [1, 0, 0], [1, 3, 0]]), 5)
    assert row.tolist() == [[0, 0, 0], [1, 0, 0], [1, 1, 0], [1, 2, 0], [1, 3, 0]]


def test_path_data_is_short_and_in_whole_numbers() -> None:
    """Relative, with a space only where no minus sign parts two numbers."""
    curve = np.array([[1.0, 1], [2, 0], [3, 0], [4, 1]])
    assert path_of([curve], 10) == "M10 10c10-10 20-10 30 0"
    assert path_of([curve], 10, closed=True).endswith("z")
    assert straight_path(np.array([[0.0, 0], [1, -1], [2, -1]]), 100) == "M0 0l100-100 100 0"
    assert path_of([], 10) == ""


def test_rounding_does_not_add_up() -> None:
    """Each step starts where the rounded one before it ended."""
    data = straight_path(np.stack([np.arange(11) * 0.34, np.zeros(11)], axis=1), 1)
    assert sum(int(step) for step in re.findall(r"-?\d+", data)[2::2]) == 3


def test_a_region_has_its_holes() -> None:
    """A ring gives two borders; a speck gives none."""
    mask = np.zeros((60, 60), dtype=bool)
    rows, columns = np.ogrid[:60, :60]
    away = np.hypot(rows - 30, columns - 30)
    mask[(away < 25) & (away > 10)] = True
    mask[1:3, 1:3] = True
    assert region_path(mask, 1.0).count("M") == 2


def test_a_closed_path_is_written_closed() -> None:
    """So that its fill has no gap."""
    assert curve_path(circle(20), 0.3, 1.0, closed=True).endswith("z")


def test_a_free_end_thins_out() -> None:
    """As if the pen were lifted: full width in the middle, a fifth of it at the end."""
    line = np.stack([np.linspace(1, 5, 60), np.ones(60)], axis=1)
    caps = [int(radius) for radius in re.findall(r"a(\d+) ", tapered_path(line, 0.4, (True, False)))]
    assert caps == [4, 4, 20, 20]
    assert re.match(r"M100 \d+c", tapered_path(line, 0.4, (True, False)))


def test_stretches_are_found() -> None:
    """Where they begin, and where they have ended."""
    assert stretches(np.array([True, True, False, False, True])).tolist() == [[0, 2], [4, 5]]
    assert stretches(np.zeros(4, dtype=bool)).tolist() == []
