from __future__ import annotations

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import UsageError
from orodha.catalogue.names import GENERATED
from orodha.catalogue.reader import Reader
from orodha.inventory.matrix import DIMENSIONS, MARKS, matrix


@pytest.mark.parametrize("rows", DIMENSIONS)
@pytest.mark.parametrize("columns", DIMENSIONS)
def test_each_source_stands_in_every_pair_of_dimensions(kenya: Reader, rows: str, columns: str):
    table = matrix(kenya, rows, columns)
    assert {source.id for cell in table.cells.values() for source in cell} == {d["id"] for d in kenya.records("source")}
    ids = ({row.id for row in table.rows}, {column.id for column in table.columns})
    assert all(row in ids[0] and column in ids[1] for row, column in table.cells)


def test_a_source_that_was_merged_is_not_there_a_second_time(catalogue: Catalogue):
    document = {name: value for name, value in catalogue.reader.get("source/ke-efns").items() if name not in GENERATED}
    catalogue.put_all([(document | {"registration": "superseded", "replaced_by": "source/ke-neaims"}, [])])
    table = matrix(catalogue.reader)
    assert "source/ke-efns" not in {source.id for cell in table.cells.values() for source in cell}


@pytest.mark.parametrize("notation", ["²", "٣", "1.5"])
def test_a_code_that_is_no_plain_number_stands_behind_those_that_are(catalogue: Catalogue, notation: str):
    concept = {"id": "concept/gcm-0", "scheme": "scheme/gcm", "label": {"en": "A"}, "notation": notation}
    catalogue.put_all([(concept, [])])
    rows = [row.id for row in matrix(catalogue.reader, "objectives", "kinds").rows if row.id]
    assert rows == [*(f"concept/gcm-{n}" for n in range(1, 24)), "concept/gcm-0"]


def test_a_topic_that_no_source_has_is_kept_as_a_gap(kenya: Reader):
    table = matrix(kenya)
    gaps = {column.id for column in table.gaps}
    assert gaps == {d["id"] for d in kenya.records("concept", ["scheme=scheme/topics"])} - {
        topic for d in kenya.records("source") for topic in d["topics"]
    }
    assert gaps and all(column.label in table.text(80) for column in table.gaps)


def test_all_23_objectives_are_rows_in_their_order(kenya: Reader):
    rows = matrix(kenya, "objectives", "kinds").rows
    assert [row.id for row in rows if row.id] == [f"concept/gcm-{n}" for n in range(1, 24)]


def test_sources_without_holder_have_a_row(kenya: Reader):
    table = matrix(kenya)
    assert table.rows[-1].id == ""
    held_by_nobody = {source.id for (row, _), cell in table.cells.items() if row == "" for source in cell}
    assert held_by_nobody == {d["id"] for d in kenya.records("source", ["holder="])}


def test_the_mark_of_a_cell_is_that_of_its_most_open_source(kenya: Reader):
    table = matrix(kenya)
    for (row, column), sources in table.cells.items():
        states = [source.state for source in sources]
        assert table.state(row, column) == min(states, key=list(MARKS).index)


@pytest.mark.parametrize("width", [80, 140])
def test_text_keeps_to_the_width_of_the_screen(kenya: Reader, width: int):
    *tables, _ = matrix(kenya).text(width).split("\n\n")
    assert max(len(line) for table in tables for line in table.splitlines()) <= width


def test_each_cell_names_its_sources_behind_their_marks(kenya: Reader):
    found = matrix(kenya)
    shown = found.table("; ")
    assert shown.head == ("agency", *(column.label for column in found.columns))
    for row, cells in zip(found.rows, shown.rows, strict=True):
        told = [found.cells.get((row.id, column.id), ()) for column in found.columns]
        assert cells == (row.label, *("; ".join(f"{MARKS[s.state]} {s.label}" for s in one) or "·" for one in told))


def test_legend_and_gaps_stand_below_the_table(kenya: Reader):
    legend, gaps = matrix(kenya).table().foot
    assert all(mark in legend for mark in MARKS.values())
    assert all(column.label in gaps for column in matrix(kenya).gaps)


def test_an_unknown_dimension_is_refused_with_a_hint(kenya: Reader):
    with pytest.raises(UsageError, match="Did you mean topics"):
        matrix(kenya, "agency", "topic")


def test_by_weight_what_has_most_comes_first_and_gaps_last(kenya: Reader):
    table = matrix(kenya).by_weight()
    held = [
        len({one.id for (row, _), cell in table.cells.items() if row == each.id for one in cell}) for each in table.rows
    ]
    assert held[:-1] == sorted(held[:-1], reverse=True) and table.rows[-1].id == ""
    assert table.columns[-len(table.gaps) :] == table.gaps


def test_by_weight_objectives_stay_in_the_order_of_their_numbers(kenya: Reader):
    table = matrix(kenya, "agency", "objectives")
    assert table.by_weight().columns == table.columns


def test_a_matrix_of_some_sources_has_only_their_rows_and_columns(kenya: Reader):
    table = matrix(kenya, among=["source/ke-permits"])
    assert [row.id for row in table.rows] == ["agency/ke-dis"]
    assert {column.id for column in table.columns} == set(kenya.get("source/ke-permits")["topics"])


@pytest.mark.parametrize("columns", ["topics", "kinds", "country"])
def test_the_conditions_of_a_cell_find_its_sources(kenya: Reader, columns: str):
    table = matrix(kenya, "agency", columns)
    for (row, column), cell in table.cells.items():
        assert {one.id for one in cell} == {one["id"] for one in kenya.records("source", table.conditions(row, column))}


def test_a_source_with_the_fields_of_a_cell_would_stand_in_it(kenya: Reader):
    given = matrix(kenya).given("agency/ke-dis", "concept/topics-climate")
    assert given == {"holder": "agency/ke-dis", "topics": ["concept/topics-climate"]}


def test_agencies_are_called_by_their_acronym_and_topics_by_their_code(kenya: Reader):
    short = matrix(kenya).short
    assert short["agency/ke-dis"] == "DIS" and short["concept/topics-labour"] == "labour"
