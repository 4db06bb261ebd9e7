"""Limbs that go through the body are found, and how deep; what merely touches is not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from booklet.content.pose_records import Character, Goal, Thing
from booklet.figures.anatomy import BONES
from booklet.figures.collisions import PARTS, lowest_part, self_overlaps, solid_overlaps
from booklet.figures.goals import demands_of
from booklet.figures.people import Person, make_person
from booklet.figures.skeleton import Posture, Stance, stand
from booklet.figures.solids import solids_of
from booklet.figures.solve import solve
from booklet.report import Place

HERE = Place(path="oefening.yaml", line=3)
ARM = ("shoulder.flex", "shoulder.abd", "shoulder.rot", "elbow.flex", "forearm.pron", "wrist.flex")
UPRIGHT = {"root.y": 8.9, "shoulder.abd.L": 8, "shoulder.abd.R": 8}
every_body = pytest.mark.parametrize("body", ["neutral", "senior", "man", "woman"])


def somebody(body: str = "neutral") -> Person:
    """Make a person."""
    return make_person(Character(name="iemand", body=body, hair="short"))


def posture(angles: Mapping[str, float], body: str = "neutral") -> Posture:
    """Let somebody stand in some way, with flat hands."""
    return stand(somebody(body).body, Stance(angles=angles, hands={"L": "flat", "R": "flat"}))


def hand_at(side: str, landmark: str, depth: float) -> Posture:
    """Let somebody stand with a palm so deep (dm) in the front of the body."""
    person = somebody()
    goal = Goal(kind="join", what=(f"palm.{side}", landmark), offset=(0.0, 0.0, -depth), place=HERE)
    stance = Stance(angles=UPRIGHT, hands={"L": "flat", "R": "flat"})
    free = tuple(f"{key}.{side}" for key in ARM)
    return stand(person.body, solve(person.body, stance, free, demands_of([goal], {}, person.body, None)))


def found(posture: Posture, body: str = "neutral", least: float = 0.15) -> dict[tuple[str, str], float]:
    """Measure the depths that are more than a touch."""
    overlaps = self_overlaps(somebody(body), posture)
    return {(overlap.part, overlap.other): overlap.depth for overlap in overlaps if overlap.depth > least}


def test_every_bone_belongs_to_a_part() -> None:
    """Fourteen parts, of which six are there twice."""
    assert len(PARTS) == 2 + 2 * 6
    assert len(BONES) == 66


@every_body
def test_who_stands_goes_through_nothing(body: str) -> None:
    """Arms hang beside the trunk, legs stand beside each other."""
    assert found(posture(UPRIGHT, body), body) == {}


@every_body
@pytest.mark.parametrize(
    "angles",
    [
        {f"{key}.{side}": value for side in "LR" for key, value in (("hip.flex", 90), ("knee.flex", 90))},
        {f"{key}.{side}": value for side in "LR" for key, value in (("shoulder.flex", 170), ("elbow.flex", 20))},
        {"hip.abd.L": 30, "hip.abd.R": 30, "shoulder.abd.L": 90, "shoulder.abd.R": 90},
        {"root.pitch": 60, "hip.flex.L": 60, "hip.flex.R": 60, "shoulder.flex.L": 60, "shoulder.flex.R": 60},
    ],
    ids=["sit", "reach up", "star", "bow"],
)
def test_ordinary_postures_go_through_nothing(body: str, angles: Mapping[str, float]) -> None:
    """Thighs at the belly and raised arms beside the head are no fault."""
    assert found(posture({**UPRIGHT, **angles}, body), body) == {}


def test_a_limb_that_folds_upon_itself_is_no_fault() -> None:
    """Calf against thigh and forearm against upper arm: flesh gives way."""
    bent = {f"{key}.{side}": 145.0 for key in ("knee.flex", "elbow.flex") for side in "LR"}
    pairs = found(posture({**UPRIGHT, **bent, "shoulder.flex.L": 60, "shoulder.flex.R": 60}))
    assert not {pair for pair in pairs if pair[0][-1] == pair[1][-1] and "hand" not in pair[0]}


@pytest.mark.parametrize("side", ["L", "R"])
def test_a_hand_in_the_belly_is_found(side: str) -> None:
    """On either side, by the hand that is in it."""
    pairs = found(hand_at(side, "belly", 0.9))
    assert pairs[f"hand.{side}", "trunk"] > 0.6
    assert f"hand.{'R' if side == 'L' else 'L'}" not in {part for part, _ in pairs}


def test_deeper_is_more() -> None:
    """Half a dm further in counts as half a dm, or nearly."""
    shallow, deep = (found(hand_at("L", "chest", depth))["hand.L", "trunk"] for depth in (0.4, 0.9))
    assert deep - shallow == pytest.approx(0.5, abs=0.2)


def test_a_hand_that_lies_on_the_chest_is_not_in_it() -> None:
    """With room for half a hand and a shirt."""
    assert ("hand.L", "trunk") not in found(hand_at("L", "chest", -0.35))


@pytest.mark.parametrize(("inward", "where"), [(13, "shank"), (25, "thigh")])
def test_legs_that_cross_are_found(inward: float, where: str) -> None:
    """By shin or thigh; the pair stands there once, though each leg is in the other."""
    pairs = found(posture({**UPRIGHT, "hip.abd.L": -inward, "hip.abd.R": -inward}), least=0.3)
    assert any(where in part for pair in pairs for part in pair)
    assert all((other, part) not in pairs for part, other in pairs)
    assert {name.split(".")[0] for pair in pairs for name in pair} <= {"thigh", "shank", "foot"}


def test_the_lowest_part_is_named() -> None:
    """A raised foot leaves the other; who lies on the back has the trunk below; in a handstand it is a hand."""
    person = somebody()
    part, height = lowest_part(person, posture({"root.y": 9.0, "hip.flex.L": 60, "knee.flex.L": 60}), "shoes")
    assert part == "foot.R"
    assert 0 < height < 0.3
    assert lowest_part(person, posture({"root.pitch": -90, "root.y": 0.5}), "bare")[0] == "trunk"
    up = {"root.pitch": 180, "shoulder.flex.L": 175, "shoulder.flex.R": 90, "root.y": 12}
    assert lowest_part(person, posture(up), "bare")[0] == "hand.L"


def test_a_foot_in_a_step_is_found_and_a_hand_on_a_rail_is_not() -> None:
    """A step is thick; the back rest of a chair may be in the hand."""
    person, standing = somebody(), posture({"root.y": 8.9})
    step = Thing(
        kind="box", name="box", numbers={}, vectors={"lo": (0, 0, -2), "hi": (4, 1.0, 4)}, words={}, place=HERE
    )
    overlaps = solid_overlaps(person, standing, solids_of([step]))
    assert [(overlap.part, overlap.other) for overlap in overlaps] == [("foot.L", "box")]
    assert 0.7 < overlaps[0].depth <= 1.0
    rail = Thing(
        kind="box", name="rail", numbers={}, vectors={"lo": (-5, 0, -0.3), "hi": (5, 12, 0.3)}, words={}, place=HERE
    )
    assert solid_overlaps(person, standing, solids_of([rail])) == ()
