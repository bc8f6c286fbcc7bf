"""Proposing: all that is suggested for two schemes, from their labels and from other mappings, less what is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..catalogue.errors import UsageError
from ..catalogue.reader import Reader
from .chains import indirect, merged
from .decisions import Pair, Recorded, decided, recorded
from .matching.embedding import Embedder
from .matching.labels import languages
from .matching.suggest import Decision, suggest
from .matching.suggestions import Suggestion
from .matching.terms import Term, terms_of
from .relations import EXACT, PROPOSED


@dataclass(frozen=True, slots=True)
class Proposals:
    """What is suggested for two schemes.

    Attributes:
        suggestions: By falling confidence, without the pairs that are decided.
        unmatched: Terms of the first scheme without a match, suggested or accepted; in the order of the scheme.
        decided: How many pairs of the two are decided.
        records: The mappings on record between them, by left and right concept.
        languages: The languages of the labels of each scheme, without region.
    """

    suggestions: list[Suggestion]
    unmatched: list[Term]
    decided: int
    records: Mapping[Pair, Recorded]
    languages: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())

    @property
    def in_common(self) -> bool:
        """Whether the two schemes have labels in a common language."""
        return not self.languages[0].isdisjoint(self.languages[1])


def propose(
    reader: Reader, left: str, right: str, *, top: int = 5, least: float = 0.1, embedder: Embedder | None = None
) -> Proposals:
    """Return what is suggested for the concepts of two schemes.

    A concept that has an exact match already is settled: nothing else is suggested for it. What is on record as
    proposed has the predicate that the record says, for a person may have changed it.

    Args:
        reader: The catalogue.
        left: Id of a scheme.
        right: Id of another.
        top: At most so many suggestions a concept of the first scheme.
        least: Only suggestions of at least this confidence, 0 to 1.
        embedder: What compares concepts without a common language in meaning; they are compared in letters if None.

    Raises:
        UsageError: Both are one scheme, or one of them has no concepts.
        NotFound: There is no such scheme.
    """
    if left == right:
        raise UsageError(f"{left} cannot be mapped to itself.", "Name another scheme: orodha list scheme")
    starts, ends = _terms(reader, left), _terms(reader, right)
    records = recorded(reader, left, right)
    done = decided(records)
    exact = {(one.left, one.right) for one in records if one.document["predicate"] == EXACT}
    told = [Decision(*pair, right=is_so, exact=pair in exact) for pair, is_so in done.items()]
    both = merged(
        suggest(starts, ends, top=top, decisions=told, embedder=embedder),
        indirect(reader, left, right, top=top, decided=done),
        top=top,
    )
    settled = {end for one in told if one.right and one.exact for end in (one.subject, one.object)}
    by_pair = {(one.left, one.right): one for one in records}
    found = [
        _as_recorded(one, by_pair)
        for one in both
        if one.confidence >= least
        and (one.subject, one.object) not in done
        and settled.isdisjoint((one.subject, one.object))
    ]
    matched = {one.subject for one in found} | {pair[0] for pair, is_so in done.items() if is_so}
    unmatched = [term for term in starts if term.id not in matched]
    return Proposals(found, unmatched, len(done), by_pair, (languages(starts), languages(ends)))


def waiting(reader: Reader, proposals: Proposals) -> list[Suggestion]:
    """Return all that a reviewer has to decide: the one-to-one answer first, then the rest.

    What is on record as proposed is there too, whoever proposed it, even if nothing suggests it now.
    """
    known = {(one.subject, one.object) for one in proposals.suggestions}
    others = [one for pair, one in proposals.records.items() if one.status == PROPOSED and pair not in known]
    labels = reader.labels([end for one in others for end in (one.left, one.right)])
    both = [*proposals.suggestions, *(_recorded_suggestion(one, labels) for one in others)]
    return sorted(both, key=lambda one: (not one.best, -one.confidence, one.subject, one.object))


def _terms(reader: Reader, scheme: str) -> list[Term]:
    found = terms_of(reader, scheme)
    if not found:
        raise UsageError(
            f"{scheme} has no concepts in use, so there is nothing to map.",
            f'Take some in with orodha import, or add one: orodha add concept scheme={scheme} label="..."',
        )
    return found


def _as_recorded(one: Suggestion, records: Mapping[Pair, Recorded]) -> Suggestion:
    there = records.get((one.subject, one.object))
    return replace(one, predicate=there.predicate) if there else one


def _recorded_suggestion(one: Recorded, labels: Mapping[str, str]) -> Suggestion:
    document = one.document
    via: Sequence[str] = document.get("via", ())
    return Suggestion(
        one.left,
        one.right,
        one.predicate,
        document.get("confidence", 0.0),
        document.get("similarity", 0.0),
        False,
        labels.get(one.left, one.left),
        labels.get(one.right, one.right),
        document.get("justification", ""),
        tuple(via),
        tuple(filter(None, [document.get("reason")])),
    )
