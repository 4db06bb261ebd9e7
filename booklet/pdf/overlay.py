"""Hold two pages over each other, and see where they look different.

Goes in: pages of open PDFs, or pictures of them. Comes out: places on the page. Must not know what the pages are about.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageChops
from pypdfium2 import raw

_CELL = 8  # pixels: differences nearer to each other than this are one
_NOTICED = 48  # of 255: what an eye notices, and the edge of a letter that is drawn a hair further does not reach


@dataclass(frozen=True, kw_only=True, order=True)
class Box:
    """A place on a page, in parts of its width and height from the top left corner (0 to 1)."""

    top: float
    left: float
    bottom: float
    right: float

    def with_(self, other: Box) -> Box:
        """Give the smallest place that holds both."""
        return Box(
            top=min(self.top, other.top),
            left=min(self.left, other.left),
            bottom=max(self.bottom, other.bottom),
            right=max(self.right, other.right),
        )


def drawn(page: pdfium.PdfPage, box: Box, size: tuple[float, float]) -> Image.Image:
    """Draw one place of a page, `size` pixels large, always from its own corner: the same wherever it stands."""
    width, height = page.get_size()
    across, down = max(1, round(size[0])), max(1, round(size[1]))
    scale = size[0] / ((box.right - box.left) * width)
    bitmap = pdfium.PdfBitmap.new_native(across, down, raw.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, across, down)
    shift = raw.FS_MATRIX(scale, 0, 0, scale, -box.left * width * scale, -box.top * height * scale)
    whole = raw.FS_RECTF(0, 0, across, down)
    raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, ctypes.byref(shift), ctypes.byref(whole), raw.FPDF_ANNOT)
    picture: Image.Image = bitmap.to_pil().copy()
    return picture


def without(picture: Image.Image, boxes: Iterable[Box]) -> Image.Image:
    """Leave places of a picture blank."""
    for box in boxes:
        left, right = int(box.left * picture.width) - 2, int(box.right * picture.width) + 3
        top, bottom = int(box.top * picture.height), int(box.bottom * picture.height) + 1
        picture.paste((255, 255, 255), (left, top, right, bottom))
    return picture


def differences(old: Image.Image, new: Image.Image) -> tuple[Box, ...]:
    """Find the places where two pictures of one size differ; pictures of two sizes differ everywhere."""
    if old.size != new.size:
        return (Box(top=0, left=0, bottom=1, right=1),)
    apart = ImageChops.difference(old.convert("RGB"), new.convert("RGB"))
    red, green, blue = apart.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    marked = most.point(lambda value: 255 if value >= _NOTICED else 0)
    across, down = -(-marked.width // _CELL), -(-marked.height // _CELL)
    cells = marked.reduce(_CELL).load() if marked.getbbox() else None
    if cells is None:
        return ()
    different = {(x, y) for y in range(down) for x in range(across) if cells[x, y]}
    return tuple(sorted(_around(island, across, down) for island in _islands(different)))


def _around(island: set[tuple[int, int]], across: int, down: int) -> Box:
    columns, rows = [x for x, _ in island], [y for _, y in island]
    return Box(
        top=min(rows) / down,
        left=min(columns) / across,
        bottom=(max(rows) + 1) / down,
        right=(max(columns) + 1) / across,
    )


def _islands(cells: set[tuple[int, int]]) -> Iterator[set[tuple[int, int]]]:
    """Divide cells into groups that touch."""
    left = set(cells)
    while left:
        island, edge = set(), [left.pop()]
        while edge:
            x, y = edge.pop()
            island.add((x, y))
            near = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & left
            left -= near
            edge.extend(near)
        yield island
