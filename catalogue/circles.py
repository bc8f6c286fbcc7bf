"""Circles in what should have none: broader, parent, part of, replaced by.

Plain Python: ``orodha check`` runs this on every catalogue, and loading networkx would take longer than the answer.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .reader import Reader

Edges = Mapping[str, Iterable[str]]
"""What each node leads to; a node that leads nowhere need not be in it."""

LONG = 20
"""Ways through more nodes than this are not told whole."""


def references(reader: Reader, fields: Sequence[str]) -> dict[str, dict[str, list[str]]]:
    """Return the references in some fields: by field, for each record that has any, what it refers to, sorted."""
    found: dict[str, dict[str, list[str]]] = {field: {} for field in fields}
    for field, subject, target in reader.database.stream(
        "SELECT field, record.id, object FROM link JOIN record ON record.key = subject"
        f" WHERE field IN ({', '.join('?' * len(fields))})",
        fields,
    ):
        found[field].setdefault(subject, []).append(target)
    return found


def circles(edges: Edges) -> Iterator[list[str]]:
    """Yield one circle of each knot, from its least node on, in the order of those."""
    for knot in sorted(knots(edges), key=min):
        first = min(knot)
        within = {node: sorted(knot.intersection(edges.get(node, ()))) for node in knot}
        yield way(within, first, first)[:-1]


def rings(above: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield every circle where a node leads to one other at most, from the node on at which it is first entered."""
    done: set[str] = set()
    for start in above:
        walked: dict[str, None] = {}
        node = start
        while node in above and node not in done and node not in walked:
            walked[node] = None
            node = above[node]
        if node in walked:
            nodes = list(walked)
            yield nodes[nodes.index(node) :]
        done.update(walked)


def knots(edges: Edges) -> Iterator[set[str]]:
    """Yield each set of nodes that can all reach each other over at least one edge (Tarjan 1972)."""
    number: dict[str, int] = {}
    least: dict[str, int] = {}
    open_nodes: list[str] = []
    is_open: set[str] = set()
    for root in edges:
        waiting = [] if root in number else [(root, iter(edges[root]))]
        while waiting:
            node, onward = waiting[-1]
            if node not in number:
                number[node] = least[node] = len(number)
                open_nodes.append(node)
                is_open.add(node)
            for after in onward:
                if after not in number:
                    waiting.append((after, iter(edges.get(after, ()))))
                    break
                if after in is_open:
                    least[node] = min(least[node], number[after])
            else:
                waiting.pop()
                if waiting:
                    before = waiting[-1][0]
                    least[before] = min(least[before], least[node])
                if least[node] == number[node]:
                    knot = _closed(open_nodes, is_open, node)
                    if len(knot) > 1 or node in edges.get(node, ()):
                        yield knot


def _closed(open_nodes: list[str], is_open: set[str], first: str) -> set[str]:
    """Take the nodes from the first on off the open ones."""
    start = len(open_nodes) - 1
    while open_nodes[start] != first:
        start -= 1
    knot = set(open_nodes[start:])
    del open_nodes[start:]
    is_open -= knot
    return knot


def way(edges: Edges, start: str, end: str) -> list[str]:
    """Return a shortest way of at least one edge between two nodes, both included; empty if there is none."""
    came: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for after in edges.get(node, ()):
            if after not in came:
                came[after] = node
                if after == end:
                    return _back(came, start, end)
                waiting.append(after)
    return []


def in_words(names: Sequence[str], sign: str = "→") -> str:
    """Return a way as text, with the middle of a very long one counted.

    Args:
        names: What it leads through, from its start to its end.
        sign: What stands between two of them.
    """
    if len(names) > LONG:
        half = LONG // 2
        names = [*names[:half], f"({len(names) - 2 * half:,} more)", *names[-half:]]
    return f" {sign} ".join(names)


def _back(came: Mapping[str, str], start: str, end: str) -> list[str]:
    steps = [end, came[end]]
    while steps[-1] != start:
        steps.append(came[steps[-1]])
    return steps[::-1]


class Above:
    """What can be reached from each node of a graph, kept once it has been found unless it is very much."""

    KEPT = 1000
    """Larger sets are not kept: in a circle of all concepts, each reaches all."""

    def __init__(self, edges: Edges) -> None:
        self._edges = edges
        self._found: dict[str, set[str]] = {}

    def __getitem__(self, node: str) -> set[str]:
        """Return every node that can be reached from one over at least one edge."""
        if node not in self._found:
            found: set[str] = set()
            waiting = [node]
            while waiting:
                for after in self._edges.get(waiting.pop(), ()):
                    if after not in found:
                        found.add(after)
                        if after in self._found:
                            found |= self._found[after]
                        else:
                            waiting.append(after)
            if len(found) > self.KEPT:
                return found
            self._found[node] = found
        return self._found[node]


def reached(edges: Edges, start: str) -> set[str]:
    """Return every node that can be reached over at least one edge; the start itself only if it lies on a circle."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for after in edges.get(waiting.pop(), ()):
            if after not in found:
                found.add(after)
                waiting.append(after)
    return found
