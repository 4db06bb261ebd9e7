"""Say a dose so that nobody has to work anything out.

Goes in: a dose and its moments. Comes out: plain words by moment of the day. Must not know any page.
"""

from __future__ import annotations

from gettext import NullTranslations

from booklet.content.records import Dose


def amount(dose: Dose, words: NullTranslations) -> str:
    """Say how much of an exercise is done at one moment: «10 keer, rust, 10 keer»."""
    _, n = words.gettext, words.ngettext
    if dose.minutes:
        once = n("{n} minuut", "{n} minuten", dose.minutes).format(n=dose.minutes)
        return once if dose.sets == 1 else _("{sets} keer {once}").format(sets=dose.sets, once=once)
    repetitions = dose.repetitions or 0
    if repetitions == 1:
        once = n("{n} keer", "{n} keer", dose.sets).format(n=dose.sets)
        if dose.hold_s:
            once = _("{once} {n} tellen").format(once=once, n=dose.hold_s)
        if dose.per_side:
            once = _("{once} per kant").format(once=once)
        return _("{once}, met rust").format(once=once) if dose.rest_s and dose.sets > 1 else once
    form = _("{n} keer per kant") if dose.per_side else _("{n} keer")
    again = _("{n}") if dose.per_side else _("{n} keer")
    turns = [form, *[again] * (dose.sets - 1)]
    return f", {_('rust')}, ".join(turn.format(n=repetitions) for turn in turns)


def at(moment: str, words: NullTranslations) -> str:
    """Name a moment of the day as it stands before a dose."""
    _ = words.gettext
    return {"ochtend": _("'s ochtends"), "middag": _("'s middags"), "avond": _("'s avonds")}[moment]


def days(count: int, words: NullTranslations) -> str:
    """Say how many days a week."""
    if count == 7:
        return words.gettext("elke dag")
    return words.ngettext("{n} dag per week", "{n} dagen per week", count).format(n=count)
