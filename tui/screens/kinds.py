"""Every kind of record: how many there are, and what it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input

from ...catalogue.reader import Reader
from ...catalogue.texts import fold
from ...catalogue.wording import counted, plural
from ..typed import app_of
from ..widgets.virtual_table import Column, FixedRows, Row, VirtualTable
from .page import Page, bindings

_COLUMNS = (
    Column("kind", 0, 16, sorts=True),
    Column("records", 0, 9, sorts=True, right=True),
    Column("what it is", 1, 20),
)


def _told(_: Reader) -> dict[str, str]:
    """Return what each kind is, in a sentence."""
    from ...catalogue.kinds import kinds  # with pydantic: not before the list of kinds is opened

    return {name: _BRACKETS.sub("", kind.doc) for name, kind in kinds().items()}


_BRACKETS = re.compile(r" \([^()]*\)")
"""What standard a kind follows is told in the reference, not here."""


class KindsPage(Page):
    """The kinds, narrowed as one types."""

    PLACE = "kinds"
    BINDINGS = bindings("kinds")

    def __init__(self) -> None:
        super().__init__()
        self._counts: Mapping[str, int] | None = None
        self._docs: Mapping[str, str] = {}

    def body(self) -> ComposeResult:
        """Make the line to type in, and the table."""
        yield Input(placeholder="type to narrow the list", id="filter")
        yield VirtualTable(_COLUMNS, id="rows", empty="No kind has all these words: esc clears them.")

    @property
    def table(self) -> VirtualTable:
        """The rows."""
        return self.query_one(VirtualTable)

    def on_mount(self) -> None:
        """Show the kinds, then what each is."""
        self.show_place("All kinds")
        self.set_focus(self.table)
        self.look_again()
        self.ask(_told, self._explain, group="told")

    def look_again(self) -> None:
        """Count anew."""
        self.ask(Reader.counts, self._count, group="counts")

    def _count(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        records = counted(sum(counts.values()), "record")
        self.show_place("All kinds", told=f"{records} of {counted(len(counts), 'kind')}")
        self._show()

    def _explain(self, docs: Mapping[str, str]) -> None:
        self._docs = docs
        if self._counts is not None:
            self._show()

    @on(Input.Changed, "#filter")
    @on(VirtualTable.Sorted)
    def _show(self) -> None:
        words = fold(self.query_one("#filter", Input).value).split()
        counts = self._counts or {}
        names = [one for one in self.reader.kinds if all(word in self._words(one) for word in words)]
        at, down = self.table.order or (1, True)
        names.sort(key=lambda one: counts.get(one, 0) if at else 0, reverse=down)
        if not at:
            names.sort(reverse=down)
        self.table.show(FixedRows([self._row(one) for one in names]), stay=bool(len(self.table)))

    def _words(self, kind: str) -> str:
        return fold(f"{kind} {plural(kind)} {self._docs.get(kind, '')}".replace("-", " "))

    def _row(self, kind: str) -> Row:
        faint = app_of(self).theme_variables["faint"]
        name = plural(kind).replace("-", " ")
        number = (self._counts or {}).get(kind, 0)
        return Row(kind, (name.capitalize(), f"{number:,}" if number else "", Text(self._docs.get(kind, ""), faint)))

    @on(Input.Submitted)
    @on(VirtualTable.Chosen)
    def open(self) -> None:
        """Open the list of a kind."""
        if row := self.table.current:
            self.application.show("list", row.id)

    def action_open(self) -> None:
        """Open the list of a kind."""
        self.open()

    def on_key(self, event: events.Key) -> None:
        """Go from the words down to the rows."""
        if event.key == "down" and self.query_one("#filter", Input).has_focus:
            event.stop()
            self.set_focus(self.table)

    def action_filter(self) -> None:
        """Go to the words."""
        self.set_focus(self.query_one("#filter", Input))

    def action_sort(self) -> None:
        """Put the rows in the order of the next column."""
        self.table.sort_next()

    async def action_clear(self) -> None:
        """Show all kinds again and go to the rows; back if they are there already."""
        words = self.query_one("#filter", Input)
        if words.value:
            words.value = ""
        elif self.table.has_focus:
            await self.application.action_back()
        self.set_focus(self.table)
