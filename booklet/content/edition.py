"""Write the name and the dates of a new edition into praktijk.yaml, and leave all else as somebody typed it.

Goes in: the text of praktijk.yaml and new values by key. Comes out: the new text. Must not know any page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from booklet.report import BookletError, Finding, Place

NAME = "chapters/praktijk.yaml"
# What YAML takes for text, also when it stands without quotes; a number alone would be text to us, but not to others.
_PLAIN = re.compile(r"(?!\d+$)[^\W_][\w .,()/+-]*")
_LINE = r"^(?P<key>{}:)(?P<before>[ \t]*)(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^#\n]*?)(?P<after>[ \t]*(?:[ \t]#[^\n]*)?)$"


def renewed(text: str, values: Mapping[str, str]) -> str:
    """Put `values` behind their keys; comments stay, and stay in their column where they can.

    Raises `BookletError` when a key does not stand on a line of its own.
    """
    for key, value in values.items():
        found = list(re.finditer(_LINE.format(re.escape(key)), text, flags=re.MULTILINE))
        if len(found) != 1:
            raise BookletError([_unreadable(key)])
        text = text[: found[0].start()] + _line(found[0], value) + text[found[0].end() :]
    return text


def line_of(text: str, key: str) -> int:
    """Give the line on which a key stands (0: on none)."""
    return next((number for number, line in enumerate(text.splitlines(), 1) if line.startswith(f"{key}:")), 0)


def _line(found: re.Match[str], value: str) -> str:
    written = value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
    after = found["after"].lstrip()
    if after:
        room = len(found["value"]) + len(found["after"]) - len(after) - len(written)
        after = " " * max(1, room) + after
    return f"{found['key']}{found['before'] or ' '}{written}{after}"


def _unreadable(key: str) -> Finding:
    return Finding(
        place=Place(path=NAME),
        what=f"de sleutel «{key}» staat niet precies één keer op een eigen regel",
        remedy=f"schrijf een regel die begint met {key}: en zet de waarde erachter.",
        rule="uitgave",
    )
