"""How much of what others ask for is there: the terms of a scheme, or the indicators that an agency demands.

A term is there where live data are about it, under its own name or under one that an accepted mapping says means the
same. What rests on a mapping that nobody has decided on yet is counted apart; a narrower or wider term serves partly.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from ..catalogue.errors import UsageError
from ..catalogue.reader import Document, Reader
from ..catalogue.texts import DEFAULT_LANGUAGE, in_language
from ..catalogue.wording import counted, first_few
from ..vocab.reach import Reach, reaches
from .counting import CURRENT, DATA, SPLITS, homes, is_current, parts_of, variables_of
from .named import Named, named
from .tables import Table

State = Literal["have", "proposed", "partly", "missing"]

STATES: Mapping[State, str] = {
    "have": "There are live data on it.",
    "proposed": "There are, if mappings that nobody has decided on yet are right.",
    "partly": "There are data on a narrower or wider term, or not all that is asked for.",
    "missing": "There are none.",
}
"""How much there is of what is asked for."""

OFTEN = (
    "continuous minutely hourly twice-daily daily business-daily twice-weekly weekly fortnightly twice-monthly monthly"
    " bimonthly quarterly three-times-a-year half-yearly annual biennial triennial quadrennial quinquennial decennial"
).split()
"""Frequencies from the most often to the least, by the ends of their ids; others cannot be compared."""


class Requirement(NamedTuple):
    """One term or indicator that is asked for.

    Attributes:
        record: What is asked for.
        state: How much there is of it.
        through: The terms or indicators that answer it.
        sources: The sources with data on it.
        lacks: What is missing, in words: "source", "variable on sex".
        mappings: The mappings that lead to what answers it.
        why: Why nothing answers it, in words, where that can be said.
    """

    record: Named
    state: State
    through: tuple[Named, ...] = ()
    sources: tuple[Named, ...] = ()
    lacks: tuple[str, ...] = ()
    mappings: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Requirements:
    """What somebody asks for, and how much of it is there.

    Attributes:
        asker: The scheme, agency or agreement that asks.
        country: Whose data are looked at; its id is "" for all.
        what: What is asked for: "term" or "indicator".
        rows: Each of them, by label.
        instead: Whether terms stand for indicators that are not recorded.
    """

    asker: Named
    country: Named
    what: Literal["term", "indicator"]
    rows: tuple[Requirement, ...]
    instead: bool = False

    def share(self, *states: State) -> str:
        """Return how many are in one of some states: "6 of 7 (85%)"; a hundred only where all are."""
        number, whole = sum(one.state in states for one in self.rows), len(self.rows)
        percent = round(100 * number / max(whole, 1))
        return f"{number:,} of {whole:,} ({min(percent, 99) if number < whole else percent}%)"

    def remarks(self) -> tuple[str, ...]:
        """Return how much is there, and what is missing, in sentences."""
        whose = f" in data of {self.country.label}" if self.country.id else ""
        if not self.rows:
            return (f"No {self.what} is recorded that {self.asker.label} asks for.",)
        told = [f"{counted(len(self.rows), self.what)} asked for{whose}."]
        told += [f"{'In full, by' if self.what == 'indicator' else 'By'} accepted mappings: {self.share('have')}."]
        told += [f"With mappings still to be decided: {self.share('have', 'proposed')}."]
        if any(one.state == "partly" for one in self.rows):
            told.append(f"Partly: {self.share('partly')}.")
        if missing := [one for one in self.rows if one.state == "missing"]:
            names = [one.record.label + (f" ({one.why})" if one.why else "") for one in missing]
            told.append(f"Missing: {first_few(names, 20)}.")
        if self.instead:
            told.append("No indicator that it demands is recorded; its terms stand for them.")
        return tuple(told)

    def as_json(self) -> dict[str, Any]:
        """Return the answer in the shape of ``orodha coverage SCHEME --json``."""
        return {
            "asker": self.asker._asdict(),
            "country": self.country.id,
            "asked_for": self.what,
            "counts": {state: sum(one.state == state for one in self.rows) for state in STATES},
            "requirements": [
                one.record._asdict()
                | {
                    "state": one.state,
                    "through": [each._asdict() for each in one.through],
                    "mappings": list(one.mappings),
                    "sources": [each._asdict() for each in one.sources],
                    "missing": list(one.lacks),
                    "why": one.why,
                }
                for one in self.rows
            ],
            "remarks": list(self.remarks()),
        }


def requirements_table(found: Requirements, evidence: Table | None = None) -> Table:
    """Return what is asked for as a table, and what it rests on as a further one, if that is given."""
    head = (found.what, "state", "missing", "through", "sources")
    rows = tuple(
        (
            one.record.label,
            one.state,
            "; ".join(one.lacks),
            ", ".join(each.id for each in one.through) or one.why,
            ", ".join(each.label for each in one.sources),
        )
        for one in found.rows
    )
    ids = tuple((one.record.id, *one.mappings, *(each.id for each in one.sources)) for one in found.rows)
    whose = f": {found.country.label}" if found.country.id else ""
    more = (evidence,) if evidence else ()
    return Table(f"Coverage of {found.asker.label}{whose}", head, rows, found.remarks(), ids, more)


def requirements(reader: Reader, scheme: str = "", asker: str = "", country: str = "") -> Requirements:
    """Return how much is there of the indicators that somebody demands or, where none are recorded, of its terms.

    Args:
        reader: The catalogue.
        scheme: The scheme whose terms are asked for, by id; "" if there is none.
        asker: The agency or agreement that demands indicators, by id; "" for the terms alone.
        country: Only data of this country or region, by id.

    Raises:
        UsageError: There is neither a scheme nor somebody who asks.
    """
    if not (scheme or asker):
        raise UsageError("No scheme is named, and nobody who asks.", "Name one: orodha coverage comesa")
    names = named(reader, [scheme, asker, country])
    whose = names.get(country, Named("", ""))
    indicators = _demanded(reader, asker) if asker else []
    if indicators or not scheme:
        rows = _indicators(reader, indicators, country)
        return Requirements(names[asker], whose, "indicator", tuple(rows))
    rows = _terms(reader, scheme, country)
    return Requirements(names[scheme], whose, "term", tuple(rows), instead=bool(asker))


_OWN = (
    " AND record.key IN (SELECT subject FROM link WHERE object IN (SELECT value FROM json_each(?))"
    " AND field IN ('country', 'coverage.areas'))"
)


def _areas(reader: Reader, country: str) -> list[str]:
    """Return a country or region and its parts, as what ``_OWN`` asks for."""
    return [json.dumps(parts_of(reader, country))] if country else []


class _About(NamedTuple):
    """A source with data on a term, and whether a variable of it records that term."""

    term: str
    source: Named
    variable: bool


def _about(reader: Reader, terms: Sequence[str], country: str) -> dict[str, list[_About]]:
    """Return the live data on each of some terms: what sources say of themselves, and of their variables."""
    own = _OWN if country else ""
    values = [json.dumps(list(terms)), *_areas(reader, country)]
    rows = reader.database.rows(
        "SELECT link.object, record.id, record.label, 0 FROM link"
        " JOIN record ON record.key = link.subject AND +record.kind = 'source'"
        f" WHERE link.object IN (SELECT value FROM json_each(?)) AND link.field = 'terms' AND {DATA}{own}"
        " UNION SELECT link.object, record.id, record.label, 1 FROM link"
        " JOIN record AS variable ON variable.key = link.subject AND +variable.kind = 'variable'"
        " JOIN link AS part ON part.subject = link.subject AND part.field = 'source'"
        " LEFT JOIN record AS dataset ON dataset.id = part.object AND +dataset.kind = 'dataset'"
        " LEFT JOIN link AS released ON released.subject = dataset.key AND released.field = 'source'"
        " JOIN record ON record.id = coalesce(released.object, part.object) AND +record.kind = 'source'"
        " WHERE link.object IN (SELECT value FROM json_each(?)) AND link.field = 'concept'"
        f" AND {CURRENT.replace('record.', 'variable.')} AND {DATA}{own} ORDER BY 3, 2, 4",
        values * 2,
    )
    found: dict[str, list[_About]] = {}
    for term, source, label, variable in rows:
        found.setdefault(term, []).append(_About(term, Named(source, label), bool(variable)))
    return found


def _terms(reader: Reader, scheme: str, country: str) -> Iterable[Requirement]:
    rows = reader.database.rows(
        "SELECT id, label FROM link JOIN record ON key = subject WHERE object = ? AND field = 'scheme'"
        f" AND +kind = 'concept' AND {CURRENT} ORDER BY label, id",
        (scheme,),
    )
    ways = reaches(reader, [term for term, _ in rows])
    reached = sorted({one.term for those in ways.values() for one in those})
    about, labels = _about(reader, reached, country), named(reader, reached)
    return [_term(Named(*row), ways[row[0]], about, labels) for row in rows]


def _term(
    record: Named, ways: Sequence[Reach], about: Mapping[str, Sequence[_About]], labels: Mapping[str, Named]
) -> Requirement:
    """Return how much there is of a term; of several ways to data, the one that says most counts."""
    leading = [one for one in ways if about.get(one.term) and not one.only_related]
    if not leading:
        return Requirement(record, "missing", lacks=("source",), why=_why_missing(ways, labels))
    best = [one for one in leading if _state(one) == _state(leading[0])]
    data = [each for one in best for each in about[one.term]]
    return Requirement(
        record,
        _state(leading[0]),
        tuple(labels[one.term] for one in best if one.mappings),
        tuple(dict.fromkeys(each.source for each in data)),
        () if any(each.variable for each in data) else ("variable",),
        tuple(dict.fromkeys(mapping for one in best for mapping in one.mappings)),
    )


def _state(way: Reach) -> State:
    return "partly" if not way.same else "have" if way.settled else "proposed"


def _why_missing(ways: Sequence[Reach], labels: Mapping[str, Named]) -> str:
    mapped = any(one.same and one.mappings for one in ways)
    related = [labels[one.term].id for one in ways if one.only_related]
    told = [] if mapped else ["no term is mapped to it"]
    return "; ".join([*told, *([f"only related: {first_few(related, 2)}"] if related else [])])


def _demanded(reader: Reader, asker: str) -> list[Document]:
    rows = reader.database.rows(
        "SELECT id FROM link JOIN record ON key = subject WHERE object = ? AND field = 'required_by'", (asker,)
    )
    found = filter(is_current, reader.some([one for (one,) in rows]))
    return sorted(found, key=lambda one: (in_language(one["name"], DEFAULT_LANGUAGE), one["id"]))


def _indicators(reader: Reader, asked: Sequence[Document], country: str) -> Iterable[Requirement]:
    answers = _answers(reader, asked, country)
    sources = {one["id"]: _sources_of(answers[one["id"]]) for one in asked}
    live = _live(reader, {source for those in sources.values() for source in those}, country)
    splits = _splits(reader, live, [each for those in answers.values() for each in those])
    wanted: set[str] = {split for one in asked for split in one.get("disaggregations", ())}
    of_variables = _concepts(reader, wanted)
    ways = reaches(reader, sorted({of_variables.get(one, one) for one in wanted}))
    labels = named(reader, [*wanted, *of_variables.values()])
    for one in asked:
        own = [live[source] for source in sources[one["id"]] if source in live]
        has = {each for live_one in own for each in splits.get(live_one.source.id, ())}
        has |= {each for answer in answers[one["id"]][1:] for each in splits.get(answer["id"], ())}
        split = {each: _has_split(each, of_variables, ways, has) for each in one.get("disaggregations", ())}
        yield _indicator(one, answers[one["id"]][1:], own, split, labels)


def _answers(reader: Reader, asked: Sequence[Document], country: str) -> dict[str, list[Document]]:
    """Return each indicator that is asked for, and behind it those of the country that answer it."""
    rows = reader.database.rows(
        "SELECT object, id FROM link JOIN record ON key = subject"
        " WHERE object IN (SELECT value FROM json_each(?)) AND field = 'measures' ORDER BY id",
        (json.dumps([one["id"] for one in asked]),),
    )
    documents = {one["id"]: one for one in reader.some([answer for _, answer in rows])}
    found = {one["id"]: [one] for one in asked}
    places = set(homes(reader, country)) if country else set[str]()
    for indicator, name in rows:
        answer = documents[name]
        if is_current(answer) and (not country or answer.get("country") in places):
            found[indicator].append(answer)
    return found


def _sources_of(indicators: Iterable[Document]) -> list[str]:
    return list(dict.fromkeys(source for one in indicators for source in one.get("sources", ())))


class _Live(NamedTuple):
    """A source in use, and how often it is updated: an id, or "" if that is not known."""

    source: Named
    frequency: str


def _live(reader: Reader, sources: Iterable[str], country: str) -> dict[str, _Live]:
    """Return those of some sources that hold data of a country and are in use."""
    values = [json.dumps(sorted(sources)), *_areas(reader, country)]
    rows = reader.database.rows(
        "SELECT id, label, coalesce(json_extract(document, '$.frequency'), '') FROM record"
        f" WHERE id IN (SELECT value FROM json_each(?)) AND {DATA}{_OWN if country else ''}",
        values,
    )
    return {source: _Live(Named(source, label), frequency) for source, label, frequency in rows}


def _splits(reader: Reader, sources: Iterable[str], answers: Iterable[Document]) -> dict[str, set[str]]:
    """Return by what data are split: variables of sources with what they are about, and what answers say."""
    of_sources = variables_of(reader, sorted(sources))
    rows = reader.database.rows(
        "SELECT id, coalesce(json_extract(document, '$.concept'), '') FROM record"
        f" WHERE id IN (SELECT value FROM json_each(?)) AND {SPLITS}",
        (json.dumps([variable for _, variable in of_sources]),),
    )
    splitting: dict[str, set[str]] = {variable: {variable, concept} - {""} for variable, concept in rows}
    found: dict[str, set[str]] = {}
    for source, variable in of_sources:
        found.setdefault(source, set()).update(splitting.get(variable, ()))
    splits = {one["id"]: set[str](one.get("disaggregations", ())) for one in answers}
    about = _concepts(reader, {each for those in splits.values() for each in those})
    for answer, split in splits.items():
        found.setdefault(answer, set()).update(split, (about[one] for one in split if one in about))
    return found


def _concepts(reader: Reader, ids: Iterable[str]) -> dict[str, str]:
    """Return what those of some records that are variables are about."""
    documents = reader.some(sorted(one for one in ids if one.startswith("variable/")))
    return {one["id"]: one["concept"] for one in documents if one.get("concept")}


def _has_split(
    split: str, of_variables: Mapping[str, str], ways: Mapping[str, Sequence[Reach]], has: set[str]
) -> Reach | None:
    """Return the way by which data are split as asked, or None if they are not."""
    if split in has:
        return Reach(split, "skos:exactMatch", True, ())
    return next((one for one in ways[of_variables.get(split, split)] if one.same and one.term in has), None)


def _indicator(
    asked: Document,
    answers: Sequence[Document],
    sources: Sequence[_Live],
    split: Mapping[str, Reach | None],
    labels: Mapping[str, Named],
) -> Requirement:
    record = Named(asked["id"], in_language(asked["name"], DEFAULT_LANGUAGE))
    through = tuple(Named(one["id"], in_language(one["name"], DEFAULT_LANGUAGE)) for one in answers)
    if not sources:
        return Requirement(record, "missing", through, lacks=("source",))
    lacks = [f"variable on {labels[each].label}" for each, way in split.items() if way is None]
    if not _often_enough(asked.get("frequency", ""), [one.frequency for one in sources]):
        lacks.append(f"{_called(asked['frequency'])} data")
    undecided = [way for way in split.values() if way and not way.settled]
    state: State = "partly" if lacks else "proposed" if undecided else "have"
    mappings = tuple(mapping for way in split.values() if way for mapping in way.mappings)
    return Requirement(record, state, through, tuple(one.source for one in sources), tuple(lacks), mappings)


def _called(frequency: str) -> str:
    return frequency.removeprefix("concept/frequency-")


def _often_enough(asked: str, frequencies: Iterable[str]) -> bool:
    """Tell whether data come at least as often as asked for; what cannot be compared has to be the same."""
    if not asked:
        return True
    wanted, given = _called(asked), {_called(one) for one in frequencies}
    enough = OFTEN[: OFTEN.index(wanted) + 1] if wanted in OFTEN else [wanted]
    return not given.isdisjoint(enough)
