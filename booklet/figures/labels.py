"""Number what a pixel can show, and name its colour.

Goes in: a material. Comes out: the label of its pixels, and the name of a colour for a label. Must not know pixels.
"""

from __future__ import annotations

from collections.abc import Mapping

MATERIALS: Mapping[str, int] = {"skin": 1, "hair": 2, "shirt": 3, "trousers": 4, "shoes": 5, "sole": 6, "scarf": 7}
SKIN, HAIR, SHIRT, TROUSERS, SHOES, SOLE, SCARF = range(1, 8)
FAR = 10  # added to a material on the limb that is turned away
INSIDE = 30  # added to a garment that is seen from within: collar, sleeve
FIRST_PROP = 41  # labels from here are things, not the figure

_NAMES = {number: name for name, number in MATERIALS.items()}


def colour_name(label: int, things: Mapping[int, str]) -> str:
    """Name the colour of a label; `things` names those of things."""
    if label >= FIRST_PROP:
        return things[label]
    material = _NAMES[label % 10]
    return f"{material}_far" if label > FAR and material not in ("hair", "scarf") else material
