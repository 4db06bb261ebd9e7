"""What takes long is made once for a run of the tests: whoever asks later gets the same, or hears that it failed."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from once import Once


def test_who_asks_at_the_same_time_waits_for_the_one_that_makes_it(tmp_path: Path) -> None:
    """Each has a folder of its own name, and it is made once."""
    made: list[str] = []

    def make(folder: Path) -> str:
        time.sleep(0.2)
        made.append(folder.name)
        (folder / "bestand").write_text("hier", encoding="utf-8")
        return f"{folder.name} {len(made)}"

    once = Once(folder=tmp_path)
    with ThreadPoolExecutor(3) as processes:
        given = [processes.submit(once, name, make) for name in ("boekje", "boekje", "blad", "boekje")]
    assert [future.result().split()[0] for future in given] == ["boekje", "boekje", "blad", "boekje"]
    assert len({future.result() for future in given}) == 2
    assert sorted(made) == ["blad", "boekje"]
    assert (tmp_path / "boekje" / "bestand").read_text(encoding="utf-8") == "hier"


def test_what_could_not_be_made_is_not_waited_for(tmp_path: Path) -> None:
    """The first says why; the others do not try again for minutes."""
    once = Once(folder=tmp_path)

    def fail(_folder: Path) -> str:
        raise ValueError("de tekst klopt niet")

    with pytest.raises(ValueError, match="klopt niet"):
        once("boekje", fail)
    with pytest.raises(AssertionError, match="boekje could not be made: the test that asked for it first says why"):
        once("boekje", fail)
