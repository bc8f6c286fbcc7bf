"""The log of changes, and the evidence that is kept with records."""

from __future__ import annotations

import pytest
from orodha.catalogue import Catalogue, Statement
from orodha.catalogue.errors import InvalidRecord
from orodha.inventory.agencies import Agency
from orodha.inventory.sources import DataSource
from samples import agency
from snapshots import snapshot

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
