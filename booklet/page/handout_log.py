"""Draw the log of a handout: a square to tick on every planned day, and the names of the days above.

Goes in: days and a `Geometry`. Comes out: SVG with its own description. Must not know the exercises.
"""

from __future__ import annotations

from dataclasses import dataclass
from gettext import NullTranslations

from babel.dates import get_day_names
from babel.lists import format_list
from markupsafe import Markup

from booklet.page.handout_geometry import Geometry

LOCALE = "nl_NL"
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
INK, DOT = "#1f2a33", "#3d4a55"


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The squares of the log in mm: distance from one to the next, their width, height and line."""

    width: float
    pitch: float
    box: float
    tall: float
    pen: float


_GRIDS = {14: Grid(width=91, pitch=6.31, box=6.05, tall=6.2, pen=0.26)}
_GRIDS[7] = Grid(width=64, pitch=8.9, box=8.5, tall=8.0, pen=0.3)
_BOLD = 0.5
_WEEKS_APART = 1.4
_EDGE = 0.3  # room for half a line, so that the outer squares are not cut


def squares(days: tuple[int, ...], page: Geometry, words: NullTranslations, first_week: int = 1) -> Markup:
    """Draw a square on each planned day and a dot on each day of rest; before `first_week` all is rest."""
    if first_week > page.weeks:
        return _later(first_week, page, words)
    grid = _GRIDS[page.columns]
    marks = []
    for week in range(page.weeks):
        for day in EVERY_DAY:
            left, top, tall = _cell(week, day, page)
            if day in days and week + 1 >= first_week:
                marks.append(_square(left, top, grid.box, tall, grid.pen))
            else:
                moved = _moved(left + grid.box / 2, top + tall / 2)
                marks.append(f'<circle r=".4" fill="{DOT}" {moved}/>')
    said = words.gettext("Hokjes voor {days}.").format(days=_names(days, words))
    if first_week > 1:
        said += " " + words.gettext("Begin in week {n}.").format(n=first_week)
    return _svg(grid.width, page.row, said, "".join(marks))


def pain_squares(page: Geometry, words: NullTranslations) -> Markup:
    """Draw a heavier square for every day, to write a number in."""
    grid = _GRIDS[page.columns]
    marks = []
    for week in range(page.weeks):
        for day in EVERY_DAY:
            left, top, tall = _cell(week, day, page)
            marks.append(_square(left, top, grid.box, tall, _BOLD))
    said = words.gettext("Elke dag een hokje voor uw pijncijfer.")
    return _svg(grid.width, page.row, said, "".join(marks))


def tick_fields(
    name: str, days: tuple[int, ...], page: Geometry, words: NullTranslations, first_week: int = 1
) -> Markup:
    """Lay a box to tick on a screen over every square of one exercise; it says the exercise, the week and the day."""
    if first_week > page.weeks:
        return Markup()
    said = words.gettext("{name}, week {week}, {day}: gedaan")
    return _fields(page, "checkbox", said, name, [day for day in EVERY_DAY if day in days], first_week)


def pain_fields(page: Geometry, words: NullTranslations) -> Markup:
    """Lay a field for a number over the square of every day."""
    return _fields(page, "text", words.gettext("Pijn van 0 tot 10, week {week}, {day}"), "", list(EVERY_DAY), 1)


def _fields(page: Geometry, kind: str, said: str, name: str, days: list[int], first_week: int) -> Markup:
    """Write the fields of one row; `said` is what a screen reader says of each."""
    grid, names = _GRIDS[page.columns], get_day_names("wide", locale=LOCALE)
    form = Markup(
        '<input type="{}" name="{}" title="{}" maxlength="2" '
        'style="left:{:.2f}mm;top:{:.2f}mm;width:{:.2f}mm;height:{:.2f}mm">'
    )
    fields = []
    for week in range(first_week - 1, page.weeks):
        for day in days:
            left, top, tall = _cell(week, day, page)
            title = said.format(name=name, week=week + 1, day=names[day - 1])
            fields.append(form.format(kind, title, title, left, top, grid.box, tall))
    return Markup().join(fields)


def days_head(page: Geometry, words: NullTranslations) -> Markup:
    """Draw the names of weeks and days above the squares."""
    _, n = words.gettext, words.ngettext
    size, high = (5.65, 12.8) if page.large else (3.75, 9.2)
    grid, names = _GRIDS[page.columns], short_names()
    lines = page.weeks * 7 // page.columns
    below = _(", eronder {n}")
    text = []
    for side in range(page.columns // 7):
        label = _("week {n}").format(n=side + 1)
        if lines > 1:
            label += below.format(n=side + 1 + page.columns // 7)
        elif page.weeks == 1:
            label = _("deze week")
        left = _left(side, 1, page)
        text.append(f'<text x="{left + 0.1:.2f}" y="{size - 0.2:.2f}" font-weight="600">{label}</text>')
        for day in EVERY_DAY:
            centre = _left(side, day, page) + grid.box / 2
            text.append(f'<text x="{centre:.2f}" y="{high - 1:.2f}" text-anchor="middle">{names[day - 1]}</text>')
    said = _("Klaar? Zet een kruisje. {weeks}, van maandag tot en met zondag.").format(
        weeks=n("{n} week", "{n} weken", page.weeks).format(n=page.weeks)
    )
    style = f'font-family="Source Sans 3" font-size="{size}" fill="{INK}"'
    return _svg(grid.width, high, said, f"<g {style}>{''.join(text)}</g>")


def short_names() -> tuple[str, ...]:
    """Name the days in two letters, Monday first."""
    return tuple(get_day_names("short", locale=LOCALE)[day] for day in range(7))


def _names(days: tuple[int, ...], words: NullTranslations) -> str:
    if days == EVERY_DAY:
        return words.gettext("elke dag")
    names = get_day_names("wide", locale=LOCALE)
    return str(format_list([names[day - 1] for day in days], locale=LOCALE))


def _cell(week: int, day: int, page: Geometry) -> tuple[float, float, float]:
    """Give left, top and height of a square; `week` from 0, `day` from 1."""
    sides = page.columns // 7
    pitch = page.row / (page.weeks // sides)
    tall = min(_GRIDS[page.columns].tall, pitch - 0.5)
    return _left(week % sides, day, page), week // sides * pitch + (pitch - tall) / 2, tall


def _left(side: int, day: int, page: Geometry) -> float:
    """Give the left side of a square: the last one ends at the right edge of the page."""
    grid, sides = _GRIDS[page.columns], page.columns // 7
    from_right = (page.columns - side * 7 - day) * grid.pitch + (sides - 1 - side) * _WEEKS_APART
    return grid.width - _EDGE - grid.box - from_right


def _square(left: float, top: float, width: float, height: float, pen: float) -> str:
    return (
        f'<rect width="{width}" height="{height:.2f}" rx=".5" '
        f'fill="#ffffff" stroke="{INK}" stroke-width="{pen}" {_moved(left, top)}/>'
    )


def _moved(left: float, top: float) -> str:
    """Move a mark to its place: as all marks of one kind are drawn in the same words, a file of them is small."""
    return f'transform="translate({left:.2f},{top:.2f})"'


def _later(first_week: int, page: Geometry, words: NullTranslations) -> Markup:
    """Say in words that an exercise begins after the weeks of this log."""
    said = words.gettext("Begin hiermee in week {n}.").format(n=first_week)
    size = 5.65 if page.large else 4.23
    grid = _GRIDS[page.columns]
    text = (
        f'<text x="{grid.width / 2}" y="{page.row / 2 + size * 0.35:.2f}" text-anchor="middle" '
        f'font-family="Source Sans 3" font-size="{size}" fill="{INK}">{said}</text>'
    )
    return _svg(grid.width, page.row, said, text)


def _svg(width: float, height: float, said: str, body: str) -> Markup:
    """Wrap a drawing in mm; its title is what a screen reader says."""
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}mm" '
        f'height="{height:g}mm"><title>{said}</title>{body}</svg>'
    )
    return Markup(drawn)  # noqa: S704 - numbers and our own words only, nothing that anybody typed
