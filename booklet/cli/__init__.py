"""The command line: arguments in, exit code out; the only room that prints.

Goes in: arguments. Comes out: an exit code as product rules promise (see `ExitCode`).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from booklet.cli import booklet, check, editions, handouts, serve, texts
from booklet.cli.arguments import DutchParser
from booklet.cli.show import show
from booklet.report import BookletError, ExitCode, Finding, Place


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give the exit code."""
    options = _parser().parse_args(arguments)
    try:
        command: Callable[[argparse.Namespace], int] = options.run
        code = command(options)
        sys.stdout.flush()
        return code
    except BookletError as error:
        show(error.findings)
        return error.code
    except ModuleNotFoundError as error:
        show([_missing(error)])
        return ExitCode.MISSING
    except KeyboardInterrupt:
        print("Gestopt. Er is niets half geschreven.", file=sys.stderr)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; point stdout elsewhere so that closing it does not complain too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.GOOD


def _parser() -> argparse.ArgumentParser:
    parser = DutchParser(
        prog="make_booklet.py",
        description="Maakt van de teksten in chapters het boekje in output. Zonder opdracht: alle uitgaven.",
    )
    parser.set_defaults(run=booklet.make_booklet, out=None, edition=None, force=False)
    commands = parser.add_subparsers(title="opdrachten", metavar="opdracht", parser_class=DutchParser)
    for module in (booklet, check, texts, handouts, serve, editions):
        module.add(commands)
    return parser


def _missing(error: ModuleNotFoundError) -> Finding:
    how = "make cluster" if error.name == "distributed" else "make booklet"
    return Finding(
        place=Place(path="deze computer"),
        what=f"het onderdeel «{error.name}» is niet geïnstalleerd",
        remedy=f"typ {how}, dat haalt alles op wat nodig is.",
        rule="systeem",
    )
