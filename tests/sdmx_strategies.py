"""Hypothesis strategies: SDMX messages that a syntax can hold and its official schema accepts.

    @given(messages(SYNTAXES["sdmx-ml-3.0"]))
    def test_something(message): ...

Fields that the syntax has no place for stay empty; the tables say which.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from orodha.catalogue.formats.sdmx import model as m
from orodha.catalogue.formats.sdmx.syntax import Syntax
from orodha.catalogue.formats.sdmx.tables import HEADER, KINDS, Table
from orodha.catalogue.formats.sdmx.urn import Urn
from sdmx_hierarchy_strategies import hierarchies
from sdmx_map_strategies import maps
from sdmx_metadata_strategies import head, headed, metadata
from sdmx_values import (
    AGENCIES,
    LANGUAGES,
    by_language,
    counts,
    dates,
    flags,
    ids,
    listed,
    maybe,
    numbers,
    one_line,
    texts,
    unique,
    urls,
)


class Make:
    """Strategies for one syntax."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self.old = syntax.version == "2.1" and syntax.family == "ml"
        self.tables: dict[type, Table] = {}
        self._find(HEADER)
        for kind in KINDS:
            self._find(kind.table)

    def _find(self, table: Table) -> None:
        if table.cls not in self.tables:
            self.tables[table.cls] = table
            for field in table.flat:
                for one in field.of:
                    self._find(one)

    def of(self, cls: type, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        """Objects of a class, with those of the fields that the syntax has a place for."""
        placed = {one.name for one in self.tables[cls].flat if one.place(self.syntax)}
        defaulted = {name: one for name, one in fields.items() if name in placed}
        return st.builds(cls, **defaulted)

    def urns(self, kind: str, item: bool = False) -> st.SearchStrategy[str]:
        schemes = {"Agency": "AGENCIES", "DataProvider": "DATA_PROVIDERS"}
        name = st.just(schemes[kind]) if kind in schemes else ids
        versions = st.just("1.0") if kind in schemes else self.versions
        return st.builds(
            Urn, st.just(kind), st.sampled_from(AGENCIES), name, versions, ids if item else st.just("")
        ).map(str)

    @property
    def versions(self) -> st.SearchStrategy[str]:
        return st.sampled_from(("1.0", "2.1", "1") if self.old else ("1.0", "2", "1.0.0", "2.10.3-draft"))

    @property
    def links(self) -> st.SearchStrategy[Any]:
        json = {"titles": by_language(), "language": maybe(st.sampled_from(LANGUAGES))}
        urns = maybe(self.urns("Codelist"))
        return listed(
            self.of(
                m.Link, rel=st.sampled_from(("alternate", "glossary")), url=urls, urn=urns, type=maybe(texts), **json
            )
        )

    @property
    def annotations(self) -> st.SearchStrategy[Any]:
        addresses = st.dictionaries(st.sampled_from(("en", "fr", "")), urls, max_size=2)
        one = self.of(
            m.Annotation,
            id=maybe(ids),
            title=maybe(texts),
            type=maybe(texts),
            urls=st.dictionaries(st.just(""), urls, max_size=1) if self.old else addresses,
            texts=by_language(),
            value=maybe(texts),
        )
        return listed(one.filter(lambda found: found != m.Annotation()))

    def identifiable(self) -> dict[str, st.SearchStrategy[Any]]:
        return {"id": ids, "uri": maybe(urls), "annotations": self.annotations, "links": self.links}

    def nameable(self) -> dict[str, st.SearchStrategy[Any]]:
        return self.identifiable() | {"names": by_language(1), "descriptions": by_language()}

    def maintainable(self, **more: st.SearchStrategy[Any]) -> dict[str, st.SearchStrategy[Any]]:
        own: dict[str, st.SearchStrategy[Any]] = {
            "agency": st.sampled_from(AGENCIES),
            "version": self.versions,
            "valid_from": maybe(dates),
            "valid_to": maybe(dates),
            "is_final": flags,
            "is_external": flags,
            "is_partial": flags,
            "is_partial_language": flags,
            "service_url": maybe(urls),
            "structure_url": maybe(urls),
        }
        return self.nameable() | own | more

    @property
    def contacts(self) -> st.SearchStrategy[Any]:
        lists = dict.fromkeys(("phones", "faxes", "x400s"), listed(texts))
        more = {"uris": listed(urls), "emails": listed(st.just("stat@example.org"))}
        named = dict.fromkeys(("names", "departments", "roles"), by_language())
        return listed(self.of(m.Contact, id=maybe(ids), **named, **lists, **more))

    def organisations(self, scheme: type, fixed: str, field: str, cls: type) -> st.SearchStrategy[Any]:
        """An organisation scheme, of which there is one version only."""
        item = self.of(cls, **self.nameable(), contacts=self.contacts, parent=maybe(ids))
        fields = self.maintainable(version=st.just("1.0"), id=st.just(fixed) if fixed else ids)
        return self.of(scheme, **fields, **{field: unique(item, least=1)})

    def formats(self, *names: str, types: tuple[str, ...] = ("String", "Integer")) -> st.SearchStrategy[Any]:
        sentinel = self.of(m.Sentinel, value=texts, names=by_language(1), descriptions=by_language())
        every: dict[str, st.SearchStrategy[Any]] = {
            "type": st.sampled_from(types),
            "is_sequence": flags,
            "interval": maybe(counts),
            "start_value": maybe(numbers),
            "end_value": maybe(numbers),
            "time_interval": maybe(st.just("P1Y2M")),
            "start_time": maybe(st.sampled_from(("2000", "2001-01"))),
            "end_time": maybe(st.just("2024-12-31")),
            "min_length": maybe(counts),
            "max_length": maybe(counts),
            "min_value": maybe(numbers),
            "max_value": maybe(numbers),
            "decimals": maybe(counts),
            "pattern": maybe(texts),
            "is_multilingual": flags,
            "sentinels": listed(sentinel, most=1),
        }
        return self.of(m.TextFormat, **{name: one for name, one in every.items() if not names or name in names})

    def representations(self, *, multilingual: bool = False, occurs: bool = True) -> st.SearchStrategy[Any]:
        plain = (
            "type",
            "is_sequence",
            "interval",
            "start_value",
            "end_value",
            "time_interval",
            "start_time",
            "end_time",
        )
        limits = ("min_length", "max_length", "min_value", "max_value", "pattern")
        free = (*plain, *limits, "decimals", "sentinels", *(("is_multilingual",) if multilingual else ()))
        often = {"min_occurs": maybe(numbers), "max_occurs": maybe(st.sampled_from(("1", "7", "unbounded")))}
        occurrences = often if occurs else {}
        of_list = {
            "enumeration": self.urns("Codelist"),
            "enumeration_format": maybe(self.formats(*plain, *limits), None),
        }
        return maybe(
            st.one_of(
                self.of(m.Representation, format=self.formats(*free), **occurrences),
                self.of(m.Representation, **of_list, **occurrences),
            ),
            None,
        )

    @property
    def concept_schemes(self) -> st.SearchStrategy[Any]:
        iso = self.of(m.IsoConceptReference, agency=texts, scheme=texts, concept=texts)
        concept = self.of(
            m.Concept,
            **self.nameable(),
            parent=maybe(ids),
            representation=self.representations(multilingual=True),
            iso_reference=maybe(iso, None),
        )
        return self.of(m.ConceptScheme, **self.maintainable(), concepts=unique(concept, least=1))

    @property
    def codelists(self) -> st.SearchStrategy[Any]:
        code = self.of(m.Code, **self.nameable(), parent=maybe(ids))
        cascades = st.sampled_from(("", "true", "false", "excluderoot"))
        members = unique(st.builds(m.CodeMember, value=st.sampled_from(("A", "B1", "C_D")), cascade=cascades), least=1)
        patterns = maybe(st.just((m.CodeMember("E%"),)), ())  # last, for JSON has them apart
        selection = st.builds(lambda some, more: m.CodeSelection(some + more), members, patterns)
        chosen = st.one_of(
            st.just({}), selection.map(lambda one: {"only": one}), selection.map(lambda one: {"but": one})
        )
        extension = st.builds(
            lambda codelist, prefix, more: m.CodelistExtension(codelist, prefix, **more),
            self.urns("Codelist"),
            maybe(ids),
            chosen,
        )
        return self.of(
            m.Codelist, **self.maintainable(), codes=unique(code, least=1, most=5), extensions=listed(extension)
        )

    @property
    def value_lists(self) -> st.SearchStrategy[Any]:
        item = self.of(m.ValueItem, id=one_line, names=by_language(), descriptions=by_language())
        return self.of(m.ValueList, **self.maintainable(), items=unique(item, least=1))

    @property
    def category_schemes(self) -> st.SearchStrategy[Any]:
        leaf = self.of(m.Category, **self.nameable())
        tree = st.recursive(
            leaf, lambda inner: self.of(m.Category, **self.nameable(), categories=unique(inner)), max_leaves=4
        )
        return self.of(m.CategoryScheme, **self.maintainable(), categories=unique(tree, least=1))

    @property
    def categorisations(self) -> st.SearchStrategy[Any]:
        version = {"version": st.just("1.0")} if self.syntax.name == "sdmx-ml-3.1" else {}
        source = st.one_of(self.urns("Dataflow"), self.urns("Concept", item=True))
        return self.of(
            m.Categorisation, **self.maintainable(**version), source=source, target=self.urns("Category", item=True)
        )

    @property
    def dataflows(self) -> st.SearchStrategy[Any]:
        fields = {"structure": self.urns("DataStructure"), "dimension_constraint": unique(ids)}
        return self.of(m.Dataflow, **self.maintainable(), **fields)

    @property
    def agreements(self) -> st.SearchStrategy[Any]:
        fields = {"dataflow": self.urns("Dataflow"), "provider": self.urns("DataProvider", item=True)}
        return self.of(m.ProvisionAgreement, **self.maintainable(), **fields)

    def component(self, *, occurs: bool = False) -> dict[str, st.SearchStrategy[Any]]:
        roles = listed(self.urns("Concept", item=True), most=1)
        own = {"concept": self.urns("Concept", item=True), "representation": self.representations(occurs=occurs)}
        return self.identifiable() | own | {"roles": roles}

    @property
    def relationships(self) -> st.SearchStrategy[Any]:
        link = self.of(m.DimensionLink, id=ids, optional=flags if self.syntax.family == "ml" else st.booleans())
        groups = {"groups": unique(ids)} if self.old else {}
        return st.one_of(
            st.just(m.Relationship(dataflow=True)),
            self.of(m.Relationship, dimensions=unique(link, least=1), **groups),
            self.of(m.Relationship, group=ids),
            st.just(m.Relationship(observation="OBS_VALUE")),
        )

    @property
    def data_structures(self) -> st.SearchStrategy[Any]:
        # 2.1 knows roles of dimensions and attributes only
        plain = {name: one for name, one in self.component(occurs=True).items() if not (self.old and name == "roles")}
        if self.old:
            plain["id"] = st.just("OBS_VALUE")
        measure = self.of(m.Measure, **plain, usage=st.sampled_from(("mandatory", "optional")))
        return st.builds(
            lambda made, dimensions, groups, attributes, measures: _structure(
                made, m.Components(dimensions, groups, attributes, measures)
            ),
            self.of(
                m.DataStructure, **self.maintainable(), metadata=maybe(self.urns("MetadataStructure")), evolving=flags
            ),
            self._dimensions,
            unique(self.of(m.Group, **self.identifiable(), dimensions=unique(ids, least=1))),
            maybe(self._attributes, None),
            self.of(m.MeasureList, annotations=self.annotations, measures=unique(measure, 1, 1 if self.old else 2)),
        )

    @property
    def _dimensions(self) -> st.SearchStrategy[Any]:
        plain = self.of(m.Dimension, **self.component(), position=maybe(counts))
        some = unique(plain, least=1)
        if self.old:
            of_concepts = st.builds(m.Representation, enumeration=self.urns("ConceptScheme"))
            fields = self.component() | {"representation": of_concepts, "position": maybe(counts)}
            fields["id"] = st.just("MEASURES")  # which the ids above are too short for
            measures = st.lists(self.of(m.MeasureDimension, **fields), max_size=1)
            some = st.builds(lambda before, one, after: (*before, *one, *after), some, measures, st.just(()))
        periods = self.formats("type", "start_time", "end_time", types=("ObservationalTimePeriod", "GregorianDay"))
        own = {"id": st.just("TIME_PERIOD"), "representation": st.builds(m.Representation, format=periods)}
        return self.of(
            m.DimensionList,
            annotations=self.annotations,
            dimensions=some,
            time=maybe(self.of(m.TimeDimension, **self.component() | own), None),
        )

    @property
    def _attributes(self) -> st.SearchStrategy[Any]:
        usages = st.sampled_from(("mandatory", "optional"))
        own = {"usage": usages, "relationship": self.relationships, "measures": unique(ids)}
        attribute = self.of(m.Attribute, **self.component(occurs=True), **own)
        usage = self.of(m.MetadataUsage, annotations=self.annotations, attribute=ids, relationship=self.relationships)
        return self.of(
            m.AttributeList,
            annotations=self.annotations,
            attributes=unique(attribute, least=1),
            metadata=listed(usage, most=1),
        )

    @property
    def artefacts(self) -> dict[type, st.SearchStrategy[Any]]:
        """Every kind that the syntax has."""
        found: dict[type, st.SearchStrategy[Any]] = {
            m.AgencyScheme: self.organisations(m.AgencyScheme, "AGENCIES", "agencies", m.Agency),
            m.DataProviderScheme: self.organisations(
                m.DataProviderScheme, "DATA_PROVIDERS", "providers", m.DataProvider
            ),
            m.DataConsumerScheme: self.organisations(
                m.DataConsumerScheme, "DATA_CONSUMERS", "consumers", m.DataConsumer
            ),
            m.MetadataProviderScheme: self.organisations(
                m.MetadataProviderScheme, "METADATA_PROVIDERS", "providers", m.MetadataProvider
            ),
            m.OrganisationUnitScheme: self.organisations(m.OrganisationUnitScheme, "", "units", m.OrganisationUnit),
            m.Codelist: self.codelists,
            m.ValueList: self.value_lists,
            m.ConceptScheme: self.concept_schemes,
            m.CategoryScheme: self.category_schemes,
            m.Categorisation: self.categorisations,
            m.Dataflow: self.dataflows,
            m.DataStructure: self.data_structures,
            m.ProvisionAgreement: self.agreements,
            **maps(self),
            **hierarchies(self),
            **metadata(self),
        }
        return {kind.table.cls: found[kind.table.cls] for kind in KINDS if kind.container(self.syntax)}

    @property
    def headers(self) -> st.SearchStrategy[Any]:
        return self.headers_with()

    def headers_with(self, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        """Headers with other fields than those of every message."""
        party = {"id": ids, "names": by_language(), "contacts": self.contacts}
        zone = {} if self.syntax.family == "json" else {"timezone": maybe(st.just("+03:00"))}
        return self.of(
            m.Header,
            id=ids,
            test=st.booleans(),
            prepared=dates,
            sender=st.builds(m.Party, **party, **zone),
            receivers=listed(st.builds(m.Party, **party)),
            names=by_language(),
            sources=by_language(),
            languages=unique(st.sampled_from(LANGUAGES)),
            **more,
        )


def _structure(made: m.DataStructure, components: m.Components) -> m.DataStructure:
    """Put components into a data structure, under ids of which no two are equal."""
    lists = (components.dimensions, components.attributes, components.measures)
    for letter, one in zip("DAM", lists, strict=True):
        for field in ("dimensions", "attributes", "measures"):
            for component in getattr(one, field, ()):
                if component.id != "OBS_VALUE":
                    component.id = f"{letter}_{component.id}"
    made.components = components
    return made


def messages(syntax: Syntax, kind: type | None = None) -> st.SearchStrategy[m.Message]:
    """Messages of a syntax, in which artefacts of a class are together and in the order of the syntax.

    Args:
        syntax: The syntax.
        kind: The only class of artefacts, or None for up to three of any but reports, which stand alone.
    """
    make = Make(syntax)
    every = make.artefacts
    order = list(every)
    some = every[kind] if kind else st.one_of([one for cls, one in every.items() if cls is not m.MetadataSet])
    several = st.lists(some, min_size=1, max_size=1 if kind else 3, unique_by=lambda one: one.urn)
    ordered = several.map(lambda found: sorted(found, key=lambda one: order.index(type(one))))
    if kind is m.MetadataSet:
        return st.builds(m.Message, make.headers_with(**head(make)), ordered).map(lambda made: headed(make, made))
    return st.builds(m.Message, make.headers, ordered)
