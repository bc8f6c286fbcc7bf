"""A table of two dimensions with a cursor over its cells: what each row holds of each column, by sign and number.

Columns are as wide as their short heads. Those that do not fit are scrolled to; the first column, with the names of
the rows, stays, and says how many columns are off at either side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ...catalogue.wording import counted, plural
from ..theme import SIGNS, STATE_COLOURS
from ..typed import app_of
from ..width import clean, cut, cut_middle, isolate

if TYPE_CHECKING:
    from ...inventory.matrix import Matrix
    from ...inventory.named import Named

HEAD = 2
"""Lines of the heads of columns."""

NAMES = -1
"""The column of the names of the rows, as a place of the cursor."""

_LEAST, _MOST = 5, 11
_NAME_LEAST, _NAME_MOST, _NAME_FITS = 10, 34, 20
_SMALL_WORDS = frozenset("a and by for in of on or the to with".split())


class Place(NamedTuple):
    """Where the cursor stands: a cell, or the name of a row if ``column`` is None."""

    row: Named
    column: Named | None


class MatrixTable(ScrollView, can_focus=True):
    """The table; see the module."""

    DEFAULT_CSS = """
    MatrixTable { background: $background; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1, 0)", "up", show=False),
        Binding("down", "step(1, 0)", "down", show=False),
        Binding("left", "step(0, -1)", "left", show=False),
        Binding("right", "step(0, 1)", "right", show=False),
        Binding("pageup", "leaf(-1)", "page up", show=False),
        Binding("pagedown", "leaf(1)", "page down", show=False),
        Binding("home", "side(-1)", "first column", show=False),
        Binding("end", "side(1)", "last column", show=False),
        Binding("ctrl+home", "corner(-1)", "first cell", show=False),
        Binding("ctrl+end", "corner(1)", "last cell", show=False),
        Binding("ctrl+right", "sheet(1)", "next columns", show=False),
        Binding("ctrl+left", "sheet(-1)", "columns before", show=False),
    ]

    class Moved(Message):
        """The cursor stands in another place."""

    class Chosen(Message):
        """The place of the cursor was clicked again."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._matrix: Matrix | None = None
        self._row = 0
        self._column = 0
        self._left = 0
        self._heads: list[tuple[str, str]] = []
        self._widths: list[int] = []
        self._longest = 0
        self._cut: tuple[int, list[str]] | None = None

    def show(self, matrix: Matrix) -> None:
        """Show a matrix; the cursor stays with the row and column that it stood on, as far as these are there."""
        before = self.place
        self._matrix, self._cut = matrix, None
        self._heads = [head_lines(matrix.short.get(one.id, ""), clean(one.label)) for one in matrix.columns]
        self._widths = [min(_MOST, max(_LEAST, *map(cell_len, lines))) + 1 for lines in self._heads]
        self._longest = max((cell_len(self._called(one)) for one in matrix.rows), default=0)
        if before:
            rows, columns = [one.id for one in matrix.rows], [one.id for one in matrix.columns]
            self._row = rows.index(before.row.id) if before.row.id in rows else min(self._row, len(rows) - 1)
            if before.column and before.column.id in columns:
                self._column = columns.index(before.column.id)
        self._row = max(0, min(self._row, len(matrix.rows) - 1))
        self._column = min(self._column, len(matrix.columns) - 1)
        self.virtual_size = Size(self.scrollable_content_region.width, len(matrix.rows) + HEAD)
        self._moved()

    @property
    def matrix(self) -> Matrix | None:
        """What is shown; None before anything was."""
        return self._matrix

    @property
    def place(self) -> Place | None:
        """Where the cursor stands; None in an empty table."""
        matrix = self._matrix
        if not matrix or not matrix.rows:
            return None
        column = matrix.columns[self._column] if 0 <= self._column < len(matrix.columns) else None
        return Place(matrix.rows[self._row], column)

    def sources(self) -> list[str]:
        """Return the ids of the sources in the cell of the cursor, or in the row that it names."""
        matrix, place = self._matrix, self.place
        if not matrix or not place:
            return []
        row, column = place
        if column:
            return [one.id for one in matrix.cells.get((row.id, column.id), ())]
        return list(dict.fromkeys(one.id for (at, _), held in matrix.cells.items() if at == row.id for one in held))

    def _moved(self) -> None:
        """Bring the cursor into view, paint, and tell of it."""
        self._left = first_seen(self._widths, self._left, self._column, self._room)
        seen, top = max(1, self.size.height - HEAD), self.scroll_offset.y
        if self._row < top:
            self.scroll_to(y=self._row, animate=False, immediate=True)
        elif self._row >= top + seen:
            self.scroll_to(y=self._row - seen + 1, animate=False, immediate=True)
        self.refresh()
        self.post_message(self.Moved())

    @property
    def _name_width(self) -> int:
        """The cells of the first column."""
        most = max(_NAME_LEAST, min(_NAME_MOST, self.scrollable_content_region.width // 4))
        return min(most, max(_NAME_LEAST, self._longest)) + 1

    @property
    def _names(self) -> list[str]:
        """What the rows are called, in the room that there is."""
        room, rows = self._name_width - 1, self._matrix.rows if self._matrix else ()
        if self._cut is None or self._cut[0] != room:
            self._cut = room, told_apart([self._called(one) for one in rows], room)
        return self._cut[1]

    @property
    def _room(self) -> int:
        return max(0, self.scrollable_content_region.width - self._name_width)

    def _called(self, row: Named) -> str:
        """Return what a row is called: agencies are known by their acronyms, others by their names if these fit."""
        matrix = self._matrix
        if not matrix or (matrix.row_name != "agency" and cell_len(row.label) <= _NAME_FITS):
            return clean(row.label)
        return clean(matrix.short.get(row.id, "") or row.label)

    def action_step(self, down: int, right: int) -> None:
        """Move the cursor by a cell."""
        self._go(self._row + down, self._column + right)

    def action_leaf(self, by: int) -> None:
        """Move the cursor by some screens down."""
        self._go(self._row + by * max(1, self.size.height - HEAD - 1), self._column)

    def action_side(self, end: int) -> None:
        """Move the cursor to the first or last column."""
        self._go(self._row, len(self._widths) if end > 0 else NAMES if self._column == 0 else 0)

    def action_corner(self, end: int) -> None:
        """Move the cursor to the first or last cell."""
        self._go(*((1 << 30, 1 << 30) if end > 0 else (0, 0)))

    def action_sheet(self, by: int) -> None:
        """Move the cursor by as many columns as are seen."""
        self._go(self._row, max(0, self._column + by * max(1, len(seen_columns(self._widths, self._left, self._room)))))

    def _go(self, row: int, column: int) -> None:
        if self._matrix and self._matrix.rows:
            self._row = max(0, min(row, len(self._matrix.rows) - 1))
            self._column = max(NAMES, min(column, len(self._matrix.columns) - 1))
            self._moved()

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in view."""
        rows = len(self._matrix.rows) if self._matrix else 0
        self.virtual_size = Size(self.scrollable_content_region.width, rows + HEAD)
        if rows:
            self._moved()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the cell that was clicked; open it if the cursor stood there."""
        offset = event.get_content_offset(self)
        if offset is None or not self._matrix:
            return
        row = self._row if offset.y < HEAD else self.scroll_offset.y + offset.y - HEAD
        if row >= len(self._matrix.rows):
            return
        column, at = NAMES, self._name_width - 1  # the bracket of the cursor stands before its cell
        for index in seen_columns(self._widths, self._left, self._room):
            if offset.x >= at:
                column = index
            at += self._widths[index]
        if (row, column) == (self._row, self._column) and offset.y >= HEAD:
            self.post_message(self.Chosen())
        self._go(row, column)

    def on_mouse_scroll_right(self) -> None:
        """Move on by a column."""
        self.action_step(0, 1)

    def on_mouse_scroll_left(self) -> None:
        """Move back by a column."""
        self.action_step(0, -1)

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen: of the heads, or a row."""
        width, base = self.scrollable_content_region.width, self.rich_style
        index = self.scroll_offset.y + y - HEAD
        if not self._matrix or not self._matrix.rows or index >= len(self._matrix.rows):
            return Strip.blank(width, base)
        line = self._head(y) if y < HEAD else self._line(index)
        line.truncate(width)
        return Strip(line.render(app_of(self).console)).adjust_cell_length(width, base).apply_style(base)

    def _head(self, y: int) -> Text:
        colours = app_of(self).theme_variables
        line, faint = Text(end="", no_wrap=True), f"bold {colours['faint']}"
        seen = seen_columns(self._widths, self._left, self._room)
        matrix = self._matrix
        name = matrix.row_name.upper() if matrix else ""
        off = len(self._widths) - seen[-1] - 1 if seen else 0
        of = matrix.column_name.removesuffix("s") if matrix else ""
        line.append_text(
            _fitted(name if y else _off(self._left, off, of, self._name_width - 1), self._name_width, faint)
        )
        for index in seen:
            style = f"bold {colours['accent']}" if index == self._column else faint
            line.append_text(_fitted(self._heads[index][y], self._widths[index], style))
        return line

    def _line(self, index: int) -> Text:
        colours, line = app_of(self).theme_variables, Text(end="", no_wrap=True)
        matrix = self._matrix
        assert matrix is not None
        row, here = matrix.rows[index], index == self._row
        style = f"bold {colours['foreground']}" if here else colours["foreground"]
        if here and self._column == NAMES:
            style += f" on {colours['chosen']}"
        line.append_text(_fitted(self._names[index], self._name_width, style))
        for at in seen_columns(self._widths, self._left, self._room):
            column = matrix.columns[at]
            state = matrix.state(row.id, column.id)
            held = len(matrix.cells.get((row.id, column.id), ()))
            told = f"{SIGNS[state]} {held}" if held else SIGNS[state]
            colour = colours[STATE_COLOURS[state]]
            if here and at == self._column:
                line.right_crop(1)  # the space before the cell
                line.append(f"[{told}]", f"bold {colour} on {colours['chosen']}")
                line.append(" " * max(0, self._widths[at] - cell_len(told) - 1))
            else:
                line.append_text(_fitted(told, self._widths[at], colour))
        return line


