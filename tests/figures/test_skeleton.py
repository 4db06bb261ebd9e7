"""Joint angles move the limbs where a clinician expects them, on every body."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from booklet.figures.landmarks import LANDMARKS, points
from booklet.figures.mesh import MIRROR, Array
from booklet.figures.skeleton import (
    BONE,
    BONES,
    PARENTS,
    Body,
    Posture,
    Stance,
    canon,
    carry,
    carry_rigidly,
    load_body,
    load_mesh,
    stand,
)

NAMES = ("neutral", "senior", "man", "woman")
every_body = pytest.mark.parametrize("name", NAMES)


def posed(
    angles: Mapping[str, float] | None = None, *, hands: str = "relaxed", name: str = "neutral"
) -> tuple[Body, Posture]:
    """Pose a body with both hands alike."""
    body = load_body(name)
    return body, stand(body, Stance(angles=angles or {}, hands={"L": hands, "R": hands}))


def found(
    landmark: str, angles: Mapping[str, float] | None = None, *, hands: str = "relaxed", name: str = "neutral"
) -> Array:
    """Find one landmark of a posed body."""
    return points(*posed(angles, hands=hands, name=name), [landmark])[landmark]


def joint(posture: Posture, bone: str) -> Array:
    """Give the place of a joint."""
    return np.asarray(posture.joints[BONE[bone]])


def test_a_bone_stands_after_its_parent() -> None:
    """66 bones, one root, and every chain can be walked in order."""
    assert len(BONES) == len(PARENTS) == 66
    assert PARENTS[0] == -1
    assert all(0 <= parent < bone for bone, parent in enumerate(PARENTS) if bone)


@pytest.mark.parametrize(
    ("bone", "parent"),
    [
        ("clavicle.R", "spine01"),
        ("upperleg01.L", "root"),
        ("finger3-1.R", "wrist.R"),
        ("finger3-2.R", "finger3-1.R"),
        ("wrist.L", "lowerarm02.L"),
        ("head", "neck03"),
    ],
)
def test_bones_hang_together(bone: str, parent: str) -> None:
    """Arms hang on the upper spine, legs on the pelvis, fingers on the hand."""
    assert BONES[PARENTS[BONE[bone]]] == parent


@every_body
def test_a_body_stands_upright(name: str) -> None:
    """A person is some 16.6 dm tall, heels under the hips, nose in front, left at +x, palms beside the thighs."""
    body, posture = posed(name=name)
    skin = carry(body, posture, load_mesh("body"), body.control["body"])
    assert 16.3 < float(np.ptp(skin[:, 1])) < 17.1
    place = points(body, posture, LANDMARKS)
    assert place["crown"][1] > place["c7"][1] > place["lumbar"][1] > place["knee.L"][1] > place["heel.L"][1]
    assert place["nose"][2] > place["occiput"][2]
    assert place["toe.R"][2] > place["heel.R"][2]
    assert place["hip.L"][0] > 0 > place["hip.R"][0]
    assert place["palm.L"][0] < place["handback.L"][0]


@every_body
@pytest.mark.parametrize(
    "angles",
    [
        {},
        {"shoulder.flex": 70.0, "shoulder.abd": 25.0, "shoulder.rot": 40.0, "elbow.flex": 80.0, "forearm.pron": 50.0},
        {"hip.flex": 60.0, "hip.abd": 20.0, "hip.rot": -30.0, "knee.flex": 70.0, "ankle.inv": 10.0, "foot.out": 12.0},
        {"wrist.flex": 40.0, "wrist.dev": 10.0, "clav.elev": 8.0, "clav.pro": 6.0, "toes.ext": 30.0},
    ],
)
def test_mirrored_angles_give_mirrored_joints(name: str, angles: Mapping[str, float]) -> None:
    """What the left side does to the left, the right does to the right."""
    body = load_body(name)
    both = {f"{key}.{side}": value for key, value in angles.items() for side in "LR"}
    posture = stand(body, Stance(angles=both, hands={"L": "grip", "R": "grip"}))
    for bone in (bone for bone in BONES if bone.endswith(".L")):
        other = f"{bone[:-1]}R"
        assert np.allclose(joint(posture, bone), MIRROR @ joint(posture, other))
        assert np.allclose(posture.turns[BONE[bone]], MIRROR @ posture.turns[BONE[other]] @ MIRROR)


def test_an_elbow_bent_90_puts_the_hand_in_front() -> None:
    """Beside the trunk, level with the elbow."""
    _, posture = posed({"elbow.flex.L": 90})
    elbow, wrist = joint(posture, "lowerarm01.L"), joint(posture, "wrist.L")
    length = float(np.linalg.norm(wrist - elbow))
    assert wrist[2] - elbow[2] == pytest.approx(length, abs=0.1)
    assert wrist[1] == pytest.approx(elbow[1], abs=0.1)


def test_a_hip_bent_90_puts_the_knee_in_front() -> None:
    """The thigh lies level, and the foot hangs under the knee when the knee is bent as much."""
    _, posture = posed({"hip.flex.R": 90, "knee.flex.R": 90})
    hip, knee, ankle = (joint(posture, f"{bone}.R") for bone in ("upperleg01", "lowerleg01", "foot"))
    assert knee[2] - hip[2] > 3
    assert knee[1] == pytest.approx(hip[1], abs=0.1)
    assert ankle[1] < knee[1] - 3
    assert ankle[2] == pytest.approx(knee[2], abs=0.2)


@pytest.mark.parametrize(
    ("angle", "landmark", "axis", "sign"),
    [
        ("knee.flex.L", "heel.L", 2, -1),  # backward
        ("hip.abd.L", "heel.L", 0, 1),  # to the left
        ("hip.abd.R", "heel.R", 0, -1),
        ("hip.rot.L", "toe.L", 0, 1),  # outward, as seen in numbers: positive turns the toes away
        ("shoulder.abd.R", "fingertip.R", 0, -1),
        ("ankle.df.L", "toe.L", 1, 1),
        ("toes.ext.L", "toe.L", 1, 1),
        ("foot.out.L", "toe.L", 0, 1),
        ("forearm.pron.L", "thumb.L", 0, -1),  # the thumb comes to the thigh
        ("lumbar.flex", "nose", 2, 1),
        ("thorax.lat", "nose", 0, 1),  # to the left
        ("neck.rot", "nose", 0, 1),
        ("head.flex", "nose", 1, -1),
        ("root.pitch", "nose", 2, 1),
        ("root.yaw", "nose", 0, 1),
        ("clav.elev.L", "shoulder.L", 1, 1),
        ("clav.pro.L", "shoulder.L", 2, 1),
    ],
)
def test_a_positive_angle_goes_the_clinical_way(angle: str, landmark: str, axis: int, sign: int) -> None:
    """Twenty degrees move the landmark clearly along the axis."""
    rest = 7.0 if angle.startswith("foot") else 0.0
    moved = found(landmark, {angle: rest + 20.0}) - found(landmark, {angle: rest})
    assert sign * moved[axis] > 0.1


def test_nobody_stands_quite_straight() -> None:
    """Elbows are bent 6 degrees and feet turned out 7 when nothing is said; all else is 0."""
    named = {f"{key}.{side}": value for key, value in (("elbow.flex", 6.0), ("foot.out", 7.0)) for side in "LR"}
    assert np.array_equal(posed()[1].turns, posed({**named, "knee.flex.L": 0.0, "root.yaw": 0.0})[1].turns)
    assert not np.allclose(posed()[1].turns, posed({"elbow.flex.L": 0.0})[1].turns)


def test_the_root_moves_everything() -> None:
    """A shift of the pelvis shifts every joint alike."""
    moved = posed({"root.x": 1.0, "root.y": 2.0, "root.z": -3.0})[1].joints - posed()[1].joints
    assert np.allclose(moved, [1, 2, -3])


def test_bones_keep_their_lengths() -> None:
    """Whatever the angles, the distance to the parent's joint stays, and every turn is a pure rotation."""
    bent = {"lumbar.flex": 40.0, "shoulder.flex.L": 120.0, "elbow.flex.L": 100.0, "hip.flex.R": 90.0}
    body, posture = posed({**bent, "knee.flex.R": 110.0, "foot.out.R": 30.0})
    for bone, parent in enumerate(PARENTS):
        if bone:
            rest = np.linalg.norm(body.joints[bone] - body.joints[parent])
            assert np.linalg.norm(posture.joints[bone] - posture.joints[parent]) == pytest.approx(rest)
    assert np.allclose(posture.turns @ posture.turns.transpose(0, 2, 1), np.eye(3))
    assert np.allclose(np.linalg.det(posture.turns), 1)


