"""Take typefaces out of a finished PDF, and give their letters new codes, so that a page embeds no more than it needs.

Goes in: a typeface as a finished PDF has it. Comes out: a `Face`, and its objects. Must not know words.

A letter is shown by a code. Codes are given out anew: letters of many pages first, in the order of the alphabet, so
that all tables are short.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

import pikepdf
import zopfli.zlib
from pikepdf import Array, Dictionary, Name, Object

from booklet.pdf.link.outlines import COUNT, HEAD, HHEA, LOCA_FORMAT, NOTHING, parts_of, with_parts
from booklet.pdf.link.pieces import Face

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
        first |= with_parts(one.usual, outlines)
        then |= with_parts(one.texts, outlines)

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
    own = with_parts(one.texts, outlines) | {0}
    codes = {glyph: code for code, glyph in enumerate(order) if glyph in own}
    metrics = [_metrics(tables, glyph) if glyph in own else NOTHING for glyph in order]
    scale = 1000 / struct.unpack(">H", tables[HEAD][18:20])[0]
    face = Face(
        name=str(one.font.BaseFont),
        number=0,
        objects=(),
        streams=(),
        file=file,
        usual=frozenset(codes[glyph] for glyph in with_parts(one.usual, outlines) | {0}),
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
    if tables[HEAD][LOCA_FORMAT + 1]:
        starts = struct.unpack(f">{len(loca) // 4}I", loca)
    else:
        starts = tuple(2 * start for start in struct.unpack(f">{len(loca) // 2}H", loca))
    return tuple(tables[b"glyf"][start:end] for start, end in pairwise(starts))


def _metrics(tables: Mapping[bytes, bytes], glyph: int) -> bytes:
    """Give the width of a glyph and the room at its left; the last widths of a table may hold for all that follow."""
    table = tables[b"hmtx"]
    (count,) = struct.unpack(">H", tables[HHEA][COUNT[HHEA] :][:2])
    if glyph < count:
        return table[4 * glyph : 4 * glyph + 4]
    return table[4 * count - 4 : 4 * count - 2] + table[4 * count + 2 * (glyph - count) :][:2]


def _renumbered(outline: bytes, codes: Mapping[int, int]) -> bytes:
    made = bytearray(outline)
    for at, glyph in parts_of(outline):
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
