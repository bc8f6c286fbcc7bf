"""A list of the records of a kind, narrowed as one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from ...catalogue.listing import Listing
from ...catalogue.reader import Document, Reader
from ...catalogue.texts import DEFAULT_LANGUAGE, in_language
from ...catalogue.wording import counted, plural
from ..widgets.virtual_table import Column, Row, VirtualTable
from .page import Page, bindings

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "source": ("holder", "access"),
    "agency": ("type", "country"),
    "variable": ("source",),
    "agreement": ("status", "expires"),
    "concept": ("scheme",),
}
"""Fields beside the label, by kind; those that are recommended for other kinds."""


class DocumentRows:
    """The rows of a list: label and some fields of each record."""

    def __init__(self, reader: Reader, listing: Listing, fields: Sequence[str]) -> None:
        self.reader = reader
        self.listing = listing
        self.fields = fields

    def __len__(self) -> int:
        return len(self.listing)

    def page(self, first: int, count: int) -> list[Row]:
        """Return so many rows."""
        documents = self.listing.page(self.reader, first, count)
        label = str(self.reader.kinds[self.listing.kind]["label"])
        values = [[_listed(document.get(name)) for name in self.fields] for document in documents]
        labels = self.reader.labels([one for row in values for cell in row for one in cell])
        return [
            Row(
                document["id"],
                (_text(document, label), *(", ".join(labels.get(one, one) for one in cell) for cell in row)),
            )
            for document, row in zip(documents, values, strict=True)
        ]


def _listed(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in cast("list[Any]", value)]
    if isinstance(value, dict):
        return [in_language(cast("dict[str, str]", value), DEFAULT_LANGUAGE)]
    return [str(value)] if value not in (None, "") else []


def _text(document: Document, name: str) -> str:
    value = document.get(name) or document["id"]
    return in_language(cast("dict[str, str]", value), DEFAULT_LANGUAGE) if isinstance(value, dict) else str(value)


class ListPage(Page):
    """The records of a kind."""

    PLACE = "list"
    BINDINGS = bindings("list")

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self._whole = Listing.of(self.reader, kind)

    def body(self) -> ComposeResult:
        """Make the line to type in, and the table."""
        yield Input(placeholder=f"words of the {plural(self.kind)} to keep", id="filter")
        yield VirtualTable(id="rows", empty="")

    def on_mount(self) -> None:
        """Show all."""
        self._show(self._whole)
        self.query_one(VirtualTable).focus()

    def _show(self, listing: Listing) -> None:
        fields = COLUMNS.get(self.kind, ())
        columns = [Column(self.kind, 3, 20), *(Column(name.replace("_", " "), 2, 12) for name in fields)]
        empty = "No record has all these words: esc clears them." if len(self._whole) else "None yet: n makes one."
        self.query_one(VirtualTable).show(DocumentRows(self.reader, listing, fields), columns=columns, empty=empty)
        told = counted(len(self._whole), self.kind)
        if listing is not self._whole:
            told = f"{len(listing):,} of {told}"
        self.show_place(plural(self.kind).capitalize(), told=told)

    @on(Input.Changed, "#filter")
    def narrow(self, event: Input.Changed) -> None:
        """Narrow the list in the background; what was being searched is given up."""
        self._narrow(event.value)

    def _narrow(self, text: str) -> None:
        whole = self._whole
        self.ask(lambda reader: whole.narrowed(reader, text), self._show, group="narrow")

    @on(Input.Submitted, "#filter")
    def done(self) -> None:
        """Go from the words to the rows."""
        self.query_one(VirtualTable).focus()

    def action_filter(self) -> None:
        """Go to the words."""
        self.query_one("#filter", Input).focus()

    @on(VirtualTable.Chosen)
    def open(self, event: VirtualTable.Chosen) -> None:
        """Open a record."""
        if event.row:
            self.application.open_record(event.row.id)

    def look_again(self) -> None:
        """Read the list anew, and stay where one was."""
        self._whole = Listing.of(self.reader, self.kind)
        self._narrow(self.query_one("#filter", Input).value)
