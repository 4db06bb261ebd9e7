"""Compose a handout in pieces that are the same for everybody, with gaps for what is of one person.

Goes in: a `Handout`, a setting, and the pages of the booklet. Comes out: `Part` values in the order of reading.
Must not know how pieces become a page.

What a page says is composed by the same templates as a whole page; the same piece is the same text, letter by letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from booklet.content.practice import Practice
from booklet.content.records import Lamp
from booklet.handouts.records import Card, Handout
from booklet.page.handout import BandLine, Leads, band_lines, foot, has_long_names, rest_of, who
from booklet.page.handout_copy import TOP, WORDS, Copy, copy_of
from booklet.page.handout_geometry import LARGE, NORMAL, PAGES, Geometry, geometry
from booklet.page.handout_pictures import Arrangement
from booklet.page.handout_rows import Chip, Remark, Row, row

MARK = "\u00a7"  # §naam§ is a gap for the words «naam»
_NOTHING: Mapping[str, str] = MappingProxyType({})
_MANY = 20_000


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece: its copy, and where it goes, in mm to the right and down from where that puts it.

    `joins` of its outermost elements are those of the piece before it. `own`: it holds words of one person, which
    may take more than one line, so that it is set for this page only.
    """

    copy: Copy
    joins: int = 0
    right: float = 0.0
    down: float = 0.0
    texts: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    own: bool = False

    @property
    def key(self) -> str:
        """Tell this piece from all others."""
        return self.copy.key

    @property
    def html(self) -> str:
        """Give the piece on a sheet of its own."""
        return self.copy.html


def compose_parts(handout: Handout, setting: str, leads: Leads) -> tuple[Part, ...]:
    """Compose the page in one setting, in the order of reading."""
    band = band_lines(handout, WORDS)
    long_names = has_long_names(handout)
    page = geometry(len(handout.cards), setting, sum(line.lines for line in band), long_names=long_names)
    look = _look(page, handout.practice, long_names=long_names)
    numbered = list(enumerate(handout.cards, start=1))
    parts = [
        _fixed("kop", look, page, handout.practice, handout.lamps),
        _who(handout, look, page),
        _band(tuple(band), look, page),
        _plan_head(rest_of(handout.cards, WORDS), look, page),
    ]
    for number, card in numbered:
        parts += _memory(_plan_row, card)(card, number, look, page)
    parts += _pain(look, page)
    for number, card in numbered:
        lead = leads.exercises.get(card.exercise.id)
        parts += _memory(_card, card)(card, number, lead, look, page)
    parts.append(_fixed("regels", look, page, handout.practice, handout.lamps))
    parts.append(_foot(handout, leads, look, page))
    return tuple(parts)


def _memory(compose: Any, card: Card) -> Any:
    """Remember nothing of a row in which a therapist wrote something for one person."""
    return compose.__wrapped__ if card.note else compose


@lru_cache(maxsize=256)
def _look(page: Geometry, practice: Practice, *, long_names: bool) -> str:
    """Name the classes of a page, as handout.html.j2 does."""
    names = [page.setting, page.form, f"n{page.count}", f"weken{page.weeks}"]
    names += ["code"] if practice.site and not page.large else []
    names += ["lange-namen"] if long_names else []
    return " ".join(names)


@lru_cache(maxsize=256)
def _fixed(part: str, look: str, page: Geometry, practice: Practice, lamps: tuple[Lamp, ...]) -> Part:
    """Compose what every patient of this clinic gets."""
    return Part(copy=copy_of(part, look, page, lamps=lamps, practice=practice))


def _who(handout: Handout, look: str, page: Geometry) -> Part:
    texts = {slot: text for slot, text in who(handout, WORDS, large=page.large).items() if text}
    return Part(copy=_who_copy(tuple(texts), look, page), texts=texts)


@lru_cache(maxsize=1024)
def _who_copy(slots: tuple[str, ...], look: str, page: Geometry) -> Copy:
    gaps = {slot: _gap(slot) if slot in slots else "" for slot in ("naam", "datum", "therapeut", "vervolgafspraak")}
    return copy_of("wie", look, page, who=gaps)


def _gap(slot: str) -> str:
    return f"{MARK}{slot}{MARK}"


def _band(band: tuple[BandLine, ...], look: str, page: Geometry) -> Part:
    """Compose the band: a line of words is a gap; words that need two lines are set for this page."""
    own = any(line.lines > 1 for line in band)
    shapes = tuple((line.slot, line.label, _shown(line), line.lines, line.long) for line in band)
    compose = _band_copy.__wrapped__ if own else _band_copy
    texts = {line.slot: line.text for line in band if line.text and line.lines == 1}
    return Part(copy=compose(shapes, look, page), texts=texts, own=own)


def _shown(line: BandLine) -> str:
    return line.text if line.lines > 1 or not line.text else _gap(line.slot)


@lru_cache(maxsize=1024)
def _band_copy(lines: tuple[tuple[str, str, str, int, bool], ...], look: str, page: Geometry) -> Copy:
    band = [
        BandLine(slot=slot, label=label, text=text, lines=count, long=long) for slot, label, text, count, long in lines
    ]
    return copy_of("band", look, page, band=band)


@lru_cache(maxsize=256)
def _plan_head(rest: str, look: str, page: Geometry) -> Part:
    return Part(copy=copy_of("koppen", look, page, rest=rest), down=page.blocks["plan"].top - TOP)


