"""Build one handout: look up what it needs, compose, typeset, see whether it fits, finish, audit.

Goes in: the folder of the project, and a `Handout`. Comes out: PDF bytes. Must not know files but those of the sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from booklet.build.booklet import STYLES, booklet_press, moment, settle
from booklet.build.progress import Progress, print_nothing
from booklet.content.load import load
from booklet.content.records import Library, Sort
from booklet.handouts.records import Handout
from booklet.output import write
from booklet.page.handout import Leads, compose_handout
from booklet.page.handout_geometry import MARGIN, SIDE_MARGIN, settings
from booklet.page.handout_refusal import refusal
from booklet.page.index import INDEX, fingerprint, packed, unpacked
from booklet.pdf.audit import audit
from booklet.pdf.finish import Particulars, finish
from booklet.pdf.sheet import misfits
from booklet.pdf.typeset import Press, make_ready, to_pdf, typeset
from booklet.report import BookletError, ExitCode, Finding

HANDOUT_STYLES = ("tokens.css", "handout.css", "handout-large.css")
SMALLEST, SMALLEST_LARGE = 10.5, 16.0  # pt


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
        pages = settle(library, booklet_press(root)).pages
        write(index, packed(sources, pages))
    press = make_ready(root / "styles", HANDOUT_STYLES, (root / "chapters",))
    return Desk(library=library, press=press, pages=pages, findings=findings)


def build_handout(handout: Handout, desk: Desk, *, fillable: bool = False) -> Printed:
    """Make one handout, in the first setting in which every word fits.

    With `fillable`, the squares of the log are fields to fill in on a screen; such a page is PDF/UA-1 and no PDF/A.
    Raises `BookletError` with what to drop when it fits in none, and when the page fails its audit.
    """
    leads = _leads(handout, desk)
    press = replace(desk.press, locate=lambda _character: handout.place)
    if fillable:
        press = replace(press, variant="pdf/ua-1", forms=True)
    for setting in settings(len(handout.cards), large=handout.large):
        result = typeset(compose_handout(handout, setting, leads, fillable=fillable), press)
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
        archive=not fillable,
    )
    pdf = finish(to_pdf(result, moment(practice.published)), about)
    if complaints := audit(pdf, handout.place.path, archive=not fillable):
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
