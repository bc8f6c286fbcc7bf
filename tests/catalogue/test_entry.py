from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import orjson
import pytest
import strategies as make
from hypothesis import given
from orodha.catalogue.assigning import assign
from orodha.catalogue.columns import columns_of
from orodha.catalogue.entry import as_text, join, read, split
from orodha.catalogue.errors import EntryError, InvalidRecord, NotFound, UsageError
from orodha.catalogue.kinds import Field, fields_of, kind, kinds

KNOWN = {
    "DIS": "agency/ke-dis",
    "Kenya": "area/ke",
    "labour": "concept/topics-labour",
    "flows": "concept/topics-flows",
    "open": "concept/access-open",
}


def resolve(text: str, kinds: Sequence[str], scheme: str) -> str:
    if text in KNOWN or text in KNOWN.values():
        return KNOWN.get(text, text)
    raise NotFound(f"There is no {' or '.join(kinds)} {text!r}.", "Did you mean DIS?")


def field(kind_name: str, name: str) -> Field:
    return kind(kind_name).field(name)


def value(kind_name: str, name: str, cell: Any) -> Any:
    return read(field(kind_name, name), cell, resolve)


def refusal(kind_name: str, name: str, cell: Any) -> str:
    with pytest.raises(EntryError) as caught:
        value(kind_name, name, cell)
    return str(caught.value)


def test_text_in_a_language_is_in_the_default_language():
    assert value("source", "title", " Census ") == {"en": "Census"}
    assert read(field("source", "title"), "Sensa", resolve, "sw") == {"sw": "Sensa"}


def test_a_list_has_semicolons_between_and_backslashes_before_those_within():
    assert value("source", "aliases", r"EFNS; a\;b ; c\\d;;") == {"en": ["EFNS", "a;b", "c\\d"]}
    assert value("source", "languages", "en;sw") == ["en", "sw"]


@given(make.st.lists(make.texts | make.st.sampled_from([";", "\\", r"\;", r"a\\;b", r"\\"]), max_size=4))
def test_a_list_comes_back_as_it_was_written(items: list[str]):
    assert split(join(items)) == [item.strip() for item in items]


def test_references_are_found_by_what_people_call_them():
    assert value("source", "holder", "DIS") == "agency/ke-dis"
    assert value("source", "topics", "labour; concept/topics-flows") == [
        "concept/topics-labour",
        "concept/topics-flows",
    ]


def test_an_unknown_reference_gets_a_suggestion():
    assert "There is no agency 'DSI'" in refusal("source", "holder", "DSI")
    assert "Did you mean DIS?" in refusal("source", "holder", "DSI")


@pytest.mark.parametrize("cell", ["in force", "In Force", "IN_FORCE", " in-force "])
def test_codes_are_read_in_any_spelling(cell: str):
    assert value("agreement", "status", cell) == "in force"


def test_an_unknown_code_gets_a_suggestion():
    assert "Did you mean draft?" in refusal("agreement", "status", "draught")


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("2019", "2019"),
        (2019.0, "2019"),
        (2019, "2019"),
        ("2019-08", "2019-08"),
        ("2019-08-24 00:00:00", "2019-08-24"),
        (dt.date(2019, 8, 24), "2019-08-24"),
        (dt.datetime(2019, 8, 24, 0, 0), "2019-08-24"),
        ("24/08/2019", "2019-08-24"),
        ("08/24/2019", "2019-08-24"),
        ("24.8.2019", "2019-08-24"),
        ("05/05/2019", "2019-05-05"),
    ],
)
def test_dates_are_read_as_iso_8601(cell: Any, date: str):
    assert value("document", "date", cell) == date


def test_a_date_that_can_be_two_days_is_refused_with_both():
    assert "Write 2019-04-08 or 2019-08-04." in refusal("document", "date", "04/08/2019")


