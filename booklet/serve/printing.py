"""Make a page in a process of its own, so that one that fails takes nothing else with it.

Goes in: a `Job`. Comes out: a `Page`, in memory only. Must not know the browser.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from booklet.build.handouts import Desk, build_handout, prepare_handouts
from booklet.handouts.records import Handout
from booklet.pdf.picture import picture, quick_picture

SCREEN, PRINTER = 150, 300  # dots to an inch


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The texts and looks that a page is made from; `edition` differs as soon as one of them does."""

    root: Path
    edition: str


@dataclass(frozen=True, kw_only=True)
class Job:
    """A page to be made, from which sources, and with how many dots to an inch it is shown."""

    sources: Sources
    handout: Handout
    dots: int


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page as it leaves the printer (`pdf`) and as a picture of that: JPEG for a screen, PNG for a printer."""

    pdf: bytes
    picture: bytes


def get_ready(sources: Sources) -> None:
    """Read the sources, count the pages of the booklet and open the workshop: the first page need not wait for it."""
    _desk(sources).linker(large=False)


def make_page(job: Job) -> Page:
    """Make a page and its picture. Raises `BookletError` for what stops it."""
    printed = build_handout(job.handout, _desk(job.sources))
    draw = quick_picture if job.dots == SCREEN else picture
    return Page(pdf=printed.pdf, picture=draw(printed.pdf, job.dots))


@functools.lru_cache(maxsize=1)
def _desk(sources: Sources) -> Desk:
    return prepare_handouts(sources.root)
