"""What statements say about the same field, and where documents disagree; with nothing heavier than a reader."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from .reader import Document, Reader


class Settlement(NamedTuple):
    """Who chose among what documents say about a field, after they were taken in, and when: UTC, ISO 8601."""

    by: str
    time: str


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


def settlements(reader: Reader, record: str, statements: Sequence[Document]) -> dict[str, Settlement]:
    """Return by whom disagreements about a record were settled, by field; those that are open are left out.

    A disagreement is settled by a change after which another claim is the chosen one. It is open again once a document
    says something else, or the change is taken back.

    Args:
        reader: The catalogue.
        record: Id of the record.
        statements: Those about it, as ``Reader.statements`` has them.
    """
    open_still = set(disagreements(statements))
    found: dict[str, Settlement] = {}
    undone: set[int] = set()
    for change in reader.history(record) if open_still else ():
        if change.batch in undone:
            continue
        if change.undoes is not None:
            undone.add(change.undoes)
            continue
        if change.before is None or change.after is None or not open_still:
            break
        for field in sorted(open_still):
            old, new = (_about(field, one.get("evidence", ())) for one in (change.before, change.after))
            chosen, said = _claims(new, chosen=True) - _claims(old, chosen=True), _claims(new) - _claims(old)
            if _without_values(old) == _without_values(new) or not (chosen or said):
                continue  # the same, or more languages of it
            open_still.discard(field)
            if old and chosen:
                found[field] = Settlement(change.author, change.time)
    return found


def _about(field: str, evidence: Sequence[Document]) -> list[Document]:
    return [one for one in evidence if one["field"] == field]


def _claims(statements: Sequence[Document], *, chosen: bool = False) -> set[tuple[str, str]]:
    """Return what is claimed, and by which document; if told so only what is chosen."""
    kept = [one for one in statements if one.get("chosen", True) or not chosen]
    return {(_key(one.get("value")), one.get("document", "")) for one in kept}


def _without_values(statements: Sequence[Document]) -> list[Document]:
    return [{name: value for name, value in one.items() if name != "value"} for one in statements]


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
        id, field, values: a list of {value, chosen, documents}, the chosen ones first; and settled: {by, time}, or None
        as long as it is open.
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
            values = sorted(found.values(), key=lambda one: not one["chosen"])
            settled = settlements(reader, record, reader.statements(record)).get(field)
            yield {"id": record, "field": field, "values": values, "settled": settled and settled._asdict()}


def _key(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
