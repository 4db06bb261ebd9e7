"""Set the booklet to look at while somebody changes it: its pages, and which text stands on which of them.

Goes in: the folder of the project. Comes out: a `Proof`. Must not know the screen.

What was set before is kept in this process for as long as the looks stay the same, so that after a change only the
parts that changed are set again. `chapters` says how that is known to give the booklet that a build from nothing gives.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from booklet.build.booklet import booklet_press, settle
from booklet.build.chapters import Kept
from booklet.build.sources import moment
from booklet.content.load import load
from booklet.content.records import Library, Sort
from booklet.content.references import headings
from booklet.pdf.prints import page_prints
from booklet.pdf.typeset import Press, to_pdf
from booklet.report import Finding, Place

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
class Proof:
    """The booklet as it will be printed: a PDF to draw its pages from, a print of each, and what stands where.

    Pages with one print look alike, so that whoever has one need not draw the other.
    """

    pdf: bytes
    prints: tuple[str, ...]
    sections: tuple[Section, ...]
    spots: tuple[Spot, ...]
    findings: tuple[Finding, ...]


def make_proof(root: Path) -> Proof:
    """Set the booklet of the sources in `root`. Raises `BookletError` with all that stops it."""
    library, findings = load(root)
    press, kept = _ready(root, _looks(root))
    result = settle(library, press, kept=kept)
    pdf = to_pdf(result, moment(library.practice.published), to_look_at=True)
    return Proof(
        pdf=pdf,
        prints=page_prints(pdf),
        sections=tuple(
            Section(
                id=chapter.id,
                title=chapter.title,
                number=chapter.number,
                path=chapter.place.path,
                page=result.pages[chapter.id],
            )
            for chapter in library.chapters
            if chapter.id in result.pages
        ),
        spots=tuple(sorted(_spots(library, result.pages), key=lambda spot: (spot.path, spot.line))),
        findings=findings,
    )


@functools.lru_cache(maxsize=1)
def _ready(root: Path, _looks: str) -> tuple[Press, Kept]:
    """Make the press ready, with nothing kept yet; other looks ask for another press."""
    return booklet_press(root), Kept()


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


def _spots(library: Library, pages: Mapping[str, int]) -> Iterator[Spot]:
    """Say where the texts landed: chapters by their headings, and all else by what it is about."""
    for anchor, place in _anchors(library):
        if anchor in pages:
            yield Spot(path=place.path, line=place.line, page=pages[anchor])


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
