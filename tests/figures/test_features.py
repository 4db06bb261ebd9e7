"""The strokes of a face lie on the head, for everyone, however it is turned."""

from __future__ import annotations

import numpy as np
import pytest

from booklet.content.pose_records import Character
from booklet.figures.features import Stroke, strokes_of
from booklet.figures.mesh import Array


def face(aside: float = 0.0, near: int = 1, body: str = "neutral", **looks: bool) -> tuple[Stroke, ...]:
    """Give the strokes of a face."""
    return strokes_of(Character(name="x", body=body, hair="short", **looks), aside, near)


def eyes(strokes: tuple[Stroke, ...]) -> list[Array]:
    """Give the middle of each eye, right to left."""
    return sorted((s.points.mean(axis=0) for s in strokes if s.kind == "eye"), key=lambda middle: float(middle[0]))


def mouth(strokes: tuple[Stroke, ...]) -> Array:
    """Find the mouth: the line whose middle is lowest on the front of the face."""
    lines = [s.points for s in strokes if s.kind == "line" and s.points[:, 2].mean() > 1]
    return min(lines, key=lambda points: float(points[:, 1].mean()))


@pytest.mark.parametrize("body", ["neutral", "senior", "man", "woman"])
def test_a_face_towards_us_is_symmetrical(body: str) -> None:
    """Eyes as far from the middle, the mouth across it."""
    right, left = eyes(face(body=body))
    assert left[0] == pytest.approx(-right[0], abs=0.02)
    assert left[1] == pytest.approx(right[1], abs=0.02)
    assert mouth(face(body=body))[:, 0].mean() == pytest.approx(0, abs=0.03)


def test_a_mouth_smiles() -> None:
    """Both corners are higher than the middle."""
    points = mouth(face())
    assert min(points[0, 1], points[-1, 1]) > points[len(points) // 2, 1] + 0.04


def test_in_profile_the_smile_reaches_round_the_near_cheek() -> None:
    """Further than on the far side, and further back."""
    turned, straight = mouth(face(aside=1)), mouth(face())
    assert turned[:, 0].max() > straight[:, 0].max() + 0.15
    assert turned[:, 0].min() == pytest.approx(straight[:, 0].min(), abs=0.02)
    assert turned[:, 2].min() < straight[:, 2].min() - 0.03


@pytest.mark.parametrize("aside", [0.0, 0.5, 1.0])
def test_the_other_profile_is_the_mirror_image(aside: float) -> None:
    """Whichever half is nearer."""
    left, right = mouth(face(aside, 1)), mouth(face(aside, -1))
    assert np.allclose(left * (-1, 1, 1), right, atol=0.03)


def test_the_jaw_runs_from_ear_to_ear_below_the_mouth() -> None:
    """One line, with the chin in its middle."""
    (jaw,) = (s.points for s in face() if s.kind == "jaw")
    lowest = jaw[int(jaw[:, 1].argmin())]
    assert abs(lowest[0]) < 0.15
    assert lowest[2] > 1.2
    assert jaw[0, 0] > 0.45
    assert jaw[-1, 0] < -0.45
    assert lowest[1] < mouth(face())[:, 1].min() - 0.2


def test_looks_add_strokes() -> None:
    """Glasses are two rings, two arms and a bridge; lashes one for each eye; thin brows as many as thick ones."""
    assert len(face(glasses=True)) == len(face()) + 5
    assert len(face(lashes=True)) == len(face()) + 2
    assert max(s.width for s in face(thin_brows=True)) == max(s.width for s in face())
    assert sum(s.width for s in face(thin_brows=True)) < sum(s.width for s in face())


def test_a_scarf_covers_the_ears() -> None:
    """They are left out, as they are no part of what is seen."""
    scarf = strokes_of(Character(name="x", body="woman", hair="scarf"), 0.0, 1)
    assert len(scarf) == len(face(body="woman")) - 2
