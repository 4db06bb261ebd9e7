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
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from watchfiles import awatch

from booklet.build.proof import (
    Drafted,
    Glance,
    OutdatedError,
    Piece,
    Proof,
    glance,
    make_draft,
    make_proof,
    make_whole,
    read,
    tidy,
)
from booklet.content.rules import check
from booklet.pdf.picture import quick_picture
from booklet.report import BookletError, Finding, Place
from booklet.workers import LostError, ask, dismiss, gather

Job = TypeVar("Job")
Result = TypeVar("Result")
WATCHED = ("chapters", "styles")
PATIENCE = 300.0  # seconds, for a booklet
_SETTLED, _STEP = 120, 15  # ms: how long changes are gathered at most, and how long none must come
_FEW = 4  # pieces that are shown before all others
_SOON = 0.2  # seconds: a file that was changed while the booklet was set, is named by then
_QUIET = 2.0  # seconds without a change, before there is time to tidy up
DOTS = 178  # to an inch of a page: sharp on a fine screen as well
MOST_PICTURES = 200
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
        self._settled: Proof | None = None
        self._touched: frozenset[str] = frozenset()
        self._changed = asyncio.Event()

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
            pdf, page = found
            drawn = await run_in_threadpool(quick_picture, pdf, DOTS, page)
            while len(self._pictures) >= MOST_PICTURES:
                del self._pictures[next(iter(self._pictures))]
            self._pictures[wanted] = drawn
        return self._pictures.get(wanted)

    async def whole(self) -> bytes | None:
        """Make one PDF of the booklet; None while there is none, or when its looks are broken."""
        with contextlib.suppress(BookletError, LostError):
            if self.state.proof:
                return await self._ask(make_whole, self.root)
        return None

    def _ended(self, watching: asyncio.Task[None]) -> None:
        if not watching.cancelled() and (error := watching.exception()):
            self._say(error)

    async def _keep(self) -> None:
        """Set the booklet, and again whenever somebody changed something."""
        watching = asyncio.create_task(self._watch())
        try:
            while not watching.done():
                self._changed.clear()
                touched, self._touched = self._touched, frozenset()
                done = await self._renew(touched)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), None if done else _SOON)
            watching.result()
        finally:
            watching.cancel()

    async def _watch(self) -> None:
        """Note which files somebody changes."""
        folders = [self.root / name for name in WATCHED if (self.root / name).is_dir()]
        root = self.root.resolve()
        try:
            async for changes in awatch(*folders, stop_event=self._closing, debounce=_SETTLED, step=_STEP):
                self._touched |= {Path(path).resolve().relative_to(root).as_posix() for _, path in changes}
                self._changed.set()
        finally:
            self._changed.set()

    async def _renew(self, touched: frozenset[str]) -> bool:
        """Set the booklet and read its texts over, side by side; tell of each as soon as it is done.

        Gives whether this came to an end: if not, somebody changed something meanwhile.
        """
        if self._tidying:
            self._tidying.cancel()
        # What somebody changed before, and was not set yet, is new as well. What was said of the texts before, says
        # nothing of those of now.
        touched |= self.state.touched if self.state.busy else frozenset()
        self.state = replace(self.state, busy=True, stops=(), remarks=(), touched=touched)
        done, _ = await asyncio.gather(self._set(), self._read())
        if done:
            await self._tell(busy=False)
            self._tidying = asyncio.create_task(self._tidy())
        return done

    async def _set(self) -> bool:
        """Show what somebody waits for, then set the whole, which has the last word."""
        await (self._glance(self._settled) if self._settled else self._draft())
        try:
            proof = await self._ask(make_proof, self.root)
        except OutdatedError:
            return False
        except BookletError as error:
            await self._tell(proof=self._settled, stops=error.findings, fresh=frozenset())
        except LostError:
            await self._tell(proof=self._settled, stops=(_LOST,), fresh=frozenset())
        else:
            fresh = _fresh(proof, self._settled)
            self._settled = proof
            await self._tell(proof=proof, fresh=fresh)
        return True

    async def _draft(self) -> None:
        """Show the pieces of the first booklet one after the other. What is wrong, is said by the whole."""
        pieces: tuple[Piece, ...] = ()
        with contextlib.suppress(BookletError, LostError):
            while more := await self._ask(make_draft, Drafted(root=self.root, pieces=len(pieces))):
                pieces += more
                await self._tell(proof=Proof(pieces=pieces, draft=True))

    async def _glance(self, before: Proof) -> None:
        """Show the pieces that somebody changed in the booklet of before. What is wrong, is said by the whole."""
        names = before.names(self.state.touched)[:_FEW]
        pieces: tuple[Piece, ...] = ()
        if names:
            with contextlib.suppress(BookletError, LostError):
                pieces = await self._ask(glance, Glance(root=self.root, names=names))
        proof = before.with_new(pieces)
        await self._tell(proof=proof, fresh=_fresh(proof, before))

    async def _ask(self, function: Callable[[Job], Result], job: Job) -> Result:
        """Have something done by the process that sets pages."""
        return await run_in_threadpool(ask, self._setters, function, job, PATIENCE)

    async def _tidy(self) -> None:
        """Have the process that sets pages tidy up, when nobody waits for it."""
        await asyncio.sleep(_QUIET)
        with contextlib.suppress(LostError):
            await self._ask(tidy, self.root)

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
