"""A whole list: every good row its page, what is there already stays, and nothing is left half written."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
from conftest import REAL, Project, always, names_in

from booklet import batch, output
from booklet.batch import AT_ONCE, JOURNAL, Order, bundles, make_list
from booklet.build.sources import Digests
from booklet.content.records import Library
from booklet.handouts.outcomes import REPORT, Batch
from booklet.handouts.records import Handout
from booklet.report import BookletError, ExitCode, Finding, Place

LIST = "kenmerk;naam;oefeningen\na1;Zoë de Wit;brug\na2;Bo Blij;kat-koe\na3;;brug, kat-koe\n"


def page(width: int) -> bytes:
    """Make a small PDF."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(width, 100))
        return bytes(pdf_bytes(pdf))


def pdf_bytes(pdf: pikepdf.Pdf) -> bytes:
    """Give the bytes of a PDF."""
    import io  # noqa: PLC0415

    result = io.BytesIO()
    pdf.save(result, deterministic_id=True)
    return result.getvalue()


@dataclass(kw_only=True)
class Press:
    """Stands in for the typesetter: remembers whose pages it made."""

    library: Library
    made: list[str] = field(default_factory=list)
    fail: dict[str, ExitCode] = field(default_factory=dict)

    def __call__(self, handout: Handout, *_: Any, **__: Any) -> Any:
        if handout.key in self.fail:
            finding = Finding(place=handout.place, what="past niet", remedy="kort in.", rule="past-niet")
            raise BookletError([finding], self.fail[handout.key])
        self.made.append(handout.key)
        printed = SimpleNamespace(pdf=page(100 + len(handout.cards)), setting="ruim", findings=())
        return SimpleNamespace(printed=printed, linked=None)


