"""The table that holds no rows: what it fits into a line, where its cursor stands, and what its keys do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.errors import DatabaseBusy
from orodha.tui.theme import theme
from orodha.tui.widgets.rows import coloured, fitted
from orodha.tui.widgets.virtual_table import Column, FixedRows, Row, VirtualTable, widths_of
from rich.cells import cell_len
from rich.text import Text
from textual.app import App, ComposeResult
from textual.pilot import Pilot

columns = st.lists(
    st.builds(Column, st.text(max_size=5), share=st.integers(0, 5), least=st.integers(1, 30)), min_size=1, max_size=8
)
texts = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("日本語한글\u0301\u202e\u2068\u200f\x1b\tمرحبا\U0001f468\u200d\ufe0f"),
    ),
    max_size=30,
)


@given(columns, st.integers(0, 200))
def test_columns_fill_the_line_and_the_first_is_always_there(given, width):
    widths = widths_of(given, width)
    assert sum(widths) == width
    assert 1 <= len(widths) <= len(given)
    assert len(widths) == 1 or all(room >= one.least + 1 for room, one in zip(widths, given, strict=False))


@given(texts, st.integers(0, 60), st.booleans())
def test_a_cell_takes_exactly_its_room_whatever_is_in_it(text, width, right):
    assert cell_len(fitted(text, width, right=right)) == width
    told = coloured(Text(text, "bold"), width, right=right)
    assert cell_len(told.plain) == width
    assert not set("\x1b\n\t\u202e") & set(told.plain)


class Held(App[None]):
    """An application with one table."""

    CSS = "VirtualTable { scrollbar-size-vertical: 1; }"

    def __init__(self, rows: Sequence[Row], columns: Sequence[Column]) -> None:
        super().__init__()
        self.register_theme(theme("orodha-dark"))
        self.theme = "orodha-dark"
        self.rows, self.heads = rows, columns
        self.said: list[object] = []

    def compose(self) -> ComposeResult:
        yield VirtualTable(self.heads, empty="n makes one")

    def on_mount(self) -> None:
        self.table.show(FixedRows(self.rows))
        self.table.focus()

    def on_virtual_table_chosen(self, event: VirtualTable.Chosen) -> None:
        self.said.append(event.row)

    def on_virtual_table_sorted(self, event: VirtualTable.Sorted) -> None:
        self.said.append(event.table.order)

    @property
    def table(self) -> VirtualTable:
        return self.query_one(VirtualTable)

    @property
    def lines(self) -> list[str]:
        return [self.table.render_line(y).text.rstrip() for y in range(self.table.size.height)]


def use(app: Held, work: Callable[[Pilot[Any]], Awaitable[None]]) -> None:
    """Run an application with one table in 40 columns and 12 lines."""

    async def run() -> None:
        async with app.run_test(size=(40, 12)) as pilot:
            await pilot.pause()
            await work(pilot)

    asyncio.run(run())


def rows_of(count: int) -> list[Row]:
    return [Row(f"area/{n}", (f"Place {n}", str(n))) for n in range(count)]


NAMED = (Column("place", 1, 10, sorts=True), Column("number", 1, 8, sorts=True, right=True))


def test_the_cursor_stays_on_its_record_when_others_come_and_go():
    app = Held(rows_of(2000), NAMED)

    async def work(pilot: Pilot[Any]) -> None:
        app.table.cursor = 700
        app.table.show(FixedRows([Row("area/new", ("New", "")), *rows_of(2000)]), stay=True)
        assert app.table.current and app.table.current.id == "area/700"
        assert app.table.cursor == 701
        app.table.show(FixedRows(rows_of(300)), stay=True)  # it is gone: the last there is
        assert app.table.cursor == 299
        app.table.show(FixedRows())
        await pilot.press("down", "enter", "end", "pageup")
        assert app.table.current is None
        assert app.lines[2] == " n makes one"

    use(app, work)


def test_rows_that_vanish_below_it_leave_empty_lines():
    class Vanishing(FixedRows):
        busy = False

        def page(self, first: int, count: int) -> Sequence[Row]:
            if self.busy:
                raise DatabaseBusy("busy", "wait")
            return self.rows[first : first + 3]

    app = Held([], NAMED)

    async def work(pilot: Pilot[Any]) -> None:
        rows = Vanishing(rows_of(500))
        app.table.show(rows)
        assert app.lines[3:5] == [" Place 2                              2", ""]
        await pilot.press("end", "enter", "pageup", "up")
        rows.busy = True
        app.table.show(rows, stay=True)
        await pilot.press("home", "down", "enter")
        assert not app.said

    use(app, work)


def test_marks_stand_before_their_rows_and_the_order_in_the_head():
    app = Held(rows_of(5), NAMED)

    async def work(pilot: Pilot[Any]) -> None:
        app.table.toggle_mark()
        app.table.toggle_mark()
        app.table.sort_next()
        await pilot.pause()
        assert app.table.marked == {"area/0", "area/1"}
        assert [line[0] for line in app.lines[1:5]] == ["◆", "◆", " ", " "]
        assert app.lines[0].startswith(" PLACE ▲")
        await pilot.click(VirtualTable, offset=(36, 0))
        await pilot.click(VirtualTable, offset=(36, 0))
        assert app.lines[0].endswith("NUMBER ▼")
        await pilot.click(VirtualTable, offset=(5, 3))  # the cursor is there already
        assert app.said == [(0, False), (1, False), (1, True), app.rows[2]]

    use(app, work)


@pytest.mark.parametrize("label", ["المهاجرون", "移民統計局", "Décès\u0301", "[d]bold[/d]"])
def test_other_scripts_leave_the_columns_where_they_are(label):
    app = Held([Row("area/1", (label, "7")), Row("area/2", (Text(label, "bold"), "7"))], NAMED)

    async def work(_: Pilot[Any]) -> None:
        for line in app.lines[1:3]:
            assert cell_len(line) == 39
            assert label in line
            assert line.endswith("7")

    use(app, work)
