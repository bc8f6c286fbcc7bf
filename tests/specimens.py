"""Files as partners send them, good and bad; made with other libraries than those that read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Rows = Sequence[Sequence[Any]]


def xlsx(path: Path, sheets: Mapping[str, Rows], merged: Mapping[str, Sequence[str]] = {}) -> Path:
    """Write an XLSX file with openpyxl, which stores no value of a formula."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in merged.get(name, ()):
            sheet.merge_cells(area)
    workbook.save(path)
    return path


def ods(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write an ODS file with odfpy."""
    document = OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        table = Table(name=name)
        for row in rows:
            line = TableRow()
            for cell in row:
                line.addElement(_ods_cell(cell))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def _ods_cell(value: Any) -> Any:
    if isinstance(value, float | int):
        return TableCell(valuetype="float", value=value)
    cell = TableCell(valuetype="string")
    if value:
        cell.addElement(P(text=value))
    return cell


def csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a text file."""
    path.write_bytes(text.encode(encoding))
    return path


def protected(path: Path) -> Path:
    """Write what an XLSX file with a password looks like from outside: an OLE file with an encrypted package."""
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(1016) + name + bytes(2048))
    return path


def truncated(path: Path, share: float = 0.5) -> Path:
    """Cut a file off."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path
