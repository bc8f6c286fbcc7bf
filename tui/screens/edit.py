"""A record in a form that is made from the declarations of its kind."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import VerticalScroll
from textual.widgets import Static

from ...catalogue.errors import NotFound, OrodhaError
from ...catalogue.reader import Document, Reader
from ..drafts import Draft, Keeper
from ..typed import app_of
from ..widgets.dialogs import AskLine
from ..width import clean, cut
from .page import Page, bindings

if TYPE_CHECKING:
    from ...catalogue.catalogue import Catalogue
    from ...catalogue.forms import Line
    from ..filling import Look, Opened
    from ..saving import Outcome
    from ..widgets.inputs import FieldLine

KEEPING = 0.4
"""So many seconds after a letter was typed it is written to the draft."""


class EditPage(Page):
    """A form.

    Args:
        kind: Kind of the record.
        record_id: Its id; "" makes a new one.
        given: Values that a new one begins with.
    """

    PLACE = "edit"
    BINDINGS = bindings("edit")
    DEFAULT_CSS = """
    EditPage #told { height: auto; color: $warning; padding: 0 1; }
    EditPage #lines { scrollbar-size-vertical: 1; }
    EditPage .group { height: 1; color: $faint; text-style: bold; padding: 0 1; }
    EditPage #help { dock: bottom; height: 2; margin-bottom: 1; padding: 0 1; background: $panel; color: $faint; }
    """

    def __init__(self, kind: str, record_id: str = "", given: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self._kind = kind
        self._record = record_id
        self._given = dict(given or {})
        self._form: Opened | None = None
        self._texts: dict[str, str] = {}
        self._dropped: dict[str, str] | None = None
        self._restored = ""
        self._note = ""
        self._look: Look | None = None
        self._left: set[str] = set()
        self._last = ""
        self._tried = self._saving = self._unfolded = self._unkept = self._waiting = False
        self._serial = 0

    def body(self) -> ComposeResult:
        """Make the parts; the lines come when the declarations are read."""
        yield Static(id="told", markup=False)
        yield VerticalScroll(id="lines", can_focus=False)
        yield Static(id="help", markup=False)

    def on_mount(self) -> None:
        """Read the declarations and the record in the background."""
        self._keeper = Keeper(self.session.target, self._record or self._kind)
        self.show_place(self._record or f"New {self._kind}")
        kind, record, given, keeper = self._kind, self._record, self._given, self._keeper

        def question(reader: Reader) -> tuple[Opened, dict[str, str], Draft | None]:
            from ..filling import as_typed, opened  # with pydantic: a form is what needs it first

            form = opened(reader, kind, record)
            return form, as_typed(form.kind, given), keeper.find()

        self.ask(question, lambda found: self._begin(*found), group="open")

    def tell_error(self, error: OrodhaError) -> None:
        """Say what went wrong; without a record there is no form."""
        super().tell_error(error)
        if self._form is None:
            self.application.pop_screen()

    # what is on the screen

    def _begin(self, form: Opened, given: dict[str, str], draft: Draft | None) -> None:
        from ..filling import from_draft  # read by now

        self._form, self._texts = form, given
        if draft:
            self._form = from_draft(form, draft)
            self._texts, self._dropped, self._note = dict(draft.texts), given, draft.note
            self._restored = draft.clock
            self._left = set(draft.texts)
        self.run_worker(self._mount_lines(), group="lines", exclusive=True)

    async def _mount_lines(self, focus: str = "") -> None:
        """Show the lines: first what fits on the screen, then the others."""
        from ..filling import is_folded, lines_shown  # read by now

        form = self._must()
        lines = lines_shown(form, self._texts)
        shown = [one for one in lines if self._unfolded or not is_folded(form, one, self._texts)]
        widest = 24 if app_of(self).size.width >= 120 else 18
        width = min(widest, max((len(one.label) for one in shown), default=8))
        widgets = self._widgets(shown, width, len(lines) - len(shown))
        place = self.query_one("#lines", VerticalScroll)
        await place.remove_children()
        first = app_of(self).size.height
        await place.mount(*widgets[:first])
        (self._line(focus) or self._lines()[0]).focus()
        self._dress()
        self._check()
        if widgets[first:]:
            self.call_after_refresh(self._mount_rest, widgets[first:])

    async def _mount_rest(self, widgets: Sequence[Static | FieldLine]) -> None:
        await self.query_one("#lines", VerticalScroll).mount(*widgets)
        self._dress()

    def _widgets(self, lines: Iterable[Line], width: int, folded: int) -> list[Static | FieldLine]:
        from ..widgets.inputs import FieldLine, More  # as the declarations

        form = self._must()
        found: list[Static | FieldLine] = []
        group = ""
        for line in lines:
            if line.need not in (group, ""):
                group = line.need
                found.append(Static(group if group != "optional" else "more", classes="group", markup=False))
            found.append(FieldLine(line, self._texts.get(line.key, form.text(line.key)), width))
        if folded:
            found.append(More(f"{folded} more fields: enter or f3 shows them", markup=False))
        return found

    def _must(self) -> Opened:
        assert self._form, "asked for before the record was read"
        return self._form

    def _lines(self) -> list[FieldLine]:
        from ..widgets.inputs import FieldLine

        return list(self.query(FieldLine))

    def _line(self, key: str) -> FieldLine | None:
        return next((one for one in self._lines() if one.line.key == key), None)

    @property
    def _current(self) -> FieldLine | None:
        return next((one for one in self._lines() if one.has_focus), None)

    def _dress(self) -> None:
        """Show of each line what is to be said of it, and what is to be said of all."""
        from ..filling import seen  # read by now

        look = self._look
        problems = seen(look.problems, self._left, tried=self._tried) if look else {}
        for one in self._lines():
            key = one.line.key
            one.tell(
                problem=problems.get(key, ""),
                hint=look.hints.get(key, "") if look else "",
                remark=look.remarks.get(key, "") if look else "",
                state=self._state(one),
            )
            if key == "id" and look:
                one.placeholder = look.id
        told = [f"draft of {self._restored} restored; ^z drops it"] if self._restored else []
        if look and look.alike:
            told.append(f"did you mean {look.alike.first.id}  {look.alike.first.label}? ^o opens it ({look.alike.why})")
        width = app_of(self).size.width - 2
        line = self.query_one("#told", Static)
        line.update("\n".join(cut(clean(one), width) for one in told))
        line.display = bool(told)
        self._count()

    def _state(self, line: FieldLine) -> str:
        needed = line.line.need == "mandatory" and "." not in line.line.path and not line.text.strip()
        return "needed" if needed else "changed" if line.line.key in self._texts else ""

    def _count(self) -> None:
        form, look, count = self._must(), self._look, len(self._texts)
        told_id = (look.id if look else "") if form.new else str(form.base["id"])
        self.show_place(form.label, told=f"{told_id}  {count or 'nothing'} changed")

    def _check(self) -> None:
        """Find out in the background what that which was typed comes to."""
        self._examine(self._looked)

    def _examine(self, then: Any) -> None:
        from ..filling import look  # read by now

        form, texts = self._must(), dict(self._texts)
        self.ask(lambda reader: look(reader, form, texts), then, group="look")

    def _looked(self, look: Look) -> None:
        self._look = look
        self._dress()

    # typing

    def on_field_line_typed(self, event: FieldLine.Typed) -> None:
        """Keep what was typed, and offer what may be meant."""
        line = event.line
        key, text = line.line.key, line.text
        if text == self._must().text(key):
            self._texts.pop(key, None)
        else:
            self._texts[key] = text
        self._keep_soon()
        if not line.has_focus:
            self._dress()
            self._check()
            return
        line.tell(hint=line.hint, remark="", state=self._state(line))
        self._count()
        if line.line.chosen:
            self._offer(line, text)

    def on_field_line_asked(self, event: FieldLine.Asked) -> None:
        """Offer all that can be chosen."""
        self._offer(event.line, "")

    def _offer(self, line: FieldLine, text: str) -> None:
        from ...catalogue.choosing import choices  # read by now

        field, before = line.line.field, line.text

        def offer(found: Any) -> None:
            if line.has_focus and line.text == before:
                line.offer(found)

        self.ask(lambda reader: choices(reader, field, text), offer, group="choose")

    def on_field_line_taken(self, event: FieldLine.Taken) -> None:
        """Write what was chosen."""
        from ...catalogue.choosing import chosen  # read by now

        line = event.line
        line.set_text(chosen(line.line.field, line.text, event.value))

    def on_field_line_left(self, event: FieldLine.Left) -> None:
        """Look at a line that was left."""
        self._last = event.line.line.key
        self._left.add(self._last)
        self._check()

    def on_descendant_focus(self) -> None:
        """Say what the field is for."""
        from ..filling import format_of  # read by now

        line = self._current
        if line:
            width = app_of(self).size.width - 2
            texts = (line.line.field.means.help, format_of(line.line))
            self.query_one("#help", Static).update("\n".join(cut(clean(one), width) for one in texts))

    # drafts

    def _keep_soon(self) -> None:
        if not self._waiting:
            self._waiting = True
            self.set_timer(KEEPING, self._keep_now)

    def _keep_now(self) -> None:
        self._waiting = False
        self._serial += 1
        draft, serial = self._draft(), self._serial
        self.run_worker(lambda: self._keep(draft, serial), group="draft", thread=True)

    def _draft(self) -> Draft | None:
        form = self._must()
        if not self._texts:
            return None
        return Draft(dict(self._texts), form.base, form.revision, self._note)

    def _keep(self, draft: Draft | None, serial: int = 0) -> None:
        """Write the draft; from any thread."""
        try:
            if draft:
                self._keeper.keep(draft, serial)
            else:
                self._keeper.drop(serial)
        except OSError as error:
            if not self._unkept:
                self._unkept = True
                app_of(self).call_later(self.tell, f"Drafts cannot be kept: {error.strerror}. Save before you leave.")

    def on_unmount(self) -> None:
        """Keep what was typed, however the form is left."""
        if self._form:
            self._serial += 1
            self._keep(self._draft(), self._serial)
            self._keeper.close()

    def action_drop(self) -> None:
        """Drop the draft that was restored; the same key brings it back."""
        if self._dropped is None:
            return
        self._texts, self._dropped = dict(self._dropped), dict(self._texts)
        self.tell("The draft is there again." if self._restored == "" else "Draft dropped. ^z brings it back.")
        self._keep_soon()
        self.run_worker(self._mount_lines(), group="lines", exclusive=True)

    # what can be done

    def action_leave(self) -> None:
        """Close the list of choices; else leave, and keep what was typed."""
        line = self._current
        if line and line.choices:
            line.offer(())
            return
        if self._texts and not self._unkept:
            self.tell("Not saved yet: what you typed is kept, and is there when you open this form again.")
        self.application.pop_screen()

    def action_more(self) -> None:
        """Show all fields, or only those that count."""
        self._unfolded = not self._unfolded
        focus = self._current.line.key if self._current else ""
        self.run_worker(self._mount_lines(focus), group="lines", exclusive=True)

    def on_more_unfolded(self) -> None:
        """Show all fields."""
        self.action_more()

    def action_next_problem(self) -> None:
        """Go to the next line that something is wrong with."""
        lines = self._lines()
        here = next((place for place, one in enumerate(lines) if one.has_focus), -1)
        for one in [*lines[here + 1 :], *lines[: here + 1]]:
            if one.problem or one.hint:
                one.focus()
                return
        self.tell("Nothing is wrong with what was typed.")

    def action_take(self) -> None:
        """Write what an error offers."""
        from ...catalogue.choosing import chosen, meant  # read by now

        current = self._current
        for key in (current.line.key if current else "", self._last):
            line = self._line(key)
            problem = self._look.problems.get(key) if self._look else None
            if line and problem and (value := meant(problem.fix)):
                line.set_text(chosen(line.line.field, line.text, value))
                return

    def action_add(self) -> None:
        """Add a language of a text, or one more part."""
        from ..filling import lines_to_add  # read by now

        line = self._current
        if line is None:
            return
        if line.line.language:
            self._add_language(line)
            return
        added = lines_to_add(self._must(), line.line, [one.line for one in self._lines()])
        if not added:
            self.tell("There is nothing to add here.")
            return
        self._insert(line, added)

    def _add_language(self, line: FieldLine) -> None:
        from ...catalogue.record import LANGUAGE

        def wrong(tag: str) -> str:
            if not LANGUAGE.fullmatch(tag.strip()):
                return f"{tag!r} is not the sign of a language, like sw, fr, ar, am or so."
            there = self._line(f"{line.line.path}:{tag.strip()}")
            return f"There is a line for {tag} already." if there else ""

        def asked(tag: str | None) -> None:
            if tag:
                self._insert(line, [line.line._replace(language=tag.strip())])

        question = f"In which language is {line.line.path.replace('_', ' ')} to be added?"
        app_of(self).push_screen(AskLine(question, placeholder="sw, fr, ar, am, so, ...", wrong=wrong), asked)

    def _insert(self, after: FieldLine, lines: Sequence[Line]) -> None:
        found = self._widgets([one._replace(need="") for one in lines], after.label_width, 0)
        self.query_one("#lines", VerticalScroll).mount(*found, after=after)
        self.call_after_refresh(found[0].focus)

    def action_form_note(self) -> None:
        """Ask what the change is for."""

        def asked(text: str | None) -> None:
            if text is not None:
                self._note = text.strip()
                self._keep_soon()

        app_of(self).push_screen(AskLine("What is the change for? It goes into the log.", self._note), asked)

    def action_form_editor(self) -> None:
        """Open the text of a line in the person's own editor."""
        line = self._current
        if line is None:
            return
        try:
            with app_of(self).suspend():
                text = edited(line.text, whole=line.line.whole)
        except (SuspendNotSupported, OSError, subprocess.SubprocessError) as error:
            self.tell(f"The editor could not be used: {error}. Set EDITOR to the name of one.")
            return
        line.set_text(text)

    def action_open_alike(self) -> None:
        """Open the record that the new one looks like."""
        if self._look and self._look.alike:
            self.application.open_record(self._look.alike.first.id)

    # saving

    def action_save(self) -> None:
        """Save, if nothing is wrong; else go to what is."""
        if self._saving or self._form is None:
            return
        if not self._texts and not self._form.new:
            self.tell("Nothing was changed.")
            self.application.pop_screen()
            return
        self._tried = True
        self._examine(self._examined)

    def _examined(self, look: Look) -> None:
        self._looked(look)
        if not look.problems:
            self._write(look.document)
            return
        hidden = [key for key in look.problems if key and not self._line(key)]
        if hidden and not self._unfolded:
            self._unfolded = True
            self.run_worker(self._mount_lines(hidden[0]), group="lines", exclusive=True)
            return
        first = next((one for one in self._lines() if one.line.key in look.problems), None)
        if first:
            first.focus()
        count = len(look.problems)
        told = "One thing is" if count == 1 else f"{count} things are"
        whole = f" {look.problems['']}" if "" in look.problems else ""
        self.tell(f"Not saved: {told} still to be mended. f8 goes to the next.{whole}")

    def _write(self, document: Document) -> None:
        form, note = self._must(), self._note
        self._saving = True

        def work(catalogue: Catalogue) -> Outcome:
            from ..saving import save  # with SQLModel

            return save(catalogue, form.base, form.revision, document, note)

        self.change(work, self._saved, refused=self._refused)

    def _saved(self, outcome: Outcome) -> None:
        self._saving = False
        if outcome.theirs is not None:
            self.application.show("conflict", outcome.theirs, outcome.document, self._decided, outcome.clashes)
            return
        new = self._must().new
        self._texts = {}
        kept = ", ".join(one.replace("_", " ") for one in outcome.meanwhile)
        merged = f" Others had changed {kept} meanwhile; that stays." if kept else ""
        self.tell(f"Saved {outcome.id}.{merged} u takes it back.")
        self.application.pop_screen()
        if new:
            self.application.open_record(outcome.id)

    def _decided(self, theirs: Document, document: Document) -> None:
        """Save what was decided, made from what the others had made of it."""
        from ...catalogue.drafting import own_fields

        form = self._must()
        self._form = replace(form, base=own_fields(self.reader, theirs), revision=theirs["revision"])
        self._write(document)

    def _refused(self, error: OrodhaError) -> None:
        """Tell why it was not saved; all that was typed stays."""
        from ...catalogue.changes import ABSENT  # read by now

        self._saving = False
        form = self._must()
        if isinstance(error, NotFound) and not form.new and not self.reader.has(str(form.base["id"])):
            self._form = replace(form, revision=ABSENT)
            self.tell(f"{form.base['id']} was deleted meanwhile. ^s makes it anew, with what you see.")
            return
        super().tell_error(error)

    def look_again(self) -> None:
        """Say if somebody else has changed the record meanwhile."""
        form = self._form
        if form is None or form.new or self._saving:
            return
        now = self.reader.some([str(form.base["id"])])
        if any(one["revision"] != form.revision for one in now):
            self.tell("This record was changed by somebody else just now: ^s puts both changes together.")


def edited(text: str, *, whole: bool) -> str:
    """Return a text as a person left it in an editor: the program that VISUAL or EDITOR names.

    Args:
        text: The text.
        whole: Whether it is JSON.

    Raises:
        OSError: There is no such program.
        CalledProcessError: It failed.
    """
    program = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if os.name == "nt" else "nano")
    if whole and text.strip():
        with contextlib.suppress(ValueError):
            text = json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    handle, name = tempfile.mkstemp(suffix=".json" if whole else ".txt", prefix="orodha-")  # its owner's only
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")
        subprocess.run([*shlex.split(program), name], check=True)
        return path.read_text(encoding="utf-8").rstrip("\n")
    finally:
        path.unlink(missing_ok=True)
