"""The drawings beside the poses: drawn from today's poses, fit for print, and again the same when drawn again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import weasyprint
from conftest import REAL

from booklet.content.load import load_poses
from booklet.content.pose_records import Illustration
from booklet.figures.draw import draw
from booklet.figures.files import Panel, is_stale, panels
from booklet.figures.mesh import Array
from booklet.figures.palette import COLOURS
from booklet.report import errors

LEAST_PT = 0.25
NARROWEST_MM = 40.0  # the smallest width at which the ordinary set is printed


@lru_cache(maxsize=1)
def poses() -> Mapping[str, Illustration]:
    """Read what all drawings are made from."""
    return load_poses(REAL)


NAMES = sorted(path.stem for path in (REAL / "chapters").glob("*/*.yaml") if path.parent.name in ("figuren", "beelden"))
DRAWN = [name for name in NAMES if name not in ("houdingen", "mensen")]
EXERCISES = sorted(path.stem for path in (REAL / "chapters" / "oefeningen").glob("*.md"))


def shown(name: str) -> tuple[Panel, ...]:
    """List the drawings of an exercise or picture."""
    return panels(REAL, poses()[name])


def size(svg: str) -> tuple[float, float]:
    """Read the width and height of a drawing in its own units, 1/100 dm."""
    found = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    assert found
    return float(found[1]), float(found[2])


def strokes(svg: str) -> list[float]:
    """List the widths of all lines of a drawing; a fill's edge in its own colour is no line."""
    return [
        float(line[1]) for line in re.finditer(r'<(?:path|circle)[^>]*fill="none"[^>]*stroke-width="([\d.]+)"', svg)
    ]


def picture(svg: str) -> Array:
    """Print a drawing 80 mm wide in grey, 100 dots an inch."""
    style = "@page { size: 80mm 80mm; margin: 0 } body { margin: 0 } svg { display: block; width: 80mm; height: 80mm }"
    html = f"<style>{style}</style>{svg}"
    document = pypdfium2.PdfDocument(weasyprint.HTML(string=html).write_pdf())
    return np.array(document[0].render(scale=100 / 72, grayscale=True).to_numpy(), dtype=np.float64)


def test_every_exercise_has_a_pose() -> None:
    """And every pose an exercise or a picture of its own."""
    assert set(EXERCISES) <= set(DRAWN) == set(poses())


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_is_made_from_the_pose_beside_it(name: str) -> None:
    """Whoever changes a pose draws again; making the booklet needs no drawing library."""
    assert not is_stale(REAL, poses()[name])


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_is_fit_for_print(name: str) -> None:
    """At most 40 kB, no opacity, clip or filter, no line under a quarter point at 40 mm, flat colours only."""
    for path in (file for panel in shown(name) for file in panel.files):
        svg = path.read_text(encoding="utf-8")
        assert len(svg.encode()) <= 40_000, path.name
        assert not re.search(r"opacity|clip|filter|mask|gradient|<style|<image|<use|<text", svg), path.name
        assert re.findall(r'(?:fill|stroke)="(?!none|#[0-9a-f]{3}(?:[0-9a-f]{3})?")[^"]*"', svg) == []
        width, height = size(svg)
        mm = min(NARROWEST_MM / width, 42.0 / height)
        assert min(strokes(svg)) * mm >= LEAST_PT * 25.4 / 72 * 0.9, path.name


@pytest.mark.parametrize("name", [name for name in DRAWN if len(panels(REAL, poses()[name])) > 1])
def test_the_frames_of_an_exercise_have_one_scale(name: str) -> None:
    """So that the eye sees what moves: the same camera and frame, and other content."""
    drawings = [panel.path.read_text(encoding="utf-8") for panel in shown(name)]
    assert len({size(svg) for svg in drawings}) == 1
    assert len(set(drawings)) == len(drawings)


def test_the_heavy_set_is_heavier() -> None:
    """Its outlines are wider and its things darker, in every drawing of an exercise."""
    for name in EXERCISES:
        for panel in shown(name):
            light, heavy = (path.read_text(encoding="utf-8") for path in panel.files)
            assert max(strokes(heavy)) > 1.2 * max(strokes(light)), panel.path.name
            assert (COLOURS["prop-line"] in light) == (COLOURS["prop-line-heavy"] in heavy), panel.path.name


def test_people_take_turns() -> None:
    """Each exercise has one person; six of different ages, builds and skins share them evenly."""
    people = Counter(poses()[name].figures[0].person.name for name in EXERCISES)
    assert len(people) >= 6
    assert max(people.values()) <= 2 * min(people.values())
    assert all(len(poses()[name].figures) == 1 for name in EXERCISES)


def test_the_therapist_never_does_an_exercise() -> None:
    """So that readers know her wherever she is."""
    people = {figure.person.name for pose in poses().values() for figure in pose.figures}
    assert "therapeut" in people
    assert "therapeut" not in {poses()[name].figures[0].person.name for name in EXERCISES}


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["brug", *(pytest.param(name, marks=pytest.mark.thorough) for name in ("opstapje", "in-gesprek"))]
)
def test_drawing_again_gives_the_same_drawing(name: str) -> None:
    """By eye: on another processor a curve may be cut elsewhere, and nobody sees it."""
    drawings, findings = draw(poses()[name])
    assert errors(findings) == ()
    for drawing, panel in zip(drawings, shown(name), strict=True):
        for svg, path in zip((drawing.svg, drawing.small), panel.files, strict=False):
            off = np.abs(picture(svg) - picture(Path(path).read_text(encoding="utf-8")))
            assert off.mean() < 0.5, path.name
