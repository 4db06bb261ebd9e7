"""Read the table of printing inks: for every colour of the screen, how much of each ink is put on paper.

Goes in: the text of styles/drukkleuren.txt. Comes out: inks by colour, or findings. Must not know any page.

The table is a table, and not a colour profile, because only a person can know that a dark blue-grey is meant as black:
letters and thin lines of one ink stay sharp, of four they never quite meet.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from PIL import Image, ImageCms

from booklet.report import BookletError, Finding, Place

Ink = tuple[int, int, int, int]  # cyan, magenta, yellow, black: percents
MOST_INK = 300  # percents together: more than this does not dry
PROFILE = Path(__file__).parent / "fogra39" / "FOGRA39L.icc"
CONDITION = "FOGRA39"
_ROW = re.compile(r"(#[0-9a-f]{6})\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)(?:\s+\S.*)?")


def read_inks(text: str, name: str) -> Mapping[str, Ink]:
    """Read the table: a line that begins with # is a colour and its inks, every other line is explanation.

    Raises `BookletError` with every line that cannot be used; `name` is the file.
    """
    found: dict[str, Ink] = {}
    findings = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#"):
            continue
        row = _ROW.fullmatch(line.strip().lower())
        what = _wrong(row, line, found)
        if row and not what:
            found[row[1]] = _ink(row)
        else:
            place = Place(path=name, line=number)
            remedy = (
                "schrijf de kleur van het scherm, dan cyaan, magenta, geel en zwart in procenten: #0a5552 80 20 45 60"
            )
            findings.append(Finding(place=place, what=what, remedy=f"{remedy}.", rule="drukkleur"))
    if findings:
        raise BookletError(findings)
    return found


def _ink(row: re.Match[str]) -> Ink:
    return (int(row[2]), int(row[3]), int(row[4]), int(row[5]))


def _wrong(row: re.Match[str] | None, line: str, found: Mapping[str, Ink]) -> str:
    """Say what is wrong with a line; empty when nothing is."""
    if row is None:
        return f"«{line.strip()}» is geen regel van de tabel"
    if row[1] in found:
        return f"de kleur {row[1]} staat er twee keer in"
    if max(_ink(row)) > 100:
        return f"de kleur {row[1]} heeft meer dan 100 procent van een inkt"
    if sum(_ink(row)) > MOST_INK:
        return f"de kleur {row[1]} heeft samen meer dan {MOST_INK} procent inkt en droogt niet"
    return ""


def proposal(colour: str) -> Ink:
    """Propose inks that look like a colour of the screen, by the profile of the paper."""
    ink = in_inks(Image.new("RGB", (1, 1), colour)).getpixel((0, 0))
    assert isinstance(ink, tuple)
    cyan, magenta, yellow, black = (round(part / 255 * 100) for part in ink)
    return cyan, magenta, yellow, black


def in_inks(picture: Image.Image) -> Image.Image:
    """Turn a picture for the screen into one for print, on white paper."""
    flat = Image.new("RGBA", picture.size, "white")
    flat.alpha_composite(picture.convert("RGBA"))
    printed = ImageCms.applyTransform(flat.convert("RGB"), _to_inks())
    assert printed is not None
    return printed


@cache
def _to_inks() -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        io.BytesIO(PROFILE.read_bytes()),
        "RGB",
        "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
