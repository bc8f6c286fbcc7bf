"""Border points: who works at one, what systems and sources are there, what is agreed, feared and done."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..catalogue.errors import UsageError
from ..catalogue.reader import Document, Reader
from ..catalogue.texts import DEFAULT_LANGUAGE, in_language
from ..catalogue.wording import counted, listed
from .named import Named, named
from .tables import Table

HELD_BY = ("holder", "producers", "compiler")
"""Fields of a source that say who works with it."""

STATUSES = ("under way", "planned", "", "reported", "done")
"""The order of actions: what is still to be done comes first; "" is not known."""

THREATS = ("threat", "challenge")

PARTS = ("agency", "source", "agreement", "threat", "action")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing at a border point.

    Attributes:
        part: One of ``PARTS``.
        record: The record.
        told: What matters of it: the kind of a source, the status of an agreement, by whom an action is done.
        date: When: of an action its last day, or its first; "" if not known.
    """

    part: str
    record: Named
    told: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class BorderPoint:
    """What the catalogue knows of a border point.

    Attributes:
        area: The point.
        within: The areas that it is part of.
        entries: What is there, in the order of ``PARTS``; actions by status and date.
        nearby: Other border points in the same county or district, which may be the same place.
    """

    area: Named
    within: tuple[Named, ...]
    entries: tuple[Entry, ...]
    nearby: tuple[Named, ...]

    def of(self, part: str) -> tuple[Entry, ...]:
        """Return the entries of one part."""
        return tuple(one for one in self.entries if one.part == part)


def border_points(reader: Reader) -> Iterator[BorderPoint]:
    """Yield every border point, by name."""
    for one in list(reader.records("area", ["type=border point"])):
        yield _point(reader, one)


def border_point(reader: Reader, name: str) -> BorderPoint:
    """Return one border point by its id, name, or the end of its id: "jkia".

    Raises:
        NotFound: Nothing is meant, or more than one thing.
        UsageError: It is an area, but no border point.
    """
    endings = [one["id"] for one in reader.records("area", ["type=border point"]) if one["id"].endswith(f"-{name}")]
    found = reader.get(endings[0] if len(endings) == 1 else reader.resolve(name, ("area",)))
    if found.get("type") != "border point":
        raise UsageError(f"{found['id']} is a {found.get('type', 'place')}, no border point.", "See: orodha border")
    return _point(reader, found)


def _point(reader: Reader, area: Document) -> BorderPoint:
    there = list(_documents_at(reader, area["id"]))
    within = named(reader, area.get("part_of", ()))
    sources = [one for one in there if one["kind"] == "source"]
    actions = [one for one in there if one["kind"] == "action"]
    labels = named(reader, [name for one in there for name in (*_agencies(one), one["id"], one.get("type", ""))])
    entries = [
        *_agencies_at(there, labels),
        *(Entry("source", labels[one["id"]], labels[one["type"]].label if one.get("type") else "") for one in sources),
        *(Entry("agreement", labels[one["id"]], one.get("status", "")) for one in there if one["kind"] == "agreement"),
        *(_action(one, "threat", labels) for one in actions if one.get("type") in THREATS),
        *(_action(one, "action", labels) for one in sorted(actions, key=_urgency) if one.get("type") not in THREATS),
    ]
    here = Named(area["id"], in_language(area["name"], DEFAULT_LANGUAGE))
    return BorderPoint(here, tuple(within.values()), tuple(entries), _nearby(reader, area))


def _documents_at(reader: Reader, area: str) -> Iterator[Document]:
    """Yield the sources, agreements, agencies and actions that say that they are at a point or concern it."""
    rows = reader.database.rows(
        "SELECT DISTINCT id FROM link JOIN record ON key = subject WHERE object = ?"
        " AND field IN ('areas', 'coverage.areas', 'works_at')"
        " AND +kind IN ('source', 'agreement', 'agency', 'action') ORDER BY id",
        (area,),
    )
    for one in reader.some([name for (name,) in rows]):
        yield one | {"kind": one["id"].partition("/")[0]}


