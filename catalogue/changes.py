"""Changing a catalogue: one ``apply`` for every write, its history, and undoing.

A change set is applied whole or not at all, in one transaction: records, links, search text, statements and history.
Each change may name the version that it was made from; a record that has moved on since is a conflict.
"""

from __future__ import annotations

import datetime as dt
import gc
import getpass
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import Any

import orjson

from .database import Database
from .errors import Conflict, Duplicate, InvalidRecord, NotFound, Problem
from .kinds import Document, kind
from .names import kind_of, kind_word
from .record import Statement
from .texts import DEFAULT_LANGUAGE, fold

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


@dataclass(frozen=True, slots=True)
class _Old:
    key: int
    iri: str
    version: int
    hash: str
    text: str


def apply(database: Database, change_set: ChangeSet) -> Applied:
    """Apply a change set, or nothing of it.

    Raises:
        Conflict: A record is not of the expected version, or an IRI belongs to another record.
        NotFound: A record to delete is not there.
        DatabaseError: The database could not be written to.
    """
    collecting = gc.isenabled()
    gc.disable()  # documents are plain trees: the collector finds nothing in them and costs a third of the time
    try:
        with database.write():
            writer = _Writer(database, change_set)
            for chunk in _chunks(change_set.changes):
                writer.write(chunk)
            return writer.finish()
    finally:
        if collecting:
            gc.enable()


def _chunks(changes: Iterable[Put | Delete]) -> Iterator[list[Put | Delete]]:
    chunk: list[Put | Delete] = []
    for change in changes:
        chunk.append(change)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


