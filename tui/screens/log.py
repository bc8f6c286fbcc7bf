"""The log: who changed what, when and why; each field before and after; and taking any of it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container

from ...catalogue.logbook import Entry, Logbook, Logged, change_of_record, changes_of, entries, states, summary, user
from ...catalogue.reader import Reader
from ...catalogue.wording import counted
from ..clock import local
from ..lines import difference_rows
from ..theme import SIGNS
from ..typed import app_of
from ..undoing import make_again, take_back
from ..values import differences
from ..widgets.dialogs import Choose
from ..widgets.virtual_table import Column, FixedRows, Row, Rows, VirtualTable
from ..width import clean
from .page import Page, bindings

FEW = 30
"""Of batches of so many records or fewer, every field that was changed is shown at once."""

ALL, MINE, ONE = "all", "mine", "one"


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
            told.append(f"makes {entry.origin} again: " if entry.again else f"takes back {entry.origin}: ")
        told.append(clean(summary(self.reader, entry)), style if entry.note else faint)
        number = Text(str(entry.id), style)
        return Row(str(entry.id), (number, *(Text(one, style) for one in cells), told, f"{entry.records:,}"))


class ChangeRows:
    """The records of a large batch, a page at a time, with the fields below those that are unfolded.

    Attributes:
        unfolded: Rows of fields, by the place of the record in the batch.
    """

    def __init__(self, reader: Reader, entry: Entry, colours: Mapping[str, str]) -> None:
        self.reader = reader
        self.entry = entry
        self.colours = colours
        self.unfolded: dict[int, Sequence[Row]] = {}

    def __len__(self) -> int:
        return self.entry.records + sum(map(len, self.unfolded.values()))

    def place(self, at: int) -> tuple[int, int]:
        """Return the place in the batch of the record that a row is of, and which of its rows it is, 0 its own."""
        before = 0
        for place, rows in sorted(self.unfolded.items()):
            own = place + before
            if at <= own:
                break
            if at <= own + len(rows):
                return place, at - own
            before += len(rows)
        return at - before, 0

    def page(self, first: int, count: int) -> list[Row]:
        """Return so many rows."""
        place, within = self.place(first)
        rows: list[Row] = []
        for number, one in enumerate(changes_of(self.reader, self.entry.id, place, count), place):
            rows += [record_row(one, self.colours), *self.unfolded.get(number, ())]
            if len(rows) >= within + count:
                break
        return rows[within : within + count]


def record_row(one: Logged, colours: Mapping[str, str]) -> Row:
    """Return the row of a record in a batch: what was done to it, its label, its id."""
    looks = {"added": colours["success"], "deleted": colours["error"], "changed": colours["accent"]}
    told = Text(end="", no_wrap=True).append(f"{one.did:8}", looks[one.did])
    told.append(clean(one.label), "bold").append(f"  {one.record}", colours["faint"])
    return Row(one.record, (told,))


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
    LogPage #changes { height: 3fr; }
    LogPage VirtualTable:blur > .table--cursor { background: $panel; text-style: none; }
    LogPage #changes:blur > .table--cursor { background: $surface; }
    LogPage.-wide #halves VirtualTable { height: 1fr; width: 1fr; }
    """

    def __init__(self, record_id: str = "") -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
        self.record_id = record_id
        self.mine = False
        self._entry: Entry | None = None
        self._large: ChangeRows | None = None

    def body(self) -> ComposeResult:
        """Make the batches, and what the chosen one changed."""
        with Container(id="halves"):
            yield VirtualTable(BATCHES, id="batches", empty="Nothing was changed yet.")
            yield VirtualTable(id="changes", empty="What a batch changed stands here.")

    @property
    def _batches(self) -> VirtualTable:
        return self.query_one("#batches", VirtualTable)

    @property
    def _changes(self) -> VirtualTable:
        return self.query_one("#changes", VirtualTable)

    def on_mount(self) -> None:
        """Show the newest."""
        self._batches.focus()
        self.look_again()

    def look_again(self) -> None:
        """Read the log anew; the cursor stays on its batch."""
        record, mine = self.record_id, self.mine
        self.ask(lambda reader: Logbook.of(reader, author=user() if mine else "", record=record), self._show)

    def _show(self, book: Logbook) -> None:
        whose = ["only mine"] if self.mine else []
        self.show_place("Log", *whose, *filter(None, [self.record_id]), told=counted(len(book), "change"))
        empty = "Nothing of that kind was changed: f shows all." if whose or self.record_id else ""
        rows = BatchRows(self.reader, book, app_of(self).theme_variables)
        self._batches.show(rows, empty=empty, stay=bool(self._entry))

    @on(VirtualTable.Moved, "#batches")
    def choose(self, event: VirtualTable.Moved) -> None:
        """Show what the batch under the cursor changed."""
        if event.row is None:
            self._entry = None
            self._changes.show(FixedRows(), columns=[Column("")])
            return
        number, record = int(event.row.id), self.record_id
        columns, colours = self._changes.scrollable_content_region.width - 4, app_of(self).theme_variables

        def of_batch(reader: Reader) -> tuple[Entry, Rows | None]:
            [entry] = entries(reader, [number])
            if record:
                one = change_of_record(reader, number, record)
                return entry, FixedRows(_unfolded(reader, [one] if one else [], columns, colours))
            if entry.records > FEW:
                return entry, None
            return entry, FixedRows(_unfolded(reader, changes_of(reader, number, 0, FEW), columns, colours))

        self.ask(of_batch, self._show_changes, group="changes")

    def _show_changes(self, found: tuple[Entry, Rows | None]) -> None:
        entry, rows = found
        same = self._entry is not None and self._entry.id == entry.id
        self._entry = entry
        head = f"batch {entry.id}: {counted(entry.records, 'record')}"
        if entry.records > FEW and not self.record_id:
            head += ", space unfolds"
        self._large = None if rows else ChangeRows(self.reader, entry, app_of(self).theme_variables)
        self._changes.show(
            rows or self._large or FixedRows(), columns=[Column(head)], at=self._changes.cursor if same else 0
        )

    @on(events.Resize)
    def _fit(self) -> None:
        if self._entry:
            self._batches.post_message(VirtualTable.Moved(self._batches, self._batches.current))

    @on(VirtualTable.Chosen, "#batches")
    def go_in(self) -> None:
        """Go from the batch to what it changed."""
        self._changes.focus()

    @on(VirtualTable.Chosen, "#changes")
    def open(self, event: VirtualTable.Chosen) -> None:
        """Open the record of a line."""
        if event.row and self.reader.has(event.row.id):
            self.application.open_record(event.row.id)
        elif event.row:
            self.tell(f"{event.row.id} is not there any more; the log has what it was.")

    def action_unfold(self) -> None:
        """Show the fields of a record in a large batch, or hide them."""
        if (rows := self._large) is None:
            return
        place, within = rows.place(self._changes.cursor)
        if place in rows.unfolded:
            del rows.unfolded[place]
        else:
            found = changes_of(self.reader, rows.entry.id, place, 1)
            columns = self._changes.scrollable_content_region.width - 4
            rows.unfolded[place] = _unfolded(self.reader, found, columns, rows.colours)[1:]
        self._changes.show(rows, at=self._changes.cursor - within)

    def action_only(self) -> None:
        """Ask what of the log to show."""
        chosen = self._changes.current if self._changes.has_focus else None
        choices = [(ALL, "everything"), (MINE, f"only what {user()} did")]
        if chosen:
            choices.append((ONE, f"only {chosen.id}"))

        def done(answer: str | None) -> None:
            if answer:
                self.mine = answer == MINE
                self.record_id = chosen.id if chosen and answer == ONE else ""
                self._batches.focus()
                self.look_again()

        app_of(self).push_screen(Choose("Show", choices), done)

    def action_undo_batch(self) -> None:
        """Take the batch under the cursor back."""
        if row := self._batches.current:
            take_back(self.application, int(row.id))

    def action_redo(self) -> None:
        """Make a change again."""
        make_again(self.application)


BATCHES = (
    Column("no", 0, 5, right=True),
    Column("when", 0, 16),
    Column("who", 0, 10),
    Column("what for", 1, 12),
    Column("records", 0, 7, right=True),
)


def _unfolded(reader: Reader, found: Sequence[Logged], columns: int, colours: Mapping[str, str]) -> list[Row]:
    """Return the rows of some records, each with those of its fields."""
    before_after = states(reader, [one.seq for one in found])
    return [
        row
        for one in found
        for row in (
            record_row(one, colours),
            *difference_rows(one.record, differences(*before_after[one.seq]), columns, colours),
        )
    ]
