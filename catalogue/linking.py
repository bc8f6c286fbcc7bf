"""What a record refers to and what refers to it, by relation: the keys of all of them at once, the records as needed.

for one in relations(reader, "area/ke"):
    print(one.field, one.incoming, one.kind, len(one))
    print(one.page(reader, 0, 20))
"""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass
from dataclasses import field as made
from typing import Literal, NamedTuple

from .reader import Document, Reader
from .wording import counted


class End(NamedTuple):
    """A record at the other end of a reference; no label if it is not in the catalogue."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Relation:
    """The references of one record by one field, in one direction, with records of one kind.

    Attributes:
        field: The field that refers.
        incoming: Whether the others refer to the record.
        kind: The kind of the others; "" if they are not in the catalogue.
        keys: Their keys, by label.
        gone: The ids of those that are not in the catalogue.
    """

    field: str
    incoming: bool
    kind: str
    keys: array[int] = made(default_factory=lambda: array("q"))
    gone: list[str] = made(default_factory=list[str])

    def __len__(self) -> int:
        return len(self.keys) + len(self.gone)

    def page(self, reader: Reader, first: int, count: int) -> list[End]:
        """Return so many of the others from one on; fewer at the end."""
        wanted = self.keys[first : first + count].tolist()
        sql = "SELECT key, id, label FROM record WHERE key IN (SELECT value FROM json_each(?))"
        found = {key: End(name, label) for key, name, label in reader.database.rows(sql, (json.dumps(wanted),))}
        rest = max(0, first - len(self.keys))
        gone = self.gone[rest : rest + count - len(wanted)] if len(wanted) < count else []
        return [*(found.get(key, End("", "")) for key in wanted), *(End(name, "") for name in gone)]


def relations(
    reader: Reader, record_id: str, way: Literal["both", "incoming", "outgoing"] = "both"
) -> tuple[Relation, ...]:
    """Return the references of a record: from it by field, then to it by field and kind.

    Args:
        reader: The catalogue.
        record_id: Its short id.
        way: Both directions, or one.
    """
    found: dict[tuple[str, bool, str], Relation] = {}
    for by, incoming, kind, key, name in reader.database.stream(_SQL[way], (record_id,)):
        relation = found.setdefault((by, bool(incoming), kind), Relation(by, bool(incoming), kind))
        if key is None:
            relation.gone.append(name)
        else:
            relation.keys.append(key)
    return tuple(found.values())


_OUTGOING = (
    "SELECT field AS f, 0 AS incoming, coalesce(there.kind, '') AS k, there.key, object AS o, there.label AS l"
    " FROM link JOIN record AS here ON here.key = subject LEFT JOIN record AS there ON there.id = object"
    " WHERE here.id = ?1"
)
_INCOMING = (
    "SELECT field AS f, 1 AS incoming, record.kind AS k, record.key, record.id AS o, record.label AS l"
    " FROM link JOIN record ON record.key = subject WHERE object = ?1"
)
_ORDER = " ORDER BY incoming, f, k, l, o"
_ASKED = {"both": f"{_OUTGOING} UNION ALL {_INCOMING}", "outgoing": _OUTGOING, "incoming": _INCOMING}
_SQL = {way: f"SELECT f, incoming, k, key, o FROM ({sql}{_ORDER})" for way, sql in _ASKED.items()}


def referring(reader: Reader, *ids: str) -> int:
    """Return how many other records refer to one of some records."""
    return reader.database.value(
        "SELECT count(DISTINCT subject) FROM link JOIN record ON key = subject"
        " WHERE object IN (SELECT value FROM json_each(?1)) AND id NOT IN (SELECT value FROM json_each(?1))",
        (json.dumps(ids),),
    )


def at_stake(reader: Reader, document: Document) -> str:
    """Say what is going to be deleted, and how many records refer to it."""
    label = reader.labels([document["id"]])[document["id"]]
    count = referring(reader, document["id"])
    refer = f"{counted(count, 'record')} {'refers' if count == 1 else 'refer'} to it"
    return f"{document['id']}  {label} ({refer if count else 'nothing refers to it'})"
