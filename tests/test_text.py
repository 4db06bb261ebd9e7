"""The shape of running text: what is listed of it, and its bare words."""

from __future__ import annotations

from booklet.content.text import (
    Aim,
    Block,
    Box,
    Break,
    Citation,
    Grid,
    Heading,
    Listing,
    Meaning,
    Note,
    Paragraph,
    Reference,
    Strong,
    Words,
    WritingLine,
    inlines,
    plain,
    runs,
    walk,
)
from booklet.report import Place

HERE = Place(path="a.md", line=1)
WORD = Words(text="woord")
LINK = Reference(aim=Aim.PLACE, target="a", content=(Strong(content=(WORD,)),), place=HERE)
NOTE = Note(content=(WORD,))
PARAGRAPH = Paragraph(content=(WORD,), place=HERE)


def box(*body: Block) -> Box:
    """Make a box that holds blocks."""
    return Box(name="bel", argument="", label="", body=body, place=HERE)


def test_plain_words_leave_out_what_is_no_word() -> None:
    """A heading in the contents holds no footnotes and no lines to write on."""
    run = (
        Words(text="Een "),
        LINK,
        Break(),
        NOTE,
        WritingLine(),
        Citation(source="WHO", place=HERE),
        Words(text="meer"),
    )
    assert plain(run) == "Een woord meer"


def test_walking_goes_into_boxes_in_reading_order() -> None:
    """The box comes before what stands in it."""
    inner = box(PARAGRAPH)
    outer = box(inner)
    assert walk((outer, PARAGRAPH)) == (outer, inner, PARAGRAPH, PARAGRAPH)


def test_every_block_gives_its_runs() -> None:
    """No text of a block is forgotten when references are checked."""
    one, two, three = (Words(text="1"),), (Words(text="2"),), (Words(text="3"),)
    blocks = [
        (Heading(level=2, id="a", content=one, picture="", place=HERE), (one,)),
        (Paragraph(content=one, place=HERE), (one,)),
        (Listing(ordered=True, items=(one, two), place=HERE), (one, two)),
        (Meaning(entries=((one, two), (three, one)), place=HERE), (one, two, three, one)),
        (Grid(head=(one, two), rows=((three, one),), place=HERE), (one, two, three, one)),
        (box(PARAGRAPH), ()),
    ]
    for block, expected in blocks:
        assert runs(block) == expected


def test_inlines_are_found_inside_bold_words_links_and_notes() -> None:
    """A source that is cited in a footnote counts as cited."""
    bold = Strong(content=(NOTE,))
    assert inlines((bold, LINK)) == (bold, NOTE, WORD, LINK, *LINK.content, WORD)
