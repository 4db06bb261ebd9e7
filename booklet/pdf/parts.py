"""Handle parts of a document that were set apart: put them behind each other, move one, write one by itself.

Goes in: typeset parts. Comes out: a typeset document, or PDF bytes. Must not know how they were set.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from booklet.pdf.typeset import Typeset, to_pdf


def moved(part: Typeset, number: int) -> Typeset:
    """Say where everything would land, were the first page of a part another one on the same side of the paper.

    A page bears its number in its margin, where nothing makes room for it.
    """
    by = number - part.number
    assert by % 2 == 0
    return replace(
        part,
        document=part.document if by == 0 else None,
        pages={anchor: page + by for anchor, page in part.pages.items()},
        too_tall=tuple(replace(spot, page=spot.page + by) for spot in part.too_tall),
        number=number,
    )


def bind(parts: Sequence[Typeset]) -> Typeset:
    """Put parts behind each other that were each set from the page where it stands."""
    pages: dict[str, int] = {}
    for part in parts:
        pages = {**part.pages, **pages}
    last = parts[-1]
    return replace(
        parts[0],
        document=_bind_documents([part.document for part in parts]),
        pages=pages,
        first=frozenset().union(*(part.first for part in parts)),
        count=last.number + last.count - parts[0].number,
        too_tall=tuple(spot for part in parts for spot in part.too_tall),
        missing=tuple(lost for part in parts for lost in part.missing),
    )


def _bind_documents(documents: Sequence[Any]) -> Any:
    there = [document for document in documents if document is not None]
    if len(there) < len(documents):
        return None
    return there[0].copy([page for document in there for page in document.pages])


def proof(part: Typeset) -> bytes:
    """Write a part by itself, to be looked at only: without tags, and without links to other parts."""
    pages = []
    for whole in part.document.pages:
        page = copy(whole)
        page.links = [link for link in page.links if link[0] != "internal" or link[1] in part.pages]
        pages.append(page)
    return to_pdf(replace(part, document=part.document.copy(pages)), 0, to_look_at=True)
