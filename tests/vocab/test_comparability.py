from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.vocab.aspects import ASPECTS, CRITICAL, MIRRORED, by_aspect, length_of, longer
from orodha.vocab.comparability import Comparison, compare
from orodha.vocab.comparability_words import PHRASES, duration_in_words, unverified_sentence, value_in_words, whose
from orodha.vocab.definitions import Facets
from strategies import documents

CORE: dict[str, Any] = {
    "object": "person",
    "measure": "inflow",
    "residence_criterion": "usual",
    "origin_basis": "previous residence",
}
"""Every critical facet."""

FACETS = documents("concept").map(lambda document: document.get("facets", {}))
NAMES = {aspect.name for aspect in ASPECTS}


def both(**values: tuple[Any, Any]) -> Comparison:
    """Compare two definitions that are the same in the critical facets but for what is given."""
    return compare(
        CORE | {name: left for name, (left, _) in values.items()},
        CORE | {name: right for name, (_, right) in values.items()},
    )


def relation(name: str, left: Any, right: Any) -> str:
    found = compare({name: left}, {name: right}).facets[0]
    swapped = compare({name: right}, {name: left}).facets[0]
    assert swapped.relation == MIRRORED[found.relation]
    return found.relation


def test_the_table_has_every_field_of_a_definition_once():
    assert sorted(field for aspect in ASPECTS for field in aspect.fields) == sorted(
        set(Facets.model_fields) - {"iri", "extra"}
    )
    assert {aspect.name for aspect in ASPECTS if aspect.critical} == set(CRITICAL)


def test_every_facet_of_the_table_has_its_words():
    assert list(PHRASES) == [aspect.name for aspect in ASPECTS]


SAME, NARROWER, WIDER, OVERLAPS, DISJOINT, UNKNOWN = "same", "narrower", "wider", "overlaps", "disjoint", "unknown"


@pytest.mark.parametrize(
    ("name", "left", "right", "expected"),
    [
        ("object", "person", "event", DISJOINT),
        ("object", "person", "not applicable", NARROWER),
        ("measure", "stock", "inflow", DISJOINT),
        ("min_duration", "P12M", "P6M", NARROWER),
        ("min_duration", "P6M", "unbounded", NARROWER),
        ("min_duration", "P0D", "unbounded", SAME),
        ("min_duration", "not applicable", "none", SAME),
        ("min_duration", "P1Y", "P12M", SAME),
        ("min_duration", "P365D", "P1Y", SAME),
        ("min_duration", "P180D", "P6M", SAME),
        ("min_duration", "P90D", "P3M", SAME),
        ("min_duration", "P28D", "P1M", WIDER),
        ("min_duration", "P364D", "P365D", WIDER),
        ("max_duration", "P3M", "P12M", NARROWER),
        ("max_duration", "unbounded", "P12M", WIDER),
        ("max_duration", "unbounded", "not applicable", SAME),
        ("duration_evidence", "actual", "actual or intended", NARROWER),
        ("duration_evidence", "actual", "intended", OVERLAPS),
        ("residence_criterion", "usual", "de jure", OVERLAPS),
        ("residence_criterion", "usual", "not applicable", NARROWER),
        ("origin_basis", "citizenship", "country of birth", OVERLAPS),
        ("direction", "in", "out", DISJOINT),
        ("direction", "return", "in", NARROWER),
        ("direction", "return", "out", DISJOINT),
        ("geographic_level", "region bloc", "international", NARROWER),
        ("geographic_level", "international", "admin 1", NARROWER),
        ("geographic_level", "admin 2", "not applicable", NARROWER),
        ("included_groups", ["foreigners"], ["citizens", "foreigners"], NARROWER),
        ("included_groups", ["foreigners"], ["citizens"], DISJOINT),
        ("included_groups", ["students"], ["citizens"], OVERLAPS),
        ("included_groups", ["foreigners"], ["not applicable"], NARROWER),
        ("included_groups", ["none"], ["foreigners"], NARROWER),
        ("excluded_purposes", ["holiday", "visit"], ["holiday"], NARROWER),
        ("excluded_purposes", ["holiday"], ["visit"], OVERLAPS),
        ("excluded_purposes", ["none"], ["not applicable"], SAME),
        ("excluded_purposes", ["none"], ["visit"], WIDER),
        ("purpose", ["work"], ["study"], DISJOINT),
        ("purpose", ["work", "study"], ["study", "family"], OVERLAPS),
        ("purpose", ["work", "study"], ["study", "work"], SAME),
        ("legal_status", ["irregular"], ["visitor"], DISJOINT),
        ("legal_status", ["irregular"], ["stateless"], OVERLAPS),
        ("protection_basis", ["1951 convention"], ["OAU 1969 convention"], OVERLAPS),
        ("labour_attachment", ["employed"], ["seasonal"], OVERLAPS),
        ("voluntariness", "voluntary", "any", NARROWER),
        ("voluntariness", "voluntary", "forced", DISJOINT),
        ("voluntariness", "any", "not applicable", SAME),
        ("reference", "Census night", "census  NIGHT", SAME),
        ("reference", "census night", "calendar year", OVERLAPS),
        ("population_base", "residents", "not applicable", NARROWER),
        ("institutional_population", "excluded", "included", NARROWER),
        ("institutional_population", "none", "excluded", SAME),
        ("descendants", "included", "not applicable", SAME),
        ("end_condition", "return", "none", NARROWER),
        ("territory", ["Zanzibar"], ["none"], NARROWER),
        ("territory", ["zanzibar"], ["Zanzibar"], SAME),
    ],
)
def test_a_facet_is_compared_as_the_table_says(name: str, left: Any, right: Any, expected: str):
    assert relation(name, left, right) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("18", "64"), ("18", "64"), SAME),
        (("18", "64"), ("15", "64"), NARROWER),
        (("18", "64"), ("15", "unbounded"), NARROWER),
        (("18", "64"), ("15", "60"), OVERLAPS),
        (("0", "17"), ("18", "64"), DISJOINT),
        (("0", "18"), ("18", "64"), OVERLAPS),
        (("0", "64"), ("unbounded", "64"), SAME),
        (("18", None), ("15", None), NARROWER),
        (("18", "64"), ("15", None), UNKNOWN),
        (("18", None), (None, "17"), DISJOINT),
        (("18", None), None, UNKNOWN),
    ],
)
def test_ages_are_one_range(left: Any, right: Any, expected: str):
    def facets(ages: Any) -> dict[str, Any]:
        named = dict(zip(("min_age", "max_age"), ages or (None, None), strict=True))
        return {name: age for name, age in named.items() if age is not None}

    (found,) = compare(facets(left), facets(right)).facets
    assert (found.name, found.relation) == ("age_range", expected)


