"""Build an edition of the booklet, or one handout: load, compose, typeset, finish, audit, write.

Goes in: the folder of the project, and an edition or a `Handout`. Comes out: a file in the output folder, or PDF bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from booklet.content.load import load
from booklet.content.records import Library, Sort
from booklet.content.references import headings, known_places
from booklet.content.text import plain
from booklet.handouts.records import Handout
from booklet.output import write
from booklet.page.booklet import compose
from booklet.page.handout import Leads, compose_handout
from booklet.page.handout_geometry import MARGIN, SIDE_MARGIN, settings
from booklet.page.handout_refusal import refusal
from booklet.page.index import INDEX, fingerprint, packed, unpacked
from booklet.page.layout import Layout, next_layout
from booklet.page.plan import sections
from booklet.pdf.audit import audit
from booklet.pdf.finish import Particulars, finish
from booklet.pdf.sheet import misfits
from booklet.pdf.typeset import Press, Typeset, make_ready, to_pdf, typeset
from booklet.report import BookletError, ExitCode, Finding, Place

STYLES = ("tokens.css", "page.css", "text.css", "boxes.css", "parts.css", "exercises.css", "worksheets.css")
HANDOUT_STYLES = ("tokens.css", "handout.css", "handout-large.css")
SMALLEST, SMALLEST_LARGE = 10.5, 16.0  # pt
ROUNDS = 6
Progress = Callable[[str], None]


def print_nothing(_step: str) -> None:
    """Take no notice of the progress of the work."""


@dataclass(frozen=True, kw_only=True)
class Built:
    """A written file, its number of pages, and what could be better."""

    path: Path
    pages: int
    findings: tuple[Finding, ...]


def build(root: Path, out: Path, progress: Progress = print_nothing) -> Built:
    """Build boekje.pdf in `out` from the sources in `root`. Raises `BookletError`; then the old file stays."""
    progress("lezen")
    library, findings = load(root)
    progress("opmaken")
    result = settle(library, _booklet_press(root))
    progress("afwerken")
    raw = to_pdf(result, _moment(library.practice.published))
    pdf = finish(raw, particulars(library))
    progress("keuren")
    path = out / "boekje.pdf"
    if complaints := audit(pdf, path.name):
        raise BookletError(complaints, ExitCode.AUDIT)
    write(path, pdf)
    write(out / INDEX, packed(fingerprint(root, STYLES), result.pages))
    return Built(path=path, pages=result.count, findings=findings)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """All that is needed to make handouts, read once: the sources, the press, and the pages of the booklet."""

    library: Library
    press: Press
    pages: Mapping[str, int]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A handout as PDF, the setting in which it fitted (`ruim`, `normaal`, `krap`, `groot`), what could be better."""

    pdf: bytes
    setting: str
    findings: tuple[Finding, ...]


def prepare_handouts(root: Path, progress: Progress = print_nothing, library: Library | None = None) -> Desk:
    """Read the sources in `root` and find on which pages of their booklet the exercises stand.

    Page numbers come from the index beside boekje.pdf when it was made of these same sources; otherwise the
    booklet is set once more, which takes a quarter of a minute. A `library` that was read already is not read
    again. Raises `BookletError`.
    """
    findings: tuple[Finding, ...] = ()
    if library is None:
        progress("lezen")
        library, findings = load(root)
    index, sources = root / "output" / INDEX, fingerprint(root, STYLES)
    pages: Mapping[str, int] | None = unpacked(index, sources)
    if pages is None:
        progress("bladzijden van het boekje tellen")
        pages = settle(library, _booklet_press(root)).pages
        write(index, packed(sources, pages))
    press = make_ready(root / "styles", HANDOUT_STYLES, (root / "chapters",))
    return Desk(library=library, press=press, pages=pages, findings=findings)


