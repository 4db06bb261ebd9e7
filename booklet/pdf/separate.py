"""Replace every colour of the screen in a PDF by inks.

Goes in: an open PDF, and inks by colour. Comes out: the same PDF with inks only, and the colours that have none.
Must not know what is on the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, PdfImage, Stream
from PIL import Image

from booklet.pdf.bare import dictionaries, is_drawn
from booklet.pdf.inks import Ink, in_inks

_IN_INK = {"rg": "k", "RG": "K", "g": "k", "G": "K"}
_PRINT = (Name.DeviceCMYK, Name.DeviceGray)


def separate(pdf: Pdf, inks: Mapping[str, Ink]) -> frozenset[str]:
    """Print everything with inks; give the colours that the table does not have (those stay as they were)."""
    unknown: set[str] = set()
    for page in pdf.pages:
        page.obj.Contents = pdf.make_stream(_separated(page.obj.Contents, inks, unknown))
    for item in dictionaries(pdf):
        # Groups mix colours of the screen; nothing is transparent here, so that nothing is mixed.
        if "/Group" in item:
            del item.Group
        if isinstance(item.get("/ColorSpace"), Dictionary):
            del item.ColorSpace
        if is_drawn(item):
            item.write(_separated(item, inks, unknown))
        elif isinstance(item, Stream) and item.get("/Subtype") == Name.Image:
            _picture(item)
        elif "/ShadingType" in item and _is_for_screens(item.ColorSpace):
            _shading(item, inks, unknown)
    return frozenset(unknown)


def _separated(content: Object, inks: Mapping[str, Ink], unknown: set[str]) -> bytes:
    steps: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    for step in pikepdf.parse_content_stream(content):
        operator = str(step.operator)
        if operator in _IN_INK:
            numbers = [float(number) for number in step.operands]
            ink = _ink(numbers if len(numbers) == 3 else numbers * 3, inks, unknown)
            if ink is not None:
                steps.append(pikepdf.ContentStreamInstruction(ink, Operator(_IN_INK[operator])))
                continue
        steps.append(step)
    return pikepdf.unparse_content_stream(steps)


def _is_for_screens(space: Object) -> bool:
    """Tell whether colours are of red, green and blue, as they are or by a profile."""
    return space == Name.DeviceRGB or (isinstance(space, Array) and space[0] == Name.ICCBased and space[1].N == 3)


def _ink(numbers: Iterable[float], inks: Mapping[str, Ink], unknown: set[str]) -> list[float] | None:
    """Give the inks of a colour as PDF writes them, from 0 to 1; None when the table does not have it."""
    colour = "#" + "".join(f"{round(number * 255):02x}" for number in numbers)
    if colour not in inks:
        unknown.add(colour)
        return None
    return [part / 100 for part in inks[colour]]


def _shading(shading: Object, inks: Mapping[str, Ink], unknown: set[str]) -> None:
    """Let a gradient run from ink to ink."""
    ends = list(_ends(shading.Function))
    found = [(end, key, _ink([float(number) for number in end[key]], inks, unknown)) for end, key in ends]
    if ends and all(ink is not None for _, _, ink in found):
        for end, key, ink in found:
            end[key] = Array(ink or [])
        shading.ColorSpace = Name.DeviceCMYK


def _ends(function: Object) -> Iterable[tuple[Object, str]]:
    """Give both ends of every stretch of a gradient (ISO 32000-1, 7.10.3 and 7.10.4)."""
    if function.FunctionType == 2:
        yield from ((function, key) for key in ("/C0", "/C1"))
    elif function.FunctionType == 3:
        for part in function.Functions:
            yield from _ends(part)


def _picture(image: Stream) -> None:
    """Print a picture made of dots with inks, on white paper where it is transparent."""
    if "/SMask" not in image and (image.get("/ImageMask") or image.get("/ColorSpace") in _PRINT):
        return
    picture = PdfImage(image).as_pil_image().convert("RGB")
    mask = image.get("/SMask")
    if isinstance(mask, Stream):
        picture.putalpha(PdfImage(mask).as_pil_image().convert("L").resize(picture.size))
        del image.SMask
    printed: Image.Image = in_inks(picture)
    for key in ("/Decode", "/DecodeParms", "/Interpolate", "/Intent"):
        if key in image:
            del image[key]
    image.ColorSpace, image.BitsPerComponent = Name.DeviceCMYK, 8
    image.write(printed.tobytes())
