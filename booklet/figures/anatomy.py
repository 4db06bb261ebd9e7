"""Read the bodies: their bones, joints and skin at rest.

Goes in: the files in the folder `bodies`. Comes out: a `Body`, and the meshes that all bodies share. Must not know
postures, clothes or cameras.

All bodies share one topology and one set of weights; whatever has to be cut or found on a body (collars, hairlines,
landmarks) is cut or found on the neutral body, in canonical rest space, and carried to others by vertex index.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from booklet.figures.mesh import MIRROR, Array, Mesh, about_y, refined_mesh, unit

FOLDER = Path(__file__).parent / "bodies"
LEVELS = {"body": 1, "tights": 2}  # rounds of refinement; the tights are the coarse hull on which clothes are made
STEP = 1e-4  # dm: unit of the differences in which the bodies other than the neutral one are kept
HEAD_SCALE = 1.07  # a head slightly too large reads better in a small drawing

_ARM = ("clavicle", "shoulder01", "upperarm01", "upperarm02", "lowerarm01", "lowerarm02", "wrist")
FINGERS = tuple(f"finger{finger}-{joint}" for finger in range(1, 6) for joint in range(1, 4))
_LEG = ("upperleg01", "upperleg02", "lowerleg01", "lowerleg02", "foot", "toes")
_SPINE = ("root", "spine05", "spine04", "spine03", "spine02", "spine01", "neck01", "neck02", "neck03", "head")
BONES: tuple[str, ...] = _SPINE + tuple(f"{name}.{side}" for side in "LR" for name in (*_ARM, *FINGERS, *_LEG))
BONE: Mapping[str, int] = {name: index for index, name in enumerate(BONES)}


def _parent(name: str) -> str:
    """Name the bone that carries a bone; empty for the root."""
    base, _, side = name.partition(".")
    if not side:
        place = _SPINE.index(name)
        return _SPINE[place - 1] if place else ""
    if base.startswith("finger"):
        finger, _, joint = base.partition("-")
        return f"wrist.{side}" if joint == "1" else f"{finger}-{int(joint) - 1}.{side}"
    chain = _ARM if base in _ARM else _LEG
    place = chain.index(base)
    return f"{chain[place - 1]}.{side}" if place else ("spine01" if chain is _ARM else "root")


PARENTS: tuple[int, ...] = tuple(BONE.get(_parent(name), -1) for name in BONES)  # a parent stands before its children


@dataclass(frozen=True, kw_only=True, eq=False)
class Body:
    """A body at rest: joints and tails of all bones, their own axes, and its skin; dm, bones in order of `BONES`."""

    name: str
    joints: Array  # (66,3)
    tails: Array  # (66,3)
    axes: Array  # (66,3,3): columns are a bone's own x, y, z as it lies at rest
    offsets: Array  # (66,3): from the parent's joint, in the parent's own axes
    pronation_rest: float  # degrees by which the hand is turned on the forearm at rest
    control: Mapping[str, Array]  # control points (n,3) of the meshes "body" and "tights"
    shoulder: Array  # (3,) of the left arm, as all that follows
    elbow: Array
    wrist: Array
    upper_arm: Array  # (3,) direction, shoulder to elbow
    hand: Array  # (3,) direction, wrist to knuckles
    palm: Array  # (3,3): columns are back of the hand (away from the palm), up the hand, and across it


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Array]:
    """Read the neutral body."""
    with np.load(FOLDER / "neutral.npz") as file:
        return {name: file[name] for name in file.files}


@lru_cache(maxsize=2)
def load_mesh(name: str) -> Mesh:
    """Give the mesh "body" or "tights" that everybody shares; its control points are canonical."""
    data = _data()
    return refined_mesh(
        canon().control[name], data[f"{name}_q"].astype(np.int64), data[f"{name}_w"].astype(np.float64), LEVELS[name]
    )


def canon() -> Body:
    """Give the neutral body, in whose rest space everything is cut."""
    return load_body("neutral")


@lru_cache(maxsize=4)
def load_body(name: str) -> Body:
    """Read a body: neutral, senior, man or woman."""
    neutral, changes = _data(), _changes(name)
    joints, tails = neutral["head"] + changes.get("head", 0), neutral["tail"] + changes.get("tail", 0)
    joints = _symmetric(joints)
    skin = {mesh: neutral[f"{mesh}_v"] + changes.get(mesh, 0) for mesh in LEVELS}
    return _fitted(name, joints, tails, {**skin, "body": _with_larger_head(skin["body"], joints)})


def _changes(name: str) -> Mapping[str, Array]:
    """Read how a body differs from the neutral one."""
    if name == "neutral":
        return {}
    with np.load(FOLDER / f"{name}.npz") as file:
        return {key.removesuffix("_d"): file[key] * STEP for key in file.files}


def _symmetric(joints: Array) -> Array:
    """Make left and right joints each other's mirror image."""
    even = joints.copy()
    for name, index in BONE.items():
        if name.endswith(".L"):
            other = BONE[f"{name[:-1]}R"]
            even[index] = (joints[index] + MIRROR @ joints[other]) / 2
            even[other] = MIRROR @ even[index]
        elif not name.endswith(".R"):
            even[index, 0] = 0
    return even


