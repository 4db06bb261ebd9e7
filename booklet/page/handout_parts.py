"""Compose a handout in pieces that are the same for everybody, with gaps for what is of one person.

Goes in: a `Handout`, a setting, and the pages of the booklet. Comes out: `Part` values in the order of reading.
Must not know how pieces become a page.

What a page says is composed by the same templates as a whole page; the same piece is the same text, letter by letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from gettext import NullTranslations
from types import MappingProxyType
from typing import Any

from jinja2 import Template

from booklet.content.practice import Practice
from booklet.content.records import Lamp
from booklet.handouts.records import Card, Handout
from booklet.page.handout import (
    BandLine,
    Leads,
    band_lines,
    environment,
    foot,
    has_long_names,
    head,
    rest_of,
    who,
)
from booklet.page.handout_geometry import LARGE, NORMAL, PAGES, Geometry, geometry
from booklet.page.handout_log import days_head, pain_squares, squares
from booklet.page.handout_pictures import Arrangement
from booklet.page.handout_rows import Chip, Remark, Row, row

MARK = "\u00a7"  # §naam§ is a gap for the words «naam»
TOP = 40.0  # mm; where pieces that stand higher or lower on every page are set
CARD_RULE = 0.25  # mm, as in styles/handout.css
_NOTHING: Mapping[str, str] = MappingProxyType({})
_MANY = 20_000


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece: its HTML on a sheet of its own, and where it goes, in mm to the right and down from there.

    `joins` of its outermost elements are those of the piece before it. `own`: it holds words of one person, which
    may take more than one line, so that it is set for this page only.
    """

    html: str
    joins: int = 0
    right: float = 0.0
    down: float = 0.0
    texts: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    own: bool = False


def compose_parts(
    handout: Handout, setting: str, leads: Leads, words: NullTranslations | None = None
) -> tuple[Part, ...]:
    """Compose the page in one setting, in the order of reading."""
    words = words or _WORDS
    band = band_lines(handout, words)
    long_names = has_long_names(handout)
    page = geometry(len(handout.cards), setting, sum(line.lines for line in band), long_names=long_names)
    look = _look(page, handout.practice, long_names=long_names)
    numbered = list(enumerate(handout.cards, start=1))
    rest = rest_of(handout.cards, words)
    parts = [
        _fixed("kop", look, page, handout.practice, handout.lamps, words),
        _who(handout, look, page, words),
        _band(tuple(band), look, page, words),
        _plan_head(rest, look, page, words),
    ]
    for number, card in numbered:
        parts += _memory(_plan_row, card)(card, number, look, page, words)
    parts += _pain(look, page, words)
    for number, card in numbered:
        lead = leads.exercises.get(card.exercise.id)
        parts += _memory(_card, card)(card, number, lead, look, page, words)
    parts.append(_fixed("regels", look, page, handout.practice, handout.lamps, words))
    parts.append(_foot(handout, leads, look, page, words))
    return tuple(parts)


_WORDS = NullTranslations()


def _memory(compose: Any, card: Card) -> Any:
    """Remember nothing of a row in which a therapist wrote something for one person."""
    return compose.__wrapped__ if card.note else compose


@lru_cache(maxsize=8)
def _template(words: NullTranslations) -> Template:
    return environment(words).get_template("parts/blad-deel.html.j2")


def _html(part: str, look: str, page: Geometry, words: NullTranslations, **values: Any) -> str:
    return _template(words).render(part=part, look=look, page=page, top=TOP, card_rule=CARD_RULE, **values)


@lru_cache(maxsize=256)
def _look(page: Geometry, practice: Practice, *, long_names: bool) -> str:
    """Name the classes of a page, as handout.html.j2 does."""
    names = [page.setting, page.form, f"n{page.count}", f"weken{page.weeks}"]
    names += ["code"] if practice.site else []
    names += ["lange-namen"] if long_names else []
    return " ".join(names)


@lru_cache(maxsize=256)
def _fixed(
    part: str, look: str, page: Geometry, practice: Practice, lamps: tuple[Lamp, ...], words: NullTranslations
) -> Part:
    """Compose what every patient of this clinic gets."""
    return Part(html=_html(part, look, page, words, lamps=lamps, **head(practice, words)))


