"""Who holds what: from words to the agencies that keep the data, with the path that explains each answer.

A word may occur in the source itself, in one of its variables, in a term that either is about, in an indicator made
from it, or in the name of its holder. Each word of the question must be met somewhere around the same source.
What is asked for but held by nobody is answered too, as a gap.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..catalogue.reader import Reader
from ..catalogue.search import COUNTED, Hit, parse, stem
from ..catalogue.texts import fold

ASKED_KINDS = ("source", "variable", "concept", "indicator", "agency", "dataset")
"""Kinds whose texts answer a question about holdings."""

FILLERS = frozenset("a an and any by data for from has have held holds in is of on or per the to who with".split())
"""Words of a question that say nothing about its subject."""

_ABOUT = ("topics", "terms", "concept", "gcm_objectives", "sensitive", "framework", "disaggregations")
"""Fields that say what a source, variable or indicator is about."""

_WEIGHT = {"source": 1.0, "variable": 0.95, "dataset": 0.9, "concept": 0.85, "indicator": 0.8, "agency": 0.7}


class Named(NamedTuple):
    """A record by id and label."""

    id: str
    label: str


class Permission(NamedTuple):
    """An agreement that covers a source, and how far it is."""

    id: str
    label: str
    status: str


@dataclass(frozen=True, slots=True)
class Holding:
    """One answer to "who holds data on this?".

    Attributes:
        agency: Who keeps the data; None where nobody is known to.
        source: What they are in; None where what was asked for is in no source.
        variable: The variable that answers, if one does.
        access: Slug of the access class ("open", "licensed"), or "".
        agreement: The agreement under which the source may be shared, the most advanced one, if any.
        path: What led from the question to the answer: term, variable, source, agency.
        score: How well it answers, 0 to 1.
    """

    agency: Named | None
    source: Named | None
    variable: Named | None
    access: str
    agreement: Permission | None
    path: tuple[Named, ...]
    score: float

    @property
    def is_gap(self) -> bool:
        """Whether nobody is known to hold it."""
        return self.agency is None

    def as_json(self) -> dict[str, Any]:
        """Return the holding in the shape of ``orodha holds --json``."""
        return {
            "agency": self.agency and self.agency._asdict(),
            "source": self.source and self.source._asdict(),
            "variable": self.variable and self.variable._asdict(),
            "access": self.access,
            "agreement": self.agreement and self.agreement._asdict(),
            "path": [step.id for step in self.path],
            "score": self.score,
        }


@dataclass(slots=True)
class _Trail:
    """The best way found from a word to a source: score, and ids from the hit to just before the source."""

    score: float
    ids: tuple[str, ...]
    variables: dict[str, float] = field(default_factory=dict)


_Trails = dict[str, _Trail]


def holds(reader: Reader, text: str, country: str | None = None, limit: int = 50) -> list[Holding]:
    """Return who holds data on something, best answers first, gaps last.

    Args:
        reader: The catalogue.
        text: Words, or the id or IRI of a concept, variable, source, indicator or agency.
        country: Only sources of this country: ISO code or id of an area.
        limit: At most so many answers.
    """
    hits = _named(reader, text) or _search(reader, text)
    trails = _trails(reader, hits)
    gaps = _unreached(reader, hits)
    words = [word for word in dict.fromkeys(parse(text).words) if word not in FILLERS]
    if len(words) > 1 and not _is_name(text):
        for source, trail in _around(reader, words).items():
            if source not in trails:
                trails[source] = trail
            else:
                trails[source].variables.update(trail.variables)
    return _answers(reader, trails, gaps, _area(reader, country), limit)


def _is_name(text: str) -> bool:
    return "/" in text and " " not in text.strip()


def _named(reader: Reader, text: str) -> list[Hit]:
    if not _is_name(text):
        return []
    document = reader.get(text.strip())
    label = reader.labels([document["id"]])[document["id"]]
    return [Hit(document["id"], document["iri"], document["kind"], label, 1.0)]


def _search(reader: Reader, text: str) -> list[Hit]:
    """Return the records that have all the words themselves."""
    words = [word for word in parse(text).words if word not in FILLERS]
    return reader.find(" ".join(words) or text, ASKED_KINDS, limit=300)


def _trails(reader: Reader, hits: Sequence[Hit]) -> _Trails:
    """Follow hits to the sources around them."""
    trails: _Trails = {}
    starts = {hit.id: (hit.score * _WEIGHT.get(hit.kind, 0.5), (hit.id,)) for hit in hits}
    variables = {i: start for i, start in starts.items() if i.startswith("variable/")}
    about = {i: start for i, start in starts.items() if i.startswith("concept/")}
    indicators = {i: start for i, start in starts.items() if i.startswith("indicator/")}
    for narrower, broader in _subjects(reader, about, ("broader",), "concept"):
        score, ids = about[broader]
        about.setdefault(narrower, (score * 0.9, (*ids, narrower)))
    for start in (i for i in starts if i.startswith("source/")):
        _offer(trails, start, starts[start][0], ())
    for subject, concept in _subjects(reader, about, _ABOUT, "source", "variable", "indicator"):
        score, ids = about[concept]
        if subject.startswith("source/"):
            _offer(trails, subject, score, ids)
        else:
            group = variables if subject.startswith("variable/") else indicators
            group.setdefault(subject, (score, (*ids, subject)))
    for variable, source in _targets(reader, variables, "source"):
        score, ids = variables[variable]
        _offer(trails, source, score, ids, variable)
    for indicator, source in _targets(reader, indicators, "sources"):
        _offer(trails, source, *indicators[indicator])
    agencies = {i: start for i, start in starts.items() if i.startswith("agency/")}
    for source, agency in _subjects(reader, agencies, ("holder", "producers", "compiler"), "source"):
        _offer(trails, source, *agencies[agency])
    return _sources_only(reader, trails, starts)


def _offer(trails: _Trails, source: str, score: float, ids: tuple[str, ...], variable: str = "") -> None:
    """Keep a way to a source if it is the best so far, and every variable met."""
    trail = trails.get(source)
    if trail is None:
        trail = trails[source] = _Trail(score, ids)
    elif score > trail.score:
        trail.score, trail.ids = score, ids
    if variable:
        trail.variables[variable] = max(score, trail.variables.get(variable, 0.0))


def _sources_only(reader: Reader, trails: _Trails, starts: Mapping[str, tuple[float, tuple[str, ...]]]) -> _Trails:
    """Lead trails that end at a dataset on to the source that it is a release of."""
    datasets = {i: trails.pop(i) for i in [i for i in trails if i.startswith("dataset/")]}
    for hit, (score, ids) in starts.items():
        if hit.startswith("dataset/"):
            datasets.setdefault(hit, _Trail(score, ids[:-1]))
    for dataset, source in _targets(reader, datasets, "source"):
        trail = datasets[dataset]
        _offer(trails, source, trail.score, (*trail.ids, dataset))
        trails[source].variables.update(trail.variables)
    return trails


def _unreached(reader: Reader, hits: Sequence[Hit]) -> list[Hit]:
    """Return terms and indicators that were meant, and that no source is about."""
    asked = [hit for hit in hits if hit.kind in ("concept", "indicator") and hit.score >= 0.5]
    return [hit for hit in asked if not _trails(reader, [hit])]


def _around(reader: Reader, words: Sequence[str]) -> _Trails:
    """Return sources that meet every word, though perhaps each in another record around them."""
    found: list[_Trails] = []
    vague: list[str] = []
    for word in words:
        hits = reader.find(word, ASKED_KINDS, limit=COUNTED)
        (vague.append(word) if len(hits) >= COUNTED else found.append(_trails(reader, hits)))
    if not found:
        return {}
    common = set.intersection(*(set(trails) for trails in found))
    for word in vague:
        common &= _mention(reader, common, word)
    merged: _Trails = {}
    for source in common:
        parts = [trails[source] for trails in found]
        best = max(parts, key=lambda trail: (len(trail.variables) > 0, len(trail.ids), trail.score))
        variables = {v: s for trail in parts for v, s in trail.variables.items()}
        merged[source] = _Trail(sum(trail.score for trail in parts) / len(words) * 0.9, best.ids, variables)
    return merged


def _mention(reader: Reader, sources: Iterable[str], word: str) -> set[str]:
    """Return those of some sources that have a word in their own text or in a variable's."""
    rows = reader.database.rows(
        "SELECT DISTINCT source.value FROM json_each(?) AS source"
        " JOIN record ON record.id = source.value"
        " OR record.key IN (SELECT subject FROM link WHERE object = source.value AND field = 'source')"
        " JOIN search_doc ON search_doc.key = record.key"
        " WHERE instr(code, ?) OR instr(title, ?) OR instr(body, ?)",
        (json.dumps(list(sources)), *[stem(fold(word))] * 3),
    )
    return {source for (source,) in rows}


