"""Write numbers and paths of a content stream shortly, and reckon where they lie.

Goes in: numbers, lines with path operators, matrices. Comes out: bytes, lines, rectangles. Must not know what is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator

Bounds = tuple[float, float, float, float]  # left, top, right, bottom
Matrix = tuple[float, float, float, float, float, float]
UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_NEAR = 0.01


def short_number(value: float, decimals: int = 2) -> bytes:
    """Write a number with so many decimals at most, and no sign of what is nothing."""
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{value:.0f}"
    text = "0" if text in ("-0", "") else text
    return text.replace("0.", ".", 1).encode() if text.startswith(("0.", "-0.")) else text.encode()


def operator_of(line: bytes) -> bytes:
    """Give the operator of an instruction."""
    return line[line.rfind(b" ") + 1 :]


def bounds_of(path: list[bytes], matrix: Matrix) -> Bounds | None:
    """Give a rectangle around a path, where the matrix puts it; None around nothing."""
    points: list[tuple[float, float]] = []
    for line in path:
        numbers = [float(part) for part in line.split()[:-1]]
        if line.endswith(b"re"):
            x, y, width, height = numbers
            points += [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]
        else:
            points += zip(numbers[::2], numbers[1::2], strict=True)
    a, b, c, d, e, f = matrix
    moved = [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
    if not moved:
        return None
    across, down = zip(*moved, strict=True)
    return (min(across), min(down), max(across), max(down))


def contains(one: Bounds, other: Bounds) -> bool:
    """Tell whether one rectangle contains another, but for what nobody sees."""
    return (
        one[0] <= other[0] + _NEAR
        and one[1] <= other[1] + _NEAR
        and one[2] >= other[2] - _NEAR
        and one[3] >= other[3] - _NEAR
    )


def shared(one: Bounds, other: Bounds | None) -> Bounds:
    """Give what two rectangles share."""
    if other is None:
        return one
    return (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))


def matrix_of(line: bytes) -> Matrix:
    """Read how an instruction moves what follows."""
    a, b, c, d, e, f = (float(part) for part in line.split()[:6])
    return (a, b, c, d, e, f)


def times(one: Matrix, other: Matrix) -> Matrix:
    """Move by one matrix within another."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def short_path(path: list[bytes], decimals: int, least: float, *, has_area: bool = False) -> Iterator[bytes]:
    """Write a path: no start that nothing follows, and no handle of a curve that lies where it begins or ends.

    A curve that stays within `least` is a line, and one that goes nowhere is left out of a longer path; so is any line
    that goes nowhere of what only `has_area`.
    """
    here: tuple[bytes, ...] = ()
    before = b""
    for at, line in enumerate(path):
        operator = operator_of(line)
        after = operator_of(path[at + 1]) if at + 1 < len(path) else b""
        if operator == b"m" and after in (b"m", b"re", b""):
            continue
        points = [short_number(float(part), decimals) for part in line.split()[:-1]]
        if operator in (b"c", b"v", b"y") and here and least and _extent([*here, *points]) <= least:
            operator, points = b"l", points[-2:]
        if operator == b"c":
            pairs = [tuple(points[start : start + 2]) for start in (0, 2, 4)]
            if pairs[0] == here:
                operator, points = b"v", points[2:]
            elif pairs[1] == pairs[2]:
                operator, points = b"y", points[:4]
        if operator == b"l" and tuple(points) == here and (has_area or (least and before != b"m")):
            continue
        yield b" ".join([*points, operator])
        here = tuple(points[-2:]) if operator not in (b"h", b"re") else ()
        before = operator


def _extent(points: list[bytes]) -> float:
    """Give the width or the height of some points, whichever is more."""
    across, down = [float(part) for part in points[::2]], [float(part) for part in points[1::2]]
    return max(max(across) - min(across), max(down) - min(down))