def _agencies(document: Document) -> list[str]:
    """Return the agencies that a source or an action names."""
    if document["kind"] == "action":
        return list(document.get("agencies", ()))
    held: list[str] = []
    for field in HELD_BY if document["kind"] == "source" else ():
        value: str | list[str] = document.get(field) or []
        held += [value] if isinstance(value, str) else value
    return held


def _agencies_at(there: Sequence[Document], labels: dict[str, Named]) -> Iterator[Entry]:
    """Yield each agency once, with why it is there."""
    reasons: dict[str, list[str]] = {one["id"]: ["works there"] for one in there if one["kind"] == "agency"}
    for one in there:
        for name in dict.fromkeys(_agencies(one)):
            reasons.setdefault(name, []).append(one["id"])
    for name, why in sorted(reasons.items(), key=lambda pair: labels[pair[0]].label):
        yield Entry("agency", labels[name], listed(why))


def _urgency(action: Document) -> tuple[int, str]:
    return STATUSES.index(action.get("status") or ""), action.get("due") or action.get("start") or "9999"


def _action(one: Document, part: str, labels: dict[str, Named]) -> Entry:
    who = listed([labels[name].label for name in one.get("agencies", ())])
    told = "; ".join(word for word in (one.get("status") or "status not known", who) if word)
    return Entry(part, labels[one["id"]], told, one.get("due") or one.get("start") or "")


def _nearby(reader: Reader, area: Document) -> tuple[Named, ...]:
    """Return other border points in the smallest areas that a point is part of."""
    rows = reader.database.rows(
        "SELECT DISTINCT point.id, point.label FROM json_each(?) AS wanted"
        " JOIN record AS above ON above.id = wanted.value"
        " JOIN link ON link.object = above.id AND link.field = 'part_of'"
        " JOIN record AS point ON point.key = link.subject AND point.id <> ?"
        " WHERE json_extract(above.document, '$.type') <> 'country'"
        " AND json_extract(point.document, '$.type') = 'border point' ORDER BY point.id",
        (json.dumps(area.get("part_of", [])), area["id"]),
    )
    return tuple(Named(*row) for row in rows)


def point_table(point: BorderPoint) -> Table:
    """Return what is known of one border point as a table, with what is not known below it."""
    rows = [(one.part, one.record.label, one.told, one.date) for one in point.entries]
    foot = [f"{point.area.label} is in {listed([one.label for one in point.within]) or 'no known area'}."]
    if point.nearby:
        places = listed([f"{one.label} ({one.id})" for one in point.nearby])
        foot.append(f"In the same county, and perhaps the same place: {places}.")
    if missing := [one for one in PARTS if not point.of(one)]:
        foot.append(f"Nothing is recorded there as {listed(missing, 'or')}.")
    ids = [(one.record.id,) for one in point.entries]
    return Table(point.area.label, ("part", "what", "details", "date"), tuple(rows), tuple(foot), tuple(ids))


def points_table(reader: Reader) -> Table:
    """Return how much is known of every border point, and below it how far the road map is."""
    points = list(border_points(reader))
    rows = [(one.area.label, *(str(len(one.of(part)) or "·") for part in PARTS)) for one in points]
    ids = [(one.area.id,) for one in points]
    head = ("border point", "agencies", "sources", "agreements", "threats", "actions")
    return Table("Border points", head, tuple(rows), (_road_map(reader),), tuple(ids))


def _road_map(reader: Reader) -> str:
    counts: dict[str, int] = {}
    for one in reader.records("action", ["type=road map"]):
        status = one.get("status") or "status not known"
        counts[status] = counts.get(status, 0) + 1
    if not counts:
        return 'No action of a road map is recorded (type "road map").'
    told = ", ".join(f"{number} {status}" for status, number in counts.items())
    return f"{counted(sum(counts.values()), 'action')} of a road map: {told}."
