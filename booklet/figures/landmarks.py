"""Find named places on the skin of any body: heel, knee, palm, nose.

Goes in: a body, its posture and names. Comes out: points and outward normals. Must not know goals, clothes or cameras.

Each landmark is one control point of a mesh, found once on the neutral body, and so valid for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

import numpy as np

from booklet.figures.anatomy import BONE, Body, canon, load_body, load_mesh
from booklet.figures.mesh import Array, Ints, triangles, vertex_normals
from booklet.figures.skeleton import Posture, breathed, transforms

Spot = tuple[float, float, float]

# Near where to look, canonical rest space, dm: first those that both sides have (given for the left), then those in
# the middle. The tights are a closed hull: no gap between the legs, no navel; the body has hands and a face.
_PAIRED_ON_TIGHTS: Mapping[str, Spot] = {
    "heel": (1.80, -8.22, -0.35),
    "ball": (1.9, -8.22, 1.35),
    "toe": (1.85, -8.05, 2.3),
    "instep": (1.85, -7.55, 1.0),
    "ankle": (2.1, -7.4, 0.2),
    "knee": (1.42, -3.5, 0.95),
    "kneeback": (1.42, -3.5, -0.3),
    "shin": (1.6, -5.2, 0.8),
    "calf": (1.55, -4.9, -0.55),
    "thighfront": (0.95, -1.9, 0.95),
    "thighback": (0.95, -1.9, -0.75),
    "thighside": (1.75, -1.8, 0.1),
    "sit": (0.75, -0.15, -0.75),
    "buttock": (0.85, 0.45, -1.25),
    "hip": (1.75, 0.3, 0),
    "asis": (0.85, 1.2, 0.9),
    "ribs": (1.35, 3.3, 0.2),
    "scapula": (0.9, 4.6, -1.0),
    "shoulder": (2.1, 5.1, 0.1),
}
_MIDDLE_ON_TIGHTS: Mapping[str, Spot] = {
    "sacrum": (0, 1.0, -1.1),
    "lumbar": (0, 2.2, -0.6),
    "midback": (0, 4.3, -0.9),
    "upperback": (0, 5.2, -1.0),
    "abdomen": (0, 1.1, 1.05),
    "belly": (0, 1.9, 1.0),
    "chest": (0, 4.3, 1.2),
}
_MIDDLE_ON_BODY: Mapping[str, Spot] = {
    "occiput": (0, 7.8, -1.1),
    "crown": (0, 8.45, 0.3),
    "forehead": (0, 8.0, 1.3),
    "nose": (0, 7.35, 1.75),
    "chin": (0, 6.85, 1.35),
    "c7": (0, 6.0, -0.55),
}
_EAR: Spot = (0.8, 7.5, 0.1)
_ARM = ("elbow", "wrist", "palm", "handback", "fingertip", "thumb")  # placed by the joints of the neutral body
PAIRED: tuple[str, ...] = (*_PAIRED_ON_TIGHTS, "ear", *_ARM)
LANDMARKS: tuple[str, ...] = (
    *(f"{name}.{side}" for name in PAIRED for side in "LR"),
    *_MIDDLE_ON_TIGHTS,
    *_MIDDLE_ON_BODY,
)
_POINT_OF_ELBOW: Array = np.array([0.25, -0.1, -0.45])  # dm from the joint
_PALM_DEPTH = 0.25  # dm from the middle of the hand to its skin


def both(name: str) -> tuple[str, ...]:
    """Name a landmark on either side, or only itself when it lies in the middle or has a side already."""
    return tuple(f"{name}.{side}" for side in "LR") if name in PAIRED else (name,)


def points(body: Body, posture: Posture, names: Iterable[str]) -> dict[str, Array]:
    """Find landmarks (3,) in dm; "@head" is the joint of a bone."""
    turns, shifts = transforms(body, posture)
    found = {}
    for name in names:
        if name.startswith("@"):
            found[name] = posture.joints[BONE[name[1:]]]
            continue
        mesh, index = _vertices()[name]
        bones, weights = _carriers(name)
        rest = breathed(posture, canon().control[mesh][index : index + 1], body.control[mesh][index : index + 1])[0]
        found[name] = weights @ (turns[bones] @ rest + shifts[bones])
    return found


def normals(body: Body, posture: Posture, names: Iterable[str]) -> dict[str, Array]:
    """Find the outward normals (3,) of the skin at landmarks."""
    turns, _ = transforms(body, posture)
    found = {}
    for name in names:
        mesh, index = _vertices()[name]
        bones, weights = _carriers(name)
        normal = weights @ (turns[bones] @ _rest_normals(body.name, mesh)[index])
        found[name] = normal / max(float(np.linalg.norm(normal)), 1e-9)
    return found


@lru_cache(maxsize=8)
def _rest_normals(body: str, mesh: str) -> Array:
    """Give the normals of all control points of a body at rest."""
    return vertex_normals(load_body(body).control[mesh], triangles(load_mesh(mesh).quads))


@cache
def _carriers(name: str) -> tuple[Ints, Array]:
    """Give the bones that a landmark follows, and how much it follows each."""
    mesh, index = _vertices()[name]
    weights = load_mesh(mesh).weights[index]
    bones = np.flatnonzero(weights)
    return bones, weights[bones]


@lru_cache(maxsize=1)
def _vertices() -> Mapping[str, tuple[str, int]]:
    """Find for every landmark its mesh and control point."""
    tights, body = canon().control["tights"], canon().control["body"]
    found = {}
    for side, sign in (("L", 1.0), ("R", -1.0)):
        mirror = np.array([sign, 1, 1])
        for name, place in (*_PAIRED_ON_TIGHTS.items(), ("elbow", canon().elbow + _POINT_OF_ELBOW)):
            found[f"{name}.{side}"] = ("tights", _nearest(tights, place * mirror))
        for name, place in (("ear", _EAR), *_hand_places().items()):
            found[f"{name}.{side}"] = ("body", _nearest(body, place * mirror))
    found |= {name: ("tights", _nearest(tights, np.array(place))) for name, place in _MIDDLE_ON_TIGHTS.items()}
    return found | {name: ("body", _nearest(body, np.array(place))) for name, place in _MIDDLE_ON_BODY.items()}


def _hand_places() -> dict[str, Array]:
    """Place the landmarks of the left hand."""
    neutral = canon()
    knuckles = [neutral.joints[BONE[f"finger{finger}-1.L"]] for finger in (3, 4)]
    middle = (knuckles[0] + knuckles[1]) / 2 * 0.6 + neutral.wrist * 0.4
    outward = -neutral.palm[:, 0] * _PALM_DEPTH
    return {
        "wrist": neutral.wrist,
        "palm": middle + outward,
        "handback": middle - outward,
        "fingertip": neutral.tails[BONE["finger3-3.L"]],
        "thumb": neutral.tails[BONE["finger1-3.L"]],
    }


def _nearest(vertices: Array, place: Array) -> int:
    """Find the vertex nearest to a place."""
    return int(np.argmin(((vertices - place) ** 2).sum(axis=1)))
