"""Typeset HTML as a tagged PDF with WeasyPrint.

Goes in: HTML, style sheets and the folders that they may draw on. Comes out: PDF bytes, where every
anchor landed, or findings. Must not know what the pages are about.

What WeasyPrint only logs (a missing picture, an unknown property, a character without a glyph) is a
finding here: nothing may go missing in print silently.
"""

from __future__ import annotations

import gc
import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import fontpkg
from fontpkg.errors import FamilyNotInstalled

from booklet.pdf.boxes import Overflow, first_on_page, overflows
from booklet.pdf.drawings import Pictures
from booklet.pdf.fetcher import LockedFetcher
from booklet.pdf.inside import weasyprint
from booklet.pdf.missing import Missing, missing
from booklet.report import BookletError, ExitCode, Finding, Place

Locate = Callable[[str], Place | None]
_GLYPH = re.compile(r'\.notdef glyph rendered for .*: "(.)')
FAMILIES = ("Source Sans 3", "Literata")
_FACE = '@font-face {{ font-family: "{name}"; src: url("{url}") }}'


@dataclass(frozen=True, kw_only=True)
class Press:
    """Style sheets, fonts and folders, made ready once for many documents.

    `variant` is the kind of PDF, as WeasyPrint names it; with `forms`, what can be filled in becomes a field.
    """

    fonts: weasyprint.text.fonts.FontConfiguration
    sheets: tuple[weasyprint.CSS, ...]
    fetcher: LockedFetcher
    base: str
    images: Pictures
    locate: Locate
    variant: str = "pdf/a-2a"
    forms: bool = False


@dataclass(frozen=True, kw_only=True)
class Typeset:
    """A typeset document: the page (from 1) of every anchor, and the number of pages.

    `number` is that of its first page; `first` are the anchors that stand first on their page; `too_tall` is what did
    not fit its place, `missing` what is on no page at all. Where `document` is None, only is known where everything
    landed.
    """

    document: weasyprint.Document
    press: Press
    pages: Mapping[str, int]
    first: frozenset[str]
    count: int
    too_tall: tuple[Overflow, ...]
    missing: tuple[Missing, ...]
    number: int = 1

    @property
    def fits(self) -> bool:
        """Tell whether everything has its place on the pages."""
        return not self.too_tall and not self.missing


def _nowhere(_character: str) -> Place | None:
    return None


def make_ready(
    styles: Path, names: tuple[str, ...], folders: tuple[Path, ...], locate: Locate = _nowhere, *, white: bool = False
) -> Press:
    """Read the style sheets `names` in the folder `styles`; pages may use pictures below `folders`.

    `locate` says where in the sources a character stands, for one that has no glyph. `white`: pictures stand on white.

    Raises `BookletError` for a style sheet that is missing or holds something that cannot be printed.
    """
    fonts = weasyprint.text.fonts.FontConfiguration()
    faces = {name: _face(name) for name in FAMILIES}
    fetcher = LockedFetcher((styles, *folders, *(path.parent for path in faces.values())), white=white)
    rules = "".join(_FACE.format(name=name, url=path.as_uri()) for name, path in faces.items())
    texts = {"fonts": rules}
    for name in names:
        texts[f"styles/{name}"] = _read(styles / name, f"styles/{name}")
    base = styles.as_uri() + "/"
    sheets = []
    for name, text in texts.items():
        with _listening(name):
            sheets.append(weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetcher, base_url=base))
    return Press(fonts=fonts, sheets=tuple(sheets), fetcher=fetcher, base=base, images=Pictures(), locate=locate)


