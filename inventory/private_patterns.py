"""What numbers of identity papers look like in a country: patterns in the file of its rules.

[[private]]
kind = "tax PIN"
pattern = '\\b(?P<private>[AP]\\d{9}[A-Z])\\b'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..catalogue.errors import FormatError
from ..catalogue.reader import Reader
from .rules_file import RulesFile, in_use, of_type, parsed, shipped, text_of

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
    return _patterns(shipped(country))


def patterns_in(reader: Reader) -> Callable[[str], tuple[Pattern, ...]]:
    """Return what gives the patterns by which a catalogue goes, by country."""

    @cache
    def patterns(country: str) -> tuple[Pattern, ...]:
        return _patterns(in_use(reader, country))

    return patterns


def _patterns(file: RulesFile) -> tuple[Pattern, ...]:
    return tuple(read_patterns(parsed(file), file.place))


def read_patterns(told: Mapping[str, Any], place: str) -> Iterator[Pattern]:
    """Yield the patterns of a file of rules.

    Args:
        told: What the file says.
        place: The file, for messages.

    Raises:
        FormatError: One of them cannot be used.
    """
    for number, given in enumerate(of_type(told.get(GROUP, []), list, GROUP, place), 1):
        where = f"{place}, [[private]] {number}"
        one: Mapping[str, Any] = of_type(given, dict, "it", where)
        try:
            kind, pattern = text_of(one, "kind", where), re.compile(text_of(one, "pattern", where))
        except (re.error, OverflowError, RecursionError) as error:
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
