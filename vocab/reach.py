"""How far a term reaches: the terms of others that mean the same, are narrower or wider, by the mappings on record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..catalogue.reader import Reader
from .relations import ACCEPTED, CLOSE, COMPOSED, EXACT, INVERSE, RELATED
from .successors import CURRENT

if TYPE_CHECKING:
    from .mappings import MatchPredicate  # a list of mappings does without pydantic


class Reach(NamedTuple):
    """A term that another one leads to.

    Attributes:
        term: Where one gets to.
        predicate: What that is to the first term.
        settled: Whether every mapping on the way was accepted.
        mappings: The mappings on the way, none for the term itself, at most two.
    """

    term: str
    predicate: MatchPredicate
    settled: bool
    mappings: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether it means the same, or nearly."""
        return self.predicate in (EXACT, CLOSE)

    @property
    def only_related(self) -> bool:
        """Whether it merely belongs beside the first term."""
        return self.predicate == RELATED


def reaches(reader: Reader, terms: Sequence[str]) -> dict[str, tuple[Reach, ...]]:
    """Return where each of some terms leads to: itself, what it is mapped to, and what that is mapped to in turn.

    There is one term in between, never more. What was rejected leads nowhere.

    Args:
        reader: The catalogue.
        terms: Ids of concepts.

    Returns:
        By term, the way to each other one that says most: the same before narrower, wider and related, then settled
        before not. From the other end, it is the same way back.
    """
    first = neighbours(reader, terms)
    between = {one.term for those in first.values() for one in those}
    second = neighbours(reader, sorted(between - set(first))) | {one: first[one] for one in between & set(first)}
    return {term: _best(term, first.get(term, ()), second) for term in terms}


def _best(term: str, near: Iterable[Reach], second: Mapping[str, Sequence[Reach]]) -> tuple[Reach, ...]:
    found = [Reach(term, EXACT, True, ())]
    for one in near:
        found.append(one)
        for other in second.get(one.term, ()):
            if composed := COMPOSED.get((one.predicate, other.predicate)):
                mappings = (*one.mappings, *other.mappings)
                found.append(Reach(other.term, composed[0], one.settled and other.settled, mappings))
    best: dict[str, Reach] = {}
    for one in sorted(found, key=_rank):
        best.setdefault(one.term, one)
    return tuple(best.values())


def _rank(way: Reach) -> tuple[object, ...]:
    """Return what ways are ordered by: of those that say as much the shortest, and the same one from either end."""
    return (not way.same, way.only_related, not way.settled, len(way.mappings), sorted(way.mappings))


def neighbours(reader: Reader, terms: Sequence[str]) -> dict[str, list[Reach]]:
    """Return what each of some terms is mapped to, in whichever direction it was written."""
    rows = reader.database.rows(
        "SELECT here.object, here.field, there.object, record.id, json_extract(document, '$.predicate'),"
        " json_extract(document, '$.status') FROM link AS here"
        " JOIN record ON record.key = here.subject AND +record.kind = 'mapping'"
        " JOIN link AS there ON there.subject = here.subject AND there.field IN ('subject', 'object')"
        " AND there.field <> here.field"
        " WHERE here.object IN (SELECT value FROM json_each(?)) AND here.field IN ('subject', 'object')"
        f" AND coalesce(json_extract(document, '$.status'), '') <> 'rejected'"
        f" AND {CURRENT} ORDER BY record.id",
        (json.dumps(list(terms)),),
    )
    found: dict[str, list[Reach]] = {}
    for term, side, other, mapping, predicate, status in rows:
        meant = predicate if side == "subject" else INVERSE[predicate]
        found.setdefault(term, []).append(Reach(other, meant, status == ACCEPTED, (mapping,)))
    return found
