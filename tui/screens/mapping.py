"""The pairs of schemes that there are to map, and how far each is."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult

from ...catalogue.errors import OrodhaError
from ...catalogue.wording import counted
from ...vocab.scheme_pairs import GLOSSARY, SchemePair, Side, scheme_named, scheme_pairs, sides
from ..theme import SIGNS
from ..widgets.pick import Choice, Pick
from ..widgets.virtual_table import Column, FixedRows, Row, VirtualTable
from ..width import clean, cut_middle
from .page import Page, bindings

WIDE = 120
"""From so many columns on, names stand in full."""

_COLUMNS = (
    Column("from", 1, 10),
    Column("to", 2, 12),
    Column("terms", 0, 6, right=True),
    *(Column(SIGNS[state], 0, 5, right=True) for state in ("accepted", "suggested", "rejected")),
)
_NARROW = (20, 30)
"""So much of the two names is seen on a small screen: their ends tell them apart."""

_LEGEND = "  ".join(f"{SIGNS[state]} {state}" for state in ("accepted", "suggested", "rejected"))
_EMPTY = "No two schemes to map yet: g i takes a glossary in, n chooses any two."


class MappingPage(Page):
    """The pairs; enter goes to work on one.

    Args:
        left: A scheme by id, slug or title, or a country: only its pairs; all if empty.
        right: Another one: the two are opened at once.
    """

    PLACE = "map"
    BINDINGS = bindings("map")

    def __init__(self, left: str = "", right: str = "") -> None:
        super().__init__()
        self._left = left
        self._right = right
        self._pairs: list[SchemePair] = []

    def body(self) -> ComposeResult:
        """Make the table."""
        yield VirtualTable(_COLUMNS, empty="Looking ...", id="pairs")

    def on_mount(self) -> None:
        """Show the pairs, or go on to the two that were named."""
        self.query_one(VirtualTable).focus()
        self.show_place("Map")
        try:
            names = (self._left, self._right)
            self._left, self._right = (scheme_named(self.reader, one) if one else "" for one in names)
        except OrodhaError as error:
            self._left = self._right = ""
            self.tell_error(error)
        self.look_again()
        self._work_on(self._left, self._right)

    def look_again(self) -> None:
        """Count anew."""
        scheme = self._left
        self.ask(lambda reader: scheme_pairs(reader, scheme), self._show, group="pairs")

    def _show(self, pairs: list[SchemePair]) -> None:
        self._pairs = pairs
        narrow = self.size.width < WIDE
        rows = FixedRows([_row(one, narrow=narrow) for one in pairs])
        self.query_one(VirtualTable).show(rows, empty=_EMPTY, stay=True)
        told = f"{counted(len(pairs), 'pair')}   {_LEGEND}"
        self.show_place("Map", *(side.name for side in self._own()), told=told)

    def _own(self) -> list[Side]:
        return [one.left for one in self._pairs[:1] if self._left and one.left.id == self._left]

    @on(VirtualTable.Chosen, "#pairs")
    def open(self, event: VirtualTable.Chosen) -> None:
        """Go to work on a pair."""
        if event.row:
            self._work_on(*event.row.id.split())

    def _work_on(self, left: str, right: str) -> None:
        if left and right:
            self.application.show("map pair", left, right)

    def action_choose_two(self) -> None:
        """Ask for any two schemes."""
        there = sorted(sides(self.reader).values(), key=_order)

        def first(left: str | None) -> None:
            if left:
                others = [one for one in there if one.id != left]
                self._pick("To which scheme or country?", others, lambda right: self._work_on(left, right or ""))

        self._pick("From which scheme or country?", there, first)

    def _pick(self, question: str, there: list[Side], then: Callable[[str | None], None]) -> None:
        choices = [Choice(one.id, one.name, counted(one.terms, "term")) for one in there]
        self.application.push_screen(Pick(question, choices, ("scheme or country", "")), then)


def _order(side: Side) -> tuple[object, ...]:
    """Put the own glossary first, then those of countries, then the others; code lists last."""
    return (not (side.own and side.role == GLOSSARY), side.role != GLOSSARY, not side.country, side.name.casefold())


def _row(pair: SchemePair, *, narrow: bool) -> Row:
    counts = (pair.accepted, pair.proposed, pair.rejected)
    numbers = [f"{one:,}" if one else "·" for one in counts] if pair.begun else ["", "", ""]
    names = [clean(side.name) for side in (pair.left, pair.right)]
    names = [cut_middle(name, most) for name, most in zip(names, _NARROW, strict=True)] if narrow else names
    return Row(f"{pair.left.id} {pair.right.id}", (*names, f"{pair.left.terms:,}", *numbers))
