"""Have the texts ready: as they were kept when no source has changed since, or else read anew.

Goes in: the folder of the project. Comes out: a `Library`, its findings, and digests of its sources.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from booklet.build.sources import Digests, digests
from booklet.cache import recall, renew
from booklet.content.pickled import pickled, unpickled
from booklet.content.records import Library
from booklet.report import Finding

NAME = "teksten"
NEWEST = 4  # who edits needs the last one only; somebody may have two projects


@dataclass(frozen=True, kw_only=True)
class Texts:
    """A library that was read and found good, what could be better in it, and of which sources it was read.

    What the drawings are made from is left out: only who draws or checks needs it, and reads it himself.
    """

    library: Library
    findings: tuple[Finding, ...]
    sources: Digests


def texts_of(root: Path, sources: Digests | None = None) -> Texts:
    """Give everything in chapters/ below `root`; `sources` are the digests of it when these are known.

    Raises `BookletError` with all findings when anything is wrong; such texts are not kept.
    """
    sources = sources or digests(root)
    recipe = f"{root}\n{sources.everything}".encode()
    content = recall(NAME, recipe)
    read = unpickled(content) if content is not None else None
    if read is None:
        from booklet.content.load import load  # noqa: PLC0415 - mostly it was read before

        library, findings = load(root)
        read = replace(library, illustrations={}), findings
        if digests(root) == sources:  # else somebody saved a text while it was read
            renew(NAME, recipe, pickled(*read), NEWEST)
    library, findings = read
    return Texts(library=library, findings=findings, sources=sources)
