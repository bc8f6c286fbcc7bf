"""What is there for each objective of the Global Compact: sources, indicators, actions, laws, and what is missing.

Reports and directories tell of data and of services, and hold no data themselves: they are listed apart, and never
count as data. Of a link that no document speaks of, the evidence is what documents say of the record, and marked so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..catalogue.reader import Reader
from ..catalogue.wording import counted, listed
from .cited import EVIDENCE, Cited, cited, evidence_rows
from .counting import CURRENT, NO_DATA_KINDS, OBJECTIVES, SPLITS, homes, order_of_code, with_variables
from .due import OPEN
from .named import Named
from .tables import Table

PARTS: Mapping[str, str] = {
    "data": "data",
    "planned": "planned data",
    "reports": "reports, directories and retired sources",
    "indicators": "indicators",
    "done": "actions done",
    "open": "actions open",
    "reported": "other actions, challenges and threats",
    "laws": "laws",
    "agreements": "agreements",
}
"""What an objective can have, and how it is called; sources for statistics are among the data."""

GAPS = ("data", "statistics", "indicator", "disaggregation")
"""What an objective can lack, in this order; without data or statistics, nothing is to be split."""

ON_RECORD = "Evidence on the record: the document tells of the record; none is named for its link to the objective."
"""How to read the evidence of a coverage."""

_SERVES = ("gcm_objectives", "objectives", "framework")
"""Fields that say which objectives a record serves or asks for."""

_PLACES = ("country", "areas", "coverage.areas", "agencies", "parties")
"""Fields that say of which country a record is: itself, its areas or its agencies."""


class Serving(NamedTuple):
    """One record that serves an objective.

    Attributes:
        record: The record.
        part: One of ``PARTS``.
        told: What matters of it: its status; of a source whether it is for statistics.
        statistics: Whether it is data collected for statistics.
        field: The field that says which objective.
        cites: The statements that say so, or else those that tell of the record; none if there are neither.
    """

    record: Named
    part: str
    told: str
    statistics: bool
    field: str
    cites: tuple[Cited, ...] = ()


class Objective(NamedTuple):
    """One objective with all that serves it.

    Attributes:
        concept: The objective, its label behind its number: "20 Remittances".
        serving: What serves it, in the order of ``PARTS``, then by label.
        gaps: What it lacks, of ``GAPS``.
    """

    concept: Named
    serving: tuple[Serving, ...]
    gaps: tuple[str, ...]

    def of(self, *parts: str) -> tuple[Serving, ...]:
        """Return what it has of some parts; "statistics" are the data that are collected for them."""
        return tuple(one for one in self.serving if one.part in parts or (one.statistics and "statistics" in parts))


@dataclass(frozen=True, slots=True)
class Coverage:
    """What there is for each objective.

    Attributes:
        country: The country, "" for all that the catalogue has.
        rows: The objectives in their order.
        homeless: How many actions and agreements were left out for naming no country, agency or area.
    """

    country: Named
    rows: tuple[Objective, ...]
    homeless: int = 0

    def remarks(self) -> tuple[str, ...]:
        """Return what the table means and what is missing, in sentences."""
        told = ["Data are live sources that are no report and no directory; + counts those that are planned."]
        without = {gap: [one.concept.label for one in self.rows if gap in one.gaps] for gap in GAPS}
        if without["data"]:
            told.append(f"No data: {listed(without['data'])}.")
        if without["data"] or without["statistics"]:
            number = len(without["data"] + without["statistics"])
            told.append(f"No data collected for statistics: {counted(number, 'objective')}.")
        if without["disaggregation"]:
            told.append(f"Statistics that nothing splits: {listed(without['disaggregation'])}.")
        if self.homeless:
            left = counted(self.homeless, "record")
            told.append(f"Left out: {left} that no country, agency or area is named in.")
        return tuple(told)

    def as_json(self) -> dict[str, Any]:
        """Return the coverage in the shape of ``orodha coverage --json``."""
        return {
            "country": self.country.id,
            "objectives": [
                {
                    "objective": one.concept._asdict(),
                    "gaps": list(one.gaps),
                    **{part: [_as_json(each) for each in one.of(part)] for part in ("statistics", *PARTS)},
                }
                for one in self.rows
            ],
            "remarks": list(self.remarks()),
        }


def _as_json(one: Serving) -> dict[str, Any]:
    evidence = [
        {
            "document": each.document,
            "title": each.title,
            "place": each.place,
            "certainty": each.certainty,
            "on": each.on,
        }
        for each in one.cites
    ]
    return one.record._asdict() | {"told": one.told, "evidence": evidence}


def coverage(reader: Reader, country: str = "", *, evidence: bool = True) -> Coverage:
    """Return what there is for each objective of the Global Compact.

    Args:
        reader: The catalogue.
        country: Only what is of this country, by id: its sources, indicators and laws, and actions and agreements of
            its agencies or areas. International laws stay, for they hold there too.
        evidence: Whether to look up what documents say of each link.
    """
    objectives = _objectives(reader)
    serving: dict[str, list[Serving]] = {one.id: [] for one in objectives}
    places = json.dumps(homes(reader, country)) if country else ""
    for objective, one in _serving(reader, list(serving), places):
        serving[objective].append(one)
    if evidence:
        serving = _with_evidence(reader, serving)
    split = _split(reader, serving)
    rows = (_objective(one, serving[one.id], one.id in split) for one in objectives)
    label = Named(country, reader.labels([country]).get(country, country)) if country else Named("", "")
    return Coverage(label, tuple(rows), _homeless(reader, list(serving)) if country else 0)


def _objectives(reader: Reader) -> list[Named]:
    """Return the objectives by number."""
    rows = reader.database.rows(
        "SELECT id, label, coalesce(json_extract(document, '$.notation'), '') FROM record"
        f" JOIN link ON subject = key AND field = 'scheme' WHERE object = ? AND {CURRENT}",
        (OBJECTIVES,),
    )
    ordered = sorted(rows, key=lambda row: (order_of_code(row[2]), row[1], row[0]))
    return [Named(record, f"{number} {label}".strip()) for record, label, number in ordered]


_HAS_PLACE = f"field IN ({', '.join(map(repr, _PLACES))})"
_PLACED = f"EXISTS (SELECT 1 FROM link AS place WHERE place.subject = record.key AND place.{_HAS_PLACE})"
_SERVING = (
    " FROM link JOIN record ON record.key = link.subject"
    " AND +record.kind IN ('source', 'indicator', 'action', 'law', 'agreement')"
    " WHERE link.object IN (SELECT value FROM json_each(?))"
    f" AND link.field IN ({', '.join(map(repr, _SERVES))}) AND {CURRENT}"
)


def _serving(reader: Reader, objectives: Sequence[str], places: str) -> Iterator[tuple[str, Serving]]:
    """Yield objective and record for all that serves one, by part and label."""
    sql = (
        "SELECT link.object, kind, id, label, link.field, json_extract(document, '$.status'),"
        " json_extract(document, '$.type'), json_extract(document, '$.collected_for_statistics')" + _SERVING
    )
    if places:
        sql += (
            f" AND (record.key IN (SELECT subject FROM link WHERE object IN (SELECT value FROM json_each(?))"
            f" AND {_HAS_PLACE}) OR (+kind = 'law' AND NOT {_PLACED}))"
        )
    values = [json.dumps(objectives), *([places] if places else [])]
    rows = sorted(reader.database.rows(sql, values), key=lambda row: (row[3], row[2]))
    found = [(row[0], _one(*row[1:])) for row in rows]
    order = {part: place for place, part in enumerate(PARTS)}
    yield from sorted(found, key=lambda pair: order[pair[1].part])


def _one(kind: str, record: str, label: str, field: str, status: str, type: str, statistics: Any) -> Serving:
    if kind == "source":
        part = "reports" if type in NO_DATA_KINDS else {"live": "data", "planned": "planned"}.get(status, "reports")
        purpose = {None: "not known whether for statistics", 0: "not for statistics"}.get(statistics, "for statistics")
        return Serving(Named(record, label), part, f"{status}, {purpose}", part == "data" and bool(statistics), field)
    if kind == "action":
        part = "open" if status in OPEN else "done" if status == "done" else "reported"
        return Serving(Named(record, label), part, f"{type}, {status or 'status not known'}", False, field)
    told = ", ".join(word for word in (type, status) if word)
    return Serving(Named(record, label), {"law": "laws"}.get(kind, f"{kind}s"), told, False, field)


def _homeless(reader: Reader, objectives: Sequence[str]) -> int:
    """Return how many actions and agreements serve an objective, and do not say of which country they are."""
    return reader.database.value(
        f"SELECT count(DISTINCT record.key){_SERVING} AND +kind <> 'law' AND NOT {_PLACED}",
        (json.dumps(objectives),),
    )


def _with_evidence(reader: Reader, serving: Mapping[str, list[Serving]]) -> dict[str, list[Serving]]:
    wanted: dict[str, set[str]] = {}
    for those in serving.values():
        for one in those:
            wanted.setdefault(one.record.id, set()).add(one.field)
    cites = cited(reader, wanted, or_name=True)
    return {
        objective: [one._replace(cites=cites.get((one.record.id, one.field), ())) for one in those]
        for objective, those in serving.items()
    }


def _split(reader: Reader, serving: Mapping[str, Iterable[Serving]]) -> set[str]:
    """Return the objectives whose statistics or indicators are split by something: sex, age, nationality."""
    split = with_variables(reader, sorted(_ids(serving, "statistics")), SPLITS)
    rows = reader.database.rows(
        "SELECT DISTINCT id FROM record JOIN link ON subject = key AND field = 'disaggregations'"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(_ids(serving, "indicators"))),),
    )
    split |= {record for (record,) in rows}
    return {objective for objective, those in serving.items() if any(one.record.id in split for one in those)}


def _ids(serving: Mapping[str, Iterable[Serving]], part: str) -> set[str]:
    return {
        one.record.id
        for those in serving.values()
        for one in those
        if one.part == part or (one.statistics and part == "statistics")
    }


def _objective(concept: Named, serving: Sequence[Serving], split: bool) -> Objective:
    has = {one.part for one in serving} | {"statistics" for one in serving if one.statistics}
    gaps = [] if "statistics" in has else ["statistics"] if "data" in has else ["data"]
    gaps += [] if "indicators" in has else ["indicator"]
    gaps += ["disaggregation"] if "statistics" in has and not split else []
    return Objective(concept, tuple(serving), tuple(gaps))


HEAD = (
    "objective",
    "data (+ planned)",
    "for statistics",
    "indicators",
    "actions done",
    "actions open",
    "laws and agreements",
    "missing",
)


def coverage_table(found: Coverage) -> Table:
    """Return a coverage as a table of counts, with the evidence of every cell as a further one."""
    title = "Coverage of the Global Compact" + (f": {found.country.label}" if found.country.id else "")
    ids = tuple(tuple(each.record.id for each in one.serving) for one in found.rows)
    of_record = any(cite.on == "record" for one in found.rows for each in one.serving for cite in each.cites)
    foot = (*found.remarks(), *([ON_RECORD] if of_record else []))
    return Table(title, HEAD, tuple(map(_row, found.rows)), foot, ids, (_evidence(found.rows),))


def counts(one: Objective) -> tuple[str, ...]:
    """Return what a row counts: data + planned, for statistics, indicators, actions done and open, laws."""
    planned = len(one.of("planned"))
    data = str(len(one.of("data"))) + (f" + {planned}" if planned else "")
    told = (("statistics",), ("indicators",), ("done",), ("open",), ("laws", "agreements"))
    return (data, *(str(len(one.of(*parts))) for parts in told))


def _row(one: Objective) -> tuple[str, ...]:
    return (one.concept.label, *counts(one), listed(one.gaps))


def _evidence(rows: Iterable[Objective]) -> Table:
    lines = [
        line
        for one in rows
        for each in one.serving
        for line in evidence_rows(
            (one.concept.label, PARTS[each.part], each.record.label, each.record.id, each.told), each.cites
        )
    ]
    return Table("Evidence", ("objective", *EVIDENCE), tuple(lines))
