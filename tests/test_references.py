"""References: everything that is referred to is there, once."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Project, check_mistake, mistakes

from booklet.content.records import Library
from booklet.content.references import all_runs, headings, known_places
from booklet.content.text import plain


@pytest.mark.parametrize("case", mistakes("verwijzingen"))
def test_a_reference_to_nothing_is_said(project: Project, case: Path) -> None:
    """In running text, tables, footnotes, heads, exercises and programmes, with the line it stands on."""
    check_mistake(project, case)


def test_chapters_and_headings_can_be_referred_to(library: Library) -> None:
    """A chapter by its file or its `id`, a heading by its own words or the name behind it."""
    places = known_places(library)
    assert {"pijn", "op-een-rij", "wat-betekent-het", "begin", "stress"} <= places.keys()
    assert str(places["begin"]) == "chapters/10-pijn.md:26"


def test_every_text_is_looked_at(library: Library) -> None:
    """Chapters, boxes, tables, exercises, and the end of a programme."""
    words = {plain(run) for _, run in all_runs(library)}
    for expected in (
        "Uw pijn is echt.",
        "een gestoten teen",
        "een duim op uw arm",
        "Kom half zo hoog.",
        "U liep elke dag.",
        "Helpt: kleine stappen",
    ):
        assert expected in words


def test_headings_inside_boxes_count(library: Library) -> None:
    """The cards of a chapter can be referred to as well."""
    cards = next(chapter for chapter in library.chapters if chapter.id == "redenen")
    assert [heading.id for heading in headings(cards)] == [
        "zenuwen",
        "sparen",
        "zitten",
        "stress",
        "slaap",
        "wat-doet-u-vandaag",
    ]
