"""Batches taken back and done again."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from orodha.catalogue import Catalogue, ChangeSet, Delete, Put
from orodha.catalogue.errors import Conflict, NotFound
from orodha.catalogue.names import kind_of
from orodha.inventory.agencies import Agency
from samples import agency
from snapshots import snapshot
from strategies import any_documents, collections, evidence


def test_undo_takes_the_last_batch_back(small: Catalogue):
    before = snapshot(small)
    record = small.get("agency/ke-dis", Agency)
    record.acronym = "DOI"
    small.save(record, agency("new"))
    small.delete("area/eac")
    small.undo()
    small.undo()
    assert snapshot(small) == before


def test_undo_of_the_first_batch_leaves_nothing(small: Catalogue):
    small.undo()
    assert list(small.reader.documents()) == []
    assert small.find("permits") == []


def test_there_may_be_nothing_to_undo(empty: Catalogue):
    with pytest.raises(NotFound, match="nothing to undo"):
        empty.undo()


def test_undo_goes_back_one_batch_each_time(empty: Catalogue):
    for slug in "abc":
        empty.save(agency(slug))
    empty.undo()
    assert empty.reader.counts() == {"agency": 2}
    empty.undo()
    assert empty.reader.counts() == {"agency": 1}


def test_undoing_an_undo_does_it_again(small: Catalogue):
    small.save(agency("new"))
    after = snapshot(small)
    undone = small.undo()
    small.undo(undone.batch)
    assert snapshot(small) == after


def test_what_was_done_again_can_be_undone_again(small: Catalogue):
    before = snapshot(small)
    small.save(agency("new"))
    small.undo(small.undo().batch)
    small.undo()
    assert snapshot(small) == before


def test_a_batch_cannot_be_undone_twice(small: Catalogue):
    small.save(agency("new"))
    small.undo(2)
    with pytest.raises(Conflict, match="Batch 2 was taken back by batch 3 already") as caught:
        small.undo(2)
    assert caught.value.advice == "Redo it with: orodha undo 3"


def test_a_batch_that_never_was_cannot_be_undone(small: Catalogue):
    with pytest.raises(NotFound, match="There is no batch 9"):
        small.undo(9)


def test_undo_of_what_was_changed_again_since_is_a_conflict_that_names_it(small: Catalogue):
    for acronym in ("A", "B"):
        record = small.get("agency/ke-dis", Agency)
        record.acronym = acronym
        small.save(record, *([agency("new")] if acronym == "A" else []))
    before = snapshot(small)
    with pytest.raises(Conflict, match="changed again since: agency/ke-dis") as caught:
        small.undo(2)
    assert caught.value.ids == ("agency/ke-dis",)
    assert snapshot(small) == before


def test_undo_of_an_older_batch_works_if_nothing_else_touched_its_records(small: Catalogue):
    small.save(agency("a"))
    small.save(agency("b"))
    small.undo(2)
    assert small.reader.has("agency/b")
    assert not small.reader.has("agency/a")


def test_undo_works_if_a_record_was_changed_and_changed_back(small: Catalogue):
    small.save(agency("a"))
    for acronym in ("A", None):
        record = small.get("agency/a", Agency)
        record.acronym = acronym
        small.save(record)
    small.undo(2)
    assert not small.reader.has("agency/a")


def test_undo_works_after_a_restart(path: Path, small: Catalogue):
    before = snapshot(small)
    small.save(agency("new"))
    small.close()
    with Catalogue.open(path) as again:
        again.undo()
        assert snapshot(again) == before


def test_undo_works_for_somebody_else(small: Catalogue, other: Catalogue):
    before = snapshot(small)
    small.save(agency("new"))
    other.undo()
    assert snapshot(small) == before


def test_two_who_undo_the_same_batch_at_once_undo_it_once(small: Catalogue, other: Catalogue):
    from orodha.catalogue.changes import inverse

    record = small.get("agency/ke-dis", Agency)
    record.acronym = "A"
    small.save(record, agency("new"))
    before = snapshot(small)
    late = inverse(small.database, 2)
    other.undo(2)
    with pytest.raises(Conflict):
        small.apply(late)
    small.undo(3)
    assert snapshot(small) == before


def test_an_undo_is_in_the_log(small: Catalogue):
    small.save(agency("new"), note="one more")
    small.undo(author="Amina")
    newest = small.reader.log()[0]
    assert (newest.author, newest.note, newest.undoes) == ("Amina", "undo 2: one more", 2)


def test_versions_go_on_when_a_change_is_undone(small: Catalogue):
    record = small.get("agency/ke-dis", Agency)
    record.acronym = "A"
    small.save(record)
    small.undo()
    assert small.reader.get("agency/ke-dis")["revision"] == 3


def test_a_record_that_was_read_before_an_undo_is_refused(small: Catalogue):
    record = small.get("agency/ke-dis", Agency)
    record.acronym = "A"
    small.save(record)
    small.undo()
    record.acronym = "B"
    with pytest.raises(Conflict):
        small.save(record)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(first=collections(), second=collections(), data=st.data())
def test_any_batch_can_be_taken_back(first: list[Any], second: list[Any], data: st.DataObject):
    with tempfile.TemporaryDirectory() as folder, Catalogue.create(Path(folder) / "t.db") as catalogue:
        claims = [data.draw(evidence(kind_of(one["id"]))) for one in first]
        catalogue.put_all(zip(first, claims, strict=True))
        before = snapshot(catalogue)
        taken = {one.get("iri") for one in first}
        second = [one for one in second if one.get("iri") not in taken - {None}]
        gone = [one["id"] for one in first if data.draw(st.booleans()) and one["id"] not in {o["id"] for o in second}]
        applied = catalogue.apply(ChangeSet([*map(Put, second), *map(Delete, gone)]))
        if applied.batch:
            catalogue.undo(applied.batch)
        assert snapshot(catalogue) == before


class History(RuleBasedStateMachine):
    """Random sequences of puts, deletes and undos: taking every batch back restores what was there at first."""

    @initialize(start=collections(3))
    def begin(self, start: list[dict[str, Any]]) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.catalogue = Catalogue.create(Path(self.folder.name) / "t.db")
        self.catalogue.put_all((one, None) for one in start)
        self.first = self.catalogue.database.value("SELECT coalesce(max(id), 0) FROM batch")
        self.before = snapshot(self.catalogue)

    def ids(self) -> list[str]:
        return [document["id"] for document in self.catalogue.reader.documents()]

    @rule(document=any_documents(), slug=st.sampled_from("abc"))
    def put(self, document: dict[str, Any], slug: str) -> None:
        document = {k: v for k, v in document.items() if k != "iri"} | {"id": f"{kind_of(document['id'])}/{slug}"}
        self.catalogue.apply(ChangeSet([Put(document)]))

    @precondition(lambda self: self.ids())
    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        record = self.catalogue.get(data.draw(st.sampled_from(self.ids())))
        record.notes = data.draw(st.sampled_from([{}, {"en": "Checked"}, {"sw": "Imekaguliwa"}]))
        self.catalogue.save(record, evidence={record.id: data.draw(evidence(kind_of(record.id)))})

    @precondition(lambda self: self.ids())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        self.catalogue.delete(*data.draw(st.lists(st.sampled_from(self.ids()), min_size=1, max_size=2, unique=True)))

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        newest = self.catalogue.database.value("SELECT coalesce(max(id), 0) FROM batch")
        if newest > self.first:
            batch = data.draw(st.integers(self.first + 1, newest))
            before = snapshot(self.catalogue)
            try:
                self.catalogue.undo(batch)
            except Conflict:
                assert snapshot(self.catalogue) == before

    @invariant()
    def everything_hangs_together(self) -> None:
        if hasattr(self, "catalogue"):
            snapshot(self.catalogue)

    def teardown(self) -> None:
        if hasattr(self, "catalogue"):
            newest = self.catalogue.database.value("SELECT coalesce(max(id), 0) FROM batch")
            for batch in range(newest, self.first, -1):
                self.catalogue.undo(batch) if not self._undone(batch) else None
            assert snapshot(self.catalogue) == self.before
            self.catalogue.close()
            self.folder.cleanup()

    def _undone(self, batch: int) -> bool:
        from orodha.catalogue.changes import undone_by

        return undone_by(self.catalogue.database, batch) is not None


TestHistory = History.TestCase

TestHistory.settings = settings(max_examples=20, stateful_step_count=10, suppress_health_check=list(HealthCheck))
