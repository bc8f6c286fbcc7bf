"""The tables of an import as drafts: ids first, then parts and statements, then record by record.

References may lead to records of the same import, in whatever order they come; so all ids are read before any field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .columns import EVIDENCE, ID
from .drafts import CellProblem, Draft
from .entry import as_text, read
from .errors import EntryError, NotFound, Problem
from .evidence import read_statement, read_statements, value_of_cell
from .kinds import Kind, kinds
from .names import is_id, kind_of
from .naming import Namer, depth, names_of
from .record import Statement
from .resolving import Resolver
from .tables_in import Row, Table, TableReader, record_id

Origin = tuple[int, int]
"""Index of the table, and number of the row."""


class Batch:
    """The records of some tables.

    Args:
        tables: The tables.
        resolver: Finds records; it learns of those of the tables.
    """

    def __init__(self, tables: Sequence[Table], resolver: Resolver) -> None:
        self.tables = tables
        self.resolver = resolver
        self.origins: dict[str, Origin] = {}
        self.problems: list[tuple[str, Origin, CellProblem]] = []
        """What is wrong with rows: the record, the row, and the problem."""
        self._ids: dict[int, list[str]] = {}
        self._parts: dict[str, dict[str, list[dict[str, Any]]]] = {}
        self._statements: dict[str, list[Statement]] = {}
        self._named: dict[tuple[Any, ...], int] = {}
        self._part_fields: dict[Kind, list[str]] = {}

    def drafts(self) -> Iterator[list[Draft]]:
        """Yield the records, many at a time; the problems of those that are left out stand in ``problems``."""
        main = [index for index, table in enumerate(self.tables) if table.kind and not table.part]
        for index in sorted(main, key=lambda one: depth(self.tables[one].kind)):
            self._identify(index)
        self.resolver.late_names = self._names
        for index, table in enumerate(self.tables):
            if table.evidence:
                self._read_evidence(index)
            elif table.part:
                self._read_parts(index)
        for index in main:
            yield from self._records(index)
        if rest := list(self._left_over()):
            yield rest

    def _identify(self, index: int) -> None:
        """Tell the id of each row of a table: from its column, or by its name."""
        table = self.tables[index]
        assert table.kind
        column = table.index_of(ID)
        ids = self._ids[index] = []
        namer = Namer(self.resolver.reader, table.kind, self.resolver.batch)
        for number, cells in table.rows():
            given = cells[column] if column is not None else ""
            try:
                found = (
                    record_id(given, table.kind, self.resolver)
                    if given != ""
                    else self._named_row(table, namer, number, cells)
                )
            except EntryError as error:
                self.problems.append(("", (index, number), table.problem(number, ID, error.problem)))
                found = ""
            if found in self.origins:
                self._repeated(index, number, found)
            elif found:
                self.origins[found] = (index, number)
                self.resolver.batch.add(found)
            ids.append(found)

    def _named_row(self, table: Table, namer: Namer, number: int, cells: list[Any]) -> str:
        fields = self._naming_fields(table, namer, cells)
        owners = tuple(fields.get(one.name) for one in namer.owners)
        key = (namer.kind.name, *(tuple(names_of(namer.kind, fields)[:1]) or ("", number)), *owners)
        if key in self._named:
            fix = "Delete one of them, or give each an id."
            raise EntryError(Problem(ID, f"repeats row {self._named[key]}", str(key[1]), fix))
        self._named[key] = number
        return namer.id_of(fields)

    def _naming_fields(self, table: Table, namer: Namer, cells: list[Any]) -> dict[str, Any]:
        """Read only what a record is named by: label, codes, and what it belongs to."""
        fields: dict[str, Any] = {}
        wanted = {namer.kind.label_field, *(one.name for one in namer.owners)}
        for one in table.headings:
            column = one.column
            if column and cells[one.index] != "" and (column.field.name in wanted or column.field.search == "code"):
                try:
                    value = read(
                        column.field, cells[one.index], self.resolver, column.language or self.resolver.language
                    )
                except EntryError:
                    continue  # it is reported when the whole row is read
                fields.setdefault(column.field.name, value)
        return fields

    def _repeated(self, index: int, number: int, found: str) -> None:
        """Refuse both rows of an id: nobody knows which is meant."""
        table, (first_table, first_row) = self.tables[index], self.origins[found]
        other = self.tables[first_table]
        for here, row, there, other_row in ((table, number, other, first_row), (other, first_row, table, number)):
            place = (
                f"row {other_row}" if here is there else f"row {other_row} of {there.sheet.name or there.sheet.file}"
            )
            problem = here.problem(row, ID, Problem(ID, f"has the same id as {place}", found, "Keep one of them."))
            origin = (index, number) if here is table and row == number else (first_table, first_row)
            self.problems.append((found, origin, problem))

    def _names(self) -> Iterator[tuple[str, list[str], list[str]]]:
        """Yield the names that rows may be called by in other rows, and the IRIs of their own."""
        for index, ids in self._ids.items():
            table = self.tables[index]
            assert table.kind
            wanted = {
                table.kind.label_field,
                *(one.name for one in table.kind.fields if one.search in ("code", "title")),
            }
            headings = [(one.index, one.column.field.name) for one in table.headings if one.column]
            columns = [index for index, name in headings if name in wanted]
            iris = [index for index, name in headings if name == "iri"]
            for (_, cells), found in zip(table.rows(), ids, strict=True):
                names, own = ([cells[i] for i in some if isinstance(cells[i], str)] for some in (columns, iris))
                yield found, names, own

    def _read_parts(self, index: int) -> None:
        table = self.tables[index]
        assert table.kind and table.part
        self._part_fields.setdefault(table.kind, []).append(table.part.name)
        column = table.index_of(ID)
        for chunk in TableReader(table, self.resolver).chunks():
            for row in chunk:
                owner = self._owner(table, index, row, column)
                if owner:
                    self.problems.extend((owner, (index, row.number), problem) for problem in row.problems)
                    self._parts.setdefault(owner, {}).setdefault(table.part.name, []).append(row.fields)

    def _owner(self, table: Table, index: int, row: Row, column: int | None) -> str:
        """Return the id of the record that a row of parts or statements belongs to; "" if it cannot be told."""
        cell = row.cells[column] if column is not None else ""
        try:
            if cell == "":
                raise EntryError(Problem(ID, "is empty", "", "Write the id of the record into each row."))
            targets = (table.kind.name,) if table.kind else ()
            text = as_text(cell)
            found = text if is_id(text) else self._resolved(text, targets)
            if kind_of(found) not in (targets or kinds()) or not self.resolver.known(found):
                raise EntryError(Problem(ID, "is no record of the catalogue or of this file", text[:80]))
        except EntryError as error:
            self.problems.append(("", (index, row.number), table.problem(row.number, ID, error.problem)))
            return ""
        return found

    def _resolved(self, text: str, targets: tuple[str, ...]) -> str:
        try:
            return self.resolver(text, targets)
        except NotFound as error:
            raise EntryError(Problem(ID, error.what.rstrip("."), "", error.advice)) from None

    def _read_evidence(self, index: int) -> None:
        table = self.tables[index]
        column = table.index_of(ID)
        for number, cells in table.rows():
            row = Row(number, cells, {}, [], [])
            owner = self._owner(table, index, row, column)
            if not owner:
                continue
            entry = {one.role: cells[one.index] for one in table.headings if one.role != ID and cells[one.index] != ""}
            if "value" in entry:
                entry["value"] = value_of_cell(entry["value"])
            try:
                self._statements.setdefault(owner, []).append(read_statement(kinds()[kind_of(owner)], entry))
            except EntryError as error:
                problem = table.problem(number, error.problem.field, error.problem)
                self.problems.append((owner, (index, number), problem))

    def _records(self, index: int) -> Iterator[list[Draft]]:
        table = self.tables[index]
        assert table.kind
        ids = iter(self._ids[index])
        cell_evidence = table.index_of(EVIDENCE)
        for chunk in TableReader(table, self.resolver).chunks():
            drafts: list[Draft] = []
            for row in chunk:
                draft = Draft(
                    table.kind, next(ids), row.fields, (index, row.number), row.emptied, problems=row.problems
                )
                self._complete(draft)
                if cell_evidence is not None and row.cells[cell_evidence] != "":
                    self._evidence_cell(table, draft, row.cells[cell_evidence])
                drafts.append(draft)
            yield drafts

    def _complete(self, draft: Draft) -> None:
        """Add the parts and statements that other tables have of a record."""
        parts = self._parts.pop(draft.id, None)
        for name, rows in (parts or {}).items():
            draft.fields[name] = rows if draft.kind.by_name[name].many else rows[0]
            if len(rows) > 1 and not draft.kind.by_name[name].many:
                table, row = self.tables[draft.origin[0]], draft.origin[1]
                draft.problems.append(table.problem(row, name, Problem(name, "has more than one row in its sheet")))
        for name in self._part_fields.get(draft.kind, ()):
            if name not in draft.fields:
                draft.emptied = [*draft.emptied, (name, "")]
        statements = self._statements.pop(draft.id, None)
        draft.evidence = tuple(statements) if statements else None

    def _evidence_cell(self, table: Table, draft: Draft, cell: Any) -> None:
        try:
            draft.evidence = read_statements(draft.kind, value_of_cell(cell))
        except EntryError as error:
            draft.problems.append(table.problem(draft.origin[1], EVIDENCE, error.problem))

    def _left_over(self) -> Iterator[Draft]:
        """Yield drafts of records that only have rows in the tables of parts or statements."""
        for owner in [*self._parts, *(one for one in self._statements if one not in self._parts)]:
            declared = kinds()[kind_of(owner)]
            index = next(i for i, t in enumerate(self.tables) if t.evidence or (t.part and t.kind is declared))
            draft = Draft(declared, owner, {}, (index, 0))
            statements = self._statements.get(owner)
            parts = self._parts.get(owner, {})
            draft.fields = {name: rows if declared.by_name[name].many else rows[0] for name, rows in parts.items()}
            draft.evidence = tuple(statements) if statements else None
            yield draft
