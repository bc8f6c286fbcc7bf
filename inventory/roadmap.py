"""Road maps: what is done and still to be done for a procedure, at a border point or in an area, by status and date.

Nothing is invented: a procedure without steps, or a catalogue without actions of a road map, is said to be so.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..catalogue.reader import Document, Reader
from ..catalogue.texts import DEFAULT_LANGUAGE, in_language
from ..catalogue.wording import counted, listed
from .counting import CURRENT, is_current, parts_of
from .dates import Span, last_day_if_any, span
from .due import Due, due
from .named import Named, named
from .tables import Table

STATUSES = ("under way", "planned", "", "reported", "done")
"""The order of actions: what is still to be done comes first; "" is not known."""

NOT_KNOWN = "not known"

THREATS = ("threat", "challenge")
"""Types of actions that nobody does."""

ROAD_MAP = "road map"


class Undertaking(NamedTuple):
    """One thing to be done.

    Attributes:
        record: The action; of a step, its procedure.
        text: What is done.
        sort: The type of the action: "road map", "programme"; "step" of a step.
        status: How far it is, "" if nobody said.
        when: By when, in words, and how late it is: "2022-06 (1,606 days late)"; "" if nobody said.
        due: By when, as it is written; "" if nobody said.
        start: When it begins, as it is written; "" if nobody said.
        late: By how many days it is overdue; 0 if it is not.
        who: Who does it.
        areas: Where.
    """

    record: Named
    text: str
    sort: str
    status: str
    when: str
    due: str
    start: str
    late: int
    who: tuple[Named, ...]
    areas: tuple[Named, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON data."""
        told: dict[str, Any] = self._asdict()
        told["record"] = self.record._asdict()
        return told | {name: [one._asdict() for one in told[name]] for name in ("who", "areas")}