def test_stays_of_which_one_ends_where_the_other_begins_exclude_each_other():
    found = both(min_duration=("P3M", "P12M"), max_duration=("P12M", "unbounded"))
    assert (found.verdict, found.predicate) == ("not comparable", None)
    assert found.deciding == ("min_duration", "max_duration")


def test_stays_apart_are_found_where_only_two_of_the_four_ends_are_known():
    found = compare(CORE | {"max_duration": "P1Y"}, CORE | {"min_duration": "P12M"})
    assert found.verdict == "not comparable"
    assert found.sentences("Kenya", "Uganda")[1:] == [
        "Uganda counts a person after 12 months: no stay that Kenya counts is so long.",
        "Kenya counts a person staying less than 12 months: no stay that Uganda counts is so short.",
    ]


def test_all_the_same_is_comparable_and_says_what_agreed():
    found = both(min_duration=("P12M", "P1Y"))
    assert (found.verdict, found.predicate, found.provisional) == ("comparable", "skos:exactMatch", False)
    assert "min_duration" in found.deciding and len(found.deciding) == 5


def test_the_wider_object_is_a_broad_match():
    assert both(min_duration=("P12M", "P6M")).predicate == "skos:broadMatch"
    assert both(min_duration=("P6M", "P12M")).predicate == "skos:narrowMatch"
    assert both(min_duration=("P6M", "P12M")).verdict == "convertible"


def test_differences_both_ways_are_partial():
    found = both(min_duration=("P12M", "P6M"), excluded_purposes=(["visit"], ["visit", "work"]))
    assert (found.verdict, found.predicate) == ("partial", "skos:closeMatch")
    assert found.deciding == ("min_duration", "excluded_purposes")


def test_those_that_share_little_are_only_related():
    found = compare(
        CORE | {"residence_criterion": "usual", "origin_basis": "citizenship", "reference": "a", "end_condition": "b"},
        CORE | {"residence_criterion": "permit", "reference": "c", "end_condition": "d"},
    )
    assert (found.verdict, found.predicate) == ("partial", "skos:relatedMatch")


