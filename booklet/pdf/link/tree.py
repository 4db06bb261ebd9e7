"""Number the structure tree of a page that is put together of pieces.

Goes in: pieces in the order of reading. Comes out: objects, and where each begins. Must not know how a file is written.

A piece joins the one before it: so many of its outermost elements are the same ones (a table and its rows come in
pieces). An element to which later pieces may add stays open until a piece comes that does not join it. All other
elements of a piece are written by one template in which numbers have a fixed width, so that nothing is measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from booklet.pdf.link.pieces import Node, Piece, Unlinkable

DOCUMENT, FIRST_ELEMENT = 7, 2_000
MOST_TAGGED, MOST_ELEMENTS = 999, 7_999  # what numbers of a fixed width can count
# What a number in a template counts from.
_ELEMENT, _CONTENT, _ABOVE, _RIGHT, _UP = range(5)
_OBJECT, _TAGGED, _LENGTH = b"%04d 0 R", b"%03d", b"%07.2f"
_SAMPLE = (1_000, 100, 1_000, 0.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A piece, how many of its elements join those before, and how far it is moved, in points."""

    piece: Piece
    joins: int
    right: float
    up: float


@dataclass(frozen=True, kw_only=True)
class Grown:
    """A numbered tree: its objects in parts, `length` bytes in all, their numbers and where each begins.

    `kids` are references to the elements right below the document; `owners` to those of tagged content 0, 1, 2 and on.
    """

    parts: tuple[bytes, ...]
    length: int
    numbers: tuple[int, ...]
    starts: tuple[int, ...]
    kids: bytes
    owners: bytes


@dataclass(frozen=True, kw_only=True)
class _Numbered:
    """The complete elements of a piece with their final numbers; references to those that hang above, and to owners."""

    part: bytes
    numbers: tuple[int, ...]
    starts: tuple[int, ...]
    above: bytes
    owners: bytes


@dataclass(frozen=True, kw_only=True)
class _Template:
    """Some elements, ready to be numbered: what each number counts from, which they are, where each begins."""

    written: bytes
    counts: tuple[tuple[int, float], ...]
    indexes: tuple[int, ...]
    starts: tuple[int, ...]
    length: int


@dataclass(frozen=True, kw_only=True)
class _Block:
    """What a piece adds to a tree: elements that are complete, those that stay open, and those that hang above."""

    closed: _Template
    opened: tuple[int, ...]
    above: tuple[int, ...]
    owners: tuple[int, ...]
    joins: int
    size: int


@dataclass(frozen=True, kw_only=True)
class _Open:
    """An element that is not complete yet."""

    number: int
    head: bytes
    kids: list[bytes] = field(default_factory=list)


def grow(branches: Sequence[Branch]) -> Grown:
    """Give numbers to the whole tree of a page."""
    parts, numbers, starts, owners = list[bytes](), list[int](), list[int](), list[bytes]()
    tops: list[bytes] = []
    stack: list[_Open] = []
    completed: list[tuple[int, bytes]] = []
    base, owned, length = FIRST_ELEMENT, 0, 0
    for branch, after in zip(branches, [*(branch.joins for branch in branches[1:]), 0], strict=True):
        while len(stack) > branch.joins:
            completed.append(_close(stack.pop()))
        depth = max(after, branch.joins)
        block = _block(branch.piece, branch.joins, depth)
        above = stack[-1].number if stack else DOCUMENT
        first = base - branch.joins
        made = _numbered(branch.piece, branch.joins, depth, first, owned, above, branch.right, branch.up)
        parts.append(made.part)
        numbers += made.numbers
        starts += [length + start for start in made.starts]
        length += block.closed.length
        (stack[-1].kids if stack else tops).append(made.above)
        owners.append(made.owners)
        for index in block.opened:
            stack.append(_open(branch.piece.nodes, index, first, owned, stack[-1].number if stack else DOCUMENT))
        base += block.size
        owned += len(block.owners)
    if owned > MOST_TAGGED or base - FIRST_ELEMENT > MOST_ELEMENTS:
        raise Unlinkable("more than a page can hold")
    completed += [_close(done) for done in reversed(stack)]
    for number, text in completed:
        numbers.append(number)
        starts.append(length)
        length += len(text)
    parts.append(b"".join(text for _, text in completed))
    return Grown(
        parts=tuple(parts),
        length=length,
        numbers=tuple(numbers),
        starts=tuple(starts),
        kids=b"".join(tops),
        owners=b"".join(owners),
    )


