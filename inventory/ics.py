"""What is due, as a calendar (iCalendar, RFC 5545) that other programs take in.

Each thing due is an event of a whole day with an alarm two weeks before, or on the day if that is nearer; what is
overdue has none, since it would lie in the past. Tasks are passed over by too many calendars.
The same catalogue gives the same bytes: what an event is called comes from its record, and its time from the last
change of that.
"""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from icalendar import Alarm, Calendar, Component, Event

from .due_list import Due, DueList

ALARM = dt.timedelta(days=-14)
"""When a calendar reminds of what is due."""


def to_ics(found: DueList, base: str) -> bytes:
    """Return what is due as a calendar; what is overdue stands on the day of the question.

    Args:
        found: What is due.
        base: The base of the catalogue's IRIs; its host makes the names of events differ from those of others.
    """
    calendar = Calendar()
    _add(calendar, "prodid", "-//Orodha//due//EN")
    _add(calendar, "version", "2.0")
    _add(calendar, "x-wr-calname", "Due in the catalogue")
    host = urlsplit(base).hostname or "orodha"
    for one in found.items:
        calendar.add_component(_event(one, found.on, host))
    return calendar.to_ical()


def _event(one: Due, on: dt.date, host: str) -> Event:
    late = one.on < on
    day = on if late else one.on
    event = Event()
    _add(event, "uid", f"{one.record.id}/{one.kind}/{one.written}@{host}")
    _add(event, "dtstamp", dt.datetime.fromisoformat(one.modified))
    _add(event, "dtstart", day)
    if day < dt.date.max:
        _add(event, "dtend", day + dt.timedelta(1))  # the first day after it
    _add(event, "summary", f"Overdue since {one.written}: {one.what}" if late else one.what)
    _add(event, "description", _description(one))
    _add(event, "transp", "TRANSPARENT")  # whoever has it on the calendar is not away that day
    if not late:
        event.add_component(_alarm(one.what, ALARM if day + ALARM > on else dt.timedelta(0)))
    return event


def _alarm(what: str, trigger: dt.timedelta) -> Alarm:
    alarm = Alarm()
    _add(alarm, "action", "DISPLAY")
    _add(alarm, "description", what)
    _add(alarm, "trigger", trigger)
    return alarm


def _add(component: Component, name: str, value: object) -> None:
    component.add(name, value)  # pyright: ignore[reportUnknownMemberType] - its values have no types


def _description(one: Due) -> str:
    who = ", ".join(each.label for each in one.who) or "nobody named"
    return "\n".join([f"Who: {who}", f"Record: {one.record.id}", *([one.note] if one.note else [])])
