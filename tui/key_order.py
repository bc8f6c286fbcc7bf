"""Keys in the order in which they were typed: each is dealt with before the next is looked at.

Textual gives a key to what has the focus when the key comes in. Who types "/permits" fast would have the letters go
where the focus was before the slash, and be taken for commands. Here a key waits until the one before has been through
every widget up to the application, until the focus has moved, and until a screen that it has opened is there.
"""

from __future__ import annotations

from collections import deque

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

from .typed import parent_of


class InOrder(App[int]):
    """An application that deals with keys one by one."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._busy = False

    async def on_event(self, event: events.Event) -> None:
        """Hold a key back while the one before is being dealt with."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._busy:
            self._waiting.append(event)
        else:
            await self._deal_with(event)

    async def _deal_with(self, event: events.Key | events.Paste) -> None:
        self._busy = True
        target = self.focused or self.screen
        await super().on_event(event)
        self._follow(target)

    def _follow(self, node: MessagePump | None) -> None:
        """Go up behind a key: what is put into the queue of each after it is done after it."""
        if node is None or node is self or not node.call_later(self._follow, parent_of(node)):
            self.call_later(self.call_later, self._next)  # behind the focus, which moves by a message of its own

    async def _next(self) -> None:
        screen = self.screen
        if self._waiting and not screen.is_mounted and screen.call_later(self.call_later, self._next):
            return
        self._busy = False
        if self._waiting:
            await self._deal_with(self._waiting.popleft())
