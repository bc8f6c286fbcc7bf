from __future__ import annotations

import csv
import io
import json

import pytest
from orodha.catalogue.kinds import kinds
from orodha.tui.cli.lookup import SHOWN


def test_find_lists_id_kind_and_label(run):
    result = run("find", "work", "permits")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split() == ["ID", "KIND", "LABEL"]
    assert "source/ke-permits" in result.stdout


def test_find_json_has_its_stable_shape(run):
    hits = json.loads(run("find", "permits", "--json").stdout)
    assert set(hits[0]) >= {"id", "iri", "kind", "label", "score"}
    assert hits == sorted(hits, key=lambda hit: -hit["score"])


def test_find_keeps_to_the_kinds_asked_for(run):
    hits = json.loads(run("find", "permits", "--kind", "source", "--kind", "variable", "--json").stdout)
    assert {hit["kind"] for hit in hits} == {"source", "variable"}


def test_find_without_a_hit_says_so_on_stderr_and_writes_an_empty_list(run):
    result = run("find", "xyzzyxyzzy", "--json")
    assert (result.exit_code, result.stdout) == (0, "[]\n")
    assert "Nothing found" in result.stderr


def test_find_in_an_unknown_kind_offers_near_ones(run):
    result = run("find", "permits", "--kind", "sorce")
    assert result.exit_code == 2
    assert "Did you mean source" in result.stderr


def test_list_without_a_kind_counts_every_kind(run):
    rows = json.loads(run("list", "--json").stdout)
    assert {row["kind"] for row in rows} == set(kinds())
    assert next(row["records"] for row in rows if row["kind"] == "source") > 50


def test_list_json_is_documents(run):
    documents = json.loads(run("list", "source", "--json").stdout)
    assert {"id", "iri", "kind", "title", "country"} <= set(documents[0])


def test_list_table_shows_labels_of_references(run):
    assert "Department of Immigration Services" in run("list", "source").stdout


def test_list_csv_has_ids_of_references_and_chosen_columns(run):
    table = list(csv.reader(io.StringIO(run("list", "source", "--csv", "--columns", "holder,topics").stdout)))
    assert table[0] == ["id", "holder", "topics"]
    assert "agency/ke-dis" in {row[1] for row in table}


def test_list_where_takes_every_condition(run):
    documents = json.loads(
        run("list", "source", "--where", "holder=ke-dis", "--where", "title~permit", "--json").stdout
    )
    assert {one["holder"] for one in documents} == {"agency/ke-dis"}


@pytest.mark.parametrize("arguments", [("--where", "holdr=x"), ("--columns", "holdr")])
def test_an_unknown_field_is_wrong_usage(run, arguments):
    result = run("list", "source", *arguments)
    assert result.exit_code == 2
    assert "Did you mean holder" in result.stderr


def test_list_says_when_there_is_none(run):
    result = run("list", "source", "--where", "title~xyzzy")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "There is no source of that sort." in result.stderr


def test_columns_shown_by_default_are_fields():
    for kind, fields in SHOWN.items():
        assert set(fields) <= set(kinds()[kind].by_name), kind


def test_links_go_both_ways(run):
    links = json.loads(run("links", "source/ke-efns", "--json").stdout)
    assert set(links[0]) == {"field", "id", "kind", "label", "incoming"}
    assert {link["incoming"] for link in links} == {True, False}
    text = run("links", "source/ke-efns").stdout
    assert "→" in text and "←" in text


def test_path_names_every_step(run):
    steps = json.loads(run("path", "source/ke-efns", "agency/ke-moi", "--json").stdout)
    assert [step["id"] for step in steps] == ["source/ke-efns", "agency/ke-dis", "agency/ke-moi"]
    assert "parent" in run("path", "EFNS", "ke-moi").stdout


def test_path_that_is_not_there_is_an_empty_list(run):
    result = run("path", "source/ke-efns", "scheme/gcm", "--longest", "1", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    assert "Nothing leads" in result.stderr


def test_an_unknown_record_is_not_found(run):
    result = run("links", "source/ke-efnss")
    assert result.exit_code == 3
    assert "Did you mean" in result.stderr


@pytest.mark.parametrize("command", ["show", "links", "evidence", "log"])
def test_every_command_finds_a_record_by_what_people_type(run, command):
    assert run(command, "EFNS", "--json").stdout == run(command, "source/ke-efns", "--json").stdout


def test_path_says_what_one_record_is_to_another(run):
    assert "is one of the terms of" in run("path", "Work permit", "DIS").stdout
    assert "is the holder of" in run("path", "DIS", "EFNS").stdout
