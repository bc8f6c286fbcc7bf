"""Schemes as trees: nothing is lost, whatever stands above what."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.vocab.hierarchy import Hierarchy, hierarchy

MOST = 12


@st.composite
def trees(draw: st.DrawFn) -> Hierarchy:
    """Any concepts, any of them above any other or itself, some below what is elsewhere."""
    keys = draw(st.permutations(range(1, draw(st.integers(1, MOST)) + 1)))
    above = {key: sorted(draw(st.sets(st.sampled_from(keys), max_size=3))) for key in keys}
    codes = {key: draw(st.sampled_from(("", "2", "10", "a1"))) for key in keys}
    astray = draw(st.sets(st.sampled_from(keys)))
    return hierarchy("scheme/x", codes, {key: wide for key, wide in above.items() if wide}, astray)


def ancestors(tree: Hierarchy, key: int) -> set[int]:
    """Return what stands above a concept, itself only if it is its own ancestor."""
    return tree.above(tree.broader.get(key, ()))


@settings(max_examples=40)
@given(trees())
def test_every_concept_is_reached_from_the_tops(tree):
    for key in tree.members:
        way = tree.way(key)
        assert way[0] in tree.tops
        assert way[-1] == key
        assert all(below in tree.below(above) for above, below in pairwise(way))


@settings(max_examples=40)
@given(trees())
def test_what_is_its_own_ancestor_is_known(tree):
    assert tree.circular == {key for key in tree.members if key in ancestors(tree, key)}


@settings(max_examples=40)
@given(trees())
def test_no_top_is_below_another_unless_it_is_its_own_ancestor(tree):
    for top in tree.tops:
        assert top in tree.circular or top not in tree.broader
    assert len(set(tree.tops)) == len(tree.tops)


@settings(max_examples=40)
@given(trees())
def test_there_is_a_way_for_each_concept_right_above(tree):
    for key in tree.members:
        ways = tree.ways(key)
        assert all(way[-1] == key for way in ways)
        straight = {way[-2] for way in ways if len(way) > 1}
        assert straight >= {one for one in tree.broader.get(key, ()) if key not in tree.way(one)}


def test_notations_order_what_stands_together_by_the_size_of_numbers():
    tree = hierarchy("scheme/x", {1: "10", 2: "2", 3: "1a"}, {})
    assert list(tree.tops) == [3, 2, 1]
    assert list(hierarchy("scheme/x", {1: "10", 2: "", 3: "1a"}, {}).tops) == [1, 2, 3]


def test_top_concepts_stand_before_those_whose_broader_concept_is_elsewhere():
    assert list(hierarchy("scheme/x", {1: "", 2: "", 3: ""}, {}, astray=[1]).tops) == [2, 3, 1]


def test_a_scheme_is_read_and_searched(tmp_path):
    labels = {"plant": "Plant", "rose": "Rose", "rosehip": "Rose hip", "oak": "Oak"}
    with Catalogue.create(tmp_path / "plants.db") as made:
        made.put_all([({"id": "scheme/x", "title": "Plants", "role": "thesaurus"}, None)])
        made.put_all(
            (
                {
                    "id": f"concept/x-{slug}",
                    "label": label,
                    "scheme": "scheme/x",
                    "broader": [] if slug == "plant" else ["concept/x-plant"],
                },
                None,
            )
            for slug, label in labels.items()
        )
        tree = Hierarchy.of(made.reader, "scheme/x")
        names = {one["id"]: one["label"]["en"] for one in made.reader.records("concept")}

        def called(keys):
            return [names[one["id"]] for one in made.reader.at(list(keys))]

        assert called(tree.tops) == ["Plant"]
        assert called(tree.below(tree.tops[0])) == ["Oak", "Rose", "Rose hip"]
        assert called(tree.found(made.reader, "ros")) == ["Rose", "Rose hip"]
        assert not tree.found(made.reader, "tulip")
