from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.tui.cli.differing import difference_lines
from orodha.tui.cli.output import Column, fit, prose_width, table_lines, wrapped
from orodha.tui.values import Difference, differences, plain
from orodha.tui.width import clean, cut, isolate, pad, width, wrap

ARABIC, AMHARIC, CHINESE = "تصاريح العمل", "የሥራ ፈቃድ", "工作許可"


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("é", 1), ("e\u0301", 1), (CHINESE, 8), (ARABIC, 12), (AMHARIC, 7), ("\u2068a\u2069", 1), ("", 0)],
)
def test_width_counts_columns(text, columns):
    assert width(text) == columns


@given(st.text(), st.integers(1, 40))
def test_a_cut_text_fits_and_begins_as_the_whole(text, columns):
    short = cut(clean(text), columns)
    assert width(short) <= columns
    assert short == clean(text) or short.endswith("…")


def test_a_cut_leaves_no_combining_mark_behind():
    assert cut("e\u0301e\u0301e\u0301", 2) == "e\u0301…"


@given(st.text())
def test_clean_texts_cannot_drive_the_terminal(text):
    assert all(unicodedata.category(letter) != "Cc" for letter in clean(text))
    assert not set(clean(text)) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text(alphabet="ab é工", max_size=80), st.integers(4, 30))
def test_wrapping_loses_no_word(text, columns):
    lines = wrap(text, columns)
    assert " ".join(lines).split() == text.split()
    assert all(width(line) <= columns or " " not in line.strip() for line in lines)


@given(st.text(alphabet="ab é工 ", min_size=90, max_size=300), st.integers(0, 8), st.integers(0, 8))
def test_a_wrapped_sentence_fits_and_loses_no_word(text, indent, further):
    lines = wrapped(text, indent, further)
    assert " ".join(lines).split() == text.split()
    assert all(width(line) <= prose_width() or " " not in line.strip() for line in lines)
    assert all(line.startswith(" " * (indent + further)) for line in lines[1:])


def test_sentences_fit_what_columns_says_even_in_a_file(monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    assert wrapped("one two three four five six seven", 2, 2) == ["  one two three four five six", "    seven"]


def test_pad_fills_to_columns():
    assert [pad(text, 9) for text in ("a", CHINESE)] == ["a        ", f"{CHINESE} "]


def test_right_to_left_text_is_isolated():
    assert isolate(ARABIC) == f"\u2068{ARABIC}\u2069"
    assert isolate(AMHARIC) == AMHARIC


def test_fit_narrows_the_widest_columns_first():
    assert fit([10, 60, 30], 84) == [10, 40, 30] or sum(fit([10, 60, 30], 84)) == 80
    assert fit([10, 60], 0) == [10, 60]


def test_fit_never_narrows_a_whole_column():
    assert fit([30, 60, 30], 80, [True, False, False]) == [30, 24, 22]


def test_fit_leaves_the_last_columns_out_when_there_is_no_room():
    assert fit([40, 60, 30, 30], 80, [True, False, False, False]) == [40, 24, 12, 0]
    assert fit([90, 60], 60, [True, False]) == [90, 10]


ROWS = [{"id": "a/1", "name": "x" * 100}, {"id": "a/2", "name": ARABIC}]


def test_tables_are_never_cut_when_piped():
    lines = list(table_lines(ROWS, [Column("id"), Column("name", "label")]))
    assert lines[0] == "ID   LABEL"
    assert lines[1] == "a/1  " + "x" * 100
    assert "\u2068" not in "".join(lines) and "\x1b" not in "".join(lines)


def test_tables_are_cut_to_the_terminal(screen):
    lines = list(table_lines(ROWS, [Column("id"), Column("name")]))
    assert lines[0].startswith("\x1b[1mID")
    assert len(lines[1]) == 80 and lines[1].endswith("…")
    assert f"\u2068{ARABIC}\u2069" in lines[2]


def test_ids_are_never_cut(screen):
    long = "source/" + "x" * 61
    lines = list(table_lines([{"id": long, "name": "y" * 100}], [Column("id"), Column("name")]))
    assert lines[1] == f"{long}  yyyyyyyyy…"


def test_columns_without_room_are_named_on_stderr(screen, capsys):
    row = {"id": "source/" + "x" * 50, "name": "y" * 100, "holder": "z" * 50}
    assert "z" not in list(table_lines([row], [Column("id"), Column("name"), Column("holder")]))[1]
    assert "No room for: holder." in capsys.readouterr().err


def test_the_names_of_many_columns_without_room_fit_the_terminal(screen, capsys):
    columns = [Column(name) for name in ("id", *(f"column number {n}" for n in range(12)))]
    list(table_lines([{column.key: "x" * 60 for column in columns}], columns))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) > 1 and max(map(len, lines)) <= 80


@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_refused(screen, monkeypatch, variable):
    for name, value in variable.items():
        monkeypatch.setenv(name, value)
    assert next(iter(table_lines(ROWS, [Column("id")]))) == "ID"


def test_no_rows_no_table():
    assert list(table_lines([], [Column("id")])) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (3, "3"),
        (["a", "b"], "a; b"),
        ({"sw": "Jina", "en": "Name"}, "Name"),
        ({"sw": ["Jina", "La"]}, "Jina; La"),
        ({"areas": ["area/ke"], "first_period": "2019"}, "areas: area/ke; first_period: 2019"),
    ],
)
def test_values_as_one_text(value, text):
    assert plain(value) == text


def test_differences_say_what_went_and_what_came():
    changed = differences({"id": "a/1", "a": [1, 2], "b": {"en": "x"}}, {"id": "a/1", "a": [2, 3], "b": {"en": "x"}})
    assert changed == [Difference("a", [1, 2], [2, 3])]
    assert list(difference_lines(changed)) == ["  a", "    - 1", "    + 3"]


def test_a_new_language_is_the_only_difference():
    changed = differences({"t": {"en": "x"}}, {"t": {"en": "x", "sw": "y"}})
    assert list(difference_lines(changed)) == ["  t", "    + sw: y"]


def test_a_difference_shows_nested_languages():
    before = {"coverage": {"population": {"en": "People"}, "share": "all"}}
    after = {"coverage": {"population": {"en": "People", "sw": "Raia"}, "share": "all"}}
    assert list(difference_lines(differences(before, after))) == ["  coverage", "    + population:sw: Raia"]
    inside = [{"contacts": [{"post": {"en": "Head", **more}}]} for more in ({}, {"sw": "Mkuu"})]
    assert list(difference_lines(differences(*inside))) == [
        "  contacts",
        "    - post: Head",
        "    + post: Head; post:sw: Mkuu",
    ]
