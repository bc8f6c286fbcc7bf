"""The full-screen application."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from typing import Any, ClassVar

from textual.app import App
from textual.binding import BindingType

from ..catalogue.errors import NoCatalogue
from ..catalogue.logbook import user
from .actions import EVERYWHERE
from .places import LETTERS, PLACES
from .screens.page import Page, bindings
from .session import Session
from .theme import THEMES, theme
from .undoing import make_again, news, take_back


class Application(App[int]):
    """Orodha in a terminal.

    Args:
        target: Path or URL of the catalogue; where there is none, the first screen offers to make it.
        today: The day that due dates are reckoned from; this one if none is given.
        first: The screen that it opens with, by its name in ``PLACES``.

    Raises:
        DatabaseError: There is a catalogue, and it cannot be read.
    """

    TITLE = "Orodha"
    CSS_PATH = "orodha.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)

    session: Session

    def __init__(self, target: str, today: dt.date | None = None, first: str = "home") -> None:
        super().__init__()
        self.target = target
        self.first = first
        self.edition = 1
        self._today = today
        for name in THEMES:
            self.register_theme(theme(name))
        self.theme = next(iter(THEMES))

    def on_mount(self) -> None:
        """Open the first screen, and look for changes by others once a second."""
        try:
            self.begin()
        except NoCatalogue:
            self.show("first run")

    def begin(self) -> None:
        """Open the catalogue and the first screen of it.

        Raises:
            NoCatalogue: There is none.
        """
        self.session = Session(self.target, self._today)
        self.show(self.first, *PLACES[self.first].arguments)
        self.set_interval(1.0, self.look_for_changes)

    def show(self, name: str, *arguments: Any, **more: Any) -> None:
        """Open a screen on top of what is there.

        Args:
            name: Its name in ``PLACES``.
            arguments: What its class takes.
            more: The same by name.
        """
        place = PLACES[name]
        module = import_module(f".screens.{place.module}", __package__)  # screens are loaded when they are opened
        self.push_screen(getattr(module, place.page)(*arguments, **more))

    def go(self, name: str) -> None:
        """Go to a screen of the list of places: back from there is home."""
        while len(self.screen_stack) > 2:  # the lowest is Textual's own, empty; the next is home
            self.pop_screen()
        if name != self.first:
            self.show(name, *PLACES[name].arguments)

    def open_record(self, record_id: str) -> None:
        """Open the screen of a record."""
        self.show("record", record_id)

    def look_for_changes(self) -> None:
        """Let the screen look again if anything was written, by whomever."""
        if not self.session.changed():
            return
        self.edition += 1
        if told := news(self.session.others(), user()):
            self.notify(told, markup=False, timeout=4)
        page = next((one for one in reversed(self.screen_stack) if isinstance(one, Page)), None)
        if page:
            page.edition = self.edition
            page.look_again()

    def action_go(self) -> None:
        """Ask for the letter of a place."""
        from .screens.go import GoTo  # as other screens

        def went(letter: str | None) -> None:
            if letter:
                self.go(LETTERS[letter])

        self.push_screen(GoTo(), went)

    async def action_back(self) -> None:
        """Go back to where one came from."""
        if len(self.screen_stack) > 2:
            self.pop_screen()

    def action_undo(self) -> None:
        """Take the last change back."""
        take_back(self)

    def action_redo(self) -> None:
        """Make a change again that was taken back."""
        make_again(self)


def run(target: str) -> int:
    """Run the application until the person leaves; return the exit code.

    Raises:
        DatabaseError: There is a catalogue, and it cannot be read.
    """
    return Application(target).run() or 0
