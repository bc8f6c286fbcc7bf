"""``orodha may-share``: doing what it says would change the answer changes it."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest

WITH_IGAD = ("--with", "IGAD", "--purpose", "statistics", "--on", "2026-11-22", "--json")
WRITTEN = {
    "effective": "2026-01",
    "title": "Exchange of data",
    "document": "document/letter",
    "place": "page 1",
    "legal_basis": "ke-dpa-2019",
    "lawful_bases": "consent",
    "impact_assessment.date": "2026-10",
    "impact_assessment.document": "document/letter",
    "sensitive": "health",
    "children": "no",
    "security_use": "no",
    "access": "licensed",
    "holder": "ke-dis",
    "parties": "ke-dis",
}
"""What a person would write in place of "…"."""


def filled(word: str) -> str:
    """Return a word of a command, "…" in it replaced by what a person would write."""
    for name, value in WRITTEN.items():
        for operator in ("+=", "="):
            word = word.replace(
                f"{name}{operator}{'law/' if name == 'legal_basis' else ''}…", f"{name}{operator}{value}"
            )
    return word


def commands(fix: str) -> list[list[str]]:
    """Return the commands of a fix that a person can give at once; none of those for a lawyer."""
    _told, found, rest = fix.partition(": orodha ")
    if not found or "lawyer" in fix:
        return []
    return [[filled(word) for word in shlex.split(one.removeprefix("orodha "))] for one in rest.split("; ")]


def ask(run: Any, db: Any, source: str) -> dict[str, Any]:
    return json.loads(run("may-share", source, *WITH_IGAD, db=db).stdout)


def follow(run: Any, db: Any, source: str) -> dict[str, Any]:
    """Do all that the answer says, again while that changes it, and return the answer then."""
    assert run("add", "document", "title=Letter", "id=document/letter", db=db).exit_code == 0
    answer = ask(run, db, source)
    for _round in range(4):
        before = answer
        for change in answer["changes"]:
            for command in commands(change["fix"]):
                done = run(*command, db=db)
                assert done.exit_code == 0, (change, command, done.stderr)
        answer = ask(run, db, source)
        if answer["changes"] == before["changes"]:
            break
    return answer


@pytest.mark.parametrize("source", ["source/ke-musaned", "source/ke-cpims", "source/ke-household-surveys"])
def test_doing_what_would_change_the_answer_leaves_only_what_a_lawyer_has_to_do(run, own, source):
    answer = follow(run, own, source)
    assert [one["rule"] for one in answer["changes"]] in ([], ["kept at home"])
    assert (answer["verdict"] == "yes") is not answer["changes"]


def test_with_rules_that_a_lawyer_checked_it_is_yes(run, own, tmp_path):
    follow(run, own, "source/ke-musaned")
    mine = tmp_path / "mine.toml"
    assert run("rules", "area/ke", "-o", str(mine), db=own).exit_code == 0
    checked = 'checked_by_lawyer = true\nchecked_by = "A. Otieno"\nchecked_on = "2026-10"'
    mine.write_text(mine.read_text("utf-8").replace("checked_by_lawyer = false", checked), "utf-8")
    assert run("rules", "set", str(mine), db=own).exit_code == 0
    answer = ask(run, own, "source/ke-musaned")
    assert answer["verdict"] == "yes"
    assert any(one.startswith("holder: ") and "Letter" in one for one in answer["rests_on"])


def test_evidence_for_a_value_that_stands_settles_what_documents_disagree_about(run, own):
    run("add", "document", "title=Letter", "id=document/letter", db=own)
    letter = "document=document/letter,place=page 1,certainty=stated"
    done = run("edit", "source/ke-musaned", "holder=agency/ksa-mol", "--evidence", letter, db=own)
    assert "Chosen by this evidence: holder" in done.stderr
    told = next(one for one in ask(run, own, "source/ke-musaned")["reasons"] if one["rule"] == "holder")
    assert "disagree" not in told["text"]


def test_a_value_changed_without_a_document_settles_nothing(run, own):
    run("edit", "source/ke-musaned", "holder=agency/ke-nea", db=own)
    told = next(one for one in ask(run, own, "source/ke-musaned")["reasons"] if one["rule"] == "holder")
    assert "disagree" in told["text"]


def test_the_path_names_each_record_and_what_it_is_to_the_others(run):
    told = " ".join(run("may-share", "MUSANED", "--with", "IGAD").stdout.split())
    assert "→ held by Ministry of Labour of the Kingdom of Saudi Arabia agency/ksa-mol" in told
    assert "→ or held by National Employment Authority agency/ke-nea" in told
    assert "→ covered by Bilateral labour agreement" in told


def test_yes_says_on_what_it_rests(run):
    told = " ".join(run("may-share", "source/ke-remittance-flows", "--with", "IGAD").stdout.split())
    assert "What it rests on" in told
    assert "access: open (stated in " in told


def test_a_day_that_no_calendar_has_is_refused_as_everywhere(run):
    result = run("may-share", "MUSANED", "--with", "IGAD", "--on", "2026-02-30")
    assert result.exit_code == 2
    assert "is no date" in result.stderr


def test_a_country_is_no_agency_and_the_error_says_which_agencies_it_has(run):
    result = run("may-share", "MUSANED", "--with", "Uganda")
    assert "area/ug" in result.stderr
    assert "orodha list agency --where country=area/ug" in " ".join(result.stderr.split())
