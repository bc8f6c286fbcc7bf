"""``--audience``: what commands show to others, and what they refuse."""

from __future__ import annotations

import json
import sqlite3

import click
import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import UsageError
from orodha.tui.cli import session
from orodha.tui.cli.app import orodha
from orodha.tui.cli.menu import COMMANDS

LAB = "source/ke-lab"
RECORDS = (
    {"id": "agency/ke-dis", "name": "Department of Immigration Services", "type": "department"},
    {"id": "area/ke", "name": "Kenya", "type": "country"},
    {"id": "source/ke-efns", "title": "Work permits", "contact": "desk@example.org", "holder": "agency/ke-dis"},
    {"id": LAB, "title": "Forensic laboratory", "visibility": "internal", "holder": "agency/ke-dis"},
)
SOURCE = {
    "type": "concept/source-kinds-register",
    "country": "area/ke",
    "topics": ["concept/topics-visas-permits"],
    "status": "live",
    "access": "concept/access-licensed",
    "personal_data": "identifiable",
}


@pytest.fixture
def hidden(tmp_path):
    """A catalogue in which one source is for the office alone, and who to ask about another one is for partners."""
    path = tmp_path / "hidden.db"
    with Catalogue.create(path) as catalogue:
        given = [(SOURCE if one["id"].startswith("source/") else {}) | one for one in RECORDS]
        catalogue.put_all(((one, None) for one in given), note="not for others")
    return path


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_list_leaves_out_what_the_audience_may_not_see(run, hidden, where):
    asked, named = ["list", "source", "--json"], ["--audience", "partner"]
    told = run(*([*named, *asked] if where == "before" else [*asked, *named]), db=hidden)
    assert "source/ke-efns" in told.stdout and LAB not in told.stdout
    assert LAB in run(*asked, db=hidden).stdout


def test_a_hidden_record_is_not_there(run, hidden):
    told = run("show", LAB, "--audience", "public", db=hidden)
    assert told.exit_code == 3
    assert "ke-lab" not in told.stderr.replace(f"There is no record '{LAB}'.", "")


def test_a_field_is_shown_to_whom_it_is_for(run, hidden):
    def contact(audience):
        return json.loads(run("show", "source/ke-efns", "--json", "--audience", audience, db=hidden).stdout).get(
            "contact"
        )

    assert [contact(one) for one in ("internal", "partner", "public")] == ["desk@example.org", "desk@example.org", None]


def test_the_narrower_of_two_audiences_counts(run, hidden):
    for first, second in (("partner", "public"), ("public", "partner"), ("public", "internal")):
        told = run("--audience", first, "show", "source/ke-efns", "--audience", second, db=hidden).stdout
        assert "desk@example.org" not in told
        told = run("--audience", first, "export", "-", "--format", "jsonl", "--audience", second, db=hidden).stdout
        assert LAB not in told and "desk@example.org" not in told


def test_an_export_for_an_audience_is_that_of_its_view(run, hidden):
    written = ["export", "-", "--format", "jsonl"]
    one = run(*written, "--audience", "public", db=hidden).stdout
    assert one == run("--audience", "public", *written, db=hidden).stdout
    assert one != run(*written, db=hidden).stdout


@pytest.mark.parametrize(
    "changing",
    [("edit", "source/ke-efns", "level=county"), ("undo",), ("delete", LAB, "--yes"), ("init",)],
)
def test_what_changes_the_catalogue_is_for_the_office(run, hidden, changing):
    before = hidden.read_bytes()
    told = run("--audience", "public", *changing, db=hidden)
    assert told.exit_code == 2
    assert "Leave --audience out" in told.stderr
    assert hidden.read_bytes() == before


def test_a_copy_for_an_audience_holds_nothing_else(run, hidden, tmp_path):
    told = run("--audience", "public", "backup", str(tmp_path / "public.db"), db=hidden)
    assert "what the public may see" in told.stderr
    said = (tmp_path / "public.db").read_bytes()
    assert b"ke-lab" not in said and b"not for others" not in said and b"desk@example.org" not in said
    assert run("show", "source/ke-efns", db=tmp_path / "public.db").exit_code == 0
    assert sqlite3.connect(tmp_path / "public.db").execute("SELECT count(*) FROM change").fetchone() == (0,)


def test_nobody_is_told_of_the_log(run, hidden):
    assert "not for others" in run("log", db=hidden).stdout
    assert "not for others" not in run("log", "--audience", "partner", db=hidden).stdout


def test_the_office_pays_nothing(run, hidden, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "orodha.catalogue.audience", None)
    assert run("list", "source", db=hidden).exit_code == 0
    assert run("list", "source", "--audience", "internal", db=hidden).exit_code == 0


def test_outside_of_a_command_the_office_asks():
    assert session.audience() == "internal"
    session.check_for_the_office("Nothing")
    with orodha.make_context("orodha", ["--audience", "public", "list"]), pytest.raises(UsageError):
        session.check_for_the_office("Nothing")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_an_audience_after_its_name_unless_it_changes_something(name):
    command = orodha.get_command(click.Context(orodha), name)
    taken = {option for one in command.params for option in one.opts}
    assert ("--audience" in taken) != ("--author" in taken)
