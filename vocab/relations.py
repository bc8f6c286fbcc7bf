"""What a mapping can say, and how the match predicates of SKOS compose: what follows for A and C from A-B and B-C.

SKOS itself lets only exactMatch carry on (S45 makes it transitive); what else is declared here is what holds in most
cases, and is offered to a person, never taken for granted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .mappings import MatchPredicate  # a list of mappings does without pydantic

EXACT: Final = "skos:exactMatch"
CLOSE: Final = "skos:closeMatch"
BROAD: Final = "skos:broadMatch"
NARROW: Final = "skos:narrowMatch"
RELATED: Final = "skos:relatedMatch"

PROPOSED: Final = "proposed"
ACCEPTED: Final = "accepted"
REJECTED: Final = "rejected"

STATUSES = (PROPOSED, ACCEPTED, REJECTED)
"""What the review may have decided of a mapping; one that does not say is proposed."""

INVERSE: Mapping[MatchPredicate, MatchPredicate] = {
    EXACT: EXACT,
    CLOSE: CLOSE,
    BROAD: NARROW,
    NARROW: BROAD,
    RELATED: RELATED,
}
"""What the subject is to the object (SKOS S43, S44)."""

SURE, LIKELY, WEAK = 1.0, 0.8, 0.4
"""What is left of the confidence of a chain: nothing lost, a step that usually carries, one that often does not."""

_THROUGH: Mapping[tuple[MatchPredicate, MatchPredicate], tuple[MatchPredicate, float]] = {
    (CLOSE, CLOSE): (CLOSE, WEAK),
    (CLOSE, BROAD): (BROAD, LIKELY),
    (CLOSE, NARROW): (NARROW, LIKELY),
    (CLOSE, RELATED): (RELATED, WEAK),
    (BROAD, BROAD): (BROAD, SURE),
    (BROAD, NARROW): (RELATED, WEAK),
    (BROAD, CLOSE): (BROAD, LIKELY),
    (NARROW, NARROW): (NARROW, SURE),
    (NARROW, BROAD): (RELATED, WEAK),
    (NARROW, CLOSE): (NARROW, LIKELY),
    (RELATED, CLOSE): (RELATED, WEAK),
}

COMPOSED: Mapping[tuple[MatchPredicate, MatchPredicate], tuple[MatchPredicate, float]] = {
    **_THROUGH,
    **{(EXACT, other): (other, SURE) for other in INVERSE},
    **{(other, EXACT): (other, SURE) for other in INVERSE},
}
"""What A is to C, and what is left of the confidence, by the predicates of A with B and of B with C.

Pairs that are not there (a related term of a wider one) say nothing.
"""

SAYS: Mapping[MatchPredicate, str] = {
    EXACT: "means the same as",
    CLOSE: "means nearly the same as",
    BROAD: "is a narrower term than",
    NARROW: "is a wider term than",
    RELATED: "is related to",
}
"""What the subject is to the object, in words."""


def short(predicate: str) -> str:
    """Return a predicate as people type it: "exact" of "skos:exactMatch"."""
    return predicate.removeprefix("skos:").removesuffix("Match")


BY_SHORT: Mapping[str, MatchPredicate] = {short(one): one for one in INVERSE}
"""The predicates by what people type."""
