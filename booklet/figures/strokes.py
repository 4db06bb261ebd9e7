"""Draw the lines of a figure: heavy outside, lighter within, thinning out where they end in nothing.

Goes in: chains of cracks and what the camera saw. Comes out: SVG elements. Must not know meshes, postures or files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from scipy.ndimage import distance_transform_edt, median_filter

from booklet.figures.chains import Chain, degrees, join
from booklet.figures.clean import hand_mask
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
COLLAR_CURL = 0.62  # dm: shorter lines inside the collar are curls of cloth
OVERLAP_ON_SKIN = 0.85  # skin on skin has a finer line
SHORTEST = 8  # px: shorter stretches of one kind are not drawn


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheet:
    """What all lines of one drawing need."""

    camera: Camera
    buffer: Buffer
    hands: Mask  # (h,w) the pixels in and just round hands
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
    hands = cv2.dilate(hand_mask(buffer).astype(np.uint8), np.ones((5, 5))) > 0
    return Sheet(camera=camera, buffer=buffer, hands=hands, inward=inward, weights=weights, palette=palette)


def line_elements(sheet: Sheet, lines: Sequence[Chain]) -> list[str]:
    """Draw all lines: things under the figure, thin under thick, free ends last."""
    degree = degrees(lines)
    strokes: dict[tuple[str, float], list[str]] = {}
    tapered: list[str] = []
    for line in join(lines):
        if _is_collar_curl(sheet, line):
            continue
        if np.mean(np.array(line.kinds) == Crack.THING) > 0.5:
            points = np.array(line.nodes, dtype=np.float64)
            strokes.setdefault(("prop-line", sheet.weights.prop), []).append(crack_path(points, sheet.units))
            continue
        free = tuple(not line.closed and degree.get(node, 0) == 1 for node in (line.nodes[0], line.nodes[-1]))
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


def _draw_line(
    sheet: Sheet,
    line: Chain,
    free: tuple[bool, bool],
    strokes: dict[tuple[str, float], list[str]],
    tapered: list[str],
) -> None:
    """Draw a line in stretches of one kind; a stretch that ends in nothing thins out there."""
    points = smooth(np.array(line.nodes, dtype=np.float64), ROUNDNESS * sheet.camera.scale)
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
    """Say of each step of a line what it is, hands apart; what would double the outline is nothing."""
    kinds = np.array(line.kinds)
    kinds = median_filter(kinds, 15, mode="nearest") if len(kinds) > 15 else kinds
    count = min(len(kinds), len(points))
    kinds = kinds[:count].copy()
    x = np.clip(points[:count, 0].astype(int), 0, sheet.camera.width - 1)
    y = np.clip(points[:count, 1].astype(int), 0, sheet.camera.height - 1)
    kinds[(kinds == Crack.OUTLINE) & sheet.hands[y, x]] = Crack.HAND_OUTLINE
    kinds[(kinds == Crack.OVERLAP) & sheet.hands[y, x]] = Crack.HAND_OVERLAP
    outer = np.isin(kinds, (Crack.OUTLINE, Crack.THING, Crack.HAND_OUTLINE))
    kinds[(sheet.inward[y, x] < NEAR_OUTLINE) & ~outer] = Crack.NONE
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
        Crack.HAND_OUTLINE: weights.hand_outline,
        Crack.HAND_OVERLAP: weights.seam,
    }[Crack(kind)]
    if kind in (Crack.SEAM, Crack.OVERLAP):
        x, y = np.rint(stretch[len(stretch) // 2]).astype(int)
        y, x = np.clip(y, 1, sheet.camera.height - 2), np.clip(x, 1, sheet.camera.width - 2)
        around = sheet.buffer.label[y - 1 : y + 2, x - 1 : x + 2]
        if (around % 10 == SKIN).all() and around.max() < FIRST_PROP:
            return min(usual, weights.overlap * OVERLAP_ON_SKIN)
    return usual
