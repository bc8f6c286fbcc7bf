"""A list of records: narrowed as one types and by facets, sorted, marked, and what is done with its rows."""

from __future__ import annotations

import pytest
from orodha.catalogue.catalogue import Catalogue
from orodha.catalogue.changes import ChangeSet, Delete
from orodha.catalogue.reader import Reader
from screens import LARGE, Driven, drive


def rows(it: Driven) -> list[str]:
    """The rows that are on the screen."""
    return [line for line in it.lines[3:-2] if line.strip()]


def there(db: object, record_id: str) -> bool:
    """Tell whether a record is in a catalogue."""
    with Reader.open(str(db)) as reader:
        return reader.has(record_id)


def test_words_narrow_the_list_and_esc_shows_it_again_before_it_goes_back(kenya):
    async def work(it: Driven) -> None:
        assert it.lines[0].startswith(" Orodha ▸ Kenya ▸ Sources")
        whole = it.lines[0]
        assert whole.endswith(" sources")
        await it.press("slash")
        await it.type("perm")
        assert " of " in it.lines[0]
        assert all("permit" in line.lower() for line in rows(it)[:2])
        await it.type("q")
        assert "esc clears them" in it.text
        await it.press("escape")
        assert it.lines[0] == whole
        await it.press("slash", "w", "enter", "escape")
        assert it.lines[0] == whole

    drive(kenya, work, first="sources")


@pytest.mark.slow
def test_facets_in_a_window_narrow_the_list_and_stand_above_it(kenya):
    async def work(it: Driven) -> None:
        await it.press("f", "down", "enter")
        assert "◆" in it.text
        await it.press("escape")
        assert "▸ holder: " in it.lines[0]
        assert it.lines[0].endswith(f" {len(rows(it))} of 52 sources")
        assert " narrow " in it.lines[-1]
        await it.press("escape")
        assert "holder" not in it.lines[0]

    drive(kenya, work, first="sources")


@pytest.mark.slow
def test_facets_and_the_record_stand_beside_the_list_where_there_is_room(kenya):
    async def work(it: Driven) -> None:
        assert "NARROW BY" in it.lines[2]
        assert "filled in" in it.text
        await it.press("down")
        second = rows(it)[1][31:50].strip(" …")
        assert second in it.lines[2]
        await it.press("f", "down", "space", "down", "space")
        await it.press("escape")
        assert " or " in it.lines[0]

    drive(kenya, work, first="sources", size=LARGE)


@pytest.mark.slow
def test_panes_come_and_go_with_the_size_of_the_window(kenya):
    async def work(it: Driven) -> None:
        await it.press("f", "down", "enter")
        await it.pilot.resize_terminal(80, 24)
        await it.settle()
        assert "NARROW BY" not in it.text
        await it.pilot.resize_terminal(*LARGE)
        await it.settle()
        assert "◆" in it.text
        assert "filled in" in it.text

    drive(kenya, work, first="sources", size=LARGE)


@pytest.mark.slow
def test_marked_rows_are_deleted_together_and_undone(own):
    async def work(it: Driven) -> None:
        ids = [it.app.screen.table.row(n).id for n in (0, 1)]
        await it.press("space", "space", "D")
        await it.press("escape")
        assert it.lines[0].endswith(" 2 marked · 52 sources")
        await it.press("D")
        assert "refer" in it.text
        await it.type("delete 2")
        await it.press("enter")
        await it.settle()
        assert not any(there(own, one) for one in ids)
        assert it.lines[0].endswith(" 50 sources")
        await it.press("u")
        await it.settle()
        assert all(there(own, one) for one in ids)
        assert it.lines[0].endswith(" 52 sources")

    drive(own, work, first="sources")


def test_the_cursor_stays_on_its_record_when_somebody_else_deletes_another(own):
    async def work(it: Driven) -> None:
        table = it.app.screen.table
        first = table.row(0).id
        await it.press(*["down"] * 3, "y")
        here = table.current.id
        assert it.app.clipboard == here
        with Catalogue.open(own) as other:
            other.apply(ChangeSet([Delete(first)], "elsewhere"))
        it.app.look_for_changes()
        await it.settle()
        assert it.lines[0].endswith(" 51 sources")
        assert table.current.id == here
        assert table.cursor == 2

    drive(own, work, first="sources")


@pytest.mark.slow
def test_rows_are_sorted_by_the_column_of_the_next_turn(kenya):
    async def work(it: Driven) -> None:
        await it.press(*["s"] * 7)
        assert "FILLED ▲" in it.lines[2]
        filled = [int(line.split("/")[-2].split()[-1]) for line in rows(it)]
        assert filled == sorted(filled)

    drive(kenya, work, first="sources")


def test_conditions_stand_in_the_first_line(kenya):
    async def work(it: Driven) -> None:
        it.app.show("list", "source", ("holder=agency/ke-dis", "status=live"))
        await it.settle()
        assert "▸ Sources ▸ holder: Department of Immig" in it.lines[0]
        assert it.lines[0].endswith(f" {len(rows(it))} sources")

    drive(kenya, work, first="kinds")


@pytest.mark.slow
def test_every_kind_has_a_list_and_what_it_is_beside_its_name(kenya):
    async def work(it: Driven) -> None:
        assert "One meaning in one scheme." in it.text
        await it.press("slash")
        await it.type("bloc")
        assert [line.split()[0] for line in rows(it)] == ["Areas"]
        await it.press("enter")
        assert it.lines[0].startswith(" Orodha ▸ Kenya ▸ Areas")
        assert rows(it)

    drive(kenya, work, first="kinds")


@pytest.mark.slow
def test_the_list_of_every_kind_opens_at_both_sizes(kenya):
    with Reader.open(kenya) as reader:
        kinds = list(reader.kinds)

    async def work(it: Driven) -> None:
        for kind in kinds:
            it.app.show("list", kind)
            await it.settle()
            assert "Traceback" not in it.text
            assert (
                it.lines[0]
                .strip()
                .endswith(
                    tuple("s"),
                )
            )
            await it.press("f")
            it.app.go("kinds")

    for size in ((80, 24), LARGE):
        drive(kenya, work, first="kinds", size=size)


@pytest.mark.slow
def test_the_way_to_a_record_names_the_list_that_it_was_opened_from(kenya):
    async def work(it: Driven) -> None:
        it.app.show("list", "agency")
        await it.settle()
        await it.press("enter")
        assert "▸ Agencies ▸" in it.lines[0] and "Sources" not in it.lines[0]

    drive(kenya, work, size=LARGE)
