"""``orodha gaps`` and ``orodha gaps plan`` at the command line."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest

ON = ("--on", "2026-11-22")


@pytest.fixture
def narrow(screen, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")


def test_the_summary_names_remittances_and_who_says_so(run):
    told = run("gaps", *ON).stdout
    assert "7 of 8 statistical sources without disaggregation: Diaspora Remittance Survey" in told
    assert "Documents say of these: Data on remittances need more breakdowns. (GCM review 2022, section 6)" in told


def test_the_summary_names_data_not_collected_for_statistics(run):
    assert "23 of 31 data sources not collected for statistics: " in run("gaps", *ON).stdout


def test_of_many_challenges_the_first_are_told_and_the_rest_counted(run, own):
    for number in range(5):
        fields = (f"text=Few people {number}", "type=challenge", "gap=capacity")
        assert run("add", "action", *fields, db=own).exit_code == 0
    told = run("gaps", *ON, "--kind", "capacity", "--rule", "stated", db=own).stdout
    assert told.count("Documents say: ") == 3
    assert "Documents say: Few people 0\n" in told
    assert "  Documents tell of 3 more.\n" in told


def test_kinds_that_only_documents_tell_of_are_there(run):
    told = run("gaps", *ON, "--kind", "financial, capacity").stdout
    assert told.startswith("FINANCIAL\n  Documents say: Too little money. (GCM review 2022, section 6)\n")
    assert "Documents say: Too few staff." in told


@pytest.mark.parametrize("option", [(), ("--list",)])
def test_no_line_is_wider_than_the_screen(run, narrow, option):
    assert max(map(len, run("gaps", *ON, *option).stdout.splitlines())) <= 80


def test_the_list_has_each_gap_on_a_line_and_what_to_do_next(run):
    told = run("gaps", *ON, "--list", "--rule", "objective-without-data").stdout.splitlines()
    assert told[0] == "data: 3 of 23 objectives without data"
    assert told[1].startswith("  concept/gcm-17  Eliminate discrimination; reports only: ")
    assert told[-2:] == ["  next: orodha gaps plan ID --title TITLE", "3 gaps on 2026-11-22."]


def test_json_is_whole_whatever_is_folded(run):
    told = json.loads(run("gaps", *ON, "--json").stdout)
    assert len(told["gaps"]) > 200
    assert told["on"] == "2026-11-22"


def test_csv_has_a_row_a_gap(run):
    rows = list(csv.DictReader(StringIO(run("gaps", *ON, "--kind", "geographic", "--csv").stdout)))
    assert {row["kind"] for row in rows} == {"geographic"}
    assert rows[0]["next"].startswith("orodha gaps plan ")


@pytest.mark.parametrize(("agency", "country"), [("CBK", "ke"), ("CBK", "KE"), ("Central Bank of Kenya", "Kenya")])
def test_agencies_and_countries_are_named_as_people_do(run, agency: str, country: str):
    told = json.loads(run("gaps", *ON, "--agency", agency, "--country", country, "--json").stdout)
    assert (told["agency"]["id"], told["country"]["id"]) == ("agency/ke-cbk", "area/ke")
    named = json.loads(run("gaps", *ON, "--json").stdout)["gaps"]
    asked = [one for one in named if one["agency"] and one["agency"]["id"] == "agency/ke-cbk"]
    assert {one["subject"]["id"] for one in asked} <= {one["subject"]["id"] for one in told["gaps"]}


def test_gaps_are_not_listed_and_counted_at_once(run):
    result = run("gaps", *ON, "--by", "agency", "--list")
    assert result.exit_code == 2
    assert "Leave out --list or --by." in result.stderr


def test_sentences_in_a_file_are_as_wide_as_the_screen_said_to_be(run):
    told = run("gaps", *ON, COLUMNS="60").stdout.splitlines()
    assert max(map(len, told)) <= 60


def test_gaps_are_counted_by_agency(run):
    told = run("gaps", *ON, "--by", "agency").stdout.splitlines()
    assert told[0].split() == ["AGENCY", "DATA", "REPORTING", "FINANCIAL", "GEOGRAPHIC", "CAPACITY", "ALL"]
    assert told[-1].startswith("no agency named")


def test_nothing_missing_is_said(run):
    result = run("gaps", *ON, "--rule", "disaggregation-without-data")
    assert (result.exit_code, result.stdout) == (0, "0 gaps on 2026-11-22.\n")


def test_what_is_no_rule_or_kind_is_refused_with_near_ones(run):
    result = run("gaps", "--rule", "topic-without-date")
    assert result.exit_code == 2
    assert "topic-without-data" in result.stderr
    assert run("gaps", "--kind", "dater").exit_code == 2


def test_the_shell_offers_the_names_of_rules(run):
    told = run(_ORODHA_COMPLETE="bash_complete", COMP_WORDS="orodha gaps --rule topic", COMP_CWORD="3").stdout
    assert "topic-without-data" in told


def test_a_plan_prints_the_new_id_and_undo_takes_it_back(run, own):
    result = run("gaps", "plan", "concept/topics-climate", "--title", "Climate survey", "--holder", "KNBS", db=own)
    assert result.stdout == "source/ke-climate-survey\n"
    document = json.loads(run("show", "source/ke-climate-survey", "--json", db=own).stdout)
    assert (document["status"], document["holder"]) == ("planned", "agency/ke-knbs")
    assert run("undo", "2", "--yes", db=own).exit_code == 0
    assert run("show", "source/ke-climate-survey", db=own).exit_code == 3


def test_a_dry_run_shows_the_source_and_the_indicator_and_changes_nothing(run, own):
    result = run("gaps", "plan", "indicator/ke-i-fund", "--title", "Accounts", "--dry-run", db=own)
    assert "source/ke-accounts" in result.stdout
    assert "indicator/ke-i-fund" in result.stdout
    assert run("show", "source/ke-accounts", db=own).exit_code == 3


def test_a_type_is_named_in_a_word(run, own):
    plan = ("gaps", "plan", "area/ke-01", "--title", "Baringo register", "--type", "register", "--json")
    applied = json.loads(run(*plan, db=own).stdout)
    document = json.loads(run("show", applied["created"][0], "--json", db=own).stdout)
    assert document["type"] == "concept/source-kinds-register"


def test_the_title_of_a_table_of_gaps_says_for_which_day_it_holds(run):
    told = json.loads(run("gaps", "--by", "country", "--on", "2026-11-22", "--json").stdout)
    assert told["title"] == "Gaps by country, as they are on 2026-11-22"
    assert run("gaps", "--on", "2026-11-22", "-o", "-", "--csv").stdout.startswith("kind,rule")


@pytest.mark.parametrize("option", [(), ("--list",), ("--kind", "financial")])
def test_the_first_line_says_that_nobody_asked_in_a_country(run, option):
    first, *_ = run("gaps", *ON, "--country", "uganda", *option).stdout.splitlines()
    assert first.startswith("Nobody asked: no source of Uganda is recorded")
