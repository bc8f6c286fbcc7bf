"""Views: categorisations, providers, data structures and maps, made from records."""

from __future__ import annotations

from typing import Any

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.formats import Loss
from orodha.catalogue.formats.sdmx import dangling, urn
from orodha.catalogue.formats.sdmx import model as m
from orodha.catalogue.reader import Reader
from orodha.inventory.sdmx.identities import Names
from orodha.inventory.sdmx.made import VIEW
from orodha.inventory.sdmx.maps import NOT_ACCEPTED
from orodha.inventory.sdmx.views import Views
from sdmx_told import add, change, content_of, message, sets, views, views_of

OURS = "urn:sdmx:org.sdmx.infomodel."
CENSUS = "source/ke-kphc-2019"
DSD = "DSD_KE_KPHC_2019"


def mapping(subject: str, predicate: str, object: str, **more: Any) -> dict[str, Any]:
    slugs = [one.partition("/")[2] for one in (subject, object)]
    return {
        "id": f"mapping/{'--'.join(slugs)}",
        "subject": subject,
        "predicate": f"skos:{predicate}",
        "object": object,
        "justification": "semapv:ManualMappingCuration",
        "status": "accepted",
    } | more


def rows(made: m.RepresentationMap | m.ConceptSchemeMap) -> set[tuple[str, str]]:
    if isinstance(made, m.RepresentationMap):
        return {(one.sources[0].value, one.targets[0]) for one in made.mappings}
    return {(one.source.value, one.target) for one in made.mappings if one.source}


def left_out(catalogue: Catalogue) -> set[Loss]:
    content = content_of(catalogue.reader)
    return set(Views.of(content, Names.of(content)).left_out)


@pytest.mark.parametrize("syntax", ["sdmx-ml-2.1", "sdmx-ml-3.0"])
def test_every_view_says_that_it_is_one(kenya: Reader, syntax: str):
    content = content_of(kenya)
    assert all(one.annotations == VIEW for one in views(content, syntax))


def test_views_have_an_id_of_their_own_and_a_name(kenya: Reader):
    content = content_of(kenya)
    made = views(content, "sdmx-ml-3.0")
    assert len({one.urn for one in made}) == len(made)
    assert all(one.names for one in made)


def test_flows_of_one_id_from_two_agencies_have_views_of_their_own(catalogue: Catalogue):
    of = "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={}:FLOW(1.0)"
    for record, agency in ((CENSUS, "ESTAT"), ("source/ke-kdhs-2022", "OECD")):
        change(catalogue, record, iri=of.format(agency))
    content = content_of(catalogue.reader)
    names = Names.of(content)
    assert {names.urn(CENSUS), names.urn("source/ke-kdhs-2022")} == {of.format("ESTAT"), of.format("OECD")}
    made = [*views(content, "sdmx-ml-3.0"), *sets(content)]
    assert len({one.urn for one in made}) == len(made)
    assert "DSD_FLOW" not in {one.id for one in made}


def test_flows_of_two_versions_have_data_structures_of_their_own(catalogue: Catalogue):
    of = "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=KE_NCM:F({}.0)"
    change(catalogue, CENSUS, iri=of.format(1))
    first = set(views_of(catalogue.reader, m.DataStructure))
    change(catalogue, "source/ke-kdhs-2022", iri=of.format(2))
    split = {"label": {"en": "Sex"}, "role": "disaggregation", "identifies": False}
    coded = {"representation": {"type": "code", "scheme": "scheme/sex"}}
    add(
        catalogue, {"id": "variable/ke-kdhs-2022-split", "name": "SEX", "source": "source/ke-kdhs-2022"} | split | coded
    )
    assert set(views_of(catalogue.reader, m.DataStructure)) == first | {"DSD_F_2_0"}


