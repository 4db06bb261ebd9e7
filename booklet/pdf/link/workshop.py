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
from booklet.pdf.link.store import Parcel, Shelf, form_on, name_of, piece_on, put_on, shelf_for, written
from booklet.pdf.link.tree import MOST_TAGGED

if TYPE_CHECKING:
    from booklet.pdf.link.compile import Mould

CELLS = 4  # so many elements are around a cell: section, table, body, row
MakeMould = Callable[[], "Mould"]


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """A kit and the shelf that it is filled from; `recipe` is everything that pieces are made of.

    `names` gives for the key of a piece the name of its HTML; several keys may have one name. By that go `made`: all
    pieces that are here. `fresh` have not been judged yet, `passed` were here, and do not say so on the shelf yet;
    `wrapped` are fresh ones on their way to it, and so are the keys in `told`. `hopeless` could not be made.
    """

    recipe: bytes
    kit: Kit
    shelf: Shelf
    names: dict[str, str] = field(default_factory=dict)
    made: dict[str, Piece] = field(default_factory=dict)
    fresh: dict[str, Piece] = field(default_factory=dict)
    passed: dict[str, Piece] = field(default_factory=dict)
    wrapped: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
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
    wanted = {placed.key: placed for page in pages for placed in page if not placed.own}
    missing = [placed for key, placed in wanted.items() if key not in shop.kit.pieces and not _found(placed, shop)]
    if missing:
        _compile(missing, shop, mould, shop.kit.pieces, shop.kit.forms)
        for placed in missing:
            name = shop.names[placed.key]
            if placed.key in shop.kit.pieces:
                shop.made[name] = shop.fresh[name] = shop.kit.pieces[placed.key]
            else:
                shop.hopeless.add(name)


def all_fit(page: Sequence[Placed], shop: Workshop) -> bool:
    """Tell whether each piece of a page that is made already fits by itself."""
    made = (shop.kit.pieces.get(placed.key) for placed in page)
    return all(piece is None or piece.fits for piece in made)


def _found(placed: Placed, shop: Workshop) -> bool:
    """Tell whether a piece is here or on the shelf, or that there is no hope to make it."""
    name = _name(placed, shop)
    if name in shop.made or name in shop.hopeless:
        if name in shop.made:
            shop.kit.pieces[placed.key] = shop.made[name]
        return True
    found = piece_on(shop.shelf, name)
    if found is None:
        return False
    piece, is_judged = found
    shop.kit.pieces[placed.key] = shop.made[name] = piece
    if not is_judged:
        shop.fresh[name] = piece
        shop.wrapped.add(name)
    shop.kit.forms.update({name: form_on(shop.shelf, name) for name in piece.forms if name not in shop.kit.forms})
    return True


def _name(placed: Placed, shop: Workshop) -> str:
    """Say under which name the shelf has a piece; the same HTML may be asked for by several keys."""
    if placed.key not in shop.names:
        shop.names[placed.key] = shop.shelf.names.get(placed.key) or name_of(placed.html)
    return shop.names[placed.key]


def _compile(
    some: Sequence[Placed],
    shop: Workshop,
    mould: MakeMould,
    pieces: MutableMapping[str, Piece],
    forms: MutableMapping[str, bytes],
) -> None:
    from booklet.pdf.link.compile import compile_pieces  # noqa: PLC0415 - most pages need no typesetter

    made = compile_pieces(list(dict.fromkeys(placed.html for placed in some)), mould(), shop.kit.shared)
    pieces.update({placed.key: made.pieces[placed.html] for placed in some if placed.html in made.pieces})
    forms.update(made.forms)


def set_page(page: Sequence[Placed], shop: Workshop, mould: MakeMould) -> Linked | None:
    """Link a page; None when it does not fit. Raises `Unlinkable` when it must be set as a whole."""
    make_pieces([page], shop, mould)
    kit = shop.kit
    own = [placed for placed in page if placed.own and placed.key not in shop.kit.pieces]
    if own:
        kit = _kit_for_one(own, shop, mould)
    try:
        laid = lay(page, kit)
    except Unlinkable:
        # Words that no table knows, or that may take more than one line: the typesetter sets their pieces.
        page = [_spelled(placed) for placed in page]
        own = [placed for placed in page if placed.own]
        kit = _kit_for_one(own, shop, mould)
        laid = lay(page, kit)
    if laid is None:
        return None
    judged = not own and (not shop.fresh or set(shop.fresh.values()).isdisjoint(one.piece for one in laid))
    return Linked(pdf=assemble(laid, kit.shared, kit.forms), laid=laid, forms=kit.forms, judged=judged)


def _kit_for_one(own: Sequence[Placed], shop: Workshop, mould: MakeMould) -> Kit:
    """Give a kit with pieces for one page, which is forgotten with it."""
    pieces: ChainMap[str, Piece] = ChainMap({}, shop.kit.pieces)
    forms: ChainMap[str, bytes] = ChainMap({}, shop.kit.forms)
    _compile(own, shop, mould, pieces, forms)
    return replace(shop.kit, pieces=pieces, forms=forms)


@dataclass(frozen=True, kw_only=True)
class _Spelled:
    """A piece with its words in it."""

    key: str
    html: str
    joins: int
    right: float
    down: float
    texts: dict[str, str]
    own: bool


def _spelled(placed: Placed) -> Placed:
    if not placed.texts:
        return placed
    html = written_out(placed.html, placed.texts)
    return _Spelled(
        key=name_of(html),
        html=html,
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
    for name in [name for name, piece in shop.fresh.items() if piece in seen]:
        shop.passed[name] = shop.fresh.pop(name)


def parcel(shop: Workshop) -> Parcel:
    """Wrap up what was made here for the shelf; the same is not wrapped up again until it has passed its judges."""
    unjudged = {name: piece for name, piece in shop.fresh.items() if name not in shop.wrapped}
    pieces = {name: written(piece, judged=False) for name, piece in unjudged.items()}
    pieces |= {name: written(piece, judged=True) for name, piece in shop.passed.items()}
    forms = {
        name: shop.kit.forms[name] for piece in (*unjudged.values(), *shop.passed.values()) for name in piece.forms
    }
    shop.wrapped.update(unjudged)
    shop.passed.clear()
    news = shop.names.keys() - shop.shelf.names.keys() - shop.told
    names = {key: shop.names[key] for key in news if shop.names[key] in shop.made}
    shop.told.update(news)
    return Parcel(names=names, pieces=pieces, forms=forms)


def keep(shop: Workshop, parcels: Sequence[Parcel]) -> None:
    """Put parcels on the shelf, for the next run."""
    put_on(shop.recipe, parcels)
