"""Jumping: a letter on everything that can have the focus, and the letter that is pressed goes there."""

from __future__ import annotations

import string
from collections.abc import Mapping
from contextlib import suppress

from textual import events
from textual.app import ComposeResult
from textual.errors import NoWidget
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

LETTERS = "asdfjklghqwertyuiopzxcvbnm" + string.digits
"""Those under the fingers first."""


class Jump(ModalScreen[None]):
    """The letters over a screen that stays in sight.

    Args:
        targets: What each letter goes to.
    """

    DEFAULT_CSS = """
    Jump { background: $background 30%; }
    Jump > Static {
        position: absolute; width: 3; height: 1; background: $accent; color: $background; text-style: bold;
    }
    """

    def __init__(self, targets: Mapping[str, Widget]) -> None:
        super().__init__()
        self._targets = targets

    @staticmethod
    def targets(screen: Screen[object]) -> dict[str, Widget]:
        """Return a letter for each part of a screen that can have the focus and is seen, from the top left on."""
        seen: list[Widget] = []
        for one in screen.focus_chain:
            with suppress(NoWidget):  # it is still to be laid out
                seen += [one] if screen.find_widget(one).visible_region.area else []
        seen.sort(key=lambda one: (one.region.y, one.region.x))
        return dict(zip(LETTERS, seen, strict=False))

    def compose(self) -> ComposeResult:
        """Make the letters."""
        for letter, widget in self._targets.items():
            label = Static(f" {letter} ", markup=False)
            label.styles.offset = (widget.region.x, widget.region.y)
            yield label

    def on_key(self, event: events.Key) -> None:
        """Go to the letter that was pressed, or nowhere."""
        event.stop()
        self._leave(self._targets.get(event.key))

    def on_click(self, event: events.Click) -> None:
        """Go to the letter that was clicked, or nowhere."""
        at = event.screen_offset
        found = (one for one in self._targets.values() if one.region.y == at.y and 0 <= at.x - one.region.x < 3)
        self._leave(next(found, None))

    def _leave(self, widget: Widget | None) -> None:
        self.dismiss()
        if widget:
            widget.focus()
