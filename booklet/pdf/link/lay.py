"""Lay the pieces of one page: give each its words, and see whether all fits.

Goes in: what a page is made of, and a `Kit`. Comes out: `Laid` pieces. Must not know what the page says.

It never guesses. What was not seen in one way or the other when its pieces were made (a letter, a width) raises
`Unlinkable`, and then the page is set as a whole.
"""

from __future__ import annotations

import html as markup
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from booklet.pdf.link.assemble import Laid
from booklet.pdf.link.pieces import MARK, Frame, Gap, Piece, Placed, Shared, Unlinkable, around
from booklet.pdf.link.shapes import Line, Shapes, shape
from booklet.pdf.sheet import on_paper, overlap

SAFE = 0.05  # mm that a line must stay from where it would not fit


@dataclass(frozen=True, kw_only=True)
class Kit:
    """All that pages of one kind are linked of; `sheet` is the size of a page and `margins` those of it, in mm.

    `pieces` and `forms` grow as more of them are made; they hold nothing of anybody.
    """

    shared: Shared
    shapes: Mapping[tuple[str, float], Shapes]
    pieces: MutableMapping[str, Piece]
    forms: MutableMapping[str, bytes]
    sheet: tuple[float, float]
    margins: tuple[float, float]


def lay(page: Sequence[Placed], kit: Kit) -> tuple[Laid, ...] | None:
    """Give all pieces of a page their words; None when it does not fit.

    Raises `Unlinkable` when that cannot be told from what is known, and for a piece that is not there.
    """
    lines = []
    for placed in page:
        piece = kit.pieces.get(placed.key)
        if piece is None:
            raise Unlinkable("a piece that could not be made")
        if not piece.fits:
            return None
        lines.append(_laid(placed, piece, kit))
    return tuple([line.laid for line in lines]) if _fits(lines, kit) else None


@dataclass(frozen=True, kw_only=True)
class _Covering:
    """A piece on a page, what its words cover within it, and a frame around all of it, where it lies on the page."""

    laid: Laid
    words: tuple[Frame, ...]
    around: Frame | None


def _laid(placed: Placed, piece: Piece, kit: Kit) -> _Covering:
    """Give a piece its words; with it, what they cover."""
    if not piece.gaps:
        return _still(piece, placed.joins, placed.right, placed.down)
    lines = [(gap, _line(placed.texts[gap.name], gap, kit)) for gap in piece.gaps]
    shown = {gap.name: line.shown for gap, line in lines}
    laid = Laid(piece=piece, joins=placed.joins, right=placed.right, down=placed.down, shown=shown)
    words = tuple(
        Frame(left=gap.left, top=gap.top, right=gap.left + line.width, bottom=gap.bottom) for gap, line in lines
    )
    return _Covering(laid=laid, words=words, around=_moved(around([*words, *piece.ink]), laid))


@lru_cache(maxsize=20_000)
def _still(piece: Piece, joins: int, right: float, down: float) -> _Covering:
    """Lay a piece without gaps: in the same place it is often asked for again."""
    laid = Laid(piece=piece, joins=joins, right=right, down=down, shown={})
    return _Covering(laid=laid, words=(), around=_moved(piece.bounds, laid))


def _moved(frame: Frame | None, laid: Laid) -> Frame | None:
    """Give a frame within a piece as it lies on the page."""
    return frame and Frame(
        left=frame.left + laid.right,
        top=frame.top + laid.down,
        right=frame.right + laid.right,
        bottom=frame.bottom + laid.down,
    )


def _line(text: str, gap: Gap, kit: Kit) -> Line:
    shapes = kit.shapes.get((gap.font, gap.size))
    line = None if shapes is None else shape(text, shapes, kit.shared.faces[gap.font])
    if line is None or gap.left + line.width > gap.limit - SAFE:
        raise Unlinkable("words that only the typesetter can set")
    return line


def _fits(page: Sequence[_Covering], kit: Kit) -> bool:
    """Tell whether all stays on the paper and nothing lies over anything else: within a piece that is known."""
    placed = sorted([(one.around.top, at, one) for at, one in enumerate(page) if one.around])
    for index, (_, _, one) in enumerate(placed):
        assert one.around is not None
        if not on_paper(one.around, kit.margins, kit.sheet):
            return False
        for top, _, other in placed[index + 1 :]:
            if top >= one.around.bottom:
                break
            assert other.around is not None
            if overlap(one.around, other.around) and _clash(one, other):
                return False
    return True


def _clash(one: _Covering, other: _Covering) -> bool:
    return any(overlap(mine, theirs) for mine in _ink(one) for theirs in _ink(other))


def _ink(covering: _Covering) -> Iterator[Frame]:
    for frame in (*covering.laid.piece.ink, *covering.words):
        moved = _moved(frame, covering.laid)
        if moved:
            yield moved


def written_out(html: str, texts: Mapping[str, str]) -> str:
    """Write words in the gaps of a piece, for the typesetter."""
    for name, text in texts.items():
        html = html.replace(f"{MARK}{name}{MARK}", markup.escape(text))
    return html
