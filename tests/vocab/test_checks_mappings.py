"""Rules for mappings: each finds its fault, and nothing where there is none."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mapped import change, fill, found, put, slugs
from orodha.catalogue import Catalogue
from orodha.catalogue.checks import rules
from orodha.catalogue.errors import NotFound, UsageError
from orodha.vocab.checks.mappings import RULES, of_mappings
from tries import tries


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.create(tmp_path / "test.db") as made:
        fill(made)
        yield made


# --- clusters


def test_exact_matches_that_join_two_concepts_of_a_scheme_are_found(catalogue: Catalogue):
    put(catalogue, "a1 exact b1", "c1 exact b1", "c1 exact a2")
    (finding,) = found(catalogue, "mapping-cluster")
    assert finding.id == "mapping/m1"
    assert finding.message.endswith("concept/a1 = concept/b1 = concept/c1 = concept/a2")


@pytest.mark.parametrize("last", ["c1 close a2", "c1 exact a2 proposed", "c1 exact a2 rejected", "c1 exact a1"])
def test_what_joins_no_two_concepts_of_a_scheme_is_no_fault(catalogue: Catalogue, last: str):
    put(catalogue, "a1 exact b1", "c1 exact b1", last)
    assert slugs(catalogue, "mapping-cluster") == []


# --- contradictions


@pytest.mark.parametrize(
    ("accepted", "rejected"),
    [
        ("a1 exact b1", "a1 exact b1 rejected"),
        ("a1 exact b1", "b1 exact a1 rejected"),
        ("a1 broad b1", "b1 narrow a1 rejected"),
        ("a1 exact b1", "a1 close b1 rejected"),
    ],
)
def test_what_is_accepted_and_rejected_is_found(catalogue: Catalogue, accepted: str, rejected: str):
    put(catalogue, accepted, rejected)
    assert slugs(catalogue, "mapping-contradicts") == ["m2"]


def test_a_rejected_match_that_follows_from_accepted_ones_is_found(catalogue: Catalogue):
    put(catalogue, "a1 exact b1", "b1 exact c1", "c1 exact a1 rejected")
    (finding,) = found(catalogue, "mapping-contradicts")
    assert "concept/c1 = concept/b1 = concept/a1" in finding.message


@pytest.mark.parametrize("accepted", ["a1 broad b1", "a1 exact b1 proposed", "a1 exact b2"])
def test_another_decision_on_a_pair_is_no_contradiction(catalogue: Catalogue, accepted: str):
    put(catalogue, accepted, "a1 exact b1 rejected")
    assert slugs(catalogue, "mapping-contradicts") == []


@pytest.mark.parametrize("again", ["a1 broad b1", "b1 narrow a1", "a1 broad b1 proposed"])
def test_what_is_said_twice_is_found(catalogue: Catalogue, again: str):
    put(catalogue, "a1 broad b1", again)
    assert slugs(catalogue, "mapping-twice") == ["m2"]


def test_what_is_proposed_again_after_it_was_rejected_is_found(catalogue: Catalogue):
    put(catalogue, "a1 exact b1 proposed", "a1 exact b1 rejected")
    (finding,) = found(catalogue, "mapping-twice")
    assert (finding.id, finding.message) == ("mapping/m1", "says again what mapping/m2 says, which is rejected")


def test_a_pair_that_is_mapped_in_two_ways_is_said_once_each(catalogue: Catalogue):
    put(catalogue, "a1 exact b1", "a1 close b1", "a1 exact b2")
    assert slugs(catalogue, "mapping-twice") == []


@pytest.mark.parametrize("other", ["a1 exact b1", "b1 exact a1", "a1 broad b1", "b1 broad a1", "a1 related b1"])
def test_a_close_match_beside_another_relation_is_found(catalogue: Catalogue, other: str):
    put(catalogue, "a1 close b1", reviewer="Ann")
    put(catalogue, other, reviewer="Bob")
    (finding,) = found(catalogue, "mapping-two-relations")
    assert finding.id == "mapping/m2" and "mapping/m1" in finding.message
    assert "Ann" in finding.message and "Bob" in finding.message
    assert "orodha delete mapping/m2, or orodha delete mapping/m1" in finding.fix


@pytest.mark.parametrize(
    "other", ["a1 close b1", "b1 close a1", "a1 exact b1 proposed", "a1 exact b1 rejected", "a1 exact b2"]
)
def test_one_relation_a_pair_is_no_fault(catalogue: Catalogue, other: str):
    put(catalogue, "a1 close b1", other)
    assert slugs(catalogue, "mapping-two-relations") == []


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("exact", "broad", "skos-s46"),
        ("exact", "related", "skos-s46"),
        ("broad", "related", "skos-s27"),
        ("broad", "narrow", "mapping-circle"),
    ],
)
def test_what_contradicts_itself_on_a_pair_is_found_by_one_rule(catalogue: Catalogue, one: str, other: str, rule: str):
    put(catalogue, f"a1 {one} b1", f"a1 {other} b1")
    assert len(found(catalogue, rule)) == 1 and slugs(catalogue, "mapping-two-relations") == []


# --- circles


def test_a_circle_of_broad_matches_is_found(catalogue: Catalogue):
    put(catalogue, "a1 broad b1", "b1 broad c1", "a1 narrow c1")
    (finding,) = found(catalogue, "mapping-circle")
    assert finding.message == "closes a circle: concept/a1 → concept/b1 → concept/c1 → concept/a1"


def test_a_circle_over_exact_matches_and_hierarchies_is_found(catalogue: Catalogue):
    change(catalogue, "a1", broader=["concept/a2"])
    change(catalogue, "b2", broader=["concept/b1"])
    put(catalogue, "a1 exact b1", "a2 exact b2")
    (finding,) = found(catalogue, "mapping-circle")
    assert finding.message == "closes a circle: concept/a1 → concept/a2 = concept/b2 → concept/b1 = concept/a1"
    assert finding.id == "mapping/m2"


def test_hierarchies_that_agree_are_no_circle(catalogue: Catalogue):
    change(catalogue, "a1", broader=["concept/a2"])
    change(catalogue, "b1", broader=["concept/b2"])
    put(catalogue, "a1 exact b1", "a2 exact b2", "a1 broad b2")
    assert slugs(catalogue, "mapping-circle") == []


def test_a_circle_of_broader_alone_is_left_to_its_own_rule(catalogue: Catalogue):
    change(catalogue, "a1", broader=["concept/a2"])
    change(catalogue, "a2", broader=["concept/a1"])
    put(catalogue, "a1 exact b1")
    assert slugs(catalogue, "mapping-circle") == []
    assert [one.id for one in found(catalogue, "circle")] == ["concept/a1"]


NAMES = [f"{one}{number}" for one in "abc" for number in (1, 2)]

CLAIMS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(["broad", "narrow", "exact"]), st.sampled_from(NAMES)),
    max_size=7,
    unique=True,
)


@tries(20, 100)
def test_circles_are_found_exactly_where_the_merged_graph_has_them(examples: int):
    @settings(max_examples=examples)
    @given(CLAIMS)
    def hold(claims: list[tuple[str, str, str]]):
        same = nx.Graph([(one, other) for one, predicate, other in claims if predicate == "exact"])
        same.add_nodes_from(NAMES)
        first = {name: min(part) for part in nx.connected_components(same) for name in part}
        merged = nx.DiGraph()
        for one, predicate, other in claims:
            low, high = (first[one], first[other]) if predicate == "broad" else (first[other], first[one])
            if predicate != "exact" and low != high:
                merged.add_edge(low, high)
        knots = [part for part in nx.strongly_connected_components(merged) if len(part) > 1]
        with tempfile.TemporaryDirectory() as folder, Catalogue.create(Path(folder) / "t.db") as catalogue:
            fill(catalogue)
            put(catalogue, *(" ".join(claim) for claim in claims))
            assert len(found(catalogue, "mapping-circle")) == len(knots)

    hold()


# --- the ends


def test_a_concept_mapped_to_itself_is_found(catalogue: Catalogue):
    put(catalogue, "a1 exact a1", "a1 exact b1")
    assert slugs(catalogue, "mapping-itself") == ["m1"]
    assert slugs(catalogue, "mapping-one-scheme") == []


def test_a_scheme_mapped_to_itself_is_found(catalogue: Catalogue):
    put(catalogue, "a1 exact a2", "a1 broad a3", "a1 exact b1", "a1 exact a4 rejected")
    assert slugs(catalogue, "mapping-one-scheme") == ["m1", "m2"]


def test_a_mapping_to_what_is_not_there_is_found(catalogue: Catalogue):
    put(catalogue, "a1 exact b9", "a1 exact https://example.org/b9")
    found = [one for one in of_mappings(catalogue.reader) if one.rule == "missing-target"]
    assert [one.id for one in found] == ["mapping/m1"]


def test_the_iri_of_a_concept_here_is_that_concept(catalogue: Catalogue):
    iri = catalogue.reader.get("concept/a2")["iri"]
    put(catalogue, f"a1 exact {iri}")
    assert slugs(catalogue, "mapping-one-scheme") == ["m1"]


def test_a_mapping_to_a_retired_concept_is_found_with_what_stands_in_for_it(catalogue: Catalogue):
    change(catalogue, "b1", registration="superseded", replaced_by="concept/b2")
    change(catalogue, "b2", registration="superseded", replaced_by="concept/b3")
    put(catalogue, "a1 exact b1", "a2 exact b3", "a3 exact b1 rejected")
    (finding,) = found(catalogue, "mapping-retired")
    assert (finding.id, finding.fix) == ("mapping/m1", "orodha edit mapping/m1 object=concept/b3")


def test_a_mapping_from_a_retired_concept_without_successor_is_found(catalogue: Catalogue):
    change(catalogue, "a1", registration="retired")
    put(catalogue, "a1 exact b1")
    (finding,) = found(catalogue, "mapping-retired")
    assert finding.field == "subject"
    assert finding.fix.startswith("Name what replaces it")


@pytest.mark.parametrize(("value", "wrong"), [(-0.1, True), (1.5, True), (0, False), (1, False)])
def test_a_confidence_out_of_range_that_another_program_wrote_is_found(catalogue: Catalogue, value: float, wrong: bool):
    put(catalogue, "a1 exact b1")
    with catalogue.database.write():
        catalogue.database.run(
            "UPDATE record SET document = json_set(document, '$.confidence', json(?)) WHERE kind = 'mapping'",
            (json.dumps(value),),
        )
    assert slugs(catalogue, "mapping-score") == ["m1"] * wrong


# --- all of them


def test_the_rules_for_mappings_are_all_named():
    own = {name for name in rules() if name.startswith("mapping-")}
    assert own == {name for name in RULES if name.startswith("mapping-")}
    assert set(RULES) <= set(rules())


def test_findings_may_be_of_one_scheme_or_between_two(catalogue: Catalogue):
    put(catalogue, "a1 exact a1", "b1 exact b1", "a2 exact b2", "b2 exact a2", "c1 exact b9")

    def within(*schemes: str) -> list[str]:
        return sorted(one.id.removeprefix("mapping/") for one in of_mappings(catalogue.reader, schemes))

    assert within("scheme/a") == ["m1", "m4"]
    assert within("scheme/b", "scheme/a") == ["m4"]
    assert within("scheme/a", "scheme/a") == ["m1"]
    assert within("scheme/c") == ["m5"]
    assert within() == ["m1", "m2", "m4", "m5"]


def test_findings_are_of_mappings_only(catalogue: Catalogue):
    change(catalogue, "a1", broader=["concept/nothing"])
    assert list(of_mappings(catalogue.reader)) == []
    assert [one.id for one in found(catalogue, "missing-target")] == ["concept/a1"]


def test_three_schemes_a_strange_rule_or_scheme_are_wrong_usage(catalogue: Catalogue):
    with pytest.raises(UsageError, match="3 schemes"):
        list(of_mappings(catalogue.reader, ["scheme/a", "scheme/b", "scheme/c"]))
    with pytest.raises(UsageError, match="Did you mean mapping-circle"):
        list(of_mappings(catalogue.reader, (), "mapping-circl"))
    with pytest.raises(NotFound):
        list(of_mappings(catalogue.reader, ["scheme/nothing"]))
