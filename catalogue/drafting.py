"""A record that is being written, before it is saved: by the command line, in a form, or in an editor."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import cast

from .assigning import assign
from .errors import EntryError, InvalidRecord, UsageError
from .kinds import Document, Kind, kind, to_document
from .names import GENERATED
from .naming import Namer
from .reader import Reader


def unnamed(name: str) -> str:
    """Return the id that a new record of a kind has until it has one of its own."""
    return f"{name}/unnamed"


def own_fields(reader: Reader, document: Document) -> Document:
    """Return a document as it is saved: without what the catalogue adds, with an IRI of its own only."""
    ours = document["iri"] == reader.meta["base"] + document["id"]
    added = (*GENERATED, "iri") if ours else GENERATED
    return {name: value for name, value in document.items() if name not in added}


def json_object(text: str) -> Document:
    """Return what a person wrote as a JSON object.

    Raises:
        UsageError: It is none.
    """
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(f"That is no JSON: {error}.", "Nothing was changed.") from None
    if not isinstance(value, dict):
        raise UsageError("That is no JSON object.", 'Write {"field": "value"}.')
    return cast("Document", value)


def merged(document: Document, given: Document) -> Document:
    """Return a document with the fields of a JSON object put in; null takes a field out."""
    both = document | given
    return {field: value for field, value in both.items() if value is not None and field not in GENERATED}


def new_document(reader: Reader, name: str, fields: Sequence[str] | Document) -> Document:
    """Return a new record with an id: the one given, or one made of its name.

    Args:
        reader: The catalogue that it goes to.
        name: Name of its kind.
        fields: Assignments as on a command line, ``id=...`` among them or not; or a JSON object.

    Raises:
        InvalidRecord: It would not be valid.
        UsageError: There is no such kind or field.
    """
    declared = kind(name)
    try:
        if isinstance(fields, dict):
            return named(reader, declared, merged({"id": unnamed(name)}, fields))
        given = [field.removeprefix("id=") for field in fields if field.startswith("id=")]
        others = [field for field in fields if not field.startswith("id=")]
        start = {"id": given[-1] if given else unnamed(name)}
        return named(reader, declared, assign(declared, start, others, reader.resolve))
    except InvalidRecord as error:
        raise InvalidRecord(f"The new {name}", error.problems) from None
    except EntryError as error:
        raise InvalidRecord(f"The new {name}", [error.problem]) from None


def named(reader: Reader, declared: Kind, document: Document) -> Document:
    """Return a valid document as its kind writes it, with an id made of its name if it has none yet.

    Raises:
        InvalidRecord: It is not valid.
        EntryError: It has neither id nor name, or several records could be meant.
    """
    if document["id"] == unnamed(declared.name):
        others = {field: value for field, value in document.items() if field != "id"}
        document = {"id": Namer(reader, declared, set()).id_of(others), **others}
    return to_document(declared.validate(document))
