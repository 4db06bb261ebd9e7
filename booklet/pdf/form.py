"""Give every field of a form its looks, so that each reader's program shows and prints it the same.

Goes in: an open PDF whose form WeasyPrint wrote. Comes out: the same PDF, mended in place.

WeasyPrint leaves the looks of fields to the reader's program (NeedAppearances), which then asks on closing whether to
save a file that nobody changed; and it embeds the whole font of a field in an encoding (Identity-H) in which several
programs cannot write what somebody types. Clause numbers are those of PDF 1.7 (ISO 32000-1).
"""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

_PEN = 1.3  # pt
_INK = "0.122 0.165 0.2"
_SIZE = 11  # pt
_TYPED = range(32, 127)  # what can be typed in a field: the characters of ASCII
_AIR = 0.2  # how far a cross stays from the sides of its square, in parts of its width


def draw_fields(pdf: Pdf) -> None:
    """Draw the box that is ticked and the one that is not, and the empty line of text (12.7.3.3, 12.7.4.2.3)."""
    form = pdf.Root.get("/AcroForm")
    if form is None:
        return
    name = next(str(field.DA).split("/")[-1].split()[0] for field in form.Fields if "/DA" in field)
    form.DR = Dictionary(Font=Dictionary(Veld=_type_font(pdf, form.DR.Font[f"/{name}"])))
    for page in pdf.pages:
        # The style sheet gives fields a weight of their own, so that no word on the page needs the whole font.
        if name.encode() not in page.obj.Contents.read_bytes():
            del page.Resources.Font[f"/{name}"]
    for field in form.Fields:
        left, bottom, right, top = (float(edge) for edge in field.Rect)
        field.Rect = Array([min(left, right), min(bottom, top), max(left, right), max(bottom, top)])
        size = abs(right - left), abs(top - bottom)
        if Name.Btn == field.FT:
            field.AP = Dictionary(N=Dictionary(on=_drawing(pdf, size, _cross(*size)), Off=_drawing(pdf, size, "")))
            field.V = field.AS = Name.Off
            if "/MK" in field:
                del field.MK
        else:
            field.DA = pikepdf.String(f"/Veld {_SIZE} Tf {_INK} rg")
            field.Q = 1  # centred
            field.AP = Dictionary(N=_drawing(pdf, size, "/Tx BMC EMC"))
    # What the fields say is drawn now; programs draw again only what somebody changes.
    if "/NeedAppearances" in form:
        del form.NeedAppearances


def _type_font(pdf: Pdf, whole: pikepdf.Object) -> Dictionary:
    """Make of the font that WeasyPrint embedded for fields a small one that every program can write in (9.6.3)."""
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415 - only who makes fields waits for it
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    descriptor = whole.DescendantFonts[0].FontDescriptor
    font = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()), recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=[], notdef_outline=True, hinting=False, glyph_names=False))
    subsetter.populate(unicodes=_TYPED)
    subsetter.subset(font)
    file = io.BytesIO()
    font.save(file, reorderTables=True)
    glyphs, scale = font.getBestCmap(), 1000 / font["head"].unitsPerEm
    embedded = pdf.make_stream(file.getvalue(), Length1=len(file.getvalue()))
    described = pdf.make_indirect(Dictionary({**descriptor, "/FontFile2": embedded, "/Flags": 32}))
    if "/CIDSet" in described:
        del described.CIDSet
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=whole.BaseFont,
            Encoding=Name.WinAnsiEncoding,
            FirstChar=_TYPED[0],
            LastChar=_TYPED[-1],
            Widths=Array([round(font["hmtx"][glyphs[code]][0] * scale) for code in _TYPED]),
            FontDescriptor=described,
        )
    )


def _cross(width: float, height: float) -> str:
    """Draw the two strokes of a cross in a square of so many points."""
    left, bottom, right, top = width * _AIR, height * _AIR, width * (1 - _AIR), height * (1 - _AIR)
    return (
        f"q {_INK} RG {_PEN} w 1 J {left:.2f} {bottom:.2f} m {right:.2f} {top:.2f} l "
        f"{left:.2f} {top:.2f} m {right:.2f} {bottom:.2f} l S Q"
    )


def _drawing(pdf: Pdf, size: tuple[float, float], code: str) -> Stream:
    drawing = pdf.make_stream(code.encode())
    drawing.Type, drawing.Subtype = Name.XObject, Name.Form
    drawing.BBox = Array([0, 0, *(pikepdf.Object.parse(f"{length:.2f}".encode()) for length in size)])
    drawing.Resources = Dictionary()
    return drawing