@pytest.mark.parametrize("cell", ["soon", "2019-8", "13/13/2019", True, dt.time(10, 0)])
def test_what_is_no_date_is_refused(cell: Any):
    assert "is no date" in refusal("document", "date", cell)


@pytest.mark.parametrize(("cell", "number"), [("3", 3), (3.0, 3), ("3.0", 3), ("1e3", 1000)])
def test_whole_numbers_are_read_from_text_and_floats(cell: Any, number: int):
    read_number = value_of_size(cell)
    assert read_number == number
    assert isinstance(read_number, int)


def value_of_size(cell: Any) -> Any:
    distribution = field("dataset", "distributions").part
    assert distribution
    size = next(one for one in fields_of(distribution) if one.name == "size")
    return read(size, cell, resolve)


@pytest.mark.parametrize("cell", ["1,200", "1 200", "1.200.300", "1'200", "3,5"])
def test_separators_between_thousands_are_refused_with_advice(cell: str):
    with pytest.raises(EntryError, match=r"Write .*point"):
        value_of_size(cell)


def test_a_date_or_duration_in_words_is_answered_with_what_may_be_meant():
    assert "Did you mean 2026-03-15?" in refusal("document", "date", "15 march 2026")
    assert "(found '31/02/2026') February 2026 has 28 days." in refusal("document", "date", "31/02/2026")
    assert "Did you mean P10Y?" in refusal("agreement", "review_cycle", "10years")


@pytest.mark.parametrize("cell", ["3.5", "many", True, "NaN", "1e999999", dt.date(2019, 1, 1)])
def test_what_is_no_whole_number_is_refused(cell: Any):
    with pytest.raises(EntryError):
        value_of_size(cell)


def test_numbers_with_a_point_are_read():
    assert value("mapping", "confidence", "0.125") == 0.125


@pytest.mark.parametrize("cell", ["yes", "Yes", "TRUE", True, 1.0, "1", "ndiyo", "Oui"])
def test_yes_is_read_in_several_languages(cell: Any):
    assert value("variable", "identifies", cell) is True


@pytest.mark.parametrize("cell", ["no", False, "0", 0.0, "hapana", "non", "FALSE"])
def test_no_is_read_in_several_languages(cell: Any):
    assert value("variable", "identifies", cell) is False


def test_perhaps_is_refused():
    assert "Write yes or no." in refusal("variable", "identifies", "perhaps")


def test_a_part_is_read_from_json_and_one_object_is_a_list_of_one():
    assert value("agency", "contacts", '{"post": {"en": "Head"}}') == [{"post": {"en": "Head"}}]
    assert "is not readable as JSON" in refusal("agency", "contacts", "Head")
    assert "is not built" in refusal("source", "coverage", "[1]")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (7.0, "7"),
        (7.5, "7.5"),
        (True, "TRUE"),
        (dt.datetime(2019, 1, 1), "2019-01-01"),
        ("007", "007"),
        (dt.time(9), "09:00:00"),
    ],
)
def test_cells_that_are_no_text_become_text(cell: Any, text: str):
    assert as_text(cell) == text


@pytest.mark.parametrize("name", sorted(kinds()))
def test_every_value_that_a_column_writes_is_read_back(name: str):
    @given(make.documents(name))
    def comes_back(document: dict[str, Any]):
        for column in columns_of(kind(name).fields, make.LANGUAGES):
            cell = column.cell(document)
            if cell == "":
                continue
            found = read(column.field, cell, lambda text, _kinds, _scheme: text, column.language)
            want = document[column.field.name]
            assert found == ({column.language: want[column.language]} if column.language else want)

    comes_back()


SOURCE = {
    "id": "source/x",
    "title": {"en": "X"},
    "topics": ["concept/topics-labour"],
    "type": "concept/source-kinds-x",
} | {
    "country": "area/ke",
    "status": "live",
    "access": "concept/access-open",
    "personal_data": "none",
}


def assigned(*assignments: str) -> dict[str, Any]:
    return assign(kind("source"), SOURCE, assignments, resolve)


