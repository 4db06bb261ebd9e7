"""All editions in one run: each whole or not at all, and none of them in the way of the others."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from conftest import REAL, Project, names_in

from booklet import workers
from booklet.build import editions
from booklet.build.editions import Edition, Maker, Product, Sources, build_editions
from booklet.build.progress import Progress
from booklet.report import BookletError, ExitCode, Finding, Place

WRONG = Finding(place=Place(path="boekje.pdf"), what="niet getagd", remedy="meld dit.", rule="keuring")
TYPO = Finding(place=Place(path="chapters/10-pijn.md", line=6), what="dubbel", remedy="haal weg.", rule="dubbel")
IN_FOLDER = ("goud.pdf", "hout.pdf", "zilver.pdf")


def good(_sources: Sources, first: Product | None, progress: Progress) -> Product:
    """Make an edition that says of which it was made."""
    progress("maken")
    return Product(pages=4, file=b"van " + (first.file if first else b"niets"), beside={}, complaints=())


def judged(_sources: Sources, _first: Product | None, _progress: Progress) -> Product:
    """Make an edition that fails its audit."""
    return Product(pages=4, file=b"slecht", beside={"erbij.txt": b"slecht"}, complaints=(WRONG,))


def stopped(_sources: Sources, _first: Product | None, _progress: Progress) -> Product:
    """Meet a mistake in a source."""
    raise BookletError([TYPO])


Arrange = Callable[[Maker, Maker, Maker], None]


@pytest.fixture
def arrange(monkeypatch: pytest.MonkeyPatch) -> Arrange:
    """Let there be three editions in two families, made one after the other as on a machine with one core."""

    def make(gold: Maker, silver: Maker, wood: Maker) -> None:
        families = (
            (
                Edition(name="goud", file="goud.pdf", make=gold),
                Edition(name="zilver", file="zilver.pdf", make=silver),
            ),
            (Edition(name="hout", file="hout.pdf", make=wood),),
        )
        monkeypatch.setattr(editions, "FAMILIES", families)
        monkeypatch.setattr(editions, "_ORDER", {"goud.pdf": 0, "zilver.pdf": 1, "hout.pdf": 2})
        monkeypatch.setattr(workers.os, "cpu_count", lambda: 1)

    return make


@pytest.mark.parametrize(
    ("makers", "written", "said", "code"),
    [
        ((good, good, good), "goud hout zilver", [], None),
        # The first of a family fails: what would be made of it is not sound either.
        ((stopped, good, good), "hout", [TYPO], ExitCode.CONTENT),
        ((good, stopped, good), "goud hout", [TYPO], ExitCode.CONTENT),
        ((good, judged, good), "goud hout", [WRONG], ExitCode.AUDIT),
        ((good, good, judged), "goud zilver", [WRONG], ExitCode.AUDIT),
        # A mistake in a source is one mistake, however many editions meet it.
        ((stopped, good, stopped), "", [TYPO], ExitCode.CONTENT),
        ((good, stopped, judged), "goud", [TYPO, WRONG], ExitCode.AUDIT),
    ],
)
def test_an_edition_that_fails_keeps_its_old_file_and_the_others_are_made(
    project: Project,
    arrange: Arrange,
    makers: tuple[Maker, Maker, Maker],
    written: str,
    said: list[Finding],
    code: ExitCode | None,
) -> None:
    """Whoever fails, in whichever family."""
    arrange(*makers)
    out = project.root / "output"
    for name in IN_FOLDER:
        project.write(f"output/{name}", "oud")
    with pytest.raises(BookletError) if said else contextlib.nullcontext() as caught:
        build_editions(project.root, out, ("goud", "zilver", "hout"))
    if caught:
        assert (list(caught.value.findings), caught.value.code) == (sorted(said), code)
    assert names_in(out) == list(IN_FOLDER)
    assert [path.stem for path in sorted(out.iterdir()) if path.read_bytes() != b"oud"] == written.split()


@pytest.mark.parametrize(
    ("names", "steps"),
    [
        (("goud", "zilver", "hout"), ["uitgaven maken", "2 van 3 uitgaven", "3 van 3 uitgaven"]),
        (("zilver", "hout"), ["uitgaven maken", "1 van 2 uitgaven", "2 van 2 uitgaven"]),
        (("zilver",), ["lezen", "maken", "maken"]),
    ],
)
def test_the_run_tells_how_far_it_is(
    project: Project, arrange: Arrange, names: tuple[str, ...], steps: list[str]
) -> None:
    """Of one edition each step, of more of them how many are done; they come in the order of the table."""
    arrange(good, good, good)
    told: list[str] = []
    made = build_editions(project.root, project.root / "output", names, told.append)
    assert told == steps
    assert [built.path.stem for built in made] == list(names)
    assert (project.root / "output/zilver.pdf").read_bytes() == b"van van niets"


def command(project: Project) -> list[str]:
    """Give the command that makes every edition."""
    return [sys.executable, str(REAL / "make_booklet.py"), "booklet", "--root", str(project.root)]


@pytest.mark.slow
def test_processes_side_by_side_keep_to_it(project: Project) -> None:
    """As staff type it: a style sheet of the large letters is gone, the other editions are made and sound."""
    project.drop("styles/large-page.css")
    project.write("output/boekje-grote-letters.pdf", "oud")
    done = subprocess.run(command(project), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (ExitCode.CONTENT, "")
    assert done.stderr.startswith("styles/large-page.css: dit stijlblad ontbreekt (stijl)\n    Doe dit: zet het terug.")
    assert (project.root / "output/boekje-grote-letters.pdf").read_text(encoding="utf-8") == "oud"
    for name in ("boekje.pdf", "boekje-vouwen.pdf", "boekje-drukker.pdf"):
        pikepdf.open(project.root / "output" / name).close()


def children_of(parent: int) -> list[Path]:
    """List the processes that a process has started."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"\nPPid:\t{parent}\n" in (process / "status").read_text(encoding="utf-8", errors="replace"):
                found.append(process)
    return found


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="looks for processes where Linux keeps them")
@pytest.mark.parametrize(
    ("sign", "code", "said"),
    [
        (signal.SIGINT, ExitCode.INTERRUPTED, "Gestopt. Er is niets half geschreven.\n"),
        (signal.SIGKILL, -signal.SIGKILL, ""),
    ],
)
def test_a_run_that_is_stopped_halfway_leaves_nothing(
    project: Project, sign: signal.Signals, code: int, said: str
) -> None:
    """By Ctrl-C or `kill -9`: the old file is whole, no half one stands beside it, no process goes on."""
    project.write("output/boekje.pdf", "oud")
    running = subprocess.Popen(command(project), stderr=subprocess.PIPE, text=True)
    for _ in range(600):
        # A worker reads the sources only after it has started: none can be done yet.
        if len(at_work := children_of(running.pid)) >= 2:
            break
        time.sleep(0.02)
    time.sleep(0.5)
    os.kill(running.pid, sign)
    _, err = running.communicate(timeout=60)
    for _ in range(100):
        if not any(process.exists() for process in at_work):
            break
        time.sleep(0.05)
    assert running.returncode == code
    assert err == said or not said  # Python itself may have something to say of a parent that was killed
    assert at_work
    assert not [process for process in at_work if process.exists()]
    assert names_in(project.root / "output") == ["boekje.pdf"]
    assert (project.root / "output/boekje.pdf").read_text(encoding="utf-8") == "oud"
