"""Where boxes landed: what is too tall for its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.pdf.typeset import Press, make_ready, typeset

STYLE = """
@page { size: 100mm 100mm; margin: 10mm }
* { margin: 0; padding: 0 }
html { font: 4mm/5mm "Source Sans 3" }
.vak { height: 20mm }
.hoog { height: 30mm; background: red }
.los { position: absolute; height: 30mm }
.voet { position: absolute; bottom: 0; height: 8mm }
.anker { position: relative }
.regel::before { content: ""; position: absolute; left: 0; right: 0; bottom: 0; border-bottom: 1px solid }
"""


@pytest.fixture(scope="module")
def plain_press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    """Make a small page ready on which everything can be worked out."""
    folder = tmp_path_factory.mktemp("stijl")
    (folder / "a.css").write_text(STYLE, encoding="utf-8")
    return make_ready(Path(folder), ("a.css",), ())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<div class="vak" id="a"><p>past</p></div>', []),
        ('<div class="vak" id="a"><div class="hoog"></div></div>', [(1, "a", 10.0)]),
        ('<section id="b"><div class="vak"><div class="hoog"></div></div></section>', [(1, "b", 10.0)]),
        ('<div class="vak c"><div class="hoog"></div></div>', [(1, "vak c", 10.0)]),
        ('<div class="vak" id="a">' + "<p>regel</p>" * 5 + "</div>", [(1, "a", 5.0)]),
        ('<div class="vak" id="a"><div class="hoog" style="height:20.3mm"></div></div>', []),
        ('<div class="vak" id="a"><div class="hoog" style="height:10mm;margin-bottom:20mm"></div></div>', []),
        # What is taken out of the flow lies where it was put.
        ('<div class="vak" id="a"><div class="los"></div></div>', []),
        (
            '<div style="break-after:page">een</div><div class="vak" id="a"><div class="hoog"></div></div>',
            [(2, "a", 10.0)],
        ),
        # What is pinned to the foot of a place takes room there.
        (
            '<div class="vak anker" id="a"><div class="hoog" style="height:11mm"></div><div class="voet">v</div></div>',
            [],
        ),
        (
            '<div class="vak anker" id="a"><div class="hoog" style="height:14mm"></div><div class="voet">v</div></div>',
            [(1, "a", 2.0)],
        ),
        # A hairline at the foot of a place does not.
        ('<div class="vak anker regel" id="a"><div class="hoog" style="height:20mm"></div></div>', []),
        ('<table><tr><td style="height:5mm" id="a">cel<br>cel<br>cel</td></tr></table>', []),
    ],
)
def test_what_is_too_tall_is_found(plain_press: Press, body: str, expected: list[tuple[int, str, float]]) -> None:
    """By page, with the name of its place and by how much, in mm."""
    result = typeset(f"<html lang=nl><title>t</title><body>{body}", plain_press)
    assert [(spot.page, spot.name, spot.excess) for spot in result.too_tall] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<h2 id="a">kop</h2><p>tekst', {"a"}),
        ('<p>tekst<h2 id="a">kop</h2>', set()),
        ('<p>tekst</p><p style="height:76mm"></p><div><h2 id="a">kop</h2><h3 id="b">kop</h3></div>', {"a"}),
        ('<p style="break-after:page">tekst</p><h3 id="b">kop</h3>', {"b"}),
        ('<h2 id="a">twee<br>regels</h2>', {"a"}),
        ("<h2>zonder naam</h2>", set()),
        ('<h1 id="a">kop</h1>', set()),
        ("", set()),
    ],
)
def test_headings_that_begin_a_page_are_found(plain_press: Press, body: str, expected: set[str]) -> None:
    """By their anchors; a title of the first level always begins one."""
    assert typeset(f"<html lang=nl><title>t</title><body>{body}", plain_press).first == expected
