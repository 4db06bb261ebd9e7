"""Keep what takes long to make and can always be made again: typefaces cut for one size, tables, compiled pages.

Goes in: a name, a recipe (everything that decides what is made), and how to make it. Comes out: bytes.
Must not know what they are. Nothing that belongs to a patient may be kept here.

The folder is `rugboekje` in $XDG_CACHE_HOME (without it: in ~/.cache), for its owner only. It may be thrown away at
any time. A file whose content is not what was written is made again; of each name only the newest stay.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from booklet.output import keep

NEWEST = 1000
_DIGEST = hashlib.sha256().digest_size


def folder() -> Path:
    """Say where things are kept."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(home) if Path(home).is_absolute() else Path.home() / ".cache") / "rugboekje"


def kept(name: str, recipe: bytes, make: Callable[[], bytes], newest: int | None = None) -> bytes:
    """Give what `make` makes of a `recipe`: as it was kept, or else made and kept now, beside the `newest` others.

    What cannot be kept (no room, no right to write) is made and given all the same.
    """
    found = recall(name, recipe)
    if found is None:
        found = make()
        renew(name, recipe, found, newest)
    return found


def recall(name: str, recipe: bytes) -> bytes | None:
    """Give what was kept; None when nothing was, or when it is damaged."""
    return _read(_path(name, recipe))


def renew(name: str, recipe: bytes, made: bytes, newest: int | None = None) -> None:
    """Keep what was made of a recipe in the place of what was kept before; do without when that fails."""
    keep(_path(name, recipe), hashlib.sha256(made).digest() + made, f"{name}-*", newest or NEWEST)


def _path(name: str, recipe: bytes) -> Path:
    return folder() / f"{name}-{hashlib.sha256(recipe).hexdigest()[:32]}"


def _read(path: Path) -> bytes | None:
    """Read what was kept; None when it is not there, or damaged."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    made = content[_DIGEST:]
    return made if hashlib.sha256(made).digest() == content[:_DIGEST] else None
