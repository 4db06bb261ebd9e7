"""Take from a finished PDF what paper has no use for: tags, links, bookmarks, and the claims that rest on them.

Goes in: the bytes of a finished PDF. Comes out: PDF bytes with pages, fonts, language and title. Must not know what
is on the pages.

Paper cannot be read aloud: who needs that has the edition for the screen. So an edition for paper claims nothing about
it, rather than carry tags that no longer belong to its sides.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TypeGuard

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Page, Pdf, Stream

_ROOT = {"/Type", "/Pages", "/Lang"}
_PAGE = {"/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/TrimBox"}
_MARKS = {Operator(name) for name in ("BMC", "BDC", "EMC", "MP", "DP")}


def bare(finished: bytes) -> bytes:
    """Keep the pages, the language, the title and the author; forget everything else."""
    with pikepdf.open(io.BytesIO(finished)) as pdf:
        _keep(pdf.Root, _ROOT)
        for page in pdf.pages:
            _keep(page.obj, _PAGE)
            page.obj.Contents = pdf.make_stream(unmarked(page))
        for item in dictionaries(pdf):
            if is_drawn(item):
                item.write(unmarked(item))
        # What nothing leads to any more goes when the file is written.
        return saved(pdf)


def saved(pdf: Pdf, *, version: str = "") -> bytes:
    """Write a PDF, the same bytes each time; `version` is the one that it must be, such as 1.6."""
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        recompress_flate=True,
        force_version=version,
    )
    return out.getvalue()


def unmarked(content: Object | Page) -> bytes:
    """Write the instructions of a page or form without the marks that only its tags lead to."""
    kept = [step for step in pikepdf.parse_content_stream(content) if step.operator not in _MARKS]
    return pikepdf.unparse_content_stream(kept)


def dictionaries(pdf: Pdf) -> Iterator[Dictionary | Stream]:
    """Give every dictionary and stream of a PDF, also those that stand within another."""
    for item in pdf.objects:
        yield from _within(item)


def _within(item: Object) -> Iterator[Dictionary | Stream]:
    if isinstance(item, Dictionary | Stream):
        yield item
        inner = [item[key] for key in list(item.keys())]
    elif isinstance(item, Array):
        inner = list(item)
    else:
        return
    for part in inner:
        if isinstance(part, Object) and not part.is_indirect:  # the others have their own turn
            yield from _within(part)


def is_drawn(item: Dictionary | Stream) -> TypeGuard[Stream]:
    """Tell whether something is drawn with instructions: a form, or the tile of a pattern."""
    return isinstance(item, Stream) and (item.get("/Subtype") == Name.Form or item.get("/PatternType") == 1)


def _keep(item: Object, keys: set[str]) -> None:
    for key in set(item.keys()) - keys:
        del item[key]
