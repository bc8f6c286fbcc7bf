"""One term across countries: the grid, and beyond it what the mappings lead to by way of another term.

found = across(reader, "concept/ke-immigrant")
found.grid.rows                         # what is mapped to it or called the same, and what is mapped to that
found.ways["concept/tz-immigrant"]      # how the mappings lead there
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from ..catalogue.reader import Document, Reader
from .comparability import compare
from .grid import UNTIED, Grid, Row, grid
from .reach import Reach, reaches
from .side_by_side import defined


class Across(NamedTuple):
    """What is known of a term across countries.

    Attributes:
        grid: The term beside each country's; countries first, by name.
        documents: The concepts in it, by id.
        ways: What the mappings lead to from the term, by id.
    """

    grid: Grid
    documents: Mapping[str, Document]
    ways: Mapping[str, Reach]


def across(reader: Reader, term: str) -> Across:
    """Return what is known of a term across countries.

    Args:
        reader: The catalogue.
        term: Id of a concept, shared or of one country.

    Raises:
        UsageError: It is no concept.
        NotFound: It is not there.
    """
    found = grid(reader, term)
    there = {found.term.id, *(row.concept.id for row in found.rows)}
    ways = {one.term: one for one in reaches(reader, [found.term.id])[found.term.id]}
    further = [one for one in reader.some(sorted(set(ways) - there)) if one["scheme"] != found.term.scheme]
    rows = [Row(one, compare(one.facets, found.term.facets), UNTIED) for one in defined(reader, further)]
    rows = sorted((*found.rows, *rows), key=lambda row: (not row.concept.country, row.concept.whose.casefold()))
    have = {row.concept.country for row in rows}
    gaps = tuple(gap for gap in found.gaps if gap.country not in have)
    documents = reader.some([found.term.id, *(row.concept.id for row in rows)])
    return Across(replace(found, rows=tuple(rows), gaps=gaps), {one["id"]: one for one in documents}, ways)
