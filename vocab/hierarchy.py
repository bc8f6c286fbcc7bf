"""A scheme as a tree: what is below what, in whole numbers only, so that a vocabulary of 40,000 concepts opens at once.

    tree = Hierarchy.of(reader, "scheme/migration")
    tree.tops                       # keys of the concepts that nothing is above
    tree.below(tree.tops[0])        # keys of those below the first
    tree.way(key)                   # keys from the top down to a concept

A concept below several others stands below each. One that is its own ancestor loses nothing either: what no top leads
to has an entry among the tops.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..catalogue import search
from ..catalogue.circles import knots
from ..catalogue.database import Database
from ..catalogue.listing import RANKED
from ..catalogue.reader import Reader
from ..catalogue.uncollected import uncollected

_PARTS = re.compile(r"[0-9]+|[^0-9]+")

Below = Mapping[int, Sequence[int]]


@dataclass(frozen=True)
class Hierarchy:
    """The concepts of a scheme, by their keys.

    Attributes:
        scheme: Id of the scheme.
        members: Every concept, by label.
        tops: The top concepts; then those whose broader concept is not of the scheme; then one of each circle that
            nothing else leads to.
        narrower: The concepts below each that has any, by label; ``below`` gives them as people read them.
        broader: The concepts of the scheme above each that has any.
        circular: The concepts that are their own ancestors.
        codes: The notation of each, folded as the search has it; "" for none.
    """

    scheme: str
    members: array[int]
    tops: array[int]
    narrower: Below
    broader: Below
    circular: frozenset[int]
    codes: Mapping[int, str]

    @classmethod
    def of(cls, reader: Reader, scheme: str) -> Hierarchy:
        """Read the tree of a scheme.

        Raises:
            DatabaseError: It was interrupted: ``reader.database.interrupt()`` from another thread.
        """
        database = reader.database
        with uncollected():
            return cls._read(database, scheme)

    @classmethod
    def _read(cls, database: Database, scheme: str) -> Hierarchy:
        within = {key for (key,) in database.rows(_WITHIN, (scheme,))}
        given: dict[int, str] = dict(database.rows(_CODES, (scheme,)))
        ordered = [key for (key,) in database.rows(_BY_LABEL) if key in within]
        codes = {key: given.get(key, "") for key in ordered} if given else dict.fromkeys(ordered, "")
        broader: dict[int, list[int]] = {}
        astray: set[int] = set()
        for key, above in database.rows(_BROADER, (scheme,)):
            if above in codes:
                broader.setdefault(key, []).append(above)
            else:
                astray.add(key)
        return hierarchy(scheme, codes, broader, astray)

    def __len__(self) -> int:
        return len(self.members)

    def below(self, key: int) -> array[int]:
        """Return the concepts right below one: by notation if all of them have one, else by label."""
        return _ordered(self.narrower.get(key, ()), self.codes)

    @cached_property
    def coded(self) -> bool:
        """Whether any of the concepts has a notation."""
        return any(self.codes.values())

    @cached_property
    def _all(self) -> frozenset[int]:
        return frozenset(self.members)

    @cached_property
    def _entries(self) -> frozenset[int]:
        return frozenset(self.tops)

    def found(self, reader: Reader, text: str) -> array[int]:
        """Return the concepts that have every word of a text, each perhaps only begun: the best first, if they are few.

        Raises:
            DatabaseError: As ``of``.
        """
        hits = array("q", self._all.intersection(search.every(reader.database, text, ["concept"])))
        return search.by_merit(reader.database, text, hits) if 1 < len(hits) <= RANKED else hits

    def above(self, keys: Iterable[int]) -> set[int]:
        """Return some concepts with all that are above them."""
        found = set(keys)
        new = found
        while new := {one for key in new if key in self.broader for one in self.broader[key]} - found:
            found |= new
        return found

    def way(self, key: int) -> list[int]:
        """Return a shortest way from an entry of the tree down to a concept, both included; empty if it is not here."""
        if key not in self._all:
            return []
        below: dict[int, int | None] = {key: None}
        waiting = [key]
        for here in waiting:
            if here in self._entries:
                return list(_down(below, here))
            for one in self.broader.get(here, ()):
                if one not in below:
                    below[one] = here
                    waiting.append(one)
        return []

    def ways(self, key: int) -> list[list[int]]:
        """Return a shortest way down to a concept for each that is right above it."""
        first = self.way(key)
        others = [self.way(one) for one in self.broader.get(key, ()) if one not in first[-2:-1]]
        return [first, *([*way, key] for way in others if key not in way)]


# Each of these walks one index; one query for all of it sorts the records, and takes three times as long.
_WITHIN = "SELECT subject FROM link WHERE object = ? AND field = 'scheme'"
_BY_LABEL = "SELECT key FROM record WHERE kind = 'concept' ORDER BY label, key"
_CODES = (
    "SELECT search_doc.key, substr(code, instr(code, char(10)) + 1) FROM link"
    " JOIN search_doc ON search_doc.key = link.subject"
    " WHERE object = ? AND field = 'scheme' AND instr(code, char(10))"  # the slug stands before the notation
)
_BROADER = (
    "SELECT wide.subject, above.key FROM link AS member"
    " JOIN link AS wide ON wide.subject = member.subject AND wide.field = 'broader'"
    " LEFT JOIN record AS above ON above.id = wide.object"
    " WHERE member.object = ? AND member.field = 'scheme'"
)


def hierarchy(
    scheme: str, codes: Mapping[int, str], broader: Mapping[int, Sequence[int]], astray: Iterable[int] = ()
) -> Hierarchy:
    """Return the tree of some concepts.

    Args:
        scheme: Id of their scheme.
        codes: Their notations, "" for none, by key; the keys in the order of the labels.
        broader: What is above each, of the same concepts.
        astray: Those that have something above them that is not among them.
    """
    narrower: dict[int, list[int]] = {}
    for key in codes if broader else ():
        for one in broader.get(key, ()):
            narrower.setdefault(one, []).append(key)
    lost = set(astray).difference(broader)
    roots = [key for key in codes if key not in broader]
    tops = _ordered([key for key in roots if key not in lost], codes)
    tops += _ordered([key for key in roots if key in lost], codes)
    rest = _left(tops, narrower, broader)
    rings = [{int(one) for one in ring} for ring in knots({str(key): _named(broader.get(key, ())) for key in rest})]
    place = {key: number for number, key in enumerate(codes)} if rings else {}
    return Hierarchy(
        scheme,
        array("q", codes),
        tops + _entries(tops, narrower, [min(ring, key=place.__getitem__) for ring in rings]),
        narrower,
        broader,
        frozenset(key for ring in rings for key in ring),
        codes,
    )


def _ordered(keys: Iterable[int], codes: Mapping[int, str]) -> array[int]:
    """Return concepts by notation, numbers in it by their size; as they are if one of them has none."""
    these = array("q", keys)
    if len(these) < 2 or not all(map(codes.__getitem__, these)):
        return these
    if all(codes[key].isascii() and codes[key].isdigit() for key in these):
        return array("q", sorted(these, key=lambda key: _size(codes[key])))
    return array("q", sorted(these, key=lambda key: _natural(codes[key])))


def _natural(code: str) -> list[tuple[int, str]]:
    return [_size(part) if part[0] in "0123456789" else (-1, part) for part in _PARTS.findall(code)]


def _size(digits: str) -> tuple[int, str]:
    """Return what orders numbers as their sizes do, however long they are."""
    plain = digits.lstrip("0")
    return len(plain), plain


def _named(keys: Iterable[int]) -> list[str]:
    return [str(key) for key in keys]


def _left(tops: Iterable[int], narrower: Below, broader: Below) -> list[int]:
    """Return what lies on a circle or below one: what is left when one takes away all that nothing left is above."""
    above = {key: len(wide) for key, wide in broader.items()}
    waiting = list(tops)
    while waiting:
        for key in narrower.get(waiting.pop(), ()):
            above[key] -= 1
            if not above[key]:
                waiting.append(key)
    return [key for key, number in above.items() if number]


def _entries(tops: Iterable[int], narrower: Below, candidates: Sequence[int]) -> array[int]:
    """Return those of some concepts, each of its circle, the uppermost first, that nothing before leads to."""
    found: array[int] = array("q")
    if not candidates:
        return found
    seen: set[int] = set()
    _mark(tops, narrower, seen)
    for one in candidates:
        if one not in seen:
            found.append(one)
            _mark([one], narrower, seen)
    return found


def _mark(keys: Iterable[int], narrower: Below, seen: set[int]) -> None:
    waiting = list(keys)
    while waiting:
        if (key := waiting.pop()) not in seen:
            seen.add(key)
            waiting += narrower.get(key, ())


def _down(below: Mapping[int, int | None], start: int) -> Iterator[int]:
    here: int | None = start
    while here is not None:
        yield here
        here = below[here]
