"""What is said in passing, in one place: the newest alone, and only as long as it helps."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import traceback
from pathlib import Path
from time import monotonic
from typing import Literal

from rich.text import Text
from textual import events
from textual.worker import WorkerFailed

from ..catalogue.errors import OrodhaError, UsageError
from . import drafts
from .key_order import InOrder
from .width import clean, cut

LASTS = 4.0
"""Seconds that something simple is there at most."""

READ = 2.0
"""Seconds after which the next key takes it away."""

_LETTERS = 160
"""Letters of an error that nobody foresaw which are shown."""


def log() -> Path:
    """Return the file that errors are written to which nobody foresaw; it need not be there."""
    return drafts.folder().parent / "errors.log"


class Telling(InOrder):
    """An application that says one thing at a time, and goes on when something went wrong that nobody foresaw."""

    def __init__(self) -> None:
        super().__init__()
        self.unforeseen: list[Exception] = []
        self._parting = ""
        self._told = 0.0
        self._simple = True
        self._used = 0.0

    def tell(self, text: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """Say something that passes, in place of what was said before.

        Args:
            text: What is said.
            severity: What is more than information stays longer, and no key takes it away.
        """
        self._simple = severity == "information"
        self._told = monotonic()
        self.notify(clean(text), severity=severity, markup=False, timeout=LASTS if self._simple else 2.5 * LASTS)

    def tell_error(self, error: OrodhaError, severity: Literal["warning", "error"] = "error") -> None:
        """Say what went wrong, and what to do about it."""
        self.tell(f"{error.what} {error.advice}".strip(), severity)

    def on_notify(self) -> None:
        """Take away what was said before; Textual then shows the new."""
        self.clear_notifications()

    def other_screen(self) -> None:
        """Take away what was said of another screen: all that is older than the key which led here."""
        if self._told < self._used:
            self.clear_notifications()

    async def on_event(self, event: events.Event) -> None:
        """Note when the person does something; by then what was said in passing has been read."""
        if isinstance(event, events.Key | events.Paste | events.MouseDown) and not event.is_forwarded:
            self._used = monotonic()
            if self._simple and self._used - self._told > READ:
                self.clear_notifications()
        await super().on_event(event)

    def as_told(self, error: Exception) -> OrodhaError:
        """Return an error in words; from any thread. What nobody foresaw is written to a file too.

        Args:
            error: What ended some work, none of which counts then.
        """
        if isinstance(error, OrodhaError):
            return error
        if isinstance(error, OSError):
            where = f"{error.filename}: " if error.filename else ""
            return UsageError(f"{where}{error.strerror or error}.", "Nothing was changed.")
        return self._not_foreseen(error, "; nothing was changed")

    def _handle_exception(self, error: Exception) -> None:
        """Go on when it was work in the background that failed: Textual would end the application."""
        if self.was_left(error.error if isinstance(error, WorkerFailed) else error):
            return
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            if not self.is_running:  # left meanwhile: there is nobody to tell
                return
            foreseen = isinstance(error.error, OrodhaError | OSError)
            self.tell_error(self.as_told(error.error) if foreseen else self._not_foreseen(error.error, ""))
        else:
            told = error if isinstance(error, OrodhaError) else self._not_foreseen(error, "")
            self._parting = f"error: {told.what} {told.advice}".rstrip()
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End with a sentence: the values of variables, which Textual shows, are people's data."""
        self.panic(Text(clean(self._parting)))

    def _print_error_renderables(self) -> None:
        """Print what is said at the end, of the first error alone."""
        del self._exit_renderables[1:]
        super()._print_error_renderables()

    def _not_foreseen(self, error: Exception, outcome: str) -> OrodhaError:
        self.unforeseen.append(error)
        what = cut(f"{type(error).__name__}: {error}".partition("\n")[0], _LETTERS).rstrip(": ")
        try:
            write_down(error)
        except OSError as problem:
            advice = f"It could not be written to {log()}: {problem.strerror}."
        else:
            advice = f"It is written to {log()}, please send it."
        return OrodhaError(f"Something went wrong that nobody foresaw: {what}{outcome}.", advice)


def write_down(error: Exception) -> None:
    """Append an error to the log, for its owner alone: when, and where in the program; no values of variables.

    Raises:
        OSError: It cannot be written.
    """
    place = log()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = "".join(traceback.format_exception(error))
    now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    opened = os.open(place, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(opened, "a", encoding="utf-8", errors="backslashreplace") as stream:
        with contextlib.suppress(AttributeError):  # Windows, where the folder is the owner's
            os.fchmod(opened, 0o600)
        stream.write(f"{now}\n{text}\n")
