"""The help: what can be done where the focus is, on the screen and everywhere, each with its key and command."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from ..actions import ACTIONS, EVERYWHERE
from ..keymap import MOVING
from ..typed import app_of, screen_of
from ..widgets.keys import active, key_name
from ..width import pad, width, wrap

KEYS = 11
"""Columns that keys have."""

BESIDE = 100
"""From so many columns on, the commands stand beside what is said."""


class Line(NamedTuple):
    """One thing that can be done: its keys, what it does in a sentence, and the command that does the same."""

    keys: str
    told: str
    command: str


class Help(ModalScreen[None]):
    """The help of a screen.

    Args:
        screen: The screen that it is asked for on.
    """

    DEFAULT_CSS = """
    Help { align: center middle; background: $background 60%; }
    Help > VerticalScroll { width: 96%; max-width: 120; height: auto; max-height: 96%; padding: 1 2; background: $panel;
        scrollbar-size-vertical: 1; scrollbar-background: $panel; }
    Help Static { width: 1fr; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q,enter", "leave", "back", show=False),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
    ]

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__()
        self._sections = list(sections(active(screen)))

    def compose(self) -> ComposeResult:
        """Make the window."""
        with VerticalScroll():
            yield Static()

    def on_mount(self) -> None:
        """Begin at the top, where the arrows move the text."""
        self.query_one(VerticalScroll).focus()

    def on_resize(self) -> None:
        """Fill the width that there is."""
        self.query_one(Static).update(self._text(min(120, app_of(self).size.width * 96 // 100) - 5))

    def _text(self, room: int) -> Text:
        colours = app_of(self).theme_variables
        text = Text(no_wrap=True, end="")
        for title, lines in self._sections:
            text.append(f"{title}\n", "bold")
            for line in lines:
                _append(text, line, room, f"bold {colours['accent']}", colours["faint"])
            text.append("\n")
        text.append("esc closes this. A key can be changed: orodha tui --keys says how.", colours["faint"])
        return text

    def action_leave(self) -> None:
        """Close."""
        self.dismiss()

    def action_down(self) -> None:
        """Show what comes after."""
        self.query_one(VerticalScroll).scroll_down(animate=False)

    def action_up(self) -> None:
        """Show what comes before."""
        self.query_one(VerticalScroll).scroll_up(animate=False)


def sections(offered: Sequence[ActiveBinding]) -> Iterator[tuple[str, list[Line]]]:
    """Yield the sections of the help with their lines: what has focus, the screen, everywhere; none that is empty.

    In a form, what can be done with it comes first: how one types is known.

    Args:
        offered: What can be done now, in the order of the line of keys.
    """
    groups: dict[str, list[Line]] = {"Where you are": _of_part(offered), "On this screen": [], "Everywhere": []}
    for one in offered:
        if action := ACTIONS.get(one.binding.id or ""):
            where = "Everywhere" if EVERYWHERE in action.where else "On this screen"
            groups[where].append(Line(_keys(one), action.told, action.command))
    order = ("On this screen", "Where you are", "Everywhere") if _in_form(offered) else groups
    yield from ((title, groups[title]) for title in order if groups[title])


def _in_form(offered: Sequence[ActiveBinding]) -> Sequence[tuple[str, str]]:
    """Return what a line of a form says of itself, if one has the focus."""
    return next((told for one in offered if (told := getattr(one.node, "TOLD", ()))), ())


def _of_part(offered: Sequence[ActiveBinding]) -> list[Line]:
    """Return what the part that has focus can do by itself: moving, in one line, then the rest; of a field, to type."""
    if told := _in_form(offered):
        return [Line(keys, text, "") for keys, text in told]
    own = [one for one in offered if one.binding.id not in ACTIONS and not isinstance(one.node, Screen | App)]
    if any(isinstance(one.node, Input) for one in own):
        return [Line("letters", "Type. ^u empties the line, ^w a word; → takes what is suggested.", "")]
    moving = [one for one in own if one.binding.key in MOVING]
    told = [Line(_keys(one), f"{one.binding.description.capitalize()}.", "") for one in own if _is_worth_telling(one)]
    names = " ".join(name for name in "↑↓←→" if name in [key_name(one.binding.key) for one in moving])
    others = [name for one in moving if len(name := key_name(one.binding.key)) > 1]
    return [*([Line(names, f"Move. {', '.join(others)} go further.", "")] if names and others else []), *told]


def _is_worth_telling(one: ActiveBinding) -> bool:
    """Tell whether a key does something that is neither moving nor what Textual can do and nobody needs."""
    return bool(one.binding.description) and one.binding.key not in MOVING and not one.binding.action.startswith("page")


def _keys(one: ActiveBinding) -> str:
    """Return the keys of an action, two at most, as people write them."""
    chain = screen_of(one.node).active_bindings.items()
    names = [key_name(key) for key, other in chain if other.binding.action == one.binding.action and "super" not in key]
    return ", ".join((sorted(names, key=len) if one.binding.id else names)[:2])


def _append(text: Text, line: Line, room: int, keys: str, faint: str) -> None:
    """Append a line, broken between words: its command beside it where there is room, or else below it."""
    told_room = room - KEYS
    beside = room >= BESIDE
    if beside:
        told_room = (room - KEYS) * 3 // 5
    first, *rest = wrap(line.told, told_room - 1)
    text.append(f" {pad(line.keys, KEYS - 1)}", keys).append(first, "not bold")
    if line.command and beside:
        text.append(" " * (told_room - width(first)) + line.command, faint)
    for more in rest:
        text.append("\n" + " " * KEYS + more)
    if line.command and not beside:
        last = rest[-1] if rest else first
        fits = width(last) + 2 + cell_len(line.command) <= told_room
        text.append("  " if fits else "\n" + " " * KEYS).append(line.command, faint)
    text.append("\n")
