"""Write a drawing in as few curves as the eye allows: the last step, when all lines and fills are there.

Goes in: SVG elements as `curves` writes their paths. Comes out: the same elements with shorter path data. Must not
know what they show.

What traces a row of pixels has many curves, one for each tremor of the row. Here each smooth stretch is told again in
the fewest curves that stay near enough, of all ways to join some of its curves. Corners, ends and discs stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from booklet.figures.curves import UNITS, at, joined, numbers_of, one_curve
from booklet.figures.mesh import Array

LINE_MM = 0.045  # on paper, in the size for which a drawing is made; a printer of 600 dpi has dots of 0.042
FILL_MM = 0.09  # a fill ends under a line, and has a line of its own colour round it
SEEN_MM = 0.04  # a disc at the end of a line that is smaller than this, from its middle on, is left out
PART = 0.02  # of its own length or height that a shape may be off: an eye is small
CORNER = np.cos(np.radians(30))
STEP = 3.0  # units between the points that a curve is held against
MOST_MISSED = 3  # so many longer stretches in a row that do not fit are the end of trying
STRAIGHT = 0.5  # units that a straight line may be off
_DATA = re.compile(r' d="([^"]+)"')
_TOKEN = re.compile(r"([a-zA-Z])|(-?\d+)")
_DISC = re.compile(r"M(-?\d+) (-?\d+)a(\d+) \3 0 1 0 \d+ 0a\3 \3 0 1 0 -\d+ 0z")
_COLOURS = re.compile(r'fill="([^"]+)" stroke="([^"]+)"')


@dataclass(frozen=True, kw_only=True, eq=False)
class _Row:
    """Curves (4,2) that go on where the one before ended, or a disc, as it was written."""

    curves: tuple[Array, ...] = ()
    closed: bool = False
    disc: str = ""


def sparing(element: str, mm_per_dm: float) -> str:
    """Write the path of an element in fewer curves; any other element stays as it is."""
    found = _DATA.search(element)
    if found is None or not element.startswith("<path"):
        return element
    tolerance = round((FILL_MM if _is_fill(element) else LINE_MM) / mm_per_dm * UNITS, 2)
    smallest = SEEN_MM / mm_per_dm * UNITS
    rows = _rows(found[1])
    data = "".join(_round(row.disc, smallest) if row.disc else _written(row, tolerance) for row in rows)
    return element[: found.start(1)] + (data or found[1]) + element[found.end(1) :]


def _is_fill(element: str) -> bool:
    """Tell whether an element is a fill with a line of its own colour round it, over which other lines come."""
    colours = _COLOURS.search(element)
    return colours is not None and colours[1] == colours[2]


def _rows(data: str) -> Iterator[_Row]:
    """Read path data: M, c, l, a and z, as `curves` writes them."""
    for part in re.findall("M[^M]+", data):
        if "a" in part:
            yield _Row(disc=part)
            continue
        here, curves, command = np.zeros(2), list[Array](), ""
        numbers: list[int] = []
        for letter, number in _TOKEN.findall(part):
            if letter:
                command = letter
                continue
            numbers.append(int(number))
            if len(numbers) == (6 if command == "c" else 2):
                steps = np.array(numbers, dtype=np.float64).reshape(-1, 2)
                if command == "M":
                    here = steps[0]
                else:
                    curves.append(_curve(here, here + steps))
                    here = curves[-1][3]
                numbers = []
        yield _Row(curves=tuple(curve for curve in curves if np.ptp(curve, axis=0).any()), closed=part.endswith("z"))


def _curve(start: Array, steps: Array) -> Array:
    if len(steps) == 3:
        return np.array([start, *steps])
    return np.array([start, start + (steps[0] - start) / 3, start + (steps[0] - start) * 2 / 3, steps[0]])


def _written(row: _Row, tolerance: float) -> str:
    if not row.curves:
        return ""
    extent = float(np.ptp(np.concatenate(row.curves), axis=0).max())
    nearby = min(tolerance, PART * extent)
    spared = [curve for smooth in _smooth(row.curves) for curve in _fewest(smooth, nearby)]
    return _path(spared) + ("z" if row.closed else "")


def _round(disc: str, smallest: float) -> str:
    """Write the disc at the end of a line in four curves, where there would be eight of two arcs; nothing of a dot."""
    found = _DISC.fullmatch(disc)
    if found is None:
        return disc
    left, middle, radius = (int(number) for number in found.groups())
    if radius < smallest:
        return ""
    reach = round(0.5523 * radius)  # of handles, for curves that are nearly a circle
    rest = radius - reach
    steps = (0, reach, rest, radius, radius, radius), (reach, 0, radius, -rest, radius, -radius)
    back = [[-step for step in quarter] for quarter in steps]
    return f"M{left} {middle}c" + joined([numbers_of(quarter) for quarter in (*steps, *back)]) + "z"


def _path(curves: list[Array]) -> str:
    """Write curves as path data; what is as good as straight is written as that."""
    here = np.rint(curves[0][0]).astype(int)
    text, command = f"M{here[0]} {here[1]}", ""
    parts: list[str] = []
    for curve in curves:
        steps = np.rint(curve[1:]).astype(int) - here
        letter = "l" if _is_straight(steps) else "c"
        if letter != command:
            text, command, parts = text + joined(parts) + letter, letter, []
        parts.append(numbers_of((steps[-1:] if letter == "l" else steps).ravel().tolist()))
        here = here + steps[-1]
    return text + joined(parts)


def _is_straight(steps: Array) -> bool:
    """Tell whether a curve, told by its steps from where it begins, is a straight line, walked once."""
    length = float(np.linalg.norm(steps[-1]))
    if length == 0:
        return False
    along, aside = steps[-1] / length, np.array([-steps[-1][1], steps[-1][0]]) / length
    reach = steps[:2] @ along
    return bool((np.abs(steps[:2] @ aside) < STRAIGHT).all() and (reach >= 0).all() and (reach <= length).all())


def _smooth(curves: Iterable[Array]) -> Iterator[list[Array]]:
    """Divide a row at its corners."""
    run: list[Array] = []
    for curve in curves:
        if run and _leaving(run[-1]) @ _setting_out(curve) < CORNER:
            yield run
            run = []
        run.append(curve)
    yield run


def _setting_out(curve: Array) -> Array:
    """Give the direction in which a curve begins."""
    away = next((step for step in curve[1:] - curve[0] if step.any()), np.zeros(2))
    return np.asarray(away / max(float(np.linalg.norm(away)), 1e-9))


def _leaving(curve: Array) -> Array:
    """Give the direction in which a curve ends."""
    return -_setting_out(curve[::-1])


def _fewest(run: list[Array], tolerance: float) -> list[Array]:
    """Join curves of a smooth run so that the fewest are left; none is further off than the tolerance."""
    points, starts = _points(run)
    toward = [_setting_out(run[0]), *(_leaving(curve) for curve in run)]
    for joint, curve in enumerate(run[1:], start=1):
        both = toward[joint] + _setting_out(curve)
        toward[joint] = both / max(float(np.linalg.norm(both)), 1e-9)
    # For every joint: by how few curves it can be reached, from which joint, and by which curve.
    ways: list[tuple[int, int, Array | None]] = [(0, 0, None), *((len(run) + 1, 0, None) for _ in run)]
    for start in range(len(run)):
        missed = 0
        for end in range(start + 1, len(run) + 1):
            whole: Array | None = run[start]
            if end > start + 1:
                stretch = points[starts[start] : starts[end] + 1]
                whole, _ = one_curve(stretch, tolerance, toward[start], -toward[end])
            if whole is None:
                missed += 1
                if missed > MOST_MISSED:
                    break
                continue
            missed = 0
            if ways[start][0] + 1 < ways[end][0]:
                ways[end] = (ways[start][0] + 1, start, whole)
    found: list[Array] = []
    end = len(run)
    while end:
        _, start, chosen = ways[end]
        assert chosen is not None
        found.append(chosen)
        end = start
    return found[::-1]


def _points(run: list[Array]) -> tuple[Array, list[int]]:
    """Walk along a run: points, and at which of them each curve begins and the last one ends."""
    points, starts = [run[0][:1]], [0]
    for curve in run:
        length = float(np.abs(np.diff(curve, axis=0)).sum())
        count = int(np.clip(length / STEP, 3, 16))
        points.append(at(curve, np.linspace(0, 1, count + 1)[1:]))
        starts.append(starts[-1] + count)
    return np.concatenate(points), starts
