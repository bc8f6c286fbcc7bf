"""Long lists: keys of all rows, records by the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.listing import RANKED, Listing
from orodha.catalogue.reader import Reader


def test_a_list_has_the_records_of_a_kind_by_label(kenya: Reader):
    listing = Listing.of(kenya, "source")
    assert len(listing) == kenya.count("source")
    assert listing.page(kenya, 0, 5) == list(kenya.records("source", limit=5))
    assert listing.page(kenya, len(listing) - 2, 5) == list(kenya.records("source", offset=len(listing) - 2))


def test_conditions_narrow_a_list(kenya: Reader):
    where = ["access=licensed"]
    assert len(Listing.of(kenya, "source", where)) == kenya.count("source", where) > 0


def test_words_narrow_a_list_and_the_best_comes_first(kenya: Reader):
    narrowed = Listing.of(kenya, "source").narrowed(kenya, "work perm")
    assert 0 < len(narrowed) < RANKED
    assert narrowed.page(kenya, 0, 1)[0]["id"] == "source/ke-permits"


def test_a_text_without_words_narrows_nothing(kenya: Reader):
    listing = Listing.of(kenya, "source")
    assert listing.narrowed(kenya, " - ") is listing


@given(st.text("abdeinorst ", max_size=6))
def test_what_is_narrowed_is_some_of_the_list(kenya: Reader, text: str):
    listing = Listing.of(kenya, "concept")
    narrowed = listing.narrowed(kenya, text)
    assert set(narrowed.keys) <= set(listing.keys)
    assert len(narrowed.keys) == len(set(narrowed.keys))


@given(st.sampled_from("abcdefgilmnoprstuv"))
def test_many_stand_by_label_and_are_counted_before_they_do(kenya: Reader, letter: str):
    listing, told = Listing.of(kenya, "concept"), list[int]()
    narrowed = listing.narrowed(kenya, letter, told.append)
    assert told == [len(narrowed)]
    if len(narrowed) > RANKED:
        kept = set(narrowed.keys)
        assert list(narrowed.keys) == [key for key in listing.keys if key in kept]


def test_a_list_is_narrowed_to_what_it_has_of_what_is_found(kenya: Reader):
    whole = Listing.of(kenya, "concept")
    part = Listing("concept", whole.keys[:300])
    assert set(part.narrowed(kenya, "a").keys) == set(whole.narrowed(kenya, "a").keys) & set(part.keys)
