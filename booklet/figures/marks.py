"""Draw the small signs beside a figure: hold, breathe in, breathe out, not this.

Goes in: a `Mark`, and the posture that it stands beside. Comes out: its place in dm on the paper, and SVG elements.
Must not know how figures or arrows are drawn.

A sign has one colour on white and no line thinner than .3 mm on paper, so that it survives a photocopy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from booklet.content.pose_records import Mark
from booklet.figures.arrows import polygons
from booklet.figures.curves import UNITS, straight_path
from booklet.figures.landmarks import points
from booklet.figures.mesh import Array, unit
from booklet.figures.palette import Weights
from booklet.figures.raster import Camera, project
from booklet.figures.skeleton import Body, Posture

CLOCK_HANDS = ((0.0, 0.30), (120.0, 0.22))  # degrees clockwise from noon, length as a share of the size
STREAMS = ((-0.27, -0.34, 0.84), (0.0, 0.0, 1.0), (0.27, 0.34, 0.84))  # height at the face, height afar, length
WAVES, WAVE_HEIGHT = 1.5, 0.06
AIR_HEAD, AIR_HALF_HEAD = 0.25, 0.12
LEAST_LINE_MM = 0.35
HEAVY_SIZE, HEAVY_LINE = 1.25, 1.5  # by which a sign is larger and its lines are thicker in drawings for small prints


def mark_place(mark: Mark, body: Body, posture: Posture, camera: Camera) -> Array:
    """Find the middle (2,) of a sign, dm from the top left of the drawing, y down."""
    landmark = points(body, posture, (mark.landmark,))[mark.landmark]
    seen = project(camera, landmark[None])[0, :2] / camera.scale
    return np.asarray(seen + np.array(mark.offset) * (1, -1))


def mark_bounds(place: Array, mark: Mark, weights: Weights) -> Array:
    """Give the top left and bottom right corner (2,2) of all that a sign covers, in either weight."""
    half = (mark.size_mm * HEAVY_SIZE / weights.mm_per_dm + weights.arrow_halo) / 2
    return np.stack([place - half, place + half])


def mark_elements(mark: Mark, place: Array, weights: Weights, palette: Mapping[str, str]) -> tuple[str, ...]:
    """Draw a sign with its middle at a place (2,); `turn` is the direction away from the face, degrees upward."""
    size = mark.size_mm * (HEAVY_SIZE if weights.heavy else 1) / weights.mm_per_dm
    bold = HEAVY_LINE / HEAVY_SIZE if weights.heavy else 1.0

    def line(share: float) -> float:
        return bold * max(size * share, LEAST_LINE_MM / weights.mm_per_dm)

    match mark.kind:
        case "clock":
            return _clock(place, size, line(0.085), palette["line"])
        case "cross":
            return _cross(place, size, line(0.13), palette["stop"])
        case _:
            return _breath(mark, place, size, line(0.075), palette["arrow"])


def _clock(place: Array, size: float, line: float, colour: str) -> tuple[str, ...]:
    """Draw a clock face: a ring, four ticks and two hands."""
    radius = (size - line) / 2
    strokes = [np.stack([place, place + _clockwise(turn) * size * length]) for turn, length in CLOCK_HANDS]
    strokes += [
        np.stack([place + _clockwise(turn) * (radius - line * 1.5), place + _clockwise(turn) * (radius - line * 1.1)])
        for turn in (0, 90, 180, 270)
    ]
    return (_disc(place, radius, line, colour), _strokes(strokes, line, colour))


def _clockwise(degrees: float) -> Array:
    """Give a direction (2,) on the paper, from noon."""
    turn = np.radians(degrees)
    return np.array([np.sin(turn), -np.cos(turn)])


def _cross(place: Array, size: float, line: float, colour: str) -> tuple[str, ...]:
    """Draw a cross: two bold strokes on white."""
    half = (size - line) / 2 * np.sqrt(0.5)
    strokes = [np.stack([place - half * np.array(way), place + half * np.array(way)]) for way in ((1, 1), (1, -1))]
    return (_strokes(strokes, line * 1.8, "#fff"), _strokes(strokes, line, colour))


def _breath(mark: Mark, place: Array, size: float, line: float, colour: str) -> tuple[str, ...]:
    """Draw three streams of air that spread from the face, or gather towards it."""
    turn = np.radians(mark.turn)
    outward, aside = np.array([np.cos(turn), -np.sin(turn)]), np.array([-np.sin(turn), -np.cos(turn)])
    streams, heads = [], []
    for near, far, length in STREAMS:
        share = np.linspace(0, 1, 31)
        onward = share[::-1] if mark.kind == "breath-in" else share
        wave = WAVE_HEIGHT * np.sin(onward * WAVES * 2 * np.pi) * np.clip((1 - onward) * 3, 0, 1)  # calm at the head
        height = near + (far - near) * share + wave
        reach = (share - 0.5) * (length * size - 2 * line)  # with its round end and white border as long as told
        stream = place + outward * reach[:, None] + aside * size * height[:, None]
        stream = stream[::-1] if mark.kind == "breath-in" else stream
        heads.append(_air_head(stream, size))
        streams.append(stream[np.linalg.norm(stream - stream[-1], axis=1) > size * AIR_HEAD * 0.7])
    return (
        _strokes(streams, line * 2, "#fff"),
        _head_fill(heads, line, "#fff"),
        _strokes(streams, line, colour),
        _head_fill(heads, line * 0.3, colour),
    )


def _air_head(stream: Array, size: float) -> Array:
    """Put a head (3,2) on the end of a stream."""
    forward = unit(stream[-1] - stream[-5])
    base, aside = stream[-1] - forward * size * AIR_HEAD, np.array([-forward[1], forward[0]]) * size * AIR_HALF_HEAD
    return np.stack([stream[-1], base + aside, base - aside])


def _head_fill(heads: Sequence[Array], edge: float, colour: str) -> str:
    """Fill heads, with a round edge."""
    width = max(1, round(edge * UNITS))
    look = f'fill="{colour}" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"'
    return f'<path d="{polygons(heads)}" {look}/>'


def _disc(place: Array, radius: float, line: float, colour: str) -> str:
    """Draw a white disc with a ring about it."""
    x, y, r, w = (round(float(value) * UNITS) for value in (*place, radius, line))
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="#fff" stroke="{colour}" stroke-width="{w}"/>'


def _strokes(lines: Sequence[Array], width: float, colour: str) -> str:
    """Draw open lines with round ends."""
    data = "".join(straight_path(line, UNITS) for line in lines)
    return (
        f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{round(width * UNITS)}"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
    )
