"""Which record each subject of a file is, and what its fields say.

A record that we wrote has its short id with it; one that was imported before is known by its IRI; any other gets an id
made of its label or code. Blank nodes of one kind that are called the same are one record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from ...errors import EntryError
from ...kinds import Document, Field, Kind, kinds
from ...names import expand, is_id, kind_of
from ...naming import Namer, depth
from ...record import Inverse, Part, Record
from ...resolving import Resolver
from ...texts import DEFAULT_LANGUAGE, fold
from . import foreign
from .describe import Describer
from .recognise import Recognised
from .stage import Said, Stage, Staged
from .values import Values, label_of, outside

MANY = 500
"""So many IRIs are asked for in one statement."""


class Plan:
    """How the documents of a kind, or the parts of a class, are read."""

    def __init__(self, owner: type[Record | Part], kind_name: str, fields: Sequence[Field]) -> None:
        self.owner = owner
        self.kind_name = kind_name
        self.fields = [one for one in fields if one.means.rdf]
        self.asked = [(one, expand(one.means.rdf)) for one in self.fields if not one.part]
        self.required = [one for one in fields if one.required]
        self.by_predicate = {expand(one.means.rdf): one for one in self.fields}
        self.flags = [one for one in fields if one.shape == "boolean" and one.means.range]


class Identities:
    """The records of a file, and what the reading of their values has to know (``values.Around``).

    Args:
        staged: What the file says.
        found: Its subjects.
        resolver: Finds records, and learns of those of the file.
    """

    def __init__(self, staged: Stage, found: Recognised, resolver: Resolver) -> None:
        self.stage = staged
        self.found = found
        self.resolver = resolver
        self.ids = dict(found.ids)
        """Ids of the records of the file, by term."""
        self.iris: dict[str, str] = {}
        """IRIs of the records that have one of their own, by id."""
        self.same: dict[str, list[str]] = {}
        """Blank nodes that are one record: the others, by the first."""
        self.typed_iris: dict[str, set[str]] = {}
        """Classes that values make us say of outside resources."""
        self.describer = Describer(Staged(), resolver.base, _Iris(self))
        self._values = Values(self)
        self._plans: dict[str, Plan] = {}
        self._known: dict[str, str] = {}
        self._stored: dict[str, str] = {}
        self.new: set[str] = set()
        """Ids that no record of the catalogue had."""
        self._named: dict[tuple[Any, ...], str] = {}

    def record(self, term: str) -> str:
        """Return the id of the record that an IRI or blank node is; "" if none."""
        if (known := self.ids.get(term)) is not None:
            return known
        if term[0] != "<":
            return ""
        if (known := self._known.get(term)) is None:
            known = self._elsewhere(term[1:])
            if known and term in self.found.loose and not kinds()[kind_of(known)].rdf:
                known = ""  # as in the first import, when it was no record yet
            self._known[term] = known
        return known

    def said(self, term: str) -> Said:
        """Return what the file says of an IRI or blank node that is no record, or one of the kind without class."""
        record = self.ids.get(term)
        return self.stage.node(term) if record is None or not kinds()[kind_of(record)].rdf else {}

    def says_back(self, term: str, predicate: str, other: str) -> bool:
        """Tell whether another record of the file will say this of a subject, from the other end of a reference."""
        record = self.ids.get(other, "")
        if term in self.found.ids and other in self.found.ids:
            return predicate in _inverses(kind_of(record))  # we wrote both, and so both ends
        wanted = self.record(term) or term[1:]
        for one, inverse in _inverses(kind_of(record)).get(predicate, ()) if record else ():
            targets = self._read_field(one, record, other)
            if wanted in (targets if isinstance(targets, list) else [targets]):
                if not inverse.where:
                    return True
                name, value = inverse.where
                if self._read_field(kinds()[kind_of(record)].by_name[name], record, other) == value:
                    return True
        return False

    def _read_field(self, one: Field, record: str, term: str) -> Any:
        terms = self.terms(expand(one.means.rdf), self.stage.node(term), term)
        return self.value(one, self.plan(kinds()[kind_of(record)]), terms)[0]

    def typed(self, one: Field, value: Any) -> None:
        """Take note of the classes that a value makes us say of an outside resource."""
        for iri in outside(one, value) if one.means.range else ():
            self.typed_iris.setdefault(iri, set()).update(one.means.range)

    def _elsewhere(self, iri: str) -> str:
        """Return the id of a record of the catalogue, or one that an IRI of ours has."""
        base = self.resolver.base
        if iri.startswith(base) and is_id(iri[len(base) :]) and kind_of(iri[len(base) :]) in kinds():
            return iri[len(base) :]
        for other in self.found.bases:
            if iri.startswith(other) and is_id(iri[len(other) :]) and self.resolver.reader.has(iri[len(other) :]):
                found = self.resolver.reader.get(iri[len(other) :])
                return found["id"] if found["iri"] == iri else ""
        if iri not in self._stored:
            self._look_up([iri])
        return self._stored[iri]

    def _look_up(self, iris: Sequence[str]) -> None:
        """Find out which IRIs are those of records of the catalogue; many at a time."""
        for some in (iris[start : start + MANY] for start in range(0, len(iris), MANY)):
            marks = ", ".join("?" * len(some))
            sql = f"SELECT iri, id FROM record WHERE iri IN ({marks})"
            self._stored |= dict.fromkeys(some, "") | dict(self.resolver.reader.database.rows(sql, some))

    def identify(self) -> None:
        """Give every record of the file its id: its own, that of the record with its IRI, or a new one."""
        self._look_up([one[1:] for one in (*self.found.loose, *self.found.kinds) if one[0] == "<"])
        for subject, name in self.found.ids.items():
            self._own(subject, name)
        for subject in [one for one in self.found.loose if one[0] == "<"]:
            known = self._elsewhere(subject[1:])
            if known and kinds()[kind_of(known)].rdf and self.resolver.reader.has(known):
                self.found.loose.discard(subject)  # more is said of a record that is there
                self.found.kinds[subject] = kind_of(known)
        namers = {
            name: Namer(self.resolver.reader, declared, self.resolver.batch) for name, declared in kinds().items()
        }
        waiting: dict[str, list[str]] = {}
        for subject, name in self.found.kinds.items():
            waiting.setdefault(name, []).append(subject)
        for name in sorted(waiting, key=lambda one: depth(kinds()[one])):
            for subject in waiting[name]:
                self.name(subject, kinds()[name], namers[name])

    def _own(self, subject: str, name: str) -> None:
        iri = subject[1:]
        if iri != self.resolver.base + name:
            there = self.resolver.reader.database.value("SELECT iri FROM record WHERE id = ?", (name,))
            if (there and there != iri) or name in self.resolver.batch:
                del self.ids[subject]  # somebody else has that id; it gets another one
                self.found.kinds[subject] = kind_of(name)
                return
            self.iris[name] = iri
        self.ids[subject] = name
        self.resolver.batch.add(name)

    def name(self, subject: str, declared: Kind, namer: Namer) -> None:
        """Give a subject the id of the record that it is, or a new one."""
        known = self._elsewhere(subject[1:]) if subject[0] == "<" else ""
        if known and (kind_of(known) == declared.name or self.resolver.reader.has(known)):
            self.ids[subject] = known
        else:
            said = self.stage.node(subject)
            plan = self.plan(declared)
            wanted = {declared.label_field, *namer.codes, *(one.name for one in namer.owners)}
            fields: Document = {}
            for one, own in plan.asked:
                if one.name in wanted:
                    value, _ = self.value(one, plan, self.terms(own, said, subject))
                    if value is not None:
                        fields[one.name] = value
            if not fields.get(declared.label_field) and (label := label_of(said)):
                fields[declared.label_field] = {DEFAULT_LANGUAGE: label}
            self.ids[subject] = self._id_of(subject, declared, namer, fields)
        name = self.ids[subject]
        if subject[0] == "<" and subject[1:] != self.resolver.base + name:
            self.iris[name] = subject[1:]
        self.resolver.batch.add(name)

    def _id_of(self, subject: str, declared: Kind, namer: Namer, fields: Document) -> str:
        try:
            if subject[0] == "<":
                made = namer.new_id(fields)
                self.new.add(made)
                return made
            owners = (fields.get(one.name) for one in namer.owners)
            label = fields.get(declared.label_field)
            key = (declared.name, fold(str(label)), *owners)
            if label and (first := self._named.setdefault(key, subject)) != subject:
                self.same.setdefault(first, []).append(subject)
                return self.ids[first]
            return namer.id_of(fields)
        except EntryError:
            return namer.new_id({declared.label_field: subject[1:].rpartition("/")[2] or "x"})

    def plan(self, declared: Kind) -> Plan:
        """Return how documents of a kind are read."""
        if (plan := self._plans.get(declared.name)) is None:
            plan = self._plans[declared.name] = Plan(declared.model, declared.name, declared.fields)
        return plan

    def terms(self, own: str, said: Said, subject: str) -> Sequence[str]:
        """Return what a subject says by a predicate of ours, or by those that others use for it."""
        if found := said.get(own):
            return found
        for other in foreign.PREDICATES.get(own, ()):
            if found := said.get(other):
                return found
        return self.found.inverse.get(subject, {}).get(own, ())

    def value(self, one: Field, plan: Plan, terms: Sequence[str]) -> tuple[Any, bool]:
        """Return the value of a field, and whether we would write just these terms."""
        return self._values.read(one, plan.owner, plan.kind_name, terms) if terms else (None, True)


@cache
def _inverses(kind_name: str) -> Mapping[str, Sequence[tuple[Field, Inverse]]]:
    """Return what the references of a kind also say from their other end: by predicate."""
    found: dict[str, list[tuple[Field, Inverse]]] = {}
    for one in kinds()[kind_name].fields:
        for inverse in one.means.inverse:
            found.setdefault(expand(inverse.rdf), []).append((one, inverse))
    return found


@cache
def said_from_other_ends() -> frozenset[str]:
    """Return all predicates that references also say from their other end."""
    return frozenset(predicate for name in kinds() for predicate in _inverses(name))


class _Iris(dict[str, str]):
    """The IRIs of records that have one of their own, of the file and of the catalogue."""

    def __init__(self, identities: Identities) -> None:
        super().__init__()
        self.identities = identities

    def get(self, name: str, default: Any = None) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]: narrower
        """Return the IRI of a record by id, or None."""
        if name in self.identities.iris:
            return self.identities.iris[name]
        reader = self.identities.resolver.reader
        if name not in self:
            found = (
                None
                if name in self.identities.resolver.batch
                else reader.database.value("SELECT iri FROM record WHERE id = ?", (name,))
            )
            self[name] = found or ""
        return self[name] or default
