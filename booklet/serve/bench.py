"""Hold what all pages of the desk work with: the texts as they are now, and the processes that make pages.

Goes in: the folder of the project. Comes out: a `Library`, and pages. Must not know the browser.

Who changes a text while the desk is open, sees it there a little later: the new texts take over when they are read,
found good, and the pages of their booklet are counted. Until then, and as long as something in them is wrong, the
desk works with the texts that it has.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from booklet.build.sources import stamp_of
from booklet.content.load import load
from booklet.content.records import Library
from booklet.handouts.keep import NAME, Kept
from booklet.handouts.records import Handout
from booklet.output import write
from booklet.pdf.letters import letters
from booklet.report import BookletError, Finding, Place
from booklet.serve.printing import Job, Page, Sources, get_ready, make_page
from booklet.workers import Crew, LostError, ask, dismiss, gather

MOST_WORKERS = 4
PATIENCE, PREPARING = 30.0, 300.0  # seconds: for a page, and to count the pages of a whole booklet
_LOOK_AGAIN = 1.0
FACE = "Source Sans 3"


class Bench:
    """The one thing in this room that changes: which texts are in use."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.library: Library | None = None
        self.findings: tuple[Finding, ...] = ()
        self._stamp = ""
        self._sources = Sources(root=root, edition="")
        self._count = min(MOST_WORKERS, os.cpu_count() or 1)
        self._crew: Crew = gather(self._count)
        self._looked = float("-inf")
        self._ready = False
        self._renewing: asyncio.Task[None] | None = None
        self._letters: asyncio.Task[bytes] | None = None
        self._warming: asyncio.Future[list[BaseException | None]] | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Read the texts, get the first process ready meanwhile, and end all of them at the end."""
        await self.look()
        self._letters = asyncio.create_task(run_in_threadpool(ask, self._crew, letters, FACE, PREPARING))
        try:
            yield
        finally:
            for task in (self._renewing, self._letters, self._warming):
                if task:
                    task.cancel()
            dismiss(self._crew)

    async def look(self) -> Library | None:
        """Give the texts in use, and see at most once a second whether they have changed."""
        now = asyncio.get_running_loop().time()
        if now - self._looked > _LOOK_AGAIN and not (self._renewing and not self._renewing.done()):
            self._looked = now
            stamp = await run_in_threadpool(stamp_of, self.root)
            if stamp != self._stamp:
                self._stamp = stamp
                await self._read(stamp)
        return self.library

    async def letters(self) -> bytes:
        """Give the letters for the browser, packed once. Raises `LostError` when that failed."""
        if self._letters is None:
            raise LostError
        return await asyncio.shield(self._letters)

    def forget(self) -> None:
        """Look whether the texts have changed at the next request, however soon that comes."""
        self._looked = float("-inf")

    async def settled(self) -> None:
        """Wait until changed texts have taken over."""
        if self._renewing:
            await asyncio.wait({self._renewing})

    async def page(self, handout: Handout, dots: int) -> Page:
        """Make a page. Raises `BookletError` for what stops it, and `LostError` when its process was lost."""
        if not self._ready:
            await self.settled()  # the pages of the booklet are being counted: not twice at once
        job = Job(sources=self._sources, handout=handout, dots=dots)
        return await run_in_threadpool(ask, self._crew, make_page, job, PATIENCE)

    async def add(self, kept: Kept) -> None:
        """Write a programme of our own and take it in; it moves no page of the booklet, so nothing else is renewed.

        Raises `BookletError` when there is such a file, or when it cannot be written.
        """
        path = self.root / "chapters" / kept.path
        if path.exists():
            what, remedy = "er is al een bestand met deze naam", "kies een andere naam."
            raise BookletError([Finding(place=Place(path=NAME), what=what, remedy=remedy, rule="dubbel")])
        same = self._stamp == await run_in_threadpool(stamp_of, self.root)
        await run_in_threadpool(write, path, kept.text.encode())
        if same:
            self._stamp = await run_in_threadpool(stamp_of, self.root)
            self.library, _ = await run_in_threadpool(load, self.root)

    async def _read(self, stamp: str) -> None:
        """Read the texts; those that are the first are in use at once, others when everything is ready for them."""
        try:
            library, findings = await run_in_threadpool(load, self.root)
        except BookletError as error:
            self.findings = error.findings
            return
        first = self.library is None
        if first:
            self._use(library, stamp, findings)
        self._renewing = asyncio.create_task(self._renew(library, stamp, findings))

    async def _renew(self, library: Library, stamp: str, findings: tuple[Finding, ...]) -> None:
        sources = Sources(root=self.root, edition=stamp)
        try:
            await run_in_threadpool(ask, self._crew, get_ready, sources, PREPARING)
        except BookletError as error:
            self.findings = error.findings
            return
        except LostError:
            self._stamp = ""  # look again
            return
        self._use(library, stamp, findings)
        self._ready = True
        # The others are idle longer than the first, so that they come next.
        others = (run_in_threadpool(ask, self._crew, get_ready, sources, PREPARING) for _ in range(self._count - 1))
        self._warming = asyncio.gather(*others, return_exceptions=True)

    def _use(self, library: Library, stamp: str, findings: tuple[Finding, ...]) -> None:
        self.library, self.findings = library, findings
        self._sources = Sources(root=self.root, edition=stamp)
