"""Hierarchies of codes in SDMX: hierarchies of 3.x, hierarchical code lists of 2.1."""

from __future__ import annotations

import json

import pytest
from orodha.catalogue.formats import sdmx
from orodha.catalogue.formats.sdmx import model as m
from orodha.catalogue.formats.sdmx.references import items, references
from sdmx_schemas import problems
from sdmx_written import HEADER, NEWER, spelled, written

CODE = "urn:sdmx:org.sdmx.infomodel.codelist.Code="

REGIONS = m.Hierarchy(
    "REGIONS",
    agency="AU",
    names={"en": "Regions and their countries", "fr": "Régions et leurs pays"},
    has_levels=True,
    level=m.Level(
        "REGION",
        names={"en": "Economic community"},
        level=m.Level("COUNTRY", names={"en": "Country"}, format=m.TextFormat("Alpha", max_length="2")),
    ),
    codes=(
        m.HierarchicalCode(
            "EAC",
            code=f"{CODE}AU:CL_REC(1.0).EAC",
            level="REGION",
            codes=(
                m.HierarchicalCode("KE", code=f"{CODE}SDMX:CL_AREA(2.0).KE"),
                m.HierarchicalCode(
                    "SS", code=f"{CODE}SDMX:CL_AREA(2.0).SS", valid_from="2016-09-05T00:00:00Z", level="COUNTRY"
                ),
            ),
        ),
        m.HierarchicalCode(
            "IGAD",
            code=f"{CODE}AU:CL_REC(1.0).IGAD",
            annotations=(m.Annotation(type="SEAT", texts={"en": "Djibouti"}),),
            codes=(m.HierarchicalCode("KE_2", code=f"{CODE}SDMX:CL_AREA(2.0).KE"),),
        ),
    ),
)
HIERARCHICAL_CODELIST = spelled("""\
    <str:HierarchicalCodelists>
      <str:HierarchicalCodelist id="HCL_AREA" agencyID="AU" version="1.0" isFinal="true">
        <com:Name xml:lang="en">Areas of Africa</com:Name>
        <str:IncludedCodelist alias="AREA">
          <Ref agencyID="SDMX" id="CL_AREA" version="2.0"/>
        </str:IncludedCodelist>
        <str:IncludedCodelist>
          <URN>urn:sdmx:org.sdmx.infomodel.codelist.Codelist=AU:CL_REC(1.0)</URN>
        </str:IncludedCodelist>
        <str:Hierarchy id="REGIONS" leveled="true"
            urn="urn:sdmx:org.sdmx.infomodel.codelist.Hierarchy=AU:HCL_AREA(1.0).REGIONS">
          <com:Name xml:lang="en">Regions and their countries</com:Name>
          <str:HierarchicalCode id="EAC" version="1.1" validFrom="2000-07-07T00:00:00Z"
              urn="urn:sdmx:org.sdmx.infomodel.codelist.HierarchicalCode=AU:HCL_AREA(1.0).REGIONS.EAC">
            <str:Code>
              <Ref agencyID="AU" maintainableParentID="CL_REC" maintainableParentVersion="1.0" id="EAC"/>
            </str:Code>
            <str:HierarchicalCode id="KE"
                urn="urn:sdmx:org.sdmx.infomodel.codelist.HierarchicalCode=AU:HCL_AREA(1.0).REGIONS.EAC.KE">
              <str:CodelistAliasRef>AREA</str:CodelistAliasRef>
              <str:CodeID><Ref id="KE"/></str:CodeID>
              <str:Level><Ref id="COUNTRY"/></str:Level>
            </str:HierarchicalCode>
          </str:HierarchicalCode>
          <str:Level id="REGION" urn="urn:sdmx:org.sdmx.infomodel.codelist.Level=AU:HCL_AREA(1.0).REGIONS.REGION">
            <com:Name xml:lang="en">Economic community</com:Name>
            <str:Level id="COUNTRY"
                urn="urn:sdmx:org.sdmx.infomodel.codelist.Level=AU:HCL_AREA(1.0).REGIONS.COUNTRY">
              <com:Name xml:lang="en">Country</com:Name>
              <str:CodingFormat textType="Alpha" maxLength="2"/>
            </str:Level>
          </str:Level>
        </str:Hierarchy>
      </str:HierarchicalCodelist>
    </str:HierarchicalCodelists>
""")


@pytest.mark.parametrize("syntax", NEWER)
def test_a_hierarchy_is_valid_and_comes_back_equal(syntax: str) -> None:
    content = written(REGIONS, syntax)
    assert problems(content, sdmx.SYNTAXES[syntax]) == []
    back = sdmx.read(content)
    assert back.artefacts == [REGIONS]
    assert back.notes == []


def test_a_hierarchical_code_list_is_read() -> None:
    message = sdmx.read(HIERARCHICAL_CODELIST.encode())
    found = message.artefacts[0]
    assert isinstance(found, m.HierarchicalCodelist)
    assert message.notes == []
    assert found.is_final is True
    assert found.included == (
        m.IncludedCodelist("urn:sdmx:org.sdmx.infomodel.codelist.Codelist=SDMX:CL_AREA(2.0)", "AREA"),
        m.IncludedCodelist("urn:sdmx:org.sdmx.infomodel.codelist.Codelist=AU:CL_REC(1.0)"),
    )
    regions = found.hierarchies[0]
    assert regions.has_levels is True
    assert regions.level == REGIONS.level


