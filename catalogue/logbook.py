"""The log of changes, a page at a time: its batches, what each changed, and what taking one back would do.

book = Logbook.of(reader)
for entry in book.page(reader, 0, 20):
    print(entry.id, entry.author, entry.note)

The changes of a batch stand together: it is written in one transaction, and nothing is ever taken out of the log. So
how many there are, and any page of them, is found at once, of a million too.
"""

from __future__ import annotations

import getpass
import json
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, cast

from .database import Database
from .errors import NotFound
from .names import kind_of
from .reader import Document, Reader
from .texts import DEFAULT_LANGUAGE, in_language
from .wording import counted, listed

Did = Literal["added", "changed", "deleted"]

LARGE = 100
"""Taking a batch of more records back asks first."""

SEE_LOG = "See them with: orodha log"
"""What is advised where a batch is to be named."""

COUNTED = 20_000
"""So many changes are looked through for how many records they are of."""


class Entry(NamedTuple):
    """One batch in the log.

    Attributes:
        id: Its number.
        time: When, UTC, ISO 8601.
        author: Who.
        note: What for; of what takes something back, that of the change that all began with.
        records: How many records it changed.
        undoes: The batch that it takes back; None of others.
        origin: The change that all began with, where one takes back what takes back; else its own number.
        again: Whether it makes that change again: it takes back what took it back.
        undone: The batch that has taken it back and stands; None if none has.
    """

    id: int
    time: str
    author: str
    note: str
    records: int
    undoes: int | None = None
    origin: int = 0
    again: bool = False
    undone: int | None = None


class Logged(NamedTuple):
    """One record in a batch.

    Attributes:
        seq: The number of the change.
        record: Id of the record.
        label: Its label now; what it was called last if it is gone.
        did: What was done to it.
    """

    seq: int
    record: str
    label: str
    did: Did


class Written(NamedTuple):
    """What was written in some batches.

    Attributes:
        batches: How many batches.
        authors: Who wrote them.
        records: How many records they changed, each counted once; None if they are too many to be looked through.
        only: The batch, if it is one.
    """

    batches: int
    authors: tuple[str, ...]
    records: int | None
    only: Entry | None = None


@dataclass(frozen=True, slots=True)
class Logbook:
    """Batches, newest first.

    Attributes:
        batches: Their numbers.
    """

    batches: array[int]

    @classmethod
    def of(cls, reader: Reader, *, author: str = "", record: str = "", after: int = 0) -> Logbook:
        """Return the batches of the log.

        Args:
            reader: The catalogue.
            author: Only those of this person.
            record: Only those that changed this record, by its id; it may have been deleted.
            after: Only those with a higher number.
        """
        conditions, values = ["id > ?"], list[object]([after])
        if author:
            conditions.append("author = ?")
            values.append(author)
        if record:
            conditions.append("id IN (SELECT batch FROM change WHERE record = ?)")
            values.append(record)
        sql = f"SELECT id FROM batch WHERE {' AND '.join(conditions)} ORDER BY id DESC"
        return cls(array("q", (batch for (batch,) in reader.database.stream(sql, values))))

    def __len__(self) -> int:
        return len(self.batches)

    def page(self, reader: Reader, first: int, count: int) -> list[Entry]:
        """Return so many batches from a row on; fewer at the end."""
        return entries(reader, self.batches[first : first + count])


def entries(reader: Reader, batches: Sequence[int]) -> list[Entry]:
    """Return some batches of the log, in their order, without those that never were."""
    rows = reader.database.rows(
        "SELECT id, time, author, note, undoes FROM batch WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(batches)),),
    )
    found = {row[0]: _entry(reader.database, *row) for row in rows}
    return [found[one] for one in batches if one in found]


def entry_of(reader: Reader, batch: int) -> Entry:
    """Return a batch of the log.

    Raises:
        NotFound: There is none of that number.
    """
    for entry in entries(reader, [batch]):
        return entry
    raise NotFound(f"There is no batch {batch}.", SEE_LOG)


def _entry(database: Database, batch: int, time: str, author: str, note: str, undoes: int | None) -> Entry:
    origin, again = batch, True
    above = undoes
    while above is not None:
        origin, again = above, not again
        note, above = database.rows("SELECT note, undoes FROM batch WHERE id = ?", (above,))[0]
    first, last = _place(database, batch)
    by = undone_by(database, batch)
    return Entry(batch, time, author, note, last - first + 1, undoes, origin, again and undoes is not None, by)


def _place(database: Database, batch: int) -> tuple[int, int]:
    """Return the numbers of the first and last change of a batch; 1 and 0 if it has none."""
    [(first, last)] = database.rows(
        "SELECT (SELECT min(seq) FROM change WHERE batch = ?1), (SELECT max(seq) FROM change WHERE batch = ?1)",
        (batch,),
    )
    return (1, 0) if first is None else (first, last)


def changes_of(reader: Reader, batch: int, first: int = 0, count: int = 256) -> list[Logged]:
    """Return so many of the changes of a batch, from one on, in their order.

    Args:
        reader: The catalogue.
        batch: Number of the batch.
        first: How many are left out at the start.
        count: At most so many.
    """
    start = _place(reader.database, batch)[0] + first
    rows = reader.database.rows(
        "SELECT seq, change.record, record.label, before IS NULL, after IS NULL,"
        " CASE WHEN label IS NULL THEN coalesce(after, before) END"
        " FROM change LEFT JOIN record ON record.id = change.record"
        " WHERE seq >= ? AND seq < ? AND batch = ? ORDER BY seq",
        (start, start + count, batch),
    )
    return [
        Logged(
            seq,
            record,
            label or label_of(reader, json.loads(text)),
            "added" if new else "deleted" if gone else "changed",
        )
        for seq, record, label, new, gone, text in rows
    ]


