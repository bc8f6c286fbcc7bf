"""Spreadsheets in: XLSX, ODS and older Excel files, read with python-calamine.

Formulas count with the value that the spreadsheet program stored; a formula without one, and a cell that shows an
error, are faults. Cells merged downwards all have the value that is shown. Rows without content are left out.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ..errors import FormatError
from . import Sheet

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""How files begin that hold an old Excel workbook, or an encrypted new one."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 20
_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_VALUE = re.compile(rb"<v[^>]*>([^<]+)</v>")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read(source: Path | bytes, file: str) -> Iterator[Sheet]:
    """Yield the visible sheets of a spreadsheet.

    Args:
        source: Its path or content.
        file: What people call it.

    Raises:
        FormatError: It is no spreadsheet, is damaged, or needs a password.
    """
    workbook = _open(source, file)
    faults = _faults(source)
    for index, metadata in enumerate(workbook.sheets_metadata):
        shown = metadata.visible == SheetVisibleEnum.Visible
        if not shown or metadata.typ != SheetTypeEnum.WorkSheet:
            continue
        try:
            found = workbook.get_sheet_by_index(index)
        except CalamineError as error:
            raise FormatError(
                f"{file}, sheet {metadata.name}, is damaged: {error}.", "Ask for the file again."
            ) from None
        yield _sheet(found, file, faults.get(metadata.name, {}))


def _open(source: Path | bytes, file: str) -> CalamineWorkbook:
    head = source[:8] if isinstance(source, bytes) else _head(source)
    if not head:
        raise FormatError(f"{file} is empty.", "Ask for the file again.")
    if head == OLE and _ENCRYPTED in (source if isinstance(source, bytes) else source.read_bytes()):
        raise _protected(file)
    try:
        if isinstance(source, bytes):
            return CalamineWorkbook.from_filelike(BytesIO(source))
        return CalamineWorkbook.from_path(str(source))  # pyright: ignore[reportUnknownMemberType]: a stub without arguments
    except PasswordError:
        raise _protected(file) from None
    except (CalamineError, OSError) as error:
        raise _unreadable(file, head, error) from None


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(8)


def _protected(file: str) -> FormatError:
    return FormatError(f"{file} is protected by a password.", "Save a copy without it: File, Info, Protect Workbook.")


def _unreadable(file: str, head: bytes, error: Exception) -> FormatError:
    if head.startswith(b"PK"):
        return FormatError(f"{file} is damaged or was cut off: {error}.", "Ask for the file again.")
    advice = "If it is text with commas, name it .csv."
    return FormatError(f"{file} is no spreadsheet, or is damaged: {error}.", advice)


def _sheet(found: CalamineSheet, file: str, faults: dict[tuple[int, int], str]) -> Sheet:
    top, left = found.start or (0, 0)
    merged = {
        (row, first[1] - left): first
        for first, last in found.merged_cell_ranges or ()
        if last[0] > first[0] >= top
        for row in range(first[0] + 1, last[0] + 1)
    }
    sheet = Sheet(file, found.name, _rows(found, merged), letters=left)
    sheet.faults = {(row, column - left): why for (row, column), why in faults.items()}
    if found.merged_cell_ranges:
        count = len(found.merged_cell_ranges)
        sheet.notes.append(f"{count} merged ranges: each cell that was merged downwards has the value shown")
    return sheet


def _rows(found: CalamineSheet, merged: dict[tuple[int, int], Any]) -> Callable[[], Iterator[tuple[int, list[Any]]]]:
    def rows() -> Iterator[tuple[int, list[Any]]]:
        blank = [""] * found.width
        for number, cells in enumerate(found.iter_rows(), 1):
            if cells != blank:
                yield number, cells

    def rows_filled() -> Iterator[tuple[int, list[Any]]]:
        columns = {column for _, column in merged if column < found.width}
        shown: dict[int, Any] = {}
        for number, cells in rows():
            for column in columns:
                if (number - 1, column) in merged and cells[column] == "":
                    cells[column] = shown.get(column, "")
                elif cells[column] != "":
                    shown[column] = cells[column]
            yield number, cells

    return rows_filled if merged else rows


def _faults(source: Path | bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Find the cells of an XLSX file that show an error, or a formula whose value was never stored.

    The reader gives them as empty. Only the raw text says otherwise, and most files have none.

    Returns:
        By sheet: what is wrong by (row counted from 1, column from 0).
    """
    found: dict[str, dict[tuple[int, int], str]] = {}
    try:
        with zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source) as package:
            for name, part in _sheet_parts(package):
                with package.open(part) as stream:
                    if faults := dict(_faults_in(stream)):
                        found[name] = faults
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, OSError):
        return {}  # no XLSX: the reader of the cells decides whether the file is good
    return found


def _sheet_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and the file within the package that it stands in."""
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    for one in ElementTree.fromstring(package.read("xl/workbook.xml")).iter():
        if one.tag.endswith("}sheet"):
            target = targets.get(one.get(_RELATION), "")
            yield one.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _faults_in(stream: Any) -> Iterator[tuple[tuple[int, int], str]]:
    rest = b""
    while chunk := stream.read(_CHUNK):
        text = rest + chunk
        end = text.rfind(b"</row>") + 1
        rest = text[end:] if end else text
        if b"<f" in text or b't="e"' in text:
            yield from _faults_of(text[:end] if end else b"")
    if b"<f" in rest or b't="e"' in rest:
        yield from _faults_of(rest)


def _faults_of(text: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for letters, row, attributes, content in _CELL.findall(text):
        value = _VALUE.search(content)
        if b't="e"' in attributes:
            shown = value.group(1).decode("ascii", "replace") if value else "an error"
            yield (int(row), _index(letters)), f"shows {shown}"
        elif b"<f" in content and not value and b't="str"' not in attributes:
            yield (int(row), _index(letters)), "is a formula whose value was not stored"


def _index(letters: bytes) -> int:
    """Return the index of a column, from 0: A is 0, AA is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
