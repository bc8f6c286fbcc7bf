"""Dates and durations that people write in words, as ISO 8601 writes them: to be offered, never taken unseen."""

from __future__ import annotations

import calendar
import re

_PIECES = re.compile(r"\d+|[^\W\d_]+")
_FILLING = frozenset(("st", "nd", "rd", "th", "of", "the", "and", "every", "each", "per"))
_UNITS = {
    "Y": ("y", "yr", "yrs", "year", "years"),
    "M": ("m", "mo", "mos", "month", "months"),
    "W": ("w", "wk", "wks", "week", "weeks"),
    "D": ("d", "day", "days"),
}
_LETTERS = {name: letter for letter, names in _UNITS.items() for name in names}
_SINGLE = {
    "yearly": "P1Y",
    "annual": "P1Y",
    "annually": "P1Y",
    "quarter": "P3M",
    "quarterly": "P3M",
    "monthly": "P1M",
    "weekly": "P1W",
    "daily": "P1D",
}
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "twelve": 12}


def missing_day(date: str) -> str:
    """Say why there is no such day: "February 2026 has 28 days."; "" if there is.

    Args:
        date: YYYY-MM-DD, YYYY-MM or YYYY, of any figures.
    """
    year, month, day = (int(one) for one in (f"{date}-01-01"[:10] if len(date) < 10 else date).split("-"))
    if not 1 <= month <= 12:
        return "A year has 12 months."
    if year and not 1 <= day <= (days := calendar.monthrange(year, month)[1]):
        return f"{calendar.month_name[month]} {year} has {days} days."
    return ""


def near_date(text: str) -> str:
    """Return the date that a text may mean, like "15 march 2026", "2026/3/15" or "3.2026"; "" if none can be told.

    Args:
        text: What was typed. Two numbers that can both be the month are taken for no date.
    """
    pieces = [one for one in _PIECES.findall(text.casefold()) if one not in _FILLING]
    named = [month for one in pieces if one.isalpha() and (month := _month(one))]
    numbers = [one for one in pieces if one.isdecimal()]
    years = [one for one in numbers if len(one) == 4]
    rest = [int(one) for one in numbers if len(one) < 3]
    if len(years) != 1 or len(rest) + 1 != len(numbers) or len(pieces) - len(numbers) != len(named) or len(named) > 1:
        return ""
    if not named and rest and (len(rest) == 1 or numbers[0] == years[0]):
        named, rest = [rest[0]], rest[1:]
    if not named or len(rest) > 1:
        return ""
    found = "-".join((years[0], *(f"{one:02}" for one in (*named, *rest))))
    return "" if missing_day(found) else found


def _month(word: str) -> int:
    """Return the month that a word names or begins; 0 if it is none."""
    names = enumerate(calendar.month_name)
    word = "sep" if word == "sept" else word
    return next((place for place, name in names if len(word) > 2 and name.casefold().startswith(word)), 0)


def near_duration(text: str) -> str:
    """Return the duration that a text may mean, like "10 years", "1y 6m" or "every month"; "" if none can be told."""
    pieces = [one for one in _PIECES.findall(text.casefold()) if one not in _FILLING]
    if len(pieces) == 1 and pieces[0] in _SINGLE:
        return _SINGLE[pieces[0]]
    if pieces[:1] == ["p"]:
        pieces = pieces[1:]
    elif len(pieces) == 1:
        pieces = ["1", *pieces]
    found: dict[str, int] = {}
    for number, unit in zip(pieces[::2], pieces[1::2], strict=False):
        count = int(number) if number.isdecimal() else _NUMBERS.get(number, 0)
        letter = _LETTERS.get(unit, "")
        if not count or not letter or letter in found:
            return ""
        found[letter] = count
    if not found or len(pieces) % 2:
        return ""
    return "P" + "".join(f"{found[letter]}{letter}" for letter in _UNITS if letter in found)
