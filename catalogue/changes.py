"""Changing a catalogue: one ``apply`` for every write, its history, and undoing.

A change set is applied whole or not at all, in one transaction: records, links, search text, statements and history.
Each change may name the version that it was made from; a record that has moved on since is a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import orjson

from .database import Database
from .errors import Conflict, NotFound
from .kinds import Document
from .logbook import last_batch as last_batch
from .logbook import undone_by as undone_by
from .record import Statement
from .uncollected import uncollected
from .wording import first_few
from .writer import Writer

ABSENT = 0
"""As an expected version: the record must not be there yet."""

CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Put:
    """A record as it shall be.

    Attributes:
        document: The whole document, valid for its kind.
        evidence: Its statements; None keeps those that it has.
        expected: The version it was made from; ``ABSENT`` if it is new; None whatever is there.
    """

    document: Document
    evidence: Sequence[Statement] | None = None
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """A record that shall be there no more."""

    id: str
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes that belong together.

    Attributes:
        changes: Puts and deletes; a record at most once.
        note: What it is for, in words.
        author: Who; the user of the machine if empty.
        undoes: The batch that it takes back.
    """

    changes: Iterable[Put | Delete]
    note: str = ""
    author: str = ""
    undoes: int | None = None


@dataclass(slots=True)
class Applied:
    """What became of a change set.

    Attributes:
        batch: Number of the batch in the log; None if nothing differed from what was there.
        created: Short ids of new records.
        updated: Short ids of changed records.
        deleted: Short ids of deleted records.
        unchanged: How many records were as asked already.
        time: When, UTC, ISO 8601; "" if nothing differed.
    """

    batch: int | None = None
    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    unchanged: int = 0
    time: str = ""


def apply(database: Database, change_set: ChangeSet) -> Applied:
    """Apply a change set, or nothing of it.

    Raises:
        Conflict: A record is not of the expected version, or an IRI belongs to another record.
        NotFound: A record to delete is not there.
        DatabaseError: The database could not be written to.
    """
    with uncollected(), database.write():
        writer = Writer(database, Applied())
        for chunk in _chunks(change_set.changes):
            puts = [change for change in chunk if isinstance(change, Put)]
            writer.write(puts, [change for change in chunk if isinstance(change, Delete)])
        return writer.finish(change_set.author, change_set.note, change_set.undoes)


def _chunks(changes: Iterable[Put | Delete]) -> Iterator[list[Put | Delete]]:
    waiting = iter(changes)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


def inverse(database: Database, batch: int) -> ChangeSet:
    """Return the change set that takes a batch back.

    Raises:
        NotFound: There is no such batch.
        Conflict: A record was changed again since, or the batch was taken back already.
    """
    note = database.value("SELECT note FROM batch WHERE id = ?", (batch,))
    if note is None:
        raise NotFound(f"There is no batch {batch}.", "See them with: orodha log")
    if by := undone_by(database, batch):
        raise Conflict(f"Batch {batch} was taken back by batch {by} already.", [], f"Redo it with: orodha undo {by}")
    moved = database.rows(
        "SELECT record FROM change AS this WHERE batch = ? AND after IS NOT"
        " (SELECT after FROM change WHERE record = this.record ORDER BY seq DESC LIMIT 1)",
        (batch,),
    )
    if moved:
        ids = [record for (record,) in moved]
        advice = f"See what happened with: orodha log {ids[0]}"
        raise Conflict(f"Batch {batch} cannot be taken back: changed again since: {first_few(ids)}.", ids, advice)
    rows = database.rows(
        "SELECT change.record, before, coalesce(version, 0) FROM change"
        " LEFT JOIN record ON record.id = change.record WHERE batch = ? ORDER BY seq",
        (batch,),
    )
    return ChangeSet([_restore(*row) for row in rows], f"undo {batch}: {note}".rstrip(": "), undoes=batch)


def _restore(record: str, before: str | None, expected: int) -> Put | Delete:
    if before is None:
        return Delete(record, expected)
    document = orjson.loads(before)
    evidence = [Statement(**statement) for statement in document.pop("evidence", [])]
    return Put(document, evidence, expected)
