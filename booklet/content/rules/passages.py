"""Cut the whole library into passages: pieces of text that get printed or read out, each with its place.

Goes in: a `Library`. Comes out: `Passage`s in reading order. Must not know what a rule looks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from booklet.content.directives import captions
from booklet.content.poses import shown
from booklet.content.records import Chapter, Exercise, Library, Programme, Sheet
from booklet.content.text import Block, Box, Grid, Heading, Listing, Meaning, Note, Paragraph, Run, inlines, plain, runs
from booklet.report import Place


class Form(StrEnum):
    """What a passage is on the page: it decides which rules hold for it."""

    PARAGRAPH = "alinea"
    ITEM = "punt"
    STEP = "stap"
    HEADING = "kop"
    CELL = "vak"
    FIELD = "veld"
    CAPTION = "bijschrift"
    SPOKEN = "beschrijving"
    LINE = "oefenblad"


PROSE = (Form.PARAGRAPH, Form.ITEM, Form.STEP)


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A piece of text, what it is, where it starts (or where the record starts that holds it), and in which file."""

    text: str
    form: Form
    place: Place

    @property
    def file(self) -> str:
        """The file in which it stands."""
        return self.place.path


def passages(library: Library) -> Iterator[Passage]:
    """Give every text of the library that gets printed, drawn or read out."""
    for found in _all(library):
        if found.text.strip():
            yield found


def _all(library: Library) -> Iterator[Passage]:
    for chapter in library.chapters:
        yield from _chapter(chapter)
    for exercise in library.exercises:
        yield from _exercise(exercise)
    for programme in library.programmes:
        yield from _programme(programme)
    for sheet in library.sheets.values():
        if sheet.place.path.startswith("chapters/oefenblad/"):  # the others are words of the exercise itself
            yield from _sheet(sheet)
    yield from _reference_works(library)
    yield from _drawings(library)


def _fields(place: Place, texts: Iterable[str], form: Form = Form.FIELD) -> Iterator[Passage]:
    return (Passage(text=text, form=form, place=place) for text in texts)


def _chapter(chapter: Chapter) -> Iterator[Passage]:
    yield from _fields(chapter.place, (chapter.title,), Form.HEADING)
    yield from _fields(chapter.place, (chapter.subtitle, chapter.summary))
    if chapter.picture:
        yield from _fields(chapter.place, (chapter.picture.alt,), Form.SPOKEN)
    yield from _blocks(chapter.opening + chapter.body)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[Passage]:
    for block in blocks:
        yield from _block(block)
        for run in runs(block):
            yield from _notes(run, block.place)


def _block(block: Block) -> Iterator[Passage]:
    match block:
        case Paragraph(content=content, place=place):
            yield Passage(text=plain(content), form=Form.PARAGRAPH, place=place)
        case Heading(content=content, place=place):
            yield Passage(text=plain(content), form=Form.HEADING, place=place)
        case Listing(items=items, place=place):
            yield from _fields(place, map(plain, items), Form.ITEM)
        case Meaning(entries=entries, place=place):
            yield from _fields(place, (plain(word) for word, _ in entries), Form.CELL)
            yield from _fields(place, (plain(told) for _, told in entries), Form.ITEM)
        case Grid(place=place):
            yield from _fields(place, map(plain, runs(block)), Form.CELL)
        case Box():
            yield from _box(block)


def _box(box: Box) -> Iterator[Passage]:
    yield from _fields(box.place, (box.label,), Form.HEADING)
    if box.name == "beelden":
        yield from _fields(box.place, (caption for _, caption in captions(box.body)), Form.CAPTION)
    else:
        yield from _blocks(box.body)


def _notes(run: Run, place: Place) -> Iterator[Passage]:
    """Give the words of footnotes, which stand further down in the file."""
    for item in inlines(run):
        if isinstance(item, Note):
            yield Passage(text=plain(item.content), form=Form.ITEM, place=place)


def _exercise(exercise: Exercise) -> Iterator[Passage]:
    place = exercise.place
    yield from _fields(place, (exercise.title,), Form.HEADING)
    briefly = exercise.briefly
    told = (exercise.purpose, exercise.amount, exercise.when, exercise.tempo, exercise.breathing)
    yield from _fields(place, (*told, briefly.mistake, briefly.easier, briefly.harder))
    for frame in exercise.frames:
        yield from _fields(place, (frame.name, frame.caption), Form.CAPTION)
    yield from _fields(place, map(plain, exercise.steps), Form.STEP)
    notes = (exercise.feel, exercise.mistake, exercise.easier, exercise.harder, exercise.safety)
    yield from _fields(place, map(plain, notes), Form.PARAGRAPH)


def _programme(programme: Programme) -> Iterator[Passage]:
    place = programme.place
    yield from _fields(place, (programme.title,), Form.HEADING)
    told = (programme.subtitle, programme.minutes, programme.for_whom, programme.not_for, *programme.goals)
    yield from _fields(place, told)
    for task in programme.tasks:
        yield from _fields(task.place, (task.amount,))
    for when, what in programme.build_up:
        yield from _fields(place, (when,), Form.CELL)
        yield from _fields(place, (what,), Form.ITEM)
    yield from _blocks(programme.ready + programme.swaps)


def _sheet(sheet: Sheet) -> Iterator[Passage]:
    return _fields(sheet.place, (sheet.name, *sheet.steps, *sheet.core, sheet.feel), Form.LINE)


def _reference_works(library: Library) -> Iterator[Passage]:
    folder = library.folder.name
    for term in library.terms:
        yield from _fields(term.place, (term.word,), Form.CELL)
        yield from _fields(term.place, (term.meaning,), Form.ITEM)
    for condition in library.conditions.values():
        place = Place(path=f"{folder}/overleg.yaml")
        yield from _fields(place, (condition.name,), Form.CELL)
        yield from _fields(place, (condition.meaning,), Form.ITEM)
    for lamp in library.lamps:
        place = Place(path=f"{folder}/pijnstoplicht.yaml")
        yield from _fields(place, (lamp.name, lamp.act, lamp.scores))
        yield from _fields(place, (lamp.meaning,), Form.ITEM)


def _drawings(library: Library) -> Iterator[Passage]:
    """Give what is told of drawings made from poses; of other drawings the chapter tells."""
    for illustration in library.illustrations.values():
        for frame in shown(illustration):
            yield from _fields(frame.place, (frame.alt,), Form.SPOKEN)
