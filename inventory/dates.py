"""Dates that are known to the year, the month or the day, durations, and what comes again and again.

A date written as "2020-02" is a stretch of days: what begins then begins on its first day, and what is due then may be
done until its last. Durations are those of ISO 8601 without times of the day: years and months go by the calendar (a
month after 31 January is the last day of February), weeks and days are counted.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..catalogue.errors import UsageError

_DURATION = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T.*)?")
_SHORT = re.compile(r"(\d+) ?(d|w|m|y)(?:ays?|eeks?|onths?|ears?)?", re.IGNORECASE)


class Span(NamedTuple):
    """A duration by the calendar."""

    months: int = 0
    days: int = 0

    def after(self, day: dt.date) -> dt.date:
        """Return the day that is this much after another one; the last day there is, where that is too far."""
        months = day.year * 12 + day.month - 1 + self.months
        year, month = divmod(months, 12)
        if year > dt.MAXYEAR:
            return dt.date.max
        moved = dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
        try:
            return moved + dt.timedelta(self.days)
        except OverflowError:
            return dt.date.max


def first_day(written: str) -> dt.date:
    """Return the first day of a date: 1 February 2020 of "2020-02"."""
    return dt.date.fromisoformat(written + "-01-01"[len(written) - 4 :] if len(written) < 10 else written)


def last_day(written: str) -> dt.date:
    """Return the last day of a date: 29 February 2020 of "2020-02"."""
    first = first_day(written)
    if len(written) >= 10:
        return first
    month = first.month if len(written) >= 7 else 12
    return first.replace(month=month, day=calendar.monthrange(first.year, month)[1])


def last_day_if_any(written: str | None) -> dt.date | None:
    """Return the last day of a date; None of none, and of one outside the years that a calendar has."""
    try:
        return last_day(written) if written else None
    except ValueError:
        return None


def latest(dates: Iterable[str | None]) -> str:
    """Return the date whose last day is the latest, as it is written; "" if there is none."""
    return max((one for one in dates if one and last_day_if_any(one)), key=last_day, default="")


def span(duration: str) -> Span:
    """Return a duration of ISO 8601; its hours and minutes do not count.

    Raises:
        ValueError: It is none.
    """
    found = _DURATION.fullmatch(duration)
    if found is None:
        raise ValueError(f"{duration!r} is no duration of days like P1Y, P6M or P30D")
    years, months, weeks, days = (int(one or 0) for one in found.groups())
    return Span(years * 12 + months, weeks * 7 + days)


def span_of_words(text: str) -> Span:
    """Return a duration as people type it: "90d", "3 months", "1y", or as ISO 8601 writes it.

    Raises:
        UsageError: It is none.
    """
    if short := _SHORT.fullmatch(text.strip()):
        number, unit = int(short[1]), short[2].lower()
        return Span(days=number * {"d": 1, "w": 7}[unit]) if unit in "dw" else Span(number * {"m": 1, "y": 12}[unit])
    try:
        return span(text.strip().upper())
    except ValueError:
        raise UsageError(f"{text!r} is no length of time.", "Write 90d, 6 weeks, 3 months, 1y or P90D.") from None


def occurrences(start: str, cycle: str, until: dt.date) -> Iterator[str]:
    """Yield when something is due that comes again and again, first ``start`` itself, each as exactly as ``start``.

    Args:
        start: A date: "2020-02".
        cycle: A duration: "P1Y". One of no length comes once; one that is shorter than the date is exact (a week, of a
            month) is counted from its first day.
        until: The last day that an occurrence may begin on, inclusive.
    """
    first, step = first_day(start), span(cycle)
    length = len(start) if not step.days and (len(start) > 4 or step.months % 12 == 0) else 10
    number, day = 0, first
    while day <= until:
        yield start if not number else day.isoformat()[:length]
        number += 1
        following = Span(step.months * number, step.days * number).after(first)
        if following <= day:
            return
        day = following
