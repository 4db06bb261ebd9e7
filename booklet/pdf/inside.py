"""Reach into WeasyPrint: everything here touches what is not its public side, each with its reason.

Goes in: nothing. Comes out: WeasyPrint 70.0, imported quickly and writing quickly, with the same result as without.
tests/test_inside.py notices when another version of it no longer has what is used here.

Import this before anything of WeasyPrint.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import io
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import _cffi_backend

from booklet.cache import kept
from booklet.report import BookletError, ExitCode, Finding, Place

# Set before fontconfig starts: with system fonts, a missing character would silently use one of them.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))

# True, and meant so: see fonts.conf.
warnings.filterwarnings("ignore", message="No fonts configured", category=UserWarning)

__all__ = ["weasyprint"]

# What HarfBuzz has and WeasyPrint does not ask for: to read a typeface from memory.
_MORE = """
    hb_blob_t * hb_blob_create (
        const char *data, unsigned int length, int mode, void *user_data, void *destroy);
    hb_face_t * hb_face_create (hb_blob_t *blob, unsigned int index);
"""
_LATE = ("fontTools.subset", "fontTools.varLib", "fontTools.varLib.instancer")


class _Table:
    """A table of C declarations that was read before: it takes no more of them."""

    def __init__(self, ready: Any) -> None:
        self._ready = ready

    def cdef(self, *_declarations: str) -> None:
        """Take no notice: they are in the table."""

    def __getattr__(self, name: str) -> Any:
        found = self.__dict__[name] = getattr(self._ready, name)  # asked for a thousand times a page
        return found


@contextmanager
def _instead(stand_ins: dict[str, ModuleType]) -> Iterator[None]:
    """Let modules be imported in the place of others for a while."""
    before = {name: sys.modules.get(name) for name in stand_ins}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


def _import_quickly() -> None:
    """Import WeasyPrint without reading C declarations, and without the parts of fontTools that are rarely needed.

    Both happen at each start and take two thirds of it. The declarations become a table that is kept for the
    next start: plain values only, so that nothing that comes from a folder is ever run.
    """
    spec = importlib.util.find_spec("weasyprint")
    if "weasyprint" in sys.modules or spec is None or spec.origin is None:
        return
    source = (Path(spec.origin).parent / "text" / "ffi.py").read_bytes()
    recipe = b"\0".join((source, _MORE.encode(), _cffi_backend.__version__.encode(), sys.version.encode()))
    with _instead(_late()):
        values = ast.literal_eval(kept("pango", recipe, _declarations).decode())
        if "weasyprint" not in sys.modules:
            cffi = ModuleType("cffi")
            cffi.FFI = lambda: _Table(_cffi_backend.FFI("pango", **values))  # type: ignore[attr-defined]
            with _instead({"cffi": cffi}):
                importlib.import_module("weasyprint")


def _declarations() -> bytes:
    """Import WeasyPrint as it is, and write down what it declared."""
    from cffi.recompiler import make_py_source  # noqa: PLC0415 - only who has no table yet waits for it

    declared = importlib.import_module("weasyprint.text.ffi").ffi
    declared.cdef(_MORE)
    written = io.StringIO()
    make_py_source(declared, "pango", written)
    made = ast.parse(written.getvalue()).body[-1]
    assert isinstance(made, ast.Assign)
    assert isinstance(made.value, ast.Call)
    return repr({str(word.arg): ast.literal_eval(word.value) for word in made.value.keywords}).encode()


def _late() -> dict[str, ModuleType]:
    """Make stand-ins for what WeasyPrint imports at its start and our pages never need: it comes when it is called."""
    subset, package, instancer = (ModuleType(name) for name in _LATE)

    def when_called(name: str, function: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            return getattr(importlib.import_module(name), function)(*arguments, **named)

        return call

    for name in ("Options", "Subsetter"):
        setattr(subset, name, when_called("fontTools.subset", name))
    instancer.instantiateVariableFont = when_called(  # type: ignore[attr-defined]
        "fontTools.varLib.instancer", "instantiateVariableFont"
    )
    return {module.__name__: module for module in (subset, package, instancer)}


try:
    _import_quickly()
    import pydyf
    import weasyprint
    from fontTools.ttLib import TTFont
    from weasyprint.pdf.fonts import Font
    from weasyprint.text.ffi import ffi, harfbuzz
except OSError as error:
    raise BookletError(
        [
            Finding(
                place=Place(path="deze computer"),
                what="de bibliotheek Pango ontbreekt",
                remedy="typ make booklet; helpt dat niet, kijk dan in README.md onder «System libraries».",
                rule="systeem",
            )
        ],
        ExitCode.MISSING,
    ) from error


# What an embedded typeface does without: layout is done, and no weights are left to choose from.
_NOT_EMBEDDED = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "MVAR", "STAT", "VVAR", "vhea", "vmtx")
_AXES: dict[bytes, tuple[str, ...]] = {}
_FACES: dict[tuple[bytes, tuple[tuple[str, float], ...]], tuple[bytes, Any]] = {}
_FOR_ITSELF = 0  # HB_MEMORY_MODE_DUPLICATE: HarfBuzz keeps a copy
_clean = Font.clean
_get_image_once = weasyprint.document.original_get_image_from_uri


def _clean_quickly(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:
    """Embed a face of a variable typeface from one that was cut before.

    WeasyPrint cuts it anew for every document, by fontTools, which takes most of the time of a handout. A face is cut
    whole and kept; what is left is to take from it the letters that a document needs, by HarfBuzz. A field to type in
    needs them all, and gets the whole face. Pages are laid out with the variable typeface as before: not a letter
    moves.
    """
    if "fvar" in font.tables:
        cut, font.hb_face = _face(font)
        font.tables.remove("fvar")
        font.file_content = font.file_content if to_unicode else cut
    _clean(font, to_unicode, hinting)


def _face(font: Any) -> tuple[bytes, Any]:
    """Give the face that a document uses, cut from a variable typeface: its file, and as HarfBuzz has it."""
    digest = hashlib.sha256(font.file_content).digest()
    # Where it is cut, as `Font.clean` chooses: as it was laid out, else by weight and size.
    wanted = {"wght": font.weight, "opsz": font.font_size} | font.variations
    place = tuple((axis, wanted[axis]) for axis in _axes(digest, font.file_content) if axis in wanted)
    if (digest, place) not in _FACES:
        recipe = digest + repr((place, _NOT_EMBEDDED, version("fonttools"))).encode()
        cut = kept("letter", recipe, lambda: _cut(font.file_content, dict(place)))
        blob = harfbuzz.hb_blob_create(cut, len(cut), _FOR_ITSELF, ffi.NULL, ffi.NULL)
        _FACES[digest, place] = cut, ffi.gc(harfbuzz.hb_face_create(blob, 0), harfbuzz.hb_face_destroy)
        harfbuzz.hb_blob_destroy(blob)
    return _FACES[digest, place]


def _axes(digest: bytes, content: bytes) -> tuple[str, ...]:
    """Name the axes of a variable typeface."""
    if digest not in _AXES:
        _AXES[digest] = tuple(axis.axisTag for axis in TTFont(io.BytesIO(content), lazy=True)["fvar"].axes)
    return _AXES[digest]


def _cut(content: bytes, place: dict[str, float]) -> bytes:
    """Cut a whole face of a variable typeface, without the tables that are for layout only."""
    from fontTools.varLib.instancer import instantiateVariableFont  # noqa: PLC0415 - most starts find it kept

    face = TTFont(io.BytesIO(content), lazy=True, recalcTimestamp=False)
    for table in _NOT_EMBEDDED:
        if table in face:
            del face[table]
    instantiateVariableFont(face, place, inplace=True)
    out = io.BytesIO()
    face.save(out)
    return out.getvalue()


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    """Give the references of the pages, made again only when a page has come: it is asked for at every tag."""
    kids = pdf.pages["Kids"]
    made: tuple[bytes, ...] = pdf.__dict__.get("references", ())
    if 3 * len(made) != len(kids):
        made = pdf.__dict__["references"] = tuple(f"{number} 0 R".encode() for number in kids[::3])
    return made


def _get_image(*, cache: Any, url: str, **named: Any) -> Any:
    """Give a picture as the cache holds it, also the first time: WeasyPrint would give what it put in."""
    image = _get_image_once(cache=cache, url=url, **named)
    return cache.get(url, image)


Font.clean = _clean_quickly
weasyprint.document.original_get_image_from_uri = _get_image
pydyf.PDF.page_references = property(_page_references)
