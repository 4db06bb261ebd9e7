"""Make pages of pieces: look up or make the pieces, link them, and say which of them nobody has judged yet.

Goes in: what a page is made of. Comes out: the bytes of a PDF. Must not know what the page says.

The typesetter is imported and started only when a piece is missing: most pages need none of it.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from booklet.pdf.link.assemble import Laid, assemble
from booklet.pdf.link.lay import Kit, lay, written_out
from booklet.pdf.link.pieces import Piece, Placed, Shared, Unlinkable
from booklet.pdf.link.shapes import Shapes
from booklet.pdf.link.store import Parcel, Shelf, form_on, key_of, piece_on, put_on, shelf_for, written
from booklet.pdf.link.tree import MOST_TAGGED

if TYPE_CHECKING:
    from booklet.pdf.link.compile import Mould

CELLS = 4  # so many elements are around a cell: section, table, body, row
MakeMould = Callable[[], "Mould"]


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """A kit and the shelf that it is filled from; `recipe` is everything that pieces are made of.

    `fresh` are pieces that have not been judged yet, `passed` those that were here, and do not say so on the shelf yet;
    `wrapped` are fresh ones on their way to it. `hopeless` could not be made.
    """

    recipe: bytes
    kit: Kit
    shelf: Shelf
    fresh: dict[str, Piece] = field(default_factory=dict)
    passed: dict[str, Piece] = field(default_factory=dict)
    wrapped: set[str] = field(default_factory=set)
    hopeless: set[str] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True)
class Linked:
    """A page, and of what it was put together; `judged`: all of it has been on pages that were judged."""

    pdf: bytes
    laid: tuple[Laid, ...]
    forms: Mapping[str, bytes]
    judged: bool


def open_workshop(
    recipe: bytes, shared: Shared, shapes: Sequence[Shapes], sheet: tuple[float, float], margins: tuple[float, float]
) -> Workshop:
    """Open a workshop with what was kept; `sheet` and `margins` are in mm."""
    kit = Kit(
        shared=shared,
        shapes={(one.font, one.size): one for one in shapes},
        pieces={},
        forms={},
        sheet=sheet,
        margins=margins,
    )
    return Workshop(recipe=recipe, kit=kit, shelf=shelf_for(recipe))


def make_pieces(pages: Sequence[Sequence[Placed]], shop: Workshop, mould: MakeMould) -> None:
    """Have ready all pieces of some pages but those with words of one person: from the shelf, or made at once."""
    wanted = dict.fromkeys(placed.html for page in pages for placed in page if not placed.own)
    missing = [html for html in wanted if not _found(html, shop) and html not in shop.hopeless]
    if missing:
        _compile(missing, shop, mould, shop.kit.pieces, shop.kit.forms)
        for html in missing:
            if html in shop.kit.pieces:
                shop.fresh[html] = shop.kit.pieces[html]
            else:
                shop.hopeless.add(html)


def all_fit(page: Sequence[Placed], shop: Workshop) -> bool:
    """Tell whether each piece of a page that is made already fits by itself."""
    made = (shop.kit.pieces.get(placed.html) for placed in page)
    return all(piece is None or piece.fits for piece in made)


def _found(html: str, shop: Workshop) -> bool:
    if html in shop.kit.pieces:
        return True
    found = piece_on(shop.shelf, key_of(html))
    if found is None:
        return False
    piece, is_judged = found
    shop.kit.pieces[html] = piece
    if not is_judged:
        shop.fresh[html] = piece
        shop.wrapped.add(html)
    shop.kit.forms.update({name: form_on(shop.shelf, name) for name in piece.forms if name not in shop.kit.forms})
    return True


def _compile(
    htmls: Sequence[str],
    shop: Workshop,
    mould: MakeMould,
    pieces: MutableMapping[str, Piece],
    forms: MutableMapping[str, bytes],
) -> None:
    from booklet.pdf.link.compile import compile_pieces  # noqa: PLC0415 - most pages need no typesetter

    made = compile_pieces(htmls, mould(), shop.kit.shared)
    pieces.update(made.pieces)
    forms.update(made.forms)


def set_page(page: Sequence[Placed], shop: Workshop, mould: MakeMould) -> Linked | None:
    """Link a page; None when it does not fit. Raises `Unlinkable` when it must be set as a whole."""
    make_pieces([page], shop, mould)
    kit = shop.kit
    own = [placed.html for placed in page if placed.own and placed.html not in shop.kit.pieces]
    if own:
        kit = _kit_for_one(own, shop, mould)
    try:
        laid = lay(page, kit)
    except Unlinkable:
        # Words that no table knows, or that may take more than one line: the typesetter sets their pieces.
        page = [_spelled(placed) for placed in page]
        own = [placed.html for placed in page if placed.own]
        kit = _kit_for_one(own, shop, mould)
        laid = lay(page, kit)
    if laid is None:
        return None
    judged = not own and not any(placed.html in shop.fresh for placed in page)
    return Linked(pdf=assemble(laid, kit.shared, kit.forms), laid=laid, forms=kit.forms, judged=judged)


def _kit_for_one(own: Sequence[str], shop: Workshop, mould: MakeMould) -> Kit:
    """Give a kit with pieces for one page, which is forgotten with it."""
    pieces: ChainMap[str, Piece] = ChainMap({}, shop.kit.pieces)
    forms: ChainMap[str, bytes] = ChainMap({}, shop.kit.forms)
    _compile(list(dict.fromkeys(own)), shop, mould, pieces, forms)
    return replace(shop.kit, pieces=pieces, forms=forms)


@dataclass(frozen=True, kw_only=True)
class _Spelled:
    """A piece with its words in it."""

    html: str
    joins: int
    right: float
    down: float
    texts: dict[str, str]
    own: bool


def _spelled(placed: Placed) -> Placed:
    if not placed.texts:
        return placed
    return _Spelled(
        html=written_out(placed.html, placed.texts),
        joins=placed.joins,
        right=placed.right,
        down=placed.down,
        texts={},
        own=True,
    )


def proofs(pages: Sequence[Linked], shop: Workshop) -> Iterator[bytes]:
    """Put everything on these pages that nobody has judged on few sheets, one thing over the other: tagged documents.

    For a judge of structure they are pages like any other: a head, whole rows and exercises, in the order of reading.
    """
    seen = set(shop.kit.pieces.values()) - set(shop.fresh.values())
    forms = ChainMap({}, *(dict(page.forms) for page in pages))
    laid: list[Laid] = []
    for page in pages:
        more = list(_pruned(page.laid, lambda piece: piece not in seen))
        if sum(one.piece.order.count("") for one in (*laid, *more)) > MOST_TAGGED:
            yield assemble(laid, shop.kit.shared, forms)
            laid = []
        laid += more if laid or page.laid[0] in more else [page.laid[0], *more]
        seen.update(one.piece for one in more)
    if laid:
        yield assemble(laid, shop.kit.shared, forms)


def _pruned(laid: Sequence[Laid], wanted: Callable[[Piece], bool]) -> Iterator[Laid]:
    """Leave out whole branches in which nothing is wanted; but no cell of a row, and not the only row of a table."""
    at = 0
    while at < len(laid):
        end = _branch(laid, at)
        if laid[at].joins >= CELLS or any(wanted(one.piece) for one in laid[at:end]):
            yield laid[at]
            below = laid[at + 1 : end]
            yield from list(_pruned(below, wanted)) or below[: _branch(below, 0) if below else 0]
        at = end


def _branch(laid: Sequence[Laid], at: int) -> int:
    """Find where the branch ends that begins at a piece: where a piece comes that joins no more than that did."""
    return next((n for n in range(at + 1, len(laid)) if laid[n].joins <= laid[at].joins), len(laid))


def take_down(pages: Sequence[Linked], shop: Workshop) -> None:
    """Take down that all pieces of these pages have passed their judges."""
    seen = {one.piece for page in pages for one in page.laid}
    for html in [html for html, piece in shop.fresh.items() if piece in seen]:
        shop.passed[html] = shop.fresh.pop(html)


def parcel(shop: Workshop) -> Parcel:
    """Wrap up what was made here for the shelf; the same is not wrapped up again until it has passed its judges."""
    unjudged = {html: piece for html, piece in shop.fresh.items() if html not in shop.wrapped}
    pieces = {key_of(html): written(piece, judged=False) for html, piece in unjudged.items()}
    pieces |= {key_of(html): written(piece, judged=True) for html, piece in shop.passed.items()}
    forms = {
        name: shop.kit.forms[name] for piece in (*unjudged.values(), *shop.passed.values()) for name in piece.forms
    }
    shop.wrapped.update(unjudged)
    shop.passed.clear()
    return Parcel(pieces=pieces, forms=forms)


def keep(shop: Workshop, parcels: Sequence[Parcel]) -> None:
    """Put parcels on the shelf, for the next run."""
    put_on(shop.recipe, parcels)
