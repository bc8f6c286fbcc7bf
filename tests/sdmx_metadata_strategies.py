"""Hypothesis strategies: structures of reference metadata, their flows, and reports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from orodha.catalogue.formats.sdmx import model as m
from sdmx_values import LANGUAGES, by_language, counts, flags, ids, listed, maybe, numbers, one_line, texts, unique

if TYPE_CHECKING:
    from sdmx_strategies import Make

SPACE = 'xmlns="http://www.w3.org/1999/xhtml"'
MARKED = (
    f"<p {SPACE}>Stocks &amp; <em>flows</em></p>",
    f'<ul {SPACE}><li>a</li>\n<li lang="sw">b &lt; c</li></ul><p {SPACE}></p>',
    f"Plain, then <strong {SPACE}>bold</strong>",
    "",
)
PERIODS = ("2024", "2024-01", "2024-01-31")
STRUCTURE = "urn:sdmx:org.sdmx.infomodel.metadatastructure.MetadataStructure=KE:MSD(1.0)"
_FIXED = {
    "ReportPeriodTarget": ("REPORT_PERIOD_TARGET", "ObservationalTimePeriod"),
    "KeyDescriptorValuesTarget": ("DIMENSION_DESCRIPTOR_VALUES_TARGET", "KeyValues"),
    "DataSetTarget": ("DATA_SET_TARGET", "DataSetReference"),
    "ConstraintContentTarget": ("CONSTRAINT_CONTENT_TARGET", "AttachmentConstraintReference"),
}


def metadata(make: Make) -> dict[type, st.SearchStrategy[Any]]:
    """Every kind of reference metadata, for one syntax."""
    wild = ("Dataflow=*:*(*)", "Category=KE:*(1.0).*.*", "Codelist=*:CL(*)")
    package = {"Dataflow": "datastructure", "Category": "categoryscheme", "Codelist": "codelist"}
    some = st.sampled_from([f"urn:sdmx:org.sdmx.infomodel.{package[one.partition('=')[0]]}.{one}" for one in wild])
    targets = unique(st.one_of(some, make.urns("Dataflow")), least=1)
    report = make.of(
        m.ReportStructure,
        **make.identifiable() | ({} if make.old else {"id": st.just("MetadataAttributeDescriptor")}),
        attributes=unique(_attributes(make), least=1),
        targets=unique(ids, least=1),
    )
    reports = unique(report, least=1, most=2 if make.old else 1)
    return {
        m.MetadataStructure: make.of(
            m.MetadataStructure, **make.maintainable(), targets=unique(_targets(make), least=1), reports=reports
        ),
        m.Metadataflow: make.of(
            m.Metadataflow, **make.maintainable(), structure=make.urns("MetadataStructure"), targets=targets
        ),
        m.MetadataSet: _sets(make),
    }


def _attributes(make: Make) -> st.SearchStrategy[Any]:
    component = {name: one for name, one in make.component().items() if name != "roles"}
    fields = component | {
        "representation": make.representations(multilingual=True, occurs=False),
        "min_occurs": maybe(numbers),
        "max_occurs": maybe(st.one_of(counts, st.just("unbounded"))),
        "is_presentational": flags,
    }
    leaf = make.of(m.MetadataAttribute, **fields)
    return st.recursive(
        leaf, lambda below: make.of(m.MetadataAttribute, **fields, attributes=unique(below)), max_leaves=3
    )


def _targets(make: Make) -> st.SearchStrategy[Any]:
    def of_kind(kind: str) -> st.SearchStrategy[Any]:
        id, type = _FIXED[kind]
        shown = m.Representation(m.TextFormat(type))
        fields = {"annotations": make.annotations, "uri": st.just("")}
        made = make.of(m.TargetObject, **fields, id=maybe(st.just(id)), representation=st.just(shown))
        return made.map(lambda one: replace(one, kind=kind))

    listing = m.Representation(enumeration="urn:sdmx:org.sdmx.infomodel.categoryscheme.CategoryScheme=KE:TOPICS(1.0)")
    shown = st.sampled_from((m.Representation(m.TextFormat("IdentifiableReference")), listing))
    identifiable = make.of(
        m.TargetObject,
        **make.identifiable(),
        object_type=st.sampled_from(("Dataflow", "Category")),
        representation=shown,
    )
    objects = st.one_of(identifiable, *(of_kind(one) for one in _FIXED))
    unlike = st.lists(
        objects, min_size=1, max_size=4, unique_by=lambda one: (one.kind in _FIXED and one.kind) or one.id
    )
    return make.of(m.MetadataTarget, **make.identifiable(), objects=unlike.map(tuple))


def _reported(make: Make) -> st.SearchStrategy[Any]:
    several = 3 if make.syntax.name == "sdmx-ml-3.0" else 1
    values = listed(st.one_of(one_line, texts), most=several)
    marked = st.dictionaries(st.sampled_from(LANGUAGES), st.sampled_from(MARKED), min_size=1, max_size=2)
    kinds = [{"values": values}, {"texts": by_language(1)}, {"structured": marked}]
    if make.old:
        kinds = [one | {"values": values} for one in kinds]

    def of(**more: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        own = {"id": ids, "annotations": make.annotations} | more
        shape = {"format": maybe(make.formats("type", "min_length"), None)}
        return st.one_of(
            *(make.of(m.ReportedAttribute, **own, **one, **({} if "structured" in one else shape)) for one in kinds)
        )

    return st.recursive(of(), lambda below: of(attributes=listed(below)), max_leaves=4)


def _sets(make: Make) -> st.SearchStrategy[Any]:
    versions = {"version": st.sampled_from(("1.0", "1.0.0", "2.10.3-draft"))} if make.syntax.family == "json" else {}
    objects = st.one_of(make.urns("Dataflow"), make.urns("Category", item=True))
    of_object = make.of(m.TargetValue, id=ids, object=objects)
    of_period = make.of(m.TargetValue, id=ids, period=st.sampled_from(PERIODS))
    fields = make.maintainable(**versions) | {
        "targets": unique(make.urns("Dataflow"), least=1),
        "report": ids,
        "target": ids,
        "target_values": unique(st.one_of(of_object, of_period), least=1),
        "attributes": listed(_reported(make), least=1),
        "report_annotations": make.annotations,
        "provider": maybe(make.urns("DataProvider", item=True)),
        "action": st.sampled_from(("", "Append", "Replace", "Delete", "Information")),
        "reporting_begin": maybe(st.sampled_from(PERIODS)),
        "reporting_end": maybe(st.sampled_from(PERIODS)),
        "publication_year": maybe(st.just("2024")),
        "publication_period": maybe(st.sampled_from(("2024-Q1", "2023"))),
    }
    flow, agreement = (
        {"metadataflow": make.urns("Metadataflow")},
        {"agreement": make.urns("MetadataProvisionAgreement")},
    )
    plain = make.of(m.MetadataSet, **fields)
    if make.old:
        by_header = {"agreement": make.urns("ProvisionAgreement")}, flow, {"structure": make.urns("MetadataStructure")}
        named = st.one_of(*(st.fixed_dictionaries(one) for one in by_header))
        return st.builds(lambda made, said: replace(made, **said), plain, named)
    return st.one_of(make.of(m.MetadataSet, **fields, **flow), make.of(m.MetadataSet, **fields, **agreement))


def headed(make: Make, message: m.Message) -> m.Message:
    """A message of reports with a header that fits them."""
    reports = [one for one in message.artefacts if isinstance(one, m.MetadataSet)]
    if make.old and message.header.sender:
        for one in reports:
            one.agency = message.header.sender.id
    if make.syntax.family == "json":  # contacts have ids in structure messages only
        for party in filter(None, (message.header.sender, *message.header.receivers)):
            for contact in party.contacts:
                contact.id = ""
    if make.syntax.family == "ml" and not make.old and not any(one.metadataflow for one in reports):
        message.header.structures = (m.SetStructure("S1", structure=STRUCTURE),)
    return message


def head(make: Make) -> dict[str, st.SearchStrategy[Any]]:
    """What headers of messages of reports have besides."""
    name, scheme = ("DataProvider", "DATA_PROVIDERS") if make.old else ("MetadataProvider", "METADATA_PROVIDERS")
    return {
        "provider": maybe(st.just(f"urn:sdmx:org.sdmx.infomodel.base.{name}=KE:{scheme}(1.0).DIS")),
        "action": st.sampled_from(("", "Append")),
        "sets": unique(ids),
        "extracted": maybe(st.just("2024-01-31T00:00:00Z")),
    }