def seen_columns(widths: Sequence[int], left: int, room: int) -> range:
    """Return the columns that fit, from one on; one at least, if there is any.

    Args:
        widths: The cells of each column.
        left: The first one seen.
        room: The cells that there are.
    """
    end = left
    while end < len(widths) and (used := sum(widths[left : end + 1])) and (used <= room or end == left):
        end += 1
    return range(left, end)


def first_seen(widths: Sequence[int], left: int, column: int, room: int) -> int:
    """Return the column to begin with so that another one is seen, moved as little as can be."""
    if column < left:
        return max(0, column)
    while left < column and column not in seen_columns(widths, left, room):
        left += 1
    return left


def head_lines(short: str, label: str) -> tuple[str, str]:
    """Return the two lines of the head of a column: of its short name, else of the words of its label that matter."""
    words = short.replace("_", "-").split("-") if short and not short.isdigit() else []
    if not words:
        words = [short, *(word for word in label.split() if word.lower() not in _SMALL_WORDS)] if short else []
    words = words or [word for word in label.split() if word.lower() not in _SMALL_WORDS] or [label]
    first, *rest = words
    return ("", first) if not rest else (first, " ".join(rest))


def _off(left: int, right: int, of: str, room: int) -> str:
    """Say how many columns are off at either side, and of what as far as there is room for it."""
    if left and right:
        return f"‹ {left}   {right} ›"
    number = left or right
    told = [f"{number} more {of if number == 1 else plural(of)}", counted(number, of), f"{number} more"]
    told = [f"‹ {one}" if left else f"{one} ›" for one in told]
    return next((one for one in told if cell_len(one) <= room), told[-1]) if number else ""


def told_apart(names: Sequence[str], room: int) -> list[str]:
    """Return names cut to so many cells: at the end, or in the middle where they would else read alike."""
    short = [cut(one, room) for one in names]
    alike = Counter(short)
    return [cut_middle(name, room) if alike[one] > 1 else one for name, one in zip(names, short, strict=True)]


def _fitted(text: str, width: int, style: str) -> Text:
    """Return a text in exactly so many cells, the last of them free."""
    kept = cut(text, width - 1)
    return Text(isolate(kept) + " " * max(0, width - cell_len(kept)), style, end="", no_wrap=True)
