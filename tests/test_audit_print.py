"""A file for paper is judged before anybody prints it."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from conftest import changed
from pikepdf import Array, Dictionary, Name, String
from test_impose import ABOUT, booklet

from booklet.build.editions import Built
from booklet.pdf.audit_print import Measures, audit_fold, audit_press, measure
from booklet.pdf.impose import Fold, impose

Change = Callable[[pikepdf.Pdf], None]


def press_says(pdf: bytes) -> list[str]:
    """Give what the audit says of a file for the print shop."""
    return [finding.what for finding in audit_press(pdf, "a.pdf")]


def test_good_files_pass(built: Built, folded: bytes, pressed: bytes) -> None:
    """The small booklet, folded and for the press."""
    assert audit_fold(folded, built.path.read_bytes(), "a.pdf") == ()
    assert audit_press(pressed, "a.pdf") == ()


@pytest.mark.parametrize("count", [4, 8, 12])
def test_a_good_stack_passes_whatever_its_height(count: int) -> None:
    """Pages that look alike are not told apart, others are: see the table below."""
    screen = booklet(count, "0 0 9 9 re f")
    assert audit_fold(impose(screen, ABOUT, Fold(thickness=0.3)), screen, "a.pdf") == ()


def test_a_complaint_names_the_file_and_what_to_do(pressed: bytes) -> None:
    """The reader of it is staff, who cannot mend a PDF."""
    (finding,) = audit_press(changed(pressed, forget("Lang")), "boekje-drukker.pdf")
    assert (str(finding.place), finding.rule) == ("boekje-drukker.pdf", "keuring")
    assert "het oude bestand blijft staan" in finding.remedy


def forget(*keys: str) -> Change:
    """Take something away from the document."""

    def change(pdf: pikepdf.Pdf) -> None:
        for key in keys:
            del pdf.Root[f"/{key}"]

    return change


def on_page_3(**items: object) -> Change:
    """Give page 3 something else."""

    def change(pdf: pikepdf.Pdf) -> None:
        for key, item in items.items():
            pdf.pages[2].obj[f"/{key}"] = item

    return change


def drawing(instructions: str, **resources: object) -> Change:
    """Draw something on page 3."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[2]
        page.contents_add(pdf.make_stream(instructions.encode()))
        for key, item in resources.items():
            page.obj.Resources[f"/{key}"] = pdf.make_indirect(item)

    return change


def forget_title(pdf: pikepdf.Pdf) -> None:
    """Take the title away."""
    del pdf.docinfo["/Title"]


def forget_fonts(pdf: pikepdf.Pdf) -> None:
    """Take the letters themselves away."""
    for item in pdf.objects:
        if isinstance(item, Dictionary) and "/FontName" in item:
            for key in {"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys()):
                del item[key]


def claim(name: str) -> Change:
    """Let the metadata claim a standard that is about reading aloud."""
    claimed = f'<rdf:Description rdf:about="" xmlns:{name}="http://www.aiim.org/{name}"><{name}:part>1</{name}:part>'

    def change(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes().decode()
        end = "</rdf:RDF>"
        pdf.Root.Metadata.write(packet.replace(end, f"{claimed}</rdf:Description>{end}").encode())

    return change


def other_profile(pdf: pikepdf.Pdf) -> None:
    """Give the profile of a screen."""
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(b"\0" * 12 + b"mntrRGB " + b"\0" * 100)


def other_condition(pdf: pikepdf.Pdf) -> None:
    """Name other paper."""
    pdf.Root.OutputIntents[0].OutputConditionIdentifier = String("FOGRA52")


def picture(pdf: pikepdf.Pdf) -> None:
    """Put a picture for screens in the file."""
    image = pdf.make_stream(b"\0" * 3, Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
    image.ColorSpace = Name.DeviceRGB
    pdf.pages[2].obj.Resources.XObject["/plaatje"] = image


def too_dark_a_picture(pdf: pikepdf.Pdf) -> None:
    """Put a picture with four full inks in the file."""
    picture(pdf)
    image = pdf.pages[2].obj.Resources.XObject["/plaatje"]
    image.ColorSpace = Name.DeviceCMYK
    image.write(b"\xff" * 4)


def drop_last_page(pdf: pikepdf.Pdf) -> None:
    """Lose the back cover."""
    del pdf.pages[-1]


GRADIENT = Dictionary(
    ShadingType=2,
    ColorSpace=Name.DeviceRGB,
    Coords=[0, 0, 1, 1],
    Function=Dictionary(FunctionType=2, N=1, Domain=[0, 1], C0=[0, 0, 0], C1=[1, 1, 1]),
)
TRANSPARENT = "er staat iets doorzichtigs in"
SCREEN = "bladzijde 3 gebruikt kleuren van het scherm"
TAGS = "het document belooft dat het voorgelezen kan worden, en dat kan papier niet"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (forget("Lang"), "het document heeft geen taal"),
        (forget_title, "het document heeft geen titel"),
        (forget_fonts, "zit niet in het bestand"),
        (lambda pdf: pdf.Root.__setattr__("MarkInfo", Dictionary(Marked=True)), TAGS),
        (claim("pdfuaid"), TAGS),
        (on_page_3(Annots=Array([])), "bladzijde 3 heeft links"),
        (forget("Metadata"), "het bestand zegt niet «pdfxid:GTS_PDFXVersion>PDF/X-4»"),
        (forget("OutputIntents"), "het bestand noemt het profiel FOGRA39 niet"),
        (other_condition, "het bestand noemt het profiel FOGRA39 niet"),
        (other_profile, "het profiel van de drukker ontbreekt"),
        (on_page_3(TrimBox=Array([0, 0, 419, 595])), "bladzijde 3 heeft een verkeerde TrimBox"),
        (on_page_3(BleedBox=Array([0, 0, 419.528, 595.276])), "bladzijde 3 heeft een verkeerde BleedBox"),
        (on_page_3(MediaBox=Array([-9, -9, 429, 605])), "bladzijde 3 heeft een verkeerde MediaBox"),
        (on_page_3(CropBox=Array([0, 0, 9, 9])), "bladzijde 3 heeft een kader te veel"),
        (drop_last_page, "het aantal bladzijden is geen veelvoud van vier"),
        (drawing("1 0 0 rg"), SCREEN),
        (drawing("0 G"), SCREEN),
        (drawing("/srgb cs 1 0 0 scn"), SCREEN),
        (drawing("BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI"), SCREEN),
        (drawing("1 1 1 0.01 k"), "bladzijde 3 heeft meer dan 300 procent inkt"),
        (drawing("", Shading=Dictionary(s=GRADIENT)), "een verloop gebruikt kleuren van het scherm"),
        (drawing("", ColorSpace=Dictionary(a=Name.DeviceRGB)), "er staat een kleurruimte van het scherm in"),
        (picture, "een plaatje gebruikt kleuren van het scherm"),
        (too_dark_a_picture, "een plaatje heeft meer dan 300 procent inkt"),
        (drawing("", ExtGState=Dictionary(half=Dictionary(ca=0.5))), TRANSPARENT),
        (drawing("", ExtGState=Dictionary(mixed=Dictionary(BM=Name.Multiply))), TRANSPARENT),
        (on_page_3(Group=Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)), TRANSPARENT),
    ],
)
def test_what_a_print_shop_would_send_back_is_noticed(pressed: bytes, change: Change, expected: str) -> None:
    """Each thing that PDF/X-4 or a press asks."""
    said = press_says(changed(pressed, change))
    assert any(expected in what for what in said), said


