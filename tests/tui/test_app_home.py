"""Home: what is held, by a matrix with a cursor, and what is due."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.names import GENERATED
from orodha.tui.widgets.matrix import first_seen, head_lines, seen_columns, told_apart
from screens import LARGE, Driven, after, drive

WIDTHS = st.lists(st.integers(1, 30), min_size=1, max_size=40)


def test_home_shows_who_holds_what_and_what_is_in_the_way(kenya):
    lines = after(kenya, [])
    assert lines[0].endswith("d") and " sources · " in lines[0] and " late · " in lines[0]
    assert lines[1].strip() == "36 more topics ›" and lines[3].split()[:2] == ["DIS", "[◐"]
    told = "\n".join(lines[18:])
    assert "DIS × Labour migration" in told
    assert "licensed · no agreement" in told
    assert "● held and open" in told and "x gaps" in lines[-1] and "g go to  ? help" in lines[-1]


@pytest.mark.slow
def test_the_cursor_goes_to_columns_that_were_off(kenya):
    lines = after(kenya, ["end", "right"])
    assert lines[1].lstrip().startswith("‹") and "›" not in lines[1]
    assert "[·]" in lines[3]
    assert "nothing held" in "\n".join(lines)


@pytest.mark.slow
def test_a_large_screen_tells_what_is_due_next(kenya):
    text = "\n".join(after(kenya, [], size=LARGE))
    assert "DUE NEXT" in text and "in 39 days" in text
    assert "Department of Immigration Services" in text


def test_a_cell_with_one_source_opens_it(kenya):
    opened: list[str] = []

    async def work(it: Driven) -> None:
        it.app.open_record = opened.append
        await it.press("enter", "left", "enter")

    drive(kenya, work)
    assert opened == ["source/ke-permits", "agency/ke-dis"]


@pytest.mark.slow
def test_a_click_chooses_a_cell_and_another_one_opens_it(kenya):
    opened: list[str] = []

    async def work(it: Driven) -> None:
        it.app.open_record = opened.append
        row = next(number for number, line in enumerate(it.lines) if line.startswith(" CBK"))
        at = it.lines[row].index("● 2")
        await it.pilot.click("#matrix", offset=(at, row - 1))
        await it.settle()
        assert "CBK × Diaspora" in it.text and not opened
        await it.pilot.click("#matrix", offset=(1, 5))
        await it.pilot.click("#matrix", offset=(1, 5))
        await it.settle()

    drive(kenya, work)
    assert opened == ["agency/ke-cbk"]


@pytest.mark.slow
def test_other_rows_and_columns_can_be_chosen(kenya):
    lines = after(kenya, ["t", "down", "enter"])
    assert lines[2].split()[0] == "TOPICS" and "DIS" in lines[2]


@pytest.mark.slow
def test_home_stays_where_one_was_when_something_is_written(own):
    async def work(it: Driven) -> None:
        await it.press("down", "down", "right")
        assert "NEA × Services for migrants" in it.text
        with Catalogue.open(own) as catalogue:
            _rename(catalogue)
        it.app.look_for_changes()
        await it.settle()
        assert "NEA × Services for migrants" in it.text and "Renamed" in it.text

    drive(own, work)


def _rename(catalogue: Catalogue) -> None:
    document = {
        name: value for name, value in catalogue.reader.get("source/ke-neaims").items() if name not in GENERATED
    }
    catalogue.put_all([(document | {"title": {"en": "Renamed"}}, [])])


def test_an_empty_catalogue_names_the_keys_to_begin_with(tmp_path):
    Catalogue.create(tmp_path / "empty.db").close()
    text = "\n".join(after(tmp_path / "empty.db", []))
    assert "describe a first source" in text and "g i" in text


@given(WIDTHS, st.data(), st.integers(1, 120))
def test_the_column_of_the_cursor_is_always_seen(widths, data, room):
    column, left = (data.draw(st.integers(0, len(widths) - 1)) for _ in range(2))
    first = first_seen(widths, left, column, room)
    seen = seen_columns(widths, first, room)
    assert column in seen
    assert sum(widths[index] for index in seen) <= room or len(seen) == 1


def test_heads_are_made_of_the_words_that_matter():
    assert head_lines("", "Arrivals and departures") == ("Arrivals", "departures")
    assert head_lines("travel-documents", "Passports and travel documents") == ("travel", "documents")
    assert head_lines("16", "Inclusion and social cohesion") == ("16", "Inclusion social cohesion")
    assert head_lines("DIS", "Department of Immigration Services") == ("", "DIS")


@pytest.mark.slow
def test_names_that_would_read_alike_are_cut_in_the_middle():
    names = ["Ministry of Labour of Kenya", "Ministry of Labour of Uganda", "Migrant workers by sex", "DIS"]
    assert told_apart(names, 16) == ["Ministr…of Kenya", "Ministr…f Uganda", "Migrant workers…", "DIS"]


def test_home_and_who_holds_load_nothing_heavy(kenya):
    code = """
import asyncio, sys
from orodha.tui.app import Application
async def run(db):
    app = Application(db)
    async with app.run_test() as pilot:
        await pilot.pause(); await app.workers.wait_for_complete(); await pilot.pause()
        await pilot.press("slash", "p", "e", "r", "enter"); await app.workers.wait_for_complete(); await pilot.pause()
asyncio.run(run(sys.argv[1]))
print("orodha.inventory.holdings" in sys.modules, *(name for name in HEAVY if name in sys.modules))
"""
    heavy = ("pydantic", "sqlmodel", "networkx", "rdflib", "jsonschema", "numpy", "rapidfuzz")
    program = f"HEAVY = {heavy}\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", program, str(kenya)], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.split() == ["True"]
