from __future__ import annotations

import itertools
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import specimens
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue, Statement
from orodha.catalogue.errors import DiskFull, FormatError, UsageError
from orodha.catalogue.exporting import export
from orodha.catalogue.formats import FORMATS, Content, Format
from orodha.catalogue.importing import plan
from orodha.catalogue.names import GENERATED
from strategies import collections, documents, evidence, texts
from tries import tries

AGENCY = {"id": "agency/x", "name": {"en": "X"}, "type": "NGO", "registration": "recorded", "visibility": "public"}
NASTY = [
    "=1+1", "+1", "@x", "-1", "'quoted", '"', '"a","b"', "a;b", "a\\;b\\", ";", "\\", "a\nb", "a\r\nb", "tab\there",
    "1e5", "007", "TRUE", "#REF!", "NULL", "2019-01-01", "01/02/2019", "_x0001_", "_x000D_", "a\x01b\x1f", "<r>b</b>",
    "<r>", "العربية", "አማርኛ", "👩‍👩‍👧", "\u200f\u202e", "a\u2028b", "x" * 32767, "{}", "[1]", '"json"', "true", "3.0",
]  # fmt: skip


def content(catalogue: Catalogue) -> dict[str, Any]:
    """Every record with its evidence, without what a catalogue adds."""
    reader = catalogue.reader
    return {
        one["id"]: ({k: v for k, v in one.items() if k not in GENERATED}, reader.statements(one["id"]))
        for one in reader.documents()
    }


