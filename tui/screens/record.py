"""One record: its fields, what it is linked with, what documents say about it, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from ...catalogue.errors import OrodhaError
from ...catalogue.linking import Relation, referring, relations
from ...catalogue.names import is_id
from ...catalogue.reader import Step
from ...catalogue.wording import counted
from ..deleting import delete
from ..lending import edit_whole
from ..places import PLACES
from ..typed import app_of
from ..undoing import take_back
from ..values import as_part
from ..widgets.about_lines import LINKS, About, about
from ..widgets.dialogs import AskLine, Choose
from ..widgets.evidence_lines import CLAIM
from ..widgets.history_lines import BATCH
from ..widgets.lines import Lines
from ..widgets.link_lines import MORE
from ..widgets.record_lines import EVIDENCE
from ..width import clean, cut
from .listing import ListPage
from .page import Page, bindings
from .record_shown import RESTORE, TABS, Shown, Tab, Told

WIDE = 120
"""From so many columns on, fields and another pane stand side by side."""

BESIDE = 100
"""From so many on, claims that disagree stand side by side."""


class RecordPage(Page):
    """The whole of a record.

    Args:
        record_id: Its short id or IRI.
    """

    PLACE = "record"
    BINDINGS = bindings("record")
    DEFAULT_CSS = """
    RecordPage > #tabs { height: 1; padding: 0 1; text-wrap: nowrap; }
    RecordPage > #panes { height: 1fr; }
    RecordPage #second { border-left: vkey $panel; }
    """

    def __init__(self, record_id: str) -> None:
        super().__init__()
        self.shown = Shown(record_id, record_id)
        self.tab: Tab = "fields"
        self.other: Tab = "links"
        self._at: dict[Tab, str] = {}
        self._copied = ""
        self._wide = False

    def body(self) -> ComposeResult:
        """Make the line of tabs, and one pane or two."""
        self._wide = app_of(self).size.width >= WIDE
        yield Static(id="tabs", markup=False)
        with Horizontal(id="panes"):
            yield Lines(id="first")
            if self._wide:
                yield Lines(id="second")

    def on_mount(self) -> None:
        """Read the record."""
        self._read(again=False)
        self.query_one("#first", Lines).focus()

    def on_resize(self, event: events.Resize) -> None:
        """Show one pane or two, broken to the width there is."""
        if self.is_mounted and (event.size.width >= WIDE) != self._wide:
            self.call_later(self._compose_again)
        elif self.is_mounted:
            self.call_after_refresh(self._show_all, again=True)

    async def _compose_again(self) -> None:
        wide = app_of(self).size.width >= WIDE
        if wide and not self._wide:
            await self.query_one("#panes").mount(Lines(id="second"))
        before, self._wide = self._wide, wide
        if before and not wide:
            await self.query("#second").remove()
        self._show_all(again=False)
        self._pane(self.tab).focus()

    def look_again(self) -> None:
        """Read the record anew; cursors stay where they are."""
        self._read(again=True)

    # reading

    def _read(self, *, again: bool) -> None:
        self.shown.read(self.reader)
        record, document, today = self.shown.id, self.shown.document, self.session.today
        self._show_all(again=again)
        self.ask(lambda reader: Told.of(reader, record, document), self._take_told, group="told")
        self.ask(lambda reader: relations(reader, record), self._take_relations, group="relations")
        if document:
            self.ask(lambda reader: about(reader, document, today), self._take_about, group="about")

    def _take_told(self, told: Told) -> None:
        self.shown.told = told
        self._show_place()
        for tab in ("fields", "evidence", "history"):
            self._show(tab, again=True)

    def _take_about(self, found: About) -> None:
        if found != self.shown.about:
            self.shown.about = found
            self._show("fields", again=True)

    def _take_relations(self, found: Sequence[Relation]) -> None:
        self.shown.take_relations(found)
        self._show_place()
        self._show("links", again=True)

    # showing

    def _pane(self, tab: Tab) -> Lines:
        return self.query_one("#second" if self._wide and tab != "fields" else "#first", Lines)

    def _is_shown(self, tab: Tab) -> bool:
        return tab in ("fields", self.other) if self._wide else tab == self.tab

    def _show_all(self, *, again: bool) -> None:
        if self._wide:
            self.query_one("#first", Lines).styles.width = self._left
        self._show_place()
        for tab in TABS:
            self._show(tab, again=again)

    def _show(self, tab: Tab, *, again: bool) -> None:
        if not self._is_shown(tab):
            return
        size, left = app_of(self).size.width, self._left
        columns = (size if not self._wide else left if tab == "fields" else size - left - 1) - 3
        colours, beside = app_of(self).theme_variables, size >= BESIDE
        source = self.shown.source(lambda: self.session.reader, tab, columns, colours, beside=beside)
        if again:
            self._pane(tab).show_again(source)
        else:
            self._pane(tab).show(source, at=self._at.get(tab, ""))
        self.refresh_bindings()

    @property
    def titles(self) -> dict[str, str]:
        """What enter is called just now: on a claim it chooses, and opens nothing."""
        focused = self.focused
        claims = isinstance(focused, Lines) and focused.current.startswith(CLAIM)
        return {"open": "choose"} if claims else {}

    @on(Lines.Moved)
    def moved(self) -> None:
        """Say what enter does here."""
        self.refresh_bindings()

    @property
    def _left(self) -> int:
        """The columns of the fields, where another pane stands beside them."""
        return app_of(self).size.width * 9 // 20

    def _show_place(self) -> None:
        self.show_place(*self._way(), told=self.shown.id)
        self.query_one("#tabs", Static).update(self._tabs())
        self.refresh_bindings()

    @property
    def called(self) -> str:
        """What the record is called."""
        return self.shown.called

    def _way(self) -> list[str]:
        """Return how one came here: the names of the screens below; of many, the last ones."""
        below = self.application.screen_stack[2:]
        below = below[: below.index(self)] if self in below else below
        names = [*filter(None, map(_title, below)), self.shown.called]
        room = app_of(self).size.width - len(self.shown.id) - len(str(self.reader.meta["title"])) - 16
        while len(names) > 1 and sum(len(one) + 3 for one in names) > room:
            if names[0] != "…":
                names[0] = "…"
            else:
                del names[1 if len(names) > 2 else 0]
        return names

    def _tabs(self) -> Text:
        colours = app_of(self).theme_variables
        told = Text(no_wrap=True)
        for number, tab in enumerate(TABS, 1):
            open_ = self._is_shown(tab)
            told.append(f"{number} ", f"bold {colours['accent']}")
            told.append(tab, f"bold underline {colours['foreground']}" if open_ else colours["faint"])
            told.append(f" {self.shown.amount(self.reader, tab)}".rstrip(), colours["faint"]).append("   ")
        return told

    # going

    def _open_tab(self, tab: Tab) -> None:
        if self._is_shown(tab):
            self.tab = tab
            self._pane(tab).focus()
            return
        before: Tab = self.other if self._wide else self.tab
        self._at[before] = self._pane(before).current
        self.tab = tab
        self.other = self.other if tab == "fields" else tab
        self._show_place()
        self._show(tab, again=False)
        self._pane(tab).focus()

    def action_record_fields(self) -> None:
        """Show the fields."""
        self._open_tab("fields")

    def action_record_links(self) -> None:
        """Show the links."""
        self._open_tab("links")

    def action_record_evidence(self) -> None:
        """Show what documents say."""
        self._open_tab("evidence")

    def action_record_history(self) -> None:
        """Show what became of it."""
        self._open_tab("history")

    def action_open(self) -> None:
        """Open what the cursor is on."""
        focused = self.focused
        if isinstance(focused, Lines):
            focused.action_choose()

    @on(Lines.Chosen)
    def opened(self, event: Lines.Chosen) -> None:
        """Follow a line: to a record, to a claim, to a batch."""
        target = event.target
        if is_id(target):
            self.application.open_record(target)
        elif target in (EVIDENCE, LINKS):
            self._open_tab("evidence" if target == EVIDENCE else "links")
        elif target.startswith(MORE):
            self._unfold(int(target.removeprefix(MORE)))
        elif target.startswith(CLAIM):
            self._choose(target)
        elif target.startswith(BATCH):
            self.application.show("log", self.shown.id)
        elif target.startswith(RESTORE):
            take_back(self.application, int(target.removeprefix(RESTORE)))

    def _unfold(self, number: int) -> None:
        """Show all records of a relation; the cursor goes to the first that was not shown."""
        pane = self._pane("links")
        self.shown.unfolded.add(number)
        before = pane.cursor
        self._show("links", again=True)
        pane.put(before)

    # changing

    def _choose(self, target: str) -> None:
        evidence, record = self.shown.told.evidence if self.shown.told else None, self.shown.id
        if evidence is None:
            return
        if evidence.is_chosen(target):
            self.tell("That is the chosen one.")
            return
        field, value = evidence.value(target)

        def work(catalogue: Any) -> Any:
            from ...catalogue.settling import settled  # with pydantic: only when something is written

            return catalogue.apply(settled(catalogue.reader, record, field, value))

        def done(_: object) -> None:
            self.tell(f"{evidence.label(field)} is now as chosen. {self.key_of('undo')} takes it back.")

        self.change(work, done, refused=self.tell_error)

    def action_edit(self) -> None:
        """Change the record."""
        if self.shown.document:
            self.application.show("edit", self.shown.document["kind"], self.shown.id)

    def action_edit_whole(self) -> None:
        """Change all of it in the person's editor."""
        edit_whole(self, self.shown.id)

    def action_delete(self) -> None:
        """Delete the record, if that is meant."""
        if self.shown.document:
            record = self.shown.id
            delete(self, [self.shown.document], {record: self.shown.called}, referring(self.reader, record))

    def action_copy(self) -> None:
        """Copy the id; the IRI if the id was copied last."""
        iri = self.shown.document["iri"] if self.shown.document else self.shown.id
        self._copied = iri if self._copied == self.shown.id else self.shown.id
        app_of(self).copy_to_clipboard(self._copied)
        more = f"; {self.key_of('copy')} again copies its IRI." if self._copied == self.shown.id else ""
        self.tell(f"Copied: {self._copied}{more}")

    # other screens

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether a key does anything for this record."""
        if action == "record_terms":
            return bool(self.shown.document) and self.shown.id.startswith("concept/")
        return bool(self.shown.document) if action in ("edit", "edit_whole", "delete", "record_path") else True

    def action_record_terms(self) -> None:
        """Show the term across countries."""
        self.application.show("terms", self.shown.id)

    def action_record_path(self) -> None:
        """Ask for another record, and show how the two hang together."""
        reader, record = self.reader, self.shown.id

        def wrong(text: str) -> str:
            try:
                reader.resolve(text.strip())
            except OrodhaError as error:
                return f"{error.what} {error.advice}"
            return ""

        def given(text: str | None) -> None:
            if text:
                end = reader.resolve(text.strip())
                self.ask(lambda asked_of: asked_of.path(record, end), lambda found: self._show_path(end, found))

        question = f"How does {self.shown.called} hang together with which other record?"
        app_of(self).push_screen(AskLine(question, placeholder="a name, a code or an id", wrong=wrong), given)

    def _show_path(self, end: str, steps: Sequence[Step]) -> None:
        if not steps:
            self.tell(f"Nothing leads from {self.shown.id} to {end} within 6 steps.")
            return

        def went(record: str | None) -> None:
            if record and record != self.shown.id:
                self.application.open_record(record)

        choices = [(step.id, f"{_by(step)}{cut(clean(step.label), 44)}") for step in steps]
        told = f"{counted(len(steps) - 1, 'step')} from {self.shown.called}; enter opens one."
        app_of(self).push_screen(Choose(told, choices), went)


def _by(step: Step) -> str:
    if not step.by:
        return ""
    if step.by.startswith("<-"):
        return f"↑ is {as_part(step.by.removeprefix('<-'))} of  "
    return f"↓ {step.by.replace('_', ' ')}  "


def _title(screen: object) -> str:
    """Return what a screen is called on the way from home."""
    if isinstance(screen, Page) and screen.called:
        return screen.called
    if isinstance(screen, ListPage):
        return screen.title_of_kind
    return next((one.title for one in PLACES.values() if one.page == type(screen).__name__), "")
