"""Private data in texts: export and push stop at them, unless they stay within the office."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from orodha.tui.cli.app import orodha
from orodha.tui.cli.command import Command
from orodha.tui.cli.menu import COMMANDS

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


def files_written() -> Iterator[tuple[str, str]]:
    """Yield each command with an option or argument that may be a file to write, and the option or ""."""
    for name in COMMANDS:
        command = orodha.get_command(click.Context(orodha), name)
        assert command
        for one in command.params:
            there = isinstance(one.type, click.Path) and one.type.exists
            named = {"-o", "--output", "--ics"} & {*one.opts} or one.metavar == "FILE" or one.name in ("file", "path")
            if (named or isinstance(one.type, click.Path)) and not there:
                yield name, one.opts[0] if isinstance(one, click.Option) else ""


@pytest.mark.parametrize(("name", "option"), tuple(files_written()))
def test_no_command_makes_a_file_for_others_of_texts_that_look_private(
    run, planted, tmp_path, name, option, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    command = orodha.get_command(click.Context(orodha), name)
    assert isinstance(command, Command)
    lines = [one for one in command.examples if one.startswith(f"orodha {name}")] or [f"orodha {name}"]
    line = lines[0].partition(" -o ")[0].replace(" --dry-run", "").replace("@1", "")  # views have no history
    given = [*shlex.split(line)[1:], *([option, "out.sssom.json"] if option else [])]
    if name == "map import":
        run("map", "export", "to-review.xlsx", db=planted)
    there = set(tmp_path.iterdir())
    result = run("--audience", "partner", *given, db=planted)
    assert result.exit_code == 2, result.stderr
    reasons = ("was not written", "Nothing was given out", "for an audience")
    assert any(one in result.stderr for one in reasons), result.stderr
    assert set(tmp_path.iterdir()) == there


@pytest.mark.parametrize("line", ["edit source/ke-efns", "add agency name=New type=NGO country=ke"])
def test_who_types_what_looks_private_is_told(run, own, line):
    result = run(*line.split(), "notes=Ask Jane, 0722 123 456", db=own)
    assert (result.exit_code, "notes.en  telephone number 07•• ••• •56\n" in result.stderr) == (0, True)
    assert "0722" not in result.stderr


def test_of_what_was_there_before_nothing_is_told(run, planted):
    assert "Looks private" not in run("edit", "source/ke-efns", "level=county", db=planted).stderr


def test_evidence_that_looks_private_is_told_with_its_place(run, own):
    claim = "certainty=outside,reason=Jane said so on 0722 123 456"
    result = run("edit", "source/ke-efns", "level=county", "--evidence", claim, db=own)
    assert result.exit_code == 0
    assert re.search(r"source/ke-efns  evidence\.\d+\.reason  telephone number 07•• ••• •56\n", result.stderr)


def test_a_field_is_kept_in_the_office_by_the_command_that_is_named(run, planted, tmp_path):
    export = ("export", str(tmp_path / "out.json"), "--audience", "public")
    told = run(*export, db=planted).stderr
    assert "orodha edit source/ke-efns field_visibility.description=internal" in told
    assert run("edit", "source/ke-efns", "field_visibility.description=internal", db=planted).exit_code == 0
    assert run(*export, db=planted).exit_code == 0
    assert "0722" not in (tmp_path / "out.json").read_text()


@pytest.fixture
def claimed(run, planted) -> Path:
    """A private number in a claim, when it was taken out of the field already."""
    assert run("edit", "source/ke-efns", PLANTED, "--evidence", "document=kenya-ii-sops", db=planted).exit_code == 0
    assert run("edit", "source/ke-efns", "description=Ask the help desk.", db=planted).exit_code == 0
    return planted


def test_a_claim_that_looks_private_is_taken_out_as_the_message_says(run, claimed, tmp_path):
    export = ("export", str(tmp_path / "out.json"), "--audience", "public")
    told = run(*export, db=claimed).stderr
    assert "Take the claim out: orodha check --rule private-in-text says how." in told
    checked = run("check", "--rule", "private-in-text", "--json", db=claimed)
    (fix,) = re.findall(r"orodha (evidence source/ke-efns --drop evidence\.\d+)", checked.stdout)
    result = run(*fix.split(), db=claimed)
    assert (result.exit_code, "Took out 1 claim of " in result.stderr) == (0, True)
    assert run(*export, db=claimed).exit_code == 0
    assert run("undo", re.findall(r"orodha undo (\d+)", result.stderr)[0], "--yes", db=claimed).exit_code == 0
    assert run(*export, "--force", db=claimed).exit_code == 2


def test_all_claims_on_a_field_are_taken_out_by_its_name(run, claimed):
    before = run("evidence", "source/ke-efns", "--csv", db=claimed).stdout.splitlines()
    assert run("evidence", "source/ke-efns", "--drop", "description", db=claimed).exit_code == 0
    after = run("evidence", "source/ke-efns", "--csv", db=claimed).stdout.splitlines()
    assert after == [one for one in before if not one.startswith("description,")] != before


@pytest.mark.parametrize("claim", ["evidence.99", "nothing", "evidence.x"])
def test_a_claim_that_is_not_there_is_none_to_take_out(run, own, claim):
    result = run("evidence", "source/ke-efns", "--drop", claim, db=own)
    assert (result.exit_code, "has no claim" in result.stderr) == (3, True)


def test_claims_are_taken_out_of_one_record_and_not_for_an_audience(run, own):
    assert run("evidence", "--drop", "title", db=own).exit_code == 2
    assert run("evidence", "source/ke-efns", "--drop", "title", "--audience", "public", db=own).exit_code == 2
