"""Draw movement arrows: find their path on the paper, and give them body, head and a white border.

Goes in: an `Arrow`, the stances between which a figure moves, and the camera. Comes out: paths in dm on the paper,
and SVG elements. Must not know how figures are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy.ndimage import gaussian_filter1d
from shapely.geometry import MultiPolygon, Polygon
from shapely.ops import unary_union

from booklet.content.pose_records import Arrow
from booklet.figures.curves import UNITS, in_units, length_along, resampled, straight_path
from booklet.figures.landmarks import points
from booklet.figures.mesh import Array, unit
from booklet.figures.palette import Weights
from booklet.figures.raster import Camera, project
from booklet.figures.skeleton import Body, Stance, stand
from booklet.figures.stage import between

STEPS = 60  # points along an arrow
USUAL_MM, USUAL_HEAD_MM = 0.62, 1.9  # of an ordinary arrow on paper; other sizes are shares of these
THIN_TAIL = 0.45  # share of its width with which an arrow begins
LEAST_TAIL_MM = 0.35
HALF_HEAD = 0.52  # half width of a head, as a share of its length
MOST_WIDTH = 0.4  # as a share of the length of the head: a short arrow is slender too
MOST_HEAD = 0.5  # as a share of the length of the arrow
EDGE = 0.28  # line round an arrow, as a share of its width: it rounds the corners
DASH, GAP = 1.3, 1.1  # as shares of the width
LEAST_DASH_MM, LEAST_GAP_MM = 1.12, 0.83
HOLLOW = 0.6  # line of a hollow head, as a share of the width
FLATNESS = 0.006  # dm by which an arrow's outline may be off
Seen = Callable[[Stance], Array]


def arrow_path(
    arrow: Arrow, frame: str, body: Body, camera: Camera, stances: Mapping[str, Stance], shown: Sequence[str]
) -> Array:
    """Find the path (n,2) of an arrow in one frame, dm from the top left of the drawing, y down.

    `stances` are those of all frames of the figure; an arrow goes from the first to the last of the frames `shown`,
    unless it says otherwise.
    """

    def seen(stance: Stance) -> Array:
        place = points(body, stand(body, stance), (arrow.landmark,))[arrow.landmark]
        return np.asarray(project(camera, place[None])[0, :2] / camera.scale)

    first = stances[arrow.first if arrow.first in stances else shown[0]]
    last = stances[arrow.last if arrow.last in stances else shown[-1]]
    match arrow.kind:
        case "trace":
            path = _trace(arrow, seen, first, last)
        case "sweep":
            path = _bowed(seen(first), seen(last) - seen(first), arrow.bend, np.linspace(*arrow.trim, 24))
        case "arc":
            turn = np.radians(np.linspace(*arrow.angles, 30))
            path = seen(stances[frame]) + np.column_stack([np.cos(turn), -np.sin(turn)]) * arrow.radii
        case _:
            path = _bowed(seen(stances[frame]), np.array(arrow.vector) * (1, -1), arrow.bend, np.linspace(0, 1, 20))
    return np.asarray(path + np.array(arrow.offset) * (1, -1))


def _trace(arrow: Arrow, seen: Seen, first: Stance, last: Stance) -> Array:
    """Follow a landmark while the joints go from one stance to another."""
    return np.array([seen(between(first, last, float(share))) for share in np.linspace(*arrow.trim, 13)])


def _bowed(start: Array, chord: Array, bend: float, shares: Array) -> Array:
    """Draw a line that sags by `bend` of its length, at shares of its length."""
    t = shares[:, None]
    aside = np.array([-chord[1], chord[0]])
    return np.asarray(start + chord * t + aside * 4 * t * (1 - t) * bend)


def arrow_bounds(path: Array, arrow: Arrow, weights: Weights) -> Array:
    """Give the top left and bottom right corner (2,2) of all that an arrow covers."""
    room = _head(arrow, weights) * HALF_HEAD + weights.arrow_halo / 2
    return np.stack([path.min(axis=0) - room, path.max(axis=0) + room])


def arrow_elements(path: Array, arrow: Arrow, weights: Weights, palette: Mapping[str, str]) -> tuple[str, ...]:
    """Draw an arrow along a path (n,2): dashed with a hollow head when it is the way back."""
    colour, head = palette["arrow"], _fitting_head(path, arrow, weights)
    width = min(_width(arrow, weights), head * MOST_WIDTH)
    line, heads = _shaft(path, head, arrow)
    if arrow.dashed:
        dash, gap = (
            max(width * DASH, LEAST_DASH_MM / weights.mm_per_dm),
            max(width * GAP, LEAST_GAP_MM / weights.mm_per_dm),
        )
        dashes = [_strip(piece, np.full(len(piece), width)) for piece in _dashes(line, dash, gap)]
        look = f'fill="#fff" stroke="{colour}" stroke-width="{in_units(width * HOLLOW)}" stroke-linejoin="round"'
        hollow = f'<path d="{polygons(heads)}" {look}/>'
        return (_halo([*dashes, *heads], weights), _filled(dashes, colour, width * EDGE), hollow)
    tail = width if arrow.double else min(max(width * THIN_TAIL, LEAST_TAIL_MM / weights.mm_per_dm), width)
    body = _strip(line, np.linspace(tail, width, len(line)))
    whole = _merged([body, *heads])
    return (_halo(whole, weights), _filled(whole, colour, width * EDGE))


def _width(arrow: Arrow, weights: Weights) -> float:
    """Tell how wide an arrow is, dm; heavy drawings make it wider in proportion."""
    return weights.arrow_shaft * (arrow.width_mm / USUAL_MM if arrow.width_mm else 1.0)


def _head(arrow: Arrow, weights: Weights) -> float:
    """Tell how long the head of an arrow is meant to be, dm."""
    return weights.arrow_head * (arrow.head_mm / USUAL_HEAD_MM if arrow.head_mm else 1.0)


def _fitting_head(path: Array, arrow: Arrow, weights: Weights) -> float:
    """Shorten the head of a short arrow, dm, so that some shaft is left; two heads share the room."""
    most = MOST_HEAD * float(length_along(path)[-1])
    return min(_head(arrow, weights), most * (0.65 if arrow.double else 1.0))


def _shaft(path: Array, head: float, arrow: Arrow) -> tuple[Array, list[Array]]:
    """Smooth a path; cut it off in the head or heads, which are triangles (3,2)."""
    line = resampled(path, STEPS)
    smooth = gaussian_filter1d(line, 2, axis=0, mode="nearest")
    smooth[0], smooth[-1] = path[0], path[-1]
    length = float(length_along(path)[-1])
    walked = np.linspace(0, length, STEPS)
    inside = head * (1.0 if arrow.dashed else 0.75)  # a hollow head shows what is in it
    heads = [_triangle(smooth[-1], smooth[max(0, int(np.searchsorted(walked, length - head)))], head)]
    end, start = int(np.searchsorted(walked, length - inside)), 0
    if arrow.double:
        heads.append(_triangle(smooth[0], smooth[min(STEPS - 1, int(np.searchsorted(walked, head)))], head))
        start = int(np.searchsorted(walked, inside))
    return smooth[start : end + 1], heads


def _triangle(tip: Array, behind: Array, length: float) -> Array:
    """Make a head that points from `behind` to its tip."""
    forward = unit(tip - behind)
    base, aside = tip - forward * length, np.array([-forward[1], forward[0]]) * length * HALF_HEAD
    return np.stack([tip, base + aside, base - aside])


def _strip(line: Array, widths: Array) -> Array:
    """Give the outline of a line (n,2) as wide as told (n,) at each of its points."""
    tangent = np.gradient(line, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-9)
    aside = np.column_stack([-tangent[:, 1], tangent[:, 0]]) * widths[:, None] / 2
    return np.concatenate([line + aside, (line - aside)[::-1]])


def _dashes(line: Array, dash: float, gap: float) -> list[Array]:
    """Cut a line into a whole number of dashes, none shorter than told; the last one ends with the line."""
    length = float(length_along(line)[-1])
    count = max(1, int((length + gap) / (dash + gap)))
    stretch = length / (count * dash + (count - 1) * gap)
    fine = resampled(line, 20 * STEPS)
    shares = [(k * (dash + gap) * stretch / length, dash * stretch / length) for k in range(count)]
    return [
        resampled(fine[round(start * len(fine)) : round((start + part) * len(fine)) + 1], 12) for start, part in shares
    ]


def _merged(parts: Sequence[Array]) -> list[Array]:
    """Melt outlines that overlap together."""
    union = unary_union([Polygon(part).buffer(0) for part in parts])
    pieces = union.geoms if isinstance(union, MultiPolygon) else [union]
    return [np.array(piece.exterior.simplify(FLATNESS).coords)[:-1] for piece in pieces]


def _halo(outlines: Sequence[Array], weights: Weights) -> str:
    """Lay white under an arrow, so that it stands free of the lines below it."""
    return _filled(outlines, "#fff", weights.arrow_halo)


def _filled(outlines: Sequence[Array], colour: str, edge: float) -> str:
    """Fill outlines, with a round line of the same colour about them."""
    return (
        f'<path d="{polygons(outlines)}" fill="{colour}" stroke="{colour}" stroke-width="{in_units(edge)}"'
        ' stroke-linejoin="round"/>'
    )


def polygons(outlines: Sequence[Array]) -> str:
    """Write closed outlines (n,2), dm, as the data of one path."""
    return "".join(straight_path(outline, UNITS, closed=True) for outline in outlines)