@pytest.mark.parametrize("name", ["object", "measure"])
def test_another_object_or_measure_is_not_comparable(name: str):
    found = compare(CORE, CORE | {name: {"object": "event", "measure": "stock"}[name]})
    assert (found.verdict, found.predicate, found.deciding) == ("not comparable", None, (name,))


@pytest.mark.parametrize("name", CRITICAL)
def test_a_critical_facet_that_is_unknown_makes_it_provisional(name: str):
    found = compare({key: value for key, value in CORE.items() if key != name}, CORE)
    assert (found.verdict, found.provisional, found.predicate) == ("comparable", True, "skos:closeMatch")
    assert found.missing == (name,)
    assert found.sentences("Kenya", "Uganda")[-1].startswith("Provisional until this is known: Kenya's ")


def test_nothing_known_of_both_is_unknown():
    found = compare({"object": "person"}, {"measure": "stock"})
    assert (found.verdict, found.predicate, found.deciding) == ("unknown", None, ())
    assert compare({}, {}).facets == ()


def test_a_facet_that_one_side_does_not_tell_does_not_decide():
    found = compare(CORE | {"min_duration": "P12M"}, CORE | {"purpose": []})
    assert found.verdict == "comparable"
    assert [(one.name, one.relation) for one in found.facets if one.name not in CORE] == [("min_duration", "unknown")]


def test_a_shortest_stay_that_one_side_does_not_tell_leaves_it_at_a_close_match():
    found = compare(CORE | {"min_duration": "P12M"}, CORE)
    assert (found.verdict, found.predicate, found.provisional) == ("comparable", "skos:closeMatch", False)
    assert found.unsettled == ("min_duration",)
    sentences = found.sentences("Kenya", "Uganda")
    assert sentences[0] == "Comparable as far as is known: Kenya and Uganda say the same, in all that both say."
    assert sentences[-1] == "Not known: Uganda's shortest stay."


def test_all_that_is_stated_and_the_same_is_told_without_reserve():
    assert compare(CORE, CORE).sure
    assert compare(CORE, CORE).sentences("Kenya", "Uganda")[0] == "Comparable: Kenya and Uganda say the same."


def test_what_both_say_and_nobody_can_compare_is_named():
    found = compare(CORE | {"min_duration": "a year"}, CORE | {"min_duration": "P1Y"})
    assert found.predicate == "skos:closeMatch"
    assert found.sentences("Kenya", "Uganda")[-1] == "What both say cannot be compared: shortest stay."


def test_nothing_that_is_unknown_makes_not_comparable_provisional():
    found = compare({"measure": "stock"}, {"measure": "inflow", "min_duration": "P1Y"})
    assert (found.verdict, found.provisional, found.sure) == ("not comparable", False, True)
    assert found.missing == ("object", "residence_criterion", "origin_basis")
    assert len(found.sentences("Kenya", "Uganda")) == 2


@pytest.mark.parametrize(
    ("left", "right", "begins"),
    [
        ({"min_duration": "P12M"}, {"min_duration": "P6M"}, "Convertible as far as is known: Kenya's definition is n"),
        ({"min_duration": "P6M"}, {"min_duration": "P12M"}, "Convertible as far as is known: Kenya's definition is w"),
        ({"reference": "a"}, {"reference": "b"}, "Partly comparable as far as is known: Kenya and Uganda share much"),
    ],
)
def test_every_verdict_that_is_not_sure_says_so(left: dict[str, str], right: dict[str, str], begins: str):
    found = compare(left | {"object": "person"}, right | {"object": "person"})
    assert found.provisional and found.sentences("Kenya", "Uganda")[0].startswith(begins)


def test_a_mapping_contradicts_only_what_is_not_provisional():
    assert both(min_duration=("P12M", "P6M")).contradicts("skos:exactMatch")
    assert not both(min_duration=("P12M", "P6M")).contradicts("skos:broadMatch")
    assert not compare({"min_duration": "P12M"}, {"min_duration": "P6M"}).contradicts("skos:exactMatch")
    apart = compare({"measure": "stock"}, {"measure": "inflow"})
    assert apart.contradicts("skos:closeMatch") and not apart.contradicts("skos:relatedMatch")


def test_what_cannot_be_read_is_unknown_and_no_error():
    assert relation("min_duration", "a year", "P1Y") == "unknown"
    assert relation("min_duration", f"P{'9' * 5000}Y", "P1Y") == "unknown"
    assert relation("geographic_level", "village", "admin 1") == "unknown"
    assert compare({"min_age": "x"}, {"min_age": "18"}).facets[0].relation == "unknown"


