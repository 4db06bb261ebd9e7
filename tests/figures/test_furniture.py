"""Furniture: it stands where it is told, and fits the figure."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from booklet.content.pose_records import Thing, Vector
from booklet.figures.furniture import BUILDERS, furniture
from booklet.figures.mesh import Array
from booklet.figures.shapes import Shape
from booklet.report import Place

REACH: Array = np.array([[-1.0, 0.1, -5.0], [1.5, 0.2, 6.0], [0.0, 9.0, 20.0]])


def thing(
    kind: str,
    numbers: Mapping[str, float] | None = None,
    vectors: Mapping[str, Vector] | None = None,
    words: Mapping[str, str] | None = None,
) -> Thing:
    """Make a thing."""
    return Thing(
        kind=kind,
        name=kind,
        numbers=numbers or {},
        vectors=vectors or {},
        words=words or {},
        place=Place(path="brug.yaml", line=1),
    )


NEEDED: Mapping[str, Thing] = {
    "wall": thing("wall", {"z": 3}),
    "box": thing("box", vectors={"lo": (-1, 0, 1), "hi": (1, 2, 3)}),
    "ball": thing("ball", {"r": 2}, {"at": (0, 2, 0)}),
    "cylinder": thing("cylinder", {"r": 0.2}, {"a": (0, 1, 0), "b": (0, 1, 5)}),
    "roll": thing("roll", {"r": 0.3}, {"a": (-1, 0.3, 0), "b": (1, 0.3, 0)}),
    "pillow": thing("pillow", vectors={"at": (0, 0.4, -7), "size": (5, 1, 3)}),
    "cloth": thing("cloth", vectors={"at": (0, 0.1, 4), "size": (3, 0.2, 2)}),
}


def built(one: Thing) -> tuple[Shape, ...]:
    """Build one thing."""
    return furniture((one,), REACH)


def corners(shapes: tuple[Shape, ...]) -> tuple[Array, Array]:
    """Find the least and greatest coordinates of shapes."""
    points = np.concatenate([shape.vertices for shape in shapes])
    return points.min(axis=0), points.max(axis=0)


@pytest.mark.parametrize("kind", BUILDERS)
def test_every_kind_can_be_built_and_shown(kind: str) -> None:
    """Each gives whole triangles with a colour, no coordinate that is not a number, and edges of two points or more."""
    for shape in built(NEEDED.get(kind, thing(kind))):
        assert np.isfinite(shape.vertices).all()
        assert 0 <= shape.triangles.min() <= shape.triangles.max() < len(shape.vertices)
        assert set(shape.faces) == set(range(len(shape.colours)))
        assert len(shape.triangles) == len(shape.faces)
        assert shape.rest.shape == shape.vertices.shape
        assert all(len(edge) > 1 for edge in shape.edges)


def test_a_mat_is_as_long_as_the_figure_on_it() -> None:
    """It ends 0.7 dm beyond head and feet, its top at the floor; a measure that is given wins."""
    low, high = corners(built(thing("mat")))
    assert low == pytest.approx([-3.1, -0.16, -5.7])
    assert high == pytest.approx([3.1, 0, 20.7])
    assert corners(built(thing("mat", {"z1": 9})))[1][2] == pytest.approx(9)


def test_a_shadow_lies_under_what_is_near_the_floor() -> None:
    """What is high throws none; the shadow has no outline and lies just under the floor."""
    (shape,) = built(thing("shadow", {"pad": 0.5}))
    low, high = corners((shape,))
    assert shape.bare
    assert low == pytest.approx([-1.5, -0.005, -5.5])
    assert high == pytest.approx([2.0, -0.005, 6.5])


def test_a_chair_stands_on_the_floor_and_faces_either_way() -> None:
    """Turned round it is its own mirror image in z."""
    ahead, behind = (corners(built(thing("chair", {"facing": way}))) for way in (1.0, -1.0))
    assert ahead[0] == pytest.approx([-2.1, 0, -0.1])
    assert ahead[1] == pytest.approx([2.1, 9.2, 4.2])
    assert behind[0] == pytest.approx([-2.1, 0, -4.2])
    assert behind[1] == pytest.approx([2.1, 9.2, 0.1])


def test_a_chair_has_four_legs_and_a_seat_at_its_height() -> None:
    """Four parts reach the floor, and one has its top at the height of the seat."""
    parts = [corners((shape,)) for shape in built(thing("chair", {"seat": 4.0}))]
    assert sum(low[1] == 0 for low, _ in parts) == 4
    seats = [high for low, high in parts if low[1] == pytest.approx(4.0 - 0.42)]
    assert [high[1] for high in seats] == pytest.approx([4.0])


def test_stairs_rise_away_from_their_beginning() -> None:
    """Three steps of 1.7 dm; flipped they go the other way."""
    low, high = corners(built(thing("stairs", {"z": 1, "n": 3, "rise": 1.5, "run": 2, "w": 6})))
    assert low == pytest.approx([-3, 0, 1])
    assert high == pytest.approx([3, 4.5, 7])
    assert corners(built(thing("stairs", {"z": 1, "run": 2, "flip": -1})))[0][2] == pytest.approx(-5)


def test_stairs_show_treads_and_risers_in_two_colours() -> None:
    """As many treads as steps."""
    (shape,) = built(thing("stairs", {"n": 4}))
    assert shape.colours.count("wood") == 4
    level = {float(np.ptp(shape.vertices[shape.triangles[shape.faces == face]][..., 1]).round(9))
             for face, colour in enumerate(shape.colours) if colour == "wood"}  # fmt: skip
    assert level == {0.0}


def test_a_wall_stands_across_or_beside() -> None:
    """Given z it stands square on z and its face is there; given x it stands at the side."""
    low, high = corners(built(thing("wall", {"z": 3, "t": 0.5, "x0": -2, "x1": 2, "h": 10})))
    assert low == pytest.approx([-2, 0, 3])
    assert high == pytest.approx([2, 10, 3.5])
    low, high = corners(built(thing("wall", {"x": 3, "t": 0.4, "z0": -1, "z1": 1})))
    assert low == pytest.approx([3, 0, -1])
    assert high == pytest.approx([3.4, 18, 1])


def test_a_table_stands_on_four_legs_or_on_a_board() -> None:
    """The board is at the far edge, out of the way of knees."""
    assert len(built(thing("table"))) == 5
    top, board = built(thing("table", {"z": 2, "d": 5}, words={"legs": "back"}))
    assert corners((top,))[1][1] == pytest.approx(7.4)
    assert corners((board,))[0][2] == pytest.approx(2 + 5 - 0.8)


def test_a_bed_hangs_below_the_floor_of_the_poses() -> None:
    """Whoever lies at y = 0 lies on its mattress."""
    mattress = built(thing("bed"))[0]
    assert corners((mattress,))[1][1] == 0
    assert mattress.colours.count("mat") == 1


def test_a_laptop_leans_back_from_its_hinge() -> None:
    """At 90 degrees its screen stands upright; opened further its top goes away."""
    upright, open_wide = (built(thing("laptop", {"z": 4, "h": 7, "open": angle}))[1] for angle in (90.0, 120.0))
    assert corners((upright,))[1] == pytest.approx([1.6, 7.14 + 2.16, 5.16])
    assert corners((open_wide,))[1][2] > 6


def test_a_cloth_is_a_flat_thing_at_its_place() -> None:
    """Its size holds, and a line half way up its side tells that it is folded."""
    (shape,) = built(NEEDED["cloth"])
    low, high = corners((shape,))
    assert low == pytest.approx([-1.5, 0, 3])
    assert high == pytest.approx([1.5, 0.2, 5])
    assert {round(float(height), 6) for edge in shape.edges for height in edge[:, 1]} == {0.0, 0.1, 0.2}
    assert set(shape.colours) == {"towel"}


def test_colours_of_their_own() -> None:
    """A box may be painted as a wall; its top keeps its own tone."""
    (shape,) = built(thing("box", vectors=NEEDED["box"].vectors, words={"c": "wall", "c2": "wall2"}))
    assert sorted(shape.colours) == ["wall", *["wall2"] * 5]
