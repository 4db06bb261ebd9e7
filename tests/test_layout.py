"""What one round of typesetting teaches the next."""

from __future__ import annotations

import pytest

from booklet.content.records import Library
from booklet.page.formats import A5, LARGE
from booklet.page.layout import Layout, next_layout

# Where everything stands when no chapter leaves a page blank; the chapters are pijn, redenen and oefeningen.
GOOD = {
    "pijn": 5,
    "einde-pijn": 8,
    "redenen": 9,
    "einde-redenen": 12,
    "oefeningen": 13,
    "einde-oefeningen": 15,
    "programmas": 16,
}


@pytest.mark.parametrize(
    ("pages", "before", "after"),
    [
        (GOOD, (), ()),
        # The first chapter ends on page 7: page 8 would be blank.
        (GOOD | {"einde-pijn": 7}, (), ("pijn",)),
        (GOOD | {"einde-pijn": 7, "einde-redenen": 11}, (), ("pijn", "redenen")),
        # The text has grown onto page 8, so that its page to write on stands on 9 and leaves page 10 blank.
        (GOOD | {"einde-pijn": 9, "redenen": 11}, ("pijn",), ()),
        # It is still needed.
        (GOOD, ("pijn",), ("pijn",)),
        # What follows the exercises may begin on a left-hand page: nothing is blank before it.
        (GOOD | {"einde-oefeningen": 14}, (), ()),
    ],
)
def test_a_chapter_that_would_leave_a_page_blank_gets_a_page_to_write_on(
    library: Library, pages: dict[str, int], before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    """And loses it when it is no longer needed."""
    assert next_layout(library, Layout(fillers=frozenset(before)), pages, 20).fillers == frozenset(after)


@pytest.mark.parametrize(
    ("count", "before", "after"),
    [(20, 0, 0), (21, 0, 3), (22, 0, 2), (23, 0, 1), (24, 3, 3), (24, 1, 1), (23, 1, 2), (25, 3, 2)],
)
def test_note_pages_fill_the_booklet_up_to_whole_sheets(library: Library, count: int, before: int, after: int) -> None:
    """Four pages make one folded sheet; the note pages that were there already do not count."""
    layout = next_layout(library, Layout(notes=before), GOOD, count)
    assert layout.notes == after
    assert (count - before + layout.notes) % A5.sheet == 0


@pytest.mark.parametrize(("count", "before", "after"), [(20, 0, 0), (21, 0, 1), (22, 1, 1), (21, 1, 0)])
def test_large_pages_fill_sheets_of_two(library: Library, count: int, before: int, after: int) -> None:
    """They are printed on both sides and stapled, not folded; a chapter begins left or right, so that none is blank."""
    learnt = next_layout(library, Layout(format=LARGE, notes=before), GOOD | {"einde-pijn": 7}, count)
    assert (learnt.format, learnt.notes, learnt.fillers) == (LARGE, after, frozenset())


def test_a_heading_that_began_a_page_begins_it_from_then_on(library: Library) -> None:
    """So that it stands on the first line, as all others do."""
    first = next_layout(library, Layout(), GOOD, 20, frozenset({"begin"}))
    assert first.tops == {"begin"}
    assert next_layout(library, first, GOOD, 20, frozenset({"doel"})).tops == {"begin", "doel"}


def test_note_pages_wait_until_the_chapters_are_settled(library: Library) -> None:
    """A page more in the middle changes how many are needed at the end."""
    assert next_layout(library, Layout(notes=1), GOOD | {"einde-pijn": 7}, 23).notes == 1


def test_a_layout_that_is_right_stays_as_it_is(library: Library) -> None:
    """Rounds of typesetting come to an end."""
    first = next_layout(library, Layout(), GOOD, 22)
    second = next_layout(library, first, GOOD, 24)
    assert second == first == next_layout(library, second, GOOD, 24)


def test_a_page_number_that_moves_asks_for_another_round(library: Library) -> None:
    """The numbers in the text must be those of the pages."""
    first = next_layout(library, Layout(), GOOD, 20)
    assert next_layout(library, first, GOOD | {"programmas": 17}, 20) != first
