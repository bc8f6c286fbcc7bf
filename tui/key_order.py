"""Keys in the order in which they were typed: each is dealt with before the next is looked at.

Textual gives a key to what has the focus when the key comes in. Who types "/permits" fast would have the letters go
where the focus was before the slash, and be taken for commands. Here a key waits until the one before has been through
every widget up to the application, until the focus has moved, and until a screen that it has opened is there and ready.
"""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Mapping
from time import monotonic

from textual import events
from textual.actions import ActionParseResult
from textual.app import App
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen

from .typed import parent_of

LOOK = 0.01
"""So many seconds after it was not ready, a screen is looked at again."""

LONGEST = 2.0
"""So many seconds at most keys wait for a screen to be ready."""


class InOrder(App[int]):
    """An application that deals with keys one by one."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._busy = False
        self._patience: tuple[object, float] = (None, 0.0)

    async def on_event(self, event: events.Event) -> None:
        """Hold a key back while the one before is being dealt with."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._waiting.append(event)
        if not self._busy:
            self._busy = True
            await self._next()

    async def _deal_with(self, event: events.Key | events.Paste) -> None:
        target = self.focused or self.screen
        await super().on_event(event)
        self._follow(target)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do nothing on a screen whose parts are still to come: the key was pressed on the one before."""
        if not getattr(default_namespace, "is_mounted", True):
            return False
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except NoMatches as error:
            if not self.was_left(error):
                raise
            return True

    def was_left(self, error: BaseException | None) -> bool:
        """Tell whether a part was missing because its screen is gone: nobody waits for what came late there."""
        frames = traceback.walk_tb(error.__traceback__ if isinstance(error, NoMatches) else None)
        at = (frame.f_locals.get("self") for frame, _ in frames)
        return any(isinstance(one, Screen) and one not in self.screen_stack for one in at)

    def _follow(self, node: MessagePump | None) -> None:
        """Go up behind a key: what is put into the queue of each after it is done after it."""
        if node is None or node is self or not node.call_later(self._follow, parent_of(node)):
            self.call_later(self.call_later, self._next)  # behind the focus, which moves by a message of its own

    async def _next(self) -> None:
        screen = self.screen
        if self._waiting and not screen.is_mounted and screen.call_later(self.call_later, self._next):
            return
        if self._waiting and self._must_wait(screen):
            self.set_timer(LOOK, self._next)
        elif self._waiting:
            await self._deal_with(self._waiting.popleft())
        else:
            self._busy = False

    def _must_wait(self, screen: object) -> bool:
        """Tell whether a screen is still to read what keys are typed into; not for ever, whatever becomes of it."""
        if getattr(screen, "ready", True):
            self._patience = (None, 0.0)
            return False
        if self._patience[0] is not screen:
            self._patience = (screen, monotonic() + LONGEST)
        return monotonic() < self._patience[1]
