"""Pose a dressed person and hand its layers to the camera.

Goes in: a person, a posture and a camera. Comes out: items for the raster. Must not know how they are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from booklet.figures.anatomy import BONE, BONES, load_mesh
from booklet.figures.labels import INSIDE, MATERIALS, SHIRT, TROUSERS
from booklet.figures.mesh import Array, Ints, Mask
from booklet.figures.people import Person
from booklet.figures.raster import Camera, Item
from booklet.figures.skeleton import Posture, carry, carry_rigidly
from booklet.figures.solids import Solid, keep_out
from booklet.figures.wardrobe import REST_SHIFT, Layer

SIDEWAYS = 0.6  # cosine between the view and the axis from right to left, above which one side is the far one


def far_limbs(camera: Camera, posture: Posture) -> Array:
    """Tell which limbs are turned away: left arm, right arm, left leg, right leg (4,), 0 or 1."""
    far = np.zeros(4)
    for first, bone in ((0, "spine01"), (2, "root")):
        toward = float((camera.turn @ posture.turns[BONE[bone]] @ np.array([1.0, 0, 0]))[2])
        if abs(toward) > SIDEWAYS:
            far[first + (1 if toward > 0 else 0)] = 1
    return far


def posed(person: Person, posture: Posture, layer: Layer) -> Array:
    """Give the vertices (m,3) of a layer in a posture."""
    if layer.mesh is None:
        return carry_rigidly(person.body, posture, "head", layer.control)
    return carry(person.body, posture, layer.mesh, layer.control)


def worn(person: Person, feet: str) -> tuple[Layer, ...]:
    """Leave out the shoes of the barefooted, and the bare feet of the others."""
    return tuple(layer for layer in person.layers if layer.name not in ("shoes", "bare") or layer.name == feet)


def items_of(
    person: Person,
    posture: Posture,
    camera: Camera,
    feet: str,
    *,
    floor: float | None = 0.0,
    solids: Sequence[Solid] = (),
) -> tuple[Item, ...]:
    """Pose all that a person wears; skin and clothes stay above the floor (dm) and out of solids."""
    far = far_limbs(camera, posture)
    return tuple(_item(person, posture, camera, layer, far, floor, solids) for layer in worn(person, feet))


def _item(
    person: Person,
    posture: Posture,
    camera: Camera,
    layer: Layer,
    far: Array,
    floor: float | None,
    solids: Sequence[Solid],
) -> Item:
    vertices = posed(person, posture, layer)
    if solids:
        vertices = keep_out(vertices, solids, hand_vertices() if layer.name == "body" else ())
    if floor is not None:
        vertices[:, 1] = np.maximum(vertices[:, 1], floor)  # flesh lies flat on the floor
    height = layer.rest[:, 1] - REST_SHIFT["shoes"] if layer.name == "shoes" else np.zeros(len(vertices))
    return Item(
        name=layer.name,
        vertices=vertices,
        triangles=layer.triangles,
        labels=_labels(layer, vertices, camera),
        rest=layer.rest,
        keep=layer.keep,
        limbs=np.stack([layer.limbs @ far, height], axis=1),
    )


def _labels(layer: Layer, vertices: Array, camera: Camera) -> Ints:
    """Label the triangles of a layer; a garment that is seen from within (sleeve, collar) is darker."""
    material = MATERIALS[layer.material]
    labels = np.full(len(layer.triangles), material, dtype=np.int64)
    if material in (SHIRT, TROUSERS):
        corners = (vertices @ camera.turn.T)[layer.triangles]
        one, other = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
        labels[one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0] < 0] = INSIDE + material
    return labels


@lru_cache(maxsize=1)
def hand_vertices() -> tuple[Mask, Mask]:
    """Find the vertices of the skin that belong to the left and to the right hand."""
    weights = load_mesh("body").fine_weights
    left, right = (
        weights[:, [BONE[name] for name in BONES if name.endswith(f".{side}") and name.startswith(("finger", "wrist"))]]
        for side in "LR"
    )
    return left.sum(axis=1) > 0.5, right.sum(axis=1) > 0.5
