"""A small window that offers many things, narrowed as one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ...catalogue.texts import fold
from ..width import clean
from .virtual_table import Column, FixedRows, Row, VirtualTable


class Choice(NamedTuple):
    """One thing that is offered: what is answered, what it is called, and what is told beside it."""

    id: str
    label: str
    told: str = ""


class Pick(ModalScreen[str | None]):
    """Offer many things; None if the person goes back.

    Args:
        question: What is asked.
        choices: What is offered, in order.
        heads: The titles of the two columns.
    """

    DEFAULT_CSS = """
    Pick { align: center middle; background: $background 60%; }
    Pick > Vertical { width: 72; max-width: 94%; height: 18; max-height: 90%; padding: 1 2; background: $panel; }
    Pick Static { height: auto; margin-bottom: 1; }
    Pick Input { background: $background; margin-bottom: 1; }
    Pick VirtualTable { height: 1fr; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back"),
        Binding("down", "move(1)", "down", show=False),
        Binding("up", "move(-1)", "up", show=False),
        Binding("pagedown", "move(8)", "page down", show=False),
        Binding("pageup", "move(-8)", "page up", show=False),
    ]

    def __init__(self, question: str, choices: Sequence[Choice], heads: tuple[str, str] = ("", "")) -> None:
        super().__init__()
        self._question = question
        self._choices = choices
        self._folded = [fold(f"{one.label} {one.told} {one.id}") for one in choices]
        self._columns = (Column(heads[0], 3, 20), Column(heads[1], 2, 8))
        self._waits = self._entered = False

    def compose(self) -> ComposeResult:
        """Make the window."""
        with Vertical():
            yield Static(clean(self._question), markup=False)
            yield Input(placeholder="some letters of it")
            yield VirtualTable(self._columns, empty="Nothing has all these words.")

    def on_mount(self) -> None:
        """Offer all."""
        self._show(self._choices)
        self.query_one(VirtualTable).can_focus = False  # the arrows move its cursor while one types

    def wait(self) -> None:
        """Keep enter until the rows for what was typed are there."""
        self._waits, self._entered = True, False

    def _show(self, choices: Sequence[Choice]) -> None:
        asked = self.query_one(Input).value.strip()
        empty = "Nothing has all these words." if asked else "There is nothing to choose yet."
        rows = FixedRows([Row(one.id, (one.label, one.told)) for one in choices])
        self.query_one(VirtualTable).show(rows, empty=empty)
        self._waits, entered = False, self._entered
        if entered:
            self.done()

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Offer what has every word, what is called by it or begins with it first."""
        words = fold(event.value).split()
        kept = [
            one for one, text in zip(self._choices, self._folded, strict=True) if all(map(text.__contains__, words))
        ]
        begun = fold(event.value).strip()
        self._show(sorted(kept, key=lambda one: _distance(one, begun)) if begun else kept)

    @on(Input.Submitted)
    def done(self) -> None:
        """Close with what the cursor is on, when that is what was typed."""
        self._entered = self._waits
        if not self._waits and (row := self.query_one(VirtualTable).current):
            self.dismiss(row.id)

    @on(VirtualTable.Chosen)
    def clicked(self, event: VirtualTable.Chosen) -> None:
        """Close with what was clicked on."""
        if event.row:
            self.dismiss(event.row.id)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.query_one(VirtualTable).action_move(by)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)


def _distance(choice: Choice, text: str) -> int:
    """Return how far a choice is from what was typed: nearest is one whose id ends in it, as ids do in acronyms."""
    slug = choice.id.rpartition("/")[2]
    nearness = (slug == text, slug.endswith(f"-{text}"), fold(choice.label).startswith(text), True)
    return nearness.index(True)
