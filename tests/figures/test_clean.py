"""What the camera sees is tidied before it is inked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from booklet.figures.anatomy import canon
from booklet.figures.clean import face_mask, hand_mask, with_mittens, without_slivers
from booklet.figures.labels import SHIRT, SKIN
from booklet.figures.raster import FAR_AWAY, Buffer

SCALE = 80.0


def blank(height: int = 60, width: int = 60) -> Buffer:
    """Make a buffer that shows nothing."""
    return Buffer(
        label=np.zeros((height, width), dtype=np.int64),
        rest=np.full((height, width, 3), FAR_AWAY),
        depth=np.full((height, width), -1e9),
        limbs=np.zeros((height, width, 2)),
    )


def test_the_gap_between_two_fingers_is_closed() -> None:
    """When it is narrower than ink can show; the space beside a hand stays open."""
    buffer = blank()
    finger = canon().wrist + canon().hand
    for columns in (slice(10, 25), slice(30, 45)):  # 5 px is .06 dm
        buffer.label[5:55, columns] = SKIN
        buffer.rest[5:55, columns] = finger
    assert hand_mask(buffer)[30, 12]
    closed = with_mittens(buffer, SCALE)
    assert (closed.label[20:40, 27] == SKIN).all()
    assert np.allclose(closed.rest[30, 27], finger)
    assert closed.label[30, 50] == 0


def test_two_fingers_far_apart_stay_two() -> None:
    """A thumb is a thumb."""
    buffer = blank()
    for columns in (slice(5, 15), slice(45, 55)):
        buffer.label[5:55, columns] = SKIN
        buffer.rest[5:55, columns] = canon().wrist + canon().hand
    assert with_mittens(buffer, SCALE).label[30, 30] == 0


def test_a_sliver_goes_to_its_neighbour() -> None:
    """A strip of shirt of one pixel would be nothing but ink."""
    buffer = blank()
    buffer.label[:, :30] = SKIN
    buffer.label[:, 30:] = 4
    buffer.label[:, 30:33] = SHIRT
    buffer.rest[:] = 0
    tidied = without_slivers(buffer, SCALE)
    assert SHIRT not in tidied.label
    assert set(np.unique(tidied.label)) == {SKIN, 4}


def test_a_speck_of_paper_within_the_figure_is_filled() -> None:
    """A hole of a few pixels looks like a fault in print; a real gap stays."""
    buffer = blank(100, 100)
    buffer.label[:] = SHIRT
    buffer.rest[:] = 0
    buffer.label[10:15, 10:15] = 0
    buffer.label[50:80, 50:80] = 0
    tidied = without_slivers(buffer, SCALE)
    assert tidied.label[12, 12] == SHIRT
    assert tidied.label[65, 65] == 0


def test_what_was_seen_is_not_changed() -> None:
    """Tidying gives a new buffer."""
    buffer = blank()
    buffer.label[20:23] = SHIRT
    without_slivers(buffer, SCALE)
    assert (buffer.label[20:23] == SHIRT).all()


def test_a_leg_before_the_hand_stays() -> None:
    """Only what lies behind a hand is closed by its fingers."""
    buffer = blank()
    buffer.depth[:] = 0
    finger = canon().wrist + canon().hand
    for columns in (slice(20, 26), slice(30, 36)):
        buffer.label[5:55, columns] = SKIN
        buffer.rest[5:55, columns] = finger
    buffer.label[5:55, 26:30] = 4
    assert with_mittens(replace(buffer, depth=np.where(buffer.label == 4, -1.0, 0.0)), SCALE).label[30, 28] == SKIN
    assert with_mittens(replace(buffer, depth=np.where(buffer.label == 4, 1.0, 0.0)), SCALE).label[30, 28] == 4


def test_a_face_is_the_front_of_the_head() -> None:
    """Not its back, not a shoulder, and no shirt."""
    buffer = blank()
    buffer.label[:] = SKIN
    buffer.rest[:20] = (0.1, 7.0, 1.5)
    buffer.rest[20:30] = (0.1, 7.0, -1.0)
    buffer.rest[30:40] = (1.8, 5.0, 0.2)
    buffer.rest[40:] = (0.1, 7.0, 1.5)
    buffer.label[40:] = SHIRT
    assert face_mask(buffer)[:20].all()
    assert not face_mask(buffer)[20:].any()


def test_a_closed_hand_has_no_hole() -> None:
    """What is seen through a fist would be a blot; what is seen through a ring of arms stays."""
    buffer = blank(120, 120)
    buffer.label[10:110, 10:110] = SKIN
    buffer.rest[10:110, 10:110] = canon().wrist + canon().hand
    buffer.label[30:50, 30:50] = SHIRT
    buffer.label[55:105, 55:105] = SHIRT
    closed = with_mittens(buffer, SCALE)
    assert (closed.label[30:50, 30:50] == SKIN).all()
    assert closed.label[80, 80] == SHIRT
