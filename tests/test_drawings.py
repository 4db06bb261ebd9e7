"""Drawings: drawn once, the same on paper, read again when the file changes, and nothing of a page held."""

from __future__ import annotations

import gc
import io
import os
import weakref
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from booklet.pdf import drawings, inside
from booklet.pdf.drawings import Drawing, Pictures
from booklet.pdf.inside import weasyprint
from booklet.pdf.typeset import Press, make_ready, to_pdf, typeset

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>'
BODY = '<path d="M1 1h8l-3 7z" fill="#0a5552" stroke="#8a3110"/><circle cx="5" cy="5" r="2" fill="#e6f1ef"/>'
HEAD = '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>t</title></head><body>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with a drawing and a style sheet."""
    (tmp_path / "a.css").write_text(
        '@page { size: 100mm 60mm; margin: 5mm } html { font-family: "Source Sans 3" }', encoding="utf-8"
    )
    draw(tmp_path / "een.svg", BODY)
    return tmp_path


def draw(file: Path, body: str, root: str = 'viewBox="0 0 10 10" width="20mm" height="20mm"') -> None:
    """Write a drawing."""
    file.write_text(SVG.format(root, body), encoding="utf-8")


def forms(raw: bytes) -> list[bytes]:
    """List the drawings that a PDF holds."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        return [stream.read_bytes() for stream in streams if stream.get("/Subtype") == "/Form"]


def differing(one: bytes, other: bytes) -> int:
    """Count the pixels of the first page that differ, at 150 dpi."""
    images = [pypdfium2.PdfDocument(raw)[0].render(scale=150 / 72).to_pil().convert("L") for raw in (one, other)]
    return sum(ImageChops.difference(*images).histogram()[41:])


def printed(press: Press, body: str) -> bytes:
    """Print a page."""
    return to_pdf(typeset(HEAD + body, press), 0)


def test_a_drawing_stands_in_a_file_once(folder: Path) -> None:
    """However many times it is printed, and at whatever size."""
    press = make_ready(folder, ("a.css",), ())
    places = [f'<img src="een.svg" alt="x" style="width: {size}mm">' for size in (5, 20, 12, 20)]
    raw = printed(press, "".join(places))
    (form,) = forms(raw)
    assert form.count(b" c\n") >= 4
    (again,) = forms(printed(press, places[0]))
    assert again == form


@pytest.mark.parametrize(
    ("root", "style"),
    [
        ('viewBox="0 0 10 10" width="20mm" height="20mm"', "width: 30mm"),
        ('viewBox="0 0 10 10"', "width: 30mm; height: 12mm"),
        ('viewBox="-2 1 14 9" width="28mm" height="20mm"', "width: 11mm"),
        ('viewBox="0 0 10 10" width="20mm"', "height: 40mm; width: 15mm"),
        ('viewBox="3 3 5 5" width="200px" height="100px"', ""),
    ],
)
def test_a_drawing_looks_as_weasyprint_draws_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, root: str, style: str
) -> None:
    """Whole, in the middle, and with what sticks out of its edge."""
    draw(folder / "een.svg", BODY, root)
    body = f'<img src="een.svg" alt="x" style="{style}"><p style="background: url(een.svg) no-repeat">achter'
    quick = printed(make_ready(folder, ("a.css",), ()), body)
    assert any(form.count(b" c\n") >= 4 for form in forms(quick))
    monkeypatch.setattr(weasyprint.document, "original_get_image_from_uri", inside._get_image_once)
    slow = printed(make_ready(folder, ("a.css",), ()), body)
    assert differing(quick, slow) == 0
    assert differing(quick, printed(make_ready(folder, ("a.css",), ()), "<p>niets")) > 500


def test_a_small_print_is_on_a_coarser_grid(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In fewer bytes, once for each grid; nobody sees it."""
    waves = "".join(f"c{17 + k % 5} {k % 37} {k % 41} {23 - k % 7} 11 {k % 29}" for k in range(0, 400, 7))
    draw(
        folder / "een.svg",
        f'<path d="M100 100{waves}" fill="none" stroke="#0a5552" stroke-width="9"/>'
        '<g transform="rotate(9)"><path d="M700 200l99 0 0 99z"/></g>',
        'viewBox="0 0 1000 1500" width="50mm" height="75mm"',
    )
    press = make_ready(folder, ("a.css",), ())
    places = [f'<img src="een.svg" alt="x" style="width: {size}mm">' for size in (15, 20, 60)]
    coarsest, coarser, fine = sorted(forms(printed(press, "".join(places))), key=len)
    assert len(coarsest) < len(coarser) < len(fine)
    for place in places[:2]:
        with monkeypatch.context() as patch:
            quick = printed(press, place)
            patch.setattr(weasyprint.document, "original_get_image_from_uri", inside._get_image_once)
            slow = printed(make_ready(folder, ("a.css",), ()), place)
        assert differing(quick, slow) < 20