@given(FACETS)
def test_a_definition_is_the_same_as_itself(facets: dict[str, Any]):
    found = compare(facets, facets)
    assert all(facet.relation == "same" for facet in found.facets)
    assert found.verdict == ("comparable" if NAMES & set(by_aspect(facets)) else "unknown")


@given(FACETS, FACETS)
def test_swapping_the_sides_mirrors_the_answer(left: dict[str, Any], right: dict[str, Any]):
    found, swapped = compare(left, right), compare(right, left)
    assert [(one.name, MIRRORED[one.relation]) for one in found.facets] == [
        (one.name, one.relation) for one in swapped.facets
    ]
    turned = {"skos:broadMatch": "skos:narrowMatch", "skos:narrowMatch": "skos:broadMatch"}
    assert turned.get(found.predicate or "", found.predicate) == swapped.predicate
    assert (found.verdict, found.deciding, found.missing) == (swapped.verdict, swapped.deciding, swapped.missing)


@given(FACETS, FACETS)
def test_nothing_is_exact_while_a_critical_facet_is_unknown(left: dict[str, Any], right: dict[str, Any]):
    found = compare(left, right)
    complete = all(left.get(name) and right.get(name) for name in CRITICAL)
    assert found.provisional == (not complete and found.verdict != "not comparable")
    assert complete or found.predicate != "skos:exactMatch"


@given(FACETS, FACETS)
def test_nothing_is_exact_or_sure_while_a_stated_facet_is_unknown_on_the_other_side(
    left: dict[str, Any], right: dict[str, Any]
):
    found = compare(left, right)
    if any(facet.relation == "unknown" for facet in found.facets):
        assert found.predicate != "skos:exactMatch"
        assert not found.sure or found.verdict == "not comparable"


@given(FACETS, FACETS)
def test_everything_has_words_and_json(left: dict[str, Any], right: dict[str, Any]):
    found = compare(left, right)
    sentences = found.sentences("Kenya", "Uganda", every=True)
    open_ = bool(found.unsettled) and found.verdict not in ("not comparable", "unknown")
    assert len(sentences) == 1 + len(found.facets) + found.provisional + open_
    assert all(sentence.endswith(".") and "None" not in sentence for sentence in sentences)
    assert json.loads(json.dumps(found.as_json())) == found.as_json()


@given(st.sampled_from(("P1Y", "P6M", "P30D", "P2W", "PT12H", "P1Y2M3DT4H5M6S", "P0D", "P400D")), st.integers(1, 99))
def test_more_of_a_unit_is_longer(duration: str, more: int):
    first, second = length_of(f"P{more}M"), length_of(f"P{more + 1}M")
    third = length_of(duration)
    assert first and second and third
    assert longer(second, first) == 1 == -longer(first, second)
    assert longer(third, third) == 0


def test_the_reason_is_told_as_an_officer_would():
    assert both(min_duration=("P12M", "P6M")).sentences("Kenya", "Uganda") == [
        "Convertible: Kenya's definition is narrower than Uganda's, which includes it.",
        "Kenya counts a person after 12 months, Uganda after 6 months: Kenya's is narrower.",
    ]


def test_lengths_taken_as_the_same_are_said_to_be_so():
    sentences = both(min_duration=("P365D", "P1Y")).sentences("Kenya", "Uganda")
    assert "Kenya counts a person after 365 days, Uganda after 12 months: this is taken as the same." in sentences


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        ("P12M", "12 months"),
        ("P1Y", "12 months"),
        ("P5Y", "5 years"),
        ("P1M", "1 month"),
        ("P1Y2M3D", "14 months and 3 days"),
        ("P2W", "14 days"),
        ("PT12H", "12 hours"),
        ("P0D", "no time"),
        ("soon", "soon"),
    ],
)
def test_durations_in_words(duration: str, words: str):
    assert duration_in_words(duration) == words


def test_values_in_cells():
    assert value_in_words("min_duration", "unbounded") == "no limit"
    assert value_in_words("purpose", ["work", "study"]) == "work, study"
    assert value_in_words("age_range", ("18", None)) == "aged 18 and over"
    assert value_in_words("object", None) == ""


def test_names_in_sentences():
    assert (whose("Kenya"), whose("Comoros")) == ("Kenya's", "Comoros'")
    assert unverified_sentence(["Kenya"]) == "Kenya's definition has not been verified against its source."
    assert "of Kenya and Uganda have" in unverified_sentence(["Kenya", "Uganda"])
