"""The overview matrix: who has what, as a table of two dimensions.

Each cell holds the sources that stand in its row and in its column, marked by how far one can get at them. Columns of
a scheme are all there, also those that no source is about: an empty column is a finding.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from ..catalogue.errors import UsageError, did_you_mean
from ..catalogue.reader import Reader
from .access import state_of
from .counting import CURRENT, order_of_code
from .named import Named
from .tables import Table


class Dimension(NamedTuple):
    """What rows or columns can be: a field of sources, and the scheme whose concepts are all shown.

    Attributes:
        field: The field.
        scheme: Slug of the scheme, or "".
        nobody: What those are called that have nothing in the field.
        several: Whether the field is a list.
    """

    field: str
    scheme: str
    nobody: str
    several: bool = False


DIMENSIONS: Mapping[str, Dimension] = {
    "agency": Dimension("holder", "", "no known holder"),
    "source": Dimension("id", "", ""),
    "country": Dimension("country", "", "no country"),
    "objectives": Dimension("gcm_objectives", "gcm", "no objective", several=True),
    "topics": Dimension("topics", "topics", "no topic", several=True),
    "kinds": Dimension("type", "source-kinds", "no kind"),
}

NUMBERED = ("objectives",)
"""Dimensions whose members come in the order of their numbers."""

MARKS = {"open": "●", "restricted": "◐", "planned": "○", "gap": "·"}
"""How a cell is marked: held and open, held but restricted, planned, nothing."""

MOST_SHORT = 24
"""A short name has fewer letters than this."""

_ROW_WIDTH, _CELL_WIDTH = 26, 12
"""Columns of the screen for the head of a row, and for a cell."""

LEGEND = "● held and open  ◐ held, restricted  ○ planned or retired  · gap"


class CellSource(NamedTuple):
    """One source in a cell; state is "open", "restricted" or "planned"."""

    id: str
    label: str
    state: str


@dataclass(frozen=True)
class Matrix:
    """A table of sources.

    Attributes:
        row_name: What the rows are: a key of ``DIMENSIONS``.
        column_name: What the columns are.
        rows: The rows in order; id "" stands for sources that have none.
        columns: The columns in order, likewise.
        cells: The sources of each cell that has any, by (row id, column id).
        short: Short names of the rows and columns that have one: an acronym, a code.
    """

    row_name: str
    column_name: str
    rows: tuple[Named, ...]
    columns: tuple[Named, ...]
    cells: Mapping[tuple[str, str], tuple[CellSource, ...]]
    short: Mapping[str, str] = field(default_factory=dict[str, str])

    def state(self, row: str, column: str) -> str:
        """Return how far one can get at a cell: the best of its sources, or "gap"."""
        states = {source.state for source in self.cells.get((row, column), ())}
        return next((state for state in MARKS if state in states), "gap")

    @property
    def gaps(self) -> tuple[Named, ...]:
        """The columns that no source stands in."""
        held = {column for _, column in self.cells}
        return tuple(column for column in self.columns if column.id not in held)

    def by_weight(self) -> Matrix:
        """Return it with what has most sources first, what belongs to nobody behind it, and gaps last.

        Rows and columns that come in an order of their own, by number, keep it.
        """
        held: dict[str, set[str]] = {}
        for place, sources in self.cells.items():
            for end in place:
                held.setdefault(end, set()).update(one.id for one in sources)

        def ordered(name: str, headings: tuple[Named, ...]) -> tuple[Named, ...]:
            if name in NUMBERED:
                return headings
            return tuple(sorted(headings, key=lambda one: (one.id not in held, not one.id, -len(held.get(one.id, ())))))

        rows, columns = ordered(self.row_name, self.rows), ordered(self.column_name, self.columns)
        return replace(self, rows=rows, columns=columns)

    def conditions(self, row: str, column: str) -> list[str]:
        """Return the conditions that the sources of a cell satisfy, as ``Reader.records`` takes them."""
        fields = DIMENSIONS[self.row_name].field, DIMENSIONS[self.column_name].field
        return [f"{name}={value}" for name, value in zip(fields, (row, column), strict=True)]

    def given(self, row: str, column: str) -> dict[str, Any]:
        """Return the fields of a source that would stand in a cell."""
        ends = ((DIMENSIONS[self.row_name], row), (DIMENSIONS[self.column_name], column))
        return {one.field: [value] if one.several else value for one, value in ends if value}

    def as_json(self) -> dict[str, Any]:
        """Return rows, columns, cells with their sources, and gaps, as plain JSON data."""
        return {
            "rows": [row._asdict() for row in self.rows],
            "columns": [column._asdict() for column in self.columns],
            "cells": [
                {"row": row, "column": column, "state": self.state(row, column)}
                | {"sources": [source._asdict() for source in sources]}
                for (row, column), sources in self.cells.items()
            ],
            "gaps": [column._asdict() for column in self.gaps],
        }

    def text(self, width: int = 0) -> str:
        """Return the matrix as text, in as many tables as the width needs, with a legend.

        Rows and columns with nothing in a table are left out of it; columns that are gaps stand below.

        Args:
            width: Columns of the screen; 0 for one table however wide.
        """
        columns = [column for column in self.columns if column not in self.gaps]
        share = max((width - _ROW_WIDTH) // (_CELL_WIDTH + 1), 1) if width else max(len(columns), 1)
        parts = [columns[start : start + share] for start in range(0, len(columns), share)]
        return "\n\n".join([*map(self._block, parts), "\n".join(self._foot())])

    def _block(self, columns: Sequence[Named]) -> str:
        heads = [_cut(_short(column, self.column_name), _CELL_WIDTH) for column in columns]
        lines = [_line(self.row_name, heads)]
        for row in self.rows:
            cells = [self._mark(row.id, column.id) for column in columns]
            if any(cell != MARKS["gap"] for cell in cells):
                lines.append(_line(row.label, cells))
        return "\n".join(lines)

    def table(self, between: str = "\n") -> Table:
        """Return the matrix as a table, whose cells list their sources, each behind its mark.

        Args:
            between: What stands between two sources of a cell.
        """
        rows = tuple((row.label, *(self._told(row, column, between) for column in self.columns)) for row in self.rows)
        return Table("Who holds what", (self.row_name, *(one.label for one in self.columns)), rows, self._foot())

    def _told(self, row: Named, column: Named, between: str) -> str:
        sources = self.cells.get((row.id, column.id), ())
        return between.join(f"{MARKS[one.state]} {one.label}" for one in sources) or MARKS["gap"]

    def _foot(self) -> tuple[str, ...]:
        missing = ", ".join(column.label for column in self.gaps)
        return (LEGEND, *([f"In no source: {missing}."] if missing else []))

    def _mark(self, row: str, column: str) -> str:
        sources = self.cells.get((row, column), ())
        return f"{MARKS[self.state(row, column)]} {len(sources)}" if sources else MARKS["gap"]


def matrix(reader: Reader, rows: str = "agency", columns: str = "topics", among: Sequence[str] | None = None) -> Matrix:
    """Return the overview matrix of a catalogue's sources that are not superseded or retired.

    Args:
        reader: The catalogue.
        rows: A key of ``DIMENSIONS``.
        columns: Another one.
        among: Ids of the sources that it is of, and only the rows and columns that they have; all if None.

    Raises:
        UsageError: There is no such dimension.
    """
    for name in (rows, columns):
        if name not in DIMENSIONS:
            raise UsageError(f"{name!r} cannot be the rows or columns of the matrix.", did_you_mean(name, DIMENSIONS))
    across, down = DIMENSIONS[columns], DIMENSIONS[rows]
    cells: dict[tuple[str, str], list[CellSource]] = {}
    for document in _sources(reader, among, (down.field, across.field)):
        source = CellSource(document["id"], _label(document), state_of(document["status"], document["access"]))
        for row in _values(document, down):
            for column in _values(document, across):
                cells.setdefault((row, column), []).append(source)
    whole = among is None
    heads = _headings(reader, down, {row for row, _ in cells}, whole)
    tops = _headings(reader, across, {column for _, column in cells}, whole)
    held = {place: tuple(sources) for place, sources in cells.items()}
    return Matrix(rows, columns, heads, tops, held, _shorts(reader, [one.id for one in (*heads, *tops)]))


def _shorts(reader: Reader, ids: Sequence[str]) -> dict[str, str]:
    """Return acronyms of agencies, codes of areas, and numbers of concepts."""
    rows = reader.database.rows(
        "SELECT id, CASE kind WHEN 'agency' THEN json_extract(document, '$.acronym')"
        " WHEN 'area' THEN CASE WHEN length(id) < 10 THEN upper(substr(id, 6)) END"
        " ELSE json_extract(document, '$.notation') END AS short"
        " FROM record WHERE id IN (SELECT value FROM json_each(?)) AND +kind IN ('agency', 'area', 'concept')"
        " AND short IS NOT NULL",
        (json.dumps(list(ids)),),
    )
    return {record: short for record, short in rows if len(short) < MOST_SHORT}


def _sources(reader: Reader, among: Sequence[str] | None, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield what a cell tells of sources, and some fields of them, by label: the rest of many thousands is not read."""
    names = ("id", "title", "status", "access", *fields)
    asked = ", ".join(f"'$.{name}'" for name in names)
    within = "" if among is None else " AND id IN (SELECT value FROM json_each(?))"
    rows = reader.database.stream(
        f"SELECT json_extract(document, {asked}) FROM record WHERE kind = 'source' AND {CURRENT}{within}"
        " ORDER BY label, key",
        () if among is None else (json.dumps(list(among)),),
    )
    return (dict(zip(names, json.loads(row), strict=True)) for (row,) in rows)


