"""A record as lines to type on, made from the declarations of its kind; what can be done with them is in ``edit``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.widgets import Static

from ...catalogue.errors import NotFound, OrodhaError
from ...catalogue.reader import Reader
from ..drafts import Draft
from ..typed import app_of
from ..widgets.form import Form
from ..width import clean, cut
from .kept import KeptPage

if TYPE_CHECKING:
    from ...catalogue.choosing import Choice
    from ..filling import Look, Opened
    from ..widgets.inputs import FieldLine

_OF_PART, _OF_MAP = "{add} gives its fields a line each", "a JSON object; {form_editor} for your editor"
"""What stands on an empty line of all of a part, or of a map."""


class FormPage(KeptPage):
    """A form.

    Args:
        kind: Kind of the record.
        record_id: Its id; "" makes a new one.
        given: Values that a new one begins with.
    """

    DEFAULT_CSS = """
    FormPage #told { height: auto; color: $warning; padding: 0 1; }
    FormPage #help { dock: bottom; height: 2; margin-bottom: 1; padding: 0 1; background: $panel; color: $faint; }
    """

    def __init__(self, kind: str, record_id: str = "", given: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self._kind = kind
        self._record = record_id
        self._given = dict(given or {})
        self._opened: Opened | None = None
        self._texts: dict[str, str] = {}
        self._start: dict[str, str] = {}
        self._written: dict[str, str] | None = None
        self._other: tuple[Opened, dict[str, str]] | None = None
        self._restored = ""
        self._note = ""
        self._look: Look | None = None
        self._left: set[str] = set()
        self._last = ""
        self._tried = self._saving = self._unfolded = self._gone = self._behind = False
        self._examining = self._deleted = self._failed = False
        self.ready = False

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
            from ..filling import as_typed, of_deleted, opened  # with pydantic: a form is what needs it first

            draft = None if given else keeper.find()
            try:
                form = opened(reader, kind, record)
            except NotFound:
                if draft is None or not draft.base:
                    raise
                self._deleted = True
                return of_deleted(draft), {}, draft
            return form, as_typed(form.kind, given), draft

        self.ask(question, lambda found: self._begin(*found), group="open")

    def tell_error(self, error: OrodhaError) -> None:
        """Say what went wrong; without a record there is no form."""
        super().tell_error(error)
        if self._examining:
            self._examining = False
            self._count()
        if self._opened is None:
            self._failed = True
            self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Go back if there is no form to be seen."""
        if self._failed and app_of(self).screen is self:
            self.application.pop_screen()

    # what is on the screen

    def _begin(self, form: Opened, given: dict[str, str], draft: Draft | None) -> None:
        from ..filling import from_draft  # read by now

        self.begun = True
        self._opened, self._texts, self._start = form, given, dict(given)
        if draft:
            self._other = (form, given)
            self._opened, self._texts, self._note = from_draft(form, draft), dict(draft.texts), draft.note
            self._restored = draft.clock
            self._behind = self._opened.revision != form.revision
            self._left = set(draft.texts)
        self._show()

    def swap(self) -> bool:
        """Put what there was without the draft in place of it, or the draft in place of that; tell if there is one."""
        if self._other is None:
            return False
        (self._opened, self._texts), self._other = self._other, (self._must(), dict(self._texts))
        self._gone = not self._gone
        self._behind = self._must().revision < self._other[0].revision
        self.keep_soon()
        self._show()
        return True

    def go_on(self, record_id: str, saved: Mapping[str, str]) -> None:
        """Go on with a record as it was saved; what was typed meanwhile stays to be saved.

        Args:
            record_id: The record.
            saved: What stood on the lines that were saved.
        """

        def question(reader: Reader) -> Opened:
            from ..filling import opened  # read by now

            return opened(reader, self._kind, record_id)

        def then(form: Opened) -> None:
            typed = {key: self._text(key) for key in {*saved, *self._texts} - {"id"}}
            self._opened, self._other, self._restored, self._written = form, None, "", None
            self._tried = self._behind = self._deleted = False
            self._texts = {key: text for key, text in typed.items() if text != form.text(key)}
            self._start = {}
            self.keep_soon()
            self._show(self._form.current.line.key if self._form.current else "", anew=False)

        self.ask(question, then, group="open")

    def _show(self, focus: str = "", *, anew: bool = True) -> None:
        """Show the lines; where they are the same as before they may stay, so that a person who types loses nothing."""
        from ..filling import is_folded, lines_shown  # read by now

        form = self._must()
        lines = lines_shown(form, self._texts)
        shown = [one for one in lines if self._unfolded or not is_folded(form, one, self._texts)]
        folded = len(lines) - len(shown)
        more = f"{folded} more fields: enter or {self.key_of('more')} shows them" if folded else ""
        if not anew and [one.key for one in shown] == [one.line.key for one in self._form.lines]:
            self._fill()
            return
        self.ready = False

        async def show() -> None:
            await self._form.show(shown, self._text, more, focus, self._dress)
            self.ready = not self._form.lines  # else when one of them has the focus
            self._fill()

        self.run_worker(show, group="lines", exclusive=True)

    def _fill(self) -> None:
        """Put on the lines what is to stand there, and look at it."""
        for one in self._form.lines:
            one.set_text(self._text(one.line.key))
        self._dress()
        self._check()

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
                problem=self.in_keys(problems.get(key, "")),
                hint=look.hints.get(key, "") if look else "",
                remark=look.remarks.get(key, "") if look else "",
                state=self._state(one),
            )
            if key == "id" and look:
                one.placeholder = look.id
            elif one.line.whole:
                one.placeholder = self.in_keys(_OF_PART if one.line.field.part else _OF_MAP)
        drop = self.key_of("drop")
        kept = f"dropped; {drop} brings it back" if self._gone else f"restored; {drop} drops it"
        told = [f"draft of {self._restored} {kept}"] if self._restored else []
        if self._deleted:
            told.append(f"deleted by somebody else since: {self.key_of('save')} makes it anew, with what you see")
        elif self._behind:
            told.append(f"changed by somebody else since: {self.key_of('save')} puts both changes together")
        if self._start:
            names = ", ".join(dict.fromkeys(one.line.label for one in self._form.lines if one.line.key in self._start))
            told.append(f"filled in from where you were: {names}")
        if look and look.alike:
            first, opens = look.alike.first, self.key_of("open_alike")
            told.append(f"did you mean {first.id}  {first.label}? {opens} opens it ({look.alike.why})")
        width = app_of(self).size.width - 2
        line = self.query_one("#told", Static)
        line.update("\n".join(cut(clean(one), width) for one in told))
        line.display = bool(told)
        self._count()

    def _state(self, line: FieldLine) -> str:
        needed = line.line.need == "mandatory" and "." not in line.line.path and not line.text.strip()
        return "needed" if needed else "changed" if line.line.key in self._texts else ""

    def _count(self) -> None:
        form, look = self._must(), self._look
        count = sum(text != self._start.get(key) for key, text in self._texts.items())
        told_id = (look.id if look else "") if form.new else str(form.base["id"])
        changed = f"{count or 'nothing'} changed"
        busy = self._saving or self._examining
        self.show_place(form.label, told=f"{told_id}  {'saving ...' if busy else changed}")

    def _check(self) -> None:
        """Find out in the background what that which was typed comes to."""
        self._examine(lambda look, _: self._looked(look))

    def _examine(self, then: Callable[[Look, dict[str, str]], object], group: str = "look") -> None:
        from ..filling import look  # read by now

        form, texts, before = self._must(), dict(self._texts), self._look
        self.ask(lambda reader: look(reader, form, texts, before), lambda found: then(found, texts), group=group)

    def _looked(self, look: Look) -> None:
        self._look = look
        self._dress()

    def look_again(self) -> None:
        """Say if somebody else has changed the record meanwhile."""
        form = self._opened
        if form is None or form.new or self._saving:
            return
        now = self.reader.some([str(form.base["id"])])
        self._deleted = not now
        self._behind = any(one["revision"] != form.revision for one in now)
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
        if line.line.chosen and text.strip():
            self._offer(line, text)
        else:
            line.offer(())

    def offer_all(self, line: FieldLine) -> None:
        """Offer all that can be chosen: of one value beginning with that which is there; of several, one more."""
        from ...catalogue.entry import join, split  # read by now

        there = split(line.text) if line.line.field.many else []
        self._offer(line, f"{join(there)}; " if there else "")

    def _offer(self, line: FieldLine, text: str) -> None:
        from ...catalogue.choosing import choices, last_item  # read by now

        field, before = line.line.field, line.text
        typed = last_item(field, text)

        def offer(found: Sequence[Choice]) -> None:
            if line.has_focus and line.text == before:
                there = next((place for place, one in enumerate(found) if one.value == before.strip()), -1)
                sure = bool(typed and found and found[0].sure)  # else one is chosen by the arrows, or none
                line.offer(found, text, 0 if sure else there)

        self.ask(lambda reader: choices(reader, field, text), offer, group="choose")

    def on_field_line_taken(self, event: FieldLine.Taken) -> None:
        """Write what was chosen."""
        from ...catalogue.choosing import chosen  # read by now

        line = event.line
        line.set_text(chosen(line.line.field, event.completed, event.value))

    def on_field_line_left(self, event: FieldLine.Left) -> None:
        """Look at a line that was left."""
        self._last = event.line.line.key
        self._left.add(self._last)
        self._check()

    def on_descendant_focus(self) -> None:
        """Say what the field is for."""
        from ..filling import format_of  # read by now

        self.ready = True
        line = self._form.current
        if line:
            width = app_of(self).size.width - 2
            texts = (line.line.field.means.help, self.in_keys(format_of(line.line)))
            self.query_one("#help", Static).update("\n".join(cut(clean(one), width) for one in texts))

    # drafts

    def draft(self) -> Draft | None:
        """Return what is to be kept."""
        form = self._opened
        if form is None or self._texts in ({}, self._start, self._written):
            return None
        return Draft(dict(self._texts), form.base, form.revision, self._note)
