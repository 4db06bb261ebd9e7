"""Turn the goals of a key frame into what the solver asks of landmarks and bones.

Goes in: `Goal`s, the surfaces around the figure, and where landmarks were in the frame it starts from. Comes out:
`Demand`s, with all places in world coordinates. Must not know angles, or how the demands are met.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from booklet.content.pose_records import Goal, Vector
from booklet.figures.landmarks import normals, points
from booklet.figures.mesh import Array, unit
from booklet.figures.skeleton import BONE, SIGN, Body, Posture
from booklet.figures.solids import Surface

# How far a landmark is from what it touches: skin is pressed, and a shoe or trouser has thickness; dm.
CLEARANCE: Mapping[str, float] = {
    "heel": 0.19,
    "ball": 0.13,
    "knee": 0.12,
    "palm": 0.10,
    "instep": 0.12,
    "shin": 0.1,
    "toe": 0.2,
    "occiput": 0.05,
    "forehead": 0.02,
    "elbow": 0.08,
    "sit": 0.02,
    "upperback": 0.02,
    "scapula": 0.0,
    "sacrum": 0.02,
    "hip": 0.05,
    "shoulder": 0.05,
    "fingertip": 0.08,
    "wrist": 0.2,
    "ear": 0.02,
}
LAY_GAP = 0.34  # dm between a palm and the skin that it lies on: half a hand and a shirt
LAY_TURN = 0.6  # weight of «the palm faces the skin», against 1 for «the palm is there»
AIM_TURN = 1.5  # weight of a direction; a difference of 1 is some 60 degrees

# What «aim» turns: its own name for a bone where that differs, and axes as they lie in the standing figure (left side).
BONES_TO_AIM: Mapping[str, str] = {
    "hand": "wrist",
    "shin": "lowerleg01",
    "thigh": "upperleg02",
    "uarm": "upperarm02",
    "farm": "lowerarm01",
    "pelvis": "root",
    "thorax": "spine01",
}
AXES: Mapping[str, Vector] = {
    "sole": (0, -1, 0),
    "toe": (0, 0, 1),
    "palm": (-1, 0, 0),
    "fingers": (0, -1, 0),
    "thumb": (0, 0, 1),
    "up": (0, 1, 0),
    "front": (0, 0, 1),
    "left": (1, 0, 0),
    "along": (0, -1, 0),
}


@dataclass(frozen=True, kw_only=True)
class Demand:
    """What one goal asks of one landmark or bone; `goal` tells where it is written."""

    goal: Goal
    weight: float


@dataclass(frozen=True, kw_only=True)
class Reach(Demand):
    """A landmark has to be at coordinates, as far as these are given."""

    point: str
    target: tuple[float | None, float | None, float | None]


@dataclass(frozen=True, kw_only=True)
class Meet(Demand):
    """A landmark has to be at another one, plus an offset."""

    point: str
    other: str
    offset: Vector


@dataclass(frozen=True, kw_only=True)
class Lie(Demand):
    """A palm has to lie on the skin at another landmark, facing it."""

    point: str
    other: str
    gap: float
    offset: Vector


@dataclass(frozen=True, kw_only=True)
class Aim(Demand):
    """An axis of a bone (one long, of the standing figure) has to point in a direction (one long)."""

    bone: str
    axis: Vector
    direction: Vector


def demands_of(
    goals: Iterable[Goal], surfaces: Mapping[str, Surface], body: Body, start: Posture | None
) -> tuple[Demand, ...]:
    """Say what goals ask; `start` is the posture of the frame from which things may have to stay as they are."""
    return tuple(demand for goal in goals for demand in _asked(goal, surfaces, body, start))


def _asked(goal: Goal, surfaces: Mapping[str, Surface], body: Body, start: Posture | None) -> Iterator[Demand]:
    """Say what one goal asks."""
    match goal.kind:
        case "touch":
            yield from _touch(goal, surfaces)
        case "at":
            for name in goal.what:
                yield Reach(goal=goal, weight=goal.weight, point=name, target=(goal.x, goal.y, goal.z))
        case "pin" if start is not None:
            yield from _pin(goal, points(body, start, goal.what))
        case "aim":
            for name in goal.what:
                yield _aim(goal, name)
        case "join" | "lay":
            yield _beside(goal)


def _touch(goal: Goal, surfaces: Mapping[str, Surface]) -> Iterator[Reach]:
    """Put landmarks on the floor, or against a surface; the coordinate square on that follows from it."""
    if goal.against:
        surface, gap = surfaces[goal.against], goal.gap or 0.0
    else:
        surface, gap = Surface(axis=1, value=goal.y or 0.0, sign=1), 0.0
    for name in goal.what:
        target: list[float | None] = [goal.x, goal.y, goal.z]
        clearance = CLEARANCE.get(name.partition(".")[0], 0.0)
        target[surface.axis] = surface.value + surface.sign * (clearance + gap)
        yield Reach(goal=goal, weight=goal.weight, point=name, target=(target[0], target[1], target[2]))


def _pin(goal: Goal, places: Mapping[str, Array]) -> Iterator[Reach]:
    """Keep landmarks where they were."""
    for name in goal.what:
        x, y, z = (float(places[name][number]) if axis in goal.axes else None for number, axis in enumerate("xyz"))
        yield Reach(goal=goal, weight=goal.weight, point=name, target=(x, y, z))


def _aim(goal: Goal, name: str) -> Aim:
    """Point an axis of a bone in a direction."""
    base, dot, side = name.partition(".")
    x, y, z = AXES[goal.axis]
    if goal.axis == "palm":
        x *= SIGN.get(side, 1.0)
    direction = unit(goal.direction or (0.0, 0.0, 1.0))
    return Aim(
        goal=goal,
        weight=goal.weight,
        bone=BONES_TO_AIM.get(base, base) + dot + side,
        axis=(x, y, z),
        direction=(float(direction[0]), float(direction[1]), float(direction[2])),
    )


def _beside(goal: Goal) -> Meet | Lie:
    """Put the first landmark at the second, or flat on the skin there."""
    first, second = goal.what
    offset = goal.offset or (0.0, 0.0, 0.0)
    if goal.kind == "join":
        return Meet(goal=goal, weight=goal.weight, point=first, other=second, offset=offset)
    gap = LAY_GAP if goal.gap is None else goal.gap
    return Lie(goal=goal, weight=goal.weight, point=first, other=second, gap=gap, offset=offset)


def landmarks_in(demands: Iterable[Demand]) -> tuple[str, ...]:
    """List the landmarks that demands speak of."""
    names: dict[str, None] = {}
    for demand in demands:
        match demand:
            case Reach(point=point):
                names[point] = None
            case Meet(point=point, other=other) | Lie(point=point, other=other):
                names |= {point: None, other: None}
    return tuple(names)


def gap_to(demand: Demand, body: Body, posture: Posture, places: Mapping[str, Array]) -> Array:
    """Tell how far a posture is from what is demanded: dm along each axis that matters; for a direction, its error."""
    match demand:
        case Reach(point=point, target=target):
            return np.array([places[point][axis] - place for axis, place in enumerate(target) if place is not None])
        case Meet(point=point, other=other, offset=offset):
            return np.asarray(places[point] - places[other] - offset)
        case Lie(point=point, other=other, gap=gap, offset=offset):
            return np.asarray(places[point] - places[other] - gap * normals(body, posture, [other])[other] - offset)
        case Aim(bone=bone, axis=axis, direction=direction):
            return np.asarray(posture.turns[BONE[bone]] @ axis - direction)
    raise TypeError(demand)


def residuals(demand: Demand, body: Body, posture: Posture, places: Mapping[str, Array]) -> Array:
    """Give what the solver makes small for one demand, weighted."""
    gap = gap_to(demand, body, posture, places)
    match demand:
        case Aim():
            return demand.weight * AIM_TURN * gap
        case Lie(point=point, other=other) if point.startswith("palm"):
            side = point[-1]
            facing = posture.turns[BONE[f"wrist.{side}"]] @ (-SIGN[side], 0.0, 0.0)
            turn = facing + normals(body, posture, [other])[other]
            return np.concatenate([demand.weight * gap, demand.weight * LAY_TURN * turn])
        case _:
            return demand.weight * gap
