"""Decide what the row of one exercise shows, given how many there are on the page.

Goes in: a `Card` and a `Geometry`. Comes out: a `Row`, ready for the template. Must not know HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from gettext import NullTranslations

from booklet.handouts.records import Card
from booklet.page.handout_geometry import Geometry
from booklet.page.handout_pictures import Arrangement, arrange
from booklet.page.words import typeset_quotes

# Characters that one line of the column at the right holds, and how many lines it has.
_SIDE_LINE = 24
_SIDE_LINES = {3: 5, 4: 5, 5: 3, 6: 3}
# Characters of a dose in words that fit on one line of a row.
_DOSE_LINE = 48
# What a drawing must leave free in the height of its card, in mm.
_AROUND = {"alleen": 38.0, "breed": 4.0, "rij": 2.6}
_KEY_STEPS = 5  # from this many exercises on there is room for three key steps only


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A few words beside or under the steps: `kind` is `voelt`, `niet`, `onthoud`, `keuze` or `tik`."""

    kind: str
    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A fact beside the name, with its sign: `tellen`, `kant`, `dagen`, or none (`blz`)."""

    sign: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One exercise as the page shows it: `under` stands below the steps, `side` in a column of its own.

    `dose` holds the lines of the dose in words; `cells` the plan (text by moment), or one text for the
    whole day.
    """

    number: int
    name: str
    chips: tuple[Chip, ...]
    dose: tuple[str, ...]
    steps: tuple[str, ...]
    side: tuple[Remark, ...]
    under: tuple[Remark, ...]
    cells: tuple[str, ...]
    pictures: Arrangement


def row(card: Card, number: int, page: Geometry, booklet_page: int | None, words: NullTranslations) -> Row:
    """Make the row of one exercise; `booklet_page` is where the booklet tells more."""
    key_steps = page.count >= _KEY_STEPS or (page.large and page.count > 1)
    side, under = _remarks(card, page, words)
    return Row(
        number=number,
        name=typeset_quotes(card.name),
        chips=tuple(_chips(card, page, booklet_page, words)),
        dose=tuple(_dose(card, page, words)),
        steps=tuple(map(typeset_quotes, card.core if key_steps else card.steps)),
        side=side,
        under=under,
        cells=_cells(card, page, words),
        pictures=arrange(
            card.exercise.frames,
            page.pictures,
            page.card - _AROUND[page.form],
            stackable=page.count < _KEY_STEPS,
        ),
    )


def _cells(card: Card, page: Geometry, words: NullTranslations) -> tuple[str, ...]:
    """Fill the plan: an amount for every moment, or one text when the moment is no part of the day."""
    if not card.portions and page.large and page.count > 1:
        return (typeset_quotes(card.when),)
    if not card.portions:
        short = words.gettext("{amount}, {when}").format(amount=card.amount_short, when=card.when)
        return (typeset_quotes(short),)
    by_moment = {portion.moment: portion.short for portion in card.portions}
    return tuple(typeset_quotes(by_moment.get(moment, "")) for moment in ("ochtend", "middag", "avond"))


def _dose(card: Card, page: Geometry, words: NullTranslations) -> Iterator[str]:
    """Say the dose in words, where there is room for it besides the plan; moments with the same dose go together."""
    if page.count > 3 or (page.large and page.count > 1):
        return
    moments = [portion.words.removesuffix(card.amount).strip() for portion in card.portions]
    amount = card.amount.replace(", rust,", f", {card.rest},") if card.rest else card.amount
    if page.count == 3 and sum(map(len, moments)) + len(amount) > _DOSE_LINE:
        amount = card.amount  # how long the rest is stands above the plan
    if not moments:
        yield _sentence(f"{amount}, {card.when}")
    elif page.count == 1 and not page.large:
        for moment in moments:
            yield _sentence(f"{moment} {amount}")
    else:
        yield _sentence(f"{words.gettext(' en ').join(_listed(moments))} {amount}")


def _listed(moments: list[str]) -> list[str]:
    """Join all but the last with commas."""
    return [", ".join(moments[:-1]), moments[-1]] if len(moments) > 1 else moments


