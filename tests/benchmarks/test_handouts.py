"""How long handouts take, and what Typst and plain WeasyPrint need for the same pages, in one run.

Whole programs are run from the shell and write their files, each time for patients of whom nothing was ever made.
Nothing is held against the clock: what counts is how many times one goes into another.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.conftest import Clinic
from benchmarks.measure import Cost
from benchmarks.patients import exercises, handouts
from benchmarks.table import FAST, OURS, SLOW
from booklet.build.handouts import build_handout
from booklet.pdf.picture import quick_picture
from booklet.serve.printing import SCREEN

pytestmark = pytest.mark.benchmark(group="oefenbladen")
GROWTH = (10, 100, 1000, 10_000)
ONE_CORE = ("--workers", "1")
Made = tuple[Cost, Path]


def record(benchmark: BenchmarkFixture, rounds: int, make: Callable[..., Made], prepare: Callable[[], Any]) -> Path:
    """Run a program some rounds, each with its own preparation that does not count; give the last folder it filled."""
    made: list[Made] = []
    benchmark.pedantic(lambda *given: made.append(make(*given)), setup=lambda: (prepare(), {}), rounds=rounds)
    costs, folders = zip(*made, strict=True)
    benchmark.extra_info |= {
        "cpu": statistics.median(cost.cpu for cost in costs),
        "peak": max(cost.peak for cost in costs),
    }
    assert isinstance(folders[-1], Path)
    return folders[-1]


def tell(benchmark: BenchmarkFixture, title: str, pages: int, maker: str = OURS) -> None:
    """Say what is measured."""
    benchmark.extra_info |= {"title": title, "pages": pages, "maker": maker}


def count_and_weigh(benchmark: BenchmarkFixture, folder: Path, pages: int) -> None:
    """See that every page is there, and weigh them."""
    sizes = [path.stat().st_size for path in folder.glob("*.pdf")]
    assert len(sizes) == pages
    benchmark.extra_info["size"] = sum(sizes) / pages


def by_list(clinic: Clinic, *options: str) -> Callable[[Path, Path], Made]:
    """Make a list with our program."""

    def make(source: Path, out: Path) -> Made:
        return clinic.by_us("handouts", source, "--out", out, *options), out

    return make


@pytest.mark.benchmark(group="eerste keer")
def test_the_very_first_list(benchmark: BenchmarkFixture, clinic: Clinic) -> None:
    """200 handouts with an empty cache: typefaces and drawings are made ready, and all pieces are set and judged."""
    tell(benchmark, "the very first list, with nothing kept", 200, "first")
    out = record(
        benchmark,
        1,
        lambda source, out: (clinic.by_us("handouts", source, "--out", out, cache=out.parent / "leeg"), out),
        lambda: (clinic.new_patients(200), clinic.place("uit")),
    )
    count_and_weigh(benchmark, out, 200)


@pytest.fixture(scope="session")
def kept(clinic: Clinic) -> Clinic:
    """Give the clinic after its first list: every exercise was on a handout before."""
    count = len(exercises(clinic.desk.library))
    clinic.by_us("handouts", clinic.new_patients(count), "--out", clinic.place("eerder"))
    return clinic


@pytest.mark.parametrize("pages", [1, 200, 2000])
def test_a_list_on_one_core(benchmark: BenchmarkFixture, kept: Clinic, pages: int) -> None:
    """From the shell to files on the disk, in one process."""
    tell(benchmark, f"a list of {pages:,}, one core", pages)
    out = record(
        benchmark,
        3 if pages <= 200 else 1,
        by_list(kept, *ONE_CORE),
        lambda: (kept.new_patients(pages), kept.place("uit")),
    )
    count_and_weigh(benchmark, out, pages)


@pytest.mark.parametrize("pages", [200, 2000])
def test_a_list_on_all_cores(benchmark: BenchmarkFixture, kept: Clinic, pages: int) -> None:
    """The same with as many processes as fit, as `handouts` does unless told otherwise."""
    tell(benchmark, f"a list of {pages:,}, all cores", pages)
    out = record(
        benchmark,
        3 if pages <= 200 else 1,
        by_list(kept),
        lambda: (kept.new_patients(pages), kept.place("uit")),
    )
    count_and_weigh(benchmark, out, pages)


def test_a_file_to_print(benchmark: BenchmarkFixture, kept: Clinic) -> None:
    """A list of 200 with one file to print beside it; its weight is that of a page of this file."""
    tell(benchmark, "a list of 200 with its file to print", 200, "print")

    def make(source: Path, out: Path) -> Made:
        return kept.by_us("handouts", source, "--out", out, *ONE_CORE, "--merge", out / "alles" / "alles.pdf"), out

    out = record(benchmark, 1, make, lambda: (kept.new_patients(200), kept.place("uit")))
    merged = out / "alles" / "alles.pdf"
    with pikepdf.open(merged) as pdf:
        assert len(pdf.pages) == 200
    benchmark.extra_info["size"] = merged.stat().st_size / 200


@pytest.mark.parametrize(("pages", "rounds"), [(1, 3), (200, 3), (2000, 1)])
def test_the_same_in_typst(benchmark: BenchmarkFixture, kept: Clinic, pages: int, rounds: int) -> None:
    """What they say lies ready, and one compiler makes them all, as PDF/UA-1."""
    tell(benchmark, f"Typst, {pages:,}", pages, FAST)
    out = record(benchmark, rounds, *peer(kept, "typst", pages))
    count_and_weigh(benchmark, out, pages)


@pytest.mark.parametrize(("pages", "rounds"), [(1, 3), (40, 1)])
def test_the_same_in_plain_weasyprint(benchmark: BenchmarkFixture, kept: Clinic, pages: int, rounds: int) -> None:
    """Their HTML lies ready, and each is one call of WeasyPrint, as PDF/UA-1; 200 would take minutes."""
    tell(benchmark, f"WeasyPrint alone, {pages:,}", pages, SLOW)
    out = record(benchmark, rounds, *peer(kept, "weasyprint", pages))
    count_and_weigh(benchmark, out, pages)


def peer(clinic: Clinic, name: str, pages: int) -> tuple[Callable[[Path, Path], Made], Callable[[], Any]]:
    """Make pages with a peer."""
    return (
        lambda source, out: (clinic.by_peer(name, source, out), out),
        lambda: (clinic.for_peer(name, pages), clinic.place("uit")),
    )


@pytest.mark.benchmark(group="bureau")
def test_one_more_handout(benchmark: BenchmarkFixture, kept: Clinic) -> None:
    """For the next patient, in a program that runs already."""
    tell(benchmark, "one more, in a program that runs", 1, "desk")
    patients = iter(handouts(kept.desk.library, 1000, int(kept.first())))
    benchmark.pedantic(lambda: build_handout(next(patients), kept.desk), rounds=50, warmup_rounds=40)


@pytest.mark.benchmark(group="bureau")
def test_a_page_at_the_desk(benchmark: BenchmarkFixture, kept: Clinic) -> None:
    """The same with the picture of it that the desk shows."""
    tell(benchmark, "one more at the desk, with its picture", 1, "desk")
    patients = iter(handouts(kept.desk.library, 1000, int(kept.first())))
    benchmark.pedantic(
        lambda: quick_picture(build_handout(next(patients), kept.desk).pdf, SCREEN), rounds=20, warmup_rounds=40
    )


@pytest.mark.benchmark(group="groei")
@pytest.mark.parametrize("pages", GROWTH)
def test_growth(benchmark: BenchmarkFixture, kept: Clinic, pages: int) -> None:
    """Pages in memory, one after the other; the time is without the start of the program."""
    tell(benchmark, f"{pages:,} in memory, one core", pages, "growth")
    cost = benchmark.pedantic(lambda: kept.by_script("growth.py", kept.root, str(pages), kept.first()), rounds=1)
    benchmark.extra_info |= {"peak": cost.peak} | json.loads(kept.log.read_text(encoding="utf-8"))
