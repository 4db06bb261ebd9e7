"""Work that others do: one that dies or hangs takes nothing else with it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from booklet.report import BookletError, Finding, Place
from booklet.workers import Crew, LostError, ask, dismiss, gather


def double(number: int) -> int:
    """Work, for as long as it takes."""
    return number * 2


def die(code: int) -> None:
    """End as a crash in a library does: at once, and without a word."""
    os._exit(code)


def hang(seconds: float) -> None:
    """Never be ready."""
    time.sleep(seconds)


def refuse(what: str) -> None:
    """Say that something cannot be."""
    raise BookletError([Finding(place=Place(path="x"), what=what, remedy="y.", rule="proef")])


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    """Gather two processes."""
    gathered = gather(2)
    yield gathered
    dismiss(gathered)


def test_work_is_done_and_what_is_wrong_comes_back(crew: Crew) -> None:
    """Also a finding, with its words."""
    assert ask(crew, double, 21, 30) == 42
    with pytest.raises(BookletError, match="te lang"):
        ask(crew, refuse, "te lang", 30)


def test_one_that_dies_is_replaced(crew: Crew) -> None:
    """More often than there are processes; and what others do goes on."""
    with ThreadPoolExecutor(4) as threads:
        good = [threads.submit(ask, crew, double, number, 30) for number in range(4)]
        lost = [threads.submit(ask, crew, die, 9, 30) for _ in range(3)]
        assert [isinstance(future.exception(), LostError) for future in lost] == [True] * 3
        assert [future.result() for future in good] == [0, 2, 4, 6]
    assert ask(crew, double, 4, 30) == 8


def test_one_that_hangs_is_ended(crew: Crew) -> None:
    """After the time that it had."""
    ask(crew, double, 1, 30)
    ask(crew, double, 1, 30)  # both have started
    start = time.monotonic()
    with pytest.raises(LostError):
        ask(crew, hang, 60.0, 0.3)
    assert time.monotonic() - start < 20
    assert ask(crew, double, 5, 30) == 10


def test_who_is_dismissed_stops_at_once() -> None:
    """Also in the middle of work, so that who stops the desk need not wait."""
    crew = gather(1)
    assert ask(crew, double, 1, 30) == 2
    with ThreadPoolExecutor(1) as threads:
        working = threads.submit(ask, crew, hang, 60.0, 60)
        time.sleep(0.2)
        start = time.monotonic()
        dismiss(crew)
        assert isinstance(working.exception(), LostError)
    assert time.monotonic() - start < 10
    dismiss(crew)
