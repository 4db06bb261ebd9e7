"""Meshes are refined, smoothed and measured as the formulas say."""

from __future__ import annotations

import numpy as np
import pytest

from booklet.figures.mesh import (
    Array,
    Ints,
    about_x,
    about_y,
    about_z,
    catmull_clark,
    neighbour_average,
    refined_mesh,
    relax,
    smoothstep,
    triangles,
    unit,
    vertex_normals,
)

CUBE: Array = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], dtype=float)
SIDES: Ints = np.array([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]])
SQUARE: Array = np.array([[0, 0, 0], [4, 0, 0], [4, 4, 0], [0, 4, 0]], dtype=float)
ONE_SIDE: Ints = np.array([[0, 1, 2, 3]])


def rows(points: Array) -> set[tuple[float, ...]]:
    """Give points as a set, to compare them whatever their order."""
    return {tuple(row) for row in np.round(points, 9).tolist()}


def test_a_refined_cube_is_as_catmull_and_clark_say() -> None:
    """8 corners at 5/9, 12 edge points at 3/4, 6 face points in the middle of the sides."""
    step, quads = catmull_clark(8, SIDES)
    points = step @ CUBE
    assert len(points) == 26
    assert quads.shape == (24, 4)
    assert np.allclose(points[:8], CUBE * 5 / 9)
    assert rows(np.abs(points[8:20])) == rows(np.array([[0.75, 0.75, 0], [0.75, 0, 0.75], [0, 0.75, 0.75]]))
    assert rows(points[20:]) == rows(np.concatenate([np.eye(3), -np.eye(3)]))


def test_an_open_border_is_a_spline_of_its_own() -> None:
    """A corner of a lone square keeps 3/4 of itself and takes 1/8 of both neighbours; edge points halve the border."""
    points = catmull_clark(4, ONE_SIDE)[0] @ SQUARE
    assert np.allclose(points[0], [0.5, 0.5, 0])
    assert rows(points[4:8]) == {(2, 0, 0), (4, 2, 0), (2, 4, 0), (0, 2, 0)}
    assert np.allclose(points[8], [2, 2, 0])


def test_refining_moves_along_with_the_points() -> None:
    """Every new point is a mean of old ones: its shares are one together."""
    step, quads = catmull_clark(8, SIDES)
    again, _ = catmull_clark(26, quads)
    assert np.allclose((again @ step).sum(axis=1), 1)


def test_new_quads_keep_facing_outward() -> None:
    """Refinement does not turn a surface inside out."""
    mesh = refined_mesh(CUBE, SIDES, np.ones((8, 1)), levels=2)
    points = mesh.subdivision @ CUBE
    assert len(points) == 26 + 48 + 24
    assert np.allclose(mesh.fine_weights, np.ones((98, 1)))
    assert ((vertex_normals(points, mesh.triangles) * points).sum(axis=1) > 0).all()


def test_normals_point_outward_by_area() -> None:
    """At the corner of a cube the three sides count alike; on a flat square all normals are straight up."""
    normals = vertex_normals(SQUARE, triangles(ONE_SIDE))
    assert np.allclose(normals, [0, 0, 1])
    assert np.allclose(np.linalg.norm(vertex_normals(CUBE, triangles(SIDES)), axis=1), 1)


def test_quads_are_cut_in_two() -> None:
    """First all first halves, then all second ones."""
    assert triangles(np.array([[0, 1, 2, 3], [3, 2, 4, 5]])).tolist() == [[0, 1, 2], [3, 2, 4], [0, 2, 3], [3, 4, 5]]


def test_neighbours_are_along_edges_not_across() -> None:
    """The mean at a corner of a square is the middle of the two corners beside it."""
    assert np.allclose((neighbour_average(ONE_SIDE, 4) @ SQUARE)[0], [2, 2, 0])
    assert neighbour_average(ONE_SIDE, 4).toarray()[0].tolist() == [0, 0.5, 0, 0.5]
    assert neighbour_average(SIDES, 8).toarray()[0].tolist() == [0, 1 / 3, 1 / 3, 0, 1 / 3, 0, 0, 0]


def test_relaxing_moves_only_what_may_move() -> None:
    """A vertex of weight 0 stays; one of weight 1 goes the share of `pull` towards its neighbours."""
    moved = relax(SQUARE, neighbour_average(ONE_SIDE, 4), np.array([1.0, 0, 0, 0]), rounds=1, pull=0.5)
    assert np.allclose(moved[0], [1, 1, 0])
    assert np.array_equal(moved[1:], SQUARE[1:])
    assert SQUARE[0].tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("turn", "start", "end"),
    [
        (about_x(90), (0, 1, 0), (0, 0, 1)),
        (about_y(90), (0, 0, 1), (1, 0, 0)),
        (about_z(90), (1, 0, 0), (0, 1, 0)),
        (about_x(30) @ about_x(60), (0, 1, 0), (0, 0, 1)),
    ],
)
def test_turns_are_right_handed(turn: Array, start: Array, end: Array) -> None:
    """A quarter turn about x brings y to z, about y brings z to x, about z brings x to y."""
    assert np.allclose(turn @ np.array(start), end)


def test_a_step_is_level_at_both_ends() -> None:
    """0 before the start, half in the middle, 1 after the end; the slope begins gently."""
    assert smoothstep(np.array([-1.0, 2, 3, 4, 9]), 2, 4).tolist() == [0, 0, 0.5, 1, 1]
    assert smoothstep(np.array([0.01]), 0, 1)[0] < 0.001


def test_a_unit_vector_is_one_long() -> None:
    """3, 4 becomes .6, .8."""
    assert np.allclose(unit([3, 0, 4]), [0.6, 0, 0.8])
