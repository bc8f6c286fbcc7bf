"""XLSX out: one sheet a kind, one a part, and one for evidence.

Every text is written as text: nothing becomes a formula, a link or a number on its way. What a cell cannot hold is an
error before anything is written over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ..columns import (
    EVIDENCE,
    ID,
    STATEMENT_FIELDS,
    Column,
    Languages,
    child_fields,
    child_name,
    columns_of,
    note_languages,
    part_columns,
    plain_document,
    statement_cells,
)
from ..errors import FormatError
from ..kinds import Field, Kind, fields_of, kind
from ..reader import Document
from ..workbooks import workbook
from . import Content

LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576

_WIDTHS = {"lang": 40, "langs": 30, "ref": 28, "text": 20, "iri": 30, "part": 30, "map": 20}
_UNWRITABLE = re.compile("[\ufffe\uffff]|_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_|^<r>.*</r>$", re.DOTALL)
"""What XLSX has no way to say, or its writers and readers no common one."""


def write(path: Path, content: Content) -> None:
    """Write the records as a workbook.

    Raises:
        FormatError: A text is longer than a cell may be, or has what XLSX cannot hold; nothing was written.
    """
    with workbook(path) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for name in content.kinds:
            _write_kind(book, bold, kind(name), content)
        if content.evidence:
            _write_evidence(book, bold, content)


def _write_kind(workbook: Any, bold: Format, declared: Kind, content: Content) -> None:
    """Write a kind, one sheet after the other: rows are written once and not held."""
    used: Languages = {}
    used_in_parts: dict[str, Languages] = {}
    for document in content.documents((declared.name,)):
        _note(declared, document, used, used_in_parts)
    plain = [field for field in declared.fields if not field.part]
    columns = columns_of(plain, content.languages, used)
    sheet = _sheet(workbook, bold, declared.name, [ID, *(one.header for one in columns)], [30, *map(_width, columns)])
    row = 0
    for row, document in enumerate(content.documents((declared.name,)), 1):
        own = plain_document(document, content.base)
        _write_row(sheet, row, own[ID], [own[ID], *(column.cell(own) for column in columns)])
    _finish(sheet, row, len(columns))
    for field in child_fields(declared):
        if field.name in used_in_parts:
            _write_part(workbook, bold, declared, field, content, used_in_parts[field.name])


def _note(declared: Kind, document: Document, used: Languages, used_in_parts: dict[str, Languages]) -> None:
    note_languages(declared.fields, document, used)
    for field in child_fields(declared):
        if field.name in document and field.part:
            inner = used_in_parts.setdefault(field.name, {})
            for part in _parts(field, document):
                note_languages(fields_of(field.part), part, inner)


def _parts(field: Field, document: Document) -> Sequence[Document]:
    value = document.get(field.name)
    return [] if value is None else value if field.many else [value]


def _write_part(workbook: Any, bold: Format, declared: Kind, field: Field, content: Content, used: Languages) -> None:
    columns = part_columns(field, content.languages, used)
    headers = [ID, *(one.header for one in columns)]
    sheet = _sheet(workbook, bold, child_name(declared, field), headers, [30, *map(_width, columns)])
    row = 0
    for document in content.documents((declared.name,)):
        for part in _parts(field, document):
            row += 1
            _write_row(sheet, row, document[ID], [document[ID], *(column.cell(part) for column in columns)])
    _finish(sheet, row, len(columns))


def _write_evidence(workbook: Any, bold: Format, content: Content) -> None:
    row = 0
    sheet: Worksheet | None = None
    for document in content.documents(content.kinds):
        for statement in document.get(EVIDENCE, ()):
            if sheet is None:
                sheet = _sheet(workbook, bold, EVIDENCE, [ID, *STATEMENT_FIELDS], [30, 18, 40, 32, 24, 12, 12, 8, 40])
            row += 1
            _write_row(sheet, row, document[ID], statement_cells(document[ID], statement))
    if sheet is not None:
        _finish(sheet, row, len(STATEMENT_FIELDS))


def _sheet(workbook: Any, bold: Format, name: str, headers: Sequence[str], widths: Sequence[int]) -> Worksheet:
    sheet: Worksheet = workbook.add_worksheet(name[:31])
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    sheet.freeze_panes(1, 1)
    for index, header in enumerate(headers):
        sheet.write_string(0, index, header, bold)
    return sheet


def _finish(sheet: Worksheet, rows: int, last: int) -> None:
    sheet.autofilter(0, 0, rows, last)


def _width(column: Column) -> int:
    return max(_WIDTHS.get(column.field.shape, 14), len(column.header) + 3)


def _write_row(sheet: Worksheet, row: int, record: str, cells: Iterable[str | int | float]) -> None:
    if row >= MOST_ROWS:
        raise FormatError(
            f"A sheet of XLSX holds {MOST_ROWS} rows, and {record} is one more.", "Export as .json or .csv."
        )
    for index, cell in enumerate(cells):
        if not isinstance(cell, str):
            sheet.write_number(row, index, cell)
        elif cell:
            _check(cell, record, index)
            sheet.write_string(row, index, cell)


def _check(cell: str, record: str, index: int) -> None:
    place = f"{record}, column {index + 1} of its sheet"
    units = len(cell) if cell.isascii() or len(cell) * 2 < LONGEST_CELL else len(cell.encode("utf-16-le")) // 2
    if units > LONGEST_CELL:
        raise FormatError(
            f"{place}: {units} characters; a cell of XLSX holds {LONGEST_CELL}.", "Export as .json or .csv."
        )
    if ("\ufffe" in cell or "\uffff" in cell or "_x" in cell or "<r>" in cell) and _UNWRITABLE.search(cell):
        raise FormatError(f"{place}: has characters that XLSX cannot hold.", "Export as .json or .csv.")
