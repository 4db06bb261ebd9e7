"""Compose the booklet as one HTML page for a phone or another screen: one long page, with links instead of numbers.

Goes in: a `Library`. Comes out: one HTML string, whose drawings are still files. Must not know how they are enclosed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from gettext import NullTranslations

from markupsafe import Markup

from booklet.content.records import Chapter, Library, Sort
from booklet.content.text import Aim, Inline, Reference, Run, Strong, Words, plain
from booklet.page import plan
from booklet.page.booklet import Medium, fill
from booklet.page.layout import Layout
from booklet.page.phones import call, linked
from booklet.page.words import Trail, inline, typeset_quotes

SCREEN = Medium(pieces="pieces/web.html.j2", depth=1)


@dataclass(frozen=True, kw_only=True)
class Notebook:
    """What is gathered while one chapter after the other is filled in.

    `notes` are those of the chapter at hand, `told` counts them all; `explained` says in which chapters a term
    is explained, as (anchor, title); `terms` is how often each was met before the chapter at hand.
    """

    told: list[Markup | str] = field(default_factory=list)
    notes: list[tuple[int, Markup | str]] = field(default_factory=list)
    terms: dict[str, int] = field(default_factory=dict)
    explained: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


def compose_web(library: Library, words: NullTranslations | None = None) -> str:
    """Compose the whole booklet for a screen; `words` is the gettext catalogue (Dutch is the source language)."""
    words = words or NullTranslations()
    titles, book = plan.titles(library), Notebook()
    page = words.gettext("bladzijde")
    trail = Trail(
        pages={},
        cite=_citer(library, words),
        gettext=words.gettext,
        words=linked,
        note=lambda text: _take_note(book, text, words),
        lead=_to_place,
    )
    environment = fill(library, words, SCREEN)
    environment.filters |= {
        "calls": lambda text: linked(typeset_quotes(text)),
        "call": call,
        "plain": lambda run: typeset_quotes(plain(run)),
    }
    environment.globals |= {
        "layout": Layout(),
        "inline": lambda run: inline(without_pages(run, titles, page), trail),
        "goals": plan.by_goal(library),
        "leave": lambda chapter: _leave(book, chapter, trail),
    }
    return environment.get_template("web.html.j2").render(
        contents=next((chapter for chapter in library.chapters if chapter.sort is Sort.CONTENTS), None),
        alarm=next((chapter for chapter in library.chapters if chapter.sort is Sort.ALARM), None),
        explained=lambda term: book.explained.get(term, []),
    )


def without_pages(run: Run, titles: Mapping[str, str], page: str) -> Run:
    """Name the title of a place where the text names its page, for a reader who has no pages.

    «Kijk op bladzijde 4» becomes «Kijk bij ‘Wanneer belt u, en wie?’»; what stands alone needs no quotes.
    """
    alone = len([item for item in run if plain((item,)).strip()]) == 1
    found: list[Inline] = []
    for item in run:
        match item:
            case Strong(content=content):
                found.append(replace(item, content=without_pages(content, titles, page)))
            case Reference(content=content, aim=Aim.PLACE | Aim.EXERCISE) if plain(content).lower() == page:
                title = titles[f"oefening-{item.target}" if item.aim is Aim.EXERCISE else item.target]
                if found and isinstance(found[-1], Words):
                    found[-1] = Words(text=re.sub(r"\b([Oo])p(?=\s$)", _beside, found[-1].text))
                found.append(replace(item, content=(Words(text=title if alone else f"‘{title}’"),)))
            case _:
                found.append(item)
    return tuple(found)


def _beside(word: re.Match[str]) -> str:
    return "Bij" if word[1] == "O" else "bij"


def _to_place(_trail: Trail, anchor: str, words: str) -> Markup:
    return Markup('<a href="#{}">{}</a>').format(anchor, words)


def _take_note(book: Notebook, text: Markup | str, words: NullTranslations) -> Markup:
    """Keep a note for the end of its chapter; give the number that leads to it."""
    book.told.append(text)
    number = len(book.told)
    book.notes.append((number, text))
    return Markup('<sup><a class="noot" id="naar-noot-{0}" href="#noot-{0}" aria-label="{1} {0}">{0}</a></sup>').format(
        number, words.gettext("Noot")
    )


def _leave(book: Notebook, chapter: Chapter, trail: Trail) -> tuple[tuple[int, Markup | str], ...]:
    """Close a chapter: give its notes, and remember which terms it explains."""
    for term, count in trail.seen.items():
        if count > book.terms.get(term, 0):
            anchor = f"uitleg-{term}-{book.terms.get(term, 0) + 1}"
            book.explained.setdefault(term, []).append((anchor, chapter.title))
    book.terms.update(trail.seen)
    notes = tuple(book.notes)
    book.notes.clear()
    return notes


def _citer(library: Library, words: NullTranslations) -> Callable[[str], Markup]:
    """Make the function that says in a note which source it is, with a link to the list."""
    numbers = {source.code: number for number, source in enumerate(plan.cited(library), start=1)}

    def cite(code: str) -> Markup:
        short, number = typeset_quotes(library.sources[code].short), numbers[code]
        lead = Markup('<a href="#bron-{}">{}</a>').format(number, words.gettext("bron {number}").format(number=number))
        return Markup("{}, {}.").format(short, lead)

    return cite
