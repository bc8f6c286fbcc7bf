"""Which concepts one would compare, and what stands on record of them."""

from __future__ import annotations

import pytest
from orodha.catalogue.reader import Reader
from orodha.vocab.comparing import compared, elsewhere, looked_for


@pytest.fixture(scope="module")
def reader(kenya_file):
    with Reader.open(kenya_file) as opened:
        yield opened


def test_a_term_is_found_by_its_words_and_whose_it_is(reader):
    assert [one.id for one in looked_for(reader, "refugee ugan")][:1] == ["concept/ug-refugee"]
    assert [one.id for one in looked_for(reader, "south immigrant")][:1] == ["concept/ss-immigrant"]
    assert [one.id for one in looked_for(reader, "immigrant")][:1] == ["concept/ke-immigrant"]  # whose catalogue it is
    assert not looked_for(reader, "zzzz")


def test_without_words_terms_are_offered_that_can_be_compared(reader):
    found = looked_for(reader, " ")
    assert found
    assert all(one.facets for one in found)


def test_a_term_elsewhere_is_what_is_mapped_or_called_the_same(reader):
    found = elsewhere(reader, "concept/ke-immigrant")
    assert {"concept/ug-immigrant", "concept/migration-immigrant"} <= {one.id for one in found}
    assert all(one.scheme != "scheme/ke" for one in found)
    assert [bool(one.facets) for one in found] == sorted((bool(one.facets) for one in found), reverse=True)


def test_a_mapping_is_read_from_either_end(reader):
    forth = compared(reader, ["concept/ke-refugee", "concept/migration-refugee", "concept/ug-refugee"])
    back = compared(reader, ["concept/migration-refugee", "concept/ke-refugee"])
    assert [one and one.status for one in (*forth.mapped, *back.mapped)] == ["accepted", None, "accepted"]
    assert forth.mapped[0].document["id"] == back.mapped[0].document["id"]
    assert forth.definition(1).startswith("A person outside their country")
