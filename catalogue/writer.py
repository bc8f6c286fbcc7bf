"""Writing the changes of one change set into the tables, within its transaction.

What has not changed is not written again: a saved title touches neither links nor statements.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any

import orjson

from .database import Database
from .errors import Conflict, Duplicate, InvalidRecord, NotFound, Problem
from .formats.rdf.superseded import without_superseded
from .kinds import Document, Kind, kind
from .logbook import user as user
from .names import GENERATED, kind_of, kind_word
from .record import Statement
from .texts import DEFAULT_LANGUAGE, fold
from .wording import first_few

if TYPE_CHECKING:
    from .changes import Applied, Delete, Put

Plain = dict[str, Any]
"""A statement as JSON data, without its defaults: how history and exchange files keep it."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Old:
    """A record as it is before the change."""

    key: int
    iri: str
    version: int
    hash: str
    text: str


@dataclass(slots=True)
class _Rows:
    """What is to be written for a chunk of puts, table by table."""

    inserts: list[Row] = field(default_factory=list)
    updates: list[Row] = field(default_factory=list)
    moved: list[tuple[int]] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    stale_links: list[tuple[int]] = field(default_factory=list)
    search: list[Row] = field(default_factory=list)
    stale_search: list[tuple[int]] = field(default_factory=list)
    statements: list[Row] = field(default_factory=list)
    stale_statements: list[tuple[int]] = field(default_factory=list)
    log: list[tuple[str, str | None, str | None]] = field(default_factory=list)


