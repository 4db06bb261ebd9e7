"""What pages are linked of: pieces, as they came out of a typeset page, and the typefaces that they share.

Goes in: nothing. Comes out: frozen records. Must not know how they were made or how a file is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

MARK = "\u00a7"  # a gap in the words of a piece is written as §name§


class Placed(Protocol):
    """A piece as a page asks for it: its HTML, where it goes, and the words for its gaps.

    The `key` stands for the HTML, which need not be written as long as nobody asks for it. That is one element that
    fills a sheet. `joins` of its outermost elements (below that one) are the same as those of the piece before it.
    `right` and `down` are mm from where the HTML itself puts it. `own`: some of its words are of one person, so that it
    is made for this page only and forgotten.
    """

    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def html(self) -> str: ...  # noqa: D102
    @property
    def joins(self) -> int: ...  # noqa: D102
    @property
    def right(self) -> float: ...  # noqa: D102
    @property
    def down(self) -> float: ...  # noqa: D102
    @property
    def texts(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def own(self) -> bool: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Node:
    """An element of the structure tree: its kind, what else it says, its box (left, foot, right, head) in points.

    `parent` is the index of another node of the piece, -1 for none. `kids` are indexes of nodes, and for tagged
    content its number within the piece, as -1 - number.
    """

    kind: str
    more: str
    box: tuple[float, float, float, float] | None
    parent: int
    kids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Room for one line of words: its left side, top and bottom, and how far to the right it may go, in mm."""

    name: str
    left: float
    top: float
    bottom: float
    limit: float
    font: str
    size: float


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The edges of something on paper, in mm from the top left of the sheet."""

    left: float
    top: float
    right: float
    bottom: float


def around(frames: Iterable[Frame]) -> Frame | None:
    """Give the smallest frame around others; None around none."""
    frames = tuple(frames)
    if not frames:
        return None
    return Frame(
        left=min(frame.left for frame in frames),
        top=min(frame.top for frame in frames),
        right=max(frame.right for frame in frames),
        bottom=max(frame.bottom for frame in frames),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Piece:
    """A piece of a page; one that was made once is the same one wherever it stands, and equal to no other.

    `content` is a part of a content stream, in CSS pixels from the top left, in which `%d` stands for the number of
    tagged content and `%b` for a line of text; `order` names them: empty for a number, else the gap. `fonts` and
    `forms` are the names of what it draws with, and `more` the codes of letters that are not usual. `fits`: nothing in
    it sticks out or lies over anything else. `ink` is all that it puts on paper but the words in its gaps, and `bounds`
    lies around it.
    """

    content: bytes
    order: tuple[str, ...]
    nodes: tuple[Node, ...]
    gaps: tuple[Gap, ...]
    ink: tuple[Frame, ...]
    bounds: Frame | None
    fonts: tuple[str, ...]
    more: Mapping[str, frozenset[int]]
    forms: tuple[str, ...]
    fits: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Face:
    """A typeface as it is embedded: its objects, those in streams apart.

    Numbers of objects are final; number `file` is the file with the letters, of which `packed` is the usual one: it has
    those with `usual` codes. Others are made of `tables`, `outlines` and `metrics`, by code. `codes` tells the
    code of each glyph of the typesetter, and `glyphs` what a code stands for. `widths` are in thousandths of the size.
    """

    name: str
    number: int
    objects: tuple[tuple[int, bytes], ...]
    streams: tuple[tuple[int, bytes], ...]
    file: int
    usual: frozenset[int]
    packed: bytes
    tables: Mapping[str, bytes]
    outlines: tuple[bytes, ...]
    metrics: bytes
    codes: Mapping[int, int]
    glyphs: Mapping[int, str]
    widths: Mapping[int, int]


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What every page has: entries of the catalogue, the Info dictionary, page boxes, and the objects they name.

    `height` is that of a page in points.
    """

    catalog: bytes
    info: bytes
    boxes: bytes
    height: float
    objects: tuple[tuple[int, bytes], ...]
    streams: tuple[tuple[int, bytes], ...]
    faces: Mapping[str, Face]


class Unlinkable(Exception):  # noqa: N818 - no error: the page is typeset as a whole instead
    """Something that a linked page cannot hold; the page goes by the straight way, which always works."""
