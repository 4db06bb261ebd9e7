"""Markdown read into blocks: each file in cases/markdown is a text and, below =====, what is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import check_said

from booklet.content.fields import Problems
from booklet.content.markdown import parse, slug
from booklet.content.text import (
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
    Run,
    Strong,
    Words,
    WritingLine,
)

CASES = sorted((Path(__file__).parent / "cases" / "markdown").glob("*.md"))


def show(run: Run) -> str:
    """Write a run of text on one line, so that a case can say what it should be."""
    parts = []
    for item in run:
        match item:
            case Words(text=text):
                parts.append(text)
            case Strong(content=content):
                parts.append(f"<vet {show(content)}>")
            case Break():
                parts.append("<nieuwe regel>")
            case WritingLine():
                parts.append("<lijn>")
            case Citation(source=source, place=place):
                parts.append(f"<bron {source} {place.line}>")
            case Note(content=content):
                parts.append(f"<noot {show(content)}>")
            case Reference(aim=aim, target=target, content=content, place=place):
                parts.append(f"<{aim} {target} {place.line}: {show(content)}>")
    return "".join(parts)


def outline(blocks: tuple[Block, ...], depth: int = 0) -> Iterator[str]:
    """Write blocks as lines: where each begins, what it is, and its words."""
    for block in blocks:
        start = f"{'  ' * depth}{block.place.line} {block.kind}"
        match block:
            case Heading(level=level, id=name, content=content, picture=picture):
                yield f"{start} {level} #{name} «{show(content)}»" + (f" beeld={picture}" if picture else "")
            case Paragraph(content=content):
                yield f"{start} «{show(content)}»"
            case Listing(ordered=ordered, items=items):
                yield " ".join([start, "geteld" if ordered else "los", *(f"«{show(item)}»" for item in items)])
            case Meaning(entries=entries):
                yield " ".join([start, *(f"«{show(word)}»: «{show(meaning)}»" for word, meaning in entries)])
            case Grid(head=head, rows=rows):
                for row in (head, *rows):
                    yield f"{start} | {' | '.join(show(cell) for cell in row)} |"
            case Box(name=name, argument=argument, label=label, body=body):
                yield f"{start} {name} argument=«{argument}» kop=«{label}»"
                yield from outline(body, depth + 1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_text_becomes_blocks_and_findings(case: Path) -> None:
    """Every kind of mark-up gives the blocks and the findings that its case names, with exact lines."""
    text, _, expected = case.read_text(encoding="utf-8").partition("=====\n")
    problems = Problems()
    blocks = parse(text, "a.md", problems)
    check_said("\n".join([*outline(blocks), *map(str, problems.findings)]), expected)


def test_lines_count_from_where_the_text_starts() -> None:
    """The text of a chapter starts below its head."""
    problems = Problems()
    blocks = parse("## Kop\n\n*schuin* en\n[hier](#weg) ook", "a.md", problems, first_line=10)
    assert list(outline(blocks)) == ["10 heading 2 #kop «Kop»", "12 paragraph «schuin en <plaats weg 13: hier> ook»"]
    assert [finding.place.line for finding in problems.findings] == [12]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Wat is pijn?", "wat-is-pijn"),
        ("Ruggengraat: één geheel!", "ruggengraat-een-geheel"),
        ("  's Ochtends 10 keer ", "s-ochtends-10-keer"),
        ("?", ""),
    ],
)
def test_a_title_becomes_an_id(title: str, expected: str) -> None:
    """An id holds only lower case, digits and hyphens."""
    assert slug(title) == expected
