"""Say which libraries of the system set words: other versions may set them otherwise.

Goes in: nothing. Comes out: their versions. Must not know the typesetter, which takes a hundred times as long to start.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress
from functools import cache

# What each is called on Linux, macOS and Windows, and the function that tells its version.
_ENGINES = (
    (("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll", "libpango-1.0-0"), "pango_version_string"),
    (("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll", "libharfbuzz-0"), "hb_version_string"),
)


@cache
def engines() -> str:
    """Give the versions of Pango and HarfBuzz; of one that is not found nothing: whoever needs it says so."""
    return " ".join(_version(names, function) for names, function in _ENGINES)


def _version(names: tuple[str, ...], function: str) -> str:
    for name in names:
        with suppress(OSError):
            tell = getattr(ctypes.CDLL(name), function)
            tell.restype = ctypes.c_char_p
            return str(tell().decode())
    return ""
