"""Pages and sheets that stand alone: what a person is sent to read, as HTML or XLSX.

Every text is escaped; one that is markup already says so by being ``Html``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple


class Html(str):
    """A text that is markup already, made by this program and never by a person."""

    __slots__ = ()


_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"

RIGHT_TO_LEFT = re.compile(rf"[{_LETTERS}]+(?:[ '’-]+[{_LETTERS}]+)*")
"""A name or words of a script that runs from right to left, without the signs around them."""


def page(title: str, body: str, style: str = "") -> str:
    """Return a page that stands alone: no script, no picture, nothing that is fetched.

    Args:
        title: What the page is called, as text; also its first heading.
        body: What stands below the heading, as markup.
        style: CSS beside that of every page.
    """
    named = html.escape(title)
    return _PAGE.format(title=named, heading=prose(title), body=body, style=f"{_STYLE}{style}".strip())


def table(rows: Iterable[Sequence[str]], head: Sequence[str]) -> str:
    """Return a table as markup: the first cell of a row is its heading, and a line break in a text is kept.

    Each cell runs as its own text does, from left to right or from right to left.

    Args:
        rows: The rows, each as long as the head.
        head: The headings of the columns.
    """
    lines = ["".join(_cell("th", cell) for cell in head)]
    lines += [_cell("th", first) + "".join(_cell("td", cell) for cell in cells) for first, *cells in rows]
    return "\n".join(["<table>", *(f"<tr>{line}</tr>" for line in lines), "</table>"])


def _cell(tag: str, text: str) -> str:
    return f'<{tag} dir="auto">{escaped(text)}</{tag}>'


def escaped(text: str) -> str:
    """Return a text as markup, with its line breaks."""
    return text if isinstance(text, Html) else "<br>".join(html.escape(text).splitlines())


def prose(text: str) -> Html:
    """Return a sentence as markup, in which words from right to left do not reorder those around them."""
    return Html(RIGHT_TO_LEFT.sub(r"<bdi>\g<0></bdi>", escaped(text)))


class Sheet(NamedTuple):
    """One sheet of a spreadsheet.

    Attributes:
        name: What is written on its tab; cut and cleaned as spreadsheets demand.
        rows: The headings, then the rows; every cell is written as text.
        foot: Lines below the table.
    """

    name: str
    rows: Sequence[Sequence[str]]
    foot: Sequence[str] = ()


def write_sheet(path: Path, name: str, rows: Sequence[Sequence[str]], foot: Sequence[str] = ()) -> None:
    """Write a table as a spreadsheet of one sheet; see ``write_sheets``.

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
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        taken: set[str] = set()
        for name, rows, foot in sheets:
            sheet = book.add_worksheet(_tab(name, taken))
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    sheet.write_string(r, c, cell, bold if r == 0 or c == 0 else wrapped)
            for r, line in enumerate(foot, len(rows) + 1):
                sheet.write_string(r, 0, line)
            sheet.set_column(0, 0, 36)
            sheet.set_column(1, max(map(len, rows), default=1) - 1 or 1, 24)
            sheet.freeze_panes(1, 1)


def _tab(name: str, taken: set[str]) -> str:
    """Return a name as a tab may have it: without some signs, 31 letters at most, once in a file."""
    clean = " ".join(_NO_TAB.sub(" ", name).split()).strip("'")[:31].strip("' ") or "table"
    made = next(one for n in count(1) if (one := clean if n == 1 else f"{clean[:27]} {n}").casefold() not in taken)
    taken.add(made.casefold())
    return made


_NO_TAB = re.compile(r"[\[\]:*?/\\\x00-\x1f]")

_STYLE = """
body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; color: #1b1b1b; }
table { border-collapse: collapse; }
th, td { border: 1px solid #8a8a8a; padding: .3rem .5rem; text-align: left; vertical-align: top; }
th { background: #eef2f5; }
tr > th:first-child { position: sticky; left: 0; }
tr:first-child th { position: sticky; top: 0; z-index: 1; }
td { min-width: 7rem; }
"""

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<h1>{heading}</h1>
{body}
</body>
</html>
"""
