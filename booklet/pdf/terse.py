"""Write what a content stream draws in fewer bytes: the same marks on paper, by fewer and shorter instructions.

Goes in: the lines of a content stream, one instruction each, as WeasyPrint writes them. Comes out: lines.
Must not know what they draw.

A state (colour, line width, typeface) is written where something is drawn with it and it was another one before;
it is saved and restored only around what moves or clips. Numbers lose the decimals that no printer sees.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

# What each operator sets, and which of that each way of painting uses (ISO 32000-1, 8.4.4 and 8.5.3).
_SETS = {b"rg": "fill", b"g": "fill", b"RG": "line", b"G": "line", b"w": "width", b"d": "dash", b"J": "cap"}
_SETS |= {b"j": "join", b"M": "mitre", b"Tf": "face"}
_STROKE = ("line", "width", "dash", "cap", "join", "mitre")
_PAINTS: dict[bytes, tuple[str, ...]] = dict.fromkeys((b"f", b"f*"), ("fill",))
_PAINTS |= dict.fromkeys((b"S", b"s"), _STROKE)
_PAINTS |= dict.fromkeys((b"B", b"B*", b"b", b"b*"), ("fill", *_STROKE))
_PAINTS |= {b"TJ": ("fill", "face"), b"Do": (), b"sh": ()}
_PATH = frozenset((b"m", b"l", b"c", b"v", b"y", b"h", b"re"))
_ENDS = frozenset((b"n", *_PAINTS)) - {b"TJ", b"Do", b"sh"}
_MARKS = frozenset((b"BMC", b"BDC", b"EMC"))
# Besides those: what leaves no state behind.
_TRACELESS = frozenset((*_SETS, *_PATH, *_ENDS, *_PAINTS, *_MARKS, b"BT", b"ET", b"Td", b"TD", b"Tm", b"T*", b"Tj"))
_FILLED = [b"rg", b"re", b"W", b"n", b"re", b"f"]
_EXACT = frozenset((b"rg", b"RG", b"g", b"G", b"Tf"))
_ARTIFACT = [b"/Artifact", b"BMC"]
_EMPTY = ([b"BT", b"ET"], [*_ARTIFACT, b"EMC"])
# How a page and a form that nobody drew before begin.
DEFAULTS: Mapping[str, bytes] = {
    "fill": b"0 0 0 rg",
    "line": b"0 0 0 RG",
    "width": b"1 w",
    "dash": b"[] 0 d",
    "cap": b"0 J",
    "join": b"0 j",
    "mitre": b"10 M",
}
STAYING = b"1 0 0 1 0 0 cm"
_NUMBER = re.compile(rb"-?\d*\.?\d+")
_UNMOVED = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class _Block:
    """Instructions between q and Q: what they are, in order, with the blocks within."""

    items: list[bytes | _Block] = field(default_factory=list)

    @property
    def paints(self) -> bool:
        """Tell whether anything comes on paper, or is marked."""
        return any(
            item.paints if isinstance(item, _Block) else _operator(item) in _PAINTS or _operator(item) in _MARKS
            for item in self.items
        )


def terse(
    lines: Iterable[bytes],
    begins: Mapping[str, bytes] | None = None,
    *,
    within: Iterable[bytes] = (),
    decimals: int = 2,
    least: float = 0,
) -> list[bytes]:
    """Write instructions tersely; `begins` is the state in which they begin, where that is known.

    `within` are paths to which all is clipped anyhow. Places have so many decimals, and more within what is drawn
    larger. What is no larger than `least` need not be round.
    """
    writer = _Writer(begins or {}, decimals, least)
    writer.clips = frozenset((_short(path, decimals),) for path in within)
    writer.block(_read(lines))
    return writer.lines


def number(value: float, decimals: int = 2) -> bytes:
    """Write a number with so many decimals at most, and no sign of what is nothing."""
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{value:.0f}"
    text = "0" if text in ("-0", "") else text
    return text.replace("0.", ".", 1).encode() if text.startswith(("0.", "-0.")) else text.encode()


def _is_traceless(line: bytes) -> bool:
    return _operator(line) in _TRACELESS or (line[:1] in (b"/", b"<") and b" " not in line.rstrip(b">"))


def _operator(line: bytes) -> bytes:
    return line[line.rfind(b" ") + 1 :]


def _read(lines: Iterable[bytes]) -> _Block:
    stack = [_Block()]
    for line in lines:
        if line == b"q":
            inner = _Block()
            stack[-1].items.append(inner)
            stack.append(inner)
        elif line == b"Q":
            stack.pop()
        elif line != STAYING:
            stack[-1].items.append(line)
    return stack[0]


class _Writer:
    """Writes blocks; a class only because it remembers what is wanted, and what was written already."""

    def __init__(self, begins: Mapping[str, bytes], decimals: int, least: float) -> None:
        self.lines: list[bytes] = []
        self._wanted: dict[str, bytes] = dict(DEFAULTS)
        self._written: dict[str, bytes] = dict(begins)
        self._decimals = decimals
        self._least = least
        self._bound = False
        self._artifact = 0  # how many lines there were when an artifact ended
        self.clips: frozenset[tuple[bytes, ...]] = frozenset()

    def block(self, block: _Block) -> None:
        """Write a block, without leaving a trace in the state of what follows."""
        if not block.paints:
            return
        if len(block.items) == 1 and isinstance(block.items[0], _Block):
            self.block(block.items[0])
            return
        before = dict(self._wanted), dict(self._written), self._decimals, self.clips, self._bound
        start = len(self.lines)
        self.lines.append(b"q")
        self._bound = False
        self._items(_plain(block.items))
        bound = self._bound
        self._wanted, written, self._decimals, self.clips, self._bound = before
        if bound:
            self._written = written
            self.lines.append(b"Q")
        else:  # nothing moved, clipped or set anything that is not followed here
            del self.lines[start]
            self._artifact -= 1

    def _items(self, items: list[bytes | _Block]) -> None:
        path: list[bytes] = []
        moved = _UNMOVED
        for at, item in enumerate(items):
            if not isinstance(item, _Block) and _operator(item) == b"cm":
                moved = _times(_matrix(item), moved)
                continue
            if moved != _UNMOVED:
                if any(later.paints if isinstance(later, _Block) else _marks(later) for later in items[at:]):
                    self.lines.append(b" ".join(number(part, 6) for part in moved) + b" cm")
                    self.clips = frozenset()
                    self._bound = True
                    self._decimals += max(0, math.ceil(math.log10(max(map(abs, moved[:4])) or 1)))
                moved = _UNMOVED
            if isinstance(item, _Block):
                self.block(item)
                continue
            operator = _operator(item)
            if operator in _SETS:
                self._wanted[_SETS[operator]] = _colour(item) if operator in (b"rg", b"RG") else item
            elif operator in _PATH or operator in (b"W", b"W*"):
                path.append(item)
            elif operator in _ENDS:
                self._paint(path, item)
                path = []
            else:
                self._set(_PAINTS.get(operator, ()))
                self.lines.append(_short(item, self._decimals))
                self._bound |= not _is_traceless(item)
                self._forget_empty()

    def _paint(self, path: list[bytes], end: bytes) -> None:
        short = tuple(_short_path(path, self._decimals, self._least))
        if end == b"n":
            clip = short[:-1]
            if not short or short[-1] not in (b"W", b"W*") or clip in self.clips:
                return
            self.clips |= {clip}
            self._bound = True
        self._set(_PAINTS.get(end, ()))
        self.lines += (*short, end)

    def _forget_empty(self) -> None:
        """Take back what holds nothing: an artifact, or a line of text; let an artifact go on where another ended."""
        for empty in _EMPTY:
            if self.lines[-len(empty) :] == empty:
                del self.lines[-len(empty) :]
        if self.lines[-1:] == [b"EMC"]:
            opened = max((at for at, line in enumerate(self.lines) if _operator(line) in (b"BMC", b"BDC")), default=0)
            self._artifact = len(self.lines) if self.lines[opened - 1 : opened + 1] == _ARTIFACT else 0
        elif self._artifact == len(self.lines) - 2 and self.lines[-3:] == [b"EMC", *_ARTIFACT]:
            del self.lines[-3:]
            self._artifact = 0

    def _set(self, names: Iterable[str]) -> None:
        """Write the state that is needed now, where it is not so already."""
        for name in names:
            wanted = self._wanted.get(name)
            if wanted is not None and self._written.get(name) != wanted and not self._is_idle(name):
                self.lines.append(_short(wanted, self._decimals) if name != "face" else wanted)
                self._written[name] = wanted

    def _is_idle(self, name: str) -> bool:
        """Tell of the limit of mitres that no line has any: its joins are round or cut."""
        return name == "mitre" and self._wanted["join"] != b"0 j"


def _plain(items: list[bytes | _Block]) -> list[bytes | _Block]:
    """Fill a rectangle without clipping to it first."""
    lines = [item for item in items if not isinstance(item, _Block)]
    kinds = [_operator(line) for line in lines]
    if len(lines) < len(items):
        return items
    if kinds == _FILLED and lines[1] == lines[4]:
        return [items[0], *items[4:]]
    return items


def _marks(line: bytes) -> bool:
    return _operator(line) in _PAINTS or line == b"n"


def _matrix(line: bytes) -> _Matrix:
    a, b, c, d, e, f = (float(part) for part in line.split()[:6])
    return (a, b, c, d, e, f)


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _colour(line: bytes) -> bytes:
    """Write a colour with what tells one of 256 shades from the next."""
    *parts, operator = line.split()
    return b" ".join([*(number(float(part), 3) for part in parts), operator])


def _short(line: bytes, decimals: int) -> bytes:
    """Write an instruction with shorter numbers; what names or shows something stays as it is."""
    if _operator(line) in _EXACT or not re.match(rb"[-.\d]", line):
        return line
    return _NUMBER.sub(lambda found: number(float(found[0]), decimals), line)


def _short_path(path: list[bytes], decimals: int, least: float) -> Iterator[bytes]:
    """Write a path: no start that nothing follows, and no handle of a curve that lies where it begins or ends.

    A curve that stays within `least` is a line, and one that goes nowhere is left out of a longer path.
    """
    here: tuple[bytes, ...] = ()
    before = b""
    for at, line in enumerate(path):
        operator = _operator(line)
        after = _operator(path[at + 1]) if at + 1 < len(path) else b""
        if operator == b"m" and after in (b"m", b"re", b""):
            continue
        points = [number(float(part), decimals) for part in line.split()[:-1]]
        if operator in (b"c", b"v", b"y") and here and least and _extent([*here, *points]) <= least:
            operator, points = b"l", points[-2:]
        if operator == b"c":
            pairs = [tuple(points[start : start + 2]) for start in (0, 2, 4)]
            if pairs[0] == here:
                operator, points = b"v", points[2:]
            elif pairs[1] == pairs[2]:
                operator, points = b"y", points[:4]
        if operator == b"l" and tuple(points) == here and before != b"m" and least:
            continue
        yield b" ".join([*points, operator])
        here = tuple(points[-2:]) if operator not in (b"h", b"re") else ()
        before = operator


def _extent(points: list[bytes]) -> float:
    """Give the width or the height of some points, whichever is more."""
    across, down = [float(part) for part in points[::2]], [float(part) for part in points[1::2]]
    return max(max(across) - min(across), max(down) - min(down))
