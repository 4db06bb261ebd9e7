"""Say what has changed between two PDFs: in their sentences, in their pictures, and on which pages.

Goes in: the bytes of two PDFs. Comes out: `Differences`. Must not know what the pages are about.

Pages are put beside each other by the words that they share, so that a page more or less does not make all that
follow it look new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

import pypdfium2 as pdfium
from PIL import Image

from booklet.pdf.overlay import Box, differences, drawn, without
from booklet.pdf.picture import opened
from booklet.pdf.reading import Bookmark, Reading, Word, read_back
from booklet.pdf.sentences import Pair, align_pages, follow, same_words, sentences, side_by_side

_ROOM = 0.004  # of the page: a mark stands a little around its word
_WHOLE = Box(top=0, left=0, bottom=1, right=1)
_SIZE = 1.5  # pt: a picture that grows less than this has not grown


class Kind(StrEnum):
    """What has happened to a page."""

    SAME = "gelijk"
    MOVED = "verhuisd"  # the same, under another number
    FLOWED = "doorgelopen"  # the same words, but some stood on the page before or after it
    LOOKS = "uiterlijk"  # the same words in another look
    CHANGED = "veranderd"
    NEW = "nieuw"
    GONE = "vervallen"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A page beside what has become of it, with the places where they differ."""

    kind: Kind
    old: int | None
    new: int | None
    gone: tuple[Box, ...] = ()
    come: tuple[Box, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Differences:
    """What has changed: the sentences, every page, and the bookmarks of both documents (to tell where they are)."""

    pairs: tuple[Pair, ...]
    sheets: tuple[Sheet, ...]
    old: tuple[Bookmark, ...]
    new: tuple[Bookmark, ...]

    @property
    def none(self) -> bool:
        """Tell whether nothing has changed at all."""
        return not self.pairs and all(sheet.kind is Kind.SAME for sheet in self.sheets)


# The words and pictures that changed on each page.
_Marks = dict[int, list[Box]]


def compare(old: bytes, new: bytes) -> Differences:
    """Compare two PDFs."""
    before, after = read_back(old), read_back(new)
    found = side_by_side(sentences(before), sentences(after))
    pages = align_pages(found, before.count, after.count)
    pairs = follow(found, pages)
    gone, come = _marks(pairs)
    sheets = list(_sheets(pages, before.count, after.count))
    with opened(old) as one, opened(new) as two:
        for here, there in _redrawn(pairs, one, two):
            gone[here.page].append(here.box)
            come[there.page].append(there.box)
        flowed = _flowed(pairs, pages)
        went, came = _followed(found, pairs)
        judged = tuple(_judge(sheet, gone, come, flowed) for sheet in sheets)
        left, right = _Held(pdf=one, loose=_loose(before, went)), _Held(pdf=two, loose=_loose(after, came))
        looked = tuple(_look(sheet, left, right) for sheet in judged)
    return Differences(
        pairs=tuple(pair for pair in pairs if not pair.same),
        sheets=looked,
        old=before.bookmarks,
        new=after.bookmarks,
    )


def _marks(pairs: Iterable[Pair]) -> tuple[_Marks, _Marks]:
    """Collect the places of the words that went and of those that came."""
    gone: _Marks = defaultdict(list)
    come: _Marks = defaultdict(list)
    for pair in pairs:
        for sentence, marked, places in ((pair.old, pair.gone, gone), (pair.new, pair.come, come)):
            words = sentence.words if sentence else ()
            chosen = [word for place, word in enumerate(words) if pair.moved or place in marked]
            for page, run in groupby(chosen, key=lambda word: word.page):
                places[page].extend(_lines(word.box for word in run))
    return gone, come


def _lines(boxes: Iterable[Box]) -> list[Box]:
    """Make one place of the words that stand beside each other on a line."""
    found: list[Box] = []
    for box in boxes:
        last = found[-1] if found else None
        near = last is not None and abs(last.top - box.top) < _ROOM and -_ROOM < box.left - last.right < 4 * _ROOM
        found[-1:] = [last.with_(box)] if last and (near or last == box) else [*found[-1:], box]
    return found


def _redrawn(pairs: Iterable[Pair], one: pdfium.PdfDocument, two: pdfium.PdfDocument) -> Iterator[tuple[Word, Word]]:
    """Find the pictures that tell the same, or nearly, and are drawn differently."""
    seen: set[tuple[int, Box]] = set()
    for pair in pairs:
        if pair.old and pair.new and pair.old.told and not pair.moved:
            here, there = pair.old.words[0], pair.new.words[0]
            if (here.page, here.box) not in seen and _is_redrawn(one[here.page - 1], here, two[there.page - 1], there):
                yield here, there
            seen.add((here.page, here.box))


def _is_redrawn(old: pdfium.PdfPage, here: Word, new: pdfium.PdfPage, there: Word) -> bool:
    sizes = [
        ((word.box.right - word.box.left) * page.get_width(), (word.box.bottom - word.box.top) * page.get_height())
        for page, word in ((old, here), (new, there))
    ]
    if min(*sizes[0], *sizes[1]) <= 0:
        return False  # a picture without anything drawn
    if any(abs(before - after) > _SIZE for before, after in zip(*sizes, strict=True)):
        return True
    return bool(differences(drawn(old, here.box, sizes[0]), drawn(new, there.box, sizes[0])))


def _sheets(pages: Mapping[int, int], old: int, new: int) -> Iterator[Sheet]:
    """Put the pages of both documents in one row, in the order of the new one."""
    left = iter(range(1, old + 1))
    came = {number: before for before, number in pages.items()}
    for number in range(1, new + 1):
        if number not in came:
            yield Sheet(kind=Kind.NEW, old=None, new=number)
            continue
        for before in left:
            if before == came[number]:
                break
            yield Sheet(kind=Kind.GONE, old=before, new=None)
        yield Sheet(kind=Kind.SAME, old=came[number], new=number)
    for before in left:
        yield Sheet(kind=Kind.GONE, old=before, new=None)


def _flowed(pairs: Iterable[Pair], pages: Mapping[int, int]) -> tuple[set[int], set[int]]:
    """Find the pages, old and new, of words that stayed but now stand on another page than their neighbours."""
    moved = [(one.page, two.page) for pair in pairs for one, two in same_words(pair) if pages.get(one.page) != two.page]
    return {one for one, _ in moved}, {two for _, two in moved}


def _followed(found: Iterable[Pair], pairs: Iterable[Pair]) -> tuple[list[Word], list[Word]]:
    """Collect the page numbers in the text that only followed their page."""
    went: list[Word] = []
    came: list[Word] = []
    for first, last in zip(found, pairs, strict=True):
        if first.old and first.new:
            went += [first.old.words[place] for place in sorted(first.gone - last.gone)]
            came += [first.new.words[place] for place in sorted(first.come - last.come)]
    return went, came


def _judge(sheet: Sheet, gone: _Marks, come: _Marks, flowed: tuple[set[int], set[int]]) -> Sheet:
    """Say what has happened to a page, as far as its words and pictures tell."""
    old = tuple(sorted(gone.get(sheet.old or 0, ())))
    new = tuple(sorted(come.get(sheet.new or 0, ())))
    kind = sheet.kind
    if kind is Kind.SAME and (old or new):
        kind = Kind.CHANGED
    elif kind is Kind.SAME and (sheet.old in flowed[0] or sheet.new in flowed[1]):
        kind = Kind.FLOWED
    elif kind is Kind.SAME and sheet.old != sheet.new:
        kind = Kind.MOVED
    return replace(sheet, kind=kind, gone=old, come=new)


@dataclass(frozen=True, kw_only=True)
class _Held:
    """A document to hold over another one, and the places on its pages of numbers that follow their page."""

    pdf: pdfium.PdfDocument
    loose: Mapping[int, Sequence[Box]]

    def drawn(self, number: int, size: tuple[float, float]) -> Image.Image:
        """Draw a page without those numbers."""
        picture = drawn(self.pdf[number - 1], _WHOLE, size)
        return without(picture, self.loose.get(number, ()))


def _loose(reading: Reading, followed: Iterable[Word]) -> Mapping[int, Sequence[Box]]:
    """Collect the places of page numbers, in the margins and in the text."""
    loose: _Marks = defaultdict(list)
    for word in (*(word for word in reading.margins if word.text == str(word.page)), *followed):
        loose[word.page].append(word.box)
    return loose


def _look(sheet: Sheet, before: _Held, after: _Held) -> Sheet:
    """Hold a page over what has become of it, when their words are the same and they have the same margins."""
    if sheet.kind not in (Kind.SAME, Kind.MOVED) or not (sheet.old and sheet.new) or (sheet.old - sheet.new) % 2:
        return sheet
    size = after.pdf[sheet.new - 1].get_size()
    apart = differences(before.drawn(sheet.old, size), after.drawn(sheet.new, size))
    return replace(sheet, kind=Kind.LOOKS, gone=apart, come=apart) if apart else sheet
