"""Private data in texts: export and push stop at them, unless they stay within the office."""

from __future__ import annotations

from pathlib import Path

import pytest

PLANTED = "description=Ask Jane, 0722 123 456"


@pytest.fixture
def planted(run, own) -> Path:
    assert run("edit", "source/ke-efns", PLANTED, db=own).exit_code == 0
    return own


@pytest.mark.parametrize("audience", ["partner", "public"])
def test_nothing_private_goes_out_to_others(run, planted, tmp_path, audience):
    file = tmp_path / "out.json"
    result = run("export", str(file), "--audience", audience, db=planted)
    assert result.exit_code == 2
    assert not file.exists()
    assert "  source/ke-efns  description.en  telephone number 07•• ••• •56\n" in result.stderr
    assert "0722" not in result.stderr
    assert "--allow-private" in result.stderr


def test_a_file_that_is_there_stays_as_it_is(run, planted, tmp_path):
    file = tmp_path / "out.json"
    file.write_text("mine")
    assert run("export", str(file), "--audience", "public", "--force", db=planted).exit_code == 2
    assert file.read_text() == "mine"


def test_stdout_gets_nothing_either(run, planted):
    result = run("export", "-", "--format", "json", "--audience", "public", db=planted)
    assert (result.exit_code, result.stdout) == (2, "")


def test_who_has_looked_may_go_on(run, planted, tmp_path):
    file = tmp_path / "out.json"
    result = run("export", str(file), "--audience", "public", "--allow-private", db=planted)
    assert result.exit_code == 0
    assert "0722 123 456" in file.read_text()
    assert "Looks private:" in result.stderr


def test_within_the_office_it_is_told(run, planted, tmp_path):
    file = tmp_path / "out.json"
    result = run("export", str(file), db=planted)
    assert result.exit_code == 0
    assert result.stderr.startswith("Looks private:\n  source/ke-efns")


def test_what_is_not_given_out_does_not_stop_it(run, planted, tmp_path):
    result = run("export", str(tmp_path / "out.csv"), "--what", "agency", "--audience", "public", db=planted)
    assert (result.exit_code, "Looks private" in result.stderr) == (0, False)


def test_many_places_are_counted(run, own, tmp_path):
    texts = [f"aliases+=0722 123 4{n}" for n in range(10, 25)]
    run("edit", "source/ke-efns", *texts, db=own)
    result = run("export", str(tmp_path / "out.json"), "--audience", "public", db=own)
    assert result.stderr.count("telephone number") == 10
    assert "  … and 5 more: orodha check --rule private-in-text\n" in result.stderr


@pytest.mark.usefixtures("nothing_around")
def test_a_push_stops_and_its_rehearsal_tells(run, planted, store):
    rehearsal = run("push", store.url, "--dry-run", db=planted)
    assert (rehearsal.exit_code, "Looks private:" in rehearsal.stderr) == (0, True)
    result = run("push", store.url, db=planted)
    assert (result.exit_code, store.graphs) == (2, {})
    assert run("push", store.url, "--allow-private", db=planted).exit_code == 0
    assert store.graphs


def test_check_finds_it_with_a_masked_number(run, planted):
    result = run("check", "--rule", "private-in-text", db=planted)
    assert result.exit_code == 1
    assert "holds what looks like a telephone number: 07•• ••• •56" in result.stdout


@pytest.mark.parametrize("line", ["matrix --csv", "list source --json"])
def test_whatever_is_shown_to_others_tells_what_of_it_looks_private(run, planted, line):
    result = run(*line.split(), "--audience", "partner", db=planted)
    assert result.exit_code == 0, result.stderr
    told = "Looks private:\n  source/ke-efns  description.en  telephone number 07•• ••• •56\n"
    assert result.stderr.startswith(told)
    assert "0722" not in result.stderr


@pytest.mark.parametrize(
    "line",
    [
        "backup {}/out.db",
        "border -o {}/out.html",
        "matrix -o {}/out.xlsx",
        "annex -o {}/out.docx",
        "due --ics {}/out.ics",
    ],
)
def test_no_file_is_made_for_others_of_texts_that_look_private(run, planted, tmp_path, line):
    result = run(*line.format(tmp_path).split(), "--audience", "partner", db=planted)
    assert result.exit_code == 2
    assert "was not written: 1 place in texts may hold private data." in result.stderr
    assert list(tmp_path.glob("out.*")) == []


def test_the_office_makes_files_of_all_that_it_has(run, planted, tmp_path):
    result = run("matrix", "-o", str(tmp_path / "out.xlsx"), db=planted)
    assert (result.exit_code, (tmp_path / "out.xlsx").exists()) == (0, True)


def test_of_what_the_office_looks_at_itself_nothing_is_told(run, planted):
    assert run("list", "source", db=planted).stderr == ""


def test_what_others_do_not_see_is_not_told(run, planted):
    assert run("edit", "source/ke-efns", 'field_visibility={"description": "partner"}', db=planted).exit_code == 0
    told = {one: run("list", "source", "--audience", one, db=planted).stderr for one in ("partner", "public")}
    assert ("Looks private" in told["partner"], told["public"]) == (True, "")


def test_an_export_of_what_an_audience_sees_tells_it_once(run, planted, tmp_path):
    told = run("--audience", "public", "export", str(tmp_path / "out.json"), db=planted)
    assert (told.exit_code, told.stderr.count("07••")) == (2, 1)


def test_the_completion_of_words_tells_nothing(run, planted):
    words = {"_ORODHA_COMPLETE": "bash_complete", "COMP_WORDS": "orodha --audience public show source/ke-ef"}
    told = run(db=planted, COMP_CWORD="4", **words)
    assert "source/ke-efns" in told.stdout
    assert "private" not in told.stdout + told.stderr
