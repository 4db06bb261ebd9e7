"""Tell which strokes make a face: brows, eyes, nose, smile, jaw, ears and glasses.

Goes in: a character, and how far its head is turned away. Comes out: strokes on its head at rest, in dm.
Must not know postures, cameras or SVG.

Strokes are told in canonical rest space, laid on the neutral head, and carried to other heads by the mean displacement
of the skin near them. As draughtsmen do, a turned face is helped: its smile reaches further round the near cheek, and
its near eye stands further back, or neither would be seen in profile.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.spatial import cKDTree

from booklet.content.pose_records import Character
from booklet.figures.anatomy import load_body, load_mesh
from booklet.figures.curves import resampled
from booklet.figures.mesh import MIRROR, Array, unit

HEAD_FROM = 6.0  # height in canonical rest space, dm
BROW, THIN_BROW, LID, LASH, NOSE, MOUTH, EAR, FRAME, JAW = 0.07, 0.048, 0.03, 0.05, 0.05, 0.065, 0.06, 0.045, 0.08  # dm
EYE = np.array([0.315, 7.385, 1.43])
EYE_IN_PROFILE = np.array([0.06, 0, -0.08])  # how far the near eye is moved
EYE_ACROSS = unit([0.88, 0, -0.47])  # the eye lies in a plane that turns away from the middle of the face
MOUTH_HALF, MOUTH_ROUND = 0.21, 0.21  # dm: half a mouth, and how much longer its near half is in profile
MOUTH_HEIGHT, SMILE, SMILE_ROUND = 6.635, 0.065, 0.05  # dm: the middle, and how far the corners rise above it
NOSTRIL_HALF = 0.13  # dm
COVERED_EARS = ("scarf", "bob")
BEFORE = np.array([0, 0, 0.02])  # dm: just off the skin

# The lower rim of the left half of the jaw, (z, y) from below the ear to the chin.
JAW_RIM = ((0.50, 6.72), (0.60, 6.58), (0.76, 6.44), (0.95, 6.34), (1.12, 6.285), (1.27, 6.26), (1.36, 6.245))
CHIN = ((0.0, 6.235, 1.40),)


@dataclass(frozen=True, kw_only=True, eq=False)
class Stroke:
    """A stroke on a head: points (n,3) at rest and its width, dm."""

    points: Array
    width: float
    kind: str = "line"  # line; eye: a filled ellipse with this rim; jaw: thins out, and stays off the outline


@lru_cache(maxsize=128)
def strokes_of(character: Character, aside: float, near: int) -> tuple[Stroke, ...]:
    """Give the strokes on somebody's head.

    `aside` tells how far the face is turned away, from 0 (towards us) to 1 (in profile); `near` which half is nearer:
    1 the left one, -1 the right one.
    """
    head, changed = _head(), _changed_head(character.body)
    tree = cKDTree(head)

    def carried(points: Array) -> Array:
        return np.asarray(points + (changed - head)[tree.query(points, 6)[1]].mean(axis=1))

    found = []
    for stroke in _canonical(character, aside):
        points = stroke.points if near > 0 else stroke.points @ MIRROR
        middle = points.mean(axis=0, keepdims=True)
        # An eye keeps its shape on every head.
        points = points + carried(middle) - middle if stroke.kind == "eye" else carried(points)
        found.append(replace(stroke, points=points))
    return tuple(found)


def _canonical(character: Character, aside: float) -> list[Stroke]:
    """Give the strokes on the neutral head when its left half is the nearer one."""
    brow = THIN_BROW if character.thin_brows else BROW
    near_eye, far_eye = EYE + EYE_IN_PROFILE * aside, EYE @ MIRROR
    found = [
        *_both(_on_front(_bow((0.15, 7.655), (0.50, 7.60), 0.05)) + BEFORE, brow),
        Stroke(points=_ring(near_eye, 0.068, 0.088, 16) + BEFORE, width=LID, kind="eye"),
        Stroke(points=_ring(far_eye, 0.068, 0.088, 16, -1) + BEFORE, width=LID, kind="eye"),
        Stroke(points=_mouth(aside), width=MOUTH),
        Stroke(points=_nostrils(aside), width=NOSE),
        Stroke(points=_jaw(), width=JAW, kind="jaw"),
    ]
    if character.hair not in COVERED_EARS:
        found += _both(_ear(), EAR)
    if character.lashes:
        found += _both(_on_front(_bow((0.37, 7.455), (0.47, 7.50), -0.01)) + BEFORE * 1.5, LASH)
    if character.glasses:
        found += _glasses(near_eye, far_eye)
    return found


def _both(points: Array, width: float) -> list[Stroke]:
    return [Stroke(points=points, width=width), Stroke(points=points @ MIRROR, width=width)]


def _mouth(aside: float) -> Array:
    """Draw a calm smile; in profile it reaches round the near cheek."""
    near = MOUTH_HALF + MOUTH_ROUND * aside
    across = np.linspace(-MOUTH_HALF, near, 21)
    rise = np.where(
        across < 0, SMILE * (across / MOUTH_HALF) ** 2, (SMILE + SMILE_ROUND * aside) * (across / near) ** 2
    )
    return np.asarray(_on_front(np.stack([across, MOUTH_HEIGHT + rise], axis=1)) + BEFORE)


def _nostrils(aside: float) -> Array:
    """Draw the base of the nose; in profile its far half would be a blot on the outline."""
    bow = _bow((-NOSTRIL_HALF * (1 - aside), 6.93), (NOSTRIL_HALF + 0.03 * aside, 6.93), -0.03)
    return np.asarray(_on_front(bow) + BEFORE)


def _jaw() -> Array:
    """Draw the rim of the jaw from ear to ear."""
    left = _on_side(np.array(JAW_RIM))
    rim = np.concatenate([left, np.array(CHIN), (left @ MIRROR)[::-1]])
    return _rounded(rim, 60)


def _ear() -> Array:
    rim = ((0.17, 7.03), (0.09, 7.16), (0.03, 7.36), (0.03, 7.55), (0.12, 7.66), (0.26, 7.66), (0.34, 7.54))
    return np.asarray(_rounded(_on_side(np.array((*rim, (0.33, 7.40))))) + np.array([0.04, 0, 0]))


def _glasses(near_eye: Array, far_eye: Array) -> list[Stroke]:
    away = np.array([-0.01, -0.01, 0.10])
    rings = (_ring(near_eye + away, 0.185, 0.155, 40), _ring(far_eye + away @ MIRROR, 0.185, 0.155, 40, -1))
    arm = np.array([(0.49, 7.42, 1.40), (0.62, 7.43, 1.15), (0.76, 7.44, 0.75), (0.80, 7.47, 0.42)])
    bridge = np.array([(-0.13, 7.40, 1.66), (0, 7.43, 1.72), (0.13, 7.40, 1.66)])
    lines = (*rings, _rounded(arm), _rounded(arm @ MIRROR), _rounded(bridge))
    return [Stroke(points=line, width=FRAME) for line in lines]


def _ring(middle: Array, across: float, upward: float, count: int, side: int = 1) -> Array:
    """Draw an ellipse round an eye on the left (1) or right (-1) side."""
    turn = np.linspace(0, 2 * np.pi, count)[:, None]
    outward = EYE_ACROSS * np.array([side, 1, 1])
    return np.asarray(middle + outward * across * np.cos(turn) + np.array([0, upward, 0]) * np.sin(turn))


def _bow(start: tuple[float, float], end: tuple[float, float], sag: float) -> Array:
    """Draw a bow (15,2) from start to end that stands off by `sag`."""
    share = np.linspace(0, 1, 15)[:, None]
    first, chord = np.array(start), np.subtract(end, start)
    aside = np.array([-chord[1], chord[0]]) / np.linalg.norm(chord)
    return np.asarray(first + chord * share + 4 * share * (1 - share) * sag * aside)


def _rounded(points: Array, count: int = 24) -> Array:
    """Make a smooth row (count,3) of a few points; its ends stay."""
    row = resampled(points, count)
    row[1:-1] = gaussian_filter1d(row, count / 16, axis=0, mode="nearest")[1:-1]
    return row


@lru_cache(maxsize=1)
def _head() -> Array:
    mesh = load_mesh("body")
    return np.asarray(mesh.subdivision @ mesh.control)


@lru_cache(maxsize=8)
def _changed_head(body: str) -> Array:
    return np.asarray(load_mesh("body").subdivision @ load_body(body).control["body"])


def _on_front(points: Array) -> Array:
    """Lay points (n,2), x and y, on the front of the head."""
    return _laid(points, (0, 1, 2))


def _on_side(points: Array) -> Array:
    """Lay points (n,2), z and y, on the left side of the head."""
    return _laid(points, (2, 1, 0))


def _laid(points: Array, axes: tuple[int, int, int]) -> Array:
    """Shoot points along the third axis onto the outermost triangle of the head; leave out those that miss."""
    head, triangles = _head(), load_mesh("body").triangles
    corners = head[triangles[(head[:, 1] > HEAD_FROM)[triangles].all(axis=1)]]
    first, second, depth = (corners[:, :, axis] for axis in axes)
    (x0, x1, x2), (y0, y1, y2) = first.T, second.T
    area = (y1 - y2) * (x0 - x2) + (x2 - x1) * (y0 - y2)
    area = np.where(np.abs(area) < 1e-12, 1e-12, area)
    laid = []
    for u, v in points:
        one = ((y1 - y2) * (u - x2) + (x2 - x1) * (v - y2)) / area
        two = ((y2 - y0) * (u - x2) + (x0 - x2) * (v - y2)) / area
        three = 1 - one - two
        inside = (one >= -1e-6) & (two >= -1e-6) & (three >= -1e-6)
        if inside.any():
            heights = one * depth[:, 0] + two * depth[:, 1] + three * depth[:, 2]
            point = np.zeros(3)
            point[list(axes)] = u, v, float(heights[inside].max())
            laid.append(point)
    return np.array(laid)
