"""The full-screen application."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from threading import Thread
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.theme import Theme

from ..catalogue.errors import DatabaseError, NoCatalogue
from ..catalogue.logbook import user
from ..catalogue.reader import Reader
from .actions import ACTIONS, EVERYWHERE
from .places import LETTERS, PLACES
from .screens.page import Page, bindings
from .session import Session
from .settings import KEYS, folder, remember, remembered
from .telling import Telling
from .theme import THEMES, theme
from .typed import finished
from .undoing import make_again, news, take_back
from .widgets.keys import key_name

_NEED_CATALOGUE = ("go", "undo", "redo", "palette")
"""Actions that can be done once there is a catalogue."""

WRITING = ("change", "write", "draft", "calendar")
"""Groups of workers that write: to the catalogue, or a file."""


LEAVING = 3.0
"""Seconds that it has to leave when the system tells it to."""

LONGEST_WRITING = 600.0
"""Seconds more that it has for what it is just then writing to the catalogue."""


class Application(Telling):
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
    ENABLE_COMMAND_PALETTE = False  # ours is opened by an action like every other
    ALLOW_SELECT = False  # Textual loses what is selected when it goes, as what is said in passing does, and ends
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(EVERYWHERE),
        Binding("ctrl+q", "quit", "quit", show=False, priority=True),  # from a field and a small window too
    ]

    session: Session

    def __init__(self, target: str, today: dt.date | None = None, first: str = "home") -> None:
        self._themes = {name: theme(name) for name in THEMES}
        chosen = remembered("theme")
        # before all that is made of it: a theme that is set later has every style read and applied once more
        self.set_reactive(Application.theme, chosen if chosen in THEMES else next(iter(THEMES)))
        super().__init__()
        self.target = target
        self.first = first
        self.edition = 1
        self.keys: Mapping[str, str] = {}
        self._today = today
        self._trouble = ""
        for one in self._themes.values():
            self.register_theme(one)

    def get_theme(self, theme_name: str) -> Theme | None:
        """Return a theme; ours are there before Textual lets any be registered."""
        return self._themes.get(theme_name) or super().get_theme(theme_name)

    def on_mount(self) -> None:
        """Open the first screen, and look for changes by others once a second."""
        self._take_keys()
        self._leave_when_told()
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
        while len(self.screen_stack) > 1:  # what made the catalogue
            self.pop_screen()
        self.show(self.first, *PLACES[self.first].arguments)
        self.set_interval(1.0, self.look_for_changes)

    def _take_keys(self) -> None:
        """Let the keys that the person has changed hold, and tell what of them cannot."""
        if not (folder() / KEYS).exists():
            return
        from . import keymap  # most people change none

        found = keymap.read()
        self.keys = found.keys
        self.set_keymap(found.keys)
        if found.problems:
            self.tell("\n".join(f"{keymap.path()}, {problem}" for problem in found.problems), "warning")

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
        self.unless_lost(lambda: self._go(name))

    def _go(self, name: str) -> None:
        while len(self.screen_stack) > 2:  # the lowest is Textual's own, empty; the next is home
            self.pop_screen()
        if name != self.first:
            self.show(name, *PLACES[name].arguments)

    def unless_lost(self, leave: Callable[[], object]) -> None:
        """Leave screens; ask first if something that was typed on one of them is neither saved nor can be kept.

        Args:
            leave: Does it.
        """
        if not any(isinstance(one, Page) and one.would_lose() for one in self.screen_stack):
            leave()
            return
        from .widgets.dialogs import Choose  # only when something is asked

        def answered(answer: str | None) -> None:
            if answer == "leave":
                leave()

        question = "What you typed is not saved, and a draft of it cannot be kept on this machine."
        self.push_screen(Choose(question, [("stay", "Stay"), ("leave", "Leave, and lose it")]), answered)

    def open_record(self, record_id: str) -> None:
        """Open the screen of a record, unless it is the one that is open."""
        if record_id != getattr(getattr(self.screen, "shown", None), "id", ""):
            self.show("record", record_id)

    def look_for_changes(self) -> None:
        """Let the screen look again if anything was written, by whomever."""
        try:
            self._look_for_changes()
        except DatabaseError as error:  # it was deleted or written over: told once, not each second
            if str(error) != self._trouble:
                self._trouble = str(error)
                self.tell_error(error)
        else:
            self._trouble = ""

    def _look_for_changes(self) -> None:
        session = self.session
        if session.replaced():
            self.go(self.first)  # what else was open was of the other one
            self.tell(f"Another file has taken the place of {self.target}: this is what it holds.", "warning")
        elif not session.changed():
            return
        self.edition += 1
        if told := news(session.others(), user()):
            self.tell(told)
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

    def key_of(self, action: str) -> str:
        """Return the key of an action as the person has it, and as people write it.

        Args:
            action: Its id in the registry.
        """
        return key_name(self.keys.get(action, ACTIONS[action].keys))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether something can be done now: while there is no catalogue, what needs none."""
        return action not in _NEED_CATALOGUE or hasattr(self, "session")

    async def action_back(self) -> None:
        """Go back to where one came from."""
        if len(self.screen_stack) > 2:
            self.pop_screen()

    def action_help(self) -> None:
        """Tell what can be done here, with which key and which command."""
        from .screens.help import Help  # as other screens

        self.push_screen(Help(self.screen))

    def action_palette(self) -> None:
        """Offer what can be done here, where one can go, and records, by what is typed."""
        from .screens.palette import palette  # as other screens

        self.push_screen(palette())

    def action_jump(self) -> None:
        """Put a letter on everything that can have the focus; the letter that is pressed goes there."""
        from .widgets.jump import Jump  # as screens

        if targets := Jump.targets(self.screen):
            self.push_screen(Jump(targets))

    def action_theme(self) -> None:
        """Change between dark and light, and keep it for the next time."""
        names = list(THEMES)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        remember("theme", self.theme)

    def action_quit(self) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] - Textual waits for it if it can
        """Leave, when what is being written has been written; ask first if something would be lost."""
        self.unless_lost(lambda: self.run_worker(self._quit(), group="quit"))

    def action_help_quit(self) -> None:
        """Say how one leaves: who presses ctrl+c means that, or a copy."""
        self.tell("^q leaves.")

    def _leave_when_told(self) -> None:
        """Leave in order, with the terminal as it was, when the system or a closed window ends the process."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):  # Windows, or another thread
                code = 128 + getattr(signal, name)
                loop.add_signal_handler(code - 128, self._leave_at_once, code)
        if hasattr(select, "poll") and not self.is_headless:
            Thread(target=self._watch_window, args=(loop,), daemon=True).start()

    def _watch_window(self, loop: asyncio.AbstractEventLoop) -> None:
        """Leave when the window is gone, also where no signal tells of it: Textual would read its end for ever."""
        window, code = select.poll(), 129
        window.register(sys.stdin, 0)  # no event is asked for: that the other end is gone is told all the same
        if any(told & select.POLLHUP for _, told in window.poll()):
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(self._leave_at_once, code)
            self._end(code)

    def _leave_at_once(self, code: int) -> None:
        """Leave without a question; what was typed is kept."""
        Thread(target=self._end, args=(code,), daemon=True).start()
        for page in self.screen_stack:
            if isinstance(page, Page):
                page.would_lose()  # keeps it now
        self.run_worker(self._quit(code), group="quit")

    def _end(self, code: int) -> None:
        """End the process if it does not end by itself: Textual waits for ever to write to a window that was closed."""
        time.sleep(LEAVING)
        if hasattr(self, "session"):
            self.session.turn.acquire(timeout=LONGEST_WRITING)
        os._exit(code)

    async def _quit(self, code: int = 0) -> None:
        if hasattr(self, "session"):
            self.session.stop()  # who leaves waits for no answer
        writing = [one for one in self.workers if one.group in WRITING and not one.is_finished]
        if writing:
            self.tell("Finishing what is being saved ...", "warning")
            await finished(self, writing)
        self.exit(code, return_code=code)

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
        UsageError: The target is the URL of something that cannot be opened.
    """
    with suppress(NoCatalogue):  # what cannot be read is told before the screen is taken
        Reader.open(target).close()
    application = Application(target)
    application.run()
    if hasattr(application, "session"):
        application.session.close()  # every thread has ended
    return application.return_code or 0
