"""Records by id and label, as answers name them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..catalogue.reader import Reader
from .counting import CURRENT


class Named(NamedTuple):
    """A record by id and label."""

    id: str
    label: str


class Permission(NamedTuple):
    """An agreement that covers a source, and how far it is."""

    id: str
    label: str
    status: str


def named(reader: Reader, ids: Iterable[str]) -> dict[str, Named]:
    """Return records by id and label; one that is not in the catalogue is called by its id.

    Args:
        reader: The catalogue.
        ids: Short ids or IRIs; empty ones are passed over.
    """
    wanted = sorted({one for one in ids if one})
    labels = reader.labels(wanted)
    return {one: Named(one, labels.get(one, one)) for one in wanted}


def every(reader: Reader, kind: str) -> list[Named]:
    """Return the records of a kind by id and label, in the order of their labels, without those that are not current.

    Args:
        reader: The catalogue.
        kind: Name of the kind.
    """
    sql = f"SELECT id, label FROM record WHERE kind = ? AND {CURRENT} ORDER BY label, id"
    return [Named(*row) for row in reader.database.stream(sql, (kind,))]