def _close(done: _Open) -> tuple[int, bytes]:
    return done.number, done.head + b"/K[%b]>>\n" % b" ".join(done.kids)


@lru_cache(maxsize=10_000)
def _numbered(
    piece: Piece, joins: int, after: int, first: int, owned: int, above: int, right: float, up: float
) -> _Numbered:
    """Write the complete elements of a piece; the same piece in the same place of a page is often asked for again."""
    block = _block(piece, joins, after)
    froms = (first, owned, above, right, up)
    return _Numbered(
        part=block.closed.written % tuple([froms[kind] + value for kind, value in block.closed.counts]),
        numbers=tuple([first + index for index in block.closed.indexes]),
        starts=block.closed.starts,
        above=b"".join([b"%d 0 R " % (first + index) for index in block.above]),
        owners=b"".join([b"%d 0 R " % (first + index) for index in block.owners]),
    )


def _open(nodes: tuple[Node, ...], index: int, first: int, owned: int, parent: int) -> _Open:
    node = nodes[index]
    kids = [b"%d 0 R" % (first + kid) if kid >= 0 else b"%d" % (owned - 1 - kid) for kid in node.kids]
    return _Open(number=first + index, head=_head(node) + b"/P %d 0 R/Pg 3 0 R" % parent, kids=kids)


def _head(node: Node) -> bytes:
    return b"<</S/%b%b" % (node.kind.encode(), node.more.encode("latin-1"))


@lru_cache(maxsize=20_000)
def _block(piece: Piece, joins: int, after: int) -> _Block:
    """Make the elements of a piece ready; the outermost `joins` are there already, and `after` stay open."""
    nodes = piece.nodes
    chain = _last_chain(nodes, after)
    opened = tuple(chain[joins:after])
    closed = [index for index in range(joins, len(nodes)) if index not in opened]
    owners = {-1 - kid: index for index, node in enumerate(nodes) for kid in node.kids if kid < 0}
    return _Block(
        closed=_template(nodes, closed, joins),
        opened=opened,
        above=tuple(index for index in range(joins, len(nodes)) if nodes[index].parent == joins - 1),
        owners=tuple(owners[number] for number in range(len(owners))),
        joins=joins,
        size=len(nodes) - joins,
    )


def _last_chain(nodes: tuple[Node, ...], depth: int) -> list[int]:
    """Follow the last element, its last kid, and so on: those are what a next piece may join."""
    chain: list[int] = []
    while len(chain) < depth:
        parent = chain[-1] if chain else -1
        chain.append(max(index for index, node in enumerate(nodes) if node.parent == parent))
    return chain


def _template(nodes: tuple[Node, ...], closed: Iterable[int], joins: int) -> _Template:
    written, counts, starts, length = list[bytes](), list[tuple[int, float]](), list[int](), 0
    closed = tuple(closed)
    for index in closed:
        node = nodes[index]
        text = (
            _head(node).replace(b"%", b"%%")
            + b"/P "
            + _OBJECT
            + (b"/Pg 3 0 R" if min(node.kids, default=0) < 0 else b"")
        )
        here: list[tuple[int, float]] = [(_ABOVE, 0) if node.parent < joins else (_ELEMENT, node.parent)]
        if node.box:
            text += b"/A<</O/Layout/BBox[%b]>>" % b" ".join([_LENGTH] * 4)
            here += zip((_RIGHT, _UP, _RIGHT, _UP), node.box, strict=True)
        if node.kids:
            text += b"/K[%b]" % b" ".join(_OBJECT if kid >= 0 else _TAGGED for kid in node.kids)
            here += [(_ELEMENT, kid) if kid >= 0 else (_CONTENT, -1 - kid) for kid in node.kids]
        text += b">>\n"
        written.append(text)
        counts += here
        starts.append(length)
        length += len(text % tuple(_SAMPLE[kind] for kind, _ in here))
    return _Template(
        written=b"".join(written), counts=tuple(counts), indexes=closed, starts=tuple(starts), length=length
    )
