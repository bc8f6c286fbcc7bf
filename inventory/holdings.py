"""Who holds what: from words to the agencies that keep the data, with the path that explains each answer.

A word may occur in the source itself, in one of its variables, in a term that either is about, in an indicator made
from it, or in the name of its holder. Each word of the question must be met somewhere around the same source.
What is asked for but held by nobody is answered too, as a gap.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..catalogue.reader import Reader
from ..catalogue.search import Hit, count, parse, stem
from ..catalogue.texts import fold
from .access import permissions, state_of
from .named import Named, Permission
from .unheld import ABOUT, gaps_among, mapped_terms, one_a_name

ASKED_KINDS = ("source", "variable", "concept", "indicator", "agency", "dataset")
"""Kinds whose texts answer a question about holdings."""

FILLERS = frozenset("a an and any by data for from has have held holds in is of on or per the to who with".split())
"""Words of a question that say nothing about its subject."""

ENOUGH = 10
"""So many sources found by all words together, and those around which the words are scattered are not looked for."""

NAMED = 0.5
"""From this score on, the words are in a record's names or codes, and not only in what is told of it."""

MEANT = 0.91
"""From this score on, the words are a record's name, but for an ending."""

NEIGHBOURHOODS = 20
"""How many sources are searched for words scattered around them."""

HITS = 25
"""How many records that answer are followed to their sources."""

FOLLOWED = 70
"""How many references are followed at each step from there."""

_WEIGHT = {"source": 1.0, "variable": 0.95, "dataset": 0.9, "concept": 0.85, "indicator": 0.8, "agency": 0.7}

