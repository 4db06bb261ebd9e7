"""Read a page from its file as a reader's program does, so that two files can be held against each other.

`read` gives every word with the place of every glyph, what is read aloud (the structure tree, with the words in it),
and what a document says of itself. `pixels` counts what looks different on paper.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2
from PIL import ImageChops

NEAR = 0.03  # points: a hundredth of a millimetre
Matrix = tuple[float, float, float, float, float, float]
HERE: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, kw_only=True)
class Run:
    """Glyphs in a row: their text, typeface, size and colour, and where each stands, in points."""

    text: str
    font: str
    size: float
    colour: tuple[float, ...]
    places: tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """What is in a file of one page."""

    runs: tuple[Run, ...]
    tree: tuple[Any, ...]
    about: dict[str, str]


def read(raw: bytes) -> Page:
    """Read a file of one page."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        (page,) = pdf.pages
        reader = _Reader(page.Resources)
        reader.stream(page, page.Resources, HERE)
        tops = pdf.Root.StructTreeRoot.K
        tree = tuple(_element(top, reader.marked) for top in _list(tops))
        about = {key: str(value) for key, value in pdf.docinfo.items()}
        about |= {"xmp": pdf.Root.Metadata.read_bytes().decode(), "lang": str(pdf.Root.Lang)}
        about |= {key: str(page.obj.get(key)) for key in ("/MediaBox", "/TrimBox", "/BleedBox", "/Tabs", "/Annots")}
        about["catalogue"] = " ".join(sorted(set(pdf.Root.keys())))
        return Page(runs=tuple(reader.runs), tree=tree, about=about)


def differences(one: bytes, other: bytes) -> Iterator[str]:
    """Say in what two files of one page are different to a reader; nothing when they are not."""
    a, b = read(one), read(other)
    yield from (f"{key}: {a.about[key]} / {b.about.get(key)}" for key in a.about if a.about[key] != b.about.get(key))
    yield from _tree_differences(a.tree, b.tree, "")
    ours, theirs = sorted(a.runs, key=_order), sorted(b.runs, key=_order)
    if len(ours) != len(theirs):
        yield f"{len(ours)} and {len(theirs)} runs of words"
    for run, twin in zip(ours, theirs, strict=False):
        same = (run.text, run.font, round(run.size, 2)) == (twin.text, twin.font, round(twin.size, 2))
        near = all(
            abs(x - u) < NEAR and abs(y - v) < NEAR for (x, y), (u, v) in zip(run.places, twin.places, strict=False)
        )
        if not same or run.colour != twin.colour or len(run.places) != len(twin.places) or not near:
            yield f"{run} / {twin}"


def pixels(one: bytes, other: bytes, dpi: int = 100) -> int:
    """Count the pixels that look different: more than a sixth of the way from black to white."""
    pages = [pypdfium2.PdfDocument(raw)[0].render(scale=dpi / 72).to_pil().convert("L") for raw in (one, other)]
    return sum(ImageChops.difference(*pages).histogram()[40:])


def _order(run: Run) -> tuple[Any, ...]:
    return (round(run.places[0][1]), round(run.places[0][0]), run.text)


def _tree_differences(one: Any, other: Any, where: str) -> Iterator[str]:
    if isinstance(one, str) or isinstance(other, str):
        if one != other:
            yield f"{where}: {one!r} / {other!r}"
        return
    if len(one) != len(other):
        yield f"{where}: {len(one)} and {len(other)} parts"
        return
    if one and other and str(one[0]).startswith("/") and str(other[0]).startswith("/"):
        (kind, said, box, kids), (twin, also, place, others) = one, other
        if (kind, said) != (twin, also) or any(abs(a - b) > NEAR for a, b in zip(box, place, strict=True)):
            yield f"{where}/{kind}: {said} {box} / {twin} {also} {place}"
            return
        yield from _tree_differences(kids, others, f"{where}/{kind}")
        return
    for at, (part, twin) in enumerate(zip(one, other, strict=True)):
        yield from _tree_differences(part, twin, f"{where}[{at}]")


