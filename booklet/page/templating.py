"""Make ready to fill templates, for every kind of page.

Goes in: a gettext catalogue. Comes out: a Jinja2 environment. Must not know what is on a page.
"""

from __future__ import annotations

from gettext import NullTranslations
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from booklet.page.words import typeset_quotes


def templates(words: NullTranslations, room: str = "booklet.page") -> Environment:
    """Make ready to fill the templates of a room: what every page shares, with the catalogue of its words."""
    made = Environment(
        loader=PackageLoader(room),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    made.filters |= {"quotes": typeset_quotes, "uri": Path.as_uri}
    return made
