"""Mappings given out and taken in on the command line: SSSOM and SKOS, and whose decision counts."""

from __future__ import annotations

import json

import openpyxl
import pytest
from decided import decide, decisions, mapping, propose, rows


@pytest.mark.parametrize("suffix", ["sssom.tsv", "sssom.json"])
def test_decisions_are_the_same_in_a_copy_and_a_second_import_changes_nothing(run, own, copy, tmp_path, suffix):
    decide(own, "emigrant", "refugee")
    decide(own, "immigrant", reason='The laws differ: "six months"\tor a year.')
    propose(own, "returning-migrant")
    file = str(tmp_path / f"x.{suffix}")
    assert run("map", "export", file, db=own).exit_code == 0
    result = run("map", "import", file, db=copy)
    assert (result.exit_code, "4 new, 0 changed" in result.stderr) == (0, True), result.stderr
    assert decisions(copy) == decisions(own)
    assert "0 new, 0 changed" in run("map", "import", file, db=copy).stderr
    assert "0 new, 0 changed" in run("import", file, db=own).stderr


def test_suggestions_reviewed_exported_and_imported_elsewhere_give_the_same_decisions(run, own, copy, tmp_path):
    assert run("map", "suggest", "ke", "migration", "--save", db=own).exit_code == 0
    listed = json.loads(run("map", "list", "ke", "migration", "--status", "proposed", "--json", db=own).stdout)
    assert len(listed) >= 10
    for number, one in enumerate(listed[:10]):
        words = ("reject", one["id"], "--reason", "Other law.") if number % 3 == 2 else ("accept", one["id"])
        assert run("map", *words, "--reviewer", "A. Juma", db=own).exit_code == 0
    file = str(tmp_path / "x.sssom.tsv")
    run("map", "export", file, db=own)
    assert run("map", "import", file, db=copy).exit_code == 0
    assert decisions(copy) == decisions(own)
    assert sum(one[0] != "proposed" and one[2] == "A. Juma" for one in decisions(copy).values()) == 10


def test_an_import_is_one_batch_that_can_be_undone(run, own, copy, tmp_path):
    decide(own, "emigrant", "refugee")
    before = decisions(copy)
    run("map", "export", str(tmp_path / "x.sssom.tsv"), db=own)
    run("map", "import", str(tmp_path / "x.sssom.tsv"), db=copy)
    assert decisions(copy) != before
    run("undo", db=copy)
    assert decisions(copy) == before


def test_a_proposal_does_not_touch_a_decision(run, own, copy, tmp_path):
    propose(own, "emigrant")
    decide(copy, "emigrant", reason="No.")
    run("map", "export", str(tmp_path / "x.sssom.tsv"), db=own)
    result = run("map", "import", str(tmp_path / "x.sssom.tsv"), db=copy)
    assert "1 proposal left aside: the pair is decided here" in result.stderr
    assert mapping(copy, "emigrant").status == "rejected"


def test_a_decision_replaces_a_proposal_with_what_the_software_said(run, own, copy, tmp_path):
    decide(own, "emigrant")
    propose(copy, "emigrant")
    run("map", "export", str(tmp_path / "x.sssom.tsv"), db=own)
    run("map", "import", str(tmp_path / "x.sssom.tsv"), db=copy)
    found = mapping(copy, "emigrant")
    assert (found.status, found.predicate, found.confidence) == ("accepted", "skos:exactMatch", None)


def test_another_decision_is_reported_and_taken_over_only_when_asked(run, own, copy, tmp_path):
    decide(own, "emigrant")
    decide(copy, "emigrant", reason="No.")
    file = str(tmp_path / "x.sssom.tsv")
    run("map", "export", file, db=own)
    result = run("map", "import", file, db=copy)
    assert "status: was decided here; the file says 'accepted'. Take it with --theirs." in result.stderr
    assert mapping(copy, "emigrant").status == "rejected"
    run("map", "import", file, "--theirs", db=copy)
    found = mapping(copy, "emigrant")
    assert (found.status, found.reason) == ("accepted", None)


def test_the_same_decision_of_somebody_else_leaves_ours_as_it_is(run, own, copy, tmp_path):
    decide(own, "emigrant", reviewer="B")
    decide(copy, "emigrant", reviewer="A")
    file = str(tmp_path / "x.sssom.tsv")
    run("map", "export", file, db=own)
    result = run("map", "import", file, db=copy)
    assert "reviewer: was decided here; the file says 'B'" in result.stderr
    assert mapping(copy, "emigrant").reviewer == "A"


