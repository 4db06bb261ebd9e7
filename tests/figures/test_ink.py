"""A figure in ink: flat colours, lines of the right weight, and nothing that a press or a screen reader trips over."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache

import numpy as np
import pytest

from booklet.content.pose_records import Character
from booklet.figures.dress import far_limbs, items_of
from booklet.figures.ink import Inked, ghost, ink, svg_document
from booklet.figures.labels import FAR, FIRST_PROP, INSIDE, SHOES, SOLE, TROUSERS, colour_name
from booklet.figures.palette import LEAST_MM, Weights, palette_of, weights
from booklet.figures.people import Person, make_person
from booklet.figures.raster import Camera, aim, with_frame
from booklet.figures.scenery import Scenery, labelled
from booklet.figures.shapes import box
from booklet.figures.skeleton import Posture, Stance, stand

ADULT = Character(name="adult", body="neutral", hair="short")
NOBODY: Scenery = labelled(())
SCALE = 40.0  # px per dm: half of what is drawn, four times as quick


def upright(person: Person) -> Posture:
    """Stand somebody on the floor."""
    return stand(person.body, Stance(angles={"root.y": 8.3}, hands={}))


def camera_on(azimuth: float) -> Camera:
    """Look at somebody who stands."""
    return with_frame(aim(azimuth, 6, SCALE), np.array([-4.0, -1.0]), np.array([4.0, 18.0]))


def drawn(azimuth: float = -75, *, heavy: bool = False, feet: str = "bare", hair: str = "short") -> Inked:
    """Draw an adult who stands; nobody is drawn twice."""
    return drawn_now(azimuth, heavy, feet, hair)


@cache
def drawn_now(azimuth: float, heavy: bool, feet: str, hair: str) -> Inked:
    """Draw an adult who stands."""
    person = make_person(Character(name="adult", body="neutral", hair=hair, glasses=hair == "bob"))
    camera, posture = camera_on(azimuth), upright(person)
    return ink(
        camera,
        person,
        posture,
        items_of(person, posture, camera, feet),
        NOBODY,
        feet=feet,
        weights=weights(2.4, heavy=heavy),
        palette=palette_of(person.character, heavy=heavy),
    )


def as_picture(inked: Inked, lines: Weights) -> str:
    """Wrap a drawing."""
    return svg_document(8, 19, inked.elements, mm_per_dm=lines.mm_per_dm)


def widths(svg: str) -> list[float]:
    """List the widths of all lines in mm on paper."""
    return [float(width) / 100 * 2.4 for width in re.findall(r'fill="none" stroke="[^"]*" stroke-width="(\d+)"', svg)]


@pytest.mark.parametrize("heavy", [False, True])
def test_only_what_every_program_understands_is_used(heavy: bool) -> None:
    """Paths and ellipses in flat colours: no opacity, clip, filter, style or class."""
    svg = as_picture(drawn(heavy=heavy), weights(2.4))
    root = ET.fromstring(svg)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {"svg", "path", "ellipse"}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not attributes & {"opacity", "fill-opacity", "stroke-opacity", "clip-path", "filter", "style", "class", "id"}
    assert len(svg) < 24_000


def test_no_line_is_too_thin_to_print() -> None:
    """At 40 mm a hair of ink vanishes under a tenth of a millimetre."""
    for heavy in (False, True):
        found = widths(as_picture(drawn(heavy=heavy), weights(2.4)))
        assert len(found) > 3
        assert min(found) >= LEAST_MM * 0.9


def test_the_outline_is_heavier_than_the_lines_within() -> None:
    """And the heavy set half as heavy again."""
    light, heavy = weights(2.4), weights(2.4, heavy=True)
    assert light.outline > light.overlap > light.seam
    assert heavy.outline == pytest.approx(1.5 * light.outline)
    assert heavy.arrow_shaft > 1.5 * light.arrow_shaft
    assert heavy.prop > 2 * light.prop


def test_the_far_leg_has_its_own_tint() -> None:
    """From the side the legs are told apart; from the front neither is far."""
    person = make_person(ADULT)
    assert far_limbs(camera_on(-75), upright(person)).tolist() == [1, 0, 1, 0]
    assert far_limbs(camera_on(75), upright(person)).tolist() == [0, 1, 0, 1]
    assert far_limbs(camera_on(0), upright(person)).tolist() == [0, 0, 0, 0]
    assert TROUSERS + FAR in drawn(-75, feet="shoes").buffer.label
    assert TROUSERS + FAR not in drawn(0, feet="shoes").buffer.label


def test_a_shoe_has_a_sole_and_a_bare_foot_has_toes() -> None:
    """The one has labels, the other strokes."""
    assert {SOLE, SHOES} <= set(np.unique(drawn(feet="shoes").buffer.label))
    assert len(drawn(0, feet="bare").elements) > 4
    seam = f'stroke-width="{round(weights(2.4).seam * 100)}"'
    assert sum(seam in element for element in drawn(-20, feet="bare").elements) > sum(
        seam in element for element in drawn(-20, feet="shoes").elements
    )


@pytest.mark.parametrize(("azimuth", "eyes"), [(0, 2), (-85, 1), (180, 0)])
def test_as_many_eyes_are_drawn_as_can_be_seen(azimuth: float, eyes: int) -> None:
    """Two from the front, one from the side, none from behind."""
    assert sum("<ellipse" in element for element in drawn(azimuth).elements) == eyes


def test_glasses_are_drawn_on_the_face() -> None:
    """Rings, bridge and arms are strokes of their own."""
    plain = "".join(drawn(-30, hair="scarf").elements).count('stroke-linecap="round"')
    assert "".join(drawn(-30, hair="bob").elements).count('stroke-linecap="round"') > plain


def test_equal_input_gives_equal_bytes() -> None:
    """A drawing that is made again differs only when its pose does."""
    assert drawn_now.__wrapped__(-75, False, "bare", "short").elements == drawn().elements


def test_hands_and_face_have_a_finer_outline() -> None:
    """Fingers and lips would fill up with ink."""
    svg = as_picture(drawn(), weights(2.4))
    assert f'stroke-width="{round(weights(2.4).hand_outline * 100)}"' in svg
    assert f'stroke-width="{round(weights(2.4).outline * 100)}"' in svg


def test_what_was_seen_can_be_drawn_again() -> None:
    """In other weights, without looking twice."""
    person, camera = make_person(ADULT), camera_on(-75)
    posture = upright(person)
    again = ink(
        camera,
        person,
        posture,
        items_of(person, posture, camera, "bare"),
        NOBODY,
        feet="bare",
        weights=weights(2.4, heavy=True),
        palette=palette_of(ADULT, heavy=True),
        seen=drawn().buffer,
    )
    assert again.elements == drawn(heavy=True).elements


def test_outside_a_mask_nothing_is_drawn() -> None:
    """A magnifier shows its circle and no line along the edge of it."""
    person, camera = make_person(ADULT), camera_on(-75)
    mask = np.zeros((camera.height, camera.width), dtype=bool)
    mask[200:300, 100:250] = True
    inked = ink(
        camera,
        person,
        upright(person),
        items_of(person, upright(person), camera, "shoes"),
        NOBODY,
        feet="shoes",
        weights=weights(2.4),
        palette=palette_of(ADULT),
        mask=mask,
    )
    assert not inked.buffer.label[~mask].any()
    assert inked.buffer.label[mask].any()


def test_things_are_drawn_behind_and_thinner() -> None:
    """A box beside the figure has straight edges in the colour of things."""
    person, camera = make_person(ADULT), camera_on(-75)
    scenery = labelled([box((-1, 0, 1.5), (1, 3, 3.5), "wood", "wood2")])
    inked = ink(
        camera,
        person,
        upright(person),
        items_of(person, upright(person), camera, "shoes"),
        scenery,
        feet="shoes",
        weights=weights(2.4),
        palette=palette_of(ADULT),
    )
    colours = palette_of(ADULT)
    assert any(f'stroke="{colours["prop-line"]}"' in element for element in inked.elements)
    fills = [element for element in inked.elements if 'fill-rule="evenodd"' in element]
    things = [index for index, fill in enumerate(fills) if f'fill="{colours["wood"]}"' in fill]
    figure = [index for index, fill in enumerate(fills) if f'fill="{colours["skin"]}"' in fill]
    assert things
    assert max(things) < min(figure)
    assert (inked.buffer.label >= FIRST_PROP).any()


def test_a_ghost_is_pale_and_dashed() -> None:
    """Without opacity: a colour of its own."""
    person, camera = make_person(ADULT), camera_on(-75)
    (element,) = ghost(camera, items_of(person, upright(person), camera, "shoes"), weights(2.4), palette_of(ADULT))
    assert "stroke-dasharray" in element
    assert palette_of(ADULT)["ghost"] in element


def test_a_drawing_says_from_which_pose_it_was_made() -> None:
    """On its last line but one, where a reader finds it."""
    svg = svg_document(8, 19, ("<path/>",), mm_per_dm=2.0, digest="0123456789abcdef")
    assert svg.endswith("\n<!-- houding 0123456789abcdef -->\n</svg>\n")
    assert 'viewBox="0 0 800 1900" width="16.00mm" height="38.00mm"' in svg


@pytest.mark.parametrize(
    ("label", "name"),
    [(1, "skin"), (1 + FAR, "skin_far"), (TROUSERS + INSIDE, "trousers_far"), (2, "hair"), (41, "wood")],
)
def test_every_label_has_a_colour(label: int, name: str) -> None:
    """Far limbs and the inside of garments are darker; things have the colour they were given."""
    assert colour_name(label, {41: "wood"}) == name


def test_a_character_keeps_its_own_colours() -> None:
    """Over the usual ones."""
    dressed = Character(name="x", body="man", hair="crop", colours=(("shirt", "#123456"),))
    assert palette_of(dressed)["shirt"] == "#123456"
    assert palette_of(dressed)["skin"] == palette_of(ADULT)["skin"]
