"""One term across all countries: a row each, with what it is called, how it is mapped and what the definitions say."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from ...catalogue.texts import DEFAULT_LANGUAGE, in_language
from ...vocab.across import Across, across
from ...vocab.aspects import by_aspect
from ...vocab.comparability_words import value_in_words
from ...vocab.grid import NO_CONCEPT, Gap
from ...vocab.grid import Row as Beside
from ...vocab.relations import short
from ...vocab.side_by_side import Defined
from ..theme import SIGNS
from ..typed import app_of
from ..widgets.virtual_table import Column, FixedRows, Row, VirtualTable
from ..width import clean, cut_middle
from .mapping_words import STATES, Colours, sign
from .page import Page, bindings

WIDE = 120
"""From so many columns on, more facets have a column of their own."""

_NAME = 20
_FIRST = (Column("whose", 0, _NAME), Column("term", 2, 12), Column("mapping", 0, 10))
_LAST = Column("definition", 4, 12)
_FACETS = {"min_duration": "stay", "measure": "counts", "residence_criterion": "residence", "origin_basis": "origin"}
"""The facets that have a column, and its title; on a small screen the first alone."""


class TermsPage(Page):
    """The grid of one term.

    Args:
        concept_id: Id of the term.
    """

    PLACE = "terms"
    BINDINGS = bindings("terms")
    DEFAULT_CSS = """
    TermsPage VirtualTable { height: 1fr; }
    TermsPage #why { height: 35%; background: $panel; padding: 0 1; scrollbar-size-vertical: 1; }
    TermsPage #why Static { height: auto; }
    """

    def __init__(self, concept_id: str) -> None:
        super().__init__()
        self._id = concept_id
        self._found: Across | None = None

    def body(self) -> ComposeResult:
        """Make the table, and the pane below it."""
        yield VirtualTable(empty="Looking ...", id="terms")
        with VerticalScroll(id="why"):
            yield Static(markup=False)

    def on_mount(self) -> None:
        """Read the grid."""
        self.query_one(VirtualTable).focus()
        self.watch(app_of(self), "theme", self._other_colours, init=False)
        self.show_place("One term")
        self.look_again()

    def _other_colours(self) -> None:
        self.call_after_refresh(self.look_again)

    def look_again(self) -> None:
        """Read it anew."""
        term = self._id
        self.ask(lambda reader: across(reader, term), self._show, group="grid")

    def on_resize(self, event: events.Resize) -> None:
        """Give the facets as many columns as there is room for."""
        if self._found:
            self._show(self._found)

    def _show(self, found: Across) -> None:
        first, self._found = self._found is None, found
        facets = list(_FACETS) if self.size.width >= WIDE else list(_FACETS)[:1]
        columns = (*_FIRST, *(Column(_FACETS[one], 0, 9 if one == "min_duration" else 12) for one in facets), _LAST)
        rows = grid_rows(found, facets, app_of(self).theme_variables)
        table = self.query_one(VirtualTable)
        table.show(
            FixedRows(rows), columns=columns, at=min(1, len(rows) - 1) if first else table.cursor, stay=not first
        )
        against = sum(row.differs for row in found.grid.rows)
        told = f"{len(found.grid.rows):,} others" + (f" · {SIGNS['contradicts']} {against}" if against else "")
        self.show_place("One term", f"{found.grid.term.label} ({found.grid.term.whose})", told=told)

    @on(VirtualTable.Moved)
    def moved(self, event: VirtualTable.Moved) -> None:
        """Tell what the row says, in sentences."""
        if self._found and event.row:
            text = sentences(self._found, event.row.id, app_of(self).theme_variables)
            self.query_one("#why Static", Static).update(text)

    @on(VirtualTable.Chosen)
    def open(self, event: VirtualTable.Chosen) -> None:
        """Open the term, or the scheme that has none."""
        if event.row:
            self.application.open_record(event.row.id)

    def _current(self) -> str:
        row = self.query_one(VirtualTable).current
        return row.id if row else ""

    def action_compare_row(self) -> None:
        """Compare the term with that of the row, facet by facet."""
        other = self._current()
        if other == self._id or not other.startswith("concept/"):
            self.tell("There is nothing to compare it with: choose the term of another country.")
        else:
            self.application.show("compare", self._id, other)

    def action_map_row(self) -> None:
        """Map the scheme of the row and that of the term, beginning at these two."""
        if self._found is None or self._current() == self._id:
            self.tell("Choose the term of another country to map to.")
            return
        mine, other = self._found.grid.term, self._current()
        row = next((one.concept for one in self._found.grid.rows if one.concept.id == other), None)
        if row is None:  # a country whose scheme has no such concept
            self.application.show("map pair", mine.scheme, other, mine.id)
        elif mine.country:
            self.application.show("map pair", mine.scheme, row.scheme, mine.id)
        else:
            self.application.show("map pair", row.scheme, mine.scheme, row.id)


def grid_rows(found: Across, facets: Sequence[str], colours: Colours) -> list[Row]:
    """Return the rows of the grid: the term itself, those of others, and the countries that have none."""
    term = found.grid.term
    mine = _cells(found, term, Text("this one", colours["accent"]), facets, colours)
    rows = [Row(term.id, mine)]
    rows += [
        Row(one.concept.id, _cells(found, one.concept, _mapped(found, one, colours), facets, colours))
        for one in found.grid.rows
    ]
    return rows + [_gap(one, colours) for one in found.grid.gaps]


def _cells(
    found: Across, one: Defined, mapping: Text, facets: Sequence[str], colours: Colours
) -> tuple[str | Text, ...]:
    said = by_aspect(one.facets)
    values = [value_in_words(name, said.get(name)) for name in facets]
    definition = in_language(found.documents.get(one.id, {}).get("definition", {}), DEFAULT_LANGUAGE)
    return (
        cut_middle(clean(_name(one)), _NAME),
        one.label,
        mapping,
        *values,
        Text(clean(definition), colours["faint"]),
    )


def _name(one: Defined) -> str:
    """Return whose a term is; where names are told apart by the label, that has a column of its own."""
    return one.whose.removesuffix(f' ("{one.label}")')


def _mapped(found: Across, row: Beside, colours: Colours) -> Text:
    """Return how a row is mapped to the term: by a mapping, or by way of another term."""
    if row.tie.predicate:
        state = "contradicts" if row.differs else STATES[row.tie.standing]
        return sign(state, colours).append(short(row.tie.predicate))
    if way := found.ways.get(row.concept.id):
        return Text(f"{SIGNS['other']} {short(way.predicate)}", colours["faint"])
    return Text("not mapped", colours["faint"])


def _gap(gap: Gap, colours: Colours) -> Row:
    return Row(gap.scheme, (gap.name, Text(NO_CONCEPT, colours["faint"])))


def sentences(found: Across, name: str, colours: Colours) -> Text:
    """Return what the pane says of a row: the mapping, why, and the definition in full."""
    faint = colours["faint"]
    row = next((one for one in found.grid.rows if one.concept.id == name), None)
    term = found.grid.term
    told = Text()
    if row is None and name != term.id:
        return Text("Its scheme has no such concept: m looks for one that comes near.")
    one = row.concept if row else term
    told.append(clean(f"{one.label} ({one.whose})"), "bold").append(f"  {one.id}", faint)
    if row:
        told.append(f"\n{clean(_tied(found, row, term))}", colours["error"] if row.differs else "")
        for sentence in row.comparison.sentences(one.whose, term.whose) if term.country else row.told():
            told.append(f"\n{clean(sentence)}")
    definition = in_language(found.documents.get(one.id, {}).get("definition", {}), DEFAULT_LANGUAGE)
    told.append("\ndefinition  ", faint).append(clean(definition) or "none in words is on record")
    return told


def _tied(found: Across, row: Beside, term: Defined) -> str:
    """Return how the concept of a row is tied to the term, in words."""
    tie, whose = row.tie, _name(term)
    if tie.predicate:
        against = f"{SIGNS['contradicts']} The definitions say otherwise: " if row.differs else ""
        return f"{against}A {short(tie.predicate)} match with that of {whose}, {STATES[tie.standing]} ({tie.mapping})."
    if way := found.ways.get(row.concept.id):
        return f"A {short(way.predicate)} match follows from {' and '.join(way.mappings)}."
    return f"Not mapped to that of {whose}: m maps the two schemes."
