"""A list of the records of a kind, narrowed as one types and by what their fields hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from ...catalogue.facets import MOST, Facet, Facets
from ...catalogue.linking import referring
from ...catalogue.listing import Listing
from ...catalogue.reader import Document, Reader
from ...catalogue.wording import counted, listed, plural
from ..deleting import delete
from ..drafts import unfinished
from ..lending import edit_whole
from ..typed import app_of
from ..widgets.facets import FacetTable, FacetWindow
from ..widgets.record_lines import record_lines
from ..widgets.virtual_table import VirtualTable
from .list_answers import Found, Wanted, look
from .list_rows import DocumentRows, legend, shown_of
from .page import Page, bindings

WIDE = 120
"""The columns from which facets and the record stand beside the list."""

PATIENCE = 0.5
"""Seconds at most that keys wait for the rows, which they are meant for."""


class ListPage(Page):
    """The records of a kind.

    Args:
        kind: Name of the kind.
        where: Conditions that all of them satisfy, as ``Reader.records`` takes them.
    """

    PLACE = "list"
    BINDINGS = bindings("list")
    DEFAULT_CSS = """
    ListPage #parts { height: 1fr; }
    ListPage #rows { width: 1fr; }
    ListPage #facets { width: 28; }
    ListPage #beside { width: 33%; padding: 0 1; background: $panel; scrollbar-size-vertical: 1; }
    ListPage #beside { scrollbar-background: $panel; scrollbar-color: $chosen; }
    ListPage #beside > Static { height: auto; }
    ListPage #signs { height: 1; }
    """

    def __init__(self, kind: str, where: Sequence[str] = ()) -> None:
        super().__init__()
        self.kind = kind
        self.where = tuple(where)
        self._wanted = Wanted()
        self._found: Found | None = None
        self._facets: tuple[Listing, Facets] | None = None
        self._stale = True
        self.ready = False

    def body(self) -> ComposeResult:
        """Make the line to type in, the table, and where there is room what stands beside it."""
        yield Input(placeholder="type to narrow the list", id="filter")
        with Horizontal(id="parts"):
            if self.is_wide:
                yield FacetTable(id="facets")
            yield VirtualTable(id="rows")
            if self.is_wide:
                yield self._beside()
        if self.kind == "source":
            yield Static(id="signs")

    def _beside(self) -> VerticalScroll:
        return VerticalScroll(Static(id="told"), id="beside", can_focus=False)

    @property
    def is_wide(self) -> bool:
        """Whether there is room beside the list."""
        return app_of(self).size.width >= WIDE

    @property
    def table(self) -> VirtualTable:
        """The rows."""
        return self.query_one("#rows", VirtualTable)

    def on_mount(self) -> None:
        """Show all."""
        self._tell_place()
        self.set_focus(self.table)
        self.look_again()
        self.set_timer(PATIENCE, self._take_keys)

    def _take_keys(self) -> None:
        self.ready = True

    async def on_resize(self, event: events.Resize) -> None:
        """Take the panes in or out as the window grows or shrinks."""
        if bool(self.query("#beside")) == self.is_wide:
            return
        if self.is_wide:
            await self.query_one("#parts").mount(FacetTable(id="facets"), before="#rows")
            await self.query_one("#parts").mount(self._beside())
            self._find_facets()
            self._show_beside()
        else:
            await self.query("#facets, #beside").remove()
            self.set_focus(self.table)

    # what is seen

    def look_again(self) -> None:
        """Read the list anew, and stay on the record where one is."""
        self._stale = True
        for signs in self.query("#signs").results(Static):
            signs.update(legend(app_of(self).theme_variables))
        self._look(stay=True)

    def look_at_drafts(self) -> None:
        """Mark anew what was left unsaved."""
        self.look_again()

    def _want(self, wanted: Wanted, *, stay: bool = False) -> None:
        """Show something else of the list; what was being searched is given up."""
        self._wanted = wanted
        self._look(stay=stay)

    def _look(self, *, stay: bool) -> None:
        kind, where, wanted, row = self.kind, self.where, self._wanted, self.table.current
        known = None if self._stale or self._found is None else self._found.whole
        record = row.id if row and stay else ""
        counted = None if where or wanted.chosen else partial(self.call_later, self._tell_count, wanted)
        self.ask(
            lambda reader: look(reader, known or Listing.of(reader, kind, where), wanted, record, counted),
            self._show,
            group="look",
        )

    def _tell_count(self, wanted: Wanted, count: int) -> None:
        """Say how many records have the words, while a long list of them is still being put in order."""
        if wanted is self._wanted and wanted is not (self._found and self._found.wanted):
            self._tell_place(count)

    def _show(self, found: Found) -> None:
        before, self._found = self._found, found
        if self._stale:
            self._stale, self._facets = False, None
        columns, fields = shown_of(self.reader, self.kind)
        left = unfinished(self.session.target, ())
        rows = DocumentRows(self.reader, found.shown, fields, app_of(self).theme_variables, left)
        same = before is not None and before.wanted == found.wanted
        at = found.place if found.place is not None else self.table.cursor if same else 0
        self.table.show(rows, columns=columns, empty=self._empty(found), at=at)
        self.ready = True
        self._tell_place()
        self._find_facets()

    def _tell_place(self, count: int | None = None) -> None:
        """Say where one is, how many records there are, and how many of them are seen, or will be, and marked."""
        found, marked = self._found, len(self.table.marked)
        told = counted(len(found.whole), self.kind) if found else ""
        seen = count if count is not None else len(found.shown) if found else 0
        if found and seen != len(found.whole):
            told = f"{seen:,} of {told}"
        self.show_place(*self._crumbs(), told=f"{marked:,} marked · {told}" if marked else told)

    @property
    def title_of_kind(self) -> str:
        """What the records of the list are called: "Agencies"."""
        return plural(self.kind).capitalize().replace("-", " ")

    def _crumbs(self) -> list[str]:
        """Return where one is: the kind, the conditions, and what is chosen."""
        chosen = {field: sorted(values) for field, values in (self._wanted.chosen or {}).items()}
        given = [one.partition("=") for one in self.where]
        ids = [value for _, _, value in given] + [value for values in chosen.values() for value in values]
        labels = self.reader.labels(ids)
        told = [f"{field}: {labels.get(value, value) or 'none'}" if is_ else field for field, is_, value in given]
        told += [
            f"{field}: {listed([labels.get(one, one) or 'none' for one in v], 'or')}" for field, v in chosen.items()
        ]
        return [self.title_of_kind, *(one.replace("_", " ") for one in told)]

    def _empty(self, found: Found) -> str:
        if found.wanted.chosen and any(found.wanted.chosen.values()):
            return "Nothing has all of this: esc clears words and choices."
        if found.wanted.text:
            return f"No {self.kind} has all these words: esc clears them.".replace("-", " ")
        return "None yet: n makes one, g i takes files in." if not self.where else "None: n makes one."

    # words

    @on(Input.Changed, "#filter")
    def narrow(self, event: Input.Changed) -> None:
        """Narrow the list as one types."""
        self._want(replace(self._wanted, text=event.value))

    @on(Input.Submitted, "#filter")
    def done(self) -> None:
        """Go from the words to the rows."""
        self.set_focus(self.table)

    def on_key(self, event: events.Key) -> None:
        """Go from the words down to the rows."""
        if event.key == "down" and self.query_one("#filter", Input).has_focus:
            event.stop()
            self.set_focus(self.table)

    def action_filter(self) -> None:
        """Go to the words."""
        self.set_focus(self.query_one("#filter", Input))

    async def action_clear(self) -> None:
        """Go from the facets to the rows; from elsewhere show the whole list, then without marks; then go back."""
        words = self.query_one("#filter", Input)
        if any(one.has_focus for one in self.query("#facets")):
            pass
        elif words.value or self._wanted.chosen:
            self._want(replace(self._wanted, text="", chosen=None), stay=True)
            with self.prevent(Input.Changed):
                words.value = ""
        elif self.table.marked:
            self.table.marked.clear()
            self.table.refresh()
            self._tell_place()
        elif self.table.has_focus:
            await self.application.action_back()
        self.set_focus(self.table)

    # facets

    def action_facets(self) -> None:
        """Go to the facets: beside the list, or in a window."""
        if self.is_wide:
            self.set_focus(self.query_one("#facets"))
        else:
            app_of(self).push_screen(FacetWindow(self._choose))
            self.call_after_refresh(self._find_facets)

    @on(FacetTable.Changed)
    def _facet_changed(self, event: FacetTable.Changed) -> None:
        self._choose(event.chosen)

    def _choose(self, chosen: Mapping[str, frozenset[str]]) -> None:
        self._want(replace(self._wanted, chosen=chosen or None))

    def _facet_place(self) -> FacetTable | FacetWindow | None:
        screen = app_of(self).screen
        return (
            screen if isinstance(screen, FacetWindow) else next(iter(self.query("#facets").results(FacetTable)), None)
        )

    def _find_facets(self) -> None:
        """Count the facets where they are seen; not of a list that is too long for it."""
        found = self._found
        if found is None or self._facet_place() is None:
            return
        base = found.whole if len(found.whole) <= MOST else found.worded
        if len(base) > MOST:
            self._show_facets([])
            return
        known, chosen = self._facets, found.wanted.chosen or {}

        def count(reader: Reader) -> tuple[tuple[Listing, Facets], list[Facet]]:
            facets = known if known and known[0] is base else (base, Facets.of(reader, base))
            return facets, facets[1].counted(reader, found.worded, chosen)

        def then(answer: tuple[tuple[Listing, Facets], list[Facet]]) -> None:
            self._facets = answer[0]
            self._show_facets(answer[1])

        self.ask(count, then, group="facets")

    def _show_facets(self, facets: list[Facet]) -> None:
        found = self._found
        place = self._facet_place()
        if place is not None:
            long = found is not None and len(found.worded) > MOST
            empty = "Too many: type first." if long else "Nothing to choose by."
            place.tell(facets, self._wanted.chosen or {}, empty)

    # the record beside

    @on(VirtualTable.Moved, "#rows")
    def _show_beside(self) -> None:
        if not self.query("#beside"):
            return
        row, colours = self.table.current, app_of(self).theme_variables
        if row is None:
            self.query_one("#told", Static).update("")
            return
        width = max(20, self.query_one("#beside").size.width - 3)

        def told(reader: Reader) -> list[Text]:
            return record_lines(reader, reader.get(row.id), width, colours=colours) if reader.has(row.id) else []

        def then(lines: list[Text]) -> None:
            if self.query("#told"):
                self.query_one("#told", Static).update(Text("\n").join(lines))
                self.query_one("#beside").scroll_home(animate=False)

        self.ask(told, then, group="beside")

    # what is done with a record

    @on(VirtualTable.Chosen, "#rows")
    def open(self, event: VirtualTable.Chosen) -> None:
        """Open a record."""
        if event.row:
            self.application.open_record(event.row.id)

    def action_edit(self) -> None:
        """Change the record of the cursor."""
        if row := self.table.current:
            self.application.show("edit", self.kind, row.id)

    def action_edit_whole(self) -> None:
        """Change all of the record of the cursor in the person's editor."""
        if row := self.table.current:
            edit_whole(self, row.id)

    def action_new(self) -> None:
        """Make a record of this kind."""
        self.application.show("edit", self.kind)

    def action_copy(self) -> None:
        """Copy the ids of what is marked, or of the record of the cursor."""
        if ids := self._meant():
            app_of(self).copy_to_clipboard("\n".join(ids))
            self.tell(f"Copied: {ids[0] if len(ids) == 1 else counted(len(ids), 'id')}")

    def action_mark(self) -> None:
        """Mark the record of the cursor."""
        self.table.toggle_mark()
        self._tell_place()

    def action_sort(self) -> None:
        """Put the rows in the order of the next column."""
        self.table.sort_next()

    @on(VirtualTable.Sorted, "#rows")
    def _sort(self) -> None:
        order, fields = self.table.order, shown_of(self.reader, self.kind).fields
        field, down = (None, False) if order is None else (fields[order[0]], order[1])
        if self._found and len(self._found.shown) > MOST:
            self.show_place(*self._crumbs(), told="putting them in order ...")
        self._want(replace(self._wanted, field=field, down=down))

    def action_export(self) -> None:
        """Give out what is shown, as far as conditions can say it."""
        chosen = self._wanted.chosen or {}
        said = [f"{field}={value}" for field, values in chosen.items() if len(values) == 1 for value in values]
        if self._wanted.text or len(said) < len(chosen):
            self.tell("The export goes by conditions alone: words, and choices of several values, are left out.")
        self.application.show("export", self.kind, (*self.where, *said))

    def _meant(self) -> list[str]:
        row = self.table.current
        return sorted(self.table.marked) or ([row.id] if row else [])

    def action_delete(self) -> None:
        """Delete what is marked, or the record of the cursor, if the person is sure."""
        if ids := self._meant():
            self.ask(
                lambda reader: (list(reader.some(ids)), reader.labels(ids), referring(reader, *ids)),
                self._make_sure,
                group="delete",
            )

    def _make_sure(self, at_stake: tuple[list[Document], dict[str, str], int]) -> None:
        documents, names, refer = at_stake

        def gone() -> None:
            self.table.marked.difference_update(names)
            self._tell_place()

        if documents:
            delete(self, documents, names, refer, gone)
