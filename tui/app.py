"""The full-screen application."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App
from textual.binding import BindingType

from .actions import EVERYWHERE
from .screens.page import Page, bindings
from .session import Session
from .theme import THEMES, theme


class Application(App[int]):
    """Orodha in a terminal.

    Args:
        target: Path or URL of the catalogue.
    """

    TITLE = "Orodha"
    CSS_PATH = "orodha.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)

    def __init__(self, target: str) -> None:
        super().__init__()
        self.session = Session(target)
        for name in THEMES:
            self.register_theme(theme(name))
        self.theme = next(iter(THEMES))

    def on_mount(self) -> None:
        """Open the first screen, and look for changes by others once a second."""
        from .screens.listing import ListPage  # screens are loaded when they are opened

        self.push_screen(ListPage("source"))
        self.set_interval(1.0, self._look_for_changes)

    def _look_for_changes(self) -> None:
        if self.session.changed() and isinstance(self.screen, Page):
            self.screen.look_again()

    def open_record(self, record_id: str) -> None:
        """Open the screen of a record."""
        self.notify(record_id)
