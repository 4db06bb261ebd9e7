"""Do many pieces of work side by side, in processes that die with the one that started them.

Goes in: a function and its jobs. Comes out: their results as they come. Must not know what the work is.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


def side_by_side(function: Callable[[Job], Result], jobs: Sequence[Job], count: int = 0) -> Iterator[Result]:
    """Do `jobs` in `count` processes (0: one a core) and give each result as it comes.

    What is left when somebody kills one of those processes, is done here.
    """
    left = dict(enumerate(jobs))
    for number, result in _spread(function, jobs, min(count or os.cpu_count() or 1, len(jobs))):
        del left[number]
        yield result
    for job in left.values():
        yield function(job)


def _spread(function: Callable[[Job], Result], jobs: Sequence[Job], count: int) -> Iterator[tuple[int, Result]]:
    """Give the results of other processes with the numbers of their jobs, as long as those processes live."""
    if count < 2:
        return
    others = multiprocessing.active_children()
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), initializer=_start)
    try:
        running: dict[Future[Result], int] = {pool.submit(function, job): number for number, job in enumerate(jobs)}
        for future in as_completed(running):
            yield running[future], future.result()
    except BrokenProcessPool:
        return
    finally:
        # Also when somebody interrupts: whoever is still at work has written nothing that has a name.
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in multiprocessing.active_children():
            if worker not in others:
                worker.terminate()


def _start() -> None:
    """Prepare a worker: it leaves interrupting to its parent, and ends when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
