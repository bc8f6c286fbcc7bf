"""Spreadsheets whose numbers can be added and whose days can be sorted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.sheets import Sheet, write_sheet, write_sheets
from strategies import TRICKY


def read(path: Path, *rows: list[str], title: str = "") -> Any:
    write_sheets(path, [Sheet("table", rows, ("below",), title, valued=True)])
    return openpyxl.load_workbook(path).active


def values(path: Path, *cells: str) -> list[Any]:
    sheet = read(path, ["name", "value"], *(["row", cell] for cell in cells))
    return [row[1].value for row in sheet.iter_rows(min_row=2, max_row=1 + len(cells))]


def test_texts_are_texts_where_nothing_else_is_asked(tmp_path: Path):
    rows = [["", *TRICKY], ["row", *TRICKY]]
    write_sheet(tmp_path / "a.xlsx", "table", rows, ["below", "and below"])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None and sheet.title == "table"
    found = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    assert found[:2] == rows
    assert [row[0] for row in found[3:]] == ["below", "and below"]
    assert {cell.data_type for row in sheet.iter_rows(max_row=2) for cell in row if cell.value} == {"s"}


def test_a_column_of_numbers_holds_numbers(tmp_path: Path):
    assert values(tmp_path / "a.xlsx", "52", "1,234", "", "·", "-3.50") == [52, 1234, None, "·", -3.5]


def test_shares_are_shown_as_they_were(tmp_path: Path):
    sheet = read(tmp_path / "a.xlsx", ["complete"], ["57%"], ["8%"])
    assert [(cell.value, cell.number_format) for cell in (sheet["A2"], sheet["A3"])] == [(0.57, "0%"), (0.08, "0%")]


def test_a_column_with_codes_and_words_holds_texts(tmp_path: Path):
    for cells in (("1", "1a"), ("007", "8"), ("57%", "3"), ("254712345678", "1"), ("3 days", "2")):
        assert values(tmp_path / "a.xlsx", *cells) == list(cells)


def test_days_are_days_and_other_times_texts(tmp_path: Path):
    found = values(tmp_path / "a.xlsx", "2026-11-22", "2026-11", "no last day", "2026-02-30")
    assert found == [dt.datetime(2026, 11, 22), "2026-11", "no last day", "2026-02-30"]


def test_columns_are_as_wide_as_their_texts_within_limits(tmp_path: Path):
    sheet = read(tmp_path / "a.xlsx", ["a", "b", "c"], ["x" * 20, "", "y" * 300])
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert 20 < widths[0] < 25 and widths[1] < 10 and widths[2] < 60


def test_the_title_is_printed_above_every_page(tmp_path: Path):
    sheet = read(tmp_path / "a.xlsx", ["a"], ["b"], title="Gaps & more on 2026-11-22")
    assert sheet.oddHeader.left.text == "Gaps && more on 2026-11-22"
    assert sheet.print_title_rows == "$1:$1"


@given(st.lists(st.integers(-(10**9) + 1, 10**9 - 1), min_size=1, max_size=8), st.booleans())
def test_numbers_are_what_was_written(tmp_path_factory: Any, numbers: list[int], marked: bool):
    path = tmp_path_factory.mktemp("sheet") / "a.xlsx"
    assert values(path, *(f"{one:,}" if marked else str(one) for one in numbers)) == numbers