def test_concepts_elsewhere_stay_iris(run, own, tmp_path):
    file = tmp_path / "x.sssom.tsv"
    file.write_text("subject_id\tpredicate_id\tobject_id\nconcept/ke-emigrant\tskos:closeMatch\thttp://x.org/1\n")
    assert "1 new" in run("map", "import", str(file), db=own).stderr
    assert "0 new, 0 changed, 1 unchanged" in run("map", "import", str(file), db=own).stderr


def test_reviewers_are_not_told_to_the_public(run, own, tmp_path):
    decide(own, "emigrant", reviewer="Anne Juma")
    for audience, told in (("partner", True), ("public", False)):
        for suffix in ("sssom.tsv", "sssom.json"):
            file = tmp_path / f"{audience}.{suffix}"
            assert run("map", "export", str(file), "--audience", audience, db=own).exit_code == 0
            assert ("Anne Juma" in file.read_text()) is told
        sheet = tmp_path / f"{audience}.xlsx"
        run("map", "export", str(sheet), "--audience", audience, db=own)
        assert ("Anne Juma" in [one.value for row in openpyxl.load_workbook(sheet)["mappings"] for one in row]) is told


@pytest.mark.parametrize("suffix", ["ttl", "nt", "rdf", "jsonld"])
def test_skos_has_what_was_accepted_and_comes_back(run, own, copy, tmp_path, suffix):
    decide(own, "emigrant")
    decide(own, "immigrant", reason="No.")
    file = tmp_path / f"x.{suffix}"
    assert run("map", "export", str(file), "ke", "ug", db=own).exit_code == 0
    text = file.read_text()
    assert "ug-emigrant" in text and "ug-immigrant" not in text and "Mapping" not in text
    assert "1 new, 0 changed" in run("map", "import", str(file), db=copy).stderr
    assert mapping(copy, "emigrant").status == "accepted"
    assert "0 new, 0 changed, 1 unchanged" in run("map", "import", str(file), db=own).stderr


def test_the_general_import_adds_no_second_record_for_what_is_stated_already(run, own, tmp_path):
    decide(own, "emigrant")
    file = tmp_path / "x.ttl"
    run("map", "export", str(file), "ke", "ug", db=own)
    assert "0 new, 0 changed" in run("import", "--yes", str(file), db=own).stderr


def test_only_some_mappings_can_be_given_out(run, own, tmp_path):
    decide(own, "emigrant")
    propose(own, "refugee", "immigrant")
    for options, count in ((("ke", "ug"), 3), (("ke", "ug", "--status", "accepted"), 1), (("ug", "ke"), 3)):
        told = run("map", "export", str(tmp_path / "x.sssom.tsv"), *options, "--force", db=own).stderr
        assert told.startswith(f"Wrote {count} mapping"), told
    assert run("map", "export", str(tmp_path / "y.sssom.tsv"), "ke", "rw", db=own).exit_code == 3
    assert not (tmp_path / "y.sssom.tsv").exists()


def test_a_file_of_no_known_sort_is_wrong_usage(run, own, tmp_path):
    assert run("map", "export", str(tmp_path / "x.docx"), db=own).exit_code == 2
    assert run("map", "export", str(tmp_path / "x.ttl"), "--status", "rejected", db=own).exit_code == 2
    assert run("map", "import", str(tmp_path / "none.tsv"), db=own).exit_code == 2
    assert run("export", str(tmp_path / "x.sssom.tsv"), db=own).exit_code == 2


def test_a_bare_triple_does_not_change_what_a_proposal_says_unasked(run, own, tmp_path):
    propose(own, "emigrant")
    base = "https://w3id.org/orodha/id/concept"
    file = tmp_path / "x.nt"
    exact = "http://www.w3.org/2004/02/skos/core#exactMatch"
    file.write_text(f"<{base}/ke-emigrant> <{exact}> <{base}/ug-emigrant> .\n")
    told = run("map", "import", str(file), db=own).stderr
    assert "predicate: is proposed here as close; the file says 'skos:exactMatch'" in told
    assert mapping(own, "emigrant").status == "proposed"
    run("map", "import", str(file), "--theirs", db=own)
    assert (mapping(own, "emigrant").status, mapping(own, "emigrant").predicate) == ("accepted", "skos:exactMatch")


def test_a_dry_run_opens_the_catalogue_for_reading_only(run, own, tmp_path, monkeypatch):
    def refuse() -> None:
        raise AssertionError("opened for writing")

    monkeypatch.setattr("orodha.tui.cli.mapping_exchange.open_catalogue", refuse)
    file = rows(tmp_path / "x.tsv", "ke-emigrant exact ug-emigrant Ann")
    result = run("map", "import", file, "--dry-run", db=own)
    assert (result.exit_code, "1 new" in result.stderr) == (0, True)
