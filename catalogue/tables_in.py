"""The tables of an import: which kind or part each sheet holds, and its rows as fields by declaration."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from .columns import EVIDENCE, ID, KIND, STATEMENT_FIELDS, child_fields, child_name
from .drafts import CellProblem
from .entry import SPACES, Cell, as_json, as_text, read, split
from .errors import EntryError, Problem
from .formats import Sheet
from .headers import Heading, find_header, key_of, read_headings
from .kinds import Field, Kind, fields_of, kinds
from .names import is_id, kind_of
from .resolving import Resolver

CHUNK = 2000
MEMO = 50_000
"""So many distinct values of a column are remembered."""

_PLAIN = ("text", "iri", "duration", "lang")


@dataclass(slots=True)
class Table:
    """One sheet whose content is known.

    Attributes:
        sheet: The sheet.
        kind: The kind of its records.
        part: The field that it holds the parts of; None if its rows are records or statements.
        evidence: Whether its rows are statements, of any kind.
        header: Number of the row with the headers.
        headings: What its columns are.
        cells: The cells of the header row.
    """

    sheet: Sheet
    kind: Kind | None
    part: Field | None = None
    evidence: bool = False
    header: int = 0
    headings: list[Heading] = field(default_factory=list[Heading])
    cells: list[Any] = field(default_factory=list[Any])

    @property
    def name(self) -> str:
        """What tells that a table holds this: "agency", "agency.contacts", "evidence"."""
        if self.kind and not self.evidence:
            return child_name(self.kind, self.part) if self.part else self.kind.name
        return EVIDENCE

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that its columns can have."""
        if self.part and self.part.part:
            return fields_of(self.part.part)
        return self.kind.fields if self.kind and not self.evidence else ()

    def index_of(self, role: str) -> int | None:
        """Return the index of the column of a role or, with its header, of a field; None if there is none."""
        for one in self.headings:
            if one.role == role or (one.column and one.column.header == role):
                return one.index
        return None

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """Yield the rows below the header, each with at least as many cells as the header."""
        width = len(self.cells)
        for number, cells in self.sheet.rows():
            if number > self.header:
                if len(cells) < width:
                    cells += [""] * (width - len(cells))
                yield number, cells

    def problem(self, row: int, column: str, problem: Problem) -> CellProblem:
        """Return a problem with its place."""
        return CellProblem(self.sheet.file, self.sheet.name, row, column, problem.message, problem.value, problem.fix)

    def header_of(self, path: str) -> str:
        """Return the header of the column that a field's path ("title.en", "topics.0") stands in, or the field."""
        name, _, rest = path.partition(".")
        for one in self.headings:
            if (
                one.column
                and one.column.field.name == name
                and one.column.language in ("", rest.partition(".")[0], rest)
            ):
                return one.text
        return next((one.text for one in self.headings if one.column and one.column.field.name == name), path)


def recognise(sheet: Sheet, hint: Kind | None, languages: Sequence[str]) -> Table | None:
    """Tell what a sheet holds: by the kind that the user named, its name, its file's, a column "kind", or its ids.

    Returns:
        The table; None if nothing tells.
    """
    named = sheet.name or re.sub(r"\.\w+$", "", sheet.file.rpartition("/")[2])
    told = _told_by_column(sheet)
    table = _named(sheet, named, hint) or (_named(sheet, told, hint) if told else None)
    if table is None and hint:
        table = Table(sheet, hint)
    if table is None and (found := _kind_by_ids(sheet)):
        table = Table(sheet, found)
    if table is None:
        return None
    if table.evidence:
        _read_evidence_header(table)
        return table
    header = find_header(sheet.rows(), table.fields, languages)
    if header:
        table.header = header[0]
        table.cells = next(cells for number, cells in sheet.rows() if number == table.header)
        table.headings = [one for one in header[1] if one.text != KIND or told != table.name]
    return table


def _named(sheet: Sheet, name: str, hint: Kind | None) -> Table | None:
    wanted = key_of(re.sub(r" \(\d+\)$", "", name))
    if wanted == EVIDENCE:
        return Table(sheet, None, evidence=True)
    for kind in (hint,) if hint else kinds().values():
        if wanted in (key_of(kind.name), *_plurals(key_of(kind.name))):
            return Table(sheet, kind)
        for part in child_fields(kind):
            if wanted in (key_of(child_name(kind, part)), key_of(child_name(kind, part)[:31])):
                return Table(sheet, kind, part)
    return None


def _plurals(name: str) -> tuple[str, str]:
    return f"{name}s", f"{name.removesuffix('y')}ies"


def _told_by_column(sheet: Sheet) -> str:
    """Return what a column "kind" says in the row below its header; "" if there is none."""
    rows = [cells for _, cells in islice(sheet.rows(), 2)]
    if len(rows) < 2 or KIND not in rows[0] or len(rows[1]) <= (index := rows[0].index(KIND)):
        return ""
    return str(rows[1][index])


def _kind_by_ids(sheet: Sheet) -> Kind | None:
    for _, cells in islice(sheet.rows(), 20):
        for cell in cells[:1]:
            if isinstance(cell, str) and is_id(cell) and kind_of(cell) in kinds():
                return kinds()[kind_of(cell)]
    return None


