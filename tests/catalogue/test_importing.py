from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import specimens
from orodha.catalogue import Catalogue, Statement, checks
from orodha.catalogue.errors import Conflict, FormatError, InvalidRecord, UsageError
from orodha.catalogue.formats.template import template
from orodha.catalogue.importing import ImportPlan, plan
from orodha.catalogue.kinds import kind, kinds
from orodha.catalogue.names import DEFAULT_BASE
from orodha.catalogue.rejected import write_rejected
from orodha.catalogue.resolving import Resolver

HEADER = ["id", "name", "type", "country"]
SOURCE = {
    "title": "New source",
    "type": "Administrative register",
    "holder": "DIS",
    "country": "Kenya",
    "topics": "labour; visas-permits",
    "status": "Live",
    "access": "open",
    "personal_data": "none",
}


def planned(catalogue: Catalogue, path: Path, rows: Sequence[Sequence[Any]], **options: Any) -> ImportPlan:
    """The plan for a workbook with one sheet, called by the stem of its path."""
    return plan(catalogue.reader, [specimens.xlsx(path, {path.stem: rows})], **options)


def problems(found: ImportPlan) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.reason) for one in found.problems]


def test_rows_become_records_and_references_are_found_by_name(small: Catalogue, tmp_path: Path):
    found = planned(small, tmp_path / "source.xlsx", [list(SOURCE), list(SOURCE.values())])
    assert problems(found) == []
    applied = found.apply(small)
    assert applied.created == ["source/ke-new-source"]
    saved = small.reader.get("source/ke-new-source")
    assert saved["holder"] == "agency/ke-dis"
    assert saved["topics"] == ["concept/topics-labour", "concept/topics-visas-permits"]
    assert saved["status"] == "live"


def test_importing_the_same_file_twice_changes_nothing(small: Catalogue, tmp_path: Path):
    rows = [
        HEADER,
        ["", "وكالة", "NGO", "Kenya"],
        ["", "ኤጀንሲ", "NGO", ""],
        ["agency/x", "X", "NGO", "KE"],
        ["", "Y", "NGO", ""],
    ]
    assert len(planned(small, tmp_path / "agency.xlsx", rows).apply(small).created) == 4
    again = plan(small.reader, [tmp_path / "agency.xlsx"])
    assert (again.unchanged, again.planned, again.problems) == (4, {}, [])
    assert again.apply(small).batch is None


def test_an_import_is_one_batch_that_can_be_undone(small: Catalogue, tmp_path: Path):
    before = list(small.reader.documents())
    found = planned(small, tmp_path / "agency.xlsx", [HEADER, ["ke-dis", "Renamed", "NGO", ""], ["", "Y", "NGO", ""]])
    batch = found.apply(small).batch
    assert small.reader.get("agency/ke-dis")["name"]["en"] == "Renamed"
    small.undo(batch)
    strip = ("revision", "modified")
    assert [{k: v for k, v in one.items() if k not in strip} for one in small.reader.documents()] == [
        {k: v for k, v in one.items() if k not in strip} for one in before
    ]


def test_absent_columns_and_empty_cells_empty_nothing(small: Catalogue, tmp_path: Path):
    rows = [["id", "acronym", "name:sw", "type"], ["agency/ke-dis", "", "", "department"]]
    assert planned(small, tmp_path / "agency.xlsx", rows).unchanged == 1


def test_empty_cells_empty_their_field_when_asked(small: Catalogue, tmp_path: Path):
    rows = [["id", "acronym", "name:sw"], ["agency/ke-dis", "", ""]]
    found = planned(small, tmp_path / "agency.xlsx", rows, wipe=True)
    changes = {one.field: one.after for one in found.planned["agency/ke-dis"].changes}
    assert changes == {"acronym": None, "name": {"en": "Department of Immigration Services"}}


def test_a_row_without_id_is_the_record_of_its_name_or_code(small: Catalogue, tmp_path: Path):
    rows = [
        ["name", "type", "acronym"],
        ["kenya national bureau of statistics", "commission", ""],
        ["Immigration", "commission", "DIS"],
    ]
    found = planned(small, tmp_path / "agency.xlsx", rows)
    assert found.updated == ["agency/ke-knbs", "agency/ke-dis"]
    assert found.created == []


def test_a_name_within_another_owner_is_another_record(small: Catalogue, tmp_path: Path):
    label = "Nationality of the permit holder"
    rows = [
        ["name", "label", "source", "identifies"],
        ["NAT", label, "source/ke-census", "no"],
        ["PERMIT_NAT", label, "EFNS", "no"],
    ]
    found = planned(small, tmp_path / "variable.xlsx", rows)
    assert found.created == ["variable/ke-census-nat"]
    assert found.unchanged == 1


