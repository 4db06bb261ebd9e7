"""Give a type family to a browser, so that screen and paper speak with one face.

Goes in: the name of a family. Comes out: WOFF2 bytes, with every character of the original. Must not know any page.
"""

from __future__ import annotations

import io
from pathlib import Path

import fontpkg

from booklet.cache import kept


def letters(family: str) -> bytes:
    """Pack a family for the web; that takes a second or two, and is then kept."""
    original = Path(fontpkg.path(family)).read_bytes()
    return kept("webletter", original, lambda: _packed(original))


def _packed(original: bytes) -> bytes:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only who has nothing kept waits for it

    packed = io.BytesIO()
    with TTFont(io.BytesIO(original)) as font:
        font.flavor = "woff2"
        font.save(packed, reorderTables=False)
    return packed.getvalue()
