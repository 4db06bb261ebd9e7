"""Build what a figure holds or wears: sticks, bands, weights, bags, and cushions between its limbs.

Goes in: `Thing`s, a person and its posture. Comes out: `Shape`s. Must not know cameras or how lines are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from scipy.spatial import ConvexHull

from booklet.content.pose_records import Thing, Vector
from booklet.figures.curves import resampled
from booklet.figures.goals import BONES_TO_AIM
from booklet.figures.landmarks import points
from booklet.figures.mesh import Array, about_y, unit
from booklet.figures.people import Person
from booklet.figures.shapes import (
    Shape,
    box,
    cylinder,
    ellipsoid,
    hexahedron,
    joined,
    moved,
    pillow,
    ribbon,
    square_to,
    tube,
)
from booklet.figures.skeleton import BONE, Posture, Stance, carry

# Where a bar runs through a closed hand: dm from the skin of the palm outward, and towards the wrist.
IN_HAND: Mapping[str, Vector] = {"fist": (0.07, -0.26, 0.0), "grip": (0.20, -0.20, 0.0)}
BAG_DROP = 1.45  # dm from the fist to the rim of the bag
BAG_TOP, BAG_BOTTOM = (1.30, 0.55), (1.12, 0.46)  # half length and half depth of a bag, dm
BAG_HEIGHT = 3.0
BAG_HEM = 0.3  # dm from the rim to the seam below it
BAG_GUSSET = 1.1  # dm from the bottom to where the fold of a narrow side forks
BAG_INSIDE = "#7d6346"
BAG_HANDLE = (0.68, 0.16)  # dm from the middle at which a handle is fixed to the rim, and leaves the hand
ROPE = 0.07  # dm
LOOP_GAP = 0.07  # dm between trousers and a loop round them
LOOP_BONES: Mapping[str, tuple[str, str]] = {"thigh": ("upperleg01", "lowerleg01"), "shin": ("lowerleg01", "foot")}
LEG_BONES = ("upperleg01", "upperleg02", "lowerleg01", "lowerleg02")


@dataclass(frozen=True, kw_only=True, eq=False)
class Holder:
    """Who holds something, and how it stands."""

    person: Person
    posture: Posture
    stance: Stance

    def at(self, name: str) -> Array:
        """Find a landmark (3,); the palm of a closed hand is where a bar in it would run."""
        place = points(self.person.body, self.posture, (name,))[name]
        mark, _, side = name.partition(".")
        if mark == "palm" and self.stance.hands.get(side) in IN_HAND:
            return self.in_hand(side)
        return place

    def in_hand(self, side: str) -> Array:
        """Find the middle (3,) of what a hand closes round."""
        palm = points(self.person.body, self.posture, (f"palm.{side}",))[f"palm.{side}"]
        place = IN_HAND.get(self.stance.hands.get(side, ""), IN_HAND["grip"])
        outward = np.array(place) * (-1 if side == "L" else 1, 1, 1)
        return np.asarray(palm + self.turn(f"wrist.{side}") @ outward)

    def turn(self, bone: str) -> Array:
        """Give the turn (3,3) of a bone, or of a part of the body as goals name it."""
        name, dot, side = bone.partition(".")
        return np.asarray(self.posture.turns[BONE[f"{BONES_TO_AIM.get(name, name)}{dot}{side}"]])

    def joint(self, bone: str) -> Array:
        """Give the place (3,) of a joint."""
        return np.asarray(self.posture.joints[BONE[bone]])


def held_shapes(
    things: Sequence[Thing], frame: str, person: Person, posture: Posture, stance: Stance
) -> tuple[Shape, ...]:
    """Build all that a figure holds in one frame."""
    holder = Holder(person=person, posture=posture, stance=stance)
    return tuple(
        shape
        for thing in things
        if not thing.frames or frame in thing.frames
        for shape in BUILDERS[thing.kind](thing, holder)
    )


def _hands(thing: Thing) -> tuple[str, ...]:
    """Tell in which hands a thing is: the one named, or both."""
    hand = thing.words.get("hand", "")
    return (hand,) if hand else ("L", "R")


def _ends(thing: Thing, holder: Holder) -> list[Array]:
    """Find the places of a path: landmarks of the holder, or points in the world."""
    return [holder.at(place) if isinstance(place, str) else np.array(place, dtype=np.float64) for place in thing.path]


def _stick(thing: Thing, holder: Holder) -> tuple[Shape, ...]:
    """Put a stick through two landmarks, or along them at a distance that turns with a bone."""
    ends = _ends(thing, holder)
    shift = np.array(thing.vectors.get("off", (0.0, 0.0, 0.0)))
    if "normal" in thing.words:
        shift = shift + holder.turn(thing.words["normal"]) @ np.array(thing.vectors["noff"])
    first, last = ends[0] + shift, ends[-1] + shift
    direction = unit(last - first)
    before, after = (thing.numbers.get(end, 2.0) * direction for end in ("ext0", "ext1"))
    path = [first - before, first, last, last + after]
    return (tube(path, thing.numbers.get("r", 0.16), thing.words.get("c", "stick"), sides=16),)


def _band(thing: Thing, holder: Holder) -> tuple[Shape, ...]:
    """Stretch an elastic band along landmarks and points; where it bends it is round."""
    ends, radius, colour = _ends(thing, holder), thing.numbers.get("r", 0.11), thing.words.get("c", "band")
    pieces = [tube(pair, radius, colour, sides=10) for pair in pairwise(ends)]
    bends = [ellipsoid(end, (radius,) * 3, colour, rows=8) for end in ends[1:-1]]
    whole = joined([*pieces, *bends])
    return (replace(whole, faces=np.zeros_like(whole.faces), colours=(colour,)),)


def _loop(thing: Thing, holder: Holder) -> tuple[Shape, ...]:
    """Put an elastic loop round both thighs or shins, at the part `f` of their length."""
    segment, share = thing.words.get("seg", "thigh"), thing.numbers.get("f", 0.85)
    left, right = (_section(holder, side, share, segment) for side in "LR")
    middle = (left.middle + right.middle) / 2
    across = unit(left.middle - right.middle)
    downward = square_to(left.direction + right.direction, across)
    forward = np.cross(downward, across)
    outline = np.concatenate([left.outline, right.outline]) - middle
    flat = np.column_stack([outline @ across, outline @ forward])
    taut = flat[ConvexHull(flat).vertices]
    path = resampled(np.concatenate([taut, taut[:1]]), 90)
    path = path * (1 + LOOP_GAP / np.linalg.norm(path, axis=1, keepdims=True))
    line = middle + path[:, :1] * across + path[:, 1:] * forward
    return (ribbon(line, downward * thing.numbers.get("width", 0.42), thing.words.get("c", "band")),)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Section:
    """A cut through one leg of the trousers."""

    middle: Array  # (3,)
    direction: Array  # (3,) along the leg
    outline: Array  # (n,3) points near the cut, in no order


def _section(holder: Holder, side: str, share: float, segment: str) -> _Section:
    """Cut a trouser leg through."""
    start, end = (holder.joint(f"{bone}.{side}") for bone in LOOP_BONES[segment])
    direction, middle = unit(end - start), start + (end - start) * share
    layer = next(layer for layer in holder.person.layers if layer.name == "trousers")
    assert layer.mesh is not None
    vertices = carry(holder.person.body, holder.posture, layer.mesh, layer.control)
    in_leg = layer.mesh.fine_weights[:, [BONE[f"{bone}.{side}"] for bone in LEG_BONES]].sum(axis=1) > 0.5
    near = (np.abs((vertices - middle) @ direction) < 0.16) & (np.linalg.norm(vertices - middle, axis=1) < 1.4)
    return _Section(middle=middle, direction=direction, outline=vertices[in_leg & near])


def _dumbbell(thing: Thing, holder: Holder) -> tuple[Shape, ...]:
    """Put a small weight in one hand or both."""
    shapes = []
    for side in _hands(thing):
        middle, bar = holder.in_hand(side), _bar(holder, side)
        shapes.append(cylinder(middle - bar * 0.55, middle + bar * 0.55, 0.13, "metal"))
        discs = [(middle + end * 0.45, middle + end * 0.92) for end in (-bar, bar)]
        shapes += [cylinder(inner, outer, 0.36, thing.words.get("c", "weight")) for inner, outer in discs]
    return tuple(shapes)


def _bottle(thing: Thing, holder: Holder) -> tuple[Shape, ...]:
    """Put a bottle of water in one hand or both."""
    heights, radii = np.array([-1.0, 0.65, 0.85, 0.95, 1.15]), (0.32, 0.32, 0.2, 0.13, 0.13)
    return tuple(
        tube(holder.in_hand(side) + heights[:, None] * _bar(holder, side), radii, "bottle", sides=20)
        for side in _hands(thing)
    )


def _towel(thing: Thing, holder: Holder) -> tuple[Shape, ...]:
    """Put a rolled towel in one hand or both."""
    bars = [(holder.in_hand(side), _bar(holder, side) * 1.3) for side in _hands(thing)]
    return tuple(cylinder(middle - half, middle + half, 0.34, "towel") for middle, half in bars)


def _bar(holder: Holder, side: str) -> Array:
    """Give the direction (3,) in which a bar runs through a closed hand, towards the thumb."""
    return np.asarray(holder.turn(f"wrist.{side}")[:, 2])


def _bag(thing: Thing, holder: Holder) -> tuple[Shape, ...]:
    """Hang a shopping bag with two handles from one fist or both, its long side in the direction of walking."""
    heading = about_y(holder.stance.angles.get("root.yaw", 0.0))
    form = _shopping_bag(thing.words.get("c", "bag"), thing.words.get("c2", BAG_INSIDE))
    return tuple(moved(shape, holder.in_hand(side), heading) for side in _hands(thing) for shape in form)


def _shopping_bag(colour: str, inside: str) -> tuple[Shape, ...]:
    """Make a bag that hangs from the origin, its long side along z."""
    rim, bottom = -BAG_DROP, -BAG_DROP - BAG_HEIGHT
    ends = {bottom: BAG_BOTTOM, rim: BAG_TOP}
    corners = [(x * depth, y, z * length) for x in (-1, 1) for y, (length, depth) in ends.items() for z in (-1, 1)]
    body = hexahedron(corners, inside, colour)
    body = replace(body, edges=(*body.edges, *_bag_seams(np.array(corners))))
    return (body, *(_handle(side * BAG_TOP[1], rim, colour) for side in (-1, 1)))


def _bag_seams(corners: Array) -> list[Array]:
    """Draw the hem below the rim, and the fold in each narrow side, forked at the bottom."""
    low, high = corners[[0, 1, 5, 4]], corners[[2, 3, 7, 6]]  # round the bag
    down = BAG_HEM / BAG_HEIGHT
    hem = high * (1 - down) + low * down
    seams = [np.concatenate([hem, hem[:1]])]
    for first, last in ((1, 2), (3, 0)):
        foot, head = (low[first] + low[last]) / 2, (hem[first] + hem[last]) / 2
        fork = foot + (head - foot) * BAG_GUSSET / (BAG_HEIGHT - BAG_HEM)
        seams += [np.stack([head, fork]), np.stack([low[first], fork, low[last]])]
    return seams


def _handle(depth: float, rim: float, colour: str) -> Shape:
    """Sling a rope from one end of the rim through the hand to the other."""
    fixed, held = BAG_HANDLE
    seam = rim - BAG_HEM
    path = np.array(
        [
            (depth, seam, -fixed),
            (depth, rim, -fixed),
            (depth * 0.15, -0.06, -held),
            (depth * 0.15, -0.06, held),
            (depth, rim, fixed),
            (depth, seam, fixed),
        ]
    )
    return tube(resampled(path, 40), ROPE, colour, sides=8)


def _cushion(thing: Thing, holder: Holder) -> tuple[Shape, ...]:
    """Put a cushion among landmarks: its long side runs from the first half of its path to the second."""
    ends = np.array(_ends(thing, holder))
    half = len(ends) // 2
    lengthwise = unit(ends[half:].mean(axis=0) - ends[:half].mean(axis=0))
    upward = square_to(thing.vectors.get("up", (0.0, 1.0, 0.0)), lengthwise)
    turn = np.column_stack([np.cross(upward, lengthwise), upward, lengthwise])
    centre = ends.mean(axis=0) + np.array(thing.vectors.get("off", (0.0, 0.0, 0.0)))
    return (pillow(centre, thing.vectors.get("size", (3.0, 1.2, 4.5)), thing.words.get("c", "pillow"), turn),)


def _crate(thing: Thing, holder: Holder) -> tuple[Shape, ...]:
    """Put a box between both palms."""
    palms = points(holder.person.body, holder.posture, ("palm.L", "palm.R"))
    centre = (palms["palm.L"] + palms["palm.R"]) / 2 + np.array(thing.vectors.get("off", (0.0, 0.0, 0.0)))
    half = np.array(thing.vectors.get("size", (3.0, 2.2, 2.4))) / 2
    return (box(centre - half, centre + half, thing.words.get("c", "wood"), thing.words.get("c2", "wood2")),)


BUILDERS: Mapping[str, Callable[[Thing, Holder], tuple[Shape, ...]]] = {
    "stick": _stick,
    "band": _band,
    "loop": _loop,
    "dumbbell": _dumbbell,
    "bottle": _bottle,
    "towel": _towel,
    "bag": _bag,
    "cushion": _cushion,
    "crate": _crate,
}
