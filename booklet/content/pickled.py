"""Write a library down once it has been read and checked, and read it back in a thirtieth of the time.

Goes in: a `Library` with its findings, or bytes. Comes out: the other. Must not know where the bytes are kept.

Bytes that were tampered with can at worst make wrong records, never run code: nothing is looked up but the records of
this room, dates and paths (Python's manual, pickle, «Restricting Globals»).
"""

from __future__ import annotations

import datetime as dt
import importlib
import io
import pathlib
import pickle
from dataclasses import is_dataclass
from enum import Enum
from typing import Any

from booklet.content.records import Library
from booklet.report import Finding

_PLAIN: dict[tuple[str, str], Any] = {
    ("datetime", "date"): dt.date,
    ("pathlib", "PosixPath"): pathlib.PosixPath,
    ("pathlib", "WindowsPath"): pathlib.WindowsPath,
}
_ROOMS = ("booklet.content.", "booklet.report")
_BROKEN = (pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, KeyError, TypeError, ValueError)
Read = tuple[Library, tuple[Finding, ...]]


def pickled(library: Library, findings: tuple[Finding, ...]) -> bytes:
    """Write down a library and what was found in it."""
    return pickle.dumps((library, findings), protocol=5)


def unpickled(content: bytes) -> Read | None:
    """Read a library back; None when these bytes hold anything else."""
    try:
        library, findings = _Records(io.BytesIO(content)).load()
    except _BROKEN:
        return None
    return (library, findings) if isinstance(library, Library) and isinstance(findings, tuple) else None


class _Records(pickle.Unpickler):
    """Reads records and plain values only."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        if module.startswith(_ROOMS):
            found = vars(importlib.import_module(module)).get(name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record")