def test_a_code_of_2_1_is_named_by_urn_or_by_alias() -> None:
    found = sdmx.read(HIERARCHICAL_CODELIST.encode()).artefacts[0]
    assert isinstance(found, m.HierarchicalCodelist)
    community = found.hierarchies[0].codes[0]
    assert (community.code, community.version) == (f"{CODE}AU:CL_REC(1.0).EAC", "1.1")
    assert community.codes == (m.HierarchicalCode("KE", alias="AREA", code_id="KE", level="COUNTRY"),)


def test_a_hierarchical_code_list_is_valid_and_comes_back_equal() -> None:
    message = sdmx.read(HIERARCHICAL_CODELIST.encode())
    content = b"".join(sdmx.written(message, "sdmx-ml-2.1"))
    assert problems(content, sdmx.SYNTAXES["sdmx-ml-2.1"]) == []
    assert sdmx.read(content) == message


def test_the_urn_of_a_code_has_the_path_to_it_and_that_of_a_level_has_not() -> None:
    content = written(REGIONS, "sdmx-ml-3.0").decode()
    assert 'urn="urn:sdmx:org.sdmx.infomodel.codelist.HierarchicalCode=AU:REGIONS(1.0).EAC.KE"' in content
    assert 'urn="urn:sdmx:org.sdmx.infomodel.codelist.Level=AU:REGIONS(1.0).COUNTRY"' in content


def test_urns_in_a_hierarchical_code_list_come_back_as_they_were() -> None:
    message = sdmx.read(HIERARCHICAL_CODELIST.encode())
    content = b"".join(sdmx.written(message, "sdmx-ml-2.1")).decode()
    for name in ("Hierarchy", "HierarchicalCode", "Level"):
        start = f'urn="urn:sdmx:org.sdmx.infomodel.codelist.{name}='
        stated = [one.split('"')[0] for one in HIERARCHICAL_CODELIST.split(start)[1:]]
        assert [one.split('"')[0] for one in content.split(start)[1:]] == stated


def test_json_has_the_codes_in_their_codes() -> None:
    found = json.loads(written(REGIONS, "sdmx-json-2.1"))["data"]["hierarchies"][0]
    assert found["hasFormalLevels"] is True
    assert found["level"]["level"]["codingFormat"] == {"dataType": "Alpha", "maxLength": 2}
    assert found["hierarchicalCodes"][1]["hierarchicalCodes"] == [{"id": "KE_2", "code": f"{CODE}SDMX:CL_AREA(2.0).KE"}]


def test_items_are_codes_with_the_path_to_them() -> None:
    assert [path for path, _ in items(REGIONS)] == ["EAC", "EAC.KE", "EAC.SS", "IGAD", "IGAD.KE_2"]


def test_items_of_a_hierarchical_code_list_are_hierarchies_and_their_codes() -> None:
    found = sdmx.read(HIERARCHICAL_CODELIST.encode()).artefacts[0]
    assert [path for path, _ in items(found)] == ["REGIONS", "REGIONS.EAC", "REGIONS.EAC.KE"]


def test_a_hierarchy_refers_to_its_codes() -> None:
    assert list(references(REGIONS)) == [
        f"{CODE}AU:CL_REC(1.0).EAC",
        f"{CODE}SDMX:CL_AREA(2.0).KE",
        f"{CODE}SDMX:CL_AREA(2.0).SS",
        f"{CODE}AU:CL_REC(1.0).IGAD",
        f"{CODE}SDMX:CL_AREA(2.0).KE",
    ]


def test_a_code_that_its_list_does_not_have_is_told() -> None:
    areas = m.Codelist("CL_AREA", agency="SDMX", version="2.0", codes=(m.Code("KE"),))
    told = [one.message for one in sdmx.dangling(m.Message(HEADER, [areas, REGIONS]))]
    assert told == [f"It refers to {CODE}SDMX:CL_AREA(2.0).SS, which that scheme does not have."]


def test_a_code_that_is_twice_in_one_place_is_told() -> None:
    twice = m.Hierarchy("H", agency="AU", has_levels=False, codes=(m.HierarchicalCode("KE"), m.HierarchicalCode("KE")))
    assert [one.message for one in sdmx.repeated(m.Message(HEADER, [twice]))] == [
        "These ids are there more than once: KE."
    ]
    assert sdmx.repeated(m.Message(HEADER, [REGIONS])) == []


def test_a_code_that_is_in_two_places_of_a_hierarchy_needs_two_ids() -> None:
    codes = tuple(m.HierarchicalCode(one, codes=(m.HierarchicalCode("KE"),)) for one in ("EAC", "IGAD"))
    twice = m.Message(HEADER, [m.Hierarchy("H", agency="AU", has_levels=False, codes=codes)])
    assert [one.message for one in sdmx.repeated(twice)] == ["These ids are there more than once: KE."]


def test_a_code_may_be_in_two_places_of_a_hierarchical_code_list() -> None:
    codes = tuple(m.HierarchicalCode(one, codes=(m.HierarchicalCode("KE"),)) for one in ("EAC", "IGAD"))
    both = m.HierarchicalCodelist("H", agency="AU", hierarchies=(m.HierarchyIn("REGIONS", codes=codes),))
    assert sdmx.repeated(m.Message(HEADER, [both])) == []


def test_a_wrong_urn_of_a_level_is_told() -> None:
    content = HIERARCHICAL_CODELIST.replace("REGIONS.COUNTRY", "REGIONS.COUNTRIES")
    assert ["does not fit" in one.message for one in sdmx.read(content.encode()).notes] == [True]
