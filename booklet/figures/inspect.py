"""Look a figure over after it was settled: goals missed, limbs through the floor, through the body or through things.

Goes in: a figure and how it stands in every frame. Comes out: findings in Dutch, at the line where the goal or the
frame is written. Must not know how anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from booklet.content.pose_kinds import FACES, FURNITURE
from booklet.content.pose_records import Figure, Illustration
from booklet.content.pose_words import ANGLES, LANDMARKS, RANGES, in_dutch
from booklet.figures.collisions import Overlap, lowest_part, self_overlaps, solid_overlaps
from booklet.figures.goals import Aim, Demand, Lie, Meet, Reach, gap_to, landmarks_in
from booklet.figures.landmarks import points
from booklet.figures.mesh import Array
from booklet.figures.people import Person
from booklet.figures.skeleton import Body
from booklet.figures.solids import solids_of
from booklet.figures.solve import limits
from booklet.figures.stage import Settled
from booklet.report import Finding, Place

MISSED = 0.3  # dm from the place that a goal asks, along the worst axis
MISSED_LIGHT = 0.6  # the same for a goal that counts less
MISSED_ALONG = 0.7  # the same along a surface: that a foot touches the floor counts for more than where
LIGHT = 0.8  # weight below which a goal counts less
SLACK = 1.0  # degrees that an angle may be outside the human range, for rounding
SUNK_SOFT = 0.75  # dm that a body may lie in a mat or a mattress
SUNK_HARD = 0.35  # dm that feet may be in the floor: soles bend and flesh gives way
FLESH = 0.4  # dm that a hand may be in the body: flesh gives way on both sides, and cloth covers it
SOLID = 0.4  # dm that a hand or foot may be in a thing
SOFT_FLOORS = frozenset({"mat", "bed"})

# Per axis of the world: what it is to be too far along it, and too far back, for who stands and faces z.
_TOO_FAR = (
    ("te ver naar links (x)", "te ver naar rechts (x)"),
    ("te hoog (y)", "te laag (y)"),
    ("te ver naar voren (z)", "te ver naar achteren (z)"),
)
_SIDES: Mapping[str, str] = {"L": "linker", "R": "rechter"}
_PARTS: Mapping[str, tuple[str, str]] = {  # article, noun
    "trunk": ("de", "romp"),
    "head": ("het", "hoofd"),
    "upper arm": ("de", "bovenarm"),
    "forearm": ("de", "onderarm"),
    "hand": ("de", "hand"),
    "thigh": ("het", "bovenbeen"),
    "shank": ("het", "onderbeen"),
    "foot": ("de", "voet"),
}


@dataclass(frozen=True, kw_only=True)
class _Miss:
    """By how much a landmark misses its place."""

    demand: Demand
    share: float  # of what is allowed, along the worst axis
    words: str


def inspect(
    illustration: Illustration, figure: Figure, settled: Mapping[str, Settled], person: Person
) -> tuple[Finding, ...]:
    """List what is wrong with the frames of a figure that are shown."""
    findings: set[Finding] = set()
    for frame in figure.frames:
        if not frame.hidden:
            where = f"«{illustration.id}», beeld «{frame.name}»"
            found = settled[frame.name]
            findings |= {
                *_missed_goals(found, person.body, where),
                *_impossible_angles(found, settled.get(frame.start), where),
                *_below_floor(figure, found, person, where),
                *_through_body(found, person, where),
                *_through_things(figure, found, person, where),
            }
    return tuple(sorted(findings))


def _missed_goals(settled: Settled, body: Body, where: str) -> Iterator[Finding]:
    """Say of each goal that is not reached by how much, for the landmark that is furthest off."""
    lift = np.array([0.0, settled.lift, 0.0])
    posture = replace(settled.posture, joints=settled.posture.joints - lift)  # as it was when the goals were met
    places = points(body, posture, landmarks_in(settled.demands))
    worst: dict[Place, _Miss] = {}
    for demand in settled.demands:
        if not isinstance(demand, Aim):
            miss = _miss(demand, gap_to(demand, body, posture, places))
            if miss.share > max(1.0, worst[demand.goal.place].share if demand.goal.place in worst else 0.0):
                worst[demand.goal.place] = miss
    for place, miss in worst.items():
        yield Finding(
            place=place,
            what=f"dit doel wordt niet gehaald in {where}: {miss.words}",
            remedy=f"{_stops(settled)}maak meer hoeken vrij onder «vrij», verzet het doel of geef andere hoeken om mee "
            f"te beginnen; mag het ernaast zitten, geef het dan een gewicht onder {LIGHT:g}.",
            rule="doel-niet-gehaald",
        )


def _miss(demand: Demand, gap: Array) -> _Miss:
    """Say where a landmark is that should be elsewhere."""
    name, axes = _axes(demand)
    if not axes:
        return _Miss(demand=demand, share=0.0, words="")
    limit = MISSED if demand.weight >= LIGHT else MISSED_LIGHT
    touches = demand.goal.kind == "touch" and not demand.goal.against
    limits_by_axis = np.array([MISSED_ALONG if touches and axis != 1 else limit for axis in axes])
    index = int((np.abs(gap) / limits_by_axis).argmax())
    off = float(gap[index])
    direction = _TOO_FAR[axes[index]][0 if off > 0 else 1]
    words = f"«{in_dutch(name, LANDMARKS)}» komt {_cm(off)} {direction}"
    return _Miss(demand=demand, share=abs(off) / float(limits_by_axis[index]), words=words)


def _axes(demand: Demand) -> tuple[str, list[int]]:
    """Tell which landmark a demand is about, and along which axes of the world it asks something."""
    match demand:
        case Reach(point=name, target=target):
            return name, [axis for axis, place in enumerate(target) if place is not None]
        case Meet(point=name) | Lie(point=name):
            return name, [0, 1, 2]
    return "", []


def _stops(settled: Settled) -> str:
    """Name a joint that can go no further, if there is one: that is often why."""
    for key in settled.frame.free:
        angle = settled.stance.angles[key]
        for end in limits(key):
            if abs(angle - end) < SLACK:
                return f"«{in_dutch(key, ANGLES)}» kan niet verder dan {end:g} graden: "
    return ""


def _impossible_angles(settled: Settled, before: Settled | None, where: str) -> Iterator[Finding]:
    """Find joints that are bent further than people can; those of the frame before are found there."""
    for key, angle in settled.stance.angles.items():
        low, high = RANGES[key.removesuffix(".L").removesuffix(".R")]
        kept = before is not None and before.stance.angles.get(key) == angle
        if not key.startswith("root.") and not kept and not low - SLACK <= angle <= high + SLACK:
            yield Finding(
                place=settled.frame.place,
                what=f"«{in_dutch(key, ANGLES)}» is {angle:.0f} graden in {where}; een mens haalt {low:g} tot {high:g}",
                remedy="geef een hoek die een mens kan maken.",
                rule="hoek",
            )


def _below_floor(figure: Figure, settled: Settled, person: Person, where: str) -> Iterator[Finding]:
    """Find what is further under the floor than flesh and mats give way."""
    part, height = lowest_part(person, settled.posture, figure.feet)
    soft = any(thing.kind in SOFT_FLOORS for thing in figure.things)
    if height < -(SUNK_SOFT if soft else SUNK_HARD):
        yield Finding(
            place=settled.frame.place,
            what=f"{_named(part)} zit {_cm(height)} onder {'de mat' if soft else 'de vloer'} in {where}",
            remedy="til het lichaam op («bekken.y»), verzet het doel dat hier ligt, of zet «grond: ja».",
            rule="door-de-vloer",
        )


def _through_body(settled: Settled, person: Person, where: str) -> Iterator[Finding]:
    """Find forearms, hands, shanks and feet in another part of the body."""
    for overlap in self_overlaps(person, settled.posture):
        if overlap.depth > FLESH:
            yield Finding(
                place=settled.frame.place,
                what=f"{_named(overlap.part)} zit {_cm(overlap.depth)} diep in {_named(overlap.other)} in {where}",
                remedy="geef het doel van die hand of voet meer «afstand» of «ruimte», "
                "of zet de elleboog of knie verder naar buiten.",
                rule="door-het-lichaam",
            )


def _through_things(figure: Figure, settled: Settled, person: Person, where: str) -> Iterator[Finding]:
    """Find hands and feet in walls, seats, steps and boxes."""
    things = [thing for thing in figure.things if not thing.frames or settled.frame.name in thing.frames]
    for overlap in solid_overlaps(person, settled.posture, solids_of(things)):
        if overlap.depth > SOLID:
            yield Finding(
                place=settled.frame.place,
                what=f"{_named(overlap.part)} zit {_cm(overlap.depth)} diep in {_thing(overlap)} in {where}",
                remedy="geef die hand of voet een doel met «tegen», of zet het voorwerp ergens anders.",
                rule="door-een-voorwerp",
            )


def _named(part: str) -> str:
    """Call a part of the body by its Dutch name: «de linkerhand», «het hoofd»."""
    base, _, side = part.partition(".")
    article, noun = _PARTS[base]
    return f"{article} {_SIDES.get(side, '')}{noun}"


def _thing(overlap: Overlap) -> str:
    """Call a thing by the name that it has in the pose: «stoel», «trap.2»."""
    kinds = {dutch: kind.name for dutch, kind in FURNITURE.items()}
    name, dot, piece = overlap.other.partition(".")
    return f"«{in_dutch(name, kinds)}{dot}{in_dutch(piece, {**FACES, 'leuning': 'rest'})}»"


def _cm(dm: float) -> str:
    """Write a distance in whole cm."""
    return f"{abs(dm) * 10:.0f} cm"
