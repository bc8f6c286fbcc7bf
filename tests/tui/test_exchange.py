"""Import, export and template on the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

BAD = "id,name,type,country\nagency/ke-dis,Immigration,departement,Kenya\n,Ok Agency,NGO,Kenya\n"
GOOD = "name,type,country,parent\nOk Agency,NGO,Kenya,DIS\n"


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "agency.csv"
    path.write_text(BAD, encoding="utf-8")
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "agencies.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def batches(run, db):
    return json.loads(run("log", "--json", db=db).stdout)


def test_import_shows_what_is_new_and_how_to_undo(run, own, good):
    result = run("import", str(good), db=own)
    assert (result.exit_code, result.stdout) == (0, "+ agency/ke-ok-agency\n")
    assert "1 new, 0 changed, 0 unchanged, 0 rejected." in result.stderr
    assert "Take it back with: orodha undo 2" in result.stderr
    assert run("undo", db=own).exit_code == 0
    assert run("show", "agency/ke-ok-agency", db=own).exit_code == 3


def test_import_a_second_time_changes_nothing(run, own, good):
    run("import", str(good), db=own)
    assert "Nothing changed: it is so already." in run("import", str(good), db=own).stderr
    assert len(batches(run, own)) == 2


def test_import_of_a_bad_row_names_the_cell_and_saves_nothing(run, own, bad):
    result = run("import", str(bad), db=own)
    assert result.exit_code == 1
    assert "agency.csv, row 2, type: is none of the choices (found 'departement')" in result.stderr
    assert "Did you mean department?" in result.stderr
    assert "--partial" in result.stderr
    assert len(batches(run, own)) == 1


def test_import_of_part_of_a_file_writes_the_rest_to_mend(run, own, bad, tmp_path):
    rejected = tmp_path / "agency-to-mend.xlsx"
    result = run("import", str(bad), "--partial", str(rejected), db=own)
    assert result.exit_code == 0
    assert "orodha undo 2" in result.stderr
    assert run("show", "agency/ke-ok-agency", db=own).exit_code == 0
    assert run("import", str(rejected), db=own).exit_code == 1


def test_import_refuses_a_place_for_rejected_rows_before_it_saves(run, own, bad, tmp_path):
    taken = tmp_path / "taken.xlsx"
    taken.write_text("mine")
    assert run("import", str(bad), "--partial", str(taken), db=own).exit_code == 2
    assert taken.read_text() == "mine"
    assert len(batches(run, own)) == 1


def test_import_dry_run_saves_nothing(run, own, good, bad):
    result = run("import", str(good), "--dry-run", db=own)
    assert (result.exit_code, result.stdout) == (0, "+ agency/ke-ok-agency\n")
    assert run("import", str(bad), "--dry-run", db=own).exit_code == 1
    assert len(batches(run, own)) == 1


def test_import_says_once_that_nothing_was_saved(run, own, bad, good):
    assert run("import", str(bad), "--dry-run", db=own).stderr.count("Nothing was saved") == 1
    assert run("import", str(good), "--dry-run", db=own).stderr.count("Nothing was saved, as asked.") == 1


def test_import_calls_a_place_in_json_by_record_and_field(run, own, tmp_path):
    path = tmp_path / "agency.json"
    path.write_text('[{"id": "agency/x", "name": {"en": "X"}, "type": "NOG"}, {"id": "nothing"}]')
    told = run("import", str(path), db=own).stderr
    assert "agency.json, record 1, type: " in told
    assert "agency.json, record 2, id: " in told
    assert ", row " not in told and "$" not in told


def test_import_of_a_mended_csv_needs_no_kind(run, own, bad, tmp_path):
    bad.write_text(BAD.replace("agency/ke-dis", ""))
    rejected = tmp_path / "to-mend.csv"
    result = run("import", str(bad), "--partial", str(rejected), db=own)
    assert f"orodha import {rejected}" in result.stderr
    rejected.write_text(rejected.read_text(encoding="utf-8-sig").replace("departement", "department"))
    mended = run("import", str(rejected), db=own)
    assert mended.exit_code == 0, mended.stderr
    assert mended.stdout == "+ agency/ke-immigration\n"


def test_the_progress_line_is_gone_before_the_preview(own, good, in_a_terminal):
    shown = in_a_terminal("import", str(good), "--dry-run", "--db", str(own), NO_COLOR="1")
    assert "\r1 row\r\x1b[K+ agency/ke-ok-agency\n" in shown


def test_import_as_json_has_every_problem_and_change(run, own, bad, good):
    found = json.loads(run("import", str(bad), "--json", db=own).stdout)
    assert found["problems"][0]["column"] == "type"
    assert (found["batch"], found["created"]) == (None, ["agency/ke-ok-agency"])
    assert json.loads(run("import", str(good), "--json", db=own).stdout)["batch"] == 2


def test_import_shows_what_differs(run, own, tmp_path):
    path = tmp_path / "agency.csv"
    path.write_text("id,acronym\nagency/ke-dis,DOI\n")
    result = run("import", str(path), "--dry-run", "--overwrite", db=own)
    assert "agency/ke-dis" in result.stdout and "+ DOI" in result.stdout and "- DIS" in result.stdout


def test_import_reads_stdin(run, own):
    result = run("import", "-", "--format", "csv", "--kind", "agency", db=own, input=GOOD)
    assert (result.exit_code, result.stdout) == (0, "+ agency/ke-ok-agency\n")
    assert run("import", "-", db=own, input=GOOD).exit_code == 2


def test_import_of_what_is_not_there_or_no_format_is_wrong_usage(run, own, tmp_path):
    assert run("import", "nowhere.csv", db=own).exit_code == 2
    (tmp_path / "a.docx").write_text("x")
    assert run("import", str(tmp_path / "a.docx"), db=own).exit_code == 2


def test_import_asks_a_person(run, own, good, monkeypatch):
    monkeypatch.setattr("orodha.tui.cli.planned.can_ask", lambda: True)
    refused = run("import", str(good), db=own, input="n\n")
    assert "Save 1 record?" in refused.stderr and "Nothing was saved." in refused.stderr
    assert len(batches(run, own)) == 1
    run("import", str(good), db=own, input="y\n")
    assert len(batches(run, own)) == 2


@pytest.mark.parametrize("suffix", ["xlsx", "json", "jsonl"])
def test_the_starter_catalogue_goes_out_and_comes_back_unchanged(run, own, tmp_path, suffix):
    path = tmp_path / f"all.{suffix}"
    assert run("export", str(path), db=own).exit_code == 0
    result = run("import", str(path), "--dry-run", "--json", db=own)
    found = json.loads(result.stdout)
    assert (found["created"], found["updated"], found["problems"]) == ([], [], [])
    assert found["unchanged"] > 1000


def test_export_says_how_many_and_replaces_nothing_unasked(run, kenya, tmp_path):
    path = tmp_path / "agencies.csv"
    result = run("export", str(path), "--what", "agency", "--where", "type=UN")
    assert result.exit_code == 0 and result.stderr.startswith("Wrote ")
    assert run("export", str(path), "--what", "agency").exit_code == 2
    assert run("export", str(path), "--what", "agency", "--force").exit_code == 0


def test_export_writes_to_stdout(run):
    result = run("export", "-", "--format", "jsonl", "--what", "agency", "--where", "acronym=DIS")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["agency/ke-dis"]


def test_stdin_and_stdout_want_a_format_and_sdmx_is_among_those_named(run):
    refused = run("export", "-")
    assert refused.exit_code == 2 and "sdmx-ml-3.0" in refused.stderr
    refused = run("import", "-", input="")
    assert refused.exit_code == 2 and "sdmx" in refused.stderr


def test_import_of_a_folder_says_that_it_is_one(run, tmp_path):
    refused = run("import", str(tmp_path))
    assert refused.exit_code == 2 and f"{tmp_path} is a folder" in refused.stderr


def test_export_leaves_a_pipe_alone_even_by_force(run, tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    refused = run("export", str(tmp_path / "pipe.csv"), "--what", "agency", "--force")
    assert refused.exit_code == 2 and "a device or a pipe" in refused.stderr
    assert (tmp_path / "pipe.csv").is_fifo()


def test_export_for_the_public_leaves_contacts_and_notes_out(run, own):
    run("edit", "agency/ke-dis", "notes=Ask Anne", db=own)
    everything = run("export", "-", "--format", "jsonl", db=own).stdout
    public = run("export", "-", "--format", "jsonl", "--audience", "public", db=own).stdout
    assert "Ask Anne" in everything and "Ask Anne" not in public


def test_template_can_be_written_and_imported(run, own, tmp_path):
    path = tmp_path / "sources.xlsx"
    result = run("template", "source", str(path), db=own)
    assert result.exit_code == 0 and "orodha import" in result.stderr
    assert "no rows" in run("import", str(path), db=own).stderr
    assert run("template", "source", str(path), db=own).exit_code == 2
    assert run("template", "sauce", str(tmp_path / "x.xlsx"), db=own).exit_code == 2


def test_a_progress_line_appears_only_at_a_terminal(run, own, good):
    assert "rows" not in run("import", str(good), db=own).stderr


def test_a_template_or_export_to_nowhere_is_an_error_without_traceback(run, own, tmp_path):
    target = str(tmp_path / "none" / "a.xlsx")
    for words in (("template", "agency", target), ("export", target)):
        result = run(*words, db=own)
        assert result.exit_code == 2
        assert "could not be written" in result.stderr
        assert "Traceback" not in result.stderr


def test_import_refuses_a_folder_that_is_not_there_before_it_saves(run, own, bad, tmp_path):
    result = run("import", str(bad), "--partial", str(tmp_path / "none" / "a.xlsx"), db=own)
    assert (result.exit_code, "cannot be written" in result.stderr) == (2, True)
    assert len(batches(run, own)) == 1


def test_rdf_has_evidence_only_when_it_is_asked_for(run, tmp_path):
    for name, options in (("a.nt", []), ("b.nt", ["--evidence"]), ("c.json", []), ("d.json", ["--no-evidence"])):
        assert run("export", str(tmp_path / name), "--what", "agency/ke-dis", *options).exit_code == 0
    told = [b"vidence" in (tmp_path / name).read_bytes() for name in ("a.nt", "b.nt", "c.json", "d.json")]
    assert told == [False, True, True, False]
