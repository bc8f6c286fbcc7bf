"""What a gap is, and what gaps are looked for in: sources, agreements and actions, each read once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

import orjson

from ...catalogue.reader import Reader
from ..cited import Cited
from ..counting import CURRENT, NO_DATA_KINDS, homes, is_current, order_of_code
from ..named import Named

GapKind = Literal["data", "reporting", "financial", "geographic", "capacity"]
"""Kinds of gap as PARIS21's planning tool ADAPT tells them apart."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing.

    Attributes:
        rule: Name of the rule that found it.
        kind: What sort of gap.
        subject: The record that it is about.
        text: What is missing, in a few words that follow the name of the subject.
        fix: The command that would close it, with words in capitals to be replaced.
        country: The area whose gap it is, or None.
        agency: The agency in charge, or None.
        planned: Planned sources that are to close it.
        stated: Actions in which documents say the same of its subject.
        evidence: What documents say.
    """

    rule: str
    kind: GapKind
    subject: Named
    text: str
    fix: str
    country: Named | None = None
    agency: Named | None = None
    planned: tuple[Named, ...] = ()
    stated: tuple[Named, ...] = ()
    evidence: tuple[Cited, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the gap in the shape of ``orodha gaps --json``."""
        return {
            "kind": self.kind,
            "rule": self.rule,
            "subject": self.subject._asdict(),
            "text": self.text,
            "country": self.country and self.country._asdict(),
            "agency": self.agency and self.agency._asdict(),
            "planned": [one._asdict() for one in self.planned],
            "stated": [one._asdict() for one in self.stated],
            "evidence": [
                {name: getattr(one, name) for name in ("record", "field", "document", "title", "place", "certainty")}
                for one in self.evidence
            ],
            "next": self.fix,
        }


class Lack(NamedTuple):
    """What a rule says of a record; see ``Gap``.

    Attributes:
        subject: The record.
        text: What is missing.
        country: Id of the country whose gap it is.
        agency: Id of the agency in charge.
        cites: Pairs of a record and a field of it, on whose statements it rests.
        planned: Planned sources that are to close it.
        kind: The kind, where the rule finds several.
    """

    subject: Named
    text: str
    country: str = ""
    agency: str = ""
    cites: tuple[tuple[str, str], ...] = ()
    planned: tuple[Named, ...] = ()
    kind: GapKind | None = None


class Found(NamedTuple):
    """What a rule found: how many records it looked at, None if that was not counted, and those that lack something."""

    looked_at: int | None
    lacks: list[Lack]


class Source(NamedTuple):
    """What gaps are looked for in, of one source."""

    id: str
    label: str
    type: str
    status: str
    country: str
    holder: str
    agencies: frozenset[str]
    topics: tuple[str, ...]
    objectives: tuple[str, ...]
    areas: tuple[str, ...]
    terms: tuple[str, ...]
    frequency: str
    for_statistics: bool | None
    access: str
    last_validated: str

    @property
    def named(self) -> Named:
        """Its id and label."""
        return Named(self.id, self.label)

    @property
    def is_data(self) -> bool:
        """Whether data can be had from it: it is in use, and neither a report nor a directory."""
        return self.status == "live" and self.type not in NO_DATA_KINDS


