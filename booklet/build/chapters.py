"""Set the booklet part by part, and only those parts anew that have changed.

Goes in: the parts, composed for one layout, and what was kept. Comes out: pages. Must not know what the parts say.

How this is known to be sound: what comes of a part depends on its own words (which hold every page number that it
quotes), on the number of its first page, on the number of footnotes before it, on the pictures that it shows, and on
the press; nothing else enters `typeset`. So a part that was set before from the same things need not be set again, and
a build that remembers goes through the very same rounds as one that does not: the same bytes come out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from booklet.content.records import Library
from booklet.page.booklet import Part, compose
from booklet.page.layout import Layout
from booklet.pdf.drawings import states
from booklet.pdf.parts import bind, moved
from booklet.pdf.typeset import Press, Typeset, typeset
from booklet.report import BookletError, Finding

Key = tuple[str, int, int, str]
MOST = 400  # parts: a booklet takes some rounds of forty


def go_on() -> None:
    """Let the work go on."""


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A part that was set: what it was set from, its name, and its pages."""

    key: Key
    name: str
    pages: Typeset


class Kept:
    """What was set before with one press. Give the same one to every build as long as the press is the same.

    Of the booklet that was settled last everything is held; of the rounds that led to it, only where things landed.
    Before anything is set, `pause` is called: what it raises, ends the work, and the next build goes on with what
    there is.
    """

    def __init__(self, pause: Callable[[], None] = go_on) -> None:
        self.pause = pause
        self.layout = Layout()
        self.leaves: tuple[Leaf, ...] = ()
        self.last: Typeset | None = None
        self._set: dict[Key, Typeset] = {}

    def __len__(self) -> int:
        return len(self._set)

    @property
    def documents(self) -> int:
        """Count the parts of which the pages themselves are held."""
        return sum(pages.document is not None for pages in self._set.values())

    def find(self, key: Key) -> Typeset | None:
        """Give what was set before from the same things."""
        return self._set.get(key)

    def near(self, key: Key) -> Typeset | None:
        """Give what was set from the same things but for the number of its page, on the same side of the paper."""
        words, number, *rest = key
        for (other, place, *others), pages in self._set.items():
            if (other, others) == (words, rest) and (place - number) % 2 == 0:
                return pages
        return None

    def add(self, key: Key, pages: Typeset) -> None:
        """Hold what was set."""
        self._set[key] = pages

    def begin(self) -> None:
        """Make room for a build: of builds that were never settled not everything can be held."""
        if len(self._set) > MOST:
            self._set = {leaf.key: leaf.pages for leaf in self.leaves}

    def settle(self, layout: Layout, used: Mapping[Key, str], last: Mapping[Key, str], booklet: Typeset) -> None:
        """Remember the booklet whose parts are the `last`, where the rounds before it landed, and nothing else."""
        self.layout, self.last = layout, booklet
        self._set = {
            key: pages if key in last else replace(pages, document=None)
            for key, pages in self._set.items()
            if key in used
        }
        self.leaves = tuple(Leaf(key=key, name=name, pages=self._set[key]) for key, name in last.items())


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


def changed(library: Library, press: Press, kept: Kept, names: Collection[str]) -> tuple[Leaf, ...]:
    """Set the parts with these `names` again if they have changed, each as if all others stood as they did.

    This is for whoever waits to see a paragraph: numbers of pages and notes, and blank pages, may still change in
    what follows. Raises `BookletError`.
    """
    before = {leaf.name: leaf for leaf in kept.leaves if leaf.name in names}
    found = []
    for part in compose(library, kept.layout, only=before):
        _, number, notes, _ = before[part.name].key
        placed = replace(part, notes=notes)
        key = _key(placed, number)
        if key != before[part.name].key:
            found.append(Leaf(key=key, name=part.name, pages=_set(placed, press, kept, number, whole=True)))
    return tuple(found)


def _set(part: Part, press: Press, kept: Kept, number: int, *, whole: bool) -> Typeset:
    key = _key(part, number)
    found = kept.find(key)
    if found is None and not whole and (near := kept.near(key)):
        found = moved(near, number)
        kept.add(key, found)
    elif found is None or (whole and found.document is None):
        kept.pause()
        found = typeset(part.html, press, number, part.notes)
        kept.add(key, found)
    return found


def _key(part: Part, number: int) -> Key:
    """Say what a part is set from: its words, its first page, the notes before it, the state of its pictures."""
    return hashlib.sha256(part.html.encode()).hexdigest(), number, part.notes, states(part.html)
