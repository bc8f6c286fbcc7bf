"""Maps between lists in SDMX: representation maps and concept scheme maps of 3.x, structure sets of 2.1."""

from __future__ import annotations

import json

import pytest
from orodha.catalogue.formats import sdmx
from orodha.catalogue.formats.sdmx import model as m
from orodha.catalogue.formats.sdmx.references import items, references
from sdmx_schemas import problems
from sdmx_written import HEADER, NEWER, spelled, written

CODELIST = "urn:sdmx:org.sdmx.infomodel.codelist.Codelist="
SCHEME = "urn:sdmx:org.sdmx.infomodel.conceptscheme.ConceptScheme="

PERMITS = m.RepresentationMap(
    "PERMIT_TO_STATUS",
    agency="KE",
    names={"en": "Classes of work permits to status in employment", "sw": "Aina za vibali"},
    sources=(m.MapEnd(f"{CODELIST}KE:CL_PERMIT(1.0)"), m.MapEnd(type="String"), m.MapEnd(f"{CODELIST}KE:CL_SEX(1.0)")),
    targets=(m.MapEnd(type="Integer"), m.MapEnd(f"{CODELIST}ILO:CL_STATUS(2.0)")),
    mappings=(
        m.ValueMapping(
            (m.MappedValue("D"), m.MappedValue("mining.*", is_pattern=True), m.MappedValue("F")), ("1", "EMP")
        ),
        m.ValueMapping(
            (m.MappedValue("G"), m.MappedValue("2024-KE", start="0", end="4"), m.MappedValue("M")),
            ("2", "OWN"),
            annotations=(m.Annotation(type="SURE", texts={"en": "By the act of 2011"}),),
            valid_from="2012-08-30",
            valid_to="2030-12-31",
        ),
        m.ValueMapping((m.MappedValue("K"), m.MappedValue(""), m.MappedValue("F"))),
    ),
)
CONCEPTS = m.ConceptSchemeMap(
    "OURS_TO_ILO",
    agency="KE",
    names={"en": "Our concepts to those of the ILO"},
    source=f"{SCHEME}KE:CS_LABOUR(1.0)",
    target=f"{SCHEME}ILO:CS_LABOUR(1.0)",
    mappings=(
        m.ItemMapping(m.MappedValue("PERMIT_CLASS"), "STATUS", valid_from="2020-01-01"),
        m.ItemMapping(m.MappedValue("OFFICER")),
    ),
)
STRUCTURE_SET = spelled("""\
    <str:StructureSets>
      <str:StructureSet id="TO_ILO" agencyID="KE" version="1.0"
          urn="urn:sdmx:org.sdmx.infomodel.mapping.StructureSet=KE:TO_ILO(1.0)">
        <com:Name xml:lang="en">Ours to those of the ILO</com:Name>
        <str:RelatedStructure>
          <Ref agencyID="KE" id="PERMITS" version="1.0" class="Dataflow" package="datastructure"/>
        </str:RelatedStructure>
        <str:CodelistMap id="STATUS" urn="urn:sdmx:org.sdmx.infomodel.mapping.CodelistMap=KE:TO_ILO(1.0).STATUS">
          <com:Name xml:lang="en">Classes of permits to status</com:Name>
          <str:Source><Ref agencyID="KE" id="CL_PERMIT" version="1.0"/></str:Source>
          <str:Target><URN>urn:sdmx:org.sdmx.infomodel.codelist.Codelist=ILO:CL_STATUS(2.0)</URN></str:Target>
          <str:CodeMap>
            <com:Annotations>
              <com:Annotation><com:AnnotationType>SURE</com:AnnotationType></com:Annotation>
            </com:Annotations>
            <str:Source><Ref id="D"/></str:Source>
            <str:Target><Ref id="EMP" class="Code" package="codelist"/></str:Target>
          </str:CodeMap>
          <str:CodeMap>
            <str:Source><Ref id="G"/></str:Source>
            <str:Target><Ref id="OWN"/></str:Target>
          </str:CodeMap>
        </str:CodelistMap>
        <str:ConceptSchemeMap id="CONCEPTS"
            urn="urn:sdmx:org.sdmx.infomodel.mapping.ConceptSchemeMap=KE:TO_ILO(1.0).CONCEPTS">
          <com:Name xml:lang="en">Concepts</com:Name>
          <str:Source><Ref agencyID="KE" id="CS_LABOUR" version="1.0"/></str:Source>
          <str:Target><Ref agencyID="ILO" id="CS_LABOUR" version="1.0"/></str:Target>
          <str:ConceptMap>
            <str:Source><Ref id="PERMIT_CLASS"/></str:Source>
            <str:Target><Ref id="STATUS"/></str:Target>
          </str:ConceptMap>
        </str:ConceptSchemeMap>
        <str:StructureMap id="PERMITS">
          <com:Name xml:lang="en">Permits</com:Name>
          <str:Source>
            <Ref agencyID="KE" id="PERMITS" version="1.0" class="Dataflow" package="datastructure"/>
          </str:Source>
          <str:Target>
            <Ref agencyID="ILO" id="EMPLOYMENT" version="1.0" class="Dataflow" package="datastructure"/>
          </str:Target>
          <str:ComponentMap>
            <str:Source>
              <Ref containerID="DimensionDescriptor" id="CLASS" class="Dimension" package="datastructure"/>
            </str:Source>
            <str:Target>
              <Ref containerID="DimensionDescriptor" id="STATUS" class="Dimension" package="datastructure"/>
            </str:Target>
            <str:RepresentationMapping><str:CodelistMap><Ref id="STATUS"/></str:CodelistMap></str:RepresentationMapping>
          </str:ComponentMap>
        </str:StructureMap>
        <str:OrganisationSchemeMap id="OFFICES">
          <com:Name xml:lang="en">Offices</com:Name>
          <str:Source><Ref agencyID="KE" id="DATA_PROVIDERS" version="1.0" class="DataProviderScheme"/></str:Source>
          <str:Target><Ref agencyID="ILO" id="AGENCIES" version="1.0" class="AgencyScheme"/></str:Target>
          <str:OrganisationMap>
            <str:Source><Ref id="DIS"/></str:Source>
            <str:Target><Ref id="STAT" class="Agency" package="base"/></str:Target>
          </str:OrganisationMap>
        </str:OrganisationSchemeMap>
        <str:CategorySchemeMap id="TOPICS">
          <com:Name xml:lang="en">Topics</com:Name>
          <str:Source><Ref agencyID="KE" id="TOPICS" version="1.0"/></str:Source>
          <str:Target><Ref agencyID="ILO" id="SUBJECTS" version="1.0"/></str:Target>
          <str:CategoryMap>
            <str:Source><Ref id="WORK.PERMITS"/></str:Source>
            <str:Target><Ref id="MIGRATION"/></str:Target>
          </str:CategoryMap>
        </str:CategorySchemeMap>
      </str:StructureSet>
    </str:StructureSets>
""")


