"""The Dutch words of the files with poses, and what they are called inside.

Goes in: nothing. Comes out: tables from Dutch to English, with what a human joint can do. Must not know any file.

Lengths are in dm and angles in degrees. A name without a side means both sides: `knie` is `knee.L` and `knee.R`.
"""

from __future__ import annotations

from collections.abc import Mapping

Range = tuple[float, float]
_Ways = Mapping[str, tuple[str, float, float]]  # Dutch: English, least, most

SIDES: Mapping[str, str] = {"links": "L", "rechts": "R"}

# What somebody can do with a joint (degrees; zero is standing upright, arms down and palms turned in). The least and
# the most are those of a supple adult: a pose outside them is a slip of the pen.
_PAIRED_JOINTS: Mapping[str, tuple[str, _Ways]] = {
    "heup": ("hip", {"flexie": ("flex", -30, 140), "abductie": ("abd", -35, 70), "rotatie": ("rot", -60, 70)}),
    "knie": ("knee", {"flexie": ("flex", -3, 158)}),
    "enkel": ("ankle", {"dorsaalflexie": ("df", -75, 35), "inversie": ("inv", -30, 40)}),
    "voet": ("foot", {"uit": ("out", -30, 45)}),
    "tenen": ("toes", {"extensie": ("ext", -30, 75)}),
    "schouder": (
        "shoulder",
        {"flexie": ("flex", -70, 190), "abductie": ("abd", -60, 190), "rotatie": ("rot", -95, 110)},
    ),
    "sleutelbeen": ("clav", {"heffing": ("elev", -15, 40), "protractie": ("pro", -30, 30)}),
    "elleboog": ("elbow", {"flexie": ("flex", -3, 150)}),
    "onderarm": ("forearm", {"pronatie": ("pron", -95, 100)}),
    "pols": ("wrist", {"flexie": ("flex", -95, 85), "deviatie": ("dev", -40, 25)}),
}
_SINGLE_JOINTS: Mapping[str, tuple[str, _Ways]] = {
    "lende": ("lumbar", {"flexie": ("flex", -40, 70), "zijwaarts": ("lat", -35, 35), "rotatie": ("rot", -35, 35)}),
    "borstkas": ("thorax", {"flexie": ("flex", -35, 60), "zijwaarts": ("lat", -35, 35), "rotatie": ("rot", -55, 55)}),
    "nek": ("neck", {"flexie": ("flex", -60, 60), "zijwaarts": ("lat", -45, 45), "rotatie": ("rot", -75, 75)}),
    "hoofd": ("head", {"flexie": ("flex", -30, 30), "zijwaarts": ("lat", -15, 15), "rotatie": ("rot", -25, 25)}),
    "bekken": (
        "root",
        {
            "kantel": ("pitch", -180, 180),
            "draai": ("twist", -180, 180),
            "rol": ("roll", -180, 180),
            "gier": ("yaw", -180, 180),
            "x": ("x", -100, 100),  # in dm, as y and z: where the middle of the pelvis is
            "y": ("y", -100, 100),
            "z": ("z", -100, 100),
        },
    ),
    "buik": ("belly", {"bol": ("lift", -0.5, 1)}),  # in dm: how far a breath lifts the belly wall
}


def _ways(joints: Mapping[str, tuple[str, _Ways]]) -> dict[str, tuple[str, Range]]:
    """List the ways to move of some joints by their full Dutch name."""
    return {
        f"{joint}.{way}": (f"{name}.{key}", (low, high))
        for joint, (name, ways) in joints.items()
        for way, (key, low, high) in ways.items()
    }


_PAIRED_WAYS, _ALL_WAYS = _ways(_PAIRED_JOINTS), _ways({**_PAIRED_JOINTS, **_SINGLE_JOINTS})
ANGLES: Mapping[str, str] = {dutch: name for dutch, (name, _) in _ALL_WAYS.items()}
PAIRED_ANGLES = frozenset(name for name, _ in _PAIRED_WAYS.values())
RANGES: Mapping[str, Range] = dict(_ALL_WAYS.values())

HANDS: Mapping[str, str] = {"ontspannen": "relaxed", "vlak": "flat", "vuist": "fist", "greep": "grip", "open": "open"}

