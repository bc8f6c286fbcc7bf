"""What is on record of the pairs of two schemes: proposed, accepted, rejected. Plain SQL, nothing heavier."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ..catalogue.reader import Reader
from .relations import ACCEPTED, INVERSE, PROPOSED

if TYPE_CHECKING:
    from .mappings import MatchPredicate  # a list of mappings does without pydantic

Pair = tuple[str, str]
"""Ids of two concepts."""


class Recorded(NamedTuple):
    """One mapping on record, seen from a scheme.

    Attributes:
        document: The document, without what the catalogue adds.
        left: The concept that stands in the first scheme.
        right: The concept that stands in the second.
        turned: Whether its subject is the right one: its predicate reads from right to left.
    """

    document: Mapping[str, Any]
    left: str
    right: str
    turned: bool

    @property
    def status(self) -> str:
        """What the review decided: proposed, accepted or rejected."""
        return self.document.get("status", PROPOSED)

    @property
    def predicate(self) -> MatchPredicate:
        """What the right concept is to the left one."""
        said: MatchPredicate = self.document["predicate"]
        return INVERSE[said] if self.turned else said


_MAPPINGS = (
    "SELECT mapping.document, here.object, there.object FROM link AS member"
    " JOIN record AS concept ON concept.key = member.subject AND concept.kind = 'concept'"
    " JOIN link AS here ON here.object = concept.id AND here.field = ?"
    " JOIN record AS mapping ON mapping.key = here.subject AND mapping.kind = 'mapping'"
    " JOIN link AS there ON there.subject = mapping.key AND there.field = ?"
    " WHERE member.object = ? AND member.field = 'scheme'"
)
_OF_SCHEME = (
    "EXISTS (SELECT 1 FROM record AS other JOIN link AS its ON its.subject = other.key AND its.field = 'scheme'"
    " WHERE other.id = there.object AND its.object = ?)"
)


def recorded(reader: Reader, left: str, right: str = "") -> list[Recorded]:
    """Return the mappings between two schemes, whichever way they were written, or all of one; by their ids.

    Args:
        reader: The catalogue.
        left: Id of a scheme.
        right: Id of another, or "" for whatever the first is mapped to.
    """
    found: dict[str, Recorded] = {}
    for here, there in (("subject", "object"), ("object", "subject")):
        sql = f"{_MAPPINGS} AND {_OF_SCHEME}" if right else _MAPPINGS
        for text, one, other in reader.database.stream(sql, [here, there, left, *([right] if right else [])]):
            document = json.loads(text)
            found.setdefault(document["id"], Recorded(document, one, other, here == "object"))
    return [found[name] for name in sorted(found)]


class Seen(NamedTuple):
    """How a pair stands on record: what was decided, and the predicate as read from the left; "" if it is not there."""

    status: str = ""
    predicate: str = ""


def between(reader: Reader, subject: str, object: str) -> str:
    """Return the id of the first mapping of one concept to another on record, or ""."""
    return next(iter(all_between(reader, subject, object)), "")


def all_between(reader: Reader, subject: str, object: str) -> list[str]:
    """Return the ids of all mappings of one concept to another on record, sorted."""
    sql = (
        "SELECT id FROM link AS here JOIN record ON record.key = here.subject AND kind = 'mapping'"
        " JOIN link AS there ON there.subject = record.key AND there.field = 'object' AND there.object = ?"
        " WHERE here.object = ? AND here.field = 'subject' ORDER BY id"
    )
    return [found for (found,) in reader.database.rows(sql, (object, subject))]


def decided(records: Iterable[Recorded]) -> dict[Pair, bool]:
    """Return the pairs that people have decided, left and right: whether they belong together.

    Where a pair was decided both ways, it counts as rejected.
    """
    found: dict[Pair, bool] = {}
    for one in records:
        if one.status != PROPOSED:
            pair = (one.left, one.right)
            found[pair] = one.status == ACCEPTED and found.get(pair, True)
    return found
