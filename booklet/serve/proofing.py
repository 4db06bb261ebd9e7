"""Keep the booklet on the screen as the texts are now: watch the files, set it again, remember the last that went well.

Goes in: the folder of the project. Comes out: a `State`, and word of each new one. Must not know the browser.

The work is done in two processes: one sets pages and keeps what it can use again, one reads the texts over.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from watchfiles import awatch

from booklet.build.proof import Glance, Piece, Proof, glance, make_proof, make_whole, read, tidy
from booklet.content.rules import check
from booklet.pdf.picture import small_pictures
from booklet.report import BookletError, Finding, Place
from booklet.workers import LostError, ask, dismiss, gather

WATCHED = ("chapters", "styles")
PATIENCE = 300.0  # seconds, for a booklet
_SETTLED, _STEP = 120, 15  # ms: how long changes are gathered at most, and how long none must come
_FEW = 4  # pieces that are shown before all others
_QUIET = 2.0  # seconds without a change, before there is time to tidy up
WIDTH = 1040  # pixels of a page: sharp on a fine screen as well
MOST_PICTURES = 400
_LOST = Finding(
    place=Place(path="het boekje"),
    what="het opmaken stopte halverwege",
    remedy="bewaar de tekst nog een keer. Helpt dat niet, stop dan met Ctrl en C en start opnieuw.",
    rule="systeem",
)


@dataclass(frozen=True, kw_only=True)
class State:
    """What is on the screen: the last good booklet, whether a new one is being set, and what is wrong with the texts.

    `stops` are findings that keep the texts of now from being printed: the booklet is that of before. `number` counts
    the states; `fresh` are the prints of pages that differ from those of the booklet before, and `touched` the files
    that somebody changed: what stands in others only moved.
    """

    number: int
    busy: bool
    proof: Proof | None
    stops: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    fresh: frozenset[str]
    touched: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Texts:
    """The texts to be read over, and on which day."""

    root: Path
    today: dt.date


def read_over(texts: Texts) -> tuple[Finding, ...]:
    """Hold the texts against every rule. Raises `BookletError` when they cannot be read at all."""
    library, findings = read(texts.root)
    return tuple(dict.fromkeys((*findings, *check(library, texts.today))))


class Proofing:
    """The one thing here that changes: which state is the last."""

    def __init__(self, root: Path, say: Callable[[BaseException], None]) -> None:
        self.root = root
        self.state = State(number=0, busy=True, proof=None, stops=(), remarks=(), fresh=frozenset())
        self._say = say
        self._setters, self._readers = gather(1), gather(1)
        self._news = asyncio.Condition()
        self._closing = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None
        self._tidying: asyncio.Task[None] | None = None
        self._pictures: dict[str, bytes] = {}

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Be there for as long as pages are served; work begins when somebody looks."""
        try:
            yield
        finally:
            self._closing.set()
            for task in filter(None, (self._watching, self._tidying)):
                task.cancel()
            for crew in (self._setters, self._readers):
                dismiss(crew)

    def look(self) -> State:
        """Give the last state, and keep it fresh from now on."""
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._keep())
            self._watching.add_done_callback(self._ended)
        return self.state

    async def news(self, number: int, seconds: float) -> int:
        """Wait for a state after `number`, at most so many seconds; give the number of the last."""
        async with self._news:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait_for(lambda: self.state.number > number), seconds)
        return self.state.number

    async def picture(self, wanted: str) -> bytes | None:
        """Draw the page with this print; None when there is no such page now and none was drawn before."""
        proof = self.state.proof
        found = proof.find(wanted) if proof and wanted not in self._pictures else None
        if found:
            drawn = await run_in_threadpool(_draw, *found)
            while len(self._pictures) >= MOST_PICTURES:
                del self._pictures[next(iter(self._pictures))]
            self._pictures[wanted] = drawn
        return self._pictures.get(wanted)

    async def whole(self) -> bytes | None:
        """Make one PDF of the booklet; None while there is none, or when its looks are broken."""
        with contextlib.suppress(BookletError, LostError):
            if self.state.proof:
                return await run_in_threadpool(ask, self._setters, make_whole, self.root, PATIENCE)
        return None

    def _ended(self, watching: asyncio.Task[None]) -> None:
        if not watching.cancelled() and (error := watching.exception()):
            self._say(error)

    async def _keep(self) -> None:
        folders = [self.root / name for name in WATCHED if (self.root / name).is_dir()]
        await self._renew()
        async for changes in awatch(*folders, stop_event=self._closing, debounce=_SETTLED, step=_STEP):
            root = self.root.resolve()
            if self._tidying:
                self._tidying.cancel()
            touched = frozenset(Path(path).resolve().relative_to(root).as_posix() for _, path in changes)
            self.state = replace(self.state, touched=touched)
            await self._renew()

    async def _renew(self) -> None:
        """Set the booklet and read its texts over, side by side; tell of each as soon as it is done."""
        # What was said of the texts before says nothing of those of now.
        self.state = replace(self.state, busy=True, stops=(), remarks=())
        await asyncio.gather(self._set(), self._read())
        await self._tell(busy=False)
        self._tidying = asyncio.create_task(self._tidy())

    async def _set(self) -> None:
        """Set what somebody changed and show it, then the whole, which has the last word."""
        before = self.state.proof
        if before:
            await self._glance(before)
        try:
            proof = await run_in_threadpool(ask, self._setters, make_proof, self.root, PATIENCE)
        except BookletError as error:
            await self._tell(proof=before, stops=error.findings, fresh=frozenset())
        except LostError:
            await self._tell(proof=before, stops=(_LOST,), fresh=frozenset())
        else:
            await self._tell(proof=proof, fresh=_fresh(proof, before))

    async def _glance(self, before: Proof) -> None:
        """Show the pieces that somebody changed in the booklet of before. What is wrong, is said by the whole."""
        names = before.names(self.state.touched)[:_FEW]
        pieces: tuple[Piece, ...] = ()
        if names:
            with contextlib.suppress(BookletError, LostError):
                wanted = Glance(root=self.root, names=names)
                pieces = await run_in_threadpool(ask, self._setters, glance, wanted, PATIENCE)
        proof = before.with_new(pieces)
        await self._tell(proof=proof, fresh=_fresh(proof, before))

    async def _tidy(self) -> None:
        """Have the process that sets pages tidy up, when nobody waits for it."""
        await asyncio.sleep(_QUIET)
        with contextlib.suppress(LostError):
            await run_in_threadpool(ask, self._setters, tidy, self.root, PATIENCE)

    async def _read(self) -> None:
        """Read the texts over; what keeps them from being read at all, keeps them from being set too."""
        today = dt.datetime.now(dt.UTC).astimezone().date()
        try:
            found = await run_in_threadpool(ask, self._readers, read_over, Texts(root=self.root, today=today), PATIENCE)
        except (BookletError, LostError):
            found = ()
        await self._tell(remarks=found)

    async def _tell(self, **changes: Any) -> None:
        async with self._news:
            self.state = replace(self.state, number=self.state.number + 1, **changes)
            self._news.notify_all()


def _fresh(proof: Proof, before: Proof | None) -> frozenset[str]:
    """Give the prints of the pages that differ from those of the booklet before."""
    return frozenset(proof.prints) - frozenset(before.prints) if before else frozenset()


def _draw(pdf: bytes, page: int) -> bytes:
    return next(drawn for _, drawn in small_pictures(pdf, (page,), WIDTH))
