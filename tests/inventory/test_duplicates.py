from __future__ import annotations

import pytest
from orodha.catalogue.names import GENERATED
from orodha.inventory.duplicates import Names, candidates, duplicates, like
from orodha.inventory.merging import told_apart
from samples import SYSTEM


def add(catalogue, **fields):
    document = SYSTEM | {"id": "source/again", "title": {"en": "NEA system again"}} | fields
    catalogue.put_all([(document, None)])
    return duplicates(catalogue.reader, ["source"])


def ids(pairs):
    return [(pair.first.id, pair.second.id) for pair in pairs]


def test_the_starter_has_no_source_twice(kenya):
    assert duplicates(kenya, ["source"]) == ()


def test_neamis_added_again_is_found(catalogue):
    assert ids(add(catalogue, title={"en": "NEAMIS"})) == [("source/ke-neaims", "source/again")]


def test_transposed_letters_are_told(catalogue):
    (pair,) = add(catalogue, acronym="NEAISM", holder="agency/ke-nea")
    assert pair.score >= 0.9
    assert "transposed" in pair.why
    assert "same holder" in pair.why


def test_a_title_with_a_letter_wrong_is_found(catalogue):
    title = catalogue.reader.get("source/ke-neaims")["title"]["en"]
    (pair,) = add(catalogue, title={"en": title.replace("Information", "Infromation")})
    assert pair.why == "names alike"


def test_another_country_is_another_thing(catalogue):
    assert add(catalogue, acronym="NEAIMS", country="area/ug") == ()


def test_another_year_is_another_thing(catalogue):
    catalogue.put_all([(SYSTEM | {"id": "source/one", "title": {"en": "Housing census 1999"}}, None)])
    assert add(catalogue, title={"en": "Housing census 2009"}) == ()


def test_what_is_superseded_is_no_duplicate_any_more(catalogue):
    assert add(catalogue, title={"en": "NEAMIS"}, registration="superseded", replaced_by="source/ke-neaims") == ()


def test_only_pairs_at_least_so_alike_are_shown(kenya):
    assert len(duplicates(kenya, ["agency"], 0.7)) > len(duplicates(kenya, ["agency"], 0.95))


def test_words_that_many_records_have_make_no_pairs():
    many = [Names(f"source/{n}", "", "area/ke", words=(frozenset({"register", f"w{n}"}),)) for n in range(60)]
    assert not list(candidates(many))


def test_a_pair_that_is_told_apart_is_not_shown_whichever_says_so(catalogue):
    for one, other in (("source/again", "source/ke-neaims"), ("source/ke-neaims", "source/again")):
        (pair,) = add(catalogue, title={"en": "NEAMIS"})
        applied = catalogue.apply(told_apart(catalogue.reader, one, other))
        assert pair
        assert duplicates(catalogue.reader, ["source"]) == ()
        catalogue.undo(applied.batch)
        assert duplicates(catalogue.reader, ["source"]) == (pair,)


def test_a_pair_is_told_apart_by_iri_too(catalogue):
    add(catalogue, title={"en": "NEAMIS"}, different_from=["https://example.org/neaims"])
    (kept,) = catalogue.reader.some(["source/ke-neaims"])
    fields = {name: value for name, value in kept.items() if name not in GENERATED} | {"id": kept["id"]}
    catalogue.put_all([(fields | {"iri": "https://example.org/neaims"}, None)])
    assert duplicates(catalogue.reader, ["source"]) == ()


@pytest.mark.parametrize("many", [2000, 0], ids=["among all", "among what a search finds"])
def test_a_record_that_is_being_written_looks_like_one_that_is_there(kenya, monkeypatch, many):
    monkeypatch.setattr("orodha.inventory.duplicates.MANY", many)
    titles = ["Electronic Foreign Nationals Service"]
    written = {"id": "source/unnamed", "country": "area/ke"}
    found = like(kenya, "source", written, titles)
    assert found
    assert found.first.id == "source/ke-efns"
    assert like(kenya, "source", {"id": "source/unnamed"}, titles), "its country may come later"
    assert like(kenya, "source", written | {"country": "area/ug"}, titles) is None
    assert like(kenya, "source", written, ["Registry of foreign workers"]) is None
