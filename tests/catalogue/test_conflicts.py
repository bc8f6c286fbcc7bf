"""Records that somebody else has changed, taken or deleted, and deleting."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from orodha.catalogue import Catalogue, ChangeSet, Delete, Put
from orodha.catalogue.catalogue import valid_document
from orodha.catalogue.errors import Conflict, NotFound
from orodha.catalogue.names import DEFAULT_BASE
from orodha.inventory.agencies import Agency
from orodha.inventory.sources import DataSource
from samples import agency
from snapshots import snapshot
from strategies import iris

# --- conflicts


def test_a_record_that_somebody_else_has_changed_is_refused(small: Catalogue, other: Catalogue):
    mine, theirs = small.get("agency/ke-dis", Agency), other.get("agency/ke-dis", Agency)
    theirs.acronym = "DOI"
    other.save(theirs)
    mine.acronym = "IMM"
    with pytest.raises(Conflict, match="Changed by somebody else since: agency/ke-dis") as caught:
        small.save(mine)
    assert caught.value.ids == ("agency/ke-dis",)
    assert small.get("agency/ke-dis", Agency).acronym == "DOI"


def test_after_a_conflict_one_reads_again_and_saves(small: Catalogue, other: Catalogue):
    mine, theirs = small.get("agency/ke-dis", Agency), other.get("agency/ke-dis", Agency)
    theirs.acronym = "DOI"
    other.save(theirs)
    with pytest.raises(Conflict):
        small.save(mine)
    mine = small.get("agency/ke-dis", Agency)
    mine.homepage = "https://example.org"
    small.save(mine)
    assert other.get("agency/ke-dis", Agency).acronym == "DOI"


def test_a_record_that_somebody_else_has_deleted_is_refused(small: Catalogue, other: Catalogue):
    mine = small.get("agency/ke-dis", Agency)
    other.delete("agency/ke-dis")
    with pytest.raises(Conflict):
        small.save(mine)


def test_a_saved_record_does_not_pass_for_what_somebody_else_saved_just_after(small: Catalogue, path: Path):
    mine = small.get("agency/ke-dis", Agency)
    mine.acronym = "A"
    with Catalogue.open(path) as other:

        def theirs() -> None:
            found = other.get("agency/ke-dis", Agency)
            found.acronym = "B"
            other.save(found)

        apply = small.apply
        small.apply = lambda change_set: (apply(change_set), theirs())[0]  # type: ignore[method-assign]
        small.save(mine)
        small.apply = apply  # type: ignore[method-assign]
    mine.acronym = "C"
    with pytest.raises(Conflict):
        small.save(mine)


def test_a_new_record_whose_id_is_taken_is_refused(small: Catalogue):
    with pytest.raises(Conflict, match="Already there: agency/ke-dis") as caught:
        small.save(agency("ke-dis"))
    assert "another id" in caught.value.advice


def test_a_record_that_is_expected_and_not_there_is_a_conflict(small: Catalogue):
    document = valid_document({"id": "agency/x", "name": "X", "type": "NGO"})
    with pytest.raises(Conflict):
        small.apply(ChangeSet([Put(document, expected=3)]))


def test_an_iri_that_belongs_to_another_record_is_refused(small: Catalogue):
    with pytest.raises(Conflict, match="belongs to source/ke-census already") as caught:
        small.save(agency(iri="https://example.org/census"))
    assert caught.value.ids == ("source/ke-census",)


def test_an_id_whose_iri_another_record_has_is_refused(empty: Catalogue):
    empty.save(agency("x", iri=DEFAULT_BASE + "agency/y"))
    with pytest.raises(Conflict, match="belongs to agency/x already"):
        empty.save(agency("y"))


def test_two_new_records_cannot_share_an_iri(empty: Catalogue):
    with pytest.raises(Conflict, match=r"https://example.org/x (belongs to|is given to two)"):
        empty.save(agency("x", iri="https://example.org/x"), agency("y", iri="https://example.org/x"))
    assert empty.reader.counts() == {}


@settings(max_examples=15)
@given(iri=iris)
def test_records_may_swap_their_iris(iri: str):
    with tempfile.TemporaryDirectory() as folder, Catalogue.create(Path(folder) / "t.db") as catalogue:
        one, two = agency("x", iri=iri), agency("y")
        catalogue.save(one, two)
        one.iri, two.iri = None, iri
        catalogue.save(one, two)
        assert catalogue.get(iri).id == "agency/y"
        catalogue.undo()
        assert catalogue.get(iri).id == "agency/x"


def test_a_deleted_records_iri_is_free_in_the_same_batch(small: Catalogue):
    new = valid_document({"id": "agency/x", "name": "X", "type": "NGO", "iri": "https://example.org/census"})
    small.apply(ChangeSet([Put(new), Delete("source/ke-census")]))
    assert small.get("https://example.org/census").id == "agency/x"


# --- deleting


def test_a_deleted_record_is_gone(small: Catalogue):
    small.delete("source/ke-census")
    with pytest.raises(NotFound):
        small.get("source/ke-census")
    assert [hit.id for hit in small.find("census")] == []


def test_a_record_is_deleted_by_its_iri(small: Catalogue):
    assert small.delete("https://example.org/census").deleted == ["source/ke-census"]


def test_references_to_a_deleted_record_stay(small: Catalogue):
    small.delete("agency/ke-dis")
    assert small.get("source/ke-permits", DataSource).holder == "agency/ke-dis"


def test_deleting_what_is_not_there_deletes_nothing(small: Catalogue):
    before = snapshot(small)
    with pytest.raises(NotFound):
        small.delete("source/ke-census", "source/nothing")
    with pytest.raises(NotFound):
        small.apply(ChangeSet([Delete("source/ke-census"), Delete("source/nothing")]))
    assert snapshot(small) == before


def test_a_deleted_id_can_be_given_again(small: Catalogue):
    old = small.get("agency/ke-dis").saved
    small.delete("agency/ke-dis")
    small.save(agency("ke-dis", "New"))
    assert old
    assert small.reader.get("agency/ke-dis")["revision"] == 1


def test_deleting_what_somebody_else_has_just_deleted_is_a_conflict(small: Catalogue, other: Catalogue):
    found = small.reader.get("area/eac")
    other.delete("area/eac")
    with pytest.raises(Conflict, match="area/eac"):
        small.apply(ChangeSet([Delete("area/eac", found["revision"])]))