class Writer:
    """Writes the chunks of one change set, and counts in ``applied`` what it does."""

    def __init__(self, database: Database, applied: Applied) -> None:
        self.database = database
        self.applied = applied
        self.now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        base, languages, self.key, self.batch = database.rows(
            "SELECT (SELECT value FROM meta WHERE name = 'base'), (SELECT value FROM meta WHERE name = 'languages'),"
            " (SELECT coalesce(max(key), 0) FROM record), (SELECT coalesce(max(id), 0) + 1 FROM batch)"
        )[0]
        self.base: str = json.loads(base)
        self.language: str = (json.loads(languages) or [DEFAULT_LANGUAGE])[0]
        self.seen: set[str] = set()

    def write(self, puts: Sequence[Put], deletes: Sequence[Delete]) -> None:
        """Write one chunk."""
        expected = {put.document["id"]: put.expected for put in puts} | {one.id: one.expected for one in deletes}
        self._check_once([*(put.document["id"] for put in puts), *(one.id for one in deletes)])
        old = self._old(list(expected))
        _check_versions(expected, old, [one.id for one in deletes])
        had = read_statements(self.database, [was.key for was in old.values()])
        if deletes:
            self._delete([one.id for one in deletes], old, had)
        if puts:
            rows = _Rows()
            for put in puts:
                self._collect(rows, put, old.get(put.document["id"]), had)
            self._put(rows)

    def finish(self, author: str, note: str, undoes: int | None) -> Applied:
        """Write the batch, unless nothing has changed."""
        done = self.applied
        if done.created or done.updated or done.deleted:
            self.database.run(
                "INSERT INTO batch (id, time, author, note, undoes) VALUES (?, ?, ?, ?, ?)",
                (self.batch, self.now, author or user(), note, undoes),
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

    def _delete(self, ids: Sequence[str], old: Mapping[str, _Old], had: Mapping[int, list[Plain]]) -> None:
        keys = [(old[i].key,) for i in ids]
        forget_search(self.database, keys)
        self.database.run_many("DELETE FROM record WHERE key = ?", keys)
        self._log([(i, _full(old[i].text, had.get(old[i].key)), None) for i in ids])
        self.applied.deleted.extend(ids)

    def _collect(self, rows: _Rows, put: Put, was: _Old | None, had_all: Mapping[int, list[Plain]]) -> None:
        """Add what one put needs written to the rows; nothing if the record is as asked already."""
        document = put.document
        record_id: str = document["id"]
        if document.get("iri") == self.base + record_id:
            document = {name: value for name, value in document.items() if name != "iri"}
        if was and "extra" in document:
            document = without_superseded(kind(kind_of(record_id)), orjson.loads(was.text), document)
        digest = content_hash(document)
        had = had_all.get(was.key, []) if was else []
        has = had if put.evidence is None else [plain_statement(one) for one in put.evidence]
        if was and was.hash == digest and had == has:
            self.applied.unchanged += 1
            return
        declared = kind(kind_of(record_id))
        text = _as_json(document)
        iri: str = document.get("iri", self.base + record_id)
        label = declared.label(document, self.language)
        if was:
            key = was.key
            if iri != was.iri:
                rows.moved.append((key,))
            rows.updates.append((iri, label, text, digest, was.version + 1, self.now, key))
            self.applied.updated.append(record_id)
        else:
            self.key = key = self.key + 1
            rows.inserts.append((key, record_id, iri, declared.name, label, text, digest, 1, self.now, self.now))
            self.applied.created.append(record_id)
        _collect_links(rows, declared, key, document, was)
        _collect_search(rows, declared, key, document, was)
        if not was or had != has:
            rows.stale_statements.extend([(key,)] if was else ())
            rows.statements.extend(_statement_row(key, position, one) for position, one in enumerate(has))
        rows.log.append((record_id, _full(was.text, had) if was else None, _full(text, has)))

    def _put(self, rows: _Rows) -> None:
        run_many = self.database.run_many
        forget_search(self.database, rows.stale_search)
        run_many("DELETE FROM search_doc WHERE key = ?", rows.stale_search)
        run_many("DELETE FROM link WHERE subject = ?", rows.stale_links)
        run_many("DELETE FROM statement WHERE record = ?", rows.stale_statements)
        self._write_records(rows)
        _write_derived(self.database, rows)
        run_many("INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows.statements)
        self._log(rows.log)

    def _write_records(self, rows: _Rows) -> None:
        run_many = self.database.run_many
        run_many("UPDATE record SET iri = 'moving:' || key WHERE key = ?", rows.moved)  # records may swap IRIs
        try:
            run_many(
                "UPDATE record SET iri = ?, label = ?, document = ?, hash = ?, version = ?, modified = ? WHERE key = ?",
                rows.updates,
            )
            run_many("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows.inserts)
        except Duplicate as error:
            self._find_clash([(row[0], row[-1]) for row in rows.updates] + [(row[2], row[0]) for row in rows.inserts])
            raise error

    def _find_clash(self, claimed: Iterable[tuple[str, int]]) -> None:
        """Say which record has an IRI already that another one claims; pairs of IRI and key."""
        claims = dict[str, int]()
        for iri, key in claimed:
            owner = self.database.value("SELECT id FROM record WHERE iri = ? AND key <> ?", (iri, key))
            if owner or claims.setdefault(iri, key) != key:
                told = f"belongs to {owner} already" if owner else "is given to two records"
                raise Conflict(f"The IRI {iri} {told}.", [owner] if owner else [], "Give each an IRI of its own.")

    def _log(self, entries: Iterable[tuple[str, str | None, str | None]]) -> None:
        self.database.run_many(
            "INSERT INTO change (batch, record, before, after) VALUES (?, ?, ?, ?)",
            [(self.batch, *entry) for entry in entries],
        )


def _check_versions(expected: Mapping[str, int | None], old: Mapping[str, _Old], deletes: Sequence[str]) -> None:
    missing = [record_id for record_id in deletes if record_id not in old and expected[record_id] is None]
    if missing:
        raise NotFound(f"There is no {missing[0]} to delete.")
    found = {record_id: old[record_id].version if record_id in old else 0 for record_id in expected}
    moved = [i for i, version in expected.items() if version is not None and version != found[i]]
    if moved and all(expected[i] == 0 for i in moved):
        raise Conflict(f"Already there: {first_few(moved)}.", moved, "Choose another id, or edit the record.")
    if moved:
        raise Conflict(f"Changed by somebody else since: {first_few(moved)}.", moved)


def _collect_links(rows: _Rows, declared: Kind, key: int, document: Document, was: _Old | None) -> None:
    links = declared.links(document)
    if was:
        if links == declared.links(orjson.loads(was.text)):
            return
        rows.stale_links.append((key,))
    rows.links.extend((key, name, target) for name, target in sorted(links))


def _collect_search(rows: _Rows, declared: Kind, key: int, document: Document, was: _Old | None) -> None:
    searched = declared.search_text(document)
    if was:
        if searched == declared.search_text(orjson.loads(was.text)):
            return
        rows.stale_search.append((key,))
    rows.search.append((key, kind_word(declared.name), *map(fold, searched)))


def derive_again(database: Database, declared: Kind, language: str) -> None:
    """Make labels, links and search text of a kind's records again, inside ``write()``: its declaration has changed."""
    last = 0
    while found := database.rows(
        "SELECT key, document FROM record WHERE kind = ? AND key > ? ORDER BY key LIMIT 5000", (declared.name, last)
    ):
        rows = _Rows()
        for key, text in found:
            document = orjson.loads(text)
            rows.updates.append((declared.label(document, language), key))
            _collect_links(rows, declared, key, document, None)
            _collect_search(rows, declared, key, document, None)
        keys = [(key,) for key, _ in found]
        forget_search(database, keys)
        database.run_many("DELETE FROM search_doc WHERE key = ?", keys)
        database.run_many("DELETE FROM link WHERE subject = ?", keys)
        database.run_many("UPDATE record SET label = ? WHERE key = ?", rows.updates)
        _write_derived(database, rows)
        last = found[-1][0]


def fill(database: Database, entries: Iterable[tuple[Document, Sequence[Statement]]]) -> None:
    """Write records into a new database as they are: with versions and dates, and without history.

    Args:
        database: It has its tables, and no record.
        entries: The records as ``Reader.documents`` gives them, each with its statements.
    """
    base, languages = database.rows(
        "SELECT (SELECT value FROM meta WHERE name = 'base'), (SELECT value FROM meta WHERE name = 'languages')"
    )[0]
    called = json.loads(base), (json.loads(languages) or [DEFAULT_LANGUAGE])[0]
    numbered = enumerate(entries, 1)
    with database.write():
        while chunk := list(islice(numbered, 1000)):
            rows = _Rows()
            for key, (found, statements) in chunk:
                _collect_as_it_is(rows, key, found, statements, *called)
            database.run_many("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows.inserts)
            _write_derived(database, rows)
            database.run_many("INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows.statements)


def _collect_as_it_is(
    rows: _Rows, key: int, found: Document, statements: Sequence[Statement], base: str, language: str
) -> None:
    declared = kind(found["kind"])
    document = {name: value for name, value in found.items() if name not in GENERATED}
    if found["iri"] == base + found["id"]:
        del document["iri"]
    head = (key, found["id"], found["iri"], declared.name, declared.label(document, language))
    saved = (content_hash(document), found["revision"], found["created"], found["modified"])
    rows.inserts.append((*head, _as_json(document), *saved))
    _collect_links(rows, declared, key, document, None)
    _collect_search(rows, declared, key, document, None)
    told = map(plain_statement, statements)
    rows.statements.extend(_statement_row(key, position, one) for position, one in enumerate(told))


def _write_derived(database: Database, rows: _Rows) -> None:
    database.run_many("INSERT INTO link VALUES (?, ?, ?)", rows.links)
    database.run_many("INSERT INTO search_doc VALUES (?, ?, ?, ?, ?)", rows.search)
    database.run_many("INSERT INTO search_fts (rowid, kind, code, title, body) VALUES (?, ?, ?, ?, ?)", rows.search)


def forget_search(database: Database, keys: Sequence[tuple[int]]) -> None:
    """Take records out of the search index, while ``search_doc`` still has their text."""
    database.run_many(
        "INSERT INTO search_fts (search_fts, rowid, kind, code, title, body)"
        " SELECT 'delete', key, kind, code, title, body FROM search_doc WHERE key = ?",
        keys,
    )


def content_hash(document: Document) -> str:
    """Return a digest of what a document says, whatever the order of its fields: 32 hexadecimal digits."""
    try:
        return blake2b(orjson.dumps(document, option=orjson.OPT_SORT_KEYS), digest_size=16).hexdigest()
    except TypeError as error:
        problem = Problem("", f"holds something that cannot be kept as JSON: {error}")
        raise InvalidRecord(document["id"], [problem]) from None


def _as_json(document: Document) -> str:
    return orjson.dumps(document).decode()


def read_statements(database: Database, keys: Sequence[int]) -> dict[int, list[Plain]]:
    """Return the statements of records by key, in order."""
    found: dict[int, list[Plain]] = {}
    if keys:
        for key, name, value, document, place, certainty, date, chosen, reason in database.rows(
            "SELECT record, field, value, document, place, certainty, date, chosen, reason FROM statement"
            " WHERE record IN (SELECT value FROM json_each(?)) ORDER BY record, position",
            (orjson.dumps(list(keys)).decode(),),
        ):
            decoded = None if value is None else orjson.loads(value)
            one = _plain(name, decoded, document, place, certainty, date, chosen, reason)
            found.setdefault(key, []).append(one)
    return found


def plain_statement(one: Statement) -> Plain:
    """Return a statement as JSON data without its defaults."""
    return _plain(one.field, one.value, one.document, one.place, one.certainty, one.date, one.chosen, one.reason)


def _plain(
    name: str, value: Any, document: str, place: str, certainty: str, date: str, chosen: bool, reason: str
) -> Plain:
    plain: Plain = {"field": name}
    if value is not None:
        plain["value"] = value
    if document:
        plain["document"] = document
    if place:
        plain["place"] = place
    plain["certainty"] = certainty
    if date:
        plain["date"] = date
    if not chosen:
        plain["chosen"] = False
    if reason:
        plain["reason"] = reason
    return plain


def _statement_row(key: int, position: int, plain: Plain) -> Row:
    get = plain.get
    value = orjson.dumps(plain["value"]).decode() if "value" in plain else None
    texts = (get("document", ""), get("place", ""), plain["certainty"], get("date", ""))
    return (key, position, plain["field"], value, *texts, get("chosen", True), get("reason", ""))


def _full(text: str, statements: Sequence[Plain] | None) -> str:
    """Return a document's text with its evidence in it."""
    if not statements:
        return text
    return f'{text[:-1]},"evidence":{orjson.dumps(statements).decode()}}}'
