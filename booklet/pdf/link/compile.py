"""Typeset pieces, finish them as any document, and take them apart again.

Goes in: HTML of pieces, one a sheet. Comes out: `Piece` values and the drawings that they share; or what a design needs
before anything else: its typefaces, and how they set words. Must not know what the pieces say.
"""

from __future__ import annotations

import html as markup
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from booklet.pdf.finish import Particulars, finish
from booklet.pdf.link.assemble import form_object
from booklet.pdf.link.dissect import Cut, dissect
from booklet.pdf.link.pieces import MARK, Frame, Gap, Piece, Shared, around
from booklet.pdf.link.shapes import Shapes, learn, lesson
from booklet.pdf.link.shared import take_out
from booklet.pdf.sheet import Ink, inks, misfits
from booklet.pdf.typeset import Press, Typeset, to_pdf, typeset

AT_ONCE = 60  # pieces in one document
_GAP = re.compile(f"{MARK}([^{MARK}<>]+){MARK}")
_FIRST_FREE = 20  # numbers below are those of the page itself


@dataclass(frozen=True, kw_only=True)
class Mould:
    """What a design is made with: styles, what its documents say of themselves, and what fits on its sheets.

    `smallest` is the least type size in pt, `margins` (across, down) are in mm, as `sheet.misfits` asks for them.
    """

    press: Press
    about: Particulars
    moment: int
    smallest: float
    margins: tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Compiled:
    """Pieces by their HTML, and the drawings that they show by name, as whole objects."""

    pieces: Mapping[str, Piece]
    forms: Mapping[str, bytes]


def compile_pieces(htmls: Sequence[str], mould: Mould, shared: Shared) -> Compiled:
    """Make pieces. What cannot be linked is left out; raises `BookletError` for what cannot be set at all."""
    pieces: dict[str, Piece] = {}
    forms: dict[str, bytes] = {}
    for at in range(0, len(htmls), AT_ONCE):
        some = htmls[at : at + AT_ONCE]
        result = _set(some, mould)
        cuts = dissect(_finished(result, mould), shared.faces)
        for html, cut, page in zip(some, cuts, result.document.pages, strict=True):
            piece = None if cut is None else _piece(cut, page, mould, shared)
            if piece is not None and cut is not None:
                pieces[html] = piece
                forms |= {name: form_object(packed) for name, packed in cut.forms.items()}
                forms |= cut.pictures
    return Compiled(pieces=pieces, forms=forms)


def compile_shared(
    specimens: Sequence[str], gaps: Sequence[str], usual: Mapping[str, str], mould: Mould
) -> tuple[Shared, tuple[Shapes, ...]]:
    """Make what a design needs before any piece: typefaces with all letters of `specimens`, and of names in `gaps`.

    `gaps` are pieces with a gap; their typeface in that size is learnt. Of the letters of specimens, those in `usual`
    stand on many pages, by family of typefaces.
    """
    said = lesson()
    shown = f'<span style="white-space:nowrap">{markup.escape(said)}</span>'
    lessons = [_GAP.sub(shown, html, count=1) for html in gaps]
    result = _set([*specimens, *lessons], mould)
    raw = _finished(result, mould)
    cuts = [cut for cut in dissect(raw)[: len(specimens)] if cut]
    shared = take_out(raw, _FIRST_FREE, _shown(cuts), usual)
    learnt = {}
    for cut in dissect(raw, shared.faces)[len(specimens) :]:
        if cut is None:
            continue
        font = max(cut.lines, key=lambda line: len(line[2]))[0]
        shapes = learn(list(cut.lines), shared.faces[font].glyphs, said)
        learnt[shapes.font, shapes.size] = shapes
    return shared, tuple(learnt.values())


def _shown(cuts: Sequence[Cut]) -> dict[str, frozenset[int]]:
    """Say which glyphs of each typeface some pages show."""
    shown: dict[str, frozenset[int]] = {}
    for cut in cuts:
        for font, glyphs in cut.glyphs.items():
            shown[font] = shown.get(font, frozenset()) | glyphs
    return shown


def _set(htmls: Sequence[str], mould: Mould) -> Typeset:
    body = "".join(htmls)
    title = markup.escape(mould.about.title)
    head = (
        f'<!DOCTYPE html><html lang="{mould.about.language}"><head><meta charset="utf-8"><title>{title}</title></head>'
    )
    return typeset(f"{head}<body>{body}</body></html>", mould.press)


def _finished(result: Typeset, mould: Mould) -> bytes:
    return finish(to_pdf(result, mould.moment), mould.about)


def _piece(cut: Cut, page: object, mould: Mould, shared: Shared) -> Piece | None:
    """Add to a page taken apart what its boxes say of it; None when they do not say the same."""
    ink = inks(page)
    found = {match[1]: item for item in ink if (match := _GAP.fullmatch(item.text))}
    if found.keys() != cut.gaps.keys():
        return None
    still = tuple(
        Frame(left=item.left, top=item.top, right=item.right, bottom=item.bottom)
        for item in ink
        if not _GAP.fullmatch(item.text)
    )
    return Piece(
        content=cut.content,
        order=cut.order,
        nodes=cut.nodes,
        gaps=tuple(_gap(name, item, *cut.gaps[name]) for name, item in found.items()),
        ink=still,
        bounds=around(still),
        fonts=tuple(sorted(cut.glyphs.keys() | {font for font, _ in cut.gaps.values()})),
        more={font: more for font, codes in sorted(cut.glyphs.items()) if (more := codes - shared.faces[font].usual)},
        forms=tuple(sorted((*cut.forms, *cut.pictures))),
        fits=not misfits([page], mould.smallest, mould.margins),
    )


def _gap(name: str, item: Ink, font: str, size: float) -> Gap:
    limit = min(item.room, *(right for _, _, right, _ in item.places))
    return Gap(name=name, left=item.left, top=item.top, bottom=item.bottom, limit=limit, font=font, size=size)
