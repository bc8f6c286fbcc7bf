"""Statements in and out: reading one of a file, and fetching those of many records at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal, cast, get_args, get_type_hints

import orjson

from .columns import STATEMENT_FIELDS
from .entry import as_json, as_text, refuse
from .errors import did_you_mean
from .kinds import Kind
from .reader import Reader
from .record import DATE, Statement

CERTAINTIES: tuple[str, ...] = get_args(get_type_hints(Statement)["certainty"])


def read_statement(kind: Kind, entry: Mapping[str, Any]) -> Statement:
    """Return a statement about a record of a kind from a row or JSON object with the fields of ``Statement``.

    Raises:
        EntryError: It is not well-formed.
    """
    given = {name: value for name, value in entry.items() if value is not None and value != ""}
    if unknown := set(given) - set(STATEMENT_FIELDS):
        name = sorted(unknown)[0]
        refuse(f"evidence.{name}", "is no part of a statement", "", did_you_mean(name, STATEMENT_FIELDS))
    about = as_text(given.get("field", ""))
    if about and about.partition(".")[0] not in kind.by_name:
        refuse("field", f"is no field of {kind.name}", about, did_you_mean(about, kind.by_name))
    certainty = as_text(given.get("certainty", "stated")).casefold()
    if certainty not in CERTAINTIES:
        refuse("certainty", "is none of the choices", certainty, did_you_mean(certainty, CERTAINTIES))
    date = as_text(given.get("date", ""))
    if date and not DATE.fullmatch(date):
        refuse("date", "is no date", date, "Write YYYY, YYYY-MM or YYYY-MM-DD.")
    return Statement(
        about,
        given.get("value"),
        _text(given.get("document", "")),
        _text(given.get("place", "")),
        cast("Literal['stated', 'inferred', 'outside']", certainty),
        date,
        _chosen(given.get("chosen", True)),
        _text(given.get("reason", "")),
    )


def read_statements(kind: Kind, entries: Any) -> tuple[Statement, ...]:
    """Return the statements of a JSON list of objects.

    Raises:
        EntryError: It is none, or one of them is not well-formed.
    """
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in cast("list[Any]", entries)):
        refuse("evidence", "is no JSON list of objects", as_text(entries))
    return tuple(read_statement(kind, one) for one in cast("list[dict[str, Any]]", entries))


def value_of_cell(cell: Any) -> Any:
    """Return the value of a statement from a cell: what is JSON is read as such, anything else is text."""
    if not isinstance(cell, str):
        return as_json(cell)
    try:
        return orjson.loads(cell)
    except orjson.JSONDecodeError:
        return cell


def _text(value: Any) -> str:
    return value if isinstance(value, str) else as_text(value)


def _chosen(value: Any) -> bool:
    text = as_text(value).casefold()
    if text not in ("yes", "no", "true", "false", "1", "0"):
        refuse("chosen", "is neither yes nor no", value, "Write yes or no.")
    return text in ("yes", "true", "1")


def statements_of(reader: Reader, ids: Sequence[str]) -> dict[str, list[Statement]]:
    """Return the statements of those of the records that have any, in one query."""
    found: dict[str, list[Statement]] = {}
    columns = ", ".join(f"statement.{name}" for name in STATEMENT_FIELDS)
    for record_id, *values in reader.database.rows(
        f"SELECT record.id, {columns} FROM statement JOIN record ON key = record"
        " WHERE record.id IN (SELECT value FROM json_each(?)) ORDER BY key, position",
        (orjson.dumps(list(ids)).decode(),),
    ):
        row = dict(zip(STATEMENT_FIELDS, values, strict=True))
        row["value"] = None if row["value"] is None else orjson.loads(row["value"])
        row["chosen"] = bool(row["chosen"])
        found.setdefault(record_id, []).append(Statement(**row))
    return found


def plain_statement(statement: Statement) -> dict[str, Any]:
    """Return a statement as JSON data, without what is empty or usual."""
    usual = Statement("")
    return {
        name: value for name, value in asdict(statement).items() if name == "field" or value != getattr(usual, name)
    }
