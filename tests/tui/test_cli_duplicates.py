from __future__ import annotations

import csv
import json

import pytest

KEEP, OTHER = "source/ke-neaims", "source/ke-neamis"


@pytest.fixture
def twice(run, own):
    """Kenya with NEAMIS added once more."""
    fields = ("country=ke", "holder=NEA", "type=system", "topics=labour", "status=live", "access=unknown")
    named = ("title=NEA system for jobs abroad", "acronym=NEAMIS", "personal_data=unknown", f"id={OTHER}")
    assert run("add", "source", *named, *fields, "frequency=monthly", "contact=jobs@example.org", db=own).exit_code == 0
    return own


def test_duplicates_shows_the_pair_and_why(run, twice):
    result = run("duplicates", "--kind", "source", "--json", db=twice)
    (pair,) = json.loads(result.stdout)
    assert (pair["first"], pair["second"]) == (KEEP, OTHER)
    assert "same holder" in pair["why"]


def test_duplicates_are_written_to_files_with_their_names(run, twice, tmp_path):
    made = tmp_path / "twice.csv"
    assert run("duplicates", "--kind", "source", "-o", str(made), db=twice).exit_code == 0
    (pair,) = csv.DictReader(made.read_text().splitlines())
    assert (pair["first"], pair["second_label"]) == (KEEP, "NEA system for jobs abroad")
    assert made.read_text() == run("duplicates", "--kind", "source", "--csv", db=twice).stdout


def test_a_dry_run_of_merge_changes_nothing_and_shows_what_would(run, twice):
    result = run("merge", KEEP, OTHER, "--dry-run", db=twice)
    assert "superseded" in result.stdout
    assert "not chosen: frequency concept/frequency-monthly" in result.stderr
    assert "superseded" not in run("show", OTHER, db=twice).stdout


def test_merge_is_taken_back_by_one_undo(run, twice):
    before = run("show", OTHER, "--json", db=twice).stdout
    assert run("merge", KEEP, OTHER, db=twice).exit_code == 0
    assert f"superseded: use NEA Information Management System  {KEEP}" in run("show", OTHER, db=twice).stdout
    run("undo", db=twice)
    again = json.loads(run("show", OTHER, "--json", db=twice).stdout)
    same = {name for name, value in json.loads(before).items() if again.get(name) == value}
    assert set(json.loads(before)) - same <= {"revision", "modified"}


def test_merge_leaves_no_error_behind(run, twice):
    run("merge", KEEP, OTHER, db=twice)
    assert "neam" not in run("check", "--level", "error", db=twice).stdout


def test_records_of_two_kinds_are_not_merged(run, own):
    result = run("merge", KEEP, "agency/ke-nea", db=own)
    assert result.exit_code == 2
    assert "agency/ke-nea is no source" in result.stderr


def test_a_contact_is_replaced(run, twice):
    assert run("replace-contact", "jobs@example.org", "desk@example.org", db=twice).exit_code == 0
    assert "desk@example.org" in run("show", OTHER, db=twice).stdout


def test_a_contact_that_nobody_names_is_told(run, own):
    result = run("replace-contact", "nobody@example.org", "desk@example.org", db=own)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "names nobody@example.org" in result.stderr


def test_a_pair_told_apart_is_not_shown_again_until_that_is_undone(run, twice):
    def pairs():
        return json.loads(run("duplicates", "--kind", "source", "--json", db=twice).stdout)

    assert len(pairs()) == 1
    assert run("distinct", KEEP, OTHER, "--note", "two systems", "--author", "Asha", db=twice).exit_code == 0
    assert pairs() == []
    assert json.loads(run("log", "--json", db=twice).stdout)[0]["author"] == "Asha"
    assert "Nothing changed" in run("distinct", OTHER, KEEP, db=twice).stderr
    run("undo", db=twice)
    assert len(pairs()) == 1


def test_a_dry_run_of_telling_apart_changes_nothing(run, twice):
    assert "different_from" in run("distinct", KEEP, OTHER, "--dry-run", db=twice).stdout
    assert "different_from" not in run("show", KEEP, "--json", db=twice).stdout


def test_the_merged_name_shows_the_kept_record(run, twice):
    run("merge", KEEP, OTHER, db=twice)
    assert KEEP in run("show", "NEAMIS", db=twice).stdout