def test_rows_refer_to_each_other_by_name_id_and_slug(small: Catalogue, tmp_path: Path):
    rows = [
        ["id", "name", "type", "parent"],
        ["", "Child", "NGO", "Mother"],
        ["", "Other", "NGO", "mama"],
        ["agency/mama", "Mother", "NGO", ""],
    ]
    found = planned(small, tmp_path / "agency.xlsx", rows)
    assert problems(found) == []
    assert {one.put.document.get("parent") for one in found.planned.values()} == {"agency/mama", None}


def test_every_bad_cell_is_reported_with_its_place(small: Catalogue, tmp_path: Path):
    rows = [
        ["id", "title", "type", "holder", "country", "topics", "status", "access", "personal_data", "last_validated"],
        ["source/a", "A", "register", "Nobody", "Kenya", "labour", "alive", "open", "none", "04/08/2019"],
        ["source b", "B", "register", "DIS", "Kenya", "labour", "live", "open", "none", ""],
        ["source/c", "", "register", "DIS", "Kenya", "", "live", "open", "none", dt.date(2019, 8, 24)],
    ]
    found = planned(small, tmp_path / "source.xlsx", rows)
    assert not found.planned
    assert sorted(problems(found)) == [
        (2, "holder", "There is no agency 'Nobody'"),
        (2, "last_validated", "can mean two days"),
        (2, "status", "is none of the choices"),
        (3, "id", "is no id"),
        (4, "title", "is mandatory"),
        (4, "topics", "is mandatory"),
    ]
    assert str(found.problems[-1]).startswith("source.xlsx, sheet source, row ")
    with pytest.raises(InvalidRecord):
        found.apply(small)


def test_an_unknown_holder_gets_a_suggestion(small: Catalogue, tmp_path: Path):
    rows = [[*SOURCE], [*(SOURCE | {"holder": "agency/ke-diss"}).values()]]
    assert "agency/ke-dis" in planned(small, tmp_path / "source.xlsx", rows).problems[0].fix


def test_an_id_that_is_there_twice_rejects_both_rows(small: Catalogue, tmp_path: Path):
    rows = [HEADER, ["agency/x", "X", "NGO", ""], ["agency/y", "Y", "NGO", ""], ["agency/x", "Z", "NGO", ""]]
    found = planned(small, tmp_path / "agency.xlsx", rows)
    assert found.created == ["agency/y"]
    assert sorted(problems(found)) == [(2, "id", "has the same id as row 4"), (4, "id", "has the same id as row 2")]


def test_a_name_that_is_there_twice_without_id_is_a_problem(small: Catalogue, tmp_path: Path):
    found = planned(small, tmp_path / "agency.xlsx", [HEADER[1:], ["X", "NGO", ""], ["X", "NGO", ""]])
    assert problems(found) == [(3, "id", "repeats row 2")]


def test_a_name_that_several_records_have_is_a_problem(small: Catalogue, tmp_path: Path):
    small.put_all([({"id": f"agency/{one}", "name": "Twin", "type": "NGO"}, None) for one in "ab"])
    found = planned(small, tmp_path / "agency.xlsx", [HEADER[1:], ["Twin", "NGO", ""]])
    assert problems(found) == [(2, "id", "can mean several records")]


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


def test_an_approved_status_is_never_reset(small: Catalogue, tmp_path: Path):
    small.put_all([({"id": "agency/x", "name": "X", "type": "NGO", "registration": "standard"}, None)])
    rows = [["id", "registration", "acronym"], ["agency/x", "recorded", "X"]]
    found = planned(small, tmp_path / "agency.xlsx", rows)
    assert found.planned["agency/x"].put.document["registration"] == "standard"
    assert [(one.field, one.offered) for one in found.kept] == [("registration", "recorded")]
    asked = plan(small.reader, [tmp_path / "agency.xlsx"], overwrite=True)
    assert asked.planned["agency/x"].put.document["registration"] == "recorded"


def test_a_value_chosen_from_evidence_is_kept_and_reported(small: Catalogue, tmp_path: Path):
    rows = [["id", "holder", "unit:en"], ["source/ke-permits", "KNBS", "permit"]]
    found = planned(small, tmp_path / "source.xlsx", rows)
    assert [tuple(one)[:4] for one in found.kept] == [
        ("source/ke-permits", "holder", "agency/ke-dis", "agency/ke-knbs")
    ]
    found.apply(small)
    saved = small.reader.get("source/ke-permits")
    assert (saved["holder"], saved["unit"]) == ("agency/ke-dis", {"en": "permit"})
    assert len(small.reader.statements("source/ke-permits")) == 3
    asked = plan(small.reader, [tmp_path / "source.xlsx"], overwrite=True)
    assert asked.planned["source/ke-permits"].put.document["holder"] == "agency/ke-knbs"


