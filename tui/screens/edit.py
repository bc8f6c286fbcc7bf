"""A record in a form that is made from the declarations of its kind."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult, SuspendNotSupported
from textual.widgets import Static

from ...catalogue.errors import NotFound, OrodhaError
from ...catalogue.reader import Document, Reader
from ..drafts import Draft
from ..editor import edited
from ..typed import app_of
from ..widgets.dialogs import AskLine
from ..widgets.form import Form
from ..width import clean, cut
from .kept import KeptPage
from .page import bindings

if TYPE_CHECKING:
    from ...catalogue.catalogue import Catalogue
    from ..filling import Look, Opened
    from ..saving import Outcome
    from ..widgets.inputs import FieldLine


class EditPage(KeptPage):
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
    EditPage #help { dock: bottom; height: 2; margin-bottom: 1; padding: 0 1; background: $panel; color: $faint; }
    """

    def __init__(self, kind: str, record_id: str = "", given: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self._kind = kind
        self._record = record_id
        self._given = dict(given or {})
        self._opened: Opened | None = None
        self._texts: dict[str, str] = {}
        self._dropped: dict[str, str] | None = None
        self._restored = ""
        self._note = ""
        self._look: Look | None = None
        self._left: set[str] = set()
        self._last = ""
        self._tried = self._saving = self._unfolded = self._gone = False

    def body(self) -> ComposeResult:
        """Make the parts; the lines come when the declarations are read."""
        yield Static(id="told", markup=False)
        yield Form()
        yield Static(id="help", markup=False)

    def on_mount(self) -> None:
        """Read the declarations and the record in the background."""
        keeper = self.keep_with(self._record or self._kind)
        self.show_place(self._record or f"New {self._kind}")
        kind, record, given = self._kind, self._record, self._given

        def question(reader: Reader) -> tuple[Opened, dict[str, str], Draft | None]:
            from ..filling import as_typed, opened  # with pydantic: a form is what needs it first

            form = opened(reader, kind, record)
            return form, as_typed(form.kind, given), keeper.find()

        self.ask(question, lambda found: self._begin(*found), group="open")

    def tell_error(self, error: OrodhaError) -> None:
        """Say what went wrong; without a record there is no form."""
        super().tell_error(error)
        if self._opened is None:
            self.application.pop_screen()

    # what is on the screen

    def _begin(self, form: Opened, given: dict[str, str], draft: Draft | None) -> None:
        from ..filling import from_draft  # read by now

        self._opened, self._texts = form, given
        if draft:
            self._opened = from_draft(form, draft)
            self._texts, self._dropped, self._note = dict(draft.texts), given, draft.note
            self._restored = draft.clock
            self._left = set(draft.texts)
        self._show()

    def _show(self, focus: str = "") -> None:
        """Show the lines anew."""
        from ..filling import is_folded, lines_shown  # read by now

        form = self._must()
        lines = lines_shown(form, self._texts)
        shown = [one for one in lines if self._unfolded or not is_folded(form, one, self._texts)]
        texts, folded = dict(self._texts), len(lines) - len(shown)

        async def show() -> None:
            await self._form.show(shown, lambda key: texts.get(key, form.text(key)), folded, focus, self._dress)
            self._check()

        self.run_worker(show(), group="lines", exclusive=True)

    @property
    def _form(self) -> Form:
        return self.query_one(Form)

    def _text(self, key: str) -> str:
        return self._texts.get(key, self._must().text(key))

    def _must(self) -> Opened:
        assert self._opened, "asked for before the record was read"
        return self._opened

    def _dress(self) -> None:
        """Show of each line what is to be said of it, and what is to be said of all."""
        from ..filling import seen  # read by now

        look = self._look
        problems = seen(look.problems, self._left, tried=self._tried) if look else {}
        for one in self._form.lines:
            key = one.line.key
            one.tell(
                problem=problems.get(key, ""),
                hint=look.hints.get(key, "") if look else "",
                remark=look.remarks.get(key, "") if look else "",
                state=self._state(one),
            )
            if key == "id" and look:
                one.placeholder = look.id
        kept = "dropped; ^z brings it back" if self._gone else "restored; ^z drops it"
        told = [f"draft of {self._restored} {kept}"] if self._restored else []
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
        self.keep_soon()
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

        line = self._form.current
        if line:
            width = app_of(self).size.width - 2
            texts = (line.line.field.means.help, format_of(line.line))
            self.query_one("#help", Static).update("\n".join(cut(clean(one), width) for one in texts))

    # drafts

    def draft(self) -> Draft | None:
        """Return what is to be kept."""
        form = self._opened
        return Draft(dict(self._texts), form.base, form.revision, self._note) if form and self._texts else None

    def action_drop(self) -> None:
        """Drop the draft that was restored; the same key brings it back."""
        if self._dropped is None:
            return
        self._texts, self._dropped = dict(self._dropped), dict(self._texts)
        self._gone = not self._gone
        self.keep_soon()
        self._show()

    # what can be done

    def action_leave(self) -> None:
        """Close the list of choices; else leave, and keep what was typed."""
        line = self._form.current
        if line and line.choices:
            line.offer(())
            return
        if self._texts and not self.drafts_fail:
            self.tell("Not saved yet: what you typed is kept, and is there when you open this form again.")
        self.application.pop_screen()

    def action_more(self) -> None:
        """Show all fields, or only those that count."""
        self._unfolded = not self._unfolded
        focus = self._form.current.line.key if self._form.current else ""
        self._show(focus)

    def on_more_unfolded(self) -> None:
        """Show all fields."""
        self.action_more()

    def action_next_problem(self) -> None:
        """Go to the next line that something is wrong with."""
        if not self._form.next_problem():
            self.tell("Nothing is wrong with what was typed.")

    def action_take(self) -> None:
        """Write what an error offers."""
        from ...catalogue.choosing import chosen, meant  # read by now

        current = self._form.current
        for key in (current.line.key if current else "", self._last):
            line = self._form.line(key)
            problem = self._look.problems.get(key) if self._look else None
            if line and problem and (value := meant(problem.fix)):
                line.set_text(chosen(line.line.field, line.text, value))
                return

    def action_add(self) -> None:
        """Add a language of a text, or one more part."""
        from ..filling import lines_to_add  # read by now

        line = self._form.current
        if line is None:
            return
        if line.line.language:
            self._add_language(line)
            return
        added = lines_to_add(self._must(), line.line, [one.line for one in self._form.lines])
        if not added:
            self.tell("There is nothing to add here.")
            return
        self._form.insert(line, [one._replace(need="") for one in added], self._text)

    def _add_language(self, line: FieldLine) -> None:
        from ...catalogue.record import LANGUAGE

        def wrong(tag: str) -> str:
            if not LANGUAGE.fullmatch(tag.strip()):
                return f"{tag!r} is not the sign of a language, like sw, fr, ar, am or so."
            there = self._form.line(f"{line.line.path}:{tag.strip()}")
            return f"There is a line for {tag} already." if there else ""

        def asked(tag: str | None) -> None:
            if tag:
                self._form.insert(line, [line.line._replace(language=tag.strip(), need="")], self._text)

        question = f"In which language is {line.line.path.replace('_', ' ')} to be added?"
        app_of(self).push_screen(AskLine(question, placeholder="sw, fr, ar, am, so, ...", wrong=wrong), asked)

    def action_form_note(self) -> None:
        """Ask what the change is for."""

        def asked(text: str | None) -> None:
            if text is not None:
                self._note = text.strip()
                self.keep_soon()

        app_of(self).push_screen(AskLine("What is the change for? It goes into the log.", self._note), asked)

    def action_form_editor(self) -> None:
        """Open the text of a line in the person's own editor."""
        line = self._form.current
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
        if self._saving or self._opened is None:
            return
        if not self._texts and not self._opened.new:
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
        hidden = [key for key in look.problems if key and not self._form.line(key)]
        if hidden and not self._unfolded:
            self._unfolded = True
            self._show(hidden[0])
            return
        first = next((one for one in self._form.lines if one.line.key in look.problems), None)
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
        self._opened = replace(form, base=own_fields(self.reader, theirs), revision=theirs["revision"])
        self._write(document)

    def _refused(self, error: OrodhaError) -> None:
        """Tell why it was not saved; all that was typed stays."""
        from ...catalogue.changes import ABSENT  # read by now

        self._saving = False
        form = self._must()
        if isinstance(error, NotFound) and not form.new and not self.reader.has(str(form.base["id"])):
            self._opened = replace(form, revision=ABSENT)
            self.tell(f"{form.base['id']} was deleted meanwhile. ^s makes it anew, with what you see.")
            return
        super().tell_error(error)

    def look_again(self) -> None:
        """Say if somebody else has changed the record meanwhile."""
        form = self._opened
        if form is None or form.new or self._saving:
            return
        now = self.reader.some([str(form.base["id"])])
        if any(one["revision"] != form.revision for one in now):
            self.tell("This record was changed by somebody else just now: ^s puts both changes together.")
