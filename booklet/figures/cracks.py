"""Find where lines belong: the cracks between neighbouring pixels that show different things.

Goes in: a buffer. Comes out: for each pair of neighbours the kind of line between them. Must not know curves or ink.
"""

from __future__ import annotations

from collections.abc import Callable
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
BEFORE = 0.10  # dm: a thing that is so much nearer than the figure lies before it, and not against it
USUAL_SLANT = 0.75  # of the pixels of a thing slant no more than what is taken for its slant
WELL_BEFORE = 0.9  # the same for a thing with edges of its own, on which the figure may stand or sit
SHIFTED = 8  # px by which tidying may have moved a border: on a floor seen at a slant that is deep
SLIGHT = 0.45  # dm: parts no further apart than this, without a step in depth, are folds of one surface
HEAD_FROM = 6.42  # dm, canonical rest space: above this is the head, within 1.4 of the middle
X, Y, Z = 0, 1, 2


class Crack(IntEnum):
    """The kind of line between two neighbours."""

    NONE = 0
    SEAM = 1  # two materials meet
    OVERLAP = 2  # one part of the body lies before another
    OUTLINE = 3  # the figure against paper or a thing
    THING = 4  # between things
    FINE_OUTLINE = 5  # of a hand or a face, which would fill up with ink
    FINE_OVERLAP = 6


@dataclass(frozen=True, kw_only=True, eq=False)
class _Pairs:
    """All pairs of neighbours in one direction: labels, rest positions, distance at rest and in depth."""

    one: Ints
    other: Ints
    rest_one: Array
    rest_other: Array
    apart: Array
    deep: Array  # how much nearer the other one is, dm
    slants: Array  # by label: how much deeper a thing goes from one pixel to the next, dm
    quiet: Ints  # labels of things whose edges are drawn by themselves
    bare: Ints  # labels of things without any outline

    def both(self, test: Callable[[Ints], Mask]) -> Mask:
        """Tell where a test of labels holds on both sides."""
        return np.asarray(test(self.one) & test(self.other))

    def thing_before(self) -> Array:
        """Tell by how much more than its slant a thing is nearer than the figure where the two meet, dm; else 0."""
        one = (self.one >= FIRST_PROP) & _is_figure(self.other)
        other = (self.other >= FIRST_PROP) & _is_figure(self.one)
        nearer = np.where(one, -self.deep, np.where(other, self.deep, 0.0))
        return np.asarray(nearer - SHIFTED * self.slants[np.maximum(self.one, self.other)])

    def least(self, axis: int) -> Array:
        """Give the lower coordinate of the two at rest; of x, which is mirrored, the one nearer to the middle."""
        return np.minimum(*self._coordinates(axis))

    def most(self, axis: int) -> Array:
        """Give the higher coordinate of the two at rest; of x the one farther from the middle."""
        return np.maximum(*self._coordinates(axis))

    def _coordinates(self, axis: int) -> tuple[Array, Array]:
        one, other = self.rest_one[..., axis], self.rest_other[..., axis]
        return (np.abs(one), np.abs(other)) if axis == X else (one, other)


def cracks(buffer: Buffer, quiet: AbstractSet[int], bare: AbstractSet[int]) -> tuple[Ints, Ints]:
    """Judge all neighbours: beside each other (h,w-1) and above each other (h-1,w).

    `quiet` are labels of things whose edges are drawn by themselves; `bare` those of things without any outline.
    """
    slants = _slants(buffer)
    beside, above = (_pairs(buffer, axis, slants, quiet, bare) for axis in (1, 0))
    return _judge(beside), _judge(above)


