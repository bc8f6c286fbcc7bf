"""Which concept is meant of several called the same: that of a scheme which the catalogue's publisher keeps."""

from __future__ import annotations

import json
from collections.abc import Sequence

from .database import Database


def ours_first(database: Database, found: Sequence[str]) -> list[str]:
    """Return those of some concepts that are of a scheme whose authority publishes the catalogue; all if none is.

    Args:
        database: The catalogue.
        found: Ids of records; if one is no concept, nothing takes precedence.
    """
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
