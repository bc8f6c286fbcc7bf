"""Pairs of schemes: which there are to map, how far each is, and what people call the two sides.

with Reader.open("orodha.db") as reader:
    for pair in scheme_pairs(reader):
        print(pair.left.name, pair.right.name, pair.accepted, pair.proposed)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from ..catalogue.reader import Document, Reader
from ..catalogue.texts import DEFAULT_LANGUAGE, in_language
from .relations import ACCEPTED, PROPOSED, REJECTED
from .successors import CURRENT

GLOSSARY = "glossary"
"""The role of schemes that one would map."""

FEW = 12
"""So many pairs that nobody began are offered in a catalogue that has no scheme of its own."""


SHARED = "scheme/migration"
"""The scheme of the terms that countries compare their own with, in every catalogue that began with the starter."""

SHARED_NAME = "shared terms"


class Side(NamedTuple):
    """One scheme of a pair.

    Attributes:
        id: Its id.
        name: What people call it: its country, or else its title.
        title: Its title.
        terms: How many concepts in use it has.
        role: What sort of scheme it is.
        country: Id of its country, or "".
        own: Whether the publisher of the catalogue keeps it.
    """

    id: str
    name: str
    title: str
    terms: int
    role: str
    country: str
    own: bool


class SchemePair(NamedTuple):
    """Two schemes, the own one first, and how many mappings between them were decided how."""

    left: Side
    right: Side
    accepted: int = 0
    proposed: int = 0
    rejected: int = 0

    @property
    def begun(self) -> bool:
        """Whether any mapping is on record."""
        return bool(self.accepted or self.proposed or self.rejected)


def side_name(reader: Reader, scheme: str) -> str:
    """Return what people call the side of a scheme: its country if it has one, or else its title.

    Raises:
        NotFound: There is no such scheme.
    """
    document = reader.get(scheme)
    return _name(document, reader.labels([document.get("country", "")]))


def pair_names(reader: Reader, left: str, right: str) -> tuple[str, str]:
    """Return what people call the two sides of a pair; by their titles if both are of one country."""
    there = {one["id"]: one for one in reader.some([left, right])}
    countries = reader.labels([one.get("country", "") for one in there.values()])
    one, other = (there.get(name, {"id": name}) for name in (left, right))
    names = (_name(one, countries), _name(other, countries))
    return names if names[0] != names[1] else (_title(one), _title(other))


def _name(scheme: Document, countries: Mapping[str, str]) -> str:
    return countries.get(scheme.get("country", "")) or (SHARED_NAME if scheme["id"] == SHARED else _title(scheme))


def _title(scheme: Document) -> str:
    return in_language(scheme.get("title", {}), DEFAULT_LANGUAGE) or scheme["id"]


def sides(reader: Reader) -> dict[str, Side]:
    """Return the schemes that have concepts in use, by id; of those of a country only its one glossary is called so."""
    counts = dict(reader.database.rows(_CONCEPTS))
    schemes = [one for one in reader.documents(["scheme"]) if counts.get(one["id"])]
    countries = reader.labels(sorted({one["country"] for one in schemes if one.get("country")}))
    names = Counter(_name(one, countries) for one in schemes if one.get("role") == GLOSSARY)
    publisher = reader.meta.get("publisher", "")
    return {
        one["id"]: Side(
            one["id"],
            name if names[name] == 1 and one.get("role") == GLOSSARY else _title(one),
            _title(one),
            counts[one["id"]],
            one.get("role", ""),
            one.get("country", ""),
            bool(publisher) and one.get("authority") == publisher,
        )
        for one in schemes
        for name in [_name(one, countries)]
    }


_CONCEPTS = (
    "SELECT link.object, count(*) FROM link JOIN record ON record.key = link.subject AND record.kind = 'concept'"
    f" WHERE link.field = 'scheme' AND {CURRENT} GROUP BY link.object"
)


def scheme_pairs(reader: Reader, scheme: str = "") -> list[SchemePair]:
    """Return the pairs of schemes that mappings join, and those of the own glossaries with others that nobody began.

    Args:
        reader: The catalogue.
        scheme: Only pairs of this one, which counts as the own; all if empty.

    Returns:
        Pairs of the own first; of these what has most to decide, then what nobody began, by name.
    """
    there = sides(reader)
    homes = {scheme} if scheme else {one.id for one in there.values() if one.own}
    found: dict[frozenset[str], SchemePair] = {}
    for first, second, counts in _on_record(reader):
        if first in there and second in there and (not scheme or scheme in (first, second)):
            left, right = (second, first) if second in homes and first not in homes else (first, second)
            numbers = (counts[ACCEPTED], counts[PROPOSED], counts[REJECTED])
            found[frozenset((first, second))] = SchemePair(there[left], there[right], *numbers)
    for left, right in _not_begun(there, homes):
        found.setdefault(frozenset((left, right)), SchemePair(there[left], there[right]))
    return sorted(found.values(), key=lambda one: _order(one, homes))


def _order(pair: SchemePair, homes: Iterable[str]) -> tuple[object, ...]:
    left, right = pair.left, pair.right
    return (left.id not in homes, -pair.proposed, not pair.begun, not right.country, right.name.casefold(), left.name)


def _on_record(reader: Reader) -> list[tuple[str, str, Counter[str]]]:
    """Return how many mappings there are by status, of each two schemes; the way round that most are written."""
    ways: dict[frozenset[str], Counter[tuple[str, str]]] = {}
    counts: dict[frozenset[str], Counter[str]] = {}
    for first, second, firmness, number in reader.database.rows(_MAPPINGS):
        if first != second:
            pair = frozenset((first, second))
            ways.setdefault(pair, Counter())[first, second] += number
            counts.setdefault(pair, Counter())[_FIRMNESS[firmness]] += number
    return [(*ways[pair].most_common(1)[0][0], counts[pair]) for pair in ways]


_FIRMNESS = (PROPOSED, REJECTED, ACCEPTED)
"""What the review may have decided; of two mappings of one pair the firmer counts, as in the workbench."""

_MAPPINGS = """
SELECT here, there, firmness, count(*) FROM (
SELECT here.object AS here, there.object AS there,
    max(CASE json_extract(mapping.document, '$.status') WHEN 'accepted' THEN 2 WHEN 'rejected' THEN 1 ELSE 0 END)
    AS firmness
FROM record AS mapping
JOIN link AS subject ON subject.subject = mapping.key AND subject.field = 'subject'
JOIN record AS one ON one.id = subject.object
JOIN link AS here ON here.subject = one.key AND here.field = 'scheme'
JOIN link AS object ON object.subject = mapping.key AND object.field = 'object'
JOIN record AS other ON other.id = object.object
JOIN link AS there ON there.subject = other.key AND there.field = 'scheme'
WHERE mapping.kind = 'mapping'
GROUP BY min(one.id, other.id), max(one.id, other.id)
) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


