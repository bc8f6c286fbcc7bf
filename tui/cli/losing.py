"""What an export leaves out, counted by sort and then one by one."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..width import width, wrap
from .command import Form
from .output import Column, screen_width, styled, write, write_rows, write_table
from .session import invocation, talk

if TYPE_CHECKING:
    from ...catalogue.formats import Loss

SHOWN = 10
"""So many of each sort are listed; ``--json`` and ``--csv`` have all."""

LINE = 80
"""Columns of what is said on stderr."""

_COLUMNS = (Column("where"), Column("detail"))


def show_losses(losses: Sequence[Loss], form: Form) -> None:
    """Write what an export would leave out: a line a sort, the most frequent first, and the first of each sort."""
    if form != "text":
        write_rows(map(_row, losses), ("what", "where", "detail", "count"), form, "Nothing is left out.")
        return
    by_sort: dict[str, list[Loss]] = {}
    for one in losses:
        by_sort.setdefault(one.what, []).append(one)
    counts = {what: sum(one.count for one in same) for what, same in by_sort.items()}
    groups = ({"count": f"{count:,}", "what": what} for what, count in _sorted(counts))
    if not write_rows(groups, ("count", Column("what", "left out")), form, "Nothing is left out."):
        return
    for what, _ in _sorted(counts):
        write()
        for line in wrap(what, screen_width() or width(what)):
            write(styled(line, "bold"))
        write_table(map(_row, by_sort[what][:SHOWN]), _COLUMNS)
        if len(by_sort[what]) > SHOWN:
            write(f"... and {len(by_sort[what]) - SHOWN:,} more; --csv and --json list all")


def _sorted(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: -pair[1])


def _row(loss: Loss) -> dict[str, Any]:
    return {"what": loss.what, "where": loss.where, "detail": loss.detail, "count": loss.count}


def tell_losses(losses: Sequence[Loss], arguments: Sequence[str]) -> None:
    """Say how many things of which sort an export left out, and how to list them: two lines, the second a command.

    Args:
        losses: What was left out.
        arguments: Those that the command was called with, as far as they matter for that.
    """
    from ...catalogue.losses import by_sort  # with the formats, which help does without

    counts = by_sort(losses)
    total = counts.total()
    if not total:
        talk("Nothing is left out.")
        return
    talk(_within(f"{'1 thing is' if total == 1 else f'{total:,} things are'} left out", counts))
    talk(f"{invocation()} export {shlex.join(arguments)} --loss lists {'it' if total == 1 else 'them'}.")


def _within(line: str, counts: Counter[str]) -> str:
    """Return a line that ends with the sorts, the most frequent first, as far as there is room."""
    told = [f"{count:,} {what}" if count > 1 else what for what, count in counts.most_common()]
    shown = next((n for n in range(len(told), 0, -1) if width(_told(line, told, n)) <= LINE), 0)
    return _told(line, told, shown)


def _told(line: str, told: Sequence[str], shown: int) -> str:
    if not shown:
        return f"{line}."
    return f"{line}: {', '.join(told[:shown])}{'.' if shown == len(told) else ', ...'}"
