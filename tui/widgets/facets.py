"""What a list can be narrowed by: values of its fields with their counts, several to choose."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from ..typed import app_of
from .virtual_table import Column, FixedRows, Row, VirtualTable

if TYPE_CHECKING:
    from ...catalogue.facets import Facet, FacetValue

SEEN = 7
"""So many values of a field are seen before it is opened."""

_COLUMNS = (Column("narrow by", 1, 12), Column("", 0, 6, right=True))
_CLEAR = "\n"
_MORE = "\nmore"


class FacetTable(VirtualTable):
    """The facets as rows: a heading for each field, its values below; what is chosen is marked.

    enter or space chooses a value, or takes it back; on a heading it shows all values, or few.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "choose", "choose", show=False)]

    class Changed(Message):
        """Something else is chosen."""

        def __init__(self, chosen: Mapping[str, frozenset[str]]) -> None:
            super().__init__()
            self.chosen = chosen

    def __init__(self, id: str | None = None) -> None:
        super().__init__(_COLUMNS, id=id)
        self._facets: Sequence[Facet] = ()
        self._open: set[str] = set()
        self.chosen: dict[str, frozenset[str]] = {}

    def tell(self, facets: Sequence[Facet], chosen: Mapping[str, Collection[str]], empty: str) -> None:
        """Show facets, and what is chosen of them.

        Args:
            facets: The facets.
            chosen: Values by field.
            empty: What stands there if there is none.
        """
        self._facets = facets
        self.empty = empty
        self.chosen = {field: frozenset(values) for field, values in chosen.items() if values}
        self._draw()

    def _draw(self) -> None:
        self.marked = {_id(field, value) for field, values in self.chosen.items() for value in values}
        self.show(FixedRows(self._lines()), stay=True)

    def _lines(self) -> list[Row]:
        colours = app_of(self).theme_variables
        rows = [Row(_CLEAR, (Text("all: choose nothing", colours["accent"]), ""))] if self.chosen else []
        for facet in self._facets:
            rows.append(Row(_id(facet.field), (Text(facet.label.upper(), f"bold {colours['faint']}"), "")))
            seen = facet.values if facet.field in self._open else self._few(facet)
            for one in seen:
                rows.append(Row(_id(facet.field, one.value), (f" {one.label}", f"{one.records:,}")))
            if more := len(facet.values) - len(seen):
                rows.append(Row(_id(facet.field) + _MORE, (Text(f" {more:,} more", colours["faint"]), "")))
        return rows

    def _few(self, facet: Facet) -> list[FacetValue]:
        """Return the first values of a facet, and those that are chosen."""
        chosen = self.chosen.get(facet.field, frozenset())
        few = 1 if len(facet.values) == SEEN + 1 else 0  # "1 more" would take as much room
        return [one for place, one in enumerate(facet.values) if place < SEEN + few or one.value in chosen]

    @on(VirtualTable.Chosen)
    def turn(self, event: VirtualTable.Chosen) -> None:
        """Choose what the cursor is on, or open or close its field."""
        event.stop()
        if event.row is None:
            return
        field, at, value = event.row.id.partition("=")
        if event.row.id == _CLEAR:
            self.chosen = {}
        elif not at:
            self._open ^= {field.removesuffix(_MORE)}
            self._draw()
            return
        else:
            self.chosen[field] = self.chosen.get(field, frozenset()) ^ {value}
            self.chosen = {name: values for name, values in self.chosen.items() if values}
        self._draw()
        self.post_message(self.Changed(dict(self.chosen)))


def _id(field: str, value: str | None = None) -> str:
    return field if value is None else f"{field}={value}"


class FacetWindow(ModalScreen[None]):
    """The facets in a window, where there is no room for them beside the list.

    Args:
        changed: Is told what is chosen, each time.
    """

    DEFAULT_CSS = """
    FacetWindow { align: left middle; background: $background 30%; }
    FacetWindow > Vertical { width: 44; height: 100%; padding: 1 0 0 1; background: $panel; }
    FacetWindow VirtualTable { height: 1fr; background: $panel; }
    FacetWindow Static { height: 1; color: $faint; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f,q", "leave", "back")]

    def __init__(self, changed: Callable[[Mapping[str, frozenset[str]]], object]) -> None:
        super().__init__()
        self._changed = changed

    def compose(self) -> ComposeResult:
        """Make the window."""
        with Vertical():
            yield FacetTable()
            yield Static("enter chooses, esc goes to the rows", markup=False)

    def tell(self, facets: Sequence[Facet], chosen: Mapping[str, Collection[str]], empty: str) -> None:
        """Show facets; see ``FacetTable``."""
        self.query_one(FacetTable).tell(facets, chosen, empty)

    @on(FacetTable.Changed)
    def changed(self, event: FacetTable.Changed) -> None:
        """Pass on what is chosen."""
        self._changed(event.chosen)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