def text(artefact: m.Maintainable, syntax: str) -> str:
    return written(artefact, syntax).decode()


def again(artefact: m.Maintainable, syntax: str) -> m.Maintainable:
    return sdmx.read(text(artefact, syntax).encode()).artefacts[0]


@pytest.mark.parametrize("syntax", NEWER)
@pytest.mark.parametrize("artefact", [PERMITS, CONCEPTS], ids=["values", "concepts"])
def test_a_map_is_valid_and_comes_back_equal(artefact: m.Maintainable, syntax: str) -> None:
    content = text(artefact, syntax).encode()
    assert problems(content, sdmx.SYNTAXES[syntax]) == []
    back = sdmx.read(content)
    assert back.artefacts == [artefact]
    assert back.notes == []


@pytest.mark.parametrize("syntax", ["sdmx-ml-3.0", "sdmx-ml-3.1"])
def test_lists_and_types_stand_in_the_order_in_which_they_are_given(syntax: str) -> None:
    ends = [
        line.strip() for line in text(PERMITS, syntax).splitlines() if "<str:Source" in line and "Value" not in line
    ]
    assert ends == [
        f"<str:SourceCodelist>{CODELIST}KE:CL_PERMIT(1.0)</str:SourceCodelist>",
        "<str:SourceDataType>String</str:SourceDataType>",
        f"<str:SourceCodelist>{CODELIST}KE:CL_SEX(1.0)</str:SourceCodelist>",
    ]


def test_json_lists_what_the_values_are_from() -> None:
    written = json.loads(text(PERMITS, "sdmx-json-2.1"))["data"]["representationMaps"][0]
    assert written["target"] == [{"dataType": "Integer"}, {"codelist": f"{CODELIST}ILO:CL_STATUS(2.0)"}]
    assert written["representationMappings"][0] == {
        "sourceValues": [{"value": "D"}, {"value": "mining.*", "isRegEx": True}, {"value": "F"}],
        "targetValues": ["1", "EMP"],
    }


@pytest.mark.parametrize("syntax", NEWER)
def test_space_in_a_value_is_kept(syntax: str) -> None:
    row = m.ValueMapping((m.MappedValue(" in\nmining "), m.MappedValue("")), (" a ", ""))
    made = m.RepresentationMap(
        "M",
        agency="KE",
        sources=(m.MapEnd(type="String"),) * 2,
        targets=(m.MapEnd(type="String"),) * 2,
        mappings=(row,),
    )
    assert again(made, syntax) == made