def _not_begun(there: Mapping[str, Side], homes: Iterable[str]) -> Sequence[tuple[str, str]]:
    glossaries = [one.id for one in there.values() if one.role == GLOSSARY]
    if own := [one for one in homes if one in there]:
        return [(home, one) for home in own for one in glossaries if one != home]
    pairs = list(combinations(glossaries, 2))
    return pairs if len(pairs) <= FEW else []


def labels_of(reader: Reader, scheme: str) -> dict[str, str]:
    """Return the labels of the concepts of a scheme that are in use, by id, in the order of the labels."""
    return dict(reader.database.rows(_LABELS, (scheme,)))


_LABELS = (
    "SELECT record.id, record.label FROM link JOIN record ON record.key = link.subject AND record.kind = 'concept'"
    f" WHERE link.field = 'scheme' AND link.object = ? AND {CURRENT} ORDER BY record.label COLLATE NOCASE, record.id"
)


def scheme_named(reader: Reader, name: str) -> str:
    """Return the id of the scheme that a person means: the glossary of a country, or a scheme by id, slug or title.

    Raises:
        NotFound: There is none, or more than one.
    """
    wanted = name.casefold()
    glossaries = [one for one in sides(reader).values() if one.role == GLOSSARY and one.country]
    found = [one.id for one in glossaries if wanted in (one.country.casefold(), one.name.casefold())]
    return found[0] if len(found) == 1 else reader.resolve(name, ["scheme"])
