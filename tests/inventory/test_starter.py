"""The starter catalogue of Kenya: whole, sound, and evidenced."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from orodha.catalogue import checks
from orodha.catalogue.errors import NotFound, UsageError
from orodha.catalogue.reader import Reader
from orodha.inventory import create
from orodha.inventory.starter import records
from samples import SHARED

SEED = SHARED / "seed"


ONE_PARTY = {
    "agreement/au-stat-chart",
    "agreement/ke-bla-four",
    "agreement/ke-bla-negotiations",
    "agreement/ke-cotu-gcc",
    "agreement/ke-inter-ministerial",
    "agreement/ke-legal-framework-precondition",
    "agreement/ke-regional-commitments",
}
"""The documents name no other; who the other is cannot be read from them."""


ON_PERSONS = {
    "foreign-held-no-transfer",
    "legal-basis-draft",
    "personal-no-lawful-basis",
    "sensitive-no-assessment",
}
"""No document tells a lawful basis, an assessment or a transfer; which sources: ``test_checks_protection``."""


def test_rules_find_what_the_documents_leave_open_and_nothing_else(kenya: Reader):
    found = [one for one in checks.run(kenya) if one.level != "info"]
    assert {one.id for one in found if one.rule == "agreement-one-party"} == ONE_PARTY
    assert {one.rule for one in found} - {"agreement-one-party"} == ON_PERSONS


def test_it_holds_what_the_documents_name(kenya: Reader):
    counts = kenya.counts()
    least = {"agency": 83, "source": 52, "agreement": 18, "law": 45, "action": 230 + 15, "procedure": 8, "variable": 52}
    assert {kind: n for kind, n in least.items() if counts[kind] < n} == {}
    assert kenya.count("area", ["type=border point"]) == 8
    assert kenya.count("concept", ["scheme=scheme/ke"]) >= 50
    assert kenya.count("concept", ["scheme=scheme/gcm"]) == 23
    assert kenya.count("area", ["type=country"]) == 249


def test_every_record_of_the_inventory_has_evidence(kenya: Reader):
    without = kenya.database.rows(
        "SELECT id FROM record WHERE id NOT LIKE 'area/__' AND kind IN"
        " ('agency', 'source', 'agreement', 'law', 'procedure', 'action', 'indicator', 'variable', 'document')"
        " AND NOT EXISTS (SELECT 1 FROM statement WHERE statement.record = record.key)"
    )
    assert without == []


def test_what_comes_from_outside_the_documents_cites_none(kenya: Reader):
    assert kenya.database.rows("SELECT 1 FROM statement WHERE certainty = 'stated' AND document = ''") == []
    (census,) = [one for one in kenya.statements("source/ke-kphc-2019") if one["field"] == "holder"]
    assert census["certainty"] == "outside"


def test_it_invents_no_lawful_basis_assessment_transfer_or_last_day(kenya: Reader):
    unsaid = ("lawful_bases", "impact_assessment", "transfers", "expires")
    records = kenya.documents(("source", "agreement"))
    assert [(one["id"], field) for one in records for field in unsaid if one.get(field)] == []


def test_musaned_is_kept_abroad_and_the_reading_says_that_it_is_one(kenya: Reader):
    assert kenya.get("source/ke-musaned")["hosted_in"] == "area/sa"
    (reading,) = [one for one in kenya.statements("source/ke-musaned") if one["field"] == "hosted_in"]
    assert reading["certainty"] == "inferred"


def test_stated_challenges_say_which_kind_of_gap_they_are(kenya: Reader):
    found = {one["gap"] for one in kenya.records("action") if "gap" in one}
    assert found == {"data", "reporting", "financial", "geographic", "capacity"}


def test_every_purpose_basis_and_mechanism_has_a_definition(kenya: Reader):
    for scheme, terms in (("lawful-bases", 8), ("transfer-mechanisms", 7), ("sharing-purposes", 8)):
        concepts = list(kenya.records("concept", [f"scheme=scheme/{scheme}"]))
        assert len(concepts) == terms
        assert [one["id"] for one in concepts if not one.get("definition")] == []


CONTRADICTIONS = 16


def test_contradictions_are_pairs_of_which_one_is_chosen_with_a_reason(kenya: Reader):
    disputed = kenya.database.rows(
        "SELECT record.id, field, count(DISTINCT value), count(DISTINCT CASE WHEN chosen THEN value END),"
        " sum(reason = '')"
        " FROM statement JOIN record ON key = record WHERE field <> '' GROUP BY record, field"
        " HAVING count(DISTINCT value) > 1"
    )
    assert len(disputed) >= CONTRADICTIONS
    assert [row for row in disputed if row[3] != 1 or row[4] == row[2]] == []


@pytest.mark.parametrize(
    ("record", "field", "values"),
    [
        ("source/ke-neaims", "acronym", {"NEAIMS", "NEAMIS"}),
        ("law/ke-refugees-act", "year", {"2020", "2021"}),
    ],
)
def test_a_known_contradiction_keeps_both_values(kenya: Reader, record: str, field: str, values: set[str]):
    found = {one["value"] for one in kenya.statements(record) if one["field"] == field}
    assert {str(value)[: len(next(iter(values)))] for value in found} >= values


def test_ids_are_unique_over_the_files():
    counts = Counter(document["id"] for document, _ in records("kenya"))
    assert [record for record, n in counts.items() if n > 1] == []


def test_the_starter_is_one_batch_that_can_be_undone(kenya_file: Path, tmp_path: Path):
    with create(tmp_path / "k.db") as catalogue:
        (starter,) = catalogue.reader.log()
        catalogue.undo(starter.id)
        assert catalogue.reader.counts() == {}


def test_the_starter_is_not_undone_unless_it_is_named(tmp_path: Path):
    with create(tmp_path / "k.db") as catalogue:
        catalogue.delete("source/ke-efns")
        catalogue.undo()
        with pytest.raises(NotFound, match="nothing to undo"):
            catalogue.undo()


def test_the_vocabulary_alone_has_no_inventory(tmp_path: Path):
    with create(tmp_path / "v.db", "vocabulary") as catalogue:
        assert set(catalogue.reader.counts()) == {"agency", "area", "concept", "mapping", "scheme"}
        assert catalogue.reader.count("agency", ["country=area/ke"]) == 0


def test_an_existing_file_is_never_overwritten(kenya_file: Path):
    with pytest.raises(UsageError, match="exists already"):
        create(kenya_file)


@pytest.mark.skipif(not SEED.is_dir(), reason="the source documents are not beside this checkout")
def test_no_sentence_of_the_documents_is_copied():
    words = {path.name: path.read_text(encoding="utf-8").split() for path in SEED.glob("00*.txt")}
    runs = {tuple(text[i : i + 12]) for text in words.values() for i in range(len(text) - 11)}
    official = "concept/gcm-"  # titles of the objectives are the Compact's own
    written = [document for document, _ in records("kenya") if not document["id"].startswith(official)]
    ours = json.dumps(written, ensure_ascii=False).split()
    assert [run for i in range(len(ours) - 11) if (run := tuple(ours[i : i + 12])) in runs] == []
