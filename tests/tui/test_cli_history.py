from __future__ import annotations

import json


def test_log_lists_batches_newest_first(run, own):
    run("edit", "source/ke-efns", "level=county", db=own)
    batches = json.loads(run("log", "--json", db=own).stdout)
    assert [one["batch"] for one in batches] == [2, 1]
    assert set(batches[0]) == {"batch", "time", "author", "note", "undoes", "records"}
    assert run("log", db=own).stdout.splitlines()[0].split() == ["BATCH", "TIME", "AUTHOR", "RECORDS", "NOTE"]


def test_log_of_a_record_has_fields_before_and_after(run, own):
    run("edit", "source/ke-efns", "level=county", db=own)
    newest = json.loads(run("log", "source/ke-efns", "--json", db=own).stdout)[0]
    assert newest["changes"] == [{"field": "level", "before": "national", "after": "county"}]
    text = run("log", "source/ke-efns", "--limit", "1", db=own).stdout
    assert "- national" in text and "+ county" in text
    assert "level,national,county" in run("log", "source/ke-efns", "--csv", db=own).stdout


def test_log_of_a_batch_lists_its_records(run, own):
    run("delete", "source/ke-efns", "source/ke-evisa", "--yes", db=own)
    assert run("log", "--batch", "2", db=own).stdout.count("deleted by") == 2


def test_log_of_a_deleted_record_is_still_there(run, own):
    run("delete", "source/ke-efns", "--yes", db=own)
    assert run("log", "source/ke-efns", db=own).exit_code == 0
    assert run("log", "source/none", db=own).exit_code == 3


def test_undo_takes_the_last_change_back_and_can_be_undone(run, own):
    run("edit", "source/ke-efns", "level=county", db=own)
    first = run("undo", db=own)
    assert first.exit_code == 0
    assert "Do it again with: orodha undo 3" in first.stderr
    assert json.loads(run("show", "ke-efns", "--json", db=own).stdout)["level"] == "national"
    run("undo", "3", db=own)
    assert json.loads(run("show", "ke-efns", "--json", db=own).stdout)["level"] == "county"


def test_undo_dry_run_shows_the_inverse(run, own):
    run("edit", "source/ke-efns", "level=county", db=own)
    result = run("undo", "--dry-run", db=own)
    assert "- county" in result.stdout and "+ national" in result.stdout
    assert len(json.loads(run("log", "--json", db=own).stdout)) == 2


def test_undo_of_a_batch_that_is_not_there_is_not_found(run, own):
    assert run("undo", "99", db=own).exit_code == 3
    assert run("undo", "0", db=own).exit_code == 2


def test_undo_refuses_when_somebody_changed_the_record_since(run, own):
    run("edit", "source/ke-efns", "level=county", db=own)
    run("edit", "source/ke-efns", "level=regional", db=own)
    result = run("undo", "2", db=own)
    assert result.exit_code == 1
    assert "changed again since" in result.stderr


def test_undoing_an_undo_can_be_taken_back(run, own):
    run("edit", "source/ke-efns", "level=county", db=own)
    run("undo", db=own)
    assert "Take it back with: orodha undo 4" in run("undo", "3", db=own).stderr
    assert "Do it again with: orodha undo 5" in run("undo", "4", db=own).stderr


def test_log_takes_any_name_of_a_record(run):
    assert run("log", "EFNS").stdout == run("log", "source/ke-efns").stdout
    assert run("log", "nothing like it").exit_code == 3


def test_log_does_not_offer_to_undo_the_starter(run, own):
    assert "orodha undo" not in run("log", db=own).stderr
    run("edit", "source/ke-efns", "level=county", db=own)
    assert "orodha undo 2" in run("log", db=own).stderr


def test_undo_of_a_large_batch_needs_yes_without_a_terminal(run, own):
    result = run("undo", "1", db=own)
    assert result.exit_code == 2
    assert "records deleted" in result.stderr and "--yes" in result.stderr
    assert run("show", "source/ke-efns", db=own).exit_code == 0
    assert run("undo", "1", "--dry-run", db=own).exit_code == 0
    assert run("undo", "1", "--yes", db=own).exit_code == 0
    restored = run("undo", "2", db=own)
    assert restored.exit_code == 2 and "records restored" in restored.stderr


def test_undo_of_a_large_batch_asks_and_takes_no_for_an_answer(run, own, person):
    for answer in ("n\n", "\n"):
        result = run("undo", "1", input=answer, db=own)
        assert result.exit_code == 1 and "Take batch 1 back" in result.stderr
    assert run("show", "source/ke-efns", db=own).exit_code == 0
    assert run("undo", "1", input="y\n", db=own).exit_code == 0


def test_log_of_a_batch_that_is_not_there_is_not_found(run):
    result = run("log", "--batch", "77")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "There is no batch 77" in result.stderr
