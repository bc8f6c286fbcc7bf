"""The shape of what is due: one thing, and the list of all of them until a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from ..catalogue.wording import counted
from .named import Named

Kind = Literal["expiry", "notice", "review", "validation", "action", "output", "step"]


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due.

    Attributes:
        on: The last day that it may be done on.
        written: The date as the record has it: "2020-02".
        kind: What sort of thing.
        what: What is due, as a person says it.
        record: The record that says so.
        who: Who is to do it; empty where nobody is named.
        missed: How many times it was missed, 1 for what comes once; 0 if it is still ahead.
        following: The next time after the day of the question, of what comes again; else "".
        also: Other records that tell of the same thing.
        modified: When the record was changed last, as the catalogue writes times.
    """

    on: dt.date
    written: str
    kind: Kind
    what: str
    record: Named
    who: tuple[Named, ...] = ()
    missed: int = 0
    following: str = ""
    also: tuple[Named, ...] = ()
    modified: str = ""

    def late(self, on: dt.date) -> int:
        """Return by how many days it is late; negative while there is time."""
        return (on - self.on).days

    def lateness(self, on: dt.date) -> str:
        """Return how late it is, in words: "12 days late", "today", "in 3 days"."""
        late = self.late(on)
        if not late:
            return "today"
        return f"{counted(late, 'day')} late" if late > 0 else f"in {counted(-late, 'day')}"

    @property
    def note(self) -> str:
        """What else there is to say: how often it was missed, when it comes next, what else tells of it."""
        parts = [f"{counted(self.missed, 'time')} not recorded as done"] if self.missed and self.following else []
        parts += [f"next {self.following}"] if self.following else []
        parts += [f"also {', '.join(each.id for each in self.also)}"] if self.also else []
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class DueList:
    """All that is due until a day, the oldest first.

    Attributes:
        on: The day of the question.
        until: The last day looked at, inclusive.
        items: What is due.
        undated: Open actions of which nobody said when.
        never: How many sources that hold data nobody has validated yet.
    """

    on: dt.date
    until: dt.date
    items: tuple[Due, ...]
    undated: tuple[Named, ...]
    never: int

    @property
    def overdue(self) -> tuple[Due, ...]:
        """What should have been done before the day of the question."""
        return tuple(one for one in self.items if one.on < self.on)

    def remarks(self) -> tuple[str, ...]:
        """Return how much of it there is, and what nobody dated, in sentences."""
        late = len(self.overdue)
        told = [f"{late:,} overdue, {len(self.items) - late:,} more until {self.until.isoformat()}."]
        if self.undated:
            told.append(f"No date: {counted(len(self.undated), 'open action')}.")
        if self.never:
            told.append(f"Never validated, as far as recorded: {counted(self.never, 'source')} with data.")
        return tuple(told)

    def as_json(self) -> dict[str, Any]:
        """Return the list in the shape of ``orodha due --json``."""
        return {
            "on": self.on.isoformat(),
            "until": self.until.isoformat(),
            "items": [_as_json(one, self.on) for one in self.items],
            "undated": [one.id for one in self.undated],
            "never_validated": self.never,
        }


def _as_json(one: Due, on: dt.date) -> dict[str, Any]:
    return {
        "when": one.written,
        "last_day": one.on.isoformat(),
        "days_late": one.late(on),
        "kind": one.kind,
        "what": one.what,
        "record": one.record._asdict(),
        "who": [each._asdict() for each in one.who],
        "missed": one.missed,
        "next": one.following,
        "also": [each._asdict() for each in one.also],
    }