@pytest.mark.parametrize("day", ["2024-01-31", "2024-01-31+03:00"])
@pytest.mark.parametrize("syntax", NEWER)
def test_the_day_from_which_a_row_holds_is_a_day_in_every_syntax(syntax: str, day: str) -> None:
    made = m.ConceptSchemeMap("M", agency="KE", mappings=(m.ItemMapping(m.MappedValue("A"), "B", valid_from=day),))
    assert again(made, syntax) == made


def test_json_writes_a_day_as_its_first_moment() -> None:
    row = json.loads(text(CONCEPTS, "sdmx-json-2.0"))["data"]["conceptSchemeMaps"][0]["itemMaps"][0]
    assert row["validFrom"] == "2020-01-01T00:00:00Z"


def test_a_structure_set_has_its_maps_in_their_order() -> None:
    found = sdmx.read(STRUCTURE_SET.encode()).artefacts[0]
    assert isinstance(found, m.StructureSet)
    assert found.related == ("urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=KE:PERMITS(1.0)",)
    assert [type(one) for one in found.maps] == [
        m.CodelistMapIn,
        m.ConceptSchemeMapIn,
        m.OrganisationSchemeMapIn,
        m.CategorySchemeMapIn,
    ]
    codes = found.maps[0]
    assert (codes.source, codes.target) == (f"{CODELIST}KE:CL_PERMIT(1.0)", f"{CODELIST}ILO:CL_STATUS(2.0)")
    assert [(one.source, one.target) for one in codes.pairs] == [("D", "EMP"), ("G", "OWN")]
    assert codes.pairs[0].annotations == (m.Annotation(type="SURE"),)
    assert found.maps[2].target == "urn:sdmx:org.sdmx.infomodel.base.AgencyScheme=ILO:AGENCIES(1.0)"
    assert found.maps[3].pairs == (m.ItemPair("WORK.PERMITS", "MIGRATION"),)


def test_a_map_of_another_sort_is_told_and_kept() -> None:
    message = sdmx.read(STRUCTURE_SET.encode())
    assert [one.name for one in message.artefacts[0].unknown] == ["StructureMap"]
    assert [one.message for one in message.notes] == ["The element StructureMap is unknown, and is kept."]
    content = b"".join(sdmx.written(message, "sdmx-ml-2.1"))
    assert problems(content, sdmx.SYNTAXES["sdmx-ml-2.1"]) == []
    assert sdmx.read(content) == message


def test_a_map_in_a_structure_set_is_named_after_it() -> None:
    content = b"".join(sdmx.written(sdmx.read(STRUCTURE_SET.encode()), "sdmx-ml-2.1")).decode()
    for name in ("CodelistMap=KE:TO_ILO(1.0).STATUS", "OrganisationSchemeMap=KE:TO_ILO(1.0).OFFICES"):
        assert f'urn="urn:sdmx:org.sdmx.infomodel.mapping.{name}"' in content


def test_a_wrong_urn_of_a_map_is_told() -> None:
    content = STRUCTURE_SET.replace("CodelistMap=KE:TO_ILO(1.0).STATUS", "CodelistMap=KE:TO_ILO(1.0).STATE")
    told = [one.message for one in sdmx.read(content.encode()).notes if "does not fit" in one.message]
    assert told == [
        "The URN urn:sdmx:org.sdmx.infomodel.mapping.CodelistMap=KE:TO_ILO(1.0).STATE does not fit its agency, id and "
        "version."
    ]


def test_a_map_refers_to_its_lists() -> None:
    assert list(references(PERMITS)) == [
        f"{CODELIST}KE:CL_PERMIT(1.0)",
        f"{CODELIST}KE:CL_SEX(1.0)",
        f"{CODELIST}ILO:CL_STATUS(2.0)",
    ]
    assert list(references(CONCEPTS)) == [f"{SCHEME}KE:CS_LABOUR(1.0)", f"{SCHEME}ILO:CS_LABOUR(1.0)"]


def test_a_map_of_another_version_of_a_list_is_told() -> None:
    codes = m.Codelist("CL_PERMIT", agency="KE", version="2.0")
    told = [one.message for one in sdmx.dangling(m.Message(HEADER, [codes, PERMITS]))]
    assert told == [f"It refers to {CODELIST}KE:CL_PERMIT(1.0), of which the message has only version 2.0."]


def test_the_items_of_a_structure_set_are_its_maps() -> None:
    found = sdmx.read(STRUCTURE_SET.encode()).artefacts[0]
    assert [path for path, _ in items(found)] == ["STATUS", "CONCEPTS", "OFFICES", "TOPICS"]


def test_two_maps_of_one_id_are_told() -> None:
    content = STRUCTURE_SET.replace('id="TOPICS"', 'id="OFFICES"', 1)
    assert "These ids are there more than once: OFFICES." in [one.message for one in sdmx.read(content.encode()).notes]
