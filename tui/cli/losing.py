"""What an export leaves out, counted by sort and then one by one."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .command import Form
from .output import Column, styled, write, write_rows, write_table
from .session import invocation, talk

if TYPE_CHECKING:
    from ...catalogue.formats import Loss

SHOWN = 10
"""So many of each sort are listed; ``--json`` and ``--csv`` have all."""

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
        write(styled(what, "bold"))
        write_table(map(_row, by_sort[what][:SHOWN]), _COLUMNS)
        if len(by_sort[what]) > SHOWN:
            write(f"... and {len(by_sort[what]) - SHOWN:,} more; --csv and --json list all")


def _sorted(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: -pair[1])


def _row(loss: Loss) -> dict[str, Any]:
    return {"what": loss.what, "where": loss.where, "detail": loss.detail, "count": loss.count}


def tell_losses(losses: Sequence[Loss], arguments: Sequence[str]) -> None:
    """Say how many things an export left out, and how to list them.

    Args:
        losses: What was left out.
        arguments: Those that the command was called with, as far as they matter for that.
    """
    count = sum(one.count for one in losses)
    if not count:
        talk("Nothing is left out.")
        return
    things = "1 thing is" if count == 1 else f"{count:,} things are"
    again = shlex.join(arguments)
    talk(f"{things} left out; {invocation()} export {again} --loss lists {'it' if count == 1 else 'them'}.")
