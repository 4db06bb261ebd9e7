"""Know which things are hard: walls, seats, steps, tables; name their faces, and keep bodies out of them.

Goes in: the `Thing`s of a figure, and posed vertices. Comes out: `Solid`s, named `Surface`s, and vertices that are
held back. Must not know bodies, goals, or how a thing is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from booklet.content.pose_records import Thing, Vector
from booklet.figures.mesh import Array, Mask

Face = tuple[int, int]  # axis (0 x, 1 y, 2 z), and on which side of the solid it lies (1 or -1)

FACES: Mapping[str, Face] = {
    "top": (1, 1),
    "bottom": (1, -1),
    "front": (2, 1),
    "back": (2, -1),
    "left": (0, 1),
    "right": (0, -1),
}

CLEARANCE = 0.012  # dm by which what is held back stays off a face, so that the face does not swallow it
WALL_DEPTH = 2.5  # dm: through a wall nothing goes, and a body that leans on it may be far inside before it is held
WALL_BODY = 4.0  # dm of solid behind the face of a wall
HAND_RANGE = 0.55  # dm into which a hand that presses on a wall is squeezed as a whole
HAND_REACH = 1.2  # dm: a hand deeper inside does not press on the wall, it is behind it


@dataclass(frozen=True, kw_only=True)
class Solid:
    """A block that holds a body back, dm; only `faces` are open, the others border on nothing one could touch."""

    low: Vector
    high: Vector
    faces: tuple[Face, ...]
    depth: float  # what is deeper inside than this is left alone: it passes behind or under
    names: tuple[str, str]  # of the thing, and of the face that is meant when only the thing is named


@dataclass(frozen=True, kw_only=True)
class Surface:
    """A flat face to lean, sit or stand on: square on `axis` at `value`, open towards `sign`."""

    axis: int
    value: float
    sign: int


def solids_of(things: Iterable[Thing]) -> tuple[Solid, ...]:
    """List the hard parts of things; soft ones, such as pillows, have none."""
    return tuple(
        solid for thing in things if thing.solid and thing.kind in _BLOCKS for solid in _BLOCKS[thing.kind](thing)
    )


def surfaces_of(things: Iterable[Thing]) -> dict[str, Surface]:
    """Name the faces of all hard parts: «wall», «chair.rest», «stairs.2», «table.front»."""
    named = {}
    for solid in solids_of(things):
        name, usual = solid.names
        for face in FACES:
            named[f"{name}.{face}"] = surface_at(solid, FACES[face])
        named[name] = surface_at(solid, FACES[usual])
    return named


def surface_at(solid: Solid, face: Face) -> Surface:
    """Give one face of a solid as a surface."""
    axis, sign = face
    return Surface(axis=axis, value=(solid.high if sign > 0 else solid.low)[axis], sign=sign)


def outside(points: Array, surface: Surface) -> Array:
    """Tell how far points (n,3) lie on the open side of a surface, dm; negative is behind it."""
    return np.asarray(surface.sign * (points[:, surface.axis] - surface.value))


def keep_out(vertices: Array, solids: Iterable[Solid], hands: Sequence[Mask] | None = None) -> Array:
    """Move vertices (n,3) that are inside a solid to its nearest face; `hands` (n,) at a wall are squeezed whole."""
    held = vertices.copy()
    for solid in solids:
        surfaces = [surface_at(solid, face) for face in solid.faces]
        if solid.depth > 2 and len(surfaces) == 1:
            for hand in hands or ():
                _press(held, hand, surfaces[0])
        _push_out(held, solid, surfaces)
    return held


def _press(vertices: Array, hand: Mask, surface: Surface) -> None:
    """Squeeze a hand that sticks into a wall into a thin layer before it, instead of flattening it."""
    off = outside(vertices[hand], surface)
    inside = -float(off.min())
    if 0 < inside < HAND_REACH:
        squeezed = np.where(off < HAND_RANGE, (off + inside) * HAND_RANGE / (HAND_RANGE + inside), off) + CLEARANCE
        vertices[hand, surface.axis] = surface.value + surface.sign * squeezed


def _push_out(vertices: Array, solid: Solid, surfaces: Sequence[Surface]) -> None:
    """Move what is a little inside a solid to the nearest of its faces."""
    inside = np.flatnonzero(((vertices > solid.low) & (vertices < solid.high)).all(axis=1))
    if not len(inside):
        return
    depths = np.stack([-outside(vertices[inside], surface) for surface in surfaces], axis=1)
    nearest, shallow = depths.argmin(axis=1), depths.min(axis=1) < solid.depth
    for number, surface in enumerate(surfaces):
        moved = inside[shallow & (nearest == number)]
        vertices[moved, surface.axis] = surface.value + surface.sign * CLEARANCE


def _solid(name: str, low: Vector, high: Vector, faces: Iterable[str], depth: float = 0.7, usual: str = "top") -> Solid:
    """Make a solid whose open faces are given by name."""
    return Solid(low=low, high=high, faces=tuple(FACES[face] for face in faces), depth=depth, names=(name, usual))


def _wall(thing: Thing) -> Iterator[Solid]:
    """Make a wall hard: at `x` beside the figure, or at `z` before or behind it."""
    numbers = thing.numbers
    thick, height = numbers.get("t", 0.5), numbers.get("h", 18.0)
    if "x" in numbers:
        beyond = numbers["x"] > 0
        low, high = _thickened(numbers["x"], thick, beyond)
        face = "right" if beyond else "left"
        near, far = (low, -1.0, numbers.get("z0", -4.0)), (high, height, numbers.get("z1", 4.0))
    else:
        beyond = thing.words.get("side", "ahead" if numbers["z"] > 2 else "behind") == "ahead"
        low, high = _thickened(numbers["z"], thick, beyond)
        face = "back" if beyond else "front"
        near, far = (numbers.get("x0", -4.0), -1.0, low), (numbers.get("x1", 4.0), height, high)
    yield _solid(thing.name, near, far, [face], WALL_DEPTH, face)


def _thickened(place: float, thick: float, beyond: bool) -> tuple[float, float]:
    """Give a wall body on the side away from the figure."""
    return (place, place + thick + WALL_BODY) if beyond else (place - WALL_BODY, place + thick)


def _chair(thing: Thing) -> Iterator[Solid]:
    """Make seat and back rest of a chair hard."""
    numbers = thing.numbers
    x, z, facing = numbers.get("x", 0.0), numbers.get("z", 0.0), numbers.get("facing", 1.0)
    half, depth = numbers.get("w", 4.2) / 2, numbers.get("d", 4.2)
    seat, back = numbers.get("seat", 4.5), numbers.get("back", 9.2)
    near, far = sorted((z - 0.1 * facing, z + depth * facing))
    yield _solid(thing.name, (x - half, seat - 0.9, near), (x + half, seat, far), ["top"], 0.9)
    if back > seat:
        near, far = sorted((z - 0.5 * facing, z + 0.29 * facing))
        face = "front" if facing > 0 else "back"
        low, high = (x - half, back - 2.4, near), (x + half, back - 0.1, far)
        yield _solid(f"{thing.name}.rest", low, high, [face], 0.4, face)


def _stool(thing: Thing) -> Iterator[Solid]:
    """Make the seat of a stool hard."""
    numbers = thing.numbers
    x, z, seat, radius = (
        numbers.get("x", 0.0),
        numbers.get("z", 0.0),
        numbers.get("seat", 4.5),
        numbers.get("r", 1.9),
    )
    yield _solid(thing.name, (x - radius, seat - 0.9, z - radius), (x + radius, seat, z + radius), ["top"], 0.9)


def _box(thing: Thing) -> Iterator[Solid]:
    """Make a box hard on all sides that one can reach."""
    low, high = thing.vectors["lo"], thing.vectors["hi"]
    yield _solid(thing.name, low, high, ["top", "front", "back", "left", "right"], 0.55)


def _stairs(thing: Thing) -> Iterator[Solid]:
    """Make each step of stairs hard on top; they are numbered upward from 1."""
    numbers = thing.numbers
    x, z, flip = numbers.get("x", 0.0), numbers.get("z", 2.0), numbers.get("flip", 1.0)
    rise, run, half = numbers.get("rise", 1.7), numbers.get("run", 2.9), numbers.get("w", 7.0) / 2
    for step in range(round(numbers.get("n", 3))):
        near, far = sorted((z + flip * run * step, z + flip * run * (step + 1)))
        low, high = (x - half, rise * step, near), (x + half, rise * (step + 1), far)
        yield _solid(f"{thing.name}.{step + 1}", low, high, ["top"])


def _table(thing: Thing) -> Iterator[Solid]:
    """Make the top of a table hard."""
    numbers = thing.numbers
    x, z, height = numbers.get("x", 0.0), numbers.get("z", 2.0), numbers.get("h", 7.4)
    half, depth = numbers.get("w", 8.0) / 2, numbers.get("d", 5.0)
    yield _solid(thing.name, (x - half, height - 0.4, z), (x + half, height, z + depth), ["top"], 0.4)


def _counter(thing: Thing) -> Iterator[Solid]:
    """Make a kitchen counter hard on top and in front."""
    numbers = thing.numbers
    x, z, height = numbers.get("x", 0.0), numbers.get("z", 2.0), numbers.get("h", 9.0)
    half, depth = numbers.get("w", 7.0) / 2, numbers.get("d", 4.5)
    yield _solid(thing.name, (x - half, 0.0, z), (x + half, height, z + depth), ["top", "back"], 0.6)


_BLOCKS: Mapping[str, Callable[[Thing], Iterator[Solid]]] = {
    "wall": _wall,
    "chair": _chair,
    "stool": _stool,
    "box": _box,
    "stairs": _stairs,
    "table": _table,
    "counter": _counter,
}
