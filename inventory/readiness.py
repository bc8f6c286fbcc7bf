"""How far the countries of a region are with its indicators: ready, in part, planned, nothing, or nobody asked.

A country answers an indicator by one of its own that ``measures`` it, or by its sources among those of the indicator
itself. That nobody has asked a country is told apart from its having nothing.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from ..catalogue.errors import UsageError
from ..catalogue.reader import Document, Reader
from ..catalogue.texts import DEFAULT_LANGUAGE, in_language
from ..catalogue.wording import counted
from .counting import CURRENT, NO_DATA_KINDS, is_current, parts_of, validation_lapse
from .matrix import MARKS as MATRIX_MARKS
from .named import Named, named
from .tables import Table

Mark = Literal["ready", "in part", "planned", "nothing", "nobody asked"]

MARKS: Mapping[Mark, str] = {
    "ready": MATRIX_MARKS["open"],
    "in part": MATRIX_MARKS["restricted"],
    "planned": MATRIX_MARKS["planned"],
    "nothing": MATRIX_MARKS["gap"],
    "nobody asked": "?",
}
"""How a cell is marked, as the overview matrix marks its own."""

LEGEND = (
    f"{MARKS['ready']} ready: live data, collected for statistics, validated within 12 months, and defined.",
    f"{MARKS['in part']} in part: live, and some of that is missing.",
    f"{MARKS['planned']} planned: sources are planned.",
    f"{MARKS['nothing']} nothing: an indicator of the country is recorded, and no source.",
    f"{MARKS['nobody asked']} nobody asked: nothing of the country is recorded for it.",
)
"""What the marks mean, a sentence each."""


class Answer(NamedTuple):
    """How far a country is with an indicator.

    Attributes:
        mark: One of ``MARKS``.
        lacks: What is missing, in words; of several sources, what the best of them lacks.
        sources: The sources that it would come from, the best first.
    """

    mark: Mark
    lacks: tuple[str, ...] = ()
    sources: tuple[Named, ...] = ()

    def __str__(self) -> str:
        return f"{MARKS[self.mark]} {self.mark}" + (f": {'; '.join(self.lacks)}" if self.lacks else "")


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far countries are with indicators.

    Attributes:
        region: The region.
        on: The day of the question.
        countries: Its member states, by name.
        indicators: The indicators, by name.
        answers: How far each country is, by (id of the indicator, id of the country).
        priority: Whether the indicators are those marked as a priority; else all there are.
    """

    region: Named
    on: dt.date
    countries: tuple[Named, ...]
    indicators: tuple[Named, ...]
    answers: Mapping[tuple[str, str], Answer]
    priority: bool

    def remarks(self) -> tuple[str, ...]:
        """Return how many answers are how far, in sentences."""
        marks = [one.mark for one in self.answers.values()]
        told = ", ".join(f"{marks.count(mark):,} {mark}" for mark in MARKS)
        whole = f"{counted(len(self.indicators), 'indicator')}, {counted(len(self.countries), 'country')}: {told}."
        return (whole,) if self.priority else (whole, "No indicator is marked as a priority: all are shown.")

    def as_json(self) -> dict[str, Any]:
        """Return the matrix in the shape of ``orodha readiness --json``."""
        return {
            "region": self.region._asdict(),
            "on": self.on.isoformat(),
            "countries": [one._asdict() for one in self.countries],
            "priority": self.priority,
            "indicators": [
                indicator._asdict()
                | {
                    "answers": {
                        country.id: {
                            "mark": (answer := self.answers[indicator.id, country.id]).mark,
                            "missing": list(answer.lacks),
                            "sources": [one._asdict() for one in answer.sources],
                        }
                        for country in self.countries
                    }
                }
                for indicator in self.indicators
            ],
            "remarks": list(self.remarks()),
        }


def readiness_table(found: Readiness) -> Table:
    """Return the matrix as a table: a column a country, and in each cell mark, word and what is missing."""
    head = ("indicator", *(one.label for one in found.countries))
    cells = [(one, [found.answers[one.id, country.id] for country in found.countries]) for one in found.indicators]
    rows = tuple((one.label, *map(str, answers)) for one, answers in cells)
    ids = tuple((one.id, *(each.id for answer in answers for each in answer.sources)) for one, answers in cells)
    title = f"Readiness for indicators: {found.region.label}, {found.on.isoformat()}"
    return Table(title, head, rows, (*LEGEND, *found.remarks()), ids)


