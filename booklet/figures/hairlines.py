"""How each kind of hair is cut: where it ends, and how thick it is.

Goes in: nothing. Comes out: a `Cut` for each kind. Must not know meshes or bodies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Outline = tuple[tuple[float, float], ...]

# Hairlines in profile on the neutral head: (z forward, y up) in dm of canonical rest space, from the forehead round the
# ear to the nape; closed outside the head.
_SHORT: Outline = (
    *((1.75, 8.08), (1.22, 8.02), (0.98, 7.86), (0.80, 7.72), (0.70, 7.55), (0.62, 7.32), (0.52, 7.22), (0.47, 7.45)),
    *((0.36, 7.68), (0.18, 7.74), (0.0, 7.66), (-0.10, 7.40), (-0.12, 7.1), (-0.2, 6.8), (-0.4, 6.62), (-1.5, 6.45)),
    *((-1.5, 9.5), (1.75, 9.5)),
)
_CROP: Outline = (
    *((1.75, 8.30), (1.10, 8.20), (0.86, 8.02), (0.66, 7.86), (0.60, 7.62), (0.58, 7.36), (0.50, 7.30), (0.45, 7.5)),
    *((0.34, 7.70), (0.18, 7.76), (0.0, 7.68), (-0.10, 7.42), (-0.12, 7.15), (-0.2, 6.95), (-0.4, 6.80), (-1.5, 6.62)),
    *((-1.5, 9.5), (1.75, 9.5)),
)
_TIED: Outline = (
    *((1.75, 8.12), (1.20, 8.06), (0.92, 7.90), (0.72, 7.72), (0.60, 7.48), (0.50, 7.42), (0.42, 7.56), (0.30, 7.74)),
    *((0.14, 7.78), (-0.02, 7.66), (-0.12, 7.42), (-0.20, 7.15), (-0.35, 6.98), (-0.6, 6.86), (-1.5, 6.70)),
    *((-1.5, 9.5), (1.75, 9.5)),
)
_BOB: Outline = (
    *((1.75, 8.02), (1.22, 7.98), (1.0, 7.86), (0.80, 7.66), (0.66, 7.40), (0.62, 7.1), (0.60, 6.78), (0.50, 6.60)),
    *((0.2, 6.56), (-0.4, 6.62), (-1.6, 6.72), (-1.6, 9.5), (1.75, 9.5)),
)


@dataclass(frozen=True, kw_only=True)
class Cut:
    """A way to cut hair; lengths in dm.

    Seen from the front the hair begins at `height`, lower by `dip` towards the temples (|x| = .8, the higher the
    `power` the squarer), and slanting by `slant`; between the two depths of `fade` the profile takes over.
    """

    profile: Outline  # where the hair ends, from the side
    roots: Outline  # where it begins to be thick
    thickness: tuple[float, float, float]  # everywhere, more on the crown, more at the back
    height: float
    dip: float
    power: int
    slant: float = 0.0
    fade: tuple[float, float] = (0.55, 0.98)


_TIED_BACK = Cut(profile=_TIED, roots=_TIED, thickness=(0.07, 0.07, 0.05), height=8.05, dip=0.50, power=3)
BOB = Cut(
    profile=_BOB,
    roots=_SHORT,
    thickness=(0.08, 0.13, 0.07),
    height=7.98,
    dip=0.22,
    power=3,
    slant=0.16,
    fade=(0.85, 1.15),
)
CUTS: Mapping[str, Cut] = {
    "short": Cut(
        profile=_SHORT, roots=_SHORT, thickness=(0.08, 0.13, 0.07), height=8.03, dip=0.42, power=4, slant=-0.10
    ),
    "crop": Cut(profile=_CROP, roots=_CROP, thickness=(0.05, 0.03, 0.02), height=8.22, dip=0.55, power=4),
    "bob": BOB,
    "bun": _TIED_BACK,
    "ponytail": _TIED_BACK,
}
