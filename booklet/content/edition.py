"""Say in the sources which edition this is: its name and date in praktijk.yaml, how it reads in leesbaarheid.yaml.

Goes in: the text of praktijk.yaml and new values by key; a `Library`. Comes out: new text, in which all else stays as
somebody typed it. Must not know any page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from booklet.content.records import Library
from booklet.content.rules import readability
from booklet.content.wording import READABILITY
from booklet.report import BookletError, Finding, Place

NAME = "chapters/praktijk.yaml"
FIGURES = f"chapters/{READABILITY}"
_ABOVE = "# Hoe makkelijk deze uitgave leest. Het programma schrijft dit bij een nieuwe uitgave; verander hier niets."
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


def figures(library: Library, edition: str) -> str:
    """Write down how every text reads now, for the next edition to be held against."""
    rows = [f"  {text.id}: {text.counts.ease}" for text in readability(library)]
    return "\n".join((_ABOVE, f"uitgave: {_scalar(edition)}", "cijfers:", *rows, ""))


def line_of(text: str, key: str) -> int:
    """Give the line on which a key stands (0: on none)."""
    return next((number for number, line in enumerate(text.splitlines(), 1) if line.startswith(f"{key}:")), 0)


def _line(found: re.Match[str], value: str) -> str:
    written = _scalar(value)
    before = found["before"][:1] if not found["value"] else found["before"]
    comment = found["after"].lstrip()
    if comment:
        column = found.end() - found.start() - len(comment)
        room = column - len(found["key"]) - len(before) - len(written)
        comment = " " * max(1, room) + comment
    return f"{found['key']}{before or ' '}{written}{comment}"


def _scalar(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _unreadable(key: str) -> Finding:
    return Finding(
        place=Place(path=NAME),
        what=f"de sleutel «{key}» staat niet precies één keer op een eigen regel",
        remedy=f"schrijf een regel die begint met {key}: en zet de waarde erachter.",
        rule="uitgave",
    )