@pytest.mark.parametrize(
    ("body", "root"),
    [
        ('<text x="1" y="5" font-family="Source Sans 3">a</text>', 'viewBox="0 0 10 10"'),
        ('<g opacity=".5"><path d="M0 0h5v5z"/></g>', 'viewBox="0 0 10 10"'),
        ('<path d="M0 0h5v5z" style="opacity:.5"/>', 'viewBox="0 0 10 10"'),
        ('<path d="M0 0h5v5z" fill="url(#a)"/>', 'viewBox="0 0 10 10"'),
        ('<use href="#a"/><defs><path id="a" d="M0 0h5"/></defs>', 'viewBox="0 0 10 10"'),
        ('<path d="M0 0h5v5z"/>', 'viewBox="0 0 10 10" preserveAspectRatio="none"'),
        ('<path d="M0 0h5v5z"/>', 'viewBox="0 0 10 10" width="4em"'),
        ('<path d="M0 0h5v5z"/>', 'width="10" height="10"'),
    ],
)
def test_what_needs_its_page_is_left_to_weasyprint(folder: Path, body: str, root: str) -> None:
    """Words, tints that let through, and what has no size of its own."""
    draw(folder / "een.svg", body, root)
    press = make_ready(folder, ("a.css",), ())
    printed(press, '<img src="een.svg" alt="x" style="width: 20mm">')
    assert [type(image).__name__ for image in dict.values(press.images)] == ["SVGImage"]


def test_a_drawing_that_changes_is_read_again(folder: Path) -> None:
    """Whoever looks at the pages while drawing sees what was drawn last."""
    press = make_ready(folder, ("a.css",), ())
    body = '<img src="een.svg" alt="x">'
    before = printed(press, body)
    assert printed(press, body) == before
    draw(folder / "een.svg", '<path d="M0 0h10v10z"/>')
    os.utime(folder / "een.svg", ns=(1, 1))
    after = printed(press, body)
    assert differing(before, after) > 500
    assert after == printed(make_ready(folder, ("a.css",), ()), body)


def test_a_drawing_holds_nothing_of_its_page(folder: Path) -> None:
    """Or every page that was ever made would stay in memory."""
    press = make_ready(folder, ("a.css",), ())
    result = typeset(HEAD + '<img src="een.svg" alt="x">', press)
    to_pdf(result, 0)
    page = weakref.ref(result.document.pages[0])
    del result
    gc.collect()
    assert page() is None
    assert [type(image) for image in dict.values(press.images)] == [Drawing]


def test_what_stands_in_a_page_is_not_held() -> None:
    """Nor what could not be read: it is tried again."""
    pictures = Pictures()
    pictures["data:image/svg+xml,x"] = object()
    pictures["file:///weg.svg"] = None
    assert len(pictures) == 0


def test_the_pictures_do_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When there are too many, those that were read first go."""
    monkeypatch.setattr(drawings, "_MOST", 3)
    pictures = Pictures()
    addresses = []
    for number in range(5):
        file = tmp_path / f"{number}.svg"
        file.write_text("x", encoding="utf-8")
        addresses.append(file.as_uri())
        pictures[addresses[-1]] = number
    assert [address in pictures for address in addresses] == [False, False, True, True, True]
