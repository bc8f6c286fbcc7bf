"""By what a list can be narrowed, and what order it can be put in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.facets import Facets
from orodha.catalogue.linking import referring
from orodha.catalogue.listing import Listing
from orodha.catalogue.reader import Reader

OPEN, LICENSED = "concept/access-open", "concept/access-licensed"


@pytest.fixture(scope="session")
def sources(kenya: Reader) -> Listing:
    """The sources of Kenya."""
    return Listing.of(kenya, "source")


@pytest.fixture(scope="session")
def facets(kenya: Reader, sources: Listing) -> Facets:
    """The facets of the sources of Kenya."""
    return Facets.of(kenya, sources)


def test_facets_are_fields_whose_values_many_records_share(facets, kenya):
    assert list(facets.keys)[:3] == ["holder", "access", "topics"]
    assert not {"title", "registration", "part_of", "hosted_in"} & set(facets.keys)
    mappings = Facets.of(kenya, Listing.of(kenya, "mapping"))
    assert "status" in mappings.keys
    assert "subject" not in mappings.keys


def test_a_count_is_how_many_records_choosing_the_value_leaves(facets, kenya, sources):
    for facet in facets.counted(kenya, sources, {}):
        for one in facet.values:
            left = sources.having(kenya, {facet.field: [one.value]})
            assert (facet.field, one.value, one.records) == (facet.field, one.value, len(left))


def test_choices_of_one_field_add_up_and_those_of_several_narrow(facets, kenya, sources):
    chosen = {"access": [OPEN, LICENSED], "status": ["live"]}
    kept = [one["id"] for one in sources.having(kenya, chosen).page(kenya, 0, 99)]
    wanted = [
        one["id"] for one in sources.page(kenya, 0, 99) if one["access"] in chosen["access"] and one["status"] == "live"
    ]
    assert kept == wanted
    counts = {facet.field: facet.values for facet in facets.counted(kenya, sources, chosen)}
    assert sum(one.records for one in counts["access"]) > len(kept)  # what else could be chosen there
    assert sum(one.records for one in counts["status"] if one.value == "live") == len(kept)


def test_empty_fields_can_be_chosen(facets, kenya, sources):
    unheld = sources.having(kenya, {"holder": [""]})
    assert len(unheld) > 0
    assert all("holder" not in one for one in unheld.page(kenya, 0, 99))
    holders = next(one for one in facets.counted(kenya, sources, {}) if one.field == "holder")
    assert (holders.values[-1].label, holders.values[-1].records) == ("none", len(unheld))


@given(st.data())
def test_what_is_chosen_never_vanishes_from_the_facets(facets, kenya, sources, data):
    chosen = {
        field: data.draw(st.lists(st.sampled_from(sorted(values)), max_size=3))
        for field, values in facets.keys.items()
        if data.draw(st.booleans())
    }
    left = sources.having(kenya, chosen)
    for facet in facets.counted(kenya, sources, chosen):
        told = {one.value: one.records for one in facet.values}
        assert set(chosen.get(facet.field, ())) <= set(told)
        if picked := set(chosen.get(facet.field, ())):
            assert max(told[one] for one in picked) <= len(left) <= sum(told[one] for one in picked)


def test_yes_and_no_are_values(kenya):
    variables = Listing.of(kenya, "variable")
    yes, no = (variables.having(kenya, {"identifies": [one]}) for one in ("yes", "no"))
    assert len(yes) + len(no) == len(variables)
    assert all(one["identifies"] for one in yes.page(kenya, 0, 999))


@pytest.mark.parametrize("field", ["", "holder", "status", "title", "topics"])
@pytest.mark.parametrize("down", [False, True])
def test_every_order_keeps_every_record(field, down, kenya, sources):
    ordered = sources.ordered(kenya, field, down=down)
    assert sorted(ordered.keys) == sorted(sources.keys)


def test_references_are_ordered_by_what_people_read_and_empty_ones_come_last(kenya, sources):
    holders = [one.get("holder") for one in sources.ordered(kenya, "holder").page(kenya, 0, 99)]
    named = [one for one in holders if one]
    assert holders == named + [None] * (len(holders) - len(named))
    labels = kenya.labels(named)
    assert [labels[one].lower() for one in named] == sorted(labels[one].lower() for one in named)


def test_a_list_can_be_ordered_by_what_records_are_worth(kenya, sources):
    lengths = [len(one) for one in sources.by(kenya, len, down=True).page(kenya, 0, 99)]
    assert lengths == sorted(lengths, reverse=True)


def test_a_record_is_found_in_its_row(kenya, sources):
    assert [sources.place(kenya, one["id"]) for one in sources.page(kenya, 0, 5)] == [0, 1, 2, 3, 4]
    assert sources.place(kenya, "agency/ke-dis") is None
    assert sources.place(kenya, "source/nowhere") is None


def test_only_others_count_as_referring(kenya):
    links = {link.id for link in kenya.links("source/ke-efns") if link.incoming}
    assert referring(kenya, "source/ke-efns") == len(links) > 1
    assert referring(kenya, "source/ke-efns", *links) < len(links) + referring(kenya, *links)
