"""Compose the text that stands beside the files of a released edition.

Goes in: the practice, and the files with their pages and bytes. Comes out: plain text. Must not know how they were
made.
"""

from __future__ import annotations

from collections.abc import Sequence
from gettext import NullTranslations

from babel.dates import format_date
from babel.numbers import format_decimal

from booklet.content.practice import Practice
from booklet.page.templating import templates

LOCALE = "nl_NL"
SUMS = "SHA256SUMS"
MEGABYTE = 1_000_000
PURPOSES = {
    "boekje.pdf": "om te lezen op een scherm, en voor de website",
    "boekje-vouwen.pdf": "om zelf dubbelzijdig te printen, te vouwen en te nieten",
    "boekje-drukker.pdf": "voor de drukker; stuur boekje-drukker.txt mee, daarin staat wat u bestelt",
    "boekje-grote-letters.pdf": "op A4, voor wie grote letters nodig heeft",
    "boekje.html": "om te lezen op een telefoon",
}


def compose_release(
    practice: Practice, files: Sequence[tuple[str, int, int]], words: NullTranslations | None = None
) -> str:
    """Compose the text; `files` are (name, pages, bytes)."""
    environment = templates(words or NullTranslations())
    environment.autoescape = False  # plain text
    environment.filters |= {
        "date": lambda day: format_date(day, "d MMMM y", locale=LOCALE),
        "size": lambda count: format_decimal(count / MEGABYTE, "0.0", locale=LOCALE),
    }
    rows = [(name, pages, size, PURPOSES.get(name, "")) for name, pages, size in files]
    return environment.get_template("leesmij.txt.j2").render(practice=practice, rows=rows, sums=SUMS)