def test_the_id_of_a_map_says_what_it_joins_and_no_other_map_changes_it(catalogue: Catalogue):
    of = "urn:sdmx:org.sdmx.infomodel.codelist.Codelist={}:CL_FREQ({})"
    ends = (("KE_NCM", "2.1"), ("SDMX", "2.1"), ("SDMX", "2.2"))
    for number, end in enumerate(ends):
        scheme = {"id": f"scheme/f{number}", "title": {"en": "F"}, "role": "code list", "iri": of.format(*end)}
        concept = {"id": f"concept/f{number}-a", "scheme": f"scheme/f{number}", "label": {"en": "A"}}
        add(catalogue, scheme, concept)
        add(catalogue, mapping(concept["id"], "exactMatch", "concept/sex-female"))
    wanted = {"CL_FREQ_2_1__SEX_1", "SDMX_CL_FREQ_2_1__SEX_1", "SDMX_CL_FREQ_2_2__SEX_1"}
    assert set(views_of(catalogue.reader, m.RepresentationMap)) == wanted
    add(catalogue, mapping("concept/f1-a", "exactMatch", "concept/sex-female", status="rejected"))
    assert set(views_of(catalogue.reader, m.RepresentationMap)) == wanted - {"SDMX_CL_FREQ_2_1__SEX_1"}


@pytest.mark.parametrize(("chosen", "partial"), [((), None), ((CENSUS, "indicator/ke-i-sdg-10-c"), True)])
def test_lists_made_from_a_part_of_a_catalogue_say_that_they_are_partial(
    kenya: Reader, chosen: tuple[str, ...], partial: bool | None
):
    found = views_of(kenya, m.Maintainable, chosen=chosen)
    lists = {
        one.id: one.is_partial for one in found.values() if isinstance(one, m.DataProviderScheme | m.ConceptScheme)
    }
    assert lists == {"DATA_PROVIDERS": partial, "METADATA_CONCEPTS": partial, "STRUCTURE_CONCEPTS": None}


def test_lists_made_for_an_audience_that_may_not_see_all_say_that_they_are_partial(catalogue: Catalogue):
    change(catalogue, "agency/ksa-mol", visibility="partner")
    assert views_of(catalogue.reader, m.DataProviderScheme, audience="public")["DATA_PROVIDERS"].is_partial


def test_the_same_records_give_the_same_views(kenya: Reader):
    content = content_of(kenya)
    first, second = (views(content, "sdmx-ml-3.0") for _ in range(2))
    assert first == second


def test_a_source_is_put_into_its_topics_and_objectives(kenya: Reader):
    content = content_of(kenya)
    names = Names.of(content)
    wanted = {
        (names.urn(one["id"]), names.urn(to))
        for one in content.documents(["source"])
        for to in (*one["topics"], *one.get("gcm_objectives", ()))
    }
    found = [(one.source, one.target) for one in views_of(kenya, m.Categorisation).values()]
    assert len(found) == len(set(found))
    assert set(found) == wanted


def test_a_categorisation_is_named_in_every_language_of_its_topic(kenya: Reader):
    found = views_of(kenya, m.Categorisation)["KE_BLA_DESTINATION_MAPPING__TOPICS_1_labour"]
    assert found.names["fr"] == "Mapping of labour migration destinations: Migration de main-d'œuvre"
    assert set(found.names) == {"en", "fr", "sw", "ar", "pt"}


def test_whoever_holds_or_produces_a_source_is_a_data_provider(kenya: Reader):
    content = content_of(kenya)
    names = Names.of(content)
    wanted = {
        names.item(agency)
        for one in content.documents(["source"])
        for agency in (one.get("holder"), *one.get("producers", ()))
        if agency
    }
    [scheme] = views_of(kenya, m.DataProviderScheme).values()
    assert scheme.urn == f"{OURS}base.DataProviderScheme=KE_NCM:DATA_PROVIDERS(1.0)"
    assert {one.id for one in scheme.providers} == wanted