def _subjects(
    reader: Reader, objects: Iterable[str], fields: Sequence[str], *kinds: str
) -> list[tuple[str, str]]:
    """Return (record, object) for records of some kinds that refer to objects in some fields."""
    return reader.database.rows(
        f"SELECT record.id, object FROM json_each(?) AS wanted JOIN link ON object = wanted.value"
        f" AND field IN ({', '.join('?' * len(fields))}) JOIN record ON record.key = subject"
        f" WHERE kind IN ({', '.join('?' * len(kinds))}) ORDER BY wanted.key LIMIT 5000",
        (json.dumps(list(objects)), *fields, *kinds),
    )


def _targets(reader: Reader, subjects: Iterable[str], name: str) -> list[tuple[str, str]]:
    """Return (record, object) for what some records refer to in a field."""
    return reader.database.rows(
        "SELECT record.id, object FROM json_each(?) AS wanted JOIN record ON record.id = wanted.value"
        " JOIN link ON subject = record.key AND field = ? ORDER BY wanted.key",
        (json.dumps(list(subjects)), name),
    )


def _area(reader: Reader, country: str | None) -> str | None:
    return None if country is None else reader.resolve(country.lower() if len(country) == 2 else country, ("area",))


class _Source(NamedTuple):
    """What an answer tells of a source."""

    label: str
    holder: str
    country: str
    access: str


