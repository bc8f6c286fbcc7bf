"""Keys that a person has changed, in ``keys.toml`` of the folder of settings, one a line: ``undo = "ctrl+z"``.

What cannot be used is told, with its line, and the rest applies: nobody is locked out by a typing error.
"""

from __future__ import annotations

import string
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ..catalogue.errors import did_you_mean
from .actions import ACTIONS, EVERYWHERE, Action
from .settings import KEYS, folder

if TYPE_CHECKING:
    from textual.binding import Binding

MOVING = frozenset(("up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "shift+tab", "enter"))
"""Keys that lists and fields move by; they cannot mean anything else as well."""

LIST = "All are listed by: orodha tui --keys"
"""What is advised where no action is near."""

_NAMED = ("backspace", "delete", "escape", "insert", "space", *(f"f{number}" for number in range(1, 25)), *MOVING)
_MODIFIERS = ("ctrl", "shift", "alt", "super")
_SIGNS = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}


class Keymap(NamedTuple):
    """What a file of keys says.

    Attributes:
        keys: Keys by id of the action, parted by commas, as Textual names them.
        problems: What could not be used, each with its line and what to write instead.
    """

    keys: dict[str, str]
    problems: list[str]


class _Said(NamedTuple):
    line: int
    keys: str


def path() -> Path:
    """Return the file; it need not be there."""
    return folder() / KEYS


def read(file: Path | None = None) -> Keymap:
    """Return the keys that a file changes; none if there is no file.

    Args:
        file: The file; that of the folder of settings if left out.
    """
    place = file or path()
    try:
        text = place.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Keymap({}, [])
    except UnicodeDecodeError:
        return Keymap({}, [f"{place} cannot be read: it is no text in UTF-8."])
    except OSError as error:
        return Keymap({}, [f"{place} cannot be read: {error.strerror}."])
    return parse(text)


def parse(text: str) -> Keymap:
    """Return the keys that a text changes.

    Args:
        text: Lines of TOML, each the id of an action with its key, or a list of keys.
    """
    said: dict[str, _Said] = {}
    problems: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        for found in _read_line(line):
            if isinstance(found, str):
                problems.append((number, found))
            elif found[0] in said:
                problems.append((number, f"{found[0]} has a key already, in line {said[found[0]].line}."))
            else:
                said[found[0]] = _Said(number, found[1])
    problems += _drop_clashes(said)
    return Keymap(
        {name: one.keys for name, one in said.items()}, [f"line {line}: {told}" for line, told in sorted(problems)]
    )


def _read_line(line: str) -> Iterator[str | tuple[str, str]]:
    """Yield the actions of a line with their keys, and what is wrong as text."""
    try:
        values = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        yield f'{line.strip()!r} sets no key. Write: undo = "ctrl+z"'
        return
    for name, value in values.items():
        if name not in ACTIONS:
            near = did_you_mean(name, ACTIONS)
            yield f"there is no action {name!r}. {near if near.startswith('Did') else LIST}"
            continue
        keys = _keys_of(value)
        if wrong := [key for key in keys if normal(key) == ""]:
            yield f"{name}: there is no key {wrong[0]!r}. {_near(wrong[0])}"
        elif taken := [key for key in map(normal, keys) if key in MOVING and key not in ACTIONS[name].keys.split(",")]:
            yield f"{name}: {taken[0]} moves in lists and fields. Choose another key."
        elif "edit" in ACTIONS[name].where and (typing := _typing(name).intersection(map(normal, keys))):
            yield f"{name}: {min(typing)} is for typing in a form. Choose another key."
        elif keys:
            yield name, ",".join(dict.fromkeys(map(normal, keys)))
        else:
            yield f'{name} is given no key. Write: {name} = "{ACTIONS[name].keys}"'


def _keys_of(value: Any) -> list[str]:
    """Return the keys that a value names: a comma alone is a key too."""
    if isinstance(value, list):
        return [str(one) for one in cast("list[Any]", value)]
    if not isinstance(value, str):
        return []
    return [value] if value == "," else [one.strip() for one in value.split(",") if one.strip()]


def _typing(name: str) -> set[str]:
    """Return the keys that a line of a form takes for itself (see ``FieldLine``), and an action has not already."""
    from textual.widgets import TextArea  # only where a key of forms is changed

    bindings = cast("list[Binding]", TextArea.BINDINGS)
    taken = {key for one in bindings if one.action not in ("select_line", "select_all") for key in one.key.split(",")}
    return taken.difference(ACTIONS[name].keys.split(","))


def _near(key: str) -> str:
    known = {*_NAMED, *(f"ctrl+{letter}" for letter in string.ascii_lowercase)}
    told = did_you_mean(key.casefold(), known)
    return told if told.startswith("Did") else 'Keys are written as "z", "Z", "?", "ctrl+z", "f5" or "delete".'


def normal(key: str) -> str:
    """Return a key as Textual names it: "question_mark" for "?"; "" if there is no such key."""
    if len(key) == 1:
        return _sign(key)
    *modifiers, last = key.split("+")
    last = last.lower() if len(last) > 1 else last  # F9 is written so on keyboards
    letter = len(last) == 1 and last.isalnum() and last.isascii()
    known = letter or last in _NAMED or (not modifiers and last in _SIGN_NAMES)
    once = len(set(modifiers)) == len(modifiers) and all(one in _MODIFIERS for one in modifiers)
    return "+".join([*modifiers, last]) if known and once else ""


def _sign(letter: str) -> str:
    """Return what a single letter or sign is called."""
    if letter.isalnum():
        return letter
    if letter == " ":
        return "space"
    name = unicodedata.name(letter, "").lower().replace("-", "_").replace(" ", "_")
    return _SIGNS.get(name, name)


_SIGN_NAMES = frozenset(_sign(letter) for letter in string.punctuation)


def _drop_clashes(said: dict[str, _Said]) -> list[tuple[int, str]]:
    """Take back changes that give one key of a screen to two actions, the last first, until there are none."""
    told: list[tuple[int, str]] = []
    while clash := _clash(said):
        name, other, key = clash
        told.append((said[name].line, f"{name}: {key} is {other!r} there already. Choose another key for one of them."))
        del said[name]
    return told


def _clash(said: Mapping[str, _Said]) -> tuple[str, str, str] | None:
    """Return a changed action, what has the same key on one of its screens, and the key; the last changed first."""
    for name in sorted(said, key=lambda one: -said[one].line):
        mine = set(said[name].keys.split(","))
        for other in ACTIONS.values():
            both = mine & set((said[other.id].keys if other.id in said else other.keys).split(","))
            if other.id != name and both and _meet(ACTIONS[name], other):
                return name, other.id, min(both)
    return None


def _meet(one: Action, other: Action) -> bool:
    """Tell whether two actions are there at the same time."""
    return EVERYWHERE in (*one.where, *other.where) or not set(one.where).isdisjoint(other.where)


def rows(keys: Mapping[str, str]) -> list[dict[str, str]]:
    """Return all actions with their keys, for a list.

    Args:
        keys: Keys that a person has changed, by id of the action.
    """
    return [
        {
            "action": one.id,
            "keys": keys.get(one.id, one.keys).replace(",", ", "),
            "where": ", ".join(one.where),
            "does": one.told,
            "command": one.command,
        }
        for one in ACTIONS.values()
    ]
