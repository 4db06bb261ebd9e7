"""Ink a figure: flat colours, and lines whose weight tells what they are.

Goes in: posed items, the things around them and the camera. Comes out: SVG elements in the order in which they are
painted, and what the camera saw. Must not know exercises, arrows or files.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from booklet.figures.chains import chain, without_stubs
from booklet.figures.clean import tidy
from booklet.figures.cracks import Crack, cracks
from booklet.figures.curves import UNITS, in_units, region_path, stroked
from booklet.figures.edges import edge_paths
from booklet.figures.face import face_elements, toe_elements
from booklet.figures.labels import FAR, FIRST_PROP, HAIR, INSIDE, SCARF, SHOES, SOLE, colour_name
from booklet.figures.mesh import Mask
from booklet.figures.palette import Weights
from booklet.figures.people import Person
from booklet.figures.raster import Buffer, Camera, Item, rasterise
from booklet.figures.scenery import Scenery
from booklet.figures.skeleton import Posture
from booklet.figures.sparing import sparing
from booklet.figures.strokes import Sheet, line_elements, sheet_of
from booklet.figures.wardrobe import sole_top

SHORTEST = 0.22  # dm: shorter loose ends are not drawn
FILL_EDGE = 0.035  # dm: a line of its own colour round each fill, so that no white shows between two


@dataclass(frozen=True, kw_only=True, eq=False)
class Inked:
    """A figure on paper: SVG elements, and the buffer they were drawn from."""

    elements: tuple[str, ...]
    buffer: Buffer


def ink(
    camera: Camera,
    person: Person,
    posture: Posture,
    items: Sequence[Item],
    scenery: Scenery,
    *,
    feet: str,
    weights: Weights,
    palette: Mapping[str, str],
    mask: Mask | None = None,
    seen: Buffer | None = None,
) -> Inked:
    """Draw a figure with the things around it. Outside a `mask` (h,w) nothing is drawn, nor on its border.

    `seen` is what came out when the same was drawn before in other weights: looking takes half of the time.
    """
    buffer = seen or tidy(_sorted_labels(rasterise(camera, (*items, *scenery.items))), camera.scale)
    if mask is not None:
        # Outside it all is nearer than any edge of a thing, which is hidden by that.
        hidden = np.where(mask, buffer.depth, 1e9)
        buffer = replace(buffer, label=np.where(mask, buffer.label, 0), depth=hidden)
    sheet = sheet_of(camera, buffer, weights, palette)
    elements = [*_fills(sheet, scenery), *_lines(sheet, scenery, mask)]
    if feet == "bare" and not weights.heavy:
        elements += toe_elements(items, sheet)
    elements += face_elements(person, posture, sheet)
    return Inked(elements=tuple(elements), buffer=buffer)


def ghost(camera: Camera, items: Sequence[Item], weights: Weights, palette: Mapping[str, str]) -> tuple[str, ...]:
    """Draw where a figure was: a pale shape with a dashed line round it."""
    data = region_path(rasterise(camera, items).filled, UNITS / camera.scale, sigma=4)
    dash = f"{0.65 / weights.mm_per_dm * UNITS:.0f} {0.5 / weights.mm_per_dm * UNITS:.0f}"
    line = f'stroke="{palette["ghost-line"]}" stroke-width="{in_units(weights.ghost)}" stroke-dasharray="{dash}"'
    return (f'<path d="{data}" fill="{palette["ghost"]}" {line} stroke-linecap="round"/>',)


def svg_document(
    width: float, height: float, elements: Sequence[str], *, mm_per_dm: float, most: float = math.inf, digest: str = ""
) -> str:
    """Wrap elements (units of 1/100 dm) in a drawing of so many dm; `digest` tells from which pose it was drawn.

    It is never printed larger than `most` mm for a dm.
    """
    mark = f"<!-- houding {digest} -->\n" if digest else ""
    box = f'viewBox="0 0 {round(width * UNITS)} {round(height * UNITS)}"'
    size = f'width="{width * mm_per_dm:.2f}mm" height="{height * mm_per_dm:.2f}mm"'
    lines = "\n".join(sparing(element, min(mm_per_dm, most)) for element in elements)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} {size}>\n{lines}\n{mark}</svg>\n'


def _sorted_labels(buffer: Buffer) -> Buffer:
    """Tell the soles of shoes from their uppers, and limbs on the far side from those on the near one."""
    label = buffer.label.copy()
    label[(label == SHOES) & (buffer.limbs[..., 1] < sole_top())] = SOLE
    label[(buffer.limbs[..., 0] > 0.5) & (label > 0) & (label < SCARF)] += FAR
    label[label == HAIR + FAR] = HAIR
    return replace(buffer, label=label)


def _fills(sheet: Sheet, scenery: Scenery) -> list[str]:
    """Fill every label with its colour: things first, then what is far, then what is near."""
    fills = []
    for label in np.unique(sheet.buffer.label[sheet.buffer.label > 0]).tolist():
        data = region_path(sheet.buffer.label == label, sheet.units)
        if data:
            name = colour_name(label, scenery.names)
            colour = sheet.palette.get(name, name)
            edge = f'stroke="{colour}" stroke-width="{in_units(FILL_EDGE)}"'
            fills.append((_depth(label), f'<path d="{data}" fill="{colour}" {edge} fill-rule="evenodd"/>'))
    return [fill for _, fill in sorted(fills, key=lambda pair: pair[0])]


def _depth(label: int) -> int:
    """Order labels from far to near."""
    if label >= FIRST_PROP:
        return 0
    if label > INSIDE:
        return 1
    return 2 if label > FAR else 3


def _lines(sheet: Sheet, scenery: Scenery, mask: Mask | None) -> list[str]:
    """Draw the edges of things, and over them the lines along cracks; none along the border of a mask."""
    beside, above = cracks(sheet.buffer, scenery.quiet, scenery.bare)
    if mask is not None:
        beside[mask[:, :-1] != mask[:, 1:]] = Crack.NONE
        above[mask[:-1] != mask[1:]] = Crack.NONE
    lines = without_stubs(chain(beside, above), int(SHORTEST * sheet.camera.scale))
    data = edge_paths(scenery.edges, sheet.camera, sheet.buffer)
    edges = [stroked(data, sheet.weights.prop, sheet.palette["prop-line"])] if data else []
    return [*edges, *line_elements(sheet, lines)]
