"""Mappings: claims that contradict each other, the schemes, the definitions, or what became of the concepts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ...catalogue.checks import Finding, Found, Survey, record_rule, rule, run
from ...catalogue.circles import circles, in_words, knots
from ...catalogue.errors import UsageError, did_you_mean
from ...catalogue.reader import Document, Reader
from ..comparability import Comparison, compare
from ..mappings import MatchPredicate
from ..relations import ACCEPTED, BROAD, CLOSE, EXACT, INVERSE, NARROW, PROPOSED, REJECTED, RELATED, short
from ..successors import chain
from .projection import Claim, Claims, Entry, Vocabulary, claims_of, low_high, vocabulary_of

RULES: tuple[str, ...] = (
    "mapping-circle",
    "mapping-cluster",
    "mapping-contradicts",
    "mapping-itself",
    "mapping-not-comparable",
    "mapping-one-scheme",
    "mapping-other-verdict",
    "mapping-outdated",
    "mapping-retired",
    "mapping-score",
    "mapping-twice",
    "mapping-two-relations",
    "missing-target",
    "skos-s27",
    "skos-s46",
    "wrong-kind",
)
"""The rules that find what is wrong with mappings; some of them find other things besides."""

CONTRADICTIONS: tuple[str, ...] = (
    "mapping-circle",
    "mapping-cluster",
    "mapping-contradicts",
    "mapping-not-comparable",
    "mapping-other-verdict",
    "mapping-two-relations",
    "skos-s27",
    "skos-s46",
)
"""Those of them that find two claims that cannot both hold, of mappings or of definitions."""


def of_mappings(reader: Reader, schemes: Sequence[str] = (), *names: str) -> Iterator[Finding]:
    """Yield what the rules find wrong with mappings; errors first.

    Args:
        reader: The catalogue.
        schemes: One or two schemes, by id, slug or label: only mappings of the one, or between the two. A finding about
            several mappings counts with the one that it names.
        names: The rules; all of ``RULES`` if empty.

    Raises:
        UsageError: There are more than two schemes, or a rule is not about mappings.
        NotFound: There is no such scheme.
    """
    if len(schemes) > 2:
        raise UsageError(f"{len(schemes)} schemes were named.", "Name one, or two to see the mappings between them.")
    for name in names:
        if name not in RULES:
            raise UsageError(f"There is no rule for mappings called {name!r}.", did_you_mean(name, RULES))
    within = _between(reader, [reader.resolve(one, ["scheme"]) for one in schemes]) if schemes else None
    for finding in run(reader, *(names or RULES)):
        if finding.id.startswith("mapping/") and (within is None or finding.id in within):
            yield finding


def _between(reader: Reader, schemes: Sequence[str]) -> set[str]:
    """Return the ids of the mappings with an end in the first scheme, and the other in the last if there are two."""
    ends: dict[str, list[str]] = {}
    for mapping, scheme in reader.database.stream(
        "SELECT record.id, coalesce((SELECT within.object FROM record AS there JOIN link AS within"
        " ON within.subject = there.key AND within.field = 'scheme' WHERE there.id = link.object), '')"
        " FROM record JOIN link ON link.subject = record.key AND link.field IN ('subject', 'object')"
        " WHERE record.kind = 'mapping'"
    ):
        ends.setdefault(mapping, []).append(scheme)
    return {mapping for mapping, found in ends.items() if not Counter(schemes) - Counter(found)}


@rule("mapping-cluster", "warning")
def cluster(survey: Survey) -> Iterator[Found]:
    """Exact matches lead from no concept to another one of its scheme."""
    vocabulary, claims = survey.shared(vocabulary_of), survey.shared(claims_of)
    first: dict[tuple[str, str], str] = {}
    for name in sorted(claims.cluster):
        scheme = vocabulary.scheme(name)
        other = first.setdefault((claims.cluster[name], scheme), name)
        if scheme and other != name and name not in claims.exact[other]:
            path = claims.chain(other, name)
            told = f"has a part in two concepts of {scheme} meaning the same: {in_words(path, '=')}"
            yield claims.exact[path[0]][path[1]], "object", told, "Take one of these matches back, or merge the two."


@rule("mapping-contradicts", "error")
def contradicts(survey: Survey) -> Iterator[Found]:
    """Nothing is accepted that was rejected, also not by way of other exact matches."""
    claims = survey.shared(claims_of)
    accepted = {_claimed(one): one for one in claims.every if one.status == ACCEPTED}
    for one in claims.every:
        if one.status != REJECTED:
            continue
        if against := accepted.get(_claimed(one)):
            told = f"rejects that {_says(one)}; {against.id} accepts it"
            yield one.id, "status", told, _either(one.id, against.id)
        elif one.predicate in (EXACT, CLOSE) and claims.same(*one.ends):
            path = in_words(claims.chain(*one.ends), "=")
            told = f"rejects that {_says(one)}, which follows from accepted exact matches: {path}"
            yield one.id, "status", told, "Take one of these matches back, or this rejection."


def _either(one: str, other: str) -> str:
    return f"Decide which holds, and delete the other: orodha delete {one}, or orodha delete {other}"


def _claimed(claim: Claim) -> tuple[str, str, MatchPredicate]:
    """Return what a mapping claims, the same whichever end it begins at."""
    if claim.subject <= claim.object:
        return claim.subject, claim.object, claim.predicate
    return claim.object, claim.subject, INVERSE[claim.predicate]


def _says(claim: Claim) -> str:
    return f"{claim.subject} and {claim.object} are a{'n' * (claim.predicate == EXACT)} {short(claim.predicate)} match"


@rule("mapping-twice", "warning")
def twice(survey: Survey) -> Iterator[Found]:
    """No pair of concepts is mapped twice in the same way, and nothing is proposed again that was rejected."""
    first: dict[tuple[str, str, MatchPredicate], Claim] = {}
    for one in sorted(survey.shared(claims_of).every, key=lambda one: (_DECIDED.index(one.status), one.id)):
        before = first.setdefault(_claimed(one), one)
        if before is one or {before.status, one.status} == {ACCEPTED, REJECTED}:
            continue
        told = f"says again what {before.id} says, which is {before.status}"
        yield one.id, "subject", told, f"Keep one of the two: orodha delete {one.id}"


_DECIDED = (ACCEPTED, REJECTED, PROPOSED)


@rule("mapping-two-relations", "warning")
def two_relations(survey: Survey) -> Iterator[Found]:
    """No pair of concepts has an accepted close match and another accepted relation beside it.

    What else contradicts itself on one pair breaks SKOS S46 or S27, or closes a circle; those rules find it.
    """
    first: dict[tuple[str, ...], dict[MatchPredicate, Claim]] = {}
    for one in survey.shared(claims_of).accepted(EXACT, CLOSE, BROAD, NARROW, RELATED):
        pair, predicate = tuple(sorted(one.ends)), _claimed(one)[2]
        others = first.setdefault(pair, {})
        for said, other in others.items() if predicate not in others else ():
            if CLOSE in (said, predicate):
                told = f"{_said_by(one)}; by {other.id}, {_said_by(other)}"
                yield one.id, "predicate", told, _either(one.id, other.id)
                break
        others.setdefault(predicate, one)


def _said_by(claim: Claim) -> str:
    return _says(claim) + (f" (accepted by {claim.reviewer})" if claim.reviewer else "")


@rule("mapping-circle", "warning")
def circle(survey: Survey) -> Iterator[Found]:
    """No concept is above itself by broad matches and hierarchies, with those that match exactly taken as one.

    A circle of broader alone is the rule ``circle``; it is told first.
    """
    vocabulary, claims = survey.shared(vocabulary_of), survey.shared(claims_of)
    if not any(True for _ in claims.accepted(EXACT, BROAD, NARROW)):
        return
    merged = _merged(vocabulary, claims)
    plain = {node: above.keys() for node, above in merged.items()}
    within = {name for knot in knots(vocabulary.broader) for name in knot}
    for ring in circles(plain):
        steps = [merged[one][other] for one, other in zip(ring, ring[1:] + ring[:1], strict=True)]
        mappings, told = _told(steps, claims)
        if mappings and not all(low in within and high in within for low, high, _ in steps):
            yield mappings[0], "predicate", f"closes a circle: {told}", "Take one of its steps back."


_Step = tuple[str, str, str]
"""The narrower concept, the wider one, and the mapping that says so or ""."""


def _merged(vocabulary: Vocabulary, claims: Claims) -> dict[str, dict[str, _Step]]:
    """Return what lies above what, exact matches taken as one concept; not what lies above itself by ``broader``."""
    steps = [(name, above, "") for name, parents in vocabulary.broader.items() for above in parents if above != name]
    steps += [(*low_high(one), one.id) for one in claims.accepted(BROAD, NARROW) if one.subject != one.object]
    merged: dict[str, dict[str, _Step]] = {}
    for step in steps:
        low, high = (claims.cluster.get(one, one) for one in step[:2])
        if low != high:  # one cluster: SKOS S46, or two concepts of one scheme
            merged.setdefault(low, {}).setdefault(high, step)
    return merged


def _told(steps: Sequence[_Step], claims: Claims) -> tuple[list[str], str]:
    """Return the mappings that a circle goes over, and the circle in words."""
    mappings: list[str] = []
    told = [steps[0][0]]
    for (_, high, by), (low, _, _) in zip(steps, [*steps[1:], steps[0]], strict=True):
        mappings += [by] if by else []
        same = claims.chain(high, low) if high != low else [high]
        mappings += [claims.exact[one][other] for one, other in pairwise(same)]
        told.append(in_words(same, "="))
    return mappings, in_words(told)


@rule("mapping-itself", "warning")
def itself(survey: Survey) -> Iterator[Found]:
    """No concept is mapped to itself."""
    for one in survey.shared(claims_of).every:
        if one.subject == one.object and one.status != REJECTED:
            yield one.id, "object", f"maps {one.subject} to itself", f"orodha delete {one.id}"


@rule("mapping-one-scheme", "warning")
def one_scheme(survey: Survey) -> Iterator[Found]:
    """Mappings join concepts of two schemes; within one there are broader and related."""
    vocabulary = survey.shared(vocabulary_of)
    for one in survey.shared(claims_of).every:
        scheme = vocabulary.scheme(one.subject)
        if scheme and one.subject != one.object and one.status != REJECTED and scheme == vocabulary.scheme(one.object):
            told = f"maps {one.subject} to {one.object}, and both are of {scheme}"
            yield one.id, "object", told, _WITHIN[one.predicate]


_MERGE = "Merge the two concepts, or take the mapping back."
_WITHIN: Mapping[MatchPredicate, str] = {
    EXACT: _MERGE,
    CLOSE: _MERGE,
    BROAD: "Say it with broader, and delete the mapping.",
    NARROW: "Say it with broader, and delete the mapping.",
    RELATED: "Say it with related, and delete the mapping.",
}


@rule("mapping-retired", "warning")
def retired(survey: Survey) -> Iterator[Found]:
    """Mappings join concepts that are in use."""
    vocabulary = survey.shared(vocabulary_of)
    for one in survey.shared(claims_of).every:
        for field, name in (("subject", one.subject), ("object", one.object)):
            entry = vocabulary.concepts.get(name)
            if entry and entry.deprecated and one.status != REJECTED:
                last = _in_use(vocabulary, name)
                fix = f"orodha edit {one.id} {field}={last}" if last else "Name what replaces it, or take this back."
                yield one.id, field, f"leads to {name}, which is not to be used any more", fix


def _in_use(vocabulary: Vocabulary, name: str) -> str:
    """Return the last of what stands in for a concept, or ""."""

    def following(one: str) -> str | None:
        after = vocabulary.concepts[one].replaced_by if one in vocabulary.concepts else ""
        return vocabulary.ids.get(after, after) or None

    return next(reversed(chain(name, following)), "")


@record_rule("mapping-score", "error", "mapping")
def score(document: Document) -> Iterator[Found]:
    """Confidence and similarity are between 0 and 1.

    Nothing else can be saved or imported; another program may have written it into the database.
    """
    for field in ("confidence", "similarity"):
        value = document.get(field)
        if value is not None and not 0 <= value <= 1:
            yield (
                document["id"],
                field,
                f"is {value:g}, not between 0 and 1",
                f"orodha edit {document['id']} {field}=...",
            )


@rule("mapping-not-comparable", "error")
def not_comparable(survey: Survey) -> Iterator[Found]:
    """No accepted exact match joins definitions that are not comparable, facet by facet."""
    for one, judged in survey.shared(_judged):
        if one.predicate == EXACT and judged.verdict == "not comparable":
            deciding = _listed(judged.deciding)
            told = f"says that {one.subject} and {one.object} are the same, but their definitions differ in {deciding}"
            yield one.id, "predicate", told, f"See orodha compare {one.subject} {one.object}; then {_change(one)}"


@rule("mapping-other-verdict", "warning")
def other_verdict(survey: Survey) -> Iterator[Found]:
    """An accepted mapping says of two definitions what their facets say, where these say all that is critical."""
    for one, judged in survey.shared(_judged):
        exact, deciding = one.predicate == EXACT, _listed(judged.deciding)
        if judged.verdict == "not comparable":
            if exact:
                continue  # an error, by the rule above
            ground = f", but the definitions are not comparable: {deciding}"
        elif judged.verdict == "comparable" and exact:
            ground = f"; by their facets it is a close match, for one of them does not say: {_listed(judged.unsettled)}"
        else:
            by_facets = judged.predicate or RELATED
            ground = f"; by their facets it is a{'n' * (by_facets == EXACT)} {short(by_facets)} match: {deciding}"
        told = f"is a{'n' * exact} {short(one.predicate)} match{ground}"
        fix = f"See orodha compare {one.subject} {one.object}; then {_change(one, judged.predicate)}"
        yield one.id, "predicate", told, fix


def _change(claim: Claim, predicate: MatchPredicate | None = None) -> str:
    wanted = short(predicate) if predicate else "..."
    return f"orodha map change {claim.subject} {claim.object} --predicate {wanted}"


def _judged(survey: Survey) -> list[tuple[Claim, Comparison]]:
    """Return the accepted mappings that say something else than the definitions, with what these say."""
    concepts = survey.shared(vocabulary_of).concepts
    found: list[tuple[Claim, Comparison]] = []
    for one in survey.shared(claims_of).accepted(EXACT, CLOSE, BROAD, NARROW, RELATED):
        left, right = (_facets(concepts, name) for name in one.ends)
        if left and right and one.subject != one.object:
            judged = compare(left, right)
            if judged.contradicts(one.predicate):
                found.append((one, judged))
    return found


def _listed(facets: Sequence[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in facets)


def _facets(concepts: Mapping[str, Entry], name: str) -> Mapping[str, Any]:
    return concepts[name].facets if name in concepts else {}


@rule("mapping-outdated", "warning")
def outdated(survey: Survey) -> Iterator[Found]:
    """No definition was changed, in words or facets, after the mapping that rests on it was last decided on.

    A note on the mapping decides nothing.
    """
    told: set[tuple[str, str]] = set()
    for mapping, field, name, time, changed in survey.database.stream(_CHANGED_SINCE):
        if (mapping, field) not in told:
            told.add((mapping, field))  # the first change holds what it was before all of them
            if changed:
                since = f"was decided before the definition of {name} was changed, on {time[:10]}"
                fix = f"Read both again; if it still holds: orodha map accept {mapping} --reason ..."
                yield mapping, field, since, fix


_CHANGED_SINCE = """
SELECT record.id, link.field, link.object, batch.time,
  (there.document -> '$.definition') IS NOT (change.before -> '$.definition')
  OR (there.document -> '$.facets') IS NOT (change.before -> '$.facets')
FROM record
JOIN link ON link.subject = record.key AND link.field IN ('subject', 'object')
JOIN record AS there ON there.id = link.object
JOIN change ON change.record = link.object AND change.before IS NOT NULL
JOIN batch ON batch.id = change.batch
WHERE record.kind = 'mapping' AND record.document ->> '$.status' = 'accepted'
  AND change.batch > (
    SELECT max(decision.batch) FROM change AS decision
    WHERE decision.record = record.id AND (
      decision.before IS NULL
      OR (decision.after -> '$.status') IS NOT (decision.before -> '$.status')
      OR (decision.after -> '$.predicate') IS NOT (decision.before -> '$.predicate')
      OR (decision.after -> '$.reviewer') IS NOT (decision.before -> '$.reviewer')
      OR (decision.after -> '$.date') IS NOT (decision.before -> '$.date')
      OR (decision.after -> '$.reason') IS NOT (decision.before -> '$.reason')))
ORDER BY record.id, link.field, change.seq
"""