class RoadMap(NamedTuple):
    """What there is to do.

    Attributes:
        about: The procedure or area; None for the road map as a whole.
        on: The day of the question.
        items: By status, those with the nearest date first.
        steps: How many steps the procedure has; None of an area.
    """

    about: Named | None
    on: dt.date
    items: tuple[Undertaking, ...]
    steps: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it in the shape of ``orodha roadmap --json``."""
        return {
            "about": self.about._asdict() if self.about else None,
            "on": self.on.isoformat(),
            "items": [one.as_json() for one in self.items],
            "remarks": list(remarks(self)),
        }


def place_named(reader: Reader, name: str, kinds: Sequence[str] = ("area",)) -> str:
    """Return the id that a person means, which may be the last word of the id of a border point: "jkia".

    Raises:
        NotFound: Nothing is meant, or more than one thing.
    """
    endings = [one["id"] for one in points_listed(reader) if one["id"].endswith(f"-{name}")]
    return endings[0] if len(endings) == 1 else reader.resolve(name, kinds)


def points_listed(reader: Reader) -> list[Document]:
    """Return the border points that stand, by name."""
    return [one for one in reader.records("area", ["type=border point"]) if is_current(one)]


def road_map(reader: Reader, on: dt.date, name: str = "", late: Mapping[str, Due] | None = None) -> RoadMap:
    """Return what there is to do for a procedure, in an area, or of the road map as a whole.

    Args:
        reader: The catalogue.
        on: The day of the question.
        name: A procedure or area; without it, all actions of type "road map", and those at border points.
        late: As for ``undertakings``.

    Raises:
        NotFound: There is no such procedure or area.
    """
    if not name:
        found = {one["id"]: one for one in _leading(reader, "areas", [one["id"] for one in points_listed(reader)])}
        found |= {one["id"]: one for one in reader.records("action", [f"type={ROAD_MAP}"]) if is_current(one)}
        return RoadMap(None, on, undertakings(reader, list(found.values()), on, late))
    about = reader.get(place_named(reader, name, ("procedure", "area")))
    here = named(reader, [about["id"]])[about["id"]]
    if here.id.startswith("area/"):
        actions = list(_leading(reader, "areas", parts_of(reader, here.id)))
        return RoadMap(here, on, undertakings(reader, actions, on, late))
    actions = list(_leading(reader, "concerns", [here.id]))
    items = [*undertakings(reader, actions, on, late), *_steps(reader, about, here)]
    return RoadMap(here, on, tuple(sorted(items, key=_urgency)), len(about.get("steps", ())))


def overdue(reader: Reader, on: dt.date) -> dict[str, Due]:
    """Return what is late on a day, by the actions that say so."""
    return {each.id: one for one in due(reader, on, Span(), ["action"]).overdue for each in (one.record, *one.also)}


def undertakings(
    reader: Reader, actions: Sequence[Document], on: dt.date, late: Mapping[str, Due] | None = None
) -> tuple[Undertaking, ...]:
    """Return actions as things to be done on a day, by status and date; threats and challenges are none.

    Args:
        reader: The catalogue.
        actions: Their documents.
        on: The day.
        late: What ``overdue`` says of that day, for those who ask more than once.
    """
    late = overdue(reader, on) if late is None else late
    wanted = [one for one in actions if one.get("type") not in THREATS]
    labels = named(reader, [name for one in wanted for field in ("agencies", "areas") for name in one.get(field, ())])
    items = [_undertaking(one, late.get(one["id"]), on, labels) for one in wanted]
    return tuple(sorted(items, key=_urgency))


def _undertaking(action: Document, late: Due | None, on: dt.date, labels: Mapping[str, Named]) -> Undertaking:
    text = in_language(action["text"], DEFAULT_LANGUAGE)
    who, areas = ([labels[name] for name in action.get(field, ())] for field in ("agencies", "areas"))
    status, sort, record = action.get("status") or "", action.get("type", ""), Named(action["id"], text)
    end, start = action.get("due") or "", action.get("start") or ""
    if late:
        told, days = f"{late.written} ({late.lateness(on)})", late.late(on)
        return Undertaking(record, text, sort, status, told, late.written, start, days, tuple(who), tuple(areas))
    told = _written(end, start, action.get("recurrence", ""))
    return Undertaking(record, text, sort, status, told, end, start, 0, tuple(who), tuple(areas))


def _steps(reader: Reader, procedure: Document, here: Named) -> Iterator[Undertaking]:
    """Yield the steps of a procedure that have a date; whether one was done is in no record."""
    steps = [one for one in procedure.get("steps", ()) if one.get("due")]
    labels = named(reader, [name for one in steps for name in one.get("responsible", ())])
    for one in steps:
        text = in_language(one.get("text", {}), DEFAULT_LANGUAGE) or one["task"]
        who = tuple(labels[name] for name in one.get("responsible", ()))
        told = _written(one["due"], "", one.get("recurrence", ""))
        yield Undertaking(here, text, "step", "", told, one["due"], "", 0, who, ())


def _written(due: str, start: str, cycle: str) -> str:
    """Return when something is to be done, in words: "2026-03", "from 2021", "2020-02, every year"."""
    day = due or (f"from {start}" if start else "")
    return ", ".join(one for one in (day, _every(cycle)) if one)


def _every(cycle: str) -> str:
    try:
        months, days = span(cycle) if cycle else Span()
    except ValueError:
        return ""
    number, unit = (months // 12, "year") if months and months % 12 == 0 else (months, "month")
    parts = [counted(one, word) for one, word in ((number, unit), (days, "day")) if one]
    return f"every {' and '.join(parts)}".replace("every 1 ", "every ") if parts else ""


def _urgency(one: Undertaking) -> tuple[int, dt.date, dt.date, str]:
    """Return what undertakings are ordered by: status, last day, and of those without one the day that they begin."""
    last, begins = (last_day_if_any(day) or dt.date.max for day in (one.due, one.start))
    return STATUSES.index(one.status) if one.status in STATUSES else 2, last, begins, one.record.id


def _leading(reader: Reader, field: str, targets: Sequence[str]) -> Iterator[Document]:
    """Yield the actions that stand and whose field names one of some records, by id."""
    rows = reader.database.rows(
        "SELECT DISTINCT record.id FROM json_each(?) AS wanted JOIN link ON object = wanted.value AND field = ?"
        f" JOIN record ON record.key = subject AND +kind = 'action' WHERE {CURRENT}",
        (json.dumps(targets), field),
    )
    return reader.some([one for (one,) in rows])


def remarks(found: RoadMap) -> tuple[str, ...]:
    """Return how much of a road map there is, how far it is, and what is not recorded, in sentences."""
    about = found.about.id if found.about else "the road map or at a border point"
    told = [f"{about} has no steps."] if found.steps == 0 else []
    if not found.items:
        return (*told, f"No action is recorded for {about}.")
    counts: dict[str, int] = {}
    for one in found.items:
        status = one.status or f"status {NOT_KNOWN}"
        counts[status] = counts.get(status, 0) + 1
    far = listed([f"{number} {status}" for status, number in counts.items()])
    late = sum(one.late > 0 for one in found.items)
    told.append(f"{counted(len(found.items), 'entry')} on {found.on.isoformat()}: {far}; {late or 'none'} overdue.")
    if not any(one.sort == ROAD_MAP for one in found.items):
        told.append(f'None of them is an action of a road map (type "{ROAD_MAP}").')
    return tuple(told)


def road_map_table(found: RoadMap) -> Table:
    """Return a road map as a table."""
    title = f"Road map: {found.about.label}" if found.about else "Road map"
    title += f", {found.on.isoformat()}"
    rows = [
        (
            one.status or NOT_KNOWN,
            one.when,
            one.text,
            listed([each.label for each in one.who]) or "nobody named",
            listed([each.label for each in one.areas]),
            one.sort,
        )
        for one in found.items
    ]
    ids = tuple((one.record.id,) for one in found.items)
    return Table(title, ("status", "when", "what", "who", "where", "type"), tuple(rows), remarks(found), ids)
