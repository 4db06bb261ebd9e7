"""Set the booklet to look at while somebody changes it: its pages, and which text stands on which of them.

Goes in: the folder of the project. Comes out: a `Proof`. Must not know the screen.

What was set and written before is kept in this process for as long as the looks stay the same, so that after a change
only the parts that changed are set and written again. `chapters` says how that is known to give the booklet that a
build from nothing gives.
"""

from __future__ import annotations

import functools
import gc
import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import accumulate
from pathlib import Path

from booklet.build.booklet import booklet_press, settle
from booklet.build.chapters import Kept, Key, Leaf, changed, go_on, set_parts
from booklet.build.sources import stamp_of
from booklet.content.files import Memory
from booklet.content.load import load
from booklet.content.records import Chapter, Library, Sort
from booklet.content.references import headings
from booklet.page.booklet import compose
from booklet.page.layout import Layout
from booklet.pdf.parts import proof
from booklet.pdf.prints import page_prints
from booklet.pdf.typeset import Press, to_pdf
from booklet.report import Finding, Place

AT_ONCE = 4  # pieces
BOOKS, PRACTICE = "bronnen.yaml", "praktijk.yaml"


@dataclass(frozen=True, kw_only=True)
class Spot:
    """From which line of a file on a text stands on a page (from 1)."""

    path: str
    line: int
    page: int


@dataclass(frozen=True, kw_only=True)
class Section:
    """A chapter, or another part with a title: its file, and the page on which it begins."""

    id: str
    title: str
    number: int
    path: str
    page: int


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of the booklet to look at: a PDF of its pages, a print of each, and what stands where.

    Pages with one print look alike, so that whoever has one need not draw the other. The pages of its sections and
    spots are counted from 1, wherever it stands.
    """

    name: str
    pdf: bytes
    prints: tuple[str, ...]
    sections: tuple[Section, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, kw_only=True)
class Proof:
    """The booklet as it will be printed, piece by piece; of a `draft` the page numbers in the text are not known."""

    pieces: tuple[Piece, ...]
    draft: bool = False

    @functools.cached_property
    def prints(self) -> tuple[str, ...]:
        """Give the print of every page."""
        return tuple(print_ for piece in self.pieces for print_ in piece.prints)

    @functools.cached_property
    def sections(self) -> tuple[Section, ...]:
        """Give the chapters, and the page of the booklet on which each begins."""
        return tuple(replace(one, page=before + one.page) for before, piece in self._placed() for one in piece.sections)

    @functools.cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Say what stands on which page of the booklet, in the order of the files."""
        found = (replace(one, page=before + one.page) for before, piece in self._placed() for one in piece.spots)
        return tuple(sorted(found, key=lambda spot: (spot.path, spot.line)))

    def find(self, wanted: str) -> tuple[bytes, int] | None:
        """Find a page by its print: the PDF that it stands in, and its place there (from 1)."""
        for piece in self.pieces:
            if wanted in piece.prints:
                return piece.pdf, piece.prints.index(wanted) + 1
        return None

    def names(self, files: Collection[str]) -> tuple[str, ...]:
        """Name the pieces in which something stands that comes from these files."""
        return tuple(piece.name for piece in self.pieces if any(spot.path in files for spot in piece.spots))

    def with_new(self, pieces: Iterable[Piece]) -> Proof:
        """Put pieces that were set anew in the place of those with their names."""
        new = {piece.name: piece for piece in pieces}
        return replace(self, pieces=tuple(new.get(piece.name, piece) for piece in self.pieces))

    def _placed(self) -> Iterator[tuple[int, Piece]]:
        """Give every piece with the number of pages before it."""
        return zip(accumulate((len(piece.prints) for piece in self.pieces), initial=0), self.pieces, strict=False)


@dataclass(frozen=True, kw_only=True)
class _Table:
    """What this process keeps from one proof to the next: a press, what was set with it, and what was written."""

    press: Press
    kept: Kept
    written: dict[Key, tuple[bytes, tuple[str, ...]]] = field(default_factory=dict)


class OutdatedError(Exception):
    """Somebody changed a source while the booklet was set; what was set so far, is kept."""


def make_proof(root: Path) -> Proof:
    """Set the booklet of the sources in `root`.

    Raises `BookletError` with all that stops it, and `OutdatedError` when the sources are no longer those of now.
    """
    stamp = stamp_of(root)
    library, _ = read(root)
    table = _table(root, _looks(root))
    table.kept.pause = partial(_must_be_of_now, root, stamp)
    settle(library, table.press, kept=table.kept)
    leaves = table.kept.leaves
    pieces = _pieces(leaves, library, table)
    for key in table.written.keys() - {leaf.key for leaf in leaves}:
        del table.written[key]
    return Proof(pieces=pieces)


def _must_be_of_now(root: Path, stamp: str) -> None:
    if stamp_of(root) != stamp:
        raise OutdatedError


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """A booklet that is set for the first time, and how many pieces of it there are."""

    root: Path
    pieces: int


