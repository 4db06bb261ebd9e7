"""Read the content of a page as WeasyPrint writes it, and write it shorter: the same marks on paper, in fewer bytes.

Goes in: lines of content streams. Comes out: lines. Must not know what they draw. Whatever is not understood here
raises `Unlinkable`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from booklet.pdf.link.pieces import Unlinkable

# Operators (ISO 32000-1, annex A) that need nothing from outside the stream.
PLAIN = frozenset(b"q Q cm w J j M d m l c v y h re S s f f* B B* b b* n W W* rg RG g G BT ET Tr Tm Ts".split())
MARKS = frozenset((b"/Artifact", b"BMC", b"EMC"))
EXACT = frozenset((b"cm", b"rg", b"RG", b"g", b"G"))  # no rounding: all that follows hangs on it
_NUMBER = re.compile(rb"-?\d*\.\d+")
_PARTS = re.compile(rb"<([0-9a-f]*)>|(-?[\d.]+(?:e-?\d+)?)")


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form XObject: where it lies in its own space, what it draws, and the forms that it draws in turn."""

    matrix: bytes
    box: bytes
    lines: tuple[bytes, ...]
    forms: Resources


@dataclass(frozen=True, kw_only=True)
class Dots:
    """A picture made of dots that needs nothing from outside: its name from now on, and the whole object."""

    name: bytes
    written: bytes


Resources = Mapping[bytes, Form | Dots]


def flat(lines: Iterator[bytes], forms: Resources) -> Iterator[bytes]:
    """Write forms out where they are drawn: they are drawn opaque, so that it comes to the same."""
    for line in lines:
        if not line.endswith(b" Do"):
            yield line
            continue
        form = forms.get(line[1:-3])
        if form is None:
            raise Unlinkable("a picture that needs something else")
        if isinstance(form, Dots):
            yield b"/%b Do" % form.name
            continue
        yield from (b"q", form.matrix + b" cm", form.box + b" re", b"W", b"n")
        yield from flat(iter(form.lines), form.forms)
        yield b"Q"


def shorter(line: bytes) -> bytes | None:
    """Write one line shorter; None when it says nothing that is not so already."""
    operator = line[line.rfind(b" ") + 1 :]
    if operator == b"gs":
        return None  # all states are opaque, which is how a page begins
    if operator == b"TJ":
        return text_line(glyph_run(line[:-3])) + b" TJ"
    if operator in (b"Tf", b"Do") or line in MARKS:
        return line
    if operator not in PLAIN:
        raise Unlinkable(f"the operator {operator.decode(errors='replace')}")
    return line if operator in EXACT else _NUMBER.sub(_rounded, line)


def _rounded(number: re.Match[bytes]) -> bytes:
    return _decimal(float(number[0]))


def glyph_run(array: bytes) -> list[tuple[int, float]]:
    """Read what is shown: each glyph with how far the next one is moved back, in thousandths of the size."""
    run: list[tuple[int, float]] = []
    for part in _PARTS.finditer(array):
        if part[2] is None:
            run += [(int(part[1][at : at + 4], 16), 0.0) for at in range(0, len(part[1]), 4)]
        elif not run:
            raise Unlinkable("a line that begins with a move")
        else:
            run[-1] = (run[-1][0], run[-1][1] + float(part[2]))
    return run


def text_line(run: list[tuple[int, float]]) -> bytes:
    """Write glyphs and moves as an array for TJ, with nothing in it that is not needed."""
    out, held = [], []
    for glyph, move in run:
        held.append(b"%04x" % glyph)
        if round(move, 3):
            out += [b"<", *held, b">", _decimal(move)]
            held = []
    if held:
        out += [b"<", *held, b">"]
    return b"[" + b"".join(out) + b"]"


def _decimal(number: float) -> bytes:
    """Write a number with three decimals at most: a thousandth of a pixel, or less."""
    text = (b"%.3f" % number).rstrip(b"0").rstrip(b".")
    return b"0" if text == b"-0" else text


def blocks(lines: list[bytes]) -> Iterator[tuple[bytes, int, list[bytes]]]:
    """Divide a stream: tagged content as (kind, its number, lines), all else as (empty, -1, lines)."""
    loose: list[bytes] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if at + 2 < len(lines) and lines[at + 2] == b"BDC":
            number = re.fullmatch(rb"<</MCID (\d+)>>", lines[at + 1])
            if number is None:
                raise Unlinkable("tagged content without a number")
            end = lines.index(b"EMC", at)
            if b"BMC" in lines[at:end] or lines[at:end].count(b"BDC") > 1:
                raise Unlinkable("marks within tagged content")
            yield b"", -1, loose
            yield line[1:], int(number[1]), lines[at + 3 : end]
            loose, at = [], end + 1
            continue
        loose.append(line)
        at += 1
    yield b"", -1, loose
