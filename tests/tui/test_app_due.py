"""What is overdue, and due soon."""

from __future__ import annotations

import pytest
from orodha.tui.screens.due import _cannot_write
from screens import LARGE, Driven, drive


def test_the_oldest_is_first_and_says_who_and_where(kenya):
    async def work(it: Driven) -> None:
        assert it.lines[0].endswith("8 overdue, 2 more")
        assert it.lines[3].startswith(" 2020-02    ! 2,458 days late Review of Standard operating procedures")
        assert "data collection, analysis and\n sharing" in it.text  # the row is cut, what is below is whole
        assert "review: National Coordination Mechanism on Migration" in it.text
        assert "No date: 114 open actions." in it.text

    drive(kenya, work, first="due")


@pytest.mark.slow
def test_one_looks_further_and_less_far(kenya):
    async def work(it: Driven) -> None:
        await it.press("minus")
        assert "within 30 days" in it.lines[0] and it.lines[0].endswith("8 overdue, 0 more")
        await it.press("plus", "plus", "plus")
        assert "within 365 days" in it.lines[0]

    drive(kenya, work, first="due", size=LARGE)


@pytest.mark.slow
def test_words_and_sorts_keep_some(kenya):
    async def work(it: Driven) -> None:
        await it.press("slash")
        await it.type("trustees")
        assert it.lines[0].endswith("1 of 8 overdue, 2 more")
        await it.press("enter", "f", "end", "enter")
        assert "no date" in it.lines[0] and "/ changes the words" in it.text

    drive(kenya, work, first="due")


def test_what_is_due_becomes_a_calendar_that_replaces_nothing(kenya, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    async def work(it: Driven) -> None:
        await it.press("i", "enter")
        assert it.told == ["Wrote due.ics: 10 events."]
        await it.press("i", "enter")
        assert "due.ics is there already" in it.text

    drive(kenya, work, first="due")
    assert (tmp_path / "due.ics").read_bytes().count(b"BEGIN:VEVENT") == 10


def test_a_file_that_cannot_be_is_refused_where_it_is_named():
    assert "too long" in _cannot_write("x" * 300)
    assert "no folder" in _cannot_write("~nobody-of-that-name/x.ics")
    assert _cannot_write(" ") == "Write the name of a file."
