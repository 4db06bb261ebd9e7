"""A list made by a Dask cluster on this computer: also when one of its workers dies, every page is there once."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pikepdf
import pytest
from conftest import REAL, Project

from booklet.batch import JOURNAL
from booklet.batch.cluster import on_cluster
from booklet.report import BookletError, ExitCode

MANY, BUNDLES = 120, 12


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def dask(*arguments: str) -> subprocess.Popen[bytes]:
    """Start a part of a cluster."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-m", "dask", *arguments], cwd=REAL, **quiet)


def wait_for(path: Path, seconds: int) -> None:
    """Wait until a file is there."""
    for _ in range(seconds * 20):
        if path.is_file():
            return
        time.sleep(0.05)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and two workers on the loopback interface."""
    address = f"127.0.0.1:{free_port()}"
    host, port = address.split(":")
    with ExitStack() as stack:
        processes = [dask("scheduler", "--host", host, "--port", port, "--no-dashboard", "--no-show")]
        worker = ("worker", f"tcp://{address}", "--host", host, "--no-nanny", "--nthreads", "1", "--no-dashboard")
        worker += ("--local-directory", str(tmp_path / "dask"))
        processes += [dask(*worker), dask(*worker)]
        for process in processes:
            stack.callback(process.wait)
            stack.callback(process.kill)
        yield f"tcp://{address}", processes[1:]


@pytest.mark.slow
def test_every_page_arrives_once_when_a_worker_dies(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], clinic: Project, tmp_path: Path
) -> None:
    """One of two workers is killed after the first pages: the list goes on, none is lost, and all are whole."""
    address, workers = cluster
    asked = ("brug", "kat-koe, brug", "kat-koe")
    rows = "".join(f"Zoë de Wit;{asked[number % 3]}\n" for number in range(MANY))
    (tmp_path / "lijst.csv").write_text(f"naam;oefeningen\n{rows}", encoding="utf-8")
    out = tmp_path / "uit"
    program = [sys.executable, str(REAL / "make_booklet.py"), "handouts", str(tmp_path / "lijst.csv")]
    options = ["--root", str(clinic.root), "--out", str(out), "--workers", str(BUNDLES), "--dask", address]
    with subprocess.Popen([*program, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        wait_for(out / JOURNAL, 120)
        first = len((out / JOURNAL).read_text(encoding="utf-8").splitlines())
        os.kill(workers[0].pid, signal.SIGKILL)
        said, wrong = running.communicate(timeout=120)
    assert running.returncode == 0, wrong
    assert 0 < first < MANY, "a worker died in the middle"
    assert said.startswith(f"{MANY} rijen: {MANY} gemaakt.")
    done = [line.split("\t")[0] for line in (out / JOURNAL).read_text(encoding="utf-8").splitlines()]
    assert len(done) == len(set(done)) == MANY
    assert sorted(done) == sorted(path.name for path in out.glob("*.pdf"))
    for name in done:
        pikepdf.open(out / name).close()


def test_an_address_where_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is said in Dutch, with what to do."""
    monkeypatch.setattr("booklet.batch.cluster.PATIENCE", "1s")
    with pytest.raises(BookletError) as caught:
        list(on_cluster([()], f"tcp://127.0.0.1:{free_port()}"))
    assert (caught.value.code, caught.value.findings[0].rule) == (ExitCode.MISSING, "cluster")
    assert "op dit adres antwoordt geen cluster" in str(caught.value)
