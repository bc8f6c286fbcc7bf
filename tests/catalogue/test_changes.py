"""Changing a catalogue: saving, conflicts, history, undo; and that nothing is ever half done."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from orodha.catalogue import Catalogue, ChangeSet, Delete, Put, Record, Statement
from orodha.catalogue.catalogue import valid_document
from orodha.catalogue.changes import ABSENT
from orodha.catalogue.errors import Conflict, InvalidRecord, NotFound, UsageError
from orodha.catalogue.kinds import kinds
from orodha.catalogue.names import DEFAULT_BASE, GENERATED, kind_of
from orodha.catalogue.reader import Reader
from orodha.inventory.agencies import Agency
from orodha.inventory.sources import DataSource
from orodha.vocab.schemes import ConceptScheme
from snapshots import snapshot
from strategies import any_documents, collections, evidence, iris


@pytest.fixture
def other(small: Catalogue, path: Path) -> Iterator[Catalogue]:
    """The small catalogue, opened by somebody else."""
    with Catalogue.open(path) as catalogue:
        yield catalogue


def agency(slug: str = "x", name: str = "X", **fields: Any) -> Agency:
    return Agency(id=f"agency/{slug}", name=name, type="NGO", **fields)  # type: ignore[arg-type]


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


# --- history


def test_the_log_tells_who_what_and_how_many(small: Catalogue):
    small.save(agency("a"), agency("b"), note="two more", author="Amina")
    newest = small.reader.log()[0]
    assert (newest.id, newest.author, newest.note, newest.undoes, newest.records) == (2, "Amina", "two more", None, 2)
    assert newest.time.endswith("Z")


def test_the_user_of_the_machine_is_the_author_if_nobody_is_named(small: Catalogue, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("getpass.getuser", lambda: "wanjiru")
    small.save(agency())
    assert small.reader.log()[0].author == "wanjiru"


def test_a_machine_without_users_has_an_unknown_author(small: Catalogue, monkeypatch: pytest.MonkeyPatch):
    def nobody() -> str:
        raise KeyError("no such user")

    monkeypatch.setattr("getpass.getuser", nobody)
    small.save(agency())
    assert small.reader.log()[0].author == "unknown"


def test_history_has_a_record_before_and_after(small: Catalogue):
    record = small.get("agency/ke-dis", Agency)
    record.acronym = "DOI"
    small.save(record)
    small.delete("agency/ke-dis")
    deleted, changed, made = small.reader.history("agency/ke-dis")
    assert made.before is None
    assert made.after
    assert changed.before == made.after
    assert changed.after == made.after | {"acronym": "DOI"}
    assert deleted.before == changed.after
    assert deleted.after is None


def test_history_has_the_evidence(small: Catalogue):
    (made,) = small.reader.history("source/ke-permits")
    assert made.after
    assert [one["field"] for one in made.after["evidence"]] == ["holder", "holder", ""]


def test_history_of_a_batch_has_its_records_in_order(small: Catalogue):
    small.save(agency("b"), agency("a"))
    assert [one.record for one in small.reader.history(batch=2)] == ["agency/b", "agency/a"]


def test_applied_tells_what_became_of_each_record(small: Catalogue):
    changed = small.get("agency/ke-dis", Agency)
    changed.acronym = "DOI"
    applied = small.save(agency("new"), changed, small.get("area/ke"))
    assert (applied.created, applied.updated, applied.unchanged) == (["agency/new"], ["agency/ke-dis"], 1)
    assert applied.batch == 2
    assert applied.time == small.reader.log()[0].time


# --- evidence


def test_evidence_is_kept_when_a_record_is_saved_without_any(small: Catalogue):
    source = small.get("source/ke-permits", DataSource)
    before = small.reader.statements("source/ke-permits")
    source.acronym = "X"
    small.save(source)
    assert small.reader.statements("source/ke-permits") == before


def test_new_evidence_alone_is_a_change(small: Catalogue):
    source = small.get("source/ke-permits", DataSource)
    applied = small.save(source, evidence={source.id: [Statement("status", "live")]})
    assert applied.updated == ["source/ke-permits"]
    assert [one["field"] for one in small.reader.statements(source.id)] == ["status"]


def test_the_same_evidence_again_is_no_change(small: Catalogue):
    source = small.get("source/ke-permits", DataSource)
    claims = [Statement(**one) for one in small.reader.statements(source.id)]
    assert small.save(source, evidence={source.id: claims}).batch is None


def test_undo_brings_evidence_back(small: Catalogue):
    before = small.reader.statements("source/ke-permits")
    small.save(small.get("source/ke-permits"), evidence={"source/ke-permits": []})
    assert small.reader.statements("source/ke-permits") == []
    small.undo()
    assert small.reader.statements("source/ke-permits") == before


def test_undoing_a_deletion_brings_evidence_back(small: Catalogue):
    before = snapshot(small)
    small.delete("source/ke-permits")
    assert small.database.value("SELECT count(*) FROM statement") == 0
    small.undo()
    assert snapshot(small) == before


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (Statement("holders", "x"), "Did you mean holder"),
        (Statement("holder", "x", certainty="rumoured"), "rumoured"),  # type: ignore[arg-type]
    ],
)
def test_evidence_about_nothing_or_of_no_sort_is_refused(small: Catalogue, claim: Statement, told: str):
    with pytest.raises(InvalidRecord, match=told):
        small.save(small.get("source/ke-permits"), evidence={"source/ke-permits": [claim]})


@pytest.mark.parametrize("value", [0, False, "", [], {}, 0.5, {"en": "x"}, ["a"], None])
def test_a_claim_may_have_any_value(small: Catalogue, value: object):
    small.save(small.get("agency/ke-dis"), evidence={"agency/ke-dis": [Statement("acronym", value)]})
    assert small.reader.statements("agency/ke-dis")[0]["value"] == value


# --- undo


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