def last_documents(reader: Reader, ids: Sequence[str]) -> list[Document]:
    """Return what records were at last by the log, whether they are still there or not; those it does not know not.

    Args:
        reader: The catalogue.
        ids: Short ids.
    """
    rows = reader.database.rows(
        "SELECT coalesce(after, before), max(seq) FROM change WHERE record IN (SELECT value FROM json_each(?))"
        " GROUP BY record",
        (json.dumps(list(ids)),),
    )
    return [json.loads(text) for text, _ in rows]


def label_of(reader: Reader, document: Document) -> str:
    """Return what a record is called by its document, as the log has it; its id if it has no label."""
    value = document.get(reader.kinds.get(kind_of(document["id"]), {}).get("label", ""))
    if isinstance(value, dict):
        return in_language(cast("dict[str, str]", value), DEFAULT_LANGUAGE)
    return value or document["id"]


def change_of_record(reader: Reader, batch: int, record: str) -> Logged | None:
    """Return what a batch did to one record; None if nothing."""
    sql = "SELECT seq FROM change WHERE record = ? AND batch = ?"
    for (seq,) in reader.database.rows(sql, (record, batch)):
        return changes_of(reader, batch, seq - _place(reader.database, batch)[0], 1)[0]
    return None


def states(reader: Reader, seqs: Sequence[int]) -> dict[int, tuple[Document | None, Document | None]]:
    """Return what records were before and after some changes, by the numbers of the changes; None: was not there."""
    rows = reader.database.rows(
        "SELECT seq, before, after FROM change WHERE seq IN (SELECT value FROM json_each(?))",
        (json.dumps(list(seqs)),),
    )
    return {seq: (_read(before), _read(after)) for seq, before, after in rows}


def _read(text: str | None) -> dict[str, Any] | None:
    return None if text is None else json.loads(text)


def taking_back(reader: Reader, batch: int) -> str:
    """Return what taking a batch back does to how many records: "3 records deleted and 1 record changed back"."""
    [(count, added, deleted)] = reader.database.rows(
        "SELECT count(*), coalesce(sum(before IS NULL), 0), coalesce(sum(after IS NULL), 0) FROM change"
        " WHERE batch = ?",
        (batch,),
    )
    kinds = ((added, "deleted"), (deleted, "restored"), (count - added - deleted, "changed back"))
    return listed([f"{counted(number, 'record')} {done}" for number, done in kinds if number])


def undone_by(database: Database, batch: int) -> int | None:
    """Return the batch that has taken a batch back and has not been taken back itself."""
    for (by,) in database.rows("SELECT id FROM batch WHERE undoes = ? ORDER BY id DESC", (batch,)):
        if not undone_by(database, by):
            return by
    return None


def last_batch(database: Database) -> int:
    """Return the newest batch that is neither an undo nor taken back, nor what the catalogue began with.

    Raises:
        NotFound: There is nothing to take back.
    """
    first = database.value("SELECT value FROM meta WHERE name = 'starter_batch'") or "0"
    for (batch,) in database.stream("SELECT id FROM batch WHERE undoes IS NULL ORDER BY id DESC"):
        if batch != int(first) and not undone_by(database, batch):
            return batch
    raise NotFound("There is nothing to undo.", f"A batch can be named. {SEE_LOG}")


def newest(database: Database) -> int:
    """Return the number of the newest batch; 0 if there is none."""
    return database.value("SELECT max(id) FROM batch") or 0


def written_since(reader: Reader, after: int, until: int, without: Sequence[int] = ()) -> Written | None:
    """Return what was written in the batches from one on; None if there are none.

    Args:
        reader: The catalogue.
        after: Only batches with a higher number.
        until: The last batch that counts.
        without: Batches that do not.
    """
    database, theirs = reader.database, "id > ? AND id <= ? AND id NOT IN (SELECT value FROM json_each(?))"
    values = (after, until, json.dumps(list(without)))
    [(batches, last)] = database.rows(f"SELECT count(*), max(id) FROM batch WHERE {theirs}", values)
    if batches == 0:
        return None
    if batches == 1:
        [entry] = entries(reader, [last])
        return Written(1, (entry.author,), entry.records, entry)
    authors = database.rows(f"SELECT author FROM batch WHERE {theirs} GROUP BY author ORDER BY max(id) DESC", values)
    [(changes, records)] = database.rows(
        "SELECT count(*), count(DISTINCT record) FROM (SELECT record FROM change WHERE batch IN"
        f" (SELECT id FROM batch WHERE {theirs}) LIMIT {COUNTED + 1})",
        values,
    )
    return Written(batches, tuple(author for (author,) in authors), None if changes > COUNTED else records)


def noting(database: Database) -> Callable[[], list[int]]:
    """Note from now on which batches a connection writes; return what tells them."""
    database.run("CREATE TEMP TABLE noted (batch INTEGER NOT NULL)")
    database.run("CREATE TEMP TRIGGER noting AFTER INSERT ON main.batch BEGIN INSERT INTO noted VALUES (new.id); END")
    return lambda: [batch for (batch,) in database.rows("SELECT batch FROM noted")]


def user() -> str:
    """Return the name of the user of the machine; "unknown" if it has none."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # Windows without a name looks for a module that it has not
        return "unknown"
