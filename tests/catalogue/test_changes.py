"""Saving records: each comes back as it was, and nothing is ever half done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from orodha.catalogue import Catalogue, ChangeSet, Delete, Put, Record, Statement
from orodha.catalogue.catalogue import valid_document
from orodha.catalogue.changes import ABSENT
from orodha.catalogue.errors import Conflict, InvalidRecord, UsageError
from orodha.catalogue.kinds import kinds
from orodha.catalogue.names import DEFAULT_BASE, GENERATED
from orodha.catalogue.reader import Reader
from orodha.inventory.agencies import Agency
from orodha.inventory.sources import DataSource
from orodha.vocab.schemes import ConceptScheme
from samples import agency
from snapshots import snapshot
from strategies import evidence


def fields(document: dict[str, Any]) -> dict[str, Any]:
    """A document as it was put: without what the catalogue adds."""
    kept = {name: value for name, value in document.items() if name not in GENERATED}
    if kept["iri"] == DEFAULT_BASE + kept["id"]:
        del kept["iri"]
    return kept


# --- saving and reading


@pytest.mark.parametrize("name", sorted(kinds()))
def test_every_kind_comes_back_as_it_was_saved(name: str, path: Path):
    from strategies import documents

    with Catalogue.create(path) as catalogue:

        @settings(max_examples=15)
        @given(document=documents(name), claims=evidence(name))
        def saved(document: dict[str, Any], claims: tuple[Statement, ...]) -> None:
            catalogue.put_all([(document, claims)])
            assert fields(catalogue.reader.get(document["id"])) == document
            assert [Statement(**one) for one in catalogue.reader.statements(document["id"])] == list(claims)
            record = catalogue.get(document["id"])
            assert catalogue.save(record).batch is None
            catalogue.delete(document["id"])

        saved()


def test_a_record_comes_back_as_an_object_of_its_class(small: Catalogue):
    source = small.get("source/ke-permits", DataSource)
    assert isinstance(source, DataSource)
    assert source.holder == "agency/ke-dis"


def test_a_record_is_found_by_its_iri(small: Catalogue):
    assert small.get("https://example.org/census").id == "source/ke-census"
    assert small.get(DEFAULT_BASE + "area/ke").id == "area/ke"


def test_an_iri_that_the_catalogue_gave_is_no_field_of_the_record(small: Catalogue):
    assert small.get("area/ke").iri is None
    assert small.get("source/ke-census").iri == "https://example.org/census"


def test_a_record_of_another_kind_is_refused(small: Catalogue):
    with pytest.raises(UsageError, match="area/ke is of kind area, not source"):
        small.get("area/ke", DataSource)


def test_the_version_of_a_scheme_is_not_that_of_its_record(small: Catalogue):
    scheme = small.get("scheme/topics", ConceptScheme)
    assert scheme.version == "1"
    assert scheme.saved
    assert scheme.saved.version == 1


def test_saving_counts_the_version_on(empty: Catalogue):
    record = agency()
    empty.save(record)
    assert record.saved
    assert record.saved.version == 1
    record.acronym = "X"
    empty.save(record)
    assert record.saved.version == 2
    assert record.saved == empty.get("agency/x").saved


def test_a_saved_record_can_be_saved_again_without_reading(empty: Catalogue):
    record = agency()
    for acronym in ("A", "B", "C"):
        record.acronym = acronym
        empty.save(record)
    assert empty.get("agency/x", Agency).acronym == "C"


def test_saving_the_same_again_logs_nothing(small: Catalogue):
    before = snapshot(small)
    applied = small.save(*(small.get(one["id"]) for one in small.reader.documents()))
    assert applied.batch is None
    assert applied.unchanged == len(before["record"])
    assert snapshot(small) == before


def test_the_order_of_fields_makes_no_difference(empty: Catalogue):
    document = valid_document({"id": "agency/x", "name": {"en": "X", "sw": "Y"}, "type": "NGO"})
    empty.put_all([(document, None)])
    turned = dict(reversed(document.items())) | {"name": {"sw": "Y", "en": "X"}}
    assert empty.apply(ChangeSet([Put(turned)])).unchanged == 1


def test_giving_a_record_its_own_iri_in_so_many_words_changes_nothing(empty: Catalogue):
    empty.save(agency())
    again = valid_document(fields(empty.reader.get("agency/x")) | {"iri": DEFAULT_BASE + "agency/x"})
    assert empty.apply(ChangeSet([Put(again)])).batch is None


def test_an_invalid_assignment_is_refused(small: Catalogue):
    source = small.get("source/ke-permits", DataSource)
    source.status = "running"  # type: ignore[assignment]
    with pytest.raises(InvalidRecord, match="status"):
        small.save(source)


def test_an_unknown_kind_is_refused(empty: Catalogue):
    with pytest.raises(UsageError, match="no kind"):
        empty.put_all([({"id": "nothing/x"}, None)])


@pytest.mark.parametrize("name", ["a\x00b", "a\tb", "a\nb", "\ufffe", "a\u2028b"])
def test_control_characters_in_a_text_break_nothing(empty: Catalogue, name: str):
    empty.save(agency("x", name))
    assert empty.get("agency/x", Agency).name == {"en": name}
    snapshot(empty)
    empty.undo()
    snapshot(empty)


@pytest.mark.parametrize("extra", [{"n": 2**70}, {"t": "\ud800"}])
def test_what_json_cannot_hold_is_refused(empty: Catalogue, extra: dict[str, Any]):
    with pytest.raises(InvalidRecord, match="agency/x"):
        empty.save(agency(extra=extra))
    assert empty.reader.counts() == {}


# --- all or nothing


def test_an_invalid_record_in_the_middle_saves_nothing(small: Catalogue):
    before = snapshot(small)
    good = {"id": "agency/y", "name": "Y", "type": "NGO"}
    with pytest.raises(InvalidRecord):
        small.put_all([(good, None), ({"id": "agency/z", "name": "Z"}, None), (good | {"id": "agency/w"}, None)])
    assert snapshot(small) == before


def test_a_conflict_in_the_middle_saves_nothing(small: Catalogue):
    before = snapshot(small)
    with pytest.raises(Conflict):
        small.save(agency("a"), agency("ke-dis"), agency("b"))
    assert snapshot(small) == before


def test_an_interruption_in_the_middle_saves_nothing(small: Catalogue):
    before = snapshot(small)

    def broken() -> Iterator[Put]:
        for number in range(6000):  # more than one chunk
            yield Put(valid_document({"id": f"agency/n{number}", "name": "N", "type": "NGO"}))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        small.apply(ChangeSet(broken()))
    assert snapshot(small) == before
    small.save(agency("after"))


def test_a_record_can_be_changed_only_once_in_a_batch(small: Catalogue):
    document = valid_document({"id": "agency/x", "name": "X", "type": "NGO"})
    with pytest.raises(Conflict, match="twice"):
        small.apply(ChangeSet([Put(document), Delete("agency/x")]))


def test_an_empty_change_set_is_no_batch(small: Catalogue):
    assert small.apply(ChangeSet([])).batch is None
    assert len(small.reader.log()) == 1


def test_a_reader_cannot_write(small: Catalogue, path: Path):
    from orodha.catalogue import changes
    from orodha.catalogue.errors import ReadOnlyCatalogue

    document = valid_document({"id": "agency/x", "name": "X", "type": "NGO"})
    with Reader.open(path) as reader, pytest.raises(ReadOnlyCatalogue):
        changes.apply(reader.database, ChangeSet([Put(document, expected=ABSENT)]))


def test_a_kind_of_another_package_is_saved_like_any_other(probe: type[Record], path: Path):
    with Catalogue.create(path) as catalogue:
        catalogue.save(probe(id="probe/x", name={"en": "Probe"}, near=["probe/y"]))  # type: ignore[call-arg]
        assert [hit.id for hit in catalogue.find("probe")] == ["probe/x"]
        assert catalogue.database.rows("SELECT id, name_en FROM probe") == [("probe/x", "Probe")]
