"""What numbers of identity papers look like in a country: patterns in the file of its rules.

[[private]]
kind = "tax PIN"
pattern = '\\b(?P<private>[AP]\\d{9}[A-Z])\\b'
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ..catalogue.errors import FormatError
from ..catalogue.reader import Reader

GROUP = "private"
"""The group of a pattern that is the number itself; words that must stand beside it are outside."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """How something private looks.

    Attributes:
        kind: What it is, in words.
        regex: Finds it; its group ``private`` is the number. It is only asked of texts with seven digits in a row, or
            eight with little between them.
    """

    kind: str
    regex: re.Pattern[str]


@cache
def patterns_for(country: str) -> tuple[Pattern, ...]:
    """Return the patterns that come with the software for a country ("area/ke"); none where there are no rules."""
    file = files("orodha.inventory.data.rules").joinpath(f"{country.removeprefix('area/')}.toml")
    if not country or not file.is_file():
        return ()
    return tuple(read_patterns(tomllib.loads(file.read_text("utf-8")), file.name))


def setting_of(country: str) -> str:
    """Return the name of the setting under which a catalogue keeps rules for a country."""
    return f"rules.{country}"


def kept_text(reader: Reader, country: str) -> str:
    """Return the file of rules that a catalogue keeps for a country, "" if it goes by those of the software."""
    found = reader.database.value("SELECT value FROM meta WHERE name = ?", (setting_of(country),))
    return json.loads(found) if found else ""


def patterns_in(reader: Reader) -> Callable[[str], tuple[Pattern, ...]]:
    """Return what gives the patterns by which a catalogue goes, by country."""

    @cache
    def patterns(country: str) -> tuple[Pattern, ...]:
        text = kept_text(reader, country)
        place = f"The rules that the catalogue keeps for {country}"
        return tuple(read_patterns(tomllib.loads(text), place)) if text else patterns_for(country)

    return patterns


def read_patterns(told: Mapping[str, Any], place: str) -> Iterator[Pattern]:
    """Yield the patterns of a file of rules.

    Args:
        told: What the file says.
        place: The file, for messages.

    Raises:
        FormatError: One of them cannot be used.
    """
    for number, one in enumerate(told.get(GROUP, ()), 1):
        where = f"{place}, [[private]] {number}"
        try:
            kind, pattern = str(one["kind"]), re.compile(one["pattern"])
        except (KeyError, TypeError) as error:
            raise FormatError(f"{where}: {error} is missing or no text.", "It needs kind and pattern.") from None
        except re.error as error:
            raise FormatError(f"{where}: the pattern cannot be read: {error}.") from None
        if GROUP not in pattern.groupindex:
            raise FormatError(f"{where}: the pattern has no group (?P<private>...).", "Put it around the number.")
        yield Pattern(kind, pattern)


def home_of(reader: Reader) -> str:
    """Return the country of most sources, "" if there is none."""
    sql = (
        "SELECT json_extract(document, '$.country') FROM record WHERE kind = 'source' GROUP BY 1 ORDER BY count(*) DESC"
    )
    return reader.database.value(f"{sql} LIMIT 1") or ""