def _read_evidence_header(table: Table) -> None:
    for number, cells in islice(table.sheet.rows(), 1):
        table.header, table.cells = number, cells
        headings = read_headings(cells, (), ("en",))
        known = (ID, *STATEMENT_FIELDS)
        table.headings = [
            Heading(one.index, one.text, "exact", role=one.text.casefold())
            for one in headings
            if one.text.casefold() in known
        ]


@dataclass(slots=True)
class Row:
    """One row as fields.

    Attributes:
        number: Its number.
        cells: The cells as they stand there.
        fields: What they say, by field; texts in languages only those given.
        emptied: Fields and languages with an empty cell.
        problems: What cannot be read.
    """

    number: int
    cells: list[Any]
    fields: dict[str, Any]
    emptied: list[tuple[str, str]]
    problems: list[CellProblem]


class TableReader:
    """Reads the rows of one table, each distinct cell of a column once.

    Args:
        table: The table.
        resolver: Finds records.
    """

    def __init__(self, table: Table, resolver: Resolver) -> None:
        self.table = table
        self.resolver = resolver
        self._steps: list[tuple[int, Field, str, str, dict[Any, Any], bool]] = [
            (
                one.index,
                one.column.field,
                one.column.language,
                one.text,
                {},
                one.column.field.shape in _PLAIN and not one.column.field.many,
            )
            for one in table.headings
            if one.column
        ]
        self._unknown = [(one.index, one.text) for one in table.headings if one.how == "unknown"]
        self._faults: dict[int, list[tuple[int, str]]] = {}
        for (row, index), why in table.sheet.faults.items():
            self._faults.setdefault(row, []).append((index, why))

    def chunks(self) -> Iterator[list[Row]]:
        """Yield the rows, many at a time, which costs few queries."""
        rows = self.table.rows()
        while chunk := list(islice(rows, CHUNK)):
            self._prefetch(chunk)
            yield [self._row(number, cells) for number, cells in chunk]

    def _prefetch(self, chunk: Sequence[tuple[int, list[Any]]]) -> None:
        for index, declared, _, _, memo, _ in self._steps:
            if declared.shape == "ref":
                new = {cells[index] for _, cells in chunk if isinstance(cells[index], str)} - memo.keys()
                texts = {item for text in new for item in (split(text) if declared.many else (text.strip(),))}
                self.resolver.prefetch([text for text in texts if is_id(text)])

    def _row(self, number: int, cells: list[Any]) -> Row:
        fields: dict[str, Any] = {}
        row = Row(number, cells, fields, [], [])
        for index, declared, language, header, memo, plain in self._steps:
            cell = cells[index]
            if cell == "":
                row.emptied.append((declared.name, language))
                continue
            if plain and cell.__class__ is str:
                value: Any = cell if not cell.isspace() else ""
                if language and value:
                    value = {language: value}
            else:
                key = cell if cell.__class__ is str else (cell.__class__, cell)
                value = memo.get(key)
                if value is None:
                    value = self._read(declared, cell, language)
                    if len(memo) < MEMO:
                        memo[key] = value
                if value.__class__ is Problem:
                    row.problems.append(self.table.problem(number, header, value))
                    continue
            if value == "":
                row.emptied.append((declared.name, language))
            elif language and declared.name in fields:
                fields[declared.name] = fields[declared.name] | value
            else:
                fields[declared.name] = value
        for index, header in self._unknown:
            if cells[index] != "":
                fields["extra"] = fields.get("extra", {}) | {header: as_json(cells[index])}
        if number in self._faults:
            self._add_faults(row)
        return row

    def _read(self, field: Field, cell: Cell, language: str) -> Any:
        if isinstance(cell, str) and not cell.strip(SPACES):
            return ""
        try:
            value = read(field, cell, self.resolver, language or self.resolver.language)
        except EntryError as error:
            return error.problem
        return "" if value in ([], {}) or (field.shape == "langs" and not value[language]) else value

    def _add_faults(self, row: Row) -> None:
        for index, why in self._faults[row.number]:
            for heading in self.table.headings:
                if heading.index == index and row.cells[index] == "":
                    fix = "Write the value itself into the cell."
                    row.problems.append(self.table.problem(row.number, heading.text, Problem("", why, "", fix)))


def record_id(cell: Any, kind: Kind, resolver: Resolver) -> str:
    """Return the short id that an id column holds: as such, as the slug alone, or as the record's IRI.

    Raises:
        EntryError: It is none, or of another kind.
    """
    if cell.__class__ is str and is_id(cell) and cell.startswith(f"{kind.name}/"):
        return cell
    text = as_text(cell)
    name = text.removeprefix(resolver.base)
    if is_id(name) and kind_of(name) == kind.name:
        return name
    if is_id(f"{kind.name}/{name}"):
        return f"{kind.name}/{name}"
    if ":" in text:
        found = resolver.reader.database.value("SELECT id FROM record WHERE iri = ? AND kind = ?", (text, kind.name))
        if found:
            return found
    other = f"is an id of kind {kind_of(name)}, not {kind.name}" if is_id(name) else "is no id"
    fix = f"Write {kind.name}/ and a name of letters, digits and hyphens, or leave it empty."
    raise EntryError(Problem(ID, other, text[:80], fix))
