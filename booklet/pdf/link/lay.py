"""Lay the pieces of one page: give each its words, and see whether all fits.

Goes in: what a page is made of, and a `Kit`. Comes out: `Laid` pieces. Must not know what the page says.

It never guesses. What was not seen in one way or the other when its pieces were made (a letter, a width) raises
`Unlinkable`, and then the page is set as a whole.
"""

from __future__ import annotations

import html as markup
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from booklet.pdf.link.assemble import Laid
from booklet.pdf.link.pieces import MARK, Frame, Gap, Piece, Placed, Unlinkable
from booklet.pdf.link.shapes import Line, Shapes, shape
from booklet.pdf.link.shared import Shared
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
        piece = kit.pieces.get(placed.html)
        if piece is None:
            raise Unlinkable("a piece that could not be made")
        if not piece.fits:
            return None
        lines.append(_laid(placed, piece, kit))
    return tuple(laid for laid, _ in lines) if _fits(lines, kit) else None


_Lines = tuple[Laid, tuple[Frame, ...]]


def _laid(placed: Placed, piece: Piece, kit: Kit) -> _Lines:
    """Give a piece its words; with it, what they cover."""
    lines = {gap.name: (gap, _line(placed.texts[gap.name], gap, kit)) for gap in piece.gaps}
    laid = Laid(
        piece=piece,
        joins=placed.joins,
        right=placed.right,
        down=placed.down,
        shown={name: line.shown for name, (_, line) in lines.items()},
    )
    return laid, tuple(
        Frame(left=gap.left, top=gap.top, right=gap.left + line.width, bottom=gap.bottom)
        for gap, line in lines.values()
    )


def _line(text: str, gap: Gap, kit: Kit) -> Line:
    shapes = kit.shapes.get((gap.font, gap.size))
    line = None if shapes is None else shape(text, shapes, kit.shared.faces[gap.font])
    if line is None or gap.left + line.width > gap.limit - SAFE:
        raise Unlinkable("words that only the typesetter can set")
    return line


def _fits(page: Sequence[_Lines], kit: Kit) -> bool:
    """Tell whether all stays on the paper and nothing lies over anything else: within a piece that is known."""
    placed = sorted(_around(page), key=lambda item: item[0].top)
    if not all(on_paper(frame, kit.margins, kit.sheet) for frame, _, _ in placed):
        return False
    for at, (frame, one, said) in enumerate(placed):
        for below, other, words in placed[at + 1 :]:
            if below.top >= frame.bottom:
                break
            if overlap(frame, below) and any(overlap(a, b) for a in _ink(one, said) for b in _ink(other, words)):
                return False
    return True


def _around(page: Sequence[_Lines]) -> Iterator[tuple[Frame, Laid, tuple[Frame, ...]]]:
    """Give what each piece covers as one frame, where it lies on the page."""
    for laid, words in page:
        frames = [*words, *([laid.piece.bounds] if laid.piece.bounds else [])]
        if frames:
            yield (
                Frame(
                    left=min(frame.left for frame in frames) + laid.right,
                    top=min(frame.top for frame in frames) + laid.down,
                    right=max(frame.right for frame in frames) + laid.right,
                    bottom=max(frame.bottom for frame in frames) + laid.down,
                ),
                laid,
                words,
            )


def _ink(laid: Laid, words: tuple[Frame, ...]) -> Iterator[Frame]:
    for frame in (*laid.piece.ink, *words):
        yield Frame(
            left=frame.left + laid.right,
            top=frame.top + laid.down,
            right=frame.right + laid.right,
            bottom=frame.bottom + laid.down,
        )


def written_out(html: str, texts: Mapping[str, str]) -> str:
    """Write words in the gaps of a piece, for the typesetter."""
    for name, text in texts.items():
        html = html.replace(f"{MARK}{name}{MARK}", markup.escape(text))
    return html
