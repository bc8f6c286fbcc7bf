"""Projections of a catalogue onto networkx graphs.

A projection takes some fields or kinds, never the whole catalogue: lookups and joins are SQL, graphs are for clusters
and explanations (``circles`` finds circles without them). Nodes are short ids; an edge has the attribute ``field``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import networkx as nx

from .reader import Reader

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[str]


def project(reader: Reader, fields: Sequence[str] = (), kinds: Sequence[str] = ()) -> Graph:
    """Return the references in some fields, from records of some kinds, as a directed multigraph.

    Args:
        reader: The catalogue.
        fields: Fields that references stand in; every one if empty.
        kinds: Kinds of the records that refer; every one if empty.
    """
    graph: Graph = nx.MultiDiGraph()
    conditions, values = ["1"], [*fields, *kinds]
    if fields:
        conditions.append(f"field IN ({', '.join('?' * len(fields))})")
    if kinds:
        conditions.append(f"kind IN ({', '.join('?' * len(kinds))})")
    for subject, field, target in reader.database.stream(
        "SELECT record.id, field, object FROM link JOIN record ON record.key = subject"
        f" WHERE {' AND '.join(conditions)} ORDER BY record.id, field, object",
        values,
    ):
        graph.add_edge(subject, target, key=field, field=field)
    return graph


def _shortest(graph: nx.Graph[str], start: str, end: str) -> list[str]:
    return nx.shortest_path(graph, start, end)  # pyright: ignore[reportUnknownMemberType]  # overloads half typed


def explain(reader: Reader, start: str, end: str, fields: Sequence[str] = ()) -> list[str]:
    """Return a shortest path between two records over some fields in either direction; empty if there is none."""
    graph = project(reader, fields).to_undirected(as_view=True)
    if start not in graph or end not in graph or not nx.has_path(graph, start, end):
        return []
    return _shortest(graph, start, end)


def single_points(reader: Reader, fields: Sequence[str], kinds: Sequence[str] = ()) -> list[str]:
    """Return the records without which the projection falls apart, by id: sole holders, sole links between groups."""
    graph = nx.Graph(project(reader, fields, kinds))
    return sorted(nx.articulation_points(graph))
