"""The application driven by keys, and what stands on its screen."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

from orodha.tui.app import Application
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

TODAY = dt.date(2026, 11, 22)
"""The day that tests take place on."""

PAUSE = 0.3
"""What is to be done after fewer seconds than this is waited for."""

PATIENCE = 60.0
"""Seconds after which the application is taken never to come to rest."""

SMALL, LARGE = (80, 24), (140, 40)


class Driven:
    """The application in a test: ``await it.press("g", "s")``, then ``it.lines``."""

    def __init__(self, app: Application, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot
        self.told = self.seen
        """What was said in passing, the newest last; it may have left the screen."""
        said = app.notify

        def notify(message: str, **more: Any) -> None:
            self.told.append(message)
            said(message, **more)

        app.notify = notify

    async def press(self, *keys: str) -> None:
        """Press keys, each when what the one before began is done; " " is the space bar."""
        for key in keys:
            await self.pilot.press("space" if key == " " else key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text letter by letter."""
        await self.press(*text)

    async def settle(self) -> None:
        """Wait until nothing is at work in the background, and all is painted."""
        quiet, end = 0, time.monotonic() + PATIENCE
        while quiet < 2 and self.app.is_running:  # what is done with an answer may ask for the next
            await self.pilot._wait_for_screen()
            self.app.screen._on_timer_update()
            quiet += 1
            if working := [one for one in self.app.workers if not one.is_finished]:
                quiet = 0
                with contextlib.suppress(WorkerCancelled):  # by one that takes its place
                    await self.app.workers.wait_for_complete(working)
            elif self._has_more():
                assert time.monotonic() < end, f"never at rest:\n{self.text}"
                quiet = 0
                await asyncio.sleep(0.001)

    def _has_more(self) -> bool:
        """Tell whether a key, a paint, something that moves or a short pause is being waited for."""
        app, screen = self.app, self.app.screen
        nodes = (app, *screen.walk_children(with_self=True))
        pauses = (one for node in nodes for one in node._timers if one._repeat == 0 and one._interval < PAUSE)
        return (
            app._busy
            or not screen.is_mounted
            or bool(screen._callbacks)
            or not app.animator._complete_event.is_set()
            or any(one._task and not one._task.done() for one in pauses)
        )

    @property
    def lines(self) -> list[str]:
        """The lines on the screen, without spaces at the end."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """All that is on the screen."""
        return "\n".join(self.lines)

    @property
    def seen(self) -> list[str]:
        """What is said on the screen now."""
        return [one.message for one in self.app._notifications]


@contextlib.asynccontextmanager
async def a_key_takes_no_time() -> AsyncIterator[None]:
    """Keep Textual from guessing, by the time that the process takes, when a key is dealt with: ``settle`` knows."""

    async def sent(*_: float) -> None:
        for _ in range(5):  # rounds of the loop, in which it comes to the application
            await asyncio.sleep(0)

    with mock.patch("textual.app.wait_for_idle", sent):
        yield


def drive(
    db: Path | str,
    work: Callable[[Driven], Awaitable[None]],
    *,
    first: str = "home",
    size: tuple[int, int] = SMALL,
) -> None:
    """Run the application without a terminal on a catalogue, and do some work in it."""

    async def run() -> None:
        app = Application(str(db), TODAY, first)
        async with app.run_test(size=size) as pilot, a_key_takes_no_time():
            it = Driven(app, pilot)
            await it.settle()
            await work(it)
            if app.unforeseen:
                raise app.unforeseen[0]

    asyncio.run(run())


def after(db: Path | str, keys: Sequence[str], *, first: str = "home", size: tuple[int, int] = SMALL) -> list[str]:
    """Return the lines of the screen after some keys."""
    found: list[str] = []

    async def work(it: Driven) -> None:
        await it.press(*keys)
        found.extend(it.lines)

    drive(db, work, first=first, size=size)
    return found
