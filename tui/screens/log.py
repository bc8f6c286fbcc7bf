"""The log: who changed what, when and why; each field before and after; and taking any of it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from ...catalogue.logbook import Entry, Logbook, change_of_record, changes_of, entries, user
from ...catalogue.reader import Reader
from ...catalogue.wording import counted
from ..clock import local
from ..logged import logged_names, summary
from ..theme import SIGNS
from ..typed import app_of
from ..undoing import take_back
from ..widgets.batch_lines import BatchLines, unfolded
from ..widgets.dialogs import Choose
from ..widgets.lines import FixedLines, Lines, Source
from ..widgets.virtual_table import Column, Row, VirtualTable
from ..width import clean, cut_middle
from .page import Page, bindings

FEW = 30
"""Of batches of so many records or fewer, every field that was changed is shown at once."""

ALL, MINE, ONE = "all", "mine", "one"


class _Batch(NamedTuple):
    """A batch, what it was for, and the lines of its records; None if it is large."""

    entry: Entry
    what: str
    lines: Source | None = None


class BatchRows:
    """Batches, a page at a time."""

    def __init__(self, reader: Reader, book: Logbook, colours: Mapping[str, str]) -> None:
        self.reader = reader
        self.book = book
        self.colours = colours

    def __len__(self) -> int:
        return len(self.book)

    def page(self, first: int, count: int) -> list[Row]:
        """Return so many rows."""
        return [self._row(one) for one in self.book.page(self.reader, first, count)]

    def _row(self, entry: Entry) -> Row:
        faint = self.colours["faint"]
        style = faint if entry.undone else ""
        cells = (local(entry.time), entry.author)
        told = Text(end="", no_wrap=True)
        if entry.undone:
            told.append(f"{SIGNS['rejected']} taken back by {entry.undone}: ", faint)
        if entry.undoes is not None:
            told.append(f"makes {entry.origin} again: " if entry.again else f"takes back {entry.origin}: ", style)
        told.append(clean(summary(self.reader, entry)), style if entry.note else faint)
        number = Text(str(entry.id), style)
        return Row(str(entry.id), (number, *(Text(one, style) for one in cells), told, f"{entry.records:,}"))


class LogPage(Page):
    """The log.

    Args:
        record_id: Only what was changed of this record; all if empty.
    """

    PLACE = "log"
    BINDINGS = bindings("log")
    DEFAULT_CSS = """
    LogPage #halves { layout: vertical; height: 1fr; }
    LogPage.-wide #halves { layout: horizontal; }
    LogPage #batches { height: 2fr; }
    LogPage #batch { height: 3fr; }
    LogPage #head { height: 1; padding: 0 1; color: $accent; text-style: bold; background: $panel; }
    LogPage #batch:focus-within #head { background: $chosen; }
    LogPage #changes:blur > .lines--cursor { background: $background; }
    LogPage.-wide #batches, LogPage.-wide #batch { height: 1fr; width: 1fr; }
    """
    CSS = """
    LogPage #batches:blur > .table--cursor { background: $panel; text-style: none; }
    """

    def __init__(self, record_id: str = "") -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
        self.record_id = record_id
        self.mine = False
        self._entry: Entry | None = None
        self._large: BatchLines | None = None

    def body(self) -> ComposeResult:
        """Make the batches, and what the chosen one changed."""
        with Container(id="halves"):
            yield VirtualTable(BATCHES, id="batches", empty="Nothing was changed yet: g i takes files in.")
            with Vertical(id="batch"):
                yield Static(id="head", markup=False)
                yield Lines(id="changes")

    @property
    def _batches(self) -> VirtualTable:
        return self.query_one("#batches", VirtualTable)

    @property
    def _changes(self) -> Lines:
        return self.query_one("#changes", Lines)

    def on_mount(self) -> None:
        """Show the newest."""
        self._batches.focus()
        self.look_again()

    def look_again(self) -> None:
        """Read the log anew; the cursor stays on its batch."""
        record, mine = self.record_id, self.mine

        def read(reader: Reader) -> tuple[Logbook, str]:
            name = logged_names(reader, [record]).get(record, record)
            return Logbook.of(reader, author=user() if mine else "", record=record), name

        self.ask(read, self._show)

    def _show(self, found: tuple[Logbook, str]) -> None:
        book, name = found
        whose = ["only mine"] if self.mine else []
        self.show_place("Log", *whose, *filter(None, [name]), told=counted(len(book), "change"))
        empty = "Nothing of that kind was changed: f shows all." if whose or self.record_id else ""
        rows = BatchRows(self.reader, book, app_of(self).theme_variables)
        self._batches.show(rows, empty=empty, stay=bool(self._entry))

    @on(VirtualTable.Moved, "#batches")
    def choose(self, event: VirtualTable.Moved) -> None:
        """Show what the batch under the cursor changed."""
        if event.row is None:
            self._entry = self._large = None
            self.query_one("#head", Static).update("")
            self._changes.show(FixedLines())
            return
        number, record = int(event.row.id), self.record_id
        columns, colours = self._columns, app_of(self).theme_variables

        def of_batch(reader: Reader) -> _Batch:
            [entry] = entries(reader, [number])
            what = summary(reader, entry)
            if record:
                one = change_of_record(reader, number, record)
                return _Batch(entry, what, FixedLines(unfolded(reader, [one] if one else [], columns, colours)))
            if entry.records > FEW:
                return _Batch(entry, what)
            lines = FixedLines(unfolded(reader, changes_of(reader, number, 0, FEW), columns, colours))
            return _Batch(entry, what, lines)

        self.ask(of_batch, self._show_changes, group="changes")

    @property
    def _columns(self) -> int:
        return self._changes.scrollable_content_region.width - 2  # a bar to scroll by may yet come

    def _show_changes(self, found: _Batch) -> None:
        entry, what, lines = found
        same = self._entry is not None and self._entry.id == entry.id
        self._entry = entry
        if same and self._large and lines is None and self._large.colours == app_of(self).theme_variables:
            return  # what is unfolded stays so
        self._large = None if lines else BatchLines(self.reader, entry.id, entry.records, app_of(self).theme_variables)
        told = f"batch {entry.id}, {counted(entry.records, 'record')}: "
        room = self.query_one("#head").content_size.width or self._columns
        self.query_one("#head", Static).update(told + cut_middle(clean(what), room - len(told)))
        self.refresh_bindings()
        shown = lines or self._large or FixedLines()
        self._changes.show_again(shown) if same else self._changes.show(shown)

    @on(events.Resize)
    def _fit(self) -> None:
        if self._entry:
            self._batches.post_message(VirtualTable.Moved(self._batches, self._batches.current))

    @on(VirtualTable.Chosen, "#batches")
    def go_in(self) -> None:
        """Go from the batch to what it changed."""
        self._changes.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether something can be done now: go back to the batches from below, unfold in what is folded."""
        if action == "batches":
            return self._changes.has_focus
        return action != "unfold" or self._large is not None

    def action_batches(self) -> None:
        """Go back from what a batch changed to the batches."""
        self._batches.focus()

    @on(Lines.Chosen)
    def open(self, event: Lines.Chosen) -> None:
        """Open the record of a line."""
        if self.reader.has(event.target):
            self.application.open_record(event.target)
        else:
            self.tell(f"{event.target} is not there any more; the log has what it was.")

    def action_unfold(self) -> None:
        """Show the fields of a record in a large batch, or hide them."""
        if self._large and self._changes.current:
            self._large.fold(self._changes.cursor, self._columns)
            self._changes.show_again(self._large)

    def action_only(self) -> None:
        """Ask what of the log to show."""
        chosen = self._changes.current if self._changes.has_focus else ""
        choices = [(ALL, "everything"), (MINE, f"only what {user()} did")]
        if chosen:
            name = logged_names(self.reader, [chosen]).get(chosen, chosen)
            choices.append((ONE, f"only {clean(name)}"))

        def done(answer: str | None) -> None:
            if answer:
                self.mine = answer == MINE
                self.record_id = chosen if answer == ONE else ""
                self._batches.focus()
                self.look_again()

        app_of(self).push_screen(Choose("Show", choices), done)

    def action_copy(self) -> None:
        """Copy the id of the record of a line."""
        if record := self._changes.current:
            app_of(self).copy_to_clipboard(record)
            self.tell(f"Copied: {record}")

    def action_undo_batch(self) -> None:
        """Take the batch under the cursor back."""
        if row := self._batches.current:
            take_back(self.application, int(row.id))


BATCHES = (
    Column("no", 0, 5, right=True),
    Column("when", 0, 16),
    Column("who", 0, 10),
    Column("what for", 1, 12),
    Column("records", 0, 7, right=True),
)
