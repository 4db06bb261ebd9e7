"""The kinds of things that can stand round a figure or be held, and what each may be told.

Goes in: nothing. Comes out: tables from Dutch words to the fields of a `Thing`. Must not know how a thing is drawn.

Every kind has its usual measures here, so that a `Thing` is complete and nobody else needs to know them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from booklet.content.pose_records import Pair, Vector
from booklet.content.pose_words import SIDES

Sort = Literal["number", "turned", "vector", "pair", "word", "bone", "colour", "path"]
FAR = 100.0  # dm: no drawing reaches further


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing that can be told of a kind: its English name, how it is read, and what it usually is (None: unsaid).

    `turned` is a number that `omgekeerd: ja` gives the other sign; a `pair` becomes two numbers, `key`0 and `key`1.
    """

    key: str
    sort: Sort
    usual: float | Pair | Vector | str | None = None
    low: float = -FAR
    high: float = FAR
    words: Mapping[str, str] = field(default_factory=dict)
    needed: bool = False


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of thing; of the words in `one_of` exactly one must be there; `solid`: the body can lean on it."""

    name: str
    parts: Mapping[str, Part]
    one_of: tuple[str, ...] = ()
    solid: bool = False


def _place(key: str, usual: float | None = None) -> Part:
    return Part(key=key, sort="number", usual=usual)


def _size(key: str, usual: float | None = None) -> Part:
    return Part(key=key, sort="number", usual=usual, low=0.01)


def _degrees(key: str, usual: float) -> Part:
    return Part(key=key, sort="number", usual=usual, low=-360, high=360)


def _point(key: str, usual: Vector | None = None, *, needed: bool = False) -> Part:
    return Part(key=key, sort="vector", usual=usual, needed=needed)


def _colour(key: str, usual: str | None) -> Part:
    return Part(key=key, sort="colour", usual=usual)


def _turned(key: str, usual: float = 1.0) -> Part:
    return Part(key=key, sort="turned", usual=usual)


# Faces of what is solid: `muur` alone is the face that the body meets, `muur.achter` one by name.
FACES: Mapping[str, str] = {
    "boven": "top",
    "onder": "bottom",
    "voor": "front",
    "achter": "back",
    "links": "left",
    "rechts": "right",
}

_BAR = {
    "van": _point("a", needed=True),
    "tot": _point("b", needed=True),
    "straal": Part(key="r", sort="number", low=0.01, needed=True),
}
_COLOURS = {"kleur": _colour("c", "wood"), "kleur-zij": _colour("c2", "wood2")}

FURNITURE: Mapping[str, Kind] = {
    "mat": Kind(
        name="mat",
        parts={
            "van-x": _place("x0", -3.1),
            "tot-x": _place("x1", 3.1),
            "van-z": _place("z0"),
            "tot-z": _place("z1"),
            "ronding": _size("r", 0.5),
            "dik": _size("t", 0.16),
        },
    ),
    "schaduw": Kind(name="shadow", parts={"rand": _place("pad", 0.9)}),
    "stoel": Kind(
        name="chair",
        parts={
            "x": _place("x", 0.0),
            "z": _place("z", 0.0),
            "zitting": _size("seat", 4.5),
            "leuning": _size("back", 9.2),
            "breed": _size("w", 4.2),
            "diep": _size("d", 4.2),
            "omgekeerd": _turned("facing"),
        },
        solid=True,
    ),
    "kruk": Kind(
        name="stool",
        parts={
            "x": _place("x", 0.0),
            "z": _place("z", 0.0),
            "zitting": _size("seat", 4.5),
            "straal": _size("r", 1.9),
        },
        solid=True,
    ),
    "muur": Kind(
        name="wall",
        parts={
            "x": _place("x"),
            "z": _place("z"),
            "van-x": _place("x0", -4.0),
            "tot-x": _place("x1", 4.0),
            "van-z": _place("z0", -4.0),
            "tot-z": _place("z1", 4.0),
            "hoog": _size("h", 18.0),
            "dik": _size("t", 0.5),
            "kant": Part(key="side", sort="word", words={"voor": "ahead", "achter": "behind"}),
        },
        one_of=("z", "x"),
        solid=True,
    ),
    "doos": Kind(
        name="box",
        parts={"van": _point("lo", needed=True), "tot": _point("hi", needed=True), **_COLOURS},
        solid=True,
    ),
    "trap": Kind(
        name="stairs",
        parts={
            "x": _place("x", 0.0),
            "z": _place("z", 2.0),
            "treden": Part(key="n", sort="number", usual=3.0, low=1, high=12),
            "optrede": _size("rise", 1.7),
            "aantrede": _size("run", 2.9),
            "breed": _size("w", 7.0),
            "omgekeerd": _turned("flip"),
        },
        solid=True,
    ),
    "tafel": Kind(
        name="table",
        parts={
            "x": _place("x", 0.0),
            "z": _place("z", 2.0),
            "hoog": _size("h", 7.4),
            "breed": _size("w", 8.0),
            "diep": _size("d", 5.0),
            "dik": _size("t", 0.4),
            "poot": _size("leg", 0.4),
            "poten": Part(key="legs", sort="word", usual="four", words={"vier": "four", "achter": "back"}),
        },
        solid=True,
    ),
    "aanrecht": Kind(
        name="counter",
        parts={
            "x": _place("x", 0.0),
            "z": _place("z", 2.0),
            "hoog": _size("h", 9.0),
            "breed": _size("w", 7.0),
            "diep": _size("d", 4.5),
        },
        solid=True,
    ),
    "bed": Kind(
        name="bed",
        parts={
            "van-x": _place("x0", -4.2),
            "tot-x": _place("x1", 4.2),
            "van-z": _place("z0", -10.0),
            "tot-z": _place("z1", 10.0),
            "boven": _place("top", 0.0),
            "hoog": _size("h", 4.2),
            "omgekeerd": _turned("head", -1.0),
        },
    ),
    "laptop": Kind(
        name="laptop",
        parts={
            "x": _place("x", 0.0),
            "z": _place("z", 4.0),
            "hoog": _size("h", 7.4),
            "hoek": _degrees("open", 105.0),
            "omgekeerd": _turned("flip"),
        },
    ),
    "bal": Kind(
        name="ball",
        parts={
            "plaats": _point("at", needed=True),
            "straal": _size("r"),
            "stralen": _point("r"),
            "kleur": _colour("c", "ball"),
        },
        one_of=("straal", "stralen"),
    ),
    "cilinder": Kind(name="cylinder", parts={**_BAR, "kleur": _colour("c", "ball")}),
    "rol": Kind(name="roll", parts={**_BAR, "kleur": _colour("c", "towel")}),
    "kussen": Kind(
        name="pillow",
        parts={
            "plaats": _point("at", needed=True),
            "maat": _point("size", needed=True),
            "gier": _degrees("yaw", 0.0),
            "kantel": _degrees("pitch", 0.0),
            "rol": _degrees("roll", 0.0),
            "kleur": _colour("c", "pillow"),
        },
    ),
    "doek": Kind(
        name="cloth",
        parts={
            "plaats": _point("at", needed=True),
            "maat": _point("size", needed=True),
            "gier": _degrees("yaw", 0.0),
            "kleur": _colour("c", "towel"),
            "kleur-zij": _colour("c2", "towel"),
        },
    ),
}

_HAND = Part(key="hand", sort="word", words=SIDES)  # unsaid: one in each hand
_PATH = Part(key="path", sort="path", needed=True)

HELD: Mapping[str, Kind] = {
    "stok": Kind(
        name="stick",
        parts={
            "langs": _PATH,
            "afstand": _point("off", (0.0, 0.0, 0.0)),
            "draait-met": Part(key="normal", sort="bone"),
            "afstand-mee": _point("noff", (0.0, 0.0, 0.0)),
            "uitstek": Part(key="ext", sort="pair", usual=(2.0, 2.0)),
            "straal": _size("r", 0.16),
            "kleur": _colour("c", "stick"),
        },
    ),
    "band": Kind(name="band", parts={"langs": _PATH, "straal": _size("r", 0.11), "kleur": _colour("c", "band")}),
    "lus": Kind(
        name="loop",
        parts={
            "om": Part(key="seg", sort="word", usual="thigh", words={"dij": "thigh", "onderbeen": "shin"}),
            "deel": Part(key="f", sort="number", usual=0.85, low=0, high=1),
            "breed": _size("width", 0.42),
            "kleur": _colour("c", "band"),
        },
    ),
    "gewicht": Kind(name="dumbbell", parts={"hand": _HAND, "kleur": _colour("c", "weight")}),
    "fles": Kind(name="bottle", parts={"hand": _HAND}),
    "tas": Kind(name="bag", parts={"hand": _HAND, "kleur": _colour("c", "bag"), "kleur-zij": _colour("c2", None)}),
    "handdoek": Kind(name="towel", parts={"hand": _HAND}),
    "kussen": Kind(
        name="cushion",
        parts={
            "langs": _PATH,
            "maat": _point("size", (3.0, 1.2, 4.5)),
            "afstand": _point("off", (0.0, 0.0, 0.0)),
            "omhoog": _point("up", (0.0, 1.0, 0.0)),
            "kleur": _colour("c", "pillow"),
        },
    ),
    "krat": Kind(
        name="crate",
        parts={"maat": _point("size", (3.0, 2.2, 2.4)), "afstand": _point("off", (0.0, 0.0, 0.0)), **_COLOURS},
    ),
}
