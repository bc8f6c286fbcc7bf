"""Tables on a screen that is too narrow for them: cells of several lines, or each row as a block. Nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from ..width import clean, isolate, pad, width, wrap
from .output import NAMES, SAMPLE, line_width, prose_width, screen_width, styled, wrapped

if TYPE_CHECKING:
    from ...inventory.tables import Table

HIGHEST = 5
"""Where a row would take more lines on average, it is shown as a block."""

_BETWEEN = "  "
_INDENT = 2
_TEXT = 14
"""A column is not made narrower than this, if it has texts so long."""


def fitted_lines(found: Table) -> Iterator[str]:
    """Yield the lines of a table and of its foot, within the screen or what COLUMNS says; else a row is a line."""
    room = line_width()
    if found.rows:
        rows = [[clean(cell) for cell in row] for row in found.rows]
        widths = _widths([found.head, *rows])
        if not room or _taken(widths) <= room:
            yield from _lines(found.head, rows, widths)
        else:
            yield from _narrow(found.head, rows, room)
    for one in found.foot:
        yield from wrapped(one)


def _narrow(head: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> Iterator[str]:
    """Yield a table that has no room as it is: without empty columns, its cells or its rows broken into lines."""
    kept = [index for index, column in enumerate(zip(*rows, strict=True)) if any(column)]
    head, rows = [head[index] for index in kept], [[row[index] for index in kept] for row in rows]
    widths = _narrowed(head, rows, room)
    if _taken(widths) <= room and _height(rows[:SAMPLE], widths) <= HIGHEST:
        yield from _lines(head, rows, widths)
    else:
        for row in rows:
            yield from _block(head, row)


def _height(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> float:
    """Return how many lines a row takes on average."""
    high = sum(max(len(wrap(cell, share)) for cell, share in zip(row, widths, strict=True)) for row in rows)
    return high / len(rows)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(width, column)) for column in zip(*rows, strict=True)]


def _taken(widths: Sequence[int]) -> int:
    return sum(widths) + len(_BETWEEN) * (len(widths) - 1)


def _narrowed(head: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Return widths at which the columns fit, the widest made narrower; or the least that there can be."""
    widths = _widths([head, *rows])
    least = [
        share if name in NAMES else min(share, max(_TEXT, max(map(_longest, (name, *column)))))
        for name, column, share in zip(head, zip(*rows, strict=True), widths, strict=True)
    ]
    while _taken(widths) > room and widths != least:
        index = max(
            (one for one in range(len(widths)) if widths[one] > least[one]), key=lambda one: widths[one] - least[one]
        )
        widths[index] -= 1
    return widths


def _longest(text: str) -> int:
    return max(map(width, text.split(" ")))


def _lines(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    for line in _row([one.upper() for one in head], widths):
        yield styled(line, "bold")
    for row in rows:
        yield from _row(row, widths)


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Yield the lines of a row, whose cells may be higher than one."""
    broken = [wrap(cell, share) for cell, share in zip(cells, widths, strict=True)]
    for line in zip_longest(*broken, fillvalue=""):
        yield _BETWEEN.join(map(_shown, line, widths)).rstrip()


def _shown(piece: str, share: int) -> str:
    return pad(isolate(piece), share) if screen_width() else pad(piece, share)


def _block(head: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    """Yield a row as a block: what it is, then its other cells behind their headings; empty ones are left out."""
    first = 1 if any(map(str.isalpha, row[0])) else 2  # a figure or a mark does not tell which row it is
    yield from (styled(line, "bold") for line in wrapped(_BETWEEN.join(row[:first]), 0, 2))
    line = ""
    for name, cell in zip(head[first:], row[first:], strict=True):
        together = f"{line}; {name}: {cell}" if line else f"{name}: {cell}"
        if not cell:
            continue
        if line and width(together) > prose_width() - _INDENT:
            yield from wrapped(line, _INDENT, _INDENT)
            line = f"{name}: {cell}"
        else:
            line = together
    yield from wrapped(line, _INDENT, _INDENT) if line else ()
