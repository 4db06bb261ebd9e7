"""The editions of the booklet: each made, judged and written whole, or not at all.

Goes in: the folder of the project, the names of editions, and a folder for them. Comes out: files, and what was built.

Editions of a family are made one after the other, because later ones are made of the first; families side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from booklet.build.booklet import STYLES, make_screen
from booklet.build.progress import Progress, print_nothing
from booklet.content.load import load
from booklet.content.records import Library
from booklet.output import write
from booklet.page.index import INDEX, fingerprint, packed
from booklet.pdf.audit import audit
from booklet.report import BookletError, ExitCode, Finding
from booklet.workers import side_by_side


@dataclass(frozen=True, kw_only=True)
class Built:
    """A written file, its number of pages, and what could be better."""

    path: Path
    pages: int
    findings: tuple[Finding, ...]


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
    """One way to hand out the booklet: the name on the command line, the file, and how it is made."""

    name: str
    file: str
    make: Maker


def _screen(sources: Sources, _first: Product | None, progress: Progress) -> Product:
    pdf, result = make_screen(sources.library, sources.root, progress)
    progress("keuren")
    index = packed(fingerprint(sources.root, STYLES), result.pages)
    return Product(pages=result.count, file=pdf, beside={INDEX: index}, complaints=audit(pdf, "boekje.pdf"))


FAMILIES: tuple[tuple[Edition, ...], ...] = ((Edition(name="screen", file="boekje.pdf", make=_screen),),)
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
        raise BookletError(
            (finding for failure in failures for finding in failure.findings), max(failure.code for failure in failures)
        )
    return tuple(sorted(built, key=lambda one: _ORDER[one.path.name]))


_Outcome = tuple[tuple[Built, ...], BookletError | None]
_ORDER = {edition.file: number for number, edition in enumerate(edition for family in FAMILIES for edition in family)}


def _build_family(root: Path, out: Path, names: Sequence[str], progress: Progress = print_nothing) -> _Outcome:
    """Build the editions of one family, as far as they succeed."""
    built: list[Built] = []
    try:
        progress("lezen")
        library, findings = load(root)
        for edition, product in _products(Sources(root=root, library=library), names, progress):
            if product.complaints:
                raise BookletError(product.complaints, ExitCode.AUDIT)
            write(out / edition.file, product.file)
            for name, content in product.beside.items():
                write(out / name, content)
            built.append(Built(path=out / edition.file, pages=product.pages, findings=findings))
    except BookletError as error:
        return tuple(built), error
    return tuple(built), None


def _products(sources: Sources, names: Sequence[str], progress: Progress) -> Iterator[tuple[Edition, Product]]:
    """Make the editions `names` of one family; its first one also when only the others are asked for."""
    family = next(family for family in FAMILIES if any(edition.name in names for edition in family))
    first: Product | None = None
    for edition in family:
        if first is None or edition.name in names:
            product = edition.make(sources, first, progress)
            if edition.name in names:
                yield edition, product
            first = first or product
