"""What the rules read of a vocabulary: plain dictionaries, made once in a run of the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

import orjson

from ...catalogue.checks import Survey
from ...catalogue.circles import way
from ..mappings import MatchPredicate
from ..relations import ACCEPTED, BROAD, EXACT, NARROW, PROPOSED, RELATED
from ..successors import is_deprecated

_UP = ("skos:broader", "skos:broaderTransitive")
_DOWN = ("skos:narrower", "skos:narrowerTransitive")
_FOREIGN = frozenset((*_UP, *_DOWN, "skos:related"))


class Entry(NamedTuple):
    """One concept as the rules see it.

    Attributes:
        scheme: Id of its scheme.
        labels: Preferred labels by language.
        others: Alternative labels by language.
        deprecated: Whether it is not to be used any more.
        replaced_by: Id of what stands in for it, or "".
        facets: Its definition by facet; empty if it has none.
    """

    scheme: str
    labels: Mapping[str, str]
    others: Mapping[str, list[str]]
    deprecated: bool
    replaced_by: str
    facets: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The concepts of a catalogue by id, and how they hang together.

    Attributes:
        concepts: Every concept, in the order of the ids.
        broader: What each is told to be under.
        related: What each is told to belong beside.
        ids: Ids of the concepts by IRI.
        foreign: Relations that a partner's file gave in terms that have no field: (subject, predicate, object's IRI).
    """

    concepts: dict[str, Entry] = field(default_factory=dict[str, Entry])
    broader: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    related: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    ids: dict[str, str] = field(default_factory=dict[str, str])
    foreign: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])

    def by_scheme(self) -> dict[str, list[str]]:
        """Return the ids of the concepts in use, by scheme."""
        found: dict[str, list[str]] = {}
        for name, entry in self.concepts.items():
            if not entry.deprecated:
                found.setdefault(entry.scheme, []).append(name)
        return found

    def scheme(self, name: str) -> str:
        """Return the id of a concept's scheme, "" of what is no concept here."""
        return self.concepts[name].scheme if name in self.concepts else ""


def vocabulary_of(survey: Survey) -> Vocabulary:
    """Return the concepts of a catalogue; for ``Survey.shared``."""
    found = Vocabulary()
    for document in survey.documents(["concept"], loads=orjson.loads):
        name: str = document["id"]
        found.ids[document["iri"]] = name
        found.concepts[name] = Entry(
            document.get("scheme", ""),
            document.get("label", {}),
            document.get("alternative_labels", {}),
            is_deprecated(document),
            document.get("replaced_by", ""),
            document.get("facets", {}),
        )
        if above := document.get("broader"):
            found.broader[name] = above
        if beside := document.get("related"):
            found.related[name] = beside
        if extra := document.get("extra"):
            found.foreign.extend(
                (name, key, iri) for key in sorted(_FOREIGN & extra.keys()) for iri in iris(extra[key])
            )
    return found


def iris(value: Any) -> Iterator[str]:
    """Yield the IRIs of a value that was kept of a partner's file (JSON-LD)."""
    for one in cast("list[Any]", value) if isinstance(value, list) else [value]:
        iri: Any = cast("dict[str, Any]", one).get("@id") if isinstance(one, dict) else None
        if isinstance(iri, str):
            yield iri


class Claim(NamedTuple):
    """One mapping; its ends are short ids wherever the concepts are in the catalogue, otherwise IRIs."""

    id: str
    subject: str
    predicate: MatchPredicate
    object: str
    status: str
    reviewer: str = ""

    @property
    def ends(self) -> tuple[str, str]:
        """The two concepts."""
        return self.subject, self.object


Steps = dict[str, dict[str, str]]
"""From a node to others, each with the mapping that leads there, or "" where it is no mapping."""


@dataclass(frozen=True, slots=True)
class Claims:
    """The mappings of a catalogue.

    Attributes:
        every: All of them, in the order of their ids.
        exact: The accepted exact matches, from either end.
        cluster: The first id of all that a concept means the same as by accepted exact matches, in either direction
            and over any number of them (SKOS S44, S45); concepts without such a match are not in it.
    """

    every: list[Claim]
    exact: Steps
    cluster: dict[str, str]

    def accepted(self, *predicates: MatchPredicate) -> Iterator[Claim]:
        """Yield the accepted mappings with one of some predicates."""
        return (one for one in self.every if one.status == ACCEPTED and one.predicate in predicates)

    def same(self, one: str, other: str) -> bool:
        """Tell whether accepted exact matches say that two concepts mean the same."""
        return one in self.cluster and self.cluster[one] == self.cluster.get(other)

    def chain(self, one: str, other: str) -> list[str]:
        """Return the concepts of a shortest chain of exact matches between two of one cluster."""
        return way(self.exact, one, other)


def claims_of(survey: Survey) -> Claims:
    """Return the mappings of a catalogue; for ``Survey.shared``."""
    ids = survey.shared(vocabulary_of).ids
    every: list[Claim] = []
    for document in survey.documents(["mapping"], loads=orjson.loads):
        subject: str = document["subject"]
        target: str = document["object"]
        status: str = document.get("status", PROPOSED)
        ends = ids.get(subject, subject), ids.get(target, target)
        every.append(
            Claim(document["id"], ends[0], document["predicate"], ends[1], status, document.get("reviewer", ""))
        )
    exact: Steps = {}
    for one in every:
        if one.status == ACCEPTED and one.predicate == EXACT:
            exact.setdefault(one.subject, {}).setdefault(one.object, one.id)
            exact.setdefault(one.object, {}).setdefault(one.subject, one.id)
    return Claims(every, exact, _clusters(exact))


def _clusters(exact: Steps) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in sorted(exact):
        waiting = [] if start in found else [start]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found[node] = start
                waiting.extend(exact[node])
    return found


@dataclass(frozen=True, slots=True)
class Relations:
    """What SKOS entails of all relations and accepted mappings, but for the transitive closure.

    Attributes:
        up: broader and broadMatch, and the inverse of narrower and narrowMatch (sub-properties of broaderTransitive).
        beside: related and relatedMatch, each pair once, its first id first.
    """

    up: Steps
    beside: dict[tuple[str, str], str]


def relations_of(survey: Survey) -> Relations:
    """Return the relations of a catalogue as SKOS sees them; for ``Survey.shared``."""
    vocabulary, claims = survey.shared(vocabulary_of), survey.shared(claims_of)
    up: Steps = {name: dict.fromkeys(above, "") for name, above in vocabulary.broader.items()}
    beside = dict.fromkeys((_pair(one, other) for one, them in vocabulary.related.items() for other in them), "")
    for subject, predicate, iri in vocabulary.foreign:
        target = vocabulary.ids.get(iri, iri)
        if predicate in _UP:
            up.setdefault(subject, {}).setdefault(target, "")
        elif predicate in _DOWN:
            up.setdefault(target, {}).setdefault(subject, "")
        else:
            beside.setdefault(_pair(subject, target), "")
    for one in claims.accepted(BROAD, NARROW, RELATED):
        if one.predicate == RELATED:
            beside.setdefault(_pair(*one.ends), one.id)
        else:
            low, high = low_high(one)
            up.setdefault(low, {}).setdefault(high, one.id)
    return Relations(up, beside)


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def low_high(claim: Claim) -> tuple[str, str]:
    """Return the narrower and the wider end of a broad or narrow match."""
    return claim.ends if claim.predicate == BROAD else (claim.object, claim.subject)
