"""Read what the content of a page draws by name: forms, and pictures made of dots.

Goes in: the resources of a page. Comes out: `Form` and `Dots` values by name. Must not know the page. Whatever cannot
stand by itself, or is not opaque, raises `Unlinkable` or is left out.
"""

from __future__ import annotations

import hashlib
from typing import Any

from pikepdf import Dictionary, Name, Object

from booklet.pdf.link.content import Dots, Form, Resources
from booklet.pdf.link.pieces import Unlinkable


def forms_of(resources: Object) -> Resources:
    """Read the forms that a page or a form draws; all that they draw must be opaque."""
    for state in resources.get("/ExtGState", Dictionary()).values():
        if set(state.keys()) - {"/ca", "/CA", "/Type"} or any(state.get(key, 1) != 1 for key in ("/ca", "/CA")):
            raise Unlinkable("something that is not opaque")
    found: dict[bytes, Form | Dots] = {}
    for name, stream in resources.get("/XObject", Dictionary()).items():
        if stream.Subtype == Name.Image:
            found |= _dots(name[1:].encode(), stream)
        if stream.Subtype != Name.Form:
            continue
        matrix = stream.get("/Matrix") or [1, 0, 0, 1, 0, 0]
        left, top, right, bottom = (float(edge) for edge in stream.BBox)
        found[name[1:].encode()] = Form(
            matrix=b" ".join(str(number).encode() for number in matrix),
            box=f"{left:g} {top:g} {right - left:g} {bottom - top:g}".encode(),
            lines=tuple(stream.read_bytes().split(b"\n")),
            forms=forms_of(stream.get("/Resources", Dictionary())),
        )
    return found


def _dots(name: bytes, image: Object) -> dict[bytes, Dots]:
    """Read a picture made of dots; nothing when it needs another object, as one that is transparent does."""
    entries = {key: value for key, value in image.items() if key != "/Length"}
    if any(value.is_indirect for value in entries.values() if isinstance(value, Object)):
        return {}
    raw = image.read_raw_bytes()
    head = b"".join(b"%b %b" % (key.encode(), _unparsed(value)) for key, value in sorted(entries.items()))
    written = b"<<%b/Length %d>>stream\n%b\nendstream" % (head, len(raw), raw)
    return {name: Dots(name=b"I" + hashlib.sha256(written).hexdigest()[:10].encode(), written=written)}


def _unparsed(value: Any) -> bytes:
    """Write an entry of a dictionary; true, false and numbers come as those of Python."""
    if isinstance(value, Object):
        return value.unparse(resolved=True)
    return str(value).lower().encode()


def dots_of(forms: Resources) -> dict[bytes, bytes]:
    """List the pictures made of dots, also those within forms, by their names from now on."""
    found: dict[bytes, bytes] = {}
    for form in forms.values():
        found |= {form.name: form.written} if isinstance(form, Dots) else dots_of(form.forms)
    return found