def _read(path: Path, name: str) -> str:
    """Read a style sheet. Raises `BookletError` when it is missing or in another encoding."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        what, remedy = "dit stijlblad ontbreekt", "zet het terug."
    except UnicodeDecodeError:
        what, remedy = (
            "dit bestand is niet als UTF-8 opgeslagen",
            "sla het opnieuw op en kies bij «codering» voor UTF-8.",
        )
    raise BookletError([Finding(place=Place(path=name), what=what, remedy=remedy, rule="stijl")])


def _face(name: str) -> Path:
    """Find the file of a type family. Raises `BookletError` when its package is not installed."""
    try:
        return Path(fontpkg.path(name))
    except FamilyNotInstalled as error:
        raise BookletError(
            [
                Finding(
                    place=Place(path="deze computer"),
                    what=f"de letter {name} ontbreekt ({error.args[0] if error.args else name})",
                    remedy="typ make booklet, dat haalt alles op wat nodig is.",
                    rule="systeem",
                )
            ],
            ExitCode.MISSING,
        ) from error


def typeset(html: str, press: Press, first: int = 1, notes: int = 0) -> Typeset:
    """Divide a document into pages, of which the `first` has this number, after so many `notes` in earlier parts.

    Raises `BookletError` when anything in it cannot be set.
    """
    with _listening("de opmaak van de bladzijden", press.locate), _no_collecting():
        source = weasyprint.HTML(string=html, base_url=press.base, url_fetcher=press.fetcher)
        document = source.render(
            font_config=press.fonts,
            stylesheets=[*press.sheets, *_beginning(first, notes)],
            cache=press.images,
            pdf_variant=press.variant,
            pdf_forms=press.forms,
        )
    pages: dict[str, int] = {}
    for number, page in enumerate(document.pages, start=first):
        for anchor in page.anchors:
            pages.setdefault(anchor, number)
    return Typeset(
        document=document,
        press=press,
        pages=pages,
        first=frozenset(first_on_page(document.pages)),
        count=len(document.pages),
        missing=missing(source.etree_element, document.pages),
        too_tall=tuple(replace(spot, page=spot.page + first - 1) for spot in overflows(document.pages)),
        number=first,
    )


def _beginning(first: int, notes: int) -> list[weasyprint.CSS]:
    """Let a document begin on a page with this number, left or right, and number its footnotes from there on."""
    if first == 1 and not notes:
        return []
    rules = (
        f"@page :first {{ counter-reset: page {first} }} html {{ break-before: {'right' if first % 2 else 'left'} }}"
    )
    return [weasyprint.CSS(string=f"{rules} body {{ counter-reset: footnote {notes} }}")]


def to_pdf(result: Typeset, moment: int, *, to_look_at: bool = False) -> bytes:
    """Write a typeset document as PDF, byte for byte the same each time.

    `moment` (seconds since 1970) is the date of the edition; without it, subset fonts carry the clock. A PDF that is
    only to look at has the same pages without tags, which takes half as long.
    """
    how = {} if to_look_at else {"pdf_variant": result.press.variant, "pdf_forms": result.press.forms}
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(moment)
    try:
        with _listening("de opmaak van de bladzijden", result.press.locate), _no_collecting():
            written = result.document.write_pdf(**how)
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
    assert isinstance(written, bytes)
    return written


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Hold back the garbage collector: pages are a million objects that all stay until the end (a quarter faster)."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class _Listener(logging.Handler):
    """Keep what WeasyPrint says from a warning upwards."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def _listening(name: str, locate: Locate = _nowhere) -> Iterator[None]:
    """Turn what WeasyPrint logs or refuses into findings about `name`."""
    logger = logging.getLogger("weasyprint")
    listener = _Listener()
    propagate = logger.propagate
    logger.addHandler(listener)
    logger.propagate = False
    try:
        yield
    except weasyprint.urls.FatalURLFetchingError as error:
        listener.said.append(str(error))
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagate
    if listener.said:
        raise BookletError(_finding(said, name, locate) for said in listener.said)


def _finding(said: str, name: str, locate: Locate) -> Finding:
    """Put into words what WeasyPrint said about `name`."""
    glyph = _GLYPH.search(said)
    if glyph:
        return Finding(
            place=locate(glyph[1]) or Place(path=name),
            what=f"het teken «{glyph[1]}» bestaat niet in de letters van het boekje",
            remedy="schrijf het met gewone letters of cijfers.",
            rule="teken",
        )
    return Finding(
        place=Place(path=name),
        what=f"WeasyPrint meldt: {said}",
        remedy="herstel het stijlblad of de tekening die hier genoemd wordt.",
        rule="opmaak",
    )
