"""Find the joint angles with which a body meets its goals, by least squares.

Goes in: a body, a stance to begin with, the angles that are free, and demands. Comes out: a stance. Must not know where
demands come from, clothes, or that a figure has more than one frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import least_squares

from booklet.content.pose_words import RANGES
from booklet.figures.goals import Demand, landmarks_in, residuals
from booklet.figures.landmarks import points
from booklet.figures.mesh import Array
from booklet.figures.skeleton import RESTING, Body, Stance, stand
from booklet.figures.solids import Solid, outside, surface_at

STIFFNESS = 0.0015  # how strongly a free angle keeps to where it began, per degree
PLACE_STIFFNESS = 0.0005  # the same for the place of the pelvis, per dm
SCALE = 20.0  # degrees that count as much as a dm for the steps that the solver takes
ROUNDS = 60  # evaluations at most
UNBOUND = (-1e3, 1e3)
PLACES = frozenset({"root.x", "root.y", "root.z"})

# What has to stay out of solids, and how far (dm) the skin lies before the landmark.
PROBES: Mapping[str, float] = {
    "fingertip": 0.06,
    "palm": 0.02,
    "handback": 0.05,
    "toe": 0.12,
    "heel": 0.10,
    "ball": 0.05,
    "knee": 0.0,
}
SOLID_WEIGHT = 2.0


def solve(
    body: Body,
    stance: Stance,
    free: Sequence[str],
    demands: Sequence[Demand],
    *,
    solids: Sequence[Solid] = (),
    stiffness: float = STIFFNESS,
    start: Mapping[str, float] | None = None,
) -> Stance:
    """Move the free angles until the demands are met as well as may be; `start` is where they begin, and keep to."""
    if not free:
        return stance
    begin = np.array([_begin(key, stance, start or {}) for key in free])
    scale = np.array([1.0 if key in PLACES else SCALE for key in free])
    keep = np.array([PLACE_STIFFNESS if key in PLACES else stiffness for key in free])
    low, high = (np.array(ends) / scale for ends in zip(*(limits(key) for key in free), strict=True))
    misfit = _misfit(body, demands, solids)

    def moved(steps: Array) -> Stance:
        angles = {**stance.angles, **dict(zip(free, (steps * scale).tolist(), strict=True))}
        return Stance(angles=angles, hands=stance.hands)

    def cost(steps: Array) -> Array:
        return np.concatenate([*misfit(moved(steps)), (steps * scale - begin) * keep])

    first = np.clip(begin / scale, low + 1e-6, high - 1e-6)
    return moved(least_squares(cost, first, bounds=(low, high), max_nfev=ROUNDS).x)


def _begin(key: str, stance: Stance, start: Mapping[str, float]) -> float:
    """Find where a free angle begins."""
    return start.get(key, stance.angles.get(key, RESTING.get(key.rpartition(".")[0], 0.0)))


def _misfit(body: Body, demands: Sequence[Demand], solids: Sequence[Solid]) -> Callable[[Stance], list[Array]]:
    """Prepare to measure how far a stance is from all that is asked."""
    probes = Probes.of(solids)
    names = dict.fromkeys((*landmarks_in(demands), *probes.names))

    def measured(stance: Stance) -> list[Array]:
        posture = stand(body, stance)
        places = points(body, posture, names)
        parts = [residuals(demand, body, posture, places) for demand in demands]
        return parts + probes.depths(places, solids)

    return measured


@dataclass(frozen=True, kw_only=True, eq=False)
class Probes:
    """Landmarks of hands, feet and knees that stay out of walls, boxes and seats."""

    names: tuple[str, ...]
    skins: Array  # (n,) dm

    @staticmethod
    def of(solids: Iterable[Solid]) -> Probes:
        """Take all probes when there is something to stay out of."""
        if not tuple(solids):
            return Probes(names=(), skins=np.empty(0))
        names = tuple(f"{name}.{side}" for name in PROBES for side in "LR")
        return Probes(names=names, skins=np.repeat(list(PROBES.values()), 2))

    def depths(self, places: Mapping[str, Array], solids: Iterable[Solid]) -> list[Array]:
        """Tell for each solid how deep each probe is in it, weighted; 0 outside."""
        found = []
        for solid in solids:
            at = np.array([places[name] for name in self.names])
            skins = self.skins[:, None]
            inside = np.minimum(at - solid.low + skins, np.asarray(solid.high) - at + skins).min(axis=1) > 0
            ways = [self.skins - outside(at, surface_at(solid, face)) for face in solid.faces]
            found.append(np.where(inside, SOLID_WEIGHT * np.maximum(np.min(ways, axis=0), 0), 0))
        return found


def limits(key: str) -> tuple[float, float]:
    """Tell between which degrees (or dm) an angle may move: what a human joint can do; the pelvis may be anywhere."""
    return UNBOUND if key.startswith("root.") else RANGES[key.removesuffix(".L").removesuffix(".R")]
