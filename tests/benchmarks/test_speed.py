"""How long the small booklet takes: `make bench` runs these, a plain run of the tests skips them.

One machine is fast and another slow, so nothing is held against the clock. What counts is the number that
pytest-benchmark prints in brackets: how many times one round of
typesetting goes into the whole build.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from conftest import Project
from pytest_benchmark.fixture import BenchmarkFixture

from booklet.build.booklet import settle
from booklet.build.chapters import Kept, set_parts
from booklet.build.editions import build
from booklet.content.load import load
from booklet.content.records import Library, Sort
from booklet.content.rules import check
from booklet.page.booklet import compose
from booklet.page.layout import Layout
from booklet.pdf.typeset import Press, Typeset

pytestmark = pytest.mark.benchmark(group="klein boekje", min_rounds=3)


@pytest.mark.benchmark(group="lezen")
def test_reading(benchmark: BenchmarkFixture, small: Project) -> None:
    """Read and check every source."""
    library, _ = benchmark(load, small.root)
    assert library.chapters


@pytest.mark.benchmark(group="lezen")
def test_rules(benchmark: BenchmarkFixture, whole: Library) -> None:
    """Hold all our own texts against every rule."""
    assert benchmark(check, whole, dt.date(2026, 11, 26)) == ()


def test_typesetting_once(benchmark: BenchmarkFixture, library: Library, press: Press) -> None:
    """Divide the booklet into pages, one round."""
    parts = compose(library, Layout())
    assert benchmark(lambda: set_parts(parts, press, Kept()))[1].count > 1


def test_typesetting_until_page_numbers_rest(benchmark: BenchmarkFixture, library: Library, press: Press) -> None:
    """Compose and typeset in rounds."""
    assert benchmark(settle, library, press).count > 1


def test_typesetting_after_an_edit(benchmark: BenchmarkFixture, library: Library, press: Press) -> None:
    """The same with one chapter that says something else each time, and all others kept."""
    kept, titles = Kept(), count(1)
    settle(library, press, kept=kept)

    def edit() -> Typeset:
        words = f"Vraag {next(titles)}"
        chapters = [replace(one, title=words) if one.sort is Sort.QUESTIONS else one for one in library.chapters]
        return settle(replace(library, chapters=tuple(chapters)), press, kept=kept)

    assert benchmark(edit).count > 1


def test_the_whole_build(benchmark: BenchmarkFixture, small: Project, tmp_path: Path) -> None:
    """Read, compose, typeset, finish, audit and write."""
    assert benchmark(build, small.root, tmp_path).path.is_file()
