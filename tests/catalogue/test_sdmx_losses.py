"""What a syntax cannot hold is told before it is written."""

from __future__ import annotations

import pytest
from orodha.catalogue.formats import sdmx
from orodha.catalogue.formats.sdmx import model as m
from sdmx_schemas import problems
from sdmx_written import HEADER

CONCEPT = "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=KE:CS(1.0)."


def told(artefact: m.Maintainable, syntax: str) -> list[str]:
    message = m.Message(HEADER, [artefact])
    content = b"".join(sdmx.written(message, syntax))
    assert problems(content, sdmx.SYNTAXES[syntax]) == []
    return [f"{one.place}: {one.what}" for one in sdmx.losses(message, syntax)]


def test_2_1_has_no_links_and_no_drafts() -> None:
    code = m.Code("A", names={"en": "A"}, links=(m.Link("glossary", "https://example.org"),))
    codes = m.Codelist("CL", agency="KE", version="1.0.0-draft", names={"en": "L"}, codes=(code,))
    assert told(codes, "sdmx-ml-2.1") == [
        "version: 2.1 has no drafts: 1.0.0-draft becomes 1.0.0",
        "codes A links: sdmx-ml-2.1 has no place for it",
    ]
    assert told(codes, "sdmx-ml-3.1") == []


def test_2_1_has_no_value_lists() -> None:
    values = m.ValueList("VL", agency="KE", names={"en": "V"}, items=(m.ValueItem("€"),))
    assert told(values, "sdmx-ml-2.1") == [": sdmx-ml-2.1 has no ValueList"]


def test_2_1_has_one_measure_of_a_fixed_name() -> None:
    measures = tuple(m.Measure(name, concept=f"{CONCEPT}{name}") for name in ("STOCK", "FLOW"))
    dimensions = m.DimensionList(dimensions=(m.Dimension("SEX", concept=f"{CONCEPT}SEX"),))
    components = m.Components(dimensions, measures=m.MeasureList(measures=measures))
    structure = m.DataStructure("DSD", agency="KE", names={"en": "D"}, components=components)
    assert told(structure, "sdmx-ml-2.1") == [
        "components measures MeasureDescriptor measures: 2.1 holds 1 of 2; the first is written",
        "components measures MeasureDescriptor measures STOCK id: 2.1 calls it OBS_VALUE and nothing else",
    ]


def test_3_x_has_no_final_flag() -> None:
    flow = m.Dataflow("DF", agency="KE", names={"en": "F"}, is_final=True)
    assert told(flow, "sdmx-ml-3.0") == ["is_final: sdmx-ml-3.0 has no place for it"]


@pytest.mark.parametrize("syntax", ["sdmx-ml-3.0", "sdmx-json-2.0"])
def test_3_0_does_not_know_partial_languages(syntax: str) -> None:
    flow = m.Dataflow("DF", agency="KE", names={"en": "F"}, is_partial_language=True)
    assert told(flow, syntax) == [f"is_partial_language: {syntax} has no place for it"]


def test_nothing_is_lost_in_the_syntax_of_its_own() -> None:
    flow = m.Dataflow("DF", agency="KE", names={"en": "F"}, is_partial_language=True, dimension_constraint=("A",))
    assert told(flow, "sdmx-ml-3.1") == []
    assert told(flow, "sdmx-json-2.1") == []


LIST = "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=KE:CL(1.0)"


def test_2_1_has_no_maps_and_hierarchies_of_their_own() -> None:
    named = {"agency": "KE", "names": {"en": "M"}}
    for artefact in (m.RepresentationMap("M", **named), m.ConceptSchemeMap("M", **named), m.Hierarchy("M", **named)):
        assert told(artefact, "sdmx-ml-2.1") == [f": sdmx-ml-2.1 has no {artefact.urn_class}"]


@pytest.mark.parametrize("syntax", [one for one in sdmx.SYNTAXES if one != "sdmx-ml-2.1"])
def test_only_2_1_has_structure_sets_and_hierarchical_code_lists(syntax: str) -> None:
    for artefact in (m.StructureSet("S", agency="KE"), m.HierarchicalCodelist("H", agency="KE")):
        assert told(artefact, syntax) == [f": {syntax} has no {artefact.urn_class}"]


