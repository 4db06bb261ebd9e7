"""Set the booklet part by part, and only those parts anew that have changed.

Goes in: the parts, composed for one layout, and what was kept. Comes out: pages. Must not know what the parts say.

How this is known to be sound: what comes of a part depends on its own words (which hold every page number that it
quotes), on the number of its first page, on the number of footnotes before it, on the pictures that it shows, and on
the press; nothing else enters `typeset`. So a part that was set before from the same things need not be set again, and
a build that remembers goes through the very same rounds as one that does not: the same bytes come out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from booklet.content.records import Library
from booklet.page.booklet import Part, compose
from booklet.page.layout import Layout
from booklet.pdf.drawings import states
from booklet.pdf.typeset import Press, Typeset, bind, typeset
from booklet.report import BookletError, Finding

Key = tuple[str, int, int, str]


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A part that was set on its own: its name (the id of its chapter) and its pages."""

    name: str
    pages: Typeset


class Kept:
    """What was set before with one press. Give the same one to every build as long as the press is the same.

    Of the booklet that was settled last everything is held; of the rounds that led to it, only where things landed.
    """

    def __init__(self) -> None:
        self.layout = Layout()
        self._set: dict[Key, Typeset] = {}
        self._places: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._set)

    @property
    def documents(self) -> int:
        """Count the parts of which the pages themselves are held."""
        return sum(pages.document is not None for pages in self._set.values())

    def find(self, key: Key) -> Typeset | None:
        """Give what was set before from the same things."""
        return self._set.get(key)

    def place(self, name: str) -> int | None:
        """Give the first page of a part in the booklet that was settled last."""
        return self._places.get(name)

    def add(self, key: Key, pages: Typeset) -> None:
        """Hold what was set."""
        self._set[key] = pages

    def settle(self, layout: Layout, used: Mapping[Key, str], last: Mapping[Key, str]) -> None:
        """Remember the booklet whose parts are the `last`, where the rounds before it landed, and nothing else."""
        self.layout = layout
        self._set = {
            key: pages if key in last else replace(pages, document=None)
            for key, pages in self._set.items()
            if key in used
        }
        self._places = {name: key[1] for key, name in last.items()}


def set_parts(
    parts: Sequence[Part], press: Press, kept: Kept, *, whole: bool = False
) -> tuple[dict[Key, str], Typeset]:
    """Set all parts one behind the other, those that were set before excepted. Raises `BookletError` for all of them.

    Gives what they were set from, by name, and all pages together; with `whole` none of them is missing. A part that
    must begin on a right-hand page and cannot yet, leaves a number out: in the next round the part before it has a
    page more.
    """
    done: list[Typeset] = []
    keys: dict[Key, str] = {}
    wrong: list[Finding] = []
    number = 1
    for part in parts:
        number += part.right and number % 2 == 0
        key = _key(part, number)
        try:
            pages = _set(part, press, kept, number, whole=whole)
        except BookletError as error:
            wrong += error.findings
            continue
        keys[key] = part.name
        done.append(pages)
        number += pages.count
    if wrong:
        raise BookletError(dict.fromkeys(wrong))
    return keys, bind(done)


def changed(library: Library, press: Press, kept: Kept) -> tuple[Leaf, ...]:
    """Set only the parts that have changed since the booklet was settled, each from the page where it stood then.

    This is for whoever waits to see a paragraph: page numbers and blank pages may still change in what follows.
    Raises `BookletError`.
    """
    found = []
    for part in compose(library, kept.layout):
        number = kept.place(part.name)
        if number and kept.find(_key(part, number)) is None:
            found.append(Leaf(name=part.name, pages=_set(part, press, kept, number, whole=True)))
    return tuple(found)


def _set(part: Part, press: Press, kept: Kept, number: int, *, whole: bool) -> Typeset:
    key = _key(part, number)
    found = kept.find(key)
    if found is None or (whole and found.document is None):
        found = typeset(part.html, press, number, part.notes)
        kept.add(key, found)
    return found


def _key(part: Part, number: int) -> Key:
    """Say what a part is set from: its words, its first page, the notes before it, the state of its pictures."""
    return hashlib.sha256(part.html.encode()).hexdigest(), number, part.notes, states(part.html)
