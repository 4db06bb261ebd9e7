"""Build one handout or many: look up what they need, link them or set them as a whole.

Goes in: the folder of the project, and `Handout`s. Comes out: PDF bytes. Must not know files but those of the sources.

What starts slowly (the typesetter, the judges) is imported where it is needed: most pages need none of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.build.library import Texts, texts_of
from booklet.build.linked import NOTHING, Composed, Linker, judge, link_one, make_linker, make_ready
from booklet.build.progress import Progress, print_nothing
from booklet.build.sources import moment
from booklet.content.records import Library, Sort
from booklet.handouts.records import Handout
from booklet.output import write
from booklet.page.handout import Leads
from booklet.page.index import INDEX, LARGE_INDEX, packed, unpacked
from booklet.pdf.link.store import Parcel
from booklet.pdf.link.workshop import Linked, keep, parcel
from booklet.report import BookletError, ExitCode, Finding

if TYPE_CHECKING:
    from booklet.pdf.typeset import Press


@dataclass(frozen=True, kw_only=True)
class Desk:
    """All that is needed to make handouts, read once: the sources, and the pages of the booklet.

    `digest` is that of everything that the library was read of. A handout in large letters names the pages of the
    booklet in large letters; when these are not known (`large_pages` is empty), it names none.
    """

    root: Path
    digest: str
    library: Library
    pages: Mapping[str, int]
    findings: tuple[Finding, ...]
    large_pages: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def press(self) -> Press:
        """Make the styles of the handout ready, when a page must be set."""
        from booklet.build.whole import handout_press  # noqa: PLC0415 - most pages need no typesetter

        return handout_press(self.root)

    @cached_property
    def linkers(self) -> dict[bool, Linker]:
        """Hold the workshops, for large letters and not, that were opened so far."""
        return {}

    def linker(self, *, large: bool) -> Linker:
        """Open a workshop; the first time for these sources, its typefaces are made, which takes some seconds."""
        if large not in self.linkers:
            day = moment(self.library.practice.published)
            self.linkers[large] = make_linker(self.library, self.digest, day, lambda: self.press, large=large)
        return self.linkers[large]


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A handout as PDF, the setting in which it fitted (`ruim`, `normaal`, `krap`, `groot`), what could be better."""

    pdf: bytes
    setting: str
    findings: tuple[Finding, ...]


def prepare_handouts(root: Path, progress: Progress = print_nothing, texts: Texts | None = None) -> Desk:
    """Read the sources in `root` and find on which pages of their booklet the exercises stand.

    Page numbers come from the index beside boekje.pdf when it was made of these same sources; otherwise the
    booklet is set once more, which takes a quarter of a minute. `texts` that were read already are not read
    again. Raises `BookletError`.
    """
    if texts is None:
        progress("lezen")
        texts = texts_of(root)
    index, sources = root / "output" / INDEX, texts.sources
    pages: Mapping[str, int] | None = unpacked(index, sources.booklet)
    if pages is None:
        progress("bladzijden van het boekje tellen")
        pages = count_pages(texts.library, root)
        write(index, packed(sources.booklet, pages))
    return Desk(
        root=root,
        digest=sources.everything,
        library=texts.library,
        pages=pages,
        findings=texts.findings,
        large_pages=unpacked(root / "output" / LARGE_INDEX, sources.booklet) or {},
    )


def count_pages(library: Library, root: Path) -> Mapping[str, int]:
    """Set the booklet to know on which page each thing stands."""
    from booklet.build.booklet import booklet_press, settle  # noqa: PLC0415 - only until the booklet has an index

    return settle(library, booklet_press(root), whole=False).pages


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A handout that is made; one that was `linked` (None: set as a whole) may hold what nobody has judged yet."""

    printed: Printed
    linked: Linked | None


def build_handout(handout: Handout, desk: Desk, *, fillable: bool = False) -> Printed:
    """Make one handout, in the first setting in which every word fits.

    With `fillable`, the squares of the log are fields to fill in on a screen; such a page is PDF/UA-1 and no PDF/A.
    Raises `BookletError` with what to drop when it fits in none, and when the page fails its audit.
    """
    if fillable:
        return _set_whole(handout, desk, fillable=True)
    draft = draft_handout(handout, desk)
    complaints = judge_drafts([draft], desk, handout.place.path, large=handout.large)
    if complaints:
        raise BookletError(complaints, ExitCode.AUDIT)
    if draft.linked:
        keep_pieces(desk, parcels(desk))
    return draft.printed


def draft_handout(handout: Handout, desk: Desk, composed: Composed = NOTHING) -> Draft:
    """Make one handout: quickly, or when that is not sure to be right, as a whole. Raises `BookletError`.

    A linked one is not to be handed out before `judge_drafts` has nothing to say of it.
    """
    found = link_one(handout, leads_of(handout, desk), desk.linker(large=handout.large), composed)
    if found is None:
        return Draft(printed=_set_whole(handout, desk), linked=None)
    linked, setting = found
    return Draft(printed=Printed(pdf=linked.pdf, setting=setting, findings=()), linked=linked)


def make_pieces_for(handouts: Sequence[Handout], desk: Desk) -> list[Composed]:
    """Make all pieces that some handouts need and that are not there yet; give what was composed of each.

    Raises `BookletError`.
    """
    composed: list[Composed] = [NOTHING] * len(handouts)
    for large in (False, True):
        some = [at for at, handout in enumerate(handouts) if handout.large is large]
        asked = [(handouts[at], leads_of(handouts[at], desk)) for at in some]
        for at, made in zip(some, make_ready(asked, desk.linker(large=large)) if asked else (), strict=True):
            composed[at] = made
    return composed


def judge_drafts(drafts: Sequence[Draft], desk: Desk, name: str, *, large: bool) -> tuple[Finding, ...]:
    """Audit what nobody has judged yet of drafts that are all in large letters or all not; give the complaints."""
    linked = [draft.linked for draft in drafts if draft.linked]
    return judge(linked, desk.linker(large=large), name) if linked else ()


def parcels(desk: Desk) -> dict[bool, Parcel]:
    """Wrap up the pieces that were made at this desk, for the next run."""
    return {large: parcel(linker.shop) for large, linker in desk.linkers.items()}


def keep_pieces(desk: Desk, *made: Mapping[bool, Parcel]) -> None:
    """Keep pieces that were made at several desks, for the next run."""
    for large in (False, True):
        some = [one[large] for one in made if large in one and (one[large].pieces or one[large].names)]
        if some:
            keep(desk.linker(large=large).shop, some)


def _set_whole(handout: Handout, desk: Desk, *, fillable: bool = False) -> Printed:
    from booklet.build.whole import set_whole  # noqa: PLC0415 - most pages need no typesetter

    pdf, setting = set_whole(
        handout, leads_of(handout, desk), desk.press, moment(desk.library.practice.published), fillable=fillable
    )
    return Printed(pdf=pdf, setting=setting, findings=())


def leads_of(handout: Handout, desk: Desk) -> Leads:
    """Look up where the booklet tells more about what stands on a handout."""
    pages = desk.large_pages if handout.large else desk.pages
    anchors = {programme.title: f"programma-{programme.id}" for programme in desk.library.programmes}
    alarm = next((chapter.id for chapter in desk.library.chapters if chapter.sort is Sort.ALARM), "")
    found = {card.exercise.id: pages.get(f"oefening-{card.exercise.id}") for card in handout.cards}
    return Leads(
        exercises={name: number for name, number in found.items() if number},
        programme=pages.get(anchors.get(handout.programme, "")),
        alarm=pages.get(alarm),
    )