def _with_larger_head(skin: Array, joints: Array) -> Array:
    """Scale the head about the top of the neck; the neck takes part."""
    weights = _data()["body_w"].astype(np.float64)
    share = np.clip(weights[:, BONE["head"]] + 0.5 * weights[:, BONE["neck03"]], 0, 1)[:, None]
    middle = joints[BONE["head"]] + np.array([0, -0.05, -0.1])
    return np.asarray(skin + share * (HEAD_SCALE - 1) * (skin - middle))


def _fitted(name: str, joints: Array, tails: Array, control: Mapping[str, Array]) -> Body:
    """Work out the axes of all bones of a body at rest."""

    def joint(bone: str) -> Array:
        return np.asarray(joints[BONE[f"{bone}.L"]])

    shoulder, elbow, wrist = joint("upperarm01"), joint("lowerarm01"), joint("wrist")
    hand = unit((joint("finger3-1") + joint("finger4-1")) / 2 - wrist)
    palm_side = unit(np.cross(hand, joint("finger2-1") - joint("finger5-1")))
    palm = _frame(-palm_side, -hand)
    across = unit(np.cross(wrist - elbow, elbow - shoulder))  # the axis of the elbow
    forearm = _frame(across, -unit(wrist - elbow))
    toes, ankle = joint("toes"), joint("foot")
    foot = about_y(float(np.degrees(np.arctan2(toes[0] - ankle[0], toes[2] - ankle[2]))))
    thigh, shank = _leg_frame(joint("upperleg01"), joint("lowerleg01")), _leg_frame(joint("lowerleg01"), ankle)
    parts = (
        (("upperarm01", "upperarm02"), _frame(across, -unit(elbow - shoulder))),
        (("lowerarm01", "lowerarm02"), forearm),
        (("wrist", *FINGERS), palm),
        (("upperleg01", "upperleg02"), thigh),
        (("lowerleg01", "lowerleg02"), shank),
        (("foot", "toes"), foot),
    )
    axes = np.repeat(np.eye(3)[None], len(BONES), axis=0)
    for bones, frame in parts:
        for bone in bones:
            axes[BONE[f"{bone}.L"]], axes[BONE[f"{bone}.R"]] = frame, MIRROR @ frame @ MIRROR
    twist = forearm.T @ palm
    return Body(
        name=name,
        joints=joints,
        tails=tails,
        axes=axes,
        offsets=_offsets(joints, axes),
        pronation_rest=-float(np.degrees(np.arctan2(twist[0, 2] - twist[2, 0], twist[0, 0] + twist[2, 2]))),
        control=control,
        shoulder=shoulder,
        elbow=elbow,
        wrist=wrist,
        upper_arm=unit(elbow - shoulder),
        hand=hand,
        palm=palm,
    )


def _frame(x: Array, y: Array) -> Array:
    """Put axes as columns: x, y, and what stands square on both."""
    return np.stack([x, y, np.cross(x, y)], axis=1)


def _leg_frame(top: Array, bottom: Array) -> Array:
    """Give the axes of a leg bone: y along it, x as nearly as may be to the side."""
    y = unit(top - bottom)
    return _frame(unit(np.array([1.0, 0, 0]) - y * y[0]), y)


def _offsets(joints: Array, axes: Array) -> Array:
    """Give the way from each parent's joint, in the parent's own axes."""
    offsets = np.zeros_like(joints)
    for bone, parent in enumerate(PARENTS):
        if parent >= 0:
            offsets[bone] = axes[parent].T @ (joints[bone] - joints[parent])
    return offsets
