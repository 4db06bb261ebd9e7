"""Read postures: those in houdingen.yaml that others start from, and the key frames of a figure.

Goes in: values of YAML. Comes out: `KeyFrame`s in which the posture they start from is merged. Must not know solvers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from booklet.content.fields import Fields, Problems, Value
from booklet.content.files import Shelf
from booklet.content.pose_goals import read_goals
from booklet.content.pose_records import Goal, KeyFrame
from booklet.content.pose_values import maybe_number, names, number
from booklet.content.pose_words import ANGLES, HANDS, PAIRED_ANGLES, PAIRED_REGIONS, RANGES, REGIONS, SIDES
from booklet.content.records import ALT_LIMIT
from booklet.report import nearest

STIFFNESS = 0.0015
_SENTENCE = re.compile(r"[^a-z\W].*[.!?»]", re.DOTALL)  # begins with a capital or a number, ends with a mark


@dataclass(frozen=True, kw_only=True)
class Pose:
    """A posture as it is written; None is what it does not say, so that another one can say it."""

    angles: Mapping[str, float]
    hands: Mapping[str, str]
    free: tuple[str, ...] | None
    goals: tuple[Goal, ...] | None
    ground: bool | None

    def over(self, base: Pose) -> Pose:
        """Put this posture over the one that it starts from: own goals and free angles take the place of others."""
        return Pose(
            angles={**base.angles, **self.angles},
            hands={**base.hands, **self.hands},
            free=base.free if self.free is None else self.free,
            goals=base.goals if self.goals is None else self.goals,
            ground=base.ground if self.ground is None else self.ground,
        )


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What the frames of one figure can refer to: postures, surfaces of things by Dutch name, parts that are marked."""

    bases: Mapping[str, Pose]
    surfaces: Mapping[str, str]
    highlight: tuple[str, ...]
    needs_alt: bool
    problems: Problems


def read_bases(shelf: Shelf, path: Path) -> Mapping[str, Pose] | None:
    """Read the postures to start from by name; None (with a finding) when the file cannot be read."""
    value = shelf.yaml(path)
    if value is None:
        return None
    bases = {}
    for name, base in value.pairs():
        fields = base.fields()
        bases[name] = _pose(fields)
        fields.done()
    return bases


def read_frames(values: Iterable[Value], setting: Setting) -> tuple[KeyFrame, ...]:
    """Read the key frames of a figure in their order."""
    written = [value.fields() for value in values]
    called = [fields.text("naam") for fields in written]
    for index, (name, fields) in enumerate(zip(called, written, strict=True)):
        if name in called[:index]:
            fields.value.wrong(f"er zijn twee beelden «{name}»", "geef ze elk een eigen naam.", "dubbel")
    return tuple(_frame(fields, index, called, setting) for index, fields in enumerate(written))


def regions(value: Value) -> tuple[str, ...]:
    """Read the parts of the body that are marked, on both sides when no side is said."""
    return tuple(name for part in value.several() for name in names(part, REGIONS, PAIRED_REGIONS))


def _frame(fields: Fields, index: int, called: list[str], setting: Setting) -> KeyFrame:
    pose = _whole_pose(fields, setting)
    ghost, marked = fields.get("schim"), fields.get("nadruk")
    hidden = fields.get("verborgen")
    start = _start(fields, index, called)
    frame = KeyFrame(
        name=called[index],
        start=start,
        angles=pose.angles,
        hands=pose.hands,
        free=pose.free or (),
        goals=_checked(pose.goals or (), start, setting),
        ground=bool(pose.ground),
        stiffness=maybe_number(fields, "stijfheid", STIFFNESS, 0.00001, 1),
        ghost=ghost.choice(called) if ghost else "",
        highlight=regions(marked) if marked else setting.highlight,
        hidden=bool(hidden and hidden.truth()),
        place=fields.value.place,
    )
    frame = replace(frame, alt=_alt(fields, needed=setting.needs_alt and not frame.hidden))
    fields.done()
    return frame


def _whole_pose(fields: Fields, setting: Setting) -> Pose:
    """Read the posture of a frame, over the one that it is based on."""
    pose, asked = _pose(fields), fields.get("houding")
    if asked is None:
        return pose
    if fields.get("vanuit"):
        asked.wrong("een beeld begint uit «houding» of «vanuit», niet uit allebei", "haal er een weg.", "vanuit")
    base = setting.bases.get(asked.choice(setting.bases))
    return pose.over(base) if base else pose


