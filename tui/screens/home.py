"""Home: what each agency holds, by topic, what is due, and the way to the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from ...catalogue.wording import counted
from ..answers import legend, sources_told
from ..places import PLACES
from ..theme import SIGNS
from ..typed import app_of
from ..widgets.matrix import MatrixTable, Place
from ..width import clean, cut, isolate, pad
from .page import Page, bindings

if TYPE_CHECKING:
    from ...catalogue.reader import Reader
    from ...inventory.due_list import DueList
    from ...inventory.matrix import Matrix

VIEWS = {
    "agency topics": "agencies × topics",
    "topics agency": "topics × agencies",
    "agency country": "agencies × countries",
    "country topics": "countries × topics",
    "agency objectives": "agencies × objectives of the Global Compact",
    "agency kinds": "agencies × kinds of source",
}
"""What can stand in rows and columns, and what it is called."""

SOON, AHEAD = 30, 90
"""Days within which what is due is counted, and is looked for."""

WIDE = 120
"""From so many columns on, what is in a cell and what is due stand at the side."""

EMPTY = """Nothing is in this catalogue yet.

  n     describe a first source
  g i   take a spreadsheet or file in
  g k   see every kind of record
  ?     what else can be done"""


class HomePage(Page):
    """The matrix of what is held, with a cursor over its cells."""

    PLACE = "home"
    BINDINGS = bindings("home")
    DEFAULT_CSS = """
    HomePage #parts { height: 1fr; layout: vertical; }
    HomePage MatrixTable { height: 1fr; padding: 0 1; }
    HomePage #told { height: 4; padding: 0 1; background: $panel; }
    HomePage.-wide #parts { layout: horizontal; }
    HomePage.-wide MatrixTable { width: 1fr; height: 100%; }
    HomePage.-wide #told { width: 48; height: 100%; padding: 0 2; }
    HomePage #legend { height: 1; padding: 0 1; }
    HomePage #empty { height: 1fr; padding: 2 4; display: none; }
    HomePage.-empty #parts, HomePage.-empty #legend { display: none; }
    HomePage.-empty #empty { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._view = next(iter(VIEWS))
        self._due: DueList | None = None
        self._unfinished: list[str] = []

    def body(self) -> ComposeResult:
        """Make the matrix, and what tells of its cells."""
        with Container(id="parts"):
            yield MatrixTable(id="matrix")
            yield Static(id="told", markup=False)
        yield Static(id="legend", markup=False)
        yield Static(EMPTY, id="empty", markup=False)

    def on_mount(self) -> None:
        """Count, and ask for the matrix; what is due is asked for when that is painted."""
        self.query_one("#told", Static).update("counting ...")
        self.query_one(MatrixTable).focus()
        self.look_again()

    def look_again(self) -> None:
        """Read all anew; the cursor stays where it was."""
        self.set_class(not self.reader.count("source"), "-empty")
        self.query_one("#legend", Static).update(legend(app_of(self).theme_variables))
        self._say()
        self._ask_matrix()

    def _ask_matrix(self) -> None:
        rows, columns = self._view.split()

        def read(reader: Reader) -> Matrix:
            from ...inventory.matrix import matrix  # while the screen is being painted

            return matrix(reader, rows, columns).by_weight()

        def shown(found: Matrix) -> None:
            self.query_one(MatrixTable).show(found)
            self._ask_due()

        self.ask(read, shown, group="matrix")

    def _ask_due(self) -> None:
        today = self.session.today

        def read(reader: Reader) -> DueList:
            from ...inventory.dates import Span  # as the matrix
            from ...inventory.due import due

            return due(reader, today, Span(days=AHEAD))

        def shown(found: DueList) -> None:
            self._due = found
            self._say()
            self.tell_place()
            self.look_at_drafts()

        self.ask(read, shown, group="due")

    def look_at_drafts(self) -> None:
        """Count the forms that were left unsaved."""
        from ..drafts import unfinished  # when all is painted

        target = self.session.target

        def shown(found: list[str]) -> None:
            self._unfinished = found
            self._say()
            self.refresh_bindings()

        self.ask(lambda reader: unfinished(target, reader.kinds), shown, group="drafts")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether something can be done: go on with a form, where one was left."""
        return bool(self._unfinished) if action == "unfinished" else super().check_action(action, parameters)

    def action_unfinished(self) -> None:
        """Open a form that was left unsaved: the one, or one of several."""
        from ..widgets.dialogs import Choose  # as when the matrix is turned

        labels = self.reader.labels([one for one in self._unfinished if "/" in one])
        named = [(one, labels.get(one, one if "/" in one else f"new {one}")) for one in self._unfinished]

        def opened(name: str | None) -> None:
            if name:
                self.application.show("edit", name.partition("/")[0], name if "/" in name else "")

        if len(named) == 1:
            opened(named[0][0])
        elif named:
            app_of(self).push_screen(Choose("Which form do you go on with?", named), opened)

    def _say(self) -> None:
        """Write the first line: how much there is, and what is due."""
        parts = [counted(self.reader.count("source"), "source")]
        left = len(self._unfinished)
        parts += (
            [f"{SIGNS['chosen']} {left} unfinished: f"] if left else [counted(self.reader.count("agency"), "agency")]
        )
        if self._due and not self.has_class("-empty"):
            late = len(self._due.overdue)
            soon = sum(0 <= -one.late(self._due.on) <= SOON for one in self._due.items)
            parts += [f"{SIGNS['late']} {late:,} late"] if late else []
            parts += [f"{soon:,} due in {SOON} d"]
        self.show_place(told=" · ".join(parts))

    @on(MatrixTable.Moved)
    def tell_place(self) -> None:
        """Tell what is in the place of the cursor; at the side also what is due next."""
        from ...inventory.access import access_to  # loaded with the matrix

        table = self.query_one(MatrixTable)
        wide, told = self.has_class("-wide"), self.query_one("#told", Static)
        if not table.matrix or not table.place:
            return
        access = access_to(self.reader, table.sources(), self.session.today)
        width, height = told.content_size
        colours = app_of(self).theme_variables
        text = Text(no_wrap=True, end="")
        held = counted(len(access), "source") if access else "nothing held"
        _tell_title(text, table.matrix, table.place, held, width, colours, wide=wide)
        room = max(2, height - 14 if wide else height - 1)
        text.append_text(sources_told(access, room // 3 if wide else room, width, colours, under=wide))
        if not access:
            text.append(_advice(table.place), colours["faint"])
        if wide and self._due:
            _tell_due(text, self._due, width, colours)
        told.update(text)

    def on_resize(self, event: events.Resize) -> None:
        """Choose by the width what stands where, and fit the texts."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self._say()
        self.call_after_refresh(self.tell_place)

    @on(MatrixTable.Chosen)
    def action_open(self) -> None:
        """Open the source of a cell, or the list of its sources, or the record of a row."""
        table = self.query_one(MatrixTable)
        matrix, place = table.matrix, table.place
        if not matrix or not place:
            return
        row, column = place
        sources = matrix.cells.get((row.id, column.id), ()) if column else ()
        if len(sources) == 1:
            self.application.open_record(sources[0].id)
        elif column and sources:
            self.application.show("list", "source", matrix.conditions(row.id, column.id))
        elif column:
            self.tell(f"No source here. {_ADD}.")
        elif row.id:
            self.application.open_record(row.id)
        else:
            self.application.show("list", "source", matrix.conditions("", "")[:1])

    def action_ask(self) -> None:
        """Ask who holds something."""
        self.application.show("holds")

    def action_new(self) -> None:
        """Begin a source; in an empty cell, the one that would stand there."""
        table = self.query_one(MatrixTable)
        given = {}
        if table.matrix and table.place and (column := table.place.column):
            place = (table.place.row.id, column.id)
            given = {} if place in table.matrix.cells else table.matrix.given(*place)
        self.application.show("edit", "source", given=given)

    def action_copy(self) -> None:
        """Copy the id of the first source of the cell, or of the row."""
        table = self.query_one(MatrixTable)
        if not table.matrix or not table.place:
            return
        row, column = table.place
        if copied := next(iter(table.sources()), row.id) if column else row.id:
            app_of(self).copy_to_clipboard(copied)
            self.tell(f"Copied: {copied}")

    def action_gaps(self) -> None:
        """Go to what nobody holds."""
        self.application.show("gaps", *PLACES["gaps"].arguments)

    def action_due(self) -> None:
        """Go to what is due."""
        self.application.show("due", *PLACES["due"].arguments)

    def action_turn(self) -> None:
        """Choose what stands in rows and columns."""
        from ..widgets.dialogs import Choose  # with lists of options, that home does without

        def chosen(view: str | None) -> None:
            if view:
                self._view = view
                self._ask_matrix()

        app_of(self).push_screen(Choose("What are the rows and columns?", list(VIEWS.items())), chosen)


