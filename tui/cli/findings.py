"""How findings of rules are written: as text, a few of each rule; as JSON and CSV, all."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

import click

from ...catalogue.wording import counted, listed
from ..width import clean, wrap
from .command import Form
from .output import line_width, styled, write_long, write_rows
from .session import exit_with, talk

if TYPE_CHECKING:
    from ...catalogue.checks import Finding

LEVELS = ("error", "warning", "info")
MARKS = {"error": ("✗", "red"), "warning": ("▲", "yellow"), "info": ("○", "dim")}

MOST = 5
"""So many findings of one rule are written as text when several rules are asked for; the rest are counted."""

level_option = click.option(
    "--level", type=click.Choice(LEVELS), default="info", show_default=True, help="Nothing milder than this."
)


def report_findings(
    every: Sequence[Finding], level: str, form: Form, again: str, *, narrow: Callable[[str], str] | None = None
) -> None:
    """Write findings, count them on stderr, and end with exit code 1 if there is an error among them.

    Args:
        every: The findings, those of one rule together.
        level: Nothing milder than this is written or counted.
        form: How to write them.
        again: The command line that found them.
        narrow: Gives the command line that finds those of one rule; without it, all are written.
    """
    found = [one for one in every if LEVELS.index(one.level) <= LEVELS.index(level)]
    if form == "text":
        write_long(_lines(found, narrow))
    else:
        write_rows((one.as_json() for one in found), ["level", "rule", "id", "field", "message", "fix"], form)
    talk(_summary(found, again, narrow))
    if any(one.level == "error" for one in found):
        exit_with(1)


def _lines(found: Sequence[Finding], narrow: Callable[[str], str] | None) -> Iterator[str]:
    for rule, group in groupby(found, key=lambda one: one.rule):
        alike = list(group)
        few = narrow is None or len(alike) <= MOST + 1
        shown = alike if few else alike[:MOST]
        if narrow and not few and len({one.message for one in alike}) == 1:
            yield from _folded(alike, narrow(rule))
            continue
        for one in shown:
            yield from _finding_lines(one)
        if left := len(alike) - len(shown):
            yield f"  … and {left:,} more: {narrow(rule)}" if narrow else ""


def _folded(alike: Sequence[Finding], command: str) -> Iterator[str]:
    """Yield findings that differ in nothing but the record as one: how many, what is the matter, the first names."""
    fields = {one.field for one in alike}
    names = ", ".join(one.id if len(fields) == 1 else f"{one.id} {one.field}".rstrip() for one in alike[:MOST])
    first = replace(alike[0], id=f"{len(alike):,} times", field=alike[0].field if len(fields) == 1 else "")
    yield from _finding_lines(first, f"{names} and {len(alike) - MOST:,} more: {command}")


def _finding_lines(one: Finding, names: str = "") -> Iterator[str]:
    """Yield a finding as a person reads it: what and where, what is the matter, where else, and what to do."""
    mark, style = MARKS[one.level]
    room = line_width() or sys.maxsize
    told = f"{mark} {one.level}"
    head, *more = wrap(clean("  ".join(filter(None, (told, one.rule, one.id, one.field)))), room)
    yield styled(told, style) + head.removeprefix(told)
    said = [line for text in filter(None, (one.message, names)) for line in wrap(clean(text), room - 4)]
    yield from (f"    {line}" for line in (*more, *said))
    yield from (("    → " if not n else "      ") + line for n, line in enumerate(wrap(clean(one.fix), room - 6)))


def _summary(found: Sequence[Finding], again: str, narrow: Callable[[str], str] | None) -> str:
    """Say how much of each level was found, and how to see less of it."""
    levels = Counter(one.level for one in found)
    told = [counted(levels[level], level) for level in LEVELS if level in levels]
    if not told:
        return "Nothing to find fault with."
    mildest = max(LEVELS.index(level) for level in levels)
    fewer = [f"--level {LEVELS[mildest - 1]}"] if mildest else []
    fewer += [f"--rule {found[0].rule}"] if narrow and len({one.rule for one in found}) > 1 else []
    return f"Found {listed(told)}." + (f" Fewer with: {again} {' or '.join(fewer)}" if fewer else "")
