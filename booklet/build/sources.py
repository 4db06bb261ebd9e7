"""What pages are made of besides what is asked of them: styles, the day of the edition, digests of all sources.

Goes in: the folder of the project. Comes out: plain values. Must not know what the sources mean.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

STYLES = ("tokens.css", "page.css", "text.css", "boxes.css", "parts.css", "exercises.css", "worksheets.css")
_CODE = Path(__file__).parent.parent
# Makes no page: what looks at texts, draws, shows, and explains.
_ASIDE = (
    "booklet/content/rules",
    "booklet/figures",
    "booklet/serve",
    "booklet/cli",
    "booklet/web",
    "styles/handleiding",
)
# Read by the handout and the desk only: a change there moves nothing in the booklet.
_APART = ("chapters/oefenblad/", "chapters/programmas/eigen/", "chapters/zoekwoorden.yaml")


@dataclass(frozen=True, kw_only=True)
class Digests:
    """Digests of the sources: of `everything` (words, looks, code and libraries), and of what moves the `booklet`."""

    everything: str
    booklet: str


def moment(day: dt.date) -> int:
    """Give the first second of a day, UTC, in seconds since 1970."""
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())


def digests(root: Path) -> Digests:
    """Condense the sources below `root`, reading each file once.

    The booklet: everything that decides on which page of it something stands. Everything: all besides the request that
    decides what any page says.
    """
    found = [*_files(root, "chapters"), *_files(root, "styles"), *_files(_CODE.parent, _CODE.name)]
    booklet = (line for name, line in found if _moves_the_booklet(name))
    return Digests(everything=_digest([*_libraries(), *(line for _, line in found)]), booklet=_digest(booklet))


def stamp_of(root: Path) -> str:
    """Condense which sources there are, how large, and when each was last written; quick enough to do all the time."""
    seen = hashlib.sha256()
    for name, path in (found for folder in ("chapters", "styles") for found in _paths(root, folder)):
        try:
            about = os.stat(path)  # noqa: PTH116 - a third quicker
        except OSError:  # whoever saves a file, may do so by way of another that is gone again
            continue
        seen.update(f"{name}\0{about.st_mtime_ns}\0{about.st_size}\n".encode())
    return seen.hexdigest()


def _files(top: Path, folder: str) -> Iterator[tuple[str, str]]:
    """Give the name of every file in a folder, the same on each machine, with a line that says what is in it."""
    for name, path in _paths(top, folder):
        yield name, f"{name}\0{_content(path)}\n"


def _paths(top: Path, folder: str) -> Iterator[tuple[str, str]]:
    """Give the name of every file in a folder, the same on each machine, with its path."""
    start = len(os.fspath(top)) + 1
    for path, folders, names in os.walk(top / folder):
        here = path[start:].replace(os.sep, "/")
        folders[:] = sorted(name for name in folders if name != "__pycache__" and f"{here}/{name}" not in _ASIDE)
        for name in sorted(names):
            yield f"{here}/{name}", os.path.join(path, name)  # noqa: PTH118 - quicker


def _content(path: str) -> str:
    """Give a digest of a file; of one that cannot be read nothing: whoever reads what it says tells of it."""
    try:
        with io.FileIO(path) as file:
            return hashlib.sha256(file.readall()).hexdigest()
    except OSError:
        return ""


def _moves_the_booklet(name: str) -> bool:
    top, _, rest = name.partition("/")
    if top == "chapters":
        return not name.startswith(_APART) and "/klein/" not in name
    if top == "styles":
        return rest in STYLES or rest.startswith("large-")
    return rest.partition("/")[0] in ("content", "page", "pdf") and rest.endswith((".py", ".j2"))


def _libraries() -> Iterator[str]:
    """Name everything that is installed, with its version, as pip wrote it down."""
    for folder in sys.path:
        try:
            yield from sorted(name for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208
        except OSError:
            continue


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("".join(lines).encode()).hexdigest()