def test_a_file_with_its_own_evidence_replaces_the_value_and_the_evidence(small: Catalogue, tmp_path: Path):
    sheets = {
        "source": [["id", "holder"], ["source/ke-permits", "KNBS"]],
        "evidence": [
            ["id", "field", "value", "document", "chosen"],
            ["source/ke-permits", "holder", "agency/ke-knbs", "document/review-2022", "yes"],
        ],
    }
    plan(small.reader, [specimens.xlsx(tmp_path / "a.xlsx", sheets)]).apply(small)
    assert small.reader.get("source/ke-permits")["holder"] == "agency/ke-knbs"
    assert [one["value"] for one in small.reader.statements("source/ke-permits")] == ["agency/ke-knbs"]


def test_a_language_is_added_beside_a_chosen_text(small: Catalogue, tmp_path: Path):
    small.put_all([({"id": "agency/x", "name": "X", "type": "NGO"}, [Statement("name", {"en": "X"})])])
    found = planned(small, tmp_path / "agency.xlsx", [["id", "name:sw"], ["agency/x", "Eksi"]])
    assert found.kept == []
    assert found.planned["agency/x"].put.document["name"] == {"en": "X", "sw": "Eksi"}


def test_parts_come_from_a_sheet_of_their_own_and_keep_what_it_leaves_out(small: Catalogue, tmp_path: Path):
    rows = [
        ["id", "post", "unit"],
        ["agency/ke-knbs", "Head of Statistics", "Census"],
        ["agency/ke-knbs", "Director", ""],
    ]
    found = plan(small.reader, [specimens.xlsx(tmp_path / "a.xlsx", {"agency.contacts": rows})])
    assert found.planned["agency/ke-knbs"].put.document["contacts"] == [
        {"post": {"en": "Head of Statistics"}, "unit": {"en": "Census"}, "email": "stat@example.org"},
        {"post": {"en": "Director"}},
    ]


def test_a_bad_part_rejects_its_record(small: Catalogue, tmp_path: Path):
    sheets = {
        "agency": [HEADER, ["agency/x", "X", "NGO", ""]],
        "agency.contacts": [["id", "url"], ["agency/x", "not a url"], ["agency/nobody", ""]],
    }
    found = plan(small.reader, [specimens.xlsx(tmp_path / "a.xlsx", sheets)])
    assert not found.planned
    assert {one.sheet for one in found.problems} == {"agency", "agency.contacts"}


def test_several_sheets_and_files_are_one_import(small: Catalogue, tmp_path: Path):
    first = specimens.xlsx(
        tmp_path / "a.xlsx", {"sources": [["id", *SOURCE], ["source/n", *SOURCE.values()]], "Notes": [["x"]]}
    )
    second = specimens.csv(tmp_path / "variables.csv", "name;label;source;identifies\nAGE;Age;source/n;no\n")
    found = plan(small.reader, [first, second])
    assert problems(found) == []
    assert found.created == ["source/n", "variable/n-age"]
    assert "a.xlsx, sheet Notes: left out, for there is no kind of that name" in found.notes


def test_a_row_that_refers_to_a_rejected_one_is_rejected_too(small: Catalogue, tmp_path: Path):
    rows = [
        ["id", "name", "type", "parent"],
        ["agency/a", "A", "nothing", ""],
        ["agency/b", "B", "NGO", "agency/a"],
        ["agency/c", "C", "NGO", "agency/b"],
        ["agency/d", "D", "NGO", ""],
    ]
    found = planned(small, tmp_path / "agency.xlsx", rows)
    assert found.created == ["agency/d"]
    assert (4, "parent", "refers to agency/b, which has a problem of its own") in problems(found)


def test_references_to_nothing_can_be_allowed(small: Catalogue, tmp_path: Path):
    rows = [["id", "parent"], ["agency/ke-dis", "agency/nobody"]]
    assert problems(planned(small, tmp_path / "agency.xlsx", rows))
    assert planned(small, tmp_path / "agency.xlsx", rows, allow_missing=True).updated == ["agency/ke-dis"]


@pytest.mark.parametrize("iri", ["x:/y", "dct:title"])
def test_the_iri_of_a_record_of_the_batch_stays_an_iri(small: Catalogue, iri: str):
    resolver = Resolver(small.reader)
    resolver.late_names = lambda: [("dataset/a", ["A"], [iri])]
    assert resolver(iri) == iri
    assert resolver("A") == "dataset/a"


