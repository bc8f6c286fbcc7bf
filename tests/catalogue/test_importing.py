"""Rows of tables that become records: which record, which references, and what is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import specimens
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import Conflict, InvalidRecord
from orodha.catalogue.importing import plan
from orodha.catalogue.names import DEFAULT_BASE
from orodha.catalogue.resolving import Resolver
from planned import HEADER, SOURCE, planned, problems


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


def test_all_that_is_wrong_with_a_row_is_told_at_once(small: Catalogue, tmp_path: Path):
    rows = [["id", "name", "type", "parent"], ["agency/a", "", "nothing", "agency/nobody"]]
    found = planned(small, tmp_path / "agency.xlsx", rows)
    assert sorted((row, column) for row, column, _ in problems(found)) == [(2, "name"), (2, "parent"), (2, "type")]
    assert not found.planned and len(found.rejected) == 1


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


def test_a_concurrent_change_is_a_conflict(small: Catalogue, tmp_path: Path):
    found = planned(small, tmp_path / "agency.xlsx", [["id", "acronym"], ["agency/ke-dis", "DOI"]])
    other = small.get("agency/ke-dis")
    other.acronym = "XXX"
    small.save(other)
    with pytest.raises(Conflict):
        found.apply(small)
    assert small.reader.get("agency/ke-dis")["acronym"] == "XXX"
