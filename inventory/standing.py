"""How far an agreement is on a day: its status, held against its dates and whether its record stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ..vocab.successors import is_deprecated
from .dates import first_day, last_day

IN_FORCE = "in force"
_EXPIRED = "expired"
_PROGRESS = ("", "not", "idea", "draft", _EXPIRED, "signed", "in")
"""The first words of what ``standing`` says of agreements not in force, the farthest last: "in force from 2027"."""

FARTHEST = len(_PROGRESS)
"""The ``progress`` of an agreement in force."""


ASKED = ("status", "registration", "signed", "effective", "expires")
"""The fields of an agreement that its standing is read from."""


def in_force(agreement: Mapping[str, Any], on: dt.date) -> bool:
    """Tell whether an agreement is in force on a day: it says so, its record stands, and no date of it differs."""
    return standing(agreement, on) == IN_FORCE


def standing(agreement: Mapping[str, Any], on: dt.date) -> str:
    """Return how far an agreement is on a day, in words: what it says of itself where its dates do not differ.

    It begins on the first day of ``effective``, else on that of ``signed``, and goes on through the last day of
    ``expires``, without end if there is none.
    """
    status = str(agreement.get("status", ""))
    if status not in ("signed", IN_FORCE):
        return status
    if is_deprecated(agreement):
        return f"not {IN_FORCE}: its record is {agreement['registration']}"
    if any(agreement.get(name) and day_of(agreement, name) is None for name in ("effective", "signed", "expires")):
        return f"not {IN_FORCE}: a date of it is in no calendar"
    if ends_before_it_begins(agreement):
        return f"not {IN_FORCE}: ends before it begins"
    if is_past(agreement, on):
        return f"{_EXPIRED} (said to be {status})"
    begins = "effective" if agreement.get("effective") else "signed"
    day = day_of(agreement, begins)
    if status == IN_FORCE and day and day > on:
        return f"{IN_FORCE} from {agreement[begins]}"
    return status


def is_over(agreement: Mapping[str, Any], on: dt.date) -> bool:
    """Tell whether an agreement has ended on a day: it says so, or it stood and its last day is behind."""
    return standing(agreement, on).startswith(_EXPIRED)


def progress(agreement: Mapping[str, Any], on: dt.date) -> int:
    """Return how far an agreement is on a day as a number to compare: one in force is the farthest."""
    told = standing(agreement, on)
    return FARTHEST if told == IN_FORCE else _PROGRESS.index(told.partition(" ")[0])


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
