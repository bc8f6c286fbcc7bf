"""Which record each artefact and item of a file is: the one with its URN, or a new one called after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, cast

import orjson

from ...catalogue.drafts import Draft
from ...catalogue.formats.sdmx.urn import PREFIX
from ...catalogue.given import Given
from ...catalogue.kinds import Document, Field, kind
from ...catalogue.names import kind_of
from ...catalogue.resolving import Resolver
from .foreign import agency_urn, identity
from .identities import sdmx_id


class Identities:
    """The records that URNs mean: those of the catalogue, and those of all files of one import.

    Args:
        resolver: That of the import; learns of new records.
    """

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.reader = resolver.reader
        self.there = set[str]()
        """The records of the catalogue that URNs of the files mean."""
        self.moved: dict[str, str] = {}
        """The ids of new records that are called otherwise, for another record is called so, with what they are."""
        self.drafted: dict[str, bytes] = {}
        """A digest of what a file said of each record."""
        self._ids: dict[str, str] = {}
        self._learnt = set[str]()
        self._occupied = set[str]()

    @classmethod
    def of(cls, resolver: Resolver) -> Identities:
        """Return those of an import, the same for each of its files."""
        found = resolver.of_import.get("sdmx")
        if not isinstance(found, cls):
            found = resolver.of_import["sdmx"] = cls(resolver)
        return found

    def learn(self, urns: Iterable[str]) -> None:
        """Look up many URNs at once."""
        unknown = [one for one in urns if one not in self._learnt]
        if not unknown:
            return
        self._learnt.update(unknown)
        database = self.reader.database
        rows = database.rows(
            "SELECT iri, id FROM record WHERE iri IN (SELECT value FROM json_each(?))",
            (orjson.dumps(unknown).decode(),),
        )
        for iri, record in rows:
            self._ids.setdefault(iri, record)
            self.there.add(record)
        wanted = [identity(one) for one in unknown if one not in self._ids]
        rows = database.rows(
            "SELECT id FROM record WHERE id IN (SELECT value FROM json_each(?))", (orjson.dumps(wanted).decode(),)
        )
        self._occupied.update(record for (record,) in rows)

    def id_of(self, urn: str) -> str:
        """Return the id of the record that an artefact or item is; a new one gets one."""
        if urn not in self._ids:
            self.learn([urn])
        if urn not in self._ids:
            wanted = record = identity(urn)
            number = 1
            while record in self._occupied or record in self.resolver.batch:
                number += 1
                record = f"{wanted}-{number}"
                if self.reader.has(record):
                    self._occupied.add(record)
            if record != wanted:
                self.moved[record] = urn
            self._ids[urn] = record
            self.resolver.batch.add(record)
        return self._ids[urn]

    def assign(self, urn: str, record: str) -> None:
        """Say which record an artefact or item is, for it says so itself."""
        self._ids[urn] = record
        self._learnt.add(urn)

    def known(self, urn: str) -> str:
        """Return the id of the record with a URN, or the URN where there is none."""
        if urn not in self._learnt:
            self._learnt.add(urn)
            self._ids.update(self.reader.database.rows("SELECT iri, id FROM record WHERE iri = ?", (urn,)))
        return self._ids.get(urn, urn)

    def agency(self, agency: str) -> str:
        """Return the id of the agency that maintains artefacts under an id; a new one if there is none."""
        publisher = str(self.reader.meta.get("publisher") or "")
        if publisher and sdmx_id(publisher.rpartition("/")[2], letter=True) == agency and self.reader.has(publisher):
            return publisher
        return self.id_of(agency_urn(agency))

    def is_new(self, record: str) -> bool:
        """Tell whether a record is not in the catalogue yet."""
        return record not in self.there and not self.reader.has(record)


class Assumed:
    """Fills in what a record must have and a file does not say, and counts it.

    Args:
        known: The records of the import.
        given: What a person said for all: by "field" where that is mandatory, by "kind.field" anyway.
    """

    def __init__(self, known: Identities, given: Mapping[str, Any]) -> None:
        self.known = known
        self.given = given
        self.counts = Counter[tuple[str, str, str]]()

    def fill(self, record: str, fields: Document, otherwise: Document) -> None:
        """Add to the fields of a record.

        Args:
            record: Its id.
            fields: What the file says of it.
            otherwise: What it gets where neither file, catalogue nor person say anything.
        """
        declared = kind(kind_of(record))
        there: Document = {} if self.known.is_new(record) else self.known.reader.get(record)
        for one in declared.fields:
            if one.name in fields or one.name in there:
                continue
            said = self._said(f"{declared.name}.{one.name}", one)
            if said is not None:
                fields[one.name] = said
                continue
            value = otherwise.get(one.name, one.means.unstated if one.required else None)
            if value is not None:
                fields[one.name] = value
                self.counts[declared.name, one.name, _shown(value)] += 1

    def _said(self, key: str, field: Field) -> Any:
        """Return what a person said of a field; of an optional one only if the kind was named."""
        named = self.given.named if isinstance(self.given, Given) else self.given
        if field.required:
            return self.given.get(key, self.given.get(field.name))
        return self.given[key] if key in named else None


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, cast("list[Any]", value))) if isinstance(value, list) else str(value)


def short(urn: str) -> str:
    """Return a URN without what all begin with: "Codelist=SDMX:CL_FREQ(2.1)"."""
    return urn.removeprefix(PREFIX).partition(".")[2] if urn.startswith(PREFIX) else urn


def draft_of(record: str, fields: Document, origin: tuple[int, int], node: str = "") -> Draft:
    """Return the draft of a record; problems are told with the node."""
    return Draft(kind(kind_of(record)), record, fields, origin, node=node)
