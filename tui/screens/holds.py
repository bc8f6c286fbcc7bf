"""Who holds data on something: answers as one types, as a tree, a matrix, or the paths that explain them."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Input, Static

from ...catalogue.errors import NotFound
from ...catalogue.texts import fold
from ...catalogue.wording import counted
from ..answers import Line, legend, paths, sources_told, tree, why
from ..typed import app_of
from ..widgets.matrix import MatrixTable
from ..widgets.virtual_table import Column, FixedRows, Row, VirtualTable
from ..width import clean
from .page import Page, bindings

if TYPE_CHECKING:
    from ...catalogue.reader import Reader
    from ...inventory.holdings import Holding
    from ...inventory.matrix import Matrix

VIEWS = ("tree", "matrix", "path")
"""How the answers can be shown."""

MOST = 200
"""So many answers are shown."""

WIDE = 120
"""From so many columns on, the reason stands at the side."""

ASK = "Type what you look for, as you would say it: work permits by nationality"
NOTHING = "Nobody is known to hold this: try fewer words, or n plans a source."
NONE = "No sources yet: n describes the first, g i takes files in."
NARROWED = "Nothing of it is left: f shows every country and access again."

_Answer = tuple["Sequence[Holding]", list[str], dict[str, str]]
"""Answers, the words of the question, and the names of countries."""


class _Answers(VirtualTable, inherit_bindings=False):
    """The table without the keys to scroll to the side, which fold and unfold here."""

    BINDINGS = VirtualTable.BINDINGS


class HoldsPage(Page):
    """A question, and who holds what it is about.

    Args:
        text: The question to begin with.
    """

    PLACE = "holds"
    BINDINGS = bindings("holds")
    DEFAULT_CSS = """
    HoldsPage #views { height: 1; padding: 0 1; }
    HoldsPage #parts { height: 1fr; layout: vertical; }
    HoldsPage VirtualTable, HoldsPage MatrixTable { height: 1fr; width: 1fr; padding: 0 1; }
    HoldsPage MatrixTable { display: none; }
    HoldsPage.-matrix MatrixTable { display: block; }
    HoldsPage.-matrix VirtualTable { display: none; }
    HoldsPage #told { height: 6; padding: 0 1; background: $panel; text-wrap: nowrap; text-overflow: ellipsis; }
    HoldsPage.-wide #parts { layout: horizontal; }
    HoldsPage.-wide #told { width: 48; height: 100%; padding: 0 2; text-wrap: wrap; }
    """

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = text
        self._found: Sequence[Holding] = ()
        self._lines: Sequence[Line] = ()
        self._turned: set[str] = set()
        self._view = "tree"
        self._country = self._access = ""
        self._columns = ""
        self._words: list[str] = []
        self._names: dict[str, str] = {}

    def body(self) -> ComposeResult:
        """Make the line to type in, the tables and what tells why."""
        yield Input(self._text, placeholder=ASK, id="asked")
        yield Static(id="views", markup=False)
        with Container(id="parts"):
            yield _Answers(id="answers", empty="")
            yield MatrixTable(id="matrix")
            yield Static(id="told", markup=False)

    def on_mount(self) -> None:
        """Begin to type, or show the answers to what was asked."""
        self._show(())
        if self._text:
            self._results.focus()
        else:
            self.query_one("#asked", Input).focus()

    @property
    def _results(self) -> VirtualTable | MatrixTable:
        return self.query_one(MatrixTable) if self._view == "matrix" else self.query_one(VirtualTable)

    @property
    def _line(self) -> Line | None:
        """The line that the cursor is on."""
        at = self.query_one(VirtualTable).cursor
        return self._lines[at] if self._view != "matrix" and at < len(self._lines) else None

    # asking

    @on(Input.Changed, "#asked")
    def asked(self, event: Input.Changed) -> None:
        """Ask in the background; what was being asked before is given up."""
        self._text = event.value
        self._ask()

    def look_again(self) -> None:
        """Ask anew."""
        self._ask()

    def _ask(self) -> None:
        """Ask who holds what is asked for; the words of it are marked in the answers."""
        text, country, today = self._text.strip(), self._country, self.session.today

        def read(reader: Reader) -> _Answer:
            from ...inventory.holdings import asked_words, holds  # while the screen is being painted

            try:
                found = holds(reader, text, country or None, MOST, on=today) if text else []
            except NotFound:  # an id that is still being typed
                found = []
            return found, asked_words(text), reader.labels(sorted({one.country for one in found if one.country}))

        def shown(answer: _Answer) -> None:
            found, self._words, names = answer
            self._names |= names
            self._show(found)

        self.ask(read, shown, group="holds")

    # showing

    def _show(self, found: Sequence[Holding]) -> None:
        self._found = found
        self._fill()
        self._say()

    def _kept(self) -> list[Holding]:
        return [one for one in self._found if self._access in ("", one.access)]

    def _fill(self) -> None:
        kept, colours = self._kept(), app_of(self).theme_variables
        if self._view == "matrix":
            self._fill_matrix(kept)
            return
        words = self._words
        self._lines = paths(kept, words, colours) if self._view == "path" else tree(kept, words, self._turned, colours)
        title = "how it hangs together" if self._view == "path" else "who holds it"
        columns = (Column(title, 5, 30), Column("access", 1, 13), Column("agreement", 2, 18))
        table = self.query_one(VirtualTable)
        at = next((i for i, one in enumerate(self._lines) if table.current and one.id == table.current.id), 0)
        if not at:
            table.scroll_to(y=0, animate=False, immediate=True)
        table.show(
            FixedRows([Row(one.id, one.cells) for one in self._lines]),
            columns=columns,
            empty=self._nothing,
            at=at or self._best(),
        )
        self._why()

    @property
    def _nothing(self) -> str:
        if not self._text.strip():
            return ASK
        return NARROWED if self._found or self._country else NOTHING if self.reader.count("source") else NONE

    def _best(self) -> int:
        """Return the line of the best answer: of its variable, else of its source."""
        if not self._lines:
            return 0
        first = self._lines[0].holding
        wanted = first.variable or first.source or first.path[0]
        return next((i for i, one in enumerate(self._lines) if one.id == wanted.id), 0)

    def _fill_matrix(self, kept: Sequence[Holding]) -> None:
        sources = list(dict.fromkeys(one.source.id for one in kept if one.source))
        countries = {one.country for one in kept if one.country}
        columns = self._columns or ("country" if len(countries) > 1 else "topics")

        def read(reader: Reader) -> Matrix:
            from ...inventory.matrix import matrix  # only for this view

            return matrix(reader, "agency", columns, sources).by_weight()

        self.ask(read, self.query_one(MatrixTable).show, group="matrix")

    def _say(self) -> None:
        """Write the first line, and the line of the views."""
        kept, colours = self._kept(), app_of(self).theme_variables
        sources = {one.source.id for one in kept if one.source}
        gaps = sum(one.source is None for one in kept)
        agencies = {one.agency.id for one in kept if one.agency}
        parts = [counted(len(agencies), "agency"), counted(len(sources), "source")] if sources else []
        parts += [counted(gaps, "gap")] if gaps else []
        self.show_place("Who holds", told=" · ".join(parts))
        text = Text(no_wrap=True, end="")
        for number, name in enumerate(VIEWS, start=1):
            style = f"bold {colours['accent']}" if name == self._view else colours["faint"]
            text.append(f"{number} {name}{' ◂' if name == self._view else '  '} ", style)
        narrowed = [self._names.get(self._country, self._country), self._access.replace("-", " ")]
        if any(narrowed):
            only = "   only " + ", ".join(clean(one) for one in narrowed if one) + "  (f)"
            text.append(only, colours["warning"])
        else:
            text.append("  ").append_text(legend(colours, brief=True))
        self.query_one("#views", Static).update(text)

    @on(VirtualTable.Moved)
    def _why(self) -> None:
        """Tell why the answer of the cursor is one."""
        told, line = Text(), self._line
        if line:
            from ...inventory.holdings import also_called  # loaded with the answers

            first = line.holding.path[0]
            met = any(word in fold(first.label) for word in self._words)
            called = "" if met else also_called(self.reader, first.id, self._words)
            colours, wide = app_of(self).theme_variables, self.has_class("-wide")
            told = why(line.holding, self._words, colours, called=called, under=wide)
        self.query_one("#told", Static).update(told)

    @on(MatrixTable.Moved)
    def _tell_cell(self) -> None:
        """Tell what is in the cell of the cursor."""
        from ...inventory.access import access_to  # loaded with the answers

        table, told = self.query_one(MatrixTable), self.query_one("#told", Static)
        if self._view != "matrix" or not table.matrix or not table.place:
            return
        wide, width = self.has_class("-wide"), told.content_size.width
        row, column = table.place
        text = Text(clean(f"{row.label} × {column.label}" if column else row.label) + "\n", "bold", end="")
        access = access_to(self.reader, table.sources(), self.session.today)
        room = 12 if wide else 4
        text.append_text(sources_told(access, room, width, app_of(self).theme_variables, under=wide))
        told.update(text)

    def on_resize(self, event: events.Resize) -> None:
        """Choose by the width what stands where."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self._say()
        self.call_after_refresh(self._tell_cell if self._view == "matrix" else self._why)

    def on_key(self, event: events.Key) -> None:
        """Go from the words down to the answers."""
        if event.key == "down" and isinstance(self.focused, Input):
            self._results.focus()
            event.stop()

    def action_fold(self) -> None:
        """Fold or unfold what is below the line."""
        line = self._line
        if line and line.folds and self._view == "tree":
            self._turned ^= {line.folds}
            self._fill()

    # doing

    @on(Input.Submitted, "#asked")
    def done(self) -> None:
        """Go from the words to the answers."""
        self._results.focus()

    def action_ask(self) -> None:
        """Go to the words."""
        self.query_one("#asked", Input).focus()

    def action_as_tree(self) -> None:
        """Show the tree."""
        self._turn_to("tree")

    def action_as_matrix(self) -> None:
        """Show the matrix."""
        self._turn_to("matrix")

    def action_as_path(self) -> None:
        """Show the paths."""
        self._turn_to("path")

    def _turn_to(self, view: str) -> None:
        self._view = view
        self.set_class(view == "matrix", "-matrix")
        self._fill()
        self._say()
        self._results.focus()

    def action_turn(self) -> None:
        """Change between countries and topics as columns of the matrix."""
        table = self.query_one(MatrixTable)
        now = table.matrix.column_name if table.matrix else "country"
        self._columns = "topics" if now == "country" else "country"
        self._turn_to("matrix")

    def action_narrow(self) -> None:
        """Keep a country, or a kind of access."""
        from ..widgets.dialogs import Choose  # with lists of options

        countries = sorted({one.country for one in self._found if one.country} | {self._country} - {""})
        kinds = sorted({one.access for one in self._found if one.access})
        choices = [("", "every country and access")]
        choices += [(f"country {one}", f"only {self._names.get(one, one)}") for one in countries]
        choices += [(f"access {one}", f"only access: {one.replace('-', ' ')}") for one in kinds]

        def chosen(answer: str | None) -> None:
            if answer is None:
                return
            what, _, value = answer.partition(" ")
            self._country = value if what == "country" else "" if not what else self._country
            self._access = value if what == "access" else "" if not what else self._access
            self._ask()

        app_of(self).push_screen(Choose("What of it?", choices), chosen)

    @on(VirtualTable.Chosen)
    @on(MatrixTable.Chosen)
    def action_open(self) -> None:
        """Open the record of the cursor; fold what is only a heading."""
        if self._view == "matrix":
            self._open_cell()
        elif self._line and self._line.id:
            self.application.open_record(self._line.id)
        else:
            self.action_fold()

    def _open_cell(self) -> None:
        table = self.query_one(MatrixTable)
        if not table.place:
            return
        row, column = table.place
        sources = table.sources()
        if column is None and row.id:
            self.application.open_record(row.id)
        elif len(sources) == 1:
            self.application.open_record(sources[0])
        elif sources:
            self._choose_source(sources)

    def _choose_source(self, sources: Sequence[str]) -> None:
        from ..widgets.dialogs import Choose  # as above

        labels = self.reader.labels(sources)

        def chosen(source: str | None) -> None:
            if source:
                self.application.open_record(source)

        app_of(self).push_screen(Choose("Which one?", [(one, labels.get(one, one)) for one in sources]), chosen)

    def action_edit(self) -> None:
        """Edit the source of the answer."""
        line = self._line
        name = (line.holding.source.id if line.holding.source else line.id) if line else next(iter(self._cell()), "")
        if name:
            self.application.show("edit", name.partition("/")[0], name)

    def _cell(self) -> Sequence[str]:
        return self.query_one(MatrixTable).sources() if self._view == "matrix" else ()

    def action_copy(self) -> None:
        """Copy the id of what the cursor is on."""
        name = self._line.id if self._line else next(iter(self._cell()), "")
        if name:
            app_of(self).copy_to_clipboard(name)
            self.tell(f"Copied: {name}")

    def action_copy_command(self) -> None:
        """Copy the command that answers the same."""
        if not (text := self._text.strip()):
            return
        command = f"orodha holds {shlex.quote(text)} --limit {MOST}"
        command += f" --country {self._country}" if self._country else ""
        app_of(self).copy_to_clipboard(command)
        self.tell(f"Copied: {command}" + ("; it shows every access." if self._access else ""))

    def action_new(self) -> None:
        """Plan a source for a gap; otherwise begin one."""
        line = self._line
        if line and not line.holding.source:
            from .planning import plan_source  # with the window that offers countries

            plan_source(self, *line.holding.path[0], self._country)
            return
        given: dict[str, Any] = {} if self._found else {"title": {"en": self._text.strip()}}
        self.application.show("edit", "source", given=given if self._text.strip() else {})
