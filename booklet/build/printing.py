"""Make of the finished booklet what goes on paper: sheets to fold, and a file with a note for the print shop.

Goes in: the sources, read, and the bytes of the finished booklet. Comes out: bytes. Must not know the output.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path

from booklet.build.booklet import particulars
from booklet.content.records import Library
from booklet.page.print_order import Printwork, compose_order
from booklet.pdf.audit_print import measure
from booklet.pdf.impose import Fold, impose
from booklet.pdf.inks import CONDITION, Ink, proposal, read_inks
from booklet.pdf.press import to_press
from booklet.report import BookletError, Finding, Place

INKS = "styles/drukkleuren.txt"


def make_fold(library: Library, screen: bytes) -> bytes:
    """Lay the pages of the booklet on sheets as praktijk.yaml asks. Raises `BookletError`."""
    folding = library.practice.folding
    fold = Fold(thickness=folding.thickness, fold_marks=folding.fold_marks, staple_marks=folding.staple_marks)
    about = particulars(library)
    return impose(screen, replace(about, title=f"{about.title} (om te vouwen)"), fold)


def make_press(library: Library, root: Path, screen: bytes) -> bytes:
    """Make the file for the print shop. Raises `BookletError` with every colour that has no inks."""
    pressed = to_press(screen, particulars(library), _inks(root))
    if pressed.unknown:
        raise BookletError(_without_inks(root, pressed.unknown))
    return pressed.pdf


def order_note(library: Library, file: str, press: bytes) -> bytes:
    """Write the note that goes with the file for the print shop, from what was measured of that file."""
    return compose_order(library, Printwork(file=file, profile=CONDITION, **asdict(measure(press)))).encode()


def _inks(root: Path) -> Mapping[str, Ink]:
    try:
        text = (root / INKS).read_text(encoding="utf-8-sig")
    except (FileNotFoundError, UnicodeDecodeError) as error:
        what = (
            "deze tabel ontbreekt"
            if isinstance(error, FileNotFoundError)
            else "deze tabel is niet als UTF-8 opgeslagen"
        )
        remedy = "zet haar terug, of haal een eerdere versie op."
        raise BookletError([Finding(place=Place(path=INKS), what=what, remedy=remedy, rule="drukkleur")]) from error
    return read_inks(text, INKS)


def _without_inks(root: Path, colours: Iterable[str]) -> list[Finding]:
    """Say of every colour without inks where it stands, and which line of the table would print it."""
    found = []
    for colour in colours:
        ink = "  ".join(f"{part:3}" for part in proposal(colour))
        found.append(
            Finding(
                place=find_colour(root, colour) or Place(path=INKS),
                what=f"de kleur {colour} heeft geen drukkleur",
                remedy=f"neem een kleur uit {INKS}, of zet daarin deze regel: {colour} {ink}",
                rule="drukkleur",
            )
        )
    return found


def find_colour(root: Path, colour: str) -> Place | None:
    """Find the file and line in which a colour stands, also when it is written short or in capitals."""
    short = f"|{colour[0::2]}\\b" if colour[1::2] == colour[2::2] else ""
    pattern = re.compile(f"{colour}\\b{short}", re.IGNORECASE)
    for folder in ("chapters", "styles"):
        for path in sorted(path for path in (root / folder).rglob("*") if path.suffix in (".svg", ".css")):
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
                if pattern.search(line):
                    return Place(path=path.relative_to(root).as_posix(), line=number)
    return None
