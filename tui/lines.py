"""Long texts as rows of a table: each line a row, so that what a line tells of can be opened from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text

from .values import Difference, entries
from .widgets.virtual_table import Row
from .width import clean, cut, wrap

MOST = 40
"""Lines of one value that are shown; the record has them all."""

NAME = 16
"""Cells of the name of a field."""


def lines(
    text: str, columns: int, record: str = "", *, style: str = "", head: Text | str = "", indent: int = 0
) -> Iterator[Row]:
    """Yield the rows of a text.

    Args:
        text: The text, from wherever it may be.
        columns: The cells of a row.
        record: Id of the record that it tells of.
        style: How the text looks.
        head: What stands before its first line.
        indent: Cells before every line; those of the head are part of them.
    """
    first = head if isinstance(head, Text) else Text(head)
    before = max(indent, len(first))
    for number, line in enumerate(wrap(clean(text), max(columns - before, 20))):
        told = first.copy() if not number else Text()
        told.append(" " * (before - len(told))).append(line, style)
        yield Row(record, (told,))


def difference_rows(
    record: str, changed: Sequence[Difference], columns: int, colours: Mapping[str, str]
) -> Iterator[Row]:
    """Yield the rows of a difference: the field, what goes behind "-", what comes behind "+".

    Args:
        record: Id of the record.
        changed: The fields.
        columns: The cells of a row.
        colours: Those of the theme.
    """
    for field, before, after in changed:
        old, new = list(entries(before)), list(entries(after))
        gone = [("-", colours["error"], one) for one in old if one not in new]
        come = [("+", colours["success"], one) for one in new if one not in old]
        name = f"  {cut(field.replace('_', ' '), NAME):{NAME}} "
        for number, (sign, colour, text) in enumerate([*gone, *come][:MOST]):
            head = Text().append(name if not number else " " * len(name), colours["faint"]).append(f"{sign} ", colour)
            yield from lines(text, columns, record, style=colour, head=head)
        if (more := len(gone) + len(come) - MOST) > 0:
            yield from lines(f"and {more:,} more", columns, record, style=colours["faint"], indent=len(name) + 2)
