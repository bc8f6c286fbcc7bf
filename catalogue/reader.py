"""Reading a catalogue: plain SQL on one connection, and nothing heavier than the standard library.

with Reader.open("orodha.db") as reader:
    for hit in reader.find("work permits"):
        print(hit.id, hit.label)
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

from . import search
from .conditions import as_sql
from .database import Database, connect
from .errors import LOOK_FOR, NotFound, UsageError, did_you_mean, there_are
from .names import is_id
from .pathfinding import Step, shortest
from .precedence import ours_first
from .search import Hit
from .texts import fold

Document = dict[str, Any]


class Link(NamedTuple):
    """One reference, seen from one end.

    ``label`` and ``kind`` are of the record at the other end; empty if it is not in the catalogue.
    """

    field: str
    id: str
    kind: str
    label: str
    incoming: bool


class Change(NamedTuple):
    """One change of one record; before and after are documents with their evidence, None where it was not there."""

    batch: int
    time: str
    author: str
    note: str
    undoes: int | None
    record: str
    before: Document | None
    after: Document | None


class Batch(NamedTuple):
    """One change set in the log, and how many records it changed."""

    id: int
    time: str
    author: str
    note: str
    undoes: int | None
    records: int


class Reader:
    """Read-only questions to one catalogue. Not for two threads at a time; open one for each."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, target: str | Path) -> Reader:
        """Open a catalogue for reading.

        Raises:
            NoCatalogue: There is nothing at the path.
            DatabaseError: It cannot be read.
        """
        return cls(connect(target))

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self.database.close()

    @cached_property
    def meta(self) -> Mapping[str, Any]:
        """The settings of the catalogue: base, title, languages, schema, kinds."""
        return {name: json.loads(value) for name, value in self.database.rows("SELECT name, value FROM meta")}

    @cached_property
    def kinds(self) -> Mapping[str, Mapping[str, Any]]:
        """The declarations in brief: {kind: {"label": field, "fields": {name: brief}}}.

        A brief is shape, label, scheme, obligation, and the kinds that a reference may point to.
        """
        return self.meta["kinds"]

    def check_kind(self, name: str) -> str:
        """Return the name of a kind if there is one.

        Raises:
            UsageError: There is no such kind; the message offers near ones.
        """
        if name not in self.kinds:
            raise UsageError(f"There is no kind of record called {name!r}.", did_you_mean(name, self.kinds))
        return name

    def counts(self) -> dict[str, int]:
        """Return how many records there are of each kind that has any."""
        return dict(self.database.rows("SELECT kind, count(*) FROM record GROUP BY kind ORDER BY kind"))

    def count(self, kind: str, where: Sequence[str] = ()) -> int:
        """Return how many records of a kind satisfy the conditions of ``records``."""
        condition, values = self._where(kind, where)
        return self.database.value(f"SELECT count(*) FROM record WHERE {condition}", values)

    def records(
        self, kind: str, where: Sequence[str] = (), *, limit: int | None = None, offset: int = 0
    ) -> Iterator[Document]:
        """Yield the documents of a kind by label.

        Args:
            kind: Name of the kind.
            where: Conditions that must all hold: ``field=value`` (equal, or in the list; a reference as ``resolve``
                understands it: "holder=DIS"), ``field!=value``, ``field~text`` (contains), ``field=`` (is empty).
            limit: At most so many.
            offset: Leave out so many at the start.

        Raises:
            UsageError: There is no such kind or field.
            NotFound: A condition names a record that is not there.
        """
        condition, values = self._where(kind, where)
        rows = self.database.stream(
            f"SELECT {_COLUMNS} FROM record WHERE {condition} ORDER BY label, key LIMIT ? OFFSET ?",
            [*values, -1 if limit is None else limit, offset],
        )
        return map(_document, rows)

    def keys(self, kind: str, where: Sequence[str] = ()) -> array[int]:
        """Return the keys of the records of a kind by label: what a long list keeps of its rows, 8 bytes each.

        Args:
            kind: Name of the kind.
            where: Conditions, as for ``records``.

        Raises:
            UsageError: There is no such kind or field.
            NotFound: A condition names a record that is not there.
        """
        condition, values = self._where(kind, where)
        sql = f"SELECT json_group_array(key) FROM (SELECT key FROM record WHERE {condition} ORDER BY label, key)"
        return array("q", json.loads(self.database.value(sql, values)))  # half the time of reading rows

    def at(self, keys: Sequence[int]) -> list[Document]:
        """Return the documents with some keys, in their order, without those that are gone."""
        sql = f"SELECT key, {_COLUMNS} FROM record WHERE key IN (SELECT value FROM json_each(?))"
        found = {key: _document(row) for key, *row in self.database.rows(sql, (json.dumps(list(keys)),))}
        return [found[key] for key in keys if key in found]

    def documents(
        self,
        kinds: Sequence[str] = (),
        *,
        order: Literal["id", "iri", "key"] = "id",
        loads: Callable[[str], Any] = json.loads,
    ) -> Iterator[Document]:
        """Yield every document, or those of some kinds, in the order of their ids or IRIs, or as they were made.

        Args:
            kinds: The kinds; all if empty.
            order: By what they are sorted.
            loads: Reads the JSON of a document; those who read them all may give a faster one.
        """
        within = f"WHERE kind IN ({_marks(kinds)})" if kinds else ""
        rows = self.database.stream(f"SELECT {_COLUMNS} FROM record {within} ORDER BY {order}", kinds)
        return (_document(row, loads) for row in rows)

    def some(self, ids: Sequence[str], *, order: Literal["id", "iri"] = "id") -> Iterator[Document]:
        """Yield the documents of those records that there are, in the order of their ids or IRIs."""
        condition = "id IN (SELECT value FROM json_each(?))"
        sql = f"SELECT {_COLUMNS} FROM record WHERE {condition} ORDER BY {order}"
        return map(_document, self.database.stream(sql, (json.dumps(ids),)))

    def get(self, name: str) -> Document:
        """Return a record's document with its id and iri, and what ``names.GENERATED`` lists.

        Args:
            name: Short id or IRI.

        Raises:
            NotFound: There is none; the message offers near ones.
        """
        row = self.database.rows(f"SELECT {_COLUMNS} FROM record WHERE id = ? OR iri = ?", (name, name))
        if row:
            return _document(row[0])
        raise NotFound(f"There is no record {name!r}.", self._near(name))

    def has(self, record_id: str) -> bool:
        """Tell whether there is a record with that short id."""
        return self.database.value("SELECT 1 FROM record WHERE id = ?", (record_id,)) is not None

    def labels(self, ids: Sequence[str]) -> dict[str, str]:
        """Return the labels of those records that there are."""
        return dict(
            self.database.rows(
                "SELECT id, label FROM record WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
            )
        )

    def resolve(self, text: str, kinds: Sequence[str] = (), scheme: str = "") -> str:
        """Return the short id of the record that a person means.

        Understood are short ids, IRIs, slugs, codes and labels, the last three if only one record has them. Of
        concepts of several schemes, that of the publisher's own scheme is meant.

        Args:
            text: What the person wrote.
            kinds: Kinds that it may be; any if empty.
            scheme: Slug of the concept scheme that it must belong to.

        Raises:
            NotFound: Nothing or more than one thing is meant; the message offers near ones.
        """
        found = ours_first(self.database, self._by_name(text, kinds, scheme) or self._by_label(text, kinds, scheme))
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFound(f"{text!r} can mean {', '.join(sorted(found)[:5])}.", "Write the id.")
        raise NotFound(f"There is no {' or '.join(kinds) or 'record'} {text!r}.", self._near(text, kinds, scheme))

    def find(self, text: str, kinds: Sequence[str] = (), limit: int = 20) -> list[Hit]:
        """Return the best hits for a text: every word, each perhaps only begun; misspelt words are corrected."""
        return search.find(self.database, text, kinds, limit)

    def links(self, name: str) -> list[Link]:
        """Return what a record refers to, then what refers to it.

        Raises:
            NotFound: There is no such record.
        """
        record_id = self.get(name)["id"]
        outgoing = self.database.rows(
            "SELECT field, object, coalesce(there.kind, ''), coalesce(there.label, ''), 0 FROM link"
            " JOIN record AS here ON here.key = subject LEFT JOIN record AS there ON there.id = object"
            " WHERE here.id = ? ORDER BY field, object",
            (record_id,),
        )
        incoming = self.database.rows(
            "SELECT field, record.id, kind, label, 1 FROM link JOIN record ON record.key = subject"
            " WHERE object = ? ORDER BY field, label, record.id",
            (record_id,),
        )
        rows = outgoing + incoming
        return [Link(field, other, kind, label, bool(back)) for field, other, kind, label, back in rows]

    def path(self, start: str, end: str, longest: int = 6) -> list[Step]:
        """Return a shortest path between two records over references in either direction; empty if there is none.

        See ``pathfinding.shortest`` for what it leads through.

        Raises:
            NotFound: One of them is not there.
        """
        first, last = self.get(start)["id"], self.get(end)["id"]
        steps = shortest(self.database, first, last, longest)
        labels = self.labels([record for record, _ in steps])
        return [Step(record, labels.get(record, record), field) for record, field in steps]

    def statements(self, name: str) -> list[Document]:
        """Return the sourced claims about a record's fields, as plain mappings with every field of ``Statement``.

        Raises:
            NotFound: There is no such record.
        """
        record_id = self.get(name)["id"]
        rows = self.database.rows(
            f"SELECT {', '.join(f'statement.{one}' for one in _STATEMENT)} FROM statement JOIN record ON key = record"
            " WHERE id = ? ORDER BY position",
            (record_id,),
        )
        found: list[Document] = [dict(zip(_STATEMENT, row, strict=True)) for row in rows]
        for one in found:
            one["value"] = None if one["value"] is None else json.loads(one["value"])
            one["chosen"] = bool(one["chosen"])
        return found

    def log(self, limit: int = 20) -> list[Batch]:
        """Return the newest batches, newest first."""
        rows = self.database.rows(
            "SELECT id, time, author, note, undoes, (SELECT count(*) FROM change WHERE batch = batch.id)"
            " FROM batch ORDER BY id DESC LIMIT ?",
            (limit,),
        )
        return [Batch(*row) for row in rows]

    def history(self, name: str | None = None, batch: int | None = None) -> Iterator[Change]:
        """Yield the changes of a record (newest first) or of a batch (in their order)."""
        if name is not None:
            condition, value, order = "change.record = ?", self._id_in_history(name), "seq DESC"
        else:
            condition, value, order = "change.batch = ?", batch, "seq"
        for row in self.database.stream(
            "SELECT batch.id, time, author, note, undoes, record, before, after FROM change"
            f" JOIN batch ON batch.id = change.batch WHERE {condition} ORDER BY {order}",
            (value,),
        ):
            yield Change(*row[:6], *(None if text is None else json.loads(text) for text in row[6:]))

    def _id_in_history(self, name: str) -> str:
        if self.database.value("SELECT 1 FROM change WHERE record = ? LIMIT 1", (name,)):
            return name  # it may have been deleted
        return self.get(name)["id"]

    def _where(self, kind: str, conditions: Sequence[str]) -> tuple[str, list[Any]]:
        return as_sql(kind, self.kinds[self.check_kind(kind)]["fields"], conditions, self.resolve)

    def _by_name(self, text: str, kinds: Sequence[str], scheme: str) -> list[str]:
        slugs = [f"{kind}/{text}" for kind in kinds or self.kinds if is_id(f"{kind}/{text}")]
        if scheme and is_id(f"concept/{scheme}-{fold(text)}"):
            slugs.append(f"concept/{scheme}-{fold(text)}")
        rows = self.database.rows(
            "SELECT id, kind FROM record WHERE id IN (SELECT value FROM json_each(?)) OR iri = ?",
            (json.dumps([text, *slugs]), text),
        )
        return [record for record, kind in rows if not kinds or kind in kinds]

    def _by_label(self, text: str, kinds: Sequence[str], scheme: str) -> list[str]:
        wanted = fold(text).strip()
        hits = [hit.id for hit in self.find(text, kinds, limit=50) if hit.score >= 0.9]
        rows = self.database.rows(
            "SELECT record.id, code, title FROM record JOIN search_doc USING (key)"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(hits),),
        )
        named = [i for i, *texts in rows if any(wanted == name.strip() for text in texts for name in text.split("\n"))]
        return [i for i in named if not scheme or i.startswith(f"concept/{scheme}-")]

    def _near(self, text: str, kinds: Sequence[str] = (), scheme: str = "") -> str:
        words = text.rpartition("/")[2].rpartition("#")[2].replace("-", " ")
        found = [hit.id for hit in self.find(words, kinds, limit=20)]
        near = [i for i in found if not scheme or i.startswith(f"concept/{scheme}-")][:3]
        if near:
            return f"Did you mean {' or '.join(near)}?"
        if scheme:
            slugs = self.database.rows("SELECT id FROM record WHERE id LIKE ?", (f"concept/{scheme}-%",))
            return there_are((i.removeprefix(f"concept/{scheme}-") for (i,) in slugs), 12)
        return LOOK_FOR


_STATEMENT: tuple[str, ...] = ("field", "value", "document", "place", "certainty", "date", "chosen", "reason")
_COLUMNS = "id, iri, kind, document, version, created, modified"


def _document(row: Sequence[Any], loads: Callable[[str], Any] = json.loads) -> Document:
    record_id, iri, kind, text, version, created, modified = row
    fields = loads(text)
    fields.pop("id")
    fields.pop("iri", None)
    head = {"id": record_id, "iri": iri, "kind": kind}
    return head | fields | {"revision": version, "created": created, "modified": modified}


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
