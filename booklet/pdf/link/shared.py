"""Take out of a finished PDF what all linked pages share: typefaces, and what the document says of itself.

Goes in: the bytes of a finished PDF. Comes out: objects with their final numbers. Must not know what the pages say.
"""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Object, Stream

from booklet.pdf.link.dissect import glyph_texts
from booklet.pdf.link.pieces import Face, Shared

_REFERENCE = re.compile(rb"(\d+) 0 R")
_BOXES = ("/MediaBox", "/TrimBox", "/BleedBox")
_PAGES_OWN = ("/Pages", "/StructTreeRoot", "/Outlines", "/Names", "/Dests", "/Type")


def take_out(raw: bytes, first: int) -> Shared:
    """Take out and number everything from `first` on; every document that `finish` made has all of this."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        numbers = iter(range(first, 1_000_000))
        fonts = {name[1:]: font for page in pdf.pages for name, font in page.Resources.get("/Font", {}).items()}
        faces = {name: _face(name, font, numbers) for name, font in sorted(fonts.items())}
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


def _face(name: str, font: Object, numbers: Iterator[int]) -> Face:
    copier = _Copier(numbers)
    number = int(_REFERENCE.fullmatch(copier.refer(font))[1])  # type: ignore[index]
    copier.finish()
    return Face(
        name=name,
        number=number,
        objects=tuple(copier.objects),
        streams=tuple(copier.streams),
        glyphs=glyph_texts(font),
        widths=dict(_widths(font.DescendantFonts[0].W)),
    )


def _widths(table: Object) -> Iterator[tuple[int, int]]:
    """Read a table of widths (ISO 32000-1, 9.7.4.3): c [w1 w2 …], or first last w."""
    left = deque(table)
    while left:
        first, then = int(left.popleft()), left.popleft()
        if isinstance(then, Array):
            yield from ((first + at, round(float(width))) for at, width in enumerate(then))
        else:
            width = round(float(left.popleft()))
            yield from ((glyph, width) for glyph in range(first, int(then) + 1))


class _Copier:
    """Copies objects with all that they refer to; a class only because it remembers which it has numbered."""

    def __init__(self, numbers: Iterator[int]) -> None:
        self._numbers = numbers
        self._known: dict[tuple[int, int], int] = {}
        self._todo: deque[tuple[int, Object]] = deque()
        self.objects: list[tuple[int, bytes]] = []
        self.streams: list[tuple[int, bytes]] = []

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
