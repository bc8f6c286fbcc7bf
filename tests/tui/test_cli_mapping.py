"""Mappings decided on one by one, and listed."""

from __future__ import annotations

import json
import shutil

import pytest
from glossaries import PAIR, listed, pairs, state


def test_list_json_has_one_shape(run, words):
    run("map", "accept", *PAIR, "--predicate", "exact", db=words)
    assert listed(run, words) == listed(run, words, "a") == listed(run, words, "b", "a")
    assert {"iri", "kind", "revision", "created", "modified"} <= listed(run, words, "a")[0].keys()


def test_accept_makes_the_mapping_of_a_pair_that_has_none(run, words):
    result = run("map", "accept", *PAIR, "--predicate", "broad", "--reviewer", "A. Juma", "--reason", "Read.", db=words)
    assert result.exit_code == 0 and "orodha undo 2" in result.stderr
    [one] = listed(run, words)
    assert (one["id"], one["status"], one["predicate"]) == (
        "mapping/a-migrant--b-migrant",
        "accepted",
        "skos:broadMatch",
    )
    assert (one["reviewer"], one["reason"], one["justification"]) == (
        "A. Juma",
        "Read.",
        "semapv:ManualMappingCuration",
    )
    assert "A. Juma" in run("log", "--limit", "1", db=words).stdout


def test_accept_of_a_pair_without_mapping_asks_what_it_is(run, words):
    result = run("map", "accept", *PAIR, db=words)
    assert result.exit_code == 2 and "--predicate exact, close, broad, narrow, related" in result.stderr


def test_accept_takes_several_ids_and_ids_from_stdin(run, words):
    run("map", "suggest", "a", "b", "--save", db=words)
    ids = [one["id"] for one in listed(run, words, "a", "b")]
    assert len(ids) > 1
    assert run("map", "accept", *ids, db=words).exit_code == 0
    assert {one["status"] for one in listed(run, words)} == {"accepted"}
    run("undo", db=words)
    assert run("map", "accept", "-", input="\n".join(ids), db=words).exit_code == 0
    assert {one["status"] for one in listed(run, words)} == {"accepted"}


def test_a_pair_named_the_other_way_round_is_the_same_mapping(run, words):
    run("map", "accept", *PAIR, "--predicate", "broad", db=words)
    assert run("map", "change", *PAIR[::-1], "--predicate", "broad", db=words).exit_code == 0
    [one] = listed(run, words)
    assert pairs([one]) == [PAIR] and one["predicate"] == "skos:narrowMatch"


def test_reject_needs_a_reason(run, words):
    result = run("map", "reject", *PAIR, db=words)
    assert result.exit_code == 2 and "without a reason" in result.stderr
    assert listed(run, words) == []


def test_accepting_what_was_rejected_says_why_and_needs_reopen(run, words):
    run("map", "reject", *PAIR, "--reason", "Another law.", "--reviewer", "A. Juma", db=words)
    refused = run("map", "accept", *PAIR, db=words)
    assert refused.exit_code == 2
    assert "A. Juma" in refused.stderr and "Another law." in refused.stderr and "--reopen" in refused.stderr
    assert run("map", "accept", *PAIR, "--reopen", db=words).exit_code == 0
    assert listed(run, words)[0]["status"] == "accepted"


def test_note_stands_beside_the_decision(run, words):
    run("map", "accept", *PAIR, "--predicate", "exact", db=words)
    run("map", "note", *PAIR, "Ask Uganda.", db=words)
    run("map", "note", "mapping/a-migrant--b-migrant", "Asked.", db=words)
    [one] = listed(run, words)
    assert one["notes"] == {"en": "Ask Uganda.\nAsked."} and one["status"] == "accepted"


