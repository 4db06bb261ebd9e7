"""What a drawing is made from: people, cameras, postures, goals, things around them, arrows.

Goes in: nothing. Comes out: frozen records that `poses` fills and the room figures draws. Must not know how.

Lengths are in decimetres (a person is 16.6 dm tall), angles in degrees. The world has y upward, the floor at y = 0;
a figure faces +z and its left is +x. Joint angles are clinical: zero is standing, arms down and palms turned in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from booklet.report import Place

Vector = tuple[float, float, float]
Pair = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Character:
    """One of the people in the drawings: a body, hair, and colours that differ from the usual ones."""

    name: str
    body: str  # neutral, senior, man, woman
    hair: str  # short, crop, bob, bun, ponytail, scarf, bald
    glasses: bool = False
    lashes: bool = False
    thin_brows: bool = False
    colours: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class View:
    """Where the camera stands: degrees round the figure (0 front, -90 its right side) and above the horizon."""

    azimuth: float = -75.0
    elevation: float = 8.0


@dataclass(frozen=True, kw_only=True)
class Thing:
    """A piece of furniture or an object: its kind, and what its kind asks (`booklet.content.pose_kinds`)."""

    kind: str
    name: str
    numbers: Mapping[str, float]
    vectors: Mapping[str, Vector]
    words: Mapping[str, str]
    path: tuple[str | Vector, ...] = ()
    frames: tuple[str, ...] = ()  # only in these frames; empty: in all
    solid: bool = True
    place: Place


@dataclass(frozen=True, kw_only=True)
class Goal:
    """Where something of the body has to be; `kind` says how the other fields are read.

    touch   `what` lies on the floor, or on the surface `against` (skin clearance built in)
    at      `what` is at a coordinate (x, y, z as far as given)
    pin     `what` stays where it was in the frame that this one starts from (`axes`: which coordinates)
    aim     the `axis` of the bone `what` points along `direction`
    join    the first of `what` lies at the second, plus `offset`
    lay     the palm (first) lies flat on the body at the second, `gap` dm off the skin, plus `offset`
    """

    kind: str
    what: tuple[str, ...]
    x: float | None = None
    y: float | None = None
    z: float | None = None
    weight: float = 1.0
    against: str = ""
    gap: float | None = None
    offset: Vector | None = None
    axis: str = ""
    direction: Vector | None = None
    axes: str = "xyz"
    place: Place


@dataclass(frozen=True, kw_only=True)
class KeyFrame:
    """One key frame: angles, which of them may move to reach the goals, and the goals. Bases are merged in already."""

    name: str
    start: str = ""  # the frame whose angles it inherits; empty: from standing
    angles: Mapping[str, float]
    hands: Mapping[str, str]
    free: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    ground: bool = False  # after solving, lower or raise the figure until it stands on the floor
    stiffness: float = 0.0015  # how strongly free angles keep to what is written, per 20 degrees
    ghost: str = ""  # frame whose outline is shown behind
    highlight: tuple[str, ...] = ()
    hidden: bool = False
    alt: str = ""
    place: Place


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """A movement arrow in some frames.

    trace   the path of a landmark while the angles go from one frame to the other
    sweep   a bowed line between the places of a landmark in two frames (`bend`: sag as a part of its length)
    line    a straight or bowed line from a landmark along `vector` (dm on the paper, y up)
    arc     a part of a circle or ellipse round a landmark (`radii` dm; `angles` degrees from the right, upward)
    """

    kind: str
    landmark: str
    frames: tuple[str, ...]
    first: str = ""
    last: str = ""
    trim: Pair = (0.0, 1.0)
    vector: Pair = (0.0, 0.0)
    bend: float = 0.0
    radii: Pair = (1.0, 1.0)
    angles: Pair = (0.0, 90.0)
    offset: Pair = (0.0, 0.0)
    double: bool = False
    dashed: bool = False  # the way back
    width_mm: float = 0.0  # 0: the usual width
    head_mm: float = 0.0
    inset: bool = False
    place: Place


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A small sign beside the figure: clock (hold), breath-in, breath-out, cross (not this)."""

    kind: str
    landmark: str
    frames: tuple[str, ...]
    offset: Pair = (0.0, 0.0)
    size_mm: float = 5.0
    turn: float = 0.0
    place: Place


@dataclass(frozen=True, kw_only=True)
class Inset:
    """A magnifier: what lies within `radius` of a landmark, shown `zoom` times larger at `position` from it (dm)."""

    landmark: str
    frames: tuple[str, ...]
    shift: Pair = (0.0, 0.0)
    radius: float = 1.3
    zoom: float = 2.0
    position: Pair
    place: Place


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One person in one or more key frames, with everything around; a picture has one figure or more."""

    person: Character
    feet: str = "bare"  # bare, shoes
    things: tuple[Thing, ...] = ()
    held: tuple[Thing, ...] = ()
    frames: tuple[KeyFrame, ...]
    arrows: tuple[Arrow, ...] = ()
    marks: tuple[Mark, ...] = ()
    insets: tuple[Inset, ...] = ()
    turn: float = 0.0  # degrees about the vertical, and shift in dm: for a picture with several figures
    move: Vector = (0.0, 0.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class Illustration:
    """The drawings of one exercise (one figure, a drawing per frame) or one picture of several figures, far to near."""

    id: str
    view: View
    figures: tuple[Figure, ...]
    margin: float = 0.5  # dm of white round the drawing
    padding: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)  # left, top, right, bottom, dm
    box: Pair = (45.0, 42.0)  # the size in mm at which line weights are right
    place: Place