def _answers(
    reader: Reader, trails: _Trails, gaps: Sequence[Hit], area: str | None, limit: int
) -> list[Holding]:
    ordered = sorted(trails, key=lambda source: (-trails[source].score, source))
    sources = _sources(reader, ordered)
    kept = [s for s in ordered if s in sources and area in (None, sources[s].country)][:limit]
    permissions = _permissions(reader, {s: list(trails[s].variables) for s in kept})
    mentioned = {i for s in kept for i in (*trails[s].ids, *trails[s].variables, sources[s].holder)}
    labels = reader.labels(sorted(mentioned))
    rows: list[Holding] = []
    for source in kept:
        trail, told = trails[source], sources[source]
        best = sorted(trail.variables, key=lambda v: (-trail.variables[v], v))[:3]
        for variable in best or [""]:
            ids = list(trail.ids)
            if variable and variable not in ids:
                ids.append(variable)
            steps = [Named(i, labels.get(i, i)) for i in ids if i != told.holder and i != source]
            agency = Named(told.holder, labels.get(told.holder, told.holder)) if told.holder else None
            path = (*steps, Named(source, told.label), *([agency] if agency else []))
            rows.append(
                Holding(
                    agency,
                    Named(source, told.label),
                    Named(variable, labels.get(variable, variable)) if variable else None,
                    told.access,
                    permissions.get(source),
                    path,
                    round(min(trail.score, 1.0), 4),
                )
            )
    missing = [Named(hit.id, hit.label) for hit in gaps] if area is None or not kept else []
    held = [row for row in rows if not row.is_gap]
    open_ends = [row for row in rows if row.is_gap]
    return (held + open_ends + [Holding(None, None, None, "", None, (term,), 0.0) for term in missing])[:limit]


def _sources(reader: Reader, ids: Sequence[str]) -> dict[str, _Source]:
    rows = reader.database.rows(
        "SELECT id, label, coalesce(json_extract(document, '$.holder'), ''),"
        " coalesce(json_extract(document, '$.country'), ''), coalesce(json_extract(document, '$.access'), '')"
        " FROM record WHERE id IN (SELECT value FROM json_each(?)) AND kind = 'source'",
        (json.dumps(list(ids)),),
    )
    return {row[0]: _Source(*row[1:4], row[4].removeprefix("concept/access-")) for row in rows}


_PROGRESS = ("idea", "draft", "expired", "signed", "in force")


def _permissions(reader: Reader, sources: Mapping[str, Sequence[str]]) -> dict[str, Permission]:
    """Return the most advanced agreement that covers each source or one of the variables in question."""
    owner = {variable: source for source, variables in sources.items() for variable in variables}
    owner.update({source: source for source in sources})
    rows = reader.database.rows(
        "SELECT object, record.id, label, json_extract(document, '$.status') FROM link"
        " JOIN record ON record.key = subject WHERE field = 'covers' AND kind = 'agreement'"
        " AND object IN (SELECT value FROM json_each(?)) ORDER BY record.id",
        (json.dumps(list(owner)),),
    )
    found: dict[str, Permission] = {}
    for target, *agreement in rows:
        permission, source = Permission(*agreement), owner[target]
        best = found.get(source)
        if best is None or _PROGRESS.index(permission.status) > _PROGRESS.index(best.status):
            found[source] = permission
    return found
