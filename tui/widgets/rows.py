"""What a table shows: rows, columns, and texts in exactly so many cells of a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from ..width import clean, cut_middle, isolate
from .pages import Paged


class Row(NamedTuple):
    """One row: the id of what it stands for, and a text for each column; in colours where it is a ``Text``."""

    id: str
    cells: tuple[str | Text, ...]


Rows = Paged[Row]
"""What a table shows."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        title: Its heading.
        share: Its part of the width that is left when every column has its least.
        least: The cells that it has at least; a column that does not fit on the screen is left out, the last first.
        sorts: Whether the rows can be put in its order.
        right: Whether its cells end at the right, as numbers do.
        middle: Whether a longer text loses its middle, where its end tells it from others.
    """

    title: str
    share: int = 1
    least: int = 6
    sorts: bool = False
    right: bool = False
    middle: bool = False


class FixedRows:
    """Rows that are all at hand, for short lists."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    def page(self, first: int, count: int) -> Sequence[Row]:
        """Return so many rows."""
        return self.rows[first : first + count]


def widths_of(columns: Sequence[Column], width: int) -> list[int]:
    """Return the cells of each column, the space after it counted; columns that do not fit are left out.

    The first column always fits: it has what there is.
    """
    fitting = list(columns)
    while len(fitting) > 1 and sum(one.least + 1 for one in fitting) > width:
        fitting.pop()
    if not fitting:
        return []
    spare = width - sum(one.least + 1 for one in fitting)
    if spare < 0:
        return [width]
    shares = sum(one.share for one in fitting) or 1
    widths = [one.least + 1 + spare * one.share // shares for one in fitting]
    widths[0] += width - sum(widths)
    return widths


def without_middle(cell: str | Text, width: int) -> str | Text:
    """Return a text without as much of its middle as it is too long for so many cells; its colours are kept."""
    plain = cell if isinstance(cell, str) else cell.plain
    kept = cut_middle(plain, width)
    if isinstance(cell, str) or kept == plain:
        return cell if kept == plain else kept
    begin = next(at for at, (one, other) in enumerate(zip(plain, kept, strict=False)) if one != other)
    return cell[:begin].append("…").append_text(cell[len(plain) - (len(kept) - begin - 1) :])


def coloured(text: Text, width: int, *, right: bool = False) -> Text:
    """Return a text of one line in exactly so many cells, its colours kept."""
    plain = clean(text.plain)
    if width <= 0 or len(plain) != len(
        text.plain
    ):  # marks that reorder text have gone: the colours would stand elsewhere
        return Text(fitted(plain, width, right=right), style=text.style, end="", no_wrap=True)
    told = Text(plain, style=text.style, spans=list(text.spans), end="", no_wrap=True)
    told.truncate(width, overflow="ellipsis")
    spare = " " * max(0, width - told.cell_len)
    first, last = isolate(plain).split(plain) if plain else ("", "")
    return (
        Text(spare + first if right else first, end="", no_wrap=True)
        .append_text(told)
        .append(last if right else last + spare)
    )


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """Return a text of one line in exactly so many cells, with "…" where it was cut."""
    text, spare = clean(text), ""
    if width <= 0:
        return ""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1) + "…"
    else:
        spare = " " * (width - cell_len(text))
    return spare + isolate(text) if right else isolate(text) + spare
