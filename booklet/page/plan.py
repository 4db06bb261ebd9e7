"""Plan what stands where: parts, sections, cards, columns, and what a table has in its rows.

Goes in: records of the library. Comes out: the same records, put in the order of the page. Must not know HTML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from itertools import groupby
from typing import TypeVar

from booklet.content.records import Chapter, Exercise, Library, Picture, Programme, Sort, Source, Task
from booklet.content.references import all_runs, headings
from booklet.content.text import (
    Block,
    Box,
    Citation,
    Heading,
    Listing,
    Paragraph,
    Run,
    Words,
    WritingLine,
    inlines,
    plain,
)

T = TypeVar("T")
CARDS_A_PAGE = 4
INDEX = "oefeningen-per-houding"
WIDE = 1.45
ROW_SCALE = 0.0185  # mm on A5 paper for 1/100 dm, the unit of drawings
ROW_WIDTH, ROW_GAP, ROW_HEIGHT, ALONE = 115.0, 8.0, 22.0, 30.0  # mm on A5
GOALS = (
    ("Rustig ademen", ("ademen",)),
    ("Soepel bewegen", ("bewegen", "zenuw")),
    ("Sterker worden", ("romp", "kracht")),
    ("Gewone dingen doen", ("doen", "conditie")),
)
POSITIONS = (
    ("rug", "Op uw rug"),
    ("zij", "Op uw zij"),
    ("knieen", "Op handen en knieën"),
    ("zittend", "Zittend"),
    ("staand", "Staand"),
    ("lopend", "Lopend"),
)


@dataclass(frozen=True, kw_only=True)
class Card:
    """One of a set of equal things, such as a reason: a sign, a heading, words, and what helps."""

    heading: Heading
    text: Run
    helps: Run


@dataclass(frozen=True, kw_only=True)
class CardPage:
    """A page of cards with what stands above them."""

    above: tuple[Block, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the contents: its name and the chapters that belong to it."""

    name: str
    chapters: tuple[Chapter, ...]


def cited(library: Library) -> tuple[Source, ...]:
    """List the sources that the booklet rests on, in alphabetical order: those in heads and those in the text."""
    codes = {code for chapter in library.chapters for code in chapter.sources}
    codes |= {item.source for _, run in all_runs(library) for item in inlines(run) if isinstance(item, Citation)}
    sources = (library.sources[code] for code in codes)
    return tuple(sorted(sources, key=_rank))


def _rank(source: Source) -> tuple[str, int, str]:
    """Order sources by the name that is printed, then by year; the code keeps two of one year in one order."""
    return (source.short if source.article else source.authors).lower(), source.year or 0, source.code


def parts(library: Library, words: NullTranslations) -> tuple[Part, ...]:
    """Divide the contents: what comes before the first chapter, the parts, and what is there to be used."""
    _ = words.gettext
    found: list[Part] = []
    for chapter in library.chapters:
        if chapter.sort in (Sort.COVER, Sort.WELCOME, Sort.CONTENTS, Sort.BACK):
            continue
        begun = any(part.name for part in found)
        name = chapter.part or (_("Om te gebruiken") if begun else "")
        if found and found[-1].name == name:
            found[-1] = Part(name=name, chapters=(*found[-1].chapters, chapter))
        else:
            found.append(Part(name=name, chapters=(chapter,)))
    return tuple(found)


def positions(library: Library) -> tuple[tuple[str, tuple[Exercise, ...]], ...]:
    """List the exercises by the position of the body in which they begin."""
    return tuple(
        (name, tuple(sorted((item for item in library.exercises if item.position == key), key=lambda item: item.title)))
        for key, name in POSITIONS
        if any(item.position == key for item in library.exercises)
    )


Group = tuple[str, tuple[Exercise, ...]]


def halves(groups: Sequence[Group]) -> tuple[Sequence[Group], Sequence[Group]]:
    """Divide groups of exercises over two columns, or two pages, of about the same height."""
    heights = [len(items) + 1 for _, items in groups]
    split = min(range(len(groups) + 1), key=lambda index: abs(sum(heights[:index]) - sum(heights[index:])))
    return groups[:split], groups[split:]


def side_by_side(row: Sequence[tuple[Picture, str]]) -> list[tuple[Picture, str, float]]:
    """Give pictures in a row one scale (their units are 1/100 dm), so that people are equally tall: width in mm."""
    whole, tallest = sum(picture.width for picture, _ in row), max(picture.height for picture, _ in row)
    room = ROW_WIDTH - ROW_GAP * len(row)
    scale = min(ROW_SCALE, room / whole, (ROW_HEIGHT if len(row) > 1 else ALONE) / tallest)
    return [(picture, caption, round(picture.width * scale, 1)) for picture, caption in row]


