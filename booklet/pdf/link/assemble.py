"""Write one page of pieces as a whole tagged PDF.

Goes in: pieces in the order of reading, each with its place and its words. Comes out: the bytes of a PDF.
Must not know what they say. Nothing is measured or laid out here: only moved, numbered and put together.

Numbers of objects are divided once and for all, so that most of a file is the same bytes in every file: below 20 the
page itself, then what is shared, from 200 drawings, from 2,000 the structure tree, from 10,000 files with typefaces.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, groupby, pairwise
from types import MappingProxyType

from booklet.pdf.link.deflate import Packed, joined, pack
from booklet.pdf.link.outlines import with_more
from booklet.pdf.link.pieces import Piece, Shared
from booklet.pdf.link.tree import DOCUMENT, Branch, Grown, grow
from booklet.pdf.paths import short_number

CATALOG, PAGES, PAGE, INFO, CONTENT, ROOT, _, PARENTS, DYNAMIC, STATIC = range(1, 11)
FIRST_FORM, XREF = 200, 10_100
POINTS, PIXELS = 72 / 25.4, 96 / 25.4  # in a mm
BEST, LEVEL, QUICK = 9, 6, 1  # of packing: what comes back, what may come back, and what is different in every file
_NO_MORE: Mapping[str, frozenset[int]] = MappingProxyType({})
_ENDOBJ = b"\nendobj\n"
_HEAD = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A piece on a page: `right` and `down` in mm, and the text in its gaps as it is shown.

    `more` are letters of that text (codes) that are not in every file, by typeface.
    """

    piece: Piece
    joins: int
    right: float
    down: float
    shown: Mapping[str, bytes]
    more: Mapping[str, frozenset[int]] = field(default_factory=lambda: _NO_MORE)


@dataclass(frozen=True, kw_only=True)
class _Case:
    """All of a file but what is drawn: its bytes in parts, `length` in all.

    `table` says where each object is, but for `files` with typefaces, of which those are empty that the page has for
    itself, and for the cross-reference itself, which comes at the end; `entries` is what its dictionary says.
    """

    parts: tuple[bytes, ...]
    length: int
    table: Packed
    files: Mapping[int, bytes]
    entries: bytes
    digest: bytes


def assemble(page: Sequence[Laid], shared: Shared, forms: Mapping[str, bytes]) -> bytes:
    """Write a page; `forms` are drawings by name, as `form_object` wrote them."""
    more = _more(page)
    places = tuple([(laid.piece, laid.joins, laid.right, laid.down) for laid in page])
    key = (shared.info, places, frozenset(more))
    case = _CASES.get(key)
    if case is None:
        while len(_CASES) >= _MOST_CASES:
            del _CASES[next(iter(_CASES))]
        case = _CASES[key] = _case(page, shared, forms, more)
    faces = [(shared.faces[font], codes) for font, codes in sorted(more.items())]
    return _file(case, _content(page, shared), [(face.file, with_more(face, codes)) for face, codes in faces])


def _more(page: Sequence[Laid]) -> dict[str, frozenset[int]]:
    """Say which letters a page needs that are not in every file, by typeface."""
    found: dict[str, frozenset[int]] = {}
    for laid in page:
        for font, codes in chain(laid.more.items(), laid.piece.more.items()):
            found[font] = found.get(font, frozenset()) | codes
    return found


# The same exercises are asked for again and again: such pages differ in their words only.
_CASES: dict[tuple[bytes, tuple[tuple[Piece, int, float, float], ...], frozenset[str]], _Case] = {}
_MOST_CASES = 200


