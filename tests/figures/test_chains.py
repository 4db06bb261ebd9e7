"""Cracks between pixels become lines, and lines run on through junctions."""

from __future__ import annotations

import numpy as np

from booklet.figures.chains import Chain, chain, degrees, join, without_stubs
from booklet.figures.cracks import Crack, cracks
from booklet.figures.mesh import Array, Ints
from booklet.figures.raster import FAR_AWAY, Buffer


def seen(label: Ints, rest: Array | None = None, depth: Array | None = None) -> Buffer:
    """Make a buffer by hand; what has the same label lies close together unless told."""
    near = np.where(label[..., None] > 0, np.zeros((*label.shape, 3)) + label[..., None] * 0.01, FAR_AWAY)
    return Buffer(
        label=label,
        rest=near if rest is None else rest,
        depth=np.zeros(label.shape) if depth is None else depth,
        limbs=np.zeros((*label.shape, 2)),
    )


def lines(buffer: Buffer) -> tuple[Chain, ...]:
    """Chain all cracks of a buffer."""
    return chain(*cracks(buffer, frozenset(), frozenset()))


def picture(*rows: str) -> Ints:
    """Read labels from digits."""
    return np.array([[int(digit) for digit in row] for row in rows])


def test_the_border_of_an_island_is_one_ring() -> None:
    """As long as its outline: eight steps round two by two pixels."""
    (ring,) = lines(seen(picture("0000", "0330", "0330", "0000")))
    assert ring.closed
    assert ring.kinds == (Crack.OUTLINE,) * 8
    assert set(ring.nodes) == {(1, 1), (2, 1), (3, 1), (3, 2), (3, 3), (2, 3), (1, 3), (1, 2)}


def test_where_two_garments_meet_is_a_seam() -> None:
    """And the outline runs on past it, so that the seam is a line of its own."""
    found = join(lines(seen(picture("000000", "033440", "033440", "000000"))))
    assert sorted({kind for line in found for kind in line.kinds}) == [Crack.SEAM, Crack.OUTLINE]
    (seam,) = (line for line in found if Crack.SEAM in line.kinds and Crack.OUTLINE not in line.kinds)
    assert {seam.nodes[0], seam.nodes[-1]} == {(3, 1), (3, 3)}


def test_a_limb_before_the_trunk_is_an_overlap() -> None:
    """Pixels of one garment that lie far apart on the body."""
    label = picture("33", "33")
    rest = np.zeros((2, 2, 3))
    rest[:, 1] = (1.0, 0, 0)
    beside, above = cracks(seen(label, rest), frozenset(), frozenset())
    assert beside.tolist() == [[Crack.OVERLAP], [Crack.OVERLAP]]
    assert above.tolist() == [[0, 0]]


def test_far_and_near_tints_of_one_garment_have_no_line_between() -> None:
    """Shade is not an edge."""
    beside, _ = cracks(
        seen(picture("4", "4").repeat(2, axis=1) + np.array([[0, 10], [0, 10]])), frozenset(), frozenset()
    )
    assert not beside.any()


def test_things_that_draw_their_own_edges_have_no_cracks() -> None:
    """Nor has a shadow an outline; but the figure before them has."""
    label = picture("00", "00") + np.array([[41, 0], [41, 3]])
    assert cracks(seen(label), frozenset(), frozenset())[0].tolist() == [[Crack.THING], [Crack.OUTLINE]]
    assert cracks(seen(label), frozenset({41}), frozenset())[0].tolist() == [[0], [Crack.OUTLINE]]
    assert cracks(seen(label), frozenset(), frozenset({41}))[0].tolist() == [[0], [Crack.OUTLINE]]


def straight(*nodes: tuple[int, int], kind: int = Crack.OUTLINE) -> Chain:
    """Make a chain of one kind."""
    return Chain(nodes=nodes, kinds=(kind,) * (len(nodes) - 1))


def test_at_a_crossing_lines_go_straight_on() -> None:
    """Four ends make two lines."""
    west, east = straight((0, 2), (1, 2), (2, 2)), straight((2, 2), (3, 2), (4, 2))
    north, south = straight((2, 0), (2, 1), (2, 2)), straight((2, 4), (2, 3), (2, 2))
    found = join([west, north, east, south])
    assert {frozenset((line.nodes[0], line.nodes[-1])) for line in found} == {
        frozenset({(0, 2), (4, 2)}),
        frozenset({(2, 0), (2, 4)}),
    }


def test_a_line_of_the_figure_does_not_become_one_of_a_thing() -> None:
    """An arm that ends at the edge of a table keeps its own weight."""
    arm, table = straight((0, 2), (1, 2), (2, 2)), straight((2, 2), (3, 2), (4, 2), kind=Crack.THING)
    assert len(join([arm, table])) == 2


def test_loose_ends_that_are_too_short_go() -> None:
    """But a short piece between two junctions stays."""
    long = straight(*((x, 0) for x in range(10)))
    stub = straight((9, 0), (9, 1))
    ring = straight((9, 0), (10, 0), (10, 1), (9, 0))
    assert degrees([long, stub])[(9, 0)] == 2
    assert without_stubs([long, stub, ring], 5) == (long, ring)


def test_a_dash_has_to_be_longer_than_a_loose_end() -> None:
    """What hangs together with nothing is no part of a drawing, unless it is a real fold."""
    dash, fold = straight(*((x, 0) for x in range(9))), straight(*((x, 5) for x in range(20)))
    assert without_stubs([dash, fold], 5) == (fold,)
