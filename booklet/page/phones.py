"""Find telephone numbers in a text, so that a finger can call them.

Goes in: text. Comes out: HTML in which each number is a link. Must not know where the text stands.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

# 112 and 113 are also ordinary numbers («112 dagen»): they are called behind «bel», or alone at the start of a
# sentence («Gevaar? 112.»). A longer number is known by its zero and its length.
_PHONE = re.compile(
    r"""
    (?<![\w.,+])
    (?:
        (?<=\b[Bb]el[ \u00a0]) 11[23]
      | (?:(?<=^)|(?<=[.?!:;][ \u00a0])) 11[23] (?=$|[.,!?]|\ (?:of|en)\b)
      | 0(?:800|900|88|6|\d{2,3}) [-\ \u00a0]? \d(?:[\ \u00a0]?\d){3,7}
    )
    (?!\.?\w)
    """,
    re.VERBOSE,
)


def linked(text: str) -> Markup:
    """Escape a text and make a link of every telephone number in it.

    >>> linked("Bel 112. Na 112 dagen ging het.")
    Markup('Bel <a class="nummer" href="tel:112">112</a>. Na 112 dagen ging het.')
    """
    found, end = [], 0
    for match in _PHONE.finditer(text):
        found += [escape(text[end : match.start()]), call(match[0])]
        end = match.end()
    return Markup("").join([*found, escape(text[end:])])


def call(number: str) -> Markup:
    """Make a link of one telephone number."""
    return Markup('<a class="nummer" href="tel:{}">{}</a>').format(re.sub(r"[^\d+]", "", number), number)
