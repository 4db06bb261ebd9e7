"""Take finished pages apart: each sheet of a document becomes a piece, and its typefaces can be taken out.

Goes in: the bytes of a finished PDF, one piece a page. Comes out: `Cut` and `Face` values. Must not know WeasyPrint's
boxes: what is in the file is what counts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pikepdf
import zopfli.zlib
from pikepdf import Array, Object

from booklet.pdf.link.apart import apart, together
from booklet.pdf.link.content import Resources, blocks, flat, glyph_run, shorter, text_line
from booklet.pdf.link.pieces import MARK, Face, Node, Unlinkable
from booklet.pdf.link.resources import dots_of, forms_of
from booklet.pdf.paths import Bounds
from booklet.pdf.terse import DEFAULTS, terse

ROUNDS = 5  # of looking for a shorter way to pack a drawing; more take long and gain nothing
PIXEL = 0.75  # points
_IN_PIXELS = [b"q", b"0.75 0 0 0.75 0 0 cm"]
_OWN = ("/S", "/K", "/P", "/Pg", "/Type")


@dataclass(frozen=True, kw_only=True)
class Cut:
    """A page taken apart: as `Piece` has it, with the typeface and size of each gap, and the glyphs it needs.

    `lines` are the glyphs of every line of text, for who wants to learn how words are shaped. `pictures` are those made
    of dots, as whole objects.
    """

    content: bytes
    order: tuple[str, ...]
    nodes: tuple[Node, ...]
    gaps: Mapping[str, tuple[str, float]]
    forms: Mapping[str, bytes]
    pictures: Mapping[str, bytes]
    glyphs: Mapping[str, frozenset[int]]
    lines: tuple[tuple[str, float, tuple[tuple[int, float], ...]], ...]


@dataclass(frozen=True, kw_only=True)
class _Letters:
    """What each letter of a typeface stands for, and the codes that they are to have instead of their own."""

    texts: Mapping[int, str]
    codes: Mapping[int, int] | None


def dissect(raw: bytes, faces: Mapping[str, Face] | None = None) -> tuple[Cut | None, ...]:
    """Take a document apart, page by page; None for a page with anything that a linked page cannot hold.

    With `faces`, letters are shown by the codes that they have there.
    """
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        fonts = {name: font for page in pdf.pages for name, font in page.Resources.get("/Font", {}).items()}
        letters = {
            name[1:]: _Letters(texts=glyph_texts(font), codes=_codes(name[1:], faces)) for name, font in fonts.items()
        }
        sheets: dict[tuple[int, int], list[Object]] = {}
        for document in _kids(pdf.Root.StructTreeRoot):
            for sheet in _kids(document):
                sheets.setdefault(sheet.Pg.objgen, []).append(sheet)
        forms: dict[tuple[int, int], Resources] = {}
        return tuple(_try(page, sheets.get(page.obj.objgen, []), letters, forms) for page in pdf.pages)


def _codes(font: str, faces: Mapping[str, Face] | None) -> Mapping[int, int] | None:
    if faces is None:
        return None
    return faces[font].codes if font in faces else {}


def _try(
    page: pikepdf.Page,
    sheets: list[Object],
    letters: Mapping[str, _Letters],
    forms: dict[tuple[int, int], Resources],
) -> Cut | None:
    """Take a page apart; `forms` remembers those of resources that pages share."""
    try:
        if len(sheets) != 1:
            raise Unlinkable("more than one element on a page")
        drawn = forms.get(page.Resources.objgen) or forms_of(page.Resources)
        if page.Resources.is_indirect:
            forms[page.Resources.objgen] = drawn
        return _cut(page, _kids(sheets[0]), letters, drawn)
    except Unlinkable:
        return None


def _kids(element: Object) -> list[Object]:
    kids = element.get("/K")
    return [] if kids is None else list(kids) if isinstance(kids, Array) else [kids]


def _cut(page: pikepdf.Page, roots: list[Object], letters: Mapping[str, _Letters], forms: Resources) -> Cut:
    if "/Annots" in page.obj:
        raise Unlinkable("a link")
    first, *lines = page.Contents.read_bytes().split(b"\n")
    if not re.fullmatch(rb"1 0 0 -1 0 [\d.]+ cm", first):
        raise Unlinkable("another beginning than a page has")
    width, height = (float(side) / PIXEL for side in page.MediaBox[2:])
    reader = _Reader(letters, (0, 0, width, height))
    content = reader.read(list(flat(iter(lines), forms)))
    return Cut(
        content=content,
        order=tuple(reader.order),
        nodes=tuple(_nodes(roots)),
        gaps=reader.gaps,
        forms=reader.forms,
        pictures={name.decode(): written for name, written in dots_of(forms).items() if name in reader.pictures},
        glyphs=_glyphs(reader.lines),
        lines=tuple(reader.lines),
    )


def _glyphs(lines: list[tuple[str, float, tuple[tuple[int, float], ...]]]) -> dict[str, frozenset[int]]:
    """Say which glyphs of each typeface some lines need."""
    found: dict[str, set[int]] = {}
    for font, _, run in lines:
        found.setdefault(font, set()).update(glyph for glyph, _ in run)
    return {font: frozenset(glyphs) for font, glyphs in found.items()}


def glyph_texts(font: Object) -> dict[int, str]:
    """Read what text each glyph of a typeface stands for."""
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>", font.ToUnicode.read_bytes())
    return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


class _Reader:
    """Reads one page; a class only because typeface and size hold on from line to line."""

    def __init__(self, letters: Mapping[str, _Letters], sheet: Bounds) -> None:
        self._letters = letters
        self._sheet = sheet
        self._font = ("", 0.0)
        self._stack: list[tuple[str, float]] = []
        self.order: list[str] = []
        self.gaps: dict[str, tuple[str, float]] = {}
        self._drawings: dict[str, list[bytes]] = {}
        self.forms: dict[str, bytes] = {}
        self.pictures: set[bytes] = set()
        self.lines: list[tuple[str, float, tuple[tuple[int, float], ...]]] = []

    def read(self, lines: list[bytes]) -> bytes:
        """Write the page as a template, and note what it needs."""
        out: list[bytes] = []
        for kind, number, inner in blocks(lines):
            before = len(self.lines)
            short = list(self._shorter(inner))
            if not kind:
                out += self._loose(self._coded(short, before))
                continue
            if number != sum(not name for name in self.order):
                raise Unlinkable("tagged content out of order")
            self.order.append("")
            body = self._gap(short, before) or self._apart(self._coded(short, before))
            out += [b"/%b <</MCID %%d>> BDC" % kind, *body, b"EMC"]
        out, drawings = together(out, self._drawings)
        self.forms = {
            name: zopfli.zlib.compress(b"\n".join(drawing), numiterations=ROUNDS) for name, drawing in drawings.items()
        }
        if out[:2] != _IN_PIXELS or out[-1] != b"Q":
            raise Unlinkable("content in another scale")
        return b"\n".join(terse(out[2:-1], DEFAULTS, within=self._sheet, decimals=3))

    def _shorter(self, lines: list[bytes]) -> Iterator[bytes]:
        for line in lines:
            short = shorter(line)
            if short is None:
                continue
            if short == b"q":
                self._stack.append(self._font)
            elif short == b"Q":
                self._font = self._stack.pop()
            elif short.endswith(b" Tf"):
                name, size, _ = short.split()
                self._font = (name[1:].decode(), float(size))
            elif short.endswith(b" Do"):
                self.pictures.add(short[1:-3])
            elif short.endswith(b"TJ"):
                self.lines.append((*self._font, tuple(glyph_run(short[:-3]))))
            yield short

    def _coded(self, lines: list[bytes], before: int) -> list[bytes]:
        """Show letters by the codes that they are to have; `before` lines of text came before these."""
        out: list[bytes] = []
        for line in lines:
            out.append(line)
            if line.endswith(b"TJ"):
                font, size, run = self.lines[before]
                codes = self._letters[font].codes
                if codes is not None:
                    if any(glyph not in codes for glyph, _ in run):
                        raise Unlinkable("a letter that is not embedded")
                    run = tuple((codes[glyph], move) for glyph, move in run)
                    self.lines[before] = (font, size, run)
                    out[-1] = text_line(list(run)) + b" TJ"
                before += 1
        return out

    def _gap(self, lines: list[bytes], before: int) -> list[bytes]:
        """Turn the words of a gap into room for a line of text; empty for any other content."""
        if len(self.lines) != before + 1:
            return []
        text = "".join(self._letters[self._font[0]].texts.get(glyph, "") for glyph, _ in self.lines[-1][2])
        name = re.fullmatch(f"{MARK}(.+){MARK}", text)
        if name is None:
            return []
        self.lines.pop()
        self.order.append(name[1])
        self.gaps[name[1]] = self._font
        return [b"%b TJ" if line.endswith(b"TJ") else line.replace(b"%", b"%%") for line in lines]

    def _loose(self, lines: list[bytes]) -> list[bytes]:
        """Write what is not tagged; each long ornament is stored apart."""
        out: list[bytes] = []
        at = 0
        while at < len(lines):
            out.append(lines[at].replace(b"%", b"%%"))
            if lines[at] == b"BMC":
                end = lines.index(b"EMC", at)
                out += self._apart(lines[at + 1 : end])
                at = end - 1
            at += 1
        return out

    def _apart(self, lines: list[bytes]) -> list[bytes]:
        """Store a long drawing apart; where and how large it is drawn stays here."""
        here, name, drawing = apart(lines)
        if name:
            self._drawings[name] = drawing
        return here


def _nodes(roots: list[Object]) -> list[Node]:
    """Write the elements of a page in the order of reading, each before what stands below it."""
    nodes: list[Node] = []

    def walk(element: Object, parent: int) -> int:
        number = len(nodes)
        nodes.append(Node(kind="", more="", box=None, parent=-1, kids=()))
        kids = []
        for kid in _kids(element):
            if isinstance(kid, int):
                kids.append(-1 - kid)
            elif "/S" in kid:
                kids.append(walk(kid, number))
            else:
                raise Unlinkable("something else than elements and content in the structure tree")
        box, more = _particulars(element)
        nodes[number] = Node(kind=str(element.S)[1:], more=more, box=box, parent=parent, kids=tuple(kids))
        return number

    for root in roots:
        walk(root, -1)
    return nodes


def _particulars(element: Object) -> tuple[tuple[float, float, float, float] | None, str]:
    """Write what an element says besides its kind and kids; the box of a figure apart, for it moves with the piece."""
    rest = {key: value for key, value in element.items() if key not in _OWN}
    box = None
    if "/A" in rest and "/BBox" in rest["/A"]:
        if set(rest["/A"].keys()) != {"/O", "/BBox"}:
            raise Unlinkable("a figure with more than a place")
        left, foot, right, head = (float(edge) for edge in rest.pop("/A").BBox)
        box = (left, foot, right, head)
    return box, "".join(
        f"{key} {value.unparse(resolved=True).decode('latin-1')}" for key, value in sorted(rest.items())
    )
