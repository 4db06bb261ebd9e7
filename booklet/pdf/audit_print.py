"""Judge a file for paper before anybody prints it: the sheets to fold, and the file for the print shop.

Goes in: PDF bytes. Comes out: findings; none means that it may be written. Must not know the content.

No validator that can be installed with pip knows PDF/X-4; clause numbers below are those of ISO 15930-7.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name, Object, Page, Pdf

from booklet.pdf.audit import as_findings
from booklet.pdf.bare import bare, dictionaries, is_drawn, unmarked
from booklet.pdf.inks import CONDITION, MOST_INK
from booklet.report import Finding

MM = 72 / 25.4
# Points. Not those of the modules that make these files: a slip there is noticed here.
_A4_WIDE = (841.890, 595.276)
_BLEED = 8.504
_FINE = 0.01  # what rounding may do to an edge
_MOST_CREEP = 25.0  # half the inner margin; more would bring words to the fold
_SCREEN = {"rg", "RG", "g", "G", "sc", "SC", "INLINE IMAGE"}
_SPACES = (Name.DeviceCMYK, Name.DeviceGray)


@dataclass(frozen=True, kw_only=True)
class Measures:
    """What a print shop asks of a file: pages, sizes in mm once cut, and the most ink anywhere in percents."""

    pages: int
    width: float
    height: float
    bleed: float
    coverage: int


def audit_fold(pdf: bytes, screen: bytes, name: str) -> tuple[Finding, ...]:
    """Check the sheets to fold against the booklet that they were made of."""
    with pikepdf.open(io.BytesIO(pdf)) as sheets, pikepdf.open(io.BytesIO(bare(screen))) as pages:
        return as_findings(name, [*_paper(sheets), *_sheets(sheets, len(pages.pages)), *_reading_order(sheets, pages)])


def audit_press(pdf: bytes, name: str) -> tuple[Finding, ...]:
    """Check a file for the print shop against PDF/X-4, and against what any print shop asks."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        complaints = [
            *_paper(opened),
            *_identified(opened),
            *_boxes(opened),
            *_inks_only(opened),
            *_opaque(opened),
            *(["het aantal bladzijden is geen veelvoud van vier"] if len(opened.pages) % 4 else []),
        ]
    return as_findings(name, complaints)


def measure(press: bytes) -> Measures:
    """Measure a file for the print shop, for the note that goes with it."""
    with pikepdf.open(io.BytesIO(press)) as pdf:
        left, low, right, high = (float(edge) for edge in pdf.pages[0].trimbox)
        return Measures(
            pages=len(pdf.pages),
            width=round((right - left) / MM, 1),
            height=round((high - low) / MM, 1),
            bleed=round((left - float(pdf.pages[0].bleedbox[0])) / MM, 1),
            coverage=round(100 * max((sum(ink) for _, ink in _inks(pdf)), default=0)),
        )


def _paper(pdf: Pdf) -> Iterator[str]:
    """Ask what any file for paper must meet."""
    root = pdf.Root
    if not str(root.get("/Lang", "")):
        yield "het document heeft geen taal"
    if not str(pdf.docinfo.get("/Title", "")):
        yield "het document heeft geen titel"
    packet = root.Metadata.read_bytes() if "/Metadata" in root else b""
    if "/StructTreeRoot" in root or "/MarkInfo" in root or b"pdfuaid:part" in packet or b"pdfaid:part" in packet:
        yield "het document belooft dat het voorgelezen kan worden, en dat kan papier niet"
    for font in (item for item in dictionaries(pdf) if item.get("/Type") == Name.Font):
        if not _embedded(font):
            yield f"de letter {font.get('/BaseFont', '')} zit niet in het bestand"
    for number, page in enumerate(pdf.pages, start=1):
        if "/Annots" in page.obj:
            yield f"bladzijde {number} heeft links"


