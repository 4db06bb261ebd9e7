"""The small signs: their place, their size, and that they are told apart."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from booklet.content.pose_records import Mark
from booklet.figures.landmarks import points
from booklet.figures.marks import mark_bounds, mark_elements, mark_place
from booklet.figures.mesh import Array
from booklet.figures.palette import COLOURS, weights
from booklet.figures.raster import Camera
from booklet.figures.skeleton import Stance, load_body, stand
from booklet.report import Place

KINDS = ("clock", "cross", "breath-in", "breath-out")
LINES = weights(2.5)
HERE = np.array([10.0, 10.0])
MARK = Mark(kind="clock", landmark="nose", frames=("start",), place=Place(path="brug.yaml"))


def drawn(kind: str, *, heavy: bool = False, turn: float = 0.0, size_mm: float = 5.0) -> tuple[str, ...]:
    """Draw a sign."""
    mark = replace(MARK, kind=kind, turn=turn, size_mm=size_mm)
    return mark_elements(mark, HERE, weights(2.5, heavy=heavy), COLOURS)


def outlines(element: str) -> list[Array]:
    """Read the lines of a path back, dm."""
    shapes = []
    for part in re.findall(r'd="M([^"]*)"', element)[0].split("M"):
        numbers = np.array([float(number) for number in re.findall(r"-?\d+", part)]).reshape(-1, 2)
        shapes.append(np.cumsum(numbers, axis=0) / 100)
    return shapes


def corners(elements: tuple[str, ...]) -> tuple[Array, Array]:
    """Find the least and greatest coordinates of a sign, with the width of its lines."""
    low, high = [], []
    for element in elements:
        edge = int(re.findall(r'stroke-width="(\d+)"', element)[0]) / 200
        circle = re.findall(r'cx="(\d+)" cy="(\d+)" r="(\d+)"', element)
        if circle:
            x, y, r = (int(number) / 100 for number in circle[0])
            lines = [np.array([[x - r, y - r], [x + r, y + r]])]
        else:
            lines = outlines(element)
        low += [line.min(axis=0) - edge for line in lines]
        high += [line.max(axis=0) + edge for line in lines]
    return np.min(low, axis=0), np.max(high, axis=0)


def test_a_sign_stands_at_its_offset_from_the_landmark() -> None:
    """To the right and up the paper."""
    body = load_body("neutral")
    posture = stand(body, Stance(angles={"root.y": 8.0}, hands={}))
    camera = Camera(turn=np.eye(3), low=np.array([-5.0, 0.0]), high=np.array([5.0, 18.0]))
    nose = points(body, posture, ("nose",))["nose"]
    place = mark_place(replace(MARK, offset=(2.0, 1.0)), body, posture, camera)
    assert place == pytest.approx([nose[0] + 5 + 2, 18 - nose[1] - 1])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("heavy", [False, True])
def test_a_sign_has_its_size_and_stays_within_its_bounds(kind: str, heavy: bool) -> None:
    """5 mm at 2.5 mm per dm is 2 dm, within a quarter; nothing comes out of the bounds, in either weight."""
    low, high = corners(drawn(kind, heavy=heavy))
    assert 1.5 < (high - low).max() < 2.9
    least, most = mark_bounds(HERE, replace(MARK, kind=kind), LINES)
    assert (low >= least - 0.011).all()
    assert (high <= most + 0.011).all()


@pytest.mark.parametrize("kind", KINDS)
def test_no_line_of_a_sign_is_thinner_than_a_copier_shows(kind: str) -> None:
    """Also of a small sign, lines keep 0.3 mm."""
    for element in drawn(kind, size_mm=3.0):
        if 'fill="none"' in element or "<circle" in element:
            assert int(re.findall(r'stroke-width="(\d+)"', element)[0]) / 100 * 2.5 >= 0.3


@pytest.mark.parametrize("kind", KINDS)
def test_a_sign_has_one_colour_on_white(kind: str) -> None:
    """Flat, in whole numbers, without opacity."""
    drawing = "".join(drawn(kind))
    assert len(set(re.findall(r"#[0-9a-f]{6}\b", drawing))) == 1
    assert "opacity" not in drawing
    assert "." not in drawing


def heads(kind: str, turn: float = 0.0) -> Array:
    """Find the middles of the heads of a breath, (3,2) from the middle of the sign."""
    return np.asarray([head.mean(axis=0) - HERE for head in outlines(drawn(kind, turn=turn)[-1])])


def test_air_goes_out_of_the_face_and_into_it() -> None:
    """Three heads on the far side for breathing out, three on the near side for breathing in."""
    assert len(heads("breath-out")) == len(heads("breath-in")) == 3
    assert (heads("breath-out")[:, 0] > 0.3).all()
    assert (heads("breath-in")[:, 0] < -0.3).all()


def test_air_turns_with_the_face() -> None:
    """Somebody who lies on the back breathes out upward: y goes down on the paper."""
    assert (heads("breath-out", turn=90)[:, 1] < -0.3).all()
    assert (heads("breath-in", turn=90)[:, 1] > 0.3).all()
    assert (heads("breath-out", turn=180)[:, 0] < -0.3).all()


def test_heads_of_air_do_not_touch_each_other() -> None:
    """Three streams stay three, also where they gather."""
    for kind in ("breath-in", "breath-out"):
        spans = sorted((head[:, 1].min(), head[:, 1].max()) for head in outlines(drawn(kind)[-1]))
        assert all(second[0] - first[1] > 0.02 for first, second in pairwise(spans))


def test_the_hands_of_the_clock_point_to_different_hours() -> None:
    """One straight up, one elsewhere, of different lengths."""
    hands = outlines(drawn("clock")[-1])[:2]
    long, short = (line[1] - line[0] for line in hands)
    assert long[0] == pytest.approx(0, abs=0.011)
    assert long[1] < 0
    assert np.linalg.norm(long) > np.linalg.norm(short) > 0.3
