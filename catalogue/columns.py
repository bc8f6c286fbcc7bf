"""The columns of a table of records, by declaration: what each is called, and what a record has in it.

A field is a column; a text in languages is one column a language (``title:en``); a part has a table of its own
(``agency.contacts``), where the table's format can have more than one, and else a cell of JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, cast

import orjson

from .entry import join
from .kinds import Document, Field, Kind, fields_of
from .names import GENERATED
from .record import Statement

ID = "id"
EVIDENCE = "evidence"
HELP = "help"
"""The sheet of a template that explains it; reading leaves it out."""

PROBLEM = "problem"
"""The column of a file of rejected rows that says what is wrong; reading leaves it out."""

KIND = "kind"
"""The column of a CSV file of rejected rows that says what they are; no field is called so."""

STATEMENT_FIELDS = tuple(one.name for one in fields(Statement))
SAFE_INTEGER = 10**15
"""Spreadsheets keep whole numbers below this one exactly; others are written as text."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a field, or one language of it."""

    field: Field
    language: str = ""

    @property
    def header(self) -> str:
        """What stands above it: "holder", "title:en"."""
        return f"{self.field.name}:{self.language}" if self.language else self.field.name

    def cell(self, document: Mapping[str, Any]) -> str | int | float:
        """Return what a record or part has in this column, so that ``entry.read`` gives it back; "" if nothing."""
        value = document.get(self.field.name)
        if self.language and value is not None:
            value = value.get(self.language)
        return "" if value is None else _cell(self.field, value)


def _cell(field: Field, value: Any) -> str | int | float:
    if field.shape in ("part", "map"):
        return orjson.dumps(value).decode()
    if isinstance(value, list):
        return join([str(_cell(field, one)) for one in cast("list[Any]", value)])
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return value if abs(value) < SAFE_INTEGER else str(value)
    if isinstance(value, float):
        return value if float(f"{value:.15g}") == value and abs(value) < SAFE_INTEGER else repr(value)
    return value


def child_fields(kind: Kind) -> tuple[Field, ...]:
    """Return the fields that have a table of their own."""
    return tuple(field for field in kind.fields if field.part)


def child_name(kind: Kind, field: Field) -> str:
    """Return what the table of a part is called: "agency.contacts"."""
    return f"{kind.name}.{field.name}"


def columns_of(declared: Iterable[Field], languages: Sequence[str], used: Languages | None = None) -> list[Column]:
    """Return the columns of fields in their order.

    Args:
        declared: The fields.
        languages: The languages that every text has a column for.
        used: More languages of some fields.
    """
    found: list[Column] = []
    for field in declared:
        if field.shape in ("lang", "langs"):
            more = sorted((used or {}).get(field.name, set()) - set(languages))
            found.extend(Column(field, tag) for tag in (*languages, *more))
        else:
            found.append(Column(field))
    return found


def part_columns(field: Field, languages: Sequence[str], used: Languages | None = None) -> list[Column]:
    """Return the columns of the table of a part, without the id of the record."""
    return columns_of(fields_of(field.part), languages, used) if field.part else []


Languages = dict[str, set[str]]
"""Language tags that occur, by field."""


def note_languages(declared: Iterable[Field], document: Mapping[str, Any], used: Languages) -> None:
    """Add the languages that a document's texts are in to those that are known."""
    for field in declared:
        if field.shape in ("lang", "langs") and (value := document.get(field.name)):
            used.setdefault(field.name, set()).update(value)


def statement_cells(record_id: str, statement: Mapping[str, Any]) -> list[str]:
    """Return a statement as a row of the table ``evidence``: the id of the record, then the statement's fields."""
    row = [record_id]
    for name in STATEMENT_FIELDS:
        value = statement.get(name, True if name == "chosen" else None)
        row.append(_statement_value(value) if name == "value" else _flag(value))
    return row


def _flag(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value or "")


def _statement_value(value: Any) -> str:
    """Write a text as it is, if it cannot be taken for JSON, and anything else as JSON."""
    if value is None:
        return ""
    if isinstance(value, str) and value == value.strip() and value and not _is_json(value):
        return value
    return orjson.dumps(value).decode()


def _is_json(text: str) -> bool:
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return False
    return True


def plain_document(document: Document, base: str) -> Document:
    """Return a document's own fields: without its evidence, generated ones, and an IRI that follows from its id."""
    own = {name: value for name, value in document.items() if name not in GENERATED and name != EVIDENCE}
    if own.get("iri") == base + own["id"]:
        del own["iri"]
    return own