def _case(
    page: Sequence[Laid], shared: Shared, forms: Mapping[str, bytes], more: Mapping[str, frozenset[int]]
) -> _Case:
    grown = grow(
        [Branch(piece=laid.piece, joins=laid.joins, right=laid.right * POINTS, up=-laid.down * POINTS) for laid in page]
    )
    names = sorted({name for laid in page for name in laid.piece.forms})
    used = {name: FIRST_FORM + at for at, name in enumerate(names)}
    fonts = tuple(sorted({font for laid in page for font in laid.piece.fonts}))
    dynamic, packed = _dynamic(grown, _leaf(shared, fonts, used))
    static, inside = _static(shared, fonts)
    objects = [
        (DYNAMIC, dynamic),
        (STATIC, static),
        *shared.streams,
        *dict.fromkeys(stream for font in fonts for stream in shared.faces[font].streams),
        *((number, forms[name]) for name, number in used.items()),
        *((shared.faces[font].file, shared.faces[font].packed) for font in fonts if font not in more),
    ]
    parts, length, places = [_HEAD], len(_HEAD), packed | inside
    for number, body in objects:
        places[number] = _at(length)
        parts += [b"%d 0 obj\n" % number, body, _ENDOBJ]
        length += sum(map(len, parts[-3:]))
    places |= {0: b"\0\0\0\0\xff\xff", CONTENT: _at(length)}
    files = {shared.faces[font].file: places.pop(shared.faces[font].file, b"") for font in fonts}
    numbers = sorted(places)
    index = b" ".join([b"%d %d" % run for run in _runs([*numbers, *sorted(files), XREF])])
    return _Case(
        parts=tuple(parts),
        length=length,
        table=pack(b"".join([places[number] for number in numbers]), LEVEL),
        files=files,
        entries=b"/Type/XRef/Size %d/W[1 3 2]/Index[%b]/Root %d 0 R/Info %d 0 R" % (XREF + 1, index, CATALOG, INFO),
        digest=hashlib.md5(dynamic + static, usedforsecurity=False).digest(),
    )


def _content(page: Sequence[Laid], shared: Shared) -> bytes:
    """Write what is drawn: each piece moved to its place, with its own numbers and words.

    Pieces without words of one person are packed together, once for all pages that have them in the same places.
    (Piece by piece it would be twice as large, and a print file holds little else.)
    """
    parts = [_turned(shared.height)]
    first = 0
    for has_words, run in groupby(page, _has_words):
        some = tuple(run)
        if has_words:
            parts.append(pack(_drawn(some, first), QUICK))
        else:
            parts.append(_still(tuple([(laid.piece, laid.right, laid.down) for laid in some]), first))
        first += sum(laid.piece.order.count("") for laid in some)
    return joined(parts)


def _has_words(laid: Laid) -> bool:
    return bool(laid.shown)


@lru_cache(maxsize=8)
def _turned(height: float) -> Packed:
    """Count down from the top of the page, as pieces do."""
    return pack(b".75 0 0 -.75 0 %.6f cm\n" % height, LEVEL)


@lru_cache(maxsize=500)
def _still(some: tuple[tuple[Piece, float, float], ...], first: int) -> Packed:
    """Draw pieces without gaps: in the same places, and with the same numbers, they are often asked for again."""
    page = [Laid(piece=piece, joins=0, right=right, down=down, shown={}) for piece, right, down in some]
    return pack(_drawn(page, first), BEST)


def _drawn(some: Sequence[Laid], first: int) -> bytes:
    """Draw pieces, of which the first tagged content has this number."""
    parts = []
    for laid in some:
        parts.append(_piece(laid, first))
        first += laid.piece.order.count("")
    return b"".join(parts)


def _piece(laid: Laid, first: int) -> bytes:
    words: list[int | bytes] = []
    for name in laid.piece.order:
        words.append(laid.shown[name] if name else first)
        first += not name
    moved = laid.right or laid.down
    place = b"q\n1 0 0 1 %b %b cm\n" % (_place(laid.right), _place(laid.down)) if moved else b"q\n"
    return place + laid.piece.content % tuple(words) + b"\nQ\n"


@lru_cache(maxsize=2_000)
def _place(moved: float) -> bytes:
    return short_number(moved * PIXELS, 3)


def _leaf(shared: Shared, fonts: Sequence[str], forms: Mapping[str, int]) -> bytes:
    """Write the page object."""
    return b"<</Type/Page/Parent %d 0 R%b/Contents %d 0 R/Tabs/S/StructParents 0/Resources<<%b%b>>>>" % (
        PAGES,
        shared.boxes,
        CONTENT,
        b"/Font<<%b>>" % b"".join(b"/%b %d 0 R" % (font.encode(), shared.faces[font].number) for font in fonts),
        b"/XObject<<%b>>" % b"".join(b"/%b %d 0 R" % (name.encode(), number) for name, number in forms.items()),
    )


