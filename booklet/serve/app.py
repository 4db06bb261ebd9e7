"""Put the pages together into one application for the browser on this computer.

Goes in: the folder of the project. Comes out: an ASGI application. Must not know how it is served.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from booklet.serve import desk, preview
from booklet.serve.bench import Bench
from booklet.serve.proofing import Proofing
from booklet.serve.refusals import BROKEN, on_http, refuse
from booklet.serve.safety import HEADERS, guard

STATIC = Path(__file__).parent / "static"
HOUSE = Path(__file__).parent.parent
Say = Callable[[str], None]


def say_nothing(_line: str) -> None:
    """Tell nobody; the one who starts the desk says whom to tell."""


def create_app(root: Path, say: Say = say_nothing) -> Starlette:
    """Make the application for the project in `root`; `say` hears, without any words of a form, what went wrong."""

    def on_error(_request: Request, error: Exception) -> Response:
        say(where(error))
        answer = refuse(BROKEN)
        answer.headers.update(HEADERS)  # this answer does not pass the guard
        return answer

    bench = Bench(root)
    proofing = Proofing(root, lambda error: say(where(error)))

    @asynccontextmanager
    async def opened(_app: Starlette) -> AsyncIterator[None]:
        async with bench.open(), proofing.open():
            yield

    app = Starlette(
        lifespan=opened,
        routes=[
            *desk.ROUTES,
            *preview.routes(proofing),
            Mount("/stijl", _files(root / "styles")),
            Mount("/script", _files(STATIC)),
        ],
        middleware=[Middleware(guard)],
        exception_handlers={HTTPException: on_http, 500: on_error},
    )
    app.state.bench = bench
    return app


def where(error: BaseException) -> str:
    """Name an error by its kind and the line of our code that it came from, never by its words or values."""
    trace, line = error.__traceback__, "?"
    while trace is not None:
        code = Path(trace.tb_frame.f_code.co_filename)
        if HOUSE in code.parents:
            line = f"{code.parent.name}/{code.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} in {line}"


def _files(folder: Path) -> StaticFiles:
    return StaticFiles(directory=folder)