def is_wide(exercise: Exercise) -> bool:
    """Tell whether the drawings stand above the steps (broad ones, or three) rather than beside them."""
    return len(exercise.frames) > 2 or is_broad(exercise)


def is_broad(exercise: Exercise) -> bool:
    """Tell whether the drawings are much wider than high: somebody lies, or is on hands and knees."""
    picture = exercise.frames[0].picture
    return picture.width > WIDE * picture.height


def sections(chapter: Chapter, library: Library) -> list[tuple[str, str]]:
    """List what an opening page announces, as (anchor, words): sections, cards, and exercises by their goal."""
    found = []
    for block in chapter.body:
        if isinstance(block, Heading) and block.level == 2:
            found.append((block.id, plain(block.content)))
        elif isinstance(block, Box) and block.name == "redenen":
            found.append((f"{chapter.id}-{block.name}", block.label))
    if chapter.sort is Sort.EXERCISES:
        found.append((INDEX, "Zoek op houding"))
        for name, groups in GOALS:
            first = next((item for item in library.exercises if item.group in groups), None)
            if first:
                found.append((f"oefening-{first.id}", name))
    return found


def titles(library: Library) -> dict[str, str]:
    """Name everything that a link can lead to, by its anchor."""
    found = {chapter.id: chapter.title for chapter in library.chapters}
    found |= dict(anchor for chapter in library.chapters for anchor in sections(chapter, library))
    found |= {heading.id: plain(heading.content) for chapter in library.chapters for heading in headings(chapter)}
    found |= {f"oefening-{exercise.id}": exercise.title for exercise in library.exercises}
    return found | {f"woord-{term.id}": f"woordenlijst, {term.word}" for term in library.terms}


def by_goal(library: Library) -> list[tuple[str, tuple[Exercise, ...]]]:
    """Group the exercises by the goal that they serve, in the order in which they stand."""
    return [(name, tuple(items)) for name, items in groupby(library.exercises, key=goal)]


def goal(exercise: Exercise) -> str:
    """Name the goal that an exercise serves."""
    return next(name for name, groups in GOALS if exercise.group in groups)


def groups_of(size: int, items: Sequence[T]) -> list[tuple[T, ...]]:
    """Divide items into groups of `size`; the last may be smaller."""
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)]


def card_pages(box: Box) -> list[CardPage]:
    """Divide a box of cards over pages; what stands before the first card of a page goes above it."""
    cards: list[Card] = []
    above: dict[int, list[Block]] = {}
    heading: Heading | None = None
    texts: list[Paragraph] = []

    def close() -> None:
        if heading is not None:
            helps = texts[-1].content if len(texts) > 1 else ()
            text = texts[0].content if texts else ()
            cards.append(Card(heading=heading, text=text, helps=helps))

    for block in box.body:
        if isinstance(block, Heading):
            close()
            heading, texts = block, []
        elif isinstance(block, Paragraph) and heading is not None:
            texts.append(block)
        else:
            position = len(cards) + (1 if heading is not None else 0)
            above.setdefault(position // CARDS_A_PAGE, []).append(block)
    close()
    return [
        CardPage(above=tuple(above.get(index, ())), cards=tuple(group))
        for index, group in enumerate(groups_of(CARDS_A_PAGE, cards))
    ]


def fields(listing: Listing) -> Iterator[tuple[Run, int, bool]]:
    """Read the items of a list to write in: (words, number of lines, whether the line stands beside the words)."""
    for item in listing.items:
        lines = sum(isinstance(part, WritingLine) for part in item)
        words = [part for part in item if not isinstance(part, WritingLine)]
        while words and isinstance(words[-1], Words) and not words[-1].text.strip():
            words.pop()
        if words and isinstance(words[-1], Words):
            # A space at the end would count in the width of the label, and break it over two lines.
            words[-1] = Words(text=words[-1].text.rstrip())
        yield tuple(words), lines, lines == 1 and plain(tuple(words)).endswith(":")


def by_moment(programme: Programme) -> list[tuple[str, list[Task]]]:
    """Sort the tasks of a programme by moment of the day; a task with more moments stands at each of them."""
    groups: list[tuple[str, list[Task]]] = []
    for moment in ("ochtend", "middag", "avond"):
        tasks = [task for task in programme.tasks if moment in task.moments]
        if tasks:
            groups.append((moment, tasks))
    loose = [task for task in programme.tasks if not task.moments]
    return groups + ([("", loose)] if loose else [])
