from __future__ import annotations

import datetime as dt
import resource
from pathlib import Path

import pytest
import specimens
import xlsxwriter
from orodha.catalogue.errors import FormatError, UsageError
from orodha.catalogue.formats import FORMATS, Sheet, format_of


def sheets(path: Path) -> list[Sheet]:
    return list(format_of(path).read(path, path.name))


def rows(path: Path) -> list[tuple[int, list[object]]]:
    return list(sheets(path)[0].rows())


def test_rows_have_their_numbers_and_empty_ones_are_left_out(tmp_path: Path):
    path = specimens.xlsx(tmp_path / "a.xlsx", {"s": [["id", "n"], [], ["x", 1], [], ["y", 2.5], [None, ""], []]})
    assert rows(path) == [(1, ["id", "n"]), (3, ["x", 1.0]), (5, ["y", 2.5])]


def test_dates_and_truth_values_keep_their_type(tmp_path: Path):
    day = dt.date(2019, 8, 24)
    assert rows(specimens.xlsx(tmp_path / "a.xlsx", {"s": [[day, True, "2019"]]})) == [(1, [day, True, "2019"])]


def test_cells_merged_downwards_all_have_the_value(tmp_path: Path):
    cells = [["id", "holder"], ["a", "DIS"], ["b", None], ["c", "NEA"]]
    path = specimens.xlsx(tmp_path / "a.xlsx", {"s": cells}, {"s": ["B2:B3"]})
    assert [row[1] for _, row in rows(path)] == ["holder", "DIS", "DIS", "NEA"]
    assert "merged" in sheets(path)[0].notes[0]


def test_a_formula_counts_with_its_stored_value_and_without_is_a_fault(tmp_path: Path):
    workbook = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = workbook.add_worksheet("s")
    sheet.write_row(0, 0, ["a", "b", "c"])
    sheet.write_formula(1, 0, '="a"&"b"', value="ab")
    sheet.write_formula(1, 1, "=1/0", value="#DIV/0!")
    sheet.write_formula(1, 2, "=1+1", value="")
    workbook.close()
    found = sheets(tmp_path / "a.xlsx")[0]
    assert [row for _, row in found.rows()][1:] == [["ab", "", ""]]
    assert found.faults == {(2, 1): "shows #DIV/0!", (2, 2): "is a formula whose value was not stored"}


def test_hidden_sheets_are_left_out(tmp_path: Path):
    workbook = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    workbook.add_worksheet("shown").write(0, 0, "x")
    workbook.add_worksheet("lists").hide()
    workbook.close()
    assert [one.name for one in sheets(tmp_path / "a.xlsx")] == ["shown"]


def test_arabic_and_amharic_are_read(tmp_path: Path):
    texts = ["تصريح عمل", "የሥራ ፈቃድ", "👩‍👩‍👧"]
    assert rows(specimens.xlsx(tmp_path / "a.xlsx", {"s": [texts]}))[0][1] == texts
    assert rows(specimens.ods(tmp_path / "a.ods", {"s": [texts]}))[0][1] == texts


def test_ods_is_read(tmp_path: Path):
    path = specimens.ods(tmp_path / "a.ods", {"agency": [["id", "n"], ["x", 3.0], ["", ""], ["y", "=2"]]})
    assert rows(path) == [(1, ["id", "n"]), (2, ["x", 3.0]), (4, ["y", "=2"])]
    assert sheets(path)[0].name == "agency"


def test_a_password_is_an_error_with_advice(tmp_path: Path):
    with pytest.raises(FormatError, match=r"password.*Save a copy"):
        sheets(specimens.protected(tmp_path / "a.xlsx"))


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.7, 0.95])
def test_a_truncated_file_is_an_error(tmp_path: Path, share: float):
    path = specimens.truncated(specimens.xlsx(tmp_path / "a.xlsx", {"s": [["id"], ["x"] * 50]}), share)
    with pytest.raises(FormatError, match=r"a\.xlsx"):
        sheets(path)


def test_text_that_is_called_a_spreadsheet_is_an_error_with_advice(tmp_path: Path):
    with pytest.raises(FormatError, match=r"name it \.csv"):
        sheets(specimens.csv(tmp_path / "a.xlsx", "id,name\n"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_any_usual_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str):
    text = f"id{delimiter}name\nx{delimiter}Café Zoë\n"
    path = specimens.csv(tmp_path / "a.csv", text, encoding)
    assert [row for _, row in rows(path)] == [["id", "name"], ["x", "Café Zoë"]]


def test_csv_says_what_was_assumed(tmp_path: Path):
    assert sheets(specimens.csv(tmp_path / "a.csv", "id,n\nx,y\n"))[0].notes == []
    noted = sheets(specimens.csv(tmp_path / "b.csv", "id;n\nx;é\n", "cp1252"))[0].notes
    assert noted == ["read as Windows-1252 (Latin-1) with semicolons"]


def test_csv_with_commas_within_cells_and_line_breaks(tmp_path: Path):
    path = specimens.csv(tmp_path / "a.csv", 'id;note\nx;"a, b; c, d"\ny;"two\nlines"\n')
    assert rows(path)[1:] == [(2, ["x", "a, b; c, d"]), (3, ["y", "two\nlines"])]


def test_a_quotation_mark_that_is_never_closed_is_an_error(tmp_path: Path):
    with pytest.raises(FormatError, match="row 3"):
        rows(specimens.csv(tmp_path / "a.csv", 'id,n\nx,y\nz,"cut of'))


@pytest.mark.parametrize("content", [b"", b"  \n", b"a,b\x00\xff\xfe" + bytes(9) + b"text,more text and more"])
def test_what_is_no_text_is_no_csv(tmp_path: Path, content: bytes):
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(FormatError):
        sheets(tmp_path / "a.csv")


def test_an_unknown_format_is_refused_with_those_that_there_are():
    with pytest.raises(UsageError, match="xlsx, ods"):
        format_of("a.docx")
    with pytest.raises(UsageError, match="Did you mean"):
        format_of("a", "xlxs")
    with pytest.raises(UsageError):
        format_of("a.ods", writing=True)


def test_every_suffix_belongs_to_one_format():
    suffixes = [suffix for one in FORMATS for suffix in one.suffixes]
    assert len(suffixes) == len(set(suffixes))


@pytest.mark.slow
def test_a_million_rows_are_read_in_reasonable_memory(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    workbook = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = workbook.add_worksheet("s")
    for number in range(1_000_000):
        sheet.write_string(number, 0, f"agency/{number}")
        sheet.write_string(number, 1, "Agency")
        sheet.write_number(number, 2, number)
    workbook.close()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in sheets(path)[0].rows()) == 1_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 900 * 1024  # KiB
