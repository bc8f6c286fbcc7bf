"""A table of any length: it holds no row, asks for the page that is seen, and keeps the last few pages.

Textual's own DataTable holds every cell; beyond some ten thousand rows it takes seconds and hundreds of megabytes.

Marks and order are the business of the screen: ``toggle_mark`` and ``sort_next`` are for its keys, and it shows the
rows anew when ``Sorted`` tells it to. Short lists are ``FixedRows``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ..theme import SIGNS
from ..typed import app_of
from .pages import PAGE, Pages
from .rows import Column, FixedRows, Row, Rows, coloured, fitted, widths_of, without_middle

__all__ = ["Column", "FixedRows", "Row", "Rows", "VirtualTable", "widths_of"]

_GUTTER = 1
"""Cells before the first column: a mark stands there."""

_NEAR = 2
"""So many pages before and after the cursor are looked through for the record that it stood on."""


class VirtualTable(ScrollView, can_focus=True):
    """A table with a cursor over rows; see the module."""

    DEFAULT_CSS = """
    VirtualTable {
        overflow-x: hidden;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $chosen;
    }
    VirtualTable > .table--left { background: $panel; color: $foreground; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--head",
        "table--row",
        "table--cursor",
        "table--left",
        "table--empty",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "up", show=False),
        Binding("down,j", "move(1)", "down", show=False),
        Binding("pageup", "leaf(-1)", "page up", show=False),
        Binding("pagedown", "leaf(1)", "page down", show=False),
        Binding("home", "first", "first", show=False),
        Binding("end", "last", "last", show=False),
        Binding("enter", "choose", "open", show=False),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, table: VirtualTable, row: Row | None) -> None:
            super().__init__()
            self.table = table
            self.row = row

        @property
        def control(self) -> VirtualTable:
            """The table."""
            return self.table

    class Chosen(Moved):
        """A row was opened by the enter key, or by a click on the row of the cursor."""

    class Sorted(Message):
        """The person wants the rows in the order of another column: ``table.order`` has it."""

        def __init__(self, table: VirtualTable) -> None:
            super().__init__()
            self.table = table

        @property
        def control(self) -> VirtualTable:
            """The table."""
            return self.table

    def __init__(self, columns: Sequence[Column] = (), *, empty: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.empty = empty
        self.marked: set[str] = set()
        self.order: tuple[int, bool] | None = None
        self._rows: Pages[Row] = Pages(FixedRows())

    def show(
        self, rows: Rows, *, columns: Sequence[Column] = (), empty: str = "", at: int = 0, stay: bool = False
    ) -> None:
        """Show other rows.

        Args:
            rows: The rows.
            columns: The columns; as before if none.
            empty: What stands there if there is no row: what to do next.
            at: The row that the cursor stands on.
            stay: Let the cursor stand on the row of the id that it stood on, if that is still near; ``at`` is where
                it is looked for.
        """
        before = self.current if stay else None
        self.columns = tuple(columns) or self.columns
        self.empty = empty or self.empty
        self._rows = Pages(rows)
        if before:
            at = self._place_of(before.id, at or self.cursor)
        self.virtual_size = Size(self.scrollable_content_region.width, len(rows) + 1)
        self.set_reactive(VirtualTable.cursor, max(0, min(at, len(rows) - 1)))
        self._follow()
        self.refresh()
        self.post_message(self.Moved(self, self.current))

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def current(self) -> Row | None:
        """The row of the cursor; None in an empty table."""
        return self.row(self.cursor)

    def row(self, index: int) -> Row | None:
        """Return a row; None beyond the end, and for one that is gone by now."""
        return self._rows.at(index)

    def _place_of(self, record_id: str, near: int) -> int:
        """Return where the row of an id stands by now; where it was looked for if it is gone."""
        middle = near // PAGE
        for number in sorted(range(max(0, middle - _NEAR), middle + _NEAR + 1), key=lambda one: abs(one - middle)):
            for within, row in enumerate(self._rows.page(number) if number * PAGE < len(self._rows) else ()):
                if row.id == record_id:
                    return number * PAGE + within
        return near

    def toggle_mark(self) -> None:
        """Mark the row of the cursor, or take its mark off, and go to the next."""
        if row := self.current:
            self.marked ^= {row.id}
            self._repaint(self.cursor)
            self.action_move(1)

    def sort_next(self) -> None:
        """Ask for the next order: each column that sorts, first up and then down, and at last none."""
        orders = [(at, down) for at, one in enumerate(self.columns) if one.sorts for down in (False, True)]
        if orders:
            following = [*orders, None]
            now = following.index(self.order) if self.order in following else -1
            self._sort(following[(now + 1) % len(following)])

    def _sort(self, order: tuple[int, bool] | None) -> None:
        self.order = order
        self.refresh()
        self.post_message(self.Sorted(self))

    def watch_cursor(self, before: int, after: int) -> None:
        """Paint the two rows anew, bring the cursor into view, and tell of it."""
        self._follow()
        self._repaint(before)
        self._repaint(after)
        self.post_message(self.Moved(self, self.current))

    def _repaint(self, index: int) -> None:
        self.refresh(Region(0, index + 1 - self.scroll_offset.y, self.size.width, 1))

    def _follow(self) -> None:
        seen, top = max(1, self.size.height - 1), self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, immediate=True, force=True)
        elif self.cursor >= top + seen:
            self.scroll_to(y=self.cursor - seen + 1, animate=False, immediate=True, force=True)

    def on_focus(self) -> None:
        """Show that keys go to the row of the cursor."""
        self._repaint(self.cursor)

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self._repaint(self.cursor)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in view."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows) + 1)
        self._follow()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row that was clicked, or open it if the cursor stood there; sort by a heading."""
        index = self.scroll_offset.y + event.y - 1
        if event.y == 0:
            self._click_head(event.x)
        if event.y == 0 or index >= len(self._rows):
            return
        if index == self.cursor:
            self.action_choose()
        self.cursor = index

    def _click_head(self, x: int) -> None:
        end = _GUTTER
        for at, room in enumerate(self._widths(self.scrollable_content_region.width)):
            end += room
            if x < end:
                if self.columns[at].sorts:
                    self._sort((at, self.order == (at, False)))
                return

    def action_move(self, by: int) -> None:
        """Move the cursor by some rows."""
        self.cursor = max(0, min(self.cursor + by, len(self._rows) - 1))

    def action_leaf(self, by: int) -> None:
        """Move the cursor by some screens."""
        self.action_move(by * max(1, self.size.height - 2))

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Move the cursor to the last row."""
        self.action_move(len(self._rows))

    def action_choose(self) -> None:
        """Open the row of the cursor."""
        if self.current:
            self.post_message(self.Chosen(self, self.current))

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen: the head, or a row."""
        width = self.scrollable_content_region.width
        base = self.rich_style
        if y == 0:
            return self._line(self._heads(), width, base + self._style("head"))
        index = self.scroll_offset.y + y - 1
        if not len(self._rows) and y == 2:  # a line is left free above it
            return Strip([Segment(fitted(f" {self.empty}", width), base + self._style("empty"))])
        row = self.row(index) if index < len(self._rows) else None
        if row is None:
            return Strip.blank(width, base)
        part = "row" if index != self.cursor else "cursor" if self.has_focus else "left"
        return self._line(row.cells, width, base + self._style(part), marked=row.id in self.marked)

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"table--{part}", partial=True)

    def _heads(self) -> list[str]:
        signs = {} if self.order is None else {self.order[0]: " ▼" if self.order[1] else " ▲"}
        return [one.title.upper() + signs.get(at, "") for at, one in enumerate(self.columns)]

    def _widths(self, width: int) -> list[int]:
        return widths_of(self.columns, width - _GUTTER)

    def _line(self, cells: Sequence[str | Text], width: int, style: Style, *, marked: bool = False) -> Strip:
        accent = Style(color=app_of(self).theme_variables["accent"]) if marked else Style()
        segments = [Segment(SIGNS["chosen"] if marked else " ", style + accent)]
        for cell, column, room in zip(cells, self.columns, self._widths(width), strict=False):
            if column.middle:
                cell = without_middle(cell, room - 1)
            if isinstance(cell, str):
                segments.append(Segment(fitted(cell, room - 1, right=column.right) + " ", style))
            else:
                told = coloured(cell, room - 1, right=column.right)
                segments += Segment.apply_style(told.render(app_of(self).console), style)
                segments.append(Segment(" ", style))
        return Strip(segments).adjust_cell_length(width, style)
