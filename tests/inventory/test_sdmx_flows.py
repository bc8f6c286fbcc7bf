"""Data flows and maps of other agencies: the sources, variables and proposed mappings that they become."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.formats.sdmx import model as m
from sdmx_taken import (
    CONCEPTS,
    FLOW,
    KENYA,
    OTHER,
    SEX,
    bytes_of,
    copied,
    planned,
    represented,
    rows,
    structure,
    take,
)


@pytest.fixture
def catalogue(vocabulary: Path) -> Iterator[Catalogue]:
    with copied(vocabulary) as found:
        yield found


# --- data flows


def test_a_data_flow_becomes_a_source_and_what_is_assumed_is_told(catalogue):
    made = take(catalogue, FLOW, **KENYA)
    source = catalogue.reader.get("source/xy-mig-2.0")
    assert (source["title"], source["holder"], source["country"]) == (FLOW.names, "agency/xy", "area/ke")
    assert source["topics"] == ["concept/topics-general"]
    assert any("source.topics was taken as concept/topics-general in 1 record" in note for note in made.notes)


def test_a_data_flow_without_a_country_says_how_to_give_one(catalogue):
    problem = planned(catalogue, bytes_of([FLOW])).problems[0]
    assert str(problem).endswith("Dataflow=XY:MIG(2.0) country: is mandatory. Give it to all with --set country=VALUE.")


def test_components_of_its_structure_become_variables(catalogue):
    take(catalogue, FLOW, structure(), SEX, CONCEPTS, **KENYA)
    sex = catalogue.reader.get("variable/xy-mig-2.0-SEX")
    assert (sex["name"], sex["label"], sex["role"]) == ("SEX", {"en": "Sex", "fr": "Sexe"}, "disaggregation")
    assert (sex["concept"], sex["source"]) == ("concept/xy-cs-1.0-SEX", "source/xy-mig-2.0")
    assert sex["representation"] == {"scheme": "scheme/xy-cl-x-1.0", "type": "code"}


def core(catalogue: Catalogue, kept: object) -> object:
    """What a variable of a dimension is said to look like, where only its concept here says so, as it is kept."""
    take(catalogue, CONCEPTS)
    concept = catalogue.get("concept/xy-cs-1.0-SEX")
    concept.extra = {"sdmx": kept}
    catalogue.save(concept)
    made = structure()
    assert made.components and made.components.dimensions
    made.components.dimensions.dimensions[0].representation = None
    take(catalogue, FLOW, made, **KENYA)
    return catalogue.reader.get("variable/xy-mig-2.0-SEX").get("representation")


def test_a_concept_of_the_catalogue_says_what_values_look_like(catalogue):
    assert core(catalogue, {"representation": {"format": {"type": "Integer"}}}) == {"type": "number"}


@pytest.mark.parametrize("kept", ["x", {"representation": "x"}, {"representation": {"format": "x"}}])
def test_what_somebody_made_of_a_kept_representation_is_passed_over(catalogue, kept):
    assert core(catalogue, kept) is None


def test_what_a_variable_refers_to_elsewhere_stays_a_urn_and_is_counted(catalogue):
    made = take(catalogue, FLOW, structure(), **KENYA)
    sex = catalogue.reader.get("variable/xy-mig-2.0-SEX")
    assert sex["concept"].endswith("Concept=XY:CS(1.0).SEX")
    assert any("2 references to Concept elsewhere, kept as URN" in note for note in made.notes)


def test_a_category_that_is_mapped_to_a_topic_is_a_topic_of_the_source(catalogue):
    categories = m.CategoryScheme(
        "CATS", agency="XY", names={"en": "Themes"}, categories=(m.Category("LAB", names={"en": "Labour"}),)
    )
    take(catalogue, categories)
    accepted = {
        "id": "mapping/labour",
        "subject": "concept/xy-cats-1.0-LAB",
        "predicate": "skos:exactMatch",
        "object": "concept/topics-labour",
        "justification": "semapv:ManualMappingCuration",
        "status": "accepted",
    }
    catalogue.put_all([(accepted, None)])
    target = "urn:sdmx:org.sdmx.infomodel.categoryscheme.Category=XY:CATS(1.0)."
    links = [
        m.Categorisation(id, agency="XY", names={"en": id}, source=FLOW.urn, target=target + category)
        for id, category in (("C1", "LAB"), ("C2", "OTHER"))
    ]
    take(catalogue, FLOW, *links, **KENYA)
    source = catalogue.reader.get("source/xy-mig-2.0")
    assert source["topics"] == ["concept/topics-labour"]
    assert [one["target"] for one in source["extra"]["sdmx"]["categorisations"]] == [target + "LAB", target + "OTHER"]


def test_who_provides_a_flow_is_its_producer(catalogue):
    provider = m.DataProviderScheme(
        agency="XY", names={"en": "Providers"}, providers=(m.DataProvider("KE1", names={"en": "Kenya"}),)
    )
    agreement = m.ProvisionAgreement("PA", agency="XY", names={"en": "Agreed"}, dataflow=FLOW.urn)
    agreement.provider = "urn:sdmx:org.sdmx.infomodel.base.DataProvider=XY:DATA_PROVIDERS(1.0).KE1"
    take(catalogue, FLOW, provider, agreement, **KENYA)
    assert catalogue.reader.get("source/xy-mig-2.0")["producers"] == ["agency/xy-ke1"]


# --- maps


def test_rows_of_a_map_are_proposed_and_say_where_they_come_from(catalogue):
    made = take(catalogue, SEX, OTHER, represented(*rows(("M", "1"), ("F", "2"))))
    mapping = catalogue.reader.get("mapping/xy-cl-x-1.0-M--zz-cl-y-1.0-1")
    assert (mapping["status"], mapping["predicate"]) == ("proposed", "skos:exactMatch")
    assert mapping["justification"] == "semapv:UnspecifiedMatching"
    assert mapping["extra"]["mapping_source"].endswith("RepresentationMap=XY:MAP(1.0)")
    assert any("2 pairs of maps proposed" in note for note in made.notes)


def test_several_codes_that_become_one_are_narrower(catalogue):
    take(catalogue, SEX, OTHER, represented(*rows(("M", "9"), ("F", "9"))))
    assert {one["predicate"] for one in catalogue.reader.records("mapping", ["subject~xy-cl-x"])} == {"skos:broadMatch"}


def test_a_map_does_not_touch_what_was_decided_here(catalogue):
    take(catalogue, SEX, OTHER)
    rejected = {
        "id": "mapping/xy-cl-x-1.0-M--zz-cl-y-1.0-1",
        "subject": "concept/xy-cl-x-1.0-M",
        "predicate": "skos:exactMatch",
        "object": "concept/zz-cl-y-1.0-1",
        "justification": "semapv:ManualMappingCuration",
        "status": "rejected",
    }
    catalogue.put_all([(rejected, None)])
    take(catalogue, represented(*rows(("M", "1"))))
    assert catalogue.reader.get(rejected["id"])["status"] == "rejected"


def test_a_structure_set_of_2_1_is_read_as_maps(catalogue):
    inner = m.CodelistMapIn("M", names={"en": "M"}, source=SEX.urn, target=OTHER.urn, pairs=(m.ItemPair("M", "1"),))
    both = m.StructureSet("SET", agency="XY", names={"en": "Set"}, maps=(inner,))
    take(catalogue, SEX, OTHER, both, syntax="sdmx-ml-2.1")
    assert catalogue.reader.has("mapping/xy-cl-x-1.0-M--zz-cl-y-1.0-1")


def test_rows_with_patterns_are_counted_as_left_out(catalogue):
    pattern = m.ValueMapping((m.MappedValue("M.*", is_pattern=True),), ("1",))
    made = take(catalogue, SEX, OTHER, represented(pattern))
    assert any("left out: 1 row of maps" in note for note in made.notes)
