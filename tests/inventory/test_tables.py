"""Tables that are read on screen, sent as a page or a spreadsheet, and put into a document."""

from __future__ import annotations

import csv
import dataclasses
import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from orodha.inventory.tables import Table
from python_calamine import load_workbook

TABLE = Table(
    "Agreements",
    ("agreement", "parties"),
    (("MoU | data", "NCM\nall agencies"), ("<b>", "ሀ")),
    ("One has one party only.",),
    (("agreement/a", "agency/b"), ()),
)


def test_json_has_rows_by_heading_with_their_records():
    assert TABLE.as_json() == {
        "title": "Agreements",
        "rows": [
            {"agreement": "MoU | data", "parties": "NCM\nall agencies", "ids": ["agreement/a", "agency/b"]},
            {"agreement": "<b>", "parties": "ሀ", "ids": []},
        ],
        "remarks": ["One has one party only."],
    }


def test_a_page_escapes_what_people_wrote():
    made = TABLE.html()
    assert "&lt;b&gt;" in made
    assert "NCM<br>all agencies" in made
    assert "One has one party only." in made


def test_markdown_keeps_a_cell_in_its_cell():
    assert "| MoU \\| data | NCM<br>all agencies |" in TABLE.markdown().splitlines()


def test_a_spreadsheet_has_head_rows_and_foot(tmp_path: Path):
    TABLE.xlsx(tmp_path / "table.xlsx")
    rows = load_workbook(tmp_path / "table.xlsx").get_sheet_by_name("table").to_python()
    assert rows[:3] == [["agreement", "parties"], *map(list, TABLE.rows)]
    assert rows[3:] == [["", ""], ["Agreements", ""], ["One has one party only.", ""]]


def test_a_spreadsheet_can_be_added_up(tmp_path: Path):
    Table("T", ("who", "records"), (("NCM", "1,234"), ("KNBS", "6"))).xlsx(tmp_path / "table.xlsx")
    rows = load_workbook(tmp_path / "table.xlsx").get_sheet_by_name("table").to_python()
    assert sum(row[1] for row in rows[1:3]) == 1240


EVIDENCE = Table("Evidence: [of] all/some", ("cell", "place"), (("<data>", "p. 3"),), ("One is inferred.",))
WHOLE = dataclasses.replace(TABLE, more=(EVIDENCE, EVIDENCE))


def test_further_tables_stand_below_on_a_page():
    made = WHOLE.html()
    assert made.index("One has one party only.") < made.index("<h2>Evidence: [of] all/some</h2>")
    assert "&lt;data&gt;" in made


def test_further_tables_are_in_json_and_markdown_but_not_in_csv():
    assert WHOLE.as_json()["more"][1]["rows"] == [{"cell": "<data>", "place": "p. 3"}]
    assert "more" not in TABLE.as_json()
    assert "## Evidence: [of] all/some" in WHOLE.markdown().splitlines()
    assert WHOLE.csv() == TABLE.csv()


def test_further_tables_are_sheets_whose_names_a_spreadsheet_takes(tmp_path: Path):
    WHOLE.xlsx(tmp_path / "table.xlsx")
    book = load_workbook(tmp_path / "table.xlsx")
    assert book.sheet_names == ["table", "Evidence of all some", "Evidence of all some 2"]
    rows = book.get_sheet_by_name(book.sheet_names[1]).to_python()
    assert rows == [["cell", "place"], ["<data>", "p. 3"], ["", ""], [EVIDENCE.title, ""], ["One is inferred.", ""]]


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=4))
def test_csv_gives_every_cell_back(rows: list[tuple[str, str]]):
    made = Table("T", ("a", "b"), tuple(rows)).csv()
    assert [tuple(row) for row in csv.reader(io.StringIO(made))] == [("a", "b"), *rows]
