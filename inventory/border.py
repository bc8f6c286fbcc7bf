"""Border points: who works at one and with whom, what systems and sources are there, what is feared and done."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..catalogue.errors import UsageError
from ..catalogue.reader import Document, Reader
from ..catalogue.texts import DEFAULT_LANGUAGE, in_language
from ..catalogue.wording import counted, listed
from .counting import CURRENT, NO_DATA_KINDS
from .due import Due
from .named import Named, named
from .roadmap import (
    NOT_KNOWN,
    THREATS,
    Undertaking,
    overdue,
    place_named,
    points_listed,
    remarks,
    road_map,
    undertakings,
)
from .tables import Table

HELD_BY = ("holder", "producers", "compiler")
"""Fields of a source that say who works with it."""

SYSTEM = "concept/source-kinds-system"
"""The type of sources that are systems in daily use."""

PARTS = ("agency", "relationship", "system", "source", "threat", "action")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing at a border point.

    Attributes:
        part: One of ``PARTS``.
        record: The record.
        told: What matters of it: the kind of a source, the status of an agreement, by whom an action is done.
        date: When: of an action its last day, or its first, and how late it is; "" if not known.
        here: Whether it is about the point itself, and not about a wider area that it is in.
    """

    part: str
    record: Named
    told: str = ""
    date: str = ""
    here: bool = True


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


def border_points(reader: Reader, on: dt.date, late: Mapping[str, Due] | None = None) -> Iterator[BorderPoint]:
    """Yield every border point that stands as it is on a day, by name.

    Args:
        reader: The catalogue.
        on: The day.
        late: What ``overdue`` says of that day, for those who ask more than once.
    """
    late = overdue(reader, on) if late is None else late
    for one in points_listed(reader):
        yield _point(reader, one, on, late)


def border_point(reader: Reader, name: str, on: dt.date) -> BorderPoint:
    """Return one border point by its id, name, or the end of its id: "jkia".

    Args:
        reader: The catalogue.
        name: The point.
        on: The day on which actions are overdue or not.

    Raises:
        NotFound: Nothing is meant, or more than one thing.
        UsageError: It is an area, but no border point.
    """
    found = reader.get(place_named(reader, name))
    if found.get("type") != "border point":
        raise UsageError(f"{found['id']} is a {found.get('type', 'place')}, no border point.", "See: orodha border")
    return _point(reader, found, on, overdue(reader, on))


def _point(reader: Reader, area: Document, on: dt.date, late: Mapping[str, Due]) -> BorderPoint:
    there = list(_documents_at(reader, [area["id"]]))
    within = named(reader, area.get("part_of", ()))
    sources = [one for one in there if one["kind"] == "source"]
    actions = [one for one in there if one["kind"] == "action"]
    labels = named(reader, [name for one in there for name in (*_agencies(one), one["id"], one.get("type", ""))])
    agencies = list(_agencies_at(there, labels))
    entries = [
        *agencies,
        *(_agreement(one, labels) for one in there if one["kind"] == "agreement"),
        *_relationships(reader, [one.record for one in agencies]),
        *(_source(one, labels) for one in sorted(sources, key=lambda one: one.get("type") != SYSTEM)),
        *_threats(actions),
        *_wider_threats(reader, within),
        *(_action(one) for one in undertakings(reader, actions, on, late)),
    ]
    here = Named(area["id"], in_language(area["name"], DEFAULT_LANGUAGE))
    return BorderPoint(here, tuple(within.values()), tuple(entries), _nearby(reader, area))


def _documents_at(reader: Reader, areas: Sequence[str]) -> Iterator[Document]:
    """Yield the sources, agreements, agencies and actions that stand and say that they are in some areas."""
    rows = reader.database.rows(
        "SELECT DISTINCT record.id FROM json_each(?) AS wanted JOIN link ON object = wanted.value"
        " AND field IN ('areas', 'coverage.areas', 'works_at') JOIN record ON record.key = subject"
        f" WHERE +kind IN ('source', 'agreement', 'agency', 'action') AND {CURRENT} ORDER BY record.id",
        (json.dumps(areas),),
    )
    for one in reader.some([name for (name,) in rows]):
        yield one | {"kind": one["id"].partition("/")[0]}


def _agreement(one: Document, labels: dict[str, Named]) -> Entry:
    return Entry("relationship", labels[one["id"]], f"agreement, {one.get('status') or 'status not known'}")


def _source(one: Document, labels: dict[str, Named]) -> Entry:
    part = "system" if one.get("type") == SYSTEM else "source"
    return Entry(part, labels[one["id"]], labels[one["type"]].label if one.get("type") else "")


