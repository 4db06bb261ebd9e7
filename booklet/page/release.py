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
    "boekje-drukker.pdf": "voor de drukker",
    "boekje-drukker.txt": "wat u bij de drukker bestelt; stuur dit mee",
    "boekje-grote-letters.pdf": "op A4, voor wie grote letters nodig heeft",
    "boekje.html": "om te lezen op een telefoon",
}


def compose_release(
    practice: Practice, files: Sequence[tuple[str, int, int]], words: NullTranslations | None = None
) -> str:
    """Compose the text; `files` are (name, pages, bytes)."""
    words = words or NullTranslations()
    environment = templates(words)
    environment.autoescape = False  # plain text
    environment.filters |= {"date": lambda day: format_date(day, "d MMMM y", locale=LOCALE)}
    rows = [(name, _told(pages, size, words), PURPOSES.get(name, "")) for name, pages, size in files]
    return environment.get_template("leesmij.txt.j2").render(practice=practice, rows=rows, sums=SUMS) + "\n"


def _told(pages: int, size: int, words: NullTranslations) -> str:
    """Say how many pages a file has, if it has any, and how large it is."""
    count = words.ngettext("%d bladzijde", "%d bladzijden", pages) % pages
    return f"{count}, {_size(size)}" if pages else _size(size)


def _size(count: int) -> str:
    """Say how large a file is, in the unit that people know."""
    if count < MEGABYTE // 10:
        return f"{max(1, round(count / 1000))} kB"
    return f"{format_decimal(count / MEGABYTE, '0.0', locale=LOCALE)} MB"