def test_an_agreement_in_force_is_a_provision_agreement_for_each_source_that_it_covers(kenya: Reader):
    [found] = views_of(kenya, m.ProvisionAgreement).values()
    assert found.id == "KE_BLA_KSA_2017__KE_MUSANED"
    assert found.dataflow == f"{OURS}datastructure.Dataflow=KE_NCM:KE_MUSANED(1.0)"
    assert found.provider == f"{OURS}base.DataProvider=KE_NCM:DATA_PROVIDERS(1.0).KSA_MOL"


def test_an_agreement_on_a_variable_covers_its_source(catalogue: Catalogue):
    change(catalogue, "agreement/ke-bla-ksa-2017", covers=["variable/ke-econ-survey-2021-refugees"])
    assert list(views_of(catalogue.reader, m.ProvisionAgreement)) == ["KE_BLA_KSA_2017__KE_ECON_SURVEY_2021"]


@pytest.mark.parametrize("status", ["idea", "draft", "expired"])
def test_an_agreement_that_does_not_bind_provides_nothing(catalogue: Catalogue, status: str):
    change(catalogue, "agreement/ke-bla-ksa-2017", status=status)
    assert not views_of(catalogue.reader, m.ProvisionAgreement)


def test_a_source_that_nobody_is_known_to_hold_has_no_provision_agreement(catalogue: Catalogue):
    change(catalogue, "source/ke-musaned", holder=None)
    assert not views_of(catalogue.reader, m.ProvisionAgreement)


def test_without_code_lists_there_is_no_data_structure(catalogue: Catalogue):
    change(catalogue, "variable/ke-kphc-2019-sex", representation={"type": "code"})
    content = content_of(catalogue.reader)
    assert not views_of(catalogue.reader, m.DataStructure)
    assert Views.of(content, Names.of(content)).structures.structure_of(CENSUS) == ""


@pytest.fixture
def census(catalogue: Catalogue) -> Catalogue:
    """The census with an attribute, and with a variable that identifies a person."""
    note = {"label": {"en": "Footnote"}, "source": CENSUS, "role": "attribute", "identifies": False}
    person = {"label": {"en": "National number"}, "source": CENSUS, "role": "disaggregation", "identifies": True}
    add(
        catalogue,
        {"id": "variable/ke-kphc-2019-note", "name": "NOTE"} | note,
        {"id": "variable/ke-kphc-2019-number", "name": "NUMBER"} | person,
    )
    return catalogue


def test_a_source_with_a_code_list_has_a_data_structure_of_its_disaggregations(census: Catalogue):
    found = views_of(census.reader, m.DataStructure)[DSD]
    assert found.components
    assert found.components.dimensions
    dimensions = {one.id: one for one in found.components.dimensions.dimensions}
    assert set(dimensions) == {"FIRST_DESTINATION", "REASON", "SEX"}
    assert dimensions["SEX"].concept == f"{OURS}conceptscheme.Concept=KE_NCM:CS_KE_KPHC_2019(1.0).SEX"
    assert dimensions["SEX"].representation == m.Representation(enumeration=f"{OURS}codelist.Codelist=KE_NCM:SEX(1)")
    assert dimensions["REASON"].representation is None


def test_a_data_structure_has_time_one_measure_and_the_attributes(census: Catalogue):
    components = views_of(census.reader, m.DataStructure)[DSD].components
    assert components
    assert components.dimensions
    assert components.dimensions.time
    assert components.measures
    assert components.attributes
    shared = f"{OURS}conceptscheme.Concept=KE_NCM:STRUCTURE_CONCEPTS(1.0)"
    assert components.dimensions.time.concept == f"{shared}.TIME_PERIOD"
    assert [(one.id, one.concept) for one in components.measures.measures] == [("OBS_VALUE", f"{shared}.OBS_VALUE")]
    assert [one.id for one in components.attributes.attributes] == ["NOTE"]
    assert [one.id for one in views_of(census.reader, m.ConceptScheme)["STRUCTURE_CONCEPTS"].concepts] == [
        "TIME_PERIOD",
        "OBS_VALUE",
    ]


