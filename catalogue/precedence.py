"""Which record is meant of several called the same: what took another's place, and the publisher's own concept."""

from __future__ import annotations

import json
from collections.abc import Sequence

from .database import Database


def ours_first(database: Database, found: Sequence[str]) -> list[str]:
    """Return those of some concepts that are of a scheme whose authority publishes the catalogue; all if none is.

    What another one of them was replaced by is meant, and not that other one.

    Args:
        database: The catalogue.
        found: Ids of records; if one is no concept, no scheme takes precedence.
    """
    found = found if len(found) < 2 else _without_replaced(database, found)
    if len(found) < 2 or not all(one.startswith("concept/") for one in found):
        return list(found)
    rows = database.rows(
        "SELECT DISTINCT concept.id FROM json_each(?) AS wanted JOIN record AS concept ON concept.id = wanted.value"
        " JOIN link AS within ON within.subject = concept.key AND within.field = 'scheme'"
        " JOIN record AS list ON list.id = within.object"
        " JOIN link AS kept ON kept.subject = list.key AND kept.field = 'authority'"
        " JOIN meta ON meta.name = 'publisher' AND meta.value = json_quote(kept.object)",
        (json.dumps(list(found)),),
    )
    return [one for (one,) in rows] or list(found)


def _without_replaced(database: Database, found: Sequence[str]) -> list[str]:
    """Leave out what is replaced by another one of some records."""
    rows = database.rows(
        "SELECT id FROM record WHERE id IN (SELECT value FROM json_each(?1))"
        " AND json_extract(document, '$.replaced_by') IN (SELECT value FROM json_each(?1))",
        (json.dumps(list(found)),),
    )
    replaced = {one for (one,) in rows}
    return [one for one in found if one not in replaced] or list(found)