def test_undoing_every_decision_gives_the_first_state(run, words):
    before = state(words)
    run("map", "note", *PAIR, "Ask.", db=words)
    run("map", "change", *PAIR, "--predicate", "exact", db=words)
    run("map", "accept", *PAIR, db=words)
    run("map", "reject", *PAIR, "--reason", "No.", db=words)
    assert len(json.loads(run("log", "--json", db=words).stdout)) == 5
    for _ in range(4):
        assert run("undo", db=words).exit_code == 0
    assert state(words) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("accept", "a-migrant", "a-returnee", "--predicate", "broad"), "both of scheme/a"),
        (("accept", "a-migrant", "a-migrant", "--predicate", "exact"), "is the subject itself"),
        (("accept", "a-migrant", "--predicate", "exact"), "'a-migrant' is no mapping on record"),
        (("accept", *PAIR, "--predicate", "narow"), "Did you mean narrow?"),
        (("accept", "mapping/none"), "no record 'mapping/none'"),
        (("note", *PAIR, " "), "note is empty"),
    ],
)
def test_decisions_that_make_no_sense_are_refused(run, words, arguments, told):
    result = run("map", *arguments, db=words)
    assert result.exit_code != 0 and told in result.stderr
    assert listed(run, words) == []


def test_a_concept_outside_the_catalogue_is_named_by_its_iri(run, words):
    result = run("map", "accept", "a-migrant", "http://example.org/migrant", "--predicate", "close", db=words)
    assert result.exit_code == 0
    assert listed(run, words, "a")[0]["object"] == "http://example.org/migrant"


def test_list_keeps_to_schemes_and_status(run, words):
    run("map", "accept", *PAIR, "--predicate", "exact", db=words)
    run("map", "reject", "a-returnee", "c-person-who-moves", "--reason", "No.", db=words)
    assert len(listed(run, words)) == len(listed(run, words, "a")) == 2
    assert pairs(listed(run, words, "b", "a")) == [PAIR]
    assert pairs(listed(run, words, "--status", "rejected")) == [("a-returnee", "c-person-who-moves")]
    assert run("map", "list", "a", "a", db=words).exit_code == 2
    nothing = run("map", "list", "b", "c", db=words)
    assert (nothing.exit_code, nothing.stdout) == (0, "") and "map suggest b c" in nothing.stderr


def test_list_table_names_the_relation_and_who_decided(run, words):
    run("map", "accept", *PAIR, "--predicate", "broad", "--reviewer", "A. Juma", db=words)
    head, row, name, decision = run("map", "list", db=words).stdout.splitlines()
    assert head.split() == ["SUBJECT", "RELATION", "OBJECT", "STATUS", "SURE"]
    assert row.split() == ["Migrant", "broad", "Migrant", "accepted"]
    assert name.strip() == "mapping/a-migrant--b-migrant" and decision.strip().startswith("by A. Juma ")


def test_list_fits_80_columns(run, in_a_terminal, words):
    run("map", "reject", *PAIR, "--reason", "They do not count the same people, says the law. " * 3, db=words)
    lines = in_a_terminal("map", "list", "--db", str(words), NO_COLOR="1").splitlines()
    assert len(lines) > 4 and all(len(line) <= 80 for line in lines)


def decisions(rows):
    fields = ("subject", "object", "predicate", "status", "reviewer", "date", "reason", "notes")
    return {one["id"]: [one.get(name) for name in fields] for one in rows}


@pytest.mark.parametrize("suffix", ["sssom.tsv", "sssom.json"])
def test_ten_decisions_exported_and_imported_again_are_the_same(run, own, kenya, tmp_path, suffix):
    run("map", "suggest", "ke", "ug", "--save", "--min", "0.05", db=own)
    run("map", "suggest", "ke", "so", "--save", "--min", "0.05", db=own)
    ids = [one["id"] for one in listed(run, own, "ke", "--status", "proposed")][:10]
    assert len(ids) == 10
    run("map", "accept", *ids[:4], "--reviewer", "A. Juma", db=own)
    run("map", "accept", ids[4], "--predicate", "related", "--reason", "Another law.", db=own)
    run("map", "reject", *ids[5:8], "--reason", "They do not count the same people.", db=own)
    run("map", "change", ids[8], "--predicate", "broad", db=own)
    run("map", "note", ids[9], "Ask the other country.", db=own)
    path, there = tmp_path / f"ours.{suffix}", tmp_path / "there.db"
    assert run("export", str(path), "--what", "mapping", db=own).exit_code == 0
    shutil.copy(kenya, there)
    imported = run("import", str(path), "--yes", db=there)
    assert imported.exit_code == 0, imported.stderr
    assert decisions(listed(run, there)) == decisions(listed(run, own))
