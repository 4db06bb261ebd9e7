"""Find drawings and measure them, so that a page can keep their place.

Goes in: the name of an SVG file and its alternative text. Comes out: a `Picture`, or a finding.
"""

from __future__ import annotations

import re
from pathlib import Path

from booklet.content.fields import Value
from booklet.content.files import Shelf
from booklet.content.records import Picture
from booklet.report import nearest

_SIZE = re.compile(r"<svg\b[^>]*?\bviewBox=[\"']\s*[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)\s*[\"']", re.DOTALL)
ALT_LIMIT = 250


def find_picture(shelf: Shelf, folder: Path, name: str, alt: str, asked: Value) -> Picture | None:
    """Look up a drawing by its file name; None (with a finding at `asked`) when it cannot be used."""
    path = folder / name
    if path.suffix != ".svg" or not path.is_file():
        known = [file.name for file in folder.glob("*.svg")]
        asked.wrong(
            f"de tekening «{path.name}» staat niet in {shelf.name(folder)}",
            f"{nearest(path.name, known)}Zet het SVG-bestand in die map.",
            "tekening",
        )
        return None
    if not alt or len(alt) > ALT_LIMIT:
        asked.wrong(
            f"de tekening «{path.name}» heeft geen beschrijving"
            if not alt
            else "de beschrijving van de tekening is te lang",
            f"schrijf bij alt: in één of twee zinnen wat er te zien is, tot {ALT_LIMIT} tekens.",
            "tekening",
        )
    text = shelf.read(path)
    if text is None:
        return None
    size = _SIZE.search(text)
    if size is None or not (float(size[1]) and float(size[2])):
        asked.wrong(
            f"de tekening «{path.name}» heeft geen maat (viewBox)", "bewaar de tekening opnieuw als SVG.", "tekening"
        )
        return None
    return Picture(file=path, alt=alt, width=float(size[1]), height=float(size[2]))