def readiness(reader: Reader, region: str, on: dt.date) -> Readiness:
    """Return how far the member states of a region are with its priority indicators.

    Where none is marked as a priority, all indicators are looked at that the region or one of its members has.

    Args:
        reader: The catalogue.
        region: The region, by id.
        on: The day of the question.

    Raises:
        UsageError: The area has no countries as parts.
    """
    countries = _members(reader, region)
    if not countries:
        raise UsageError(f"No country is part of {region}.", "Name a region: orodha readiness --region IGAD")
    indicators = {one["id"]: one for one in reader.records("indicator") if is_current(one)}
    rows, priority = _rows(indicators, region, [one.id for one in countries])
    sources = _Sources(reader, (source for one in indicators.values() for source in one.get("sources", ())), on)
    answered = _answered(indicators)
    answers = {
        (row["id"], country.id): sources.answer(row, answered.get((row["id"], country.id), ()), country.id)
        for row in rows
        for country in countries
    }
    names = tuple(Named(one["id"], in_language(one["name"], DEFAULT_LANGUAGE)) for one in rows)
    return Readiness(named(reader, [region])[region], on, countries, names, answers, priority)


def _members(reader: Reader, region: str) -> tuple[Named, ...]:
    """Return the countries of a region, those of regions within it too, by name."""
    rows = reader.database.rows(
        "SELECT id, label FROM record WHERE id IN (SELECT value FROM json_each(?1)) AND id <> ?2 AND +kind = 'area'"
        f" AND json_extract(document, '$.type') = 'country' AND {CURRENT} ORDER BY label, id",
        (json.dumps(parts_of(reader, region)), region),
    )
    return tuple(Named(*row) for row in rows)


def _asked(one: Document, indicators: Mapping[str, Document]) -> Document:
    """Return the regional indicator that a national one answers, or itself."""
    return indicators.get(one.get("measures", ""), one)


def _rows(indicators: Mapping[str, Document], region: str, countries: Sequence[str]) -> tuple[list[Document], bool]:
    """Return the indicators of the region and of its members, and whether they are those marked as a priority."""
    asked = {one["id"]: one for one in indicators.values() if one.get("country", "") in ("", region, *countries)}
    chosen = [one for one in asked.values() if one.get("priority")]
    found = {row["id"]: row for one in chosen or asked.values() for row in [_asked(one, indicators)]}
    return sorted(found.values(), key=lambda one: (in_language(one["name"], DEFAULT_LANGUAGE), one["id"])), bool(chosen)


def _answered(indicators: Mapping[str, Document]) -> dict[tuple[str, str], list[Document]]:
    """Return the national indicators by the one that they answer and their country."""
    found: dict[tuple[str, str], list[Document]] = {}
    for one in indicators.values():
        for asked in {one["id"], one.get("measures", one["id"])}:
            found.setdefault((asked, one.get("country", "")), []).append(one)
    return found


class _Sources:
    """The sources of indicators, with what they lack on a day."""

    def __init__(self, reader: Reader, ids: Iterable[str], on: dt.date) -> None:
        self._documents = {one["id"]: one for one in filter(is_current, reader.some(sorted(set(ids))))}
        terms = sorted({term for one in self._documents.values() for term in one.get("terms", ())})
        self._defined = _defined(reader, terms)
        self._on = on

    def answer(self, row: Document, answers: Sequence[Document], country: str) -> Answer:
        """Return how far a country is with an indicator, by its own that answer it."""
        ids = [source for one in answers for source in one.get("sources", ())]
        ids += [one for one in row.get("sources", ()) if self._documents.get(one, {}).get("country") == country]
        found = [self._documents[one] for one in dict.fromkeys(ids) if one in self._documents]
        if not found:
            return Answer("nothing" if answers else "nobody asked")
        defined = any(one.get("definition") for one in (row, *answers))
        live = [(self._lacks(one, defined), one) for one in found if one.get("status") == "live"]
        if live:
            live.sort(key=lambda pair: (len(pair[0]), pair[1]["id"]))
            return Answer("in part" if live[0][0] else "ready", live[0][0], tuple(_named(one) for _, one in live))
        planned = tuple(_named(one) for one in found if one.get("status") == "planned")
        if planned:
            return Answer("planned", (), planned)
        states = dict.fromkeys(one.get("status") or "status not known" for one in found)
        return Answer("nothing", tuple(states), tuple(map(_named, found)))

    def _lacks(self, source: Document, defined: bool) -> tuple[str, ...]:
        """Return what a live source lacks to be ready."""
        terms = source.get("terms", ())
        tests = (
            ("a report or directory, no data", source.get("type") in NO_DATA_KINDS),
            ("not for statistics", source.get("collected_for_statistics") is False),
            ("not known whether for statistics", source.get("collected_for_statistics") is None),
            (validation_lapse(source, self._on), True),
            ("not defined", not defined and not (terms and self._defined.issuperset(terms))),
        )
        return tuple(word for word, missing in tests if word and missing)


def _named(source: Document) -> Named:
    return Named(source["id"], in_language(source["title"], DEFAULT_LANGUAGE))


def _defined(reader: Reader, terms: Sequence[str]) -> frozenset[str]:
    """Return those of some terms that have a definition."""
    rows = reader.database.rows(
        "SELECT id FROM record WHERE id IN (SELECT value FROM json_each(?))"
        " AND json_extract(document, '$.definition') IS NOT NULL",
        (json.dumps(list(terms)),),
    )
    return frozenset(term for (term,) in rows)
