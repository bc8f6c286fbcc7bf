"""Giving records out: what, for whom and in which format is chosen, and what the file looks like is shown before."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import Event
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer
from textual.widgets import Input, Static

from ...catalogue.errors import OrodhaError, UsageError
from ...catalogue.wording import counted, plural
from ..giving import (
    AUDIENCES,
    TABLES,
    Audience,
    Offered,
    Private,
    arguments,
    begins_with,
    count,
    endings,
    file_name,
    in_keys,
    losses_of,
    lost,
    offered,
    preview,
    write,
)
from ..paths import expanded, there
from ..settings import remember, remembered
from ..theme import SIGNS
from ..typed import app_of, give_up
from ..widgets.dialogs import Choose
from ..widgets.path_input import PathInput
from ..widgets.pick import Choice as Way
from ..widgets.pick import Pick
from ..widgets.virtual_table import Column, FixedRows, Row, VirtualTable
from ..width import clean, cut
from .page import Page, bindings

if TYPE_CHECKING:
    from ...catalogue.exporting import Choice
    from ...catalogue.formats import Loss

COLUMNS = (Column("format", 2, 22), Column("ending", 0, 13), Column("carries", 2, 18))

WIDE_FROM = 110
"""From so many columns on, the file stands beside the formats, not below them."""

AT_ONCE = 20_000
"""What is left out of so many records is counted without being asked for."""

_PAUSE = 0.15
"""Seconds that the cursor stays on a format before the file is shown."""


@dataclass(frozen=True, slots=True)
class _Given:
    """What goes out: one kind, or "" for everything; conditions on it; for whom; whether with evidence."""

    kind: str = ""
    where: tuple[str, ...] = ()
    audience: Audience = "internal"
    evidence: bool | None = None


class ExportPage(Page):
    """Chooses, shows and writes a file.

    Args:
        kind: The kind that goes out; everything if empty.
        where: Conditions that its records satisfy, as ``orodha list --where`` takes them.
    """

    PLACE = "export"
    BINDINGS = bindings("export")
    DEFAULT_CSS = """
    ExportPage #about { height: 1; padding: 0 1; text-wrap: nowrap; }
    ExportPage #both { layout: vertical; height: 1fr; }
    ExportPage #both > VirtualTable { height: 8; }
    ExportPage #both.wide { layout: horizontal; }
    ExportPage #both.wide > VirtualTable { width: 64; height: 1fr; }
    ExportPage #preview { width: 1fr; height: 1fr; padding: 0 1; background: $panel; }
    ExportPage #lost { height: 1; padding: 0 1; text-wrap: nowrap; }
    ExportPage #command { height: 1; padding: 0 1; color: $faint; text-wrap: nowrap; }
    """

    def __init__(self, kind: str = "", where: Sequence[str] = ()) -> None:
        super().__init__()
        self._first = _Given(kind, tuple(where))
        self._given = self._first
        self._counts: dict[str, int] = {}
        self._formats: list[Offered] = []
        self._losses: Sequence[Loss] | None = None
        self._refused = False
        self._writing = False
        self._stopped = Event()
        self._waiting: Timer | None = None

    def body(self) -> ComposeResult:
        """Make the lines on what goes out and where, the formats, and the file as it would be."""
        yield Static(id="about", markup=False)
        yield PathInput(placeholder="the file to write", fits=lambda _: True, id="file")
        with Container(id="both"):
            yield VirtualTable(COLUMNS, id="formats")
            yield Static(id="preview", markup=False)
        yield Static(id="lost", markup=False)
        yield Static(id="command", markup=False)

    def on_mount(self) -> None:
        """Offer the formats."""
        self.show_place("Export")
        self.query_one(VirtualTable).focus()
        self.ask(count, self._counted, group="count")

    def _counted(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._offer()

    def on_resize(self, event: events.Resize) -> None:
        """Put the file beside the formats where there is room."""
        self.query_one("#both").set_class(event.size.width >= WIDE_FROM, "wide")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether something can be done now."""
        if action in ("losses", "copy_command") and self._refused:
            return False
        return self._writing if action == "stop" else bool(self._formats) or action in ("file", "back")

    # ---- what goes out -----------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        """Offer the formats of what goes out; the cursor stays on its format."""
        before = self._format.name if self._formats else ""
        self._formats = offered(self._given.kind)
        at = next((place for place, one in enumerate(self._formats) if one.name == before), 0)
        title = str(self.reader.meta["title"])
        self.query_one("#file", PathInput).value = remembered("export_folder") + begins_with(self._given.kind, title)
        self._show_formats(at)
        self.refresh_bindings()

    def _show_formats(self, at: int) -> None:
        rows = [Row(one.name, (one.title, one.ending, one.told(self._given.evidence))) for one in self._formats]
        self.query_one(VirtualTable).show(FixedRows(rows), at=at)

    @property
    def _format(self) -> Offered:
        return self._formats[min(self.query_one(VirtualTable).cursor, len(self._formats) - 1)]

    @property
    def _path(self) -> str:
        return self.query_one("#file", PathInput).value

    def _choice(self) -> Choice:
        """Return what was chosen, the format named only where the ending does not say it."""
        from ...catalogue.exporting import Choice  # with all kinds and pydantic

        given, wanted = self._given, self._format.name
        choice = Choice([given.kind] if given.kind else [], given.where, given.audience, given.evidence)
        try:
            told = choice.format(self._path).name
        except UsageError:
            told = ""
        return choice if told == wanted else replace(choice, format_name=wanted)

    def action_scope(self) -> None:
        """Offer everything, what the list showed, and each kind."""
        first = self._first
        choices = [Way("", "everything", f"{sum(self._counts.values()):,}")]
        if first.where:
            choices.append(Way("*", f"{plural(first.kind)} with {', '.join(first.where)}"))
        choices += [Way(kind, plural(kind).replace("-", " "), f"{number:,}") for kind, number in self._counts.items()]

        def chosen(kind: str | None) -> None:
            if kind is not None:
                where = first.where if kind == "*" else ()
                self._given = replace(self._given, kind=first.kind if kind == "*" else kind, where=where)
                self._offer()

        app_of(self).push_screen(Pick("Which records go out?", choices), chosen)

    def action_audience(self) -> None:
        """Offer the audiences."""

        def chosen(whom: str | None) -> None:
            if whom:
                self._given = replace(self._given, audience=next(one for one in AUDIENCES if one == whom))
                self._look()

        app_of(self).push_screen(
            Choose("Who will read it? What they may not see is left out.", list(AUDIENCES.items())), chosen
        )

    def action_evidence(self) -> None:
        """Let the sources of facts go along or not, or as the format has it."""
        after = {None: True, True: False, False: None}
        self._given = replace(self._given, evidence=after[self._given.evidence])
        self._show_formats(self.query_one(VirtualTable).cursor)
        self._look()

    # ---- what it looks like ------------------------------------------------------------------------------------------

    @on(VirtualTable.Moved)
    def _moved(self) -> None:
        if not self._formats:
            return
        field = self.query_one("#file", PathInput)
        field.value = file_name(field.value, self._format.ending, endings())
        self._look()

    @on(Input.Changed, "#file")
    def _named(self) -> None:
        if self._formats:
            self._tell()

    @on(Input.Submitted, "#file")
    def _done(self) -> None:
        field, ending = self.query_one("#file", PathInput), self._format.ending
        if field.value.casefold().endswith(2 * ending):  # typed before the ending that stands there
            field.value = field.value[: -len(ending)]
        self.query_one(VirtualTable).focus()

    def action_file(self) -> None:
        """Go to the name of the file."""
        self.query_one("#file", PathInput).focus()

    def look_again(self) -> None:
        """Show the file as it would be now."""
        if self._formats:
            self.ask(count, self._counted, group="count")

    def _look(self) -> None:
        """Show the beginning of the file, and what is left out, once the cursor rests."""
        self._losses, self._refused = None, False
        self._tell()
        if self._waiting:
            self._waiting.stop()
        self._waiting = self.set_timer(_PAUSE, self._ask)

    def _ask(self) -> None:
        wanted, ending = self._choice(), self._format.ending
        self.ask(lambda reader: preview(reader, wanted, ending), self._show_preview, group="preview")
        if sum(self._counts.values()) <= AT_ONCE:
            self._count_losses()

    def _count_losses(self, then: Callable[[], object] = lambda: None) -> None:
        wanted, path = self._choice(), self._path

        def counted_up(losses: Sequence[Loss] | OrodhaError) -> None:
            self._losses, self._refused = (None, True) if isinstance(losses, OrodhaError) else (losses, False)
            self._tell()
            if not self._refused:
                then()

        self.ask(lambda reader: losses_of(reader, path, wanted), counted_up, group="losses")

    def _show_preview(self, lines: Sequence[str] | OrodhaError) -> None:
        pane = self.query_one("#preview", Static)
        self._refused = isinstance(lines, OrodhaError)
        self._tell()
        self.refresh_bindings()
        if isinstance(lines, OrodhaError):
            told = clean(f"{SIGNS['late']} {lines.what} {in_keys(lines.advice)}")
            pane.update(Text(told, app_of(self).theme_variables["error"]))
            return
        if not lines:
            pane.update("The file would be empty: nothing of this goes into such a file.")
            return
        width, height = max(pane.content_size.width, 20), max(pane.content_size.height, 1)
        if self._format.ending in TABLES:  # a row a line, as far as it goes
            shown = [cut(line, width) for line in lines]
        else:
            shown = [line[at : at + width] for line in lines for at in range(0, max(len(line), 1), width)]
        pane.update("\n".join(shown[:height]))

    def _tell(self) -> None:
        """Tell what goes out, what is left out, and the command."""
        given, room = self._given, app_of(self).size.width - 2
        what = f"{plural(given.kind)} {' '.join(given.where)}".strip() if given.kind else "everything"
        sources = {None: "", True: ", with evidence", False: ", without evidence"}[given.evidence]
        self.query_one("#about", Static).update(cut(clean(f"{what}, for {AUDIENCES[given.audience]}{sources}"), room))
        asked = "l counts what the format leaves out." if self._losses is None else lost(self._losses)
        command = f"{self._command()}   {self.key_of('copy_command')} copies this"
        if self._refused:  # why stands where the file would be
            asked = command = ""
        self.query_one("#lost", Static).update(cut(clean(asked), room))
        self.query_one("#command", Static).update(cut(clean(command), room))

    def _command(self) -> str:
        return shlex.join(["orodha", "export", *arguments(self._path, self._choice())])

    def action_losses(self) -> None:
        """List what the format leaves out."""
        if self._losses is None:
            self._count_losses(self._list_losses)
        else:
            self._list_losses()

    def _list_losses(self) -> None:
        lines = [
            (str(place), f"{one.what}  {one.where}  {one.detail}")
            for place, one in enumerate((self._losses or ())[:500])
        ]
        app_of(self).push_screen(Choose(lost(self._losses or ()), lines), lambda _: None)

    def action_copy_command(self) -> None:
        """Copy the command that does the same."""
        app_of(self).copy_to_clipboard(self._command())
        self.tell(f"Copied: {self._command()}")

    # ---- writing -----------------------------------------------------------------------------------------------------

    @on(VirtualTable.Chosen)
    def _chosen(self) -> None:
        self.action_write()

    def action_write(self) -> None:
        """Write the file; ask before another one is replaced."""
        if not self._path.strip() or self._writing:
            return
        try:
            is_new = there(expanded(self._path)) != "file"
        except OrodhaError as error:
            self.tell_error(error)
            return
        if is_new:
            self._write(replace_it=False)
            return
        question = f"{self._path} is there already. What is in it would be lost."
        choices = [("", "go back, to name another file"), ("yes", "replace it")]
        app_of(self).push_screen(
            Choose(question, choices), lambda answer: self._write(replace_it=True) if answer else None
        )

    def _write(self, *, replace_it: bool, allow: bool = False) -> None:
        choice, path = self._choice(), expanded(self._path)
        self._writing = True
        self.query_one("#lost", Static).update("Writing ... esc stops it.")
        self.refresh_bindings()

        def written(count: int | OrodhaError) -> None:
            self._writing = False
            self.refresh_bindings()
            self._tell()
            if isinstance(count, Private):
                self._ask_private(count, replace_it=replace_it)
            elif isinstance(count, OrodhaError):
                self.tell_error(UsageError(count.what, in_keys(count.advice)))
            else:
                remember("export_folder", "" if str(path.parent) == "." else f"{path.parent}/")
                self.tell(f"Wrote {counted(count, choice.format(path).unit)} to {path.absolute()}.")

        self._stopped = stopped = Event()
        self.ask(
            lambda reader: write(reader, path, choice, stopped.is_set, replace_it=replace_it, allow=allow),
            written,
            group="write",
        )

    def _ask_private(self, error: Private, *, replace_it: bool) -> None:
        choices = [("", "keep it here, and look at these texts"), ("yes", "give it out: I have looked at them")]

        def answered(answer: str | None) -> None:
            if answer:
                self._write(replace_it=replace_it, allow=True)

        app_of(self).push_screen(Choose(f"{error.what}\n{error.advice}", choices), answered)

    def action_stop(self) -> None:
        """Stop writing: there is no file then, or the one that there was."""
        self._stopped.set()
        give_up(self, "write")
        self.session.interrupt((id(self), "write"))
        self._writing = False
        self._tell()
        self.refresh_bindings()