def _halves(axis: int) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Cut out the first and the second of all pairs."""
    every, first, second = slice(None), slice(0, -1), slice(1, None)
    return ((every, first), (every, second)) if axis else ((first, every), (second, every))


def _slants(buffer: Buffer) -> Array:
    """Measure for every label of a thing how much deeper it usually goes from one pixel to the next."""
    slants = np.zeros(int(buffer.label.max(initial=0)) + 1)
    for axis in (0, 1):
        one, other = _halves(axis)
        label = buffer.label[one]
        same = (label >= FIRST_PROP) & (label == buffer.label[other])
        steps, labels = np.abs(buffer.depth[one] - buffer.depth[other])[same], label[same]
        for thing in np.unique(labels).tolist():
            slants[thing] = max(slants[thing], float(np.quantile(steps[labels == thing], USUAL_SLANT)))
    return slants


def _pairs(buffer: Buffer, axis: int, slants: Array, quiet: AbstractSet[int], bare: AbstractSet[int]) -> _Pairs:
    one, other = _halves(axis)
    return _Pairs(
        one=buffer.label[one],
        other=buffer.label[other],
        rest_one=buffer.rest[one],
        rest_other=buffer.rest[other],
        apart=np.linalg.norm(buffer.rest[one] - buffer.rest[other], axis=-1),
        deep=buffer.depth[other] - buffer.depth[one],
        slants=slants,
        quiet=np.array(sorted(quiet), dtype=np.int64),
        bare=np.array(sorted(bare), dtype=np.int64),
    )


def _judge(pairs: _Pairs) -> Ints:
    """Take a first look, and then correct it rule by rule."""
    found = _first_look(pairs)
    for rule, verdict in RULES:
        found[rule(pairs, found)] = verdict
    return found


def _first_look(pairs: _Pairs) -> Ints:
    """Judge by label, distance at rest and depth alone."""
    found = np.zeros(pairs.one.shape, dtype=np.int64)
    both = (pairs.one > 0) & (pairs.other > 0)
    found[(pairs.one > 0) != (pairs.other > 0)] = Crack.OUTLINE
    found[both & (pairs.apart > APART)] = Crack.OVERLAP
    differ = both & (pairs.one != pairs.other)
    found[differ & (found == Crack.NONE)] = Crack.SEAM
    found[differ & (np.abs(pairs.deep) > DEEP)] = Crack.OVERLAP
    return found


def _is_skin(label: Ints) -> Mask:
    return np.asarray((label % 10 == SKIN) & (label < FIRST_PROP))


def _is_figure(label: Ints) -> Mask:
    return np.asarray((label > 0) & (label < FIRST_PROP))


def _on_head(pairs: _Pairs) -> Mask:
    return np.asarray(pairs.both(_is_skin) & (pairs.least(Y) > HEAD_FROM) & (pairs.most(X) < 1.4))


def _crease_of_the_face(pairs: _Pairs, found: Ints) -> Mask:
    """Leave lips, lids and nostrils to a few strokes of their own."""
    return np.asarray(_on_head(pairs) & (found == Crack.OVERLAP) & (pairs.apart < 0.75))


def _hollow_of_the_mouth(pairs: _Pairs, _: Ints) -> Mask:
    """Leave out the mouth of the mesh, which can open: it would look like a moustache."""
    return np.asarray(_on_head(pairs) & (pairs.most(Z) > 0.8) & (pairs.most(X) < 0.55))


def _jaw(pairs: _Pairs, _: Ints) -> Mask:
    """Leave the jaw to a stroke of the face: this line would come and go with every turn."""
    return np.asarray(pairs.both(_is_skin) & (pairs.least(Y) > 5.6) & (pairs.least(Z) > 0.2) & (pairs.most(X) < 1.0))


def _slight(pairs: _Pairs, found: Ints) -> Mask:
    return np.asarray((found == Crack.OVERLAP) & (pairs.apart < SLIGHT) & (np.abs(pairs.deep) < DEEP))


def _slight_border(pairs: _Pairs, found: Ints) -> Mask:
    """Take two materials that lie flat against each other for a seam."""
    return np.asarray(_slight(pairs, found) & (pairs.one != pairs.other))


def _slight_fold(pairs: _Pairs, found: Ints) -> Mask:
    """Leave out small folds of one surface."""
    return _slight(pairs, found)


def _neck_in_the_collar(pairs: _Pairs, _: Ints) -> Mask:
    """Leave out what shows of neck and shoulders inside a collar: it is too small for lines."""
    sides = (pairs.most(X) < 1.7) & (pairs.least(X) > 0.52)
    return np.asarray(pairs.both(_is_skin) & (pairs.most(Y) < 6.25) & (pairs.least(Y) > 4.9) & sides)


def _within_hair(pairs: _Pairs, _: Ints) -> Mask:
    """Take hair for one shape, apart from a tail or bun, which are far off at rest."""
    return np.asarray((pairs.one == HAIR) & (pairs.other == HAIR) & (pairs.apart < 30))


def _two_tints(pairs: _Pairs, found: Ints) -> Mask:
    """Leave the tint of a far limb without a border, which would look like underpants."""
    near_and_far = (np.abs(pairs.one - pairs.other) == FAR) & (np.maximum(pairs.one, pairs.other) < FIRST_PROP)
    return np.asarray((found == Crack.SEAM) & near_and_far)


def _edge_of_the_figure(pairs: _Pairs, found: Ints) -> Mask:
    """Give the figure its outline against things, as against paper."""
    return np.asarray((found > Crack.NONE) & (_is_figure(pairs.one) != _is_figure(pairs.other)))


def _thing_before_the_figure(pairs: _Pairs, found: Ints) -> Mask:
    """Give a thing that lies before the figure its own thin line: a stick in the hand, a band across the trunk."""
    own = np.isin(pairs.one, pairs.quiet) | np.isin(pairs.other, pairs.quiet)
    return np.asarray((found == Crack.OUTLINE) & (pairs.thing_before() > np.where(own, WELL_BEFORE, BEFORE)))


def _between_things(pairs: _Pairs, found: Ints) -> Mask:
    """Give things one thin line for everything."""
    return np.asarray((found > Crack.NONE) & ~_is_figure(pairs.one) & ~_is_figure(pairs.other))


def _quiet_thing(pairs: _Pairs, found: Ints) -> Mask:
    """Leave out lines of things that draw their own edges, against paper, the figure or each other."""
    one, other = np.isin(pairs.one, pairs.quiet), np.isin(pairs.other, pairs.quiet)
    no_other_thing = (pairs.one < FIRST_PROP) | (pairs.other < FIRST_PROP)
    return np.asarray((found == Crack.THING) & (one | other) & (no_other_thing | (one & other)))


def _bare_thing(pairs: _Pairs, found: Ints) -> Mask:
    """Leave shadows without an outline."""
    nothing = [
        (label == 0) | (rest[..., 1] >= FAR_AWAY / 10)
        for label, rest in ((pairs.one, pairs.rest_one), (pairs.other, pairs.rest_other))
    ]
    one, other = np.isin(pairs.one, pairs.bare), np.isin(pairs.other, pairs.bare)
    return np.asarray((found == Crack.THING) & ((one & nothing[1]) | (other & nothing[0])))


# What a draughtsman would not draw, or would draw otherwise; in this order, as later rules look at earlier verdicts.
RULES: tuple[tuple[Callable[[_Pairs, Ints], Mask], Crack], ...] = (
    (_crease_of_the_face, Crack.NONE),
    (_slight_border, Crack.SEAM),
    (_slight_fold, Crack.NONE),
    (_neck_in_the_collar, Crack.NONE),
    (_jaw, Crack.NONE),
    (_within_hair, Crack.NONE),
    (_hollow_of_the_mouth, Crack.NONE),
    (_two_tints, Crack.NONE),
    (_edge_of_the_figure, Crack.OUTLINE),
    (_thing_before_the_figure, Crack.THING),
    (_between_things, Crack.THING),
    (_quiet_thing, Crack.NONE),
    (_bare_thing, Crack.NONE),
)
