"""Long lists: the keys of all their rows at once, the records a page at a time.

listing = Listing.of(reader, "source")
for document in listing.narrowed(reader, "work permits").page(reader, 0, 20):
    print(document["id"])

Half a million keys take 4 MB; the records stay in the database.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import search
from .reader import Document, Reader

Chosen = Mapping[str, Collection[str]]
"""Values that records are to have, by field: one of them in every field; "" stands for an empty field.

They are written as in documents, true and false as "yes" and "no".
"""

RANKED = 200
"""A list that is narrowed to so many rows or fewer is put in the order of how well they answer."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The records of a kind that satisfy conditions, in their order.

    Attributes:
        kind: Name of the kind.
        keys: The keys of its records, by label.
    """

    kind: str
    keys: array[int]

    @classmethod
    def of(cls, reader: Reader, kind: str, where: Sequence[str] = ()) -> Listing:
        """Return the list of a kind; see ``Reader.keys``."""
        with reader.database.read_once():
            return cls(kind, reader.keys(kind, where))

    def __len__(self) -> int:
        return len(self.keys)

    def page(self, reader: Reader, first: int, count: int) -> list[Document]:
        """Return so many records from a row on; fewer at the end, or where some are gone by now."""
        return reader.at(self.keys[first : first + count])

    def narrowed(self, reader: Reader, text: str, counted: Callable[[int], object] | None = None) -> Listing:
        """Return those of the list that have every word of a text; the whole list for a text without words.

        Up to ``RANKED`` of them stand by how well they answer, more by label.

        Args:
            reader: The catalogue.
            text: The words.
            counted: Is told how many records of the kind have them, before they are put in order.

        Raises:
            DatabaseError: The search was interrupted: ``reader.database.interrupt()`` from another thread.
        """
        if not search.parse(text).words:
            return self
        found = search.every(reader.database, text, [self.kind])
        if counted:
            counted(len(found))
        kept = _among(self.keys, found)
        if 1 < len(kept) <= RANKED:
            kept = search.by_merit(reader.database, text, kept)
        return Listing(self.kind, kept)

    def having(self, reader: Reader, chosen: Chosen) -> Listing:
        """Return those of the list that have one of the values chosen in each field, in the same order.

        Raises:
            DatabaseError: The search was interrupted.
        """
        sets = [_having(reader, self.kind, field, values) for field, values in chosen.items() if values]
        if not sets:
            return self
        return Listing(self.kind, _among(self.keys, sets[0].intersection(*sets[1:])))

    def ordered(self, reader: Reader, field: str, *, down: bool = False) -> Listing:
        """Return the list in the order of a field: references by label, empty ones last.

        Args:
            reader: The catalogue.
            field: Name of the field; "" for the label.
            down: Whether the last come first.

        Raises:
            DatabaseError: The search was interrupted.
        """
        value = _SORTED_BY.get(self._shape(reader, field), "json_extract(document, ?)") if field else "label"
        rows = reader.database.stream(
            f"SELECT key, {value} AS value FROM record WHERE key IN (SELECT value FROM json_each(?))"
            f" ORDER BY value IS NULL, value COLLATE NOCASE {'DESC' if down else ''}, label, key",
            [*([f"$.{field}"] if field else []), json.dumps(self.keys.tolist())],
        )
        return Listing(self.kind, array("q", (row[0] for row in rows)))

    def by(self, reader: Reader, worth: Callable[[Document], float], *, down: bool = False) -> Listing:
        """Return the list in the order of a number that each record is worth; every record is read for it."""
        worths: dict[int, float] = {}
        for first in range(0, len(self.keys), _READ):
            keys = self.keys[first : first + _READ]
            ids = dict(_ids(reader, keys))
            found = {one["id"]: worth(one) for one in reader.at(keys)}
            worths |= {key: found[ids[key]] for key in keys if ids.get(key) in found}
        order = sorted(worths, key=worths.__getitem__, reverse=down)
        return Listing(self.kind, array("q", order))

    def place(self, reader: Reader, record_id: str) -> int | None:
        """Return the row of a record; None if it is not in the list."""
        key = reader.database.value("SELECT key FROM record WHERE id = ?", (record_id,))
        try:
            return self.keys.index(key)
        except (ValueError, TypeError):  # it is not there, or not in the catalogue
            return None

    def _shape(self, reader: Reader, field: str) -> str:
        return reader.kinds[self.kind]["fields"][field][0]


_READ = 1000
"""Records that are read at once where all are."""

_TURN = 1 << 14
"""Keys that are looked at in one go: a millisecond, after which another thread may paint what a person types."""

_FEW = 4
"""Keys of which fewer than one in so many are wanted are looked up in a set; of more, a byte for each is faster."""


def _among(keys: array[int], found: Collection[int]) -> array[int]:
    """Return those of some keys that were found, in the order of the keys."""
    if len(found) * _FEW < len(keys):
        has = frozenset(found).__contains__
    else:
        flags = bytearray(max(max(keys, default=0), max(found, default=0)) + 1)
        for key in found:
            flags[key] = 1
        has = flags.__getitem__
    kept = array("q")
    for first in range(0, len(keys), _TURN):
        kept.extend(filter(has, keys[first : first + _TURN]))
    return kept


_SORTED_BY = {
    "ref": (
        "(SELECT label FROM record AS there WHERE there.id = coalesce("
        "json_extract(record.document, ?1 || '[0]'), json_extract(record.document, ?1)))"
    ),
    "lang": "coalesce(json_extract(document, ?1 || '.en'), json_extract(document, ?1))",
}
"""What records are sorted by, in SQL, by the shape of the field; of several values, the first."""


def _having(reader: Reader, kind: str, field: str, values: Collection[str]) -> frozenset[int]:
    """Return the keys of the records of a kind with one of some values in a field."""
    path, wanted = f"$.{field}", json.dumps([*values, *(_FLAGS[one] for one in values if one in _FLAGS)])
    conditions: list[tuple[str, list[Any]]] = []
    if "" in values:
        conditions.append(("kind = ? AND json_extract(document, ?) IS NULL", [kind, path]))
    if reader.kinds[kind]["fields"][field][0] == "ref":
        linked = "kind = ? AND key IN (SELECT subject FROM link WHERE field = ? AND object IN (SELECT value FROM {}))"
        conditions.append((linked.format("json_each(?)"), [kind, field, wanted]))
    else:
        named = "kind = ? AND EXISTS (SELECT 1 FROM json_each(document, ?) WHERE atom IN (SELECT value FROM {}))"
        conditions.append((named.format("json_each(?)"), [kind, path, wanted]))
    rows: Iterable[tuple[int]] = (
        row for sql, given in conditions for row in reader.database.stream(f"SELECT key FROM record WHERE {sql}", given)
    )
    return frozenset(key for (key,) in rows)


_FLAGS = {"yes": 1, "no": 0}


def _ids(reader: Reader, keys: array[int]) -> list[tuple[int, str]]:
    sql = "SELECT key, id FROM record WHERE key IN (SELECT value FROM json_each(?))"
    return [(key, record) for key, record in reader.database.rows(sql, (json.dumps(keys.tolist()),))]
