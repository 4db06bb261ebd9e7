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
from itertools import chain, takewhile

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
    still: list[_Place] = []
    spoken: list[_Covering] = []
    order: list[bool] = []
    for placed in page:
        piece = kit.pieces.get(placed.key)
        if piece is None:
            raise Unlinkable("a piece that could not be made")
        if not piece.fits:
            return None
        order.append(bool(piece.gaps))
        if piece.gaps:
            spoken.append(_spoken(placed, piece, kit))
        else:
            still.append((piece, placed.joins, placed.right, placed.down))
    ground = _ground(tuple(still), kit.margins, kit.sheet)
    if not ground.fits or not _fit(spoken, ground, kit):
        return None
    words, rest = iter(spoken), iter(ground.coverings)
    return tuple([next(words if has_words else rest).laid for has_words in order])


_Place = tuple[Piece, int, float, float]  # a piece with its joins, and how far it is moved to the right and down, in mm


@dataclass(frozen=True, kw_only=True)
class _Covering:
    """A piece on a page, what its words cover within it, and a frame around all of it, where it lies on the page."""

    laid: Laid
    words: tuple[Frame, ...]
    around: Frame | None


_Framed = tuple[Frame, _Covering]


@dataclass(frozen=True, kw_only=True)
class _Ground:
    """The pieces of a page that are the same for everybody, in the order of reading; `fits`: so far all is well.

    `frames` are those of them that put anything on paper, from the top down, each with its frame.
    """

    coverings: tuple[_Covering, ...]
    frames: tuple[_Framed, ...]
    fits: bool


@lru_cache(maxsize=500)
def _ground(still: tuple[_Place, ...], margins: tuple[float, float], sheet: tuple[float, float]) -> _Ground:
    """Lay the pieces without gaps: together, and in the same places, they are often asked for again."""
    coverings = []
    for piece, joins, right, down in still:
        laid = Laid(piece=piece, joins=joins, right=right, down=down, shown={})
        coverings.append(_Covering(laid=laid, words=(), around=_moved(piece.bounds, laid)))
    frames = sorted(_framed(coverings), key=lambda framed: framed[0].top)
    fits = all(on_paper(frame, margins, sheet) for frame, _ in frames)
    for at, (frame, one) in enumerate(frames):
        below = _higher(frame.bottom, frames[at + 1 :])
        fits = fits and not any(overlap(frame, under) and _clash(one, other) for under, other in below)
    return _Ground(coverings=tuple(coverings), frames=tuple(frames), fits=fits)


def _higher(end: float, frames: Sequence[_Framed]) -> Iterator[_Framed]:
    """Give those that begin above a height, of frames from the top down."""
    return takewhile(lambda framed: framed[0].top < end, frames)


def _framed(coverings: Sequence[_Covering]) -> list[_Framed]:
    return [(covering.around, covering) for covering in coverings if covering.around]


def _spoken(placed: Placed, piece: Piece, kit: Kit) -> _Covering:
    """Give a piece its words; with it, what they cover."""
    lines = [(gap, _line(placed.texts[gap.name], gap, kit)) for gap in piece.gaps]
    shown = {gap.name: line.shown for gap, line in lines}
    more: dict[str, frozenset[int]] = {}
    for gap, line in lines:
        if line.more:
            more[gap.font] = more.get(gap.font, frozenset()) | line.more
    laid = Laid(piece=piece, joins=placed.joins, right=placed.right, down=placed.down, shown=shown, more=more)
    words = tuple(
        Frame(left=gap.left, top=gap.top, right=gap.left + line.width, bottom=gap.bottom) for gap, line in lines
    )
    return _Covering(laid=laid, words=words, around=_moved(around([*words, *piece.ink]), laid))


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


def _fit(spoken: Sequence[_Covering], ground: _Ground, kit: Kit) -> bool:
    """Tell whether pieces with words stay on the paper, and lie over nothing else: within a piece that is known."""
    framed = _framed(spoken)
    for at, (frame, one) in enumerate(framed):
        if not on_paper(frame, kit.margins, kit.sheet):
            return False
        others = chain(framed[at + 1 :], _higher(frame.bottom, ground.frames))
        if any(overlap(frame, beside) and _clash(one, other) for beside, other in others):
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
