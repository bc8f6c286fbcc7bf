"""Putting another post or address in the place of one that nobody answers any more, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import orjson

from ..catalogue.changes import ChangeSet, Put
from ..catalogue.errors import UsageError
from ..catalogue.reader import Document, Reader

PLACES = {"source": ("contact",), "agency": ("contacts.post", "contacts.unit", "contacts.email")}
"""The fields that say whom to ask, by kind."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """What becomes of a contact.

    Attributes:
        changes: The records that name it, as they shall be; none if none does.
        statements: Pairs of record and field whose statements name it: documents said so, and that stays.
    """

    changes: ChangeSet
    statements: tuple[tuple[str, str], ...]


def replaced_contact(reader: Reader, old: str, new: str) -> Replaced:
    """Return the changes that put a contact in the place of another.

    Args:
        reader: The catalogue.
        old: An address or post. It may stand within a text, as in "Statistics, stat@example.org", as a whole word;
            capitals do not matter.
        new: What to write in its place.

    Raises:
        UsageError: One of them is empty, or they are the same.
    """
    old, new = old.strip(), new.strip()
    if not old or not new or old == new:
        raise UsageError("There is nothing to replace.", "Write: orodha replace-contact OLD NEW")
    wanted = re.compile(rf"(?<![\w.+@-]){re.escape(old)}(?![\w+@-]|\.\w)", re.IGNORECASE)
    puts: list[Put] = []
    for text, version in reader.database.rows(
        "SELECT document, version FROM record WHERE kind IN ('source', 'agency')"
    ):
        before: Document = orjson.loads(text)
        after = _replaced(before, wanted, new)
        if after != before:
            puts.append(Put(after, None, version))
    return Replaced(ChangeSet(puts, f"replace the contact {old} by {new}"), tuple(_stated(reader, wanted)))


def _replaced(document: Document, wanted: re.Pattern[str], new: str) -> Document:
    result = dict(document)
    for place in PLACES[document["id"].partition("/")[0]]:
        field, _, inner = place.partition(".")
        if field in result and inner:
            result[field] = [_inside(part, inner, wanted, new) for part in result[field]]
        elif field in result:
            result[field] = _words(result[field], wanted, new)
    return result


def _inside(part: Document, inner: str, wanted: re.Pattern[str], new: str) -> Document:
    return {name: _words(value, wanted, new) if name == inner else value for name, value in part.items()}


def _words(value: Any, wanted: re.Pattern[str], new: str) -> Any:
    """Return a text, or each of those in languages, with the new words in the place of the old."""
    if isinstance(value, dict):
        return {key: wanted.sub(lambda _: new, text) for key, text in cast("dict[str, str]", value).items()}
    return wanted.sub(lambda _: new, value)


def _stated(reader: Reader, wanted: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    sql = (
        "SELECT DISTINCT id, field, statement.value FROM statement JOIN record ON key = record"
        " WHERE field IN ('contact', 'contacts') AND statement.value IS NOT NULL ORDER BY id, field"
    )
    for record, field, text in reader.database.rows(sql):
        if wanted.search(text):
            yield record, field
