from __future__ import annotations

import json


def test_border_counts_what_is_known_of_each_point(run):
    lines = run("border").stdout.splitlines()
    assert any(line.startswith("Moyale One Stop Border Post") for line in lines)
    assert lines[-1].startswith("None of them is an action of a road map")


def test_border_of_one_point_shows_its_laboratory(run):
    assert "Forensic document examination laboratory" in run("border", "jkia").stdout


def test_border_as_csv_has_a_line_an_entry(run):
    assert run("border", "jkia", "--csv").stdout.splitlines()[0] == "part,what,details,date"


def test_the_road_map_of_a_procedure_says_that_it_has_no_steps(run):
    lines = run("roadmap", "ke-roadmap-bcp", "--on", "2026-11-22").stdout.splitlines()
    assert "procedure/ke-roadmap-bcp has no steps." in lines
    assert lines[0].split() == ["STATUS", "WHEN", "WHAT", "WHO", "WHERE", "TYPE"]


def test_the_road_map_of_a_border_point_is_asked_for_by_its_last_word(run):
    assert "Customs at JKIA obtained" in run("roadmap", "jkia").stdout


def test_the_road_map_as_json_says_by_how_many_days_each_entry_is_late(run):
    told = json.loads(run("roadmap", "ke-sop-data", "--on", "2026-11-22", "--json").stdout)
    assert {one["record"]["id"]: one["late"] for one in told["items"] if one["late"]} == {
        "action/ke-deadline-dl-sop-update": 2458
    }
