"""How each facet of a definition is compared: a table, one row a facet.

What is compared is which cases each definition lets in. A limit lets in fewer: it makes a definition narrower.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Any, Literal, NamedTuple, cast

from ..catalogue.texts import fold

Relation = Literal["same", "narrower", "wider", "overlaps", "disjoint", "unknown"]
"""What one definition lets in, beside what the other does: "narrower" is the first letting in fewer cases."""

Relate = Callable[[Any, Any], Relation]
"""Compares two values of a facet that are both known."""

MIRRORED: Mapping[Relation, Relation] = {
    "same": "same",
    "narrower": "wider",
    "wider": "narrower",
    "overlaps": "overlaps",
    "disjoint": "disjoint",
    "unknown": "unknown",
}
"""What a relation is from the other side."""

NO_LIMIT = frozenset(("not applicable", "unbounded", "none"))
"""Values of a facet that is no set by which the definition does not limit anything."""


class Aspect(NamedTuple):
    """One row of the table: a facet, and how two definitions are compared in it.

    Attributes:
        name: The facet: the field's own name, or "age_range" for the two of ages.
        relate: Compares two values.
        critical: Whether no verdict is final while it is unknown.
        fields: The fields of ``Facets`` that it is made of; with more than one, its value is a tuple of theirs.
    """

    name: str
    relate: Relate
    critical: bool
    fields: tuple[str, ...]


class Length(NamedTuple):
    """A length of time in months and seconds: neither is a whole number of the other."""

    months: float
    seconds: float

    @property
    def average(self) -> float:
        """Seconds, by the average month of the Gregorian calendar."""
        return self.months * MONTH + self.seconds


DAY = 86_400
MONTH = 2_629_746
"""Seconds of an average month: a twelfth of 365.2425 days."""

TOLERANCE = 50
"""Lengths of which one is in months and one in days are the same if they differ by less than one part in so many."""

NOTHING, ENDLESS = Length(0, 0), Length(math.inf, 0)

_DURATION = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.ASCII
)


@lru_cache(maxsize=4096)
def length_of(duration: str) -> Length | None:
    """Return the length of an ISO 8601 duration; None if it is none."""
    read = _DURATION.fullmatch(duration)
    if not read or len(duration) > 100:  # nobody stays so long, and Python refuses to read it
        return None
    years, months, weeks, days, hours, minutes, seconds = (int(number or 0) for number in read.groups())
    return Length(12 * years + months, DAY * (7 * weeks + days) + 3600 * hours + 60 * minutes + seconds)


def longer(left: Length, right: Length) -> int:
    """Tell which length is the longer: 1 the left, -1 the right, 0 if they are taken as the same.

    Months are compared with months and days with days exactly: P1Y is P12M, P2W is P14D. Across the two, averages
    count, within the tolerance: P365D is P1Y, P90D is P3M, P180D is P6M, and P28D is shorter than P1M.
    """
    if left == right:
        return 0
    if left.months != right.months and left.seconds != right.seconds:
        gap = abs(left.average - right.average)
        if gap * TOLERANCE < max(left.average, right.average):
            return 0
    return 1 if left.average > right.average else -1


def _limit(value: str, unlimited: Length) -> Length | None:
    return unlimited if value in NO_LIMIT else length_of(value)


def stays_apart(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    """Tell whether no stay counts in both: the longest of one ends where the shortest of the other begins."""
    return _ends_before(left, right) or _ends_before(right, left)


def _ends_before(first: Mapping[str, Any], then: Mapping[str, Any]) -> bool:
    end, start = first.get("max_duration"), then.get("min_duration")
    if not end or not start or end in NO_LIMIT or start in NO_LIMIT:
        return False
    longest, shortest = length_of(end), length_of(start)
    return bool(longest and shortest and longer(longest, shortest) <= 0)


def _at_least(left: str, right: str) -> Relation:
    """The longer the shortest stay, the narrower."""
    return _ordered(_limit(left, NOTHING), _limit(right, NOTHING), narrows=1)


def _less_than(left: str, right: str) -> Relation:
    """The shorter the longest stay, the narrower."""
    return _ordered(_limit(left, ENDLESS), _limit(right, ENDLESS), narrows=-1)


def _ordered(left: Length | None, right: Length | None, narrows: int) -> Relation:
    if left is None or right is None:
        return "unknown"
    order = longer(left, right) * narrows
    return "narrower" if order > 0 else "wider" if order < 0 else "same"


def _coded(
    differing: Relation, inside: Mapping[str, str] | None = None, unlimited: Collection[str] = NO_LIMIT
) -> Relate:
    """Compare codes.

    Args:
        differing: What two codes are that are not the same.
        inside: Codes that another one includes, with that one.
        unlimited: Codes that limit nothing.
    """
    includes = {(narrow, wide) for narrow, wide in (inside or {}).items()}

    def relate(left: str, right: str) -> Relation:
        open_left, open_right = left in unlimited, right in unlimited
        if left == right or (open_left and open_right):
            return "same"
        if open_right or (left, right) in includes:
            return "narrower"
        if open_left or (right, left) in includes:
            return "wider"
        return differing

    return relate


def _ranked(*steps: Collection[str]) -> Relate:
    """Compare codes that stand in an order, each letting in what those before it do; codes of one step are the same."""
    ranks = {code: rank for rank, codes in enumerate(steps) for code in codes}

    def relate(left: str, right: str) -> Relation:
        if left not in ranks or right not in ranks:
            return "unknown"
        gap = ranks[left] - ranks[right]
        return "narrower" if gap < 0 else "wider" if gap > 0 else "same"

    return relate


def _members(value: Any) -> frozenset[str] | None:
    """Return what a set names; None if it is not limited."""
    named = frozenset(map(fold, cast("list[str]", value) if isinstance(value, list) else [value]))
    return None if "not applicable" in named else named - {"none"}


def _let_in(apart: Mapping[str, str] | None = None) -> Relate:
    """Compare sets of what counts: the fewer members, the narrower.

    Args:
        apart: Members that exclude each other, each with its class: two exclude each other if both have one and it
            is not the same. What is in no class may go together with anything.
    """
    classes = apart or {}

    def exclude(one: str, other: str) -> bool:
        return one in classes and other in classes and classes[one] != classes[other]

    def relate(left: Any, right: Any) -> Relation:
        ours, theirs = _members(left), _members(right)
        if ours == theirs:
            return "same"
        if theirs is None or (ours is not None and ours < theirs):
            return "narrower"
        if ours is None or theirs < ours:
            return "wider"
        return "disjoint" if all(exclude(one, other) for one in ours for other in theirs) else "overlaps"

    return relate


def _left_out(left: Any, right: Any) -> Relation:
    """Compare sets of what does not count: the more members, the narrower; two of them exclude no common case."""
    ours, theirs = _members(left) or frozenset(), _members(right) or frozenset()
    if ours == theirs:
        return "same"
    return "narrower" if ours > theirs else "wider" if ours < theirs else "overlaps"


def _ages(left: tuple[Any, Any], right: tuple[Any, Any]) -> Relation:
    """Compare ranges of ages, both ends inclusive; an end that one side does not tell leaves the answer open."""
    if left == right:
        return "same"
    try:
        (low, high), (other_low, other_high) = _range(left), _range(right)
    except ValueError:
        return "unknown"
    if _beyond(low, other_high) or _beyond(other_low, high):
        return "disjoint"
    youngest, oldest = _end(low, other_low, narrows=1), _end(high, other_high, narrows=-1)
    if "unknown" in (youngest, oldest):
        return "unknown"
    if youngest in ("same", oldest):
        return oldest
    return youngest if oldest == "same" else "overlaps"


def _range(value: tuple[Any, Any]) -> tuple[float | None, float | None]:
    return _age(value[0], 0), _age(value[1], math.inf)


def _age(value: Any, unlimited: float) -> float | None:
    return None if value is None else unlimited if value in NO_LIMIT else int(value)


def _beyond(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and low > high


def _end(left: float | None, right: float | None, narrows: int) -> Relation:
    if left == right:
        return "same"
    if left is None or right is None:
        return "unknown"
    return "narrower" if (left > right) == (narrows > 0) else "wider"


def _told(left: str, right: str) -> Relation:
    """Compare texts: the same but for case, accents and spaces, or taken to overlap, for nobody can tell."""
    ours, theirs = (" ".join(fold(text).split()) for text in (left, right))
    return _texts(ours, theirs)


_texts = _coded("overlaps")

_PURPOSES = "holiday visit business medical pilgrimage work study family protection other".split()
_NATIONALITY = {"citizens": "citizen"} | dict.fromkeys(
    ("foreigners", "refugees", "asylum seekers", "stateless"), "alien"
)
_STATUSES = (
    "citizen",
    "permanent resident",
    "temporary resident",
    "visitor",
    "recognised refugee",
    "asylum applicant",
    "irregular",
)

_included = _ranked(("excluded", "none"), ("included", "not applicable"))

_TABLE: Mapping[str, Relate] = {
    "object": _coded("disjoint"),
    "measure": _coded("disjoint"),
    "min_duration": _at_least,
    "max_duration": _less_than,
    "duration_evidence": _coded("overlaps", {"actual": "actual or intended", "intended": "actual or intended"}),
    "residence_criterion": _coded("overlaps"),
    "origin_basis": _coded("overlaps"),
    "direction": _coded("disjoint", {"return": "in"}),  # who returns comes in
    # Who crosses the outer border of a bloc crosses an international one; who crosses that, crosses one of a county.
    "geographic_level": _ranked(("region bloc",), ("international",), ("admin 1",), ("admin 2",), NO_LIMIT),
    "included_groups": _let_in(_NATIONALITY),
    "excluded_purposes": _left_out,
    "purpose": _let_in({purpose: purpose for purpose in _PURPOSES}),
    "legal_status": _let_in({status: status for status in _STATUSES}),
    "protection_basis": _let_in(),
    "labour_attachment": _let_in(),
    "voluntariness": _coded("disjoint", unlimited=NO_LIMIT | {"any"}),
    "age_range": _ages,
    "reference": _told,
    "population_base": _told,
    "institutional_population": _included,
    "end_condition": _told,
    "descendants": _included,
    "territory": _left_out,
}

CRITICAL = ("object", "measure", "residence_criterion", "origin_basis")
"""Facets without which no verdict is final."""

_FIELDS = {"age_range": ("min_age", "max_age")}

ASPECTS: tuple[Aspect, ...] = tuple(
    Aspect(name, relate, name in CRITICAL, _FIELDS.get(name, (name,))) for name, relate in _TABLE.items()
)
"""How each facet is compared, in the order in which people are told."""


def by_aspect(facets: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the facets of a document by the names of the table: those of several fields as a tuple of theirs."""
    found = facets
    for name, fields in _FIELDS.items():
        values = tuple(map(facets.get, fields))
        if any(value is not None for value in values):
            found = {**found, name: values}
    return found
