from __future__ import annotations

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.changes import Put
from orodha.catalogue.errors import Conflict, UsageError
from orodha.catalogue.kinds import kind
from orodha.catalogue.record import Statement
from orodha.inventory.duplicates import pairs_apart
from orodha.inventory.merging import Held, merge, merged, told_apart
from samples import SYSTEM
from strategies import documents, statements

KEEP, OTHER = "source/ke-neaims", "source/neamis"
LINKED = ("iri", "registration", "replaced_by", "different_from", "part_of")
"""Fields that a test of merging sets itself."""


def again(**fields):
    return SYSTEM | {"id": OTHER, "title": {"en": "NEAMIS"}} | fields


def merge_into(catalogue, **fields):
    """Add NEAMIS once more, merge it into the first, and return what is kept then."""
    catalogue.put_all([(again(**fields), None)])
    catalogue.apply(merged(catalogue.reader, KEEP, [OTHER]))
    return catalogue.reader.get(KEEP)


def content(catalogue):
    rows = catalogue.database.rows("SELECT id, iri, label, hash FROM record ORDER BY id")
    links = catalogue.database.rows("SELECT * FROM link ORDER BY subject, field, object")
    return rows, links, catalogue.database.rows("SELECT * FROM statement ORDER BY record, position")


def leads_to(catalogue, record):
    return catalogue.database.rows("SELECT subject, field FROM link WHERE object = ?", (record,))


def test_another_title_becomes_an_alias(catalogue):
    kept = merge_into(catalogue, title={"en": "NEA jobs system"})
    assert "NEA jobs system" in kept["aliases"]["en"]
    assert kept["title"]["en"] != "NEA jobs system"


def test_lists_are_united(catalogue):
    before = catalogue.reader.get(KEEP)["topics"]
    assert merge_into(catalogue, topics=["concept/topics-climate", before[0]])["topics"] == [
        *before,
        "concept/topics-climate",
    ]


def test_a_value_that_is_missing_is_taken_over(catalogue):
    assert merge_into(catalogue, contact="jobs@example.org")["contact"] == "jobs@example.org"


def test_a_value_that_differs_becomes_a_statement_that_is_not_chosen(catalogue):
    merge_into(catalogue, frequency="concept/frequency-monthly")
    claims = [one for one in catalogue.reader.statements(KEEP) if one["field"] == "frequency"]
    assert {one["value"]: one["chosen"] for one in claims} == {
        "concept/frequency-monthly": False,
        "concept/frequency-continuous": True,
    }
    assert any(one["reason"] for one in claims)


def test_the_other_points_on_and_still_answers(catalogue):
    merge_into(catalogue)
    other = catalogue.reader.get(OTHER)
    assert (other["registration"], other["replaced_by"]) == ("superseded", KEEP)


def test_links_and_statements_of_the_whole_catalogue_lead_to_the_kept_one(catalogue):
    before = {link.id for link in catalogue.reader.links("agency/ke-nea") if link.incoming}
    catalogue.apply(merged(catalogue.reader, "agency/ke-kapea", ["agency/ke-nea"]))
    after = {link.id for link in catalogue.reader.links("agency/ke-kapea") if link.incoming}
    assert before - {"agency/ke-kapea"} <= after
    assert not leads_to(catalogue, "agency/ke-nea")
    assert not catalogue.database.rows("SELECT 1 FROM statement WHERE instr(value, '\"agency/ke-nea\"')")


def test_one_undo_gives_everything_back(catalogue):
    before = content(catalogue)
    applied = catalogue.apply(merged(catalogue.reader, "agency/ke-kapea", ["agency/ke-nea"]))
    catalogue.undo(applied.batch)
    assert content(catalogue) == before


def test_what_was_hidden_stays_hidden(catalogue):
    assert merge_into(catalogue, visibility="internal", contact="x@example.org")["visibility"] == "internal"


def test_a_merge_is_refused_if_a_record_has_moved_on(catalogue):
    catalogue.put_all([(again(), None)])
    changes = merged(catalogue.reader, KEEP, [OTHER])
    catalogue.put_all([(again(level="county"), None)])
    with pytest.raises(Conflict):
        catalogue.apply(changes)


@pytest.mark.parametrize(
    ("others", "told"),
    [([], "nothing to merge"), ([KEEP], "named twice"), (["agency/ke-nea"], "no source")],
)
def test_what_cannot_be_merged_is_refused(kenya, others, told):
    with pytest.raises(UsageError, match=told):
        merged(kenya, KEEP, others)


def test_what_is_superseded_is_not_merged_again(catalogue):
    merge_into(catalogue)
    with pytest.raises(UsageError, match="superseded already"):
        merged(catalogue.reader, "source/ke-efns", [OTHER])


def test_what_was_said_not_to_be_the_same_is_not_merged(catalogue):
    catalogue.put_all([(again(), None)])
    catalogue.apply(told_apart(catalogue.reader, OTHER, KEEP))
    with pytest.raises(UsageError, match="not to be the same"):
        merged(catalogue.reader, KEEP, [OTHER])


def test_what_the_other_is_not_the_kept_one_is_not_either(catalogue):
    catalogue.put_all([(again(different_from=["source/ke-efns"]), None)])
    catalogue.apply(merged(catalogue.reader, KEEP, [OTHER]))
    assert catalogue.reader.get(KEEP)["different_from"] == ["source/ke-efns"]
    assert "different_from" not in catalogue.reader.get(OTHER)


