"""The line of keys at the foot: what can be done where the focus is, as much as fits, and how much is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.app import App
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from ..actions import ACTIONS, EVERYWHERE, actions_of
from ..typed import app_of, on_keys_changed, screen_of

_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "escape": "esc",
    "colon": ":",
    "comma": ",",
    "full_stop": ".",
    "plus": "+",
    "minus": "-",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "equals_sign": "=",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "delete": "del",
    "exclamation_mark": "!",
    "number_sign": "#",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "asterisk": "*",
    "space": "space",
    "backslash": "\\",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}
_LAST = ("go", "help", "palette")
"""Actions that stand at the right end, where everybody looks for them: the ways to everything else."""


class _Hint(NamedTuple):
    start: int
    end: int
    action: ActiveBinding


class Keys(Widget):
    """The line of keys; the help names them all, and a click on one does it."""

    DEFAULT_CSS = """
    Keys { dock: bottom; height: 1; background: $panel; }
    """

    def on_mount(self) -> None:
        """Follow the focus."""
        self._hints: list[_Hint] = []
        on_keys_changed(self, self.refresh)

    def render(self) -> Text:
        """Return what fits: the actions of what has focus first, the ways to everything else at the right."""
        offered = [one for one in active(screen_of(self)) if one.binding.show]
        right = [one for one in offered if one.binding.action in _LAST]
        left = [one for one in offered if one.binding.action not in _LAST]
        self._hints = []
        while right and sum(map(_width, right)) + _width(left[0] if left else right[0]) + 4 > self.size.width:
            left.append(right.pop(0))  # a very narrow window
        room = self.size.width - sum(map(_width, right))
        told = Text(no_wrap=True, end="")
        for place, one in enumerate(left):
            rest = len(left) - place
            more = cell_len(f"+{rest - 1} ") if rest > 1 else 0
            if told.cell_len + _width(one) + more > room:
                told.append(f"+{rest} ", app_of(self).theme_variables["faint"])
                break
            self._add(told, one)
        told.append(" " * max(0, room - told.cell_len))
        for one in right:
            self._add(told, one)
        return told

    def _add(self, told: Text, one: ActiveBinding) -> None:
        start = told.cell_len
        told.append(f" {key_name(one.binding.key)} ", f"bold {app_of(self).theme_variables['accent']}")
        told.append(f"{one.binding.description} ")
        self._hints.append(_Hint(start, told.cell_len, one))

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked; the count of what is left out opens the help."""
        app = app_of(self)
        for start, end, one in self._hints:
            if start <= event.x < end:
                await app.run_action(one.binding.action, one.node)
                return
        if self._hints and event.x < self._hints[-1].start:
            await app.run_action("help", app)


def active(screen: Screen[object]) -> list[ActiveBinding]:
    """Return what can be done on a screen now, once for each action: of what has focus, then as the registry has it.

    Where a list has the key of an action of the screen (enter opens), it is told as that action, and the list does it.
    """
    place = getattr(screen, "PLACE", EVERYWHERE)
    own = {key: one for one in actions_of(place) if place in one.where for key in one.keys.split(",")}
    found: dict[str, ActiveBinding] = {}
    for key, one in screen.active_bindings.items():
        if not one.enabled or (one.binding.id is None and _of_application(one)):  # what Textual does by itself
            continue
        if one.binding.id is None and key in own and not isinstance(one.node, Screen | Input):
            told = own[key]
            binding = replace(one.binding, id=told.id, description=told.title, show=told.shown, tooltip=told.told)
            one = one._replace(binding=binding)
        found.setdefault(one.binding.id or one.binding.action, one)
    order = {name: place for place, name in enumerate(ACTIONS)}
    return sorted((_now(screen, one) for one in found.values()), key=lambda one: order.get(one.binding.id or "", -1))


def _now(screen: Screen[object], one: ActiveBinding) -> ActiveBinding:
    """Return what can be done as the screen calls it just now, if it has words for it: its ``titles``, by action."""
    titles: dict[str, str] = getattr(screen, "titles", {})
    title = titles.get(one.binding.id or "")
    return one._replace(binding=replace(one.binding, description=title)) if title else one


def _of_application(one: ActiveBinding) -> bool:
    return isinstance(one.node, App)


def _width(one: ActiveBinding) -> int:
    return cell_len(f" {key_name(one.binding.key)} {one.binding.description} ")


def key_name(key: str) -> str:
    """Return the first of some keys as people write it: "^p" for ctrl+p, "?" for question_mark."""
    *modifiers, last = key.partition(",")[0].split("+")
    name = _NAMES.get(last, last.upper() if len(last) > 1 and last[0] == "f" and last[1:].isdigit() else last)
    return "".join("^" if one == "ctrl" else f"{one}+" for one in modifiers) + name
