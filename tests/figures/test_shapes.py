"""The plain forms: measures, faces and edges."""

from __future__ import annotations

import numpy as np
import pytest

from booklet.figures.mesh import Array, about_y
from booklet.figures.shapes import (
    Shape,
    box,
    cylinder,
    ellipsoid,
    joined,
    moved,
    pillow,
    polygon,
    ribbon,
    ring,
    rounded_rectangle,
    slab,
    square_to,
    tube,
)


def area(shape: Shape, colour: str = "") -> float:
    """Add up the area of all triangles, or of those of one colour."""
    a, b, c = (shape.vertices[shape.triangles[:, k]] for k in range(3))
    wanted = [not colour or shape.colours[face] == colour for face in shape.faces]
    return float((np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2)[wanted].sum())


def length(line: Array) -> float:
    """Measure a line."""
    return float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())


def test_a_box_has_six_faces_and_only_its_top_has_the_colour_of_tops() -> None:
    """A box of 1 by 2 by 3 dm has a top of 1 by 3, and a skin of 22 square dm."""
    shape = box((0, 0, 0), (1, 2, 3), "wood", "wood2")
    assert shape.colours.count("wood") == 1
    assert area(shape, "wood") == pytest.approx(3)
    assert area(shape) == pytest.approx(22)
    top = shape.vertices[shape.triangles[shape.faces == shape.colours.index("wood")]]
    assert (top[..., 1] == 2).all()


def test_a_box_is_drawn_by_its_twelve_edges() -> None:
    """Its edges add up, and it needs no other lines."""
    shape = box((0, 0, 0), (1, 2, 3), "wood")
    assert sorted(length(edge) for edge in shape.edges) == pytest.approx([1] * 4 + [2] * 4 + [3] * 4)
    assert shape.quiet


def test_a_slab_stands_between_its_heights() -> None:
    """Of a mat only the upper side and the walls are there, in their own colours."""
    shape = slab([(0, 0), (2, 0), (2, 5), (0, 5)], -0.2, 0.0, "mat", "mat2")
    assert area(shape, "mat") == pytest.approx(10)
    assert area(shape, "mat2") == pytest.approx(14 * 0.2)
    assert [set(edge[:, 1]) for edge in shape.edges] == [{0.0}, {-0.2}]
    assert all(length(edge) == pytest.approx(14) for edge in shape.edges)


def test_a_tube_has_the_surface_of_a_cylinder() -> None:
    """With many sides: twice pi r (l + r)."""
    shape = tube([(0, 0, 0), (0, 2, 0), (0, 4, 0)], 0.5, "metal", sides=200)
    assert area(shape) == pytest.approx(2 * np.pi * 0.5 * (4 + 0.5), rel=1e-3)


def test_a_tube_takes_a_radius_at_each_point() -> None:
    """The neck of a bottle is narrower than its body."""
    shape = tube([(0, 0, 0), (0, 1, 0), (0, 2, 0)], (0.4, 0.4, 0.1), "bottle")
    out = np.linalg.norm(shape.vertices[:, [0, 2]], axis=1)
    assert out[shape.vertices[:, 1] == 2].max() == pytest.approx(0.1)
    assert out[shape.vertices[:, 1] == 0].max() == pytest.approx(0.4)


def test_a_cylinder_keeps_its_radius_in_any_direction() -> None:
    """Also slanting, every point of its rim is one radius from its axis."""
    start, end = np.array([1.0, 2, 3]), np.array([2.0, 4, 5])
    shape = cylinder(start, end, 0.3, "stick")
    axis = (end - start) / 3
    away = shape.vertices - start
    off = np.linalg.norm(away - (away @ axis)[:, None] * axis, axis=1)
    assert off[:-2] == pytest.approx(0.3)  # the last two are the middles of its ends
    assert off[-2:] == pytest.approx(0)


def test_a_ball_has_the_surface_of_a_sphere() -> None:
    """Four pi r squared, about its middle."""
    shape = ellipsoid((1, 2, 3), (2, 2, 2), "ball")
    assert area(shape) == pytest.approx(16 * np.pi, rel=5e-3)
    assert np.linalg.norm(shape.vertices - (1, 2, 3), axis=1) == pytest.approx(2)


def test_a_pillow_fills_its_size_and_turns_about_its_middle() -> None:
    """A quarter turn exchanges its width and its depth."""
    shape = pillow((1, 1, 1), (4, 1, 2), "pillow", about_y(90))
    size = shape.vertices.max(axis=0) - shape.vertices.min(axis=0)
    assert size == pytest.approx([2, 1, 4], rel=1e-2)
    assert (shape.vertices.max(axis=0) + shape.vertices.min(axis=0)) / 2 == pytest.approx([1, 1, 1], abs=1e-2)


def test_a_ribbon_is_as_wide_as_told() -> None:
    """A band of 0.4 dm along 3 dm."""
    assert area(ribbon([(0, 0, 0), (3, 0, 0)], (0, 0.4, 0), "band")) == pytest.approx(1.2)


def test_rounded_corners_take_off_what_they_should() -> None:
    """Four quarters of a square less four quarters of a disc; and it stays within its corners."""
    outline = rounded_rectangle((-2, -3), (2, 3), 0.5)
    shape = polygon(np.column_stack([outline[:, 0], np.zeros(len(outline)), outline[:, 1]]), "mat")
    assert area(shape) == pytest.approx(24 - (4 - np.pi) * 0.25, rel=1e-3)
    assert outline.min(axis=0) == pytest.approx([-2, -3])
    assert outline.max(axis=0) == pytest.approx([2, 3])


def test_a_ring_lies_on_its_ellipse() -> None:
    """Every point satisfies the equation, and none is there twice."""
    points = ring((1, 2), (3, 4), 12)
    assert ((points - (1, 2)) ** 2 / (9, 16)).sum(axis=1) == pytest.approx(1)
    assert len(np.unique(points.round(6), axis=0)) == 12


def test_joined_shapes_keep_their_own_faces() -> None:
    """Triangles, faces and colours of the second go on behind those of the first."""
    first, second = box((0, 0, 0), (1, 1, 1), "wood"), box((2, 0, 0), (3, 1, 1), "wall")
    whole = joined([first, second])
    assert area(whole, "wood") == pytest.approx(area(first))
    assert area(whole, "wall") == pytest.approx(area(second))
    assert len(whole.edges) == 24


def test_moving_takes_the_edges_along() -> None:
    """Turned first, then shifted."""
    shape = moved(box((0, 0, 0), (1, 1, 2), "wood"), (10, 0, 0), about_y(90))
    for points in (shape.vertices, np.concatenate(shape.edges)):
        assert points.min(axis=0) == pytest.approx([10, 0, -1])
        assert points.max(axis=0) == pytest.approx([12, 1, 0])


def test_square_to_stands_square() -> None:
    """What is left of a direction has length one and no part along the axis."""
    axis = np.array([0.0, 1, 0])
    assert square_to((3, 7, 4), axis) == pytest.approx([0.6, 0, 0.8])
