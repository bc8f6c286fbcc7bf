"""The workbench of two schemes: every term of the first, what it may be in the second, and what was decided.

    bench = Workbench.of(reader, "scheme/ke", "scheme/ug")
    bench.suggest(propose(reader, "scheme/ke", "scheme/ug").suggestions)
    bench.counts()                  # so many of so many mapped, suggested, rejected
    bench.candidates("concept/ke-refugee")

It is plain data: what a person decides is put in at once, and is written by ``deciding.rule``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..catalogue.reader import Reader
from .decisions import Pair, Recorded, Seen, recorded
from .relations import ACCEPTED, EXACT, INVERSE, PROPOSED, REJECTED
from .scheme_pairs import labels_of

if TYPE_CHECKING:
    from .mappings import MatchPredicate  # a workbench does without pydantic
    from .matching.suggestions import Suggestion

State = Literal["contradicts", "accepted", "suggested", "rejected", ""]
"""How it stands with a term; "" if nobody and nothing has said anything of it."""

Which = Literal["all", "undecided", "suggested", "contradictions"]
"""Which terms are shown."""

WHICH: tuple[Which, ...] = ("all", "undecided", "suggested", "contradictions")

_FIRMEST = (ACCEPTED, REJECTED, PROPOSED)


class Counts(NamedTuple):
    """How far two schemes are mapped.

    Attributes:
        terms: Terms of the first scheme.
        mapped: Those of them with an accepted mapping.
        suggested: Pairs that are on record as suggested: so many as ``scheme_pairs`` counts.
        rejected: Pairs that were rejected.
        against: Pairs that something contradicts.
        found: Terms of the first scheme that wait for a decision on what is not on record.
    """

    terms: int
    mapped: int
    suggested: int
    rejected: int
    against: int
    found: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a term may be in the other scheme.

    Attributes:
        left: The term.
        right: The term of the other scheme.
        label: What that one is called.
        predicate: What the right one is to the left one; None if nothing is said yet.
        confidence: How sure the suggestion is, 0 to 1; None of what a person named or decided.
        suggestion: What suggests it, if it is suggested.
        record: The mapping on record, if there is one.
    """

    left: str
    right: str
    label: str
    predicate: MatchPredicate | None = None
    confidence: float | None = None
    suggestion: Suggestion | None = None
    record: Recorded | None = None

    @property
    def pair(self) -> Pair:
        """The two terms."""
        return self.left, self.right

    @property
    def status(self) -> str:
        """What the review decided; "" if nothing is on record."""
        return self.record.status if self.record else ""

    @property
    def waits(self) -> bool:
        """Whether it is proposed, on record or not, and nobody has decided."""
        return self.status == PROPOSED or bool(self.suggestion and not self.record)

    @property
    def seen(self) -> Seen:
        """How it stands on record, as a decision says that it was seen."""
        return Seen(self.record.status, self.record.predicate) if self.record else Seen()

    def told(self, field: str) -> str:
        """Return what the mapping on record says in a field of text, or ""."""
        return str((self.record.document.get(field) if self.record else "") or "")