def test_a_variable_called_time_period_is_the_dimension_of_time(census: Catalogue):
    own = {"label": {"en": "Year"}, "source": CENSUS, "role": "disaggregation", "identifies": False}
    add(census, {"id": "variable/ke-kphc-2019-time-period", "name": "YEAR"} | own)
    components = views_of(census.reader, m.DataStructure)[DSD].components
    assert components
    assert components.dimensions
    assert components.dimensions.time
    assert components.dimensions.time.concept.endswith("CS_KE_KPHC_2019(1.0).TIME_PERIOD")
    assert "TIME_PERIOD" not in [one.id for one in components.dimensions.dimensions]


def test_the_data_structure_of_a_source_is_known_by_its_id(census: Catalogue):
    content = content_of(census.reader)
    found = Views.of(content, Names.of(content)).structures
    assert found.structure_of(CENSUS) == f"{OURS}datastructure.DataStructure=KE_NCM:{DSD}(1.0)"
    assert found.structure_of("source/ke-musaned") == ""


def test_accepted_mappings_between_glossaries_are_a_concept_scheme_map(kenya: Reader):
    found = views_of(kenya, m.ConceptSchemeMap)["UN_1998_1998__MIGRATION_1"]
    assert found.source == f"{OURS}conceptscheme.ConceptScheme=KE_NCM:UN_1998(1998)"
    assert found.target == f"{OURS}conceptscheme.ConceptScheme=KE_NCM:MIGRATION(1)"
    row = found.mappings[0]
    assert [(one.id, one.type) for one in row.annotations] == [("predicate", "orodha"), ("mapping", "orodha")]
    saved = kenya.get(row.annotations[1].title)
    assert row.annotations[0].title == saved["predicate"]
    assert saved["status"] == "accepted"


def test_accepted_mappings_between_code_lists_are_a_representation_map(catalogue: Catalogue):
    add(catalogue, mapping("concept/sex-female", "exactMatch", "concept/access-open"))
    [found] = views_of(catalogue.reader, m.RepresentationMap).values()
    names = Names.of(content_of(catalogue.reader))
    assert (found.id, rows(found)) == ("SEX_1__ACCESS_1", {("F", names.item("concept/access-open"))})
    assert found.sources == (m.MapEnd(f"{OURS}codelist.Codelist=KE_NCM:SEX(1)"),)
    assert found.targets == (m.MapEnd(f"{OURS}codelist.Codelist=KE_NCM:ACCESS(1)"),)


@pytest.mark.parametrize("predicate", ["exactMatch", "closeMatch", "broadMatch"])
def test_what_can_be_recoded_is_a_row_from_subject_to_object(catalogue: Catalogue, predicate: str):
    add(catalogue, mapping("concept/ke-refugee", predicate, "concept/un98-foreign-population"))
    found = views_of(catalogue.reader, m.ConceptSchemeMap)
    assert len(found["KE__UN_1998_1998"].mappings) == 1


def test_a_narrower_term_is_recoded_to_the_wider_one(catalogue: Catalogue):
    add(catalogue, mapping("concept/ke-refugee", "narrowMatch", "concept/un98-foreign-population"))
    found = views_of(catalogue.reader, m.ConceptSchemeMap)
    assert "KE__UN_1998_1998" not in found
    names = Names.of(content_of(catalogue.reader))
    assert rows(found["UN_1998_1998__KE"]) == {
        (names.item("concept/un98-foreign-population"), names.item("concept/ke-refugee"))
    }


@pytest.mark.parametrize("status", ["proposed", "rejected"])
def test_a_mapping_that_was_not_accepted_is_in_no_map(catalogue: Catalogue, status: str):
    add(catalogue, mapping("concept/sex-female", "exactMatch", "concept/access-open", status=status))
    assert not views_of(catalogue.reader, m.RepresentationMap)


