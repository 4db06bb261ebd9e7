"""Dress a body: shirt, trousers, shoes and bare feet as layers on top of it.

Goes in: a `Body`. Comes out: layers, each a mesh with the parts that are kept. Must not know hair, postures or cameras.

Where a garment ends is told in canonical rest space (dm, the neutral body), and carried to other bodies by vertex
index; how far it stands off is worked out on the body that wears it. So collar, hem and sleeves fit everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from booklet.figures.anatomy import BONE, BONES, Body, canon, load_body, load_mesh
from booklet.figures.mesh import Array, Ints, Mesh, relax, smoothstep, triangles, vertex_normals

SLEEVE_END = 1.45  # along the upper arm from the shoulder joint
HEM = 1.05  # height at which the shirt ends: over the waistband
WAIST = 1.5  # height at which the trousers begin, under the shirt
TROUSER_END = -7.18  # height of the trouser legs' ends, at the ankle
SHOE_TOP = -7.02
FOOT_TOP = -6.78  # bare feet reach a little into the trouser legs
COLLAR, COLLAR_SLOPE = 5.9, 0.52  # height of the collar at z = 0, and how it falls towards the front
SOLE = 0.22  # height over the lowest point up to which a shoe is sole
SOLE_SHOWN = 0.04  # height over the lowest point of the foot up to which the sole shows
SOLE_DEPTH = 0.12  # by which a sole lies under the bare foot
SKIN_DEPTH = 0.16  # by which the skin draws back under clothes, so that it never shows through

# Added to the rest coordinates of a material, so that touching materials lie far apart in rest space.
REST_SHIFT: Mapping[str, float] = {"skin": 0, "shirt": 100, "trousers": 200, "shoes": 300, "hair": 500, "scarf": 600}

_ARM = ("upperarm01", "upperarm02", "lowerarm01", "lowerarm02", "wrist", "finger")
_LEG = ("upperleg01", "upperleg02", "lowerleg01", "lowerleg02", "foot", "toes")


def _bones_of(starts: Iterable[str], side: str = "") -> list[int]:
    """Look up the bones of a limb, by how their names begin and end."""
    return [BONE[name] for name in BONES if name.startswith(tuple(starts)) and name.endswith(side)]


@dataclass(frozen=True, kw_only=True, eq=False)
class Layer:
    """One layer of a person: skin, a garment or hair; of its m vertices those with `keep` >= 0 are there."""

    name: str  # shirt, trousers, shoes, bare (feet), body, hair, bob, bun, tail
    material: str  # skin, hair, shirt, trousers, shoes, scarf
    mesh: Mesh | None  # None when rigid
    control: Array  # (n,3) dm: this person's control points at rest; when rigid the m vertices themselves
    triangles: Ints  # (k,3)
    rest: Array  # (m,3) canonical rest coordinates, plus `REST_SHIFT` of the material
    keep: Array  # (m,) dm from where the layer is cut off; negative: not there
    limbs: Array  # (m,4) share of left arm, right arm, left leg, right leg
    rigid: bool = False  # rides on the head


def meshed(name: str, material: str, mesh_name: str, control: Array, canonical: Array, keep: Array) -> Layer:
    """Make a layer that bends with the body; `canonical` are its control points on the neutral body."""
    mesh = load_mesh(mesh_name)
    return Layer(
        name=name,
        material=material,
        mesh=mesh,
        control=control,
        triangles=mesh.triangles,
        rest=mesh.subdivision @ canonical + REST_SHIFT[material],
        keep=keep,
        limbs=limb_shares(mesh_name),
    )


def arm_share(weights: Array) -> Array:
    """Tell how much each point (n,) belongs to an arm, from the upper arm to the fingers."""
    return np.asarray(weights[:, _bones_of(_ARM)].sum(axis=1))


@lru_cache(maxsize=2)
def limb_shares(mesh_name: str) -> Array:
    """Tell how much each refined vertex belongs to the left arm, right arm, left leg and right leg (m,4)."""
    weights = load_mesh(mesh_name).fine_weights
    limbs = [(_ARM, ".L"), (_ARM, ".R"), (_LEG, ".L"), (_LEG, ".R")]
    return np.stack([weights[:, _bones_of(*limb)].sum(axis=1) for limb in limbs], axis=1)


def below_collar(points: Array) -> Array:
    """Tell how far canonical points (n,3) lie below the collar, dm."""
    return np.asarray(COLLAR - points[:, 2] * COLLAR_SLOPE - points[:, 1])


def along_sleeve(points: Array) -> Array:
    """Tell how far canonical points (n,3) of either arm lie along it from the shoulder joint, dm."""
    left = np.concatenate([np.abs(points[:, :1]), points[:, 1:]], axis=1)
    return np.asarray((left - canon().shoulder) @ canon().upper_arm)


def skin_under_clothes(control: Array) -> Array:
    """Draw the skin (control points of the body mesh) back where a shirt covers it."""
    mesh = load_mesh("body")
    covered = smoothstep(below_collar(mesh.control), -0.08, 0.15) * (1 - smoothstep(arm_share(mesh.weights), 0.05, 0.2))
    return np.asarray(control - vertex_normals(control, triangles(mesh.quads)) * (SKIN_DEPTH * covered)[:, None])


@lru_cache(maxsize=1)
def bare_skin() -> Array:
    """Tell where skin shows (m,): above the collar, and out of the sleeves."""
    mesh = load_mesh("body")
    rest = mesh.subdivision @ mesh.control
    in_arm = arm_share(mesh.fine_weights) > 0.08
    above_collar = np.where(in_arm, -1, 0.28 - below_collar(rest))
    out_of_sleeve = np.where(in_arm, along_sleeve(rest) - (SLEEVE_END - 0.35), -1)
    return np.maximum(above_collar, out_of_sleeve)


def clothes(body: Body) -> tuple[Layer, ...]:
    """Make the clothes of a body, and its bare feet."""
    worn, canonical, keep = _garments(body.name), _garments("neutral"), _kept()
    materials = {"shirt": "shirt", "trousers": "trousers", "shoes": "shoes", "bare": "skin"}
    return tuple(
        meshed(name, material, "tights", worn[name], canonical[name], keep[name])
        for name, material in materials.items()
    )


@lru_cache(maxsize=1)
def _kept() -> Mapping[str, Array]:
    """Cut the garments: how far each refined vertex lies inside its garment, dm."""
    mesh = load_mesh("tights")
    rest = mesh.subdivision @ mesh.control
    height, in_arm = rest[:, 1], arm_share(mesh.fine_weights) > 0.08
    sleeve = np.where(in_arm, SLEEVE_END - along_sleeve(rest), 1.0)
    return {
        "shirt": np.minimum(np.minimum(height - HEM, sleeve), below_collar(rest)),
        "trousers": np.minimum(np.minimum(WAIST - height, height - TROUSER_END), np.where(in_arm, -1, 1)),
        "shoes": SHOE_TOP - height,
        "bare": FOOT_TOP - height,
    }


@lru_cache(maxsize=4)
def _garments(name: str) -> Mapping[str, Array]:
    """Give the control points of all garments of one body."""
    mesh, control = load_mesh("tights"), load_body(name).control["tights"]
    cloth = _Cloth(mesh=mesh, triangles=triangles(mesh.quads))
    feet = smoothstep(-mesh.control[:, 1], 6.9, 7.3)
    return {
        "shirt": _shirt(cloth, control),
        "trousers": _trousers(cloth, control),
        "shoes": _shoes(cloth, control, feet),
        "bare": cloth.smoothed(control, feet * 0.3, 1),
    }


@dataclass(frozen=True, kw_only=True, eq=False)
class _Cloth:
    """The hull from which all garments are made."""

    mesh: Mesh
    triangles: Ints

    def smoothed(self, control: Array, weight: Array, rounds: int) -> Array:
        """Smooth a garment as far as the weights (n,) tell."""
        return relax(control, self.mesh.average, weight, rounds)

    def normals(self, control: Array) -> Array:
        """Give the normals of a garment."""
        return vertex_normals(control, self.triangles)

    def puffed(self, control: Array, distance: Array) -> Array:
        """Let cloth stand off by a distance (n,)."""
        return np.asarray(control + self.normals(control) * distance[:, None])


def _shirt(cloth: _Cloth, control: Array) -> Array:
    """Hang a shirt on a body: smooth over the trunk, wide round the arms, close at the collar."""
    canonical = cloth.mesh.control
    height, collar, sleeve = canonical[:, 1], below_collar(canonical), along_sleeve(canonical)
    arm = arm_share(cloth.mesh.weights)
    trunk = (1 - smoothstep(arm, 0.1, 0.6)) * smoothstep(height, 0.2, 1.0) * smoothstep(collar, 0.1, 1.2)
    smooth = cloth.smoothed(control, trunk * 0.9, 14)
    directions, normals = cloth.normals(smooth), cloth.normals(control)
    # What smoothing took off belly and hips is given back, so that the shirt hangs outside the body.
    shrunk = np.maximum(((control - smooth) * normals).sum(axis=1), 0) * (1 - smoothstep(height, 1.8, 2.8))
    ease = 0.13 + 0.06 * (1 - smoothstep(height, 1, 2.6))
    ease = ease + 0.10 * smoothstep(arm, 0.3, 0.9) * smoothstep(sleeve, 0.2, 1.4)
    ease = ease * (0.5 + 0.5 * smoothstep(collar, 0.0, 0.9))
    return np.asarray(smooth + normals * shrunk[:, None] + directions * np.maximum(ease, 0)[:, None])


def _trousers(cloth: _Cloth, control: Array) -> Array:
    """Put on trousers: close at the waist, wider down the legs."""
    height = cloth.mesh.control[:, 1]
    smooth = cloth.smoothed(control, smoothstep(-height, 2.0, 4.0) * 0.7, 5)
    widening = 0.13 * smoothstep(-height, -0.6, 4) + 0.05 * smoothstep(-height, 5, 6.5)
    return cloth.puffed(smooth, 0.04 + widening - 0.1 * smoothstep(height, 1.0, 1.4))


def _shoes(cloth: _Cloth, control: Array, feet: Array) -> Array:
    """Put on shoes; what is sole on the neutral body is a flat sole on every body."""

    def shaped(points: Array) -> Array:
        return cloth.puffed(cloth.smoothed(points, feet * 0.6, 3), 0.11 + 0.05 * feet)

    shoes = shaped(control)
    sole = shaped(cloth.mesh.control)[:, 1] < cloth.mesh.control[:, 1].min() + SOLE
    shoes[sole, 1] = control[:, 1].min() - SOLE_DEPTH
    return shoes


@lru_cache(maxsize=1)
def sole_top() -> float:
    """Give the height in canonical rest space up to which a shoe is drawn as sole, dm."""
    return float(load_mesh("tights").control[:, 1].min()) + SOLE_SHOWN