def _embedded(font: Object) -> bool:
    """Tell whether a font is in the file (6.3.5); a composite font leaves that to its descendant."""
    if font.get("/Subtype") in (Name.Type0, Name.Type3):
        return font.Subtype == Name.Type0
    descriptor = font.get("/FontDescriptor", Dictionary())
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _sheets(sheets: Pdf, count: int) -> Iterator[str]:
    if len(sheets.pages) * 2 != count or len(sheets.pages) % 2:
        yield f"{count} bladzijden passen niet op {len(sheets.pages)} zijden"
    for number, page in enumerate(sheets.pages, start=1):
        if not _same(page.obj.MediaBox, (0, 0, *_A4_WIDE)):
            yield f"zijde {number} is geen liggend A4"
    preferences = sheets.Root.get("/ViewerPreferences", Dictionary())
    if (preferences.get("/Duplex"), preferences.get("/PrintScaling")) != (Name.DuplexFlipShortEdge, Name("/None")):
        yield "het bestand vraagt de printer niet om dubbelzijdig, omslaan langs de korte kant, op ware grootte"


def _reading_order(sheets: Pdf, pages: Pdf) -> Iterator[str]:
    """Fold the stack in thought and leaf through it: every page must come in turn, in its own place."""
    outer: deque[Object | None] = deque()
    # From the middle outwards: the last sheet gives the four pages in the middle, each next one goes around it.
    for number in range(len(sheets.pages) - 2, -1, -2):
        front, back = (_halves(sheets.pages[side]) for side in (number, number + 1))
        # Turned over its short edge, the left half of the back lies behind the right half of the front.
        outer.extendleft((back[0], front[1]))
        outer.extend((back[1], front[0]))
    for number, (page, form) in enumerate(zip(pages.pages, outer, strict=False), start=1):
        if form is None or form.read_bytes() != unmarked(page):
            yield f"bladzijde {number} ligt niet op haar plaats"


def _halves(side: Page) -> tuple[Object | None, Object | None]:
    """Give what is drawn on the left and on the right half of a side; None when it does not stand at the fold."""
    found: dict[bool, Object] = {}
    shift = 0.0
    middle = _A4_WIDE[0] / 2
    for step in pikepdf.parse_content_stream(side):
        if str(step.operator) == "cm":
            shift = float(step.operands[4])
        elif str(step.operator) == "Do":
            form = side.obj.Resources.XObject[str(step.operands[0])]
            low, high = (float(form.BBox[edge]) + shift for edge in (0, 2))
            left = low + high < 2 * middle
            spine = high - _BLEED - middle if left else middle - low - _BLEED
            if -_FINE <= spine <= _MOST_CREEP:
                found[left] = form
    return found.get(True), found.get(False)


def _identified(pdf: Pdf) -> Iterator[str]:
    """Ask what the file says of itself (6.2 and 6.4)."""
    packet = pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else b""
    for needed in (b"<pdfxid:GTS_PDFXVersion>PDF/X-4<", b"<pdf:Trapped>False<", b"<xmpMM:DocumentID>uuid:"):
        if needed not in packet:
            yield f"het bestand zegt niet «{needed.decode().strip('<')}»"
    if pdf.pdf_version != "1.6":
        yield f"het bestand is PDF {pdf.pdf_version} en geen 1.6"
    if "/ID" not in pdf.trailer:
        yield "het bestand heeft geen kenmerk"
    intents = [intent for intent in pdf.Root.get("/OutputIntents", []) if intent.get("/S") == Name.GTS_PDFX]
    if [str(intent.get("/OutputConditionIdentifier", "")) for intent in intents] != [CONDITION]:
        yield f"het bestand noemt het profiel {CONDITION} niet"
    for intent in intents:
        profile = intent.get("/DestOutputProfile")
        # An ICC profile says at bytes 12 and 16 what it is for: a printer, with four inks (ICC.1, 7.2).
        if profile is None or profile.read_bytes()[12:20] != b"prtrCMYK":
            yield "het profiel van de drukker ontbreekt"