def build_handout(handout: Handout, desk: Desk) -> Printed:
    """Make one handout, in the first setting in which every word fits.

    Raises `BookletError` with what to drop when it fits in none, and when the page fails its audit.
    """
    leads = _leads(handout, desk)
    press = replace(desk.press, locate=lambda _character: handout.place)
    for setting in settings(len(handout.cards), large=handout.large):
        result = typeset(compose_handout(handout, setting, leads), press)
        smallest = SMALLEST_LARGE if handout.large else SMALLEST
        wrong = misfits(result.document.pages, smallest, (SIDE_MARGIN, MARGIN))
        if not wrong and result.count == 1:
            break
    else:
        raise BookletError(refusal(handout, [misfit.vak for misfit in wrong]))
    practice = desk.library.practice
    about = Particulars(
        title="Oefeningen voor thuis",
        author=practice.name,
        subject="Oefenblad",
        language="nl",
        date=practice.published.isoformat(),
    )
    pdf = finish(to_pdf(result, _moment(practice.published)), about)
    if complaints := audit(pdf, handout.place.path):
        raise BookletError(complaints, ExitCode.AUDIT)
    return Printed(pdf=pdf, setting=setting, findings=())


def _leads(handout: Handout, desk: Desk) -> Leads:
    """Look up where the booklet tells more about what stands on a handout."""
    anchors = {programme.title: f"programma-{programme.id}" for programme in desk.library.programmes}
    alarm = next((chapter.id for chapter in desk.library.chapters if chapter.sort is Sort.ALARM), "")
    found = {card.exercise.id: desk.pages.get(f"oefening-{card.exercise.id}") for card in handout.cards}
    return Leads(
        exercises={name: number for name, number in found.items() if number},
        programme=desk.pages.get(anchors.get(handout.programme, "")),
        alarm=desk.pages.get(alarm),
    )


def _booklet_press(root: Path) -> Press:
    return make_ready(root / "styles", STYLES, (root / "chapters",), partial(find_character, root / "chapters"))


def settle(library: Library, press: Press) -> Typeset:
    """Typeset in rounds until every page number in the text is the page where it leads."""
    layout = Layout()
    for _ in range(ROUNDS):
        result = typeset(compose(library, layout), press)
        learnt = next_layout(library, layout, result.pages, result.count, result.first)
        if learnt == layout:
            _must_fit(result, library)
            return result
        layout = learnt
    raise BookletError(
        [
            Finding(
                place=Place(path="chapters"),
                what="de bladzijdenummers komen niet tot rust",
                remedy="kort de tekst rond een verwijzing een paar woorden in; een regel springt nu heen en weer.",
                rule="bladzijden",
            )
        ]
    )


def _must_fit(result: Typeset, library: Library) -> None:
    """Refuse pages on which something lies over its neighbour."""
    places = known_places(library) | {f"oefening-{exercise.id}": exercise.place for exercise in library.exercises}
    if result.too_tall:
        raise BookletError(
            Finding(
                place=places.get(spot.name, Place(path=f"bladzijde {spot.page}")),
                what=f"op bladzijde {spot.page} is «{spot.name}» {spot.excess} mm te hoog voor zijn plaats",
                remedy="kort de tekst van dat deel een paar woorden in.",
                rule="past-niet",
            )
            for spot in result.too_tall
        )


def find_character(folder: Path, character: str) -> Place | None:
    """Find the file and line in which a character stands that the fonts do not have."""
    for path in sorted(folder.rglob("*.[my]*")):
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if character in line:
                return Place(path=path.relative_to(folder.parent).as_posix(), line=number)
    return None


def particulars(library: Library) -> Particulars:
    """Say what the booklet tells a reader's program about itself."""
    cover = library.chapters[0]
    titles = {chapter.id: chapter.title for chapter in library.chapters}
    titles |= dict(anchor for chapter in library.chapters for anchor in sections(chapter, library))
    titles |= {heading.id: plain(heading.content) for chapter in library.chapters for heading in headings(chapter)}
    titles |= {f"oefening-{exercise.id}": exercise.title for exercise in library.exercises}
    titles |= {f"woord-{term.id}": f"woordenlijst, {term.word}" for term in library.terms}
    return Particulars(
        title=f"{cover.title}: {cover.subtitle}",
        author=library.practice.name,
        subject=cover.subtitle,
        language="nl",
        date=library.practice.published.isoformat(),
        titles=titles,
    )


def _moment(day: dt.date) -> int:
    """Give the first second of a day, UTC, in seconds since 1970."""
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())
