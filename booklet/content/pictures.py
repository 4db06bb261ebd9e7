"""Find drawings and measure them, so that a page can keep their place.

Goes in: the name of an SVG file and its alternative text. Comes out: a `Picture`, or a finding; also advice when the
drawing is older than the pose that it was made from. Must not know who asks.
"""

from __future__ import annotations

import re
from pathlib import Path

from booklet.content.fields import Value
from booklet.content.files import Shelf
from booklet.content.records import ALT_LIMIT, Picture
from booklet.report import Place, Severity, nearest

_SIZE = re.compile(r"<svg\b[^>]*?\bviewBox=[\"']\s*[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)\s*[\"']", re.DOTALL)
_POSE = re.compile(r"<!-- houding ([0-9a-f]{16}) -->\s*</svg>\s*$")  # as the drawing room writes it


def check_alt(name: str, alt: str, asked: Value) -> None:
    """Check that a drawing is described, briefly enough to be read out."""
    if not alt or len(alt) > ALT_LIMIT:
        asked.wrong(
            f"de tekening «{name}» heeft geen beschrijving"
            if not alt
            else "de beschrijving van de tekening is te lang",
            f"schrijf bij alt: in één of twee zinnen wat er te zien is, tot {ALT_LIMIT} tekens.",
            "tekening",
        )


def find_picture(shelf: Shelf, folder: Path, name: str, alt: str, asked: Value, pose: str = "") -> Picture | None:
    """Look up a drawing by its file name; None (with a finding at `asked`) when it cannot be used.

    `pose`: the digest of what it is made from today, if it was made from a pose.
    """
    path = folder / name
    if path.suffix != ".svg" or not shelf.has(path):
        asked.wrong(
            f"de tekening «{path.name}» staat niet in {shelf.name(folder)}",
            f"{nearest(path.name, shelf.drawings(folder))}Zet het SVG-bestand in die map.",
            "tekening",
        )
        return None
    return measured(shelf, path, alt, asked.place, pose)


def measured(shelf: Shelf, path: Path, alt: str, asked: Place, pose: str) -> Picture | None:
    """Read the size of a drawing; None (with a finding) when it has none."""
    text = shelf.read(path)
    if text is None:
        return None
    size = _SIZE.search(text)
    if size is None or not (float(size[1]) and float(size[2])):
        what = f"de tekening «{path.name}» heeft geen maat (viewBox)"
        shelf.problems.add(asked, what, "bewaar de tekening opnieuw als SVG.", "tekening")
        return None
    _check_age(shelf, path, text, pose)
    return Picture(file=path, alt=alt, width=float(size[1]), height=float(size[2]))


def _check_age(shelf: Shelf, path: Path, text: str, pose: str) -> None:
    """Advise to draw again when the pose has changed since; a drawing that names no pose is not judged."""
    drawn_from = _POSE.search(text)
    if pose and drawn_from and drawn_from[1] != pose:
        shelf.problems.add(
            Place(path=shelf.name(path)),
            "deze tekening is ouder dan haar houding",
            f"typ python make_booklet.py figures {re.sub(r'-[0-9]+$', '', path.stem)}",
            "oude-tekening",
            Severity.ADVICE,
        )
