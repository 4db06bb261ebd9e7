"""What the folder chapters/ holds, once read and checked: the `Library` and its parts.

Goes in: nothing. Comes out: frozen records. Must not know how they were read or how they will look.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.content.practice import Practice
from booklet.content.text import Block, Run
from booklet.report import Place

if TYPE_CHECKING:
    from booklet.content.pose_records import Illustration


class Sort(StrEnum):
    """What a file in chapters/ becomes (the key `soort`)."""

    COVER = "omslag"
    WELCOME = "welkom"
    CONTENTS = "inhoud"
    ALARM = "bellen"
    PAGE = "bladzijde"
    CHAPTER = "hoofdstuk"
    EXERCISES = "oefeningen"
    PROGRAMMES = "programmas"
    QUESTIONS = "vragen"
    WORKSHEETS = "werkbladen"
    GLOSSARY = "woordenlijst"
    SOURCES = "bronnen"
    BACK = "achterkant"


NUMBERED = (Sort.CHAPTER, Sort.EXERCISES)
ALT_LIMIT = 250  # characters: what somebody listens to in one go
PARTS = ("Begrijpen", "Tot rust komen", "Weer opbouwen", "Volhouden")


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A drawing: its file, what it tells somebody who cannot see it, and its size in mm as drawn."""

    file: Path
    alt: str
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One file of running text: a chapter, or another page or pages of its own kind.

    `number` counts the chapters from 1; all else has 0. `opening` stands before the first heading, `body` is the rest.
    """

    id: str
    sort: Sort
    number: int
    title: str
    subtitle: str
    part: str
    summary: str
    picture: Picture | None
    checked: dt.date | None
    sources: tuple[str, ...]
    opening: tuple[Block, ...]
    body: tuple[Block, ...]
    place: Place


@dataclass(frozen=True, kw_only=True)
class Dose:
    """How much of an exercise: sets, repetitions (per side or not) or minutes, and how often.

    `hold_s` and `rest_s` are seconds: held at each repetition, and of rest between sets.
    """

    sets: int
    repetitions: int | None
    hold_s: int
    minutes: int | None
    per_side: bool
    times_per_day: int
    days_per_week: int
    rest_s: int


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One key frame of an exercise: its drawing, its name (Begin, Eind), and a few words under it."""

    picture: Picture
    name: str
    caption: str


@dataclass(frozen=True, kw_only=True)
class Briefly:
    """The three notes of an exercise in a few words, as they stand under its drawing."""

    mistake: str
    easier: str
    harder: str


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One exercise of the catalogue; `amount` says the dose in words where the numbers alone would not be clear."""

    id: str
    title: str
    purpose: str
    group: str
    phase: str
    level: int
    position: str
    equipment: tuple[str, ...]
    consult: tuple[str, ...]
    dose: Dose
    amount: str
    moments: tuple[str, ...]
    when: str
    tempo: str
    breathing: str
    frames: tuple[Frame, ...]
    briefly: Briefly
    steps: tuple[Run, ...]
    feel: Run
    mistake: Run
    easier: Run
    harder: Run
    safety: Run
    place: Place

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, kw_only=True)
class Task:
    """One exercise in a programme with the dose it has there; `amount` replaces the dose in words."""

    exercise: str
    dose: Dose
    moments: tuple[str, ...]
    amount: str
    from_week: int
    place: Place


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A ready-made set of exercises with its build-up: rows of (when, what)."""

    id: str
    title: str
    subtitle: str
    phase: str
    weeks: int
    days_per_week: int
    minutes: str
    for_whom: str
    not_for: str
    goals: tuple[str, ...]
    tasks: tuple[Task, ...]
    build_up: tuple[tuple[str, str], ...]
    ready: tuple[Block, ...]
    swaps: tuple[Block, ...]
    order: int
    place: Place


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The words of one exercise on the handout, shorter than in the booklet.

    In a step `{tellen}` is the number held and `{tel}` the same with its word; words in [ ] are for two sides only.
    """

    exercise: str
    name: str
    steps: tuple[str, ...]
    core: tuple[str, ...]
    feel: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word of the glossary; `also` lists the names that somebody may meet elsewhere."""

    id: str
    word: str
    meaning: str
    also: tuple[str, ...]
    place: Place


@dataclass(frozen=True, kw_only=True)
class Source:
    """A source; `short` is how a note names it; `article` when it stands in a journal; `year` None where unknown."""

    code: str
    short: str
    authors: str
    title: str
    where: str
    article: bool
    year: int | None
    place: Place


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A condition for which somebody consults first; `name` is short enough for one line of several.

    `always`: it holds for every exercise, and is said once before all of them instead of under each.
    """

    id: str
    name: str
    meaning: str
    always: bool


@dataclass(frozen=True, kw_only=True)
class Lamp:
    """One lamp of the pain traffic light."""

    colour: str
    name: str
    act: str
    scores: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class Discouraged:
    """Words that the clinic would rather not print, and what it writes instead.

    A `*` in a word stands for any letters; `unless` lists words that make it right when in the same sentence.
    """

    words: tuple[str, ...]
    instead: str
    unless: tuple[str, ...]
    place: Place


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What the clinic says of words: spelled well (`known`), clear to everybody (`plain`), or better not used.

    `ease` holds for each text the figure of readability that it had in the edition that is in use (`ease_of`).
    """

    known: tuple[str, ...]
    plain: tuple[str, ...]
    discouraged: tuple[Discouraged, ...]
    ease: Mapping[str, int]
    ease_of: str


@dataclass(frozen=True, kw_only=True)
class Library:
    """Everything in chapters/, read and checked.

    `own` are programmes that the clinic made for itself: they are on handouts and not in the booklet.
    """

    folder: Path
    practice: Practice
    chapters: tuple[Chapter, ...]
    exercises: tuple[Exercise, ...]
    programmes: tuple[Programme, ...]
    own: tuple[Programme, ...]
    sheets: Mapping[str, Sheet]
    terms: tuple[Term, ...]
    sources: Mapping[str, Source]
    conditions: Mapping[str, Condition]
    lamps: tuple[Lamp, ...]
    synonyms: tuple[tuple[str, ...], ...]  # words that mean the same to whoever looks for an exercise
    illustrations: Mapping[str, Illustration]  # what the drawings are made from, by the name of the file
    wording: Wording
    pictures: Mapping[str, Picture]  # those of beelden/ that a text can show in a row, by name

    @cached_property
    def by_name(self) -> Mapping[str, Exercise]:
        """Give every exercise by its id, its title, and its short name, in small letters."""
        known = {exercise.id: exercise for exercise in self.exercises}
        names = {sheet.name.lower(): known[sheet.exercise] for sheet in self.sheets.values() if sheet.exercise in known}
        return names | {exercise.title.lower(): exercise for exercise in self.exercises} | known
