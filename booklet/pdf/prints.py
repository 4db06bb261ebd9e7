"""Tell pages of a PDF apart by what is drawn on them: two pages with one print look alike.

Goes in: PDF bytes. Comes out: a print (a short text) of each page. Must not know what the pages are about.

A print is a sum over the instructions of a page, in which each name of a picture, pattern or shade is replaced by a sum
over that thing itself: names are handed out anew in every document. Fonts are told apart by their own names; every
document carries its own part of them, in which a letter keeps its number.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping

import pikepdf

_NAME = re.compile(rb"/[A-Za-z][\w-]*")
_APART = {"/Font", "/Parent", "/StructParent", "/StructParents", "/Length"}
_TAG = 7  # characters before the name of a font that carries a part of its letters
_LENGTH = 16  # characters: enough for all pages that anybody will ever make
_Known = dict[tuple[int, int], bytes]


def page_prints(pdf: bytes) -> tuple[str, ...]:
    """Give the print of each page, in order."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        known: _Known = {}
        named: dict[tuple[int, int], Mapping[bytes, bytes]] = {}
        prints: list[str] = []
        for page in opened.pages:
            resources = page.obj.Resources
            if not resources.is_indirect or resources.objgen not in named:
                named[resources.objgen] = _named(resources, known)
            prints.append(_page(page, named[resources.objgen]))
        return tuple(prints)


def _page(page: pikepdf.Page, named: Mapping[bytes, bytes]) -> str:
    contents = page.obj.Contents
    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    total = hashlib.sha256(page.obj.MediaBox.unparse())
    for stream in streams:
        total.update(_NAME.sub(lambda name: named.get(name[0], name[0]), stream.read_bytes()))
    return total.hexdigest()[:_LENGTH]


def _named(resources: pikepdf.Object, known: _Known) -> dict[bytes, bytes]:
    """Give a sum for everything that has a name on a page."""
    found: dict[bytes, bytes] = {}
    for kind, things in resources.items():
        for name, thing in things.items() if isinstance(things, pikepdf.Dictionary) else ():
            font = str(thing.get("/BaseFont", ""))[1 + _TAG :].encode() if kind == "/Font" else b""
            found[name.encode()] = font or _sum(thing, known).hex().encode()
    return found


def _sum(thing: object, known: _Known) -> bytes:
    """Condense an object with all that it leads to."""
    if not isinstance(thing, pikepdf.Object):
        return hashlib.sha256(repr(thing).encode()).digest()
    if thing.is_indirect and thing.objgen in known:
        return known[thing.objgen]
    if thing.is_indirect:
        known[thing.objgen] = b""  # a thing that leads to itself
    total = hashlib.sha256(type(thing).__name__.encode())
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key in sorted(set(thing.keys()) - _APART):
            total.update(key.encode() + _sum(thing[key], known))
        if isinstance(thing, pikepdf.Stream):
            total.update(thing.read_bytes())
    elif isinstance(thing, pikepdf.Array):
        for item in thing:
            total.update(_sum(item, known))
    else:
        total.update(thing.unparse())
    if thing.is_indirect:
        known[thing.objgen] = total.digest()
    return total.digest()