@lru_cache(maxsize=_MANY)
def _plan_row(card: Card, number: int, look: str, page: Geometry) -> tuple[Part, ...]:
    """Compose a row of the plan: the name, an amount for each moment or one for all, and squares to tick."""
    made = row(card, number, page, None, WORDS)
    down = _row_down(number, page)
    joins = 2 if number == 1 else 3  # the section, the table; from the second row on its body too
    across = [sum(page.widths[:at]) for at in range(5)]
    parts = [Part(copy=_name_copy(made.number, made.name, look, page), joins=joins, down=down)]
    if len(made.cells) == 1:
        parts.append(Part(copy=_cell_copy("heel", made.cells[0], look, page), joins=4, right=across[1], down=down))
    else:
        for at, cell in enumerate(made.cells, start=1):
            parts.append(Part(copy=_cell_copy("moment", cell, look, page), joins=4, right=across[at], down=down))
    log = _log_copy(card.days, card.from_week, look, page)
    return (*parts, Part(copy=log, joins=4, right=across[4], down=down))


def _row_down(number: int, page: Geometry) -> float:
    return page.blocks["plan"].top + page.head + (number - 1) * page.pitch - TOP


@lru_cache(maxsize=_MANY)
def _name_copy(number: int, name: str, look: str, page: Geometry) -> Copy:
    return copy_of("naam", look, page, row={"number": number, "name": name})


@lru_cache(maxsize=_MANY)
def _cell_copy(part: str, cell: str, look: str, page: Geometry) -> Copy:
    return copy_of(part, look, page, cell=cell)


@lru_cache(maxsize=_MANY)
def _log_copy(days: tuple[int, ...], first_week: int, look: str, page: Geometry) -> Copy:
    return copy_of("log", look, page, kind="", days=days, first_week=first_week)


@lru_cache(maxsize=256)
def _pain(look: str, page: Geometry) -> tuple[Part, ...]:
    down = _row_down(page.count + 1, page)
    log = copy_of("log", look, page, kind="pijn", days=(), first_week=1)
    return (
        Part(copy=copy_of("pijn", look, page, kind="pijn"), joins=3, down=down),
        Part(copy=log, joins=4, right=sum(page.widths[:4]), down=down),
    )


@lru_cache(maxsize=_MANY)
def _card(card: Card, number: int, booklet_page: int | None, look: str, page: Geometry) -> tuple[Part, ...]:
    """Compose one exercise: drawings, name, facts, and the steps with what is said of them."""
    made = row(card, number, page, booklet_page, WORDS)
    down = round(page.blocks["kaarten"].top - TOP + round((number - 1) * page.card, 2), 2)
    first = 0 if number == 1 else 1  # all cards stand in one element
    parts = [
        Part(copy=_pictures_copy(made.pictures, look, page), joins=first, down=down),
        Part(copy=_title_copy(number, made.name, look, page), joins=2, down=down),
    ]
    if made.chips:
        parts.append(Part(copy=_chips_copy(made.chips, look, page), joins=3, down=down))
    parts.append(Part(copy=_flow_copy(made, look, page), joins=3, down=down, own=bool(card.note)))
    if page.form == "alleen":
        parts.append(Part(copy=copy_of("afspraken", look, page), joins=2, down=down))
    return tuple(parts)


@lru_cache(maxsize=_MANY)
def _pictures_copy(pictures: Arrangement, look: str, page: Geometry) -> Copy:
    return copy_of("beeld", look, page, pictures=pictures)


@lru_cache(maxsize=_MANY)
def _title_copy(number: int, name: str, look: str, page: Geometry) -> Copy:
    return copy_of("titel", look, page, row={"number": number, "name": name})


@lru_cache(maxsize=_MANY)
def _chips_copy(chips: tuple[Chip, ...], look: str, page: Geometry) -> Copy:
    return copy_of("feiten", look, page, chips=chips)


def _flow_copy(made: Row, look: str, page: Geometry) -> Copy:
    said = {"dose": made.dose, "steps": made.steps, "side": made.side, "under": made.under}
    return copy_of("stroom", look, page, row=said)


def _foot(handout: Handout, leads: Leads, look: str, page: Geometry) -> Part:
    return _foot_part(handout.practice, tuple(foot(handout, leads).items()), look, page)


@lru_cache(maxsize=4096)
def _foot_part(practice: Practice, said: tuple[tuple[str, Any], ...], look: str, page: Geometry) -> Part:
    return Part(copy=copy_of("voet", look, page, practice=practice, **dict(said)))


def specimens(letters: str, practice: Practice, lamps: tuple[Lamp, ...], *, large: bool) -> tuple[str, ...]:
    """Give in every look a page of `letters` in each typeface, and what is the same on all pages of the clinic."""
    words = Row(
        number=8,
        name=letters,
        chips=(),
        dose=(letters,),
        steps=(letters,),
        side=(Remark(kind="niet", label=WORDS.gettext("Liever niet"), text=letters),),
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
        found |= {_fixed(part, look, page, practice, lamps).html: None for part in ("kop", "regels")}
        found |= {_title_copy(count, letters, look, page).html: None, _flow_copy(words, look, page).html: None}
    return tuple(found)


def gaps(practice: Practice, *, large: bool) -> tuple[str, ...]:
    """Give for every kind of gap a piece that has it alone: names, goals and notes."""
    page = geometry(1, LARGE if large else NORMAL, 1)
    look = _look(page, practice, long_names=False)
    lines = (("notitie", True),) if large else (("doel", False), ("doel", True), ("notitie", True))
    bands = [_band_copy(((slot, "", _gap(slot), 1, long),), look, page) for slot, long in lines]
    return (_who_copy(("naam",), look, page).html, *(band.html for band in bands))
