"""The file of what the law of a country asks, and of what numbers of papers look like there: TOML.

One comes with the software for some countries. A catalogue may keep another in its place, as a setting: the text of the
file, so that it goes where the catalogue goes.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..catalogue.errors import FormatError
from ..catalogue.reader import Reader

if TYPE_CHECKING:
    from ..catalogue.catalogue import Catalogue

ADVICE = "Begin with a copy of the rules of Kenya: orodha rules Kenya -o rules.toml"


class RulesFile(NamedTuple):
    """A file of rules.

    Attributes:
        text: What it says, "" where there is none.
        place: What messages call it.
        kept: Whether the catalogue keeps it; else it comes with the software.
    """

    text: str
    place: str
    kept: bool = False


@cache
def shipped(country: str) -> RulesFile:
    """Return the file that comes with the software for a country ("area/ke")."""
    name = f"{country.removeprefix('area/')}.toml"
    file = files("orodha.inventory.data.rules").joinpath(name)
    return RulesFile(file.read_text("utf-8") if country and file.is_file() else "", name)


def in_use(reader: Reader, country: str) -> RulesFile:
    """Return the file by which a catalogue goes for a country: the one that it keeps, else that of the software."""
    found = reader.database.value("SELECT value FROM meta WHERE name = ?", (_setting(country),))
    if not found:
        return shipped(country)
    return RulesFile(json.loads(found), f"The file of rules that the catalogue keeps for {country}", kept=True)


def keep(catalogue: Catalogue, country: str, text: str) -> None:
    """Let a catalogue go by a file for a country, "" for that of the software.

    It is a setting: no batch, so that neither the log tells of it nor undo takes it back.
    """
    with catalogue.database.write():
        catalogue.database.run("DELETE FROM meta WHERE name = ?", (_setting(country),))
        if text:
            catalogue.database.run("INSERT INTO meta VALUES (?, ?)", (_setting(country), json.dumps(text)))


def _setting(country: str) -> str:
    return f"rules.{country}"


def read_file(path: Path) -> RulesFile:
    """Return a file of somebody's own.

    Raises:
        FormatError: It is no text.
        OSError: It cannot be read.
    """
    try:
        return RulesFile(path.read_text("utf-8"), str(path))
    except UnicodeDecodeError:
        raise FormatError(f"{path} is no text in UTF-8.", "Save it as UTF-8.") from None


def parsed(file: RulesFile) -> dict[str, Any]:
    """Return what a file says.

    Raises:
        FormatError: It is no TOML.
    """
    try:
        return tomllib.loads(file.text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets in thousands of brackets
        raise FormatError(f"{file.place} is no TOML: {error}.") from None


_TYPES = {dict: "a table", list: "a list", bool: "true or false", str: "a text"}


def of_type(value: Any, wanted: type, name: str, place: str) -> Any:
    """Return a value of a file if it is of a type: ``dict``, ``list``, ``bool`` or ``str``.

    Args:
        value: The value.
        wanted: The type.
        name: What the file calls it.
        place: Where it stands, for messages.

    Raises:
        FormatError: It is of another one.
    """
    if not isinstance(value, wanted):
        raise FormatError(f"{place}: {name} is {value!r}, and not {_TYPES[wanted]}.", ADVICE)
    return value


def text_of(told: Mapping[str, Any], name: str, place: str) -> str:
    """Return a text of a table of a file.

    Raises:
        FormatError: It is missing, or no text.
    """
    if name not in told:
        raise FormatError(f"{place}: {name} is missing.", ADVICE)
    return of_type(told[name], str, name, place)
