"""The looks: contrast, sizes and what the paper must never carry, read from the style sheets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import REAL

from booklet.build.booklet import LARGE_STYLES
from booklet.build.web import WEB_STYLES
from booklet.build.whole import HANDOUT_STYLES
from booklet.web.enclose import night_colours

FOLDER = REAL / "styles"
# What only staff see on a screen follows other rules.
ON_SCREENS = {"boekje.css", "desk.css", "vergelijking.css"}
SHEETS = sorted(sheet for sheet in FOLDER.glob("*.css") if sheet.name not in ON_SCREENS)
PAPER = [sheet for sheet in SHEETS if not sheet.name.startswith("web")]
SMALLEST, SMALLEST_LARGE, BODY = 10.5, 16.0, 12.0
LEAST_ON_SCREEN = 12.75  # 17 px
POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "px": 0.75, "rem": 12.0}


def rules(sheet: Path) -> str:
    """Give a style sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)


TOKENS = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", rules(FOLDER / "tokens.css")))


def resolve(value: str) -> str:
    """Replace tokens by what they stand for."""
    return re.sub(r"var\((--[\w-]+)\)", lambda found: resolve(TOKENS[found.group(1)]), value)


def luminance(colour: str) -> float:
    """Work out the relative luminance of #rrggbb (WCAG 2.2)."""
    channels = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Work out the contrast of two colours, from 1 to 21 (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def declarations(name: str, sheets: list[Path] = SHEETS) -> list[tuple[str, str]]:
    """List the values of a property in style sheets, each with its sheet."""
    pattern = re.compile(rf"(?<![\w-]){name}:\s*([^;}}]+)")
    return [(sheet.name, value.strip()) for sheet in sheets for value in pattern.findall(rules(sheet))]


def sizes() -> list[tuple[str, str, float]]:
    """List every size of type in points: sheet, as written, size."""
    found = []
    for sheet, value in declarations("font-size") + declarations("font"):
        resolved = resolve(value)
        size = re.search(r"(?<![\w./])(\d*\.?\d+)([a-z%]+)", resolved)
        if size:
            assert size.group(2) in POINTS, f"{sheet}: a size of type in {size.group(2)} cannot be judged ({value})"
            found.append((sheet, value, float(size.group(1)) * POINTS[size.group(2)]))
    return found


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_worked_out_as_wcag_says(one: str, other: str, expected: float) -> None:
    """Known pairs."""
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("paper", ["--wit", "--mist"])
@pytest.mark.parametrize("ink", ["--ink", "--ink2", "--petrol", "--steen"])
def test_words_stand_out_from_the_paper(ink: str, paper: str) -> None:
    """Running text and headings, 7:1 (WCAG AAA)."""
    assert contrast(TOKENS[ink], TOKENS[paper]) >= 7


@pytest.mark.parametrize("paper", ["--nacht-wit", "--nacht-mist"])
@pytest.mark.parametrize("ink", ["--nacht-ink", "--nacht-ink2", "--nacht-petrol", "--nacht-steen"])
def test_words_stand_out_at_night(ink: str, paper: str) -> None:
    """On a screen in the dark as much as by day: 7:1. Edges of what can be used: 3:1 (WCAG 1.4.11)."""
    assert contrast(TOKENS[ink], TOKENS[paper]) >= 7
    assert contrast(TOKENS["--nacht-lijn"], TOKENS[paper]) >= 3


def test_every_colour_of_the_night_has_its_day() -> None:
    """Styles and signs change colours by the same pairs; two colours that are equal by day are equal at night."""
    pairs = [(TOKENS[name.replace("nacht-", "")].lower(), TOKENS[name]) for name in TOKENS if "nacht-" in name]
    assert len(pairs) == len(dict(pairs)) == len(night_colours(rules(FOLDER / "tokens.css"))) >= 8
    assert [name for name in TOKENS if "nacht-" in name and f"{name[2:]})" not in rules(FOLDER / "web.css")] == []


@pytest.mark.parametrize("under", ["--steen", "--petrol", "--ink"])
def test_white_words_stand_out_from_their_ground(under: str) -> None:
    """Numbers in circles and the bar with 112."""
    assert contrast(TOKENS["--wit"], TOKENS[under]) >= 7


def test_lines_to_write_on_can_be_seen() -> None:
    """3:1 for what is no text (WCAG 1.4.11)."""
    assert contrast(TOKENS["--lijn"], TOKENS["--wit"]) >= 3


def test_colours_are_told_apart_without_their_hue() -> None:
    """The tint differs from the paper in black and white as well, but stays pale."""
    assert 1.1 < contrast(TOKENS["--mist"], TOKENS["--wit"]) < 1.5


def test_no_type_is_smaller_than_the_smallest() -> None:
    """Nothing below 10.5 pt (RNIB Clear Print, European Blind Union)."""
    assert [item for item in sizes() if item[2] < SMALLEST] == []
    assert len(sizes()) > 20


def test_no_type_in_large_letters_is_smaller_than_16_points() -> None:
    """In the sheets of the edition for who sees less; what the others say before it, those replace."""
    large = [item for item in sizes() if item[0].startswith("large-") and "var(" not in item[1]]
    assert [item for item in large if item[2] < SMALLEST_LARGE] == []
    assert len(large) > 15


def test_no_type_on_a_screen_is_smaller_than_17_px() -> None:
    """And it grows with what the reader has set: every size is in rem."""
    own = {*WEB_STYLES} - {"tokens.css", "web-print.css"}
    found = [(value, size) for sheet, value, size in sizes() if sheet in own and value != "inherit"]
    assert [item for item in found if item[1] < LEAST_ON_SCREEN] == []
    assert [value for value, _ in found if re.search(r"\d(?:pt|px|mm)\b", resolve(value))] == []
    assert len(found) > 15


def test_running_text_is_large_enough() -> None:
    """12 pt or more, with a line height of 1.4 or more."""
    (value,) = (value for sheet, value in declarations("font") if value == "var(--maat)/var(--regel) var(--tekst)")
    size, line = re.findall(r"([\d.]+)(pt|mm)", resolve(value))
    points = float(size[0]) * POINTS[size[1]]
    assert points >= BODY
    assert float(line[0]) * POINTS[line[1]] / points >= 1.4


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("text-align", {"left", "right", "center", "start", "end"}),
        ("font-style", {"normal"}),
        ("text-transform", {"none"}),
        ("text-decoration", {"none"}),
        ("font-variant", {"normal"}),
        ("hyphens", {"manual", "none"}),
        ("opacity", set()),
        ("filter", set()),
        ("mix-blend-mode", set()),
        ("list-style-position", {"outside"}),
        ("order", set()),
    ],
)
def test_the_paper_never_carries(name: str, allowed: set[str]) -> None:
    """No justified lines, italics, capitals, underlines or hyphens; nothing see-through, nothing out of order."""
    assert [(sheet, value) for sheet, value in declarations(name, PAPER) if value not in allowed] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_colours_have_a_name(sheet: Path) -> None:
    """A colour is changed in one place."""
    if sheet.name != "tokens.css":
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", rules(sheet)) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_nothing_is_drawn_with_gradients(sheet: Path) -> None:
    """Some programs that show or print PDF leave thin stretches of a gradient out: lines to write on were missing."""
    assert "gradient(" not in rules(sheet)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_token_that_is_used_exists(sheet: Path) -> None:
    """A name that is typed wrong would quietly fall back."""
    assert set(re.findall(r"var\((--[\w-]+)", rules(sheet))) <= TOKENS.keys()


def test_every_style_sheet_is_used() -> None:
    """A sheet that nobody reads does nothing."""
    assert {sheet.name for sheet in SHEETS} == {*LARGE_STYLES, *HANDOUT_STYLES, *WEB_STYLES}


def test_every_sign_that_is_named_exists_and_has_no_transparency() -> None:
    """Transparency breaks PDF/UA (7.1-3)."""
    for sheet in SHEETS:
        for name in re.findall(r"url\(([^)]+)\)", rules(sheet)):
            sign = FOLDER / name.strip("\"'").removesuffix("#vast")  # the same by day and at night
            assert sign.is_file(), f"{sheet.name}: {name}"
            assert "opacity" not in sign.read_text(encoding="utf-8"), name
