"""Read a finished PDF back as somebody hears it read aloud: passages, in order, each word with its place.

Goes in: PDF bytes. Comes out: a `Reading`. Must not know what the pages are about.

The structure tree tells what belongs together and in which order; running heads, page numbers and tabs are not in
it. A PDF without tags is read page by page, as the words stand in the file.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Dictionary
from pypdfium2 import raw

from booklet.pdf.overlay import Box
from booklet.pdf.picture import opened
from booklet.pdf.structure import kids

FIGURE = "Figure"
# Tags that stand inside a passage; every other tag begins one of its own.
_INSIDE = {"/Span", "/Link", "/NonStruct", "/Reference", "/Em", "/Strong"}
_RUNNING = ("P", "LBody")
_NEAR = 6  # passages: more notes than this do not stand at the foot of a page
_ENDS = (".", "?", "!", ":", "”", "’")
_LINE_END = "\x02"  # how PDFium gives a hyphen at the end of a line
_TOUCHING = 0.003  # of the page: two pieces of a line that are nearer to each other than this are one word


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word as it stands on paper, with the punctuation that clings to it; `page` counts from 1."""

    text: str
    page: int
    box: Box


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Words that belong together: a paragraph, a heading, a cell, or what a picture tells (`kind` is Figure)."""

    kind: str
    words: tuple[Word, ...]


@dataclass(frozen=True, kw_only=True)
class Bookmark:
    """A title in the upper row of the bookmarks, and the page on which it begins."""

    title: str
    page: int


@dataclass(frozen=True, kw_only=True)
class Reading:
    """All that a PDF says: its passages, what else is on its pages (numbers, tabs), its bookmarks, and its length."""

    passages: tuple[Passage, ...]
    margins: tuple[Word, ...]
    bookmarks: tuple[Bookmark, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """One numbered piece of the content of a page (often a line): its words, and the place of what is drawn in it."""

    words: tuple[Word, ...]
    drawing: Box | None


# (page from 1, number of the piece there; -1 is all content without a number)
_Pieces = Mapping[tuple[int, int], _Piece]


def read_back(pdf: bytes) -> Reading:
    """Read a PDF."""
    with opened(pdf) as document:
        count = len(document)
        bookmarks = tuple(_bookmarks(document))
        pieces = {
            (number, key): piece
            for number in range(1, count + 1)
            for key, piece in _pieces(document[number - 1], number).items()
        }
    with pikepdf.open(io.BytesIO(pdf)) as tagged:
        leaves = list(_leaves(tagged)) if "/StructTreeRoot" in tagged.Root else []
    if not leaves:
        loose = (Passage(kind="Page", words=piece.words) for piece in pieces.values() if piece.words)
        return Reading(passages=tuple(loose), margins=(), bookmarks=bookmarks, count=count)
    told = {leaf.piece for leaf in leaves}
    return Reading(
        passages=tuple(_whole(_passages(leaves, pieces))),
        margins=tuple(word for key, piece in pieces.items() if key not in told for word in piece.words),
        bookmarks=bookmarks,
        count=count,
    )


def _bookmarks(document: pdfium.PdfDocument) -> Iterator[Bookmark]:
    for mark in document.get_toc():
        goal = mark.get_dest()
        if mark.level == 0 and goal is not None:
            yield Bookmark(title=mark.get_title().replace("\u00a0", " "), page=goal.get_index() + 1)


def _pieces(page: pdfium.PdfPage, number: int) -> dict[int, _Piece]:
    """Take the content of a page apart."""
    words = _words(page, number)
    drawings: dict[int, Box] = {}
    shown = page.get_bbox()
    for thing in page.get_objects(max_depth=1):
        key = raw.FPDFPageObj_GetMarkedContentID(thing)
        if key >= 0 and thing.type != raw.FPDF_PAGEOBJ_TEXT:
            box = _box(thing.get_bounds(), shown)
            drawings[key] = drawings[key].with_(box) if key in drawings else box
    return {
        key: _Piece(words=tuple(words.get(key, ())), drawing=drawings.get(key))
        for key in sorted(words.keys() | drawings.keys())
    }


def _words(page: pdfium.PdfPage, number: int) -> dict[int, list[Word]]:
    """Give the words of each piece of a page, in the order of the file."""
    shown = page.get_bbox()
    text = page.get_textpage()
    found: dict[int, list[Word]] = {}
    rect = raw.FS_RECTF()
    begins = True
    for index in range(text.count_chars()):
        owner = raw.FPDFText_GetTextObject(text, index)
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if not owner or letter.isspace():
            begins = True
            continue
        raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(rect))
        box = _box((rect.left, rect.bottom, rect.right, rect.top), shown)
        words = found.setdefault(raw.FPDFPageObj_GetMarkedContentID(owner), [])
        _put(words, Word(text=letter, page=number, box=box), apart=begins)
        begins = False
    return found


_Edges = tuple[float, float, float, float]  # left, bottom, right and top in points


def _box(edges: _Edges, shown: _Edges) -> Box:
    """Turn a place in points from below left into parts of what a page shows, from above left."""
    width, height = shown[2] - shown[0], shown[3] - shown[1]
    return Box(
        top=max(0.0, (shown[3] - edges[3]) / height),
        left=max(0.0, (edges[0] - shown[0]) / width),
        bottom=min(1.0, (shown[3] - edges[1]) / height),
        right=min(1.0, (edges[2] - shown[0]) / width),
    )


def _put(words: list[Word], word: Word, *, apart: bool) -> None:
    """Add a word, or let it be the end of the last one."""
    if words and not apart:
        last = words.pop()
        word = replace(last, text=last.text + word.text, box=last.box.with_(word.box))
    words.append(word)


@dataclass(frozen=True, kw_only=True)
class _Leaf:
    """A piece of content with the element that owns it: where its passage begins, what kind it is, what it tells."""

    owner: tuple[int, int]
    kind: str
    alt: str
    piece: tuple[int, int]


def _leaves(pdf: pikepdf.Pdf) -> Iterator[_Leaf]:
    """Walk the structure tree in reading order."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}

    def walk(element: Dictionary, owner: Dictionary, page: int) -> Iterator[_Leaf]:
        owner = owner if str(element.S) in _INSIDE else element
        page = numbers[element.Pg.objgen] if "/Pg" in element else page
        for kid in kids(element):
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from walk(kid, owner, page)
            elif not isinstance(kid, Dictionary) or "/MCID" in kid:
                held = isinstance(kid, Dictionary)
                there = numbers[kid.Pg.objgen] if held and "/Pg" in kid else page
                yield _Leaf(
                    owner=owner.objgen,
                    kind=str(owner.S)[1:],
                    alt=str(owner.get("/Alt", "")),
                    piece=(there, int(kid.MCID if held else kid)),
                )

    for top in kids(pdf.Root.StructTreeRoot):
        if isinstance(top, Dictionary):
            yield from walk(top, top, 1)


