"""Read arguments in Dutch: help, usage, and what is wrong with them.

Goes in: arguments. Comes out: options, or a message and exit code 2. Must not know what the commands do.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any, NoReturn

from booklet.report import ExitCode

_MISTAKES = (
    (
        re.compile(r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.*)\)"),
        r"«\2» ken ik niet bij \1; kies uit: \3",
    ),
    (re.compile(r"unrecognized arguments: (.*)"), r"«\1» ken ik niet"),
    (re.compile(r"argument (\S+): expected one argument"), r"achter \1 ontbreekt iets"),
    (re.compile(r"argument (\S+): invalid \w+ value: (.*)"), r"\2 kan niet achter \1"),
)


class DutchHelp(argparse.HelpFormatter):
    """Begin the usage line in Dutch."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Say «gebruik» before it."""
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)


class DutchParser(argparse.ArgumentParser):
    """Explain in Dutch, and say in Dutch what is wrong with the arguments, with exit code 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, formatter_class=DutchHelp, **options)
        self._optionals.title = "opties"
        self._positionals.title = "wat u noemt"
        self.add_argument("-h", "--help", action="help", help="toon deze uitleg")
        self.add_argument(
            "--root", type=Path, default=argparse.SUPPRESS, metavar="MAP", help="een andere map met chapters en styles"
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and what to type, and leave with exit code 2."""
        for pattern, dutch in _MISTAKES:
            message = pattern.sub(dutch, message)
        print(f"{self.prog}: deze opdracht begrijp ik niet: {message}.", file=sys.stderr)
        print(f"    Doe dit: typ python {self.prog} --help en kijk wat er kan.", file=sys.stderr)
        raise SystemExit(int(ExitCode.USAGE))
