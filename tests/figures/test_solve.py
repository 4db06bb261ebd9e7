"""The solver puts the body where its goals say, keeps to what is written, and stays within what joints can do."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from booklet.content.pose_records import Goal, Thing
from booklet.content.pose_words import RANGES
from booklet.figures.goals import CLEARANCE, LAY_GAP, demands_of, gap_to, landmarks_in
from booklet.figures.landmarks import normals, points
from booklet.figures.mesh import Array
from booklet.figures.skeleton import BONE, Body, Stance, load_body, stand
from booklet.figures.solids import Solid, Surface, solids_of, surfaces_of
from booklet.figures.solve import limits, solve
from booklet.report import Place

HERE = Place(path="oefening.yaml", line=3)
ARM = ("shoulder.flex.L", "shoulder.abd.L", "shoulder.rot.L", "elbow.flex.L", "forearm.pron.L", "wrist.flex.L")
UPRIGHT = Stance(angles={"root.y": 8.4}, hands={"L": "flat", "R": "flat"})
WALL = Thing(kind="wall", name="wall", numbers={"z": 5.0}, vectors={}, words={}, place=HERE)


def solved(
    stance: Stance,
    free: tuple[str, ...],
    *goals: Goal,
    surfaces: Mapping[str, Surface] | None = None,
    solids: tuple[Solid, ...] = (),
    start: Mapping[str, float] | None = None,
) -> tuple[Stance, dict[str, Array]]:
    """Solve for the neutral body; give the stance and the landmarks of the goals in it."""
    body = load_body("neutral")
    demands = demands_of(goals, surfaces or {}, body, stand(body, stance))
    found = solve(body, stance, free, demands, solids=solids, start=start)
    return found, places(body, found, *landmarks_in(demands))


def places(body: Body, stance: Stance, *names: str) -> dict[str, Array]:
    """Find landmarks in a stance."""
    return points(body, stand(body, stance), names)


def test_without_freedom_nothing_moves() -> None:
    """Angles that are written stand as they are, whatever the goals."""
    stance, _ = solved(UPRIGHT, (), Goal(kind="at", what=("palm.L",), y=20.0, place=HERE))
    assert stance == UPRIGHT


def test_a_hand_reaches_its_place() -> None:
    """To the millimetre, when there is no reason why not; the other arm does not move."""
    stance, found = solved(UPRIGHT, ARM, Goal(kind="at", what=("palm.L",), x=2.0, y=12.0, z=4.0, place=HERE))
    assert found["palm.L"] == pytest.approx((2.0, 12.0, 4.0), abs=0.01)
    assert set(stance.angles) == {*UPRIGHT.angles, *ARM}


def test_coordinates_that_are_not_given_are_free() -> None:
    """A goal for the height alone leaves x and z."""
    demand = demands_of([Goal(kind="at", what=("palm.L",), y=12.0, place=HERE)], {}, load_body("neutral"), None)[0]
    body = load_body("neutral")
    posture = stand(body, UPRIGHT)
    assert gap_to(demand, body, posture, points(body, posture, ["palm.L"])).shape == (1,)


def test_angles_stay_within_what_a_joint_can_do() -> None:
    """A hand that would need an elbow bent backward comes short instead."""
    goal = Goal(kind="at", what=("palm.L",), x=2.0, y=8.0, z=-30.0, place=HERE)
    stance, _ = solved(UPRIGHT, ARM, goal)
    for key in ARM:
        low, high = limits(key)
        assert low <= stance.angles[key] <= high, key
    assert limits("elbow.flex.L") == RANGES["elbow.flex"]
    assert limits("root.pitch")[0] < -360 < 360 < limits("root.pitch")[1]


def test_a_touch_on_the_floor_leaves_room_for_skin_and_sole() -> None:
    """The landmark is above the floor by as much as there is under it."""
    free = ("root.y", "hip.flex.L", "hip.flex.R", "knee.flex.L", "knee.flex.R", "ankle.df.L", "ankle.df.R")
    goals = [Goal(kind="touch", what=(f"{name}.{side}",), place=HERE) for name in ("heel", "ball") for side in "LR"]
    _, found = solved(Stance(angles={"root.y": 7.9}, hands={}), free, *goals)
    for name, place in found.items():
        assert place[1] == pytest.approx(CLEARANCE[name[:-2]], abs=0.01), name


def test_a_touch_against_a_wall_holds_the_other_coordinates() -> None:
    """The wall tells z, the goal x and y; `gap` is room for what is between."""
    goal = Goal(kind="touch", what=("palm.L",), against="wall", x=2.0, y=12.5, z=99.0, gap=0.2, place=HERE)
    _, found = solved(UPRIGHT, ARM, goal, surfaces=surfaces_of([WALL]))
    assert found["palm.L"] == pytest.approx((2.0, 12.5, 5.0 - CLEARANCE["palm"] - 0.2), abs=0.02)


def test_hands_stay_out_of_walls() -> None:
    """A fist that is asked for behind a wall comes to the wall, and no further than a cm or so."""
    fists = Stance(angles=UPRIGHT.angles, hands={"L": "fist"})
    goal = Goal(kind="at", what=("palm.L",), x=2.0, y=12.0, z=5.8, weight=0.3, place=HERE)
    _, through = solved(fists, ARM, goal)
    stance, found = solved(fists, ARM, goal, solids=solids_of([WALL]))
    assert through["palm.L"][2] > 5.7
    assert found["palm.L"][2] < 5.15
    for name, place in places(load_body("neutral"), stance, "fingertip.L", "handback.L", "knee.L").items():
        assert place[2] < 5.15, name


def test_a_pin_keeps_a_place_while_the_rest_moves() -> None:
    """Only along the axes that are named."""
    stance = Stance(angles={**UPRIGHT.angles, "lumbar.flex": 30}, hands={})
    body = load_body("neutral")
    before = stand(body, UPRIGHT)
    goals = [Goal(kind="pin", what=("palm.L",), axes="yz", place=HERE)]
    demands = demands_of(goals, {}, body, before)
    found = places(body, solve(body, stance, ARM, demands), "palm.L")["palm.L"]
    assert found[1:] == pytest.approx(points(body, before, ["palm.L"])["palm.L"][1:], abs=0.02)
    assert demands[0] == demands_of(goals, {}, body, before)[0]
    assert gap_to(demands[0], body, before, points(body, before, ["palm.L"])) == pytest.approx([0, 0])


def test_an_aim_turns_a_bone() -> None:
    """Left and right palms, each with its own inside, face the floor."""
    free = tuple(key.replace(".L", side) for key in ARM for side in (".L", ".R"))
    goals = [Goal(kind="aim", what=(f"hand.{side}",), axis="palm", direction=(0, -2, 0), place=HERE) for side in "LR"]
    stance, _ = solved(UPRIGHT, free, *goals)
    turns = stand(load_body("neutral"), stance).turns
    for side, inward in (("L", -1), ("R", 1)):
        assert turns[BONE[f"wrist.{side}"]] @ (inward, 0, 0) == pytest.approx((0, -1, 0), abs=0.05)


def test_a_join_brings_two_places_together() -> None:
    """The first comes to the second, as far from it as the offset says."""
    goal = Goal(kind="join", what=("palm.L", "hip.L"), offset=(0.4, 0.0, 0.2), place=HERE)
    _, found = solved(UPRIGHT, ARM, goal)
    assert found["palm.L"] - found["hip.L"] == pytest.approx((0.4, 0, 0.2), abs=0.03)


def test_a_hand_that_is_laid_down_faces_the_skin() -> None:
    """Palm on the thigh: off it by half a hand, and turned towards it."""
    sitting = Stance(angles={"root.y": 5, "hip.flex.L": 88, "knee.flex.L": 90, "elbow.flex.L": 50}, hands={"L": "flat"})
    goal = Goal(kind="lay", what=("palm.L", "thighfront.L"), place=HERE)
    stance, found = solved(sitting, ARM, goal)
    body = load_body("neutral")
    posture = stand(body, stance)
    normal = normals(body, posture, ["thighfront.L"])["thighfront.L"]
    assert (found["palm.L"] - found["thighfront.L"]) @ normal == pytest.approx(LAY_GAP, abs=0.05)
    assert posture.turns[BONE["wrist.L"]] @ (-1, 0, 0) @ normal < -0.8


def test_a_mirrored_pose_has_a_mirrored_solution() -> None:
    """Left and right are treated alike, to a degree."""
    goals = [
        Goal(kind="at", what=(f"palm.{side}",), x=sign * 2.5, y=13.0, z=3.0, place=HERE)
        for side, sign in (("L", 1.0), ("R", -1.0))
    ]
    free = tuple(key.replace(".L", side) for key in ARM for side in (".L", ".R"))
    stance, found = solved(UPRIGHT, free, *goals)
    assert found["palm.L"] * (-1, 1, 1) == pytest.approx(found["palm.R"], abs=0.01)
    for key in ARM:
        assert stance.angles[key] == pytest.approx(stance.angles[key.replace(".L", ".R")], abs=2), key


def test_free_angles_keep_to_where_they_begin() -> None:
    """Of the many ways to hold a hand there, the one near the start is taken."""
    goal = Goal(kind="at", what=("palm.L",), x=2.5, y=12.0, z=4.0, place=HERE)
    near, _ = solved(UPRIGHT, ARM, goal, start={"shoulder.abd.L": 5})
    wide, _ = solved(UPRIGHT, ARM, goal, start={"shoulder.abd.L": 70})
    assert wide.angles["shoulder.abd.L"] > near.angles["shoulder.abd.L"] + 20


def test_the_same_question_has_the_same_answer() -> None:
    """To the last bit."""
    goal = Goal(kind="at", what=("palm.L",), x=2.0, y=12.0, z=4.0, place=HERE)
    first, second = (solved(UPRIGHT, ARM, goal)[0] for _ in range(2))
    assert np.array_equal(list(first.angles.values()), list(second.angles.values()))
