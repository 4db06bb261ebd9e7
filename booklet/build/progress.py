"""How work tells what it is doing.

Goes in: a few words of Dutch. Comes out: nothing.
"""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str], None]


def print_nothing(_step: str) -> None:
    """Take no notice of the progress of the work."""
