"""Tidy what the camera sees, as a draughtsman would: fingers together, no slivers, no specks.

Goes in: a buffer. Comes out: a buffer in which every part is large enough to be drawn. Must not know lines.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from booklet.figures.anatomy import canon
from booklet.figures.labels import FIRST_PROP, SKIN
from booklet.figures.mesh import Array, Ints, Mask
from booklet.figures.raster import Buffer

Bytes = NDArray[np.uint8]

FINGER_GAP = 0.085  # dm: narrower gaps between fingers are closed, or they fill up with ink at 45 mm
FIST_HOLE = 0.08  # dm2: what is seen through a closed hand
SLIVER = 0.05  # dm: half the width of what is too thin to show
SPECK = 0.03  # dm2
COLLAR_SPECK = 0.16  # dm2: bits of neck that show between collar and hair
FACE_FROM, FACE_FRONT, FACE_HALF = 6.15, 0.75, 0.75  # dm, canonical rest space: chin, ears, cheeks
HAND_LENGTH = 3.0  # dm: more than the longest finger reaches from the wrist


def tidy(buffer: Buffer, scale: float) -> Buffer:
    """Close gaps between fingers and give slivers and specks to their neighbours; `scale` in px per dm."""
    return without_slivers(with_mittens(buffer, scale), scale)


def hand_mask(buffer: Buffer) -> Mask:
    """Find the pixels that show a hand."""
    body = canon()
    skin = (buffer.label % 10 == SKIN) & (buffer.label < FIRST_PROP) & (buffer.label > 0)
    rest = np.where(skin[..., None], buffer.rest, 0)
    rest[..., 0] = np.abs(rest[..., 0])
    along = (rest - body.wrist) @ body.hand
    near = np.linalg.norm(rest - body.wrist, axis=-1) < HAND_LENGTH
    return np.asarray(skin & (along > 0.1) & (along < HAND_LENGTH) & near)


def face_mask(buffer: Buffer) -> Mask:
    """Find the pixels that show the front of a face."""
    skin = (buffer.label % 10 == SKIN) & (buffer.label < FIRST_PROP) & (buffer.label > 0)
    side, height, front = np.moveaxis(buffer.rest, -1, 0)
    return np.asarray(skin & (height > FACE_FROM) & (front > FACE_FRONT) & (np.abs(side) < FACE_HALF))


def disc(radius: int) -> Bytes:
    """Make a round brush, px."""
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)))


def with_mittens(buffer: Buffer, scale: float) -> Buffer:
    """Close the gaps between fingers."""
    hands = hand_mask(buffer)
    radius = round(FINGER_GAP * scale)
    room = 2 * radius
    padded = np.pad(hands.astype(np.uint8), room)
    closed = cv2.morphologyEx(padded, cv2.MORPH_CLOSE, disc(radius))[room:-room, room:-room] > 0
    nearest = distance_transform_edt(~hands, return_distances=False, return_indices=True)
    # What lies before the hand stays: the leg it reaches behind, the stick it holds.
    behind = (buffer.label == 0) | (buffer.depth < buffer.depth[nearest[0], nearest[1]])
    wanted = closed & ~hands & behind
    wanted |= _islands_up_to((~(hands | wanted)).astype(np.uint8), FIST_HOLE * scale**2)
    return _taken(buffer, wanted, nearest)


def _islands_up_to(mask: Bytes, area: float) -> Mask:
    """Find the islands of a mask that are no larger than an area, px."""
    _, islands, measures, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    small = measures[:, cv2.CC_STAT_AREA] <= area
    small[0] = False
    return np.asarray(small[islands])


def without_slivers(buffer: Buffer, scale: float) -> Buffer:
    """Give what is too thin or too small to draw to its nearest neighbour."""
    bad = np.zeros(buffer.label.shape, dtype=bool)
    brush = disc(max(1, round(SLIVER * scale)))
    for label in np.unique(buffer.label).tolist():
        part = _surroundings(buffer.label == label)
        mask = (buffer.label[part] == label).astype(np.uint8)
        if label > 0:
            bad[part] |= (mask > 0) & ~(cv2.morphologyEx(mask, cv2.MORPH_OPEN, brush) > 0)
        bad[part] |= _specks(buffer.rest[part], mask, label, scale)
    nearest = distance_transform_edt(bad, return_distances=False, return_indices=True)
    # Slivers become part of a figure or thing, never holes.
    given = bad & (buffer.label[nearest[0], nearest[1]] > 0)
    return _taken(buffer, given, nearest)


def _surroundings(mask: Mask) -> tuple[slice, slice]:
    """Cut out the part of a picture that holds all true pixels: most labels take up little of it."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def _specks(rest: Array, mask: Bytes, label: int, scale: float) -> Mask:
    """Find the islands of one label that are too small to draw."""
    found = np.zeros(mask.shape, dtype=bool)
    count, islands, measures, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    for island in range(1, count):
        area = measures[island, cv2.CC_STAT_AREA] / scale**2
        if area < SPECK or (
            label % 10 == SKIN and label < FIRST_PROP and area < COLLAR_SPECK and _in_collar(rest[islands == island])
        ):
            found |= islands == island
    return found


def _in_collar(island: Array) -> bool:
    middle = island.mean(axis=0)
    return bool(5.2 < middle[1] < 6.3 and abs(middle[0]) < 1.6)


def _taken(buffer: Buffer, wanted: Mask, source: Ints) -> Buffer:
    """Give each wanted pixel what its source (2,h,w) shows."""
    label, rest, depth = buffer.label.copy(), buffer.rest.copy(), buffer.depth.copy()
    from_where = source[0][wanted], source[1][wanted]
    label[wanted], rest[wanted], depth[wanted] = label[from_where], rest[from_where], depth[from_where]
    return replace(buffer, label=label, rest=rest, depth=depth)