def _start(fields: Fields, index: int, called: list[str]) -> str:
    """Read the frame that this one starts from, which must stand before it."""
    value = fields.get("vanuit")
    if value is None:
        return ""
    name, before = value.text(), called[:index]
    if name in before:
        return name
    if name in called[index:]:
        value.wrong(f"«{name}» komt niet eerder dan dit beeld", "zet de beelden in hun volgorde.", "vanuit")
    else:
        value.wrong(f"er is geen beeld «{name}»", f"{nearest(name, before)}Noem een beeld hierboven.", "vanuit")
    return ""


def _checked(goals: tuple[Goal, ...], start: str, setting: Setting) -> tuple[Goal, ...]:
    """Check what goals refer to, and give surfaces their English names."""
    for goal in goals:
        if goal.kind == "pin" and not start:
            setting.problems.add(
                goal.place, "«blijft» zonder vorig beeld", "schrijf bij het beeld vanuit: erbij.", "doel"
            )
        if goal.against and goal.against not in setting.surfaces:
            near = nearest(goal.against, setting.surfaces)
            setting.problems.add(
                goal.place,
                f"er is geen «{goal.against}» om aan te raken",
                f"{near}Noem het bij voorwerpen:, of schrijf stoel, stoel.leuning, trap.2 of aanrecht.boven.",
                "doel",
            )
    return tuple(replace(goal, against=setting.surfaces.get(goal.against, "")) for goal in goals)


def _alt(fields: Fields, *, needed: bool) -> str:
    """Read what a drawing tells to somebody who cannot see it: a sentence or two."""
    value = fields.get("alt")
    text = value.text(limit=ALT_LIMIT) if value else ""
    if value and text and not _SENTENCE.fullmatch(text):
        value.wrong("deze beschrijving is geen zin", "begin met een hoofdletter en eindig met een punt.", "alt")
    if needed and not text:
        remedy = f"schrijf bij alt: in één of twee zinnen wat er te zien is, tot {ALT_LIMIT} tekens."
        fields.value.wrong("dit beeld heeft geen beschrijving", remedy, "alt")
    return text


def _pose(fields: Fields) -> Pose:
    free, goals, ground = fields.get("vrij"), fields.get("doelen"), fields.get("grond")
    return Pose(
        angles=_angles(fields.get("hoeken")),
        hands=_hands(fields.get("handen")),
        free=_free(free) if free else None,
        goals=read_goals(goals.items()) if goals else None,
        ground=ground.truth() if ground else None,
    )


def _angles(value: Value | None) -> dict[str, float]:
    """Read angles; one with a side counts before one for both."""
    both: dict[str, float] = {}
    single: dict[str, float] = {}
    for word, part in value.pairs() if value else ():
        found = names(part, ANGLES, PAIRED_ANGLES, word)
        (both if len(found) > 1 else single).update(dict.fromkeys(found, _angle(word, part, found)))
    return {**both, **single}


def _angle(word: str, value: Value, found: tuple[str, ...]) -> float:
    """Read one angle, within what a human joint can do."""
    degrees = number(value, -1000, 1000)
    if found:
        name = found[0]
        low, high = RANGES[name if name in RANGES else name.rpartition(".")[0]]
        if not low <= degrees <= high:
            value.wrong(f"{word} {degrees:g} kan een mens niet", f"schrijf een getal van {low:g} tot {high:g}.", "hoek")
    return degrees


def _free(value: Value) -> tuple[str, ...]:
    """Read the angles that may move to reach the goals."""
    found = [name for part in value.items() for name in names(part, ANGLES, PAIRED_ANGLES)]
    return tuple(dict.fromkeys(found))


def _hands(value: Value | None) -> dict[str, str]:
    """Read the shape of both hands, or of each."""
    if value is None:
        return {}
    if value.is_text():
        shape = HANDS.get(value.choice(HANDS), "")
        return dict.fromkeys(SIDES.values(), shape)
    hands = {}
    for side, part in value.pairs():
        hands[SIDES.get(part.one_of(side, SIDES), "")] = HANDS.get(part.choice(HANDS), "")
    return hands
