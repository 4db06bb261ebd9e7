"""Draw the lines of things: straight where they can be, with sharp corners.

Goes in: cracks between things, and edges told in the world. Comes out: path data. Must not know figures or exercises.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from scipy.ndimage import median_filter

from booklet.figures.curves import UNITS, fit, length_along, path_of, smooth, straight_path, stretches
from booklet.figures.labels import FIRST_PROP
from booklet.figures.mesh import Array, Ints, Mask
from booklet.figures.raster import Buffer, Camera, project

CORNER = 28.0  # degrees: a line that turns more than this has a corner
STRAIGHT = 1.3  # px by which a straight line may be off
ROUND, TOLERANCE = 6.0, 1.1  # px: how much a bent part is smoothed, and by how much its curve may be off
SHORTEST = 4  # px
BEHIND, COVERED = 0.03, 0.06  # dm behind what is seen: for any pixel near an edge, and for a figure right over it


def crack_path(points: Array, units: float) -> str:
    """Draw a line along cracks (n,2), px, straight where it can be and round between corners; `units` in a px."""
    if len(points) < 3:
        return ""
    if np.allclose(points[0], points[-1]):  # begin a ring at its farthest point, which is a corner if it has any
        first = int(np.linalg.norm(points - points.mean(axis=0), axis=1).argmax())
        points = np.concatenate([points[first:-1], points[: first + 1]])
    kept = _kept_corners(points)
    sharp = [0, *(k for k in range(1, len(kept) - 1) if _turns(points[kept[k - 1 : k + 2]])), len(kept) - 1]
    curves: list[Array] = []
    for start, end in pairwise(sharp):
        piece = points[kept[start] : kept[end] + 1]
        if end - start == 1:
            curves.append(np.array([piece[0], piece[0], piece[-1], piece[-1]]))
        else:
            curves += fit(smooth(piece, ROUND), TOLERANCE)
    return path_of(curves, units)


def _kept_corners(points: Array) -> list[int]:
    """Find the points that a row of straight lines needs (Douglas and Peucker)."""
    kept, open_parts = {0, len(points) - 1}, [(0, len(points) - 1)]
    while open_parts:
        start, end = open_parts.pop()
        if end - start < 2:
            continue
        chord, away = points[end] - points[start], points[start + 1 : end] - points[start]
        length = float(np.linalg.norm(chord))
        off = np.abs(away[:, 0] * chord[1] - away[:, 1] * chord[0]) / length if length > 1e-9 else np.hypot(*away.T)
        farthest = int(off.argmax())
        if off[farthest] > STRAIGHT:
            middle = farthest + start + 1
            kept.add(middle)
            open_parts += [(start, middle), (middle, end)]
    return sorted(kept)


def _turns(corner: Array) -> bool:
    """Tell whether a line makes a corner at the middle one of three points."""
    one, other = corner[1] - corner[0], corner[2] - corner[1]
    cosine = one @ other / max(float(np.linalg.norm(one) * np.linalg.norm(other)), 1e-9)
    return bool(np.degrees(np.arccos(np.clip(cosine, -1, 1))) > CORNER)


def edge_paths(edges: Iterable[Array], camera: Camera, buffer: Buffer) -> str:
    """Draw edges (n,3) in the world as far as nothing covers them."""
    units = UNITS / camera.scale
    paths = []
    for edge in edges:
        corners = project(camera, edge)
        along = length_along(corners[:, :2])
        if along[-1] < 2:
            continue
        walked = np.linspace(0, along[-1], int(along[-1]) + 2)
        row = np.stack([np.interp(walked, along, corners[:, k]) for k in range(3)], axis=1)
        for start, end in stretches(_visible(row, camera, buffer)):
            if end - start > SHORTEST:
                inner = corners[(along > walked[start]) & (along < walked[end - 1]), :2]
                whole = np.concatenate([row[start : start + 1, :2], inner, row[end - 1 : end, :2]])
                paths.append(straight_path(whole, units))
    return "".join(paths)


def _visible(row: Array, camera: Camera, buffer: Buffer) -> Mask:
    """Tell which points (n,3) of an edge nothing covers."""

    def pixels(dx: int, dy: int) -> tuple[Ints, Ints]:
        x = np.clip((row[:, 0] + dx).astype(int), 0, camera.width - 1)
        return np.clip((row[:, 1] + dy).astype(int), 0, camera.height - 1), x

    near = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    seen = np.any([buffer.depth[pixels(*step)] - row[:, 2] < BEHIND for step in near], axis=0)
    here = pixels(0, 0)
    figure = (buffer.label[here] > 0) & (buffer.label[here] < FIRST_PROP)
    # An edge that is seen has a face beside it; one in a gap that tidying closed has none.
    beside = np.any([buffer.label[pixels(2 * dx, 2 * dy)] >= FIRST_PROP for dx, dy in near], axis=0)
    seen &= ~(figure & ((buffer.depth[here] - row[:, 2] > COVERED) | ~beside))
    return np.asarray(median_filter(seen.astype(np.uint8), 5) > 0) if len(row) > 7 else seen
