"""Take long drawings out of the content of a page: each is stored once for all pages that show it.

Goes in: lines of content. Comes out: lines that name drawings, and the drawings. Must not know what is drawn.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from booklet.pdf.terse import terse

LONG = 1000  # bytes; what is shorter is written where it is drawn, which costs less than a place of its own
APART = 10_000  # units between drawings on one sheet
_CLIPPED = [b"W", b"n"]
_MOVES = re.compile(rb"(?:q|[-\d. ]+ cm)")


def apart(lines: list[bytes]) -> tuple[list[bytes], str, list[bytes]]:
    """Take a long drawing apart: lines that show it, its name (empty for a short one), and the drawing itself.

    Where and how large it is drawn stays in the lines. They are a template, in which a percent sign is written twice.
    """
    moves = next((at for at, line in enumerate(lines) if not _MOVES.fullmatch(line)), 0)
    ends = ((at, _closed(lines, at)) for at in range(moves, -1, -1))
    start, end = next((start, end) for start, end in ends if not set(lines[end:]) - {b"Q"})
    drawing = terse(lines[start:end])
    if sum(map(len, drawing)) < LONG or any(line.endswith((b" Tf", b" Do")) for line in drawing):
        return [line.replace(b"%", b"%%") for line in lines], "", []
    name = _name(drawing)
    return [*lines[:start], f"/{name} Do".encode(), *lines[end:]], name, drawing


def together(lines: list[bytes], drawings: Mapping[str, list[bytes]]) -> tuple[list[bytes], dict[str, list[bytes]]]:
    """Put the drawings of a piece on one sheet, far apart, and show of that what was shown.

    Frames of one exercise have most in common, and pack well together. A drawing without bounds stays by itself.
    """
    bounded = [name for name, drawing in drawings.items() if drawing[2:4] == _CLIPPED and drawing[0] == b"q"]
    if len(bounded) < 2:
        return lines, dict(drawings)
    sheet: list[bytes] = []
    shown: dict[bytes, list[bytes]] = {}
    for at, name in enumerate(bounded):
        sheet += [b"q", b"1 0 0 1 %d 0 cm" % (at * APART), *drawings[name], b"Q"]
        shown[b"/%b Do" % name.encode()] = [b"q", *drawings[name][1:4], b"1 0 0 1 %d 0 cm" % (-at * APART)]
    sheet = terse(sheet)
    show = f"/{_name(sheet)} Do".encode()
    out: list[bytes] = []
    for line in lines:
        out += [*shown[line], show, b"Q"] if line in shown else [line]
    loose = {name: drawing for name, drawing in drawings.items() if name not in bounded}
    return out, loose | {_name(sheet): sheet}


def _name(drawing: list[bytes]) -> str:
    """Name a drawing after what it is."""
    return "F" + hashlib.sha256(b"\n".join(drawing)).hexdigest()[:10]


def _closed(lines: list[bytes], start: int) -> int:
    """Find where what is drawn from `start` on ends: where the state is given up in which it began."""
    depth = 0
    for at in range(start, len(lines)):
        depth += (lines[at] == b"q") - (lines[at] == b"Q")
        if depth < 0:
            return at
    return len(lines)
