"""Indirect suggestions: what follows for two schemes from the mappings that both have to a third.

Kenya's term is mapped to a shared one, and so is Uganda's: the two are compared through it. There is one term in
between, never more; only accepted mappings count; what was decided for the pair itself is not suggested again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..catalogue.reader import Reader
from .decisions import Pair, recorded
from .mappings import MatchPredicate
from .matching.suggestions import Suggestion
from .relations import ACCEPTED, COMPOSED, INVERSE, SAYS
from .side_by_side import defined

CHAINED = "semapv:MappingChaining"
"""The justification of what follows from other mappings."""

SURE_ENOUGH = 0.5
"""From this confidence on, a chain may stand in the one-to-one answer, and says more than labels do."""

CROWDED = 50
"""A chain goes on from a term to so many concepts of the other scheme, the surest ones: more tell nothing apart."""


class Bridge(NamedTuple):
    """One accepted mapping from a concept of a scheme to a term of another.

    Attributes:
        concept: The concept of the scheme.
        term: The term that it is mapped to, an id or an IRI.
        predicate: What the term is to the concept.
        confidence: Probability that it is right, 0 to 1; 1 of what a person has accepted without a number.
    """

    concept: str
    term: str
    predicate: MatchPredicate
    confidence: float


def indirect(
    reader: Reader, left: str, right: str, *, top: int = 5, decided: Collection[Pair] = ()
) -> list[Suggestion]:
    """Return what follows for two schemes from accepted mappings to a shared term.

    Args:
        reader: The catalogue.
        left: Id of a scheme.
        right: Id of another.
        top: At most so many a concept of the first scheme.
        decided: Pairs that are decided already, left and right; they are left out.

    Returns:
        The surest chain of each pair, by falling confidence.
    """
    starts, ends = bridges(reader, left), bridges(reader, right)
    inside = {one.concept for one in (*starts, *ends)}
    out = [one for one in starts if one.term not in inside]
    labels = reader.labels(sorted(inside | {one.term for one in out}))
    concepts = [one for one in inside | {one.term for one in out} if one.startswith("concept/")]
    whose = {one.id: one.whose for one in defined(reader, list(reader.some(concepts)))}
    return chained(out, ends, labels, whose, top=top, decided=decided)


def bridges(reader: Reader, scheme: str) -> list[Bridge]:
    """Return the accepted mappings of a scheme's concepts, all of them seen from the concept."""
    found: list[Bridge] = []
    for one in recorded(reader, scheme):
        if one.status == ACCEPTED:
            found.append(Bridge(one.left, one.right, one.predicate, one.document.get("confidence", 1.0)))
    return found


def chained(
    starts: Iterable[Bridge],
    ends: Iterable[Bridge],
    labels: Mapping[str, str],
    whose: Mapping[str, str] | None = None,
    *,
    top: int = 5,
    decided: Collection[Pair] = (),
) -> list[Suggestion]:
    """Return what follows from two lists of bridges that meet in a term.

    Args:
        starts: Bridges of the concepts of the first scheme.
        ends: Bridges of those of the second.
        labels: Labels by id; what has none is called by its id.
        whose: The country or scheme of each, by id: equal labels are told apart by it.
        top: At most so many a concept of the first scheme.
        decided: Pairs to leave out.

    Returns:
        The surest chain of each pair, by falling confidence.
    """
    behind = _by_term(ends)
    surest: dict[Pair, Suggestion] = {}
    skipped = frozenset(decided)
    for start in starts:
        for end in behind.get(start.term, ()):
            pair = (start.concept, end.concept)
            chain = None if pair in skipped else _chain(start, end, labels, whose or {})
            if chain and (pair not in surest or _order(chain) < _order(surest[pair])):
                surest[pair] = chain
    return _top(sorted(surest.values(), key=_order), top)


def merged(direct: Sequence[Suggestion], chains: Sequence[Suggestion], *, top: int = 5) -> list[Suggestion]:
    """Return what the labels suggest and what follows from other mappings as one list, a pair once.

    A pair that both suggest has the predicate that follows, for people have decided what it follows from, unless the
    chain is weak; the higher of both confidences; and the reasons of both. A chain joins the one-to-one answer where
    both its ends are free.

    Args:
        direct: What the matching answers.
        chains: What ``indirect`` answers.
        top: At most so many a subject.

    Returns:
        The suggestions by falling confidence.
    """
    through = {(one.subject, one.object): one for one in chains}
    both = [_joined(one, through.pop((one.subject, one.object), None)) for one in direct]
    taken = {end for one in both if one.best for end in (one.subject, one.object)}
    for one in sorted(through.values(), key=_order):
        free = one.confidence >= SURE_ENOUGH and taken.isdisjoint((one.subject, one.object))
        taken |= {one.subject, one.object} if free else set()
        both.append(replace(one, best=free))
    return _top(sorted(both, key=_order), top)


def _joined(direct: Suggestion, chain: Suggestion | None) -> Suggestion:
    if chain is None:
        return direct
    if chain.confidence < SURE_ENOUGH:
        return replace(direct, reasons=(*direct.reasons, *chain.reasons))
    return replace(
        direct,
        predicate=chain.predicate,
        confidence=max(direct.confidence, chain.confidence),
        justification=CHAINED,
        via=chain.via,
        reasons=(*chain.reasons, *direct.reasons),
    )


def _by_term(ends: Iterable[Bridge]) -> Mapping[str, Sequence[Bridge]]:
    found: dict[str, list[Bridge]] = {}
    for one in sorted(ends, key=lambda end: (-end.confidence, _STRENGTH[end.predicate], end.concept)):
        found.setdefault(one.term, []).append(one)
    return {term: group[:CROWDED] for term, group in found.items()}


_STRENGTH = {predicate: rank for rank, predicate in enumerate(SAYS)}


def _chain(start: Bridge, end: Bridge, labels: Mapping[str, str], whose: Mapping[str, str]) -> Suggestion | None:
    """Return what follows from two bridges to one term; None if nothing does, or both are of one concept."""
    back = INVERSE[end.predicate]
    following = COMPOSED.get((start.predicate, back))
    if following is None or start.concept == end.concept:
        return None
    predicate, kept = following
    first, last = (labels.get(one, one) for one in (start.concept, end.concept))
    ours, between, theirs = (
        f"{whose[one]}: {labels.get(one, one)}" if one in whose else labels.get(one, one)
        for one in (start.concept, start.term, end.concept)
    )
    told = f"{ours} {SAYS[start.predicate]} {between} ({start.term}), which {SAYS[back]} {theirs}."
    return Suggestion(
        start.concept,
        end.concept,
        predicate,
        start.confidence * end.confidence * kept,
        0.0,
        False,
        first,
        last,
        justification=CHAINED,
        via=(start.term,),
        reasons=(told,),
    )


def _order(one: Suggestion) -> tuple[float, int, str, str, tuple[str, ...]]:
    return -one.confidence, _STRENGTH[one.predicate], one.subject, one.object, one.via


def _top(found: Iterable[Suggestion], top: int) -> list[Suggestion]:
    """Return the first so many of each subject."""
    counts: dict[str, int] = {}
    kept: list[Suggestion] = []
    for one in found:
        counts[one.subject] = counts.get(one.subject, 0) + 1
        if counts[one.subject] <= top:
            kept.append(one)
    return kept
