"""Tables that are read on screen, sent as a page or a spreadsheet, and put into a document."""

from __future__ import annotations

import csv
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
    assert rows == [["agreement", "parties"], *map(list, TABLE.rows), ["", ""], ["One has one party only.", ""]]


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=4))
def test_csv_gives_every_cell_back(rows: list[tuple[str, str]]):
    made = Table("T", ("a", "b"), tuple(rows)).csv()
    assert [tuple(row) for row in csv.reader(io.StringIO(made))] == [("a", "b"), *rows]
