"""Where one can go: the places with their letters."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ..keymap import MOVING
from ..places import LETTERS, PLACES
from ..typed import app_of


class GoTo(ModalScreen[str | None]):
    """The list of places; the letter of one closes it, and so does a click."""

    DEFAULT_CSS = """
    GoTo { align: center middle; background: $background 60%; }
    GoTo > Vertical { width: auto; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; background: $panel; }
    GoTo Static { width: auto; height: 1; margin-bottom: 1; text-style: bold; }
    GoTo OptionList, GoTo OptionList:focus {
        width: auto; height: auto; background: $panel; background-tint: $panel 0%; border: none; padding: 0;
    }
    GoTo OptionList > .option-list--option { padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "back", show=False)]

    def compose(self) -> ComposeResult:
        """Make the list."""
        with Vertical():
            yield Static("Go to", markup=False)
            yield OptionList(*(Option(self._line(letter)) for letter in LETTERS), markup=False)

    def _line(self, letter: str) -> Text:
        colours, place = app_of(self).theme_variables, PLACES[LETTERS[letter]]
        told = Text(no_wrap=True).append(f" {letter} ", f"bold {colours['accent']}").append(f" {place.title:11}")
        return told.append(f" {place.told} ", colours["faint"])

    def on_key(self, event: events.Key) -> None:
        """Close with the letter of a place, or without one; arrows choose one."""
        if event.key in MOVING:
            return
        event.stop()
        self.dismiss(event.key if event.key in LETTERS else None)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Close with the place that was clicked or chosen."""
        self.dismiss(list(LETTERS)[event.option_index])

    def on_click(self, event: events.Click) -> None:
        """Close with a click beside the list."""
        window = self.query_one(Vertical).region
        if self.is_current and not window.contains_point(event.screen_offset):
            self.dismiss(None)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)
