"""Templates to fill in: an empty one says nothing, a filled one is imported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import UsageError
from orodha.catalogue.formats.template import template
from orodha.catalogue.importing import plan
from orodha.catalogue.kinds import kind, kinds


@pytest.mark.parametrize("name", sorted(kinds()))
def test_an_empty_template_imports_as_nothing(small: Catalogue, tmp_path: Path, name: str):
    found = plan(small.reader, [template(kind(name), tmp_path / "t.xlsx", small.reader)])
    assert (found.planned, found.problems, found.notes) == ({}, [], [])


def test_a_filled_template_imports_with_what_its_lists_offer(small: Catalogue, tmp_path: Path):
    import openpyxl

    path = template(kind("source"), tmp_path / "t.xlsx", small.reader)
    workbook = openpyxl.load_workbook(path)
    sheet, lists = workbook["source"], workbook["lists"]
    headers = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}
    offered: dict[str, Any] = {}
    for validation in sheet.data_validations.dataValidation:
        column = next(iter(validation.sqref.ranges)).min_col
        offered[str(sheet.cell(1, column).value).removesuffix(" *")] = lists[
            validation.formula1.split("!")[1].replace("$", "")
        ][0][0].value
    assert set(offered) >= {"type", "holder", "country", "topics", "status", "access", "personal_data", "frequency"}
    for header, value in {**offered, "title:en": "Filled"}.items():
        sheet.cell(2, headers[header], value)
    workbook.save(path)
    found = plan(small.reader, [path])
    assert found.problems == []
    assert found.created == ["source/eac-filled"]


def test_a_template_never_replaces_a_file_unasked(small: Catalogue, tmp_path: Path):
    path = template(kind("agency"), tmp_path / "t.xlsx", small.reader)
    with pytest.raises(UsageError, match="exists already"):
        template(kind("agency"), path, small.reader)
    with pytest.raises(UsageError, match=r"\.xlsx"):
        template(kind("agency"), tmp_path / "t.csv", small.reader)


@pytest.mark.parametrize("folder", ["none", "file"])
def test_a_template_in_a_place_that_cannot_be_written_to_is_an_error_of_ours(
    small: Catalogue, tmp_path: Path, folder: str
):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match="could not be written"):
        template(kind("agency"), tmp_path / folder / "a.xlsx", small.reader)
