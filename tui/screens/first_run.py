"""The first screen where there is no catalogue yet: what this is, and how it can begin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from ...catalogue.errors import OrodhaError
from ...catalogue.wording import counted
from ..theme import SIGNS
from ..typed import app_of
from ..widgets.virtual_table import Column, FixedRows, Row, VirtualTable
from ..width import clean
from .page import Page, bindings

if TYPE_CHECKING:
    from ...inventory.starter import Starter

ABOUT = (
    "Orodha is an inventory: who holds what data on migration, what the words mean, and what agreements allow. "
    "All of it is in one file of yours, which goes nowhere by itself. Whatever you change is kept in a log, and u "
    "takes it back. There is no such file yet. It will be at "
)

WAYS: tuple[tuple[str, Starter, str, str], ...] = (
    ("1", "kenya", "Kenya's catalogue", "its sources, agencies, agreements, terms, to build on"),
    ("2", "vocabulary", "Vocabulary only", "code lists and terms, in several languages; no sources"),
    ("3", "empty", "Your own files", "spreadsheets, JSON, RDF or SDMX, looked through before"),
    ("4", "empty", "Empty", "nothing; you make the first record"),
)
"""Key, starter, title and sentence of each way to begin."""


class FirstRunPage(Page):
    """Offers to make the catalogue."""

    PLACE = "first run"
    BINDINGS = bindings("first run")
    DEFAULT_CSS = """
    FirstRunPage #about { height: auto; padding: 1 2; }
    FirstRunPage VirtualTable { height: 6; padding: 0 1; }
    FirstRunPage #told { height: auto; padding: 1 2; }
    """

    making = False
    """Whether one is being made."""

    def body(self) -> ComposeResult:
        """Make the text and the four ways."""
        yield Static(id="about", markup=False)
        yield VirtualTable([Column("", 0, 1), Column("begin with", 0, 18), Column("what is in it", 1, 20)], id="ways")
        yield Static(id="told", markup=False)

    def on_mount(self) -> None:
        """Show what there is to choose."""
        self.query_one("#crumbs", Static).update(" Orodha ▸ Begin")
        faint = app_of(self).theme_variables["faint"]
        about = Text(ABOUT).append(clean(self.application.target), "bold")
        self.query_one("#about", Static).update(about.append(" (elsewhere: orodha --db PATH).", f"not bold {faint}"))
        table = self.query_one("#ways", VirtualTable)
        table.show(FixedRows([Row(str(at), (way[0], way[2], way[3])) for at, way in enumerate(WAYS)]))
        table.focus()

    @on(VirtualTable.Chosen)
    def chosen(self, event: VirtualTable.Chosen) -> None:
        """Begin in the way that was chosen."""
        if event.row:
            self._begin(int(event.row.id))

    def action_begin_kenya(self) -> None:
        """Begin with Kenya's catalogue."""
        self._begin(0)

    def action_begin_vocabulary(self) -> None:
        """Begin with the vocabulary alone."""
        self._begin(1)

    def action_begin_import(self) -> None:
        """Begin with an empty catalogue, and ask for files."""
        self._begin(2)

    def action_begin_empty(self) -> None:
        """Begin with an empty catalogue."""
        self._begin(3)

    def _begin(self, way: int) -> None:
        """Make the catalogue in the background; what goes wrong is told, and leaves nothing behind."""
        if self.making:
            return
        self.making = True
        _, starter, title, _ = WAYS[way]
        self._tell(f"Making it: {title.lower()} ...")
        app = self.application
        target = app.target

        def work() -> None:
            from ...inventory.starter import create  # loads every kind, which the screen does without

            try:
                with create(target, starter, progress=partial(app.call_from_thread, self._count)) as catalogue:
                    counts = catalogue.reader.counts()
            except Exception as error:
                app.call_from_thread(self._failed, app.as_told(error))
                return
            app.call_from_thread(self._made, sum(counts.values()), way)

        self.run_worker(work, group="change", thread=True)

    def _tell(self, text: str, colour: str = "foreground") -> None:
        self.query_one("#told", Static).update(Text(clean(text), app_of(self).theme_variables[colour]))

    def _count(self, count: int) -> None:
        self._tell(f"Making it: {counted(count, 'record')} ...")

    def _failed(self, error: OrodhaError) -> None:
        self.making = False
        self._tell(f"{SIGNS['late']} {error.what} {error.advice} Nothing was made.", "error")

    def _made(self, count: int, way: int) -> None:
        application = self.application
        application.begin()
        application.tell(f"Made {application.target}: {counted(count, 'record')}.")
        if WAYS[way][0] == "3":
            application.show("import")