def _passages(leaves: Iterable[_Leaf], pieces: _Pieces) -> Iterator[Passage]:
    """Give the passages: what stands in one element of the structure tree, and in no smaller one."""
    for _, group in groupby(leaves, key=lambda leaf: leaf.owner):
        run = list(group)
        found = [pieces[leaf.piece] for leaf in run if leaf.piece in pieces]
        words = _told(run[0], found) if run[0].kind == FIGURE else _joined(found)
        if any(letter.isalnum() for word in words for letter in word.text):
            yield Passage(kind=run[0].kind, words=words)


def _whole(passages: Iterable[Passage]) -> list[Passage]:
    """Put together the paragraphs that a page break has divided; notes may stand between their halves."""
    found: list[Passage] = []
    for passage in passages:
        near = range(max(0, len(found) - _NEAR), len(found))
        first = next((place for place in reversed(near) if _goes_over(found[place], passage)), None)
        if first is None:
            found.append(passage)
        else:
            found[first] = replace(found[first], words=found[first].words + passage.words)
    return found


def _goes_over(first: Passage, passage: Passage) -> bool:
    """Tell whether a paragraph that stops halfway a sentence goes on, on the next page, in this passage."""
    last, begin = first.words[-1], passage.words[0]
    whole = first.kind not in _RUNNING or last.text.endswith(_ENDS)
    return not whole and passage.kind == first.kind and begin.page == last.page + 1 and begin.text[:1].islower()


def _told(leaf: _Leaf, pieces: list[_Piece]) -> tuple[Word, ...]:
    """Give the words that are read aloud in the place of a picture."""
    boxes = [piece.drawing for piece in pieces if piece.drawing]
    box = boxes[0] if boxes else Box(top=0, left=0, bottom=0, right=0)
    for other in boxes[1:]:
        box = box.with_(other)
    return tuple(Word(text=word, page=leaf.piece[0], box=box) for word in leaf.alt.split())


def _joined(pieces: list[_Piece]) -> tuple[Word, ...]:
    """Put the pieces of a passage behind each other; a word may go on from one piece into the next."""
    words: list[Word] = []
    for piece in pieces:
        for place, word in enumerate(piece.words):
            _put(words, word, apart=bool(place) or not words or not _goes_on(words[-1], word))
    return tuple(replace(word, text=word.text.replace(_LINE_END, "-")) for word in words)


def _goes_on(last: Word, word: Word) -> bool:
    """Tell whether a piece begins in the middle of a word."""
    touching = last.box.top < word.box.bottom and word.box.top < last.box.bottom
    near = abs(word.box.left - last.box.right) < _TOUCHING
    return last.text.endswith(_LINE_END) or (last.page == word.page and touching and near)
