"""Point out a part of the body: hatching over it, and a thin line where it ends.

Goes in: names of regions, and the raster of a figure. Comes out: SVG elements. Must not know postures or exercises.

Regions are ellipsoids in canonical rest space, so that they follow body, clothes and posture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import cv2
import numpy as np
from scipy.ndimage import distance_transform_edt, gaussian_filter1d

from booklet.figures.curves import UNITS, straight_path, stretches
from booklet.figures.labels import FIRST_PROP, SHIRT, SKIN, TROUSERS
from booklet.figures.mesh import Array, Mask
from booklet.figures.palette import Weights
from booklet.figures.raster import Buffer
from booklet.figures.wardrobe import REST_SHIFT

Spot = tuple[float, float, float]

# Middle and radii of each region, dm; of what both sides have, the left one.
REGIONS: Mapping[str, tuple[Spot, Spot]] = {
    "abdomen": ((0, 1.95, 1.25), (1.75, 1.45, 1.15)),
    "lower_abdomen": ((0, 0.95, 1.25), (1.75, 0.75, 1.2)),
    "buttock": ((0.95, 0.15, -0.9), (1.15, 1.0, 1.0)),
    "lower_back": ((0, 2.05, -1.1), (1.7, 1.15, 1.15)),
    "upper_back": ((0, 4.5, -1.3), (2.1, 1.1, 1.3)),
    "neck": ((0, 6.05, -0.2), (0.85, 0.6, 0.95)),
    "chest": ((0, 4.2, 1.3), (1.9, 1.1, 1.2)),
    "ribs": ((1.3, 3.2, 0.2), (0.9, 1.25, 1.2)),
    "shoulder": ((2.0, 5.0, 0), (0.9, 0.85, 1.0)),
    "hip_side": ((1.75, 0.1, 0), (0.85, 1.05, 0.9)),
    "thigh_front": ((1.1, -1.8, 0.95), (1.1, 1.55, 0.95)),
    "thigh_back": ((1.1, -1.8, -0.7), (1.1, 1.55, 0.9)),
    "knee": ((1.4, -3.5, 0.5), (0.85, 0.8, 0.9)),
    "calf": ((1.5, -4.9, -0.5), (0.85, 1.3, 0.85)),
    "shin": ((1.6, -5.0, 0.8), (0.75, 1.25, 0.7)),
    "foot": ((1.85, -7.8, 1.0), (0.9, 0.6, 1.6)),
    "achilles": ((1.75, -6.9, -0.4), (0.6, 0.8, 0.6)),
}
SOFT = 0.16  # dm: roughness of a region's border that is smoothed away
SPACING_MM, STROKE_MM = 0.95, 0.16
FREE = 0.1  # dm that hatching keeps from the outline of the figure, so that it does not thicken it
SHORTEST = 4  # px: shorter strokes are specks
FLATNESS = 0.01  # dm by which a border may be off
SIDES: Mapping[str, tuple[int, ...]] = {"L": (1,), "R": (-1,), "": (1, -1)}


def region_mask(buffer: Buffer, scale: float, regions: Iterable[str]) -> Mask:
    """Find the pixels of the regions: "knee" on both sides, "knee.L" on one; `scale` in px per dm."""
    kinds = buffer.label % 10
    figure = (buffer.label > 0) & (buffer.label < FIRST_PROP)
    rest = buffer.rest.copy()
    for label, material in ((SKIN, "skin"), (SHIRT, "shirt"), (TROUSERS, "trousers")):
        rest[kinds == label] -= REST_SHIFT[material]
    # The inside of a garment (labels from 30) is not the part of the body that lies behind it.
    open_to_view = figure & (buffer.label < 30) & np.isin(kinds, (SKIN, SHIRT, TROUSERS))
    inside = np.zeros(figure.shape, dtype=bool)
    for region in regions:
        name, _, side = region.partition(".")
        middle, radii = REGIONS[name]
        for sign in SIDES[side]:
            away = (rest - np.array(middle) * (sign, 1, 1)) / radii
            inside |= open_to_view & ((away**2).sum(axis=-1) < 1)
    reach = int(SOFT * scale) * 2 + 1
    soft = cv2.GaussianBlur(inside.astype(np.float32), (reach, reach), 0) > 0.5
    return np.asarray(soft & figure)


def highlight(
    buffer: Buffer, scale: float, regions: Sequence[str], weights: Weights, palette: Mapping[str, str]
) -> tuple[str, ...]:
    """Hatch the regions of a figure, and draw their border where it runs over the body."""
    mask = region_mask(buffer, scale, regions)
    if not mask.any():
        return ()
    figure = (buffer.label > 0) & (buffer.label < FIRST_PROP)
    inward = distance_transform_edt(np.pad(figure, 1))[1:-1, 1:-1] / scale
    hatched = mask & (inward > FREE)
    spacing, stroke = SPACING_MM / weights.mm_per_dm * scale, STROKE_MM / weights.mm_per_dm
    lines = [*_hatching(hatched, spacing), *_borders(mask, inward, scale)]
    if not lines:
        return ()
    data = "".join(straight_path(line, UNITS / scale) for line in lines)
    look = f'stroke="{palette["arrow"]}" stroke-width="{max(1, round(stroke * UNITS))}" stroke-linecap="round"'
    return (f'<path d="{data}" fill="none" {look} stroke-linejoin="round"/>',)


def _hatching(mask: Mask, spacing: float) -> list[Array]:
    """Draw strokes (2,2) at 45 degrees over the mask, as far apart as told, px."""
    height, width = mask.shape
    strokes = []
    for start in np.arange(0, height + width, spacing).astype(int):
        x = np.arange(max(0, start - height + 1), min(width, start + 1))
        for first, last in stretches(mask[start - x, x]):
            if last - first > SHORTEST:
                ends = x[[first, last - 1]]
                strokes.append(np.column_stack([ends, start - ends]).astype(np.float64))
    return strokes


def _borders(mask: Mask, inward: Array, scale: float) -> list[Array]:
    """Draw the border of the mask, px, but not where it comes near the outline of the figure."""
    outlines, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    lines = []
    for outline in outlines:
        points = outline[:, 0].astype(np.float64)
        smooth = np.column_stack([gaussian_filter1d(points[:, k], SOFT * scale / 2, mode="wrap") for k in range(2)])
        clear = inward[outline[:, 0, 1], outline[:, 0, 0]] > FREE * 2
        if clear.all():
            lines.append(_flattened(np.concatenate([smooth, smooth[:1]]), scale))
            continue
        first = int(np.flatnonzero(~clear)[0])  # begin where there is no line, so that none is cut in two
        smooth, clear = np.roll(smooth, -first, axis=0), np.roll(clear, -first)
        lines += [_flattened(smooth[start:end], scale) for start, end in stretches(clear) if end - start > SHORTEST * 2]
    return lines


def _flattened(line: Array, scale: float) -> Array:
    """Leave out the points of a line (n,2) that its neighbours tell already."""
    return np.asarray(
        cv2.approxPolyDP(line.astype(np.float32)[:, None], FLATNESS * scale, False)[:, 0], dtype=np.float64
    )
