"""Serve the desk on this computer until somebody stops it.

Goes in: an application, a port. Comes out: nothing, when it is stopped. Must not know what the pages are about.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from booklet.report import BookletError, ExitCode, Finding, Place

HERE = "127.0.0.1"
FIRST_PORT, PORTS = 8765, 10
# Nothing of its own: a log of requests or errors could hold words of a form.
_SILENT = {"version": 1, "disable_existing_loggers": False, "loggers": {"uvicorn": {"level": 100, "propagate": False}}}


def serve(app: ASGIApp, port: int | None, started: Callable[[str], None]) -> None:
    """Serve on loopback; `started` hears the address. Without a port: the first that is free.

    Raises `BookletError` when the port is in use.
    """
    ports = range(FIRST_PORT, FIRST_PORT + PORTS) if port is None else (port,)
    for number in ports:
        config = uvicorn.Config(
            app,
            host=HERE,
            port=number,
            access_log=False,
            log_config=_SILENT,
            server_header=False,
            lifespan="on",
            timeout_graceful_shutdown=2,
        )
        with contextlib.suppress(SystemExit):  # what uvicorn does when it cannot have the port
            with contextlib.closing(config.bind_socket()) as opened:
                opened.listen()  # a browser that comes before all is ready waits, and is not turned away
                started(f"http://{HERE}:{opened.getsockname()[1]}/")
                uvicorn.Server(config).run([opened])
            return
    raise BookletError([_in_use(ports[0])], ExitCode.USAGE)


def _in_use(port: int) -> Finding:
    return Finding(
        place=Place(path="--port"),
        what=f"poort {port} is al in gebruik",
        remedy="staat het oefenblad al open in een ander venster? Sluit dat, of noem een andere poort: --port 8900.",
        rule="poort",
    )
