"""What is held: it goes where hands and legs are."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from booklet.content.pose_records import Character, Thing, Vector
from booklet.figures.held import held_shapes
from booklet.figures.landmarks import points
from booklet.figures.mesh import Array, unit
from booklet.figures.people import Person, make_person
from booklet.figures.shapes import Shape
from booklet.figures.skeleton import BONE, Posture, Stance, carry, stand
from booklet.report import Place


def thing(
    kind: str,
    numbers: Mapping[str, float] | None = None,
    vectors: Mapping[str, Vector] | None = None,
    words: Mapping[str, str] | None = None,
    path: tuple[str | Vector, ...] = (),
    frames: tuple[str, ...] = (),
) -> Thing:
    """Make a thing."""
    return Thing(
        kind=kind,
        name=kind,
        numbers=numbers or {},
        vectors=vectors or {},
        words=words or {},
        path=path,
        frames=frames,
        place=Place(path="brug.yaml", line=1),
    )


STANCE = Stance(
    angles={"root.y": 8.3, "shoulder.abd.L": 14, "shoulder.abd.R": 14, "hip.abd.L": 8, "hip.abd.R": 8},
    hands={"L": "fist", "R": "fist"},
)


@pytest.fixture(scope="module")
def person() -> Person:
    """Somebody of the neutral body."""
    return make_person(Character(name="iemand", body="neutral", hair="bald"))


def held(person: Person, one: Thing, stance: Stance = STANCE, frame: str = "start") -> tuple[Shape, ...]:
    """Build one thing in the hands of somebody who stands."""
    return held_shapes((one,), frame, person, stand(person.body, stance), stance)


def all_points(shapes: tuple[Shape, ...]) -> Array:
    """Put the vertices of all shapes together."""
    return np.concatenate([shape.vertices for shape in shapes])


def to_segment(places: Array, start: Array, end: Array) -> Array:
    """Measure how far places lie from the line between two points."""
    share = np.clip((places - start) @ (end - start) / ((end - start) @ (end - start)), 0, 1)
    return np.asarray(np.linalg.norm(places - start - share[:, None] * (end - start), axis=1))


def posture_of(person: Person, stance: Stance = STANCE) -> Posture:
    """Stand somebody up."""
    return stand(person.body, stance)


def test_a_thing_is_there_only_in_its_own_frames(person: Person) -> None:
    """A bottle of the second frame is not in the first."""
    bottle = thing("bottle", frames=("end",))
    assert held(person, bottle, frame="start") == ()
    assert len(held(person, bottle, frame="end")) == 2


def test_one_hand_or_both(person: Person) -> None:
    """Without a word about hands there is one in each: here at either side of the middle."""
    right, both = (held(person, thing("towel", words=words)) for words in ({"hand": "R"}, {}))
    assert [np.sign(shape.vertices[:, 0].mean()) for shape in right] == [-1]
    assert [np.sign(shape.vertices[:, 0].mean()) for shape in both] == [1, -1]


def test_fingers_close_round_the_bar_of_a_weight(person: Person) -> None:
    """All middle joints of the fingers of a fist lie within 0.3 dm of the bar, and the palm too."""
    posture = posture_of(person)
    bar = held(person, thing("dumbbell", words={"hand": "L"}))[0]
    start, end = bar.vertices[-2], bar.vertices[-1]
    fingers = posture.joints[[BONE[f"finger{finger}-3.L"] for finger in "2345"]]
    palm = points(person.body, posture, ("palm.L",))["palm.L"][None]
    assert to_segment(np.concatenate([fingers, palm]), start, end).max() < 0.35
    assert np.linalg.norm(end - start) == pytest.approx(1.1)


def test_left_and_right_mirror_each_other(person: Person) -> None:
    """A symmetrical figure holds two bottles as mirror images."""
    left, right = held(person, thing("bottle"))
    mirrored = right.vertices * (-1, 1, 1)
    nearest = np.linalg.norm(left.vertices[:, None] - mirrored[None], axis=-1).min(axis=1)
    assert nearest.max() < 0.12  # less than the step from one facet to the next
    assert left.vertices.mean(axis=0) == pytest.approx(mirrored.mean(axis=0), abs=1e-3)


def test_a_bag_hangs_straight_down_from_the_fist(person: Person) -> None:
    """Its middle is under the hand, also when the arm is raised sideways; its handles reach the hand."""
    raised = Stance(angles={**STANCE.angles, "shoulder.abd.L": 50}, hands=STANCE.hands)
    posture = posture_of(person, raised)
    hand = points(person.body, posture, ("palm.L",))["palm.L"]
    body, *handles = held(person, thing("bag", words={"hand": "L"}), raised)
    middle = (body.vertices.min(axis=0) + body.vertices.max(axis=0)) / 2
    assert middle[[0, 2]] == pytest.approx(hand[[0, 2]], abs=0.35)
    assert body.vertices[:, 1].max() < hand[1] - 1
    assert np.ptp(body.vertices[:, 1]) == pytest.approx(3.0)
    assert len(handles) == 2
    assert all(handle.vertices[:, 1].max() > hand[1] - 0.4 for handle in handles)


def test_a_bag_is_wider_at_its_rim_and_stays_in_the_direction_of_walking(person: Person) -> None:
    """2.6 dm long at the rim, less at the bottom; whoever walks to the side has it along x."""
    aside = Stance(angles={**STANCE.angles, "root.yaw": 90}, hands=STANCE.hands)
    for stance, axis in ((STANCE, 2), (aside, 0)):
        body = held(person, thing("bag", words={"hand": "R"}), stance)[0]
        high = body.vertices[:, 1] > body.vertices[:, 1].mean()
        assert np.ptp(body.vertices[high, axis]) == pytest.approx(2.6)
        assert np.ptp(body.vertices[~high, axis]) < 2.4


def test_a_band_runs_from_one_hand_by_its_anchor_to_the_other(person: Person) -> None:
    """It comes near both palms and to the hook, keeps its thickness, and is one face without lines in itself."""
    hook = (0.0, 11.0, 9.0)
    (band,) = held(person, thing("band", path=("palm.L", hook, "palm.R")))
    posture = posture_of(person)
    for place in (*points(person.body, posture, ("palm.L", "palm.R")).values(), np.array(hook)):
        assert np.linalg.norm(band.vertices - place, axis=1).min() < 0.35
    assert band.colours == ("band",)
    assert set(band.faces) == {0}


def test_a_stick_goes_through_both_landmarks_and_beyond(person: Person) -> None:
    """It reaches as far beyond them as told."""
    stick = thing("stick", {"ext0": 1.0, "ext1": 0.5}, path=("sacrum", "occiput"))
    (shape,) = held(person, stick)
    places = points(person.body, posture_of(person), ("sacrum", "occiput"))
    start, end = places["sacrum"], places["occiput"]
    along = unit(end - start)
    assert shape.vertices[-2] == pytest.approx(start - along)
    assert shape.vertices[-1] == pytest.approx(end + along * 0.5)


def test_a_stick_on_the_back_keeps_off_it_when_somebody_bends(person: Person) -> None:
    """The distance turns with the thorax."""
    bent = Stance(angles={**STANCE.angles, "root.pitch": 90}, hands=STANCE.hands)
    stick = thing("stick", vectors={"noff": (0, 0, -0.5)}, words={"normal": "thorax"}, path=("sacrum", "c7"))
    (shape,) = held(person, stick, bent)
    places = points(person.body, posture_of(person, bent), ("sacrum", "c7"))
    middle = (shape.vertices[-2] + shape.vertices[-1]) / 2
    assert middle - (places["sacrum"] + places["c7"]) / 2 == pytest.approx([0, 0.5, 0], abs=0.02)


@pytest.mark.parametrize("segment", ["thigh", "shin"])
def test_a_loop_lies_round_both_legs(person: Person, segment: str) -> None:
    """Seen along the legs, every point of the trousers at that height lies inside it."""
    (loop,) = held(person, thing("loop", {"f": 0.8, "width": 0.4}, words={"seg": segment}))
    trousers = next(layer for layer in person.layers if layer.name == "trousers")
    assert trousers.mesh is not None
    cloth = carry(person.body, posture_of(person), trousers.mesh, trousers.control)
    level = loop.vertices[:, 1].mean()
    legs = cloth[np.abs(cloth[:, 1] - level) < 0.05]
    assert legs[:, 0].max() < loop.vertices[:, 0].max() < legs[:, 0].max() + 0.3
    assert loop.vertices[:, 0].min() < legs[:, 0].min()


def test_a_cushion_lies_between_knees_and_ankles(person: Person) -> None:
    """Its middle is that of the landmarks, its long side runs from knee to ankle."""
    path = ("knee.L", "knee.R", "ankle.L", "ankle.R")
    (shape,) = held(person, thing("cushion", vectors={"size": (2, 1, 5), "up": (0, 0, 1)}, path=path))
    places = np.array(list(points(person.body, posture_of(person), path).values()))
    assert (shape.vertices.min(axis=0) + shape.vertices.max(axis=0)) / 2 == pytest.approx(places.mean(axis=0), abs=0.05)
    assert np.ptp(shape.vertices, axis=0).argmax() == 1


def test_a_crate_is_carried_between_the_palms(person: Person) -> None:
    """Its middle is half way, and it has the size that was asked."""
    (shape,) = held(person, thing("crate", vectors={"size": (3, 2, 1)}))
    palms = points(person.body, posture_of(person), ("palm.L", "palm.R"))
    assert np.ptp(shape.vertices, axis=0) == pytest.approx([3, 2, 1])
    assert shape.vertices.mean(axis=0) == pytest.approx((palms["palm.L"] + palms["palm.R"]) / 2)
