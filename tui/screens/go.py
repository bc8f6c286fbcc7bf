"""Where one can go: the places with their letters."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from ..places import LETTERS, PLACES
from ..typed import app_of


class GoTo(ModalScreen[str]):
    """The list of places; the letter of one closes it."""

    DEFAULT_CSS = """
    GoTo { align: center middle; background: $background 60%; }
    GoTo > Static { width: auto; height: auto; padding: 1 2; background: $panel; }
    """

    def compose(self) -> ComposeResult:
        """Make the list."""
        colours = app_of(self).theme_variables
        told = Text("Go to\n", "bold", no_wrap=True)
        for letter, name in LETTERS.items():
            place = PLACES[name]
            told.append(f"\n {letter} ", f"bold {colours['accent']}").append(f" {place.title:11}", "not bold")
            told.append(f" {place.told}", f"not bold {colours['faint']}")
        yield Static(told)

    def on_key(self, event: events.Key) -> None:
        """Close with the letter of a place, or without one."""
        event.stop()
        self.dismiss(event.key if event.key in LETTERS else None)

    def on_click(self) -> None:
        """Close."""
        self.dismiss(None)
