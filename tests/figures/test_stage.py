"""A figure is settled frame by frame: on the floor, from the frame before, and alike for everybody."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from booklet.content.pose_records import Character, Figure, Goal, KeyFrame, Thing
from booklet.figures.landmarks import points
from booklet.figures.people import make_person
from booklet.figures.skeleton import Stance, stand
from booklet.figures.stage import Settled, between, lowest, settle
from booklet.report import Place

HERE = Place(path="oefening.yaml", line=3)
FLAT = {"L": "flat", "R": "flat"}
SOMEBODY = Character(name="iemand", body="neutral", hair="short")
ARMS = tuple(
    f"{joint}.{side}" for joint in ("shoulder.flex", "shoulder.abd", "shoulder.rot", "elbow.flex") for side in "LR"
)


def frame(
    name: str,
    angles: Mapping[str, float] | None = None,
    *goals: Goal,
    start: str = "",
    free: tuple[str, ...] = (),
    ground: bool = False,
) -> KeyFrame:
    """Make a key frame."""
    return KeyFrame(
        name=name,
        start=start,
        angles=angles or {},
        hands={} if start else FLAT,
        free=free,
        goals=goals,
        ground=ground,
        place=HERE,
    )


def settled(*frames: KeyFrame, body: str = "neutral", feet: str = "bare", thing: Thing | None = None) -> list[Settled]:
    """Settle a figure of some frames."""
    character = Character(name="iemand", body=body, hair="short")
    figure = Figure(person=character, feet=feet, things=(thing,) if thing else (), frames=frames)
    return list(settle(figure, make_person(character)).values())


@pytest.mark.parametrize("feet", ["bare", "shoes"])
@pytest.mark.parametrize("body", ["neutral", "senior"])
def test_a_grounded_figure_stands_on_the_floor(body: str, feet: str) -> None:
    """Whoever it is, and whatever is on the feet."""
    (standing,) = settled(frame("stand", {"hip.flex.L": 30, "knee.flex.L": 60}, ground=True), body=body, feet=feet)
    person = make_person(Character(name="iemand", body=body, hair="short"))
    assert lowest(person, standing.posture, feet) == pytest.approx(0, abs=1e-6)


def test_shoes_make_taller() -> None:
    """By their soles, which are 1 cm or so thick."""
    barefoot, shod = (settled(frame("stand", ground=True), feet=feet)[0] for feet in ("bare", "shoes"))
    assert 0.05 < shod.stance.angles["root.y"] - barefoot.stance.angles["root.y"] < 0.3


def test_a_frame_starts_from_the_one_it_names() -> None:
    """Its angles and hands are taken over where nothing is written, also those that were solved."""
    first, second = settled(
        frame("a", {"elbow.flex.L": 40, "knee.flex.L": 20}, ground=True), frame("b", {"elbow.flex.L": 90}, start="a")
    )
    assert second.stance.angles["elbow.flex.L"] == 90
    assert second.stance.angles["knee.flex.L"] == 20
    assert second.stance.angles["root.y"] == first.stance.angles["root.y"]
    assert second.stance.hands == first.stance.hands == FLAT


def test_a_pin_keeps_what_the_frame_before_had() -> None:
    """Not what the pose would be without goals."""
    first, second = settled(
        frame("a", {"shoulder.flex.L": 60, "root.y": 8}),
        frame("b", {"lumbar.flex": 20}, Goal(kind="pin", what=("palm.L",), place=HERE), start="a", free=ARMS),
    )
    person = make_person(SOMEBODY)
    before, after = (points(person.body, one.posture, ["palm.L"])["palm.L"] for one in (first, second))
    assert after == pytest.approx(before, abs=0.02)
    assert [demand.goal.kind for demand in second.demands] == ["pin"]


def test_a_thing_of_another_frame_is_not_there() -> None:
    """A stool that stands there in frame b only is no obstacle in frame a."""
    wall = Thing(kind="wall", name="wall", numbers={"z": 4.0}, vectors={}, words={}, frames=("b",), place=HERE)
    reach = Goal(kind="at", what=("palm.L",), x=2.0, y=12.0, z=4.8, weight=0.3, place=HERE)
    angles = {"root.y": 8.4}
    first, second = settled(frame("a", angles, reach, free=ARMS), frame("b", angles, reach, free=ARMS), thing=wall)
    body = make_person(SOMEBODY).body
    free, held = (points(body, one.posture, ["palm.L"])["palm.L"][2] for one in (first, second))
    assert free > held + 0.3


def test_everybody_takes_the_same_pose() -> None:
    """Other bodies begin where the neutral one ended, so that a free elbow hangs on the same side."""
    reach = Goal(kind="at", what=("palm.L",), x=1.0, y=13.0, z=3.0, place=HERE)
    angles = {"root.y": 8.4, "shoulder.abd.L": 50}
    model, other = (settled(frame("a", angles, reach, free=ARMS), body=body)[0] for body in ("neutral", "man"))
    for key in ARMS:
        assert other.stance.angles[key] == pytest.approx(model.stance.angles[key], abs=12), key


def test_halfway_is_between() -> None:
    """Angles that one of the two leaves out are at rest there: an elbow at 6 degrees, a foot turned out 7."""
    first = Stance(angles={"hip.flex.L": 10, "elbow.flex.L": 26}, hands=FLAT)
    last = Stance(angles={"hip.flex.L": 50, "foot.out.R": 17}, hands=FLAT)
    middle = between(first, last, 0.5)
    assert middle.angles == {"hip.flex.L": 30, "elbow.flex.L": 16, "foot.out.R": 12}
    body = make_person(SOMEBODY).body
    for end, share in ((first, 0.0), (last, 1.0)):
        exact, there = stand(body, end), stand(body, between(first, last, share))
        assert there.joints == pytest.approx(exact.joints)


def test_hands_do_not_change_on_the_way() -> None:
    """They are as at the beginning, as far as that is told."""
    first, last = Stance(angles={}, hands={"L": "fist"}), Stance(angles={}, hands=FLAT)
    assert between(first, last, 0.9).hands == {"L": "fist", "R": "flat"}
