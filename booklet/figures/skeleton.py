"""Pose a body: joint angles to turned bones, and bones to moved skin.

Goes in: joint angles as a clinician gives them, and a `Body`. Comes out: places and turns of all bones, and posed
vertices. Must not know what the posture is for, clothes, or the camera.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from booklet.figures.anatomy import BONE, BONES, PARENTS, Body, canon, load_body, load_mesh
from booklet.figures.hands import shaped_hand
from booklet.figures.mesh import Array, Mesh, about_x, about_y, about_z

__all__ = [
    "BONE",
    "BONES",
    "PARENTS",
    "Body",
    "Posture",
    "Stance",
    "canon",
    "carry",
    "carry_rigidly",
    "load_body",
    "load_mesh",
    "stand",
]

# Which share of an angle of the trunk or neck each of its groups of vertebrae takes.
TRUNK_SHARES = (
    ("lumbar", (("spine05", 0.34), ("spine04", 0.36), ("spine03", 0.30))),
    ("thorax", (("spine02", 0.5), ("spine01", 0.5))),
    ("neck", (("neck01", 0.34), ("neck02", 0.33), ("neck03", 0.33))),
    ("head", (("head", 1.0),)),
)
RESTING: Mapping[str, float] = {"elbow.flex": 6.0, "foot.out": 7.0}  # nobody stands quite straight; degrees
SIGN: Mapping[str, float] = {"L": 1.0, "R": -1.0}  # of turns about y and z, which a mirror turns round

# The collarbone rises with the upper arm: .22 degree for each degree above 35, to 28; it comes 8 degrees forward
# when the arm points forward.
RISE_FROM, RISE_SHARE, RISE_MOST, FORWARD = 35.0, 0.22, 28.0, 8.0

# The bump that a breath makes in the belly wall: its middle and radii in canonical rest space, dm.
BELLY_MIDDLE: Array = np.array([0.0, 1.7, 1.0])
BELLY_RADII: Array = np.array([1.5, 1.5, 1.2])


@dataclass(frozen=True, kw_only=True)
class Stance:
    """How somebody stands: angles by key ("hip.flex.L", in degrees; "root.y" and "belly.lift" in dm) and hand shapes.

    What is missing is 0, but an elbow is bent 6 degrees and a foot turned out 7. The collarbones rise by themselves
    with a raised arm; "clav.elev" and "clav.pro" come on top of that.
    """

    angles: Mapping[str, float]
    hands: Mapping[str, str]  # by side, L and R: relaxed (when missing), flat, fist, grip or open


@dataclass(frozen=True, kw_only=True, eq=False)
class Posture:
    """Where the bones of a posed body are, in order of `BONES`."""

    joints: Array  # (66,3) dm
    turns: Array  # (66,3,3) from the standing figure to the world
    belly: float = 0.0  # dm by which the belly wall is lifted


@dataclass(frozen=True, kw_only=True)
class _Side:
    """The angles of the arm and leg of one side."""

    angles: Mapping[str, float]
    hands: Mapping[str, str]
    name: str

    def about_x(self, key: str) -> Array:
        """Turn by an angle in the plane of walking; flexion is forward."""
        return about_x(-self(key))

    def about_y(self, key: str, share: float = 1.0) -> Array:
        """Turn inward about the limb."""
        return about_y(SIGN[self.name] * self(key) * share)

    def about_z(self, key: str) -> Array:
        """Turn away from the middle."""
        return about_z(SIGN[self.name] * self(key))

    def __call__(self, key: str) -> float:
        """Look up an angle in degrees."""
        return self.angles.get(f"{key}.{self.name}", RESTING.get(key, 0.0))


def stand(body: Body, stance: Stance) -> Posture:
    """Find where all bones of a body are in a stance."""
    turns: dict[str, Array] = {}
    _turn_trunk(turns, stance.angles)
    for name in "LR":
        side = _Side(angles=stance.angles, hands=stance.hands, name=name)
        _turn_arm(turns, side, body.pronation_rest)
        _turn_leg(turns, side)
    turned = np.array([turns[bone] for bone in BONES])
    joints = np.empty_like(body.joints)
    joints[0] = [stance.angles.get(f"root.{axis}", 0.0) for axis in "xyz"]
    for bone, parent in enumerate(PARENTS):
        if parent >= 0:
            joints[bone] = joints[parent] + turned[parent] @ body.offsets[bone]
    return Posture(joints=joints, turns=turned, belly=stance.angles.get("belly.lift", 0.0))


def _turn_trunk(turns: dict[str, Array], angles: Mapping[str, float]) -> None:
    """Turn pelvis, spine, neck and head."""

    def angle(key: str) -> float:
        return angles.get(key, 0.0)

    turns["root"] = turn = (
        about_y(angle("root.yaw"))
        @ about_x(angle("root.pitch"))
        @ about_z(angle("root.roll"))
        @ about_y(angle("root.twist"))
    )
    for part, shares in TRUNK_SHARES:
        flexion, sideways, rotation = (angle(f"{part}.{key}") for key in ("flex", "lat", "rot"))
        for bone, share in shares:
            turn = turn @ about_y(rotation * share) @ about_z(-sideways * share) @ about_x(flexion * share)
            turns[bone] = turn


def _turn_arm(turns: dict[str, Array], side: _Side, pronation_rest: float) -> None:
    """Turn collarbone, arm, hand and fingers; the upper arm is measured from the thorax, not from the collarbone."""
    thorax, sign = turns["spine01"], SIGN[side.name]
    lifted = side.about_x("shoulder.flex") @ side.about_z("shoulder.abd")
    turns[f"clavicle.{side.name}"] = clavicle = thorax @ _clavicle(side, lifted)
    turns[f"shoulder01.{side.name}"] = clavicle
    turns[f"upperarm01.{side.name}"] = thorax @ lifted @ side.about_y("shoulder.rot", 0.45)
    turns[f"upperarm02.{side.name}"] = upper = thorax @ lifted @ side.about_y("shoulder.rot")
    forearm = upper @ side.about_x("elbow.flex")
    pronation = side("forearm.pron")
    for bone, share in (("lowerarm01", 0.35), ("lowerarm02", 0.8)):  # the twist grows towards the wrist
        turns[f"{bone}.{side.name}"] = forearm @ about_y(-sign * (pronation - pronation_rest) * share)
    turns[f"wrist.{side.name}"] = (
        forearm @ about_y(-sign * pronation) @ about_z(-sign * side("wrist.flex")) @ side.about_x("wrist.dev")
    )
    _turn_fingers(turns, side)


def _clavicle(side: _Side, lifted: Array) -> Array:
    """Turn the collarbone on the thorax, after the upper arm."""
    arm = lifted @ np.array([0.0, -1, 0])
    raised = float(np.degrees(np.arccos(np.clip(-arm[1], -1, 1))))
    rise = float(np.clip((raised - RISE_FROM) * RISE_SHARE, 0, RISE_MOST))
    forward = side("clav.pro") + FORWARD * max(0.0, float(arm[2]))
    sign = SIGN[side.name]
    return about_y(-sign * forward) @ about_z(sign * (side("clav.elev") + rise))


def _turn_fingers(turns: dict[str, Array], side: _Side) -> None:
    """Close a hand as far as its shape says."""
    for bone, parent, turn in shaped_hand(side.hands.get(side.name, "relaxed"), side.name):
        turns[bone] = turns[parent] @ turn


def _turn_leg(turns: dict[str, Array], side: _Side) -> None:
    """Turn thigh, shank and foot."""
    swung = turns["root"] @ side.about_x("hip.flex") @ side.about_z("hip.abd")
    turns[f"upperleg01.{side.name}"] = swung @ side.about_y("hip.rot", 0.4)
    turns[f"upperleg02.{side.name}"] = thigh = swung @ side.about_y("hip.rot")
    shank = thigh @ about_x(side("knee.flex"))
    turns[f"lowerleg01.{side.name}"] = turns[f"lowerleg02.{side.name}"] = shank
    inversion = about_z(-SIGN[side.name] * side("ankle.inv"))
    turns[f"foot.{side.name}"] = foot = shank @ side.about_y("foot.out") @ side.about_x("ankle.df") @ inversion
    turns[f"toes.{side.name}"] = foot @ side.about_x("toes.ext")


def transforms(body: Body, posture: Posture) -> tuple[Array, Array]:
    """Give for each bone the turn (66,3,3) and shift (66,3) from rest to the posture."""
    turns = posture.turns @ body.axes.transpose(0, 2, 1)
    return turns, posture.joints - np.einsum("bij,bj->bi", turns, body.joints)


def belly_share(canonical: Array) -> Array:
    """Tell how much of a lift of the belly wall each canonical point (n,3) takes: 1 in the middle, 0 outside."""
    away = (((canonical - BELLY_MIDDLE) / BELLY_RADII) ** 2).sum(axis=1)
    return np.asarray(np.maximum(1 - away, 0) ** 2)


def breathed(posture: Posture, canonical: Array, points: Array) -> Array:
    """Lift points (n,3) at rest with the belly wall; where they are told from their canonical places."""
    if posture.belly == 0:
        return points
    return np.asarray(points + posture.belly * belly_share(canonical)[:, None] * np.array([0.0, 0, 1]))


def carry(body: Body, posture: Posture, mesh: Mesh, control: Array) -> Array:
    """Pose the control points (n,3) of a mesh and refine them to its vertices (m,3)."""
    turns, shifts = transforms(body, posture)
    blended = (mesh.weights @ turns.reshape(-1, 9)).reshape(-1, 3, 3)
    posed = np.einsum("vij,vj->vi", blended, breathed(posture, mesh.control, control)) + mesh.weights @ shifts
    return np.asarray(mesh.subdivision @ posed)


def carry_rigidly(body: Body, posture: Posture, bone: str, points: Array) -> Array:
    """Move points (n,3) at rest along with one bone."""
    turns, shifts = transforms(body, posture)
    index = BONE[bone]
    return np.asarray(points @ turns[index].T + shifts[index])
