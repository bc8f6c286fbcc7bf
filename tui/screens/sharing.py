"""May a source be shared with an agency: the answer, every reason with what it rests on, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult

from ...catalogue.reader import Reader
from ..lines import lines
from ..theme import SIGNS
from ..typed import app_of
from ..widgets.virtual_table import Column, FixedRows, Row, VirtualTable
from ..width import clean
from .page import Page, bindings

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


class SharingPage(Page):
    """The answer for one source and one agency.

    Args:
        source: Id of the source.
        recipient: Id of the agency.
        purpose: Id of the purpose; "" for whatever it is.
    """

    PLACE = "may share"
    BINDINGS = bindings("may share")

    def __init__(self, source: str, recipient: str, purpose: str = "") -> None:
        super().__init__()
        self.source = source
        self.recipient = recipient
        self.purpose = purpose
        self._answer: Answer | None = None

    def body(self) -> ComposeResult:
        """Make the lines."""
        yield VirtualTable([Column("enter opens what a line rests on")], id="answer")

    def on_mount(self) -> None:
        """Ask."""
        self.query_one(VirtualTable).focus()
        self.show_place("Agreements", "May it be shared?", told="looking ...")
        self.look_again()

    def look_again(self) -> None:
        """Ask anew."""
        source, recipient, purpose, on = self.source, self.recipient, self.purpose, self.session.today

        def asked(reader: Reader) -> Answer:
            from ...inventory.sharing import may_share  # rules are read with TOML and pydantic

            return may_share(reader, source, recipient, purpose, on=on)

        self.ask(asked, self._show)

    def _show(self, answer: Answer) -> None:
        self._answer = answer
        self.show_place("Agreements", "May it be shared?", told="for legal review")
        columns = self.query_one(VirtualTable).scrollable_content_region.width - 3
        rows = list(answer_rows(answer, columns, app_of(self).theme_variables))
        self.query_one(VirtualTable).show(FixedRows(rows), at=self.query_one(VirtualTable).cursor)

    @on(events.Resize)
    def _fit(self) -> None:
        if answer := self._answer:
            self.call_after_refresh(self._show, answer)

    @on(VirtualTable.Chosen)
    def open(self, event: VirtualTable.Chosen) -> None:
        """Open the record that a line rests on."""
        if event.row and event.row.id:
            self.application.open_record(event.row.id)

    def action_may_share(self) -> None:
        """Ask for another source, agency or purpose."""
        from .agreements import ask_what_to_share  # the two open each other

        ask_what_to_share(self)


def answer_rows(answer: Answer, columns: int, colours: Mapping[str, str]) -> Iterator[Row]:
    """Yield an answer as rows, each with the record that it rests on.

    Args:
        answer: The answer.
        columns: The cells of a row.
        colours: Those of the theme.
    """
    faint = colours["faint"]
    sign, colour = _LOOKS[answer.verdict]
    head = Text(f"{SIGNS[sign]} ", colours[colour])
    yield from lines(answer.sentence, columns, answer.source.id, style=f"bold {colours[colour]}", head=head)
    yield Row("", ("",))
    for reason in answer.decisive:
        yield from _reason_rows(reason, columns, colours)
    for state, names in answer.others.items():
        sign, colour = _LOOKS[state]
        head = Text(f"{SIGNS[sign]} {state}".ljust(_HEAD), colours[colour])
        yield from lines(", ".join(names), columns, style=faint, head=head)
    yield from _change_rows(answer, columns, colours)
    if answer.verdict == "yes":
        yield from _titled("What it rests on", columns)
        for one in answer.rests_on:
            yield from lines(one, columns, answer.source.id, indent=2)
    yield Row("", ("",))
    yield from lines(f"Day: {answer.on}. Law: {answer.law}.", columns, style=faint)


def _reason_rows(reason: Reason, columns: int, colours: Mapping[str, str]) -> Iterator[Row]:
    sign, colour = _LOOKS[reason.state]
    head = Text(f"{SIGNS[sign]} {reason.state}".ljust(_HEAD), colours[colour])
    rests = reason.path[-1].id if reason.path else next((one.law for one in reason.cites), "")
    yield from lines(reason.rule, columns, rests, style="bold", head=head)
    yield from lines(reason.text, columns, rests, indent=_HEAD)
    for step in reason.path[1:]:
        stands = f", {step.standing}" if step.standing else ""
        told = f"{step.relation} {step.label}{stands}"
        yield from lines(told, columns, step.id, style=colours["accent"], head=" " * _HEAD + "→ ")
    for one in reason.cites:
        yield from lines(str(one), columns, one.law, style=colours["accent"], head=" " * _HEAD + "§ ")


def _change_rows(answer: Answer, columns: int, colours: Mapping[str, str]) -> Iterator[Row]:
    if not answer.changes:
        return
    from ...inventory.sharing.reasons import COUNTS

    yield from _titled("What would change the answer", columns)
    for number, reason in enumerate(answer.changes, 1):
        told, commands = reason.advice()
        rests = reason.path[-1].id if reason.path else ""
        yield from lines(f"{reason.rule}: {told}", columns, rests, head=f"{number:3}. ")
        for one in commands:
            yield from lines(one, columns, rests, style=colours["faint"], indent=7)
    if answer.nearest_told:
        yield from lines(f"Nearest agreements: {answer.nearest_told}", columns, answer.nearest[0].id, indent=5)
    if answer.counts_instead:
        yield from lines(COUNTS, columns, indent=5)


def _titled(title: str, columns: int) -> Iterator[Row]:
    yield Row("", ("",))
    yield from lines(clean(title), columns, style="bold")
