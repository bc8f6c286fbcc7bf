"""``orodha due`` at the command line."""

from __future__ import annotations

import json

ON = ("--on", "2026-11-22")


def test_the_oldest_is_first_and_the_rest_is_counted(run):
    result = run("due", *ON)
    assert result.exit_code == 0
    assert result.stdout.startswith("2020-02  2,458 days late  Review of Standard operating procedures")
    assert "overdue" in result.stdout.splitlines()[-3]


def test_json_has_dates_records_and_who(run):
    told = json.loads(run("due", *ON, "--json").stdout)
    assert told["items"][0]["record"]["id"] == "procedure/ke-sop-data"
    assert told["items"][0]["next"] == "2027-02"
    assert told["undated"]


def test_no_line_is_wider_than_the_screen(run, screen, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert max(map(len, run("due", *ON).stdout.splitlines())) <= 80


def test_a_calendar_is_written_once_and_then_only_with_force(run, tmp_path):
    file = str(tmp_path / "due.ics")
    assert run("due", *ON, "--ics", file).exit_code == 0
    refused = run("due", *ON, "--ics", file)
    assert refused.exit_code == 2
    assert "--force" in refused.stderr


def test_what_is_no_date_and_no_length_of_time_is_said(run):
    assert "no date" in run("due", "--on", "soon").stderr
    assert "no length of time" in run("due", "--within", "soon").stderr


def test_a_whole_year_is_no_day_to_ask_for(run):
    result = run("due", "--on", "2026")
    assert result.exit_code == 2
    assert "no single day" in result.stderr and "2026-12-31" in result.stderr


def test_actions_without_a_date_are_listed_on_demand(run):
    assert "no date  action/ke-deadline-dl-tip" in run("due", *ON, "--undated").stdout


def test_sources_that_nobody_validated_are_counted_as_raci_counts_those_that_nobody_is_to_validate(run):
    assert "Never validated, as far as recorded: 31 sources with data." in run("due", *ON).stdout.splitlines()
    assert "31 of 31 sources with data" in run("raci", "ke-sop-data").stdout
