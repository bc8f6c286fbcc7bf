"""Statements in and out: reading one of a file, fetching those of many records, revising them after a change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
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


def revised(
    statements: Sequence[Statement], changed: Iterable[tuple[str, Any, Any]], claim: Statement | None, note: str = ""
) -> list[Statement]:
    """Return the statements of a record after fields of it were changed by hand or by a file.

    The new value becomes the chosen one. A field that documents speak of gets it as a claim from outside them, unless
    a claim says where it comes from; what they say stays, but is not chosen any more. What a person said before goes.
    A value that only has more languages or entries than before contradicts nobody: the statements follow it.

    Args:
        statements: What there is.
        changed: The fields that differ: name, value before, value after; None where it is empty.
        claim: Where the new values come from, if that was told.
        note: What the change is for; the reason of the choice if the claim has none.
    """
    kept = list(statements)
    for field, before, value in changed:
        follows = grown(before, value)
        kept = [
            replace(one, value=value) if follows and one.field == field and one.value == before else one
            for one in kept
            if follows or not (one.field == field and one.chosen and one.value != value and by_hand(one))
        ]
        about = [index for index, one in enumerate(kept) if one.field == field and one.value is not None]
        for index in about:
            kept[index] = replace(kept[index], chosen=kept[index].value == value)
        supported = any(kept[index].value == value for index in about)
        if value is not None and (claim or (about and not supported)):
            kept.append(_new(field, value, claim, note))
    return kept


def by_hand(statement: Statement) -> bool:
    """Tell whether a statement about a field is a person's own, with no document behind it."""
    return statement.certainty == "outside" and not statement.document


def grown(before: Any, after: Any) -> bool:
    """Tell whether a value has all that it had, and languages or entries besides."""
    if isinstance(before, dict) and isinstance(after, dict):
        old, new = cast("dict[str, Any]", before), cast("dict[str, Any]", after)
        return all(key in new and (inner == new[key] or grown(inner, new[key])) for key, inner in old.items())
    if isinstance(before, list) and isinstance(after, list):
        entries = cast("list[Any]", after)
        return all(one in entries for one in cast("list[Any]", before))
    return False


def _new(field: str, value: Any, claim: Statement | None, note: str) -> Statement:
    source = claim or Statement("", certainty="outside", date=today())
    reason = source.reason or note or ("" if claim else "Changed by hand.")
    return replace(source, field=field, value=value, chosen=True, reason=reason)


def today() -> str:
    """Return the date of today as a statement has it."""
    return dt.date.today().isoformat()
