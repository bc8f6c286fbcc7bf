"""The palette: what can be done here, where one can go, and records, found by what is typed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.text import Text
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette, DiscoveryHit, Hit, Provider
from textual.screen import Screen

from ...catalogue.errors import OrodhaError
from ..actions import ACTIONS
from ..places import LETTERS, PLACES
from ..typed import app_of
from ..widgets.keys import active, key_name
from ..width import clean, cut, pad

if TYPE_CHECKING:
    from ...catalogue.reader import Reader
    from ..app import Application

RECORDS = 8
"""So many records are offered."""

WIDTH = 100
"""Columns that the window has at most."""

TITLE = 18
"""Columns that titles have."""


class Offer(NamedTuple):
    """One thing that the palette offers: what it is, what it does in a sentence, and how to do it."""

    title: str
    told: str
    do: Callable[[], object]


class _Lines(Provider):
    """What is offered in lines: what it is, and what is said of it in a quieter colour."""

    def _line(self, one: Offer, room: int = TITLE) -> Text:
        app = app_of(self.screen)
        told = cut(one.told, min(app.size.width, WIDTH) - room - 12)
        line = Text(f"{pad(cut(one.title, room), room)}  ", no_wrap=True)
        return line.append(told, f"not bold {app.theme_variables['faint']}")


class Doing(_Lines):
    """What can be done on the screen, and the places that one can go to."""

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        """Yield everything, while nothing is typed."""
        for one in offers(self.screen):
            yield DiscoveryHit(self._line(one), one.do, one.title)

    async def search(self, query: str) -> AsyncIterator[Hit]:
        """Yield what has the letters that were typed, in its title or, less so, in its sentence."""
        matcher = self.matcher(query)
        for one in offers(self.screen):
            score = max(matcher.match(one.title), float(query.casefold() in one.told.casefold()) / 2)
            if score > 0:
                yield Hit(1 + score, self._line(one), one.do, one.title)


class Records(_Lines):
    """Records by their words."""

    async def search(self, query: str) -> AsyncIterator[Hit]:
        """Yield the best hits; a newer question stops an older one."""
        application = cast("Application", app_of(self.screen))
        session, who = application.session, Records
        session.interrupt(who)
        try:
            found = await asyncio.to_thread(session.ask, who, partial(_found, text=query.strip()))
        except OrodhaError:  # a newer question
            return
        for place, (name, label) in enumerate(found.items()):
            one = Offer(clean(label), name, partial(application.open_record, name))
            yield Hit(1 - place / 100, self._line(one, 2 * TITLE), one.do, one.title)


def _found(reader: Reader, text: str) -> dict[str, str]:
    """Return the labels of the record with an id, or else of the best hits for words, by id."""
    if reader.has(text):
        return reader.labels([text])
    return {hit.id: hit.label for hit in reader.find(text, limit=RECORDS)}


def offers(screen: Screen[object]) -> Iterator[Offer]:
    """Yield what can be done on a screen, then the places that one can go to."""
    app = app_of(screen)
    for one in active(screen):
        action = ACTIONS.get(one.binding.id or "")
        if action and action.id not in ("palette", "go", "back"):
            told = f"{key_name(one.binding.key):6} {action.told}"
            yield Offer(action.title.capitalize(), told, partial(app.run_action, one.binding.action, one.node))
    go = cast("Application", app).go
    for letter, name in LETTERS.items():
        yield Offer(f"Go to {PLACES[name].title}", f"g {letter}    {PLACES[name].told}", partial(go, name))


class Palette(CommandPalette):
    """The window of the palette."""

    DEFAULT_CSS = """
    Palette > Vertical { background: $panel; margin-top: 1; width: 100%; max-width: 100; }
    Palette SearchIcon { display: none; }
    Palette #--input { border: none; padding: 1 1 0 1; height: 2; background: $panel; }
    Palette #--input CommandInput, Palette #--input CommandInput:focus { background: $background; padding: 0 1; }
    Palette CommandList, Palette CommandList:focus {
        background: $panel; background-tint: $panel 0%; border: none; padding: 0 1; max-height: 20;
    }
    Palette LoadingIndicator { display: none; }
    """

    def _action_command_list(self, action: str) -> None:
        """Move in the list; by pages Textual cannot before its lines are laid out."""
        with suppress(KeyError):
            super()._action_command_list(action)

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close once: with a second enter in the same moment Textual would take the screen below away as well."""
        if self.is_current:
            return super().dismiss(result)
        self._selected_command = DiscoveryHit("", _nothing)  # nor is what was chosen done twice
        return AwaitComplete.nothing()


def _nothing() -> None:
    """Do nothing."""


def palette() -> Palette:
    """Return the palette."""
    return Palette(providers=[Doing, Records], placeholder="what to do, where to go, or words of a record")
