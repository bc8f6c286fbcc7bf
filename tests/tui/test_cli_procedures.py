from __future__ import annotations

import json

import pytest
from orodha.catalogue.names import GENERATED
from orodha.catalogue.reader import Reader


def test_raci_shows_roles_and_what_is_missing_below(run):
    lines = run("raci", "ke-sop-data").stdout.splitlines()
    assert any(line.split() == ["3", "validate", "·", "RA", "·", "·", "·", "·"] for line in lines)
    assert "Found: nobody is named as responsible for 12 share." in lines
    assert any(line.startswith("9 train  ") and "Twenty technical officers" in line for line in lines)


def test_raci_as_json_has_rows_and_remarks(run):
    told = json.loads(run("raci", "ke-sop-data", "--json").stdout)
    assert told["rows"][2]["MDAs"] == "RA"
    assert any("31 of 31 sources with data" in line for line in told["remarks"])


def test_raci_of_a_procedure_that_is_not_there_offers_near_ones(run):
    result = run("raci", "ke-sop-dta")
    assert result.exit_code != 0
    assert "ke-sop-data" in result.stderr


def test_changes_of_a_procedure_are_shown_step_by_step(run, own):
    assert run("edit", "procedure/ke-sop-data", "version=2", db=own).exit_code == 0
    row = run("procedure", "changes", "ke-sop-data", "--csv", db=own).stdout.splitlines()[1]
    assert row == "procedure,version,–,2"


def test_a_review_is_opened_and_closed_each_in_a_batch_that_undo_takes_back(run, own):
    def review(*arguments: str) -> int:
        return run("procedure", "review", *arguments, db=own).exit_code

    assert review("open", "ke-sop-data", "--on", "2026-02-02") == 0
    assert review("close", "ke-sop-data", "--on", "2026-03-13") == 0
    assert "2026-03-13" in run("show", "procedure/ke-sop-data", db=own).stdout
    assert run("undo", db=own).exit_code == 0
    assert review("close", "ke-sop-data", "--on", "2026-03-20") == 0


def test_a_review_on_no_date_is_refused(run, own):
    result = run("procedure", "review", "open", "ke-sop-data", "--on", "yesterday", db=own)
    assert result.exit_code != 0
    assert "yesterday" in result.stderr


def test_an_endorsement_raises_the_level_in_one_batch_that_undo_takes_back(run, own):
    arguments = ("procedure", "endorse", "ke-sop-data", "official", "--by", "agency/ke-ncm", "--on", "2026-11-20")
    assert run(*arguments, db=own).exit_code == 0
    shown = json.loads(run("show", "procedure/ke-sop-data", "--json", db=own).stdout)
    assert shown["endorsement"] == "official"
    assert shown["endorsements"][-1] == {"level": "official", "date": "2026-11-20", "by": "agency/ke-ncm"}
    assert run("undo", db=own).exit_code == 0
    assert json.loads(run("show", "procedure/ke-sop-data", "--json", db=own).stdout)["endorsement"] == "technical"


def test_the_document_of_an_endorsement_becomes_evidence(run, own):
    document = "document/mieux-case-study-kenya"
    arguments = ("procedure", "endorse", "ke-sop-cbm", "technical", "--by", "ke-bms", "--document", document)
    assert run(*arguments, "--on", "unknown", db=own).exit_code == 0
    told = json.loads(run("evidence", "procedure/ke-sop-cbm", "--json", db=own).stdout)
    chosen = [one for one in told if one["field"] == "endorsement" and one["chosen"]]
    assert [(one["document"], one["value"]) for one in chosen] == [(document, "technical")]


def test_a_dry_run_shows_what_would_change_and_changes_nothing(run, own):
    endorsing = ("procedure", "endorse", "ke-sop-data", "official", "--by", "ke-ncm", "--dry-run")
    for arguments in (endorsing, ("procedure", "review", "open", "ke-sop-data", "--dry-run")):
        assert "    + " in run(*arguments, db=own).stdout
    shown = json.loads(run("show", "procedure/ke-sop-data", "--json", db=own).stdout)
    assert shown["endorsement"] == "technical"
    assert "reviews" not in shown


def test_an_endorsement_by_nobody_or_of_no_procedure_is_refused(run, own):
    assert run("procedure", "endorse", "ke-sop-data", "official", db=own).exit_code == 2
    assert run("procedure", "endorse", "ke-sop-dta", "official", "--by", "ke-ncm", db=own).exit_code == 3


@pytest.mark.parametrize(
    "line",
    [
        "review open ke-sop-data --on 2026-02 --by ke-ncm",
        "review close ke-sop-data --opened 2026-02 --on 2026-03 --outcome revised --version 2",
        "endorse ke-sop-data official --by ke-ncm --on unknown --document mieux-case-study-kenya",
        "endorse ke-sop-cbm drafted",
    ],
)
def test_undo_gives_back_a_procedure_and_its_evidence(run, own, line):
    def kept() -> list[str]:
        with Reader.open(own) as reader:
            documents = [*reader.documents()]
            told = [(one["id"], reader.statements(one["id"])) for one in documents]
        return [str({name: value for name, value in one.items() if name not in GENERATED}) for one in documents] + [
            str(told)
        ]

    before = kept()
    if line == "endorse ke-sop-cbm drafted":
        assert run("edit", "procedure/ke-sop-cbm", "endorsement=", db=own).exit_code == 0
        before = kept()
    result = run("procedure", *line.split(), db=own)
    assert result.exit_code == 0, result.stderr
    assert kept() != before
    assert run("undo", db=own).exit_code == 0
    assert kept() == before
