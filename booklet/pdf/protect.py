"""Lock a PDF with a password, to send it by e-mail.

Goes in: the bytes of a PDF and a password. Comes out: the bytes of a locked copy. Must not know what it says.

PDF/A forbids encryption (ISO 19005-2, 6.1.3), so the copy does not claim it; PDF/UA-1 asks that programs which
read aloud may still read the text (ISO 14289-1, 7.16).
"""

from __future__ import annotations

import io

import pikepdf

_CLAIMS = ("pdfaid:part", "pdfaid:conformance", "pdfaid:rev")


def protect(pdf: bytes, password: str) -> bytes:
    """Lock a copy with AES-256; whoever knows the password may do everything, also have it read aloud."""
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        with opened.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for claim in _CLAIMS:
                if claim in metadata:
                    del metadata[claim]
        locks = pikepdf.Encryption(
            owner=password, user=password, R=6, allow=pikepdf.Permissions(accessibility=True), aes=True, metadata=True
        )
        opened.save(result, encryption=locks)
    return result.getvalue()
