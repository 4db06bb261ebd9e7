"""Fetch the sources as they were at some point in their history (git), into a folder that goes away again.

Goes in: the folder of the project, the name of an edition (a tag) or of a change. Comes out: a folder that holds
chapters/ and styles/. Must not know what stands in them.

Git is asked as a program, the only one that the project starts: there is no well-kept library that reads its files.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from booklet.report import BookletError, ExitCode, Finding, Place, nearest

PARTS = ("chapters", "styles")
# Nothing beside the folder, whatever the archive says; the first releases of Python 3.11 cannot be told so.
_TRUSTED: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}


@contextmanager
def at(root: Path, names: Iterable[str]) -> Iterator[Mapping[str, Path]]:
    """Give for each name a folder with the sources as they were then, for as long as it takes.

    Raises `BookletError` when git does not know a name, or when there is no git.
    """
    with tempfile.TemporaryDirectory(prefix="boekje-") as folder:
        found: dict[str, Path] = {}
        for number, name in enumerate(dict.fromkeys(names)):
            found[name] = Path(folder) / str(number)
            _unpack(root, name, found[name])
        yield found


def _unpack(root: Path, name: str, folder: Path) -> None:
    """Put the sources of one change in a folder."""
    known = _ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if known is None:
        tags = (_ask(root, "tag", "--list") or b"").decode(errors="replace").split()
        raise BookletError([_unknown(name, tags)])
    archive = _ask(root, "archive", "--format=tar", known.decode().strip(), *PARTS)
    if archive is None:
        raise BookletError([_empty(name)])
    with tarfile.open(fileobj=io.BytesIO(archive)) as sources:
        sources.extractall(folder, **_TRUSTED)  # noqa: S202


def _ask(root: Path, *words: str) -> bytes | None:
    """Ask git something about the project; None when it says no."""
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError as error:
        raise BookletError([_no_git()], ExitCode.MISSING) from error
    return None if done.returncode else done.stdout


def _unknown(name: str, tags: Iterable[str]) -> Finding:
    return Finding(
        place=Place(path=name),
        what="deze uitgave ken ik niet: er is geen bestand, geen map en niets in het versiebeheer met deze naam",
        remedy=f"{nearest(name, tags)}Noem een PDF, een map in output, of een naam uit het versiebeheer.",
        rule="uitgave",
    )


def _empty(name: str) -> Finding:
    return Finding(
        place=Place(path=name),
        what="bij deze naam in het versiebeheer zijn er geen mappen chapters en styles",
        remedy="noem een latere uitgave.",
        rule="uitgave",
    )


def _no_git() -> Finding:
    return Finding(
        place=Place(path="deze computer"),
        what="het programma git ontbreekt, en dat bewaart de oude teksten",
        remedy="vergelijk twee PDF-bestanden, of installeer git.",
        rule="systeem",
    )
