from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path

import openpyxl
import pytest
from national_terms import CORE, RECORDS
from orodha.catalogue import Catalogue

KENYA, UGANDA, ETHIOPIA = "concept/ke-immigrant", "concept/ug-immigrant", "concept/et-immigrant"
TERM = "concept/core-immigrant"


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("terms") / "terms.db"
    with Catalogue.create(path) as catalogue:
        catalogue.put_all((record, None) for record in RECORDS)
    return path


@pytest.fixture
def compare(run, terms):
    def call(*arguments):
        return run("compare", *arguments, db=terms)

    return call


@pytest.fixture
def narrow(screen, monkeypatch):
    monkeypatch.setattr("orodha.tui.cli.comparing.screen_width", lambda: 80)
    monkeypatch.setenv("NO_COLOR", "1")


def test_compare_shows_the_table_the_verdict_and_why(compare):
    lines = compare(KENYA, UGANDA).stdout.splitlines()
    assert lines[:2] == [f"Kenya: Immigrant ({KENYA})", f"Uganda: Immigrant ({UGANDA})"]
    assert ["FACET", "KENYA", "UGANDA"] in [line.split() for line in lines]
    assert "  Convertible: Kenya's definition is narrower than Uganda's, which includes it." in lines
    assert "  Kenya counts a person after 12 months, Uganda after 6 months: Kenya's is narrower." in lines
    assert "18 facets more: not known of any." in lines


def test_why_tells_the_facets_that_did_not_decide_too(compare):
    sentence = "Kenya goes by usual residence, and so does Uganda."
    assert sentence not in compare(KENYA, UGANDA).stdout
    assert sentence in compare(KENYA, UGANDA, "--why").stdout


def test_names_are_understood_as_elsewhere(compare):
    assert compare("ke-immigrant", "ug-immigrant").stdout == compare(KENYA, UGANDA).stdout


def test_of_three_concepts_each_is_compared_with_each(compare):
    text = compare(KENYA, UGANDA, ETHIOPIA).stdout
    assert "Kenya and Uganda\n" in text and "Kenya and Ethiopia\n" in text
    uganda = next(line for line in text.splitlines() if line.startswith("Uganda  "))
    assert re.split(" {2,}", uganda) == ["Uganda", "⊃ convertible", "∅ not comparable"]


def test_json_has_its_stable_shape(compare):
    answer = json.loads(compare(KENYA, UGANDA, "--json").stdout)
    (one,) = answer["comparisons"]
    assert (one["left"], one["right"], one["predicate"]) == (KENYA, UGANDA, "skos:broadMatch")
    assert set(one) == {
        *("left", "right", "verdict", "provisional", "predicate", "deciding", "missing", "unsettled", "facets", "why"),
    }
    assert answer["concepts"][0]["name"] == "Kenya"


def test_csv_has_relations_in_a_column_of_their_own(compare):
    rows = list(csv.DictReader(io.StringIO(compare(KENYA, UGANDA, "--csv").stdout)))
    relations = {row["facet"]: row[f"{UGANDA} relation"] for row in rows}
    assert relations["min_duration"] == "wider"
    assert relations["verdict"] == "convertible" and relations["predicate"] == "skos:broadMatch"


def test_a_grid_shows_every_country_its_mapping_and_the_gaps(compare):
    text = compare("--grid", TERM).stdout
    uganda = next(line for line in text.splitlines() if line.startswith("Uganda"))
    assert uganda.split() == ["Uganda", "convertible", "narrowMatch", "narrowMatch", "proposed"]
    assert "  concept/ug-immigrant: shortest stay" in text
    assert "≠ closeMatch" in text and "Somalia   no such concept" in text


def test_a_grid_tells_why(compare):
    assert "Uganda counts a person after 6 months, the shared term after 12" in compare("--grid", TERM, "--why").stdout


def test_a_grid_has_json_and_csv(compare):
    answer = json.loads(compare("--grid", TERM, "--json").stdout)
    assert set(answer) == {"term", "rows", "gaps"}
    assert {row["mapping"]["status"] for row in answer["rows"]} == {"accepted", "proposed", "rejected", "not mapped"}
    assert compare("--grid", TERM, "--csv").stdout.startswith("whose,verdict,")


