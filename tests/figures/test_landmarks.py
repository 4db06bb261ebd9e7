"""Landmarks lie where their names say, on every body and in every posture."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from booklet.figures.landmarks import LANDMARKS, PAIRED, both, normals, points
from booklet.figures.mesh import MIRROR, Array
from booklet.figures.skeleton import BONE, Body, Posture, Stance, carry, load_body, load_mesh, stand

every_body = pytest.mark.parametrize("name", ["neutral", "senior", "man", "woman"])


def standing(name: str = "neutral", angles: Mapping[str, float] | None = None) -> tuple[Body, Posture]:
    """Let a body stand, or do something else."""
    body = load_body(name)
    return body, stand(body, Stance(angles=angles or {}, hands={"L": "flat", "R": "flat"}))


def test_paired_landmarks_have_two_sides() -> None:
    """A name without a side stands for both; a middle one, or one with a side, for itself."""
    assert both("heel") == ("heel.L", "heel.R")
    assert both("heel.L") == ("heel.L",)
    assert both("nose") == ("nose",)
    assert len(set(LANDMARKS)) == len(LANDMARKS) == 2 * len(PAIRED) + 13


@every_body
def test_left_landmarks_mirror_right_ones(name: str) -> None:
    """To 2 cm, as bodies are not quite even; the middle ones lie in the middle."""
    place = points(*standing(name), LANDMARKS)
    for landmark in PAIRED:
        left, right = (place[side] for side in both(landmark))
        assert np.allclose(left, MIRROR @ right, atol=0.2), landmark
    for landmark in set(LANDMARKS) - {side for paired in PAIRED for side in both(paired)}:
        assert abs(place[landmark][0]) < 0.15, landmark


@every_body
def test_landmarks_lie_on_the_skin(name: str) -> None:
    """They move as the skin does, so in any posture they are on it."""
    body, posture = standing(
        name, angles={"hip.flex.L": 100, "knee.flex.L": 90, "shoulder.flex.R": 150, "lumbar.flex": 30}
    )
    skins = [carry(body, posture, load_mesh(mesh), body.control[mesh]) for mesh in ("body", "tights")]
    skin = np.concatenate(skins)
    for landmark, place in points(body, posture, LANDMARKS).items():
        assert np.linalg.norm(skin - place, axis=1).min() < 0.15, landmark


@every_body
@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("crown", "forehead"),
        ("forehead", "nose"),
        ("nose", "chin"),
        ("chin", "chest"),
        ("upperback", "midback"),
        ("midback", "lumbar"),
        ("lumbar", "sacrum"),
        ("chest", "belly"),
        ("belly", "abdomen"),
        ("abdomen", "thighfront.L"),
        ("shoulder.L", "elbow.L"),
        ("elbow.L", "wrist.L"),
        ("wrist.L", "palm.L"),
        ("palm.L", "fingertip.L"),
        ("buttock.R", "sit.R"),
        ("sit.R", "thighback.R"),
        ("kneeback.R", "calf.R"),
        ("shin.R", "ankle.R"),
        ("ankle.R", "heel.R"),
        ("instep.R", "ball.R"),
    ],
)
def test_landmarks_are_in_order_from_head_to_foot(name: str, upper: str, lower: str) -> None:
    """Of a standing body."""
    place = points(*standing(name), [upper, lower])
    assert place[upper][1] > place[lower][1]


def normal(landmark: str, name: str = "neutral", angles: Mapping[str, float] | None = None) -> Array:
    """Give the normal at one landmark."""
    return normals(*standing(name, angles), [landmark])[landmark]


@every_body
@pytest.mark.parametrize(
    ("landmark", "direction"),
    [
        ("nose", (0, 0, 1)),
        ("occiput", (0, 0, -1)),
        ("crown", (0, 1, 0)),
        ("chest", (0, 0, 1)),
        ("upperback", (0, 0, -1)),
        ("buttock.L", (0, 0, -1)),
        ("thighfront.R", (0, 0, 1)),
        ("hip.L", (1, 0, 0)),
        ("hip.R", (-1, 0, 0)),
        ("palm.L", (-1, 0, 0)),
        ("palm.R", (1, 0, 0)),
        ("handback.L", (1, 0, 0)),
        ("ball.L", (0, -1, 0)),
        ("heel.R", (0, -1, 0)),
    ],
)
def test_normals_point_out_of_the_body(name: str, landmark: str, direction: tuple[float, float, float]) -> None:
    """Within some 65 degrees of where the part faces, and one long."""
    found = normal(landmark, name)
    assert found @ np.array(direction) > 0.42
    assert np.linalg.norm(found) == pytest.approx(1)


def test_normals_turn_with_the_body() -> None:
    """Lying on the back, the chest faces up."""
    assert normal("chest", angles={"root.pitch": -90})[1] > 0.5


def test_an_at_sign_asks_for_a_joint() -> None:
    """Of any bone, by name."""
    body, posture = standing(angles={"root.x": 1.5})
    assert np.array_equal(points(body, posture, ["@head"])["@head"], posture.joints[BONE["head"]])


def test_an_unknown_landmark_is_an_error() -> None:
    """Not a point somewhere."""
    with pytest.raises(KeyError):
        points(*standing(), ["tail"])
