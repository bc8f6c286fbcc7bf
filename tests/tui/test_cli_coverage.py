from __future__ import annotations

import json
import re

import pytest
from orodha.tui.width import clean, width

_STYLE = re.compile("\x1b\\[[0-9]*m")


def test_coverage_shows_a_line_an_objective(run):
    lines = run("coverage").stdout.splitlines()
    assert lines[0].split() == ["OBJECTIVE", "DATA", "STAT.", "INDIC.", "DONE", "OPEN", "LAWS", "MISSING"]
    assert lines[20].startswith("20 Remittances") and lines[20].endswith("split")


@pytest.mark.parametrize("asked", [("coverage",), ("coverage", "comesa", "--evidence"), ("readiness",)])
def test_coverage_fits_the_screen(run, screen, asked):
    assert max(width(clean(_STYLE.sub("", line))) for line in run(*asked).stdout.splitlines()) <= 80


def test_coverage_names_the_document_behind_each_record(run):
    lines = run("coverage", "--evidence").stdout.splitlines()
    place = lines.index("    source/ke-cbk-remit-survey  Diaspora Remittance Survey (live, for statistics)")
    assert " ".join(lines[place + 1 : place + 3]).endswith("objectives 1 and 20 (inferred)")


def test_coverage_marks_documents_that_tell_of_the_record_only(run):
    told = " ".join(run("coverage", "--evidence").stdout.split())
    assert "objective 20 (stated, of the record)" in told
    assert "objectives 1 and 20 (inferred)" in told


def test_coverage_of_a_country_leaves_others_out(run):
    found = json.loads(run("coverage", "--country", "KE", "--json").stdout)
    assert found["country"] == "area/ke"
    assert [one["objective"]["id"] for one in found["objectives"] if "data" in one["gaps"]][1] == "concept/gcm-21"


def test_coverage_as_json_always_has_evidence(run):
    found = json.loads(run("coverage", "--json").stdout)
    assert found["objectives"][19]["data"][0]["evidence"]


def test_coverage_of_a_scheme_says_how_many_percent(run):
    lines = run("coverage", "comesa", "--country", "KE").stdout.splitlines()
    assert "By accepted mappings: 0 of 7 (0%)." in lines
    assert "With mappings still to be decided: 6 of 7 (86%)." in lines


def test_coverage_of_a_scheme_as_json_and_csv(run):
    assert json.loads(run("coverage", "comesa", "--json").stdout)["asker"]["id"] == "scheme/comesa"
    assert run("coverage", "comesa", "--csv").stdout.splitlines()[0] == "term,state,missing,through,sources"


def test_coverage_of_a_scheme_names_the_document_behind_each_source(run):
    lines = run("coverage", "comesa", "--evidence").stdout.splitlines()
    place = lines.index("  Refugee: source source/ke-refugee-register  Refugee registration (live data)")
    assert " ".join(lines[place + 1 : place + 3]).endswith("objectives 1 and 4 (inferred)")
    assert json.loads(run("coverage", "comesa", "--json").stdout)["evidence"][0]["certainty"]


def test_coverage_of_what_is_not_there_says_where_to_look(run):
    result = run("coverage", "nothing-like-it")
    assert result.exit_code == 3
    assert "orodha list scheme" in result.stderr


def test_readiness_shows_a_column_a_country_and_what_marks_mean(run):
    lines = run("readiness", "--on", "2026-11-22").stdout.splitlines()
    assert lines[0].split() == ["INDICATOR", "DJ", "ER", "ET", "KE", "SO", "SS", "SD", "UG"]
    assert any(line.startswith("? nobody asked: ") for line in lines)
    assert "KE  Cost of remittances: in part: never validated, as far as recorded" in lines


def test_readiness_as_csv_has_the_word_beside_the_mark(run):
    lines = run("readiness", "--region", "EAC", "--csv").stdout.splitlines()
    assert "Rwanda" in lines[0]
    assert "? nobody asked" in lines[1]


def test_readiness_of_a_country_says_that_it_is_no_region(run):
    result = run("readiness", "--region", "KE")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No country is part of area/ke. Name a region: " in " ".join(result.stderr.split())


def test_without_objectives_coverage_says_so_and_has_no_legend(run, tmp_path):
    path = tmp_path / "empty.db"
    run("init", str(path), "--starter", "empty")
    assert run("coverage", db=path).stdout == "The catalogue has no objectives of the Global Compact.\n"