def test_the_csv_of_a_grid_has_plain_values_in_columns_of_their_own(compare):
    rows = list(csv.DictReader(io.StringIO(compare("--grid", TERM, "--csv").stdout)))
    rows_by_id = {row["concept"]: row for row in rows}
    told = rows_by_id["concept/un-long"]
    assert (told["verdict"], told["provisional"]) == ("comparable", "no")
    assert (told["facets say"], told["mapping says"]) == ("skos:exactMatch", "skos:closeMatch")
    assert told["contradicts"] == "yes" and rows_by_id["concept/rw-immigrant"]["contradicts"] == "no"
    assert not any(sign in cell for row in rows for cell in row.values() for sign in "≠*")


@pytest.mark.parametrize("arguments", [(KENYA, UGANDA), ("--grid", TERM)])
def test_why_counts_for_json(compare, arguments):
    def told(*more):
        answer = json.loads(compare(*arguments, "--json", *more).stdout)
        return sum(len(one["why"]) for one in answer.get("comparisons", answer.get("rows")))

    assert told("--why") > told()


def test_a_grid_is_of_one_term(compare):
    result = compare("--grid", TERM, KENYA)
    assert result.exit_code == 2 and "one shared term" in result.stderr


@pytest.mark.parametrize("arguments", [(KENYA, UGANDA), (KENYA, UGANDA, ETHIOPIA, "concept/un-long"), ("--grid", TERM)])
def test_everything_fits_80_columns(compare, narrow, arguments):
    assert max(map(len, compare(*arguments, "--why").stdout.splitlines())) <= 80


def test_more_concepts_than_fit_stand_in_several_tables_beside_the_first(compare, narrow):
    text = compare(KENYA, UGANDA, ETHIOPIA, "concept/un-long").stdout
    heads = [line.split() for line in text.splitlines() if line.startswith("FACET")]
    assert heads == [["FACET", "KENYA", "UGANDA", "ETHIOPIA"], ["FACET", "KENYA", "UN"]]


def test_where_verdicts_have_no_room_in_words_they_stand_as_signs_with_numbers(run, kenya, narrow):
    whose = ("ke", "ug", "et", "rw", "tz", "sd", "ss", "so", "igad", "comesa", "eac", "eu862")
    result = run("compare", *(f"concept/{one}-immigrant" for one in whose), db=kenya)
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= 80 and result.stderr == ""
    assert [str(number) for number in range(1, 13)] in [line.split() for line in lines]
    kenyan = next(line.split() for line in lines if line.startswith("1 Kenya  "))
    assert kenyan[2:4] == ["=*", "∩"]
    assert {"9 Migration terms of IGAD", "11 Migration terms of the EAC"} <= {
        re.split(" {2,}", one)[0] for one in lines
    }


def test_long_names_that_are_cut_in_headings_are_told_apart_by_numbers(run, kenya, narrow):
    bodies = ("igad", "comesa", "eac")
    lines = run("compare", KENYA, *(f"concept/{one}-immigrant" for one in bodies), db=kenya).stdout.splitlines()
    assert lines[:2] == [
        f"1 Kenya: Immigrant ({KENYA})",
        "2 Migration terms of IGAD: Immigrant (concept/igad-immigrant)",
    ]
    heads = [re.findall(r"\d+ [A-Z]+", line) for line in lines if line.startswith("FACET")]
    assert heads == [["1 KENYA", "2 MIGRATION", "3 MIGRATION"], ["1 KENYA", "4 MIGRATION"]]


def test_every_sign_of_many_verdicts_is_shown(run, kenya, narrow):
    known = run("list", "concept", "--where", "scheme=ke", "--csv", db=kenya).stdout.splitlines()[1:]
    names = [line.partition(",")[0] for line in known]
    lines = run("compare", *names, db=kenya).stdout.splitlines()
    heads = [line.split() for line in lines if line.strip() and line.replace(" ", "").isdigit()]
    assert [int(number) for head in heads for number in head] == list(range(1, len(names) + 1))


def test_a_text_file_is_what_the_screen_shows(compare, tmp_path):
    path = tmp_path / "immigrant.txt"
    compare(KENYA, UGANDA, ETHIOPIA, "-o", str(path))
    assert path.read_text(encoding="utf-8") == compare(KENYA, UGANDA, ETHIOPIA).stdout


