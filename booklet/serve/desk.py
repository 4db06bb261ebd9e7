"""The desk: choose exercises, adjust them, see the page, print it or save it.

Goes in: requests of a browser. Comes out: pages, pieces of pages, PDF. Must not know how a handout is made.

A form with a patient in it comes in by POST only, and leaves as a page in memory: nothing of it is in an address,
on the disk or in a log. Without scripts the same form makes the same page, by way of `/` and `/oefenblad.pdf`.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from booklet.content.records import Library
from booklet.handouts import forms
from booklet.handouts.forms import Form, first, request_from_form
from booklet.handouts.keep import keep
from booklet.handouts.records import Handout
from booklet.handouts.resolve import resolve
from booklet.report import BookletError, Finding, Place
from booklet.serve import offers, views, words
from booklet.serve.bench import Bench
from booklet.serve.pages import render
from booklet.serve.printing import PRINTER, SCREEN, Page
from booklet.workers import LostError

MOST_FIELDS = 1000
LOST = Finding(
    place=Place(path=forms.PATH),
    what="het maken van deze bladzijde stopte",
    remedy="probeer het nog eens; blijft het zo, laat dan een notitie weg of kies een oefening minder.",
    rule="gestopt",
)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a form: a handout with its page, or what stops it."""

    handout: Handout | None
    page: Page | None
    findings: tuple[Finding, ...]


async def show(request: Request) -> Response:
    """Show the desk with nothing chosen."""
    return await _shown(request, {}, ())


async def step(request: Request) -> Response:
    """Show the desk again as the form says, for who has no scripts: rows for what was ticked, cards that suit."""
    return await _shown(request, await _form(request), ())


async def choose(request: Request) -> Response:
    """Say which cards suit what somebody looks for."""
    library = await _library(request)
    return JSONResponse(offers.found(library, offers.wanted_in(await _form(request))))


async def rows(request: Request) -> Response:
    """Give the rows of exercises, or of a programme: nothing of a patient is asked."""
    library = await _library(request)
    shown = views.row_views(library, views.begun(_grouped(request.query_params.multi_items()), library), {})
    return HTMLResponse(render("rijen.html.j2", rows=shown, limits=views.LIMITS))


async def preview(request: Request) -> Response:
    """Make the page and answer with its picture, the PDF, and the doses as the page says them."""
    form = await _form(request)
    made = await _made(request, form, SCREEN)
    return JSONResponse(_told(made, form, await _library(request)))


async def for_printer(request: Request) -> Response:
    """Make the page as a picture fine enough for a printer."""
    form = await _form(request)
    made = await _made(request, form, PRINTER)
    if made.page is None:
        return JSONResponse(_told(made, form, await _library(request)), 422)
    return Response(made.page.picture, media_type="image/png")


async def save(request: Request) -> Response:
    """Make the page and give it as a file to save, or show the desk with what stops it."""
    form = await _form(request)
    made = await _made(request, form, SCREEN)
    if made.page is None or made.handout is None:
        return await _shown(request, form, made.findings, 422)
    about = {"Content-Disposition": f'attachment; filename="{_file_name(made.handout)}"'}
    return Response(made.page.pdf, media_type="application/pdf", headers=about)


async def keep_programme(request: Request) -> Response:
    """Keep the exercises as a programme of one's own: a file in chapters/, without anything of a patient."""
    form, library = await _form(request), await _library(request)
    bench: Bench = request.app.state.bench
    try:
        kept = keep(form, library)
        await bench.add(kept)
    except BookletError as error:
        return JSONResponse({"meldingen": [asdict(notice) for notice in words.notices(error.findings, {})]}, 422)
    return JSONResponse({"id": kept.id, "titel": kept.title, "bestand": f"chapters/{kept.path}"}, 201)


