"""What somebody asks for (`Request`) and what goes on the page (`Handout`).

Goes in: nothing. Comes out: frozen records. Must not know how a request was written or how a page looks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from booklet.content.practice import Practice
from booklet.content.records import Dose, Exercise, Lamp
from booklet.report import Place

MOST = 6
MOST_LARGE = 3
# Characters that fit on the page (design/sheet, «Slots»); the page measures, these warn before it is made.
NAME_LIMIT, THERAPIST_LIMIT, GOAL_LIMIT, NOTE_LIMIT, CARD_NOTE_LIMIT = 56, 40, 74, 84, 36


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One exercise that is asked for, with what differs from the catalogue; None and empty: as it is there.

    The same wish may stand in several places. `dose` holds (key, number) of what was named: sets, keer, tellen,
    minuten, per-dag, dagen, rust, weken.
    """

    exercise: str
    dose: tuple[tuple[str, int], ...]
    moments: tuple[str, ...]
    days: tuple[int, ...]
    side: str
    variant: str
    note: str
    place: Place = field(compare=False)


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """When somebody comes again; `clock` as it is printed: «10.20», or empty."""

    day: dt.date
    clock: str


@dataclass(frozen=True, kw_only=True)
class Request:
    """What somebody asks for, read but not yet held against the library. `drop` leaves out of the programme."""

    key: str
    name: str
    therapist: str
    day: dt.date | None
    appointment: Appointment | None
    goal: str
    note: str
    programme: str
    programme_place: Place
    wishes: tuple[Wish, ...]
    drop: tuple[tuple[str, Place], ...]
    conditions: tuple[tuple[str, Place], ...]
    discussed: bool
    fixed_order: bool
    large: bool
    place: Place


@dataclass(frozen=True, kw_only=True)
class Portion:
    """What is done at one moment of the day (`ochtend`, `middag`, `avond`).

    `short` stands in a cell of the plan: «10 keer», «10 + 10», «5 min»; `words` is a line to read: «'s ochtends
    10 keer, rust, 10 keer».
    """

    moment: str
    short: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """One exercise on the page, with nothing left to work out. All text is plain, with straight quotes.

    name      the short name, the same in the plan and in the row (at most 18 characters)
    steps     three to five steps of one line (at most 30 characters)
    core      the same in three key steps (at most 31 characters), for five or six exercises
    feel, mistake, easier, harder   a few words each («Liever niet: rug hol trekken»)
    variant   `makkelijker`, `zwaarder`, or empty: which one the therapist chose
    portions  what is done at each moment, in the order of the day; empty when `when` says it («na elk half uur
              zitten») and then `amount` says how much, long, and `amount_short` in a cell
    hold      «20 tellen» or empty; `side`: «elke kant», «links», «rechts» or empty
    rest      «1 minuut rust» or empty; between sets
    days      1 (Monday) to 7; `days_words`: «elke dag», «ma, wo en vr»
    from_week the week of the programme in which it starts, from 1
    weeks     how many weeks, 0 when nobody said so
    caution   which discussed conditions touch this exercise, by name
    """

    exercise: Exercise
    dose: Dose
    name: str
    steps: tuple[str, ...]
    core: tuple[str, ...]
    feel: str
    mistake: str
    easier: str
    harder: str
    variant: str
    portions: tuple[Portion, ...]
    when: str
    amount: str
    amount_short: str
    hold: str
    side: str
    rest: str
    days: tuple[int, ...]
    days_words: str
    from_week: int
    weeks: int
    note: str
    caution: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Caution:
    """A condition that was discussed: its name, what it means for exercising, and the numbers of the cards it touches.

    `cards` is empty when it holds for all of them.
    """

    name: str
    meaning: str
    cards: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Handout:
    """Everything that one page says.

    What is left empty (`name`, `therapist`, `day`, `appointment`, `goal`) prints as a line to write on.

    `key` names the file and never holds a name. `cards` stand in the order of doing. `build_up` holds the rows
    (when, what) of the programme, in plain text; `programme` is its title. `weeks` is how long to go on, 0: not said.
    """

    key: str
    name: str
    therapist: str
    day: dt.date | None
    appointment: Appointment | None
    goal: str
    note: str
    programme: str
    weeks: int
    build_up: tuple[tuple[str, str], ...]
    cards: tuple[Card, ...]
    cautions: tuple[Caution, ...]
    large: bool
    practice: Practice
    lamps: tuple[Lamp, ...]
    place: Place
