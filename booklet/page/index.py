"""Remember on which pages of the booklet things stand, for as long as its sources stay the same.

Goes in: a digest of the sources, and the pages of a settled booklet. Comes out: the text of an index, or what it says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

INDEX, LARGE_INDEX = "bladzijden.json", "bladzijden-grote-letters.json"


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
