"""What the application works with: the catalogue, read on one connection for each thread, written in one place."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Generator, Hashable
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from ..catalogue.logbook import Entry, Logbook, newest
from ..catalogue.reader import Reader

if TYPE_CHECKING:
    from ..catalogue.catalogue import Catalogue
    from ..catalogue.changes import Applied, ChangeSet

T = TypeVar("T")

FEW = 20
"""So many batches of others are told of at once."""


class Session:
    """One person at work in one catalogue.

    Args:
        target: Path or URL of the catalogue.
        today: The day that due dates are reckoned from; this one if none is given.

    Attributes:
        turn: Held by who writes; who first looks what to write takes it for both.

    Raises:
        NoCatalogue: There is none.
        DatabaseError: It cannot be read.
    """

    def __init__(self, target: str, today: dt.date | None = None) -> None:
        self.target = target
        self._today = today
        self._readers: dict[int, Reader] = {}
        self._running: dict[Hashable, Reader] = {}
        self._lock = threading.Lock()
        self._undone: list[int] = []
        self._seen = self.reader.database.changed_by_others()
        self.turn = threading.RLock()
        self._writing = 0
        self._own: set[int] = set()
        self._newest = newest(self.reader.database)

    @property
    def today(self) -> dt.date:
        """The day that due dates are reckoned from."""
        return self._today or dt.date.today()

    @property
    def reader(self) -> Reader:
        """The reader of the thread that asks."""
        thread = threading.get_ident()
        if thread not in self._readers:
            self._readers[thread] = Reader.open(self.target)
        return self._readers[thread]

    def close(self) -> None:
        """Close what was opened by this thread; the others are gone with theirs."""
        if reader := self._readers.pop(threading.get_ident(), None):
            reader.close()

    def ask(self, who: Hashable, question: Callable[[Reader], T]) -> T:
        """Answer a question by this thread's reader; ``interrupt`` of the same ``who`` stops it.

        Raises:
            DatabaseError: It was stopped, or the catalogue cannot be read.
        """
        reader = self.reader
        with self._lock:
            self._running[who] = reader
        try:
            return question(reader)
        finally:
            with self._lock:
                if self._running.get(who) is reader:
                    del self._running[who]

    def interrupt(self, who: Hashable) -> None:
        """Stop the question that is being answered for somebody, if there is one; from any thread."""
        with self._lock:
            if reader := self._running.get(who):
                reader.database.interrupt()

    def changed(self) -> bool:
        """Tell whether anybody, this session included, has written since this was asked last."""
        now = self.reader.database.changed_by_others()
        seen, self._seen = self._seen, now
        return seen != now

    def others(self) -> list[Entry]:
        """Return what others have written since this was asked last, newest first, at most ``FEW`` batches.

        While this session writes itself it is not known whose a batch is: then nothing is told, until the next time.
        """
        with self._lock:
            if self._writing:
                return []
            own, before = self._own.copy(), self._newest
        reader = self.reader
        self._newest = newest(reader.database)
        found = [one for one in Logbook.of(reader, after=before).page(reader, 0, FEW) if one.id <= self._newest]
        return [one for one in found if one.id not in own]

    def change(self, work: Callable[[Catalogue], T]) -> T:
        """Do something with the catalogue open for writing; what was taken back before can no longer be made again.

        Raises:
            OrodhaError: As the work does.
        """
        from ..catalogue.catalogue import Catalogue  # with pydantic and SQLModel: only when something is written

        with self.turn, self._noting_own(), Catalogue.open(self.target) as catalogue:
            before = newest(catalogue.database)
            try:
                done = work(catalogue)
            finally:
                with self._lock:
                    self._own.update(range(before + 1, newest(catalogue.database) + 1))
        self._undone.clear()
        return done

    @contextmanager
    def _noting_own(self) -> Generator[None]:
        with self._lock:
            self._writing += 1
        try:
            yield
        finally:
            with self._lock:
                self._writing -= 1

    def apply(self, change_set: ChangeSet) -> Applied:
        """Write changes.

        Raises:
            OrodhaError: As ``Catalogue.apply`` does.
        """
        return self.change(lambda catalogue: catalogue.apply(change_set))

    def undo(self, batch: int | None = None) -> Applied:
        """Take a batch back, the last one if none is named.

        Raises:
            OrodhaError: As ``Catalogue.undo`` does.
        """
        undone = self._undone.copy()
        applied = self.change(lambda catalogue: catalogue.undo(batch))
        self._undone = [*undone, *([] if applied.batch is None else [applied.batch])]
        return applied

    def redo(self) -> Applied | None:
        """Make again what this session took back last; None if there is nothing.

        Raises:
            OrodhaError: As ``Catalogue.undo`` does.
        """
        if not self._undone:
            return None
        *rest, last = self._undone
        applied = self.change(lambda catalogue: catalogue.undo(last))
        self._undone = rest
        return applied
