"""Take out of a finished PDF what all linked pages share: typefaces, and what the document says of itself.

Goes in: the bytes of a finished PDF. Comes out: objects with their final numbers. Must not know what the pages say.
"""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pikepdf
import zopfli.zlib
from pikepdf import Array, Object, Stream

from booklet.pdf.link.assemble import FIRST_FORM
from booklet.pdf.link.dissect import glyph_texts
from booklet.pdf.link.faces import Font, face_of, order_of
from booklet.pdf.link.outlines import file_object, file_of
from booklet.pdf.link.pieces import Face, Shared

FIRST_FILE, MOST_FILES = 10_000, 100
_REFERENCE = re.compile(rb"(\d+) 0 R")
_BOXES = ("/MediaBox", "/TrimBox", "/BleedBox")
_PAGES_OWN = ("/Pages", "/StructTreeRoot", "/Outlines", "/Names", "/Dests", "/Type")


def take_out(raw: bytes, first: int, shown: Mapping[str, frozenset[int]], usual: Mapping[str, str]) -> Shared:
    """Take out and number everything from `first` on; every document that `finish` made has all of this.

    Of the glyphs that are `shown` with each typeface, those are in every file of which all letters are `usual`: they
    are told by family, as it is named in a PDF.
    """
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        numbers, files = iter(range(first, FIRST_FORM)), iter(range(FIRST_FILE, FIRST_FILE + MOST_FILES))
        fonts = {name[1:]: font for page in pdf.pages for name, font in page.Resources.get("/Font", {}).items()}
        faces, unicodes = dict[str, Face](), dict[bytes, tuple[int, bytes]]()
        for family in (*usual, ""):
            some = {
                name: _font(font, shown.get(name, frozenset()), usual.get(family, ""))
                for name, font in sorted(fonts.items())
                if name not in faces and family in str(font.BaseFont)
            }
            order = order_of(some.values())
            texts = {glyph: text for one in some.values() for glyph, text in one.texts.items()}
            for name, one in some.items():
                faces[name] = _face(face_of(pdf, one, order, texts, next(files)), numbers, unicodes)
        copier = _Copier(numbers)
        catalog = b"".join(
            key.encode() + b" " + copier.write(value)
            for key, value in sorted(pdf.Root.items())
            if key not in _PAGES_OWN
        )
        info = b"<<" + copier.entries(pdf.docinfo) + b">>"
        copier.finish()
        page = pdf.pages[0].obj
        boxes = b"".join(key.encode() + b" " + page[key].unparse() for key in _BOXES if key in page)
        return Shared(
            catalog=catalog,
            info=info,
            boxes=boxes,
            height=float(page.MediaBox[3]),
            objects=tuple(copier.objects),
            streams=tuple(copier.streams),
            faces=faces,
        )


def _font(font: Object, shown: frozenset[int], letters: str) -> Font:
    texts = glyph_texts(font)
    usual = frozenset(glyph for glyph in shown if set(texts.get(glyph, "\0")) <= set(letters))
    return Font(font=font, texts=texts, usual=usual)


def _face(made: tuple[Face, Object, Object], numbers: Iterator[int], unicodes: dict[bytes, tuple[int, bytes]]) -> Face:
    """Give numbers to the objects of a typeface, whose file has its own already; and make the usual file.

    `unicodes` tell what codes stand for: weights of one family have the same.
    """
    face, font, file = made
    copier = _Copier(numbers)
    copier.leave(file, face.file)
    told = font.ToUnicode.read_raw_bytes()
    if told in unicodes:
        copier.leave(font.ToUnicode, unicodes[told][0])
    number = int(_REFERENCE.fullmatch(copier.refer(font))[1])  # type: ignore[index]
    copier.finish()
    (unicodes[told],) = copier.streams or [unicodes[told]]
    usual = file_of(face, frozenset())
    packed = file_object(zopfli.zlib.compress(usual), len(usual))
    return replace(face, number=number, objects=tuple(copier.objects), streams=(unicodes[told],), packed=packed)


class _Copier:
    """Copies objects with all that they refer to; a class only because it remembers which it has numbered."""

    def __init__(self, numbers: Iterator[int]) -> None:
        self._numbers = numbers
        self._known: dict[tuple[int, int], int] = {}
        self._todo: deque[tuple[int, Object]] = deque()
        self.objects: list[tuple[int, bytes]] = []
        self.streams: list[tuple[int, bytes]] = []

    def leave(self, thing: Object, number: int) -> None:
        """Let an object have this number, and do not copy it."""
        self._known[thing.objgen] = number

    def refer(self, thing: Object) -> bytes:
        """Give a reference to an object, which is copied later."""
        if thing.objgen not in self._known:
            self._known[thing.objgen] = next(self._numbers)
            self._todo.append((self._known[thing.objgen], thing))
        return b"%d 0 R" % self._known[thing.objgen]

    def write(self, thing: object) -> bytes:
        """Write a value as it stands within another: what has a number by reference, all else in full."""
        if isinstance(thing, Object):
            if thing.is_indirect:
                return self.refer(thing)
            if isinstance(thing, Array):
                return b"[" + b" ".join(self.write(item) for item in thing) + b"]"
            if isinstance(thing, pikepdf.Dictionary):
                return b"<<" + self.entries(thing) + b">>"
            return thing.unparse()
        return (str(thing).lower() if isinstance(thing, bool) else str(thing)).encode()

    def entries(self, thing: Object) -> bytes:
        """Write what stands in a dictionary."""
        return b"".join(
            key.encode() + b" " + self.write(value) for key, value in sorted(thing.items()) if key != "/Length"
        )

    def finish(self) -> None:
        """Copy all that was referred to."""
        while self._todo:
            number, thing = self._todo.popleft()
            if isinstance(thing, Stream):
                data = thing.read_raw_bytes()
                head = b"<<%b/Length %d>>stream\n" % (self.entries(thing), len(data))
                self.streams.append((number, head + data + b"\nendstream"))
            elif isinstance(thing, Array):
                inner = b" ".join(self.write(item) for item in thing)
                self.objects.append((number, b"[" + inner + b"]"))
            else:
                self.objects.append((number, b"<<" + self.entries(thing) + b">>"))