@pytest.fixture
def press(whole: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    """Put a stand-in in place of the typesetter."""
    press = Press(library=whole)
    desk = SimpleNamespace(library=whole, findings=(), linkers={}, linker=always(None))
    monkeypatch.setattr(bundles, "prepare_handouts", always(desk))
    monkeypatch.setattr(bundles, "draft_handout", press)
    monkeypatch.setattr(bundles, "make_pieces_for", lambda handouts, _: [{} for _ in handouts])
    yield press
    bundles.desks.cache_clear()


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A list on a desk, and the folder for its pages."""

    order: Order

    def write(self, text: str) -> None:
        """Change the list."""
        self.order.source.write_text(text, encoding="utf-8")

    def run(self, **changes: Any) -> Batch:
        """Make the pages."""
        return make_list(replace(self.order, **changes), always(None))

    def names(self) -> list[str]:
        """Say what is in the folder."""
        return names_in(self.order.out)

    def report(self) -> str:
        """Read the report."""
        return (self.order.out / REPORT).read_text(encoding="utf-8")


@pytest.fixture
def desk(clinic: Project, tmp_path: Path) -> Desk:
    """Lay out a list of three."""
    order = Order(
        root=clinic.root, source=tmp_path / "lijst.csv", out=tmp_path / "uit", merge=None, workers=1, today=None
    )
    desk = Desk(order=order)
    desk.write(LIST)
    return desk


ALL = [JOURNAL, "handout-a1.pdf", "handout-a2.pdf", "handout-a3.pdf", REPORT]


def test_every_row_becomes_a_page(desk: Desk, press: Press) -> None:
    """With a report beside them, all of it for its owner only."""
    done = desk.run()
    assert (done.code, press.made, desk.names()) == (ExitCode.GOOD, ["a1", "a2", "a3"], ALL)
    assert {path.stat().st_mode & 0o777 for path in desk.order.out.iterdir()} == {0o600}


def test_no_name_leaves_the_page(desk: Desk, press: Press) -> None:
    """Not in a file name, not in the report, not in the journal."""
    desk.write(LIST + "a4;Zoë de Wit;bruggg\na5;Zoë de Wit;brug;te veel\n")
    assert desk.run().code is ExitCode.CONTENT
    assert press.made
    kept = "".join(desk.names()) + desk.report() + (desk.order.out / JOURNAL).read_text(encoding="utf-8")
    assert not [name for name in ("Zoë", "Wit", "Bo", "Blij") if name in kept]


def test_a_bad_row_does_not_stop_the_others(desk: Desk, press: Press) -> None:
    """Bad as it was written, against the catalogue, or on the page: each is said, with its row."""
    desk.write(LIST + "a4;;bruggg\na5;;brug\na6;;brug;9\n")
    press.fail = {"a5": ExitCode.CONTENT}
    done = desk.run()
    assert (done.code, press.made) == (ExitCode.CONTENT, ["a1", "a2", "a3"])
    assert [outcome.number for outcome in done.wrong] == [5, 6, 7]
    for said in (
        "lijst.csv, rij 5, kolom «oefeningen»: deze oefening ken ik niet: «bruggg» (oefening)",
        "lijst.csv, rij 6: past niet (past-niet)",
        "lijst.csv, rij 7: deze rij heeft meer cellen dan er kolommen zijn (lijst)",
    ):
        assert said in desk.report()


def test_running_again_makes_what_is_missing_or_changed(desk: Desk, press: Press) -> None:
    """And nothing else: also when rows have moved."""
    desk.run()
    press.made.clear()
    assert (desk.run().code, press.made) == (ExitCode.GOOD, [])
    (desk.order.out / "handout-a2.pdf").unlink()
    desk.write("kenmerk;naam;oefeningen\na3;;brug, kat-koe\na1;Zoë de Groot;brug\na2;Bo Blij;kat-koe\n")
    desk.run()
    assert press.made == ["a1", "a2"]
    assert "1 stond er al" in desk.report()


def test_other_texts_make_all_pages_again(desk: Desk, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of the last edition is no page of this one."""
    desk.run()
    press.made.clear()
    monkeypatch.setattr(batch, "digests", always(Digests(everything="other", booklet="other")))
    desk.run()
    assert press.made == ["a1", "a2", "a3"]


def test_words_looks_and_code_are_in_the_digest(tmp_path: Path) -> None:
    """A change in any of them is a change."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / "styles").mkdir()
    digests = {batch.digests(tmp_path).everything}
    for name in ("chapters/a.md", "styles/a.css"):
        (tmp_path / name).write_text("een", encoding="utf-8")
        digests.add(batch.digests(tmp_path).everything)
    assert len(digests) == 3


def test_a_journal_that_was_cut_off_costs_one_page(desk: Desk, press: Press) -> None:
    """The last line was being written when the power went."""
    desk.run()
    press.made.clear()
    journal = desk.order.out / JOURNAL
    journal.write_bytes(journal.read_bytes()[:-20])
    desk.run()
    assert press.made == ["a3"]


def test_pages_are_put_behind_each_other(desk: Desk, press: Press, tmp_path: Path) -> None:
    """In the order of the list, those that were there already as well, without the bad ones."""
    desk.run()
    assert press.made
    desk.write("kenmerk;oefeningen\na3;brug, kat-koe\na9;bruggg\na1;brug\n")
    done = desk.run(merge=tmp_path / "uit" / "alles.pdf")
    assert done.merged == tmp_path / "uit" / "alles.pdf"
    with pikepdf.open(done.merged) as merged:
        assert [int(item.mediabox[2]) for item in merged.pages] == [102, 101]
    assert done.merged.stat().st_mode & 0o777 == 0o600
    assert "alles.pdf" in desk.report()


def test_a_full_disk_stops_the_list(desk: Desk, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done stays, nothing half written is left, and the exit code is that of writing."""
    real = output._write_nameless

    def fill(path: Path, *more: Any, **named: Any) -> bool:
        if path.name == "handout-a2.pdf":
            raise OSError(errno.ENOSPC, "vol")
        return real(path, *more, **named)

    monkeypatch.setattr(output, "_write_nameless", fill)
    done = desk.run()
    assert (done.code, press.made) == (ExitCode.WRITE, ["a1", "a2", "a3"])
    assert desk.names() == [JOURNAL, "handout-a1.pdf", REPORT]
    assert "3 rijen: 1 gemaakt, 1 niet gelukt, 1 nog te doen." in desk.report()
    monkeypatch.undo()


def test_an_audit_that_fails_gives_its_exit_code(desk: Desk, press: Press) -> None:
    """And the others go on."""
    press.fail = {"a1": ExitCode.AUDIT}
    done = desk.run()
    assert (done.code, press.made) == (ExitCode.AUDIT, ["a2", "a3"])


def test_texts_that_are_wrong_are_said_once(desk: Desk, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not with every row."""

    def refuse(*_: Any) -> Any:
        raise BookletError([Finding(place=Place(path="a.md"), what="x", remedy="y", rule="yaml")])

    monkeypatch.setattr(bundles, "prepare_handouts", refuse)
    with pytest.raises(BookletError):
        desk.run()
    assert press.made == []


def test_pages_that_do_not_reach_the_disk_are_made_again(
    desk: Desk, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fails while the next page is being made; the report says which was lost, and the next run makes it."""

    class Failing(output.Settling):
        def __init__(self, paths: Iterable[Path]) -> None:
            self.paths = tuple(paths)
            super().__init__(self.paths)

        def wait(self) -> None:
            super().wait()
            if "handout-a1.pdf" in {path.name for path in self.paths}:
                raise output._failed(self.paths[0], OSError(errno.EIO, "de schijf hapert"))

    with monkeypatch.context() as failing:
        failing.setattr(batch, "AT_ONCE", 1)
        failing.setattr(batch, "Settling", Failing)
        assert desk.run().code is ExitCode.WRITE
    assert press.made == ["a1", "a2"]
    assert "schrijven lukt niet" in desk.report()
    assert (desk.order.out / JOURNAL).read_text(encoding="utf-8").startswith("handout-a2.pdf\t")
    assert desk.run().code is ExitCode.GOOD
    assert press.made == ["a1", "a2", "a1", "a3"]


def test_a_list_that_is_not_there(desk: Desk) -> None:
    """Says so, and leaves no folder."""
    desk.order.source.unlink()
    with pytest.raises(BookletError) as caught:
        desk.run()
    assert str(caught.value).startswith(f"{desk.order.source}: dit bestand is er niet (bestand)")
    assert not desk.order.out.exists()


def test_a_list_of_nothing_but_mistakes_is_reported(desk: Desk, press: Press) -> None:
    """Without headings there is nothing to make."""
    desk.write("Zoë de Wit;brug\n")
    assert desk.run().code is ExitCode.CONTENT
    assert "hier horen de kolomkoppen" in desk.report()
    assert press.made == []


MANY = 1200  # pages: more than two processes make before one notices that they have begun


def long_list(count: int) -> str:
    """Write a list with several kinds of pages."""
    asked = ("brug", "kat-koe, brug", "brug, kat-koe, bekken-kantelen", "kat-koe")
    return "naam;oefeningen\n" + "".join(f"Zoë de Wit;{asked[number % 4]}\n" for number in range(count))


def command(desk: Desk, *more: str) -> list[str]:
    """Give the command that makes the list."""
    program = [sys.executable, str(REAL / "make_booklet.py"), "handouts", str(desk.order.source)]
    return [*program, "--root", str(desk.order.root), "--out", *more]


@pytest.mark.slow
def test_a_list_that_is_killed_goes_on_where_it_was(desk: Desk) -> None:
    """With two processes and `kill -9`: nothing half written, no process left behind, no page made twice."""
    desk.write(long_list(MANY))
    out = desk.order.out
    running = subprocess.Popen([*command(desk, str(out)), "--workers", "2"], stdout=subprocess.DEVNULL)
    for _ in range(2400):
        if (out / JOURNAL).is_file():
            break
        time.sleep(0.05)
    workers = children_of(running.pid)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert workers, "besides the process itself, which works too"
    for _ in range(200):
        if not any(worker.exists() for worker in workers):
            break
        time.sleep(0.1)
    assert not [worker for worker in workers if worker.exists()]
    first = {path: path.stat().st_mtime_ns for path in out.glob("handout-*.pdf")}
    assert AT_ONCE <= len(first) < MANY
    for path in first:
        pikepdf.open(path).close()
    assert not list(out.glob(".handout-*"))
    assert "nog niet af" in desk.report()
    journal = len((out / JOURNAL).read_text(encoding="utf-8").splitlines())
    assert AT_ONCE <= journal <= len(first)
    again = subprocess.run([*command(desk, str(out)), "--workers", "2"], capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert len(list(out.glob("handout-*.pdf"))) == MANY
    kept = [path for path, moment in first.items() if path.stat().st_mtime_ns == moment]
    assert len(kept) >= journal
    assert again.stdout.startswith(f"{MANY} rijen: ")


def children_of(parent: int) -> list[Path]:
    """List the processes that a process has started."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"\nPPid:\t{parent}\n" in (process / "status").read_text(encoding="utf-8", errors="replace"):
                found.append(process)
    return found


@pytest.mark.slow
def test_several_processes_make_the_same_pages(desk: Desk) -> None:
    """Byte for byte."""
    desk.write(long_list(8))
    one, two = desk.order.out / "een", desk.order.out / "twee"
    for out, workers in ((one, "1"), (two, "2")):
        done = subprocess.run(
            [*command(desk, str(out)), "--workers", workers], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
    assert names_in(one) == names_in(two)
    for path in one.glob("*.pdf"):
        assert path.read_bytes() == (two / path.name).read_bytes()
