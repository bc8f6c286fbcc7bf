from __future__ import annotations

import json
import sqlite3

from orodha.catalogue import Catalogue
from orodha.catalogue.disputes import disagreements
from orodha.catalogue.kinds import kind
from orodha.catalogue.logbook import user


def test_show_names_fields_and_labels_of_references(run):
    result = run("show", "source/ke-efns")
    assert result.exit_code == 0
    assert "Department of Immigration Services  agency/ke-dis" in result.stdout
    assert "collected for statistics" in result.stdout


def test_show_finds_a_record_by_iri_slug_code_and_label(run):
    iri = json.loads(run("show", "source/ke-efns", "--json").stdout)["iri"]
    for name in (iri, "ke-efns", "EFNS", "Electronic Foreign Nationals Service System"):
        assert json.loads(run("show", name, "--json").stdout)["id"] == "source/ke-efns"


def test_show_json_is_the_document(run):
    document = json.loads(run("show", "source/ke-efns", "--json").stdout)
    assert list(document)[:3] == ["id", "iri", "kind"]
    assert document["holder"] == "agency/ke-dis"


def test_show_takes_a_record_of_every_kind(run, own):
    run("map", "suggest", "ke", "ug", "--save", db=own)
    with Catalogue.open(own) as catalogue:
        rows = catalogue.database.rows("SELECT min(id) FROM record GROUP BY kind ORDER BY kind")
        kinds = {one for (one,) in rows}
    assert any(one.startswith("mapping/") for one in kinds)
    for name in kinds:
        result = run("show", name, db=own)
        assert result.exit_code == 0, f"{name}\n{result.stderr}"
        assert name in result.stdout


def test_show_calls_a_mapping_by_its_id_once(run, own):
    run("map", "accept", "ke-refugee", "ug-refugee", "--predicate", "close", db=own)
    shown = run("show", "mapping/ke-refugee--ug-refugee", db=own).stdout.splitlines()
    assert shown[0] == "mapping/ke-refugee--ug-refugee" and shown[1].startswith("revision 1 · ")


def test_show_keeps_to_a_language(run):
    every, swahili = (run("show", "concept/topics-labour", *more).stdout for more in ((), ("--lang", "sw")))
    label = json.loads(run("show", "concept/topics-labour", "--json").stdout)["label"]
    assert f"sw: {label['sw']}" in every
    assert label["sw"] in swahili and label["ar"] not in swahili


def test_show_marks_what_documents_disagree_on(run):
    result = run("show", "source/ke-neaims")
    assert "NEAIMS  [2 claims]" in result.stdout
    assert "orodha evidence source/ke-neaims" in result.stderr


def test_show_lists_what_is_recommended_and_missing(run, own):
    need_in_meta(own)
    result = run("show", "source/ke-ecitizen", db=own)
    assert "of what is asked for" in result.stdout
    assert "Recommended, and missing:" in result.stderr
    assert "holder" in result.stderr


def need_in_meta(path):
    """Add each field's obligation to the brief declarations."""
    connection = sqlite3.connect(path)
    described = json.loads(connection.execute("SELECT value FROM meta WHERE name = 'kinds'").fetchone()[0])
    for name, brief in described["source"]["fields"].items():
        described["source"]["fields"][name] = [*brief[:3], kind("source").by_name[name].need]
    connection.execute("UPDATE meta SET value = ? WHERE name = 'kinds'", (json.dumps(described),))
    connection.commit()
    connection.close()


def test_show_of_nothing_is_not_found(run):
    result = run("show", "source/nothing-like-it")
    assert result.exit_code == 3
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")


def test_show_within_80_columns(run, screen):
    for line in run("show", "source/ke-efns").stdout.splitlines():
        assert len(line.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "")) <= 80


def test_evidence_marks_the_chosen_claim_and_gives_the_reason(run):
    text = run("evidence", "source/ke-neaims").stdout
    first = text.split("\n\n")[1]
    assert first.startswith("acronym  documents disagree")
    assert "✓ NEAIMS" in first and "✗ NEAMIS" in first and "It fits the full name" in first


def test_evidence_json_is_the_statements(run):
    statements = json.loads(run("evidence", "source/ke-neaims", "--json").stdout)
    assert {"field", "value", "document", "place", "certainty", "date", "chosen", "reason"} == set(statements[0])


def test_evidence_of_a_record_without_any_says_so(run):
    result = run("evidence", "scheme/topics")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No document is cited" in result.stderr


def test_evidence_calls_documents_by_their_short_titles_and_ids(run):
    assert "GCM review 2022  document/gcm-review-kenya-2022, objective 13 · stated" in run("evidence", "EFNS").stdout


def test_evidence_of_a_document_without_short_title_has_its_title(run, own):
    run("edit", "document/gcm-review-kenya-2022", "short_title=", db=own)
    text = run("evidence", "EFNS", db=own).stdout
    assert "(GCM)  document/gcm-review-kenya-2022, objective 13" in text
    run("delete", "document/gcm-review-kenya-2022", "--yes", db=own)
    assert "  document/gcm-review-kenya-2022, objective 13" in run("evidence", "EFNS", db=own).stdout


def test_a_translation_by_hand_is_no_disagreement(run, own):
    run("edit", "source/ke-efns", "title:sw=Huduma", "topics+=labour", db=own)
    result = run("show", "source/ke-efns", db=own)
    assert "claims]" not in result.stdout and "disagree" not in result.stderr


def test_two_claims_without_a_document_are_no_disagreement():
    one, two = ({"field": "level", "value": value, "document": "", "chosen": value == "a"} for value in "ab")
    assert disagreements([one, two]) == {}
    assert disagreements([one, {**two, "document": "document/d"}])


def test_evidence_of_no_record_lists_what_documents_disagree_about(run):
    rows = json.loads(run("evidence", "--json").stdout)
    [acronym] = [one for one in rows if (one["id"], one["field"]) == ("source/ke-neaims", "acronym")]
    assert [(one["value"], one["chosen"]) for one in acronym["values"]] == [("NEAIMS", True), ("NEAMIS", False)]
    assert "source/ke-neaims,acronym,NEAIMS,NEAMIS," in run("evidence", "--csv").stdout.splitlines()
    table = run("evidence").stdout.splitlines()
    assert table[0].split() == ["ID", "FIELD", "CHOSEN", "OTHERS"]
    assert len(table) == len(rows) + 1


def test_evidence_of_no_record_agrees_with_show(run):
    for one in json.loads(run("evidence", "--json").stdout):
        assert "claims]" in run("show", one["id"]).stdout


def test_who_settled_a_disagreement_is_told_and_show_marks_it_no_more(run, own, monkeypatch):
    monkeypatch.setenv("USER", "amina")
    run("edit", "source/ke-neaims", "acronym=NEAMIS", db=own)
    settled = f"settled by {user()} on 2"
    assert f"acronym  documents disagree\n  {settled}" in run("evidence", "source/ke-neaims", db=own).stdout
    assert settled in run("evidence", "--csv", db=own).stdout
    assert "SETTLED" in run("evidence", db=own).stdout.splitlines()[0]
    result = run("show", "source/ke-neaims", db=own)
    assert "claims]" not in result.stdout and "disagree" not in result.stderr


def test_evidence_without_any_disagreement_says_so(run, tmp_path):
    path = tmp_path / "empty.db"
    run("init", str(path), "--starter", "empty")
    result = run("evidence", db=path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "disagree about nothing" in result.stderr
