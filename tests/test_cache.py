"""What takes long to make is kept: whole, for its owner only, and never trusted when it is damaged."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import names_in

from booklet import cache
from booklet.cache import folder, kept


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep things in a folder of this test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def counting(made: list[bytes], content: bytes = b"gemaakt") -> Callable[[], bytes]:
    """Make something, and note that it was made."""

    def make() -> bytes:
        made.append(content)
        return content

    return make


def test_what_was_made_of_a_recipe_is_made_once() -> None:
    """Another recipe, or another name, is another thing."""
    made: list[bytes] = []
    assert [kept("proef", b"recept", counting(made)) for _ in range(3)] == [b"gemaakt"] * 3
    assert len(made) == 1
    kept("proef", b"ander recept", counting(made))
    kept("anders", b"recept", counting(made))
    assert len(made) == 3


@pytest.mark.parametrize("damage", [b"", b"gemaakt", b"\0" * 60])
def test_what_is_damaged_is_made_again(damage: bytes) -> None:
    """A disk that was full, or somebody who was curious."""
    made: list[bytes] = []
    kept("proef", b"recept", counting(made))
    (file,) = folder().iterdir()
    file.write_bytes(damage)
    assert kept("proef", b"recept", counting(made)) == b"gemaakt"
    assert kept("proef", b"recept", counting(made)) == b"gemaakt"
    assert len(made) == 2


def test_what_is_kept_is_for_its_owner_only() -> None:
    """And nothing else stays in the folder."""
    kept("proef", b"recept", lambda: b"x")
    (file,) = folder().iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.name.startswith("proef-")


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    """What is made is given all the same."""
    (tmp_path / "cache").write_text("een bestand in plaats van een map", encoding="utf-8")
    assert kept("proef", b"recept", lambda: b"x") == b"x"


def test_only_the_newest_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of each name: the folder does not grow for ever."""
    monkeypatch.setattr(cache, "NEWEST", 3)
    for number in range(8):
        kept("proef", str(number).encode(), lambda: b"x")
        kept("anders", b"recept", lambda: b"x")
    assert [name.partition("-")[0] for name in names_in(folder())] == ["anders", "proef", "proef", "proef"]
    made: list[bytes] = []
    kept("proef", b"7", counting(made))
    assert made == []


@pytest.mark.parametrize("setting", ["", "cache"])
def test_without_a_setting_things_are_kept_in_the_home_folder(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    """Nor does a setting count that is no full path (XDG Base Directory Specification)."""
    monkeypatch.setenv("XDG_CACHE_HOME", setting)
    assert folder() == Path.home() / ".cache" / "rugboekje"
