"""The shortest way from one record to another over references in either direction."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from .database import Database

HUB = 60
"""A record with more references than this, to it and from it, explains little on a path."""

_MOST = 5000
"""References of one record that are followed at most."""


class Step(NamedTuple):
    """One record on a path, and the field that led to it from the one before ("<-holder" against its direction)."""

    id: str
    label: str
    by: str


def shortest(database: Database, first: str, last: str, longest: int) -> list[tuple[str, str]]:
    """Return the records of a shortest path, each with the field that led to it; empty if there is none.

    Records that very many others refer to (a country, say) explain little: it leads through them only if nothing else
    does.

    Args:
        database: The catalogue.
        first: Id of the record that it begins with.
        last: Id of the record that it ends with.
        longest: Its most references.
    """
    came = _search(database, first, last, longest, HUB) or _search(database, first, last, longest, None)
    steps: list[tuple[str, str]] = []
    here = last if came else ""
    while here:
        before, field = came[here]
        steps.append((here, field))
        here = before
    return steps[::-1]


def _search(database: Database, first: str, last: str, longest: int, hub: int | None) -> dict[str, tuple[str, str]]:
    """Return how each record was come to (from which, by which field), empty if the last was not; not through hubs."""
    came: dict[str, tuple[str, str]] = {first: ("", "")}
    waiting = deque([(first, 0)])
    while waiting and last not in came:
        here, far = waiting.popleft()
        around = _around(database, here) if far < longest else []
        if hub is not None and len(around) > hub and here != first:
            continue
        for field, other in around:
            if other not in came:
                came[other] = (here, field)
                waiting.append((other, far + 1))
    return came if last in came else {}


def _around(database: Database, record_id: str) -> list[tuple[str, str]]:
    return database.rows(
        "SELECT field, object FROM link JOIN record ON key = subject WHERE id = ?1"
        " UNION ALL SELECT '<-' || field, id FROM link JOIN record ON key = subject WHERE object = ?1"
        f" ORDER BY 2 LIMIT {_MOST}",
        (record_id,),
    )