MEANT_AS_TERM = MEANT * _WEIGHT["concept"]
"""From this score on, the terms are followed that are mapped to a term: what it is called elsewhere."""


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
        state: How far one can get at the source: "open", "restricted" or "planned"; "gap" without a source.
        country: Id of the area that the source is about, or "".
    """

    agency: Named | None
    source: Named | None
    variable: Named | None
    access: str
    agreement: Permission | None
    path: tuple[Named, ...]
    score: float
    state: str = "gap"
    country: str = ""

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
    """The best way found to a source: score, ids from the hit to just before the source."""

    score: float
    ids: tuple[str, ...]
    variables: dict[str, float] = field(default_factory=dict)


_Trails = dict[str, _Trail]


def holds(
    reader: Reader, text: str, country: str | None = None, limit: int = 50, *, on: dt.date | None = None
) -> list[Holding]:
    """Return who holds data on something, best answers first, and last what is in no source.

    Args:
        reader: The catalogue.
        text: Words, or the id or IRI of a concept, variable, source, indicator or agency.
        country: Only sources of this country: ISO code or id of an area.
        limit: At most so many answers.
        on: The day for which agreements are told; today if None.
    """
    hits = _named(reader, text) or _search(reader, text)
    trails = _trails(reader, hits)
    words = [] if _is_name(text) else [word for word in _asked(text) if len(word) > 1]
    if len(words) > 1 and len(trails) < ENOUGH and not any(hit.score == 1.0 for hit in hits):
        for source, trail in _around(reader, words).items():
            trails.setdefault(source, trail).variables.update(trail.variables)
    asked = [hit for hit in hits if hit.score >= (MEANT if trails else NAMED)]
    gaps = gaps_among(reader, asked)
    if words and not trails and not gaps:
        terms = one_a_name(reader, reader.find(_rarest(reader, words), ("concept",)))
        gaps = gaps_among(reader, [hit for hit in terms if hit.score >= NAMED])
    return _answers(reader, trails, gaps, _area(reader, country), limit, on or dt.date.today())


def also_called(reader: Reader, record: str, words: Sequence[str]) -> str:
    """Return another name of a record, folded, that has one of some words; "" if no name of it has.

    Args:
        reader: The catalogue.
        record: Its id.
        words: Words as ``asked_words`` gives them.
    """
    titles = reader.database.value("SELECT title FROM record JOIN search_doc USING (key) WHERE id = ?", (record,))
    names = (titles or "").split("\n")
    return next((name for name in names if any(one.startswith(word) for one in name.split() for word in words)), "")


def asked_words(text: str) -> list[str]:
    """Return the words that a question is about, folded and without endings, as words of names may begin."""
    return [stem(word) for word in _asked(text)]


def _asked(text: str) -> list[str]:
    return [word for word in dict.fromkeys(parse(text).words) if word not in FILLERS]


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
    hits = one_a_name(reader, reader.find(" ".join(_asked(text)) or text, ASKED_KINDS, limit=2 * HITS))
    return [hit for hit in hits if hit.kind != "agency" or hit.score >= NAMED][:HITS]  # its name, not what it does


def _trails(reader: Reader, hits: Sequence[Hit]) -> _Trails:
    """Follow hits to the sources around them."""
    starts: dict[str, dict[str, tuple[float, tuple[str, ...]]]] = {kind: {} for kind in ASKED_KINDS}
    for hit in hits:
        starts.setdefault(hit.kind, {})[hit.id] = (hit.score * _WEIGHT.get(hit.kind, 0.5), (hit.id,))
    trails: _Trails = {}
    about, variables, indicators = starts["concept"], starts["variable"], starts["indicator"]
    for narrower, broader in _subjects(reader, about, ("broader",), "concept"):
        score, ids = about[broader]
        about.setdefault(narrower, (score * 0.9, (*ids, narrower)))
    for other, term in mapped_terms(reader, [i for i, (score, _) in about.items() if score >= MEANT_AS_TERM]):
        score, ids = about[term]
        about.setdefault(other, (score * 0.9, (*ids, other)))
    for source, (score, _) in starts["source"].items():
        _offer(trails, source, score, ())
    for subject, concept in _subjects(reader, about, ABOUT, "source", "variable", "indicator"):
        score, ids = about[concept]
        if subject.startswith("source/"):
            _offer(trails, subject, score, ids)
        else:
            group = variables if subject.startswith("variable/") else indicators
            group.setdefault(subject, (score, (*ids, subject)))
    for variable, source in _targets(reader, variables, "source"):
        _offer(trails, source, *variables[variable], variable)
    for indicator, source in _targets(reader, indicators, "sources"):
        _offer(trails, source, *indicators[indicator])
    for fields, share in ((("holder",), 1.0), (("producers", "compiler"), 0.8)):
        for source, agency in _subjects(reader, starts["agency"], fields, "source"):
            score, ids = starts["agency"][agency]
            _offer(trails, source, score * share, ids)
    _lead_on(reader, trails, starts["dataset"])
    return trails


def _offer(trails: _Trails, source: str, score: float, ids: tuple[str, ...], variable: str = "") -> None:
    """Keep a way to a source if it is the best so far, and every variable met."""
    trail = trails.get(source)
    if trail is None:
        trail = trails[source] = _Trail(score, ids)
    elif score > trail.score:
        trail.score, trail.ids = score, ids
    if variable:
        trail.variables[variable] = max(score, trail.variables.get(variable, 0.0))


def _lead_on(reader: Reader, trails: _Trails, hits: Mapping[str, tuple[float, tuple[str, ...]]]) -> None:
    """Lead what ends at a dataset on to the source that it is a release of."""
    datasets = {i: trails.pop(i) for i in [i for i in trails if i.startswith("dataset/")]}
    for dataset, (score, _) in hits.items():
        datasets.setdefault(dataset, _Trail(score, ()))
    for dataset, source in _targets(reader, datasets, "source"):
        trail = datasets[dataset]
        _offer(trails, source, trail.score, (*trail.ids, dataset))
        trails[source].variables.update(trail.variables)


def _around(reader: Reader, words: Sequence[str]) -> _Trails:
    """Return sources around which every word occurs, though each in another record.

    The rarest word leads to the candidates; the other words are looked for around these.
    """
    rarest = _rarest(reader, words)
    trails = _trails(reader, reader.find(rarest, ASKED_KINDS, limit=HITS))
    kept = sorted(trails, key=lambda source: (-trails[source].score, source))[:NEIGHBOURHOODS]
    for word in words:
        if word != rarest:
            kept = _mention(reader, kept, word)
    return {source: _scattered(trails[source], len(words)) for source in kept}


def _rarest(reader: Reader, words: Sequence[str]) -> str:
    return min(words, key=lambda word: count(reader.database, word, ASKED_KINDS, most=300))


def _scattered(trail: _Trail, words: int) -> _Trail:
    """Return a trail that counts less, since the words are not in one place."""
    return _Trail(trail.score * (0.6 + 0.2 / words), trail.ids, trail.variables)


def _mention(reader: Reader, sources: Sequence[str], word: str) -> list[str]:
    """Return those of some sources that have a word in their own text, a variable's, a term's or the holder's."""
    rows = reader.database.rows(
        "SELECT source.value FROM json_each(?) AS source WHERE EXISTS ("
        " SELECT 1 FROM (SELECT key FROM record WHERE id = source.value"
        "  UNION ALL SELECT subject FROM link WHERE object = source.value AND field = 'source'"
        "  UNION ALL SELECT there.key FROM record AS here JOIN link ON subject = here.key"
        "   JOIN record AS there ON there.id = object WHERE here.id = source.value) AS near"
        " JOIN search_doc USING (key) WHERE instr(title, ?) OR instr(code, ?) OR instr(body, ?))",
        (json.dumps(list(sources)), *[stem(fold(word))] * 3),
    )
    return [source for (source,) in rows]


