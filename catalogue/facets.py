"""Facets of a list: by what values of which fields it can be narrowed, and how many records have each.

listing = Listing.of(reader, "source")
facets = Facets.of(reader, listing)
for facet in facets.counted(reader, listing, {"access": ["concept/access-open"]}):
    print(facet.label, [(one.label, one.records) for one in facet.values])
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from .listing import Chosen, Listing
from .reader import Reader

MOST = 20_000
"""Facets are counted of so many records at most: it takes half a second, and of more nobody waits for it."""

FACETS = 8
"""So many facets are offered at most."""

_FEW = 40
"""A field with so few values is a facet; with more, only if most values are of several records."""

_FILLED = 5
"""A field is a facet if one of so many records has a value there."""

_FIRST = ("holder", "access", "topics", "scheme", "source", "type", "status", "role", "country", "frequency")
"""What people narrow by first, in their order; the others follow as they are declared."""

_HOUSEKEEPING = ("registration", "visibility", "replaced_by", "different_from")
_SHAPES = ("ref", "code", "boolean")


class FacetValue(NamedTuple):
    """A value, as documents have it ("" for none), how people read it, and how many records have it."""

    value: str
    label: str
    records: int


class Facet(NamedTuple):
    """A field, how people read its name, and its values, the most frequent first."""

    field: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """Which records of a list have which values.

    Attributes:
        kind: The kind of the records.
        keys: The keys of the records, by field and value; those without a value stand under "".
    """

    kind: str
    keys: Mapping[str, Mapping[str, frozenset[int]]]

    @classmethod
    def of(cls, reader: Reader, listing: Listing) -> Facets:
        """Read the values of the fields that can be facets; those with one value, or too many, are left out.

        Args:
            reader: The catalogue.
            listing: The list; longer ones than ``MOST`` take long.

        Raises:
            DatabaseError: The search was interrupted.
        """
        fields = reader.kinds[listing.kind]["fields"]
        named = {name: brief[0] for name, brief in fields.items() if brief[0] in _SHAPES and name not in _HOUSEKEEPING}
        found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for field, value, key in _values(reader, listing, named):
            found[field][value].add(key)
        all_keys = frozenset(listing.keys)
        kept = {name: found[name] for name in sorted(found, key=_rank) if _narrows(found[name], len(all_keys))}
        return cls(listing.kind, {name: _whole(kept[name], all_keys) for name in list(kept)[:FACETS]})

    def counted(self, reader: Reader, listing: Listing, chosen: Chosen) -> list[Facet]:
        """Return the facets with how many records of a list have each value, and all that is chosen elsewhere.

        Args:
            reader: The catalogue.
            listing: The list or a part of it, not yet narrowed by what is chosen.
            chosen: What is chosen.
        """
        rows = frozenset(listing.keys)
        allowed = {
            field: frozenset[int]().union(*(self.keys[field].get(one, ()) for one in values))
            for field, values in chosen.items()
            if values and field in self.keys
        }
        counts: dict[str, dict[str, int]] = {}
        for field, values in self.keys.items():
            within = rows.intersection(*(keys for other, keys in allowed.items() if other != field))
            told = {value: len(within & keys) for value, keys in values.items()}
            counts[field] = {value: n for value, n in told.items() if n or value in chosen.get(field, ())}
        labels = reader.labels(sorted({one for values in counts.values() for one in values}))
        fields = reader.kinds[self.kind]["fields"]
        return [Facet(field, fields[field][1], _sorted(values, labels)) for field, values in counts.items()]


def _sorted(counts: Mapping[str, int], labels: Mapping[str, str]) -> tuple[FacetValue, ...]:
    values = [FacetValue(value, labels.get(value, value) or "none", n) for value, n in counts.items()]
    return tuple(sorted(values, key=lambda one: (not one.value, -one.records, one.label)))


def _rank(field: str) -> int:
    return _FIRST.index(field) if field in _FIRST else len(_FIRST)


def _narrows(values: Mapping[str, set[int]], records: int) -> bool:
    filled = len(set[int]().union(*values.values()))
    few = len(values) <= _FEW or len(values) * 2 <= filled
    return few and filled * _FILLED >= records and (len(values) > 1 or filled < records)


def _whole(values: Mapping[str, set[int]], records: frozenset[int]) -> dict[str, frozenset[int]]:
    """Return the keys by value, with those that have none under ""."""
    none = records.difference(*values.values())
    return {value: frozenset(keys) for value, keys in values.items()} | ({"": none} if none else {})


def _values(reader: Reader, listing: Listing, shapes: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    """Yield field, value and key for every value of some fields in the records of a list."""
    keys = json.dumps(listing.keys.tolist())
    refs = [name for name, shape in shapes.items() if shape == "ref"]
    yield from reader.database.stream(
        "SELECT field, object, subject FROM link WHERE subject IN (SELECT value FROM json_each(?))"
        " AND field IN (SELECT value FROM json_each(?))",
        (keys, json.dumps(refs)),
    )
    others = [name for name in shapes if name not in refs]
    if not others:
        return
    paths = ", ".join(f"'$.{name}'" for name in [*others, "id"])  # with two, the values come as a list
    sql = f"SELECT key, json_extract(document, {paths}) FROM record WHERE key IN (SELECT value FROM json_each(?))"
    for key, text in reader.database.stream(sql, (keys,)):
        for name, value in zip(others, json.loads(text), strict=False):
            yield from ((name, one, key) for one in _written(value))


def _written(value: Any) -> Sequence[str]:
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, list):
        return [str(one) for one in cast("list[Any]", value)]
    return () if value is None else (str(value),)
