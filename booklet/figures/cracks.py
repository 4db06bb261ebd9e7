"""Find where lines belong: the cracks between neighbouring pixels that show different things.

Goes in: a buffer. Comes out: for each pair of neighbours the kind of line between them. Must not know curves or ink.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from booklet.figures.labels import FAR, FIRST_PROP, HAIR, SKIN
from booklet.figures.mesh import Array, Ints, Mask
from booklet.figures.raster import FAR_AWAY, Buffer

# Two neighbours further apart than this on the resting body are different parts: an arm before the trunk, a thigh
# against a calf. dm.
APART = 0.33
DEEP = 0.25  # dm: a step in depth that makes a border of two materials an overlap
HEAD_FROM = 6.42  # dm, canonical rest space: above this is the head, within 1.4 of the middle


class Crack(IntEnum):
    """The kind of line between two neighbours."""

    NONE = 0
    SEAM = 1  # two materials meet
    OVERLAP = 2  # one part of the body lies before another
    OUTLINE = 3  # the figure against paper or a thing
    THING = 4  # between things
    HAND_OUTLINE = 5
    HAND_OVERLAP = 6


@dataclass(frozen=True, kw_only=True, eq=False)
class _Pairs:
    """All pairs of neighbours in one direction: labels, rest positions, distance at rest and in depth."""

    one: Ints
    other: Ints
    rest_one: Array
    rest_other: Array
    apart: Array
    deep: Array


def cracks(buffer: Buffer, quiet: AbstractSet[int], bare: AbstractSet[int]) -> tuple[Ints, Ints]:
    """Judge all neighbours: beside each other (h,w-1) and above each other (h-1,w).

    `quiet` are labels of things whose edges are drawn by themselves; `bare` those of things without any outline.
    """
    return (
        _judge(_pairs(buffer, 1), quiet, bare),
        _judge(_pairs(buffer, 0), quiet, bare),
    )


def _pairs(buffer: Buffer, axis: int) -> _Pairs:
    one = (slice(None), slice(0, -1)) if axis else (slice(0, -1), slice(None))
    other = (slice(None), slice(1, None)) if axis else (slice(1, None), slice(None))
    return _Pairs(
        one=buffer.label[one],
        other=buffer.label[other],
        rest_one=buffer.rest[one],
        rest_other=buffer.rest[other],
        apart=np.linalg.norm(buffer.rest[one] - buffer.rest[other], axis=-1),
        deep=np.abs(buffer.depth[one] - buffer.depth[other]),
    )


def _judge(pairs: _Pairs, quiet: AbstractSet[int], bare: AbstractSet[int]) -> Ints:
    found = _first_look(pairs)
    _spare_the_figure(found, pairs)
    return _sort_out_things(found, pairs, quiet, bare)


def _first_look(pairs: _Pairs) -> Ints:
    """Judge by label, distance at rest and depth alone."""
    found = np.zeros(pairs.one.shape, dtype=np.int64)
    both = (pairs.one > 0) & (pairs.other > 0)
    found[(pairs.one > 0) != (pairs.other > 0)] = Crack.OUTLINE
    found[both & (pairs.apart > APART)] = Crack.OVERLAP
    differ = both & (pairs.one != pairs.other)
    found[differ & (found == Crack.NONE)] = Crack.SEAM
    found[differ & (pairs.deep > DEEP)] = Crack.OVERLAP
    return found


def _is_skin(label: Ints) -> Mask:
    return np.asarray((label % 10 == SKIN) & (label < FIRST_PROP))


def _spare_the_figure(found: Ints, pairs: _Pairs) -> None:
    """Take away the lines that a draughtsman would not draw: in the face, the hair, the collar, along shadows."""
    one, other = pairs.rest_one, pairs.rest_other
    side = np.abs(one[..., 0]), np.abs(other[..., 0])
    skin = _is_skin(pairs.one) & _is_skin(pairs.other)
    head = skin & (one[..., 1] > HEAD_FROM) & (other[..., 1] > HEAD_FROM) & (side[0] < 1.4) & (side[1] < 1.4)
    found[head & (found == Crack.OVERLAP) & (pairs.apart < 0.75)] = Crack.NONE  # creases of the face
    # A small step on one surface is no overlap, but the line under the chin is.
    neck = skin & (one[..., 1] > 5.7) & (other[..., 1] > 5.7) & (one[..., 2] > 0.2) & (side[0] < 0.9)
    slight = (found == Crack.OVERLAP) & (pairs.apart < 0.45) & (pairs.deep < 0.25) & ~neck
    found[slight] = np.where(pairs.one != pairs.other, Crack.SEAM, Crack.NONE)[slight]
    lower, nearer_middle = np.minimum(one[..., 1], other[..., 1]), np.minimum(*side)
    below_chin = (one[..., 1] < 6.25) & (other[..., 1] < 6.25) & (lower > 4.9)
    collar = skin & below_chin & (side[0] < 1.7) & (side[1] < 1.7) & (nearer_middle > 0.52)
    found[collar] = Crack.NONE  # the neck seen within the collar
    found[(pairs.one == HAIR) & (pairs.other == HAIR) & (pairs.apart < 30)] = Crack.NONE
    front = np.maximum(one[..., 2], other[..., 2]) > 0.8
    found[head & front & (side[0] < 0.55) & (side[1] < 0.55)] = Crack.NONE  # the hollow of the mouth
    near_and_far = (np.abs(pairs.one - pairs.other) == FAR) & (np.maximum(pairs.one, pairs.other) < FIRST_PROP)
    found[(found == Crack.SEAM) & near_and_far] = Crack.NONE  # two tints of one garment


def _sort_out_things(found: Ints, pairs: _Pairs, quiet: AbstractSet[int], bare: AbstractSet[int]) -> Ints:
    """Tell the outline of the figure from the lines of things, and leave out lines of things that draw their own."""
    figure = tuple((label > 0) & (label < FIRST_PROP) for label in (pairs.one, pairs.other))
    found[(found > Crack.NONE) & (figure[0] != figure[1])] = Crack.OUTLINE
    found[~figure[0] & ~figure[1] & (found > Crack.NONE)] = Crack.THING
    thing = found == Crack.THING
    empty = tuple(label == 0 for label in (pairs.one, pairs.other))
    own = tuple(np.isin(label, sorted(quiet)) for label in (pairs.one, pairs.other))
    found[thing & (own[0] | own[1]) & (empty[0] | empty[1] | (own[0] & own[1]))] = Crack.NONE
    without = tuple(np.isin(label, sorted(bare)) for label in (pairs.one, pairs.other))
    nothing = tuple(
        gone | (rest[..., 1] >= FAR_AWAY / 10)
        for gone, rest in zip(empty, (pairs.rest_one, pairs.rest_other), strict=True)
    )
    found[thing & ((without[0] & nothing[1]) | (without[1] & nothing[0]))] = Crack.NONE
    return found
