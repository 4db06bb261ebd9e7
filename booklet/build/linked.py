"""Make handouts of pieces that were made before: the quick way, with the same result.

Goes in: `Handout`s and a workshop. Comes out: PDF bytes, or nothing when a page must be set as a whole.
Must not know files.

A page may be handed out when all its pieces have been on a page that passed the audit (booklet/pdf/link/README.md).
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from booklet.content.records import Library
from booklet.handouts.records import Handout
from booklet.page.handout import Leads
from booklet.page.handout_geometry import MARGIN, PAGE_HEIGHT, PAGE_WIDTH, SIDE_MARGIN, settings
from booklet.page.handout_parts import Part, compose_parts, gaps, specimens
from booklet.pdf.engines import engines
from booklet.pdf.link.pieces import Shared, Unlinkable
from booklet.pdf.link.shapes import Shapes
from booklet.pdf.link.store import shared_for
from booklet.pdf.link.workshop import Linked, Workshop, all_fit, make_pieces, open_workshop, proofs, set_page, take_down
from booklet.report import Finding, Place

if TYPE_CHECKING:
    from booklet.pdf.link.compile import Mould
    from booklet.pdf.typeset import Press

Composed = Mapping[str, tuple[Part, ...]]  # by setting
NOTHING: Composed = MappingProxyType({})
MakePress = Callable[[], "Press"]
_LIGATURES = "ff fi fl ffi ffl fft fb fh fj fk ft tt Th"
_COMMON = " \u00a0.,:;!?/()+-–’‘“”…·×éëèïöüáç"
_NO_SIGNS = frozenset("<>&\u00a7\n")
_SIGNS = "’‘“”–—…·×€±½°áàâäéèêëíìîïóòôöúùûüçñ"


@dataclass(frozen=True, kw_only=True)
class Linker:
    """All that is needed to link handouts: the workshop, and with what it makes pieces that are missing.

    `moment` is the date of the edition in seconds since 1970.
    """

    shop: Workshop
    library: Library
    moment: int
    press: MakePress
    large: bool


def make_linker(library: Library, digest: str, moment: int, press: MakePress, *, large: bool) -> Linker:
    """Open a workshop for the handouts of a library, in large letters or not; `digest` is that of its sources."""
    practice = library.practice

    def make() -> tuple[Shared, tuple[Shapes, ...]]:
        from booklet.pdf.link.compile import compile_shared  # noqa: PLC0415 - once for each state of the sources

        mould = _mould(library, moment, press, large=large)()
        letters = specimens(_letters(library), practice, library.lamps, large=large)
        return compile_shared(letters, gaps(practice, large=large), _usual(library, mould.about.title), mould)

    recipe = f"{digest} {engines()} {moment} {'large' if large else ''}".encode()
    shared, shapes = shared_for(recipe, make)
    shop = open_workshop(recipe, shared, shapes, (PAGE_WIDTH, PAGE_HEIGHT), (SIDE_MARGIN, MARGIN))
    return Linker(shop=shop, library=library, moment=moment, press=press, large=large)


def _mould(
    library: Library, moment: int, press: MakePress, place: Place | None = None, *, large: bool
) -> Callable[[], Mould]:
    """Say with what a piece is made, when one must be; `place` is where the request stands that has its words."""

    def mould() -> Mould:
        from booklet.build.whole import SMALLEST, SMALLEST_LARGE, about, press_for  # noqa: PLC0415 - most pages
        from booklet.pdf.link.compile import Mould  # noqa: PLC0415 - need no typesetter

        return Mould(
            press=press_for(press(), place) if place else press(),
            about=about(library.practice),
            moment=moment,
            smallest=SMALLEST_LARGE if large else SMALLEST,
            margins=(SIDE_MARGIN, MARGIN),
        )

    return mould


def _letters(library: Library) -> str:
    """List the letters and signs that stand on any handout but for what somebody types."""
    signs = set("".join([string.ascii_letters, string.digits, string.punctuation, _SIGNS, *_texts(library)]))
    return f"{''.join(sorted(signs - _NO_SIGNS))} {_LIGATURES}"


def _texts(library: Library) -> list[str]:
    """Give all that our own texts can say on a handout."""
    texts = [text for sheet in library.sheets.values() for text in (sheet.name, sheet.feel, *sheet.steps, *sheet.core)]
    texts += [text for item in library.exercises for text in (item.when, item.amount)]
    texts += [getattr(item.briefly, name) for item in library.exercises for name in ("mistake", "easier", "harder")]
    return texts + [task.amount for programme in library.programmes for task in programme.tasks]


def _usual(library: Library, title: str) -> dict[str, str]:
    """List the letters of most handouts, by family as a PDF names it: for heads, and for words and most names."""
    heads = [title, library.practice.name, *(sheet.name for sheet in library.sheets.values())]
    words = [string.ascii_letters, string.digits, _COMMON, *_texts(library)]
    return {"Literata": "".join(heads), "Source-Sans": "".join(words)}


def link_one(handout: Handout, leads: Leads, linker: Linker, composed: Composed = NOTHING) -> tuple[Linked, str] | None:
    """Link a handout in the first setting in which it fits, and name that; nothing when it must be set as a whole.

    What was `composed` of it is not composed again.
    """
    mould = _mould(linker.library, linker.moment, linker.press, handout.place, large=linker.large)
    try:
        for setting in settings(len(handout.cards), large=handout.large):
            parts = composed.get(setting) or compose_parts(handout, setting, leads)
            linked = set_page(parts, linker.shop, mould)
            if linked:
                return linked, setting
    except Unlinkable:
        return None
    return None


def make_ready(asked: Sequence[tuple[Handout, Leads]], linker: Linker) -> list[Composed]:
    """Make the pieces that many handouts need at once, which costs less than one by one; give what was composed."""
    mould = _mould(linker.library, linker.moment, linker.press, large=linker.large)
    composed: list[dict[str, tuple[Part, ...]]] = [{} for _ in asked]
    left = list(range(len(asked)))
    for step in range(3):  # no page has more settings; a roomier one that does not fit is seen by its pieces
        pages = {}
        for at in left:
            handout, leads = asked[at]
            setting = settings(len(handout.cards), large=linker.large)[step : step + 1]
            if setting:
                pages[at] = composed[at][setting[0]] = compose_parts(handout, setting[0], leads)
        make_pieces(list(pages.values()), linker.shop, mould)
        left = [at for at, page in pages.items() if not all_fit(page, linker.shop)]
    return list(composed)


def judge(pages: Sequence[Linked], linker: Linker, name: str) -> tuple[Finding, ...]:
    """Audit what nobody has judged of some pages, all at once; give the complaints."""
    new = [page for page in pages if not page.judged]
    if not new:
        return ()
    from booklet.pdf.audit import audit  # noqa: PLC0415 - most pages are of pieces that were judged before

    documents = [new[0].pdf] if len(new) == 1 else proofs(new, linker.shop)
    complaints = tuple(complaint for document in documents for complaint in audit(document, name))
    if not complaints:
        take_down(new, linker.shop)
    return complaints
