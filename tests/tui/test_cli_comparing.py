from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from national_terms import RECORDS
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
        *("left", "right", "verdict", "provisional", "predicate", "deciding", "missing", "facets", "why"),
    }
    assert answer["concepts"][0]["name"] == "Kenya"


def test_csv_has_relations_in_a_column_of_their_own(compare):
    rows = list(csv.DictReader(io.StringIO(compare(KENYA, UGANDA, "--csv").stdout)))
    shortest = next(row for row in rows if row["facet"] == "min_duration")
    assert shortest[f"{UGANDA} relation"] == "wider"


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
