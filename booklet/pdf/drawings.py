"""Draw every drawing once, however many times and in however many documents it is printed.

Goes in: what WeasyPrint read from an SVG file. Comes out: one Form XObject for each document that shows it.
Must not know what is drawn.

WeasyPrint draws an SVG anew, in Python, for every place where it stands, and writes all its lines again each time.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any
from xml.etree import ElementTree

import pydyf

from booklet.cache import kept
from booklet.pdf.fetcher import path_of
from booklet.pdf.inside import weasyprint
from booklet.pdf.paths import short_number
from booklet.pdf.terse import STAYING, terse

# Drawings of these and without references can be drawn apart from their page: no text, pictures, groups or patterns.
_PLAIN = {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "title", "desc"}
_MOST = 2000
_RECORDING = 2  # one more when the same drawing is recorded otherwise: what is kept of before is then not used
_SHOWN = re.compile(r'\bsrc="(file:[^"]*)"')
_Stamp = tuple[int, int]
_MM = 25.4 / 96  # in a CSS pixel
# On a smaller print a drawing is written on a coarser grid: so many of its units between two lines of it, as far as
# that is no more than FINE. A point is then off by half of that at most: three quarters of a dot at 600 dpi.
_GRIDS = (5.0, 4.0, 3.5, 3.0, 2.5, 2.0, 1.5)
FINE = 0.065  # mm
LARGE = 400  # units: smaller drawings are signs, on a grid of their own
_ON_GRID = frozenset((b"m", b"l", b"c", b"v", b"y", b"h", b"re"))
_NUMBER = re.compile(rb"-?\d*\.?\d+")


class Pictures(dict[str, Any]):
    """The pictures that were read, by address: what WeasyPrint asks for as its `cache`, made safe to keep.

    A file that has changed since is read again, and one that could not be read is tried again. What stands in the
    page itself (`data:`) is never held: it would hold its whole page. When it is full, what was read first goes.
    """

    def __init__(self) -> None:
        super().__init__()
        self._stamps: OrderedDict[str, _Stamp] = OrderedDict()

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) and self._stamps.get(str(key)) == _stamp(str(key))

    def __setitem__(self, key: str, value: Any) -> None:
        if value is None or key.startswith("data:"):
            return
        if isinstance(value, weasyprint.images.SVGImage) and _is_plain(value):
            value = Drawing(value)
        while len(self._stamps) >= _MOST:
            super().pop(self._stamps.popitem(last=False)[0], None)
        stamp = _stamp(key)
        if stamp:
            self._stamps[key] = stamp
        super().__setitem__(key, value)


def states(html: str) -> str:
    """Say in what state the pictures are that a page shows, so that a page can be set again when one has changed."""
    return " ".join(str(_stamp(url)) for url in _SHOWN.findall(html))


def _stamp(url: str) -> _Stamp | None:
    """Tell one state of a file from the next; None for what is no file."""
    path = path_of(url)
    try:
        state = path.stat() if path else None
    except OSError:
        return None
    return (state.st_mtime_ns, state.st_size) if state else None


class Drawing:
    """A drawing that is drawn once. Its methods are those that WeasyPrint asks of a picture."""

    def __init__(self, image: Any) -> None:
        self._size = image.get_intrinsic_size(1, 16)
        _, _, self._wide, self._high = image._svg.get_viewbox()
        self._svg: Any = image._svg
        self._states: dict[str, dict[str, Any]] = {}
        self._lines: tuple[bytes, ...] = ()
        self._digest = ""
        self._on_grids: dict[float, _OnGrid] = {}

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> Any:
        """Give width, height and their ratio, in px."""
        return self._size

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        """Print the drawing whole and in the middle of its place, as an SVG does."""
        if self._svg is not None:
            self._read(kept("tekening", _recipe(self._svg), lambda: self._record(stream)))
        scale = min(width / self._wide, height / self._high)
        left, top = (width - scale * self._wide) / 2, (height - scale * self._high) / 2
        grid = self._grid(scale * _MM)
        name = stream.add_image(self._on_grid(grid), False, 1)
        stream.transform(scale * grid, 0, 0, scale * grid, left, top)
        stream.draw_x_object(name)

    def _grid(self, unit: float) -> float:
        """Choose a grid for a print on which a unit of the drawing is so many mm."""
        grids = _GRIDS if self._wide >= LARGE else ()
        return next((grid for grid in grids if grid * unit <= FINE), 1.0)

    def _on_grid(self, grid: float) -> _OnGrid:
        if grid not in self._on_grids:
            lines = self._lines if grid == 1 else _coarse(self._lines, grid)
            # Wide enough for lines that pass the edge of the drawing: they were never cut.
            box = [round(side / grid) for side in (-self._wide, -self._high, 2 * self._wide, 2 * self._high)]
            decimals, least = (2, 1) if self._wide >= LARGE else (4, 0)
            packed = zlib.compress(b"\n".join(terse(lines, decimals=decimals, least=least)), 9)
            self._on_grids[grid] = _OnGrid(f"{self._digest}{grid:g}", packed, box, self._states)
        return self._on_grids[grid]

    def _record(self, stream: Any) -> bytes:
        """Draw on a sheet of its own, at the scale of the drawing itself: its states, a line end, its lines."""
        kinds = ("ExtGState", "XObject", "Pattern", "Shading")
        resources = pydyf.Dictionary({kind: pydyf.Dictionary() for kind in kinds})
        sheet = stream.clone(resources=resources, tags=None)
        self._svg.draw(sheet, self._wide, self._high, None, None)
        states = dict(resources["ExtGState"])
        lines = [line if isinstance(line, bytes) else str(line).encode() for line in sheet.stream]
        for name in [name for name, state in states.items() if _is_opaque(state)]:
            del states[name]
            lines = [line for line in lines if line != f"/{name} gs".encode()]
        return json.dumps(states).encode() + b"\n" + zlib.compress(b"\n".join(lines), 9)

    def _read(self, recorded: bytes) -> None:
        """Take in what was drawn, and let go of the tree of the SVG."""
        states, _, lines = recorded.partition(b"\n")
        self._states = json.loads(states)
        self._lines = tuple(zlib.decompress(lines).split(b"\n"))
        self._digest = sha256(recorded).hexdigest()[:16]
        self._svg = None


class _OnGrid:
    """A drawing as it is printed in some sizes; what WeasyPrint asks of a picture that it puts in a document."""

    def __init__(self, name: str, packed: bytes, box: list[int], states: dict[str, dict[str, Any]]) -> None:
        self.id = name
        self._packed, self._box, self._states = packed, box, states

    def get_x_object(self, _interpolate: bool, _ratio: float) -> Any:
        """Make the one object that a document shows wherever the drawing stands in such a size."""
        resources = pydyf.Dictionary()
        if self._states:
            states = {name: pydyf.Dictionary(state) for name, state in self._states.items()}
            resources["ExtGState"] = pydyf.Dictionary(states)
        extra = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array(self._box),
            "Resources": resources,
            "Filter": "/FlateDecode",
        }
        return pydyf.Stream([self._packed], pydyf.Dictionary(extra))


def _is_opaque(state: dict[str, Any]) -> bool:
    return not set(state) - {"Type", "ca", "CA"} and all(state.get(key, 1) == 1 for key in ("ca", "CA"))


def _coarse(lines: Iterable[bytes], grid: float) -> Iterator[bytes]:
    """Write a drawing for a grid of so many units; what is turned or moved within it stays as fine as it was."""
    turned = 0
    for line in lines:
        operator = line[line.rfind(b" ") + 1 :]
        if turned:
            turned += (operator == b"q") - (operator == b"Q")
            yield line
        elif operator == b"cm" and line != STAYING:
            turned = 1
            yield _divided(line, grid, 6)
        elif operator in _ON_GRID:
            yield _divided(line, grid, 0)
        else:
            yield _divided(line, grid, 2) if operator in (b"w", b"d") else line


def _divided(line: bytes, grid: float, decimals: int) -> bytes:
    return _NUMBER.sub(lambda found: short_number(float(found[0]) / grid, decimals), line)


def _recipe(svg: Any) -> bytes:
    """Say what decides how a drawing is drawn."""
    programs = f"{_RECORDING} {weasyprint.__version__} {pydyf.VERSION}\n".encode()
    return programs + ElementTree.tostring(svg.tree._etree_node)


def _is_plain(image: Any) -> bool:
    """Tell whether a drawing can be drawn apart from its page, and comes out the same at each size."""
    root = image._svg.tree._etree_node
    size = re.compile(r"[\d.]+(mm|cm|px|pt)?")
    return bool(
        image._svg.get_viewbox()
        and "preserveAspectRatio" not in root.attrib
        and all(size.fullmatch(root.get(side, "1")) for side in ("width", "height"))
        and all(_is_plain_element(element) for element in root.iter())
    )


def _is_plain_element(element: Any) -> bool:
    name = str(element.tag).rpartition("}")[2]
    return (
        name in _PLAIN
        and not {"opacity", "style", "class"}.intersection(element.keys())
        and "url(" not in str(element.attrib)
    )
