"""What the log tells of a batch and of its records: names where it has ids, and mappings by what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..catalogue.logbook import Entry, Logged, changes_of, label_of, last_documents
from ..catalogue.reader import Reader
from ..vocab.naming import mapping_names, names

_ID = re.compile(r"(?<![\w/.-])[a-z][a-z-]*/[A-Za-z0-9](?:[\w.-]*\w)?(?![\w/])")


def summary(reader: Reader, entry: Entry) -> str:
    """Return what a batch was for: its note, or else what the change that all began with did to which record.

    Args:
        reader: The catalogue.
        entry: The batch.
    """
    if entry.note:
        return spoken(reader, entry.note)
    for one in called(reader, changes_of(reader, entry.origin, 0, 1)):
        more = entry.records - 1
        return f"{one.did} {one.label}" + (f" and {more:,} more" if more else "")
    return ""


def spoken(reader: Reader, text: str) -> str:
    """Return a note with names in place of ids: "accept Immigrant (Kenya) ≈ Foreign-born population (shared terms)".

    Args:
        reader: The catalogue.
        text: The note; what looks like an id and is none stays.
    """
    found = logged_names(reader, _ID.findall(text))
    return _ID.sub(lambda one: found.get(one[0], one[0]), text) if found else text


def called(reader: Reader, found: Sequence[Logged]) -> list[Logged]:
    """Return records of a batch with mappings called by what they say; their label is their id.

    Args:
        reader: The catalogue.
        found: The records.
    """
    told = logged_names(reader, [one.record for one in found if one.label == one.record])
    return [one._replace(label=told.get(one.record, one.label)) for one in found]


def logged_names(reader: Reader, ids: Iterable[str]) -> dict[str, str]:
    """Return what records are called, by id; of what is gone, what it was called last by the log.

    Args:
        reader: The catalogue.
        ids: Short ids; of what never was there is no name.
    """
    wanted = list(dict.fromkeys(ids))
    there = names(reader, wanted)
    if len(there) == len(wanted):
        return there
    gone = last_documents(reader, [one for one in wanted if one not in there])
    labels = {one["id"]: label_of(reader, one) for one in gone}
    return there | labels | mapping_names(reader, [one for one in gone if one["id"].startswith("mapping/")])
