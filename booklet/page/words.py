"""Set words as a typographer would, and turn runs of text into HTML.

Goes in: runs of text and what references lead to. Comes out: escaped HTML.
Must not know which page the words stand on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from booklet.content.text import (
    Aim,
    Break,
    Citation,
    Inline,
    Note,
    Reference,
    Run,
    Strong,
    Words,
    WritingLine,
    plain,
)

NBSP = "\u00a0"
_UNITS = "minuten|minuut|seconden|tellen|keer|dagen|dag|weken|week|maanden|uur|jaar|kilo|meter|mensen|punten"
_REPAIRS = (
    # An apostrophe that opens a word: 's ochtends, 't, 'n. Then any other apostrophe inside or behind a word.
    (re.compile(r"(?<!\w)'(?=(?:s|t|n|m|k)\b)"), "\u2019"),
    (re.compile(r"(?<=\w)'"), "\u2019"),
    (re.compile(r"(?<!\w)'(?=\w)"), "\u2018"),
    (re.compile(r"'"), "\u2019"),
    (re.compile(r"(^|(?<=[\s(\[\u00a0]))\""), "\u201c"),
    (re.compile(r"\""), "\u201d"),
    # A number stays with what it counts, and with the word that says what kind of number it is.
    (re.compile(rf"\b(\d+) (?=(?:{_UNITS})\b)"), rf"\1{NBSP}"),
    (re.compile(r"\b(bladzijde|week|hoofdstuk|bron|nummer) (?=\d)", re.IGNORECASE), rf"\1{NBSP}"),
    (re.compile(r"\u2019s (?=ochtends|middags|avonds|nachts)"), f"\u2019s{NBSP}"),
)
_TO_REPAIR = re.compile(r"['\"\u2019\d]")  # without any of these there is nothing to repair, in most texts


def typeset_quotes(text: str, before: str = "") -> str:
    r"""Repair what a keyboard cannot type: quotes, and spaces that must not break.

    `before` is the character in front of the text, which decides whether a quote opens or closes.

    >>> typeset_quotes("'s ochtends 10 keer")
    '’s\xa0ochtends 10\xa0keer'
    """
    text = before + text
    if _TO_REPAIR.search(text):
        for pattern, better in _REPAIRS:
            text = pattern.sub(better, text)
    return text[len(before) :]


def _footnote(words: Markup | str) -> Markup:
    """Set what stands at the foot of the page."""
    return Markup('<span class="noot">{}</span>').format(words)


def _with_page(trail: Trail, anchor: str, words: str) -> Markup:
    """Set a reference as it is followed on paper: by the number of a page."""
    number = trail.page(anchor)
    page = trail.gettext("bladzijde")
    if words.lower() == page:
        return Markup('<a href="#{}">{}{}{}</a>').format(anchor, words, NBSP, number)
    return Markup('<a href="#{}">{}</a> ({}{}{})').format(anchor, words, page, NBSP, number)


@dataclass(frozen=True, kw_only=True)
class Trail:
    """What references lead to: the page of every anchor, and what footnotes say of a source.

    `pages` maps an anchor to its page, counted from 1; an anchor that is not there yet (a first pass)
    prints as two digits, so that the lines do not change much when it is. How words, a note and a reference
    are set is what differs between paper and a screen; as they stand here, they are for paper.
    """

    pages: Mapping[str, int]
    cite: Callable[[str], Markup | str]
    gettext: Callable[[str], str]
    seen: dict[str, int] = field(default_factory=dict)
    words: Callable[[str], Markup] = escape
    note: Callable[[Markup | str], Markup] = _footnote
    lead: Callable[[Trail, str, str], Markup] = _with_page

    def page(self, anchor: str) -> str:
        """Give the number of the page on which an anchor stands."""
        return str(self.pages.get(anchor, "00"))


def inline(run: Run, trail: Trail, before: str = "") -> Markup:
    """Turn a run of text into HTML; `before` is the character in front of it."""
    parts = []
    for item in run:
        parts.append(_one(item, trail, before))
        before = plain((item,))[-1:] or before
    return Markup("").join(parts)


def _one(item: Inline, trail: Trail, before: str) -> Markup:
    match item:
        case Words(text=text):
            return trail.words(typeset_quotes(text, before))
        case Strong(content=content):
            return Markup("<strong>{}</strong>").format(inline(content, trail, before))
        case Break():
            return Markup("<br>")
        case WritingLine():
            return Markup('<span class="regel"></span>')
        case Citation(source=source):
            return trail.note(trail.cite(source))
        case Note(content=content):
            return trail.note(inline(content, trail))
        case Reference():
            return _reference(item, trail, before)


def _reference(item: Reference, trail: Trail, before: str) -> Markup:
    """Set a reference: its words are the link (and nothing else may stand in it), its page stands behind them."""
    words = typeset_quotes(plain(item.content), before)
    if item.aim is Aim.WEB:
        return Markup('<a href="{}">{}</a>').format(item.target, words)
    if item.aim is Aim.TERM:
        count = trail.seen[item.target] = trail.seen.get(item.target, 0) + 1
        anchor = f"uitleg-{item.target}-{count}"
        return Markup('<a class="woord" id="{}" href="#woord-{}">{}</a>').format(anchor, item.target, words)
    anchor = f"oefening-{item.target}" if item.aim is Aim.EXERCISE else item.target
    return trail.lead(trail, anchor, words)
