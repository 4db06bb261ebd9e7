"""The typesetter opens nothing but our own pictures, styles and fonts."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from booklet.pdf.fetcher import LockedFetcher


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder that may be read, with a secret beside it and a link to that secret in it."""
    own = tmp_path / "eigen"
    own.mkdir()
    (own / "beeld één.svg").write_text("<svg/>", encoding="utf-8")
    (own / "tekst.txt").write_text("tekst", encoding="utf-8")
    (tmp_path / "geheim.svg").write_text("geheim", encoding="utf-8")
    (tmp_path / "eigen-niet").mkdir()
    (tmp_path / "eigen-niet" / "geheim.svg").write_text("geheim", encoding="utf-8")
    (own / "link.svg").symlink_to(tmp_path / "geheim.svg")
    (own / "ook-goed.svg").symlink_to(own / "beeld één.svg")
    (own / "map").symlink_to(tmp_path)
    return own


@pytest.mark.parametrize("name", ["beeld één.svg", "ook-goed.svg", "map/eigen/beeld één.svg"])
def test_a_file_in_the_folder_is_opened(folder: Path, name: str) -> None:
    """Also with spaces and accents, and by a link that stays inside."""
    response = LockedFetcher([folder]).fetch((folder / name).as_uri())
    assert response.read() == b"<svg/>"
    assert response.content_type == "image/svg+xml"


def test_a_transparent_picture_is_laid_on_white_where_pages_are(folder: Path) -> None:
    """On paper it comes to the same; other pictures stay as they are, byte for byte."""
    pictures = {"half.png": Image.new("RGBA", (2, 2), (0, 0, 0, 0)), "dicht.png": Image.new("RGB", (2, 2), "red")}
    fetcher = LockedFetcher([folder], white=True)
    got = {}
    for name, picture in pictures.items():
        picture.save(folder / name)
        got[name] = fetcher.fetch((folder / name).as_uri()).read()
    with Image.open(io.BytesIO(got["half.png"])) as laid:
        assert (laid.mode, laid.getpixel((1, 1))) == ("RGB", (255, 255, 255))
    assert got["dicht.png"] == (folder / "dicht.png").read_bytes()
    assert LockedFetcher([folder]).fetch((folder / "half.png").as_uri()).read() == (folder / "half.png").read_bytes()


def test_an_address_may_name_this_computer(folder: Path) -> None:
    """`file://localhost/` is the same as `file:///`."""
    uri = (folder / "ook-goed.svg").as_uri().replace("file://", "FILE://localhost")
    assert LockedFetcher([folder]).fetch(uri).read() == b"<svg/>"


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/a.svg",
        "https://example.org/a.svg",
        "ftp://example.org/a.svg",
        "data:image/svg+xml,<svg/>",
        "file://example.org/a.svg",
        "file:///etc/passwd",
        "a.svg",
        "",
        "FOLDER/../geheim.svg",
        "FOLDER/%2e%2e/geheim.svg",
        "FOLDER/..%2fgeheim.svg",
        "FOLDER/link.svg",
        "FOLDER/map/geheim.svg",
        "FOLDER-niet/geheim.svg",
        "FOLDER/tekst.txt",
        "FOLDER",
    ],
)
def test_everything_else_is_refused(folder: Path, address: str) -> None:
    """No network, no way out of the folder, no other kind of file."""
    with pytest.raises(ValueError, match=r"geen bestand op deze computer|niet in een map van het boekje"):
        LockedFetcher([folder]).fetch(address.replace("FOLDER", folder.as_uri()))


def test_a_file_that_is_not_there_is_an_error(folder: Path) -> None:
    """The typesetter turns it into a finding."""
    with pytest.raises(FileNotFoundError):
        LockedFetcher([folder]).fetch((folder / "nergens.svg").as_uri())


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """A mistake in the program would otherwise allow nothing, or too much."""
    with pytest.raises(FileNotFoundError):
        LockedFetcher([tmp_path / "nergens"])
