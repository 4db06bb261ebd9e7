"""A file is written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from conftest import names_in

from booklet.output import append, sweep, write
from booklet.report import BookletError, ExitCode


@pytest.mark.parametrize("nameless", [True, False])
@pytest.mark.parametrize("old", [None, b"oud"])
def test_a_file_is_written_with_the_folders_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bytes | None, *, nameless: bool
) -> None:
    """Everybody may read it, and nothing else is left in the folder; also where a file cannot be without a name."""
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    path = tmp_path / "diep" / "output" / "boekje.pdf"
    if old is not None:
        path.parent.mkdir(parents=True)
        path.write_bytes(old)
    write(path, b"nieuw")
    assert path.read_bytes() == b"nieuw"
    assert path.stat().st_mode & 0o777 == 0o644
    assert names_in(path.parent) == ["boekje.pdf"]


def full(*_arguments: Any, **_named: Any) -> None:
    """Behave as a disk that is full."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("step", ["os.fsync", "os.replace", "os.chmod", "os.fdopen", "tempfile.mkstemp"])
def test_the_old_file_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Whatever step fails: the old file is whole, no leftover stands beside it, and somebody hears of it."""
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    path = tmp_path / "boekje.pdf"
    path.write_bytes(b"oud")
    monkeypatch.setattr(step, full)
    with pytest.raises(BookletError) as caught:
        write(path, b"nieuw")
    monkeypatch.undo()
    assert caught.value.code is ExitCode.WRITE
    assert str(caught.value).startswith(f"{path}: schrijven lukt niet: de schijf is vol (schrijven)\n    Doe dit: ")
    assert path.read_bytes() == b"oud"
    assert names_in(tmp_path) == ["boekje.pdf"]


def test_a_disk_that_is_full_halfway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The write itself fails, after a part of it went well."""
    path = tmp_path / "boekje.pdf"
    path.write_bytes(b"oud")
    real = os.fdopen

    class Half:
        """A file that takes three bytes and no more."""

        def __init__(self, *arguments: Any) -> None:
            self.file = real(*arguments)

        def __enter__(self) -> Half:
            return self

        def __exit__(self, *error: object) -> None:
            self.file.close()

        def write(self, content: bytes) -> None:
            self.file.write(content[:3])
            full()

    monkeypatch.setattr(os, "fdopen", Half)
    with pytest.raises(BookletError):
        write(path, b"nieuw")
    assert path.read_bytes() == b"oud"
    assert names_in(tmp_path) == ["boekje.pdf"]


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while writing leaves the old file, and no half one beside it."""

    def interrupt(_handle: int) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "boekje.pdf"
    path.write_bytes(b"oud")
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(path, b"nieuw")
    assert path.read_bytes() == b"oud"
    assert names_in(tmp_path) == ["boekje.pdf"]


def test_a_folder_that_is_a_file_is_a_finding(tmp_path: Path) -> None:
    """Somebody gave --out the name of a file."""
    (tmp_path / "output").write_text("een bestand", encoding="utf-8")
    with pytest.raises(BookletError) as caught:
        write(tmp_path / "output" / "boekje.pdf", b"nieuw")
    assert caught.value.code is ExitCode.WRITE


@pytest.mark.parametrize("nameless", [True, False])
def test_a_private_file_is_for_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, nameless: bool
) -> None:
    """Also on a system that cannot write a file before it has a name, and also when it replaces another one."""
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    path = tmp_path / "diep" / "handout-1.pdf"
    for content in (b"een", b"twee"):
        write(path, content, private=True)
        assert path.read_bytes() == content
        assert path.stat().st_mode & 0o777 == 0o600
        assert names_in(path.parent) == ["handout-1.pdf"]


@pytest.mark.parametrize("step", ["os.fsync", "os.fchmod", "os.link", "os.fdopen"])
def test_the_old_file_stays_when_writing_without_a_name_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """And nothing else is left."""
    path = tmp_path / "handout-1.pdf"
    path.write_bytes(b"oud")
    monkeypatch.setattr(step, full)
    with pytest.raises(BookletError) as caught:
        write(path, b"nieuw", private=step != "os.fchmod")
    monkeypatch.undo()
    assert caught.value.code is ExitCode.WRITE
    assert path.read_bytes() == b"oud"
    assert names_in(tmp_path) == ["handout-1.pdf"]


def test_a_system_without_nameless_files_writes_them_the_other_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some disks on a network cannot do it."""
    real = os.open

    def refuse(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if flags & getattr(os, "O_TMPFILE", 0) == getattr(os, "O_TMPFILE", -1):
            raise OSError(errno.EOPNOTSUPP, "nee")
        return real(path, flags, *rest, **named)

    monkeypatch.setattr(os, "open", refuse)
    write(tmp_path / "handout-1.pdf", b"nieuw", private=True)
    assert names_in(tmp_path) == ["handout-1.pdf"]


def test_lines_are_added(tmp_path: Path) -> None:
    """At the end, in a file for its owner only."""
    path = tmp_path / "map" / ".lijst"
    for lines in (["een", "twee"], ["drie"]):
        append(path, lines)
    assert path.read_text(encoding="utf-8") == "een\ntwee\ndrie\n"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_line_that_cannot_be_added_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for a whole file."""
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(BookletError) as caught:
        append(tmp_path / ".lijst", ["een"])
    assert caught.value.code is ExitCode.WRITE


def test_what_a_killed_process_left_is_swept_away(tmp_path: Path) -> None:
    """Only what has the name of a private file in the making."""
    for name in (".handout-1.pdf.123.deel", ".handout-2.pdf.abc.deel", ".iets.deel", "handout-1.pdf", ".handout-3.pdf"):
        (tmp_path / name).write_bytes(b"x")
    sweep(tmp_path, "handout-*")
    assert names_in(tmp_path) == [".handout-3.pdf", ".iets.deel", "handout-1.pdf"]
