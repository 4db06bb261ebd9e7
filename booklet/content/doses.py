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


def short(dose: Dose, words: NullTranslations) -> str:
    """Say the same in a cell of a table: «10 keer», «10 + 10», «5 min»; what is held stands elsewhere."""
    _ = words.gettext
    if dose.minutes and dose.sets == 1:
        return _("{n} min").format(n=dose.minutes)
    if dose.minutes or dose.repetitions == 1:
        return _("{n} keer").format(n=dose.sets)
    if dose.sets == 1:
        return _("{n} keer").format(n=dose.repetitions)
    return f"{dose.repetitions} + {dose.repetitions}" if dose.sets == 2 else f"{dose.sets} x {dose.repetitions}"


def hold(dose: Dose, words: NullTranslations) -> str:
    """Say how long one time lasts: «20 tellen»; empty when it just goes on."""
    n = words.ngettext
    if dose.minutes and dose.sets > 1:
        return n("{n} minuut", "{n} minuten", dose.minutes).format(n=dose.minutes)
    return n("{n} tel", "{n} tellen", dose.hold_s).format(n=dose.hold_s) if dose.hold_s else ""


def rest(dose: Dose, words: NullTranslations) -> str:
    """Say how long somebody rests between sets: «1 minuut rust», «45 tellen rust»; empty when there is one set."""
    if dose.sets == 1 or not dose.rest_s:
        return ""
    minutes, seconds = divmod(dose.rest_s, 60)
    if seconds:
        return words.ngettext("{n} tel rust", "{n} tellen rust", dose.rest_s).format(n=dose.rest_s)
    return words.ngettext("{n} minuut rust", "{n} minuten rust", minutes).format(n=minutes)


def weekdays(days: tuple[int, ...], words: NullTranslations) -> str:
    """Name the days of the week (1 is Monday): «elke dag», «ma t/m vr», «ma, wo en vr»."""
    _ = words.gettext
    names = [_("ma"), _("di"), _("wo"), _("do"), _("vr"), _("za"), _("zo")]
    if len(days) == 7:
        return _("elke dag")
    if len(days) > 3 and days[-1] - days[0] == len(days) - 1:
        return _("{first} t/m {last}").format(first=names[days[0] - 1], last=names[days[-1] - 1])
    *most, last = [names[day - 1] for day in days]
    return _("{most} en {last}").format(most=", ".join(most), last=last) if most else last
