"""How easy each text reads, and how that changed since the edition in use.

Goes in: a `Library` and its passages. Comes out: figures for each text.
Must not know when a figure is too low.

The figures to compare with stand in a file that goes with the texts, and are renewed with each edition: what counts is
the booklet that people have, not the last save, and a folder without version control has them too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from booklet.content.records import NUMBERED, Chapter, Library, Sort
from booklet.content.rules.passages import PROSE, Form, Passage
from booklet.content.rules.sentences import Counts, count
from booklet.report import Place

_RUNNING = (*NUMBERED, Sort.WELCOME, Sort.ALARM, Sort.PAGE, Sort.QUESTIONS, Sort.BACK)
_FOLDERS = (("oefeningen", "Elke oefening apart"), ("programmas", "De programma's apart"), ("oefenblad", "Oefenbladen"))


@dataclass(frozen=True, kw_only=True)
class Readability:
    """How a text reads: its figures, and the figure of the edition in use (None when it had none)."""

    id: str
    title: str
    place: Place
    counts: Counts
    before: int | None


def running(library: Library) -> tuple[Chapter, ...]:
    """List the texts with running text enough to judge."""
    return tuple(chapter for chapter in library.chapters if chapter.sort in _RUNNING)


def readabilities(library: Library, read: tuple[Passage, ...]) -> Iterator[Readability]:
    """Give the figures of every text, and those of the exercises, the programmes and the handouts as a whole."""
    for chapter in running(library):
        yield from _one(library, chapter.id, chapter.title, chapter.place, _in_file(read, chapter.place.path))
    for name, title in _FOLDERS:
        place = Place(path=f"{library.folder.name}/{name}")
        there = tuple(passage for passage in read if passage.file.startswith(f"{place.path}/"))
        yield from _one(library, f"{name}/", title, place, there)


def _in_file(read: tuple[Passage, ...], file: str) -> tuple[Passage, ...]:
    return tuple(passage for passage in read if passage.file == file)


def _one(library: Library, key: str, title: str, place: Place, there: tuple[Passage, ...]) -> Iterator[Readability]:
    texts = [passage.text for passage in there if passage.form in (*PROSE, Form.LINE)]
    if texts:
        before = library.wording.ease.get(key)
        yield Readability(id=key, title=title, place=place, counts=count(texts), before=before)
