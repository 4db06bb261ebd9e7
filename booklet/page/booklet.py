"""Compose the booklet, every part of it as an HTML document.

Goes in: a `Library` and a `Layout`. Comes out: HTML, part by part. Must not know PDF.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from gettext import NullTranslations

from babel.dates import format_date
from jinja2 import Environment

from booklet.content import doses
from booklet.content.directives import captions
from booklet.content.records import NUMBERED, Chapter, Exercise, Library, Programme, Sort
from booklet.page import plan
from booklet.page.layout import END, Layout
from booklet.page.templating import templates
from booklet.page.words import Trail, inline, typeset_quotes

LOCALE = "nl_NL"


@dataclass(frozen=True, kw_only=True)
class Medium:
    """What the booklet is composed for: the pieces that it is made of, and how deep its chapters stand.

    On paper every chapter has a heading of the first level; on a screen only the booklet itself has one.
    """

    pieces: str
    depth: int


NOTES = "aantekeningen"
_ANCHORS = {Sort.EXERCISES: "oefening", Sort.PROGRAMMES: "programma"}
_FOOTNOTE = '<span class="noot">'
PAPER = Medium(pieces="pieces/paper.html.j2", depth=0)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A piece of a chapter: the `first`, or what stands on a page of its own behind it; the `last` ends the chapter."""

    shown: tuple[Exercise | Programme, ...]
    first: bool
    last: bool


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of the booklet that begins on a page of its own: a chapter, a page of exercises, a programme.

    `right` tells whether it begins on a right-hand page; `notes` is how many footnotes there are before it.
    """

    name: str
    html: str
    right: bool
    notes: int


def compose(
    library: Library,
    layout: Layout,
    words: NullTranslations | None = None,
    *,
    only: Collection[str] | None = None,
) -> tuple[Part, ...]:
    """Compose the booklet, part by part; `words` is the gettext catalogue (Dutch is the source language).

    With `only`, parts with other names are left out, and their footnotes are not counted.
    """
    words = words or NullTranslations()
    numbers = {source.code: number for number, source in enumerate(plan.cited(library), start=1)}
    trail = Trail(pages=layout.pages, cite=_citer(library, layout, numbers, words), gettext=words.gettext)
    environment = fill(library, words, PAPER)
    environment.globals |= {"layout": layout, "inline": lambda run: inline(run, trail), "page": trail.page}
    environment.globals |= {"mentions": lambda term: _mentions(term, layout)}
    template = environment.get_template("booklet.html.j2")
    chapters: list[Chapter | None] = list(library.chapters)
    if layout.notes:
        chapters.insert(_place_of_notes(library), None)
    parts: list[Part] = []
    notes = 0
    for chapter in chapters:
        for sheet in _sheets(chapter, library, layout):
            name = _name(chapter, sheet)
            if only is not None and name not in only:
                continue
            html = template.render(chapter=chapter, sheet=sheet)
            parts.append(Part(name=name, html=html, right=_right(chapter, sheet, layout), notes=notes))
            notes += html.count(_FOOTNOTE)
    return tuple(parts)


def _sheets(chapter: Chapter | None, library: Library, layout: Layout) -> list[Sheet]:
    """Divide a chapter: exercises take many pages, and every page of them stands by itself; so does a programme."""
    pieces: list[tuple[Exercise | Programme, ...]] = [()]
    if chapter and chapter.sort is Sort.EXERCISES:
        pieces += plan.groups_of(layout.format.exercises, library.exercises)
    elif chapter and chapter.sort is Sort.PROGRAMMES:
        pieces = [library.programmes[:1], *plan.groups_of(1, library.programmes[1:])]
    end = len(pieces) - 1
    return [Sheet(shown=piece, first=place == 0, last=place == end) for place, piece in enumerate(pieces)]


def _name(chapter: Chapter | None, sheet: Sheet) -> str:
    """Name a part by what begins there."""
    if chapter is None:
        return NOTES
    return chapter.id if sheet.first else f"{_ANCHORS[chapter.sort]}-{sheet.shown[0].id}"


def _right(chapter: Chapter | None, sheet: Sheet, layout: Layout) -> bool:
    """Tell whether a part begins on a right-hand page."""
    return bool(chapter and chapter.sort in NUMBERED and layout.format.right and sheet.first)


def _place_of_notes(library: Library) -> int:
    """Say before which text the pages for notes stand: the back cover."""
    backs = [place for place, chapter in enumerate(library.chapters) if chapter.sort is Sort.BACK]
    return backs[0] if backs else len(library.chapters)


def fill(library: Library, words: NullTranslations, medium: Medium) -> Environment:
    """Make the templates of the booklet ready, with all that stands in it on every medium."""
    environment = templates(words)
    environment.filters |= {
        "date": lambda day: format_date(day, "d MMMM y", locale=LOCALE),
        "month": lambda day: format_date(day, "MMMM y", locale=LOCALE),
        "volume": lambda where: where.partition(", blz.")[0],
    }
    environment.tests |= {"tall": lambda exercise: not plan.is_wide(exercise), "broad": plan.is_broad}
    environment.globals |= {
        "Sort": Sort,
        "END": END,
        "amount": lambda task: getattr(task, "amount", "") or doses.amount(task.dose, words),
        "at": lambda moment: typeset_quotes(doses.at(moment, words)),
        "days": lambda count: doses.days(count, words),
        "card_pages": plan.card_pages,
        "halves": plan.halves,
        "groups_of": plan.groups_of,
        "fields": plan.fields,
        "goal": plan.goal,
        "INDEX": plan.INDEX,
        "by_moment": plan.by_moment,
        "medium": medium,
        "library": library,
        "practice": library.practice,
        "parts": plan.parts(library, words),
        "chapters": [chapter for chapter in library.chapters if chapter.number],
        "sources": list(enumerate(plan.cited(library), start=1)),
        "positions": plan.positions(library),
        "sections": lambda chapter: plan.sections(chapter, library),
        "consult": lambda exercise: _consult(exercise, library),
        "exercise": {exercise.id: exercise for exercise in library.exercises}.__getitem__,
        "pictures": lambda box: plan.side_by_side(
            [(library.pictures[name], caption) for name, caption in captions(box.body)]
        ),
    }
    return environment


def _citer(library: Library, layout: Layout, numbers: dict[str, int], words: NullTranslations) -> Callable[[str], str]:
    """Make the function that says in a footnote which source it is and where the list stands."""
    form = words.gettext("{short}. Bron {number} op bladzijde {page}.")

    def cite(code: str) -> str:
        page = layout.pages.get(f"bron-{numbers[code]}", "00")
        return typeset_quotes(form.format(short=library.sources[code].short, number=numbers[code], page=page))

    return cite


def _consult(exercise: Exercise, library: Library) -> list[str]:
    """Name the conditions that are printed under an exercise: those that do not hold for every exercise."""
    conditions = (library.conditions[name] for name in exercise.consult)
    return [condition.name for condition in conditions if not condition.always]


def _mentions(term: str, layout: Layout) -> list[int]:
    """Give the pages on which a term of the glossary is explained, each once."""
    prefix = f"uitleg-{term}-"
    return sorted({page for anchor, page in layout.pages.items() if anchor.startswith(prefix)})
