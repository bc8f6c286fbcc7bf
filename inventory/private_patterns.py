"""What numbers of identity papers look like in a country: patterns in the file of its rules.

[[private]]
kind = "tax PIN"
pattern = '\\b(?P<private>[AP]\\d{9}[A-Z])\\b'
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ..catalogue.errors import FormatError

GROUP = "private"
"""The group of a pattern that is the number itself; words that must stand beside it are outside."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """How something private looks.

    Attributes:
        kind: What it is, in words.
        regex: Finds it; its group ``private`` is the number.
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