def test_the_collarbone_rises_with_the_arm() -> None:
    """Not below 35 degrees; then with .22 degree for each degree of the arm."""

    def rise(raised: float) -> float:
        _, posture = posed({"shoulder.abd.L": raised})
        turn = posture.turns[BONE["clavicle.L"]]
        return float(np.degrees(np.arctan2(turn[1, 0], turn[0, 0])))

    assert rise(30) == pytest.approx(0)
    assert rise(85) == pytest.approx(0.22 * 50)
    assert rise(175) == pytest.approx(28)


@pytest.mark.parametrize("side", ["L", "R"])
def test_a_hand_closes(side: str) -> None:
    """The more closed the shape, the nearer the fingertip comes to the wrist."""
    reach = {}
    for hand in ("open", "relaxed", "grip", "fist"):
        _, posture = posed(hands=hand)
        reach[hand] = np.linalg.norm(found(f"fingertip.{side}", hands=hand) - joint(posture, f"wrist.{side}"))
    assert reach["open"] > reach["relaxed"] > reach["grip"] > reach["fist"]


@every_body
@pytest.mark.parametrize("side", ["L", "R"])
def test_a_fist_lies_in_the_palm_under_the_thumb(name: str, side: str) -> None:
    """Fingertip, then palm, then back of the hand: no finger goes through it; the thumb lies outside the fingers."""
    body, posture = posed(hands="fist", name=name)
    place = points(body, posture, [f"{part}.{side}" for part in ("palm", "handback", "fingertip", "thumb")])
    outward = place[f"palm.{side}"] - place[f"handback.{side}"]
    outward /= np.linalg.norm(outward)

    def height(point: Array) -> float:
        return float((point - place[f"palm.{side}"]) @ outward)

    middle = (joint(posture, f"finger2-2.{side}") + joint(posture, f"finger2-3.{side}")) / 2
    assert height(place[f"fingertip.{side}"]) > -0.06
    assert height(place[f"thumb.{side}"]) > height(middle)
    assert np.linalg.norm(place[f"thumb.{side}"] - middle) < 0.4


