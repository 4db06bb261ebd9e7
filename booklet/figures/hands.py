"""How a hand is shaped: relaxed, flat, open, gripping or a fist.

Goes in: the name of a shape and a side. Comes out: the turn of each bone of thumb and fingers. Must not know arms,
things that are held, or cameras.

Axes of a hand: x from the palm to its back, y from the fingertips to the wrist, z towards the thumb (left hand; the
right one is its mirror image). Angles are on top of the rest shape, in which the fingers are a little bent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from booklet.figures.anatomy import FINGERS
from booklet.figures.mesh import Array, about_x, about_y, about_z

Angles = tuple[float, float, float]

THUMB_REST: tuple[Angles, Angles, Angles] = ((14, 0, 0), (0, 0, 0), (0, 0, 0))
# Degrees from each finger towards the middle one; at rest the fingers are spread. A closed hand presses them together.
TOGETHER: Mapping[str, float] = {"2": 9, "3": 2, "4": -5, "5": -13}
PRESSED: Mapping[str, float] = {"2": 16, "3": 2, "4": -11, "5": -20}


@dataclass(frozen=True, kw_only=True)
class Hand:
    """The shape of a hand, in degrees."""

    bend: Angles  # of the three joints of the index finger, from the knuckle on
    more: Angles = (0, 0, 0)  # by which each next finger bends more
    thumb: tuple[Angles, Angles, Angles] = THUMB_REST  # about x, y, z of its three joints
    closed: bool = False


HANDS: Mapping[str, Hand] = {
    "relaxed": Hand(bend=(8, 12, 8), more=(3, 3, 3)),
    "flat": Hand(bend=(-18, -6, -6)),
    "open": Hand(bend=(-8, 2, 2)),
    # Round a leg or a rail: the thumb stands opposite the fingers.
    "grip": Hand(bend=(37, 56, 24), more=(3, 2, 1), thumb=((17, 10, 22), (33, 0, -8), (6, 0, 5)), closed=True),
    # Round a handle or a band: fingertips in the palm, the thumb over the fingers.
    "fist": Hand(bend=(62, 86, 14), more=(2, 1, 0), thumb=((17, 10, 14), (34, 0, -16), (23, 0, -14)), closed=True),
}


@lru_cache(maxsize=16)
def shaped_hand(shape: str, side: str) -> tuple[tuple[str, str, Array], ...]:
    """List the bones of thumb and fingers, each with the bone that carries it and its turn (3,3) on that."""
    hand, sign = HANDS[shape], 1.0 if side == "L" else -1.0
    bones = []
    for bone in FINGERS:
        finger, joint = bone[6], int(bone[8])
        parent = "wrist" if joint == 1 else f"finger{finger}-{joint - 1}"
        turn = _thumb_turn(hand, joint, sign) if finger == "1" else _finger_turn(hand, finger, joint, sign)
        bones.append((f"{bone}.{side}", f"{parent}.{side}", turn))
    return tuple(bones)


def _thumb_turn(hand: Hand, joint: int, sign: float) -> Array:
    """Turn one joint of the thumb."""
    x, y, z = hand.thumb[joint - 1]
    return about_x(x) @ about_y(-sign * y) @ about_z(-sign * z)


def _finger_turn(hand: Hand, finger: str, joint: int, sign: float) -> Array:
    """Turn one joint of a finger; in a closed hand each finger bends in a plane of its own, beside its neighbours."""
    flexed = about_z(-sign * (hand.bend[joint - 1] + (int(finger) - 2) * hand.more[joint - 1]))
    if hand.closed:
        return about_x(0 if joint == 1 else -PRESSED[finger]) @ flexed @ about_x(PRESSED[finger])
    return about_x(TOGETHER[finger] if joint == 1 else 0) @ flexed
