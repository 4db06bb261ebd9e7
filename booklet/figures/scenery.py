"""Number the faces of things, so that the raster can tell them apart.

Goes in: the `Shape`s round a figure. Comes out: `Scenery`: items for the raster, and how each label is coloured and
outlined. Must not know what the things are, bodies or cameras.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from booklet.figures.labels import FIRST_PROP
from booklet.figures.mesh import Array
from booklet.figures.raster import Item
from booklet.figures.shapes import Shape

APART = 1000.0  # dm in rest space from one face to the next: far enough for a line wherever two faces meet


@dataclass(frozen=True, kw_only=True, eq=False)
class Scenery:
    """All things of one drawing, ready to be rastered."""

    items: tuple[Item, ...]
    edges: tuple[Array, ...]  # (m,3) lines that are drawn where they can be seen
    names: Mapping[int, str]  # colour of each label: a name, or "#rrggbb"
    quiet: frozenset[int]  # labels with no line on the border to the white and to each other
    bare: frozenset[int]  # labels with no line at all


def labelled(shapes: Iterable[Shape]) -> Scenery:
    """Give every face of every shape a label of its own, in order."""
    items: list[Item] = []
    edges: list[Array] = []
    names: dict[int, str] = {}
    quiet: set[int] = set()
    bare: set[int] = set()
    for shape in shapes:
        for face, colour in enumerate(shape.colours):
            label = FIRST_PROP + len(names)
            names[label] = colour
            items.append(_item(shape, face, label))
            if shape.quiet:
                quiet.add(label)
            if shape.bare:
                bare.add(label)
        edges += shape.edges
    return Scenery(items=tuple(items), edges=tuple(edges), names=names, quiet=frozenset(quiet), bare=frozenset(bare))


def _item(shape: Shape, face: int, label: int) -> Item:
    """Take one face out of a shape."""
    used, corners = np.unique(shape.triangles[shape.faces == face], return_inverse=True)
    triangles = np.asarray(corners, dtype=np.int64).reshape(-1, 3)
    return Item(
        vertices=shape.vertices[used],
        triangles=triangles,
        labels=np.full(len(triangles), label, dtype=np.int64),
        rest=shape.rest[used] + APART * label,
        keep=np.ones(len(used)),
        limbs=np.zeros((len(used), 2)),
        name=shape.colours[face],
    )
