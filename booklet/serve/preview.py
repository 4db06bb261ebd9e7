"""Show the booklet as it will be printed, with what is wrong beside the page that it is about, fresh after each change.

Goes in: a `Proofing`. Comes out: the pages below /boekje. Must not know how the booklet is set.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from booklet.build.proof import Proof, Section, page_of
from booklet.report import Finding, Severity
from booklet.serve.pages import render
from booklet.serve.proofing import Proofing, State

ADDRESS = "/boekje"
HEARTBEAT = 15.0  # seconds after which a browser hears that we are still there
# A picture bears the print of its page: under that name it never changes.
_FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable"}


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A finding as it is shown, and the page that it is about (0: none)."""

    place: str
    what: str
    remedy: str
    rule: str
    stops: bool
    page: int


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A page: its print, a name that it keeps while pages come and go before it, and what is said about it."""

    number: int
    print: str
    name: str
    section: Section | None
    remarks: tuple[Remark, ...]
    fresh: bool


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A line of the list of chapters, with how many remarks there are in it, and whether one of them is a mistake."""

    section: Section
    remarks: int
    stops: bool


@dataclass(frozen=True, kw_only=True)
class View:
    """All that stands on the screen."""

    state: State
    chapters: tuple[Chapter, ...]
    sheets: tuple[Sheet, ...]
    stops: tuple[Remark, ...]
    loose: tuple[Remark, ...]

    @property
    def first_fresh(self) -> int:
        """Give the first page that has just changed (0: none)."""
        return next((sheet.number for sheet in self.sheets if sheet.fresh), 0)

    @property
    def count(self) -> int:
        """Count the remarks."""
        return len(self.loose) + sum(len(sheet.remarks) for sheet in self.sheets)


def view_of(state: State) -> View:
    """Put every finding beside its page."""
    stops = tuple(_remark(finding, state.proof) for finding in state.stops)
    known = set(state.stops)
    remarks = [_remark(finding, state.proof) for finding in state.remarks if finding not in known]
    if state.proof is None:
        return View(state=state, chapters=(), sheets=(), stops=stops, loose=tuple(remarks))
    sheets = tuple(_sheets(state.proof, remarks, _fresh(state, state.proof)))
    return View(
        state=state,
        chapters=tuple(_chapters(state.proof.sections, sheets)),
        sheets=sheets,
        stops=stops,
        loose=tuple(remark for remark in remarks if not remark.page),
    )


def _remark(finding: Finding, proof: Proof | None) -> Remark:
    return Remark(
        place=str(finding.place),
        what=finding.what,
        remedy=finding.remedy,
        rule=finding.rule,
        stops=finding.severity is Severity.ERROR,
        page=page_of(finding.place, proof.spots) if proof else 0,
    )


def _fresh(state: State, proof: Proof) -> frozenset[int]:
    """Give the pages that changed because somebody changed what stands there; all that changed, when none is that."""
    changed = frozenset(number for number, print_ in enumerate(proof.prints, start=1) if print_ in state.fresh)
    begins = [section.page for section in proof.sections] + [len(proof.prints) + 1]
    here = {spot.page for spot in proof.spots if spot.path in state.touched}
    for section, end in zip(proof.sections, begins[1:], strict=True):
        if section.path in state.touched:
            here |= set(range(section.page, end))
    return changed & here or changed


def _sheets(proof: Proof, remarks: Sequence[Remark], fresh: frozenset[int]) -> Iterable[Sheet]:
    section: Section | None = None
    begins = {one.page: one for one in reversed(proof.sections)}
    for number, print_ in enumerate(proof.prints, start=1):
        section = begins.get(number, section)
        yield Sheet(
            number=number,
            print=print_,
            name=f"{section.id}-{number - section.page}" if section else f"voor-{number}",
            section=begins.get(number),
            remarks=tuple(remark for remark in remarks if remark.page == number),
            fresh=number in fresh,
        )


def _chapters(sections: Sequence[Section], sheets: Sequence[Sheet]) -> Iterable[Chapter]:
    ends = [section.page for section in sections[1:]] + [len(sheets) + 1]
    for section, end in zip(sections, ends, strict=True):
        found = [remark for sheet in sheets[section.page - 1 : end - 1] for remark in sheet.remarks]
        yield Chapter(section=section, remarks=len(found), stops=any(remark.stops for remark in found))


def routes(proofing: Proofing) -> list[Route]:
    """Give the addresses of the booklet."""

    async def page(_request: Request) -> Response:
        return HTMLResponse(render("boekje.html.j2", ADDRESS, view=view_of(proofing.look())))

    async def part(_request: Request) -> Response:
        return HTMLResponse(render("stand.html.j2", ADDRESS, view=view_of(proofing.look())))

    async def picture(request: Request) -> Response:
        drawn = await proofing.picture(request.path_params["print"])
        if drawn is None:
            raise HTTPException(404)
        return Response(drawn, media_type="image/jpeg", headers=_FOR_EVER)

    async def pdf(_request: Request) -> Response:
        proofing.look()
        whole = await proofing.whole()
        if whole is None:
            raise HTTPException(404)
        return Response(whole, media_type="application/pdf")

    async def news(_request: Request) -> Response:
        return StreamingResponse(_news(proofing), media_type="text/event-stream")

    return [
        Route(ADDRESS, page),
        Route(f"{ADDRESS}/stand", part),
        Route(f"{ADDRESS}/nieuws", news),
        Route(f"{ADDRESS}/proef.pdf", pdf),
        Route(f"{ADDRESS}/bladzijde/{{print}}.jpg", picture),
    ]


async def _news(proofing: Proofing) -> AsyncIterator[str]:
    """Tell of every new state, as a browser hears it: a line with its number (server-sent events)."""
    told = -1
    proofing.look()
    while True:
        number = await proofing.news(told, HEARTBEAT)
        yield f"data: {number}\n\n" if number > told else ": nog hier\n\n"
        told = number
