"""Write what a content stream draws in fewer bytes: the same marks on paper, by fewer and shorter instructions.

Goes in: the lines of a content stream, one instruction each, as WeasyPrint writes them. Comes out: lines.
Must not know what they draw.

A state (colour, line width, typeface) is written where something is drawn with it and it was another one before;
it is saved and restored only around what moves or clips. Numbers lose the decimals that no printer sees.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from booklet.pdf.paths import (
    UNMOVED,
    Bounds,
    bounds_of,
    contains,
    matrix_of,
    operator_of,
    shared,
    short_number,
    short_path,
    times,
)

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
_FILLS = frozenset((b"n", b"f", b"f*"))


@dataclass(frozen=True, kw_only=True)
class _Block:
    """Instructions between q and Q: what they are, in order, with the blocks within."""

    items: list[bytes | _Block] = field(default_factory=list)

    @property
    def paints(self) -> bool:
        """Tell whether anything comes on paper, or is marked."""
        return any(
            item.paints if isinstance(item, _Block) else operator_of(item) in _PAINTS or operator_of(item) in _MARKS
            for item in self.items
        )


def terse(
    lines: Iterable[bytes],
    begins: Mapping[str, bytes] | None = None,
    *,
    within: Bounds | None = None,
    decimals: int = 2,
    least: float = 0,
) -> list[bytes]:
    """Write instructions tersely; `begins` is the state in which they begin, where that is known.

    All is clipped to what is `within` some bounds anyhow. Places have so many decimals, and more within what is drawn
    larger. What is no larger than `least` need not be round.
    """
    writer = _Writer(begins or {}, within, decimals, least)
    writer.block(_read(lines))
    return writer.lines


def _is_traceless(line: bytes) -> bool:
    return operator_of(line) in _TRACELESS or (line[:1] in (b"/", b"<") and b" " not in line.rstrip(b">"))


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

    def __init__(self, begins: Mapping[str, bytes], within: Bounds | None, decimals: int, least: float) -> None:
        self.lines: list[bytes] = []
        self._wanted: dict[str, bytes] = dict(DEFAULTS)
        self._written: dict[str, bytes] = dict(begins)
        self._decimals = decimals
        self._least = least
        self._bound = False
        self._artifact = 0  # how many lines there were when an artifact ended
        self._matrix = UNMOVED
        self._within = within

    def block(self, block: _Block) -> None:
        """Write a block, without leaving a trace in the state of what follows."""
        if not block.paints:
            return
        if len(block.items) == 1 and isinstance(block.items[0], _Block):
            self.block(block.items[0])
            return
        state = dict(self._wanted), dict(self._written)
        before = (*state, self._decimals, self._matrix, self._within, self._bound)
        start = len(self.lines)
        self.lines.append(b"q")
        self._bound = False
        self._items(_plain(block.items))
        bound = self._bound
        self._wanted, written, self._decimals, self._matrix, self._within, self._bound = before
        if bound:
            self._written = written
            self.lines.append(b"Q")
        else:  # nothing moved, clipped or set anything that is not followed here
            del self.lines[start]
            self._artifact -= 1

    def _items(self, items: list[bytes | _Block]) -> None:
        path: list[bytes] = []
        moved = UNMOVED
        for at, item in enumerate(items):
            if not isinstance(item, _Block) and operator_of(item) == b"cm":
                moved = times(matrix_of(item), moved)
                continue
            if moved != UNMOVED:
                if any(later.paints if isinstance(later, _Block) else _marks(later) for later in items[at:]):
                    self.lines.append(b" ".join(short_number(part, 6) for part in moved) + b" cm")
                    self._matrix = times(moved, self._matrix)
                    self._bound = True
                    self._decimals += max(0, math.ceil(math.log10(max(map(abs, moved[:4])) or 1)))
                moved = UNMOVED
            if isinstance(item, _Block):
                self.block(item)
                continue
            operator = operator_of(item)
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
        short = tuple(short_path(path, self._decimals, self._least, has_area=end in _FILLS))
        if end == b"n":
            bounds = bounds_of(path[:-1], self._matrix)
            if not short or short[-1] not in (b"W", b"W*") or bounds is None:
                return
            is_straight = len(path) == 2 and not self._matrix[1] and not self._matrix[2]  # a rectangle, and not turned
            if self._within and is_straight and contains(bounds, self._within):
                return
            self._within = shared(bounds, self._within)
            self._bound = True
        self._set(_PAINTS.get(end, ()))
        self.lines += (*short, end)

    def _forget_empty(self) -> None:
        """Take back what holds nothing: an artifact, or a line of text; let an artifact go on where another ended."""
        for empty in _EMPTY:
            if self.lines[-len(empty) :] == empty:
                del self.lines[-len(empty) :]
        if self.lines[-1:] == [b"EMC"]:
            opened = max((at for at, line in enumerate(self.lines) if operator_of(line) in (b"BMC", b"BDC")), default=0)
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
    kinds = [operator_of(line) for line in lines]
    if len(lines) < len(items):
        return items
    if kinds == _FILLED and lines[1] == lines[4]:
        return [items[0], *items[4:]]
    return items


def _marks(line: bytes) -> bool:
    return operator_of(line) in _PAINTS or line == b"n"


def _colour(line: bytes) -> bytes:
    """Write a colour with what tells one of 256 shades from the next."""
    *parts, operator = line.split()
    return b" ".join([*(short_number(float(part), 3) for part in parts), operator])


def _short(line: bytes, decimals: int) -> bytes:
    """Write an instruction with shorter numbers; what names or shows something stays as it is."""
    if operator_of(line) in _EXACT or not re.match(rb"[-.\d]", line):
        return line
    return _NUMBER.sub(lambda found: short_number(float(found[0]), decimals), line)
