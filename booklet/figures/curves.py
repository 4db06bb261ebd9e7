"""Make smooth curves of rows of points, and write them as SVG paths.

Goes in: points in px or dm. Comes out: path data in whole hundredths of a dm. Must not know what the lines show.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cv2
import numpy as np
from scipy.ndimage import gaussian_filter1d

from booklet.figures.mesh import Array, Ints, Mask

UNITS = 100  # SVG units in a dm: fine enough for 100 mm wide, and short to write
REACH = 4  # points from an end that tell its direction
DEEPEST = 14  # times that a curve is cut in two at most
TAPER = 0.55  # dm over which a free end thins out
ROUNDS = 4  # of bringing parameters closer to the curve


def smooth(points: Array, sigma: float) -> Array:
    """Smooth a row of points (n,2) on a lattice by a Gaussian (in points); its ends, or its being closed, stay."""
    if len(points) < 4:
        return points
    middles = (points[:-1] + points[1:]) / 2  # half way, a staircase is a slope
    if np.allclose(points[0], points[-1]):
        ring = gaussian_filter1d(middles, min(sigma, len(middles) / 8), axis=0, mode="wrap")
        return np.concatenate([ring, ring[:1]])
    row = np.concatenate([points[:1], middles, points[-1:]])
    sigma = min(sigma, len(row) / 6)
    beyond = min(int(4 * sigma) + 1, len(row) - 1)
    # Turned round about its ends, a row is smoothed without drawing them in.
    before = 2 * row[0] - row[1 : beyond + 1][::-1]
    after = 2 * row[-1] - row[-beyond - 1 : -1][::-1]
    long = gaussian_filter1d(np.concatenate([before, row, after]), sigma, axis=0)
    return np.asarray(long[beyond : beyond + len(row)])


def fit(points: Array, tolerance: float) -> tuple[Array, ...]:
    """Fit cubic Bezier curves, each (4,2), through points (n,2) to within a tolerance (Schneider, 1990)."""
    return tuple(_fit(points, tolerance, _toward(points), _toward(points[::-1]), 0))


def _toward(points: Array) -> Array:
    away = points[min(REACH, len(points) - 1)] - points[0]
    return np.asarray(away / max(float(np.linalg.norm(away)), 1e-9))


def _fit(points: Array, tolerance: float, first: Array, last: Array, depth: int) -> list[Array]:
    if len(points) <= 2 or depth > DEEPEST:
        third = np.linalg.norm(points[-1] - points[0]) / 3
        return [np.array([points[0], points[0] + first * third, points[-1] + last * third, points[-1]])]
    if length_along(points)[-1] < 1e-9:
        return []
    curve, worst = one_curve(points, tolerance, first, last)
    if curve is not None:
        return [curve]
    cut = min(max(worst, 1), len(points) - 2)
    through = points[max(0, cut - REACH)] - points[min(len(points) - 1, cut + REACH)]
    through = through / max(float(np.linalg.norm(through)), 1e-9)
    return [
        *_fit(points[: cut + 1], tolerance, first, through, depth + 1),
        *_fit(points[cut:], tolerance, -through, last, depth + 1),
    ]


def one_curve(points: Array, tolerance: float, first: Array, last: Array) -> tuple[Array | None, int]:
    """Fit one curve that sets out and ends in these directions; None when it cannot. With it, which point is worst."""
    along = length_along(points)
    parameters = along / along[-1]
    worst = 0
    for _ in range(ROUNDS):
        curve = _least_squares(points, first, last, parameters)
        errors = np.linalg.norm(at(curve, parameters) - points, axis=1)
        worst = int(errors.argmax())
        if errors[worst] < tolerance:
            return curve, worst
        parameters = _closer(curve, points, parameters)
        if (np.diff(parameters) < 0).any():
            parameters = along / along[-1]
    return None, worst


def at(curve: Array, parameters: Array) -> Array:
    """Give the points (n,2) of a Bezier curve (4,2) at parameters from 0 to 1 (n,)."""
    t = parameters[:, None]
    u = 1 - t
    return np.asarray(u**3 * curve[0] + 3 * u**2 * t * curve[1] + 3 * u * t * t * curve[2] + t**3 * curve[3])


def length_along(points: Array) -> Array:
    """Measure how far along the row each point (n,2) or (n,3) lies."""
    return np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])


def resampled(points: Array, count: int) -> Array:
    """Spread so many points evenly along a row (n,d)."""
    along = length_along(points)
    spread = np.linspace(0, along[-1], count)
    return np.stack([np.interp(spread, along, column) for column in points.T], axis=1)


def _least_squares(points: Array, first: Array, last: Array, parameters: Array) -> Array:
    """Choose how far the two handles reach along their directions."""
    t = parameters[:, None]
    u = 1 - t
    one, other = 3 * u**2 * t * first, 3 * u * t * t * last
    mixed = (one * other).sum()
    matrix = np.array([[(one * one).sum(), mixed], [mixed, (other * other).sum()]])
    rest = points - (points[0] * (u**3 + 3 * u**2 * t) + points[-1] * (3 * u * t * t + t**3))
    right = np.array([(one * rest).sum(), (other * rest).sum()])
    length = float(np.linalg.norm(points[-1] - points[0]))
    determinant = matrix[0, 0] * matrix[1, 1] - mixed * mixed
    reach = np.array([length / 3, length / 3])
    if abs(determinant) > 1e-12:
        found = np.array(
            [
                (right[0] * matrix[1, 1] - right[1] * mixed) / determinant,
                (matrix[0, 0] * right[1] - mixed * right[0]) / determinant,
            ]
        )
        if (found >= 1e-6 * length).all() and (found <= 3 * length).all():
            reach = found
    return np.array([points[0], points[0] + first * reach[0], points[-1] + last * reach[1], points[-1]])


def _closer(curve: Array, points: Array, parameters: Array) -> Array:
    """Move each parameter towards the place of the curve that is nearest to its point (one step of Newton)."""
    velocity = 3 * (curve[1:] - curve[:-1])
    turning = 2 * (velocity[1:] - velocity[:-1])
    t = parameters[:, None]
    u = 1 - t
    away = at(curve, parameters) - points
    speed = u**2 * velocity[0] + 2 * u * t * velocity[1] + t * t * velocity[2]
    bend = u * turning[0] + t * turning[1]
    over = (speed * speed).sum(axis=1) + (away * bend).sum(axis=1)
    usable = np.abs(over) > 1e-9
    step = np.where(usable, (away * speed).sum(axis=1) / np.where(usable, over, 1), 0)
    return np.clip(parameters - step, 0, 1)


def path_of(curves: Sequence[Array], scale: float, *, closed: bool = False) -> str:
    """Write joined Bezier curves as path data; `scale` is in units per px or dm."""
    if not curves:
        return ""
    here = np.rint(curves[0][0] * scale).astype(int)
    parts = [f"M{here[0]} {here[1]}c"]
    steps = []
    for curve in curves:
        targets = np.rint(curve[1:] * scale).astype(int)
        steps.append(numbers_of((targets - here).ravel().tolist()))
        here = targets[-1]
    return parts[0] + joined(steps) + ("z" if closed else "")


def straight_path(points: Array, scale: float, *, closed: bool = False) -> str:
    """Write straight lines through points (n,2) as path data."""
    rounded = np.rint(points * scale).astype(int)
    steps = np.diff(rounded, axis=0)
    start = f"M{rounded[0][0]} {rounded[0][1]}l"
    return start + joined([numbers_of(step.tolist()) for step in steps]) + ("z" if closed else "")


def numbers_of(numbers: Iterable[int]) -> str:
    """Write numbers with a space only where no minus sign parts them."""
    return joined([str(number) for number in numbers])


def joined(parts: Sequence[str]) -> str:
    """Write numbers behind each other, each with a space before it unless it begins with a minus sign."""
    return "".join(part if index == 0 or part.startswith("-") else f" {part}" for index, part in enumerate(parts))


def curve_path(points: Array, tolerance: float, scale: float, *, closed: bool = False) -> str:
    """Fit curves through points and write them as path data."""
    return path_of(fit(points, tolerance), scale, closed=closed)


def region_path(mask: Mask, scale: float, *, sigma: float = 2.5, tolerance: float = 0.6, smallest: float = 30) -> str:
    """Write the borders of the true pixels of a mask (h,w) as path data, holes too; leave out specks (px2).

    Twice as many pixels make a border that runs between them, and not through their middles.
    """
    double = cv2.resize(mask.astype(np.uint8), None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)
    borders, _ = cv2.findContours(double, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    paths = []
    for border in borders:
        points = border[:, 0, :].astype(float) / 2 + 0.25
        if len(points) < 8 or cv2.contourArea(points.astype(np.float32)) < smallest:
            continue
        ring = gaussian_filter1d(points, min(sigma * 2, len(points) / 10), axis=0, mode="wrap")
        ring = np.concatenate([ring, ring[:1]])[::2]
        if not np.allclose(ring[0], ring[-1]):
            ring = np.concatenate([ring, ring[:1]])
        paths.append(curve_path(ring, tolerance, scale, closed=True))
    return "".join(paths)


def stroked(data: str, width: float, colour: str) -> str:
    """Draw path data as a round line; `width` in dm."""
    return (
        f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{in_units(width)}"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
    )


def in_units(length: float) -> int:
    """Give a length in dm in whole units, and never nothing."""
    return max(1, round(length * UNITS))


def stretches(flags: Mask) -> Ints:
    """Find the stretches (n,2) of true values: where each begins, and where it has ended."""
    return np.asarray(np.flatnonzero(np.diff(np.r_[0, flags.astype(np.int64), 0])).reshape(-1, 2))


def tapered_path(points: Array, width: float, ends: tuple[bool, bool]) -> str:
    """Draw a line (n,2), dm, as a shape that is thin at its free ends, with round caps."""
    length = float(np.linalg.norm(np.diff(points, axis=0), axis=1).sum())
    count = max(6, int(length / 0.05))
    row, walked = resampled(points, count), np.linspace(0, length, count)
    reach = min(TAPER, length * 0.6)
    half = np.full(count, width / 2)
    for there, distance in zip(ends, (walked, length - walked), strict=True):
        if there:
            half = half * np.clip(0.18 + 0.82 * distance / reach, 0, 1)
    tangent = np.gradient(row, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-9)
    aside = np.stack([-tangent[:, 1], tangent[:, 0]], axis=1) * half[:, None]
    rim = (*fit(row + aside, 0.004), *_bridge(row[-1], aside[-1]), *fit((row - aside)[::-1], 0.004))
    return path_of(rim, UNITS, closed=True) + _cap(row[0], half[0]) + _cap(row[-1], half[-1])


def _bridge(end: Array, aside: Array) -> tuple[Array, ...]:
    """Go straight from one side of a line's end to the other."""
    one, other = end + aside, end - aside
    return (np.array([one, one, other, other]),)


def _cap(middle: Array, radius: float) -> str:
    """Draw a disc at the end of a line."""
    x, y, r = round(middle[0] * UNITS), round(middle[1] * UNITS), max(1, round(radius * UNITS))
    return f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"
