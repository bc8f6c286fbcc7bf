"""Which concepts one would compare: what is called or meant the same elsewhere, and what was looked for.

with Reader.open("orodha.db") as reader:
    for one in elsewhere(reader, "concept/ke-immigrant"):
        print(one.whose, one.label)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..catalogue.precedence import ours_first
from ..catalogue.reader import Document, Reader
from ..catalogue.texts import DEFAULT_LANGUAGE, fold, in_language
from .decisions import Recorded, between
from .reach import reaches
from .side_by_side import Defined, SideBySide, defined, side_by_side

MOST = 50
"""So many concepts are offered at most."""

MANY = 200
"""So many are looked through for those of a country."""


class Compared(NamedTuple):
    """Several definitions side by side, with what a reader wants to see beside them.

    Attributes:
        found: The comparison.
        documents: The documents of the concepts, in their order.
        mapped: For each concept but the first, what is on record of the first and it; None if nothing is.
    """

    found: SideBySide
    documents: Sequence[Document]
    mapped: Sequence[Recorded | None]

    def definition(self, place: int) -> str:
        """Return what one of them means, in words; "" if that is not on record."""
        return in_language(self.documents[place].get("definition", {}), DEFAULT_LANGUAGE)


def compared(reader: Reader, ids: Sequence[str]) -> Compared:
    """Compare several concepts.

    Raises:
        UsageError: As ``side_by_side`` does.
        NotFound: One is not there.
    """
    found = side_by_side(reader, ids)
    return Compared(found, [reader.get(one) for one in ids], [_on_record(reader, ids[0], one) for one in ids[1:]])


def _on_record(reader: Reader, left: str, right: str) -> Recorded | None:
    """Return the mapping of two concepts, whichever way it was written."""
    for subject, object in ((left, right), (right, left)):
        if name := between(reader, subject, object):
            return Recorded(reader.get(name), left, right, subject == right)
    return None


def elsewhere(reader: Reader, concept: str) -> list[Defined]:
    """Return what one would compare a concept with: what it is mapped to, also over a term between; what is called so.

    Those of its own scheme are left out, and those that say most in facets stand first.
    """
    document = reader.get(concept)
    ways = [one.term for one in reaches(reader, [concept])[concept] if one.term != concept]
    named = reader.database.rows(
        "SELECT id FROM record WHERE kind = 'concept' AND label = (SELECT label FROM record WHERE id = ?) LIMIT ?",
        (concept, MOST),
    )
    ids = dict.fromkeys([*ways, *(one for (one,) in named)])
    others = [one for one in reader.some(list(ids)) if one.get("scheme") not in (None, document["scheme"])]
    return sorted(defined(reader, others), key=lambda one: (not one.facets, one.whose, one.label))[:MOST]


def looked_for(reader: Reader, text: str) -> list[Defined]:
    """Return the concepts that a text means, the best first: by words and whose they are ("refugee Uganda").

    Without words, some that have facets.
    """
    if not text.strip():
        ids = [one for (one,) in reader.database.rows(_WITH_FACETS, (MOST,))]
        ours = {*ours_first(reader.database, ids)}
        return sorted(
            defined(reader, list(reader.some(ids))), key=lambda one: (one.label, one.id not in ours, one.whose)
        )
    found: dict[str, Defined] = {}
    words = text.split()
    for place, word in enumerate(words):
        rest = " ".join(words[:place] + words[place + 1 :])
        of = fold(word)
        more = _found(reader, rest, MANY) if rest and len(of) > 1 else []
        found |= {one.id: one for one in more if any(name.startswith(of) for name in fold(one.whose).split())}
    found |= {one.id: one for one in _found(reader, text, MOST) if one.id not in found}
    return list(found.values())[:MOST]


def _found(reader: Reader, text: str, limit: int) -> list[Defined]:
    scores = {hit.id: hit.score for hit in reader.find(text, ["concept"], limit)}
    found, ours = defined(reader, list(reader.some(list(scores)))), {*ours_first(reader.database, list(scores))}
    return sorted(found, key=lambda one: (-scores[one.id], one.id not in ours, not one.facets, one.whose, one.label))


_WITH_FACETS = (
    "SELECT id FROM record WHERE kind = 'concept' AND json_extract(document, '$.facets') IS NOT NULL"
    " ORDER BY label, key LIMIT ?"
)
