"""Reports on sources (ESMS) and indicators (SDG), and the structures that these have."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from orodha.catalogue import Catalogue
from orodha.catalogue.formats.sdmx import model as m
from orodha.catalogue.reader import Reader
from orodha.inventory.sdmx.esms import ESMS, MOST
from orodha.inventory.sdmx.facts import Facts, WrittenFacts
from orodha.inventory.sdmx.identities import Names
from orodha.inventory.sdmx.metadata import REPORTINGS
from orodha.inventory.sdmx.report import XHTML, Attribute, reported, walk
from orodha.inventory.sdmx.sdg import CONCEPT_NAMES, SDG
from sdmx_told import add, change, content_of, every, report_on, sets, views_of

OURS = "urn:sdmx:org.sdmx.infomodel."
CENSUS = "source/ke-kphc-2019"


def bullets(attribute: m.ReportedAttribute, language: str = "en") -> list[str]:
    """The lines of a list in one language."""
    return [item.text or "" for item in etree.fromstring(attribute.structured[language])]


def says(catalogue: Catalogue, record: str, **fields: Any) -> dict[str, m.ReportedAttribute]:
    """What the report on a record says once some fields were changed."""
    change(catalogue, record, **fields)
    return report_on(catalogue.reader, record)


@pytest.mark.parametrize("syntax", ["sdmx-ml-2.1", "sdmx-ml-3.0"])
def test_there_is_a_report_on_every_source_and_indicator(kenya: Reader, syntax: str):
    content = content_of(kenya)
    names = Names.of(content)
    made = sets(content, syntax)
    wanted = [names.urn(one["id"]) for kind in ("source", "indicator") for one in content.documents([kind])]
    assert [(*one.targets, *(value.object for value in one.target_values)) for one in made] == [(o,) for o in wanted]
    assert len({one.urn for one in made}) == len(made)


def test_a_report_names_its_flow_in_3_and_its_structure_in_2_1(kenya: Reader):
    content = content_of(kenya)
    new, old = (sets(content, syntax)[0] for syntax in ("sdmx-json-2.0", "sdmx-ml-2.1"))
    assert new.metadataflow == f"{OURS}metadatastructure.Metadataflow=KE_NCM:ESMS(1.0)"
    assert (new.structure, new.report, new.target) == ("", "", "")
    assert old.structure == f"{OURS}metadatastructure.MetadataStructure=KE_NCM:ESMS(1.0)"
    assert (old.report, old.target) == ("ESMS_REPORT", "DATAFLOW_TARGET")
    assert (old.metadataflow, old.targets) == ("", ())


@pytest.mark.parametrize("syntax", ["sdmx-ml-2.1", "sdmx-json-2.1"])
def test_reports_have_only_attributes_of_their_structure_in_their_places(kenya: Reader, syntax: str):
    def paths(attributes: tuple[Any, ...], above: str = "") -> set[str]:
        here = {f"{above}{one.id}" for one in attributes}
        return here.union(*(paths(one.attributes, f"{above}{one.id}.") for one in attributes))

    content = content_of(kenya)
    structures = views_of(kenya, m.MetadataStructure, syntax)
    sdg = structures["SDG_MSD"]
    allowed = {"ESMS": structures["ESMS"], "SDG": sdg, "INDICATOR": sdg}
    for one in sets(content, syntax):
        structure = allowed[one.id.partition("_")[0]]
        assert paths(one.attributes) <= paths(structure.reports[0].attributes)


def test_an_attribute_that_nothing_is_known_about_is_absent(kenya: Reader):
    for one in sets(content_of(kenya), "sdmx-ml-3.0"):
        for attribute in every(one.attributes):
            assert attribute.values or attribute.texts or attribute.structured or attribute.attributes


def test_the_attributes_of_esms_are_those_of_its_concepts(kenya: Reader):
    concepts = [one for one in content_of(kenya).documents(["concept"]) if one["scheme"] == "scheme/esms"]
    parents = {one["notation"]: next(iter(one.get("broader", [])), "") for one in concepts}
    ids = {one["id"]: one["notation"] for one in concepts}
    declared = {one.id: one for one in walk(ESMS)}
    assert set(declared) == set(parents)
    for above in walk(ESMS):
        for one in above.inner:
            assert ids[parents[one.id]] == above.id


def test_every_attribute_has_a_concept_that_is_there(kenya: Reader):
    content = content_of(kenya)
    names = Names.of(content)
    own = {
        f"{OURS}conceptscheme.Concept=KE_NCM:METADATA_CONCEPTS(1.0).{one.id}"
        for one in views_of(kenya, m.ConceptScheme)["METADATA_CONCEPTS"].concepts
    }
    known = own | {names.urn(one["id"]) for one in content.documents(["concept"])}

    def concepts(attributes: tuple[m.MetadataAttribute, ...]) -> set[str]:
        return {one.concept for one in attributes}.union(*(concepts(one.attributes) for one in attributes))

    for structure in views_of(kenya, m.MetadataStructure).values():
        assert concepts(structure.reports[0].attributes) <= known


def test_only_concepts_that_esms_lacks_are_made(kenya: Reader):
    made = {one.id: one.names for one in views_of(kenya, m.ConceptScheme)["METADATA_CONCEPTS"].concepts}
    assert made == CONCEPT_NAMES
    assert set(made) == {one.id for one in SDG} - {one.id for one in walk(ESMS)}


def test_without_the_scheme_of_concepts_all_of_them_are_made(catalogue: Catalogue):
    esms = [one["id"] for one in content_of(catalogue.reader).documents(["concept"]) if "esms" in one["id"]]
    catalogue.delete(*esms, "scheme/esms")
    made = views_of(catalogue.reader, m.ConceptScheme)["METADATA_CONCEPTS"].concepts
    assert {one.id for one in made} == {one.id for reporting in REPORTINGS for one in walk(reporting.attributes)}


def test_the_structure_of_2_1_says_what_reports_are_about(kenya: Reader):
    found = views_of(kenya, m.MetadataStructure, "sdmx-ml-2.1")["SDG_MSD"]
    assert [(one.id, one.objects[0].object_type) for one in found.targets] == [("INDICATOR_TARGET", "Concept")]
    assert [(one.id, one.targets) for one in found.reports] == [("SDG_META_RPT", ("INDICATOR_TARGET",))]


def test_the_flow_of_3_says_what_reports_are_about(kenya: Reader):
    found = views_of(kenya, m.Metadataflow)
    assert found["ESMS"].targets == (f"{OURS}datastructure.Dataflow=KE_NCM:*(*)",)
    assert found["SDG"].targets == (f"{OURS}conceptscheme.Concept=KE_NCM:INDICATORS(1.0).*",)
    assert not any(one.targets for one in views_of(kenya, m.Metadataflow, "sdmx-ml-2.1").values())


def test_labels_come_in_every_language_that_they_have(kenya: Reader):
    found = report_on(kenya, "source/ke-bla-destination-mapping")
    assert found["FREQ_DISS"].texts == {
        "en": "Continuous",
        "fr": "Continu",
        "sw": "Mfululizo",
        "ar": "مستمر",
        "pt": "Contínua",
    }
    assert bullets(found["COVERAGE_SECTOR"], "pt") == ["Migração laboral"]


def test_what_has_no_text_in_a_language_comes_there_in_english(kenya: Reader):
    sectors = report_on(kenya, "source/ke-gcm-vnr")["USER_NEEDS"]
    assert bullets(sectors, "sw")[0] == "Data"
    assert len(bullets(sectors, "sw")) == len(bullets(sectors, "en"))


def test_the_description_population_and_unit_are_texts(catalogue: Catalogue):
    found = says(
        catalogue,
        CENSUS,
        description={"en": "A count.", "fr": "Un comptage."},
        measures="stock",
        unit={"en": "Person"},
        coverage={"population": {"en": "All"}, "first_period": "1999", "last_period": "2019"},
    )
    assert found["DATA_DESCR"].texts == {"en": "A count.\nCounts: stock", "fr": "Un comptage.\nstock"}
    assert found["STAT_UNIT"].texts == {"en": "Person"}
    assert found["STAT_POP"].texts == {"en": "All"}
    assert found["COVERAGE_TIME"].texts == {"en": "1999 – 2019"}


@pytest.mark.parametrize(
    ("coverage", "said"),
    [
        ({"last_period": "2021"}, "until 2021"),
        ({"first_period": "2022-06"}, "since 2022-06"),
        ({"first_period": "2019", "last_period": "2019"}, "2019"),
    ],
)
def test_time_without_a_beginning_or_an_end_is_told_in_words(catalogue: Catalogue, coverage: Any, said: str):
    assert says(catalogue, CENSUS, coverage=coverage)["COVERAGE_TIME"].texts == {"en": said}


def test_words_of_ours_are_in_the_english_text_only(catalogue: Catalogue):
    found = says(catalogue, CENSUS, personal_data="identifiable", sensitive=["concept/sensitive-sex"])
    sex = catalogue.reader.get("concept/sensitive-sex")["label"]
    assert bullets(found["CONF_POLICY"]) == ["Personal data: identifiable", f"Sensitive: {sex['en']}"]
    assert bullets(found["CONF_POLICY"], "fr") == ["identifiable", sex["fr"]]


def test_the_id_of_a_report_says_sdg_only_of_an_indicator_with_a_target(catalogue: Catalogue):
    change(catalogue, "indicator/ke-i-shona", framework=["concept/gcm-4"])
    found = {one.id for one in sets(content_of(catalogue.reader, chosen=("indicator",)))}
    assert {"SDG_KE_I_SDG_10_C", "INDICATOR_KE_I_SHONA"} <= found


def test_definitions_are_those_of_its_terms_and_of_its_variables_concepts(catalogue: Catalogue):
    change(catalogue, "concept/ke-remittance", definition={"en": "Money sent home."})
    label = catalogue.reader.get("concept/ke-remittance")["label"]["en"]
    assert f"{label}: Money sent home." in bullets(report_on(catalogue.reader, CENSUS)["STAT_CONC_DEF"])


def test_laws_and_agreements_are_told_with_their_status(catalogue: Catalogue):
    found = says(catalogue, "source/ke-musaned", legal_basis=["law/ke-dpa-2019"])
    law = catalogue.reader.get("law/ke-dpa-2019")
    [line] = bullets(found["INST_MAN_LA_OA"])
    assert line.startswith(law["title"]["en"])
    assert law["status"] in line
    [line] = bullets(found["INST_MAN_SHAR"])
    assert line.endswith("(bilateral labour agreement, in force, 2019)")


def test_an_agreement_on_a_variable_is_told_of_its_source(catalogue: Catalogue):
    change(catalogue, "agreement/ke-bla-ksa-2017", covers=["variable/ke-kphc-2019-sex"])
    assert len(bullets(report_on(catalogue.reader, CENSUS)["INST_MAN_SHAR"])) == 1


def test_confidentiality_tells_of_personal_data_sensitive_categories_and_safeguards(catalogue: Catalogue):
    change(catalogue, "agreement/ke-bla-ksa-2017", covers=[CENSUS], safeguards={"en": ["Names are taken out."]})
    found = says(catalogue, CENSUS, personal_data="identifiable")
    assert bullets(found["CONF_POLICY"])[0] == "Personal data: identifiable"
    sex = catalogue.reader.get("concept/sensitive-sex")["label"]["en"]
    assert f"Sensitive: {sex}" in bullets(found["CONF_POLICY"])  # of its variable SEX
    assert bullets(found["CONF_DATA_TR"]) == ["Names are taken out."]


def test_what_is_unknown_of_personal_data_is_not_told(catalogue: Catalogue):
    found = says(catalogue, "source/ke-musaned", personal_data="unknown", sensitive=None)
    assert "CONF" not in found


def test_ways_to_get_the_data_and_releases_are_listed(catalogue: Catalogue):
    found = says(
        catalogue,
        CENSUS,
        distributions=[{"title": {"en": "Tables"}, "format": "XLSX", "access_url": "https://example.org/t?a=1&b=2"}],
        link="https://example.org/census",
    )
    assert bullets(found["DISS_FORMAT"]) == [
        "Tables (XLSX, https://example.org/t?a=1&b=2)",
        "https://example.org/census",
    ]
    assert len(bullets(found["PUBLICATIONS"])) == 1


def test_quality_reports_speak_under_their_dimension(catalogue: Catalogue):
    report = {
        "id": "quality-report/census",
        "subject": CENSUS,
        "framework": "NQAF",
        "dimension": "concept/esms-sampling-err",
        "rating": "good",
        "text": {"en": "Full count.", "fr": "Comptage complet."},
        "date": "2024",
    }
    add(catalogue, report)
    found = report_on(catalogue.reader, CENSUS)
    assert found["SAMPLING_ERR"].texts == {
        "en": "Full count. (good, NQAF, 2024)",
        "fr": "Comptage complet. (good, NQAF, 2024)",
    }
    assert [one.id for one in found["ACCURACY"].attributes] == ["SAMPLING_ERR"]


def test_a_quality_report_may_be_on_what_heads_others(catalogue: Catalogue):
    report = {"framework": "SIMS", "dimension": "concept/esms-accuracy", "text": {"en": "Good."}}
    add(catalogue, {"id": "quality-report/accuracy", "subject": CENSUS} | report)
    assert report_on(catalogue.reader, CENSUS)["ACCURACY"].texts == {"en": "Good. (SIMS)"}
    structure = views_of(catalogue.reader, m.MetadataStructure)["ESMS"]
    [found] = [one for one in structure.reports[0].attributes if one.id == "ACCURACY"]
    assert found.representation
    assert not found.is_presentational


def test_a_quality_report_on_a_release_is_told_of_its_source(catalogue: Catalogue):
    [release] = [one for one in content_of(catalogue.reader).documents(["dataset"]) if one["source"] == CENSUS]
    add(
        catalogue,
        {
            "id": "quality-report/release",
            "subject": release["id"],
            "framework": "SIMS",
            "dimension": "concept/esms-timeliness",
            "text": {"en": "Late."},
        },
    )
    assert report_on(catalogue.reader, CENSUS)["TIMELINESS"].texts == {"en": "Late. (SIMS)"}


def test_terms_that_are_mapped_tell_of_comparability_with_a_sign(catalogue: Catalogue):
    add(
        catalogue,
        {
            "id": "mapping/told",
            "subject": "concept/migration-remittance",
            "predicate": "skos:narrowMatch",
            "object": "concept/ke-remittance",
            "justification": "semapv:ManualMappingCuration",
            "status": "accepted",
        },
    )
    lines = bullets(report_on(catalogue.reader, CENSUS)["COMPAR_GEO"])
    assert any(" ⊂ " in line for line in lines)


def test_the_contact_is_told_to_those_who_may_see_it(catalogue: Catalogue):
    holder = catalogue.reader.get(CENSUS)["holder"]
    change(
        catalogue,
        holder,
        contacts=[{"post": {"en": "Head of Statistics"}, "unit": {"en": "Population"}, "email": "pop@example.org"}],
    )
    change(catalogue, CENSUS, contact="census@example.org")
    inside, outside = (report_on(catalogue.reader, CENSUS, audience) for audience in ("partner", "public"))
    assert inside["CONTACT_EMAIL"].values == ("census@example.org; pop@example.org",)
    assert inside["CONTACT_FUNCT"].texts == {"en": "Head of Statistics"}
    assert inside["ORGANISATION_UNIT"].texts == {"en": "Population"}
    assert [one.id for one in outside["CONTACT"].attributes] == ["CONTACT_ORGANISATION"]


def test_a_report_names_nothing_that_its_audience_may_not_see(catalogue: Catalogue):
    change(catalogue, "concept/ke-remittance", visibility="internal")
    change(catalogue, "area/ke", field_visibility={"name": "partner"})
    content = content_of(catalogue.reader, "public")
    told = str(sets(content, "sdmx-ml-3.0"))
    assert "ke-remittance" not in told
    assert "<li>Kenya</li>" not in told


def test_a_report_on_one_source_names_what_stands_in_other_records(kenya: Reader):
    content = content_of(kenya, "public", ("source/ke-musaned",))
    [one] = sets(content, "sdmx-ml-3.0")
    found = {attribute.id: attribute for attribute in every(one.attributes)}
    assert found["CONTACT_ORGANISATION"].texts["en"] == kenya.get("agency/ksa-mol")["name"]["en"]


def test_an_indicator_tells_the_goal_target_and_indicator_that_it_serves(kenya: Reader):
    found = report_on(kenya, "indicator/ke-i-sdg-10-c")
    assert bullets(found["SDG_GOAL"]) == ["Goal 10: reduced inequalities"]
    assert bullets(found["SDG_TARGET"]) == ["10.c Lower cost of remittances"]
    assert bullets(found["SDG_INDICATOR"], "fr") == ["10.c.1 Coût des envois de fonds, en part du montant envoyé"]
    assert bullets(found["SDG_RELATED_INDICATORS"]) == ["20 Remittances"]


def test_an_indicator_tells_its_definition_unit_and_sources(kenya: Reader):
    found = report_on(kenya, "indicator/ke-i-sdg-10-c")
    assert found["STAT_CONC_DEF"].texts["en"].startswith("Cost of sending money")
    assert found["UNIT_MEASURE"].texts == {"en": "per cent"}
    assert len(bullets(found["SOURCE_TYPE"])) == 2
    assert bullets(found["DATA_SOURCE"]) == ["Central Bank of Kenya"]


def test_a_national_custodian_reports_and_an_international_one_monitors(kenya: Reader):
    national, international = (report_on(kenya, f"indicator/{one}") for one in ("ke-i-sdg-10-c", "ke-i-priority-list"))
    assert national["CONTACT_ORGANISATION"].texts == {"en": "Central Bank of Kenya"}
    assert "SDG_CUSTODIAN_AGENCIES" not in national
    assert "SDG_CUSTODIAN_AGENCIES" in international


def test_the_date_is_that_of_the_last_change(kenya: Reader):
    modified = kenya.get(CENSUS)["modified"]
    assert report_on(kenya, CENSUS)["META_LAST_UPDATE"].values == (modified,)


@pytest.fixture(scope="session")
def facts(kenya: Reader) -> Facts:
    return WrittenFacts(content_of(kenya))


@given(st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_any_text_is_a_list_in_xhtml(facts: Facts, lines: list[str]):
    attribute = Attribute("X", says=lambda _document, _facts: [{"en": line} for line in lines], form="list")
    [made] = reported((attribute,), {}, facts, lambda _: [])
    found = etree.fromstring(made.structured["en"])
    assert found.tag == f"{{{XHTML}}}ul"
    assert etree.tostring(found, method="c14n").decode() == made.structured["en"]


def test_of_very_many_other_sources_the_first_are_named(catalogue: Catalogue):
    census = {name: value for name, value in catalogue.reader.get(CENSUS).items() if name in _NEEDED}
    add(
        catalogue, *(census | {"id": f"source/z-{number}", "title": {"en": f"Z{number}"}} for number in range(MOST + 9))
    )
    lines = bullets(report_on(catalogue.reader, CENSUS)["COHER_X_DOM"])
    assert len(lines) == MOST + 1
    assert lines[-1] == "…"


_NEEDED = ("title", "type", "country", "topics", "status", "access", "personal_data", "terms")