# Places on the skin, and after them joints («gewricht-»), which lie inside.
_PAIRED_LANDMARKS: Mapping[str, str] = {
    "hiel": "heel",
    "bal": "ball",
    "teen": "toe",
    "wreef": "instep",
    "enkel": "ankle",
    "scheen": "shin",
    "kuit": "calf",
    "knie": "knee",
    "knieholte": "kneeback",
    "dij-voor": "thighfront",
    "dij-achter": "thighback",
    "dij-zij": "thighside",
    "zitbot": "sit",
    "bil": "buttock",
    "heup": "hip",
    "bekkenkam": "asis",
    "ribben": "ribs",
    "schouderblad": "scapula",
    "schouder": "shoulder",
    "elleboog": "elbow",
    "pols": "wrist",
    "handpalm": "palm",
    "handrug": "handback",
    "vingertop": "fingertip",
    "duim": "thumb",
    "oor": "ear",
    "gewricht-heup": "@upperleg01",
    "gewricht-knie": "@lowerleg01",
    "gewricht-enkel": "@foot",
    "gewricht-schouder": "@upperarm01",
    "gewricht-elleboog": "@lowerarm01",
    "gewricht-pols": "@wrist",
}
_SINGLE_LANDMARKS: Mapping[str, str] = {
    "heiligbeen": "sacrum",
    "onderrug": "lumbar",
    "middenrug": "midback",
    "bovenrug": "upperback",
    "onderbuik": "abdomen",
    "buik": "belly",
    "borst": "chest",
    "nekwervel": "c7",
    "achterhoofd": "occiput",
    "kruin": "crown",
    "voorhoofd": "forehead",
    "neus": "nose",
    "kin": "chin",
}
LANDMARKS: Mapping[str, str] = {**_PAIRED_LANDMARKS, **_SINGLE_LANDMARKS}
PAIRED_LANDMARKS = frozenset(_PAIRED_LANDMARKS.values())

# Bones that can be aimed, and the directions of a bone that can be pointed somewhere.
_PAIRED_BONES: Mapping[str, str] = {
    "hand": "hand",
    "voet": "foot",
    "dij": "thigh",
    "onderbeen": "shin",
    "bovenarm": "uarm",
    "onderarm": "farm",
}
BONES: Mapping[str, str] = {**_PAIRED_BONES, "bekken": "pelvis", "borstkas": "thorax", "hoofd": "head"}
PAIRED_BONES = frozenset(_PAIRED_BONES.values())
AXES: Mapping[str, str] = {
    "zool": "sole",
    "teen": "toe",
    "handpalm": "palm",
    "vingers": "fingers",
    "duim": "thumb",
    "omhoog": "up",
    "voor": "front",
    "links": "left",
    "langs": "along",
}

# Parts of the body that can be marked on a drawing.
_PAIRED_REGIONS: Mapping[str, str] = {
    "bil": "buttock",
    "ribben": "ribs",
    "schouder": "shoulder",
    "heup-zij": "hip_side",
    "dij-voor": "thigh_front",
    "dij-achter": "thigh_back",
    "knie": "knee",
    "kuit": "calf",
    "scheen": "shin",
    "voet": "foot",
    "achillespees": "achilles",
}
REGIONS: Mapping[str, str] = {
    **_PAIRED_REGIONS,
    "buik": "abdomen",
    "onderbuik": "lower_abdomen",
    "onderrug": "lower_back",
    "bovenrug": "upper_back",
    "nek": "neck",
    "borst": "chest",
}
PAIRED_REGIONS = frozenset(_PAIRED_REGIONS.values())

FEET: Mapping[str, str] = {"bloot": "bare", "schoenen": "shoes"}
SIGNS: Mapping[str, str] = {"klok": "clock", "inademen": "breath-in", "uitademen": "breath-out", "kruis": "cross"}

BODIES: Mapping[str, str] = {"neutraal": "neutral", "ouder": "senior", "man": "man", "vrouw": "woman"}
HAIR: Mapping[str, str] = {
    "kort": "short",
    "gemillimeterd": "crop",
    "bob": "bob",
    "knot": "bun",
    "staart": "ponytail",
    "hoofddoek": "scarf",
    "kaal": "bald",
}
# What of a person has a colour of its own; «ver» is the limb at the far side of the drawing.
PERSON_COLOURS: Mapping[str, str] = {
    "huid": "skin",
    "huid-ver": "skin_far",
    "haar": "hair",
    "doek": "scarf",
    "doek-ver": "scarf_far",
    "shirt": "shirt",
    "shirt-ver": "shirt_far",
    "broek": "trousers",
    "broek-ver": "trousers_far",
    "gezicht": "face",
}
# Colours of things by name; «zij» is the darker one of a side. A colour may also be written as "#c9a06a".
COLOURS: Mapping[str, str] = {
    "hout": "wood",
    "hout-zij": "wood2",
    "muur": "wall",
    "muur-zij": "wall2",
    "mat": "mat",
    "mat-zij": "mat2",
    "kussen": "pillow",
    "handdoek": "towel",
    "bal": "ball",
    "stok": "stick",
    "band": "band",
    "metaal": "metal",
    "gewicht": "weight",
    "fles": "bottle",
    "tas": "bag",
}


def in_dutch(name: str, words: Mapping[str, str]) -> str:
    """Say an English name of a table in Dutch, with its side: «hiel.links» for `heel.L`."""
    whole, _, side = name.rpartition(".")
    ending = next((f".{dutch}" for dutch, letter in SIDES.items() if letter == side), "")
    base = whole if ending else name
    return next((dutch for dutch, english in words.items() if english == base), base) + ending
