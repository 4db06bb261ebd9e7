"""Measure how deep parts of a body are in each other, in the floor, and in hard things.

Goes in: a posed person and solids. Comes out: depths in dm, by part of the body. Must not know goals or findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np
import scipy.sparse as sp
from scipy.spatial import cKDTree

from booklet.figures.anatomy import BONES, load_mesh
from booklet.figures.dress import posed, worn
from booklet.figures.mesh import Array, Ints, Mask, Mesh, triangles, vertex_normals
from booklet.figures.people import Person
from booklet.figures.skeleton import Posture, carry
from booklet.figures.solids import Solid, outside, surface_at

# Parts of the body, and how the bones are called that carry them.
_TRUNK_AND_HEAD: Mapping[str, tuple[str, ...]] = {
    "trunk": ("root", "spine", "clavicle", "shoulder"),
    "head": ("neck", "head"),
}
_LIMBS: Mapping[str, tuple[str, ...]] = {
    "upper arm": ("upperarm",),
    "forearm": ("lowerarm",),
    "hand": ("wrist", "finger"),
    "thigh": ("upperleg",),
    "shank": ("lowerleg",),
    "foot": ("foot", "toes"),
}
PARTS: tuple[str, ...] = (*_TRUNK_AND_HEAD, *(f"{limb}.{side}" for limb in _LIMBS for side in "LR"))

# What may get into something else; and the parts of the same side, or the trunk, into which its flesh folds anyway.
_ENDS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("forearm", "hand"), ("upper arm",)),
    (("shank", "foot"), ("thigh",)),
    (("thigh",), ("trunk", "shank")),
)
STRAIGHT = 0.7  # cosine between «to the nearest skin» and «outward»: where the body is cut open, the two differ
HOLDABLE = 0.8  # dm: on what is thinner (a rail, the edge of a table) a hand may close


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """A part of the body is in something: another part, or the thing of that name."""

    part: str
    other: str
    depth: float  # dm


def self_overlaps(person: Person, posture: Posture) -> tuple[Overlap, ...]:
    """Find forearms, hands and legs in other parts of the body, each pair once, by its deepest point.

    A point of a limb is inside when the nearest skin (the rest of the limb apart) faces away from it.
    """
    mesh = _coarse_skin()
    skin = carry(person.body, posture, mesh, person.body.control["body"])
    normals = vertex_normals(skin, triangles(mesh.quads))
    deepest: dict[tuple[str, str], float] = {}
    for side in "LR":
        for ends, folds in _ENDS:
            limb = _belongs([f"{end}.{side}" for end in ends])
            spared = {"trunk" if fold == "trunk" else f"{fold}.{side}" for fold in folds}
            for part, other, depth in _overlaps(skin, normals, limb):
                pair = (other, part) if (other, part) in deepest else (part, other)
                if other not in spared:
                    deepest[pair] = max(depth, deepest.get(pair, 0.0))
    return tuple(Overlap(part=part, other=other, depth=depth) for (part, other), depth in sorted(deepest.items()))


def _overlaps(skin: Array, normals: Array, limb: Mask) -> list[tuple[str, str, float]]:
    """List by pair of parts how deep a limb is in the rest of the body."""
    points, rest = np.flatnonzero(limb), np.flatnonzero(~limb)
    away, nearest = cKDTree(skin[rest]).query(skin[points])
    nearest = rest[nearest]
    depth = ((skin[nearest] - skin[points]) * normals[nearest]).sum(axis=1)
    inside = depth > STRAIGHT * away
    parts = _part_of(_coarse_skin())
    pairs = parts[points[inside]] * len(PARTS) + parts[nearest[inside]]
    found = []
    for pair in np.unique(pairs):
        part, other = divmod(int(pair), len(PARTS))
        found.append((PARTS[part], PARTS[other], float(depth[inside][pairs == pair].max())))
    return found


def solid_overlaps(person: Person, posture: Posture, solids: Iterable[Solid]) -> tuple[Overlap, ...]:
    """Find hands and feet in things that are too thick to hold."""
    mesh = _coarse_skin()
    skin = carry(person.body, posture, mesh, person.body.control["body"])
    found = []
    for solid in solids:
        if min(high - low for low, high in zip(solid.low, solid.high, strict=True)) > HOLDABLE:
            for part in ("hand.L", "hand.R", "foot.L", "foot.R"):
                depth = _depth(skin[_belongs([part])], solid)
                if depth > 0:
                    found.append(Overlap(part=part, other=solid.names[0], depth=depth))
    return tuple(found)


def _depth(points: Array, solid: Solid) -> float:
    """Tell how deep the deepest of some points is in a solid; 0 when all are outside."""
    inside = points[((points > solid.low) & (points < solid.high)).all(axis=1)]
    if not len(inside):
        return 0.0
    ways = [-outside(inside, surface_at(solid, face)) for face in solid.faces]
    return float(np.min(ways, axis=0).max())


def lowest_part(person: Person, posture: Posture, feet: str) -> tuple[str, float]:
    """Name the lowest part of a dressed person, and its height in dm."""
    found = ("", np.inf)
    for layer in worn(person, feet):
        heights = np.where(layer.keep >= 0, posed(person, posture, layer)[:, 1], np.inf)
        lowest = int(heights.argmin())
        if heights[lowest] < found[1]:
            part = "head" if layer.mesh is None else PARTS[_part_of_vertices(layer.mesh)[lowest]]
            found = (part, float(heights[lowest]))
    return found


@lru_cache(maxsize=1)
def _coarse_skin() -> Mesh:
    """Give the skin without refinement: its control points are near enough to it."""
    mesh = load_mesh("body")
    return replace(mesh, subdivision=sp.identity(len(mesh.control), format="csr"))


@cache
def _part_of(mesh: Mesh) -> Ints:
    """Give for each control point (n,) the number of the part to which it belongs."""
    return _parts(mesh.weights)


@cache
def _part_of_vertices(mesh: Mesh) -> Ints:
    """Give for each refined vertex (m,) the number of the part to which it belongs."""
    return _parts(mesh.fine_weights)


def _parts(weights: Array) -> Ints:
    """Give each point to the part of which a bone carries most of it."""
    bone_parts = np.array([PARTS.index(_part_of_bone(bone)) for bone in BONES])
    return np.asarray(bone_parts[weights.argmax(axis=1)])


def _part_of_bone(bone: str) -> str:
    """Name the part of the body that a bone carries."""
    base, _, side = bone.partition(".")
    for part, starts in {**_TRUNK_AND_HEAD, **_LIMBS}.items():
        if base.startswith(starts):
            return f"{part}.{side}" if part in _LIMBS else part
    raise ValueError(bone)


def _belongs(names: Iterable[str]) -> Mask:
    """Tell for each control point of the skin whether it belongs to one of these parts."""
    return np.isin(_part_of(_coarse_skin()), [PARTS.index(name) for name in names])