def test_telling_apart_twice_changes_nothing(catalogue):
    catalogue.put_all([(again(), None)])
    catalogue.apply(told_apart(catalogue.reader, OTHER, KEEP))
    assert not told_apart(catalogue.reader, KEEP, OTHER).changes


def test_telling_apart_is_taken_back_by_one_undo(catalogue):
    catalogue.put_all([(again(), None)])
    before = content(catalogue)
    applied = catalogue.apply(told_apart(catalogue.reader, OTHER, KEEP))
    assert frozenset((OTHER, KEEP)) in pairs_apart(catalogue.reader)
    catalogue.undo(applied.batch)
    assert content(catalogue) == before
    assert pairs_apart(catalogue.reader) == set()


@pytest.mark.parametrize("other", [KEEP, "agency/ke-nea"])
def test_a_record_is_told_apart_from_another_of_its_kind_only(kenya, other):
    with pytest.raises(UsageError):
        told_apart(kenya, KEEP, other)


def test_a_chain_leads_to_the_last_one(catalogue):
    catalogue.put_all([(again(), None), (again(id="source/old", title={"en": "Old jobs system"}), None)])
    catalogue.apply(merged(catalogue.reader, OTHER, ["source/old"]))
    catalogue.apply(merged(catalogue.reader, KEEP, [OTHER]))
    assert catalogue.reader.get("source/old")["replaced_by"] == KEEP
    assert {"NEAMIS", "Old jobs system"} <= set(catalogue.reader.get(KEEP)["aliases"]["en"])


def test_records_that_refer_to_each_other_do_not_refer_to_themselves_after(catalogue):
    catalogue.put_all([(again(part_of=[KEEP, OTHER, "source/ke-efns"]), None)])
    catalogue.apply(merged(catalogue.reader, KEEP, [OTHER]))
    assert catalogue.reader.get(KEEP)["part_of"] == ["source/ke-efns"]


def test_statements_of_both_are_kept(catalogue):
    ours = len(catalogue.reader.statements(KEEP))
    theirs = [Statement("medium", "paper", "document/iom-rdh-capacity", "page 3"), Statement("", None, place="page 1")]
    catalogue.put_all([(again(medium="paper"), theirs)])
    catalogue.apply(merged(catalogue.reader, KEEP, [OTHER]))
    after = catalogue.reader.statements(KEEP)
    assert len(after) >= ours + 2
    (paper,) = [one for one in after if one["field"] == "medium" and one["value"] == "paper"]
    assert (paper["place"], paper["chosen"]) == ("page 3", catalogue.reader.get(KEEP).get("medium") == "paper")


def test_a_name_that_says_unknown_is_not_thrown_away(catalogue):
    merge_into(catalogue, acronym="the-unknown")
    assert "the-unknown" in catalogue.reader.get(KEEP)["aliases"]["en"]


def test_a_name_that_both_have_means_the_kept_one(catalogue):
    merge_into(catalogue)
    assert catalogue.reader.resolve("NEAMIS") == KEEP


@st.composite
def same_things(draw):
    """Two or three sources of which each may refer to the others, and a source that refers to some of them."""
    ids = ["source/a", "source/b", "source/c"][: draw(st.integers(2, 3))]
    refers = st.lists(st.sampled_from(ids), max_size=3, unique=True)
    found = []
    for one in [*ids, "source/z"]:
        document = {name: value for name, value in draw(documents("source")).items() if name not in LINKED}
        document |= {"id": one, "registration": "recorded"} | ({"part_of": parts} if (parts := draw(refers)) else {})
        found.append((document, draw(st.lists(statements("source"), max_size=2))))
    return found


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(records=same_things())
def test_nothing_leads_to_what_was_merged_and_undo_gives_all_back(tmp_path_factory, records):
    with Catalogue.create(tmp_path_factory.mktemp("merged") / "some.db") as catalogue:
        catalogue.put_all(records)
        before = content(catalogue)
        others = [document["id"] for document, _ in records[1:-1]]
        applied = catalogue.apply(merged(catalogue.reader, "source/a", others))
        assert not [one for other in others for one in leads_to(catalogue, other)]
        assert all(catalogue.reader.get(other)["replaced_by"] == "source/a" for other in others)
        catalogue.undo(applied.batch)
        assert content(catalogue) == before


@settings(max_examples=40)
@given(documents("source"), documents("source"))
def test_the_kept_record_is_valid_and_loses_nothing(keep, other):
    keep, other = (
        {name: value for name, value in one.items() if name not in LINKED} | {"id": id_}
        for one, id_ in ((keep, "source/a"), (other, "source/b"))
    )
    kept, gone = merge(Held(keep), [Held(other, (Statement("title", other["title"]),))], []).changes
    assert isinstance(kept, Put)
    assert isinstance(gone, Put)
    for put in (kept, gone):
        kind("source").validate(put.document)
    text = orjson.dumps([kept.document, [one.value for one in kept.evidence or ()]])
    assert all(orjson.dumps(value) in text for value in other["title"].values())
    assert set(keep) <= set(kept.document)
