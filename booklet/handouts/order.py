"""Put exercises in an order in which nobody keeps getting up and down.

Goes in: exercises. Comes out: the same in order of doing. Must not know doses or pages.

On the floor first, from the back over the side to hands and knees, then on a chair, then standing, then walking:
each place is left once. Every moment of the day has a part of this order, and leaves each place once too.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

POSITIONS = ("rug", "zij", "knieen", "zittend", "staand", "lopend")
HEIGHT = {"rug": 0, "zij": 0, "knieen": 0, "zittend": 1, "staand": 2, "lopend": 2}


def in_order(positions: Sequence[str]) -> tuple[int, ...]:
    """Give the numbers of the positions in order of doing; what shares a position keeps its order."""
    return tuple(sorted(range(len(positions)), key=lambda index: POSITIONS.index(positions[index])))


def effort(positions: Sequence[str]) -> tuple[int, int]:
    """Count how many times somebody gets up or down, and how many times they turn into another position."""
    moves = list(pairwise(positions))
    return sum(HEIGHT[one] != HEIGHT[two] for one, two in moves), sum(one != two for one, two in moves)
