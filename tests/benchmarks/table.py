"""The table that `make bench` ends with: what each thing costs, and how many times that goes into what others take."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

PACKAGES = ("weasyprint", "typst", "pikepdf")
COLUMNS = ("", "pages", "seconds", "ms a page", "CPU ms a page", "memory, MB", "kB a page")
OURS, SLOW, FAST = "ours", "WeasyPrint", "Typst"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that was measured: who made how many pages, how it is called, and its numbers (None: not measured)."""

    maker: str
    pages: int
    title: str
    seconds: float
    cpu: float | None
    peak: float | None
    size: float | None


def line_of(name: str, seconds: float, told: Mapping[str, Any]) -> Line:
    """Read one measurement: its median and what the benchmark told besides."""
    return Line(
        maker=told.get("maker", ""),
        pages=told.get("pages", 1),
        title=told.get("title", name),
        seconds=told.get("seconds", seconds),
        cpu=told.get("cpu"),
        peak=told.get("peak"),
        size=told.get("size"),
    )


def machine() -> str:
    """Name the machine by what counts, not by its own name."""
    system = platform.freedesktop_os_release().get("PRETTY_NAME", "") if platform.system() == "Linux" else ""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"{os.cpu_count()} cores, {system or platform.system()}, Python {platform.python_version()}, {packages}"


def table(lines: Sequence[Line]) -> Iterator[str]:
    """Write all measurements as a table in Markdown."""
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|---|{'---:|' * (len(COLUMNS) - 1)}"
    for line in lines:
        cells = (
            line.title,
            f"{line.pages:,}",
            _number(line.seconds),
            _number(line.seconds / line.pages * 1000),
            _number(line.cpu and line.cpu / line.pages * 1000),
            _number(line.peak),
            _number(line.size and line.size / 1000),
        )
        yield f"| {' | '.join(cells)} |"


def ratios(lines: Sequence[Line]) -> Iterator[str]:
    """Say how many times as long the others take for as many pages."""
    for line in lines:
        for maker in (FAST, SLOW):
            theirs = [other for other in lines if other.maker == maker]
            if line.maker == OURS and line.cpu and len(theirs) > 1:
                seconds, cpu = reckoned(theirs, line.pages)
                yield (
                    f"{line.title}: {maker} takes {seconds / line.seconds:.1f} times as long"
                    f" ({cpu / line.cpu:.1f} times the CPU)"
                )


def reckoned(lines: Sequence[Line], pages: int) -> tuple[float, float]:
    """Give the seconds, on the clock and of the CPU, that somebody takes for so many pages.

    When that was not measured, it follows from the shortest and the longest list: the start, and a page times so many.
    """
    for line in lines:
        if line.pages == pages:
            return line.seconds, line.cpu or 0.0
    least, most = min(lines, key=lambda line: line.pages), max(lines, key=lambda line: line.pages)
    part = (pages - least.pages) / (most.pages - least.pages)
    cpu = (least.cpu or 0.0, most.cpu or 0.0)
    return least.seconds + part * (most.seconds - least.seconds), cpu[0] + part * (cpu[1] - cpu[0])


def _number(value: float | None) -> str:
    """Write a number with as many figures as mean anything."""
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
