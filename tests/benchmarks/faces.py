"""The typefaces for a peer: a file for each weight, for not every program can use a typeface of all weights in one."""

from __future__ import annotations

from pathlib import Path

import fontpkg
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FACES = {"Source Sans 3": (400, 500, 600, 700), "Literata": (500, 600)}
OPTICAL = 14  # pt: the size for which the letters of headings are drawn
RULE = '@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("{uri}") }}\n'


def cut_faces(material: Path) -> None:
    """Cut every weight into `faces/`, and write the style sheet that tells of them."""
    (material / "faces").mkdir(parents=True)
    rules = ""
    for family, weights in FACES.items():
        for weight in weights:
            path = material / "faces" / f"{family.replace(' ', '')}-{weight}.ttf"
            _cut(family, weight, path)
            rules += RULE.format(family=family, weight=weight, uri=path.as_uri())
    (material / "faces.css").write_text(rules, encoding="utf-8")


def _cut(family: str, weight: int, path: Path) -> None:
    with TTFont(fontpkg.path(family)) as font:
        place = {"wght": weight, "opsz": OPTICAL}
        instantiateVariableFont(font, {axis.axisTag: place[axis.axisTag] for axis in font["fvar"].axes}, inplace=True)
        for number, name in ((1, family), (2, "Regular"), (4, f"{family} {weight}"), (16, family), (17, str(weight))):
            font["name"].setName(name, number, 3, 1, 0x409)
        font["OS/2"].usWeightClass = weight
        font.save(path)