def _label(document: Mapping[str, Any]) -> str:
    titles: dict[str, str] = document["title"]
    return titles.get("en") or next(iter(titles.values()))


def _values(document: Mapping[str, Any], dimension: Dimension) -> Sequence[str]:
    value = document.get(dimension.field)
    return [value] if isinstance(value, str) else value or [""]


def _headings(reader: Reader, dimension: Dimension, used: set[str], whole: bool) -> tuple[Named, ...]:
    """Return the rows or columns: those used by label, or all concepts of the scheme in its order, nobody's last."""
    scheme = reader.records("concept", [f"scheme=scheme/{dimension.scheme}"]) if dimension.scheme else ()
    listed = {document["id"]: document for document in scheme if whole or document["id"] in used}
    labels = reader.labels(sorted(used | set(listed)))
    ordered = sorted(used | set(listed), key=lambda i: (_order(listed.get(i, {})), labels.get(i, i).casefold()))
    found = [Named(i, labels.get(i, i)) for i in ordered if i]
    return (*found, Named("", dimension.nobody)) if "" in used else tuple(found)


def _order(concept: Mapping[str, Any]) -> int:
    """Return the number that a concept comes by, where its code is one; else they come by label."""
    return order_of_code(str(concept.get("notation", "")))[0]


def _short(heading: Named, name: str) -> str:
    """Return a short heading: the code of a concept, otherwise the slug."""
    if not heading.id:
        return "none"
    slug = heading.id.partition("/")[2]
    scheme = DIMENSIONS[name].scheme
    return slug.removeprefix(f"{scheme}-") if scheme else slug


def _line(head: str, cells: Sequence[str]) -> str:
    return " ".join([_cut(head, _ROW_WIDTH).ljust(_ROW_WIDTH), *(cell.ljust(_CELL_WIDTH) for cell in cells)]).rstrip()


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
