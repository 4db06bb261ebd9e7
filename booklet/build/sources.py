"""What pages are made of besides what is asked of them: styles, the day of the edition, a digest of all sources.

Goes in: the folder of the project. Comes out: plain values. Must not know what the sources mean.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from importlib.metadata import version
from pathlib import Path

LIBRARIES = (
    "weasyprint",
    "pydyf",
    "fonttools",
    "pikepdf",
    "jinja2",
    "babel",
    "fontpkg-literata",
    "fontpkg-source-sans-3",
)
STYLES = ("tokens.css", "page.css", "text.css", "boxes.css", "parts.css", "exercises.css", "worksheets.css")


def moment(day: dt.date) -> int:
    """Give the first second of a day, UTC, in seconds since 1970."""
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())


def source_digest(root: Path) -> str:
    """Give a digest of everything besides the request that decides what a page says: words, looks and code."""
    digest = hashlib.sha256(" ".join(version(name) for name in LIBRARIES).encode())
    code = Path(__file__).parent.parent
    for folder, top in ((root / "chapters", root), (root / "styles", root), (code, code)):
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(top).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
