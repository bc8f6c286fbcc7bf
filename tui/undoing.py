"""Taking changes back and making them again, with what is told and asked about it; and what others wrote meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ..catalogue.errors import Conflict, NotFound, OrodhaError
from ..catalogue.logbook import LARGE, Entry, entry_of, last_batch, summary, taking_back, user
from ..catalogue.reader import Reader
from ..catalogue.wording import counted, listed
from .typed import app_of
from .widgets.keys import key_name
from .width import clean, cut

if TYPE_CHECKING:
    from ..catalogue.changes import Applied
    from .app import Application

NOTE = 60
"""Letters of a note that are told in passing."""


def take_back(app: Application, batch: int | None = None) -> None:
    """Take a batch back, the last one if none is named; ask first where it is another person's, or large.

    Args:
        app: The application, which tells what was done, and how to make it again.
        batch: Number of the batch.
    """

    undo, redo = _keys(app)

    def look() -> None:
        session = app.session
        with session.turn:  # what was begun before is written by then, and the same is not taken back twice
            entry = entry_of(session.reader, batch or last_batch(session.reader.database))
            if entry.undone is not None:
                what = f"Batch {entry.id} was taken back already, by batch {entry.undone}."
                raise NotFound(what, "u there makes it again.")
            question = asked_first(session.reader, entry, user())
            applied = None if question else session.undo(entry.id)
        if question:  # the screen is told when the turn is over: it may be waiting for it
            app.call_from_thread(ask, entry, question)
        else:
            _tell(app, applied, undo, redo)

    def ask(entry: Entry, question: str) -> None:
        from .widgets.dialogs import Choose  # only when something is asked

        def answered(answer: str | None) -> None:
            if answer == "yes":
                _work(app, lambda: _tell(app, app.session.undo(entry.id), undo, redo))

        app.push_screen(Choose(question, [("no", "Leave it"), ("yes", "Take it back")]), answered)

    _work(app, look)


def make_again(app: Application) -> None:
    """Make a change again that was taken back in this session."""
    undo, redo = _keys(app)
    _work(app, lambda: _tell(app, app.session.redo(), undo, redo))


def _work(app: Application, task: Callable[[], None]) -> None:
    def work() -> None:
        try:
            task()
        except OrodhaError as error:
            app.call_from_thread(_refuse, app, error)

    app.run_worker(work, group="change", thread=True)


def _tell(app: Application, applied: Applied | None, undo: str, redo: str) -> None:
    told = "There is nothing to make again."
    if applied and applied.batch is not None:
        entry = entry_of(app.session.reader, applied.batch)
        told = what_was_done(summary(app.session.reader, entry), entry.again, applied, undo, redo)
    app.call_from_thread(app.look_for_changes)
    app.call_from_thread(app.notify, clean(told), markup=False, timeout=5)


def _keys(app: Application) -> tuple[str, str]:
    """Return the keys that take back and make again, as the person has them."""
    every: Any = app_of(app.screen).active_bindings.values()
    found = {one.binding.id: key_name(one.binding.key) for one in every}
    return found.get("undo", "u"), found.get("redo", "^r")


def _refuse(app: Application, error: OrodhaError) -> None:
    advice = "The log shows what happened: g l." if isinstance(error, Conflict) else error.advice
    app.notify(clean(f"{error.what} {advice}".strip()), severity="warning", markup=False, timeout=10)


def asked_first(reader: Reader, entry: Entry, me: str) -> str:
    """Return what to ask before a batch is taken back: "" if nothing is.

    Args:
        reader: The catalogue.
        entry: The batch.
        me: Who would take it back.
    """
    if entry.author == me and entry.records <= LARGE:
        return ""
    whose = "" if entry.author == me else f", by {entry.author}"
    what = cut(clean(summary(reader, entry)), 3 * NOTE)
    return f"Batch {entry.id}{whose}: {what}.\nTaken back, it leaves {taking_back(reader, entry.id)}."


def what_was_done(what: str, again: bool, applied: Applied, undo: str, redo: str) -> str:
    """Return what a batch that takes something back has done, and which key reverses it.

    Args:
        what: What was taken back or made again.
        again: Whether it was made again.
        applied: What it changed.
        undo: The key that takes back.
        redo: The key that makes again.
    """
    ids = [*applied.created, *applied.updated, *applied.deleted]
    records = ids[0] if len(ids) == 1 else counted(len(ids), "record")
    what = cut(clean(what), NOTE)
    what = what if records in what else f"{what} ({records})"
    return f"Made again: {what}. {undo} takes it back." if again else f"Took back: {what}. {redo} makes it again."


def news(entries: Sequence[Entry], me: str) -> str:
    """Return what was written elsewhere, as a line: "Amina changed 2 records: correct the holder"; "" if nothing.

    Args:
        entries: The batches.
        me: Who is told.
    """
    if not entries:
        return ""
    names = list(dict.fromkeys("Another window of yours" if one.author == me else one.author for one in entries))
    if len(entries) > 1:
        records = sum(one.records for one in entries)
        return clean(f"{listed(names)}: {counted(len(entries), 'change')} of {counted(records, 'record')}")
    [entry] = entries
    did = "changed" if entry.undoes is None else "made again" if entry.again else "took back"
    note = f": {cut(entry.note, NOTE)}" if entry.note else ""
    return clean(f"{names[0]} {did} {counted(entry.records, 'record')}{note}")
