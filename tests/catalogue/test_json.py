from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue, importing
from orodha.catalogue.errors import FormatError
from orodha.catalogue.exporting import export
from orodha.catalogue.formats import Entry, format_of
from orodha.catalogue.formats.nesting import Guarded

AGENCY = {"id": "agency/x", "name": {"en": "X"}, "type": "NGO"}


def entries(path: Path, content: str) -> list[Entry]:
    path.write_text(content, encoding="utf-8")
    return list(format_of(path).read(path, path.name))


def planned(catalogue: Catalogue, path: Path, content: object) -> importing.ImportPlan:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return importing.plan(catalogue.reader, [path])


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(AGENCY),
        json.dumps([AGENCY]),
        json.dumps({"records": [AGENCY]}, indent=2),
        json.dumps({"orodha": 1, "title": "T", "records": [AGENCY]}),
    ],
)
def test_one_record_a_list_and_a_catalogue_are_read(tmp_path: Path, content: str):
    assert entries(tmp_path / "a.json", content) == [Entry(1, AGENCY)]


def test_json_lines_are_read_and_a_bad_line_is_a_problem_of_its_own(tmp_path: Path):
    found = entries(tmp_path / "a.jsonl", f"{json.dumps(AGENCY)}\n\n{{bad\n{json.dumps(AGENCY)}\n[1]\n")
    assert [one.place for one in found] == [1, 3, 4, 5]
    assert found[1].problem.startswith("is no JSON") and found[3].problem == "is no JSON object"


def test_a_whole_catalogue_is_written_one_record_a_line(small: Catalogue, tmp_path: Path):
    export(small.reader, tmp_path / "a.json")
    lines = (tmp_path / "a.json").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0] + "]}")["languages"] == ["en", "fr", "sw", "ar", "pt"]
    assert len(lines) == sum(small.reader.counts().values()) + 2
    whole = json.loads("\n".join(lines))
    assert [one["id"] for one in whole["records"]] == sorted(one["id"] for one in small.reader.documents())


@pytest.mark.parametrize("share", [0.02, 0.4, 0.9, 0.999])
@pytest.mark.parametrize("pretty", [True, False])
def test_a_truncated_file_is_an_error_that_says_where(small: Catalogue, tmp_path: Path, share: float, pretty: bool):
    path = tmp_path / "a.json"
    export(small.reader, path)
    text = path.read_text(encoding="utf-8")
    text = json.dumps(json.loads(text), indent=1) if pretty else text
    path.write_text(text[: int(len(text) * share)], encoding="utf-8")
    with pytest.raises(FormatError, match=r"a\.json cannot be read on from (line|record|its end)"):
        importing.plan(small.reader, [path])


@pytest.mark.parametrize("content", ["", "nothing", "3", '"x"', "<xml/>", "\x00"])
def test_what_is_no_json_record_is_an_error(empty: Catalogue, tmp_path: Path, content: str):
    with pytest.raises(FormatError):
        planned(empty, tmp_path / "a.json", content)


def test_a_newer_layout_is_an_error(tmp_path: Path):
    with pytest.raises(FormatError, match="newer Orodha"):
        entries(tmp_path / "a.json", '{"orodha": 2, "records": [\n]}\n')


@pytest.mark.parametrize(
    ("record", "place", "reason"),
    [
        ({**AGENCY, "name": "X"}, "$.name", "is not of type 'object'"),
        ({**AGENCY, "type": "nothing"}, "$.type", "is not one of"),
        ({**AGENCY, "colour": "red"}, "$", "agency does not have: colour"),
        ({**AGENCY, "contacts": [{"post": {"en": "H"}, "email": 3}]}, "$.contacts[0].email", "not"),
        ({**AGENCY, "id": "agency x"}, "$.id", "is no id"),
        ({"name": "X"}, "$.id", "is no id"),
        ({"id": "agency/y"}, "$.name", "is mandatory"),
        ({**AGENCY, "evidence": {"field": "name"}}, "$.evidence", "array"),
        ({**AGENCY, "evidence": [{"field": "nam"}]}, "$.field", "is no field of agency"),
        ({**AGENCY, "parent": "agency/nobody"}, "$.parent", "There is no agency 'agency/nobody'"),
        (3, "$", "is no JSON object"),
    ],
)
def test_a_wrong_record_is_a_problem_with_its_path(
    empty: Catalogue, tmp_path: Path, record: object, place: str, reason: str
):
    plan = planned(empty, tmp_path / "a.json", [record])
    assert not plan.planned
    found = [(one.column, one.reason) for one in plan.problems]
    assert any(column == place and reason in text for column, text in found), found


