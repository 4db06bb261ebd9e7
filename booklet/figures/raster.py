"""Look at a scene from one side: turn meshes into pixels that know what they show.

Goes in: posed meshes with labels, and a camera. Comes out: a buffer with, for each pixel, what is nearest: its label,
where it is on the resting body, and how deep it lies. Must not know bodies, clothes or lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numba import njit

from booklet.figures.mesh import Array, Ints, Mask, about_x, about_y

SCALE = 80.0  # pixels per dm: a line of .3 mm on paper is some ten pixels wide
FAR_AWAY = 1e6  # the rest position of pixels that show nothing, dm


@dataclass(frozen=True, kw_only=True, eq=False)
class Camera:
    """An orthographic camera: `turn` takes the world to right, up, nearer; the frame is in dm on the paper."""

    turn: Array  # (3,3)
    low: Array  # (2,) left, bottom
    high: Array  # (2,) right, top
    scale: float = SCALE

    @property
    def width(self) -> int:
        """The width of the frame in pixels."""
        return int(np.ceil((self.high[0] - self.low[0]) * self.scale))

    @property
    def height(self) -> int:
        """The height of the frame in pixels."""
        return int(np.ceil((self.high[1] - self.low[1]) * self.scale))


@dataclass(frozen=True, kw_only=True, eq=False)
class Item:
    """A mesh to look at: n vertices and k triangles."""

    name: str
    vertices: Array  # (n,3) dm
    triangles: Ints  # (k,3)
    labels: Ints  # (k,)
    rest: Array  # (n,3) where each vertex is on the resting body, dm; shifted by material
    keep: Array  # (n,) what is below 0 is cut away
    limbs: Array  # (n,2) share of a limb that is turned away; height on the resting shoe


@dataclass(frozen=True, kw_only=True, eq=False)
class Buffer:
    """What the camera sees, pixel by pixel."""

    label: Ints  # (h,w) 0 where nothing is
    rest: Array  # (h,w,3)
    depth: Array  # (h,w) dm, larger is nearer
    limbs: Array  # (h,w,2)

    @property
    def filled(self) -> Mask:
        """The pixels that show something."""
        return np.asarray(self.label > 0)


def aim(azimuth: float, elevation: float, scale: float = SCALE) -> Camera:
    """Point a camera: degrees round the figure (0 front) and above the horizon; its frame is still empty."""
    return Camera(turn=about_x(elevation) @ about_y(-azimuth), low=np.zeros(2), high=np.zeros(2), scale=scale)


def on_paper(camera: Camera, points: Array) -> Array:
    """Give where points (n,3) are on the paper, (n,2) dm, before any frame."""
    return np.asarray((points @ camera.turn.T)[:, :2])


def with_frame(camera: Camera, low: Array, high: Array) -> Camera:
    """Give the camera this frame."""
    return replace(camera, low=low, high=high)


def project(camera: Camera, points: Array) -> Array:
    """Give columns, rows (px) and depth (dm, larger is nearer) of points (n,3)."""
    seen = np.atleast_2d(points) @ camera.turn.T
    return np.stack(
        [(seen[:, 0] - camera.low[0]) * camera.scale, (camera.high[1] - seen[:, 1]) * camera.scale, seen[:, 2]], axis=1
    )


def rasterise(camera: Camera, items: Sequence[Item]) -> Buffer:
    """Look at items through a camera."""
    height, width = camera.height, camera.width
    depth = np.full((height, width), -1e9)
    owner = np.full((height, width), -1, dtype=np.int64)
    shares = np.zeros((height, width, 3))
    first_vertex, first_triangle, corners = 0, 0, []
    for item in items:
        pixels = project(camera, item.vertices)
        _fill(pixels, item.triangles, first_triangle, np.ascontiguousarray(item.keep), depth, owner, shares)
        corners.append(item.triangles + first_vertex)
        first_vertex += len(item.vertices)
        first_triangle += len(item.triangles)
    seen = owner >= 0
    meeting = np.concatenate(corners)[owner[seen]]

    def spread(values: Array, empty: float) -> Array:
        """Give each pixel the mean of the three corners of its triangle."""
        picture = np.full((height, width, values.shape[1]), empty)
        picture[seen] = (values[meeting] * shares[seen][:, :, None]).sum(axis=1)
        return picture

    label = np.zeros((height, width), dtype=np.int64)
    label[seen] = np.concatenate([item.labels for item in items])[owner[seen]]
    return Buffer(
        label=label,
        rest=spread(np.concatenate([item.rest for item in items]), FAR_AWAY),
        depth=depth,
        limbs=spread(np.concatenate([item.limbs for item in items]), 0.0),
    )


@njit(cache=True)
def _fill(pixels: Array, triangles: Ints, first: int, keep: Array, depth: Array, owner: Ints, shares: Array) -> None:
    """Fill triangles into the buffer where they are nearest; leave out what `keep` cuts away."""
    height, width = depth.shape
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        if keep[a] < 0 and keep[b] < 0 and keep[c] < 0:
            continue
        x0, y0, x1, y1, x2, y2 = pixels[a, 0], pixels[a, 1], pixels[b, 0], pixels[b, 1], pixels[c, 0], pixels[c, 1]
        area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        if abs(area) < 1e-12:
            continue
        left, right = max(0, int(np.ceil(min(x0, x1, x2) - 0.5))), min(width - 1, int(np.floor(max(x0, x1, x2) - 0.5)))
        top, low = max(0, int(np.ceil(min(y0, y1, y2) - 0.5))), min(height - 1, int(np.floor(max(y0, y1, y2) - 0.5)))
        for y in range(top, low + 1):
            py = y + 0.5
            for x in range(left, right + 1):
                px = x + 0.5
                w1 = ((px - x0) * (y2 - y0) - (x2 - x0) * (py - y0)) / area
                w2 = ((x1 - x0) * (py - y0) - (px - x0) * (y1 - y0)) / area
                w0 = 1 - w1 - w2
                if w0 < -1e-9 or w1 < -1e-9 or w2 < -1e-9:
                    continue
                if w0 * keep[a] + w1 * keep[b] + w2 * keep[c] < 0:
                    continue
                z = w0 * pixels[a, 2] + w1 * pixels[b, 2] + w2 * pixels[c, 2]
                if z > depth[y, x]:
                    depth[y, x] = z
                    owner[y, x] = first + t
                    shares[y, x, 0], shares[y, x, 1], shares[y, x, 2] = w0, w1, w2
