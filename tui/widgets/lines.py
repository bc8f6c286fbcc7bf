"""Lines to read, with a cursor that goes from one that leads somewhere to the next.

They may be many: only those that are seen are asked for. Lines that stand together and lead to the same are one stop.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.text import Span, Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ..typed import app_of
from ..width import width as width_of
from .pages import PAGE, Paged, Pages

FAR = 4 * PAGE
"""So many lines are looked through for the next that leads somewhere."""


class Cell(NamedTuple):
    """A part of a line that leads somewhere by itself: its first column, the one behind its last, and its target."""

    start: int
    end: int
    target: str


class Line(NamedTuple):
    """A line.

    Attributes:
        text: What it says.
        target: What it leads to: the id of a record, or a name that the screen knows; "" if it leads nowhere.
        cells: Parts that lead to something each, where several things stand side by side.
    """

    text: Text
    target: str = ""
    cells: tuple[Cell, ...] = ()


Source = Paged[Line]
"""Lines, of which those that are seen are asked for."""


class FixedLines:
    """Lines that are all at hand."""

    def __init__(self, lines: Sequence[Line] = ()) -> None:
        self.lines = lines

    def __len__(self) -> int:
        return len(self.lines)

    def page(self, first: int, count: int) -> Sequence[Line]:
        """Return so many lines."""
        return self.lines[first : first + count]


class Lines(ScrollView, can_focus=True):
    """Lines with a cursor; see the module."""

    DEFAULT_CSS = """
    Lines { overflow-x: hidden; background: $background; scrollbar-size-vertical: 1; padding: 0 0 0 1; }
    Lines > .lines--line { color: $foreground; }
    Lines > .lines--cursor { background: $chosen; color: $foreground; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--line", "lines--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "up", show=False),
        Binding("down,j", "move(1)", "down", show=False),
        Binding("left", "across(-1)", "left", show=False),
        Binding("right", "across(1)", "right", show=False),
        Binding("pageup", "leaf(-1)", "page up", show=False),
        Binding("pagedown", "leaf(1)", "page down", show=False),
        Binding("home", "first", "first", show=False),
        Binding("end", "last", "last", show=False),
        Binding("enter", "choose", "open", show=False),
    ]

    cursor: reactive[int] = reactive(0, init=False)
    across: reactive[int] = reactive(0, init=False)

    class Moved(Message):
        """The cursor stands elsewhere."""

    class Chosen(Message):
        """What a line leads to is to be opened."""

        def __init__(self, lines: Lines, target: str) -> None:
            super().__init__()
            self.lines = lines
            self.target = target

        @property
        def control(self) -> Lines:
            """The lines."""
            return self.lines

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._source: Pages[Line] = Pages(FixedLines())

    def show(self, source: Source, *, at: str = "") -> None:
        """Show other lines, from the first on.

        Args:
            source: The lines.
            at: What the cursor stands on, if there is a line that leads to it; else the first that leads anywhere.
        """
        self._take(source)
        self.across = 0
        place = next((here for here in range(min(len(source), FAR)) if self.target(here) == at), None) if at else None
        self.cursor = self._next(-1, 1) if place is None else place
        self.scroll_to(y=0, animate=False, immediate=True)
        if place is not None:
            self._follow()

    def show_again(self, source: Source) -> None:
        """Show the same lines as they are now: cursor and lines stay where they were as far as they are still there."""
        target, before, top = self.target(self.cursor), self.cursor, self.scroll_offset.y
        was_seen = self._is_seen(before)
        self._take(source)
        near = sorted(range(max(0, before - PAGE), min(len(source), before + PAGE)), key=lambda one: abs(one - before))
        self.cursor = next((one for one in near if target and self.target(one) == target), -1)
        if self.cursor < 0:
            start = max(0, min(before, len(source)))
            self.cursor = max(self._next(start - 1, 1), self._next(start, -1))
        self.scroll_to(y=top, animate=False, immediate=True)
        if was_seen:
            self._follow()

    def watch_cursor(self) -> None:
        """Tell that the cursor moved."""
        self.post_message(self.Moved())

    def _take(self, source: Source) -> None:
        self._source = Pages(source)
        self.virtual_size = Size(self.scrollable_content_region.width, len(source))
        self.refresh()

    def __len__(self) -> int:
        return len(self._source)

    @property
    def current(self) -> str:
        """What the line or cell of the cursor leads to; "" if there is none."""
        cells = self._cells
        return cells[min(self.across, len(cells) - 1)].target if cells else self.target(self.cursor)

    @property
    def _cells(self) -> tuple[Cell, ...]:
        line = self.line(self.cursor)
        return line.cells if line else ()

    def target(self, index: int) -> str:
        """Return what a line leads to; "" if it leads nowhere, and beyond the end."""
        line = self.line(index)
        return line.target if line else ""

    def line(self, index: int) -> Line | None:
        """Return a line; None beyond the end."""
        return self._source.at(index)

    def _next(self, index: int, by: int) -> int:
        """Return the next line that leads elsewhere than this one, the first of its stop; -1 if none is near."""
        here, target = index, self.target(index)
        for _ in range(FAR):
            here += by
            if not 0 <= here < len(self._source):
                return -1
            if (found := self.target(here)) and found != target:
                return self._begin(here)
            target = target if found else ""  # the same after something else is another stop
        return -1

    def _begin(self, index: int) -> int:
        """Return the first line of a stop."""
        while index > 0 and self.target(index - 1) == self.target(index):
            index -= 1
        return index

    def _end(self, index: int) -> int:
        """Return the last line of a stop."""
        while index + 1 < len(self._source) and self.target(index + 1) == self.target(index):
            index += 1
        return index

    @property
    def _seen(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def _follow(self) -> None:
        if self.cursor < 0:
            return
        top, end = self.scroll_offset.y, self._end(self.cursor)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, immediate=True)
        elif end >= top + self._seen:
            self.scroll_to(y=min(self.cursor, end - self._seen + 1), animate=False, immediate=True)

    def put(self, index: int) -> None:
        """Put the cursor on a line."""
        self.cursor = index
        self.across = 0
        self._follow()
        self.refresh()

    def _is_seen(self, index: int) -> bool:
        return self.scroll_offset.y <= index < self.scroll_offset.y + self._seen

    def action_move(self, by: int) -> None:
        """Go to the next stop if it is on the screen or right beyond; else let the lines move by one."""
        top = self.scroll_offset.y
        start = self.cursor if self._is_seen(self.cursor) else (top - 1 if by > 0 else top + self._seen)
        found = self._next(start, by)
        if found >= 0 and top - 1 <= found <= top + self._seen:
            self.put(found)
        else:
            self.scroll_to(y=top + by, animate=False, immediate=True)

    def action_across(self, by: int) -> None:
        """Go to the next of several things that stand side by side."""
        self.across = max(0, min(self.across + by, len(self._cells) - 1))
        self.refresh()

    def action_leaf(self, by: int) -> None:
        """Go on by a screen, to the first stop that is there."""
        rows = self._seen - 1 or 1
        top = max(0, min(self.scroll_offset.y + by * rows, len(self._source) - self._seen))
        if top == self.scroll_offset.y:
            self.action_last() if by > 0 else self.action_first()
            return
        self.scroll_to(y=top, animate=False, immediate=True)
        found = self._next(top - 1, 1)
        if 0 <= found < top + self._seen:
            self.cursor = found
        self.refresh()

    def action_first(self) -> None:
        """Go to the first line."""
        self.cursor = self._next(-1, 1)
        self.scroll_to(y=0, animate=False, immediate=True)
        self.refresh()

    def action_last(self) -> None:
        """Go to the last line."""
        self.cursor = self._next(len(self._source), -1)
        self.scroll_to(y=max(0, len(self._source) - self._seen), animate=False, immediate=True)
        self.refresh()

    def action_choose(self) -> None:
        """Open what the line of the cursor leads to; one that is not on the screen is shown first."""
        if not self._is_seen(self.cursor):
            self._follow()
            self.refresh()
        elif self.current:
            self.post_message(self.Chosen(self, self.current))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the line that was clicked; open it if the cursor stood there."""
        index = self.scroll_offset.y + event.y - self.gutter.top
        if not self.target(index):
            return
        begin, line = self._begin(index), self.line(index)
        cells = line.cells if line else ()
        across = next((at for at, one in enumerate(cells) if event.x - self.gutter.left < one.end), 0)
        if (begin, across) == (self.cursor, self.across):
            self.action_choose()
            return
        self.put(begin)
        self.across = across

    def on_resize(self, event: events.Resize) -> None:
        """Keep what can be scrolled to in step."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._source))

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        width = self.scrollable_content_region.width
        index = self.scroll_offset.y + y
        line = self.line(index)
        if line is None:
            return Strip.blank(width, self.rich_style)
        plain, under = (
            self.rich_style + self.get_component_rich_style(f"lines--{one}", partial=True) for one in ("line", "cursor")
        )
        drawn, style = _fitted(line.text, width), plain
        if self.has_focus and line.target and self._begin(index) == self.cursor:
            if line.cells:
                cell = line.cells[min(self.across, len(line.cells) - 1)]
                drawn.pad_right(max(0, width - drawn.cell_len))
                drawn.stylize(under.background_style, *(_letters(drawn.plain, one) for one in (cell.start, cell.end)))
            else:
                style = under
        return Strip(Segment.apply_style(drawn.render(app_of(self).console), style)).adjust_cell_length(width, style)


def _letters(text: str, columns: int) -> int:
    """Return how many letters of a text take so many columns."""
    taken = 0
    for number, letter in enumerate(text):
        if taken >= columns:
            return number
        taken += width_of(letter)
    return len(text)


def _fitted(text: Text, width: int) -> Text:
    """Return a text of one line, cut to so many cells."""
    spans = [Span(0, len(text.plain), text.style), *text.spans]  # drawn without spans, a text has no style either
    fitted = Text(text.plain, spans=spans, end="", no_wrap=True)
    fitted.truncate(width, overflow="ellipsis")
    return fitted
