"""Put together the file of a typeface, of outlines as they are, with the letters that a page needs and no other.

Goes in: a `Face`, and codes. Comes out: a TrueType file, as ISO 32000-1, 9.9 asks for it. Must not know words.

A page has no time to ask a library, and what a viewer does not read is not in the file.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate

from booklet.pdf.link.pieces import Face

NOTHING = b"\0\0\0\0"
HEAD, HHEA, MAXP = b"head", b"hhea", b"maxp"
COUNT = {HHEA: 34, MAXP: 4}  # where these tables count glyphs
LOCA_FORMAT = 50  # in head
_QUICK = 4  # of packing
_CHECK, _CHECKED = 8, 0xB1B0AFBA  # in head, and what all of a file counts up to
_WORDS, _MORE, _SCALE, _SCALES, _MATRIX = 0x1, 0x20, 0x8, 0x40, 0x80  # flags of a part of an outline


def file_of(face: Face, more: frozenset[int]) -> bytes:
    """Make the file of a typeface with the usual letters, and with some more (codes) and their parts."""
    kept = face.usual | with_parts(more, face.outlines)
    count = max(kept) + 1
    outlines = [face.outlines[code] if code in kept else b"" for code in range(count)]
    metrics = [face.metrics[4 * code : 4 * code + 4] if code in kept else NOTHING for code in range(count)]
    starts = [start // 2 for start in accumulate(map(len, outlines), initial=0)]
    head = bytearray(face.tables["head"])
    head[LOCA_FORMAT : LOCA_FORMAT + 2] = b"\0\0"
    head[_CHECK : _CHECK + 4] = b"\0\0\0\0"
    tables = {
        b"glyf": b"".join(outlines),
        HEAD: bytes(head),
        HHEA: _counted(face.tables["hhea"], COUNT[HHEA], count),
        b"hmtx": b"".join(metrics),
        b"loca": struct.pack(f">{count + 1}H", *starts),
        MAXP: _counted(face.tables["maxp"], COUNT[MAXP], count),
    }
    return _joined(tables)


def file_object(packed: bytes, length: int) -> bytes:
    """Write a file, packed, as an object; `length` is how long it is unpacked."""
    return b"<</Length1 %d/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (length, len(packed), packed)


@lru_cache(maxsize=500)
def with_more(face: Face, more: frozenset[int]) -> bytes:
    """Make the object with the file for a page that needs these letters too."""
    file = file_of(face, more)
    return file_object(zlib.compress(file, _QUICK), len(file))


def _counted(table: bytes, at: int, count: int) -> bytes:
    return table[:at] + struct.pack(">H", count) + table[at + 2 :]


def _joined(tables: Mapping[bytes, bytes]) -> bytes:
    """Put tables in a file, each with its checksum, and the whole with its own."""
    start = 12 + 16 * len(tables)
    count, steps = len(tables), len(tables).bit_length() - 1
    index = [struct.pack(">IHHHH", 0x10000, count, 16 << steps, steps, 16 * count - (16 << steps))]
    bodies = []
    for name, table in tables.items():
        padded = table + b"\0" * (-len(table) % 4)
        index.append(struct.pack(">4sIII", name, _sum(padded), start, len(table)))
        bodies.append(padded)
        start += len(padded)
    file = bytearray(b"".join([*index, *bodies]))
    at = 12 + 16 * len(tables) + len(bodies[0]) + _CHECK  # head comes after glyf
    file[at : at + 4] = struct.pack(">I", (_CHECKED - _sum(file)) & 0xFFFFFFFF)
    return bytes(file)


def _sum(padded: bytes | bytearray) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF


def parts_of(outline: bytes) -> Iterator[tuple[int, int]]:
    """Give the glyphs of which one is put together, each with where it is named; none for any other."""
    if len(outline) < 10 or outline[0] < 0x80:  # a number of contours of 0 or more
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack(">HH", outline[at : at + 4])
        yield at + 2, glyph
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _SCALES else 8 if flags & _MATRIX else 0


def with_parts(glyphs: Iterable[int], outlines: tuple[bytes, ...]) -> set[int]:
    """Give glyphs with all those of which they are put together."""
    found, todo = set[int](), list(glyphs)
    while todo:
        glyph = todo.pop()
        if glyph not in found:
            found.add(glyph)
            todo += [part for _, part in parts_of(outlines[glyph])]
    return found
