"""Settle a figure: find its posture in every key frame, in order.

Goes in: a `Figure` and the `Person` who plays it. Comes out: for each frame how that person stands, and what was asked.
Must not know cameras, colours or lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from booklet.content.pose_records import Character, Figure, KeyFrame
from booklet.figures.dress import posed, worn
from booklet.figures.goals import Demand, demands_of
from booklet.figures.people import Person, make_person
from booklet.figures.skeleton import RESTING, Posture, Stance, stand
from booklet.figures.solids import solids_of, surfaces_of
from booklet.figures.solve import solve

# Everybody is posed after this one: see `settle`.
MODEL = Character(name="model", body="neutral", hair="short")


@dataclass(frozen=True, kw_only=True, eq=False)
class Settled:
    """A figure in one key frame."""

    frame: KeyFrame
    stance: Stance
    posture: Posture
    demands: tuple[Demand, ...]  # what the goals of the frame asked of this body
    lift: float = 0.0  # dm by which it was put on the floor after the goals were met


def settle(figure: Figure, person: Person) -> dict[str, Settled]:
    """Find how a person stands in every frame of a figure, by the frame's name.

    Bodies other than the neutral one begin where the neutral body ended. Else an arm that goals leave some freedom may
    end up elsewhere, and the same exercise would look different on somebody else.
    """
    if person.body.name == MODEL.body:
        return _settle(figure, person, {})
    return _settle(figure, person, _settle(figure, make_person(MODEL), {}))


def _settle(figure: Figure, person: Person, model: Mapping[str, Settled]) -> dict[str, Settled]:
    """Settle all frames; those of `model` are where the solver begins."""
    settled: dict[str, Settled] = {}
    for frame in figure.frames:
        begin = model[frame.name].stance.angles if frame.name in model else None
        settled[frame.name] = _settle_frame(figure, frame, person, settled.get(frame.start), begin)
    return settled


def _settle_frame(
    figure: Figure, frame: KeyFrame, person: Person, before: Settled | None, begin: Mapping[str, float] | None
) -> Settled:
    """Settle one frame, after the frame from which it starts."""
    things = [thing for thing in figure.things if not thing.frames or frame.name in thing.frames]
    demands = demands_of(frame.goals, surfaces_of(things), person.body, before.posture if before else None)
    stance = solve(
        person.body,
        _inherited(frame, before),
        frame.free,
        demands,
        solids=solids_of(things),
        stiffness=frame.stiffness,
        start=begin,
    )
    lift = -lowest(person, stand(person.body, stance), figure.feet) if frame.ground else 0.0
    stance = raised(stance, lift)
    return Settled(frame=frame, stance=stance, posture=stand(person.body, stance), demands=demands, lift=lift)


def _inherited(frame: KeyFrame, before: Settled | None) -> Stance:
    """Take over the angles and hands of the frame before, apart from what is written."""
    if before is None:
        return Stance(angles=frame.angles, hands=frame.hands)
    return Stance(angles={**before.stance.angles, **frame.angles}, hands={**before.stance.hands, **frame.hands})


def raised(stance: Stance, lift: float) -> Stance:
    """Raise a stance as a whole, dm."""
    if lift == 0:
        return stance
    return replace(stance, angles={**stance.angles, "root.y": stance.angles.get("root.y", 0.0) + lift})


def lowest(person: Person, posture: Posture, feet: str) -> float:
    """Tell how high the lowest point of a dressed person is, dm; `feet` are "bare" or "shoes"."""
    return min(
        float(posed(person, posture, layer)[layer.keep >= 0, 1].min(initial=np.inf)) for layer in worn(person, feet)
    )


def between(first: Stance, last: Stance, share: float) -> Stance:
    """Give the stance a share of the way from one to another; angles move evenly, hands do not."""
    angles = {}
    for key in sorted({*first.angles, *last.angles}):
        rest = RESTING.get(key.rpartition(".")[0], 0.0)
        begin, end = first.angles.get(key, rest), last.angles.get(key, rest)
        angles[key] = begin + (end - begin) * share
    return Stance(angles=angles, hands={**last.hands, **first.hands})
