"""Taking files in: a file is chosen, what it would do is looked through, and only then anything is saved."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from ...catalogue.errors import OrodhaError
from ...catalogue.wording import counted
from ..import_options import CHOICES, Options, shown
from ..import_rows import NARROW, WIDE, PlanRows, summary
from ..paths import beside, expanded, in_words, listed, refused, there
from ..settings import remember, remembered
from ..taking_in import in_keys, is_readable, make_plan, write_rejected
from ..theme import SIGNS
from ..typed import app_of, give_up, given_up_in_worker
from ..widgets.dialogs import AskLine, Choose
from ..widgets.path_input import PathInput
from ..widgets.pick import Choice, Pick
from ..widgets.virtual_table import Column, FixedRows, Row, VirtualTable
from ..width import clean, cut
from .page import Page, bindings

if TYPE_CHECKING:
    from ...catalogue.catalogue import Catalogue
    from ...catalogue.changes import Applied
    from ...catalogue.importing import ImportPlan
    from ...catalogue.reader import Reader

FILES = (Column("file", 3, 30), Column("size", 0, 8, right=True), Column("changed", 0, 10))

WIDE_FROM = 110
"""From so many columns on, what is there before and after stands side by side."""

_STEP = 0.1
"""Seconds between two words on progress."""


class ImportPage(Page):
    """Looks through a file, and takes it in.

    Args:
        path: The file; it is asked for if empty.
    """

    PLACE = "import"
    BINDINGS = bindings("import")
    DEFAULT_CSS = """
    ImportPage #summary { height: 1; padding: 0 1; text-wrap: nowrap; }
    ImportPage #options { height: 1; padding: 0 1; color: $faint; text-wrap: nowrap; }
    ImportPage #detail { height: 4; padding: 0 1; background: $panel; }
    """

    def __init__(self, path: str = "") -> None:
        super().__init__()
        self._path = path
        self._options = Options()
        self._plan: ImportPlan | None = None
        self._rows: PlanRows | None = None
        self._reading = False
        self._read_at = 0
        self._written: Mapping[Any, list[str]] | None = None

    def body(self) -> ComposeResult:
        """Make the field for the file, the summary, the table, and the lines on its row."""
        yield PathInput(
            self._path or remembered("folder"), placeholder="the file to take in", fits=is_readable, id="file"
        )
        yield Static(id="summary", markup=False)
        yield Static(id="options", markup=False)
        yield VirtualTable(FILES, id="rows", empty="No file here that can be taken in: type another folder.")
        yield Static(id="detail", markup=False)

    def on_mount(self) -> None:
        """Look through the file, or show what files there are."""
        self.show_place("Import")
        if self._path:
            self.query_one(VirtualTable).focus()
            self._look_through()
        else:
            self.action_file()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether something can be done now."""
        possible = {
            "stop": self._reading,
            "save_import": bool(self._plan and self._plan.planned),
            "to_mend": bool(self._plan and self._plan.problems),
        }
        return possible.get(action, True)

    # ---- which file ------------------------------------------------------------------------------------------------

    def action_file(self) -> None:
        """Go to the field for the file, and show what there is in its folder."""
        self._plan = self._rows = None
        self._show_files()
        self.query_one("#file", PathInput).focus()
        self.refresh_bindings()

    @on(Input.Changed, "#file")
    def _typed(self, event: Input.Changed) -> None:
        looked_through = self._rows is not None or self._reading
        if self.query_one("#file", PathInput).has_focus and not (looked_through and event.value == self._path):
            self._plan = self._rows = None
            self._show_files()

    def _show_files(self) -> None:
        text = self.query_one("#file", PathInput).value
        rows = [
            Row(one.path, (one.name, "" if one.is_folder else in_words(one.size), one.changed))
            for one in listed(text, is_readable)
        ]
        self.query_one(VirtualTable).show(
            FixedRows(rows), columns=FILES, empty="No file here that can be taken in: type another folder."
        )
        self._say("Choose a file. Nothing is saved before you have seen what it does.")
        self._tell_options()
        self.query_one("#detail", Static).update("")

    @on(Input.Submitted, "#file")
    def _named(self, event: Input.Submitted) -> None:
        self._take(event.value)

    def _take(self, path: str) -> None:
        """Take what was named: a file is looked through, a folder is opened."""
        field = self.query_one("#file", PathInput)
        try:
            is_folder = there(expanded(path)) == "folder"
        except OrodhaError as error:
            self.tell_error(error)
            return
        if is_folder:
            field.value = path if path.endswith("/") else f"{path}/"
            field.cursor_position = len(field.value)
            self._show_files()
            return
        field.value = self._path = path
        self._options = replace(self._options, kind="", sheet="")
        self.query_one(VirtualTable).focus()
        self._look_through()

    @on(VirtualTable.Chosen)
    def chosen(self, event: VirtualTable.Chosen) -> None:
        """Take the file of the row, or open the record that the row tells of."""
        if event.row is None:
            return
        if self._rows is None:
            self._take(event.row.id)
        elif record := self._rows.record(int(event.row.id)):
            self.application.open_record(record)

    # ---- what it would do --------------------------------------------------------------------------------------------

    def _look_through(self) -> None:
        """Compare the file with the catalogue, in the background."""
        path, options, app = expanded(self._path), self._options, app_of(self)
        self._plan, self._reading = None, True
        self._say("Reading ... esc stops it.")
        self._read_at = self.application.edition

        def question(reader: Reader) -> ImportPlan | OrodhaError:
            given_up, told = given_up_in_worker(), monotonic()

            def progress(count: int) -> None:
                nonlocal told
                if given_up():
                    raise OrodhaError("The reading was stopped.")
                if monotonic() - told > _STEP:
                    told = monotonic()
                    app.call_from_thread(self._say, f"Reading ... {counted(count, 'row')}. esc stops it.")

            try:
                return make_plan(reader, path, options, progress)
            except OrodhaError as error:
                return error
            except OSError as error:
                return refused(path, error)

        self.ask(question, self._show_plan, group="plan")
        self.refresh_bindings()

    def _show_plan(self, plan: ImportPlan | OrodhaError, at: int = 0) -> None:
        self._reading = False
        if isinstance(plan, OrodhaError):
            self._cannot(plan)
            return
        remember("folder", str(expanded(self._path).resolve().parent) + "/")
        self._plan = plan
        labels = {name: str(about["label"]) for name, about in self.reader.kinds.items()}
        wide = app_of(self).size.width >= WIDE_FROM
        self._rows = PlanRows(plan, labels, app_of(self).theme_variables, wide=wide)
        table = self.query_one(VirtualTable)
        table.show(self._rows, columns=WIDE if wide else NARROW, empty=self._nothing(plan), at=at)
        told = summary(plan)
        if plan.planned:
            told += f". {self.key_of('save_import')} saves {'what is good' if plan.problems else 'it'}"
        self._say(told, "error" if plan.problems else "foreground")
        self._tell_options()
        self.refresh_bindings()

    @staticmethod
    def _nothing(plan: ImportPlan) -> str:
        empty = "The file has nothing to take in" if not plan.unchanged else "All of it is in the catalogue as it is"
        return f"{empty}: f names another file."

    def _cannot(self, error: OrodhaError) -> None:
        """Tell why a file cannot be read, and with which key to say what it does not."""
        self._rows = None
        self.query_one(VirtualTable).show(FixedRows(), empty="f names another file, o says more about this one.")
        self._say(f"{SIGNS['late']} {error.what}", "error")
        self.query_one("#detail", Static).update(clean(in_keys(error.advice)))
        self.refresh_bindings()
        if "--kind" in error.advice:
            self._ask_option("kind")

    @on(VirtualTable.Moved)
    def _moved(self, event: VirtualTable.Moved) -> None:
        if self._rows is not None and event.row is not None:
            told = self._rows.told(int(event.row.id))
            self.query_one("#detail", Static).update("\n".join(clean(line) for line in in_keys(told).split("\n")))

    def _say(self, text: str, colour: str = "foreground") -> None:
        room = app_of(self).size.width - 2
        self.query_one("#summary", Static).update(
            Text(cut(clean(text), room), f"bold {app_of(self).theme_variables[colour]}")
        )

    def _tell_options(self) -> None:
        told = f"options: {shown(self._options)}" if self._plan or self._options != Options() else ""
        self.query_one("#options", Static).update(cut(told, app_of(self).size.width - 2))

    def action_stop(self) -> None:
        """Stop reading."""
        give_up(self, "plan")
        self.session.interrupt((id(self), "plan"))
        self._reading = False
        self.action_file()

    def look_again(self) -> None:
        """Look through the file again if what was saved or taken back has changed what it would do."""
        if self._plan is None:
            return
        if self._read_at == self.application.edition:  # only the colours are others
            self._show_plan(self._plan, self.query_one(VirtualTable).cursor)
        else:
            self._look_through()

    # ---- options -----------------------------------------------------------------------------------------------------

    def action_options(self) -> None:
        """Offer what can be said about the file."""

        def chosen(name: str | None) -> None:
            if name:
                self._ask_option(name)

        choices = [(name, f"{told:34} {self._options.told(name)}") for name, told in CHOICES.items()]
        app_of(self).push_screen(Choose("What the file does not say by itself, and what it may do:", choices), chosen)

    def _ask_option(self, name: str) -> None:
        """Turn an option, or ask what it shall be."""

        def told(value: str | None) -> None:
            if value is not None:
                self._options = self._options.having(name, value)
                self._tell_options()
                if self._path and self._path == self.query_one("#file", PathInput).value:
                    self._look_through()

        if name == "kind":
            kinds = [
                Choice("", "as the file says"),
                *(Choice(k, k.replace("-", " ")) for k in sorted(self.reader.kinds)),
            ]
            app_of(self).push_screen(Pick("Which kind of record does the file hold?", kinds), told)
        elif isinstance(getattr(self._options, name), bool):
            told("" if getattr(self._options, name) else "yes")
        else:
            app_of(self).push_screen(AskLine(f"{CHOICES[name]}:", self._options.told(name)), told)

    # ---- saving ------------------------------------------------------------------------------------------------------

    def action_save_import(self) -> None:
        """Save what is shown; where rows are rejected, they go to a file to be mended."""
        if self._plan is None or not self._plan.planned:
            return
        if not self._plan.problems or self._plan.rejected == self._written:
            self._save("")
            return
        good, bad = counted(len(self._plan.planned), "record"), counted(len(self._plan.rejected), "row")
        self._ask_where(
            f"{bad} cannot be taken in. Save {good}, and write the rest to this file, to be mended:", self._save
        )

    def action_to_mend(self) -> None:
        """Write the rejected rows to a file, and save nothing."""
        self._ask_where("Write the rejected rows, with what is wrong, to this file:", self._write_rejected)

    def _ask_where(self, question: str, then: Callable[[str], object]) -> None:
        from ...catalogue import rejected  # with what writes spreadsheets

        plan = self._plan
        if plan is None:
            return

        def wrong(text: str) -> str:
            try:
                rejected.check_target(plan, expanded(text))
            except OrodhaError as error:
                return f"{error.what} {error.advice}"
            return ""

        def named(text: str | None) -> None:
            if text is not None:
                then(text)

        proposed = beside(Path(self._path), "to-mend", rejected.ending(plan))
        app_of(self).push_screen(AskLine(question, str(proposed), wrong=wrong), named)

    def _write_rejected(self, place: str) -> None:
        """Write the rejected rows in the background."""
        plan, app = self._plan, self.application
        if plan is None:
            return

        def work() -> None:
            try:
                write_rejected(plan, place)
            except Exception as error:  # what nobody foresaw is told too
                app.call_from_thread(app.tell_error, app.as_told(error))
            else:
                app.call_from_thread(self._rejected_written, plan, place)

        app.run_worker(work, group="write", thread=True)

    def _rejected_written(self, plan: ImportPlan, place: str) -> None:
        self._written = plan.rejected
        self.tell(f"Wrote {counted(len(plan.rejected), 'row')} to {place}. Mend them there, and take it in.")

    def _save(self, mend: str) -> None:
        plan = self._plan
        if plan is None:
            return
        self._say(f"Saving {counted(len(plan.planned), 'record')} ...")

        def work(catalogue: Catalogue) -> Applied:
            if mend:  # what is not saved must be kept somewhere
                write_rejected(plan, mend)
            return plan.apply(catalogue, partial=bool(plan.problems))

        def saved(applied: Applied) -> None:
            if mend:
                self._rejected_written(plan, mend)
            count = counted(len(applied.created) + len(applied.updated), "record")
            self.tell(f"Saved {count}. {self.key_of('undo')} takes it back.")

        def not_saved(error: OrodhaError) -> None:
            self.tell_error(error)
            self._look_through()

        self.change(work, saved, refused=not_saved)

    def action_copy_command(self) -> None:
        """Copy the command that does the same."""
        words = ["orodha", "import", self._path or "FILE", *self._options.arguments()]
        app_of(self).copy_to_clipboard(shlex.join(words))
        self.tell(f"Copied: {shlex.join(words)}")
