"""Ids for rows that come without: of the record that is meant, or a new one made from the row's own words.

A record without id is recognised by its label or code, within the country, source or scheme that it belongs to.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import blake2b
from typing import Any

import orjson

from .errors import EntryError, Problem
from .kinds import Field, Kind, kinds
from .names import is_id, slugify
from .reader import Reader
from .texts import fold, words_of


def belongs_to(kind: Kind) -> tuple[Field, ...]:
    """Return the fields that say what a record belongs to: a variable to a source, a source to a country.

    These are the single references that are mandatory and lead to no concept, or else those that lead to an area.
    """
    single = [field for field in kind.fields if field.shape == "ref" and not field.many and field.targets]
    required = tuple(field for field in single if field.required and "concept" not in field.targets)
    return required or tuple(field for field in single if field.targets == ("area",))


def depth(kind: Kind | None) -> int:
    """Return how many steps a kind is from one that belongs to nothing: areas before sources before variables."""
    steps = 0
    seen: set[str] = set()
    while kind and kind.name not in seen and (owners := belongs_to(kind)):
        seen.add(kind.name)
        steps += 1
        kind = kinds().get(owners[0].targets[0])
    return steps


def names_of(kind: Kind, document: Mapping[str, Any]) -> list[str]:
    """Return what people call a record: its label in each language, and its codes."""
    wanted = [kind.label_field, *(field.name for field in kind.fields if field.search == "code")]
    return [text for name in wanted if name in kind.by_name for text in words_of(document.get(name))]


BEFORE_LISTING = 1000
"""After so many ids that were looked up one by one, all of the kind are read at once."""


class Namer:
    """Finds or makes the ids of records of one kind.

    Args:
        reader: The catalogue.
        kind: The kind.
        taken: Ids that the same import gives.
    """

    def __init__(self, reader: Reader, kind: Kind, taken: set[str]) -> None:
        self.reader = reader
        self.kind = kind
        self.taken = taken
        self.owners = belongs_to(kind)
        self.codes = [one.name for one in kind.fields if one.search == "code"]
        self._asked = 0
        self._numbers: dict[str, Iterator[int]] = {}

    def id_of(self, fields: Mapping[str, Any]) -> str:
        """Return the id of the record that a row means, or one that is free.

        Raises:
            EntryError: Several records could be meant, or the row has no name.
        """
        label = next(words_of(fields.get(self.kind.label_field)), "")
        codes = [text for text in names_of(self.kind, fields) if text != label]
        for text in (label, *codes):
            found = (
                {one for one in self._by_name.get(_key(text), ()) if self._agrees(one, fields)} if text else set[str]()
            )
            if len(found) == 1:
                return found.pop()
            if found and text == label:
                listed = " and ".join(sorted(found)[:3])
                raise EntryError(
                    Problem("id", "can mean several records", label, f"Add a column id; there are {listed}.")
                )
        return self.new_id(fields)

    def new_id(self, fields: Mapping[str, Any]) -> str:
        """Return an id that is free, made of a record's code or label and of what it belongs to.

        Raises:
            EntryError: It has neither.
        """
        label = next(words_of(fields.get(self.kind.label_field)), "")
        codes = [text for name in self.codes for text in words_of(fields.get(name))]
        if not label and not codes:
            raise EntryError(Problem("id", "has neither id nor name", "", f"Fill in id, or {self.kind.label_field}."))
        owner = next((fields[one.name] for one in self.owners if isinstance(fields.get(one.name), str)), "")
        before = owner.partition("/")[2] if is_id(owner) else ""
        stem = next((slug for slug in map(slugify, (*codes[:1], label)) if slug), "")
        stem = stem or "x" + blake2b(label.encode(), digest_size=4).hexdigest()
        slug = stem if not before or stem.startswith(f"{before}-") else f"{before}-{stem}"
        return self._free(f"{self.kind.name}/{slug}")

    def _free(self, wanted: str) -> str:
        """Return an id, with a number behind it where it is taken; numbers go on from the last one given."""
        numbers = self._numbers.setdefault(wanted, itertools.count(1))
        ids = (wanted if number == 1 else f"{wanted}-{number}" for number in numbers)
        return next(one for one in ids if one not in self.taken and not self._is_there(one))

    def _is_there(self, wanted: str) -> bool:
        self._asked += 1
        return wanted in self._there if self._asked > BEFORE_LISTING else self.reader.has(wanted)

    @cached_property
    def _there(self) -> set[str]:
        """The ids of the kind that the catalogue has."""
        rows = self.reader.database.rows("SELECT id FROM record WHERE kind = ?", (self.kind.name,))
        return {one for (one,) in rows}

    def _agrees(self, record: str, fields: Mapping[str, Any]) -> bool:
        owned = self._owned.get(record, ())
        given = [fields.get(one.name) for one in self.owners]
        return all(mine is None or not theirs or mine == theirs for mine, theirs in zip(given, owned, strict=False))

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for record, names, _ in self._rows():
            for name in {_key(text) for text in names}:
                found.setdefault(name, []).append(record)
        return found

    @cached_property
    def _owned(self) -> dict[str, tuple[Any, ...]]:
        return {record: owners for record, _, owners in self._rows()} if self.owners else {}

    def _rows(self) -> Iterator[tuple[str, list[str], tuple[Any, ...]]]:
        for record, text in self.reader.database.stream(
            "SELECT id, document FROM record WHERE kind = ?", (self.kind.name,)
        ):
            document = orjson.loads(text)
            yield record, names_of(self.kind, document), tuple(document.get(one.name) for one in self.owners)


def _key(text: str) -> str:
    return fold(text).strip()
