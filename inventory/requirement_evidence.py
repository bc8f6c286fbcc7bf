"""What an answer on requirements rests on: sources that say what they are about, and mappings with who decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..catalogue.reader import Document, Reader
from ..vocab.relations import short
from .cited import EVIDENCE, Cited, cited, evidence_rows
from .tables import Table

if TYPE_CHECKING:
    from .requirements import Requirement, Requirements


def evidence_table(reader: Reader, found: Requirements) -> Table:
    """Return a line a source, indicator and mapping behind each row, with the document that says so.

    Args:
        reader: The catalogue.
        found: How much there is of what is asked for.
    """
    field = {"term": "terms", "indicator": "sources"}[found.what]
    mappings = {one["id"]: one for one in reader.some(sorted({each for row in found.rows for each in row.mappings}))}
    wanted: dict[str, set[str]] = {one: {"predicate"} for one in mappings}
    for row in found.rows:
        for one in row.sources if found.what == "term" else (row.record, *row.through):
            wanted.setdefault(one.id, set()).add(field)
    cites = cited(reader, wanted)
    lines = [line for row in found.rows for line in _lines(row, found.what, field, mappings, cites)]
    return Table("Evidence", ("asked for", *EVIDENCE), tuple(lines))


def _lines(
    row: Requirement,
    what: str,
    field: str,
    mappings: Mapping[str, Document],
    cites: Mapping[tuple[str, str], Sequence[Cited]],
) -> Iterator[tuple[str, ...]]:
    for one in row.sources:
        told = cites.get((one.id, field), ()) if what == "term" else ()
        for other in (row.record, *row.through) if what == "indicator" else ():
            told = (*told, *cites.get((other.id, field), ()))
        yield from evidence_rows((row.record.label, "source", one.label, one.id, "live data"), told)
    for one in row.mappings:
        said = mappings.get(one, {})
        told = f"{said.get('status', 'proposed')}, {short(said.get('predicate', ''))} match: {said.get('reason', '')}"
        yield from evidence_rows((row.record.label, "mapping", one, one, told), cites.get((one, "predicate"), ()))
