"""Let in only the browser on this computer, looking at our own pages; tell every browser to keep to that.

Goes in: an ASGI application. Comes out: the same, with a guard before it. Must not know what the pages are about.

Whoever reads mail in the same browser may be lured to a page that sends forms to this computer, or whose name
suddenly means this computer (DNS rebinding). Such requests carry another Host or Origin, and go no further.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from booklet.serve.refusals import Refusal, refuse

MOST_BYTES = 64 * 1024  # a form with every field full takes a tenth of it
_HOST = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?")
_FORM = "application/x-www-form-urlencoded"
_OURS = ("same-origin", "none")  # «none»: somebody typed the address
_READING = ("GET", "HEAD")

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# Not «no-referrer»: then a browser also hides the Origin of a form that is sent to ourselves.
HEADERS = {
    "Cache-Control": "no-store",  # for whoever does not say otherwise: most pages hold a form
    "Content-Security-Policy": CONTENT_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_ELSEWHERE = Refusal(
    code=403,
    what="Dit kan alleen op deze computer zelf.",
    remedy="Open het oefenblad in de browser op deze computer, met het adres uit het venster.",
)
_FOREIGN = Refusal(
    code=403,
    what="Deze vraag kwam van een andere website.",
    remedy="Ga naar het oefenblad zelf, en probeer het daar nog eens.",
)
_TOO_BIG = Refusal(
    code=413,
    what="Dit formulier is te groot.",
    remedy="Haal wat tekst weg en probeer het nog eens.",
)
_NO_FORM = Refusal(
    code=415,
    what="Dit is geen formulier dat ik kan lezen.",
    remedy="Ga terug naar het oefenblad, en probeer het daar nog eens.",
)


class _TooBigError(Exception):
    """More came in than was said or allowed."""


def guard(app: ASGIApp) -> ASGIApp:
    """Refuse what is not ours before `app` sees it, and put the rules for the browser on every answer."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        answer = _with_rules(send)
        refusal = refusal_of(scope["method"], scope["client"], Headers(scope=scope))
        if refusal:
            await refuse(refusal)(scope, receive, answer)
            return
        try:
            await app(scope, _limited(receive), answer)
        except _TooBigError:
            await refuse(_TOO_BIG)(scope, receive, answer)

    return guarded


def refusal_of(method: str, client: tuple[str, int] | None, headers: Mapping[str, str]) -> Refusal | None:
    """Say why a request goes no further, or None when it is ours."""
    host, origin, site = headers.get("host", ""), headers.get("origin"), headers.get("sec-fetch-site")
    if client is None or not _is_here(client[0]) or not _HOST.fullmatch(host):
        return _ELSEWHERE
    if method in _READING:
        # A link from elsewhere may open a page; a picture or script of ours in a page from elsewhere may not.
        linked = headers.get("sec-fetch-mode") == "navigate"
        return _FOREIGN if site and site not in _OURS and not linked else None
    if origin != f"http://{host}" or (site and site not in _OURS):
        return _FOREIGN
    if headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        return _NO_FORM
    length = headers.get("content-length", "0")
    return _TOO_BIG if not length.isascii() or not length.isdigit() or int(length[:12]) > MOST_BYTES else None


def _is_here(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _limited(receive: Receive) -> Receive:
    """Count what comes in, for whoever does not say beforehand how much it is."""
    total = 0

    async def counted() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > MOST_BYTES:
            raise _TooBigError
        return message

    return counted


def _with_rules(send: Send) -> Send:
    """Put our headers on an answer; one that says itself how long it may be kept, keeps that."""

    async def ruled(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return ruled
