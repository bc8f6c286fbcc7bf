from __future__ import annotations

import json


def test_raci_shows_roles_and_what_is_missing_below(run):
    lines = run("raci", "ke-sop-data").stdout.splitlines()
    assert any(line.split() == ["3", "validate", "·", "RA", "·", "·"] for line in lines)
    assert "Found: nobody is responsible for 12 share." in lines


def test_raci_as_json_has_rows_and_remarks(run):
    told = json.loads(run("raci", "ke-sop-data", "--json").stdout)
    assert told["rows"][2]["MDAs"] == "RA"
    assert any("52 of 52 sources" in line for line in told["remarks"])


def test_raci_of_a_procedure_that_is_not_there_offers_near_ones(run):
    result = run("raci", "ke-sop-dta")
    assert result.exit_code != 0
    assert "ke-sop-data" in result.stderr


def test_changes_of_a_procedure_are_shown_step_by_step(run, own):
    assert run("edit", "procedure/ke-sop-data", "version=2", db=own).exit_code == 0
    row = run("procedure", "changes", "ke-sop-data", "--csv", db=own).stdout.splitlines()[1]
    assert row == "procedure,version,–,2"
