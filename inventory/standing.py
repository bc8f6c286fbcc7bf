"""How far an agreement is on a day: its status, held against its dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from .dates import first_day, last_day

IN_FORCE = "in force"


def in_force(agreement: Mapping[str, Any], on: dt.date) -> bool:
    """Tell whether an agreement is in force on a day: it says so, and none of its dates says otherwise."""
    return standing(agreement, on) == IN_FORCE


def standing(agreement: Mapping[str, Any], on: dt.date) -> str:
    """Return how far an agreement is on a day, in words: what it says of itself where its dates do not differ.

    It begins on the first day of ``effective``, else on that of ``signed``, and goes on through the last day of
    ``expires``, without end if there is none.
    """
    status = str(agreement.get("status", ""))
    if status not in ("signed", IN_FORCE):
        return status
    if any(agreement.get(name) and day_of(agreement, name) is None for name in ("effective", "signed", "expires")):
        return f"not {IN_FORCE}: a date of it is in no calendar"
    if ends_before_it_begins(agreement):
        return f"not {IN_FORCE}: ends before it begins"
    if is_past(agreement, on):
        return f"expired (said to be {status})"
    begins = "effective" if agreement.get("effective") else "signed"
    day = day_of(agreement, begins)
    if status == IN_FORCE and day and day > on:
        return f"{IN_FORCE} from {agreement[begins]}"
    return status


def ends_before_it_begins(agreement: Mapping[str, Any]) -> bool:
    """Tell whether the last day of an agreement is before its first, or before it was signed."""
    ends = day_of(agreement, "expires", first=False)
    begins = [day_of(agreement, name) for name in ("effective", "signed")]
    return ends is not None and any(one is not None and ends < one for one in begins)


def is_past(agreement: Mapping[str, Any], on: dt.date) -> bool:
    """Tell whether the last day of an agreement is behind; one with no last day goes on."""
    ends = day_of(agreement, "expires", first=False)
    return ends is not None and ends < on


def day_of(agreement: Mapping[str, Any], name: str, *, first: bool = True) -> dt.date | None:
    """Return the first or last day of a date of an agreement; None of none, and of one that no calendar has."""
    try:
        return (first_day if first else last_day)(agreement[name]) if agreement.get(name) else None
    except ValueError:
        return None
