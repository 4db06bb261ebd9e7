"""What one piece of a handout says, as HTML that is written only when the typesetter asks for it.

Goes in: a part of the page with its values, in a look. Comes out: a key and HTML. Must not know where a piece goes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from gettext import NullTranslations
from typing import TYPE_CHECKING, Any

from booklet.page.handout import environment, head
from booklet.page.handout_geometry import Geometry
from booklet.page.handout_log import days_head, pain_squares, squares

if TYPE_CHECKING:
    from jinja2 import Template

TOP = 40.0  # mm; where pieces that stand higher or lower on every page are set
CARD_RULE = 0.25  # mm, as in styles/handout.css
WORDS = NullTranslations()


@dataclass(frozen=True, kw_only=True, eq=False)
class Copy:
    """What is to be set: a part of the page with its values, in a look.

    Its HTML is written when somebody asks for it, which is seldom: most pieces were set before, and are known by the
    `key`. The same key is the same HTML; not always the other way round.
    """

    part: str
    look: str
    page: Geometry
    values: Mapping[str, Any]

    @cached_property
    def key(self) -> str:
        """Tell this from all other copy."""
        said = f"{self.part}\n{self.look}\n{_told(self.page)}\n{self.values!r}"
        return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()

    @cached_property
    def html(self) -> str:
        """Write one element that fills a sheet."""
        values = dict(self.values)
        if self.part == "log":
            values["drawn"] = _squares(page=self.page, **values)
        if self.part == "koppen":
            values["days_head"] = days_head(self.page, WORDS)
        if "practice" in values:
            values |= head(values["practice"], WORDS)
        return _template().render(
            part=self.part, look=self.look, page=self.page, top=TOP, card_rule=CARD_RULE, **values
        )


def copy_of(part: str, look: str, page: Geometry, **values: Any) -> Copy:
    """Give the copy of a part in a look, for a page that is divided like this."""
    return Copy(part=part, look=look, page=page, values=values)


@lru_cache(maxsize=1)
def _template() -> Template:
    return environment(WORDS).get_template("parts/blad-deel.html.j2")


@lru_cache(maxsize=256)
def _told(page: Geometry) -> str:
    return repr(page)


def _squares(kind: str, days: tuple[int, ...], first_week: int, page: Geometry) -> str:
    return pain_squares(page, WORDS) if kind == "pijn" else squares(days, page, WORDS, first_week)
