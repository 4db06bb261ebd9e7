"""Put PDF files behind each other, for the printer: typefaces and drawings that several have are there once.

Goes in: paths of PDF files. Comes out: the bytes of one PDF. Must not know what is on the pages.

The result is for paper: tags and the claims that go with them stay with the separate files.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

_SHARED = (Name.Font, Name.XObject)


def merge(paths: Iterable[Path]) -> bytes:
    """Put files behind each other in the order given."""
    known: dict[bytes, Object] = {}
    with pikepdf.new() as merged:
        for path in paths:
            with pikepdf.open(path) as part:
                for page in part.pages:
                    _append(page, merged, known)
        merged.docinfo["/Title"] = "Oefenbladen"
        result = io.BytesIO()
        merged.save(result, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return result.getvalue()


def _append(page: pikepdf.Page, merged: pikepdf.Pdf, known: dict[bytes, Object]) -> None:
    """Copy a page; what was copied before, by what it is made of, is left out and named again."""
    for key in ("/StructParents", "/Tabs"):
        if key in page.obj:
            del page.obj[key]
    things = [(kind, name, _digest(thing)) for kind, name, thing in _resources(page)]
    for kind, name, digest in things:
        if digest in known:
            del page.Resources[kind][name]
    merged.pages.append(page)
    copied = merged.pages[-1]
    for kind, name, digest in things:
        if digest in known:
            copied.Resources[kind][name] = known[digest]
        else:
            known[digest] = copied.Resources[kind][name]


def _resources(page: pikepdf.Page) -> Iterator[tuple[Name, str, Object]]:
    for kind in _SHARED:
        for name, thing in list(page.obj.get("/Resources", Dictionary()).get(kind, Dictionary()).items()):
            yield kind, name, thing


def _digest(thing: Object) -> bytes:
    """Condense what an object is made of, with all that it refers to, whatever their numbers are."""
    total = hashlib.sha256()
    seen: set[tuple[int, int]] = set()

    def weigh(item: object) -> None:
        if isinstance(item, Object) and item.is_indirect:
            if item.objgen in seen:
                return
            seen.add(item.objgen)
        if isinstance(item, Stream | Dictionary):
            for key, value in sorted(item.items()):
                total.update(key.encode())
                weigh(value)
            if isinstance(item, Stream):
                total.update(item.read_raw_bytes())
        elif isinstance(item, Array) and b" R" in item.unparse():
            for value in item:
                weigh(value)
        else:
            total.update(item.unparse() if isinstance(item, Object) else repr(item).encode())

    weigh(thing)
    return total.digest()
