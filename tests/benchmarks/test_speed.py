"""How long booklets take: `make bench` runs these, a plain run of the tests skips them.

One machine is fast and another slow, so nothing is held against the clock. What counts is the number that
pytest-benchmark prints in brackets: how many times one round of typesetting goes into the whole build.
"""

from __future__ import annotations

import datetime as dt
import re
import statistics
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from conftest import Project
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.conftest import Clinic
from booklet.build.booklet import settle
from booklet.build.chapters import Kept, set_parts
from booklet.build.editions import build
from booklet.build.proof import Glance, glance, make_proof, tidy
from booklet.content.load import load
from booklet.content.records import Library, Sort
from booklet.content.rules import check
from booklet.page.booklet import compose
from booklet.page.layout import Layout
from booklet.pdf.picture import quick_picture
from booklet.pdf.typeset import Press, Typeset
from booklet.serve.proofing import DOTS

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


@pytest.mark.benchmark(group="ons boekje")
def test_our_own_booklet(benchmark: BenchmarkFixture, clinic: Clinic) -> None:
    """The real chapters, from reading to boekje.pdf, audited and written."""
    built = benchmark.pedantic(build, args=(clinic.root, clinic.place("boekje")), rounds=1)
    benchmark.extra_info |= {
        "title": "boekje.pdf, everything",
        "pages": built.pages,
        "size": built.path.stat().st_size / built.pages,
    }


@pytest.mark.benchmark(group="ons boekje")
@pytest.mark.parametrize("whole", [False, True], ids=["hoofdstuk", "boekje"])
def test_our_own_booklet_after_an_edit(benchmark: BenchmarkFixture, clinic: Clinic, whole: bool) -> None:
    """From a saved sentence to the picture of its page; or until the whole booklet that follows it is settled."""
    numbers = count(1)
    proof = make_proof(clinic.root)
    source = clinic.root / "chapters" / "13-rustfase.md"
    text = source.read_text(encoding="utf-8")
    used: list[float] = []

    def edit() -> None:
        edited, times = re.subn(r"(\n---\n\n\w+)", rf"\1 {next(numbers)}", text, count=1)
        assert times == 1
        source.write_text(edited, encoding="utf-8")
        tidy(clinic.root)

    def show() -> int:
        begun = time.process_time()
        pieces = glance(Glance(root=clinic.root, names=proof.names({"chapters/13-rustfase.md"})))
        shown = proof.with_new(pieces)
        (fresh,) = frozenset(shown.prints) - frozenset(proof.prints)
        found = shown.find(fresh)
        assert found is not None
        drawn = quick_picture(found[0], DOTS, found[1])
        made = len(make_proof(clinic.root).prints) if whole else len(drawn)
        used.append(time.process_time() - begun)
        return made

    try:
        assert benchmark.pedantic(show, setup=edit, rounds=5) > 0
    finally:
        source.write_text(text, encoding="utf-8")
    shown = "the whole booklet" if whole else "the page on the screen"
    benchmark.extra_info |= {"title": f"after an edit: {shown}", "cpu": statistics.median(used)}
