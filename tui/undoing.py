"""Taking changes back and making them again, with what is told and asked about it; and what others wrote meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ..catalogue.errors import Conflict, OrodhaError
from ..catalogue.logbook import LARGE, SEE_LOG, Entry, Written, entry_of, last_batch, taking_back, user
from ..catalogue.reader import Reader
from ..catalogue.wording import counted, listed
from .width import clean, cut

if TYPE_CHECKING:
    from ..catalogue.changes import Applied
    from .app import Application

YOU = "You, elsewhere"
"""Who wrote with the same name, in another window or by a command."""

NOTE = 60
"""Letters of a note that are told in passing."""


def take_back(app: Application, batch: int | None = None) -> None:
    """Take a batch back, the last one if none is named; ask first where it is another person's, or large.

    Args:
        app: The application, which tells what was done, and how to make it again.
        batch: Number of the batch.
    """

    undo, redo = app.key_of("undo"), app.key_of("redo")

    def look() -> None:
        session = app.session
        with session.turn:  # what was begun before is written by then, and the same is not taken back twice
            entry = entry_of(session.reader, batch or last_batch(session.reader.database))
            question = asked_first(session.reader, entry, user())
            if not question:
                _tell(app, session.undo(entry.id), undo, redo)
        if question:  # the screen is told when the turn is over: it may be waiting for it
            app.call_from_thread(ask, entry, question)

    def ask(entry: Entry, question: str) -> None:
        from .widgets.dialogs import Choose  # only when something is asked

        def answered(answer: str | None) -> None:
            if answer == "yes":
                _work(app, lambda: _tell(app, app.session.undo(entry.undone or entry.id), undo, redo))

        yes = "Make it again" if entry.undone else "Take it back"
        app.push_screen(Choose(question, [("no", "Leave it"), ("yes", yes)]), answered)

    _work(app, look)


def make_again(app: Application) -> None:
    """Make a change again that was taken back in this session."""
    undo, redo = app.key_of("undo"), app.key_of("redo")

    def again() -> None:
        with app.session.turn:
            _tell(app, app.session.redo(), undo, redo)

    _work(app, again)


def _work(app: Application, task: Callable[[], None]) -> None:
    def work() -> None:
        try:
            task()
        except Exception as error:
            app.call_from_thread(_refuse, app, app.as_told(error))

    app.run_worker(work, group="change", thread=True)


def _tell(app: Application, applied: Applied | None, undo: str, redo: str) -> None:
    """Tell what was done, in the order in which it is done: nothing here waits for the screen."""
    told = in_words(app.session.reader, applied, undo, redo)
    app.call_later(app.look_for_changes)
    app.call_later(app.tell, told)


def in_words(reader: Reader, applied: Applied | None, undo: str, redo: str) -> str:
    """Return what became of taking back or making again, in words: which change that was, and what reverses it.

    Args:
        reader: The catalogue.
        applied: What was written; None if there was nothing to make again.
        undo: The key that takes back.
        redo: The key that makes again.
    """
    from .logged import logged_names, summary  # only when something is told

    if applied is None or applied.batch is None:
        return "There is nothing to make again."
    entry = entry_of(reader, applied.batch)
    names = logged_names(reader, [*applied.created, *applied.updated, *applied.deleted][:1])
    return what_was_done(summary(reader, entry), entry.again, applied, undo, redo, names)


def _refuse(app: Application, error: OrodhaError) -> None:
    log = isinstance(error, Conflict) or error.advice.endswith(SEE_LOG)
    advice = "The log shows what happened: g l." if log else error.advice
    app.tell(f"{error.what} {advice}".strip(), "warning")


def asked_first(reader: Reader, entry: Entry, me: str) -> str:
    """Return what to ask before a batch is taken back: "" if nothing is.

    Args:
        reader: The catalogue.
        entry: The batch.
        me: Who would take it back.
    """
    from .logged import summary  # as above

    what = cut(clean(summary(reader, entry)), 3 * NOTE)
    if entry.undone is not None:
        return f"It was taken back already: {what}."
    if entry.author == me and entry.records <= LARGE:
        return ""
    whose = "" if entry.author == me else f", by {entry.author}"
    return f"Batch {entry.id}{whose}: {what}.\nTaken back, it leaves {taking_back(reader, entry.id)}."


def what_was_done(
    what: str, again: bool, applied: Applied, undo: str, redo: str, names: Mapping[str, str] | None = None
) -> str:
    """Return what a batch that takes something back has done, and which key reverses it.

    Args:
        what: What was taken back or made again.
        again: Whether it was made again.
        applied: What it changed.
        undo: The key that takes back.
        redo: The key that makes again.
        names: What records are called, by id.
    """
    ids = [*applied.created, *applied.updated, *applied.deleted]
    records = (names or {}).get(ids[0], ids[0]) if len(ids) == 1 else counted(len(ids), "record")
    what = clean(what) if records in what else f"{cut(clean(what), NOTE)} ({clean(records)})"
    return f"Made again: {what}. {undo} takes it back." if again else f"Took back: {what}. {redo} makes it again."


def news(written: Written | None, me: str) -> str:
    """Return what was written elsewhere, as a line: "Amina changed 2 records: correct the holder"; "" if nothing.

    Args:
        written: What was written.
        me: Who is told.
    """
    if written is None:
        return ""
    names = [YOU if one == me else one for one in sorted(written.authors, key=lambda one: one != me)]
    entry = written.only
    if entry is None:
        of = "" if written.records is None else f" of {counted(written.records, 'record')}"
        return clean(f"{listed(names)}: {counted(written.batches, 'change')}{of}")
    did = "changed" if entry.undoes is None else "made again" if entry.again else "took back"
    note = f": {cut(entry.note, NOTE)}" if entry.note else ""
    comma = "," if names[0] == YOU else ""
    return clean(f"{names[0]}{comma} {did} {counted(entry.records, 'record')}{note}")