def test_a_text_file_has_no_colours_of_the_screen(compare, screen, tmp_path, monkeypatch):
    monkeypatch.setattr("orodha.tui.cli.output.at_terminal", lambda: sys.stdout.isatty())
    path = tmp_path / "immigrant.txt"
    compare(KENYA, UGANDA, "-o", str(path))
    assert "\x1b" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", ["html", "xlsx"])
def test_a_folder_that_is_not_there_is_told_with_advice(compare, tmp_path, suffix):
    result = compare(KENYA, UGANDA, "-o", str(tmp_path / "nowhere" / f"x.{suffix}"))
    assert result.exit_code == 2
    assert "Choose a folder that is there" in result.stderr


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("scheme/ug", "orodha list concept --where scheme=ug"),
        ("scheme/ug", "scheme/ug is no concept but of the kind 'scheme'."),
        ("area/ug", "area/ug is no concept but of the kind 'area'."),
    ],
)
def test_a_record_of_another_kind_is_named(compare, name, told):
    result = compare(KENYA, name)
    assert result.exit_code == 2 and told in result.stderr


def test_words_from_right_to_left_are_isolated_in_sentences_at_a_terminal(run, tmp_path, narrow):
    path = tmp_path / "arabic.db"
    with Catalogue.create(path) as catalogue:
        catalogue.put_all((record, None) for record in RECORDS)
        catalogue.put_all([({"id": "area/sd", "name": {"ar": "السودان"}, "type": "country", "iso3166": "SD"}, None)])
        catalogue.put_all([({"id": "scheme/sd", "title": "Terms", "role": "glossary", "country": "area/sd"}, None)])
        label = {"ar": "مهاجر"}
        catalogue.put_all([({"id": "concept/sd-a", "label": label, "scheme": "scheme/sd", "facets": CORE}, None)])
    lines = run("compare", "concept/sd-a", KENYA, db=path).stdout.splitlines()
    assert lines[0] == "\u2068السودان\u2069: \u2068مهاجر\u2069 (concept/sd-a)"
    assert "  Comparable: \u2068السودان\u2069 and Kenya say the same." in lines
    page = run("compare", "concept/sd-a", KENYA, "-o", str(tmp_path / "a.html"), db=path)
    assert page.exit_code == 0
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "<li><bdi>السودان</bdi>: <bdi>مهاجر</bdi> (concept/sd-a)</li>" in text
    assert '<th dir="auto">السودان</th>' in text


@pytest.mark.parametrize("arguments", [(KENYA, UGANDA, ETHIOPIA), ("--grid", TERM)])
@pytest.mark.parametrize("suffix", ["html", "json", "csv", "xlsx", "txt"])
def test_the_format_of_a_file_is_that_of_its_name(compare, tmp_path, arguments, suffix):
    path = tmp_path / f"immigrant.{suffix}"
    result = compare(*arguments, "-o", str(path))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"Wrote {path}.\n")
    if suffix == "xlsx":
        sheet = openpyxl.load_workbook(path).active
        assert "Uganda" in [str(cell.value) for row in sheet.iter_rows() for cell in row]
    else:
        assert "Uganda" in path.read_text(encoding="utf-8") or "ug-immigrant" in path.read_text(encoding="utf-8")


def test_a_file_that_is_there_is_replaced_only_with_force(compare, tmp_path):
    path = tmp_path / "immigrant.html"
    path.write_text("mine")
    assert compare(KENYA, UGANDA, "-o", str(path)).exit_code == 2
    assert path.read_text() == "mine"
    assert compare(KENYA, UGANDA, "-o", str(path), "--force").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((KENYA,), "One concept alone cannot be compared."),
        ((KENYA, KENYA), "cannot be compared with itself"),
        ((KENYA, "concept/nobody"), "There is no concept"),
        ((KENYA, UGANDA, "-o", "immigrant.pdf"), "'pdf' is no format of a comparison."),
    ],
)
def test_what_cannot_be_compared_is_told(compare, arguments, told):
    result = compare(*arguments)
    assert result.exit_code in (2, 3)
    assert told in result.stderr
