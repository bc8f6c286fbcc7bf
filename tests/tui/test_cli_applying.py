"""Commands that work changes out: all of them show and apply them in one way."""

from __future__ import annotations

import json

import pytest

CHANGES = (
    ("gaps", "plan", "indicator/ke-i-fund", "--title", "Accounts"),
    ("merge", "agency/igad", "agency/eac"),
    ("replace-contact", "Head of Statistics", "Director"),
    ("procedure", "endorse", "ke-sop-cbm", "drafted"),
    ("procedure", "review", "open", "ke-sop-data"),
)


@pytest.fixture
def headed(run, own):
    """The starter with a source of which a document names the contact."""
    claim = ("--evidence", "document=document/gcm-review-kenya-2022,place=4")
    contact = "contact=Head of Statistics"
    assert run("edit", "source/ke-efns", contact, *claim, db=own).exit_code == 0
    return own


@pytest.mark.parametrize("command", CHANGES)
def test_a_dry_run_shows_what_would_change_and_changes_nothing(run, headed, command: tuple[str, ...]):
    before = run("log", "--json", db=headed).stdout
    result = run(*command, "--dry-run", db=headed)
    assert result.exit_code == 0
    assert result.stdout.count("/") >= 1
    assert "Nothing was changed; it would be " in result.stderr
    assert run("log", "--json", db=headed).stdout == before


@pytest.mark.parametrize("command", CHANGES)
def test_note_and_author_come_into_the_log(run, headed, command: tuple[str, ...]):
    assert run(*command, "--note", "why", "--author", "Amina", db=headed).exit_code == 0
    newest = json.loads(run("log", "--json", db=headed).stdout)[0]
    assert (newest["note"], newest["author"]) == ("why", "Amina")


def test_what_a_document_says_is_not_chosen_any_more_where_something_else_is_put(run, headed):
    result = run("replace-contact", "Head of Statistics", "Director", db=headed)
    assert result.exit_code == 0
    told = json.loads(run("evidence", "source/ke-efns", "--json", db=headed).stdout)
    about = [(one["value"], one["chosen"]) for one in told if one["field"] == "contact"]
    assert about == [("Head of Statistics", False), ("Director", True)]