@dataclass
class Workbench:
    """Two schemes at work.

    Attributes:
        left: Id of the first.
        right: Id of the second.
        terms: The terms of the first, by id, in their order.
        partners: The terms of the second.
        records: The firmest mapping of each pair that has one.
        suggestions: What is suggested for each term of the first, the surest first.
        picked: What a person has named for a term, the last first.
        against: What contradicts each mapping, in words, by its id.
    """

    left: str
    right: str
    terms: Mapping[str, str]
    partners: Mapping[str, str]
    records: dict[str, dict[str, Recorded]] = field(default_factory=dict[str, dict[str, Recorded]])
    suggestions: dict[str, list[Suggestion]] = field(default_factory=dict[str, "list[Suggestion]"])
    picked: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    against: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    _settled: set[str] | None = None

    @classmethod
    def of(cls, reader: Reader, left: str, right: str) -> Workbench:
        """Read two schemes and what is on record between them."""
        bench = cls(left, right, labels_of(reader, left), labels_of(reader, right))
        bench.take(recorded(reader, left, right))
        return bench

    def take(self, records: Iterable[Recorded]) -> None:
        """Take what is on record in place of what was."""
        self.records, self._settled = {}, None
        for one in sorted(records, key=lambda one: -_FIRMEST.index(one.status)):
            self.put(one)

    def put(self, record: Recorded) -> None:
        """Put one mapping in, in place of what its pair had."""
        self.records.setdefault(record.left, {})[record.right] = record
        self._settled = None

    def suggest(self, suggestions: Iterable[Suggestion]) -> None:
        """Take what the matching suggests, in place of what it did before."""
        self.suggestions = {}
        for one in suggestions:
            self.suggestions.setdefault(one.subject, []).append(one)

    def pick(self, left: str, right: str) -> None:
        """Name a term of the second scheme that nothing suggested."""
        self.picked[left] = [right, *(one for one in self.picked.get(left, ()) if one != right)]

    def candidates(self, left: str) -> list[Candidate]:
        """Return what a term may be: what a person named, what is accepted, what waits, what was rejected."""
        records = self.records.get(left, {})
        settled = self.settled
        suggested = {one.object: one for one in self.suggestions.get(left, ())}
        open_ = {} if left in settled else {one: s for one, s in suggested.items() if one not in settled}
        picked = self.picked.get(left, ())
        rights = dict.fromkeys([*picked, *records, *open_])
        found = [self._candidate(left, right, suggested.get(right)) for right in rights]
        return sorted(found, key=lambda one: _order(one, picked))

    def _candidate(self, left: str, right: str, suggestion: Suggestion | None) -> Candidate:
        record = self.records.get(left, {}).get(right)
        said = record.predicate if record else suggestion.predicate if suggestion else None
        sure = suggestion.confidence if suggestion else None
        if record:
            sure = record.document.get("confidence", sure) if record.status == PROPOSED else None
        label = self.partners.get(right) or (suggestion.object_label if suggestion else right)
        return Candidate(left, right, label, said, sure, suggestion, record)

    @property
    def settled(self) -> set[str]:
        """The terms of either scheme that have an exact match: nothing else is suggested for them."""
        if self._settled is None:
            self._settled = {
                end
                for by_right in self.records.values()
                for one in by_right.values()
                if one.status == ACCEPTED and one.predicate == EXACT
                for end in (one.left, one.right)
            }
        return self._settled

    @property
    def decided(self) -> bool:
        """Whether anything between the two was decided."""
        return any(one.status != PROPOSED for by_right in self.records.values() for one in by_right.values())

    def state(self, left: str) -> State:
        """Return how it stands with a term."""
        return self._state(self.candidates(left))

    def _state(self, candidates: Sequence[Candidate]) -> State:
        if any(self.reasons_against(one) for one in candidates):
            return "contradicts"
        if any(one.status == ACCEPTED for one in candidates):
            return "accepted"
        if any(one.waits for one in candidates):
            return "suggested"
        return "rejected" if any(one.status == REJECTED for one in candidates) else ""

    def reasons_against(self, candidate: Candidate) -> list[str]:
        """Return what contradicts a candidate that is accepted, in words."""
        record = candidate.record
        return self.against.get(record.document.get("id", ""), []) if record else []

    def waits(self, left: str) -> bool:
        """Tell whether a term waits for a decision: something is suggested, and nothing was accepted."""
        if left not in self.records and left not in self.suggestions:
            return False
        candidates = self.candidates(left)
        return any(one.waits for one in candidates) and not any(one.status == ACCEPTED for one in candidates)

    def counts(self) -> Counts:
        """Return how far the two are mapped."""
        mapped = sum(
            any(one.status == ACCEPTED for one in by_right.values())
            for left, by_right in self.records.items()
            if left in self.terms
        )
        found = sum(
            left in self.terms and self.waits(left) and not self._has(left, PROPOSED) for left in self.suggestions
        )
        pairs = [one for by_right in self.records.values() for one in by_right.values()]
        suggested, rejected = (sum(one.status == status for one in pairs) for status in (PROPOSED, REJECTED))
        against = sum(one.document.get("id") in self.against for one in pairs)
        return Counts(len(self.terms), mapped, suggested, rejected, against, found)

    def shown(self, which: Which = "all") -> list[str]:
        """Return the terms of the first scheme, all or those that are asked for, in their order."""
        match which:
            case "all":
                return list(self.terms)
            case "undecided":
                return [one for one in self.terms if not self._has(one, ACCEPTED) or self.waits(one)]
            case "suggested":
                return [one for one in self.terms if self.waits(one)]
            case "contradictions":
                return [one for one in self.terms if self.state(one) == "contradicts"]

    def _has(self, left: str, status: str) -> bool:
        return any(one.status == status for one in self.records.get(left, {}).values())


def _order(one: Candidate, picked: Sequence[str]) -> tuple[object, ...]:
    named = one.right in picked and one.status != REJECTED
    rank = {ACCEPTED: 0, REJECTED: 2}.get(one.status, 1)
    return (not named, rank, -(one.confidence or 0), one.label)


def as_decided(
    candidate: Candidate, status: str, predicate: MatchPredicate | None, reviewer: str, date: str, reason: str
) -> Recorded:
    """Return what will be on record once a decision is written: what the screen shows until then."""
    turned = bool(candidate.record and candidate.record.turned)
    said = predicate or candidate.predicate or EXACT
    before = dict(candidate.record.document) if candidate.record else {"status": PROPOSED}
    now = {"predicate": INVERSE[said] if turned else said, "status": status, "reviewer": reviewer, "date": date}
    document = {**before, **now, "confidence": None} | ({"reason": reason} if reason else {})
    return Recorded(document, candidate.left, candidate.right, turned)
