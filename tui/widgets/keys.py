"""The line of keys at the foot: what can be done where the focus is, as much as fits, and how much is left out."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.binding import Binding
from textual.widget import Widget

from ..typed import app_of, on_keys_changed

_HELP = "?"
_NAMES = {"question_mark": "?", "slash": "/", "escape": "esc", "ctrl+p": "^p", "ctrl+r": "^r", "ctrl+s": "^s"}


class Keys(Widget):
    """The line of keys; the help names them all."""

    DEFAULT_CSS = """
    Keys { dock: bottom; height: 1; background: $panel; }
    """

    def on_mount(self) -> None:
        """Follow the focus."""
        on_keys_changed(self, self.refresh)

    def render(self) -> Text:
        """Return what fits."""
        colours = app_of(self).theme_variables
        shown = [binding for binding in _bindings(self) if binding.show]
        accent, faint = colours["accent"], colours["faint"]
        told, room = Text(no_wrap=True, end=""), self.size.width
        for place, binding in enumerate(shown):
            name, title = key_name(binding.key), binding.description
            rest = len(shown) - place - 1
            needed = cell_len(f" {name} {title} ") + (len(f" +{rest} ") if rest else 0)
            if cell_len(told.plain) + needed > room:
                told.append(f" +{rest + 1}", faint)
                break
            told.append(f" {name} ", f"bold {accent}").append(f"{title} ")
        return told


def _bindings(widget: Widget) -> list[Binding]:
    """Return the bindings in force, one for each action."""
    found = {active.binding.action: active.binding for active in reversed(widget.screen.active_bindings.values())}
    return list(reversed(found.values()))


def key_name(key: str) -> str:
    """Return a key as people write it."""
    first = key.partition(",")[0]
    return _NAMES.get(first, first.replace("ctrl+", "^"))
