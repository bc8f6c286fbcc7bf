"""What is overdue, and what is due soon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from ...catalogue.errors import OrodhaError
from ...catalogue.names import kind_of
from ...catalogue.reader import Reader
from ...catalogue.replacing import replacing
from ...catalogue.texts import fold
from ...catalogue.wording import counted
from ...inventory.dates import Span
from ..paths import expanded, there
from ..theme import SIGNS
from ..typed import app_of
from ..widgets.dialogs import AskLine, Choose
from ..widgets.virtual_table import Column, FixedRows, Row, VirtualTable
from ..width import clean
from .page import Page, bindings

if TYPE_CHECKING:
    from ...inventory.due_list import Due, DueList

WITHIN = (30, 90, 365)
"""How many days ahead one can look."""

SOON = 30
"""What is due in so many days or fewer stands out."""

UNDATED = "no date"
"""The sort of what nobody said when it is due."""

COLUMNS = (Column("due", 0, 10), Column("days", 0, 17), Column("what", 3, 30), Column("who", 1, 22))


class DuePage(Page):
    """What is due, the oldest first."""

    PLACE = "due"
    BINDINGS = bindings("due")
    DEFAULT_CSS = """
    DuePage #told { height: auto; min-height: 3; padding: 0 1; background: $panel; color: $faint; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.within = 90
        self.sort = ""
        self._found: DueList | None = None
        self._shown: Sequence[Due] = ()
        self._texts: Sequence[str] = ()

    def body(self) -> ComposeResult:
        """Make the line to type in, the table, and what there is to say of the row of the cursor."""
        yield Input(placeholder="type to narrow the list", id="filter")
        yield VirtualTable(COLUMNS, id="rows", empty="")
        yield Static(id="told", markup=False)

    def on_mount(self) -> None:
        """Show what is due in the next three months."""
        self.query_one(VirtualTable).focus()
        self.show_place("Due", told="looking ...")
        self.look_again()

    def look_again(self) -> None:
        """Ask anew; the cursor stays on its record."""
        on, within = self.session.today, Span(days=self.within)

        def asked(reader: Reader) -> tuple[DueList, list[str]]:
            from ...inventory.due import due  # the application starts without it

            found = due(reader, on, within)
            return found, [_text(one) for one in found.items]

        self.ask(asked, self._answered)

    def _answered(self, answer: tuple[DueList, list[str]]) -> None:
        self._found, self._texts = answer
        self._show()

    @on(Input.Changed, "#filter")
    def _show(self) -> None:
        """Show what has the words, and is of the sort."""
        found = self._found
        if found is None:
            return
        words = fold(self.query_one("#filter", Input).value).split()
        colours = app_of(self).theme_variables
        if self.sort == UNDATED:
            self._shown = ()
            kept = [one for one in found.undated if all(word in fold(f"{one.label} {one.id}") for word in words)]
            rows = FixedRows([Row(one.id, ("", UNDATED, one.label)) for one in kept])
        else:
            every = zip(found.items, self._texts, strict=True)
            sort = self.sort
            self._shown = [one for one, text in every if sort in ("", one.kind) and all(word in text for word in words)]
            rows = DueRows(self._shown, found, colours)
        narrowed = bool(words or self.sort)
        empty = (
            "Nothing of that is due: / changes the words, f the sort." if narrowed else "Nothing is due: + looks on."
        )
        self.query_one(VirtualTable).show(rows, empty=empty, stay=True)
        late = len(found.overdue)
        told = f"{late:,} overdue, {len(found.items) - late:,} more"
        if narrowed:
            told = f"{len(rows):,} of {told}"
        self.show_place("Due", f"within {self.within} days", *filter(None, [self.sort]), told=told)

    @on(VirtualTable.Moved)
    def tell_more(self) -> None:
        """Say who is to do it, and in which record it stands."""
        found, colours = self._found, app_of(self).theme_variables
        if found is None:
            return
        at, told = self.query_one(VirtualTable).cursor, Text()
        if at < len(self._shown):
            one = self._shown[at]
            who = ", ".join(each.label for each in one.who) or "nobody named"
            told.append(clean(one.what), f"bold {colours['foreground']}").append("\n")
            told.append(clean(f"{one.kind}: {who}"), colours["foreground"])
            told.append(clean("  " + " · ".join([one.record.id, *filter(None, [one.note])])))
        told.append("\n").append(" ".join(found.remarks()[1:]))
        self.query_one("#told", Static).update(told)

    @on(Input.Submitted)
    def done(self) -> None:
        """Go from the words to the rows."""
        self.query_one(VirtualTable).focus()

    @on(VirtualTable.Chosen)
    def open(self, event: VirtualTable.Chosen) -> None:
        """Open the record that says so."""
        if event.row:
            self.application.open_record(event.row.id)

    def action_filter(self) -> None:
        """Go to the words."""
        self.query_one("#filter", Input).focus()

    def action_later(self) -> None:
        """Look further ahead."""
        self._look(1)

    def action_sooner(self) -> None:
        """Look less far ahead."""
        self._look(-1)

    def _look(self, by: int) -> None:
        self.within = WITHIN[max(0, min(WITHIN.index(self.within) + by, len(WITHIN) - 1))]
        self.look_again()

    def action_keep_kind(self) -> None:
        """Ask which sort to keep."""
        if self._found is None:
            return
        counts = Counter(one.kind for one in self._found.items)
        choices = [("", f"all: {len(self._found.items):,}"), *((one, f"{one}: {n:,}") for one, n in counts.items())]
        choices.append((UNDATED, f"open actions without a date: {len(self._found.undated):,}"))

        def done(answer: str | None) -> None:
            if answer is not None:
                self.sort = answer
                self._show()

        app_of(self).push_screen(Choose("What to show", choices), done)

    def action_edit(self) -> None:
        """Change the record."""
        if row := self.query_one(VirtualTable).current:
            self.application.show("edit", kind_of(row.id), row.id)

    def action_copy(self) -> None:
        """Copy the id."""
        if row := self.query_one(VirtualTable).current:
            app_of(self).copy_to_clipboard(row.id)
            self.tell(f"Copied: {row.id}")

    def action_calendar(self) -> None:
        """Ask for a file, and write what is due as a calendar."""
        if found := self._found:
            base = str(self.reader.meta["base"])
            question = f"A calendar of {counted(len(found.items), 'event')}, for Outlook and others. Which file?"
            app_of(self).push_screen(
                AskLine(question, "due.ics", wrong=_cannot_write), partial(self._write, found, base)
            )

    def _write(self, found: DueList, base: str, path: str | None) -> None:
        if not path:
            return

        app = self.application

        def work() -> None:
            from ...inventory.ics import to_ics  # a library that only calendars need

            try:
                with replacing(expanded(path), overwrite=False) as part:
                    part.write_bytes(to_ics(found, base))
            except Exception as error:  # what nobody foresaw is told too
                app.call_from_thread(app.tell_error, app.as_told(error))
                return
            app.call_from_thread(app.tell, f"Wrote {path}: {counted(len(found.items), 'event')}.")

        app.run_worker(work, group="calendar", thread=True)


