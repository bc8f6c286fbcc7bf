"""Times of the log as the clock on the wall has them."""

from __future__ import annotations

import datetime as dt


def local(time: str) -> str:
    """Return a time to the minute, in the zone of the machine: "2026-11-22 17:05".

    Args:
        time: UTC, ISO 8601.
    """
    return f"{dt.datetime.fromisoformat(time).astimezone():%Y-%m-%d %H:%M}"