class _Writer:
    """Writes the chunks of one change set within its transaction."""

    def __init__(self, database: Database, change_set: ChangeSet) -> None:
        self.database = database
        self.change_set = change_set
        self.applied = Applied()
        self.now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        self.base: str = json.loads(database.value("SELECT value FROM meta WHERE name = 'base'"))
        languages = json.loads(database.value("SELECT value FROM meta WHERE name = 'languages'"))
        self.language: str = (languages or [DEFAULT_LANGUAGE])[0]
        self.key: int = database.value("SELECT coalesce(max(key), 0) FROM record")
        self.batch: int = database.value("SELECT coalesce(max(id), 0) + 1 FROM batch")
        self.seen: set[str] = set()

    def write(self, chunk: list[Put | Delete]) -> None:
        """Write one chunk."""
        ids = [_id(change) for change in chunk]
        self._check_once(ids)
        old = self._old(ids)
        self._check_versions(chunk, old)
        deletes = [change.id for change in chunk if isinstance(change, Delete)]
        puts = [change for change in chunk if isinstance(change, Put)]
        statements = self._statements([was.key for was in old.values()])
        if deletes:
            self._delete(deletes, old, statements)
        if puts:
            self._put(puts, old, statements)

    def finish(self) -> Applied:
        """Write the batch, unless nothing has changed."""
        done = self.applied
        if done.created or done.updated or done.deleted:
            who = self.change_set.author or _user()
            self.database.run(
                "INSERT INTO batch (id, time, author, note, undoes) VALUES (?, ?, ?, ?, ?)",
                (self.batch, self.now, who, self.change_set.note, self.change_set.undoes),
            )
            done.batch, done.time = self.batch, self.now
        return done

    def _check_once(self, ids: Sequence[str]) -> None:
        for record_id in ids:
            if record_id in self.seen:
                raise Conflict(f"{record_id} is changed twice in one change set.", [record_id], "Keep one of them.")
            self.seen.add(record_id)

    def _old(self, ids: Sequence[str]) -> dict[str, _Old]:
        rows = self.database.rows(
            "SELECT id, key, iri, version, hash, document FROM record WHERE id IN (SELECT value FROM json_each(?))",
            (orjson.dumps(ids).decode(),),
        )
        return {row[0]: _Old(*row[1:]) for row in rows}

    def _check_versions(self, chunk: Sequence[Put | Delete], old: Mapping[str, _Old]) -> None:
        missing = [change.id for change in chunk if isinstance(change, Delete) and change.id not in old]
        if missing:
            raise NotFound(f"There is no {missing[0]} to delete.")
        moved: list[str] = []
        for change in chunk:
            found = old[_id(change)].version if _id(change) in old else ABSENT
            if change.expected is not None and change.expected != found:
                moved.append(_id(change))
        if moved and all(isinstance(c, Put) and c.expected == ABSENT for c in chunk if _id(c) in moved):
            raise Conflict(f"Already there: {_listed(moved)}.", moved, "Choose another id, or edit the record.")
        if moved:
            raise Conflict(f"Changed by somebody else since: {_listed(moved)}.", moved)

    def _statements(self, keys: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
        found: dict[int, list[dict[str, Any]]] = {}
        for key, statement in read_statements(self.database, keys):
            found.setdefault(key, []).append(statement)
        return found

    def _delete(
        self, ids: Sequence[str], old: Mapping[str, _Old], statements: Mapping[int, list[dict[str, Any]]]
    ) -> None:
        keys = [(old[i].key,) for i in ids]
        self._forget_search(keys)
        self.database.run_many("DELETE FROM record WHERE key = ?", keys)
        self._log((i, _full(old[i].text, statements.get(old[i].key)), None) for i in ids)
        self.applied.deleted.extend(ids)

    def _put(
        self, puts: Sequence[Put], old: Mapping[str, _Old], statements: Mapping[int, list[dict[str, Any]]]
    ) -> None:
        inserts: list[tuple[Any, ...]] = []
        updates: list[tuple[Any, ...]] = []
        links: list[tuple[int, str, str]] = []
        search: list[tuple[Any, ...]] = []
        evidence: list[tuple[Any, ...]] = []
        moved: list[tuple[int]] = []
        log: list[tuple[str, str | None, str]] = []
        for put in puts:
            document = put.document
            record_id: str = document["id"]
            declared = kind(kind_of(record_id))
            derived = self.base + record_id
            if document.get("iri") == derived:
                document = {name: value for name, value in document.items() if name != "iri"}
            text = _as_json(document)
            digest = content_hash(document)
            was = old.get(record_id)
            had = statements.get(was.key, []) if was else []
            has = had if put.evidence is None else [_statement_document(s) for s in put.evidence]
            if was and was.hash == digest and had == has:
                self.applied.unchanged += 1
                continue
            label = declared.label(document, self.language)
            iri = document.get("iri", derived)
            if was:
                key = was.key
                if iri != was.iri:
                    moved.append((key,))
                updates.append((iri, label, text, digest, was.version + 1, self.now, key))
                self.applied.updated.append(record_id)
            else:
                self.key += 1
                key = self.key
                inserts.append((key, record_id, iri, declared.name, label, text, digest, 1, self.now, self.now))
                self.applied.created.append(record_id)
            links.extend((key, name, target) for name, target in sorted(declared.links(document)))
            code, title, body = declared.search_text(document)
            search.append((key, kind_word(declared.name), fold(code), fold(title), fold(body)))
            evidence.extend(_statement_row(key, position, one) for position, one in enumerate(has))
            log.append((record_id, _full(was.text, had) if was else None, _full(text, has)))
        self._forget([row[-1:] for row in updates])
        self._write_records(inserts, updates, moved)
        self._insert(links, search, evidence)
        self._log(log)

    def _forget(self, keys: Sequence[tuple[int]]) -> None:
        """Take out what hangs on records that are about to be written again."""
        self._forget_search(keys)
        for table, column in (("search_doc", "key"), ("link", "subject"), ("statement", "record")):
            self.database.run_many(f"DELETE FROM {table} WHERE {column} = ?", keys)

    def _forget_search(self, keys: Sequence[tuple[int]]) -> None:
        self.database.run_many(
            "INSERT INTO search_fts (search_fts, rowid, kind, code, title, body)"
            " SELECT 'delete', key, kind, code, title, body FROM search_doc WHERE key = ?",
            keys,
        )

    def _write_records(
        self, inserts: Sequence[tuple[Any, ...]], updates: Sequence[tuple[Any, ...]], moved: Sequence[tuple[int]]
    ) -> None:
        run_many = self.database.run_many
        run_many("UPDATE record SET iri = 'moving:' || key WHERE key = ?", moved)  # records may swap IRIs
        try:
            run_many(
                "UPDATE record SET iri = ?, label = ?, document = ?, hash = ?, version = ?, modified = ? WHERE key = ?",
                updates,
            )
            run_many("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", inserts)
        except Duplicate as error:
            self._find_clash([(row[0], row[-1]) for row in updates] + [(row[2], row[0]) for row in inserts])
            raise error

    def _find_clash(self, claimed: Iterable[tuple[str, int]]) -> None:
        """Say which record has an IRI already that another one claims; pairs of IRI and key."""
        claims = dict[str, int]()
        for iri, key in claimed:
            owner = self.database.value("SELECT id FROM record WHERE iri = ? AND key <> ?", (iri, key))
            if owner or claims.setdefault(iri, key) != key:
                told = f"belongs to {owner} already" if owner else "is given to two records"
                raise Conflict(f"The IRI {iri} {told}.", [owner] if owner else [], "Give each an IRI of its own.")

    def _insert(
        self,
        links: Sequence[tuple[Any, ...]],
        search: Sequence[tuple[Any, ...]],
        evidence: Sequence[tuple[Any, ...]],
    ) -> None:
        run_many = self.database.run_many
        run_many("INSERT INTO link VALUES (?, ?, ?)", links)
        run_many("INSERT INTO search_doc VALUES (?, ?, ?, ?, ?)", search)
        run_many("INSERT INTO search_fts (rowid, kind, code, title, body) VALUES (?, ?, ?, ?, ?)", search)
        run_many("INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", evidence)

    def _log(self, entries: Iterable[tuple[str, str | None, str | None]]) -> None:
        self.database.run_many(
            "INSERT INTO change (batch, record, before, after) VALUES (?, ?, ?, ?)",
            ((self.batch, *entry) for entry in entries),
        )


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
        raise Conflict(f"Batch {batch} cannot be taken back: changed again since: {_listed(ids)}.", ids, advice)
    rows = database.rows(
        "SELECT change.record, before, coalesce(version, 0) FROM change"
        " LEFT JOIN record ON record.id = change.record WHERE batch = ? ORDER BY seq",
        (batch,),
    )
    return ChangeSet([_restore(*row) for row in rows], f"undo {batch}: {note}".rstrip(": "), undoes=batch)


def undone_by(database: Database, batch: int) -> int | None:
    """Return the batch that has taken a batch back and has not been taken back itself."""
    for (by,) in database.rows("SELECT id FROM batch WHERE undoes = ? ORDER BY id DESC", (batch,)):
        if not undone_by(database, by):
            return by
    return None


def last_batch(database: Database) -> int:
    """Return the newest batch that is neither an undo nor taken back.

    Raises:
        NotFound: There is nothing to take back.
    """
    for (batch,) in database.stream("SELECT id FROM batch WHERE undoes IS NULL ORDER BY id DESC"):
        if not undone_by(database, batch):
            return batch
    raise NotFound("There is nothing to undo.")


def _restore(record: str, before: str | None, expected: int) -> Put | Delete:
    if before is None:
        return Delete(record, expected)
    document = orjson.loads(before)
    evidence = [Statement(**statement) for statement in document.pop("evidence", [])]
    return Put(document, evidence, expected)


def read_statements(database: Database, keys: Sequence[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (record key, statement as a plain mapping without its defaults), in order."""
    if not keys:
        return
    for row in database.rows(
        "SELECT record, field, value, document, place, certainty, date, chosen, reason FROM statement"
        " WHERE record IN (SELECT value FROM json_each(?)) ORDER BY record, position",
        (orjson.dumps(list(keys)).decode(),),
    ):
        key, name, value, *rest, chosen, reason = row
        decoded = None if value is None else orjson.loads(value)
        yield key, _statement_document(Statement(name, decoded, *rest, bool(chosen), reason))


def _as_json(document: Document) -> str:
    try:
        return orjson.dumps(document).decode()
    except TypeError as error:
        problem = Problem("", f"holds something that cannot be kept as JSON: {error}")
        raise InvalidRecord(document["id"], [problem]) from None


def content_hash(document: Document) -> str:
    """Return a digest of what a document says, whatever the order of its fields: 32 hexadecimal digits."""
    return blake2b(orjson.dumps(document, option=orjson.OPT_SORT_KEYS), digest_size=16).hexdigest()


def _statement_document(statement: Statement) -> dict[str, Any]:
    plain = {name: value for name, value in asdict(statement).items() if value is not None}
    for name in ("document", "place", "date", "reason"):
        if not plain[name]:
            del plain[name]
    if statement.chosen:
        del plain["chosen"]
    return plain


def _statement_row(key: int, position: int, plain: Mapping[str, Any]) -> tuple[Any, ...]:
    statement = Statement(**plain)
    value = None if statement.value is None else orjson.dumps(statement.value).decode()
    return (
        key,
        position,
        statement.field,
        value,
        statement.document,
        statement.place,
        statement.certainty,
        statement.date,
        statement.chosen,
        statement.reason,
    )


def _full(text: str, statements: list[dict[str, Any]] | None) -> str:
    """Return a document's text with its evidence in it."""
    if not statements:
        return text
    return f'{text[:-1]},"evidence":{orjson.dumps(statements).decode()}}}'


def _id(change: Put | Delete) -> str:
    return change.id if isinstance(change, Delete) else change.document["id"]


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(ids[:3]) + (f" and {len(ids) - 3} more" if len(ids) > 3 else "")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
