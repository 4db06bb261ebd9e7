"""Build what stands round a figure: mats, chairs, walls, stairs, tables, beds, balls and pillows.

Goes in: the `Thing`s of a figure. Comes out: their `Shape`s. Must not know bodies or cameras.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from booklet.content.pose_records import Thing
from booklet.figures.mesh import Array, about_x, about_y, about_z
from booklet.figures.shapes import (
    Shape,
    box,
    cylinder,
    ellipsoid,
    joined,
    moved,
    pillow,
    polygon,
    ring,
    rounded_rectangle,
    slab,
    tube,
)

WOOD, WOOD_SIDE = "wood", "wood2"
AROUND_FIGURE = 0.7  # dm that a mat reaches beyond head and feet
NEAR_FLOOR = 1.2  # dm: what is lower throws the shadow
BELOW_FLOOR = 0.005  # dm: a shadow lies under whatever stands on the floor


def furniture(things: Sequence[Thing], reach: Array) -> tuple[Shape, ...]:
    """Build all things that do not move; mat and shadow fit `reach` (n,3), all that figures take up in all frames."""
    return tuple(shape for thing in things for shape in BUILDERS[thing.kind](thing, reach))


def _mat(thing: Thing, reach: Array) -> tuple[Shape, ...]:
    """Lay out a mat with its top at the floor, as long as the figures on it."""
    numbers = thing.numbers
    low = (numbers.get("x0", -3.1), numbers.get("z0", float(reach[:, 2].min()) - AROUND_FIGURE))
    high = (numbers.get("x1", 3.1), numbers.get("z1", float(reach[:, 2].max()) + AROUND_FIGURE))
    outline = rounded_rectangle(low, high, numbers.get("r", 0.5))
    return (slab(outline, -numbers.get("t", 0.16), 0.0, "mat", "mat2"),)


def _shadow(thing: Thing, reach: Array) -> tuple[Shape, ...]:
    """Lay an oval under what is near the floor."""
    low = reach[reach[:, 1] < NEAR_FLOOR]
    start, end = low.min(axis=0), low.max(axis=0)
    middle, radii = (start + end) / 2, (end - start) / 2 + thing.numbers.get("pad", 0.9)
    plan = ring((middle[0], middle[2]), (radii[0], radii[2]), 60)
    oval = np.column_stack([plan[:, 0], np.full(len(plan), -BELOW_FLOOR), plan[:, 1]])
    return (replace(polygon(oval, "shadow"), bare=True),)


def _chair(thing: Thing, _: Array) -> tuple[Shape, ...]:
    """Make a chair; z is the back edge of its seat, and it faces +z, or -z when `facing` is -1."""
    numbers = thing.numbers
    x, z, facing = numbers.get("x", 0.0), numbers.get("z", 0.0), numbers.get("facing", 1.0)
    seat, back = numbers.get("seat", 4.5), numbers.get("back", 9.2)
    half, depth = numbers.get("w", 4.2) / 2, numbers.get("d", 4.2)
    leg, inset, plank = 0.34, 0.22, 0.42
    under = seat - plank

    def part(across: tuple[float, float], height: tuple[float, float], along: tuple[float, float]) -> Shape:
        near, far = sorted(z + facing * place for place in along)
        low, high = (x + across[0], height[0], near), (x + across[1], height[1], far)
        return box(low, high, WOOD, WOOD_SIDE)

    parts = []
    for across in ((-half + inset, -half + inset + leg), (half - inset - leg, half - inset)):
        parts += [
            part(across, (0, under), (depth - leg - inset, depth - inset)),
            part(across, (0, under), (inset, inset + leg)),
            part(across, (seat, back), (-0.05, leg - 0.05)),
        ]
    between = half - inset - leg
    parts += [part((-half, half), (under, seat), (-0.1, depth))]
    parts += [part((-between, between), (back - 2.3, back - 0.2), (0.0, 0.2))]
    return tuple(parts)


def _stool(thing: Thing, _: Array) -> tuple[Shape, ...]:
    """Make a round stool on one foot with four toes."""
    numbers = thing.numbers
    x, z, seat, radius = (
        numbers.get("x", 0.0),
        numbers.get("z", 0.0),
        numbers.get("seat", 4.5),
        numbers.get("r", 1.9),
    )
    plank = slab(ring((x, z), (radius, radius), 40), seat - 0.45, seat, WOOD, WOOD_SIDE)
    toes = []
    for turn in 0.5 + np.pi / 2 * np.arange(4):
        c, s = float(np.cos(turn)), float(np.sin(turn))
        path = [(x, 0.5, z), (x + 1.2 * c, 0.22, z + 1.2 * s), (x + 1.9 * c, 0.12, z + 1.9 * s)]
        toes.append(tube(path, 0.13, "metal", sides=10))
    return (plank, cylinder((x, 0.35, z), (x, seat - 0.45, z), 0.16, "metal"), *toes)


def _wall(thing: Thing, _: Array) -> tuple[Shape, ...]:
    """Put up a wall: square on z at `z`, or beside the figure at `x`."""
    numbers = thing.numbers
    thick, height = numbers.get("t", 0.5), numbers.get("h", 18.0)
    if "x" in numbers:
        low = (numbers["x"], 0, numbers.get("z0", -4.0))
        high = (numbers["x"] + thick, height, numbers.get("z1", 4.0))
    else:
        low = (numbers.get("x0", -4.0), 0, numbers["z"])
        high = (numbers.get("x1", 4.0), height, numbers["z"] + thick)
    return (box(low, high, "wall", "wall2"),)


def _box(thing: Thing, _: Array) -> tuple[Shape, ...]:
    """Make a box between the corners `lo` and `hi`: a step, a block, a plank."""
    words = thing.words
    return (box(thing.vectors["lo"], thing.vectors["hi"], words.get("c", WOOD), words.get("c2", WOOD_SIDE)),)


def _stairs(thing: Thing, _: Array) -> tuple[Shape, ...]:
    """Build stairs that begin at z and rise towards +z, or -z when `flip` is -1."""
    numbers = thing.numbers
    x, z, flip, half = (
        numbers.get("x", 0.0),
        numbers.get("z", 2.0),
        numbers.get("flip", 1.0),
        numbers.get("w", 7.0) / 2,
    )
    count, rise, run = round(numbers.get("n", 3)), numbers.get("rise", 1.7), numbers.get("run", 2.9)
    profile = [(0.0, 0.0)]
    for step in range(count):
        profile += [(run * step, rise * (step + 1)), (run * (step + 1), rise * (step + 1))]
    profile.append((run * count, 0.0))

    def cheek(across: float) -> Array:
        return np.array([(across, height, z + flip * forward) for forward, height in profile])

    left, right = cheek(x - half), cheek(x + half)
    columns = [
        [(run * k, 0), (run * (k + 1), 0), (run * (k + 1), rise * (k + 1)), (run * k, rise * (k + 1))]
        for k in range(count)
    ]
    faces = [_cheek_face(across, columns, z, flip) for across in (x - half, x + half)]
    for k in range(len(profile) - 1):
        colour = WOOD if profile[k][1] == profile[k + 1][1] else WOOD_SIDE
        faces.append(polygon([left[k], right[k], right[k + 1], left[k + 1]], colour))
    rims = tuple(np.concatenate([side, side[:1]]) for side in (left, right))
    noses = tuple(np.stack(pair) for pair in zip(left, right, strict=True))
    return (replace(joined(faces), quiet=True, edges=rims + noses),)


def _cheek_face(across: float, columns: Sequence[Sequence[tuple[float, float]]], z: float, flip: float) -> Shape:
    """Close the side of stairs: one column under each step, all one face."""
    parts = [
        polygon([(across, height, z + flip * forward) for forward, height in column], WOOD_SIDE) for column in columns
    ]
    whole = joined(parts)
    return replace(whole, faces=np.zeros_like(whole.faces), colours=(WOOD_SIDE,))


def _table(thing: Thing, _: Array) -> tuple[Shape, ...]:
    """Make a table whose near edge is at z, on four legs or, with `legs: back`, on a board at its far edge."""
    numbers = thing.numbers
    x, z, height = numbers.get("x", 0.0), numbers.get("z", 2.0), numbers.get("h", 7.4)
    half, depth = numbers.get("w", 8.0) / 2, numbers.get("d", 5.0)
    under, leg = height - numbers.get("t", 0.4), numbers.get("leg", 0.4)
    top = box((x - half, under, z), (x + half, height, z + depth), WOOD, WOOD_SIDE)
    if thing.words.get("legs") == "back":
        low, high = (x - half + 0.6, 0, z + depth - 0.8), (x + half - 0.6, under, z + depth - 0.5)
        return (top, box(low, high, WOOD, WOOD_SIDE))
    legs = [
        box((across, 0, forward), (across + leg, under, forward + leg), WOOD, WOOD_SIDE)
        for across in (x - half + 0.3, x + half - 0.3 - leg)
        for forward in (z + 0.3, z + depth - 0.3 - leg)
    ]
    return (top, *legs)


def _counter(thing: Thing, _: Array) -> tuple[Shape, ...]:
    """Make a kitchen counter whose near edge is at z."""
    numbers = thing.numbers
    x, z, height = numbers.get("x", 0.0), numbers.get("z", 2.0), numbers.get("h", 9.0)
    half, depth = numbers.get("w", 7.0) / 2, numbers.get("d", 4.5)
    cupboard = box((x - half + 0.15, 0, z + 0.3), (x + half - 0.15, height - 0.35, z + depth), "wall", "wall2")
    return (cupboard, box((x - half, height - 0.35, z), (x + half, height, z + depth), WOOD, WOOD_SIDE))


def _bed(thing: Thing, _: Array) -> tuple[Shape, ...]:
    """Make a bed with the top of its mattress at the floor, so that whoever lies on a mat lies on a bed as well."""
    numbers = thing.numbers
    x0, x1 = numbers.get("x0", -4.2), numbers.get("x1", 4.2)
    z0, z1 = numbers.get("z0", -10.0), numbers.get("z1", 10.0)
    top = numbers.get("top", 0.0)
    floor = top - numbers.get("h", 4.2)
    parts = [
        box((x0, top - 1.5, z0), (x1, top, z1), "mat", "mat2"),
        box((x0 - 0.2, top - 2.3, z0 - 0.3), (x1 + 0.2, top - 1.5, z1 + 0.3), WOOD, WOOD_SIDE),
    ]
    parts += [
        box((across, floor, forward), (across + 0.5, top - 2.3, forward + 0.5), WOOD, WOOD_SIDE)
        for across in (x0, x1 - 0.5)
        for forward in (z0, z1 - 0.5)
    ]
    board = z0 - 0.7 if numbers.get("head", -1.0) < 0 else z1 + 0.3
    parts.append(box((x0 - 0.2, floor, board), (x1 + 0.2, top + 2.6, board + 0.4), WOOD, WOOD_SIDE))
    return tuple(parts)


def _laptop(thing: Thing, _: Array) -> tuple[Shape, ...]:
    """Put a laptop on a table of height `h`; its screen leans back from z onwards, or before z when `flip` is -1."""
    numbers = thing.numbers
    x, z, height = numbers.get("x", 0.0), numbers.get("z", 4.0), numbers.get("h", 7.4)
    flip, lean = numbers.get("flip", 1.0), numbers.get("open", 105.0) - 90
    keys = box((x - 1.6, height, z - 1.1), (x + 1.6, height + 0.14, z + 1.1), "metal")
    screen = box((-1.6, 0, -0.06), (1.6, 2.16, 0.06), "metal")
    hinge = (x, height + 0.14, z + 1.1 * flip)
    return (keys, moved(screen, hinge, about_x(lean * flip)))


def _ball(thing: Thing, _: Array) -> tuple[Shape, ...]:
    """Make a ball with its middle `at`, or an egg with three radii."""
    radii = thing.vectors["r"] if "r" in thing.vectors else np.full(3, thing.numbers["r"])
    return (ellipsoid(thing.vectors["at"], radii, thing.words.get("c", "ball")),)


def _cylinder(thing: Thing, _: Array) -> tuple[Shape, ...]:
    """Make a bar from `a` to `b`."""
    return (cylinder(thing.vectors["a"], thing.vectors["b"], thing.numbers["r"], thing.words.get("c", "ball")),)


def _roll(thing: Thing, _: Array) -> tuple[Shape, ...]:
    """Make a rolled towel from `a` to `b`."""
    return (cylinder(thing.vectors["a"], thing.vectors["b"], thing.numbers["r"], thing.words.get("c", "towel")),)


def _pillow(thing: Thing, _: Array) -> tuple[Shape, ...]:
    """Lay a pillow with its middle `at`."""
    numbers = thing.numbers
    turn = about_y(numbers.get("yaw", 0.0)) @ about_x(numbers.get("pitch", 0.0)) @ about_z(numbers.get("roll", 0.0))
    return (pillow(thing.vectors["at"], thing.vectors["size"], thing.words.get("c", "pillow"), turn),)


def _cloth(thing: Thing, _: Array) -> tuple[Shape, ...]:
    """Lay a folded cloth with its middle `at`, of a full `size`; a line along its sides tells that it is folded."""
    (x, y, z), (width, height, depth) = thing.vectors["at"], thing.vectors["size"]
    outline = rounded_rectangle((-width / 2, -depth / 2), (width / 2, depth / 2), min(width, depth) * 0.12)
    flat = slab(outline, -height / 2, height / 2, thing.words.get("c", "towel"), thing.words.get("c2", "towel"))
    fold = flat.edges[0] * (1, 0, 1)
    cloth = replace(flat, edges=(*flat.edges, fold))
    return (moved(cloth, (x, y, z), about_y(thing.numbers.get("yaw", 0.0))),)


BUILDERS: Mapping[str, Callable[[Thing, Array], tuple[Shape, ...]]] = {
    "mat": _mat,
    "shadow": _shadow,
    "chair": _chair,
    "stool": _stool,
    "wall": _wall,
    "box": _box,
    "stairs": _stairs,
    "table": _table,
    "counter": _counter,
    "bed": _bed,
    "laptop": _laptop,
    "ball": _ball,
    "cylinder": _cylinder,
    "roll": _roll,
    "pillow": _pillow,
    "cloth": _cloth,
}