def test_aliases_are_of_2_1() -> None:
    code = m.HierarchicalCode("A", code="urn:sdmx:org.sdmx.infomodel.codelist.Code=KE:CL(1.0).A", version="1.1")
    code.codes = (m.HierarchicalCode("B", code=code.code, alias="OURS", code_id="A"),)
    tree = m.Hierarchy("H", agency="KE", names={"en": "H"}, has_levels=False, codes=(code,))
    assert told(tree, "sdmx-ml-3.0") == [
        "codes A version: sdmx-ml-3.0 has no place for it",
        "codes A codes B alias: sdmx-ml-3.0 has no place for it",
        "codes A codes B code_id: sdmx-ml-3.0 has no place for it",
    ]


def test_xml_has_no_time_of_the_day_for_a_row() -> None:
    row = m.ValueMapping((m.MappedValue("A"),), ("B",), valid_from="2024-01-31T12:30:00+03:00")
    ends = (m.MapEnd(LIST),)
    rows = m.RepresentationMap("M", agency="KE", names={"en": "M"}, sources=ends, targets=ends, mappings=(row,))
    what = "XML has a date here: 2024-01-31T12:30:00+03:00 becomes 2024-01-31+03:00"
    assert told(rows, "sdmx-ml-3.1") == [f"mappings valid_from: {what}"]
    assert told(rows, "sdmx-json-2.1") == []


REPORT = {"names": {"en": "R"}, "attributes": (m.ReportedAttribute("A", values=("x",)),)}
MSD = "urn:sdmx:org.sdmx.infomodel.metadatastructure.MetadataStructure=KE:MSD(1.0)"
META_FLOW = "urn:sdmx:org.sdmx.infomodel.metadatastructure.Metadataflow=KE:MDF(1.0)"
META_TARGET = "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=KE:DF(1.0)"


def test_3_x_has_one_list_of_metadata_attributes_and_no_targets() -> None:
    attributes = (m.MetadataAttribute("A", concept=f"{CONCEPT}A"),)
    targets = (m.MetadataTarget("T", objects=(m.TargetObject("F", object_type="Dataflow"),)),)
    reports = tuple(m.ReportStructure(one, attributes=attributes, targets=("T",)) for one in "AB")
    structure = m.MetadataStructure("MSD", agency="KE", names={"en": "S"}, targets=targets, reports=reports)
    assert told(structure, "sdmx-ml-3.0") == [
        "targets: sdmx-ml-3.0 has no place for it",
        "reports: sdmx-ml-3.0 holds 1 of 2; the first is written",
        "reports A targets: sdmx-ml-3.0 has no place for it",
        "reports A id: sdmx-ml-3.0 calls it MetadataAttributeDescriptor and nothing else",
    ]


def test_a_report_of_2_1_has_no_version_and_no_agency_but_the_sender() -> None:
    target = {"report": "R", "target": "T", "target_values": (m.TargetValue("F", META_TARGET),)}
    report = m.MetadataSet("S", agency="KE", version="2.0", structure=MSD, **target, **REPORT)
    assert told(report, "sdmx-ml-2.1") == ["version: sdmx-ml-2.1 has no place for it"]
    report.agency, report.version, report.metadataflow = "IGAD", "1.0", META_FLOW
    assert told(report, "sdmx-ml-2.1") == [
        "agency: sdmx-ml-2.1 has no place for it",
        "metadataflow: sdmx-ml-2.1 has no place for it",
    ]


@pytest.mark.parametrize(("syntax", "lost"), [("sdmx-ml-3.0", False), ("sdmx-ml-3.1", True), ("sdmx-json-2.0", True)])
def test_several_values_stand_in_3_0_only(syntax: str, lost: bool) -> None:
    fields = REPORT | {"attributes": (m.ReportedAttribute("A", values=("x", "y")),)}
    report = m.MetadataSet("S", agency="KE", metadataflow=META_FLOW, targets=(META_TARGET,), **fields)
    expected = [f"attributes A values: {syntax} holds 1 of 2; the first is written"]
    assert told(report, syntax) == (expected if lost else [])


@pytest.mark.parametrize("syntax", ["sdmx-ml-3.0", "sdmx-json-2.1"])
def test_a_value_beside_a_text_is_lost(syntax: str) -> None:
    fields = REPORT | {"attributes": (m.ReportedAttribute("A", values=("x",), texts={"en": "y"}),)}
    report = m.MetadataSet("S", agency="KE", metadataflow=META_FLOW, targets=(META_TARGET,), **fields)
    assert told(report, syntax) == [f"attributes A values: {syntax} has no place for it where there is texts"]