def test_a_record_that_is_there_twice_is_a_problem(empty: Catalogue, tmp_path: Path):
    plan = planned(empty, tmp_path / "a.json", [AGENCY, AGENCY])
    assert [one.reason for one in plan.problems] == ["is there twice, as record 1"]


def test_fields_that_are_left_out_stay_and_null_empties_only_when_asked(small: Catalogue, tmp_path: Path):
    path = tmp_path / "a.json"
    assert planned(small, path, {"id": "agency/ke-dis", "acronym": None}).unchanged == 1
    plan = importing.plan(small.reader, [path], wipe=True)
    assert [tuple(one) for one in plan.planned["agency/ke-dis"].changes] == [("acronym", "DIS", None)]


def test_records_of_one_file_refer_to_each_other_in_any_order(empty: Catalogue, tmp_path: Path):
    child = {"id": "agency/child", "name": {"en": "C"}, "type": "NGO", "parent": "agency/x"}
    assert planned(empty, tmp_path / "a.json", [child, AGENCY]).created == ["agency/child", "agency/x"]


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '[{"id": "agency/x", "extra": {"a": ' + "[" * 200])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_what_is_nested_too_deeply_is_refused(tmp_path: Path, text: str, mark: str):
    with pytest.raises(FormatError, match="nested more than 100"):
        entries(tmp_path / "a.json", mark + text)
    assert "nested" in entries(tmp_path / "a.jsonl", mark + text)[0].problem


def test_a_catalogue_of_ours_with_a_record_nested_too_deeply_is_refused(tmp_path: Path):
    deep = '{"orodha": 1, "records": [\n' + json.dumps(AGENCY)[:-1] + ', "extra": {"a": ' + "[" * 200
    with pytest.raises(FormatError, match="nested more than 100"):
        entries(tmp_path / "a.json", deep + "]" * 200 + "}}\n]}\n")
    with pytest.raises(FormatError, match="first line"):
        entries(tmp_path / "a.json", '{"orodha" 1, "records": [\n]}\n')


@pytest.mark.parametrize("size", [1, 7, 65_536])
def test_brackets_in_texts_do_not_nest(size: int):
    text = json.dumps([{"a": "[" * 300 + '\\"[{' * 99 + "\\", "b": [[1]]}] * 3, indent=1).encode()
    stream = Guarded(BytesIO(text), "a.json")
    assert b"".join(iter(lambda: stream.read(size), b"")) == text


@pytest.mark.parametrize("content", [json.dumps(AGENCY), json.dumps({"records": [AGENCY]}, indent=1)])
def test_a_byte_order_mark_is_passed_over(tmp_path: Path, content: str):
    assert entries(tmp_path / "a.json", "\ufeff" + content) == [Entry(1, AGENCY)]


def test_a_catalogue_of_ours_with_a_byte_order_mark_is_read(small: Catalogue, tmp_path: Path):
    export(small.reader, tmp_path / "a.json")
    (tmp_path / "b.json").write_bytes(b"\xef\xbb\xbf" + (tmp_path / "a.json").read_bytes())
    assert importing.plan(small.reader, [tmp_path / "b.json"]).unchanged == sum(small.reader.counts().values())


def test_records_without_id_get_one_as_rows_do(small: Catalogue, tmp_path: Path):
    path = tmp_path / "a.json"
    records = [
        {"kind": "agency", "name": {"en": "New one"}, "type": "NGO", "country": "area/ke"},
        {"kind": "agency", "acronym": "DIS", "name": {"en": "Department of Immigration Services"}},
    ]
    found = planned(small, path, records)
    assert (found.problems, found.created, found.unchanged) == ([], ["agency/ke-new-one"], 1)
    found.apply(small)
    assert importing.plan(small.reader, [path]).unchanged == 2
    wrong = planned(small, path, [records[0], records[0], {"kind": "agency", "type": "NGO"}, {"name": "X"}])
    assert [(one.column, one.reason) for one in wrong.problems] == [
        ("$.id", "repeats record 1"),
        ("$.id", "has neither id nor name"),
        ("$.id", "is no id of a known kind"),
    ]