def _subjects(reader: Reader, objects: Iterable[str], fields: Sequence[str], *kinds: str) -> list[tuple[str, str]]:
    """Return (record, object) for records of some kinds that refer to objects in some fields."""
    return reader.database.rows(
        f"SELECT record.id, object FROM json_each(?) AS wanted JOIN link ON object = wanted.value"
        f" AND field IN ({', '.join('?' * len(fields))}) JOIN record ON record.key = subject"
        f" WHERE +kind IN ({', '.join('?' * len(kinds))}) ORDER BY wanted.key LIMIT {FOLLOWED}",
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
    state: str


def _answers(
    reader: Reader, trails: _Trails, gaps: Sequence[Hit], area: str | None, limit: int, on: dt.date
) -> list[Holding]:
    sources = _sources(reader, list(trails))
    ordered = sorted(trails, key=lambda i: (-trails[i].score, i in sources and not sources[i].holder, i))
    kept = [s for s in ordered if s in sources and area in (None, sources[s].country)][:limit]
    agreed = permissions(reader, {s: list(trails[s].variables) for s in kept}, on)
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
                    agreed.get(source),
                    path,
                    round(min(trail.score, 1.0), 4),
                    told.state,
                    told.country,
                )
            )
    missing = [Named(hit.id, hit.label) for hit in gaps] if area is None or not kept else []
    return (rows + [Holding(None, None, None, "", None, (term,), 0.0) for term in missing])[:limit]


def _sources(reader: Reader, ids: Sequence[str]) -> dict[str, _Source]:
    rows = reader.database.rows(
        "SELECT id, label, coalesce(json_extract(document, '$.holder'), ''),"
        " coalesce(json_extract(document, '$.country'), ''), coalesce(json_extract(document, '$.access'), ''),"
        " coalesce(json_extract(document, '$.status'), '')"
        " FROM record WHERE id IN (SELECT value FROM json_each(?)) AND +kind = 'source'",
        (json.dumps(list(ids)),),
    )
    return {
        source: _Source(label, holder, country, access.removeprefix("concept/access-"), state_of(status, access))
        for source, label, holder, country, access, status in rows
    }
