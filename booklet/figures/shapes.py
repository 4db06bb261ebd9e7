"""Build the plain forms of which things are made: boxes, tubes, slabs, bands, balls and pillows.

Goes in: measures in dm and names of colours. Comes out: `Shape`s. Must not know furniture, bodies or cameras.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from booklet.figures.mesh import Array, Ints, unit

UNALIGNED: Array = np.array([0.3, 0.9, 0.2])  # no path runs along this: from it the sides of a tube are told
PILLOW_SPREAD = 0.25  # share of its own size by which a pillow lies apart in rest space: only deep folds make lines

# The corners of a box in order of x, y, z; the fourth face is its top.
_FACES = ((0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3))
_TOP = 3
_EDGES = ((0, 1), (1, 3), (3, 2), (2, 0), (4, 5), (5, 7), (7, 6), (6, 4), (0, 4), (1, 5), (2, 6), (3, 7))


@dataclass(frozen=True, kw_only=True, eq=False)
class Shape:
    """A form in the world, of one or more faces; each face has a colour of its own, by name."""

    vertices: Array  # (n,3) dm
    triangles: Ints  # (k,3)
    faces: Ints  # (k,) to which face each triangle belongs
    colours: tuple[str, ...]  # of each face: a name, or "#rrggbb"
    rest: Array  # (n,3): where vertices lie far apart in it, a fold is drawn
    edges: tuple[Array, ...] = ()  # lines (m,3) that are drawn as they are, where they can be seen
    quiet: bool = False  # no line where it borders on the white or on itself: its edges say enough
    bare: bool = False  # no outline at all, as a shadow


def _shape(vertices: ArrayLike, triangles: ArrayLike, colour: str) -> Shape:
    """Make a form of a single face."""
    points, corners = np.array(vertices, dtype=np.float64), np.array(triangles, dtype=np.int64)
    return Shape(
        vertices=points,
        triangles=corners,
        faces=np.zeros(len(corners), dtype=np.int64),
        colours=(colour,),
        rest=np.zeros_like(points),
    )


def joined(shapes: Sequence[Shape]) -> Shape:
    """Make one form of several that are all quiet or bare in the same way."""
    starts = np.cumsum([0] + [len(shape.vertices) for shape in shapes])
    firsts = np.cumsum([0] + [len(shape.colours) for shape in shapes])
    return Shape(
        vertices=np.concatenate([shape.vertices for shape in shapes]),
        triangles=np.concatenate([shape.triangles + start for shape, start in zip(shapes, starts, strict=False)]),
        faces=np.concatenate([shape.faces + first for shape, first in zip(shapes, firsts, strict=False)]),
        colours=tuple(colour for shape in shapes for colour in shape.colours),
        rest=np.concatenate([shape.rest for shape in shapes]),
        edges=tuple(edge for shape in shapes for edge in shape.edges),
        quiet=shapes[0].quiet,
        bare=shapes[0].bare,
    )


def moved(shape: Shape, shift: ArrayLike, turn: Array | None = None) -> Shape:
    """Turn a form about the origin (3,3) and then shift it (3,)."""
    matrix = np.eye(3) if turn is None else turn
    return replace(
        shape,
        vertices=shape.vertices @ matrix.T + np.asarray(shift),
        edges=tuple(edge @ matrix.T + np.asarray(shift) for edge in shape.edges),
    )


def box(low: ArrayLike, high: ArrayLike, colour: str, side: str = "") -> Shape:
    """Make a box between two corners; its sides and bottom may have a colour of their own."""
    return hexahedron([[x, y, z] for x, y, z in _corners(low, high)], colour, side)


def _corners(low: ArrayLike, high: ArrayLike) -> list[tuple[float, float, float]]:
    """List the corners of a box, x slowest and z fastest."""
    ends = np.stack([np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)])
    return [(float(x), float(y), float(z)) for x in ends[:, 0] for y in ends[:, 1] for z in ends[:, 2]]


def hexahedron(corners: ArrayLike, colour: str, side: str = "") -> Shape:
    """Make a form with six flat faces from its corners (8,3), in the order of a box: x slowest, z fastest."""
    points = np.array(corners, dtype=np.float64)
    triangles = [triple for a, b, c, d in _FACES for triple in ((a, b, c), (a, c, d))]
    return Shape(
        vertices=points,
        triangles=np.array(triangles, dtype=np.int64),
        faces=np.repeat(np.arange(len(_FACES)), 2),
        colours=tuple(colour if face == _TOP else side or colour for face in range(len(_FACES))),
        rest=np.zeros_like(points),
        edges=tuple(points[list(edge)] for edge in _EDGES),
        quiet=True,
    )


def polygon(corners: ArrayLike, colour: str) -> Shape:
    """Make a flat, convex face from its corners (n,3)."""
    points = np.array(corners, dtype=np.float64)
    return _shape(points, [[0, k, k + 1] for k in range(1, len(points) - 1)], colour)


def slab(outline: ArrayLike, bottom: float, top: float, colour: str, side: str) -> Shape:
    """Make a flat thing from its convex outline (n,2) on the floor, as x and z."""
    plan = np.array(outline, dtype=np.float64)
    rims = [np.column_stack([plan[:, 0], np.full(len(plan), height), plan[:, 1]]) for height in (top, bottom)]
    count = len(plan)
    walls = [
        triple
        for k, following in ((k, (k + 1) % count) for k in range(count))
        for triple in ((k, following, count + k), (following, count + following, count + k))
    ]
    whole = joined([polygon(rims[0], colour), _shape(np.concatenate(rims), walls, side)])
    return replace(whole, quiet=True, edges=tuple(np.concatenate([rim, rim[:1]]) for rim in rims))


def rounded_rectangle(low: tuple[float, float], high: tuple[float, float], radius: float) -> Array:
    """Give the outline (36,2) of a rectangle with rounded corners."""
    quarter = np.radians(np.linspace(0, 90, 9))
    centres = (
        (high[0] - radius, high[1] - radius),
        (low[0] + radius, high[1] - radius),
        (low[0] + radius, low[1] + radius),
        (high[0] - radius, low[1] + radius),
    )
    corners = [
        np.array(centre) + radius * np.column_stack([np.cos(quarter + start), np.sin(quarter + start)])
        for centre, start in zip(centres, np.radians([0, 90, 180, 270]), strict=True)
    ]
    return np.concatenate(corners)


def ring(centre: tuple[float, float], radii: tuple[float, float], count: int) -> Array:
    """Give `count` points (count,2) on an ellipse."""
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return np.array(centre) + np.column_stack([radii[0] * np.cos(turn), radii[1] * np.sin(turn)])


def tube(path: ArrayLike, radius: ArrayLike, colour: str, sides: int = 14) -> Shape:
    """Make a round bar along a path (m,3), with one radius or one for each of its points; its ends are closed."""
    line = np.array(path, dtype=np.float64)
    radii = np.broadcast_to(np.asarray(radius, dtype=np.float64), len(line))
    along = np.gradient(line, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    across = np.cross(along, UNALIGNED)
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    upward = np.cross(along, across)
    turn = 2 * np.pi * np.arange(sides) / sides
    spokes = across[:, None] * np.cos(turn)[:, None] + upward[:, None] * np.sin(turn)[:, None]
    around = (line[:, None] + radii[:, None, None] * spokes).reshape(-1, 3)
    triangles = _wrapped(len(line), sides)
    for middle, row in ((len(around), 0), (len(around) + 1, len(line) - 1)):
        triangles += [(row * sides + k, row * sides + (k + 1) % sides, middle) for k in range(sides)]
    return _shape(np.concatenate([around, line[[0, -1]]]), triangles, colour)


def _wrapped(rows: int, sides: int) -> list[tuple[int, int, int]]:
    """List the triangles between rings of `sides` points, row upon row."""
    triangles = []
    for row in range(rows - 1):
        for k in range(sides):
            a, b = row * sides + k, row * sides + (k + 1) % sides
            triangles += [(a, b, a + sides), (b, b + sides, a + sides)]
    return triangles


def cylinder(start: ArrayLike, end: ArrayLike, radius: float, colour: str) -> Shape:
    """Make a straight, round bar."""
    first, last = np.asarray(start, dtype=np.float64), np.asarray(end, dtype=np.float64)
    return tube([first, (first + last) / 2, last], radius, colour, sides=24)


def ribbon(path: ArrayLike, width: ArrayLike, colour: str) -> Shape:
    """Make a flat band along a path (m,3); `width` (3,) goes across, from edge to edge."""
    line, half = np.array(path, dtype=np.float64), np.asarray(width, dtype=np.float64) / 2
    count = len(line)
    triangles = [
        triple for k in range(count - 1) for triple in ((k, k + 1, count + k), (k + 1, count + k + 1, count + k))
    ]
    return _shape(np.concatenate([line - half, line + half]), triangles, colour)


def ellipsoid(centre: ArrayLike, radii: ArrayLike, colour: str, rows: int = 40) -> Shape:
    """Make a ball or egg."""
    down, around = np.pi * np.arange(rows + 1) / rows, np.pi * np.arange(2 * rows) / rows
    steep, turn = np.meshgrid(down, around, indexing="ij")
    sphere = np.stack([np.sin(steep) * np.cos(turn), np.cos(steep), np.sin(steep) * np.sin(turn)], axis=-1)
    points = np.asarray(centre) + np.asarray(radii) * sphere.reshape(-1, 3)
    return _shape(points, _wrapped(rows + 1, 2 * rows), colour)


def pillow(centre: ArrayLike, size: ArrayLike, colour: str, turn: Array | None = None, rows: int = 26) -> Shape:
    """Make a cushion of a full size (3,): nearly square from above, rounded towards its edge."""
    steep, around = np.meshgrid(
        np.linspace(-np.pi / 2, np.pi / 2, rows), np.linspace(-np.pi, np.pi, 2 * rows, endpoint=False), indexing="ij"
    )

    def bulged(wave: Array, power: float) -> Array:
        return np.asarray(np.sign(wave) * np.abs(wave) ** power)

    width = bulged(np.cos(steep), 0.8)
    unit_form = np.stack(
        [width * bulged(np.cos(around), 0.42), bulged(np.sin(steep), 0.8), width * bulged(np.sin(around), 0.42)],
        axis=-1,
    ).reshape(-1, 3)
    form = _shape(unit_form * (np.asarray(size, dtype=np.float64) / 2), _wrapped(rows, 2 * rows), colour)
    placed = moved(form, centre, turn)
    return replace(placed, rest=placed.vertices * PILLOW_SPREAD)


def square_to(direction: ArrayLike, axis: Array) -> Array:
    """Take from a direction (3,) what runs along a unit axis, and make the rest one long."""
    vector = np.asarray(direction, dtype=np.float64)
    return unit(vector - axis * (axis @ vector))
