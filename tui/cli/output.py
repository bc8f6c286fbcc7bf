"""What commands write: tables, JSON and CSV on stdout, at a terminal within its width and perhaps in colour."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple, cast

from .command import Form
from .width import clean, cut, isolate, pad, width

Row = Mapping[str, Any]

SAMPLE = 1000
"""So many rows are read before the first is written, to find how wide the columns are."""

NARROWEST = 8
"""A column is not cut to less than this many letters while another is wider."""

_BETWEEN = "  "
_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}


class Column(NamedTuple):
    """One column of a table: the key in its rows, and the heading if it is another."""

    key: str
    heading: str = ""

    @property
    def title(self) -> str:
        """What stands above the column."""
        return (self.heading or self.key).upper()


def at_terminal() -> bool:
    """Tell whether stdout is a terminal."""
    return sys.stdout.isatty()


def screen_width() -> int:
    """Return the columns of the terminal; 0 if stdout is none, where nothing is cut."""
    if not at_terminal():
        return 0
    if os.environ.get("COLUMNS", "").isdecimal():
        return int(os.environ["COLUMNS"])
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def has_colour() -> bool:
    """Tell whether stdout may be coloured: a terminal, and nobody objects (https://no-color.org)."""
    return at_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def styled(text: str, style: str) -> str:
    """Return a text in a style: bold, dim, red, green or yellow; unchanged where there is no colour."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if text and has_colour() else text


def write(line: str = "") -> None:
    """Write one line of data."""
    sys.stdout.write(line + "\n")


def write_rows(rows: Iterable[Row], columns: Sequence[str | Column], form: Form, nothing: str = "") -> int:
    """Write a list as a table, as JSON or as CSV, row by row as they come.

    Args:
        rows: Mappings; JSON has all that is in them, tables and CSV the columns.
        columns: What tables and CSV show.
        form: How to write it.
        nothing: What to say on stderr if there are no rows.

    Returns:
        How many rows there were.
    """
    wanted = [column if isinstance(column, Column) else Column(column) for column in columns]
    writers = {"json": lambda: _write_json_rows(rows), "csv": lambda: _write_csv(rows, wanted)}
    count = writers[form]() if form in writers else write_table(rows, wanted)
    if not count and nothing:
        print(nothing, file=sys.stderr)
    return count


def write_json(value: Any) -> None:
    """Write one JSON value: for the eye at a terminal, on one line elsewhere."""
    write(as_json(value))


def as_json(value: Any) -> str:
    """Return a value as JSON: for the eye if stdout is a terminal, on one line if not."""
    if at_terminal():
        return json.dumps(value, ensure_ascii=False, indent=2)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write_json_rows(rows: Iterable[Row]) -> int:
    count = 0
    for count, row in enumerate(rows, 1):
        sys.stdout.write(("[" if count == 1 else ",") + ("\n" if at_terminal() else "") + as_json(row))
    write("]" if count else "[]")
    return count


def _write_csv(rows: Iterable[Row], columns: Sequence[Column]) -> int:
    import csv  # a table does without it

    count = 0
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([column.key for column in columns])
    for row in rows:
        writer.writerow([plain(row.get(column.key)) for column in columns])
        count += 1
    return count


def plain(value: Any) -> str:
    """Return a value as one text: lists with "; " between, the English of a text in languages, or else the first."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(plain, cast("list[Any]", value)))
    if isinstance(value, dict):
        return _plain_mapping(cast("dict[str, Any]", value))
    return str(value)


def _plain_mapping(value: Mapping[str, Any]) -> str:
    if "en" in value or is_languages(value):  # no part has a field of that name
        return plain(value.get("en") or next(iter(value.values()), ""))
    return "; ".join(f"{key}: {plain(inner)}" for key, inner in value.items())


def is_languages(value: Mapping[str, Any]) -> bool:
    """Tell whether a mapping is a text in languages: its keys are language tags, not fields of a part."""
    return all(len(key.partition("-")[0]) in (2, 3) and isinstance(text, str | list) for key, text in value.items())


def write_table(rows: Iterable[Row], columns: Sequence[Column]) -> int:
    """Write rows under headings; nothing at all if there are none. Cut at a terminal, never elsewhere."""
    lines = -1  # the headings are no row
    for line in table_lines(rows, columns):
        write(line)
        lines += 1
    return max(lines, 0)


def table_lines(rows: Iterable[Row], columns: Sequence[Column]) -> Iterator[str]:
    """Yield the lines of a table: the headings, then one a row; nothing if there are no rows."""
    cells = ([clean(plain(row.get(column.key))) for column in columns] for row in rows)
    sample = list(islice(cells, SAMPLE))
    if not sample:
        return
    heads = [column.title for column in columns]
    screen = screen_width()
    widths = fit([max(map(width, column)) for column in zip(heads, *sample, strict=True)], screen)
    line = _cut_line if screen else _whole_line
    yield styled(line(heads, widths), "bold")
    for row in chain(sample, cells):
        yield line(row, widths)


def fit(widths: Sequence[int], screen: int) -> list[int]:
    """Narrow the widest columns until a table fits the screen.

    Args:
        widths: Columns that each column of the table would take.
        screen: Columns that there are; 0 for no end.
    """
    fitted = list(widths)
    room = screen - len(_BETWEEN) * (len(fitted) - 1)
    while screen and sum(fitted) > room and max(fitted) > NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _whole_line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return _BETWEEN.join(map(pad, cells, widths)).rstrip()


def _cut_line(cells: Sequence[str], widths: Sequence[int]) -> str:
    fitting = [cut(cell, columns) for cell, columns in zip(cells, widths, strict=True)]
    padding = [" " * (columns - width(short)) for short, columns in zip(fitting, widths, strict=True)]
    return _BETWEEN.join(isolate(short) + spaces for short, spaces in zip(fitting, padding, strict=True)).rstrip()


def write_long(lines: Iterable[str]) -> None:
    """Write lines that may be more than a screen: at a terminal, through PAGER when they are."""
    if not at_terminal():
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return
    text = "\n".join(lines)
    try:
        height = os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError):
        height = 0
    if height and text.count("\n") >= height - 1 and sys.stdin.isatty():
        import click

        click.echo_via_pager(text + "\n", color=has_colour())
    else:
        write(text)
