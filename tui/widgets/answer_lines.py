"""The answer whether a source may be shared, as lines that each lead to the record that they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from rich.text import Text

from ..theme import SIGNS
from ..width import broken, clean, isolate
from .lines import Line

if TYPE_CHECKING:
    from ...inventory.sharing import Answer, Reason

_LOOKS = {
    "yes": ("accepted", "success"),
    "not yet": ("suggested", "warning"),
    "no": ("rejected", "error"),
    "met": ("accepted", "success"),
    "missing": ("suggested", "warning"),
    "forbidden": ("rejected", "error"),
    "not asked": ("gap", "faint"),
}
"""Sign and colour of verdicts and states."""

_HEAD = 14
"""Cells that sign and state take."""


def answer_lines(answer: Answer, columns: int, colours: Mapping[str, str]) -> Iterator[Line]:
    """Yield an answer as lines, each with the record that it rests on.

    Args:
        answer: The answer.
        columns: The cells that there are.
        colours: Those of the theme.
    """
    faint = colours["faint"]
    sign, colour = _LOOKS[answer.verdict]
    head = Text().append(f"{SIGNS[sign]} ", colours[colour])
    yield from _told(answer.sentence, columns, answer.source.id, style=f"bold {colours[colour]}", head=head)
    yield Line(Text())
    for reason in answer.decisive:
        yield from _reason_lines(reason, columns, colours)
    for state, names in answer.others.items():
        sign, colour = _LOOKS[state]
        head = Text().append(f"{SIGNS[sign]} {state}".ljust(_HEAD), colours[colour])
        yield from _told(", ".join(names), columns, style=faint, head=head)
    yield from _change_lines(answer, columns, colours)
    if answer.verdict == "yes":
        yield from _titled("What it rests on", columns)
        for one in answer.rests_on:
            yield from _told(one, columns, answer.source.id, indent=2)
    yield Line(Text())
    yield from _told(f"Day: {answer.on}. Law: {answer.law}.", columns, style=faint)


def _reason_lines(reason: Reason, columns: int, colours: Mapping[str, str]) -> Iterator[Line]:
    sign, colour = _LOOKS[reason.state]
    head = Text().append(f"{SIGNS[sign]} {reason.state}".ljust(_HEAD), colours[colour])
    rests = reason.path[-1].id if reason.path else next((one.law for one in reason.cites), "")
    yield from _told(reason.rule, columns, rests, style="bold", head=head)
    yield from _told(reason.text, columns, rests, indent=_HEAD)
    for step in reason.path[1:]:
        stands = f", {step.standing}" if step.standing else ""
        told = f"{step.relation} {step.label}{stands}"
        yield from _told(told, columns, step.id, style=colours["accent"], head=" " * _HEAD + "→ ")
    for one in reason.cites:
        yield from _told(str(one), columns, one.law, style=colours["accent"], head=" " * _HEAD + "§ ")


def _change_lines(answer: Answer, columns: int, colours: Mapping[str, str]) -> Iterator[Line]:
    if not answer.changes:
        return
    from ...inventory.sharing.reasons import COUNTS

    yield from _titled("What would change the answer", columns)
    for number, reason in enumerate(answer.changes, 1):
        told, commands = reason.advice()
        rests = reason.path[-1].id if reason.path else ""
        yield from _told(f"{reason.rule}: {told}", columns, rests, head=f"{number:3}. ")
        for one in commands:
            yield from _told(one, columns, rests, style=colours["faint"], indent=7)
    if answer.nearest_told:
        yield from _told(f"Nearest agreements: {answer.nearest_told}", columns, answer.nearest[0].id, indent=5)
    if answer.counts_instead:
        yield from _told(COUNTS, columns, indent=5)


def _titled(title: str, columns: int) -> Iterator[Line]:
    yield Line(Text())
    yield from _told(clean(title), columns, style="bold")


def _told(
    text: str, columns: int, target: str = "", *, style: str = "", head: Text | str = "", indent: int = 0
) -> Iterator[Line]:
    """Yield a text broken to the room there is.

    Args:
        text: The text.
        columns: The cells that there are.
        target: What its lines lead to.
        style: How it looks.
        head: What stands before its first line.
        indent: Cells before every line; those of the head are part of them.
    """
    first = head if isinstance(head, Text) else Text(head)
    before = max(indent, len(first))
    for number, line in enumerate(broken(clean(text), max(columns - before, 20))):
        told = Text() if number else first.copy()
        told.append(" " * (before - len(told))).append(isolate(line), style)
        yield Line(told, target)
