"""Deciding on the pairs of two schemes in an open catalogue: what is on record, or is proposed, gets its decision.

    ruling = Ruling("concept/ke-refugee", "concept/ug-refugee", "accept", reviewer="A. Juma", date="2026-10-18")
    decided, applied = rule(catalogue, ruling)

What a decision makes of a mapping is in ``review.py``; here it is looked up before, and saved after, as a batch of its
own that ``undo`` takes back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from ..catalogue.catalogue import Catalogue
from ..catalogue.changes import Applied
from ..catalogue.errors import Conflict, UsageError
from ..catalogue.kinds import to_document
from ..catalogue.reader import Reader
from . import review
from .decisions import Recorded, Seen, all_between
from .mappings import Mapping, MatchPredicate
from .matching.suggestions import Suggestion
from .relations import EXACT, INVERSE, REJECTED, RELATED

Did = Literal["accept", "reject", "note on"]
"""What is done, as the log calls it."""


class Target(NamedTuple):
    """A mapping that is decided on.

    Attributes:
        mapping: The mapping, read with its version, or new.
        turned: Whether its subject is what was named second.
    """

    mapping: Mapping
    turned: bool = False

    def read(self, predicate: MatchPredicate | None) -> MatchPredicate | None:
        """Return a predicate that was given for the concepts as named, as the mapping has it."""
        return INVERSE[predicate] if predicate and self.turned else predicate


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person says of a pair of concepts.

    Attributes:
        left: Id of the concept of the first scheme.
        right: Id of that of the second.
        did: What is done.
        reviewer: Who says so.
        date: When: YYYY-MM-DD.
        predicate: What the right one is to the left one; as it is on record or suggested, if None.
        text: The reason of a decision, or the note.
        suggestion: What the matching suggested for the pair, if it did.
        seen: What stood on record when the person decided; None if that does not matter.
    """

    left: str
    right: str
    did: Did
    reviewer: str
    date: str
    predicate: MatchPredicate | None = None
    text: str = ""
    suggestion: Suggestion | None = None
    seen: Seen | None = None


def rule(catalogue: Catalogue, ruling: Ruling, *, version: str = "") -> tuple[Recorded, Applied]:
    """Do what a person said of a pair, and save it; what was rejected before is open again.

    Args:
        catalogue: The catalogue, open for writing.
        ruling: What was said.
        version: The version of the software that suggested it, for what was not on record.

    Returns:
        The mapping as it is now on record, and what became of the change.

    Raises:
        Conflict: The pair does not stand as the person saw it; nothing was saved.
        UsageError: It has several mappings; or it is rejected without a reason, or the note is empty.
        InvalidRecord: The date is none.
    """
    target = of_pair(catalogue, ruling.left, ruling.right, _unsaid(ruling))
    mapping = target.mapping
    if mapping.saved is None and ruling.suggestion:
        mapping = review.proposed(ruling.suggestion, version=version)
    _refuse_moved(target, ruling)
    made = _ruled(mapping, ruling, target.read(ruling.predicate))
    applied = catalogue.save(made, note=f"{ruling.did} {made.id}", author=ruling.reviewer)
    return Recorded(to_document(made), ruling.left, ruling.right, target.turned), applied


def _unsaid(ruling: Ruling) -> MatchPredicate:
    """Return what a new mapping says if the person does not: a rejection is of an exact match, a note says nothing."""
    return ruling.predicate or (RELATED if ruling.did == "note on" else EXACT)


def _ruled(mapping: Mapping, ruling: Ruling, predicate: MatchPredicate | None) -> Mapping:
    who = {"reviewer": ruling.reviewer, "date": ruling.date}
    match ruling.did:
        case "accept":
            mapping = review.reopen(mapping) if mapping.status == REJECTED else mapping
            return review.accept(mapping, **who, predicate=predicate, reason=ruling.text)
        case "reject":
            return review.reject(mapping, **who, reason=ruling.text)
        case "note on":
            return review.note(mapping, ruling.text)


def _refuse_moved(target: Target, ruling: Ruling) -> None:
    """Refuse a decision on what somebody else has decided since it was looked at."""
    if ruling.seen is None:
        return
    mapping = target.mapping
    now = Seen(mapping.status, target.read(mapping.predicate) or "") if mapping.saved else Seen()
    if now != ruling.seen:
        by = f" by {mapping.reviewer}" if mapping.reviewer else ""
        told = f"{mapping.id} was {mapping.status}{by} in the meantime." if mapping.saved else f"{mapping.id} is gone."
        raise Conflict(told, [mapping.id], "Look at it again, and decide.")


def of_pair(catalogue: Catalogue, subject: str, object: str, predicate: MatchPredicate | None) -> Target:
    """Return the mapping of two concepts, whichever way it was written, or a new one.

    Args:
        catalogue: The catalogue.
        subject: Id of a concept, or the IRI of one outside the catalogue.
        object: The same of the other end.
        predicate: What a new mapping says; None if there must be one.

    Raises:
        UsageError: There are several, or none and no predicate is given for one.
    """
    ways = [(one, False) for one in all_between(catalogue.reader, subject, object)]
    ways += [(one, True) for one in all_between(catalogue.reader, object, subject)]
    if len(ways) > 1:
        told = f"{subject} and {object} have {len(ways)} mappings: {', '.join(one for one, _ in ways)}."
        raise UsageError(told, "Name the one that you mean by its id, or all of them.")
    for found, turned in ways:
        return Target(catalogue.get(found, Mapping), turned)
    if predicate is None:
        told = f"There is no mapping of {subject} to {object} yet."
        raise UsageError(told, "Say what the first is to the second: --predicate exact, close, broad, narrow, related")
    made = review.between(subject, object, predicate)
    review.check_schemes(made, _schemes(catalogue.reader, subject, object))
    return Target(made)


def _schemes(reader: Reader, *concepts: str) -> dict[str, str]:
    return {one["id"]: one["scheme"] for one in reader.some(concepts) if "scheme" in one}
