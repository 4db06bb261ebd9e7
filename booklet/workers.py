"""Do work in other processes, which die with the one that started them: many pieces side by side, or one at a time.

Goes in: a function and its jobs. Comes out: their results. Must not know what the work is.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import connection
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


FORKS = sys.platform == "linux"  # elsewhere a copy of a process may not be all there


def side_by_side(
    function: Callable[[Job], Result], jobs: Sequence[Job], count: int = 0, *, alike: bool = False
) -> Iterator[Result]:
    """Do `jobs` in `count` processes (0: one a core) and give each result as it comes.

    What is left when somebody kills one of those processes, is done here. Processes begin with nothing, or when they
    are `alike` with all that this one has read so far, where the system can do that; then this one is one of them, and
    may have no threads when it begins.
    """
    left = dict(enumerate(jobs))
    here = alike and FORKS
    for number, result in _spread(function, jobs, min(count or os.cpu_count() or 1, len(jobs)), here=here):
        del left[number]
        yield result
    for job in left.values():
        yield function(job)


def _spread(
    function: Callable[[Job], Result], jobs: Sequence[Job], count: int, *, here: bool
) -> Iterator[tuple[int, Result]]:
    """Give results with the numbers of their jobs, as long as all processes live; `here`: this process works too."""
    if count < 2:
        return
    others = multiprocessing.active_children()
    kind = "fork" if here else "spawn"
    pool = ProcessPoolExecutor(count - here, multiprocessing.get_context(kind), initializer=_start)
    try:
        running: dict[Future[Result], int] = {pool.submit(function, job): number for number, job in enumerate(jobs)}
        while running:
            for future in [future for future in running if future.done()]:
                yield running.pop(future), future.result()
            mine = next((future for future in reversed(running) if future.cancel()), None) if here else None
            if mine is not None:  # the last of those that no process has begun with
                number = running.pop(mine)
                yield number, function(jobs[number])
            elif running:
                wait(running, return_when=FIRST_COMPLETED)
    except BrokenProcessPool:
        return
    finally:
        # Also when somebody interrupts: whoever is still at work has written nothing that has a name.
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in multiprocessing.active_children():
            if worker not in others:
                worker.terminate()


class LostError(Exception):
    """The process that did a piece of work died, or took too long and was ended."""


@dataclass(frozen=True, kw_only=True)
class Crew:
    """Processes that stay, to do one piece of work each: all of them, and in `idle` those that have nothing to do."""

    everyone: list[ProcessPoolExecutor]
    idle: queue.SimpleQueue[ProcessPoolExecutor]


def gather(count: int) -> Crew:
    """Gather `count` processes; each starts when it gets its first work."""
    everyone, idle = [_alone() for _ in range(count)], queue.SimpleQueue[ProcessPoolExecutor]()
    for worker in everyone:
        idle.put(worker)
    return Crew(everyone=everyone, idle=idle)


def ask(crew: Crew, function: Callable[[Job], Result], job: Job, seconds: float) -> Result:
    """Have a piece of work done by the first process that is free, and wait for it.

    Raises what the function raises, and `LostError` when its process dies or needs longer than `seconds`. Then a
    new one takes its place, and whatever the others are doing goes on.
    """
    worker = crew.idle.get()
    try:
        return worker.submit(function, job).result(timeout=seconds)
    except (BrokenProcessPool, TimeoutError) as error:
        worker = _replaced(crew, worker)
        raise LostError from error
    finally:
        crew.idle.put(worker)


def dismiss(crew: Crew) -> None:
    """End the processes of a crew, also those that are at work: their work is lost."""
    leaving, crew.everyone[:] = list(crew.everyone), []
    for worker in leaving:
        _end(worker)


def _replaced(crew: Crew, worker: ProcessPoolExecutor) -> ProcessPoolExecutor:
    """Put a new process in the place of one that was lost, unless all were dismissed meanwhile."""
    if worker not in crew.everyone:
        return worker
    crew.everyone.remove(worker)
    _end(worker)
    fresh = _alone()
    crew.everyone.append(fresh)
    return fresh


def _alone() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_start)


def _end(worker: ProcessPoolExecutor) -> None:
    """End a process also when it no longer listens: the executor itself can only wait for it."""
    for process in list((worker._processes or {}).values()):  # the executor has no way to do this
        process.kill()
    worker.shutdown(cancel_futures=True)  # which is soon, now that it is dead


def _start() -> None:
    """Prepare a worker: it leaves interrupting to its parent, and ends when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