def _who(handout: Handout, look: str, page: Geometry, words: NullTranslations) -> Part:
    texts = {slot: text for slot, text in who(handout, words, large=page.large).items() if text}
    return Part(html=_who_html(tuple(texts), look, page, words), texts=texts)


@lru_cache(maxsize=1024)
def _who_html(slots: tuple[str, ...], look: str, page: Geometry, words: NullTranslations) -> str:
    gaps = {slot: _gap(slot) if slot in slots else "" for slot in ("naam", "datum", "therapeut", "vervolgafspraak")}
    return _html("wie", look, page, words, who=gaps)


def _gap(slot: str) -> str:
    return f"{MARK}{slot}{MARK}"


def _band(band: tuple[BandLine, ...], look: str, page: Geometry, words: NullTranslations) -> Part:
    """Compose the band: a line of words is a gap; words that need two lines are set for this page."""
    own = any(line.lines > 1 for line in band)
    shapes = tuple((line.slot, line.label, _shown(line), line.lines, line.long) for line in band)
    compose = _band_html.__wrapped__ if own else _band_html
    texts = {line.slot: line.text for line in band if line.text and line.lines == 1}
    return Part(html=compose(shapes, look, page, words), texts=texts, own=own)


def _shown(line: BandLine) -> str:
    return line.text if line.lines > 1 or not line.text else _gap(line.slot)


@lru_cache(maxsize=1024)
def _band_html(
    lines: tuple[tuple[str, str, str, int, bool], ...], look: str, page: Geometry, words: NullTranslations
) -> str:
    band = [
        BandLine(slot=slot, label=label, text=text, lines=count, long=long) for slot, label, text, count, long in lines
    ]
    return _html("band", look, page, words, band=band)


@lru_cache(maxsize=256)
def _plan_head(rest: str, look: str, page: Geometry, words: NullTranslations) -> Part:
    html = _html("koppen", look, page, words, rest=rest, days_head=days_head(page, words))
    return Part(html=html, down=page.blocks["plan"].top - TOP)


@lru_cache(maxsize=_MANY)
def _plan_row(card: Card, number: int, look: str, page: Geometry, words: NullTranslations) -> tuple[Part, ...]:
    """Compose a row of the plan: the name, an amount for each moment or one for all, and squares to tick."""
    made = row(card, number, page, None, words)
    down = _row_down(number, page)
    joins = 2 if number == 1 else 3  # the section, the table; from the second row on its body too
    across = [sum(page.widths[:at]) for at in range(5)]
    parts = [Part(html=_name_html(made.number, made.name, look, page, words), joins=joins, down=down)]
    if len(made.cells) == 1:
        parts.append(
            Part(html=_cell_html("heel", made.cells[0], look, page, words), joins=4, right=across[1], down=down)
        )
    else:
        for at, cell in enumerate(made.cells, start=1):
            html = _cell_html("moment", cell, look, page, words)
            parts.append(Part(html=html, joins=4, right=across[at], down=down))
    html = _log_html(card.days, card.from_week, look, page, words)
    return (*parts, Part(html=html, joins=4, right=across[4], down=down))


def _row_down(number: int, page: Geometry) -> float:
    return page.blocks["plan"].top + page.head + (number - 1) * page.pitch - TOP


@lru_cache(maxsize=_MANY)
def _name_html(number: int, name: str, look: str, page: Geometry, words: NullTranslations) -> str:
    return _html("naam", look, page, words, row={"number": number, "name": name})


@lru_cache(maxsize=_MANY)
def _cell_html(part: str, cell: str, look: str, page: Geometry, words: NullTranslations) -> str:
    return _html(part, look, page, words, cell=cell)


@lru_cache(maxsize=_MANY)
def _log_html(days: tuple[int, ...], first_week: int, look: str, page: Geometry, words: NullTranslations) -> str:
    return _html("log", look, page, words, kind="", drawn=squares(days, page, words, first_week))


