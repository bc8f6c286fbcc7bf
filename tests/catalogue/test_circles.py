"""Circles, and the ways that lead through a graph of plain mappings."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.circles import Above, circles, in_words, knots, reached, references, rings, way

PAIRS = st.lists(st.text("abcdefg", min_size=2, max_size=2), max_size=14, unique=True)


def edges(*pairs: str) -> dict[str, list[str]]:
    """A graph: "ab" leads from a to b."""
    found: dict[str, list[str]] = {}
    for one, other in pairs:
        found.setdefault(one, []).append(other)
    return found


def told(*pairs: str) -> list[str]:
    return ["".join(ring) for ring in circles(edges(*pairs))]


def test_a_circle_is_led_from_its_least_node_on():
    assert told("cb", "ba", "ac") == ["acb"]


def test_a_node_that_leads_to_itself_is_a_circle_of_one():
    assert told("aa", "ab") == ["a"]


def test_each_knot_gives_one_circle():
    assert told("xy", "yx", "ab", "ba", "bc", "ca") == ["ab", "xy"]


def test_a_circle_of_five_is_found_whole():
    assert told("ab", "bc", "cd", "de", "ea") == ["abcde"]


def test_a_chain_of_100_000_is_no_circle_and_no_recursion():
    chain = {str(number): [str(number + 1)] for number in range(100_000)}
    assert list(circles(chain)) == []


@given(PAIRS)
def test_knots_are_what_networkx_finds(pairs: list[str]):
    graph = nx.DiGraph(list(pairs))
    strong = [set(knot) for knot in nx.strongly_connected_components(graph)]
    expected = [knot for knot in strong if len(knot) > 1 or any(graph.has_edge(node, node) for node in knot)]
    assert sorted(map(sorted, knots(edges(*pairs)))) == sorted(map(sorted, expected))


def test_a_ring_begins_where_it_is_first_entered():
    assert list(rings(dict(["ac", "bc", "cd", "de", "ec", "fg"]))) == [["c", "d", "e"]]


@given(st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")))
def test_where_nodes_lead_to_one_other_each_knot_is_a_ring(above: dict[str, str]):
    found = [sorted(ring) for ring in rings(above)]
    assert sorted(found) == sorted(map(sorted, knots({one: [other] for one, other in above.items()})))


@given(PAIRS)
def test_every_step_of_a_circle_is_an_edge(pairs: list[str]):
    for ring in circles(edges(*pairs)):
        assert all(other in edges(*pairs)[one] for one, other in zip(ring, ring[1:] + ring[:1], strict=True))
        assert ring[0] == min(ring)


@given(PAIRS, st.sampled_from("abcdefg"), st.sampled_from("abcdefg"))
def test_there_is_a_way_to_what_is_reached_and_to_nothing_else(pairs: list[str], start: str, end: str):
    found = way(edges(*pairs), start, end)
    assert bool(found) == (end in reached(edges(*pairs), start))
    if found:
        assert (found[0], found[-1]) == (start, end)
        assert all(other in edges(*pairs)[one] for one, other in pairwise(found))


@given(PAIRS, st.lists(st.sampled_from("abcdefg"), max_size=12), st.sampled_from([0, 2, 1000]))
def test_what_lies_above_is_what_is_reached_in_whatever_order_it_is_asked(
    pairs: list[str], asked: list[str], kept: int
):
    above = Above(edges(*pairs))
    above.KEPT = kept
    assert [above[node] for node in asked] == [reached(edges(*pairs), node) for node in asked]


def test_a_way_in_words_names_each_step():
    assert in_words(["a", "b", "c"]) == "a → b → c"
    assert in_words(["a", "b"], "=") == "a = b"


def test_the_middle_of_a_very_long_way_is_counted():
    told = in_words([str(number) for number in range(5001)])
    assert told.startswith("0 → 1 → ") and told.endswith(" → 4999 → 5000")
    assert "(4,981 more)" in told


def test_references_are_told_by_field(small: Catalogue):
    assert references(small.reader, ["holder", "broader"]) == {
        "holder": {"source/ke-permits": ["agency/ke-dis"], "source/ke-census": ["agency/ke-knbs"]},
        "broader": {
            "concept/topics-labour": ["concept/topics-migration"],
            "concept/topics-visas-permits": ["concept/topics-migration"],
        },
    }
