"""Gaps that documents state themselves: challenges and next steps that name the kind of gap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from ..counting import CURRENT, countries_of
from ..named import Named
from .facts import Facts, Found, Lack


def stated(facts: Facts) -> Found:
    """Return the gaps that actions tell of, as far as the country and the agency go that are asked about."""
    told = [(one, document) for one, document in _actions(facts) if not facts.agency or facts.agency in _who(document)]
    areas = _areas(facts, {one.id: document for one, document in told})
    countries = countries_of(facts.reader, sorted({one for those in areas.values() for one in those}))
    lacks: list[Lack] = []
    for action, document in told:
        if not areas[action.id] or facts.is_of(areas[action.id]):
            own = {each for one in areas[action.id] for each in countries.get(one, (one,))}
            country = facts.country or (next(iter(own)) if len(own) == 1 else "")
            agency = next(iter(_who(document)), "")
            lacks.append(Lack(action, "", country, agency, ((action.id, "text"),), kind=document["gap"]))
    return Found(len(lacks), lacks)


def said_of(facts: Facts) -> Mapping[tuple[str, str], Sequence[Named]]:
    """Return the actions in which documents tell of a gap, by the kind of gap and the record that they concern."""
    found: dict[tuple[str, str], list[Named]] = {}
    for action, document in _actions(facts):
        for one in document.get("concerns", ()):
            found.setdefault((document["gap"], one), []).append(action)
    return found


def _actions(facts: Facts) -> Iterator[tuple[Named, dict[str, Any]]]:
    rows = facts.reader.database.rows(
        "SELECT id, label, document FROM record WHERE kind = 'action' AND instr(document, '\"gap\"')"
        " AND json_extract(document, '$.gap') IS NOT NULL"
        f" AND coalesce(json_extract(document, '$.status'), '') <> 'done' AND {CURRENT} ORDER BY label, id"
    )
    for record, label, text in rows:
        yield Named(record, label), orjson.loads(text)


def _who(document: Mapping[str, Any]) -> list[str]:
    return document.get("agencies", [])


def _areas(facts: Facts, actions: Mapping[str, Mapping[str, Any]]) -> dict[str, set[str]]:
    """Return the areas of actions: of all that they name, else of who published the documents that tell of them.

    One of which nothing leads to an area has none: it may concern any country.
    """
    names = {one: [*_who(told), *told.get("areas", ()), *told.get("concerns", ())] for one, told in actions.items()}
    rows = facts.reader.database.rows(
        "SELECT DISTINCT record.id, link.object FROM json_each(?) AS wanted JOIN record ON record.id = wanted.value"
        " JOIN statement ON statement.record = record.key JOIN record AS document ON document.id = statement.document"
        " JOIN link ON link.subject = document.key AND link.field = 'publisher'",
        (orjson.dumps(list(names)).decode(),),
    )
    publishers: dict[str, list[str]] = {}
    for action, publisher in rows:
        publishers.setdefault(action, []).append(publisher)
    home = _home(facts, {one for those in (*names.values(), *publishers.values()) for one in those})
    found = {action: {home[one] for one in those if one in home} for action, those in names.items()}
    told = {action: {home[one] for one in those if one in home} for action, those in publishers.items()}
    return {action: those or told.get(action, set()) for action, those in found.items()}


def _home(facts: Facts, ids: set[str]) -> dict[str, str]:
    """Return the area of each record that has one: an area is its own, an agency or source that of its country."""
    rows = facts.reader.database.rows(
        "SELECT record.id, object FROM json_each(?) AS wanted JOIN record ON record.id = wanted.value"
        " JOIN link ON subject = record.key AND field = 'country' WHERE +kind <> 'area'",
        (orjson.dumps(sorted(ids)).decode(),),
    )
    return {one: one for one in ids if one.startswith("area/")} | dict(rows)