def _list(kids: Any) -> list[Any]:
    return [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _element(element: Any, marked: dict[int, str]) -> tuple[Any, ...]:
    """Read an element: its kind, all that it says, the box of a figure, and its kids."""
    said = {key: value for key, value in element.items() if key not in ("/S", "/K", "/P", "/Pg", "/Type")}
    box: tuple[float, ...] = ()
    if "/BBox" in said.get("/A", {}):
        box = tuple(float(edge) for edge in said["/A"].BBox)
        said["/A"] = str(said["/A"].O)
    kids = tuple(
        marked.get(kid, "") if isinstance(kid, int) else _element(kid, marked) for kid in _list(element.get("/K"))
    )
    words = " ".join(
        f"{key}={value if isinstance(value, str) else value.unparse(resolved=True)!r}"
        for key, value in sorted(said.items())
    )
    return (str(element.S), words, box, kids)


class _Reader:
    """Runs through a content stream as a viewer does."""

    def __init__(self, resources: Any) -> None:
        self.runs: list[Run] = []
        self.marked: dict[int, str] = {}
        self._fonts = {name: _font(font) for name, font in resources.get("/Font", {}).items()}
        self._number: int | None = None

    def stream(self, stream: Any, resources: Any, ctm: Matrix) -> None:
        """Read a page or a form."""
        stack: list[tuple[Any, ...]] = []
        text, font, size, colour = HERE, "", 0.0, (0.0,)
        for instruction in pikepdf.parse_content_stream(stream):
            operands = instruction.operands
            match str(instruction.operator):
                case "q":
                    stack.append((ctm, font, size, colour))
                case "Q":
                    ctm, font, size, colour = stack.pop()
                case "cm":
                    ctm = _times(_matrix(operands), ctm)
                case "rg":
                    colour = tuple(round(float(part), 3) for part in operands)
                case "Tf":
                    font, size = str(operands[0]), float(operands[1])
                case "Tm":
                    text = _matrix(operands)
                case "BDC":
                    self._number = int(operands[1].MCID) if "/MCID" in operands[1] else None
                    self.marked.setdefault(-1 if self._number is None else self._number, "")
                case "EMC":
                    self._number = None
                case "TJ":
                    self._show(operands[0], _times(text, ctm), font, size, colour)
                case "Do":
                    self._form(resources.XObject[str(operands[0])], ctm)

    def _form(self, form: Any, ctm: Matrix) -> None:
        if form.Subtype == pikepdf.Name.Form:
            inner = form.get("/Resources", pikepdf.Dictionary())
            self._fonts |= {
                name: _font(font) for name, font in inner.get("/Font", {}).items() if name not in self._fonts
            }
            self.stream(form, inner, _times(_matrix(form.get("/Matrix", HERE)), ctm))

    def _show(self, array: Any, matrix: Matrix, font: str, size: float, colour: tuple[float, ...]) -> None:
        texts, widths, name = self._fonts[font]
        at, words, places = 0.0, "", []
        for part in array:
            if isinstance(part, pikepdf.String):
                raw = bytes(part)
                for index in range(0, len(raw), 2):
                    glyph = int.from_bytes(raw[index : index + 2], "big")
                    words += texts.get(glyph, "?")
                    places.append((matrix[0] * at + matrix[4], matrix[1] * at + matrix[5]))
                    at += widths[glyph] / 1000 * size
            else:
                at -= float(part) / 1000 * size
        words = words.replace("\u00a0", " ")
        if self._number is not None:
            self.marked[self._number] += words
        scale = abs(matrix[3])
        self.runs.append(Run(text=words, font=name, size=size * scale, colour=colour, places=tuple(places)))


def _font(font: Any) -> tuple[dict[int, str], dict[int, float], str]:
    told = font.ToUnicode.read_bytes().decode("latin-1")
    runs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]{4})> <([0-9a-f]{4})>", told)
    texts = {
        glyph: chr(int(text, 16) + glyph - int(first, 16))
        for first, last, text in runs
        for glyph in range(int(first, 16), int(last, 16) + 1)
    }
    pairs = re.findall(r"(?m)^<([0-9a-f]{4})> <([0-9a-f]+)>$", told)
    texts |= {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs}
    widths: dict[int, float] = {}
    left = list(font.DescendantFonts[0].W)
    while left:
        first, then = int(left.pop(0)), left.pop(0)
        if isinstance(then, pikepdf.Array):
            widths |= {first + index: float(width) for index, width in enumerate(then)}
        else:
            widths |= dict.fromkeys(range(first, int(then) + 1), float(left.pop(0)))
    return texts, widths, str(font.BaseFont)


def _matrix(numbers: Any) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)
    return (a, b, c, d, e, f)


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