def test_the_thumb_stands_opposite_the_fingers_of_a_gripping_hand() -> None:
    """Its tip comes from beside the hand to before the palm, within reach of the fingertip but not in it."""
    tips = {hand: {tip: found(f"{tip}.L", hands=hand) for tip in ("thumb", "fingertip")} for hand in ("open", "grip")}
    gap = {hand: float(np.linalg.norm(tip["thumb"] - tip["fingertip"])) for hand, tip in tips.items()}
    assert 0.15 < gap["grip"] < 0.5 < gap["open"]


@pytest.mark.parametrize("hand", ["grip", "fist"])
def test_fingers_of_a_closed_hand_lie_side_by_side(hand: str) -> None:
    """Their last joints are no further apart than their knuckles."""
    _, posture = posed(hands=hand)
    knuckles = joint(posture, "finger2-1.L") - joint(posture, "finger5-1.L")
    last = joint(posture, "finger2-3.L") - joint(posture, "finger5-3.L")
    across = knuckles / np.linalg.norm(knuckles)
    assert last @ across < knuckles @ across + 0.05


def test_each_hand_has_its_own_shape() -> None:
    """And a hand of which nothing is said is relaxed."""
    body = canon()
    mixed = stand(body, Stance(angles={}, hands={"L": "fist"}))
    fist, relaxed = posed(hands="fist")[1], posed()[1]
    for side, like in (("L", fist), ("R", relaxed)):
        tip = BONE[f"finger3-3.{side}"]
        assert np.array_equal(mixed.turns[tip], like.turns[tip])


def test_skin_follows_a_lone_bone_rigidly() -> None:
    """Skin that belongs to the head alone moves as the head does."""
    body, posture = posed({"neck.flex": 30, "head.rot": 40, "root.x": 2})
    mesh = load_mesh("body")
    head = mesh.fine_weights[:, BONE["head"]] > 0.9999
    assert head.sum() > 100
    bent = carry(body, posture, mesh, body.control["body"])[head]
    ridden = carry_rigidly(body, posture, "head", mesh.subdivision @ body.control["body"])[head]
    assert np.allclose(bent, ridden, atol=1e-3)


@every_body
@pytest.mark.parametrize("mesh", ["body", "tights"])
def test_a_breath_lifts_the_belly_wall_only(name: str, mesh: str) -> None:
    """Forward, nowhere more than was asked, and not the back, legs, arms or head."""
    body, calm = posed(name=name)
    _, full = posed({"belly.lift": 0.5}, name=name)
    skins = [carry(body, posture, load_mesh(mesh), body.control[mesh]) for posture in (calm, full)]
    moved = skins[1] - skins[0]
    assert 0.35 < moved[:, 2].max() <= 0.5
    assert moved[:, 2].min() > -0.01
    x, y, z = (load_mesh(mesh).subdivision @ load_mesh(mesh).control).T
    still = (np.abs(x) > 1.7) | (y > 3.4) | (y < 0) | (z < -0.4)
    assert still.sum() > 1000
    assert np.abs(moved[still]).max() < 0.005


def test_the_landmark_of_the_belly_breathes_along() -> None:
    """What lies on the belly is lifted."""
    moved = found("belly", {"belly.lift": 0.5}) - found("belly")
    assert 0.3 < moved[2] <= 0.5
    assert np.array_equal(found("midback", {"belly.lift": 0.5}), found("midback"))


def test_a_breath_goes_away_from_the_spine_in_any_posture() -> None:
    """Lying on the back it goes up."""
    moved = found("belly", {"root.pitch": -90, "belly.lift": 0.5}) - found("belly", {"root.pitch": -90})
    assert moved[1] > 0.3


@every_body
def test_bodies_share_one_topology(name: str) -> None:
    """So that what was found by index on one is right on all."""
    body = load_body(name)
    assert body.name == name
    assert {mesh: len(body.control[mesh]) for mesh in ("body", "tights")} == {"body": 13380, "tights": 2674}
    assert np.allclose(load_mesh("body").weights.sum(axis=1), 1, atol=1e-5)


def test_bodies_differ() -> None:
    """The senior is heavier round the trunk than the young woman, and the man broader in the shoulders."""
    depth = {name: found("abdomen", name=name)[2] - found("buttock.L", name=name)[2] for name in NAMES}
    assert depth["senior"] > depth["woman"] + 0.1
    assert found("shoulder.L", name="man")[0] > found("shoulder.L", name="woman")[0]
