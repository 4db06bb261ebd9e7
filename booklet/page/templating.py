"""Make ready to fill templates, for every kind of page.

Goes in: a gettext catalogue. Comes out: a Jinja2 environment. Must not know what is on a page.
"""

from __future__ import annotations

from gettext import NullTranslations
from pathlib import Path

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket

from booklet.page.words import typeset_quotes


class _Compiled(BytecodeCache):
    """The templates of this process, compiled: an environment is made for every round, its templates once."""

    def __init__(self) -> None:
        self._codes: dict[str, object] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template as it was compiled before."""
        bucket.code = self._codes.get(bucket.key + bucket.checksum)  # type: ignore[assignment]

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Hold a template that was compiled now."""
        self._codes[bucket.key + bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def templates(words: NullTranslations, room: str = "booklet.page") -> Environment:
    """Make ready to fill the templates of a room: what every page shares, with the catalogue of its words."""
    made = Environment(
        loader=PackageLoader(room),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_COMPILED,
    )
    made.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    made.filters |= {"quotes": typeset_quotes, "uri": Path.as_uri}
    return made
