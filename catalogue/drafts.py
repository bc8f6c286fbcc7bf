"""Records as a file gives them, before they are compared with the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .kinds import Kind
from .record import Statement


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One thing wrong with one cell, or with a row or file as a whole.

    Attributes:
        file: The file.
        sheet: The sheet, "" in files that have none.
        row: Row number as spreadsheet programs count, or line, or number of the record; 0 for the whole file.
        column: Header of the column, or JSON path; "" for the whole row.
        reason: What is wrong, in words.
        value: What stands there.
        fix: What to do.
    """

    file: str
    sheet: str
    row: int
    column: str
    reason: str
    value: str = ""
    fix: str = ""

    def in_words(self) -> CellProblem:
        """Return it with its place as people count: of a JSON file, "record 3, holder"."""
        if not self.column.startswith("$"):
            return self
        record = f"record {self.row}" if self.row else ""
        place = (record, self.column.removeprefix("$").removeprefix("."))
        return replace(self, row=0, column=", ".join(filter(None, place)))

    def __str__(self) -> str:
        place = ", ".join(
            part
            for part in (self.file, self.sheet and f"sheet {self.sheet}", self.row and f"row {self.row}", self.column)
            if part
        )
        shown = f" (found {self.value!r})" if self.value else ""
        return f"{place}: {self.reason}{shown}{'. ' + self.fix if self.fix else ''}"


@dataclass(slots=True)
class Draft:
    """One record as a file gives it.

    Attributes:
        kind: Its kind.
        id: Its short id; "" if none can be told.
        fields: The fields that the file gives, as a document holds them; texts in languages only those given.
        origin: Which table or file it comes from, and the row.
        emptied: Fields that are there and empty; with the language, of texts.
        evidence: Its statements; None if the file has none for it.
        problems: What is wrong with it.
        node: The IRI that it has in a file of RDF.
    """

    kind: Kind
    id: str
    fields: dict[str, Any]
    origin: tuple[int, int]
    emptied: Sequence[tuple[str, str]] = ()
    evidence: tuple[Statement, ...] | None = None
    problems: list[CellProblem] = field(default_factory=list[CellProblem])
    node: str = ""
