"""Tables as spreadsheets to work on: numbers that can be added, days that can be sorted, columns that can be read."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

NARROWEST, WIDEST = 6, 48
"""How many letters the columns of a spreadsheet are wide, at least and at most; longer texts take more lines."""

NOTHING = ("", "·")
"""Cells that stand for no value, even in a column of numbers."""

_NO_TAB = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,8}|[1-9]\d{0,2}(?:,\d{3}){1,3})(\.\d{1,6})?(%?)")
_DAY = re.compile(r"(19|2\d)\d\d-\d\d-\d\d")


class Sheet(NamedTuple):
    """One sheet of a spreadsheet.

    Attributes:
        name: What is written on its tab; cut and cleaned as spreadsheets demand.
        rows: The headings, then the rows.
        foot: Lines below the table.
        title: What is printed above every page.
        valued: Whether columns of numbers ("1,234", "57%") and cells that are days ("2026-11-22") are written as such;
            if not, every cell is a text.
    """

    name: str
    rows: Sequence[Sequence[str]]
    foot: Sequence[str] = ()
    title: str = ""
    valued: bool = False


def write_sheet(path: Path, name: str, rows: Sequence[Sequence[str]], foot: Sequence[str] = ()) -> None:
    """Write a table of texts as a spreadsheet of one sheet; see ``write_sheets``.

    Raises:
        OSError: The file cannot be written.
    """
    write_sheets(path, [Sheet(name, rows, foot)])


def write_sheets(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write tables as a spreadsheet, a sheet each, whose first row and column stay in sight.

    Args:
        path: Where to write it.
        sheets: The sheets in order, at least one.

    Raises:
        OSError: The file cannot be written.
    """
    from .workbooks import workbook  # what goes to the screen does without xlsxwriter

    with workbook(path) as book:
        taken: set[str] = set()
        formats = _Formats(book)
        for one in sheets:
            _write(book.add_worksheet(_tab(one.name, taken)), one, formats)


class _Formats(dict[tuple[str, bool], Any]):
    """The formats of a workbook, by the form of a number and whether it is bold."""

    def __init__(self, book: Any) -> None:
        super().__init__()
        self.book = book

    def __missing__(self, key: tuple[str, bool]) -> Any:
        form, bold = key
        asked = {"bold": bold, "text_wrap": True, "valign": "top"} | ({"num_format": form} if form else {})
        self[key] = self.book.add_format(asked)
        return self[key]


def _write(sheet: Any, one: Sheet, formats: _Formats) -> None:
    last = max(map(len, one.rows), default=1) - 1
    numbers = {c for c in range(last + 1) if one.valued and _is_of_numbers([row[c] for row in one.rows[1:]])}
    for r, row in enumerate(one.rows):
        for c, cell in enumerate(row):
            bold = r == 0 or c == 0
            value, form = _valued(cell, c in numbers) if one.valued and r else (cell, "")
            if value == "":
                sheet.write_blank(r, c, None, formats["", bold])
            elif isinstance(value, str):
                sheet.write_string(r, c, value, formats["", bold])
            elif isinstance(value, dt.date):
                sheet.write_datetime(r, c, value, formats[form, bold])
            else:
                sheet.write_number(r, c, value, formats[form, bold])
    for r, line in enumerate(one.foot, len(one.rows) + 1):
        sheet.write_string(r, 0, line)
    for c in range(last + 1):
        sheet.set_column(c, c, _width([row[c] for row in one.rows]))
    sheet.freeze_panes(1, 1)
    if len(one.rows) > 2:
        sheet.autofilter(0, 0, len(one.rows) - 1, last)
    _for_print(sheet, one.title)


def _for_print(sheet: Any, title: str) -> None:
    """Let a printed sheet be as wide as its paper, under its title and headings on every page."""
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if title:
        sheet.set_header("&L" + title.replace("&", "&&")[:200] + "&R&P/&N")


def _is_of_numbers(cells: Sequence[str]) -> bool:
    """Tell whether a column holds numbers of one sort, and nothing else but cells without a value."""
    found = [_NUMBER.fullmatch(cell) for cell in cells if cell not in NOTHING]
    return all(found) and len({one[3] for one in found if one}) == 1


def _valued(cell: str, number: bool) -> tuple[str | float | dt.date, str]:
    """Return what a cell holds, and the form in which a spreadsheet shows it as it was."""
    if number and (found := _NUMBER.fullmatch(cell)):
        _, fraction, percent = found.groups()
        form = ("#,##0" if "," in cell else "0") + ("." + "0" * (len(fraction) - 1) if fraction else "") + percent
        value = float(cell.rstrip("%").replace(",", ""))
        return value / 100 if percent else value, form
    if _DAY.fullmatch(cell):
        with contextlib.suppress(ValueError):
            return dt.date.fromisoformat(cell), "yyyy-mm-dd"
    return cell, ""


def _width(cells: Sequence[str]) -> int:
    """Return how wide a column has to be for its texts, within limits; a filter's arrow takes room in its heading."""
    longest = max((len(line) for cell in cells[1:] for line in cell.split("\n")), default=0)
    return min(max(longest + 1, len(cells[0]) + 4, NARROWEST), WIDEST)


def _tab(name: str, taken: set[str]) -> str:
    """Return a name as a tab may have it: without some signs, 31 letters at most, once in a file."""
    clean = " ".join(_NO_TAB.sub(" ", name).split()).strip("'")[:31].strip("' ") or "table"
    made = next(one for n in count(1) if (one := clean if n == 1 else f"{clean[:27]} {n}").casefold() not in taken)
    taken.add(made.casefold())
    return made