def swap(one: int, other: int) -> Change:
    """Let two sides change places."""

    def change(pdf: pikepdf.Pdf) -> None:
        first, second = pdf.pages[one].obj, pdf.pages[other].obj
        first.Resources, second.Resources = second.Resources, first.Resources

    return change


def turn_over(pdf: pikepdf.Pdf) -> None:
    """Exchange left and right on a side, as for turning over the long edge."""
    drawn = pdf.pages[1].obj.Resources.XObject
    drawn.Links, drawn.Rechts = drawn.Rechts, drawn.Links


def off_the_fold(pdf: pikepdf.Pdf) -> None:
    """Move the pages of the first side up to the edge of the paper."""
    side = pdf.pages[0].obj
    words = side.Contents.read_bytes() if isinstance(side.Contents, pikepdf.Stream) else side.Contents[0].read_bytes()
    side.Contents = pdf.make_stream(words.replace(b"1 0 0 1 1.41", b"1 0 0 1 -9.4"))


def other_preference(pdf: pikepdf.Pdf) -> None:
    """Ask for turning over the long edge."""
    pdf.Root.ViewerPreferences.Duplex = Name.DuplexFlipLongEdge


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (forget("Lang"), "het document heeft geen taal"),
        (forget_title, "het document heeft geen titel"),
        (forget_fonts, "zit niet in het bestand"),
        (claim("pdfaid"), TAGS),
        (drop_last_page, "28 bladzijden passen niet op 13 zijden"),
        (on_page_3(MediaBox=Array([0, 0, 595.276, 841.89])), "zijde 3 is geen liggend A4"),
        (other_preference, "het bestand vraagt de printer niet om dubbelzijdig"),
        (swap(0, 2), "bladzijde 1 ligt niet op haar plaats"),
        (turn_over, "bladzijde 2 ligt niet op haar plaats"),
        (off_the_fold, "bladzijde 28 ligt niet op haar plaats"),
    ],
)
def test_sheets_that_do_not_fold_to_the_booklet_are_noticed(
    built: Built, folded: bytes, change: Change, expected: str
) -> None:
    """Each thing that would make somebody print the whole stack again."""
    said = [finding.what for finding in audit_fold(changed(folded, change), built.path.read_bytes(), "a.pdf")]
    assert any(expected in what for what in said), said


def test_the_file_is_measured_for_the_order(pressed: bytes) -> None:
    """From the file itself: a note that says something else would be believed."""
    assert measure(pressed) == Measures(pages=28, width=148, height=210, bleed=3, coverage=238)
    darker = changed(pressed, drawing("1 1 0.5 0 k"))
    assert measure(darker).coverage == 250
