"""``orodha may-share``."""

from __future__ import annotations

import json

ASKED = ("may-share", "MUSANED", "--with", "IGAD", "--purpose", "statistics", "--on", "2026-11-22")


def test_it_says_not_yet_why_and_what_would_change_it(run):
    told = run(*ASKED).stdout
    assert told.startswith("Not yet: MUSANED")
    assert "For legal review." in " ".join(told.split())
    assert "agreement/ke-bla-ksa-2017" in told
    assert "What would change the answer" in told
    assert "not checked by a lawyer" in " ".join(told.split())


def test_a_yes_says_at_once_what_no_document_states(run):
    asked = ("may-share", "source/ke-remittance-flows", "--with", "IGAD", "--on", "2026-11-22")
    told = " ".join(run(*asked).stdout.split())
    assert told.startswith("Yes, as far as recorded: Diaspora remittance inflows with ")
    assert "No document states its holder and personal data. For legal review." in told
    assert json.loads(run(*asked, "--json").stdout)["unstated"] == ["holder", "personal data"]


def test_nothing_is_ever_called_compliant(run):
    for source in ("MUSANED", "source/ke-remittance-flows"):
        for form in ((), ("--json",)):
            assert "complian" not in run("may-share", source, "--with", "IGAD", *form).stdout.casefold()


def test_json_has_the_verdict_the_reasons_and_the_changes(run):
    told = json.loads(run(*ASKED, "--json").stdout)
    assert told["verdict"] == "not yet"
    assert told["checked_by_lawyer"] is False
    assert {one["state"] for one in told["reasons"]} <= {"met", "missing", "forbidden", "not asked"}
    assert {one["rule"] for one in told["changes"]} >= {"agreement", "transfer"}


def test_lines_fit_the_screen(run, screen, monkeypatch):
    monkeypatch.setattr("orodha.tui.cli.sharing.prose_width", lambda: 80)
    assert max(map(len, run(*ASKED).stdout.splitlines())) <= 80


def test_who_is_not_in_the_catalogue_is_an_error_with_advice(run):
    result = run("may-share", "MUSANED", "--with", "Nobody at all")
    assert result.exit_code != 0
    assert "Nobody at all" in result.stderr
