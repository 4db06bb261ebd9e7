"""Work on meshes of quadrilaterals: refine, smooth, find normals.

Goes in: points in dm and indices of points. Comes out: arrays of points, and sparse matrices that make them.
Must not know bodies, clothes, postures or cameras.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

MIRROR: Array = np.diag([-1.0, 1.0, 1.0])  # left to right


def about_x(degrees: float) -> Array:
    """Turn about the x axis, from y to z."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def about_y(degrees: float) -> Array:
    """Turn about the y axis, from z to x."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def about_z(degrees: float) -> Array:
    """Turn about the z axis, from x to y."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def unit(vector: ArrayLike) -> Array:
    """Make a vector one long."""
    v = np.asarray(vector, dtype=np.float64)
    return np.asarray(v / np.linalg.norm(v))


def smoothstep(x: Array, start: float, end: float) -> Array:
    """Rise from 0 at `start` to 1 at `end`, level at both."""
    t = np.clip((x - start) / (end - start), 0, 1)
    return np.asarray(t * t * (3 - 2 * t))


@dataclass(frozen=True, kw_only=True, eq=False)
class Mesh:
    """A coarse mesh that is posed, and what refines it: n control points give m vertices, in canonical rest space."""

    control: Array  # (n,3) dm
    quads: Ints  # (q,4) of control points
    weights: Array  # (n, bones): how much a control point follows each bone
    subdivision: sp.csr_matrix  # (m,n)
    triangles: Ints  # (k,3) of the refined vertices
    fine_weights: Array  # (m, bones)
    average: sp.csr_matrix  # (n,n): gives for each control point the mean of its neighbours


def refined_mesh(control: Array, quads: Ints, weights: Array, levels: int) -> Mesh:
    """Prepare a coarse mesh for `levels` rounds of refinement."""
    subdivision, fine = sp.identity(len(control), format="csr"), quads
    for _ in range(levels):
        step, fine = catmull_clark(subdivision.shape[0], fine)
        subdivision = step @ subdivision
    return Mesh(
        control=control,
        quads=quads,
        weights=weights,
        subdivision=subdivision,
        triangles=triangles(fine),
        fine_weights=subdivision @ weights,
        average=neighbour_average(quads, len(control)),
    )


def catmull_clark(count: int, quads: Ints) -> tuple[sp.csr_matrix, Ints]:
    """Give the matrix of one round of Catmull-Clark refinement of `count` points, and the new quads.

    The new points are: the old ones moved, then one for each edge, then one for each quad.
    """
    edges, edge_of = _edges(quads)
    border = np.bincount(edge_of.ravel(), minlength=len(edges)) != 2
    face_points = _scatter(np.arange(len(quads)), quads, (len(quads), count)) * 0.25
    edge_middles = _scatter(np.arange(len(edges)), edges, (len(edges), count)) * 0.5
    beside = _scatter(edge_of, np.arange(len(quads)), (len(edges), len(quads)))
    edge_points = (
        sp.diags(np.where(border, 1.0, 0.5)) @ edge_middles
        + sp.diags(np.where(border, 0.0, 0.25)) @ beside @ face_points
    )
    moved = _moved_points(count, quads, edges, border, face_points, edge_middles)
    return sp.vstack([moved, edge_points, face_points]).tocsr(), _split_quads(count, len(edges), quads, edge_of)


def _edges(quads: Ints) -> tuple[Ints, Ints]:
    """List the edges (e,2) in the order in which the quads meet them, and the edge on each side of each quad (q,4)."""
    sides = np.sort(np.stack([quads, np.roll(quads, -1, axis=1)], axis=-1).reshape(-1, 2), axis=1)
    _, first, inverse = np.unique(sides, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return sides[first[order]], place[inverse.reshape(quads.shape)]


def _scatter(rows: Ints, columns: Ints, shape: tuple[int, int]) -> sp.csr_matrix:
    """Put ones at (row, column); the shorter of the two is repeated along its rows."""
    if rows.ndim < columns.ndim:
        rows = np.repeat(rows[:, None], columns.shape[1], axis=1)
    if columns.ndim < rows.ndim:
        columns = np.repeat(columns[:, None], rows.shape[1], axis=1)
    return sp.csr_matrix((np.ones(rows.size), (rows.ravel(), columns.ravel())), shape=shape)


def _moved_points(
    count: int, quads: Ints, edges: Ints, border: Mask, face_points: sp.csr_matrix, edge_middles: sp.csr_matrix
) -> sp.csr_matrix:
    """Move the old points: inside as Catmull and Clark say, along an open border as a cubic spline."""
    valence = np.maximum(np.bincount(edges.ravel(), minlength=count), 1).astype(float)
    faces_about = np.maximum(np.bincount(quads.ravel(), minlength=count), 1)
    face_mean = sp.diags(1 / faces_about) @ _scatter(quads, np.arange(len(quads)), (count, len(quads))) @ face_points
    edge_mean = sp.diags(1 / valence) @ _scatter(edges, np.arange(len(edges)), (count, len(edges))) @ edge_middles
    inside = sp.diags(1 / valence) @ face_mean + sp.diags(2 / valence) @ edge_mean + sp.diags((valence - 3) / valence)
    rim = edges[border]
    neighbours = _scatter(rim[:, 0], rim[:, 1], (count, count)) + _scatter(rim[:, 1], rim[:, 0], (count, count))
    along = 0.125 * neighbours + 0.75 * sp.identity(count, format="csr")
    on_rim = np.zeros(count)
    on_rim[rim.ravel()] = 1
    return sp.diags(1 - on_rim) @ inside + sp.diags(on_rim) @ along


def _split_quads(count: int, edge_count: int, quads: Ints, edge_of: Ints) -> Ints:
    """Cut each quad in four, one at each of its corners."""
    middle = count + edge_count + np.arange(len(quads))
    corners = [
        np.stack([quads[:, k], count + edge_of[:, k], middle, count + edge_of[:, k - 1]], axis=1) for k in range(4)
    ]
    return np.asarray(np.stack(corners, axis=1).reshape(-1, 4))


def triangles(quads: Ints) -> Ints:
    """Cut each quad in two triangles: first all first halves, then all second ones."""
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def vertex_normals(vertices: Array, triangles: Ints) -> Array:
    """Give the outward normal at each vertex (n,3): the mean over its triangles, by area."""
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    normals = np.cross(b - a, c - a)
    corners = triangles.ravel()
    sums = np.stack(
        [np.bincount(corners, np.repeat(normals[:, k], 3), minlength=len(vertices)) for k in range(3)], axis=1
    )
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9))


def neighbour_average(quads: Ints, count: int) -> sp.csr_matrix:
    """Give the matrix (count, count) that puts at each point the mean of its neighbours along edges."""
    edges, _ = _edges(quads)
    touching = _scatter(edges[:, 0], edges[:, 1], (count, count)) + _scatter(edges[:, 1], edges[:, 0], (count, count))
    return sp.diags(1 / np.maximum(np.asarray(touching.sum(axis=1)).ravel(), 1)) @ touching


def relax(vertices: Array, average: sp.csr_matrix, weight: Array, rounds: int, pull: float = 0.6) -> Array:
    """Smooth a surface: draw each vertex towards the mean of its neighbours, as far as its weight (n,) tells."""
    share = pull * weight[:, None]
    for _ in range(rounds):
        vertices = vertices + share * (average @ vertices - vertices)
    return vertices
