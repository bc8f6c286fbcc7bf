"""Putting another post or address in the place of one that nobody answers any more, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import orjson

from ..catalogue.changes import ChangeSet, Put
from ..catalogue.errors import UsageError
from ..catalogue.kinds import kinds
from ..catalogue.names import kind_of
from ..catalogue.reader import Document, Reader

CONTACT = "dcat:contactPoint"
"""What fields mean that say whom to ask."""


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
        new: What to write in its place. Where it has the old one in it, and stands there already, that is left.

    Raises:
        UsageError: One of them is empty, or they are the same.
    """
    old, new = old.strip(), new.strip()
    if not old or not new or old == new:
        raise UsageError("There is nothing to replace.", "Write: orodha replace-contact OLD NEW")
    wanted = _pattern(old, new)
    sql = "SELECT document, version FROM record WHERE kind IN (SELECT value FROM json_each(?))"
    places = _places()
    puts: list[Put] = []
    for text, version in reader.database.rows(sql, (orjson.dumps(list(places)).decode(),)):
        before: Document = orjson.loads(text)
        fields = places[kind_of(before["id"])]
        after = {name: _words(value, wanted, new) if name in fields else value for name, value in before.items()}
        if after != before:
            puts.append(Put(after, None, version))
    stated = tuple(_stated(reader, places, wanted, new))
    return Replaced(ChangeSet(puts, f"replace the contact {old} by {new}"), stated)


def _pattern(old: str, new: str) -> re.Pattern[str]:
    """Return what finds a contact as a whole word, and before it the new one if that has it in it, lest it grow."""
    either = f"(?:{re.escape(new)}|{re.escape(old)})" if old.casefold() in new.casefold() else re.escape(old)
    return re.compile(rf"(?<![\w.+@-]){either}(?![\w+@-]|\.\w)", re.IGNORECASE)


def _places() -> dict[str, tuple[str, ...]]:
    """Return the fields that say whom to ask, by kind."""
    found = {
        name: tuple(field.name for field in one.fields if field.means.rdf == CONTACT) for name, one in kinds().items()
    }
    return {name: fields for name, fields in found.items() if fields}


def _words(value: Any, wanted: re.Pattern[str], new: str) -> Any:
    """Return a value with the new words in the place of the old in each of its texts."""
    if isinstance(value, str):
        return wanted.sub(lambda _: new, value)
    if isinstance(value, list):
        before = cast("list[Any]", value)
        found = [_words(one, wanted, new) for one in before]
        if found == before:
            return before
        return [one for at, one in enumerate(found) if one not in found[:at]]  # the new one may be there already
    if isinstance(value, dict):
        return {name: _words(one, wanted, new) for name, one in cast("dict[str, Any]", value).items()}
    return value


def _stated(
    reader: Reader, places: Mapping[str, tuple[str, ...]], wanted: re.Pattern[str], new: str
) -> Iterator[tuple[str, str]]:
    sql = (
        "SELECT DISTINCT id, field, statement.value FROM statement JOIN record ON key = record"
        " WHERE statement.value IS NOT NULL AND kind IN (SELECT value FROM json_each(?)) ORDER BY id, field"
    )
    for record, field, text in reader.database.rows(sql, (orjson.dumps(list(places)).decode(),)):
        named = any(one.group() != new for one in wanted.finditer(text))
        if named and field.partition(".")[0] in places[kind_of(record)]:
            yield record, field
