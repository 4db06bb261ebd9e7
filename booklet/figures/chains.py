"""Chain cracks between pixels into lines.

Goes in: the kind of line between neighbours. Comes out: chains of lattice points with a kind for each step, joined
through junctions where they run straight on. Must not know curves or ink.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from booklet.figures.cracks import Crack
from booklet.figures.mesh import Array, Ints

Node = tuple[int, int]
LOOK = 14  # px along a chain that tell in which direction it ends
STRAIGHT = -0.5  # two ends at a junction go on into each other below this cosine
LOOSE_AT_BOTH_ENDS = 2.5  # times as long as a loose end has to be
NEAR_END = 3  # steps from the end where a chain tells its kind


@dataclass(frozen=True, kw_only=True)
class Chain:
    """A line of lattice points (column, row) and the kind of each step; closed when the first is the last."""

    nodes: tuple[Node, ...]
    kinds: tuple[int, ...]

    @property
    def closed(self) -> bool:
        """Tell whether the line ends where it began."""
        return self.nodes[0] == self.nodes[-1]

    def reversed(self) -> Chain:
        """Give the same line from its other end."""
        return Chain(nodes=self.nodes[::-1], kinds=self.kinds[::-1])


def chain(beside: Ints, above: Ints) -> tuple[Chain, ...]:
    """Chain cracks between pixels beside each other (h,w-1) and above each other (h-1,w) from junction to junction."""
    graph = _graph(beside, above)
    used: set[tuple[Node, Node]] = set()
    junctions = [node for node in graph if len(graph[node]) != 2]
    return tuple(
        _walk(graph, used, start, neighbour, kind)
        for start in (*junctions, *graph)  # lines from junctions first; what is left are rings
        for neighbour, kind in graph[start]
        if _edge(start, neighbour) not in used
    )


def degrees(chains: Sequence[Chain]) -> Mapping[Node, int]:
    """Count the chains that end at each node."""
    return Counter(node for line in chains for node in (line.nodes[0], line.nodes[-1]))


def without_stubs(chains: Sequence[Chain], shortest: int) -> tuple[Chain, ...]:
    """Leave out loose ends shorter than this (px), twice, so that what they held apart joins.

    What is loose at both ends has to be longer to be more than a dash.
    """
    for _ in range(2):
        degree = degrees(chains)
        loose = [(degree[line.nodes[0]], degree[line.nodes[-1]]).count(1) for line in chains]
        needed = (0, shortest, shortest * LOOSE_AT_BOTH_ENDS)
        chains = [
            line for line, ends in zip(chains, loose, strict=True) if line.closed or len(line.nodes) >= needed[ends]
        ]
    return tuple(chains)


def join(chains: Sequence[Chain]) -> tuple[Chain, ...]:
    """Join at each junction the two ends that run straightest into each other; things only with things."""
    follows = _followers(chains)
    done: set[int] = set()
    return tuple(
        _through(chains, follows, _beginning(follows, index), done) for index in range(len(chains)) if index not in done
    )


def _edge(one: Node, other: Node) -> tuple[Node, Node]:
    return (one, other) if one < other else (other, one)


def _graph(beside: Ints, above: Ints) -> Mapping[Node, list[tuple[Node, int]]]:
    """Give for each lattice point its neighbours along cracks, with the kind of line to them."""
    graph: dict[Node, list[tuple[Node, int]]] = defaultdict(list)
    for cracked, step in ((beside, (0, 1)), (above, (1, 0))):
        rows, columns = np.nonzero(cracked)
        shift = (1, 0) if step == (0, 1) else (0, 1)
        for y, x, kind in zip(rows.tolist(), columns.tolist(), cracked[rows, columns].tolist(), strict=True):
            one = (x + shift[0], y + shift[1])
            other = (one[0] + step[0], one[1] + step[1])
            graph[one].append((other, kind))
            graph[other].append((one, kind))
    return graph


def _walk(
    graph: Mapping[Node, list[tuple[Node, int]]], used: set[tuple[Node, Node]], start: Node, node: Node, kind: int
) -> Chain:
    """Follow a line until a junction, an end or its own beginning."""
    nodes, kinds = [start, node], [kind]
    used.add(_edge(start, node))
    while len(graph[node]) == 2 and node != start:
        onward = [(other, way) for other, way in graph[node] if _edge(node, other) not in used]
        if not onward:
            break
        other, way = onward[0]
        used.add(_edge(node, other))
        nodes.append(other)
        kinds.append(way)
        node = other
    return Chain(nodes=tuple(nodes), kinds=tuple(kinds))


End = tuple[int, int]  # the index of a chain; 0 its beginning, 1 its end


def _direction(line: Chain, end: int) -> Array:
    """Point from the end of a chain into it, one long."""
    nodes = line.nodes if end == 0 else line.nodes[::-1]
    away = np.subtract(nodes[min(LOOK, len(nodes) - 1)], nodes[0]).astype(float)
    length = float(np.linalg.norm(away))
    return np.asarray(away / length) if length else away


def _is_thing(line: Chain, end: int) -> bool:
    kinds = line.kinds if end == 0 else line.kinds[::-1]
    return kinds[min(NEAR_END, len(kinds) - 1)] == Crack.THING


def _followers(chains: Sequence[Chain]) -> Mapping[End, End]:
    """Pair the ends of chains at each junction, straightest first."""
    count = degrees(chains)
    ends: dict[Node, list[End]] = defaultdict(list)
    for index, line in enumerate(chains):
        if line.closed and count[line.nodes[0]] == 2:
            continue
        ends[line.nodes[0]].append((index, 0))
        ends[line.nodes[-1]].append((index, 1))
    pairs: dict[End, End] = {}
    for meeting in ends.values():
        pairs |= _pair(chains, meeting)
    return pairs


def _pair(chains: Sequence[Chain], meeting: Sequence[End]) -> Mapping[End, End]:
    """Pair the ends that meet at one node."""
    directions = [_direction(chains[index], end) for index, end in meeting]
    things = [_is_thing(chains[index], end) for index, end in meeting]
    couples = sorted(
        (float(directions[a] @ directions[b]), a, b) for a in range(len(meeting)) for b in range(a + 1, len(meeting))
    )
    taken: set[int] = set()
    pairs: dict[End, End] = {}
    for cosine, a, b in couples:
        if cosine > STRAIGHT and len(meeting) > 2:
            break
        if things[a] == things[b] and not {a, b} & taken and meeting[a][0] != meeting[b][0]:
            taken |= {a, b}
            pairs |= {meeting[a]: meeting[b], meeting[b]: meeting[a]}
    return pairs


def _beginning(follows: Mapping[End, End], index: int) -> End:
    """Go back from a chain to where its line begins (or, on a ring, to where it came from)."""
    end, seen = (index, 0), {index}
    while end in follows:
        before, other = follows[end]
        if before in seen:
            break
        seen.add(before)
        end = (before, 1 - other)
    return end


def _through(chains: Sequence[Chain], follows: Mapping[End, End], end: End, done: set[int]) -> Chain:
    """Follow a line from its beginning through all junctions."""
    nodes: list[Node] = []
    kinds: list[int] = []
    onward: End | None = end
    while onward is not None and onward[0] not in done:
        index, entered = onward
        done.add(index)
        line = chains[index] if entered == 0 else chains[index].reversed()
        nodes += line.nodes[1:] if nodes else line.nodes
        kinds += line.kinds
        onward = follows.get((index, 1 - entered))
    return Chain(nodes=tuple(nodes), kinds=tuple(kinds))
