"""What the terms of others are to some concepts, one mapping or two away; and whether the definitions say otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..catalogue.reader import Reader
from .comparability import compare
from .reach import Reach, reaches
from .side_by_side import Defined, defined


class Elsewhere(NamedTuple):
    """A term of another vocabulary.

    Attributes:
        way: The mappings that lead there, and what it is to the concept by them.
        label: What it is called.
        whose: The country or authority whose term it is; "" of one that is not in the catalogue.
        contradicts: Whether the definitions, facet by facet, say something else than the mapping.
    """

    way: Reach
    label: str
    whose: str
    contradicts: bool


def elsewhere(reader: Reader, concepts: Sequence[str]) -> dict[str, list[Elsewhere]]:
    """Return the terms of others that some concepts lead to, by concept: those of countries by name, then the rest.

    Args:
        reader: The catalogue.
        concepts: Their ids; those that are not in the catalogue lead nowhere.
    """
    ways = {one: [way for way in found if way.term != one] for one, found in reaches(reader, concepts).items()}
    ids = sorted({*ways, *(way.term for found in ways.values() for way in found)})
    known = {one.id: one for one in defined(reader, list(reader.some([one for one in ids if _is_concept(one)])))}
    return {
        concept: sorted((_elsewhere(known.get(concept), way, known.get(way.term)) for way in found), key=_order)
        for concept, found in ways.items()
        if concept in known
    }


def _is_concept(name: str) -> bool:
    return name.startswith("concept/")


def _elsewhere(here: Defined | None, way: Reach, there: Defined | None) -> Elsewhere:
    if there is None or here is None:
        return Elsewhere(way, way.term, "", False)
    differs = len(way.mappings) == 1 and compare(here.facets, there.facets).contradicts(way.predicate)
    return Elsewhere(way, there.label, there.whose, differs)


def _order(one: Elsewhere) -> tuple[bool, str, str]:
    return (not one.whose, one.whose.casefold(), one.label.casefold())
