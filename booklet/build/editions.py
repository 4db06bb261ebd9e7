"""The editions of the booklet: each made, judged and written whole, or not at all.

Goes in: the folder of the project, the names of editions, and a folder for them. Comes out: files, and what was built.

Editions of a family are made one after the other, because later ones are made of the first; families side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from booklet.build.booklet import make_large, make_screen
from booklet.build.printing import make_fold, make_press, order_note
from booklet.build.progress import Progress, print_nothing
from booklet.build.sources import digests
from booklet.build.web import make_web
from booklet.content.load import load
from booklet.content.records import Library
from booklet.output import write
from booklet.page.index import INDEX, LARGE_INDEX, packed
from booklet.pdf.audit import audit
from booklet.pdf.audit_print import audit_fold, audit_press
from booklet.report import BookletError, ExitCode, Finding
from booklet.web.audit import audit as judge
from booklet.workers import side_by_side

ORDER = "boekje-drukker.txt"


@dataclass(frozen=True, kw_only=True)
class Built:
    """A written file, its pages (0: it has none), what could be better, and the file that goes out with it."""

    path: Path
    pages: int
    findings: tuple[Finding, ...]
    note: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Product:
    """A finished edition before it is written: its pages, file, what stands beside it, what is wrong with it."""

    pages: int
    file: bytes
    beside: Mapping[str, bytes]
    complaints: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What an edition is made of."""

    root: Path
    library: Library


# Makes an edition of the sources and of the first edition of its family (None: it is the first itself).
Maker = Callable[[Sources, Product | None, Progress], Product]


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One way to hand out the booklet: the name on the command line, the file, and how it is made.

    `note` is the file beside it that goes out with it.
    """

    name: str
    file: str
    make: Maker
    note: str = ""


def _screen(sources: Sources, _first: Product | None, progress: Progress) -> Product:
    pdf, result = make_screen(sources.library, sources.root, progress)
    progress("keuren")
    index = packed(digests(sources.root).booklet, result.pages)
    return Product(pages=result.count, file=pdf, beside={INDEX: index}, complaints=audit(pdf, "boekje.pdf"))


def _fold(sources: Sources, first: Product | None, progress: Progress) -> Product:
    assert first is not None  # the screen comes first in its family
    progress("vellen om te vouwen maken")
    sheets = make_fold(sources.library, first.file)
    complaints = first.complaints + audit_fold(sheets, first.file, "boekje-vouwen.pdf")
    return Product(pages=first.pages, file=sheets, beside={}, complaints=complaints)


def _press(sources: Sources, first: Product | None, progress: Progress) -> Product:
    assert first is not None  # the screen comes first in its family
    progress("bestand voor de drukker maken")
    press = make_press(sources.library, sources.root, first.file)
    note = order_note(sources.library, "boekje-drukker.pdf", press)
    complaints = first.complaints + audit_press(press, "boekje-drukker.pdf")
    return Product(pages=first.pages, file=press, beside={ORDER: note}, complaints=complaints)


def _large(sources: Sources, _first: Product | None, progress: Progress) -> Product:
    pdf, result = make_large(sources.library, sources.root, progress)
    progress("keuren")
    index = packed(digests(sources.root).booklet, result.pages)
    complaints = audit(pdf, "boekje-grote-letters.pdf")
    return Product(pages=result.count, file=pdf, beside={LARGE_INDEX: index}, complaints=complaints)


def _html(sources: Sources, _first: Product | None, progress: Progress) -> Product:
    page = make_web(sources.library, sources.root, progress)
    progress("keuren")
    return Product(pages=0, file=page.encode(), beside={}, complaints=judge(page, "boekje.html"))


FAMILIES: tuple[tuple[Edition, ...], ...] = (
    (
        Edition(name="screen", file="boekje.pdf", make=_screen),
        # Made of the first, page for page: what stands on its pages 12 and 13 stands there on paper too.
        Edition(name="fold", file="boekje-vouwen.pdf", make=_fold),
        Edition(name="press", file="boekje-drukker.pdf", make=_press, note=ORDER),
    ),
    (Edition(name="large", file="boekje-grote-letters.pdf", make=_large),),
    (Edition(name="html", file="boekje.html", make=_html),),
)
NAMES = tuple(edition.name for family in FAMILIES for edition in family)


def build(root: Path, out: Path, progress: Progress = print_nothing) -> Built:
    """Build boekje.pdf in `out` from the sources in `root`. Raises `BookletError`; then the old file stays."""
    return build_editions(root, out, ("screen",), progress)[0]


def build_editions(
    root: Path, out: Path, names: Sequence[str] = NAMES, progress: Progress = print_nothing
) -> tuple[Built, ...]:
    """Build the editions `names` in `out` from the sources in `root`.

    Raises `BookletError` with all that is wrong; the old file of an edition that fails stays, the others are written.
    """
    wanted = [tuple(edition.name for edition in family if edition.name in names) for family in FAMILIES]
    jobs = [family for family in wanted if family]
    if len(jobs) == 1:
        outcomes: Iterator[_Outcome] = iter([_build_family(root, out, jobs[0], progress)])
    else:
        progress("uitgaven maken")
        outcomes = side_by_side(partial(_build_family, root, out), jobs)
    built: list[Built] = []
    failures: list[BookletError] = []
    for done, failure in outcomes:
        built += done
        failures += [failure] if failure else []
        if len(jobs) > 1:
            progress(f"{len(built)} van {len(names)} uitgaven")
    if failures:
        raise _together(failures)
    return tuple(sorted(built, key=lambda one: _ORDER[one.path.name]))


_Outcome = tuple[tuple[Built, ...], BookletError | None]
_ORDER = {edition.file: number for number, edition in enumerate(edition for family in FAMILIES for edition in family)}


def _together(failures: Sequence[BookletError]) -> BookletError:
    """Make one error of several; what is wrong in a source is wrong in every edition, and said once."""
    findings = dict.fromkeys(finding for failure in failures for finding in failure.findings)
    return BookletError(findings, max(failure.code for failure in failures))


def _build_family(root: Path, out: Path, names: Sequence[str], progress: Progress = print_nothing) -> _Outcome:
    """Build the editions of one family, as far as they succeed; its first one also when only others are asked for."""
    family = next(family for family in FAMILIES if any(edition.name in names for edition in family))
    try:
        progress("lezen")
        library, findings = load(root)
    except BookletError as error:
        return (), error
    sources = Sources(root=root, library=library)
    built: list[Built] = []
    failures: list[BookletError] = []
    first: Product | None = None
    for edition in family:
        if first is not None and edition.name not in names:
            continue
        try:
            product = edition.make(sources, first, progress)
            if edition.name in names:
                _write(out, edition, product)
                note = out / edition.note if edition.note else None
                built.append(Built(path=out / edition.file, pages=product.pages, findings=findings, note=note))
        except BookletError as error:
            failures.append(error)
            if first is None:
                break  # there is nothing sound to make the others of
        first = first or product
    return tuple(built), _together(failures) if failures else None


def _write(out: Path, edition: Edition, product: Product) -> None:
    """Write an edition with what stands beside it, unless something is wrong with it."""
    if product.complaints:
        raise BookletError(product.complaints, ExitCode.AUDIT)
    write(out / edition.file, product.file)
    for name, content in product.beside.items():
        write(out / name, content)
