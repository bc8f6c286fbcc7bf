"""The rules of a law: shown, written as a file, and kept by a catalogue."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CHECKED = 'checked_by_lawyer = true\nchecked_by = "A. Otieno"\nchecked_on = "2026-10"'


@pytest.fixture
def file(run, tmp_path) -> Path:
    """The rules of Kenya, as a file that says it was checked, with one more pattern."""
    path = tmp_path / "ke.toml"
    assert run("rules", "-o", str(path)).exit_code == 0
    text = path.read_text("utf-8").replace("checked_by_lawyer = false", CHECKED)
    path.write_text(text + "\n[[private]]\nkind = 'badge'\npattern = 'badge (?P<private>[0-9]{7})'\n", "utf-8")
    return path


def test_the_rules_in_use_are_a_table_with_their_sections(run):
    shown = json.loads(run("rules", "Kenya", "--json").stdout)
    (basis,) = [row for row in shown["rows"] if row["rule"] == "lawful basis"]
    assert basis["cites"] == "s. 30; reg. 5"
    assert basis["asked of"] == "identifiable, pseudonymised data, or not known"
    assert basis["met by"].startswith("one of consent, contract, ")
    assert shown["remarks"][0].endswith("not checked by a lawyer. They come with the software.")


def test_without_a_country_they_are_those_of_most_sources(run, own):
    assert run("rules").stdout == run("rules", "KE").stdout


def test_a_country_without_rules_is_told_how_to_begin(run):
    result = run("rules", "Uganda")
    assert result.exit_code == 3
    assert "no rules for area/ug" in result.stderr and "orodha rules Kenya -o rules.toml" in result.stderr


def test_the_file_is_not_replaced_unless_asked(run, tmp_path):
    path = tmp_path / "ke.toml"
    path.write_text("mine")
    assert run("rules", "KE", "-o", str(path)).exit_code != 0
    assert path.read_text() == "mine"


def test_a_catalogue_goes_by_the_rules_that_it_keeps_until_they_are_dropped(run, own, file):
    asked = ("may-share", "MUSANED", "--with", "IGAD")
    assert "not checked by a" in run(*asked, db=own).stdout
    said = run("rules", "set", str(file), db=own).stderr
    assert "rules of 2026-11, checked by a lawyer (A. Otieno, 2026-10)" in said and "undo does not take it back" in said
    assert "not checked" not in run(*asked, db=own).stdout
    assert "not checked" not in run("--audience", "partner", *asked, db=own).stdout
    assert "Kept in the catalogue." in " ".join(run("rules", db=own).stdout.split())
    assert "gone" in run("rules", "set", "--drop", "Kenya", db=own).stderr
    assert "not checked by a" in run(*asked, db=own).stdout
    assert "no rules of a file were kept" in run("rules", "set", "--drop", "Kenya", db=own).stderr


def test_patterns_of_kept_rules_are_looked_for(run, own, file):
    run("edit", "source/ke-efns", "description=Officer with badge 1234567", db=own)
    assert run("check", "--rule", "private-in-text", db=own).exit_code == 0
    run("rules", "set", str(file), db=own)
    result = run("check", "--rule", "private-in-text", db=own)
    assert (result.exit_code, "looks like a badge: 1•••••7" in result.stdout) == (1, True)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('test = "transfer"', 'test = "transfers"', "no test 'transfers'"),
        ("area/ke", "area/zzz", "not in the catalogue"),
    ],
)
def test_a_file_that_is_wrong_changes_nothing(run, own, file, old, new, said):
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    result = run("rules", "set", str(file), db=own)
    assert result.exit_code != 0 and said in result.stderr
    assert "come with the software" in run("rules", db=own).stdout


def test_one_thing_at_a_time(run, own, file):
    assert run("rules", "set", db=own).exit_code == 2
    assert run("rules", "set", str(file), "--drop", "KE", db=own).exit_code == 2
    assert run("--audience", "public", "rules", "set", str(file), db=own).exit_code == 2


@pytest.fixture
def empty(run, tmp_path) -> Path:
    path = tmp_path / "empty.db"
    assert run("init", str(path), "--starter", "empty").exit_code == 0
    return path


def test_the_rules_of_a_country_that_the_catalogue_lacks_are_named_by_its_code(run, empty):
    assert "lawful basis" in run("rules", "KE", db=empty).stdout
    result = run("rules", "Kenya", db=empty)
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.endswith("is named by its code: orodha rules ke\n")
    assert "Name the country: orodha rules ke" in run("rules", db=empty).stderr
