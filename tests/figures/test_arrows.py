"""Arrows: where they run, and what they look like."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import Polygon

from booklet.content.pose_records import Arrow
from booklet.figures.arrows import arrow_bounds, arrow_elements, arrow_path
from booklet.figures.landmarks import points
from booklet.figures.mesh import Array
from booklet.figures.palette import COLOURS, weights
from booklet.figures.raster import Camera
from booklet.figures.skeleton import Stance, load_body, stand
from booklet.report import Place

FROM_THE_SIDE = Camera(  # right side of the figure: +z is to the right, y up
    turn=np.array([[0.0, 0, 1], [0, 1, 0], [-1, 0, 0]]), low=np.array([-10.0, 0.0]), high=np.array([10.0, 20.0])
)
STANCES = {
    "start": Stance(angles={"root.y": 8.3}, hands={}),
    "hidden": Stance(angles={"root.y": 8.3, "root.z": 5.0}, hands={}),
    "end": Stance(angles={"root.y": 8.3, "root.z": 2.0}, hands={}),
}
SHOWN = ("start", "end")
LINES = weights(2.4)
ARROW = Arrow(kind="line", landmark="hip.R", frames=("start",), vector=(3.0, 1.0), place=Place(path="brug.yaml"))
STRAIGHT = np.array([[0.0, 0.0], [2.0, 0.0], [4.0, 0.0]])


def path(arrow: Arrow, frame: str = "start") -> Array:
    """Find the path of an arrow."""
    return arrow_path(arrow, frame, load_body("neutral"), FROM_THE_SIDE, STANCES, SHOWN)


def hip(frame: str) -> Array:
    """Find the right hip on the paper, y down."""
    place = points(load_body("neutral"), stand(load_body("neutral"), STANCES[frame]), ("hip.R",))["hip.R"]
    return np.array([place[2] + 10, 20 - place[1]])


def outlines(element: str) -> list[Array]:
    """Read the closed outlines of a path back, dm."""
    data = re.findall(r'd="([^"]*)"', element)[0]
    shapes = []
    for part in data.split("M")[1:]:
        numbers = np.array([float(number) for number in re.findall(r"-?\d+", part)]).reshape(-1, 2)
        shapes.append(np.cumsum(numbers, axis=0) / 100)
    return shapes


def area(element: str) -> float:
    """Measure what a path fills, square dm."""
    return float(sum(Polygon(outline).area for outline in outlines(element)))


def test_a_line_runs_along_its_vector_with_y_upward() -> None:
    """From the landmark, 3 dm to the right and 1 dm up the paper, moved by its offset."""
    run = path(replace(ARROW, offset=(0.5, 0.25)))
    assert run[0] == pytest.approx(hip("start") + np.array([0.5, -0.25]))
    assert run[-1] - run[0] == pytest.approx([3, -1])


def test_a_bowed_line_sags_by_its_share() -> None:
    """Half way it is a fifth of its length aside."""
    chord = replace(ARROW, vector=(4.0, 0.0), bend=0.2)
    run = path(chord)
    middle = run[len(run) // 2]
    assert abs(middle[1] - run[0][1]) == pytest.approx(0.8, abs=0.01)
    assert run[-1] - run[0] == pytest.approx([4, 0])


def test_a_trace_goes_with_the_landmark_from_the_first_shown_frame_to_the_last() -> None:
    """The figure slides 2 dm forward, and so does its hip; frames that are not shown do not count."""
    run = path(replace(ARROW, kind="trace", frames=("end",)), "end")
    assert run[0] == pytest.approx(hip("start"))
    assert run[-1] == pytest.approx(hip("end"))
    assert run[-1] - run[0] == pytest.approx([2, 0])


def test_a_trace_can_be_trimmed_and_start_elsewhere() -> None:
    """The first half of the way from the hidden frame to the last one: 1.5 of 3 dm backward."""
    run = path(replace(ARROW, kind="trace", first="hidden", last="end", trim=(0.0, 0.5)))
    assert run[0] == pytest.approx(hip("hidden"))
    assert run[-1] - run[0] == pytest.approx([-1.5, 0])


def test_a_sweep_bows_between_two_places() -> None:
    """Trimmed at both ends it covers nine tenths of the chord."""
    run = path(replace(ARROW, kind="sweep", trim=(0.05, 0.95), bend=0.0))
    assert run[0] == pytest.approx(hip("start") + np.array([0.1, 0.0]))
    assert run[-1] == pytest.approx(hip("end") - (0.1, 0))


def test_an_arc_is_part_of_an_ellipse_counted_upward_from_the_right() -> None:
    """From 0 to 90 degrees with radii 2 and 1: from the right of the landmark to above it."""
    run = path(replace(ARROW, kind="arc", radii=(2.0, 1.0), angles=(0.0, 90.0)))
    assert run[0] == pytest.approx(hip("start") + np.array([2.0, 0.0]))
    assert run[-1] == pytest.approx(hip("start") - (0, 1))


def test_an_arrow_points_where_its_path_ends() -> None:
    """Its tip is at the end, its head is wider than its shaft, and its tail thinner than the shaft at the head."""
    _, body = arrow_elements(STRAIGHT, ARROW, LINES, COLOURS)
    (outline,) = outlines(body)
    tip = outline[outline[:, 0].argmax()]
    assert tip == pytest.approx([4, 0], abs=0.011)
    tail = outline[outline[:, 0] < 0.02]
    neck = LINES.arrow_shaft
    assert np.ptp(outline[:, 1]) == pytest.approx(1.04 * LINES.arrow_head, abs=0.03)
    assert 0.35 / 2.4 - 0.02 <= np.ptp(tail[:, 1]) < neck


def test_no_tail_is_thinner_than_it_may_be_on_paper() -> None:
    """Of a narrow arrow the tail keeps 0.35 mm."""
    _, body = arrow_elements(STRAIGHT, replace(ARROW, width_mm=0.5), LINES, COLOURS)
    (outline,) = outlines(body)
    assert np.ptp(outline[outline[:, 0] < 0.02][:, 1]) * 2.4 >= 0.35 - 0.03


def test_a_double_arrow_has_a_head_at_either_end() -> None:
    """It is its own mirror image."""
    _, body = arrow_elements(STRAIGHT, replace(ARROW, double=True), LINES, COLOURS)
    shape = Polygon(outlines(body)[0])
    mirrored = Polygon(outlines(body)[0] * (-1, 1) + (4, 0))
    assert shape.symmetric_difference(mirrored).area < 0.05 * shape.area


def test_the_way_back_is_dashed_with_a_hollow_head() -> None:
    """Its dashes are at least 1.1 mm, do not reach into the head, and the head is white with a line about it."""
    _, shaft, head = arrow_elements(STRAIGHT, replace(ARROW, dashed=True), LINES, COLOURS)
    dashes, (tip,) = outlines(shaft), outlines(head)
    assert len(dashes) >= 3
    assert min(np.ptp(dash[:, 0]) for dash in dashes) * 2.4 >= 1.1
    assert max(dash[:, 0].max() for dash in dashes) <= tip[:, 0].min() + 0.08
    assert 'fill="#fff"' in head
    assert f'stroke="{COLOURS["arrow"]}"' in head


def test_white_lies_under_every_arrow() -> None:
    """The first element is the halo: the same form, with a broader white line about it."""
    for arrow in (ARROW, replace(ARROW, dashed=True), replace(ARROW, double=True)):
        halo, *_ = arrow_elements(STRAIGHT, arrow, LINES, COLOURS)
        assert halo.count("#fff") == 2
        assert f'stroke-width="{round(LINES.arrow_halo * 100)}"' in halo


def test_a_short_arrow_keeps_a_shaft() -> None:
    """Also with two heads, and also heavy, there is something between the heads."""
    for lines in (LINES, weights(2.4, heavy=True)):
        short = np.array([[0.0, 0.0], [1.2, 0.0]])
        _, body = arrow_elements(short, replace(ARROW, double=True), lines, COLOURS)
        outline = outlines(body)[0]
        middle = outline[np.abs(outline[:, 0] - 0.6) < 0.2]
        assert len(middle) == 0 or np.ptp(middle[:, 1]) < 0.6 * np.ptp(outline[:, 1])


def test_its_own_width_counts_in_proportion_in_heavy_drawings_too() -> None:
    """Half the usual width is half of what a heavy arrow usually is."""
    for lines in (LINES, weights(2.4, heavy=True)):
        usual, half = (
            arrow_elements(STRAIGHT * 3, replace(ARROW, width_mm=width, head_mm=width * 3), lines, COLOURS)[1]
            for width in (0.62, 0.31)
        )
        tails = [np.ptp(outlines(body)[0][:, 1]) for body in (usual, half)]
        assert tails[1] / tails[0] == pytest.approx(0.5, abs=0.03)


def test_all_of_an_arrow_lies_within_its_bounds() -> None:
    """Nothing of body, head or halo comes out."""
    slanted = np.array([[1.0, 1.0], [2.0, 3.0], [4.0, 4.0]])
    for arrow in (ARROW, replace(ARROW, dashed=True, double=True)):
        low, high = arrow_bounds(slanted, arrow, LINES)
        for element in arrow_elements(slanted, arrow, LINES, COLOURS):
            for outline in outlines(element):
                assert (outline - LINES.arrow_halo / 2 >= low - 0.01).all()
                assert (outline + LINES.arrow_halo / 2 <= high + 0.01).all()


def test_arrows_are_written_in_whole_numbers() -> None:
    """No decimal point comes into a drawing."""
    for element in arrow_elements(STRAIGHT * 0.777, replace(ARROW, dashed=True), LINES, COLOURS):
        assert "." not in element
        assert area(element) > 0