async def drawing(request: Request) -> Response:
    """Give a drawing of an exercise; it may be kept, because asking whether it changed is quick."""
    library = await _library(request)
    name = request.path_params["name"]
    for exercise in library.exercises:
        for frame in exercise.frames:
            if frame.picture.file.name == name:
                return FileResponse(frame.picture.file, headers={"Cache-Control": "no-cache"})
    raise HTTPException(404)


async def face(request: Request) -> Response:
    """Give the letters of the page; a browser may keep them for a day."""
    bench: Bench = request.app.state.bench
    try:
        packed = await bench.letters()
    except LostError as error:
        raise HTTPException(404) from error  # then the browser has letters of its own
    return Response(packed, media_type="font/woff2", headers={"Cache-Control": "private, max-age=86400"})


ROUTES = (
    Route("/", show, methods=["GET"]),
    Route("/", step, methods=["POST"]),
    Route("/kies", choose, methods=["POST"]),
    Route("/rijen", rows, methods=["GET"]),
    Route("/voorbeeld", preview, methods=["POST"]),
    Route("/afdruk", for_printer, methods=["POST"]),
    Route("/oefenblad.pdf", save, methods=["POST"]),
    Route("/programmas", keep_programme, methods=["POST"]),
    Route("/tekening/{name}", drawing, methods=["GET"]),
    Route("/letters.woff2", face, methods=["GET"]),
)


async def _form(request: Request) -> Form:
    """Read a form as it was sent: the values of each field, in order."""
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
        return _grouped((key, str(value)) for key, value in form.multi_items())


def _grouped(pairs: Iterable[tuple[str, str]]) -> Form:
    grouped: dict[str, list[str]] = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    return grouped


async def _library(request: Request) -> Library:
    bench: Bench = request.app.state.bench
    library = await bench.look()
    if library is None:
        raise HTTPException(503)
    return library


async def _made(request: Request, form: Form, dots: int) -> Outcome:
    """Make the page that a form asks for, or gather everything that stops it."""
    library = await _library(request)
    bench: Bench = request.app.state.bench
    try:
        wanted, wrong = request_from_form(form, library, today())
        handout = resolve(wanted, library, wrong)
        page = await bench.page(handout, dots)
    except BookletError as error:
        return Outcome(handout=None, page=None, findings=error.findings)
    except LostError:
        return Outcome(handout=None, page=None, findings=(LOST,))
    return Outcome(handout=handout, page=page, findings=())


async def _shown(request: Request, form: Form, findings: tuple[Finding, ...], code: int = 200) -> Response:
    """Show the whole desk; a programme that was just chosen without scripts fills the rows."""
    library = await _library(request)
    bench: Bench = request.app.state.bench
    begun = views.begun(form, library)
    shown = views.desk(library, begun, today())
    notices = words.notices(findings, {row.id: row.title for row in shown.rows})
    page = render("desk.html.j2", "/", desk=shown, notices=notices, texts=bench.findings, limits=views.LIMITS)
    return HTMLResponse(page, code)


def _told(made: Outcome, form: Form, library: Library) -> dict[str, Any]:
    """Write what became of a form in the words of the script that shows it."""
    chosen = {row.id: row.title for row in views.row_views(library, form, {})}
    told: dict[str, Any] = {
        "meldingen": [asdict(notice) for notice in words.notices(made.findings, chosen)],
        "telling": words.counted(len(chosen), large=first(form, "grote-letters") == "ja"),
    }
    if made.handout is not None and made.page is not None:
        told["rijen"] = {card.exercise.id: words.dose(card) for card in made.handout.cards}
        told["volgorde"] = [card.exercise.id for card in made.handout.cards]
        told["beeld"] = base64.b64encode(made.page.picture).decode()
        told["pdf"] = base64.b64encode(made.page.pdf).decode()
        told["bestand"] = _file_name(made.handout)
    return told


def _file_name(handout: Handout) -> str:
    """Name the file by what is on the page, never by whom it is for."""
    return f"oefenblad-{handout.key}.pdf"


def today() -> dt.date:
    """Give the date of today, here."""
    return dt.datetime.now(dt.UTC).astimezone().date()
