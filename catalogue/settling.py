"""Settling what documents disagree about: the field takes a value that one gives, and every statement stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .catalogue import valid_document
from .changes import ChangeSet, Put
from .drafting import own_fields
from .errors import NotFound
from .reader import Reader
from .record import Statement


def settled(reader: Reader, record: str, field: str, value: Any, note: str = "") -> ChangeSet:
    """Return the change by which a field takes a value that a statement gives, and the statement is the chosen one.

    What else is said about the field stays, and is not chosen any more.

    Args:
        reader: The catalogue.
        record: Id of the record.
        field: The field, or the path of an entry of it ("coverage.areas").
        value: The value, as a statement has it.
        note: What it is for.

    Raises:
        NotFound: There is no such record, or nothing gives the field that value.
        InvalidRecord: The record would not be valid with it.
    """
    document = reader.get(record)
    said = [Statement(**one) for one in reader.statements(record)]
    if not any(one.field == field and one.value == value for one in said):
        raise NotFound(f"Nothing says that of {field} any more.", "Look at what is said now.")
    kept = [replace(one, chosen=one.value == value) if one.field == field else one for one in said]
    after = _with(own_fields(reader, document), field.split("."), value)
    told = note or f"choose among what documents say: {field} of {document['id']}"
    return ChangeSet([Put(valid_document(after), kept, document["revision"])], told)


def _with(part: dict[str, Any], path: Sequence[str], value: Any) -> dict[str, Any]:
    """Return a document with another value at a path; the document that was given stays as it is."""
    name, *rest = path
    return {**part, name: _with(part.get(name) or {}, rest, value) if rest else value}
