"""Labels of things: each face its own, and nothing lost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from booklet.figures.labels import FIRST_PROP
from booklet.figures.scenery import labelled
from booklet.figures.shapes import box, ellipsoid, polygon

BOX = box((0, 0, 0), (1, 2, 3), "wood", "wood2")
BALL = ellipsoid((0, 5, 0), (1, 1, 1), "ball")
SHADOW = replace(polygon([(0, 0, 0), (1, 0, 0), (0, 0, 1)], "shadow"), bare=True)


def test_every_face_has_a_label_of_its_own_in_order() -> None:
    """A box has six, a ball one; they count on from the first label for things."""
    scenery = labelled((BOX, BALL, SHADOW))
    assert list(scenery.names) == list(range(FIRST_PROP, FIRST_PROP + 8))
    assert list(scenery.names.values()) == [*BOX.colours, "ball", "shadow"]
    assert [set(item.labels) for item in scenery.items] == [{label} for label in scenery.names]


def test_no_triangle_is_lost_or_moved() -> None:
    """Face by face, the corners of the triangles are those of the shape."""
    for face, item in enumerate(labelled((BOX,)).items):
        assert np.array_equal(item.vertices[item.triangles], BOX.vertices[BOX.triangles[BOX.faces == face]])
        assert len(item.keep) == len(item.rest) == len(item.limbs) == len(item.vertices)
        assert (item.keep > 0).all()


def test_faces_lie_far_apart_in_rest_space() -> None:
    """So far that a line comes wherever two of them meet."""
    items = labelled((BOX, BALL)).items
    places = np.array([item.rest.mean(axis=0) for item in items])
    gaps = np.linalg.norm(places[:, None] - places[None], axis=-1)
    assert gaps[~np.eye(len(items), dtype=bool)].min() > 100


def test_quiet_and_bare_labels_are_told() -> None:
    """A box speaks by its edges, a shadow has no line at all, a ball gets its outline."""
    scenery = labelled((BOX, BALL, SHADOW))
    assert scenery.quiet == frozenset(range(FIRST_PROP, FIRST_PROP + 6))
    assert scenery.bare == frozenset({FIRST_PROP + 7})
    assert len(scenery.edges) == 12
