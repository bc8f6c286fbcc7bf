from __future__ import annotations

import csv
import io
import json

import pytest


def test_holds_json_has_its_stable_shape(run):
    answers = json.loads(run("holds", "work permits", "--json").stdout)
    assert {"agency", "source", "variable", "access", "agreement", "path", "score"} <= set(answers[0])
    assert answers[0]["agency"] == {"id": "agency/ke-dis", "label": "Department of Immigration Services"}
    assert all(isinstance(step, str) for answer in answers for step in answer["path"])


def test_holds_table_has_the_path_below_each_answer(run):
    lines = run("holds", "work", "permits").stdout.splitlines()
    assert lines[0].split()[:2] == ["AGENCY", "SOURCE"]
    assert lines[1].startswith("Department of Immigration Services")
    assert lines[2].startswith("  ") and "→ agency/ke-dis" in lines[2]


def test_holds_shows_gaps(run):
    assert "nobody known" in run("holds", "work permits").stdout
    answers = json.loads(run("holds", "climate", "--json").stdout)
    assert any(answer["agency"] is None for answer in answers)


def test_holds_csv_has_the_path(run):
    table = list(csv.DictReader(io.StringIO(run("holds", "work permits", "--csv").stdout)))
    assert table[0]["path"].endswith("source/ke-permits > agency/ke-dis")


def test_holds_keeps_to_a_country(run):
    assert run("holds", "permits", "--country", "KE").exit_code == 0
    assert run("holds", "permits", "--country", "XX").exit_code == 3


def test_holds_about_the_unknown_says_so(run):
    result = run("holds", "xyzzyxyzzy", "--json")
    assert (result.exit_code, result.stdout) == (0, "[]\n")
    assert "Nothing is known" in result.stderr


def test_holds_fits_80_columns(run, screen, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert all(len(line) <= 80 for line in run("holds", "work permits").stdout.splitlines())


@pytest.mark.parametrize(
    ("arguments", "beginning"),
    [((), "agency"), (("--csv",), "agency,"), (("--format", "html"), "<!doctype html>"), (("--json",), '{"rows"')],
)
def test_matrix_formats(run, arguments, beginning):
    result = run("matrix", *arguments)
    assert result.exit_code == 0
    assert result.stdout.startswith(beginning)


@pytest.mark.parametrize("suffix", ["csv", "html", "xlsx", "json", "md", "txt"])
def test_matrix_takes_the_format_from_the_file_name(run, tmp_path, suffix):
    path = tmp_path / f"matrix.{suffix}"
    result = run("matrix", "-o", str(path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert path.stat().st_size > 500
    assert (path.read_bytes()[:2] == b"PK") == (suffix == "xlsx")


def test_matrix_does_not_write_a_spreadsheet_to_the_screen(run):
    result = run("matrix", "--format", "xlsx")
    assert result.exit_code == 2
    assert "-o matrix.xlsx" in result.stderr


def test_matrix_refuses_an_unknown_dimension(run):
    result = run("matrix", "--rows", "agencies")
    assert result.exit_code == 2
    assert "Did you mean agency" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("matrix", "-o", "none/x.xlsx"),
        ("matrix", "-o", "none/x.html"),
        ("diff", "scheme/topics", "scheme/topics", "-o", "none/x.csv"),
        ("compare", "concept/ke-immigrant", "concept/ug-immigrant", "-o", "none/x.html"),
    ],
)
def test_a_file_in_no_folder_is_wrong_usage(run, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"error: {arguments[-1]} could not be written: No such file or directory.",
        "  Choose a folder that is there and can be written to.",
    ]


def test_holds_breaks_a_long_path_and_keeps_every_id(run, screen, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    text = run("holds", "trafficking").stdout
    paths = [one["path"] for one in json.loads(run("holds", "trafficking", "--json").stdout)]
    assert all(step in text.split() for path in paths for step in path)
    assert max(map(len, text.splitlines())) <= 80


def test_a_gap_names_the_term_that_was_asked_for(run):
    result = run("holds", "concept/frequency-irregular")
    row, path = result.stdout.splitlines()[1:3]
    assert row.split("  ")[0] == "nobody known" and "no source" in row
    assert path == "  Irregular  concept/frequency-irregular"
    assert result.stderr == "1 term is in no source. See: orodha show concept/frequency-irregular\n"
    assert run("holds", "source/ke-efns").stderr == ""


def test_holds_says_where_no_agreement_is_on_record(run):
    restricted = run("holds", "source/ke-efns").stdout.splitlines()
    assert restricted[0].split()[-1] == "AGREEMENT" and restricted[1].endswith("none on record")
    assert "AGREEMENT" not in run("holds", "source/ke-vot-directory").stdout
    mixed = run("holds", "source/ke-musaned").stdout
    assert "none on record" not in mixed


def test_matrix_refuses_a_suffix_that_it_does_not_know(run, tmp_path):
    result = run("matrix", "-o", str(tmp_path / "matrix.pdf"))
    assert result.exit_code == 2
    assert "txt, csv, html, xlsx, json" in result.stderr
    assert not list(tmp_path.iterdir())
    assert run("matrix", "-o", str(tmp_path / "matrix.pdf"), "--format", "html").exit_code == 0


def test_matrix_replaces_a_file_only_with_force(run, tmp_path):
    path = tmp_path / "matrix.csv"
    path.write_text("mine")
    result = run("matrix", "-o", str(path))
    assert result.exit_code == 2 and "--force" in result.stderr
    assert path.read_text() == "mine"
    assert run("matrix", "-o", str(path), "--force").exit_code == 0
    assert path.read_text() != "mine"