def _sentence(text: str) -> str:
    """Begin with a capital, also behind an apostrophe: «'s Ochtends 10 keer.»."""
    text = typeset_quotes(text)
    start = 3 if text.startswith("’s") else 0
    return f"{text[:start]}{text[start : start + 1].upper()}{text[start + 1 :].rstrip('.')}."


def _chips(card: Card, page: Geometry, booklet_page: int | None, words: NullTranslations) -> Iterator[Chip]:
    """List the facts beside the name; from four exercises on, the log shows the days."""
    told = page.count <= 3 and not page.large  # the dose is there in words, and says so of both sides
    if card.hold:
        yield Chip(sign="tellen", text=typeset_quotes(card.hold))
    if card.side and (page.count == 1 or not told):
        yield Chip(sign="kant", text=card.side)
    if told and not (page.count == 2 and card.hold):
        yield Chip(sign="dagen", text=card.days_words)
    if card.when and page.large and page.count > 1:
        yield Chip(sign="tellen", text=typeset_quotes(card.amount_short))
    if booklet_page and not page.large:  # there, all stand together at the foot
        yield Chip(sign="blz", text=words.gettext("blz. {n}").format(n=booklet_page))


def _remarks(card: Card, page: Geometry, words: NullTranslations) -> tuple[tuple[Remark, ...], tuple[Remark, ...]]:
    """Divide the remarks over the column at the right and the lines under the steps."""
    found = {remark.kind: remark for remark in _all_remarks(card, page, words)}
    if page.large and page.count > 1:
        kinds = ("onthoud",) if card.note else ("keuze",) if card.variant else ("niet",)
        return (), _pick(found, kinds)
    if page.form != "rij":
        if page.large and card.note:
            del found["voelt"]
        return (), _pick(found, ("onthoud", "voelt", "niet", "keuze", "makkelijker", "zwaarder"))
    under = ("voelt",) if page.count == _KEY_STEPS else ()
    left = _SIDE_LINES[page.count]
    chosen = set[str]()
    for kind in ("onthoud", "keuze", "niet", "tik", "voelt"):
        if kind in found and kind not in under and _lines(found[kind], page) <= left:
            left -= _lines(found[kind], page)
            chosen.add(kind)
    order = ("voelt", "niet", "onthoud", "keuze", "tik")
    return _pick(found, tuple(kind for kind in order if kind in chosen)), _pick(found, under)


def _pick(found: dict[str, Remark], kinds: tuple[str, ...]) -> tuple[Remark, ...]:
    return tuple(found[kind] for kind in kinds if kind in found)


def _all_remarks(card: Card, page: Geometry, words: NullTranslations) -> Iterator[Remark]:
    """Give everything that could be said beside the steps."""
    _ = words.gettext
    yield _remark("voelt", _("U voelt"), card.feel)
    yield _remark("niet", _("Liever niet"), card.mistake)
    if card.note:
        yield Remark(kind="onthoud", label=_("Onthoud"), text=typeset_quotes(card.note))
    if card.variant:
        easy = card.variant == "makkelijker"
        label = _("Doe het makkelijker") if easy else _("Doe het zwaarder")
        yield _remark("keuze", label, card.easier if easy else card.harder)
    elif page.form == "rij":
        yield Remark(kind="tik", label="", text="")
    else:
        yield _remark("makkelijker", _("Makkelijker"), card.easier)
        yield _remark("zwaarder", _("Zwaarder"), card.harder)


def _remark(kind: str, label: str, text: str) -> Remark:
    """Let the words go on after the label: with a small letter."""
    text = "één" + text[3:] if text.startswith("Eén") else text[:1].lower() + text[1:]
    return Remark(kind=kind, label=label, text=typeset_quotes(text))


def _lines(remark: Remark, page: Geometry) -> int:
    """Count the lines of a remark in the column at the right, word by word."""
    if remark.kind == "tik":
        return 1
    if page.count > 4:  # there the label has a line of its own
        return 1 + _wrapped(remark.text.split())
    return _wrapped([*f"{remark.label}:".split(" "), *remark.text.split(" ")])


def _wrapped(pieces: list[str]) -> int:
    lines, filled = 1, 0
    for piece in pieces:
        if filled and filled + 1 + len(piece) > _SIDE_LINE:
            lines, filled = lines + 1, 0
        filled += len(piece) + bool(filled)
    return lines
