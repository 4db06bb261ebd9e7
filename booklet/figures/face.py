"""Draw what no mesh shows at this size: the strokes of a face, and toes.

Goes in: a posed person and what the camera saw. Comes out: SVG elements for the strokes that can be seen.
Must not know the other lines of the drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from scipy.spatial import cKDTree

from booklet.figures.anatomy import BONE, canon
from booklet.figures.curves import UNITS, curve_path, length_along, stretches, stroked, tapered_path
from booklet.figures.features import Stroke, strokes_of
from booklet.figures.labels import FIRST_PROP, SKIN
from booklet.figures.mesh import Array, Ints, Mask, vertex_normals
from booklet.figures.people import Person
from booklet.figures.raster import Item, project
from booklet.figures.skeleton import Posture, carry_rigidly
from booklet.figures.strokes import NEAR_OUTLINE, OVERLAP_ON_SKIN, Sheet
from booklet.figures.wardrobe import clothes

FACE_DEPTH, JAW_DEPTH, TOE_DEPTH = 0.10, 0.22, 0.09  # dm by which a stroke may lie behind what is seen
EYE_SEEN = 0.45  # share of an eye that must be seen
TOLERANCE = 0.4  # px by which a curve may be off
LEAST_STROKE, LEAST_JAW, LEAST_TOE = 0.09, 0.42, 0.14  # dm: shorter ones would be blots
TOE_SEEN = 5  # points, of nine
TOE_INWARD = 0.03  # dm from the outline to where toes begin, or the foot is seen from its side
TURNS = 8  # steps from a face towards us to one in profile

TOES = (  # from, to: (x, z) on the left foot, between the toes
    ((1.735, 2.16), (1.76, 1.68)),
    ((1.90, 2.10), (1.90, 1.70)),
    ((2.05, 1.99), (2.02, 1.64)),
    ((2.19, 1.85), (2.14, 1.55)),
)
FOOT_BELOW, TOP_OF_FOOT = -7.5, -0.25  # height in rest space; the least upward normal


def face_elements(person: Person, posture: Posture, sheet: Sheet) -> tuple[str, ...]:
    """Draw the strokes of a face that can be seen."""
    found: list[str] = []
    aside, near = _turned(posture, sheet)
    for stroke in strokes_of(person.character, aside, near):
        pixels = project(sheet.camera, carry_rigidly(person.body, posture, "head", stroke.points))
        seen = _seen(pixels, sheet, JAW_DEPTH if stroke.kind == "jaw" else FACE_DEPTH)
        if stroke.kind == "eye":
            if seen.mean() > EYE_SEEN:
                found.append(_eye(pixels[:, :2] / sheet.camera.scale, sheet.palette["face"]))
        elif stroke.kind == "jaw":
            found += _jaw(pixels, seen, sheet)
        else:
            found += _line(stroke, pixels, seen, sheet)
    return tuple(found)


def toe_elements(items: Sequence[Item], sheet: Sheet) -> tuple[str, ...]:
    """Draw short strokes between the toes of bare feet."""
    paths = []
    for item in (item for item in items if item.name == "bare"):
        for indices, shares in _toes():
            pixels = project(sheet.camera, (item.vertices[indices] * shares[..., None]).sum(axis=1))
            seen = np.flatnonzero(_seen(pixels, sheet, TOE_DEPTH))
            if len(seen) < TOE_SEEN or _inward(pixels, sheet)[-1] < TOE_INWARD:
                continue
            stroke = pixels[seen[0] : seen[-1] + 1]
            if np.linalg.norm(stroke[-1, :2] - stroke[0, :2]) >= LEAST_TOE * sheet.camera.scale:
                paths.append(curve_path(stroke[:, :2], TOLERANCE, sheet.units))
    return (stroked("".join(paths), sheet.weights.seam, sheet.palette["line"]),) if paths else ()


def _turned(posture: Posture, sheet: Sheet) -> tuple[float, int]:
    """Tell how far a face is turned away from us (0 to 1), and which half is nearer (1 left, -1 right)."""
    to_us = posture.turns[BONE["head"]].T @ sheet.camera.turn[2]
    turn = np.degrees(np.arctan2(abs(to_us[0]), to_us[2])) / 90
    return round(min(float(turn), 1.0) * TURNS) / TURNS, 1 if to_us[0] >= 0 else -1


def _line(stroke: Stroke, pixels: Array, seen: Mask, sheet: Sheet) -> list[str]:
    """Draw the stretches of a stroke that are seen."""
    paths = [
        curve_path(pixels[start:end, :2], TOLERANCE, sheet.units)
        for start, end in stretches(seen)
        if end - start >= 4 and _long_enough(pixels[start:end], sheet, LEAST_STROKE)
    ]
    width = max(stroke.width, sheet.weights.least)
    return [stroked("".join(paths), width, sheet.palette["face"])] if paths else []


def _jaw(pixels: Array, seen: Mask, sheet: Sheet) -> list[str]:
    """Draw the line of the jaw where it lies before the neck: it thins out, and stops short of the outline."""
    seen = seen & (_inward(pixels, sheet) > NEAR_OUTLINE)
    paths = [
        tapered_path(pixels[start:end, :2] / sheet.camera.scale, sheet.weights.overlap * OVERLAP_ON_SKIN, (True, True))
        for start, end in stretches(seen)
        if _long_enough(pixels[start:end], sheet, LEAST_JAW)
    ]
    return [f'<path d="{"".join(paths)}" fill="{sheet.palette["line"]}"/>'] if paths else []


def _long_enough(pixels: Array, sheet: Sheet, least: float) -> bool:
    return bool(len(pixels) > 1 and length_along(pixels[:, :2])[-1] >= least * sheet.camera.scale)


def _pixels(pixels: Array, sheet: Sheet) -> tuple[Ints, Ints]:
    """Give the row and column in which each point lies."""
    x = np.clip(pixels[:, 0].astype(int), 0, sheet.camera.width - 1)
    return np.clip(pixels[:, 1].astype(int), 0, sheet.camera.height - 1), x


def _inward(pixels: Array, sheet: Sheet) -> Array:
    """Tell how far within the outline each point lies, dm."""
    return np.asarray(sheet.inward[_pixels(pixels, sheet)])


def _seen(pixels: Array, sheet: Sheet, depth: float) -> Mask:
    """Tell which points (n,3) lie on skin that the camera sees."""
    here = _pixels(pixels, sheet)
    label = sheet.buffer.label[here]
    near = pixels[:, 2] > sheet.buffer.depth[here] - depth
    return np.asarray(near & (label % 10 == SKIN) & (label < FIRST_PROP))


def _eye(points: Array, colour: str) -> str:
    """Draw an eye as an ellipse with the spread of its rim (n,2), dm."""
    middle = points.mean(axis=0)
    spread, axes = np.linalg.eigh(np.cov((points - middle).T))
    short, long = np.sqrt(2 * np.maximum(spread, 1e-6))
    turn = np.degrees(np.arctan2(axes[1, 1], axes[0, 1]))
    x, y = (middle * UNITS).round().astype(int)
    radii = f'rx="{long * 0.85 * UNITS:.1f}" ry="{max(short, 0.03) * UNITS:.1f}"'
    return f'<ellipse cx="{x}" cy="{y}" {radii} transform="rotate({turn:.0f} {x} {y})" fill="{colour}"/>'


@lru_cache(maxsize=1)
def _toes() -> tuple[tuple[Ints, Array], ...]:
    """Find for each stroke between toes the vertices (9,4) of the foot that carry it, and their shares."""
    layer = next(layer for layer in clothes(canon()) if layer.name == "bare")
    upward = vertex_normals(layer.rest, layer.triangles)[:, 1] > TOP_OF_FOOT
    found = []
    for sign in (1, -1):
        foot = np.flatnonzero((layer.rest[:, 1] < FOOT_BELOW) & (layer.rest[:, 0] * sign > 0) & upward)
        tree = cKDTree(layer.rest[foot][:, [0, 2]] * [sign, 1])
        for start, end in TOES:
            share = np.linspace(0, 1, 9)[:, None]
            distances, nearest = tree.query(np.array(start) * (1 - share) + np.array(end) * share, 4)
            shares = 1 / (distances + 0.02)
            found.append((foot[nearest], shares / shares.sum(axis=1, keepdims=True)))
    return tuple(found)
