"""Put PDF files behind each other, for the printer.

Goes in: paths of PDF files. Comes out: the bytes of one PDF. Must not know what is on the pages.

The result is for paper: tags and the claims that go with them stay with the separate files.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pikepdf


def merge(paths: Iterable[Path]) -> bytes:
    """Put files behind each other in the order given."""
    with pikepdf.new() as merged:
        for path in paths:
            with pikepdf.open(path) as part:
                merged.pages.extend(part.pages)
        for page in merged.pages:
            for key in ("/StructParents", "/Tabs"):
                if key in page.obj:
                    del page.obj[key]
        merged.docinfo["/Title"] = "Oefenbladen"
        result = io.BytesIO()
        merged.save(result, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return result.getvalue()
