"""Say on a page of its own that something cannot be, and what to do; never how it came about.

Goes in: a `Refusal`. Comes out: a response. Must not know what was asked for, so that it cannot repeat it.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from booklet.serve.pages import render


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why a page is not there, in words for who asked: what it is, what to do, and the code for the browser."""

    code: int
    what: str
    remedy: str


_KNOWN = {
    404: Refusal(code=404, what="Deze bladzijde is er niet.", remedy="Ga terug naar het oefenblad."),
    405: Refusal(code=405, what="Zo kan deze bladzijde niet open.", remedy="Ga terug naar het oefenblad."),
}
_KNOWN[503] = Refusal(
    code=503,
    what="In de teksten staat een fout.",
    remedy="Zonder goede teksten kan er geen oefenblad komen. Typ make check en herstel wat daar staat.",
)
_UNREADABLE = "Dit formulier kan ik niet lezen."
_AGAIN = "Ga terug naar het oefenblad, en probeer het daar nog eens."
BROKEN = Refusal(
    code=500,
    what="Er ging iets mis in het programma.",
    remedy="Er is niets bewaard. Probeer het nog eens. Blijft het zo, sluit dan het venster en start opnieuw.",
)


def refuse(refusal: Refusal) -> Response:
    """Make the page that says it."""
    return HTMLResponse(render("fout.html.j2", refusal=refusal), refusal.code)


async def on_http(_request: Request, error: Exception) -> Response:
    """Answer what the framework could not do: no such page, a form that is none."""
    code = error.status_code if isinstance(error, HTTPException) else BROKEN.code
    return refuse(_KNOWN.get(code, Refusal(code=code, what=_UNREADABLE, remedy=_AGAIN)))