def round_trip(entries: Sequence[tuple[dict[str, Any], Any]], suffix: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Save records, export them, import them into an empty catalogue: what both catalogues hold."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with Catalogue.create(path / "a.db") as one, Catalogue.create(path / "b.db") as two:
            one.put_all(entries)
            if suffix == ".csv":
                files = [path / f"{name}.csv" for name in one.reader.counts()]
                for file in files:
                    export(one.reader, file, chosen=[file.stem])
            else:
                files = [path / f"all{suffix}"]
                export(one.reader, files[0])
            found = plan(two.reader, files, allow_missing=True)
            assert found.problems == []
            found.apply(two)
            again = plan(two.reader, files, allow_missing=True)
            assert (again.planned, again.unchanged) == ({}, len(entries))
            return content(one), content(two)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json", ".jsonl"])
@tries(8, 40)
def test_any_records_come_back_equal(suffix: str, examples: int):
    @settings(max_examples=examples)
    @given(collections().filter(bool), st.data())
    def come_back(records: list[dict[str, Any]], data: st.DataObject):
        entries = [(one, data.draw(evidence(one["id"].partition("/")[0]))) for one in records]
        before, after = round_trip(entries, suffix)
        assert before == after

    come_back()


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json", ".jsonl"])
def test_nasty_texts_come_back_equal(suffix: str):
    records = [
        AGENCY
        | {"id": f"agency/n{index}", "name": {"en": text, "sw": text}, "acronym": text, "aliases": {"en": [text, "b"]}}
        | {"contacts": [{"post": {"en": text}}, {"post": {"en": "b"}}], "extra": {"a": text, "b": [None, 1.5, True]}}
        for index, text in enumerate(NASTY)
        if len(text) < 30_000
    ]
    records.append(AGENCY | {"id": "agency/long", "acronym": "x" * 32_767})
    statements = [Statement("name", text, reason=text) for text in NASTY if len(text) < 100]
    before, after = round_trip([(one, statements) for one in records], suffix)
    assert before == after


@pytest.mark.parametrize("number", [0.1 + 0.2, 1e-300, 1.0, 1 / 3])
def test_numbers_come_back_to_the_last_digit(number: float):
    mapping = {"id": "mapping/x", "subject": "concept/a", "predicate": "skos:exactMatch", "object": "concept/b"}
    before, after = round_trip([(mapping | {"justification": "j", "confidence": number}, None)], ".xlsx")
    assert before == after


def test_a_text_that_a_cell_cannot_hold_is_an_error_and_nothing_is_written(empty: Catalogue, tmp_path: Path):
    for index, text in enumerate(["x" * 32_768, "\U0001f600" * 16_384, "\ufffe", "_x0041_x0042_", "<r>bold</r>"]):
        record = AGENCY | {"id": f"agency/n{index}", "acronym": text}
        empty.put_all([(record, None)])
        with pytest.raises(FormatError, match=f"agency/n{index}, column .*json"):
            export(empty.reader, tmp_path / "a.xlsx")
        assert not (tmp_path / "a.xlsx").exists()
        empty.delete(record["id"])
    assert not list(tmp_path.glob(".*"))


def test_a_workbook_has_a_sheet_a_kind_one_a_part_and_evidence(small: Catalogue, tmp_path: Path):
    export(small.reader, tmp_path / "a.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    expected = [*small.reader.counts(), "evidence"]
    expected.insert(1, "agency.contacts")
    assert workbook.sheetnames == expected
    assert [cell.value for cell in workbook["agency.contacts"][1]][:3] == ["id", "post:en", "post:fr"]
    sheet = workbook["source"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref
    assert "title:am" in [cell.value for cell in sheet[1]]


def test_an_ods_copy_of_the_workbook_comes_back_equal(small: Catalogue, tmp_path: Path):
    export(small.reader, tmp_path / "a.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheets = {one.title: [[cell if cell is not None else "" for cell in row] for row in one.values] for one in workbook}
    path = specimens.ods(tmp_path / "a.ods", sheets)
    with Catalogue.create(tmp_path / "b.db") as other:
        found = plan(other.reader, [path])
        assert found.problems == []
        found.apply(other)
        assert content(other) == content(small)


def test_csv_holds_one_kind(small: Catalogue, tmp_path: Path):
    with pytest.raises(UsageError, match="--what"):
        export(small.reader, tmp_path / "a.csv")
    assert export(small.reader, tmp_path / "a.csv", chosen=["agency"]) == 2


def test_conditions_choose_records(small: Catalogue, tmp_path: Path):
    assert export(small.reader, tmp_path / "a.jsonl", chosen=["source"], where=["holder=ke-dis"]) == 1
    assert "source/ke-permits" in (tmp_path / "a.jsonl").read_text(encoding="utf-8")
    with pytest.raises(UsageError):
        export(small.reader, tmp_path / "b.jsonl", where=["holder=ke-dis"])


def test_a_file_is_not_replaced_unasked(small: Catalogue, tmp_path: Path):
    (tmp_path / "a.json").write_text("mine")
    with pytest.raises(UsageError, match="--force"):
        export(small.reader, tmp_path / "a.json")
    assert (tmp_path / "a.json").read_text() == "mine"
    export(small.reader, tmp_path / "a.json", overwrite=True)
    assert (tmp_path / "a.json").read_text() != "mine"


def test_a_full_disk_leaves_what_was_there(small: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "a.json").write_text("mine")

    def full(_self: Format, path: Path, _content: Content) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Format, "write", full)
    with pytest.raises(DiskFull):
        export(small.reader, tmp_path / "a.json", overwrite=True)
    assert (tmp_path / "a.json").read_text() == "mine"
    assert [one.name for one in tmp_path.iterdir() if one.suffix != ".db" and "test.db" not in one.name] == ["a.json"]


def exported(catalogue: Catalogue, path: Path, **options: Any) -> dict[str, dict[str, Any]]:
    import orjson

    export(catalogue.reader, path, overwrite=True, **options)
    return {one["id"]: one for one in map(orjson.loads, path.read_bytes().splitlines())}


def test_an_audience_gets_neither_hidden_records_nor_fields(small: Catalogue, tmp_path: Path):
    path = tmp_path / "a.jsonl"
    small.put_all(
        [
            (AGENCY | {"id": "agency/secret", "visibility": "internal"}, None),
            (
                AGENCY
                | {
                    "id": "agency/near",
                    "parent": "agency/secret",
                    "notes": {"en": "n"},
                    "field_visibility": {"acronym": "internal"},
                    "acronym": "N",
                },
                None,
            ),
        ]
    )
    public, partner, internal = (exported(small, path, audience=one) for one in ("public", "partner", "internal"))
    assert "agency/secret" not in public and "agency/secret" not in partner and "agency/secret" in internal
    assert "contacts" not in public["agency/ke-knbs"] and "contacts" in partner["agency/ke-knbs"]
    assert not {"parent", "notes", "acronym"} & set(public["agency/near"])
    assert {"parent", "notes", "acronym"} <= set(internal["agency/near"])
    assert b"secret" not in path.with_suffix(".jsonl").read_bytes() or internal


def test_what_cannot_be_without_a_hidden_record_is_hidden_too(small: Catalogue, tmp_path: Path):
    source = small.get("source/ke-permits")
    source.visibility = "internal"
    small.save(source)
    public = exported(small, tmp_path / "a.jsonl", audience="public")
    assert not {"source/ke-permits", "variable/ke-permits-nationality"} & set(public)


def test_evidence_of_hidden_fields_and_from_hidden_documents_is_left_out(small: Catalogue, tmp_path: Path):
    small.put_all([({"id": "document/secret", "title": "S", "visibility": "partner"}, None)])
    claims = [
        Statement("name", {"en": "X"}, "document/review-2022"),
        Statement("name", {"en": "Y"}, "document/secret", chosen=False),
        Statement("contacts", None, "document/review-2022"),
        Statement("", None, certainty="outside"),
    ]
    small.put_all([(AGENCY | {"contacts": [{"post": {"en": "Head"}}]}, claims)])
    public = exported(small, tmp_path / "a.jsonl", audience="public")
    assert [(one["field"], one.get("document")) for one in public["agency/x"]["evidence"]] == [
        ("name", "document/review-2022"),
        ("", None),
    ]
    assert "evidence" not in exported(small, tmp_path / "a.jsonl", evidence=False)["agency/x"]


def test_every_public_export_can_be_imported(tmp_path: Path):
    numbers = itertools.count()

    @settings(max_examples=15)
    @given(collections().filter(bool))
    def can_be_imported(records: list[dict[str, Any]]):
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        with Catalogue.create(folder / "a.db") as one, Catalogue.create(folder / "b.db") as two:
            one.put_all((record, None) for record in records)
            export(one.reader, folder / "a.json", audience="public")
            found = plan(two.reader, [folder / "a.json"], allow_missing=True)
            assert {problem.reason for problem in found.problems} <= {"is mandatory"}  # fields hidden one by one

    can_be_imported()


@given(documents("agency"), texts)
def test_a_column_has_what_the_record_has(document: dict[str, Any], text: str):
    from orodha.catalogue.columns import Column
    from orodha.catalogue.kinds import kind

    column = Column(kind("agency").field("acronym"))
    assert column.cell(document | {"acronym": text}) == text
    assert column.cell({}) == ""


def test_every_format_that_is_written_is_read():
    assert all(one.reader for one in FORMATS if one.writer)


TOKEN = "zqxtoken"


def with_tokens_inside() -> list[tuple[dict[str, Any], list[Statement]]]:
    """Records with a token in every place that is not for the public, and open ones beside them."""
    secret = AGENCY | {"id": f"agency/{TOKEN}", "name": {"en": TOKEN}, "visibility": "internal"}
    secret["iri"] = f"https://elsewhere.example/{TOKEN}"
    document = {"id": f"document/{TOKEN}", "title": {"en": TOKEN}, "visibility": "partner"}
    opened = AGENCY | {
        "id": "agency/open",
        "name": {"en": "Open"},
        "notes": {"en": TOKEN, TOKEN[:3]: TOKEN},
        "extra": {TOKEN: [TOKEN, secret["id"]]},
        "contacts": [{"post": {"en": TOKEN}, "email": f"{TOKEN}@example.org"}],
        "acronym": TOKEN,
        "field_visibility": {"acronym": "internal"},
        "parent": secret["id"],
    }
    source = {
        "id": "source/open",
        "title": {"en": "Open source"},
        "type": "concept/source-kinds-register",
        "holder": "agency/open",
        "country": "area/ke",
        "topics": ["concept/topics-labour", f"concept/topics-{TOKEN}"],
        "status": "live",
        "access": "concept/access-open",
        "personal_data": "none",
    }
    topic = {"id": f"concept/topics-{TOKEN}", "label": TOKEN, "notation": TOKEN, "scheme": "scheme/topics"}
    base = "https://elsewhere.example/"
    claims = [
        Statement("name", {"en": "Open"}, "document/review-2022", reason=TOKEN),
        Statement("name", {"en": TOKEN}, document["id"], TOKEN, chosen=False),
        Statement("acronym", TOKEN),
        Statement("contacts", [{"post": {"en": TOKEN}}]),
        Statement("extra", {TOKEN: TOKEN}),
        Statement("notes", {"en": TOKEN}),
        Statement("parent", secret["id"]),
        Statement("parent", base + TOKEN, chosen=False),
        Statement("", None, document["id"], TOKEN),
    ]
    about_source = [
        Statement("holder", secret["id"], chosen=False),
        Statement("topics", source["topics"]),
        Statement("topics", [{"title": {"en": "D"}, "service": secret["id"]}], chosen=False),
        Statement("country", {"a": {"b": [secret["id"]]}}, chosen=False),
    ]
    return [
        (secret, []),
        (document, []),
        (topic | {"visibility": "internal"}, []),
        (opened, claims),
        (source, about_source),
    ]


def bytes_of(path: Path) -> bytes:
    """What a file holds, unpacked if it is a workbook."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"".join(name.encode() + archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("name", [one.name for one in FORMATS if one.writer])
def test_nothing_internal_is_in_any_public_file(small: Catalogue, tmp_path: Path, name: str):
    small.put_all(with_tokens_inside())
    chosen = [[one] for one in small.reader.counts()] if name == "csv" else [[]]
    found: dict[str, bytes] = dict.fromkeys(("internal", "public"), b"")
    for index, wanted in enumerate(chosen):
        for audience in ("internal", "public"):
            path = tmp_path / f"{audience}{index}.{name}"
            export(small.reader, path, chosen=wanted, audience=audience, format_name=name, evidence=True)
            found[audience] += bytes_of(path)
    assert TOKEN.encode() in found["internal"]
    assert TOKEN.encode() not in found["public"]
    assert b"agency/open" in found["public"]
    assert b"document/review-2022" in found["public"]


def test_partners_get_what_is_theirs_and_no_more(small: Catalogue, tmp_path: Path):
    small.put_all(with_tokens_inside())
    partner = exported(small, tmp_path / "a.jsonl", audience="partner")
    opened = partner["agency/open"]
    assert "contacts" in opened
    assert not {"extra", "field_visibility", "notes", "acronym", "parent"} & set(opened)
    assert {one["field"] for one in opened["evidence"]} == {"name", "contacts", ""}
    assert not any("reason" in one for one in opened["evidence"])
    assert "evidence" not in partner["source/open"]


@pytest.mark.parametrize("suffix", [".xlsx", ".json", ".jsonl", ".csv"])
@pytest.mark.parametrize("folder", ["none", "file", "x" * 300])
def test_a_place_that_cannot_be_written_to_is_an_error_of_ours(
    small: Catalogue, tmp_path: Path, suffix: str, folder: str
):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match="could not be written"):
        export(small.reader, tmp_path / folder / f"a{suffix}", chosen=["agency"])
