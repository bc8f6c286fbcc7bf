"""What all screens have: where one is, the line of keys, and keys from the registry of actions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from ...catalogue.errors import OrodhaError
from ..actions import ACTIONS, EVERYWHERE
from ..typed import app_of, given_up_in_worker
from ..widgets.keys import Keys
from ..width import clean, cut

if TYPE_CHECKING:
    from ...catalogue.catalogue import Catalogue
    from ...catalogue.changes import Applied, ChangeSet
    from ...catalogue.reader import Reader
    from ..app import Application
    from ..session import Session

T = TypeVar("T")

_IN_BRACES = re.compile(r"\{([a-z_]+)\}")


def bindings(place: str) -> list[BindingType]:
    """Return the keys of a screen, or of the application for ``EVERYWHERE``."""
    return [
        Binding(one.keys, one.id, one.title, show=one.shown, tooltip=one.told, id=one.id, priority=False)
        for one in ACTIONS.values()
        if place in one.where
    ]


class Page(Screen[None]):
    """A screen: a line that says where one is, what it shows, and the line of keys."""

    PLACE: ClassVar[str] = EVERYWHERE
    """By what name the registry of actions knows it."""

    edition = 0
    """The edition of the catalogue that is shown."""

    ready = True
    """Whether it can take keys: not before what they are typed into is there."""

    def compose(self) -> ComposeResult:
        """Make the parts."""
        yield Static(id="crumbs", markup=False)
        yield from self.body()
        yield Keys()

    def body(self) -> ComposeResult:
        """Make what stands between the two lines."""
        raise NotImplementedError

    @property
    def application(self) -> Application:
        """The application."""
        return cast("Application", app_of(self))

    @property
    def is_open(self) -> bool:
        """Whether it is still there: of a screen that is being left, the parts are gone before it is."""
        return self.is_attached and self in app_of(self).screen_stack

    @property
    def called(self) -> str:
        """What it is called on the way to a record; as its place is if empty."""
        return ""

    @property
    def session(self) -> Session:
        """What the application works with."""
        return self.application.session

    @property
    def reader(self) -> Reader:
        """The catalogue, for reading by this thread: what takes more than some 20 ms goes through ``ask``."""
        return self.session.reader

    def show_place(self, *names: str, told: str = "") -> None:
        """Say where one is, and at the right what there is."""
        title = str(self.reader.meta["title"])
        title += " (read only)" if self.session.read_only else ""
        width = app_of(self).size.width - 2
        left = clean(" ▸ ".join(("Orodha", *filter(None, (title, *names)))))
        left = cut(left, max(12, width - cell_len(told) - 1))
        between = " " * max(1, width - cell_len(left) - cell_len(told))
        self.query_one("#crumbs", Static).update(f" {left}{between}{told}", layout=False)  # it is one line always

    def look_again(self) -> None:
        """Show what is there now: after a change, by whomever."""

    def look_at_drafts(self) -> None:
        """Look again what forms were left unsaved: one was closed."""

    @on(events.Mount)
    def follow_theme(self) -> None:
        """Paint anew what has colours of its own whenever the theme is another one."""
        app_of(self).theme_changed_signal.subscribe(self, lambda _: self.look_again())

    def action_open(self) -> None:
        """Open what the cursor is on by another key than enter, which lists take themselves."""
        if choose := getattr(self.focused, "action_choose", None):
            choose()

    def on_screen_resume(self) -> None:
        """Look again if the catalogue was changed while another screen stood before this one."""
        self.application.other_screen()
        before, self.edition = self.edition, self.application.edition
        if before not in (0, self.edition):
            self.look_again()

    def ask(self, question: Callable[[Reader], T], then: Callable[[T], object], *, group: str = "ask") -> None:
        """Ask the catalogue in the background; a newer question of the same group stops this one.

        Args:
            question: What to find out; runs in a thread, and touches no widget.
            then: Shows the answer; is left out if the question was given up, or the screen is gone.
            group: What of several things on the screen the question is for.
        """
        who, session, app = (id(self), group), self.session, self.application
        session.interrupt(who)

        def work() -> None:
            given_up = given_up_in_worker()
            if given_up():  # a newer question came before this one began
                return
            try:
                answer = session.ask(who, question)
            except Exception as error:  # what nobody foresaw does not end the application
                if not given_up():
                    self.call_later(self.tell_error, app.as_told(error))
                return

            def deliver() -> None:
                if not given_up() and self.is_open:  # by now a newer question may have come
                    then(answer)

            app.call_from_thread(deliver)

        self.run_worker(work, group=group, thread=True, exclusive=True)

    def change(
        self, work: Callable[[Catalogue], T], then: Callable[[T], object], *, refused: Callable[[OrodhaError], object]
    ) -> None:
        """Work on the catalogue open for writing, in the background; then show what came of it, or why it was not done.

        Args:
            work: Runs in a thread, and touches no widget.
            then: Is given what the work returned; all screens look again before it.
            refused: Is given the error.
        """
        app, session = self.application, self.session

        def task() -> None:
            try:
                done = session.change(work)
            except Exception as error:  # as above
                app.call_from_thread(not_done, app.as_told(error))
                return
            app.call_from_thread(app.look_for_changes)
            app.call_from_thread(shown, done)

        def shown(done: T) -> None:
            if self.is_open:
                then(done)

        def not_done(error: OrodhaError) -> None:
            (refused if self.is_open else app.tell_error)(error)

        app.run_worker(task, group="change", thread=True)  # of the application: it goes on when the screen is left

    def write(self, change_set: ChangeSet, told: str = "", then: Callable[[Applied], object] | None = None) -> None:
        """Write changes in the background, and say what was done; a refusal is told, and changes nothing.

        Args:
            change_set: The changes, with a note for the log.
            told: What was done, in a few words; the note if empty.
            then: Is given what became of the changes.
        """

        app, said = self.application, f"{told or change_set.note or 'Saved'}. {self.key_of('undo')} takes it back."

        def work(catalogue: Catalogue) -> Applied:
            applied = catalogue.apply(change_set)
            app.call_later(app.tell, said)  # also if the screen is left by then
            return applied

        self.change(work, then or (lambda _: None), refused=self.tell_error)

    def key_of(self, action: str) -> str:
        """Return the key of an action as the person has it, and as people write it.

        Args:
            action: Its id in the registry.
        """
        return self.application.key_of(action)

    def in_keys(self, text: str) -> str:
        """Return a text with the keys of the actions whose ids stand in it in braces: "{undo} takes it back"."""
        return _IN_BRACES.sub(lambda found: self.key_of(found[1]) if found[1] in ACTIONS else found[0], text)

    def would_lose(self) -> bool:
        """Tell whether something that was typed here would be lost if the person left now."""
        return False

    def tell(self, text: str) -> None:
        """Say something that passes."""
        self.application.tell(text)

    def tell_error(self, error: OrodhaError) -> None:
        """Say what went wrong, and what to do about it."""
        self.application.tell_error(error)