class Facts:
    """What the rules look at, as far as a country or an agency goes.

    Args:
        reader: The catalogue.
        on: The day of the question.
        country: Id of an area: only sources of it, of what is part of it, or about it count as data; "" for all.
        agency: Id of an agency: only what it keeps or produces is looked at; "" for all.
    """

    def __init__(self, reader: Reader, on: dt.date, country: str = "", agency: str = "") -> None:
        self.reader = reader
        self.on = on
        self.country = country
        self.agency = agency

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Every source that stands for itself, by label."""
        rows = self.reader.database.stream(
            "SELECT id, label, document FROM record WHERE kind = 'source' ORDER BY label, id"
        )
        told = ((record, label, orjson.loads(text)) for record, label, text in rows)
        return tuple(_source(record, label, one) for record, label, one in told if is_current(one))

    @cached_property
    def data(self) -> tuple[Source, ...]:
        """The sources of data whose own country and agency are asked about."""
        return tuple(one for one in self.sources if one.is_data and self.concerns(one) and self.is_of([one.country]))

    @cached_property
    def _homes(self) -> frozenset[str]:
        return frozenset(homes(self.reader, self.country))

    def is_of(self, places: Iterable[str]) -> bool:
        """Tell whether one of some areas or agencies is the country that is asked about, or within it."""
        return not self.country or not self._homes.isdisjoint(places)

    def concerns(self, source: Source) -> bool:
        """Tell whether a source is of, or about, the country that is asked about, and of the agency."""
        return self.is_of((source.country, *source.areas)) and (not self.agency or self.agency in source.agencies)

    def holders(self, used: Callable[[Source], Iterable[str]]) -> Mapping[str, list[Source]]:
        """Return the sources, of whatever kind and country, by what each is about."""
        found: dict[str, list[Source]] = {}
        for source in self.sources:
            for one in dict.fromkeys(used(source)):
                found.setdefault(one, []).append(source)
        return found

    def concepts(self, scheme: str) -> list[Named]:
        """Return the concepts of a scheme, by label; codes that are numbers by their number."""
        rows = self.reader.database.rows(
            "SELECT id, label, coalesce(json_extract(document, '$.notation'), '') FROM link"
            " JOIN record ON key = subject WHERE object = ? AND field = 'scheme' AND +kind = 'concept'"
            f" AND {CURRENT}",
            (scheme,),
        )
        rows.sort(key=lambda row: (order_of_code(row[2]), row[1], row[0]))
        return [Named(record, label) for record, label, _ in rows]

    def broader(self, scheme: str) -> Mapping[str, tuple[str, ...]]:
        """Return the concepts above each of a scheme, all the way up."""
        rows = self.reader.database.rows(
            "SELECT id, above.object FROM link AS listed JOIN record ON key = listed.subject"
            " JOIN link AS above ON above.subject = key AND above.field = 'broader'"
            " WHERE listed.object = ? AND listed.field = 'scheme'",
            (scheme,),
        )
        direct: dict[str, list[str]] = {}
        for concept, above in rows:
            direct.setdefault(concept, []).append(above)
        return {concept: _all_above(concept, direct) for concept in direct}

    def sources_of(self, variables: Sequence[str]) -> list[tuple[str, str]]:
        """Return pairs of variable and the source that has it, or that has released the dataset that has it."""
        return self.reader.database.rows(
            "SELECT wanted.value, coalesce(above.object, link.object) FROM json_each(?) AS wanted"
            " JOIN record ON record.id = wanted.value JOIN link ON link.subject = record.key AND link.field = 'source'"
            " LEFT JOIN record AS dataset ON dataset.id = link.object AND +dataset.kind = 'dataset'"
            " LEFT JOIN link AS above ON above.subject = dataset.key AND above.field = 'source'",
            (orjson.dumps(list(variables)).decode(),),
        )


def _source(record: str, label: str, told: Mapping[str, Any]) -> Source:
    holder = told.get("holder", "")
    coverage: Mapping[str, Any] = told.get("coverage") or {}
    return Source(
        record,
        label,
        told.get("type", ""),
        told.get("status", ""),
        told.get("country", ""),
        holder,
        frozenset((holder, told.get("compiler", ""), *told.get("producers", ()))) - {""},
        tuple(told.get("topics", ())),
        tuple(told.get("gcm_objectives", ())),
        tuple(coverage.get("areas", ())),
        tuple(told.get("terms", ())),
        told.get("frequency", ""),
        told.get("collected_for_statistics"),
        told.get("access", ""),
        told.get("last_validated", ""),
    )


def _all_above(concept: str, direct: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return what is above a concept, however far; a circle is gone around once."""
    found: dict[str, None] = {}
    waiting = list(direct.get(concept, ()))
    while waiting:
        above = waiting.pop()
        if above not in found and above != concept:
            found[above] = None
            waiting.extend(direct.get(above, ()))
    return tuple(found)
