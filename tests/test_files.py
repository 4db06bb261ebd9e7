"""Files as staff save them: with and without a head, in whatever encoding their editor chose."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.content.fields import Problems
from booklet.content.files import Shelf

GOOD = "---\ntitel: Café\n---\nTekst."


def shelf_with(folder: Path, raw: bytes) -> tuple[Shelf, Path]:
    """Make a shelf that holds one file."""
    path = folder / "chapters" / "a.md"
    path.parent.mkdir()
    path.write_bytes(raw)
    return Shelf(root=folder, problems=Problems()), path


@pytest.mark.parametrize(
    ("raw", "first_line", "text"),
    [
        (GOOD.encode(), 4, "Tekst."),
        (GOOD.encode("utf-8-sig"), 4, "Tekst."),
        (GOOD.replace("\n", "\r\n").encode(), 4, "Tekst."),
        (b"--- \ntitel: Caf\xc3\xa9\n\n---  \n\nTekst.\n---\nMeer.", 5, "\nTekst.\n---\nMeer."),
        ("---\ntitel: Café\n---".encode(), 4, ""),
    ],
    ids=["plain", "with a byte order mark", "from Windows", "with loose spaces", "without text"],
)
def test_a_head_is_split_from_its_text(tmp_path: Path, raw: bytes, first_line: int, text: str) -> None:
    """The text knows on which line of the file it starts."""
    shelf, path = shelf_with(tmp_path, raw)
    headed = shelf.headed(path)
    assert headed is not None
    assert headed.fields.text("titel") == "Café"
    assert (headed.first_line, headed.text) == (first_line, text)
    assert not shelf.problems.findings


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"titel: Brug\n", "chapters/a.md:1: de kop tussen twee regels met --- ontbreekt (kop)"),
        (b"", "chapters/a.md:1: de kop tussen twee regels met --- ontbreekt (kop)"),
        (b"---\ntitel: Brug\n", "chapters/a.md:1: de kop tussen twee regels met --- ontbreekt (kop)"),
        (b"\n---\ntitel: Brug\n---\n", "chapters/a.md:1: de kop tussen twee regels met --- ontbreekt (kop)"),
        (b"---\n---\nTekst.", "chapters/a.md:2: hier staat niets (yaml)"),
        (GOOD.encode("cp1252"), "chapters/a.md:2: dit bestand is niet als UTF-8 opgeslagen (bestand)"),
        (GOOD.encode("utf-16"), "chapters/a.md:1: dit bestand is niet als UTF-8 opgeslagen (bestand)"),
        (b"---\ntitel: Brug\nalt: a: b\n---\n", "chapters/a.md:3: dit is geen geldige YAML"),
    ],
    ids=["no head", "empty", "not closed", "a line before it", "empty head", "Windows-1252", "UTF-16", "no YAML"],
)
def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path, raw: bytes, said: str) -> None:
    """Nobody gets a stack trace for the way an editor saves."""
    shelf, path = shelf_with(tmp_path, raw)
    assert shelf.headed(path) is None
    assert len(shelf.problems.findings) == 1
    assert str(shelf.problems.findings[0]).startswith(said)


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    """It is named as staff know it, from the folder of the project."""
    shelf = Shelf(root=tmp_path, problems=Problems())
    assert shelf.fields(tmp_path / "chapters" / "praktijk.yaml") is None
    (finding,) = shelf.problems.findings
    assert str(finding).splitlines() == [
        "chapters/praktijk.yaml: dit bestand ontbreekt (bestand)",
        "    Doe dit: zet het terug, of haal een eerdere versie op.",
    ]


def test_a_folder_where_a_file_should_be_is_a_finding(tmp_path: Path) -> None:
    """Whatever the system says of it comes along."""
    shelf = Shelf(root=tmp_path, problems=Problems())
    (tmp_path / "a.md").mkdir()
    assert shelf.headed(tmp_path / "a.md") is None
    assert shelf.problems.findings[0].what.startswith("dit bestand kan niet open: ")
