"""The application driven by keys, and what stands on its screen."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from orodha.tui.app import Application
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

TODAY = dt.date(2026, 11, 22)
"""The day that tests take place on."""

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
        await self.pilot.pause()
        while working := [one for one in self.app.workers if not one.is_finished]:
            with contextlib.suppress(WorkerCancelled):  # by one that takes its place
                await self.app.workers.wait_for_complete(working)
            await self.pilot.pause()  # what is done with an answer may ask for the next

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
        async with app.run_test(size=size) as pilot:
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
