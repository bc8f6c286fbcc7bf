"""What was decided before an import, or is stated with evidence, and the file says otherwise."""

from __future__ import annotations

from pathlib import Path

import specimens
from orodha.catalogue import Catalogue, Statement, checks
from orodha.catalogue.importing import plan
from planned import planned


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
