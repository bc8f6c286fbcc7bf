"""What commands write: tables, JSON and CSV on stdout, at a terminal within its width and perhaps in colour."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import Any, NamedTuple

from ..values import plain
from ..width import clean, cut, isolate, pad, width, wrap
from .command import Form

Row = Mapping[str, Any]

SAMPLE = 1000
"""So many rows are read before the first is written, to find how wide the columns are."""

PROSE = 100
"""Sentences that go to no terminal are this wide, if COLUMNS does not say otherwise."""

NARROWEST, NARROWEST_FIRST = 10, 24
"""A column is not cut to fewer letters; the last ones are left out instead. The first beside an id is its name."""

NAMES = ("id", "iri", "record")
"""Columns that people copy from: these are never cut."""

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

    @property
    def whole(self) -> bool:
        """Whether it is never cut."""
        return self.key in NAMES


def at_terminal() -> bool:
    """Tell whether stdout is a terminal."""
    return sys.stdout.isatty()


def screen_width() -> int:
    """Return the columns of the terminal; 0 if stdout is none, where nothing is cut."""
    if not at_terminal():
        return 0
    if said := columns_said():
        return said
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def line_width() -> int:
    """Return the columns of the terminal, or what COLUMNS says where stdout is none; 0 for lines without an end."""
    return screen_width() or columns_said()


def prose_width() -> int:
    """Return the columns that sentences may take: those of ``line_width``, or ``PROSE``."""
    return line_width() or PROSE


def columns_said() -> int:
    """Return the width that COLUMNS asks for, at a terminal or not; 0 if it asks for none."""
    said = os.environ.get("COLUMNS", "")
    return int(said) if said.isdecimal() else 0


def wrapped(text: str, indent: int = 0, further: int = 0) -> list[str]:
    """Break a sentence into lines that fit, on the screen and in a file.

    Args:
        text: What a person or this program wrote; it is cleaned here.
        indent: So many spaces stand before every line.
        further: So many more stand before all lines but the first.
    """
    first, *rest = _broken(clean(text).strip(), indent, further)
    return [" " * indent + first, *(" " * (indent + further) + line for line in rest)]


def _broken(text: str, indent: int, further: int) -> list[str]:
    """Return the lines of a clean text, the first of which may be the longer one."""
    room = max(prose_width() - indent, NARROWEST)
    head = wrap(text, room)
    if not further or len(head) == 1:
        return head
    return [head[0], *wrap(text[len(head[0]) :].lstrip(" "), max(room - further, NARROWEST))]


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


def write_table(rows: Iterable[Row], columns: Sequence[Column]) -> int:
    """Write rows under headings; nothing at all if there are none. Cut at a terminal, never elsewhere."""
    lines = -1  # the headings are no row
    for line in table_lines(rows, columns):
        write(line)
        lines += 1
    return max(lines, 0)


def table_lines(rows: Iterable[Row], columns: Sequence[Column], room: int = 0) -> Iterator[str]:
    """Yield the lines of a table: the headings, then one a row; nothing if there are no rows.

    Args:
        rows: Mappings.
        columns: What is shown of them.
        room: To how many columns it is cut where stdout is no terminal; 0 for no end.
    """
    cells = ([clean(plain(row.get(column.key))) for column in columns] for row in rows)
    sample = list(islice(cells, SAMPLE))
    if not sample:
        return
    heads = [column.title for column in columns]
    widths = [max(map(width, column)) for column in zip(heads, *sample, strict=True)]
    whole = [column.whole for column in columns]
    at_screen, room = screen_width(), screen_width() or room
    fitted = fit(widths, room, whole)
    line = _cut_line if at_screen else partial(_cut_line, shown=str) if room else _whole_line
    yield styled(line(heads, fitted, whole), "bold")
    for row in chain(sample, cells):
        yield line(row, fitted, whole)
    if not all(fitted):
        missing = ", ".join(column.title.lower() for column, room in zip(columns, fitted, strict=True) if not room)
        told = f"No room for: {missing}. All is in --csv and --json."
        print("\n".join(wrap(told, room)), file=sys.stderr)


def fit(widths: Sequence[int], screen: int, whole: Sequence[bool] = ()) -> list[int]:
    """Narrow the widest columns until a table fits the screen, and leave the last ones out if it still does not.

    Args:
        widths: Columns that each column of the table would take.
        screen: Columns that there are; 0 for no end.
        whole: Which columns must not be narrowed; none if empty.

    Returns:
        The width of each; 0 of those that are left out.
    """
    fitted = list(widths)
    free = [index for index in range(len(fitted)) if not (whole and whole[index])]
    least = {index: NARROWEST if number or not any(whole) else NARROWEST_FIRST for number, index in enumerate(free)}
    while screen and free and _taken(fitted) > screen:
        if wide := [index for index in free if fitted[index] > least[index]]:
            fitted[max(wide, key=lambda index: fitted[index])] -= 1
        elif len(free) > 1:
            last = free.pop()
            fitted = [room and widths[index] for index, room in enumerate(fitted)]
            fitted[last] = 0
        elif fitted[free[0]] > NARROWEST:
            least[free[0]] = NARROWEST
        else:
            break
    return fitted


def _taken(widths: Sequence[int]) -> int:
    shown = [room for room in widths if room]
    return sum(shown) + len(_BETWEEN) * (len(shown) - 1)


def _whole_line(cells: Sequence[str], widths: Sequence[int], _whole: Sequence[bool]) -> str:
    return _BETWEEN.join(map(pad, cells, widths)).rstrip()


def _cut_line(
    cells: Sequence[str], widths: Sequence[int], whole: Sequence[bool], shown: Callable[[str], str] = isolate
) -> str:
    line: list[str] = []
    for cell, room, kept in zip(cells, widths, whole, strict=True):
        if room:
            short = cell if kept else cut(cell, room)
            line.append(shown(short) + " " * (room - width(short)))
    return _BETWEEN.join(line).rstrip()


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

        less = os.environ.setdefault("LESS", "FRX")  # without R, it shows the codes of colours as letters
        click.echo_via_pager(text + "\n", color=has_colour() and "r" in less.lower())
    else:
        write(text)
