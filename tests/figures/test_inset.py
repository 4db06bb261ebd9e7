"""The magnifier: what it shows lands where it should, enlarged."""

from __future__ import annotations

import numpy as np
import pytest

from booklet.content.pose_records import Inset
from booklet.figures.inset import (
    Lens,
    enlarged_items,
    enlarged_posture,
    enlarged_scenery,
    lens_bounds,
    lens_ground,
    lens_mask,
    lens_of,
    lens_ring,
    magnified,
)
from booklet.figures.landmarks import points
from booklet.figures.mesh import Array
from booklet.figures.palette import COLOURS, weights
from booklet.figures.raster import Camera, aim, project, with_frame
from booklet.figures.scenery import labelled
from booklet.figures.shapes import box
from booklet.figures.skeleton import Stance, load_body, stand
from booklet.report import Place

CAMERA = with_frame(aim(-75, 8), np.array([-6.0, -1.0]), np.array([6.0, 19.0]))
LENS = Lens(centre=np.array([5.0, 9.0]), radius=1.5, zoom=2.0, place=np.array([9.0, 4.0]))


def paper(places: Array, camera: Camera = CAMERA) -> Array:
    """Find where points (n,3) come on the paper, dm, y down."""
    return project(camera, places)[:, :2] / camera.scale


def test_a_lens_shows_what_is_beside_its_landmark() -> None:
    """Its middle is shifted, and its place counted from there, both with y upward."""
    body = load_body("neutral")
    posture = stand(body, Stance(angles={"root.y": 8.3}, hands={}))
    inset = Inset(
        landmark="hip.R", frames=("start",), shift=(0.5, 1.0), position=(-3.0, 2.0), place=Place(path="brug.yaml")
    )
    hip = paper(points(body, posture, ("hip.R",))["hip.R"][None])[0]
    lens = lens_of(inset, body, posture, CAMERA)
    assert lens.centre == pytest.approx(hip + np.array([0.5, -1.0]))
    assert lens.place == pytest.approx(hip + np.array([-2.5, -3.0]))
    assert lens.reach == pytest.approx(1.3 * 2)


def test_a_path_is_enlarged_about_the_middle_of_the_lens() -> None:
    """What lies half a dm right of the middle comes a whole dm right of the place."""
    assert magnified(np.array([[5.5, 9.0]]), LENS) == pytest.approx(np.array([[10.0, 4.0]]))


def test_enlarged_items_come_where_the_enlarged_path_comes() -> None:
    """World and paper agree, from whatever side the camera looks."""
    scenery = labelled((box((-1, 7, -1), (1, 9, 2), "wood"),))
    for large, small in zip(enlarged_items(scenery.items, LENS, CAMERA), scenery.items, strict=True):
        assert paper(large.vertices) == pytest.approx(magnified(paper(small.vertices), LENS))
        assert np.array_equal(large.rest, small.rest)
    enlarged = enlarged_scenery(scenery, LENS, CAMERA)
    assert paper(enlarged.edges[0]) == pytest.approx(magnified(paper(scenery.edges[0]), LENS))
    assert enlarged.names == scenery.names


def test_an_enlarged_posture_carries_the_skin_along() -> None:
    """Landmarks of the enlarged posture are the enlarged landmarks."""
    body = load_body("senior")
    posture = stand(body, Stance(angles={"root.y": 8.3, "knee.flex.R": 50, "elbow.flex.L": 80}, hands={}))
    names = ("nose", "palm.L", "heel.R", "belly")
    small, large = (
        np.array(list(points(body, one, names).values())) for one in (posture, enlarged_posture(posture, LENS, CAMERA))
    )
    assert paper(large) == pytest.approx(magnified(paper(small), LENS))


def test_the_mask_is_the_disc_of_the_lens() -> None:
    """As many pixels as its area, about its place, and none outside its bounds."""
    mask = lens_mask(LENS, CAMERA)
    assert mask.shape == (CAMERA.height, CAMERA.width)
    assert mask.sum() / CAMERA.scale**2 == pytest.approx(np.pi * 9, rel=1e-3)
    rows, columns = np.nonzero(mask)
    low, high = lens_bounds(LENS)
    assert (columns.mean() / CAMERA.scale, rows.mean() / CAMERA.scale) == pytest.approx((9, 4), abs=0.02)
    assert low == pytest.approx([columns.min() / CAMERA.scale, rows.min() / CAMERA.scale], abs=0.03)
    assert high == pytest.approx([columns.max() / CAMERA.scale, rows.max() / CAMERA.scale], abs=0.03)


def test_rings_and_lines_are_drawn_in_whole_numbers() -> None:
    """A ring round what is shown, a white disc, the ring on top, and two lines that touch both rings."""
    lines = weights(2.4)
    ways, small, disc = lens_ground(LENS, lines, COLOURS)
    assert 'cx="500" cy="900" r="150" fill="none"' in small
    assert 'cx="900" cy="400" r="300" fill="#fff"' in disc
    assert 'r="300" fill="none"' in lens_ring(LENS, lines, COLOURS)
    assert ways.count("M") == 2
    assert "." not in "".join((ways, small, disc))
