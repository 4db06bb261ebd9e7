"""Every colour of the screen becomes ink: in pages, drawings, tiles, gradients and pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from booklet.pdf.inks import in_inks
from booklet.pdf.separate import separate

INKS = {"#ff0000": (0, 90, 80, 0), "#ffffff": (0, 0, 0, 0), "#000000": (0, 0, 0, 100), "#808080": (0, 0, 0, 60)}
RED, WHITE = [0.0, 0.9, 0.8, 0.0], [0.0, 0.0, 0.0, 0.0]


@pytest.fixture
def pdf() -> Iterator[Pdf]:
    """Give a PDF of one page."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(100, 100))
        yield made


def content(item: pikepdf.Object) -> str:
    """Write the instructions of a page or form on one line."""
    return " ".join(pikepdf.unparse_content_stream(pikepdf.parse_content_stream(item)).decode().split())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1 0 0 rg 0 0 9 9 re f", "0 0.9 0.8 0 k 0 0 9 9 re f"),
        ("1 0 0 RG 1 1 1 rg", "0 0.9 0.8 0 K 0 0 0 0 k"),
        ("0 g 0.501961 G", "0 0 0 1 k 0 0 0 0.6 K"),
        ("0.1 0.2 0.3 0.4 k", "0.1 0.2 0.3 0.4 k"),
        ("(1 0 0 rg) Tj", "(1 0 0 rg) Tj"),
    ],
)
def test_colours_of_a_page_become_inks(pdf: Pdf, before: str, after: str) -> None:
    """Filled and drawn, also grey; inks stay as they are, and words are no instructions."""
    pdf.pages[0].obj.Contents = pdf.make_stream(before.encode())
    assert separate(pdf, INKS) == frozenset()
    numbers = [part if part.strip("0123456789.") else f"{float(part):g}" for part in content(pdf.pages[0]).split()]
    assert " ".join(numbers) == after


@pytest.mark.parametrize("kind", [{"Subtype": Name.Form}, {"PatternType": 1, "PaintType": 1}])
def test_drawings_and_tiles_become_inks(pdf: Pdf, kind: dict[str, object]) -> None:
    """Wherever they are kept; and they mix no colours of the screen any more."""
    stream = pdf.make_stream(b"1 0 0 rg", **kind)
    stream.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    stream.Resources = Dictionary(ColorSpace=Dictionary(srgb=Name.DeviceRGB))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(a=stream))
    assert separate(pdf, INKS) == frozenset()
    assert [float(part) for part in content(stream).split()[:4]] == RED
    assert "/Group" not in stream
    assert "/ColorSpace" not in stream.Resources


def gradient(space: pikepdf.Object) -> Dictionary:
    """Make a gradient from white to red to white."""
    ends = [([1, 1, 1], [1, 0, 0]), ([1, 0, 0], [1, 1, 1])]
    parts = [Dictionary(FunctionType=2, N=1, Domain=[0, 1], C0=Array(one), C1=Array(other)) for one, other in ends]
    function = Dictionary(FunctionType=3, Functions=Array(parts), Bounds=[0.5], Encode=[0, 1, 0, 1], Domain=[0, 1])
    return Dictionary(ShadingType=2, ColorSpace=space, Coords=[0, 0, 1, 1], Function=function)


@pytest.mark.parametrize("by_profile", [False, True])
def test_a_gradient_runs_from_ink_to_ink(pdf: Pdf, by_profile: bool) -> None:
    """Of colours as they are, and of colours by a profile."""
    space = Array([Name.ICCBased, pdf.make_stream(b"profile", N=3)]) if by_profile else Name.DeviceRGB
    shading = pdf.make_indirect(gradient(space))
    assert separate(pdf, INKS) == frozenset()
    assert shading.ColorSpace == Name.DeviceCMYK
    ends = [[float(part) for part in piece[key]] for piece in shading.Function.Functions for key in ("/C0", "/C1")]
    assert ends == [WHITE, RED, RED, WHITE]


def picture(pdf: Pdf, mode: str, mask: int | None = None) -> pikepdf.Stream:
    """Put a red picture of dots in a PDF."""
    red = Image.new("RGB", (3, 2), "red").convert(mode)
    spaces = {"RGB": Name.DeviceRGB, "L": Name.DeviceGray, "CMYK": Name.DeviceCMYK}
    stream = pdf.make_stream(red.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=3, Height=2)
    stream.ColorSpace, stream.BitsPerComponent = spaces.get(mode, Name.DeviceRGB), 8
    if mode == "P":
        red = Image.new("P", (3, 2), 1)
        stream.write(red.tobytes())
        stream.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(b"\x00\x00\x00\xff\x00\x00")])
    if mask is not None:
        stream.SMask = pdf.make_stream(bytes([mask] * 6), Subtype=Name.Image, Width=3, Height=2)
        stream.SMask.ColorSpace, stream.SMask.BitsPerComponent = Name.DeviceGray, 8
    return stream


RED_DOT = in_inks(Image.new("RGB", (1, 1), "red")).tobytes()


@pytest.mark.parametrize(
    ("mode", "mask", "expected"),
    [
        ("RGB", None, RED_DOT),
        ("P", None, RED_DOT),
        ("RGB", 255, RED_DOT),
        ("RGB", 0, bytes(4)),
        ("L", 0, bytes(4)),
    ],
)
def test_a_picture_of_dots_becomes_inks(pdf: Pdf, mode: str, mask: int | None, expected: bytes) -> None:
    """By the profile of the paper, on white where it is transparent."""
    stream = picture(pdf, mode, mask)
    assert separate(pdf, INKS) == frozenset()
    assert (stream.ColorSpace, stream.BitsPerComponent) == (Name.DeviceCMYK, 8)
    assert stream.read_bytes() == expected * 6
    assert "/SMask" not in stream


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_picture_that_is_ink_already_stays_as_it_is(pdf: Pdf, mode: str) -> None:
    """Grey is black ink, and CMYK was made by somebody who knew why."""
    stream = picture(pdf, mode)
    before = stream.read_bytes()
    separate(pdf, INKS)
    assert stream.read_bytes() == before


def in_page(pdf: Pdf) -> None:
    """Draw in a colour that the table does not have."""
    pdf.pages[0].obj.Contents = pdf.make_stream(b"0 0.2 1 rg")


def in_gradient(pdf: Pdf) -> None:
    """Let a gradient end in a colour that the table does not have."""
    shading = pdf.make_indirect(gradient(Name.DeviceRGB))
    shading.Function.Functions[1].C1 = Array([0, 0.2, 1])


@pytest.mark.parametrize("put", [in_page, in_gradient])
def test_a_colour_without_inks_is_named_and_left(pdf: Pdf, put: Callable[[Pdf], None]) -> None:
    """So that nothing is printed in a colour that nobody chose."""
    put(pdf)
    assert separate(pdf, INKS) == frozenset({"#0033ff"})
