"""The sheet of mappings that a colleague fills in."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from decided import mapping, propose
from orodha.catalogue.writer import user

TERMS = ("asylum-seeker", "emigrant", "immigrant", "refugee", "returning-migrant")
HEADERS = {"relation": 3, "decision": 8, "reason": 9, "reviewer": 10, "date": 11}
"""Columns of the sheet, counted from 1."""


def fill(sheet: Path, **rows: dict[str, str]) -> None:
    """Write decisions into a sheet, by term with "-" as "_"."""
    book = openpyxl.load_workbook(sheet)
    page: Any = book["mappings"]
    for row in range(2, page.max_row + 1):
        term = page.cell(row, 12).value.removeprefix("concept/ke-").replace("-", "_")
        for name, value in rows.get(term, {}).items():
            page.cell(row, HEADERS[name]).value = value
    book.save(sheet)


@pytest.fixture
def sheet(run, own, tmp_path) -> Path:
    """A sheet of the proposals between Kenya and Uganda."""
    propose(own, *TERMS)
    path = tmp_path / "to-review.xlsx"
    assert run("map", "export", str(path), "ke", "ug", db=own).exit_code == 0
    return path


def test_a_sheet_that_was_filled_in_gives_decisions(run, own, sheet):
    fill(
        sheet,
        emigrant={"decision": "accept", "reviewer": "Anne", "date": "2026-10-18", "relation": "exact"},
        refugee={"decision": "Reject", "reason": "Another law.", "reviewer": "Anne"},
        immigrant={"decision": "later"},
    )
    result = run("map", "import", str(sheet), db=own)
    assert result.exit_code == 0, result.stderr
    assert "no decision yet in 3 rows" in result.stderr
    found = mapping(own, "emigrant")
    assert (found.status, found.predicate, found.reviewer, found.date) == (
        "accepted",
        "skos:exactMatch",
        "Anne",
        "2026-10-18",
    )
    assert (found.justification, found.confidence) == ("semapv:ManualMappingCuration", None)
    found = mapping(own, "refugee")
    assert (found.status, found.reason, found.date) == ("rejected", "Another law.", None)
    assert mapping(own, "immigrant").status == "proposed"
    assert "0 new, 0 changed, 2 unchanged" in run("map", "import", str(sheet), db=own).stderr


def test_errors_of_a_sheet_name_row_and_column(run, own, sheet, tmp_path):
    fill(
        sheet,
        asylum_seeker={"decision": "perhaps"},
        emigrant={"decision": "accept", "relation": "same"},
        immigrant={"decision": "reject"},
        refugee={"decision": "accept", "date": "yesterday"},
        returning_migrant={"decision": "accept"},
    )
    told = run("map", "import", str(sheet), db=own).stderr
    assert (
        "sheet mappings, row 2, decision: is none of the choices (found 'perhaps'). Write accept, reject, later."
        in told
    )
    assert "row 3, relation: is none of the choices (found 'same')" in told
    assert "row 4, reason: is empty. Say why it is rejected" in told
    assert "row 5, date: is no date" in told
    rejected = tmp_path / "mend.xlsx"
    assert run("map", "import", str(sheet), "--partial", str(rejected), db=own).exit_code == 0
    assert mapping(own, "returning-migrant").status == "accepted"
    fill(rejected, asylum_seeker={"decision": "accept"}, emigrant={"relation": "exact"})
    fill(rejected, immigrant={"reason": "No."}, refugee={"date": "2026"})
    assert "4 changed" in run("map", "import", str(rejected), db=own).stderr


def test_a_sheet_explains_itself_and_offers_choices(sheet):
    book = openpyxl.load_workbook(sheet)
    assert book.sheetnames == ["mappings", "help"]
    page: Any = book["mappings"]
    assert page.freeze_panes == "B2"
    lists = {one.formula1 for one in page.data_validations.dataValidation}
    assert lists == {'"exact,close,broad,narrow,related"', '"accept,reject,later"'}
    words = [str(row[1].value) for row in book["help"] if row[0].value == "broad"]
    assert words == ["The subject is a narrower term than the object."]


def test_another_spreadsheet_is_no_sheet_of_mappings(run, own, tmp_path):
    run("template", "agency", str(tmp_path / "agencies.xlsx"), db=own)
    result = run("map", "import", str(tmp_path / "agencies.xlsx"), db=own)
    assert "has no sheet with the columns subject, object, relation, decision" in result.stderr


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_sheet_comes_back_from_libreoffice(run, own, sheet, tmp_path):
    fill(sheet, emigrant={"decision": "accept", "date": "2026-10-18"})
    saved = tmp_path / "saved"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to"]
    subprocess.run([*command, "xlsx", "--outdir", str(saved), str(sheet)], check=True, capture_output=True, timeout=120)
    result = run("map", "import", str(saved / sheet.name), db=own)
    assert "0 new, 1 changed" in result.stderr, result.stderr
    assert mapping(own, "emigrant").date == "2026-10-18"


def test_a_sheet_tells_of_rows_that_were_altered_without_a_decision(run, own, sheet):
    fill(sheet, emigrant={"relation": "broad"}, refugee={"reason": "Ask the lawyers."})
    told = run("map", "import", str(sheet), db=own).stderr
    assert "filled in without a decision, and is not taken in: row 3, 5. Write accept or reject there." in told


@pytest.mark.parametrize(("options", "who"), [(("--author", "Carol"), "Carol"), ((), None)])
def test_a_decision_of_a_sheet_without_a_reviewer_is_the_authors_today(run, own, sheet, options, who):
    fill(sheet, emigrant={"decision": "accept"})
    run("map", "import", str(sheet), *options, db=own)
    found = mapping(own, "emigrant")
    assert found.reviewer == (who or user()) and found.date == dt.date.today().isoformat()
    assert "kept:" not in run("map", "import", str(sheet), "--author", "Dan", db=own).stderr


def test_a_row_of_a_sheet_refused_late_keeps_its_decision(run, own, sheet, tmp_path):
    fill(sheet, emigrant={"decision": "accept"})
    book = openpyxl.load_workbook(sheet)
    book["mappings"].cell(3, 13).value = "concept/zz-emigrant"
    book.save(sheet)
    rejected = tmp_path / "mend.xlsx"
    run("map", "import", str(sheet), "--partial", str(rejected), db=own)
    page: Any = openpyxl.load_workbook(rejected)["mappings"]
    assert (page.cell(2, HEADERS["decision"]).value, page.cell(2, HEADERS["relation"]).value) == ("accept", "close")
