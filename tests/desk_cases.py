"""What the tests of the desk share: a project with the real texts whose booklet needs no counting."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any

import uvicorn
from conftest import REAL, Project

from booklet.build.sources import digests
from booklet.content.load import load
from booklet.page.index import INDEX, packed
from booklet.serve.app import create_app

LOCAL = ("127.0.0.1", 50000)
NAME = "Wijngaarden-Őrsi"  # of nobody: no other text of the project has these words


def make_desk(folder: Path) -> Project:
    """Copy the real texts and looks; on which pages their booklet has the exercises, is made up."""
    for name in ("chapters", "styles"):
        shutil.copytree(REAL / name, folder / name)
    library, _ = load(folder)
    pages = {f"oefening-{exercise.id}": 40 + number for number, exercise in enumerate(library.exercises)}
    project = Project(root=folder)
    project.write(f"output/{INDEX}", packed(digests(folder).booklet, pages).decode())
    return project


def in_a_loop(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run a test in a loop and a thread of its own: a browser that other tests opened keeps the loop of this one."""

    @wraps(test)
    def run(*fixtures: Any, **named: Any) -> None:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, test(*fixtures, **named)).result()

    return run


@contextmanager
def served(root: Path, said: list[str]) -> Iterator[str]:
    """Serve the desk of a project as the command does, and give its address."""
    config = uvicorn.Config(
        create_app(root, said.append), host="127.0.0.1", port=0, access_log=False, log_level="critical", lifespan="on"
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    until = monotonic() + 60
    while not server.started:
        assert thread.is_alive()
        assert monotonic() < until
        sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)