def _relationships(reader: Reader, agencies: Sequence[Named]) -> Iterator[Entry]:
    """Yield the bodies that agencies at a point sit in together or are part of, with which of them."""
    known = {one.id: one for one in agencies}
    rows = reader.database.rows(
        "SELECT record.id, record.label, wanted.value, 'member' FROM json_each(?1) AS wanted"
        " JOIN link ON object = wanted.value AND field = 'members'"
        f" JOIN record ON record.key = subject AND +record.kind = 'agency' WHERE {CURRENT}"
        " UNION SELECT record.id, record.label, wanted.value, 'part of it' FROM json_each(?1) AS wanted"
        " JOIN record AS own ON own.id = wanted.value JOIN link ON subject = own.key AND field = 'parent'"
        f" JOIN record ON record.id = object WHERE {CURRENT} ORDER BY 1, 4, 3",
        (json.dumps(list(known)),),
    )
    found: dict[tuple[Named, str], list[str]] = {}
    for body, label, agency, how in rows:
        found.setdefault((Named(body, label), how), []).append(known[agency].label)
    for (body, how), those in found.items():
        yield Entry("relationship", body, f"{how}: {listed(those)}")


def _threats(actions: Sequence[Document]) -> Iterator[Entry]:
    for one in actions:
        if one.get("type") in THREATS:
            name = Named(one["id"], in_language(one["text"], DEFAULT_LANGUAGE))
            yield Entry("threat", name, one.get("status") or NOT_KNOWN, one.get("due") or one.get("start") or "")


def _wider_threats(reader: Reader, within: Mapping[str, Named]) -> Iterator[Entry]:
    """Yield threats to the county or country that a point is in, with which of them."""
    for one in _documents_at(reader, list(within)):
        if one["kind"] == "action" and one.get("type") in THREATS:
            for entry in _threats([one]):
                where = listed([within[name].label for name in one["areas"] if name in within])
                yield replace(entry, told=f"all of {where}; {entry.told}", here=False)


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
    """Yield each agency once, with why it is there; who only wrote a report on the place is not."""
    reasons: dict[str, list[str]] = {one["id"]: ["works there"] for one in there if one["kind"] == "agency"}
    reports = {one["id"] for one in there if one.get("type") in NO_DATA_KINDS}
    for one in there:
        if one["id"] in reports or not reports.isdisjoint(one.get("concerns", ())):
            continue
        for name in dict.fromkeys(_agencies(one)):
            reasons.setdefault(name, []).append(one["id"])
    for name, why in sorted(reasons.items(), key=lambda pair: labels[pair[0]].label):
        yield Entry("agency", labels[name], listed(why))


def _action(one: Undertaking) -> Entry:
    who = listed([each.label for each in one.who]) or "nobody named"
    return Entry("action", one.record, f"{one.status or f'status {NOT_KNOWN}'}; {who}", one.when)


def _nearby(reader: Reader, area: Document) -> tuple[Named, ...]:
    """Return other border points in the smallest areas that a point is part of."""
    rows = reader.database.rows(
        "SELECT DISTINCT record.id, record.label FROM json_each(?) AS wanted"
        " JOIN record AS above ON above.id = wanted.value"
        " JOIN link ON link.object = above.id AND link.field = 'part_of'"
        " JOIN record ON record.key = link.subject AND record.id <> ?"
        " WHERE json_extract(above.document, '$.type') <> 'country'"
        f" AND json_extract(record.document, '$.type') = 'border point' AND {CURRENT} ORDER BY record.id",
        (json.dumps(area.get("part_of", [])), area["id"]),
    )
    return tuple(Named(*row) for row in rows)


def point_table(point: BorderPoint, on: dt.date) -> Table:
    """Return what is known of one border point on a day as a table, with what is not known below it."""
    rows = [(one.part, one.record.label, one.told, one.date) for one in point.entries]
    foot = [f"{point.area.label} is in {listed([one.label for one in point.within]) or 'no known area'}."]
    if point.nearby:
        places = listed([f"{one.label} ({one.id})" for one in point.nearby])
        foot.append(f"In the same county, and perhaps the same place: {places}.")
    if missing := [one for one in PARTS if not point.of(one)]:
        foot.append(f"Nothing is recorded there as {listed(missing, 'or')}.")
    ids = [(one.record.id,) for one in point.entries]
    head = ("part", "what", "details", "date")
    return Table(f"{point.area.label}, {on.isoformat()}", head, tuple(rows), tuple(foot), tuple(ids))


def points_table(reader: Reader, on: dt.date) -> Table:
    """Return how much is known of every border point on a day, and below it how far the road map is."""
    late = overdue(reader, on)
    points = list(border_points(reader, on, late))
    rows = [(one.area.label, *(str(sum(each.here for each in one.of(part))) for part in PARTS)) for one in points]
    rows = [(label, *("·" if count == "0" else count for count in counts)) for label, *counts in rows]
    wider = {each.record.id for one in points for each in one.of("threat") if not each.here}
    foot = [f"Beside these, {counted(len(wider), 'threat')} to a whole county or country."] if wider else []
    head = ("border point", "agencies", "relations", "systems", "sources", "threats", "actions")
    ids = tuple((one.area.id,) for one in points)
    return Table(
        f"Border points, {on.isoformat()}", head, tuple(rows), (*foot, *remarks(road_map(reader, on, late=late))), ids
    )
