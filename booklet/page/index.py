"""Remember on which pages of the booklet things stand, for as long as its sources stay the same.

Goes in: the sources, and the pages of a settled booklet. Comes out: the text of an index, or what it says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

INDEX = "bladzijden.json"
_HERE = Path(__file__).parent.parent
# Read by the handout and the desk only: a change there moves nothing in the booklet.
_APART = ("oefenblad", "klein", "eigen", "zoekwoorden.yaml")


def fingerprint(root: Path, styles: tuple[str, ...]) -> str:
    """Condense everything that decides on which page something stands: words, drawings, looks and code."""
    total = hashlib.sha256()
    for name, path in _sources(root, styles):
        total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def _sources(root: Path, styles: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
    """Give every source with a name that is the same on each machine."""
    chapters = root / "chapters"
    for path in sorted(chapters.rglob("*")):
        if path.is_file() and not {part for part in path.relative_to(chapters).parts if part in _APART}:
            yield path.relative_to(root).as_posix(), path
    for name in styles:
        if (root / "styles" / name).is_file():
            yield f"styles/{name}", root / "styles" / name
    for room in ("content", "page", "pdf"):
        for path in sorted((_HERE / room).rglob("*")):
            if path.suffix in (".py", ".j2"):
                yield path.relative_to(_HERE).as_posix(), path


def packed(sources: str, pages: Mapping[str, int]) -> bytes:
    """Write an index: the page of every anchor, and of which sources that is true."""
    index = {"bronnen": sources, "bladzijden": dict(sorted(pages.items()))}
    return (json.dumps(index, ensure_ascii=False, indent=0) + "\n").encode()


def unpacked(path: Path, sources: str) -> dict[str, int] | None:
    """Read an index; None when there is none, when it is damaged, or when it was made of other sources."""
    try:
        index = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(index, dict) or index.get("bronnen") != sources:
        return None
    found = index.get("bladzijden")
    return {str(anchor): int(page) for anchor, page in found.items()} if isinstance(found, dict) else None
