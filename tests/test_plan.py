"""What stands where: parts, sections, cards, columns, and what a table has in its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from gettext import NullTranslations

import pytest

from booklet.content.records import Chapter, Library
from booklet.content.text import Box, Heading, Listing, Paragraph, Words, WritingLine, plain
from booklet.page import plan
from booklet.report import Place

HERE = Place(path="a.md", line=1)
LINE = WritingLine()


def chapter(library: Library, name: str) -> Chapter:
    """Find a chapter by its id."""
    return next(item for item in library.chapters if item.id == name)


def cards(library: Library) -> Box:
    """Find the box of cards."""
    return next(
        block for block in chapter(library, "redenen").body if isinstance(block, Box) and block.name == "redenen"
    )


def words(text: str) -> Words:
    """Make a run of plain text."""
    return Words(text=text)


def test_only_what_is_cited_counts_as_a_source(library: Library) -> None:
    """In the head of a chapter or in a text, in alphabetical order."""
    assert [source.code for source in plan.cited(library)] == ["APEN2020", "NHG-M54", "WHO2023"]


def test_sources_of_one_author_stand_by_year(library: Library) -> None:
    """Whatever the order in which Python hands out the members of a set: two builds must be equal."""
    base = library.sources["WHO2023"]
    others = {code: replace(base, code=code, year=year) for code, year in (("WHO-B", 2020), ("WHO-A", 2020))}
    first = replace(library.chapters[0], sources=("WHO2023", *others))
    many = replace(library, sources=dict(library.sources) | others, chapters=(first, *library.chapters[1:]))
    found = [source.code for source in plan.cited(many)]
    assert [code for code in found if code.startswith("WHO")] == ["WHO-A", "WHO-B", "WHO2023"]


def test_parts_join_texts_that_follow_each_other(library: Library) -> None:
    """A text without a part after the first chapter belongs to what is there to be used."""
    assert [(part.name, [item.id for item in part.chapters]) for part in plan.parts(library, NullTranslations())] == [
        ("", ["bellen"]),
        ("Begrijpen", ["pijn"]),
        ("Tot rust komen", ["redenen"]),
        ("Volhouden", ["oefeningen", "programmas"]),
        ("Om te gebruiken", ["vragen", "werkbladen", "woordenlijst", "bronnen", "op-een-rij"]),
    ]


def test_a_part_that_comes_back_stands_there_again(library: Library) -> None:
    """The contents follow the order of the pages."""
    mixed = replace(library, chapters=tuple(chapter(library, name) for name in ("pijn", "redenen", "pijn")))
    assert [part.name for part in plan.parts(mixed, NullTranslations())] == ["Begrijpen", "Tot rust komen", "Begrijpen"]


def test_exercises_are_listed_by_position(library: Library) -> None:
    """A position without exercises is left out; within one they stand by title."""
    assert [(name, [item.id for item in items]) for name, items in plan.positions(library)] == [
        ("Op uw rug", ["bruggetje"]),
        ("Lopend", ["wandelen"]),
    ]
    bridge = library.exercises[0]
    more = replace(library, exercises=(bridge, replace(bridge, id="aap", title="Aap")))
    assert [[item.id for item in items] for _, items in plan.positions(more)] == [["aap", "bruggetje"]]


@pytest.mark.parametrize(("sizes", "split"), [([], 0), ([3], 0), ([1, 1], 1), ([5, 1, 1, 1], 1), ([1, 1, 1, 5], 3)])
def test_groups_are_divided_over_two_columns(library: Library, sizes: list[int], split: int) -> None:
    """About as high, and a group stays whole."""
    groups = [(str(size), library.exercises[:1] * size) for size in sizes]
    left, right = plan.halves(groups)
    assert (list(left), list(right)) == (groups[:split], groups[split:])


def test_broad_drawings_stand_above_the_steps(library: Library) -> None:
    """Tall ones stand beside them, unless there are three."""
    bridge, walk = library.exercises
    assert (plan.is_wide(bridge), plan.is_wide(walk)) == (True, False)
    assert not plan.is_wide(replace(walk, frames=walk.frames * 2))
    assert plan.is_wide(replace(walk, frames=walk.frames * 3))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pijn", [("wat-betekent-het", "Wat betekent het?"), ("begin", "Waar begint het?")]),
        ("redenen", [("redenen-redenen", "Vijf redenen"), ("wat-doet-u-vandaag", "Wat doet u vandaag?")]),
        (
            "oefeningen",
            [
                ("voor-u-begint", "Voor u begint"),
                ("oefeningen-per-houding", "Zoek op houding"),
                ("oefening-bruggetje", "Sterker worden"),
                ("oefening-wandelen", "Gewone dingen doen"),
            ],
        ),
    ],
)
def test_an_opening_announces_sections(library: Library, name: str, expected: list[tuple[str, str]]) -> None:
    """Headings of the second level, a box of cards, and the goals of the exercises."""
    assert plan.sections(chapter(library, name), library) == expected


def test_every_exercise_serves_a_goal(library: Library) -> None:
    """Each group of the catalogue belongs to one."""
    assert [plan.goal(item) for item in library.exercises] == ["Sterker worden", "Gewone dingen doen"]


@pytest.mark.parametrize(
    ("items", "expected"), [([], []), ([1], [(1,)]), ([1, 2], [(1, 2)]), ([1, 2, 3], [(1, 2), (3,)])]
)
def test_items_are_divided_into_groups(items: Sequence[int], expected: list[tuple[int, ...]]) -> None:
    """The last may be smaller."""
    assert plan.groups_of(2, items) == expected


def test_cards_are_divided_over_pages(library: Library) -> None:
    """Four a page; what stands before the first card of a page goes above it."""
    first, second = plan.card_pages(cards(library))
    assert [plain(card.heading.content) for card in first.cards] == ["Zenuwen", "Sparen", "Zitten", "Stress"]
    assert [plain(card.heading.content) for card in second.cards] == ["Slaap"]
    assert [block.kind for block in first.above + second.above] == ["paragraph", "box"]


def test_a_card_keeps_its_first_words_and_what_helps(library: Library) -> None:
    """The last paragraph is what helps, when there is more than one."""
    box = cards(library)
    first = plan.card_pages(box)[0].cards[0]
    assert (plain(first.text), plain(first.helps)) == ("Zij melden eerder.", "Helpt: kalm bewegen")
    bare = replace(box, body=tuple(block for block in box.body if isinstance(block, Heading)))
    assert {(card.text, card.helps) for card in plan.card_pages(bare)[0].cards} == {((), ())}
    single = replace(box, body=tuple(block for block in box.body[1:3] if isinstance(block, Heading | Paragraph)))
    assert [(plain(card.text), card.helps) for card in plan.card_pages(single)[0].cards] == [("Zij melden eerder.", ())]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ((words("Naam: "), LINE), ("Naam:", 1, True)),
        ((words("Wat helpt u? "), LINE), ("Wat helpt u?", 1, False)),
        ((words("Wat helpt u: "), LINE, words(" "), LINE), ("Wat helpt u:", 2, False)),
        ((words("Geen lijn"),), ("Geen lijn", 0, False)),
        ((LINE,), ("", 1, False)),
    ],
)
def test_a_line_to_write_on_stands_beside_or_below(
    item: tuple[Words | WritingLine, ...], expected: tuple[str, int, bool]
) -> None:
    """Beside the words when it is one line behind a colon."""
    ((label, lines, beside),) = plan.fields(Listing(ordered=False, items=(item,), place=HERE))
    assert (plain(label), lines, beside) == expected


def test_a_programme_goes_by_the_moments_of_the_day(library: Library) -> None:
    """A task with two moments stands at both; one without any stands at the end."""
    (programme,) = library.programmes
    assert [(moment, [task.exercise for task in tasks]) for moment, tasks in plan.by_moment(programme)] == [
        ("ochtend", ["wandelen", "bruggetje"]),
        ("avond", ["wandelen"]),
    ]
    walk, bridge = programme.tasks
    loose = replace(programme, tasks=(replace(walk, moments=()), bridge))
    assert [moment for moment, _ in plan.by_moment(loose)] == ["ochtend", ""]
