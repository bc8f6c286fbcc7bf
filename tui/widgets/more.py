"""From line to line of a form, and its last line, that shows the rest of it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

PAGE = 10
"""So many lines of a form a page is."""


def go(here: Widget, by: int) -> None:
    """Go from a line of a form so many lines on, or back; at most to the last or the first."""
    lines = list(here.screen.query("FieldLine, More"))
    lines[min(max(lines.index(here) + by, 0), len(lines) - 1)].focus()


class More(Static, can_focus=True):
    """The last line of a form that does not show all: enter or a click shows the rest."""

    DEFAULT_CSS = """
    More { height: 1; padding: 0 3; color: $faint; }
    More:focus { background: $panel; color: $accent; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "unfold", "more", show=False),
        Binding("up", "go(-1)", "up", show=False),
        Binding("pageup", f"go(-{PAGE})", "page up", show=False),
        Binding("ctrl+home", "go(-1000)", "first line", show=False),
    ]

    class Unfolded(Message):
        """The rest is asked for."""

    def action_go(self, by: int) -> None:
        """Go back to the lines above."""
        go(self, by)

    def action_unfold(self) -> None:
        """Ask for the rest."""
        self.post_message(self.Unfolded())

    def on_click(self) -> None:
        """The same."""
        self.action_unfold()
