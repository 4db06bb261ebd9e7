"""The camera sees what is nearest, and knows where it is on the resting body."""

from __future__ import annotations

import numpy as np
import pytest

from booklet.figures.raster import FAR_AWAY, Buffer, Camera, Item, aim, on_paper, project, rasterise, with_frame


def square(label: int, depth: float, size: float = 1.0, keep: float = 1.0) -> Item:
    """Make a square before a camera that looks from the front."""
    corners = np.array([[-size, -size, depth], [size, -size, depth], [size, size, depth], [-size, size, depth]])
    return Item(
        name="square",
        vertices=corners,
        triangles=np.array([[0, 1, 2], [0, 2, 3]]),
        labels=np.array([label, label]),
        rest=corners + 10,
        keep=np.array([keep, keep, 1.0, 1.0]),
        limbs=np.zeros((4, 2)),
    )


def front(size: float = 2.0) -> Camera:
    """Make a camera at the front that sees so many dm to every side of the middle."""
    return with_frame(aim(0, 0, 10), np.array([-size, -size]), np.array([size, size]))


def middle(buffer: Buffer) -> tuple[int, float]:
    """Read label and depth in the middle of the picture."""
    return int(buffer.label[20, 20]), float(buffer.depth[20, 20])


@pytest.mark.parametrize(
    ("azimuth", "elevation", "point", "seen"),
    [
        (0, 0, (1, 2, 3), (1, 2)),  # from the front: x to the right
        (-90, 0, (1, 2, 3), (3, 2)),  # from its right side: forward is to the right
        (90, 0, (1, 2, 3), (-3, 2)),
        (0, 90, (1, 2, 3), (1, -3)),  # from above: forward is down
    ],
)
def test_a_camera_stands_where_it_is_put(
    azimuth: float, elevation: float, point: tuple[float, ...], seen: tuple[float, float]
) -> None:
    """Zero is before the figure, -90 at its right side."""
    assert on_paper(aim(azimuth, elevation), np.array([point]))[0] == pytest.approx(seen)


def test_pixels_count_from_the_top_left() -> None:
    """Rows go down while y goes up."""
    left_top = project(front(), np.array([[-2.0, 2.0, 0.5]]))[0]
    assert left_top == pytest.approx([0, 0, 0.5])
    assert project(front(), np.array([[1.0, -1.0, 0.0]]))[0] == pytest.approx([30, 30, 0])


@pytest.mark.parametrize("order", [1, -1])
def test_the_nearest_is_seen(order: int) -> None:
    """In whatever order things are drawn."""
    buffer = rasterise(front(), [square(1, 0.0), square(2, 0.7)][::order])
    assert middle(buffer) == (2, pytest.approx(0.7))


def test_nothing_is_nowhere() -> None:
    """A pixel without anything has no label and lies far from every part of a body."""
    buffer = rasterise(front(), [square(1, 0.0)])
    assert buffer.label[0, 0] == 0
    assert buffer.rest[0, 0, 0] == FAR_AWAY
    assert buffer.filled.sum() == pytest.approx(400, abs=45)


def test_a_pixel_knows_its_place_on_the_resting_body() -> None:
    """Interpolated over the triangle it shows."""
    rest = rasterise(front(), [square(1, 0.0)]).rest[15, 25]
    assert rest == pytest.approx([10.55, 10.45, 10.0])


def test_what_is_cut_away_is_not_seen() -> None:
    """A garment ends where `keep` goes below zero: here half way up."""
    buffer = rasterise(front(), [square(1, 0.0, keep=-1.0)])
    assert buffer.label[12, 20] == 1
    assert buffer.label[28, 20] == 0
