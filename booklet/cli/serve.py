"""The command that opens the desk in the browser.

Goes in: arguments. Comes out: an exit code. The work itself is done in `serve`.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from booklet.cli.show import root_of
from booklet.report import ExitCode


def add(commands: Any) -> None:
    """Describe the command `serve`."""
    serve = commands.add_parser("serve", help="open de bladzijde waarop u een oefenblad maakt")
    serve.add_argument("--port", type=int, metavar="NUMMER", help="op welke poort (anders: de eerste die vrij is)")
    serve.add_argument("--no-browser", action="store_true", help="open de browser niet, noem alleen het adres")
    serve.set_defaults(run=_serve)


def _serve(options: argparse.Namespace) -> int:
    import webbrowser

    from booklet.serve.app import create_app
    from booklet.serve.run import serve

    def started(address: str) -> None:
        print(f"Het oefenblad staat klaar op {address}", flush=True)
        print("Laat dit venster open. Stoppen: Ctrl en C.", flush=True)
        if not options.no_browser:
            webbrowser.open(address)

    serve(create_app(root_of(options), _say), options.port, started)
    return ExitCode.GOOD


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
