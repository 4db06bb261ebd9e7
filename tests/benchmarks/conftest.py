"""What all benchmarks share, and the table that they end with."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from conftest import REAL

from benchmarks.faces import cut_faces
from benchmarks.measure import Cost, cost_of
from benchmarks.patients import handouts, table
from benchmarks.table import line_of, machine, ratios
from benchmarks.table import table as written
from benchmarks.words import words_of
from booklet.build.handouts import Desk, leads_of, prepare_handouts
from booklet.page.handout import compose_handout
from booklet.page.handout_geometry import NORMAL

HERE = Path(__file__).resolve().parent
PROGRAM = REAL / "make_booklet.py"
CACHE = "XDG_CACHE_HOME"
FAR_APART = 10_000


@dataclass(frozen=True, kw_only=True)
class Clinic:
    """A clinic with our real texts, a folder to write in, and a cache of its own; all patients are new each time."""

    folder: Path
    desk: Desk
    numbers: Iterator[int]

    @property
    def root(self) -> Path:
        """Say where texts and looks are."""
        return self.desk.root

    @property
    def material(self) -> Path:
        """Say where the typefaces and looks for peers are."""
        return self.folder / "material"

    @property
    def cache(self) -> Path:
        """Say where what takes long is kept."""
        return self.folder / "cache"

    @property
    def log(self) -> Path:
        """Say where stands what the last program said."""
        return self.folder / "log.txt"

    def first(self) -> str:
        """Give the number of a patient of whom, and of thousands after whom, nothing was ever made."""
        return str(FAR_APART * next(self.numbers))

    def place(self, name: str) -> Path:
        """Make a new folder."""
        place = self.folder / f"{name}-{next(self.numbers)}"
        place.mkdir()
        return place

    def new_patients(self, pages: int) -> Path:
        """Write a list of so many patients of whom nothing was ever made."""
        path = self.place("lijst") / "lijst.csv"
        path.write_bytes(table(self.desk.library, pages, int(self.first())))
        return path

    def by_us(self, *arguments: str | Path, cache: Path | None = None) -> Cost:
        """Run our program from the shell."""
        command = (sys.executable, PROGRAM, "--root", self.root, *arguments)
        return cost_of(command, {CACHE: str(cache or self.cache)}, self.log)

    def for_peer(self, peer: str, pages: int) -> Path:
        """Write what a peer needs for so many pages."""
        new = handouts(self.desk.library, pages, int(self.first()))
        if peer == "typst":
            said: list[Any] = [words_of(one, leads_of(one, self.desk)) for one in new]
        else:
            said = [compose_handout(one, NORMAL, leads_of(one, self.desk)) for one in new]
        path = self.place(peer) / "pages.json"
        path.write_text(json.dumps(said), encoding="utf-8")
        return path

    def by_peer(self, peer: str, source: Path, out: Path) -> Cost:
        """Run a peer from the shell."""
        return self.by_script("peers.py", peer, source, out, self.material)

    def by_script(self, name: str, *arguments: str | Path) -> Cost:
        """Run a script of this folder from the shell."""
        surroundings = {CACHE: str(self.cache), "PYTHONPATH": os.pathsep.join(map(str, (REAL, HERE.parent)))}
        return cost_of((sys.executable, HERE / name, *arguments), surroundings, self.log)


@pytest.fixture(scope="session")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """Give a clinic whose booklet was made before, so that its pages are known."""
    folder = tmp_path_factory.mktemp("kliniek")
    for name in ("chapters", "styles"):
        shutil.copytree(REAL / name, folder / name)
    shutil.copytree(REAL / "styles", folder / "material" / "styles")
    cut_faces(folder / "material")
    before = os.environ.get(CACHE)
    os.environ[CACHE] = str(folder / "cache")
    try:
        yield Clinic(folder=folder, desk=prepare_handouts(folder), numbers=count(1))
    finally:
        if before is None:
            del os.environ[CACHE]
        else:
            os.environ[CACHE] = before


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """End with one table of all that was measured."""
    session = getattr(config, "_benchmarksession", None)  # pytest-benchmark has no other way to it
    measured = [one for one in session.benchmarks if one.extra_info] if session else []
    if not measured:
        return
    lines = [line_of(one.name, one.stats.median, one.extra_info) for one in measured]
    terminalreporter.section("how quick it is")
    terminalreporter.write_line(machine())
    terminalreporter.write_line("")
    for text in (*written(lines), "", *ratios(lines)):
        terminalreporter.write_line(text)
