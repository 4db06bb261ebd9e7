"""Colours and line weights are fit for paper."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest

from booklet.content.pose_records import Character
from booklet.figures.palette import COLOURS, LEAST_MM, palette_of, weights

LENGTHS = ("outline", "hand_outline", "overlap", "seam", "prop", "ghost", "arrow_shaft", "arrow_head", "arrow_halo")
PLAIN = Character(name="plain", body="neutral", hair="short")


def brightness(colour: str) -> float:
    """Tell how light a colour is on a photocopy, 0 (black) to 255 (white)."""
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_every_colour_is_a_flat_one() -> None:
    """Six digits: no names that programs may read differently, no opacity."""
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in COLOURS.values())


@pytest.mark.parametrize("material", ["skin", "shirt", "trousers", "shoes", "sole"])
def test_what_is_far_is_darker(material: str) -> None:
    """Also on a photocopy, where only brightness is left."""
    assert brightness(COLOURS[f"{material}_far"]) < brightness(COLOURS[material]) - 10


def test_lines_and_arrows_stand_out_from_every_fill() -> None:
    """A line that is as light as what it borders is no line."""
    fills = [COLOURS[name] for name in ("skin", "shirt", "trousers", "shoes", "mat", "wood", "wall", "ghost", "shadow")]
    darkest = min(map(brightness, fills))
    assert brightness(COLOURS["line"]) < darkest - 40
    assert brightness(COLOURS["arrow"]) < min(brightness(COLOURS[name]) for name in ("mat", "wood", "wall")) - 100


def test_weights_are_the_same_on_paper_at_every_scale() -> None:
    """Twice as large in print: half as thick in the drawn world."""
    small, large = asdict(weights(2.0)), asdict(weights(4.0))
    assert all(small[name] == pytest.approx(2 * large[name]) for name in LENGTHS)


@pytest.mark.parametrize("heavy", [False, True])
@pytest.mark.parametrize("mm_per_dm", [1.1, 2.4, 4.7])
def test_no_weight_is_under_the_least(mm_per_dm: float, heavy: bool) -> None:
    """And the least one, which is written in whole hundredths of a dm, is never rounded down."""
    lines = weights(mm_per_dm, heavy=heavy)
    assert min(asdict(lines)[name] for name in LENGTHS) * mm_per_dm >= LEAST_MM
    assert lines.least * mm_per_dm >= LEAST_MM
    assert lines.least * 100 == pytest.approx(round(lines.least * 100))


def test_small_prints_have_darker_things() -> None:
    """A thin grey line does not come through a copier."""
    assert brightness(palette_of(PLAIN, heavy=True)["prop-line"]) < brightness(palette_of(PLAIN)["prop-line"])
    assert palette_of(PLAIN, heavy=True)["skin"] == palette_of(PLAIN)["skin"]
