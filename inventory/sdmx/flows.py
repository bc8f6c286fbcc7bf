"""Data flows of other agencies as sources, and the components of their structures as variables.

They are read when all of a file is known, for they refer to lists that may come later in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, cast

from ...catalogue.formats.sdmx import model
from ...catalogue.kinds import Document
from . import annotations as remarks
from .beside import CATEGORISATIONS, STRUCTURE, Keepers
from .facts import listed
from .foreign import parsed, seen_by_all, source_fields, with_kept
from .identities import CATEGORISED, last_word
from .intake import Assumed, Identities
from .kept import KEY, kept_of, plain, sound, words
from .natives import type_read

_ROLES: dict[type[model.Component], str] = {
    model.Dimension: "disaggregation",
    model.MeasureDimension: "disaggregation",
    model.TimeDimension: "disaggregation",
    model.Attribute: "attribute",
    model.ReportingYearStartDay: "attribute",
    model.Measure: "measure",
}
_CATEGORIES = {field: f"concept/{last_word(scheme)}-" for field, scheme in CATEGORISED.items()}
"""What the ids of categories begin with, by the field that they are in."""


class Flows:
    """The data flows of a file with all that refers to them.

    Args:
        known: The records that URNs mean.
        assumed: What records get that the file does not say.
        agency: Gives the record of an agency that maintains something.
    """

    def __init__(self, known: Identities, assumed: Assumed, agency: Callable[[str], str]) -> None:
        self.known = known
        self.assumed = assumed
        self.agency = agency
        self.flows: dict[str, model.Dataflow] = {}
        self.structures: dict[str, model.DataStructure] = {}
        self.categorisations: list[model.Categorisation] = []
        self.agreements: list[model.ProvisionAgreement] = []
        self.concepts: dict[str, model.Concept] = {}
        """The concepts of the file, by URN."""
        self.own: dict[str, str] = {}
        """The structures of data flows that say which records they are, by the URN of the flow."""
        self.told = set[str]()
        """The records that the file has as our own."""
        self.held = 0
        self.left = Counter[str]()
        """What was left out, and why, by class."""
        self.elsewhere = Counter[str]()
        """References to what is neither in the file nor in the catalogue, by class."""

    def records(self) -> Iterator[tuple[str, Document, str]]:
        """Yield the id, the fields and the URN of every source and variable."""
        fields = {urn: self._source(flow) for urn, flow in self.flows.items()}
        self._categorise(fields)
        self._provide(fields)
        self._keep_structures(fields)
        for urn, flow in self.flows.items():
            record = self.known.id_of(urn)
            self.assumed.fill(record, fields[urn], self._country(fields[urn]))
            yield record, fields[urn], urn
            if flow.structure in self.structures:
                yield from self._variables(record, self.structures[flow.structure])
        used = {flow.structure for flow in self.flows.values()} | set(self.own.values())
        self.left["DataStructure without a data flow"] += len(self.structures.keys() - used)

    def _source(self, flow: model.Dataflow) -> Document:
        fields = source_fields(flow)
        if "holder" not in remarks.read("source", flow.annotations):
            self.held += 1
            fields["holder"] = self.agency(flow.agency)
        return fields

    def _country(self, fields: Document) -> Document:
        """Return the country of the agency that holds a source, if the catalogue knows it."""
        name = str(fields.get("holder", ""))
        holder = self.known.reader.get(name) if self.known.reader.has(name) else {}
        return {"country": holder["country"]} if holder.get("country") else {}

    def _categorise(self, fields: dict[str, Document]) -> None:
        """Give sources the topics that their categories are, or are mapped to; keep the others."""
        meanings = self._meanings() if self.categorisations else {}
        for one in self.categorisations:
            flow = fields.get(one.source)
            if one.source in self.own:
                continue  # which says itself what it is about, and what is kept of it
            if flow is None:
                self.left["Categorisation of what is no data flow of the file"] += 1
                continue
            found = meanings.get(self._reference(one.target), ())
            for name, prefix in _CATEGORIES.items():
                for concept in (record for record in found if record.startswith(prefix)):
                    _add(flow, name, concept)
            kept = listed(kept_of(flow).get(CATEGORISATIONS))
            if (data := plain(one)) not in kept:
                flow.update(seen_by_all(with_kept(flow, {CATEGORISATIONS: [*kept, data]})))

    def _keep_structures(self, fields: dict[str, Document]) -> None:
        """Keep each structure with a source whose data it structures."""
        using: dict[str, dict[str, str]] = {}
        for urn, flow in self.flows.items():
            if flow.structure in self.structures:
                using.setdefault(flow.structure, {})[self.known.id_of(urn)] = urn
        if not using:
            return
        keepers = Keepers(self.known.reader)
        for urn, sources in using.items():
            structure = self.structures[urn]
            if keeper := keepers.of(structure, sources):
                source = fields[sources[keeper]]
                source.update(seen_by_all(with_kept(source, {STRUCTURE: plain(structure)})))

    def _meanings(self) -> dict[str, list[str]]:
        """Return the concepts that each category is, or that an accepted mapping says it is."""
        rows = self.known.reader.database.rows(
            "SELECT json_extract(document, '$.subject'), json_extract(document, '$.object') FROM record"
            " WHERE kind = 'mapping' AND json_extract(document, '$.status') = 'accepted'"
            " AND json_extract(document, '$.predicate') IN ('skos:exactMatch', 'skos:closeMatch')",
            (),
        )
        mapped: dict[str, list[str]] = {}
        for one, other in rows:
            mapped.setdefault(one, []).append(other)
            mapped.setdefault(other, []).append(one)
        wanted = dict.fromkeys(self.known.known(one.target) for one in self.categorisations)
        return {one: list(dict.fromkeys((one, *mapped.get(one, ())))) for one in wanted}

    def _provide(self, fields: dict[str, Document]) -> None:
        for one in self.agreements:
            flow = fields.get(one.dataflow)
            if flow is None or not one.provider:
                self.left["ProvisionAgreement for no data flow of the file"] += 1
                continue
            provider = self._reference(one.provider)
            if provider:
                _add(flow, "producers", provider)

    def _variables(self, source: str, structure: model.DataStructure) -> Iterator[tuple[str, Document, str]]:
        for one in _components(structure):
            record = f"variable/{source.partition('/')[2]}-{one.id}"
            if record in self.told:
                continue
            urn = f"{structure.urn}.{one.id}"
            fields = self._variable(one, structure.urn) | {"source": source}
            self.known.resolver.batch.add(record)
            self.assumed.fill(record, fields, {"identifies": False})
            yield record, fields, urn

    def _variable(self, one: model.Component, structure: str) -> Document:
        described = self.concepts.get(one.concept)
        label = words(described.names) if described else self._label(one.concept)
        fields: Document = {"name": one.id, "label": label or {"en": one.id}}
        if concept := self._reference(one.concept):
            fields["concept"] = concept
        if role := _ROLES.get(type(one)):
            fields["role"] = role
        if how := self._representation(one.representation or self._core(one.concept)):
            fields["representation"] = how
        without = ("id", "concept") if "concept" in fields else ("id",)
        kept = {"class": type(one).__name__, **plain(one, without)}
        return {**fields, "extra": {KEY: {"data_structure": structure, "component": kept}}}

    def _representation(self, how: model.Representation | None) -> Document:
        if how is None:
            return {}
        if how.enumeration:
            scheme = self._reference(how.enumeration)
            return {"type": "code"} | ({"scheme": scheme} if scheme else {})
        return type_read(how)

    def _core(self, concept: str) -> model.Representation | None:
        """Return the representation of a concept, of the file or of the catalogue."""
        if found := self.concepts.get(concept):
            return found.representation
        return sound(model.Representation, kept_of(self._there(concept)).get("representation"))

    def _label(self, concept: str) -> Document:
        return self._there(concept).get("label", {})

    def _there(self, urn: str) -> dict[str, Any]:
        """Return the record of the catalogue with a URN; empty if there is none."""
        record = self.known.known(urn) if urn else ""
        return self.known.reader.get(record) if record != urn and self.known.reader.has(record) else {}

    def _reference(self, urn: str) -> str:
        """Return the record that a URN means, or the URN if there is none; "" for what is no URN."""
        parts = parsed(urn)
        if parts is None:
            return ""
        found = self.known.known(urn)
        if found == urn:
            self.elsewhere[parts.kind] += 1
        return found


def _add(fields: Document, name: str, record: str) -> None:
    """Add a record to those that a field refers to; what the file itself says there may be no list, and is left."""
    there = fields.setdefault(name, [])
    if isinstance(there, list) and record not in there:
        cast("list[str]", there).append(record)


def _components(structure: model.DataStructure) -> Iterator[model.Component]:
    parts = structure.components
    if parts is None:
        return
    if parts.dimensions:
        yield from parts.dimensions.dimensions
        if parts.dimensions.time:
            yield parts.dimensions.time
    if parts.attributes:
        yield from parts.attributes.attributes
    if parts.measures:
        yield from parts.measures.measures