def _boxes(pdf: Pdf) -> Iterator[str]:
    """Ask whether every page says where it is cut, with enough around it (6.8)."""
    first = [float(edge) for edge in pdf.pages[0].trimbox]
    around = (first[0] - _BLEED, first[1] - _BLEED, first[2] + _BLEED, first[3] + _BLEED)
    for number, page in enumerate(pdf.pages, start=1):
        wanted = {"/TrimBox": first, "/BleedBox": around, "/MediaBox": around}
        for key, edges in wanted.items():
            if key not in page.obj or not _same(page.obj[key], edges):
                yield f"bladzijde {number} heeft een verkeerde {key.strip('/')}"
        if "/ArtBox" in page.obj or "/CropBox" in page.obj:
            yield f"bladzijde {number} heeft een kader te veel"


def _same(box: Object, edges: Sequence[float]) -> bool:
    return all(abs(float(one) - other) < _FINE for one, other in zip(box, edges, strict=True))


def _streams(pdf: Pdf) -> Iterator[tuple[str, Object | Page]]:
    """Give everything that is drawn with instructions, with its name."""
    for number, page in enumerate(pdf.pages, start=1):
        yield f"bladzijde {number}", page
    for item in dictionaries(pdf):
        if is_drawn(item):
            yield f"tekening {item.objgen[0]}", item


def _inks(pdf: Pdf) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Give every colour that is used, with where; a colour of the screen as an empty one."""
    for name, content in _streams(pdf):
        for step in pikepdf.parse_content_stream(content):
            operator = str(step.operator)
            if operator in ("k", "K"):
                yield name, tuple(float(part) for part in step.operands)
            elif operator in _SCREEN or (operator in ("cs", "CS") and step.operands[0] not in (*_SPACES, Name.Pattern)):
                yield name, ()
    for item in dictionaries(pdf):
        if _is_picture(item):
            yield from (("een plaatje", ink) for ink in _dots(item))


def _is_picture(item: Object) -> bool:
    return item.get("/Subtype") == Name.Image and not item.get("/ImageMask", False)


def _dots(picture: Object) -> Iterator[tuple[float, ...]]:
    """Give the inks of the dots of a picture, each mixture once."""
    if picture.get("/ColorSpace") not in _SPACES or picture.get("/BitsPerComponent") != 8:
        yield ()
    elif picture.ColorSpace == Name.DeviceCMYK:
        dots = picture.read_bytes()
        yield from (
            tuple(part / 255 for part in dot) for dot in set(zip(*(dots[ink::4] for ink in range(4)), strict=True))
        )


def _inks_only(pdf: Pdf) -> Iterator[str]:
    """Ask whether everything is printed with inks (6.2.3), and with how much."""
    for name, most in _most_ink(pdf).items():
        if most is None:
            yield f"{name} gebruikt kleuren van het scherm"
        elif most * 100 > MOST_INK + _FINE:
            yield f"{name} heeft meer dan {MOST_INK} procent inkt"
    for item in dictionaries(pdf):
        if "/ShadingType" in item and item.get("/ColorSpace") not in _SPACES:
            yield "een verloop gebruikt kleuren van het scherm"
        elif isinstance(item.get("/ColorSpace"), Dictionary):
            yield "er staat een kleurruimte van het scherm in"


def _most_ink(pdf: Pdf) -> Mapping[str, float | None]:
    """Give the most ink on each page, drawing and picture, as a part of one ink; None for colours of the screen."""
    most: dict[str, float | None] = {}
    for name, ink in _inks(pdf):
        before = most.get(name, 0.0)
        most[name] = None if before is None or not ink else max(before, sum(ink))
    return most


def _opaque(pdf: Pdf) -> Iterator[str]:
    """Ask whether nothing is transparent: then no machine needs to guess how inks mix."""
    if any(_is_transparent(item) for item in dictionaries(pdf)):
        yield "er staat iets doorzichtigs in"


def _is_transparent(item: Object) -> bool:
    """Tell whether something lets through what lies under it (ISO 32000-1, 11.6.4 to 11.6.6)."""
    alpha = min(float(item.get(key, 1)) for key in ("/ca", "/CA"))
    mixed = item.get("/S") == Name.Transparency or item.get("/BM", Name.Normal) != Name.Normal
    return alpha < 1 or mixed or item.get("/SMask", Name("/None")) != Name("/None")