def test_2_1_has_all_maps_in_one_structure_set(catalogue: Catalogue):
    add(catalogue, mapping("concept/sex-female", "exactMatch", "concept/access-open"))
    [found] = views_of(catalogue.reader, m.StructureSet, "sdmx-ml-2.1").values()
    others = views_of(catalogue.reader, m.ConceptSchemeMap) | views_of(catalogue.reader, m.RepresentationMap)
    assert {one.id for one in found.maps} == set(others)
    assert {type(one) for one in found.maps} == {m.CodelistMapIn, m.ConceptSchemeMapIn}
    assert not views_of(catalogue.reader, m.ConceptSchemeMap, "sdmx-ml-2.1")


@pytest.mark.parametrize(
    ("subject", "predicate", "object", "reason"),
    [
        ("concept/sex-female", "exactMatch", "concept/ke-refugee", "no map between a Codelist and a ConceptScheme"),
        ("concept/topics-labour", "exactMatch", "concept/gcm-6", "no map between a CategoryScheme"),
        ("concept/ke-refugee", "relatedMatch", "concept/un98-foreign-population", "a related term"),
        ("concept/ke-refugee", "exactMatch", "https://example.org/refugee", "in no scheme of this catalogue"),
        ("concept/ke-refugee", "closeMatch", "concept/ke-remittance", "in one list"),
    ],
)
def test_an_accepted_mapping_without_a_row_is_told(
    catalogue: Catalogue, subject: str, predicate: str, object: str, reason: str
):
    before = left_out(catalogue)
    add(catalogue, mapping(subject, predicate, object, id="mapping/told"))
    [told] = left_out(catalogue) - before
    assert reason in told.what
    assert told.where == "Code=KE_NCM:CL_MAPPING(1.0).TOLD"
    assert (subject in told.detail) and (object in told.detail)


@pytest.mark.parametrize("status", ["proposed", "rejected"])
def test_mappings_that_are_not_accepted_are_told_as_one(catalogue: Catalogue, status: str):
    [before] = [one.count for one in left_out(catalogue) if one.what == NOT_ACCEPTED]
    add(catalogue, mapping("concept/sex-female", "exactMatch", "concept/access-open", status=status))
    [told] = [one for one in left_out(catalogue) if one.what == NOT_ACCEPTED]
    assert told.count == before + 1


def test_no_view_names_what_an_audience_may_not_see(catalogue: Catalogue):
    change(catalogue, "concept/topics-labour", visibility="internal")
    change(catalogue, "agency/ksa-mol", visibility="partner")
    change(catalogue, "concept/migration-foreign-citizen", visibility="internal")
    content = content_of(catalogue.reader, "public")
    made = str(views(content, "sdmx-ml-3.0"))
    for hidden in ("TOPICS_labour'", "KSA_MOL", "migration-foreign-citizen"):
        assert hidden not in made


def test_views_of_a_choice_of_records_are_those_of_these(kenya: Reader):
    found = views_of(kenya, m.Maintainable, chosen=("source/ke-musaned",))
    flow = f"{OURS}datastructure.Dataflow=KE_NCM:KE_MUSANED(1.0)"
    assert {one.source for one in found.values() if isinstance(one, m.Categorisation)} == {flow}
    assert not any(isinstance(one, m.ConceptSchemeMap | m.ProvisionAgreement) for one in found.values())


def test_no_view_leads_to_an_item_that_is_left_out_of_a_list(census: Catalogue):
    chosen = (CENSUS, "concept/esms-contact", "concept/gcm-1")
    content = content_of(census.reader, chosen=chosen)
    made = message(content, "sdmx-ml-3.0")
    assert dangling(made) == []
    assert "METADATA_CONCEPTS(1.0).DATA_DESCR" in str(made.artefacts)


def test_a_catalogue_without_sources_has_no_views(kenya: Reader):
    assert not views_of(kenya, m.Maintainable, chosen=("area",))


def test_every_reference_of_a_view_is_a_urn(kenya: Reader):
    for one in views_of(kenya, m.Categorisation).values():
        assert urn.parse(one.source).kind == "Dataflow"
        assert urn.parse(one.target).kind == "Category"
