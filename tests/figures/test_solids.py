"""Hard things have named faces, and what sinks into them is held back."""

from __future__ import annotations

import numpy as np
import pytest

from booklet.content.pose_records import Thing, Vector
from booklet.figures.mesh import Array
from booklet.figures.solids import CLEARANCE, HAND_RANGE, Surface, keep_out, outside, solids_of, surfaces_of
from booklet.report import Place


def thing(kind: str, *, name: str = "", solid: bool = True, side: str = "", **numbers: float) -> Thing:
    """Make a thing of which only numbers are told."""
    words = {"side": side} if side else {}
    return Thing(
        kind=kind, name=name or kind, numbers=numbers, vectors={}, words=words, solid=solid, place=Place(path="")
    )


def box(low: Vector, high: Vector) -> Thing:
    """Make a box."""
    vectors = {"lo": low, "hi": high}
    return Thing(kind="box", name="box", numbers={}, vectors=vectors, words={}, place=Place(path=""))


def held(thing: Thing, *points: Vector) -> Array:
    """Keep points out of one thing."""
    return keep_out(np.array(points, dtype=float), solids_of([thing]))


def test_a_wall_is_met_on_the_side_of_the_figure() -> None:
    """Ahead at its front as the figure sees it, behind at the other, beside on the left or right."""
    assert surfaces_of([thing("wall", z=9.4)])["wall"] == Surface(axis=2, value=9.4, sign=-1)
    assert surfaces_of([thing("wall", z=-0.5)])["wall"] == Surface(axis=2, value=0.0, sign=1)
    assert surfaces_of([thing("wall", z=1.0, side="ahead")])["wall"] == Surface(axis=2, value=1.0, sign=-1)
    assert surfaces_of([thing("wall", x=3.0)])["wall"] == Surface(axis=0, value=3.0, sign=-1)
    assert surfaces_of([thing("wall", x=-3.0)])["wall"] == Surface(axis=0, value=-2.5, sign=1)


def test_seats_steps_and_tops_are_met_from_above() -> None:
    """Each at its own height, by its own name; the back rest of a chair faces forward."""
    named = surfaces_of(
        [thing("chair", z=-0.9), thing("stairs", n=3, rise=1.7), thing("table", h=7.3), thing("stool", seat=5.0)]
    )
    assert named["chair"] == Surface(axis=1, value=4.5, sign=1)
    assert named["chair.rest"].axis == 2
    assert named["chair.rest"].sign == 1
    assert [named[f"stairs.{step}"].value for step in (1, 2, 3)] == pytest.approx([1.7, 3.4, 5.1])
    assert named["table"] == named["table.top"] == Surface(axis=1, value=7.3, sign=1)
    assert named["stool"].value == 5.0
    assert "stairs.4" not in named


def test_a_turned_chair_faces_backward() -> None:
    """Its rest is at the far side, and its seat before it."""
    chair = thing("chair", z=3.0, facing=-1.0)
    assert surfaces_of([chair])["chair.rest"].sign == -1
    assert held(chair, (0, 4.0, 0.0))[0] == pytest.approx((0, 4.5 + CLEARANCE, 0.0))
    assert held(chair, (0, 4.0, 4.0))[0] == pytest.approx((0, 4.0, 4.0))


def test_a_chair_without_a_back_is_a_stool() -> None:
    """Then there is nothing to lean on."""
    assert "chair.rest" not in surfaces_of([thing("chair", back=4.0)])


def test_things_have_a_name_of_their_own() -> None:
    """Two boxes can be told apart."""
    named = surfaces_of([thing("stool", name="left", x=2.0), thing("stool", name="right", x=-2.0)])
    assert {"left", "right", "left.front"} <= set(named)
    assert "stool" not in named


@pytest.mark.parametrize("kind", ["pillow", "mat", "shadow", "ball", "bed", "laptop"])
def test_soft_things_hold_nothing_back(kind: str) -> None:
    """The body sinks into them, and nothing can be put against them."""
    assert solids_of([thing(kind)]) == ()
    assert solids_of([thing("table", solid=False)]) == ()
    assert surfaces_of([thing("table", solid=False)]) == {}


def test_what_is_inside_goes_to_the_nearest_face() -> None:
    """A point 1 dm under the top and 3 cm behind the front of a box comes out at the front."""
    step = box((-2, 0, 1), (2, 1.6, 4))
    points = held(step, (0, 1.3, 2.5), (1.9, 1.0, 2.5), (0, 0.6, 1.03), (0, 1.7, 2.5))
    assert points == pytest.approx(
        np.array([(0, 1.6 + CLEARANCE, 2.5), (2 + CLEARANCE, 1.0, 2.5), (0, 0.6, 1 - CLEARANCE), (0, 1.7, 2.5)])
    )


def test_what_is_deep_inside_is_left_alone() -> None:
    """A foot far under a table top passes below it; nothing is thrown across the room."""
    assert held(thing("table", z=2.0, h=7.4), (0, 6.0, 3.0))[0] == pytest.approx((0, 6.0, 3.0))
    assert held(box((-3, 0, -3), (3, 3, 3)), (0, 1.5, 0))[0] == pytest.approx((0, 1.5, 0))


def test_the_input_is_not_changed() -> None:
    """A frozen figure stays where it was."""
    points = np.array([[0.0, 4.0, 1.0]])
    keep_out(points, solids_of([thing("stool")]))
    assert points[0] == pytest.approx((0, 4.0, 1.0))


def test_a_hand_at_a_wall_keeps_its_thickness() -> None:
    """Pressed 3 cm into a wall, its back stays off it, in order; an arm is only held back at the face."""
    wall = thing("wall", z=9.4)
    hand = np.array([(0.0, 12, 9.7), (0, 12, 9.5), (0, 12, 9.2), (0, 12, 8.0)])
    whole = keep_out(hand, solids_of([wall]), [np.full(4, True)])
    off = outside(whole, surfaces_of([wall])["wall"])
    assert np.all(off > 0)
    assert off[0] < off[1] < off[2] < HAND_RANGE + CLEARANCE < off[3]
    flat = outside(held(wall, *map(tuple, hand.tolist())), surfaces_of([wall])["wall"])
    assert flat[0] == pytest.approx(flat[1])


def test_a_hand_beyond_a_wall_is_not_dragged_along() -> None:
    """Deeper than a hand is thick it is not pressing."""
    wall = thing("wall", z=9.4)
    hand = np.array([(0.0, 12, 11.0), (0, 12, 9.0)])
    assert keep_out(hand, solids_of([wall]), [np.full(2, True)])[1] == pytest.approx((0, 12, 9.0))