_ADD = "n describes one; x shows all that nobody holds"


def _tell_title(
    text: Text, matrix: Matrix, place: Place, held: str, width: int, colours: dict[str, str], *, wide: bool
) -> None:
    """Append what the place of the cursor is called, and how much is held there."""
    row, column = place
    if wide:
        text.append(isolate(cut(clean(row.label), width)) + "\n", "bold")
        if column:
            text.append(isolate(cut(f"× {clean(column.label)}", width)) + "\n", "bold")
        text.append(f"{held}\n\n", colours["faint"])
        return
    short = matrix.short.get(row.id, "") if column and matrix.row_name == "agency" else ""
    name = clean(short or row.label)
    title = cut(f"{name} × {clean(column.label)}" if column else name, width - len(held) - 1)
    text.append(isolate(title), "bold")
    text.append(" " * (width - text.cell_len - len(held)) + f"{held}\n", colours["faint"])


def _advice(place: Place) -> str:
    return f"{_ADD}.\n" if place.column else "None of its sources is in a column.\n"


def _tell_due(text: Text, due: DueList, width: int, colours: dict[str, str]) -> None:
    """Append what is due next, then what was due last."""
    ahead = [one for one in due.items if one.on >= due.on][:5]
    late = list(reversed(due.overdue))[: 10 - len(ahead)]
    text.append("\nDUE NEXT", f"bold {colours['faint']}").append("  d shows all\n", colours["faint"])
    for one in (*ahead, *late):
        colour = colours["error" if one.on < due.on else "warning"]
        when = one.lateness(due.on)
        text.append(SIGNS["late"] + " " if one.on < due.on else "  ", colour)
        text.append(isolate(pad(cut(clean(one.what), room := width - 3 - len(when)), room))).append(
            f" {when}\n", colour
        )
    if not ahead and not late:
        text.append(f"Nothing within {AHEAD} days.\n", colours["faint"])
