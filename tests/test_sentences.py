"""Sentences side by side: which stayed, changed, came, went or moved, and which page became which."""

from __future__ import annotations

import pytest

from booklet.pdf.overlay import Box
from booklet.pdf.reading import Passage, Reading, Word
from booklet.pdf.sentences import align_pages, follow, sentences, side_by_side

NOWHERE = Box(top=0, left=0, bottom=0, right=0)


def reading(*pages: str) -> Reading:
    """Make a document of one paragraph a page."""
    passages = tuple(
        Passage(kind="P", words=tuple(Word(text=word, page=number, box=NOWHERE) for word in text.split()))
        for number, text in enumerate(pages, start=1)
    )
    return Reading(passages=passages, margins=(), bookmarks=(), count=len(pages))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rust even. Loop dan door.", ["Rust even.", "Loop dan door."]),
        ("Doet dat pijn? Dan stopt u!", ["Doet dat pijn?", "Dan stopt u!"]),
        ("1. Gevoelige zenuwen", ["1. Gevoelige zenuwen"]),
        ("Zie blz. 12 en verder.", ["Zie blz.", "12 en verder."]),
        ("U zegt: “Dat kan niet.” Toch wel.", ["U zegt: “Dat kan niet.”", "Toch wel."]),
        ("Een kop zonder punt", ["Een kop zonder punt"]),
    ],
)
def test_a_paragraph_is_divided_into_sentences(text: str, expected: list[str]) -> None:
    """At a full stop that is followed by a capital or a figure."""
    assert [" ".join(one.text) for one in sentences(reading(text))] == expected


def paired(old: Reading, new: Reading) -> list[str]:
    """Say of each sentence what has become of it."""
    found = side_by_side(sentences(old), sentences(new))
    pages = align_pages(found, old.count, new.count)
    signs = []
    for pair in follow(found, pages):
        if pair.moved:
            signs.append("moved")
        elif pair.same:
            signs.append("=")
        else:
            signs.append("+" if not pair.old else "-" if not pair.new else "~")
    return signs


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("A is goed. B ook.",), ("A is goed. B ook.",), ["=", "="]),
        (("Loop elke dag een stuk.",), ("Loop elke dag een klein stuk.",), ["~"]),
        (("A is goed.",), ("A is goed. Er komt iets bij.",), ["=", "+"]),
        (("A is goed. Dit gaat weg.",), ("A is goed.",), ["=", "-"]),
        # More different than alike: one sentence went and another came.
        (("Loop elke dag een stuk.",), ("Bel uw huisarts bij koorts.",), ["-", "+"]),
        # A number that leads to the same page is no change; a dose is one.
        (("Zie bladzijde 2.", "Wandelen."), ("Zie bladzijde 3.", "Nieuw hier.", "Wandelen."), ["=", "+", "="]),
        (("Doe 2 keer de brug.", "Wandelen."), ("Doe 3 keer de brug.", "Wandelen."), ["~", "="]),
        (("Eerst dit. Dan dat.",), ("Dan dat. Eerst dit.",), ["+", "=", "-"]),
        (("Ga nu naar huis toe. Rust.", "Wandelen."), ("Rust.", "Wandelen. Ga nu naar huis toe."), ["=", "=", "moved"]),
    ],
)
def test_each_sentence_finds_what_has_become_of_it(
    old: tuple[str, ...], new: tuple[str, ...], expected: list[str]
) -> None:
    """In the order of the new document."""
    assert paired(reading(*old), reading(*new)) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("Een.", "Twee.", "Drie."), ("Een.", "Nieuw.", "Twee.", "Drie."), {1: 1, 2: 3, 3: 4}),
        (("Een.", "Twee.", "Drie."), ("Een.", "Drie."), {1: 1, 3: 2}),
        # Where as many pages came as went, each is beside what it replaced.
        (("Een.", "Iets ouds.", "Drie."), ("Een.", "Heel anders.", "Drie."), {1: 1, 2: 2, 3: 3}),
        ((), ("Een.",), {}),
    ],
)
def test_pages_are_put_beside_each_other_by_their_words(
    old: tuple[str, ...], new: tuple[str, ...], expected: dict[int, int]
) -> None:
    """Not by their numbers."""
    pairs = side_by_side(sentences(reading(*old)), sentences(reading(*new)))
    assert align_pages(pairs, len(old), len(new)) == expected


def test_a_text_that_was_written_anew_takes_no_time() -> None:
    """A thousand sentences are not all held against a thousand others."""
    one = reading(" ".join(f"Zin nummer{index} over appels en peren." for index in range(1000)))
    two = reading(" ".join(f"Regel getal{index} gaat over fietsen." for index in range(1000)))
    assert set(paired(one, two)) == {"+", "-"}
