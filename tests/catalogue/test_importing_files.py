"""Files to import: headers, sheets, formats, kinds."""

from __future__ import annotations

from pathlib import Path

import pytest
import specimens
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import FormatError, UsageError
from orodha.catalogue.importing import plan
from planned import HEADER, SOURCE, planned, problems


def test_headers_are_recognised_exactly_folded_and_when_near(small: Catalogue, tmp_path: Path):
    header = ["ID", "Name (English)", "NAME_SW", "Type *", "countri", "aliases:so"]
    found = planned(small, tmp_path / "agency.xlsx", [header, ["agency/x", "X", "Y", "NGO", "Kenya", "A; B"]])
    assert found.planned["agency/x"].put.document == {
        "id": "agency/x",
        "name": {"en": "X", "sw": "Y"},
        "type": "NGO",
        "country": "area/ke",
        "aliases": {"so": ["A", "B"]},
        "registration": "recorded",
        "visibility": "public",
    }
    assert found.notes == ["agency.xlsx, sheet agency: column 'countri' was taken for country"]


def test_unknown_columns_are_kept_in_extra_and_reported(small: Catalogue, tmp_path: Path):
    found = planned(small, tmp_path / "agency.xlsx", [["id", "Budget", "ministry type"], ["agency/ke-dis", 1200, ""]])
    assert found.planned["agency/ke-dis"].put.document["extra"] == {"Budget": 1200}
    assert any("'Budget' is unknown and kept in extra" in note for note in found.notes)


def test_a_title_above_the_header_is_passed_over(small: Catalogue, tmp_path: Path):
    rows = [["Agencies of Kenya, 2024"], [], HEADER, ["agency/x", "X", "NGO", ""]]
    assert planned(small, tmp_path / "agency.xlsx", rows).created == ["agency/x"]


def test_a_sheet_without_any_known_header_is_a_problem(small: Catalogue, tmp_path: Path):
    assert "has no header row" in planned(small, tmp_path / "agency.xlsx", [["1", "2"], [3, 4]]).problems[0].reason


def test_several_sheets_and_files_are_one_import(small: Catalogue, tmp_path: Path):
    first = specimens.xlsx(
        tmp_path / "a.xlsx", {"sources": [["id", *SOURCE], ["source/n", *SOURCE.values()]], "Notes": [["x"]]}
    )
    second = specimens.csv(tmp_path / "variables.csv", "name;label;source;identifies\nAGE;Age;source/n;no\n")
    found = plan(small.reader, [first, second])
    assert problems(found) == []
    assert found.created == ["source/n", "variable/n-age"]
    assert "a.xlsx, sheet Notes: left out, for there is no kind of that name" in found.notes


def test_merged_cells_formulas_numbers_and_dates_as_text(small: Catalogue, tmp_path: Path):
    header = ["id", "title", "date", "publisher", "short_title"]
    rows = [
        header,
        ["document/a", 2019, "2019-08", "DIS", 7.0],
        ["document/b", "B", 2020.0, None, "=1+1"],
        ["document/c", "C", "1.5.2020", "", True],
    ]
    path = specimens.xlsx(tmp_path / "document.xlsx", {"document": rows}, {"document": ["D2:D3"]})
    found = plan(small.reader, [path])
    assert problems(found) == [
        (3, "short_title", "is a formula whose value was not stored"),
        (4, "date", "can mean two days"),
    ]
    first = found.planned["document/a"].put.document
    assert (first["title"], first["date"], first["short_title"]) == ({"en": "2019"}, "2019-08", "7")
    assert first["publisher"] == "agency/ke-dis"


def test_a_file_that_does_not_tell_its_kind_is_refused(small: Catalogue, tmp_path: Path):
    path = specimens.csv(tmp_path / "things.csv", "name,type\nX,NGO\n")
    with pytest.raises(UsageError, match="--kind"):
        plan(small.reader, [path])
    assert plan(small.reader, [path], kind_name="agency").created == ["agency/x"]


def test_ids_tell_the_kind_too(small: Catalogue, tmp_path: Path):
    path = specimens.csv(tmp_path / "things.csv", "id,name,type\nagency/x,X,NGO\n")
    assert plan(small.reader, [path]).created == ["agency/x"]


def test_one_sheet_can_be_chosen(small: Catalogue, tmp_path: Path):
    path = specimens.xlsx(tmp_path / "a.xlsx", {"one": [HEADER, ["", "X", "NGO", ""]], "two": [["x"]]})
    assert plan(small.reader, [path], kind_name="agency", sheet="ONE").created == ["agency/x"]
    with pytest.raises(UsageError, match="There are: one, two"):
        plan(small.reader, [path], sheet="three")


def test_a_missing_file_and_a_bad_one_are_errors(small: Catalogue, tmp_path: Path):
    with pytest.raises(UsageError, match="There is no file"):
        plan(small.reader, [tmp_path / "a.csv"])
    with pytest.raises(FormatError):
        plan(small.reader, [specimens.protected(tmp_path / "a.xlsx")])


def test_ods_is_imported(small: Catalogue, tmp_path: Path):
    path = specimens.ods(
        tmp_path / "a.ods", {"agency": [[*HEADER, "functions"], ["agency/x", "وكالة", "NGO", "Kenya", 3.0]]}
    )
    found = plan(small.reader, [path])
    assert found.planned["agency/x"].put.document["functions"] == {"en": "3"}


def test_a_column_kind_that_names_no_kind_is_kept(small: Catalogue, tmp_path: Path):
    path = specimens.csv(tmp_path / "agency.csv", "name,type,country,kind\nA,NGO,Kenya,big\n")
    assert next(iter(plan(small.reader, [path]).planned.values())).put.document["extra"] == {"kind": "big"}
