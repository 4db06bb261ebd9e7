"""Where every block of a handout stands, in mm from the top of an A4 page.

Goes in: how many exercises, a setting, how many lines the band under the head has. Comes out: a `Geometry`.
Must not know the words: what does not fit is seen afterwards, on the typeset page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

PAGE_WIDTH, PAGE_HEIGHT, MARGIN, SIDE_MARGIN = 210.0, 297.0, 8.0, 11.0
ROOMY, NORMAL, TIGHT, LARGE = "ruim", "normaal", "krap", "groot"
_WHO = {ROOMY: 15.0, NORMAL: 14.0, TIGHT: 13.4, LARGE: 18.4}
_WHO_LARGE = 27.6  # three lines
_BAND = {ROOMY: 9.5, NORMAL: 9.0, TIGHT: 7.6, LARGE: 10.0}
_BAND_LINE = {ROOMY: 6.0, NORMAL: 5.8, TIGHT: 5.6, LARGE: 7.8}
_RULE = 0.15  # the line under a row of the plan
_HEAD, _HEAD_LARGE = 10.35, 13.75  # of the plan
_COLUMNS, _COLUMNS_LARGE = (46.0, 17.0, 17.0, 17.0, 91.0), (63.1, 20.3, 20.3, 20.3, 64.0)  # of the plan
_PICTURES = {1: 96.0, 2: 81.0, 3: 72.0, 4: 72.0, 5: 76.0, 6: 76.0}
_PICTURES_LARGE = {1: 82.0, 2: 62.0, 3: 58.0}
# How many exercises in which setting: (height of a row of the plan, weeks of log, space between blocks).
_PLANS = {
    (1, ROOMY): (15.0, 4, 4.5),
    (1, NORMAL): (14.0, 4, 4.0),
    (1, TIGHT): (13.4, 4, 3.0),
    (2, ROOMY): (13.6, 4, 4.0),
    (2, NORMAL): (13.4, 4, 3.5),
    (2, TIGHT): (13.4, 4, 3.0),
    (3, ROOMY): (13.2, 4, 2.8),
    (3, NORMAL): (13.4, 4, 2.8),
    (3, TIGHT): (13.0, 4, 2.2),
    (4, NORMAL): (7.6, 2, 3.0),
    (4, TIGHT): (7.3, 2, 2.2),
    (5, TIGHT): (6.8, 2, 1.7),
    (6, TIGHT): (6.6, 2, 1.5),
    (1, LARGE): (13.6, 2, 2.2),
    (2, LARGE): (14.0, 2, 2.6),
    (3, LARGE): (8.8, 1, 2.0),
}
PAGES = tuple(_PLANS)  # every (count, setting)


@dataclass(frozen=True, kw_only=True)
class Block:
    """The top of a block on the page and its height, in mm."""

    top: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Geometry:
    """The page in one setting; all lengths in mm.

    `form` is how a card is laid out: `alleen` (one on the page), `breed` (two), `rij` (a row of three to six).
    `row` is the height of a row of the plan, `pitch` from one row to the next, `head` what stands above them,
    `widths` those of its columns; `columns` is how many days stand side by side in the log.
    """

    setting: str
    count: int
    form: str
    row: float
    pitch: float
    head: float
    widths: tuple[float, ...]
    weeks: int
    columns: int
    pictures: float
    card: float
    blocks: Mapping[str, Block] = field(hash=False)  # they follow from all else, and so does the rest

    @property
    def large(self) -> bool:
        """Tell whether this page is set in large letters."""
        return self.setting == LARGE


def settings(count: int, *, large: bool) -> tuple[str, ...]:
    """List the settings in which so many exercises may be tried, the roomiest first."""
    order = (LARGE,) if large else (ROOMY, NORMAL, TIGHT)
    return tuple(setting for setting in order if (count, setting) in _PLANS)


@lru_cache(maxsize=256)
def geometry(count: int, setting: str, band_lines: int, *, long_names: bool = False) -> Geometry:
    """Divide the page; with `long_names`, large letters get three lines for whom and by whom instead of two."""
    row, weeks, gap = _PLANS[count, setting]
    large = setting == LARGE
    form = {1: "alleen", 2: "rij" if large else "breed"}.get(count, "rij")
    head, pitch = _HEAD_LARGE if large else _HEAD, round(row + _RULE, 2)
    heights = {
        "kop": (15.0 if large else 12.5, 1.5),
        "wie": (_WHO_LARGE if long_names else _WHO[setting], 1.2),
        "band": (_BAND[setting] + (band_lines - 1) * _BAND_LINE[setting], gap),
        "plan": (head + (count + 1) * pitch, gap),
    }
    blocks, top = {}, MARGIN
    for name, (height, space) in heights.items():
        blocks[name] = Block(top=round(top, 2), height=round(height, 2))
        top += height + space
    foot = 7.2 if large else 5.2
    rules = 57.4 if large else 42.4 if count <= 3 else 36.8
    foot_top = PAGE_HEIGHT - MARGIN - foot
    rules_top = foot_top - 1.2 - rules
    cards = rules_top - gap - top
    blocks["kaarten"] = Block(top=round(top, 2), height=round(cards, 2))
    blocks["regels"] = Block(top=round(rules_top, 2), height=rules)
    blocks["voet"] = Block(top=round(foot_top, 2), height=foot)
    return Geometry(
        setting=setting,
        count=count,
        form=form,
        row=row,
        pitch=pitch,
        head=head,
        widths=_COLUMNS_LARGE if large else _COLUMNS,
        weeks=weeks,
        columns=7 if large else 14,
        pictures=(_PICTURES_LARGE if large else _PICTURES)[count],
        card=round(cards / count, 2),
        blocks=blocks,
    )
