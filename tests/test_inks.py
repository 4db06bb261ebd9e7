"""The table of printing inks: complete, sober with ink, and like the colours of the screen."""

from __future__ import annotations

import io
import re

import pytest
from conftest import REAL
from PIL import Image, ImageCms

from booklet.build.booklet import STYLES
from booklet.build.printing import INKS
from booklet.figures.palette import COLOURS
from booklet.pdf.inks import MOST_INK, PROFILE, Ink, in_inks, proposal, read_inks
from booklet.report import BookletError

TABLE = read_inks((REAL / INKS).read_text(encoding="utf-8"), INKS)
# What is set in letters or drawn in thin lines: black alone, so that four inks need not meet.
SHARP = ("#000000", "#1f2a33", "#3d4a55", "#22313f", "#7f919d", "#b9c7d0", "#4f626e", "#37474f")
# Where paper cannot follow a screen: dark reds.
BEYOND = ("#8a3110", "#b0330c")
ALIKE = 2.5  # the distance in Lab that a reader just sees


def sources() -> dict[str, str]:
    """Give every colour of the booklet and its drawings, with a file in which it stands; night is for screens only."""
    files = [REAL / "styles" / name for name in STYLES]
    files += [*(REAL / "styles/tekens").glob("*.svg"), *(REAL / "chapters").rglob("*.svg")]
    files.append(REAL / "chapters/figuren/mensen.yaml")
    found = dict.fromkeys(COLOURS.values(), "booklet/figures/palette.py")
    for file in files:
        text = re.sub(
            r"/\*.*?\*/|--(?:nacht-\w+|avondplaat):[^;]*;", "", file.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        for written in re.findall(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b", text):
            digits = written[1:].lower()
            full = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
            found[f"#{full}"] = file.relative_to(REAL).as_posix()
    return found


def test_every_colour_of_the_booklet_has_inks() -> None:
    """Also those of people and things that are not drawn yet."""
    assert len(sources()) > 80
    assert {colour: file for colour, file in sources().items() if colour not in TABLE} == {}


def test_letters_and_thin_lines_are_printed_in_black_alone() -> None:
    """And running text in all of it."""
    assert [TABLE[colour][:3] for colour in SHARP] == [(0, 0, 0)] * len(SHARP)
    assert TABLE["#1f2a33"] == (0, 0, 0, 100)
    assert TABLE["#ffffff"] == (0, 0, 0, 0)


def test_no_colour_takes_more_ink_than_dries() -> None:
    """The table keeps far below what paper can bear."""
    assert max(map(sum, TABLE.values())) <= 240 < MOST_INK


def lab(picture: Image.Image) -> tuple[float, ...]:
    """Measure a colour as the eye sees it, on its own paper."""
    source = io.BytesIO(PROFILE.read_bytes()) if picture.mode == "CMYK" else ImageCms.createProfile("sRGB")
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    to_lab = ImageCms.buildTransform(source, ImageCms.createProfile("LAB"), picture.mode, "LAB", renderingIntent=intent)
    measured = ImageCms.applyTransform(picture, to_lab)
    assert measured is not None
    light, red, yellow = measured.getpixel((0, 0))
    return light / 2.55, red - 128, yellow - 128


def distance(colour: str, ink: Ink) -> float:
    """Say how far a printed colour is from the one on the screen."""
    printed = Image.new("CMYK", (1, 1), tuple(round(part * 2.55) for part in ink))
    pairs = zip(lab(Image.new("RGB", (1, 1), colour)), lab(printed), strict=True)
    return float(sum((one - other) ** 2 for one, other in pairs) ** 0.5)


def test_colours_on_paper_look_like_those_on_the_screen() -> None:
    """By the profile of the paper; what is black on purpose keeps its lightness."""
    far = {colour: distance(colour, ink) for colour, ink in TABLE.items() if any(ink[:3]) and colour not in BEYOND}
    assert len(far) > 75
    assert {colour: how for colour, how in far.items() if how > ALIKE} == {}
    assert all(distance(colour, TABLE[colour]) < 7 for colour in BEYOND)
    for colour in ("#3d4a55", "#7f919d", "#b9c7d0", "#4f626e", "#37474f", "#93a6b3"):
        printed = Image.new("CMYK", (1, 1), tuple(round(part * 2.55) for part in TABLE[colour]))
        assert lab(printed)[0] == pytest.approx(lab(Image.new("RGB", (1, 1), colour))[0], abs=4)


@pytest.mark.parametrize("colour", ["#ff8800", "#123456", "#c0ffee"])
def test_a_proposal_can_be_put_in_the_table_as_it_is(colour: str) -> None:
    """Staff copy the line that a finding gives them."""
    ink = proposal(colour)
    written = f"{colour} " + "  ".join(f"{part:3}" for part in ink)
    assert read_inks(written, "t") == {colour: ink}
    assert distance(colour, ink) < 30


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("uitleg\n#0A5552 80 20 45 60 petrol", {"#0a5552": (80, 20, 45, 60)}),
        ("#000000   0 0 0 100", {"#000000": (0, 0, 0, 100)}),
        ("scherm C M Y K\n\n", {}),
        ("#0a5552 80 20 45", "t:1: «#0a5552 80 20 45» is geen regel van de tabel"),
        ("\n#abc 0 0 0 0", "t:2: «#abc 0 0 0 0» is geen regel van de tabel"),
        ("#0a5552 80,5 20 45 60", "t:1: «#0a5552 80,5 20 45 60» is geen regel van de tabel"),
        ("#0a5552 80 20 45 101", "t:1: de kleur #0a5552 heeft meer dan 100 procent van een inkt"),
        ("#0a5552 80 80 80 61", "t:1: de kleur #0a5552 heeft samen meer dan 300 procent inkt en droogt niet"),
        ("#0a5552 0 0 0 9\n#0A5552 0 0 0 8", "t:2: de kleur #0a5552 staat er twee keer in"),
    ],
)
def test_the_table_is_read_line_by_line(text: str, expected: dict[str, Ink] | str) -> None:
    """What begins with # must be a colour with four inks; the rest is explanation."""
    if isinstance(expected, dict):
        assert read_inks(text, "t") == expected
        return
    with pytest.raises(BookletError) as caught:
        read_inks(text, "t")
    assert str(caught.value).startswith(f"{expected} (drukkleur)\n    Doe dit: schrijf de kleur van het scherm")


def test_all_mistakes_are_said_in_one_go() -> None:
    """A printer who changes a column makes more than one."""
    with pytest.raises(BookletError) as caught:
        read_inks("#1 1\n#2 2\n#aabbcc 0 0 0 101", "t")
    assert [finding.place.line for finding in caught.value.findings] == [1, 2, 3]


def test_a_transparent_picture_comes_on_white_paper() -> None:
    """Not on black, and not on nothing."""
    ink = in_inks(Image.new("RGBA", (2, 2), (255, 0, 0, 0)))
    assert (ink.mode, ink.getpixel((0, 0))) == ("CMYK", (0, 0, 0, 0))
