"""Draw the lines of a figure: heavy outside, lighter within, thinning out where they end in nothing.

Goes in: chains of cracks and what the camera saw. Comes out: SVG elements. Must not know meshes, postures or files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from scipy.ndimage import distance_transform_edt, gaussian_filter1d, median_filter

from booklet.figures.chains import Chain, degrees, join
from booklet.figures.clean import face_mask, hand_mask
from booklet.figures.cracks import Crack
from booklet.figures.curves import UNITS, curve_path, smooth, stroked, tapered_path
from booklet.figures.edges import crack_path
from booklet.figures.labels import FIRST_PROP, SHIRT, SKIN
from booklet.figures.mesh import Array, Ints, Mask
from booklet.figures.palette import Weights
from booklet.figures.raster import Buffer, Camera
from booklet.figures.wardrobe import REST_SHIFT

ROUNDNESS = 0.075  # dm: by how much the staircase of pixels is smoothed
TOLERANCE = 0.45  # px by which a curve may be off
NEAR_OUTLINE = 0.07  # dm: inner lines this close to the outline would make it double
FACE_ROUNDNESS = 0.5  # of that, in a face
HAND_SPECK, HAND_RING = 0.45, 1.6  # dm: shorter lines and rings within a hand are not drawn
COLLAR_CURL = 0.62  # dm: shorter lines inside the collar are curls of cloth
OVERLAP_ON_SKIN = 0.85  # skin on skin has a finer line
SHORTEST = 8  # px: shorter stretches of one kind are not drawn


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheet:
    """What all lines of one drawing need."""

    camera: Camera
    buffer: Buffer
    hands: Mask  # (h,w) the pixels in and just round hands
    faces: Mask  # the same for faces
    inward: Array  # (h,w) distance to the outline of the figure, dm
    weights: Weights
    palette: Mapping[str, str]

    @property
    def units(self) -> float:
        """SVG units in a pixel."""
        return UNITS / self.camera.scale


def sheet_of(camera: Camera, buffer: Buffer, weights: Weights, palette: Mapping[str, str]) -> Sheet:
    """Find out what the lines of a drawing need."""
    figure = (buffer.label > 0) & (buffer.label < FIRST_PROP)
    inward = distance_transform_edt(np.pad(figure, 1))[1:-1, 1:-1] / camera.scale
    return Sheet(
        camera=camera,
        buffer=buffer,
        hands=_with_border(hand_mask(buffer)),
        faces=_with_border(face_mask(buffer)),
        inward=inward,
        weights=weights,
        palette=palette,
    )


def _with_border(mask: Mask) -> Mask:
    return np.asarray(cv2.dilate(mask.astype(np.uint8), np.ones((5, 5))) > 0)


def line_elements(sheet: Sheet, lines: Sequence[Chain]) -> list[str]:
    """Draw all lines: things under the figure, thin under thick, free ends last."""
    degree = degrees(lines)
    strokes: dict[tuple[str, float], list[str]] = {}
    tapered: list[str] = []
    for line in join(lines):
        free = tuple(not line.closed and degree.get(node, 0) == 1 for node in (line.nodes[0], line.nodes[-1]))
        if _is_collar_curl(sheet, line) or ((line.closed or any(free)) and _is_speck_in_hand(sheet, line)):
            continue
        if np.mean(np.array(line.kinds) == Crack.THING) > 0.5:
            points = np.array(line.nodes, dtype=np.float64)
            strokes.setdefault(("prop-line", sheet.weights.prop), []).append(crack_path(points, sheet.units))
            continue
        _draw_line(sheet, line, (free[0], free[1]), strokes, tapered)
    order = sorted(strokes, key=lambda key: (key[0] == "line", key[1]))
    found = [stroked("".join(strokes[key]), key[1], sheet.palette[key[0]]) for key in order if "".join(strokes[key])]
    if tapered:
        found.append(f'<path d="{"".join(tapered)}" fill="{sheet.palette["line"]}"/>')
    return found


def _is_collar_curl(sheet: Sheet, line: Chain) -> bool:
    """Tell whether a short line lies inside the collar, where cloth curls."""
    if len(line.nodes) >= COLLAR_CURL * sheet.camera.scale or np.mean(np.array(line.kinds) != Crack.OUTLINE) <= 0.5:
        return False
    x, y = line.nodes[len(line.nodes) // 2]
    y, x = min(y, sheet.camera.height - 1), min(x, sheet.camera.width - 1)
    label = sheet.buffer.label[y, x]
    rest = sheet.buffer.rest[y, x] - (REST_SHIFT["shirt"] if label % 10 == SHIRT else 0)
    return bool(label < FIRST_PROP and 5.2 < rest[1] < 6.15 and 0.35 < abs(rest[0]) < 1.6)


def _is_speck_in_hand(sheet: Sheet, line: Chain) -> bool:
    """Tell whether a short line or a small ring lies between fingers: at this size it would be a blot."""
    shortest = HAND_RING if line.closed else HAND_SPECK
    if len(line.nodes) >= shortest * sheet.camera.scale or Crack.OUTLINE in line.kinds:
        return False
    x, y = np.array(line.nodes).T
    inside = sheet.hands[np.minimum(y, sheet.camera.height - 1), np.minimum(x, sheet.camera.width - 1)]
    return bool(inside.mean() > 0.8)


def _rounded(sheet: Sheet, line: Chain) -> Array:
    """Smooth a line, less in a face: nose, lips and chin have to be told apart."""
    nodes = np.array(line.nodes, dtype=np.float64)
    sigma = ROUNDNESS * sheet.camera.scale
    usual = smooth(nodes, sigma)
    face = sheet.faces[_pixels(sheet, usual)]
    if not face.any():
        return usual
    share = gaussian_filter1d(face.astype(np.float64), sigma, mode="wrap" if line.closed else "nearest")[:, None]
    return np.asarray(usual * (1 - share) + smooth(nodes, sigma * FACE_ROUNDNESS) * share)


def _pixels(sheet: Sheet, points: Array) -> tuple[Ints, Ints]:
    """Give the row and column in which each point (n,2) lies."""
    x = np.clip(points[:, 0].astype(int), 0, sheet.camera.width - 1)
    return np.clip(points[:, 1].astype(int), 0, sheet.camera.height - 1), x


def _draw_line(
    sheet: Sheet,
    line: Chain,
    free: tuple[bool, bool],
    strokes: dict[tuple[str, float], list[str]],
    tapered: list[str],
) -> None:
    """Draw a line in stretches of one kind; a stretch that ends in nothing thins out there."""
    points = _rounded(sheet, line)
    kinds = _kinds(sheet, line, points)
    for start, end, kind in _stretches_of_one_kind(kinds):
        if kind == Crack.NONE or end - start < SHORTEST:
            continue
        stretch = points[max(0, start - 1) : min(len(points) - 1, end + 1) + 1]
        width = _width(sheet, kind, stretch)
        ends = (start == 0 and free[0], end == len(kinds) and free[1])
        if any(ends):
            tapered.append(tapered_path(stretch / sheet.camera.scale, width, ends))
            continue
        colour = "prop-line" if kind == Crack.THING else "line"
        whole = line.closed and start == 0 and end == len(kinds)
        strokes.setdefault((colour, width), []).append(curve_path(stretch, TOLERANCE, sheet.units, closed=whole))


def _kinds(sheet: Sheet, line: Chain, points: Array) -> Ints:
    """Say of each step of a line what it is, hands and faces apart; what would double the outline is nothing."""
    kinds = np.array(line.kinds)
    kinds = median_filter(kinds, 15, mode="nearest") if len(kinds) > 15 else kinds
    count = min(len(kinds), len(points))
    kinds = kinds[:count].copy()
    here = _pixels(sheet, points[:count])
    kinds[(kinds == Crack.OUTLINE) & (sheet.hands | sheet.faces)[here]] = Crack.FINE_OUTLINE
    kinds[(kinds == Crack.OVERLAP) & sheet.hands[here]] = Crack.FINE_OVERLAP
    outer = np.isin(kinds, (Crack.OUTLINE, Crack.THING, Crack.FINE_OUTLINE))
    kinds[(sheet.inward[here] < NEAR_OUTLINE) & ~outer] = Crack.NONE
    return kinds


def _stretches_of_one_kind(kinds: Ints) -> list[tuple[int, int, int]]:
    """Cut a line where its kind changes: start, end, kind."""
    cuts = [0, *(np.flatnonzero(np.diff(kinds)) + 1).tolist(), len(kinds)]
    return [(start, end, int(kinds[start])) for start, end in pairwise(cuts) if end > start]


def _width(sheet: Sheet, kind: int, stretch: Array) -> float:
    """Give the width of a line, dm."""
    weights = sheet.weights
    usual = {
        Crack.SEAM: weights.seam,
        Crack.OVERLAP: weights.overlap,
        Crack.OUTLINE: weights.outline,
        Crack.THING: weights.prop,
        Crack.FINE_OUTLINE: weights.hand_outline,
        Crack.FINE_OVERLAP: weights.seam,
    }[Crack(kind)]
    if kind in (Crack.SEAM, Crack.OVERLAP):
        x, y = np.rint(stretch[len(stretch) // 2]).astype(int)
        y, x = np.clip(y, 1, sheet.camera.height - 2), np.clip(x, 1, sheet.camera.width - 2)
        around = sheet.buffer.label[y - 1 : y + 2, x - 1 : x + 2]
        if (around % 10 == SKIN).all() and around.max() < FIRST_PROP:
            return min(usual, weights.overlap * OVERLAP_ON_SKIN)
    return usual
