"""A record in a form: what can be done with it, and how it is saved."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ...catalogue.errors import NotFound, OrodhaError
from ...catalogue.reader import Document
from ..drafts import forget
from ..lending import in_editor
from ..typed import app_of
from ..widgets.dialogs import AskLine
from .form_page import FormPage
from .page import Page, bindings

if TYPE_CHECKING:
    from ...catalogue.catalogue import Catalogue
    from ...catalogue.forms import Line
    from ..filling import Look
    from ..saving import Outcome
    from ..widgets.inputs import FieldLine


class EditPage(FormPage):
    """A form; see ``FormPage`` for what it is made with."""

    PLACE = "edit"
    BINDINGS = bindings("edit")

    def on_unmount(self) -> None:
        """Let the screen below look for what was left, when the draft is let go."""
        app = self.application

        def look() -> None:
            if isinstance(app.screen, Page):
                app.screen.look_at_drafts()

        app.call_later(app.call_later, look)

    def action_drop(self) -> None:
        """Drop the draft that was restored; the same key brings it back."""
        if not self.swap():
            self.tell("There is no draft from before.")

    def action_leave(self) -> None:
        """Close the list of choices; else leave, and keep what was typed."""
        line = self._form.current
        if line and line.choices:
            line.offer(())
            return
        if self._saving or self._examining:
            self.tell("It is being saved; this form closes when that is done.")
        else:
            self.application.unless_lost(self._leave)

    def _leave(self) -> None:
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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether something can be done on the line that has the focus."""
        if action not in ("choices", "add", "take"):
            return super().check_action(action, parameters)
        line = self._form.current if self.ready and self.is_mounted else None
        if action == "take":
            return self.ready and self._to_take() is not None
        if line is None:
            return False
        return line.line.chosen if action == "choices" else bool(line.line.language or self._to_add(line))

    def action_choices(self) -> None:
        """Show all that can be chosen on the line."""
        if line := self._form.current:
            self.offer_all(line)

    def action_take(self) -> None:
        """Write what an error offers."""
        from ...catalogue.choosing import chosen  # read by now

        if found := self._to_take():
            line, value = found
            line.set_text(chosen(line.line.field, line.text, value))

    def _to_take(self) -> tuple[FieldLine, str] | None:
        """Return what an error offers: of the line that has the focus, or of the one that was left last."""
        current = self._form.current
        for key in (current.line.key if current else "", self._last):
            value = self._look.offers.get(key) if self._look else None
            if value and (line := self._form.line(key)):
                return line, value
        return None

    def action_add(self) -> None:
        """Add a language of a text, or one more part."""
        line = self._form.current
        if line and line.line.language:
            self._add_language(line)
        elif line:
            self._form.insert(line, [one._replace(need="") for one in self._to_add(line)], self._text)

    def _to_add(self, line: FieldLine) -> list[Line]:
        from ..filling import lines_to_add  # read by now

        return lines_to_add(self._must(), line.line, [one.line for one in self._form.lines])

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
        if line and (left := in_editor(self, line.text, whole=line.line.whole)) is not None:
            line.set_text(left)

    def action_open_alike(self) -> None:
        """Open the record that the new one looks like."""
        if self._look and self._look.alike:
            self.application.open_record(self._look.alike.first.id)

    # saving

    def action_save(self) -> None:
        """Save, if nothing is wrong; else go to what is."""
        if self._saving or self._opened is None:
            return
        if not self._texts and not self._opened.new and not self._deleted:
            self.tell("Nothing was changed.")
            self.application.pop_screen()
            return
        self._tried = self._examining = True
        self._count()
        self._examine(self._examined, "save")

    def _examined(self, look: Look, texts: dict[str, str]) -> None:
        self._examining = False
        self._looked(look)
        if not look.problems:
            self._write(look.document, texts)
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
        told = "one thing is" if count == 1 else f"{count} things are"
        whole = f" {look.problems['']}" if "" in look.problems else ""
        self.tell(f"Not saved: {told} still to be mended. {self.key_of('next_problem')} goes to the next.{whole}")

    def _write(self, document: Document, texts: dict[str, str]) -> None:
        """Write the record that was made of some texts; what was typed since stays in the form."""
        from ...catalogue.changes import ABSENT  # read by now

        form, note, app = self._must(), self._note, self.application
        revision = ABSENT if self._deleted else form.revision
        self._saving = True
        if self.is_open:
            self._count()

        def work(catalogue: Catalogue) -> Outcome:
            from ..saving import save  # with SQLModel

            outcome = save(catalogue, form.base, revision, document, note)
            self._written = texts if outcome.theirs is None else None
            if not self.is_open:  # left by the list of places, or by the palette
                app.call_later(self._saved_elsewhere, outcome, texts)
            return outcome

        self.change(work, lambda outcome: self._saved(outcome, texts), refused=self._refused)

    def _saved(self, outcome: Outcome, texts: dict[str, str]) -> None:
        self._saving = False
        if outcome.theirs is not None:
            decided = partial(self._decided, texts)
            self.application.show("conflict", outcome.theirs, outcome.document, decided, outcome.clashes)
            return
        new, stays = self._must().new, self._texts != texts
        self._tell_saved(outcome, stays=stays)
        if stays or app_of(self).screen is not self:
            self.go_on(outcome.id, texts)
        else:
            self._texts = {}
            self.application.pop_screen()
            if new:
                self.application.open_record(outcome.id)

    def _saved_elsewhere(self, outcome: Outcome, texts: dict[str, str]) -> None:
        """Tell of a form that was left what became of it; its draft goes if it is what was saved."""
        if outcome.theirs is not None:
            self.tell(f"Not saved: others changed the same of {outcome.id}. Open it again: what you typed is kept.")
            return
        forget(self.session.target, self._record or self._kind, texts)
        self._tell_saved(outcome, stays=self._texts != texts)

    def _tell_saved(self, outcome: Outcome, *, stays: bool) -> None:
        kept = ", ".join(one.replace("_", " ") for one in outcome.meanwhile)
        merged = f" Others had changed {kept} meanwhile; that stays." if kept else ""
        rest = " What you typed since is still to be saved." if stays else ""
        changed = outcome.applied and outcome.applied.batch is not None
        told = f"Saved {outcome.id}.{merged} {self.key_of('undo')} takes it back."
        self.tell(f"{told if changed else 'It was like that already.'}{rest}")

    def _decided(self, texts: dict[str, str], theirs: Document, document: Document) -> None:
        """Save what was decided, made from what the others had made of it."""
        from ...catalogue.drafting import own_fields

        form = self._must()
        self._opened = replace(form, base=own_fields(self.reader, theirs), revision=theirs["revision"])
        self._write(document, texts)

    def _refused(self, error: OrodhaError) -> None:
        """Tell why it was not saved; all that was typed stays."""
        self._saving = False
        form = self._must()
        if isinstance(error, NotFound) and not form.new and not self.reader.has(str(form.base["id"])):
            self._deleted = True
            self.tell(
                f"{form.base['id']} was deleted meanwhile. {self.key_of('save')} makes it anew, with what you see."
            )
        else:
            super().tell_error(error)
        if self.is_open:
            self._dress()