def _cannot_write(path: str) -> str:
    """Return why a file cannot be written there, as far as that is known before; "" if it can."""
    file = expanded(path)
    if not path.strip():
        return "Write the name of a file."
    try:
        if there(file) != "nothing":
            return f"{path} is there already: choose another name."
        return "" if there(file.parent) == "folder" else f"There is no folder {file.parent}."
    except OrodhaError as error:
        return f"{error.what} {error.advice}"


def _text(one: Due) -> str:
    return fold(" ".join([one.what, one.record.id, one.kind, *(each.label for each in one.who)]))


class DueRows:
    """What is due, a page at a time."""

    def __init__(self, items: Sequence[Due], found: DueList, colours: Mapping[str, str]) -> None:
        self.items = items
        self.on = found.on
        self.colours = colours

    def __len__(self) -> int:
        return len(self.items)

    def page(self, first: int, count: int) -> list[Row]:
        """Return so many rows."""
        return [self._row(one) for one in self.items[first : first + count]]

    def _row(self, one: Due) -> Row:
        late = one.late(self.on)
        sign, colour = " ", ""
        if late > 0:
            sign, colour = SIGNS["late"], self.colours["error"]
        elif late >= -SOON:
            sign, colour = SIGNS["restricted"], self.colours["warning"]
        days = Text(f"{sign} {one.lateness(self.on)}", colour)
        return Row(one.record.id, (one.written, days, one.what, ", ".join(each.label for each in one.who)))
