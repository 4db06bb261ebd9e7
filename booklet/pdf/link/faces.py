"""Embed typefaces with no letter more than a page needs: those that stand on many pages, and those of its own words.

Goes in: a typeface as a finished PDF has it. Comes out: a `Face`, and the file for a page. Must not know words.

A letter is shown by a code. Codes are given out anew: letters of many pages first, in the order of the alphabet, so
that all tables are short. A file (TrueType, as ISO 32000-1, 9.9 asks for it) is put together here, of outlines as they
are: a page has no time to ask a library, and what a viewer does not read is not in it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

import pikepdf
import zopfli.zlib
from pikepdf import Array, Dictionary, Name, Object

from booklet.pdf.link.pieces import Face

QUICK = 4  # of packing
_NOTHING = b"\0\0\0\0"
_HEAD, _HHEA, _MAXP = b"head", b"hhea", b"maxp"
_COUNT = {_HHEA: 34, _MAXP: 4}  # where these tables count glyphs
_LOCA_FORMAT, _CHECK = 50, 8  # in head
_WORDS, _MORE, _SCALE, _SCALES, _MATRIX = 0x1, 0x20, 0x8, 0x40, 0x80  # flags of a part of an outline
_CHECKED = 0xB1B0AFBA
_MAP = (
    b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)"
    b"/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def 1 begincodespacerange <0000> <ffff> "
    b"endcodespacerange\n%bendcmap CMapName currentdict/CMap defineresource pop end end"
)
_AT_ONCE = 100  # entries of a map in one list


@dataclass(frozen=True, kw_only=True)
class Font:
    """A typeface in a PDF: what each of its glyphs stands for, and which of them are to be in every file."""

    font: Object
    texts: Mapping[int, str]
    usual: frozenset[int]


def order_of(fonts: Iterable[Font]) -> list[int]:
    """Give the glyphs of typefaces of one family, which have the same numbers in all, in the order of their codes.

    As they share codes, they share the table that says what those stand for.
    """
    texts, first, then = dict[int, str](), set[int](), set[int]()
    for one in fonts:
        outlines = _outlines(_tables(_file(one.font)))
        texts |= one.texts
        first |= _with_parts(one.usual, outlines)
        then |= _with_parts(one.texts, outlines)

    def alphabetic(glyphs: Iterable[int]) -> list[int]:
        return sorted(glyphs, key=lambda glyph: (len(texts.get(glyph, "")) or 99, texts.get(glyph, ""), glyph))

    return [0, *alphabetic(first - {0}), *alphabetic(then - first - {0})]


def face_of(
    pdf: pikepdf.Pdf, one: Font, order: Sequence[int], family: Mapping[int, str], file: int
) -> tuple[Face, Object, Object]:
    """Take a typeface out of a PDF; with it, new objects in the PDF: for its font, and one in the place of its file.

    `order` is that of the codes, `family` says what glyphs stand for in all of its family, and `file` is the number of
    its file. Objects are not in the `Face` yet.
    """
    tables = _tables(_file(one.font))
    outlines = _outlines(tables)
    own = _with_parts(one.texts, outlines) | {0}
    codes = {glyph: code for code, glyph in enumerate(order) if glyph in own}
    metrics = [_metrics(tables, glyph) if glyph in own else _NOTHING for glyph in order]
    scale = 1000 / struct.unpack(">H", tables[_HEAD][18:20])[0]
    face = Face(
        name=str(one.font.BaseFont),
        number=0,
        objects=(),
        streams=(),
        file=file,
        usual=frozenset(codes[glyph] for glyph in _with_parts(one.usual, outlines) | {0}),
        packed=b"",
        tables={name: tables[name.encode()] for name in ("head", "hhea", "maxp")},
        outlines=tuple(_renumbered(outlines[glyph], codes) if glyph in own else b"" for glyph in order),
        metrics=b"".join(metrics),
        codes=codes,
        glyphs={codes[glyph]: text for glyph, text in one.texts.items() if glyph},
        widths={code: round(struct.unpack(">H", metrics[code][:2])[0] * scale) for code in codes.values()},
    )
    told = {code: family[glyph] for code, glyph in enumerate(order) if glyph and glyph in family}
    place = pdf.make_stream(b"")
    return face, _font(pdf, one.font, face, told, place), place


def _file(font: Object) -> bytes:
    return bytes(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes())


def _tables(file: bytes) -> dict[bytes, bytes]:
    """Read the tables of a TrueType file."""
    (count,) = struct.unpack(">H", file[4:6])
    found = {}
    for at in range(12, 12 + 16 * count, 16):
        name, _, start, length = struct.unpack(">4sIII", file[at : at + 16])
        found[name] = file[start : start + length]
    return found


def _outlines(tables: Mapping[bytes, bytes]) -> tuple[bytes, ...]:
    """Give the outline of every glyph."""
    loca = tables[b"loca"]
    if tables[_HEAD][_LOCA_FORMAT + 1]:
        starts = struct.unpack(f">{len(loca) // 4}I", loca)
    else:
        starts = tuple(2 * start for start in struct.unpack(f">{len(loca) // 2}H", loca))
    return tuple(tables[b"glyf"][start:end] for start, end in pairwise(starts))


def _metrics(tables: Mapping[bytes, bytes], glyph: int) -> bytes:
    """Give the width of a glyph and the room at its left; the last widths of a table may hold for all that follow."""
    table = tables[b"hmtx"]
    (count,) = struct.unpack(">H", tables[_HHEA][_COUNT[_HHEA] :][:2])
    if glyph < count:
        return table[4 * glyph : 4 * glyph + 4]
    return table[4 * count - 4 : 4 * count - 2] + table[4 * count + 2 * (glyph - count) :][:2]


def _parts(outline: bytes) -> Iterator[tuple[int, int]]:
    """Give the glyphs of which one is put together, each with where it is named; none for any other."""
    if len(outline) < 10 or outline[0] < 0x80:  # a number of contours of 0 or more
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack(">HH", outline[at : at + 4])
        yield at + 2, glyph
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _SCALES else 8 if flags & _MATRIX else 0


def _with_parts(glyphs: Iterable[int], outlines: tuple[bytes, ...]) -> set[int]:
    found, todo = set[int](), list(glyphs)
    while todo:
        glyph = todo.pop()
        if glyph not in found:
            found.add(glyph)
            todo += [part for _, part in _parts(outlines[glyph])]
    return found


def _renumbered(outline: bytes, codes: Mapping[int, int]) -> bytes:
    made = bytearray(outline)
    for at, glyph in _parts(outline):
        made[at : at + 2] = struct.pack(">H", codes[glyph])
    return bytes(made) + b"\0" * (len(made) % 2)


def _font(pdf: pikepdf.Pdf, font: Object, face: Face, told: Mapping[int, str], file: Object) -> Object:
    """Write the objects of a typeface with the new codes."""
    (below,) = font.DescendantFonts
    described = {key: value for key, value in below.FontDescriptor.items() if key != "/CIDSet"}
    described["/FontFile2"] = file
    descendant = dict(below.items())
    descendant["/FontDescriptor"] = pdf.make_indirect(Dictionary(described))
    descendant["/W"] = Array(_widths(face.widths))
    shown = dict(font.items())
    shown["/DescendantFonts"] = Array([pdf.make_indirect(Dictionary(descendant))])
    shown["/ToUnicode"] = pdf.make_stream(_packed(_unicodes(told)), Filter=Name.FlateDecode)
    return pdf.make_indirect(Dictionary(shown))


@lru_cache(maxsize=8)
def _packed(table: bytes) -> bytes:
    """Pack a table as small as can be, once for all typefaces that have it."""
    return bytes(zopfli.zlib.compress(table))


def _widths(widths: Mapping[int, int]) -> Iterator[int | Array]:
    """Write widths by runs of codes (9.7.4.3); nothing asks for that of the first, which stands for no letter."""
    for _, run in groupby(enumerate(sorted(widths.keys() - {0})), key=lambda pair: pair[1] - pair[0]):
        codes = [code for _, code in run]
        yield codes[0]
        yield Array([widths[code] for code in codes])


def _unicodes(texts: Mapping[int, str]) -> bytes:
    """Write which text every code stands for (9.10.3): runs of the alphabet as one."""
    single = sorted((code, ord(text)) for code, text in texts.items() if len(text) == 1 and ord(text) < 0x10000)
    lists: dict[bytes, list[bytes]] = {b"range": [], b"char": []}
    for _, run in groupby(single, key=lambda pair: (pair[1] - pair[0], pair[0] >> 8, pair[1] >> 8)):
        (first, text), *rest = run
        last = rest[-1][0] if rest else first
        lists[b"range"].append(b"<%04x> <%04x> <%04x>\n" % (first, last, text))
    for code, letters in sorted(texts.items()):
        if len(letters) != 1 or ord(letters) > 0xFFFF:
            lists[b"char"].append(b"<%04x> <%b>\n" % (code, letters.encode("utf-16-be").hex().encode()))
    made = b""
    for kind, entries in lists.items():
        for at in range(0, len(entries), _AT_ONCE):
            some = entries[at : at + _AT_ONCE]
            made += b"%d beginbf%b\n%bendbf%b\n" % (len(some), kind, b"".join(some), kind)
    return _MAP % made


def file_of(face: Face, more: frozenset[int]) -> bytes:
    """Make the file of a typeface with the usual letters, and with some more (codes) and their parts."""
    kept = face.usual | _with_parts(more, face.outlines)
    count = max(kept) + 1
    outlines = [face.outlines[code] if code in kept else b"" for code in range(count)]
    metrics = [face.metrics[4 * code : 4 * code + 4] if code in kept else _NOTHING for code in range(count)]
    starts, length = [0], 0
    for outline in outlines:
        length += len(outline)
        starts.append(length // 2)
    head = bytearray(face.tables["head"])
    head[_LOCA_FORMAT : _LOCA_FORMAT + 2] = b"\0\0"
    head[_CHECK : _CHECK + 4] = b"\0\0\0\0"
    tables = {
        b"glyf": b"".join(outlines),
        _HEAD: bytes(head),
        _HHEA: _counted(face.tables["hhea"], _COUNT[_HHEA], count),
        b"hmtx": b"".join(metrics),
        b"loca": struct.pack(f">{count + 1}H", *starts),
        _MAXP: _counted(face.tables["maxp"], _COUNT[_MAXP], count),
    }
    return _joined(tables)


def file_object(packed: bytes, length: int) -> bytes:
    """Write a file, packed, as an object; `length` is how long it is unpacked."""
    return b"<</Length1 %d/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (length, len(packed), packed)


@lru_cache(maxsize=500)
def with_more(face: Face, more: frozenset[int]) -> bytes:
    """Make the object with the file for a page that needs these letters too."""
    file = file_of(face, more)
    return file_object(zlib.compress(file, QUICK), len(file))


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
