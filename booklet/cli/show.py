"""Say on a terminal what is found, what is being done and for how long.

Goes in: findings, steps of the work, paths. Comes out: nothing but lines on stdout and stderr.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from booklet.report import Finding


def show(findings: Iterable[Finding]) -> None:
    """Print findings for whoever must act on them."""
    for finding in findings:
        print(finding, file=sys.stderr)


def short(path: Path) -> str:
    """Name a path from the current folder when it lies below it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def root_of(options: argparse.Namespace) -> Path:
    """Give the folder that holds chapters/ and styles/."""
    root: Path = getattr(options, "root", Path(__file__).resolve().parents[2])
    return root.resolve()


def today() -> dt.date:
    """Give the date of today, here."""
    return dt.datetime.now(dt.UTC).astimezone().date()


class Progress(contextlib.AbstractContextManager[Callable[[str], None]]):
    """Show on a terminal what is being done and for how long; stay quiet in a pipe."""

    def __enter__(self) -> Callable[[str], None]:
        self.start = time.monotonic()
        return self.say

    def say(self, step: str) -> None:
        """Show one step in the place of the last."""
        if sys.stderr.isatty():
            print(f"\r\033[K{step} ({time.monotonic() - self.start:.0f} s)", end="", file=sys.stderr, flush=True)

    def __exit__(self, *error: object) -> None:
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)
