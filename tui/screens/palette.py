"""The palette: what can be done here, where one can go, and records, found by what is typed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.text import Text
from textual.command import CommandPalette, DiscoveryHit, Hit, Provider
from textual.screen import Screen

from ...catalogue.errors import OrodhaError
from ..actions import ACTIONS
from ..places import LETTERS, PLACES
from ..typed import app_of
from ..widgets.keys import active, key_name
from ..width import clean

if TYPE_CHECKING:
    from ...catalogue.search import Hit as Found
    from ..app import Application

RECORDS = 8
"""So many records are offered."""


class Offer(NamedTuple):
    """One thing that the palette offers: what it is, what it does in a sentence, and how to do it."""

    title: str
    told: str
    do: Callable[[], object]


class Doing(Provider):
    """What can be done on the screen, and the places that one can go to."""

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        """Yield everything, while nothing is typed."""
        for one in offers(self.screen):
            yield DiscoveryHit(Text(one.title), one.do, one.title, one.told)

    async def search(self, query: str) -> AsyncIterator[Hit]:
        """Yield what has the letters that were typed, in its title or, less so, in its sentence."""
        matcher = self.matcher(query)
        for one in offers(self.screen):
            score = max(matcher.match(one.title), matcher.match(one.told) / 2)
            if score > 0:
                yield Hit(1 + score, Text(one.title), one.do, one.title, one.told)


class Records(Provider):
    """Records by their words."""

    async def search(self, query: str) -> AsyncIterator[Hit]:
        """Yield the best hits; a newer question stops an older one."""
        application = cast("Application", app_of(self.screen))
        session, who = application.session, Records
        session.interrupt(who)
        try:
            found: list[Found] = await asyncio.to_thread(
                session.ask, who, lambda reader: reader.find(query, limit=RECORDS)
            )
        except OrodhaError:  # a newer question
            return
        for place, hit in enumerate(found):
            title, told = clean(hit.label), f"{hit.kind}  {hit.id}"
            yield Hit(1 - place / 100, Text(title), partial(application.open_record, hit.id), title, told)


def offers(screen: Screen[object]) -> Iterator[Offer]:
    """Yield what can be done on a screen, then the places that one can go to."""
    app = app_of(screen)
    for one in active(screen):
        action = ACTIONS.get(one.binding.id or "")
        if action and action.id not in ("palette", "go", "back"):
            told = f"{key_name(one.binding.key)}  {action.told}"
            yield Offer(action.title.capitalize(), told, partial(app.run_action, one.binding.action, one.node))
    go = cast("Application", app).go
    for letter, name in LETTERS.items():
        yield Offer(f"Go to {PLACES[name].title}", f"g {letter}  {PLACES[name].told}", partial(go, name))


def palette() -> CommandPalette:
    """Return the palette."""
    return CommandPalette(providers=[Doing, Records], placeholder="what to do, where to go, or words of a record")