def _dynamic(grown: Grown, leaf: bytes) -> tuple[bytes, dict[int, bytes]]:
    """Pack all objects that are different in every file."""
    own = [
        (PAGE, leaf),
        (ROOT, b"<</Type/StructTreeRoot/ParentTree %d 0 R/K[%d 0 R]>>" % (PARENTS, DOCUMENT)),
        (DOCUMENT, b"<</S/Document/P %d 0 R/K[%b]>>" % (ROOT, grown.kids)),
        (PARENTS, b"<</Nums[0[%b]]>>" % grown.owners),
    ]
    return _packed(DYNAMIC, own, grown, LEVEL)


@lru_cache(maxsize=64)
def _static_of(catalog: bytes, info: bytes, objects: tuple[tuple[int, bytes], ...]) -> tuple[bytes, dict[int, bytes]]:
    own = [
        (CATALOG, b"<</Type/Catalog/Pages %d 0 R/StructTreeRoot %d 0 R%b>>" % (PAGES, ROOT, catalog)),
        (PAGES, b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % PAGE),
        (INFO, info),
        *objects,
    ]
    return _packed(STATIC, own, None, 9)


def _static(shared: Shared, fonts: tuple[str, ...]) -> tuple[bytes, dict[int, bytes]]:
    """Pack the objects that are the same in every file with these typefaces."""
    faces = chain.from_iterable(shared.faces[font].objects for font in fonts)
    return _static_of(shared.catalog, shared.info, (*shared.objects, *faces))


def _packed(
    stream: int, own: list[tuple[int, bytes]], grown: Grown | None, level: int
) -> tuple[bytes, dict[int, bytes]]:
    """Pack objects in an object stream (ISO 32000-1, 7.5.7), and say for the cross-reference where they are."""
    index, body, length = list[int](), list[bytes](), 0
    for number, text in own:
        index += (number, length)
        body.append(text + b"\n")
        length += len(body[-1])
    if grown:
        for number, start in zip(grown.numbers, grown.starts, strict=True):
            index += (number, length + start)
    head = repr(index)[1:-1].replace(",", "").encode() + b"\n"
    entries = b"/Type/ObjStm/N %d/First %d" % (len(index) // 2, len(head))
    where = _places(stream, len(index) // 2)
    content = zlib.compress(b"".join((head, *body, *(grown.parts if grown else ()))), level)
    return _stream(entries, content), dict(zip(index[::2], where, strict=True))


@lru_cache(maxsize=256)
def _places(stream: int, count: int) -> tuple[bytes, ...]:
    return tuple(b"\2" + stream.to_bytes(3, "big") + at.to_bytes(2, "big") for at in range(count))


def _stream(entries: bytes, packed: bytes) -> bytes:
    return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (entries, len(packed), packed)


def form_object(packed: bytes) -> bytes:
    """Write a drawing as a form XObject that needs nothing from the page; it cuts itself off where it must."""
    box = b"-32000 -32000 32000 32000"
    entries = b"/Subtype/Form/BBox[%b]/Resources<<>>/Filter/FlateDecode/Length %d" % (box, len(packed))
    return b"<<%b>>stream\n%b\nendstream" % (entries, packed)


def _file(case: _Case, content: bytes, files: Sequence[tuple[int, bytes]]) -> bytes:
    """Add what is drawn, files with typefaces, and the cross-reference stream (7.5.8) that finds all objects."""
    drawn = b"%d 0 obj\n%b" % (CONTENT, _stream(b"", content)) + _ENDOBJ
    parts, at, places = [drawn], case.length + len(drawn), dict(case.files)
    for number, file in files:
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, file))
        places[number] = _at(at)
        at += len(parts[-1])
    rest = b"".join([*(places[number] for number in sorted(places)), _at(at)])
    name = hashlib.md5(case.digest + content, usedforsecurity=False).hexdigest().encode()
    table = _stream(case.entries + b"/ID[<%b><%b>]" % (name, name), joined([case.table, pack(rest, QUICK)]))
    return b"".join([*case.parts, *parts, b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (XREF, table, at)])


def _at(place: int) -> bytes:
    return b"\1" + place.to_bytes(3, "big") + b"\0\0"


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Divide numbers in runs without a gap: (first, how many)."""
    breaks = [at for at in range(1, len(numbers)) if numbers[at] != numbers[at - 1] + 1]
    ends = [0, *breaks, len(numbers)]
    return [(numbers[start], end - start) for start, end in pairwise(ends)]
