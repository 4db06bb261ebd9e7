"""Place a magnifier: which circle of a drawing is shown larger, and where.

Goes in: an `Inset`, the posture and the camera. Comes out: a `Lens`, what enlarges items and posture so that they
can be drawn in it by the same camera, and the rings and lines round it. Must not know how figures are drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from booklet.content.pose_records import Inset
from booklet.figures.curves import UNITS, in_units, straight_path
from booklet.figures.landmarks import points
from booklet.figures.mesh import Array, Mask, unit
from booklet.figures.palette import Weights
from booklet.figures.raster import Camera, Item, project
from booklet.figures.scenery import Scenery
from booklet.figures.skeleton import Body, Posture

CONNECTOR, SMALL_RING, LARGE_RING = 0.4, 0.5, 1.0  # lines, as shares of the outline of a figure
DASH, GAP = 1.7, 1.35  # of the connecting lines, as shares of the outline of a figure


@dataclass(frozen=True, kw_only=True, eq=False)
class Lens:
    """A circle of the drawing that is shown again, larger; dm from the top left, y down."""

    centre: Array  # (2,) of what is shown
    radius: float  # of what is shown
    zoom: float
    place: Array  # (2,) middle of the enlarged circle

    @property
    def reach(self) -> float:
        """The radius of the enlarged circle."""
        return self.radius * self.zoom


def lens_of(inset: Inset, body: Body, posture: Posture, camera: Camera) -> Lens:
    """Find what a magnifier shows, and where."""
    landmark = points(body, posture, (inset.landmark,))[inset.landmark]
    centre = project(camera, landmark[None])[0, :2] / camera.scale + np.array(inset.shift) * (1, -1)
    place = centre + np.array(inset.position) * (1, -1)
    return Lens(centre=centre, radius=inset.radius, zoom=inset.zoom, place=place)


def lens_bounds(lens: Lens) -> Array:
    """Give the top left and bottom right corner (2,2) of the enlarged circle."""
    return np.stack([lens.place - lens.reach, lens.place + lens.reach])


def magnified(path: Array, lens: Lens) -> Array:
    """Enlarge a path (n,2) on the paper."""
    return np.asarray((path - lens.centre) * lens.zoom + lens.place)


def lens_mask(lens: Lens, camera: Camera) -> Mask:
    """Tell which pixels lie in the enlarged circle."""
    rows, columns = np.ogrid[: camera.height, : camera.width]
    x, y = lens.place * camera.scale
    return np.asarray((columns + 0.5 - x) ** 2 + (rows + 0.5 - y) ** 2 < (lens.reach * camera.scale) ** 2)


def lens_shift(lens: Lens, camera: Camera) -> Array:
    """Find the shift (3,) in the world: `zoom` times a point, and then this, is where the lens shows it."""
    (left, top), (x, y), (to_x, to_y) = (camera.low[0], camera.high[1]), lens.centre, lens.place
    across = left * (1 - lens.zoom) - lens.zoom * x + to_x
    upward = top * (1 - lens.zoom) + lens.zoom * y - to_y
    return np.asarray(camera.turn.T @ np.array([across, upward, 0.0]))


def enlarged_items(items: tuple[Item, ...], lens: Lens, camera: Camera) -> tuple[Item, ...]:
    """Enlarge the items of a drawing in the world, so that the same camera sees them in the lens."""
    shift = lens_shift(lens, camera)
    return tuple(replace(item, vertices=item.vertices * lens.zoom + shift) for item in items)


def enlarged_scenery(scenery: Scenery, lens: Lens, camera: Camera) -> Scenery:
    """Enlarge the things of a drawing in the same way."""
    shift = lens_shift(lens, camera)
    return replace(
        scenery,
        items=enlarged_items(scenery.items, lens, camera),
        edges=tuple(edge * lens.zoom + shift for edge in scenery.edges),
    )


def enlarged_posture(posture: Posture, lens: Lens, camera: Camera) -> Posture:
    """Enlarge a posture in the same way: its turns enlarge whatever a bone carries."""
    shift = lens_shift(lens, camera)
    return replace(posture, joints=posture.joints * lens.zoom + shift, turns=posture.turns * lens.zoom)


def lens_ground(lens: Lens, weights: Weights, palette: Mapping[str, str]) -> tuple[str, ...]:
    """Draw what lies under the enlarged view: two lines towards it, a ring round what it shows, and a white disc."""
    line, outward = weights.outline, unit(lens.place - lens.centre)
    aside = np.array([-outward[1], outward[0]]) * lens.radius
    data = ""
    for side in (-aside, aside):
        data += straight_path(np.stack([lens.centre + side, lens.place + side * lens.zoom]), UNITS)
    dash = f"{in_units(line * DASH)} {in_units(line * GAP)}"
    ways = f'<path d="{data}" fill="none" stroke="{palette["line"]}" stroke-width="{in_units(line * CONNECTOR)}"'
    return (
        f'{ways} stroke-dasharray="{dash}"/>',
        _circle(lens.centre, lens.radius, "none", palette["line"], line * SMALL_RING),
        _circle(lens.place, lens.reach, "#fff", palette["line"], line * LARGE_RING),
    )


def lens_ring(lens: Lens, weights: Weights, palette: Mapping[str, str]) -> str:
    """Draw the ring round the enlarged view, over all that it shows."""
    return _circle(lens.place, lens.reach, "none", palette["line"], weights.outline * LARGE_RING)


def _circle(middle: Array, radius: float, fill: str, colour: str, line: float) -> str:
    """Draw a circle."""
    x, y, r = (round(float(value) * UNITS) for value in (*middle, radius))
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" stroke="{colour}" stroke-width="{in_units(line)}"/>'
