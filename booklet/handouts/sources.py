"""Read one request from a YAML file, from options, or from a file with options that go before it.

Goes in: bytes and text. Comes out: a `Request` and what was wrong with it. Must not know the library.
"""

from __future__ import annotations

import codecs
import datetime as dt
from collections.abc import Mapping

from booklet.content.fields import Fields, Problems, Value, compose, scalar
from booklet.handouts.options import OPTIONS
from booklet.handouts.reading import read_request
from booklet.handouts.records import Request
from booklet.report import BookletError, Finding, Place

MOST_BYTES = 100_000
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes) -> str:
    """Read text as UTF-8, UTF-16 with its mark, or else as the Windows-1252 of older programs.

    >>> decode("Zoë".encode("cp1252"))
    'Zoë'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def request_from(
    data: bytes | None, path: str, options: Mapping[str, str], today: dt.date | None = None
) -> tuple[Request, tuple[Finding, ...]]:
    """Read a request from the text of a YAML file (None: there is none) and options by their key.

    An option goes before the same key of the file. Raises `BookletError` when the file is no request at all.
    """
    problems = Problems()
    whole, values = scalar("", path, problems), dict[str, Value]()
    if data is not None:
        file = _file(data, path, problems)
        if file is None:
            raise BookletError(problems.findings)
        whole, values = file, dict(file.pairs())
    names = {key: name for key, name, _, _ in OPTIONS}
    values |= {key: scalar(text, f"--{names.get(key, key)}", problems) for key, text in options.items()}
    request = read_request(Fields(whole, values), today)
    return request, tuple(problems.findings)


def _file(data: bytes, path: str, problems: Problems) -> Value | None:
    if len(data) > MOST_BYTES:
        problems.add(Place(path=path), "dit bestand is te groot voor een recept", "kies het goede bestand.", "bestand")
        return None
    node = compose(decode(data), path, problems)
    return None if node is None else Value(node, path, problems)