@lru_cache(maxsize=256)
def _pain(look: str, page: Geometry, words: NullTranslations) -> tuple[Part, ...]:
    down = _row_down(page.count + 1, page)
    log = _html("log", look, page, words, kind="pijn", drawn=pain_squares(page, words))
    return (
        Part(html=_html("pijn", look, page, words, kind="pijn"), joins=3, down=down),
        Part(html=log, joins=4, right=sum(page.widths[:4]), down=down),
    )


@lru_cache(maxsize=_MANY)
def _card(
    card: Card, number: int, booklet_page: int | None, look: str, page: Geometry, words: NullTranslations
) -> tuple[Part, ...]:
    """Compose one exercise: drawings, name, facts, and the steps with what is said of them."""
    made = row(card, number, page, booklet_page, words)
    down = round(page.blocks["kaarten"].top - TOP + round((number - 1) * page.card, 2), 2)
    first = 0 if number == 1 else 1  # all cards stand in one element
    parts = [
        Part(html=_pictures_html(made.pictures, look, page, words), joins=first, down=down),
        Part(html=_title_html(number, made.name, look, page, words), joins=2, down=down),
    ]
    if made.chips:
        parts.append(Part(html=_chips_html(made.chips, look, page, words), joins=3, down=down))
    parts.append(Part(html=_flow_html(made, look, page, words), joins=3, down=down, own=bool(card.note)))
    if page.form == "alleen":
        parts.append(Part(html=_html("afspraken", look, page, words), joins=2, down=down))
    return tuple(parts)


@lru_cache(maxsize=_MANY)
def _pictures_html(pictures: Arrangement, look: str, page: Geometry, words: NullTranslations) -> str:
    return _html("beeld", look, page, words, pictures=pictures)


@lru_cache(maxsize=_MANY)
def _title_html(number: int, name: str, look: str, page: Geometry, words: NullTranslations) -> str:
    return _html("titel", look, page, words, row={"number": number, "name": name})


@lru_cache(maxsize=_MANY)
def _chips_html(chips: tuple[Chip, ...], look: str, page: Geometry, words: NullTranslations) -> str:
    return _html("feiten", look, page, words, chips=chips)


def _flow_html(made: Row, look: str, page: Geometry, words: NullTranslations) -> str:
    return _html("stroom", look, page, words, row=made)


def _foot(handout: Handout, leads: Leads, look: str, page: Geometry, words: NullTranslations) -> Part:
    return _foot_part(handout.practice, tuple(foot(handout, leads).items()), look, page, words)


@lru_cache(maxsize=4096)
def _foot_part(
    practice: Practice, said: tuple[tuple[str, Any], ...], look: str, page: Geometry, words: NullTranslations
) -> Part:
    return Part(html=_html("voet", look, page, words, **head(practice, words), **dict(said)))


def specimens(letters: str, practice: Practice, lamps: tuple[Lamp, ...], *, large: bool) -> tuple[str, ...]:
    """Give in every look a page of `letters` in each typeface, and what is the same on all pages of the clinic."""
    words = Row(
        number=8,
        name=letters,
        chips=(),
        dose=(letters,),
        steps=(letters,),
        side=(Remark(kind="niet", label=_WORDS.gettext("Liever niet"), text=letters),),
        under=(),
        cells=(),
        pictures=Arrangement(prints=(), arrows=(), scale=1),
    )
    found: dict[str, None] = {}
    for count, setting in PAGES:
        if (setting == LARGE) is not large:
            continue
        page = geometry(count, setting, 1)
        look = _look(page, practice, long_names=False)
        found |= {_fixed(part, look, page, practice, lamps, _WORDS).html: None for part in ("kop", "regels")}
        found |= {_title_html(count, letters, look, page, _WORDS): None, _flow_html(words, look, page, _WORDS): None}
    return tuple(found)


def gaps(practice: Practice, *, large: bool) -> tuple[str, ...]:
    """Give for every kind of gap a piece that has it alone: names, goals and notes."""
    page = geometry(1, LARGE if large else NORMAL, 1)
    look = _look(page, practice, long_names=False)
    lines = (("notitie", True),) if large else (("doel", False), ("doel", True), ("notitie", True))
    bands = [_band_html(((slot, "", _gap(slot), 1, long),), look, page, _WORDS) for slot, long in lines]
    return (_who_html(("naam",), look, page, _WORDS), *bands)
