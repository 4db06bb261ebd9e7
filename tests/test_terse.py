"""Content streams in fewer bytes: the same marks on paper."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from booklet.pdf.paths import short_number
from booklet.pdf.terse import DEFAULTS, terse

DRAWING = b"""q
1 0 0 1 0 0 cm
q
q
0.901961 0.933333 0.941176 rg
0.901961 0.933333 0.941176 RG
4 w
[] 0 d
1 j
4 M
0 0 m
20.0004 30 m
20.0004 30 60 50 90 30 c
90 90 60 80 60 80 c
h
B
Q
q
0.901961 0.933333 0.941176 rg
0.541176 0.192157 0.062745 RG
4 w
[3 2] 0 d
1 j
4 M
10 10 m
90 95 l
S
Q
Q
q
Q
q
5 60 30 30 re
W
n
q
0.5 0 0 0.5 0 0 cm
1 0 0 1 10 100 cm
0.1 0.2 0.3 rg
0 0 80 80 re
f
Q
Q
q
0.1 0.2 0.3 rg
70 5 20.25 12.5 re
W
n
70 5 20.25 12.5 re
f
Q
Q""".split(b"\n")


def drawn(lines: list[bytes]) -> pypdfium2.PdfBitmap:
    """Draw a stream on a page."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(100, 100))
        pdf.pages[0].Contents = pdf.make_stream(b"\n".join(lines))
        out = io.BytesIO()
        pdf.save(out)
    return pypdfium2.PdfDocument(out.getvalue())[0].render(scale=4)


def test_the_same_comes_on_paper() -> None:
    """Pixel by pixel, in fewer bytes."""
    short = terse(DRAWING)
    assert len(b"\n".join(short)) < 0.6 * len(b"\n".join(DRAWING))
    images = [drawn(lines).to_pil().convert("RGB") for lines in (DRAWING, short)]
    assert max(most for _, most in ImageChops.difference(*images).getextrema()) <= 2  # shades, of 256
    assert images[0].getextrema() != ((255, 255),) * 3


@pytest.mark.parametrize(
    ("lines", "short"),
    [
        # what is so already, and what nothing is drawn with
        ("q|0 0 0 rg|7 w|1 2 m|3 4 l|3 9 l|f|Q", "1 2 m|3 4 l|3 9 l|f"),
        # a state outlives what set it, where that does not move anything
        ("q|1 0 0 rg|0 0 9 9 re|f|Q|q|1 0 0 rg|5 5 9 9 re|f|Q", "1 0 0 rg|0 0 9 9 re|f|5 5 9 9 re|f"),
        (
            "q|2 0 0 2 0 0 cm|1 0 0 rg|0 0 9 9 re|f|Q|0 0 1 1 re|f",
            "q|2 0 0 2 0 0 cm|1 0 0 rg|0 0 9 9 re|f|Q|0 0 1 1 re|f",
        ),
        # a clip within the same clip
        ("q|0 0 9 9 re|W|n|q|0 0 9 9 re|W|n|1 2 3 4 re|f|Q|Q", "q|0 0 9 9 re|W|n|1 2 3 4 re|f|Q"),
        ("q|0 0 50 50 re|W|n|1 2 3 4 re|f|Q", "1 2 3 4 re|f"),
        # handles that lie where a curve begins or ends
        ("1 1 m|1 1 3 3 5 1 c|6 1 7 7 7 7 c|S", "1 1 m|3 3 5 1 v|6 1 7 7 y|S"),
        # lines of text, with a typeface that goes on
        (
            "BT|/A 9 Tf|1 0 0 -1 5 5 Tm|[<0001>] TJ|ET|q|BT|/A 9 Tf|[<0002>] TJ|ET|Q|BT|ET",
            "BT|1 0 0 -1 5 5 Tm|/A 9 Tf|[<0001>] TJ|ET|BT|[<0002>] TJ|ET",
        ),
        # ornaments: none is empty, and one goes on in the next
        ("/Artifact|BMC|EMC|/Artifact|BMC|0 0 1 1 re|f|EMC", "/Artifact|BMC|0 0 1 1 re|f|EMC"),
        (
            "/Artifact|BMC|0 0 1 1 re|f|EMC|/Artifact|BMC|2 2 1 1 re|f|EMC",
            "/Artifact|BMC|0 0 1 1 re|f|2 2 1 1 re|f|EMC",
        ),
        (
            "/Span <</MCID 1>> BDC|0 0 1 1 re|f|EMC|/Artifact|BMC|2 2 1 1 re|f|EMC",
            "/Span <</MCID 1>> BDC|0 0 1 1 re|f|EMC|/Artifact|BMC|2 2 1 1 re|f|EMC",
        ),
        # what is not understood stays, and stays within its bounds
        ("q|/G1 gs|0 0 1 1 re|f|Q", "q|/G1 gs|0 0 1 1 re|f|Q"),
    ],
)
def test_what_is_left_out(lines: str, short: str) -> None:
    """Nothing that anybody could see, or hear read aloud."""
    told = terse(lines.encode().split(b"|"), DEFAULTS, within=(0, 0, 50, 50))
    assert b"|".join(told).decode() == short


def test_where_nothing_is_known_all_is_told() -> None:
    """A form is drawn in whatever state its page is."""
    assert terse([b"0 0 0 rg", b"0 0 1 1 re", b"f"]) == [b"0 0 0 rg", b"0 0 1 1 re", b"f"]


def test_numbers_are_as_fine_as_they_are_seen() -> None:
    """With more decimals where all is drawn larger."""
    assert [short_number(value) for value in (0.5, -0.25, 1.004, -0.001, 12.0)] == [b".5", b"-.25", b"1", b"0", b"12"]
    assert terse([b"1.23456 2 3 4 re", b"f"], DEFAULTS) == [b"1.23 2 3 4 re", b"f"]
    enlarged = terse([b"q", b"100 0 0 100 0 0 cm", b"1.23456 2 3 4 re", b"f", b"Q"], DEFAULTS)
    assert enlarged[2] == b"1.2346 2 3 4 re"
