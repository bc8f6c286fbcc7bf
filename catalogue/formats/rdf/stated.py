"""Triples that records of their own state, as mappings do: read as such records, or as said by one that is there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from ...kinds import Document, Kind, kinds
from ...names import expand, kind_of
from ...record import Triple
from .describe import code_iris
from .identities import Identities
from .stage import Said


class Stated:
    """The triples of a file that records of their own state.

    Args:
        known: The records of the file.
    """

    def __init__(self, known: Identities) -> None:
        self.known = known
        self.triples: dict[tuple[str, str, str], bool] = {}
        """By ids and predicate, whether the file has a record that states it."""

    def take(self, record: str, rest: Said) -> None:
        """Take such triples out of what is said of a record."""
        for predicate in [one for one in rest if one in _statable()]:
            targets = [self.known.record(term) or term[1:] for term in rest[predicate] if term[0] == "<"]
            if len(targets) == len(rest[predicate]):
                del rest[predicate]
                for target in targets:
                    self.triples.setdefault((record, predicate, target), False)

    def note(self, declared: Kind, fields: Document) -> None:
        """Take note of what a record states."""
        triple = declared.states
        if triple and fields.get(triple.where[0]) == triple.where[1]:
            code = fields.get(triple.predicate, "")
            key = (fields.get(triple.subject, ""), expand(code) if code else "", fields.get(triple.object, ""))
            self.triples[key] = True

    def has(self, term: str, predicate: str, other: str) -> bool:
        """Tell whether a record that was read states a triple, given by its terms."""
        names = [self.known.record(one) or one[1:] for one in (term, other) if one[0] in "<_"]
        return len(names) == 2 and self.triples.get((names[0], predicate, names[1]), False)

    def missing(self) -> Iterator[tuple[Kind, str, str, Document]]:
        """Yield kind, id, subject and fields of the records that neither the file nor the catalogue has."""
        taken = Counter[str]()
        for (subject, predicate, target), there in self.triples.items():
            if there or not kind_of(subject):
                continue
            declared, code = _statable()[predicate]
            triple = declared.states
            assert triple
            if self._in_catalogue(declared, triple, (subject, code, target)):
                continue
            stem = f"{declared.name}/{subject.partition('/')[2]}-{code.partition(':')[2]}"
            stem = f"{stem[:120]}-{target.rstrip('/').rpartition('/')[2].rpartition('#')[2]}"
            name = "".join(one if (one.isalnum() and one.isascii()) or one in "/-._~" else "-" for one in stem)
            taken[name] += 1
            name = name if taken[name] == 1 else f"{name}-{taken[name]}"
            fields = {triple.subject: subject, triple.predicate: code, triple.object: target}
            yield declared, name[:200], subject, fields | dict([triple.where])

    def _in_catalogue(self, declared: Kind, triple: Triple, wanted: tuple[str, str, str]) -> bool:
        """Tell whether a record of the catalogue states a triple: its subject, code and object."""
        rows = self.known.resolver.reader.database.rows(
            "SELECT document FROM record"
            " JOIN link AS start ON start.subject = key JOIN link AS end ON end.subject = key"
            " WHERE kind = ? AND start.field = ? AND start.object = ? AND end.field = ? AND end.object = ?",
            (declared.name, triple.subject, wanted[0], triple.object, wanted[2]),
        )
        name, value = triple.where
        there = [json.loads(text) for (text,) in rows]
        return any(one.get(triple.predicate) == wanted[1] and one.get(name) == value for one in there)


@cache
def _statable() -> Mapping[str, tuple[Kind, str]]:
    """Return the predicates of such triples, with the kind of the records that state them and its code."""
    found: dict[str, tuple[Kind, str]] = {}
    for declared in kinds().values():
        if declared.states:
            iris = code_iris(declared.model, declared.name, declared.by_name[declared.states.predicate])
            found |= {iri: (declared, code) for code, iri in iris.items()}
    return found
