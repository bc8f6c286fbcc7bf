"""The agreements by how long they last, and whether a source may be shared under them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from ...catalogue.reader import Document, Reader
from ...catalogue.texts import DEFAULT_LANGUAGE, in_language
from ...catalogue.wording import counted
from ...inventory.named import Named, every
from ...inventory.register import STANDINGS, Lasting, by_days_left, naming, stage
from ..theme import SIGNS
from ..typed import app_of
from ..widgets.dialogs import Choose
from ..widgets.lines import FixedLines, Lines
from ..widgets.pick import Choice, Pick
from ..widgets.record_lines import lines_of_record
from ..widgets.virtual_table import Column, Row, VirtualTable
from ..width import clean
from .page import Page, bindings

SOON = 90
"""An agreement that ends in so many days or fewer stands out."""

WIDE = 120
"""So many columns have room for the record beside the list."""

COLUMNS = (
    Column("ends", 0, 18),
    Column("status", 0, 12),
    Column("agreement", 3, 24, middle=True),
    Column("parties", 2, 26),
    Column("covers", 2, 20),
)

PURPOSES = "scheme/sharing-purposes"


class AgreementRows:
    """Agreements, a page at a time."""

    def __init__(self, reader: Reader, found: Sequence[Lasting], colours: Mapping[str, str]) -> None:
        self.reader = reader
        self.found = found
        self.colours = colours

    def __len__(self) -> int:
        return len(self.found)

    def page(self, first: int, count: int) -> list[Row]:
        """Return so many rows."""
        wanted = self.found[first : first + count]
        keys = [one.key for one in wanted]
        found = self.reader.at(keys)
        documents = {key: [document] for key, document in zip(keys, found, strict=False)}
        if len(found) < len(keys):  # some are gone by now
            documents = {key: self.reader.at([key]) for key in keys}
        named = [each for those in documents.values() for one in those for each in _named(one)]
        labels = self.reader.labels(named)
        return [self._row(one, documents[one.key], labels) for one in wanted]

    def _row(self, one: Lasting, documents: Sequence[Document], labels: Mapping[str, str]) -> Row:
        if not documents:  # it is gone by now
            return Row("", ("", "", "", "", ""))
        [document] = documents
        title: Any = document.get("title", {})
        parties, covers = (
            ", ".join(labels.get(each, each) for each in document.get(name, ())) for name in ("parties", "covers")
        )
        nobody = Text("no party", self.colours["faint"])
        nothing = Text("no source named", self.colours["faint"])
        name = in_language(title, DEFAULT_LANGUAGE) or document["id"]
        return Row(
            document["id"], (ends(one, self.colours), stage(one.standing), name, parties or nobody, covers or nothing)
        )


def _named(document: Document) -> list[str]:
    return [*document.get("parties", ()), *document.get("covers", ())]


def ends(one: Lasting, colours: Mapping[str, str]) -> Text:
    """Return when an agreement ends, in words behind a sign: "! 12 days over", "◐ 40 days left"."""
    if one.left is None:
        return Text("  no last day", colours["faint"])
    days = counted(abs(one.left), "day")
    if one.is_late:
        return Text(f"{SIGNS['late']} {days} over", colours["error"])
    if stage(one.standing) == "expired":
        return Text(f"  ended {days} ago" if one.left < 0 else "  ended", colours["faint"])
    if one.left > SOON:
        return Text(f"  {days} left")
    return Text(f"{SIGNS['restricted']} {days} left", colours["warning"])


class AgreementsPage(Page):
    """The agreements."""

    PLACE = "agreements"
    BINDINGS = bindings("agreements")
    DEFAULT_CSS = """
    AgreementsPage #list { width: 3fr; }
    AgreementsPage #record { width: 2fr; display: none; border-left: vkey $panel; }
    AgreementsPage.-wide #record { display: block; }
    AgreementsPage #told { height: 3; padding: 0 1; background: $panel; color: $faint; }
    AgreementsPage.-wide #told { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
        self.status = ""
        self._whole: Sequence[Lasting] = ()
        self._shown: Sequence[Lasting] = ()

    def body(self) -> ComposeResult:
        """Make the line to type in, the list, and the record beside it."""
        yield Input(placeholder="type to narrow the list", id="filter")
        with Horizontal():
            yield VirtualTable(COLUMNS, id="list")
            yield Lines(id="record")
        yield Static(id="told", markup=False)

    @property
    def _list(self) -> VirtualTable:
        return self.query_one("#list", VirtualTable)

    def on_mount(self) -> None:
        """Show all."""
        self._list.focus()
        self.show_place("Agreements", told="looking ...")
        self.look_again()

    def look_again(self) -> None:
        """Ask anew; the cursor stays on its agreement."""
        on = self.session.today
        self.ask(lambda reader: by_days_left(reader, on), self._answered)

    def _answered(self, found: Sequence[Lasting]) -> None:
        self._whole = found
        self._narrow(self.query_one("#filter", Input).value)

    @on(Input.Changed, "#filter")
    def narrow(self, event: Input.Changed) -> None:
        """Keep what has the words."""
        self._narrow(event.value)

    def _narrow(self, text: str) -> None:
        whole, status = self._whole, self.status

        def kept(reader: Reader) -> Sequence[Lasting]:
            among = naming(reader, text) if text.strip() else None
            return [
                one
                for one in whole
                if (among is None or one.key in among) and (not status or stage(one.standing) == status)
            ]

        self.ask(kept, self._show, group="narrow")

    def _show(self, found: Sequence[Lasting]) -> None:
        self._shown = found
        rows = AgreementRows(self.reader, found, app_of(self).theme_variables)
        narrowed = len(found) != len(self._whole)
        empty = "No agreement is so: / changes the words, f the status." if narrowed else "None yet: n makes one."
        self._list.show(rows, empty=empty, stay=True)
        late = sum(one.is_late for one in found)
        told = counted(len(self._whole), "agreement")
        told = f"{len(found):,} of {told}" if narrowed else told
        told += f", {late:,} over" if late else ""
        self.show_place("Agreements", *filter(None, [self.status]), told=told)

    @on(VirtualTable.Moved, "#list")
    def show_record(self) -> None:
        """Show the agreement under the cursor beside the list, where there is room."""
        beside, row = self.query_one("#record", Lines), self._list.current
        if not row or not row.id:
            return
        if app_of(self).size.width < WIDE:
            self.query_one("#told", Static).update(self._told(row))
            return
        columns, colours = beside.scrollable_content_region.width - 2, app_of(self).theme_variables

        def lines(reader: Reader) -> FixedLines:
            return FixedLines(lines_of_record(reader, reader.get(row.id), columns, DEFAULT_LANGUAGE, colours))

        self.ask(lines, beside.show, group="record")

    def _told(self, row: Row) -> Text:
        """Return the whole name of an agreement, who made it and what it covers."""
        _, _, name, parties, covers = (str(cell) for cell in row.cells)
        told = Text(clean(name), app_of(self).theme_variables["foreground"])
        return told.append("\n").append(clean(f"{parties} · covers {covers}"))

    @on(events.Resize)
    def _fit(self) -> None:
        self.call_after_refresh(self.show_record)

    @on(Input.Submitted)
    def done(self) -> None:
        """Go from the words to the rows."""
        self._list.focus()

    @on(Lines.Chosen)
    def open_named(self, event: Lines.Chosen) -> None:
        """Open what the record beside the list names."""
        if "/" in event.target:
            self.application.open_record(event.target)

    @on(VirtualTable.Chosen)
    def open(self, event: VirtualTable.Chosen) -> None:
        """Open the agreement."""
        if event.row and event.row.id:
            self.application.open_record(event.row.id)

    def action_filter(self) -> None:
        """Go to the words."""
        self.query_one("#filter", Input).focus()

    def action_edit(self) -> None:
        """Change the agreement."""
        if (row := self._list.current) and row.id:
            self.application.show("edit", "agreement", row.id)

    def action_new(self) -> None:
        """Make an agreement."""
        self.application.show("edit", "agreement")

    def action_copy(self) -> None:
        """Copy the id."""
        if (row := self._list.current) and row.id:
            app_of(self).copy_to_clipboard(row.id)
            self.tell(f"Copied: {row.id}")

    def action_keep_status(self) -> None:
        """Ask which status to keep."""
        counts = {one: sum(stage(each.standing) == one for each in self._whole) for one in STANDINGS}
        choices = [("", f"all: {len(self._whole):,}"), *((one, f"{one}: {n:,}") for one, n in counts.items() if n)]

        def done(answer: str | None) -> None:
            if answer is not None:
                self.status = answer
                self._narrow(self.query_one("#filter", Input).value)

        app_of(self).push_screen(Choose("What to show", choices), done)

    def action_may_share(self) -> None:
        """Ask what is to be shared, with whom and for what; then show the answer."""
        row = self._list.current
        ask_what_to_share(self, row.id if row else "")


