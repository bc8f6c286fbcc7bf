"""Rows that were not imported, written to be mended."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import specimens
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import UsageError
from orodha.catalogue.importing import plan
from orodha.catalogue.rejected import write_rejected
from planned import HEADER, planned


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_rejected_rows_are_written_to_mend_and_import_again(small: Catalogue, tmp_path: Path, suffix: str):
    rows = [
        [*HEADER, "budget"],
        ["", "A", "NGO", "Kenya", 5.0],
        ["", "B", "NOG", dt.date(2019, 1, 1), 6.5],
        ["", "C", "UN", "", ""],
    ]
    found = planned(small, tmp_path / "agency.xlsx", rows)
    target = tmp_path / f"agency-rejected{suffix}"
    assert len(found.apply(small, partial=True).created) == 2
    write_rejected(found, target)
    again = plan(small.reader, [target], kind_name="agency")
    assert {(one.column, one.value) for one in again.problems} == {("type", "NOG"), ("country", "")}
    sheet = found.tables[0].sheet
    assert next(row for _, row in again.tables[0].rows())[1:3] == ["B", "NOG"]
    assert sheet.name == "agency"
    with pytest.raises(UsageError, match="exists already"):
        write_rejected(found, target)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_rejected_rows_say_what_they_are(small: Catalogue, tmp_path: Path, suffix: str):
    rows = [[*HEADER, "kind of office"], ["", "B", "NOG", "Kenya", "x"], ["", "C", "NOG", "Kenya", "y"]]
    source = specimens.xlsx(tmp_path / "returned.xlsx", {"Sheet1": rows})
    first, second = tmp_path / f"mend{suffix}", tmp_path / f"mend-again{suffix}"
    write_rejected(plan(small.reader, [source], kind_name="agency"), first)
    again = plan(small.reader, [first])
    assert {(one.column, one.value) for one in again.problems} == {("type", "NOG")}
    assert not [note for note in again.notes if "'kind'" in note or "'problem'" in note]
    write_rejected(again, second)
    assert [cells for _, cells in plan(small.reader, [second]).tables[0].rows()] == [
        cells for _, cells in again.tables[0].rows()
    ]


def test_rejected_documents_are_written_as_json(small: Catalogue, tmp_path: Path):
    path = specimens.csv(tmp_path / "a.json", '[{"id": "agency/x", "name": {"en": "X"}, "type": "NOG"}]')
    found = plan(small.reader, [path])
    with pytest.raises(UsageError, match=r"\.json"):
        write_rejected(found, tmp_path / "r.xlsx")
    write_rejected(found, tmp_path / "r.json")
    mended = (tmp_path / "r.json").read_text(encoding="utf-8").replace("NOG", "NGO", 1)
    assert "NGO" in mended and "problem" in mended
    assert plan(small.reader, [specimens.csv(tmp_path / "m.json", mended)]).created == ["agency/x"]
