from __future__ import annotations

import json

from openpyxl import load_workbook


def test_quality_shows_every_kind(run, kenya):
    rows = json.loads(run("quality", "--json", db=kenya).stdout)["rows"]
    assert rows[0]["kind"] == "source"
    assert rows[0]["complete"].endswith("%")
    assert "variable" not in {row["kind"] for row in rows}


def test_quality_says_what_nobody_validated_or_assessed(run, kenya):
    stdout = run("quality", db=kenya).stdout
    assert "Validated within 12 months: 0 of 31 sources with data." in stdout
    assert "0 quality reports" in stdout


def test_variables_come_if_they_are_asked_for(run, kenya):
    assert len(json.loads(run("quality", "--kind", "variable", "--json", db=kenya).stdout)["rows"]) == 74


def test_one_record_comes_with_what_to_do(run, kenya):
    result = run("quality", "source/ke-efns", db=kenya)
    assert "orodha edit source/ke-efns legal_basis=..." in result.stdout
    assert "Last validated: never" in result.stdout


def test_a_sheet_to_fill_in_is_written(run, kenya, tmp_path):
    sheet = tmp_path / "gaps.xlsx"
    assert run("quality", "--kind", "source", "--agency", "DIS", "-o", str(sheet), db=kenya).exit_code == 0
    head, *rows = load_workbook(sheet).active.iter_rows(values_only=True)
    shown = json.loads(run("quality", "--kind", "source", "--agency", "DIS", "--json", db=kenya).stdout)["rows"]
    listed = [dict(zip(head, row, strict=True)) for row in rows if row[head.index("id")]]
    assert [(one["id"], one["lacks"]) for one in listed] == [(one["id"], one["lacks"]) for one in shown] != []


def test_two_questions_at_once_are_refused(run, kenya):
    result = run("quality", "source/ke-efns", "--by", "dimension", db=kenya)
    assert result.exit_code == 2
    assert "Too much is asked at once" in result.stderr


def test_a_kind_that_is_not_there_is_refused(run, kenya):
    assert "did you mean" in run("quality", "--kind", "sorce", db=kenya).stderr.lower()
