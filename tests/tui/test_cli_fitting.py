"""Tables on screens that are too narrow for them."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from orodha.inventory.tables import Table
from orodha.tui.cli.fitting import fitted_lines
from orodha.tui.width import width

LONG = "one two three four five six seven eight nine ten"


@pytest.fixture
def columns(monkeypatch):
    return lambda number: monkeypatch.setenv("COLUMNS", str(number))


def test_a_row_is_a_line_where_nobody_says_how_wide(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    assert list(fitted_lines(Table("T", ("a", "b"), ((LONG * 4, LONG * 4),))))[1] == f"{LONG * 4}  {LONG * 4}"


def test_cells_take_more_lines_where_a_row_has_no_room(columns):
    columns(40)
    made = list(fitted_lines(Table("T", ("name", "more"), (("A", LONG), ("B", "short")))))
    assert made == [
        "NAME  MORE",
        "A     one two three four five six seven",
        "      eight nine ten",
        "B     short",
    ]


def test_rows_are_blocks_where_cells_would_be_too_high(columns):
    columns(40)
    head = ("name", "status", "empty", "why", "what", "id")
    made = list(fitted_lines(Table("T", head, (("A name", "draft", "", LONG, LONG, "agreement/long-one-x"),))))
    assert made == [
        "A name",
        "  status: draft",
        "  why: one two three four five six seven",
        "    eight nine ten",
        "  what: one two three four five six",
        "    seven eight nine ten",
        "  id: agreement/long-one-x",
    ]


def test_a_block_is_headed_by_words_rather_than_by_a_figure(columns):
    columns(40)
    made = list(fitted_lines(Table("T", ("complete", "source", "lacks"), (("57%", LONG, LONG * 7),))))
    assert made[0] == "57%  one two three four five six seven"


def test_the_foot_is_wrapped(columns):
    columns(30)
    made = list(fitted_lines(Table("T", ("a",), (), (LONG,))))
    assert len(made) > 1 and max(map(len, made)) <= 30


WORDS = st.lists(st.text("abé工", min_size=1, max_size=9), max_size=9).map(" ".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS, WORDS), max_size=5), st.integers(30, 90))
def test_nothing_is_left_out_and_all_fits(columns, rows, room):
    columns(room)
    made = list(fitted_lines(Table("T", ("name", "second", "third", "id", "last"), tuple(rows))))
    assert all(width(line) <= room for line in made)
    shown = Counter(" ".join(made).replace(";", " ").split())
    assert Counter(word for row in rows for cell in row for word in cell.split()) <= shown


@pytest.mark.parametrize("command", ["coverage", "readiness --region IGAD", "due --undated", "check", "quality"])
def test_what_is_piped_fits_what_columns_says(run, command):
    told = run(*command.split(), COLUMNS="80").stdout.splitlines()
    assert max(map(width, told)) <= 80


@pytest.mark.parametrize("command", ["coverage", "due", "check"])
def test_what_is_piped_is_not_cut_where_columns_says_nothing(run, command):
    assert "…" not in run(*command.split()).stdout.replace("… and", "")


def test_a_file_of_no_format_is_told_the_endings_that_there_are(run, tmp_path):
    result = run("due", "-o", str(tmp_path / "due.pdf"))
    assert result.exit_code == 2
    assert "'pdf' is no format of a table." in result.stderr
    assert "Let the name end in one of: txt, csv, html, xlsx, json, md." in result.stderr


def test_errors_fit_the_terminal(in_a_terminal, kenya):
    written = in_a_terminal("may-share", "MUSANED", "--with", "IGAD", "--purpose", "x", ORODHA_DB=str(kenya))
    lines = written.splitlines()
    assert lines[0] == "error: There is no concept 'x'."
    assert lines[1].startswith("  There are: ") and lines[2].startswith("    ")
    assert max(map(len, lines)) <= 80
