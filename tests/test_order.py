"""The order of doing: nobody keeps getting up and down."""

from __future__ import annotations

from itertools import combinations_with_replacement, permutations, product

import pytest

from booklet.handouts.order import HEIGHT, POSITIONS, effort, in_order


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6])
def test_no_other_order_takes_less_effort(count: int) -> None:
    """All orders of all choices of positions: none has less getting up and down, nor fewer turns with as much of it."""
    for positions in combinations_with_replacement(POSITIONS, count):
        given = positions[::-1]
        ours = effort([given[index] for index in in_order(given)])
        assert ours == min(effort(other) for other in set(permutations(positions)))


@pytest.mark.parametrize("moment", list(product((True, False), repeat=6)))
def test_every_part_of_the_order_is_good_as_well(moment: tuple[bool, ...]) -> None:
    """What is done in the morning is a part of the whole: it takes no needless effort either."""
    part = [position for position, done in zip(POSITIONS, moment, strict=True) if done]
    assert effort(part) == min((effort(other) for other in permutations(part)), default=(0, 0))


def test_what_shares_a_position_keeps_its_order() -> None:
    """The therapist's order stands where it costs nobody anything."""
    assert in_order(["staand", "rug", "staand", "rug"]) == (1, 3, 0, 2)


def test_every_position_has_a_height() -> None:
    """A new position must say how high it is."""
    assert set(HEIGHT) == set(POSITIONS)