def test_assigning_a_text_keeps_the_other_languages():
    assert assigned("title:sw=Vibali")["title"] == {"en": "X", "sw": "Vibali"}
    assert assigned("title=Y = Z")["title"] == {"en": "Y = Z"}


def test_lists_can_be_added_to_and_taken_from():
    assert assigned("topics+=flows")["topics"] == ["concept/topics-labour", "concept/topics-flows"]
    assert assigned("topics+=flows", "topics-=labour")["topics"] == ["concept/topics-flows"]
    assert assigned("aliases+=A; B", "aliases-=A")["aliases"] == {"en": ["B"]}


def test_a_field_can_be_emptied():
    assert "holder" not in assigned("holder=DIS", "holder=")
    assert assigned("title:sw=V", "title:sw=")["title"] == {"en": "X"}


def test_a_field_of_a_part_can_be_assigned():
    assert assigned("coverage.areas+=Kenya")["coverage"] == {"areas": ["area/ke"]}
    agency = {"id": "agency/x", "name": {"en": "X"}, "type": "NGO"}
    changed = assign(kind("agency"), agency, ["contacts.0.post=Head", "contacts.0.email=a@b.org"], resolve)
    assert changed["contacts"] == [{"post": {"en": "Head"}, "email": "a@b.org"}]


def test_what_parts_refer_to_is_found_or_refused():
    procedure = {"id": "procedure/x", "title": {"en": "X"}}

    def steps(*responsible: str) -> list[dict[str, Any]]:
        text = orjson.dumps([{"task": "clean", "responsible": responsible}]).decode()
        return assign(kind("procedure"), procedure, [f"steps={text}"], resolve)["steps"]

    assert steps("DIS")[0]["responsible"] == ["agency/ke-dis"]
    with pytest.raises(InvalidRecord):
        steps("DIS", "nobody-at-all")


def test_assigning_leaves_the_document_as_it_was():
    before = repr(SOURCE)
    assigned("topics+=flows", "title:sw=V")
    assert repr(SOURCE) == before


def test_an_entry_of_a_map_is_set_and_taken_out_by_its_path():
    before = {**SOURCE, "field_visibility": {"title": "partner"}}
    marked = assign(kind("source"), before, ["field_visibility.unit=internal"], resolve)
    assert marked["field_visibility"] == {"title": "partner", "unit": "internal"}
    assert assign(kind("source"), marked, ["field_visibility.unit="], resolve)["field_visibility"] == {
        "title": "partner"
    }


def test_a_field_that_is_not_there_is_not_marked():
    with pytest.raises(UsageError, match="There is no field 'unti'"):
        assign(kind("source"), {"id": "source/x"}, ["field_visibility.unti=internal"], resolve)


@pytest.mark.parametrize("operator", ["=", "+="])
def test_names_with_commas_between_are_told_how_several_are_written(operator: str):
    with pytest.raises(InvalidRecord) as caught:
        assign(kind("source"), {"id": "source/x"}, [f"producers{operator}agency/ke-dis,agency/y"], resolve)
    told = f"To name several, write producers{operator}agency/ke-dis producers+=agency/y"
    assert [one.fix for one in caught.value.problems] == [told]


@pytest.mark.parametrize(
    "assignment", ["titel=X", "title", "status+=live", "holder:sw=DIS", "coverage.area=x", "title.en=X", "contacts=1"]
)
def test_assignments_that_make_no_sense_are_refused(assignment: str):
    with pytest.raises(UsageError):
        assigned(assignment)


def test_every_bad_value_of_a_command_line_is_named():
    with pytest.raises(InvalidRecord) as caught:
        assigned("status=lives", "holder=DSI")
    assert [problem.field for problem in caught.value.problems] == ["status", "holder"]


def test_emptying_a_mandatory_field_is_refused():
    with pytest.raises(InvalidRecord, match="mandatory"):
        assigned("title=")