def make_draft(so_far: Drafted) -> tuple[Piece, ...]:
    """Set the next pieces of the booklet as they are before any page number is known; () when all of them are there.

    This is for whoever waits for the first proof, which begins with these same pieces. Raises `BookletError`.
    """
    library, _ = read(so_far.root)
    table = _table(so_far.root, _looks(so_far.root))
    table.kept.pause = go_on
    parts = compose(library, Layout())[: so_far.pieces + AT_ONCE]
    keys, _ = set_parts(parts, table.press, table.kept)
    leaves = [Leaf(key=key, name=name, pages=pages) for key, name in keys.items() if (pages := table.kept.find(key))]
    return _pieces(leaves[so_far.pieces :], library, table)


@dataclass(frozen=True, kw_only=True)
class Glance:
    """What somebody waits to see: the pieces in which a text was changed, by name."""

    root: Path
    names: tuple[str, ...]


def glance(wanted: Glance) -> tuple[Piece, ...]:
    """Set those pieces that have changed and nothing else, on the pages where they stood in the last proof.

    The proof that follows has the last word on page numbers; what does not fit, it tells. Raises `BookletError`.
    """
    library, _ = read(wanted.root)
    table = _table(wanted.root, _looks(wanted.root))
    table.kept.pause = go_on
    leaves = changed(library, table.press, table.kept, wanted.names)
    return _pieces([leaf for leaf in leaves if leaf.pages.fits], library, table)


def make_whole(root: Path) -> bytes:
    """Make one PDF of the booklet that was settled last."""
    table = _table(root, _looks(root))
    table.kept.pause = go_on
    booklet = table.kept.last or settle(read(root)[0], table.press, kept=table.kept)
    return to_pdf(booklet, 0, to_look_at=True)


def tidy(_root: Path) -> None:
    """Throw away what nobody needs any more, and never look again at what stays: that would take a third of a second.

    Pages lead to each other in circles. Python looks for such circles now and then, through all that there is; here
    it does so while nobody waits.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def read(root: Path) -> tuple[Library, tuple[Finding, ...]]:
    """Read the sources: of those that this process read before, only what has changed. Raises `BookletError`."""
    return load(root, _memory(root))


@functools.lru_cache(maxsize=1)
def _memory(_root: Path) -> Memory:
    return Memory()


@functools.lru_cache(maxsize=1)
def _table(root: Path, _looks: str) -> _Table:
    """Make the press ready, with nothing kept yet; other looks ask for another press."""
    return _Table(press=booklet_press(root), kept=Kept())


def _looks(root: Path) -> str:
    """Condense all that decides how pages look and stands in no text."""
    total = hashlib.sha256()
    for path in sorted((root / "styles").rglob("*")):
        if path.is_file():
            total.update(f"{path.relative_to(root)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def page_of(place: Place, spots: Iterable[Spot]) -> int:
    """Find the page on which a place in the sources is printed (0: on none, or nobody knows which)."""
    here = [spot for spot in spots if spot.path == place.path]
    above = [spot.page for spot in here if spot.line <= place.line]
    return above[-1] if above else here[0].page if here else 0


def _pieces(leaves: Iterable[Leaf], library: Library, table: _Table) -> tuple[Piece, ...]:
    """Write the parts that were not written before, and say what stands where in each."""
    anchors = tuple(_anchors(library))
    return tuple(_piece(leaf, library.chapters, anchors, table) for leaf in leaves)


def _piece(leaf: Leaf, chapters: Sequence[Chapter], anchors: Sequence[tuple[str, Place]], table: _Table) -> Piece:
    if leaf.key not in table.written:
        pdf = proof(leaf.pages)
        table.written[leaf.key] = pdf, page_prints(pdf)
    pdf, prints = table.written[leaf.key]
    pages = {anchor: page - leaf.pages.number + 1 for anchor, page in leaf.pages.pages.items()}
    spots = tuple(
        Spot(path=place.path, line=place.line, page=pages[anchor]) for anchor, place in anchors if anchor in pages
    )
    sections = tuple(_section(chapter, pages[chapter.id]) for chapter in chapters if chapter.id in pages)
    return Piece(name=leaf.name, pdf=pdf, prints=prints, sections=sections, spots=spots)


def _section(chapter: Chapter, page: int) -> Section:
    return Section(id=chapter.id, title=chapter.title, number=chapter.number, path=chapter.place.path, page=page)


def _anchors(library: Library) -> Iterator[tuple[str, Place]]:
    for chapter in library.chapters:
        yield chapter.id, Place(path=chapter.place.path)
        for heading in headings(chapter):
            yield heading.id, heading.place
    for exercise in library.exercises:
        yield f"oefening-{exercise.id}", Place(path=exercise.place.path)
        yield f"oefening-{exercise.id}", Place(path=f"{library.folder.name}/figuren/{exercise.id}.yaml")
    for programme in library.programmes:
        yield f"programma-{programme.id}", Place(path=programme.place.path)
    for term in library.terms:
        yield f"woord-{term.id}", term.place
    for file, sort in ((BOOKS, Sort.SOURCES), (PRACTICE, Sort.BACK)):
        for chapter in library.chapters:
            if chapter.sort is sort:
                yield chapter.id, Place(path=f"{library.folder.name}/{file}")
