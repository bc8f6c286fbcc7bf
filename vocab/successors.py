"""What stands in for a record that is superseded, to the last; plain SQL, so that a lookup stays quick."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..catalogue.reader import Reader

DEPRECATED = ("superseded", "retired")
"""Registration statuses of what is not to be used any more; see ``catalogue.record.Registration``."""

CURRENT = f"coalesce(json_extract(record.document, '$.registration'), '') NOT IN {DEPRECATED!r}"
"""That a row of ``record`` stands, in SQL: none that is superseded or retired counts anywhere."""


def is_deprecated(document: Mapping[str, Any]) -> bool:
    """Tell whether a record is not to be used any more."""
    return document.get("registration") in DEPRECATED


def successor(reader: Reader, name: str) -> list[str]:
    """Return what stands in for a record: its successor, that one's own, and so on to the last.

    Args:
        reader: The catalogue.
        name: Short id or IRI of the record.

    Returns:
        Short ids, nearest first; an IRI at the end if the last is in no catalogue of ours. Empty if nothing stands in
        for it. A chain that comes back to itself ends before it does.

    Raises:
        NotFound: There is no such record.
    """
    start = reader.get(name)["id"]

    def following(record: str) -> str | None:
        sql = "SELECT json_extract(document, '$.replaced_by') FROM record WHERE id = ?"
        after = reader.database.value(sql, (record,))
        return None if after is None else str(reader.database.value(_BY_IRI, (after,)) or after)

    return chain(start, following)


_BY_IRI = "SELECT id FROM record WHERE iri = ?"


def chain(start: str, following: Callable[[str], str | None]) -> list[str]:
    """Return what follows a thing, one after the other, until nothing does or one comes back.

    Args:
        start: Where to begin; not part of the answer.
        following: Gives the next, or None.
    """
    found = {start: None}
    after = following(start)
    while after is not None and after not in found:
        found[after] = None
        after = following(after)
    return list(found)[1:]


def deprecated_among(reader: Reader, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return those of some records that are not to be used any more: registration and replaced_by, by short id."""
    rows = reader.database.rows(
        "SELECT id, json_extract(document, '$.registration'), json_extract(document, '$.replaced_by') FROM record"
        " WHERE id IN (SELECT value FROM json_each(?))"
        " AND json_extract(document, '$.registration') IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)), json.dumps(DEPRECATED)),
    )
    return {record: {"registration": status, "replaced_by": after} for record, status, after in rows}