def test_a_code_that_looks_like_an_iri_is_a_name(small: Catalogue):
    resolver = Resolver(small.reader)
    resolver.late_names = lambda: [("dataset/a", ["GCM:1"], [])]
    assert resolver("GCM:1") == "dataset/a"


def test_references_out_of_the_catalogue_are_iris(small: Catalogue, tmp_path: Path):
    rows = [["id", "same_as"], ["area/ke", f"http://www.wikidata.org/entity/Q114; {DEFAULT_BASE}source/ke-census"]]
    found = planned(small, tmp_path / "area.xlsx", rows)
    assert found.planned["area/ke"].put.document["same_as"] == [
        "http://www.wikidata.org/entity/Q114",
        "source/ke-census",
    ]


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


def test_a_concurrent_change_is_a_conflict(small: Catalogue, tmp_path: Path):
    found = planned(small, tmp_path / "agency.xlsx", [["id", "acronym"], ["agency/ke-dis", "DOI"]])
    other = small.get("agency/ke-dis")
    other.acronym = "XXX"
    small.save(other)
    with pytest.raises(Conflict):
        found.apply(small)
    assert small.reader.get("agency/ke-dis")["acronym"] == "XXX"


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


def test_a_column_kind_that_names_no_kind_is_kept(small: Catalogue, tmp_path: Path):
    path = specimens.csv(tmp_path / "agency.csv", "name,type,country,kind\nA,NGO,Kenya,big\n")
    assert next(iter(plan(small.reader, [path]).planned.values())).put.document["extra"] == {"kind": "big"}


def test_rejected_documents_are_written_as_json(small: Catalogue, tmp_path: Path):
    path = specimens.csv(tmp_path / "a.json", '[{"id": "agency/x", "name": {"en": "X"}, "type": "NOG"}]')
    found = plan(small.reader, [path])
    with pytest.raises(UsageError, match=r"\.json"):
        write_rejected(found, tmp_path / "r.xlsx")
    write_rejected(found, tmp_path / "r.json")
    mended = (tmp_path / "r.json").read_text(encoding="utf-8").replace("NOG", "NGO", 1)
    assert "NGO" in mended and "problem" in mended
    assert plan(small.reader, [specimens.csv(tmp_path / "m.json", mended)]).created == ["agency/x"]


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


def test_a_chosen_value_that_is_overwritten_leaves_its_statement_unchosen(small: Catalogue, tmp_path: Path):
    rows = [["id", "holder"], ["source/ke-permits", "agency/x"]]
    small.put_all([({"id": "agency/x", "name": "X", "type": "NGO"}, None)])
    before = small.reader.statements("source/ke-permits")
    planned(small, tmp_path / "source.xlsx", rows, overwrite=True).apply(small)
    after = small.reader.statements("source/ke-permits")
    held = [one for one in after if one["field"] == "holder" and one["value"] is not None]
    assert len(after) == len(before) + 1
    assert [(one["value"], one["certainty"], one["reason"]) for one in held if one["chosen"]] == [
        ("agency/x", "outside", "Taken over from source.xlsx.")
    ]
    assert [one for one in after if one["field"] != "holder"] == [one for one in before if one["field"] != "holder"]
    assert list(checks.run(small.reader, "chosen-differs")) == []
    assert plan(small.reader, [tmp_path / "source.xlsx"], overwrite=True).unchanged == 1


def test_an_overwriting_json_file_and_an_added_language_keep_the_evidence_sound(small: Catalogue, tmp_path: Path):
    small.put_all([({"id": "agency/x", "name": "X", "type": "NGO"}, [Statement("name", {"en": "X"})])])
    (tmp_path / "a.json").write_text('{"id": "agency/x", "name": {"en": "Y"}}', encoding="utf-8")
    plan(small.reader, [tmp_path / "a.json"], overwrite=True).apply(small)
    assert "a.json" in small.reader.statements("agency/x")[-1]["reason"]
    planned(small, tmp_path / "agency.xlsx", [["id", "name:sw"], ["agency/x", "Eksi"]]).apply(small)
    assert small.reader.get("agency/x")["name"] == {"en": "Y", "sw": "Eksi"}
    assert list(checks.run(small.reader, "chosen-differs")) == []


@pytest.mark.parametrize("folder", ["none", "file"])
def test_a_template_in_a_place_that_cannot_be_written_to_is_an_error_of_ours(
    small: Catalogue, tmp_path: Path, folder: str
):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match="could not be written"):
        template(kind("agency"), tmp_path / folder / "a.xlsx", small.reader)
