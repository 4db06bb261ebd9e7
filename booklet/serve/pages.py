"""Fill the templates of the desk: pages for a screen, beside `booklet.page` which makes pages for paper.

Goes in: the name of a template and what it shows. Comes out: HTML. Must not know where a request came from.
"""

from __future__ import annotations

import functools
from gettext import NullTranslations
from typing import Any

from jinja2 import Environment

from booklet.page.templating import templates

# The pages that one can go to, in the order in which the head of each page names them: address, name.
NAVIGATION = (("/", "Oefenblad"), ("/boekje", "Boekje"))


def render(template: str, here: str = "", **shown: Any) -> str:
    """Fill a template of the folder templates/; `here` is the address of the page, which the navigation marks."""
    return _environment().get_template(template).render(here=here, navigation=NAVIGATION, **shown)


@functools.cache
def _environment() -> Environment:
    return templates(NullTranslations(), "booklet.serve")
