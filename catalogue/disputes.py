"""What statements say about the same field, and where documents disagree; with nothing heavier than a reader."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from .reader import Document, Reader


def disagreements(statements: Sequence[Document]) -> dict[str, list[Document]]:
    """Return the statements about those fields that get more than one value, a document's among them, by field.

    Args:
        statements: Those about one record, as ``Reader.statements`` has them.
    """
    by_field: dict[str, list[Document]] = {}
    for statement in statements:
        if statement["field"]:
            by_field.setdefault(statement["field"], []).append(statement)
    return {
        field: found
        for field, found in by_field.items()
        if len({_key(one["value"]) for one in found}) > 1 and any(one["document"] for one in found)
    }


def by_value(statements: Sequence[Document]) -> Iterator[list[Document]]:
    """Yield the statements about one field that claim the same, the chosen ones first."""
    groups: dict[tuple[bool, str], list[Document]] = {}
    for one in statements:
        groups.setdefault((not one["chosen"], _key(one["value"])), []).append(one)
    for key in sorted(groups, key=lambda key: key[0]):
        yield groups[key]


def disputes(reader: Reader) -> Iterator[dict[str, Any]]:
    """Yield every field of every record about which documents disagree, by id.

    Yields:
        id, field, and values: a list of {value, chosen, documents}, the chosen ones first.
    """
    for record, field, values in reader.database.rows(
        "SELECT record.id, field, json_group_array(json_array(chosen, json(value), statement.document))"
        " FROM statement JOIN record ON key = record WHERE field <> '' AND value IS NOT NULL GROUP BY record, field"
        " HAVING count(DISTINCT value) > 1 AND max(statement.document) <> '' ORDER BY record.id, field"
    ):
        found: dict[str, dict[str, Any]] = {}
        for chosen, value, document in json.loads(values):
            one = found.setdefault(_key(value), {"value": value, "chosen": False, "documents": []})
            one["chosen"] = one["chosen"] or bool(chosen)
            if document and document not in one["documents"]:
                one["documents"].append(document)
        if len(found) > 1:
            yield {"id": record, "field": field, "values": sorted(found.values(), key=lambda one: not one["chosen"])}


def _key(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
