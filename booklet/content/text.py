"""The shape of running text: what a chapter is made of once the Markdown has been read.

Goes in: nothing. Comes out: frozen records. Must not know Markdown, HTML or any page.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from booklet.report import Place


@dataclass(frozen=True, kw_only=True)
class Words:
    """A run of plain text."""

    kind: ClassVar[str] = "words"
    text: str


@dataclass(frozen=True, kw_only=True)
class Strong:
    """Stressed text."""

    kind: ClassVar[str] = "strong"
    content: tuple[Inline, ...]


@dataclass(frozen=True, kw_only=True)
class Break:
    """A new line inside a paragraph."""

    kind: ClassVar[str] = "break"


@dataclass(frozen=True, kw_only=True)
class WritingLine:
    """A line to write on (`___` in the source)."""

    kind: ClassVar[str] = "line"


class Aim(StrEnum):
    """What a reference points at."""

    PLACE = "plaats"
    EXERCISE = "oefening"
    TERM = "woord"
    WEB = "web"


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A reference to a chapter, section, exercise, glossary term or web page."""

    kind: ClassVar[str] = "reference"
    aim: Aim
    target: str
    content: tuple[Inline, ...]
    place: Place


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A small number in the text that leads to a source (a code of bronnen.yaml)."""

    kind: ClassVar[str] = "citation"
    source: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class Note:
    """A footnote with words of its own."""

    kind: ClassVar[str] = "note"
    content: tuple[Inline, ...]


Inline = Words | Strong | Break | WritingLine | Reference | Citation | Note
Run = tuple[Inline, ...]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading inside a chapter: level 2 or 3; `id` is unique in the booklet; `picture` names a sign."""

    kind: ClassVar[str] = "heading"
    level: int
    id: str
    content: Run
    picture: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph."""

    kind: ClassVar[str] = "paragraph"
    content: Run
    place: Place


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list with bullets or, when `ordered`, with numbers; each item is one run of text."""

    kind: ClassVar[str] = "listing"
    ordered: bool
    items: tuple[Run, ...]
    place: Place


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """A definition list: each entry a word and what it means."""

    kind: ClassVar[str] = "meaning"
    entries: tuple[tuple[Run, Run], ...]
    place: Place


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table: one row of heads and rows of cells, all of the same length."""

    kind: ClassVar[str] = "grid"
    head: tuple[Run, ...]
    rows: tuple[tuple[Run, ...], ...]
    place: Place


@dataclass(frozen=True, kw_only=True)
class Box:
    """A directive: a box or a part of the page with a meaning of its own (`name`, as in the source).

    `argument` is the one word that some directives take (which exercise, which tempo); `label` is the
    heading of the box, empty when the standard one serves.
    """

    kind: ClassVar[str] = "box"
    name: str
    argument: str
    label: str
    body: tuple[Block, ...]
    place: Place


Block = Heading | Paragraph | Listing | Meaning | Grid | Box


def plain(content: Run) -> str:
    """Give the words of a run of text, without links, notes and writing lines."""
    parts = []
    for item in content:
        match item:
            case Words(text=text):
                parts.append(text)
            case Strong(content=inner) | Reference(content=inner):
                parts.append(plain(inner))
            case Break():
                parts.append(" ")
            case _:
                pass
    return "".join(parts)


def walk(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """List blocks in reading order, boxes before what stands in them."""
    found: list[Block] = []
    for block in blocks:
        found.append(block)
        if isinstance(block, Box):
            found.extend(walk(block.body))
    return tuple(found)


def runs(block: Block) -> tuple[Run, ...]:
    """List the runs of text that stand directly in a block (not those in blocks inside it)."""
    match block:
        case Heading(content=content) | Paragraph(content=content):
            return (content,)
        case Listing(items=items):
            return items
        case Meaning(entries=entries):
            return tuple(run for entry in entries for run in entry)
        case Grid(head=head, rows=rows):
            return head + tuple(cell for row in rows for cell in row)
        case Box():
            return ()


def inlines(run: Run) -> Run:
    """List everything in a run of text, also what stands inside bold words, links and notes."""
    found: list[Inline] = []
    for item in run:
        found.append(item)
        if isinstance(item, Strong | Reference | Note):
            found.extend(inlines(item.content))
    return tuple(found)
