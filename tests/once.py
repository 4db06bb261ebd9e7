"""Make what takes long once for a whole run of the tests, however many processes share the work.

Goes in: a name, and how to make it. Comes out: what was made, in every process that asks for it.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")
LONGEST = 600  # seconds that something may take to make


@dataclass(frozen=True, kw_only=True)
class Once:
    """The folder that all processes of this run share: whoever asks first makes a thing, the others wait for it."""

    folder: Path

    def __call__(self, name: str, make: Callable[[Path], Made]) -> Made:
        """Give what `make` gives for an empty folder of this name; what it gives is pickled."""
        place, outcome = self.folder / name, self.folder / f"{name}.gemaakt"
        try:
            place.mkdir()
        except FileExistsError:
            return _found(outcome)
        made = None
        try:
            made = make(place)
        finally:
            draft = outcome.with_suffix(".deel")
            draft.write_bytes(pickle.dumps(made))
            draft.replace(outcome)
        return made


def _found(outcome: Path) -> Made:
    """Wait for what another process is making, or made before."""
    until = time.monotonic() + LONGEST
    while not outcome.is_file():
        assert time.monotonic() < until, f"{outcome.stem} is not there after {LONGEST} seconds"
        time.sleep(0.05)
    made: Made = pickle.loads(outcome.read_bytes())
    assert made is not None, f"{outcome.stem} could not be made: the test that asked for it first says why"
    return made