def ask_what_to_share(page: Page, agreement: str = "") -> None:
    """Ask for a source, an agency and a purpose, and open the answer whether that may be shared.

    Args:
        page: The screen that asks.
        agreement: Id of an agreement: what it covers and who receives under it are offered first; "" for none.
    """
    from .sharing import SharingPage  # it is opened from here alone

    def choices(reader: Reader) -> list[list[Choice]]:
        document = reader.get(agreement) if agreement and reader.has(agreement) else {}
        receivers = (*document.get("recipients", ()), *document.get("parties", ()))
        purposes = reader.records("concept", [f"scheme={PURPOSES}"]) if reader.has(PURPOSES) else ()
        named = [Choice(one["id"], in_language(one["label"], DEFAULT_LANGUAGE)) for one in purposes]
        return [
            _first(every(reader, "source"), document.get("covers", ()), "covered by it"),
            _first(every(reader, "agency"), receivers, "party to it"),
            [Choice("", "whatever it is for"), *named],
        ]

    def answered(found: list[list[Choice]]) -> None:
        sources, agencies, purposes = found

        def opened(answers: list[str]) -> None:
            app_of(page).push_screen(SharingPage(*answers))

        questions = (
            "Which source is to be shared?",
            "With which agency is {0} to be shared?",
            "For what is {0} to be shared with {1}?",
        )
        _ask_each(page, list(zip(questions, (sources, agencies, purposes), strict=True)), [], opened)

    page.ask(choices, answered, group="choices")


def _ask_each(
    page: Page, steps: Sequence[tuple[str, Sequence[Choice]]], answers: list[Choice], then: Callable[[list[str]], None]
) -> None:
    if not steps:
        then([one.id for one in answers])
        return
    (question, choices), *rest = steps

    def done(answer: str | None) -> None:
        if answer is not None:
            _ask_each(page, rest, [*answers, next(one for one in choices if one.id == answer)], then)

    app_of(page).push_screen(Pick(question.format(*(one.label for one in answers)), choices), done)


def _first(named: Sequence[Named], first: Sequence[str], told: str) -> list[Choice]:
    """Return records as choices, some before the others, with what is told of them."""
    chosen = [Choice(one.id, one.label, told) for one in named if one.id in first]
    return [*chosen, *(Choice(one.id, one.label, one.id) for one in named if one.id not in first)]
