"""What the application works with: the catalogue, read on one connection for each thread, written in one place."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Callable, Generator, Hashable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ..catalogue.database import local_path
from ..catalogue.errors import DatabaseError, NoCatalogue
from ..catalogue.logbook import Written, newest, noting, written_since
from ..catalogue.reader import Reader

if TYPE_CHECKING:
    from ..catalogue.catalogue import Catalogue
    from ..catalogue.changes import Applied, ChangeSet

T = TypeVar("T")


class Session:
    """One person at work in one catalogue.

    Args:
        target: Path or URL of the catalogue.
        today: The day that due dates are reckoned from; this one if none is given.

    Attributes:
        turn: Held by who writes; who first looks what to write takes it for both.
        read_only: Whether the file, or its folder, may not be written to.

    Raises:
        NoCatalogue: There is none.
        DatabaseError: It cannot be read.
    """

    def __init__(self, target: str, today: dt.date | None = None) -> None:
        self.target = target
        self._today = today
        self._path = local_path(target)
        self._file: tuple[int, int] | None = None
        self._readers: dict[int, Reader] = {}
        self._left: list[Reader] = []
        self._running: dict[Hashable, Reader] = {}
        self._lock = threading.Lock()
        self._undone: list[int] = []
        self.turn = threading.RLock()
        self._writing = 0
        self._own: set[int] = set()
        self._begin(self._open())

    def _open(self) -> Reader:
        reader = Reader.open(self.target)
        reader.database.keep_few_pages()  # there is one for each thread
        return reader

    def _begin(self, reader: Reader) -> None:
        """Work with a catalogue from now on."""
        self._seen, self._newest = reader.database.changed_by_others(), newest(reader.database)
        self._file = _file(self._path)
        self.read_only = not all(os.access(one, os.W_OK) for one in (self._path, self._path.resolve().parent))
        with self._lock:
            self._left += self._readers.values()  # another thread may be reading still
            self._readers = {threading.get_ident(): reader}
            self._own.clear()
        self._undone = []

    @property
    def today(self) -> dt.date:
        """The day that due dates are reckoned from."""
        return self._today or dt.date.today()

    @property
    def reader(self) -> Reader:
        """The reader of the thread that asks.

        Raises:
            DatabaseError: The catalogue cannot be read any more.
        """
        thread = threading.get_ident()
        if reader := self._readers.get(thread):
            return reader
        with self._not_gone():
            reader = self._open()
        with self._lock:
            self._readers[thread] = reader
        return reader

    @contextmanager
    def _not_gone(self) -> Generator[None]:
        try:
            yield
        except NoCatalogue:  # there was one: to make one would be the wrong advice
            raise self._gone() from None

    def _gone(self) -> DatabaseError:
        return DatabaseError(
            f"{self._path} is not there any more: it was deleted or moved.", "Put it back; until then nothing is saved."
        )

    def close(self) -> None:
        """Close all that was opened, when no other thread reads or writes any more."""
        with self._lock:
            every = [*self._readers.values(), *self._left]
            self._readers, self._left = {}, []
        for reader in every:
            reader.close()

    def stop(self) -> None:
        """Stop all questions that are being answered; from any thread."""
        with self._lock:
            for reader in self._running.values():
                reader.database.interrupt()

    def replaced(self) -> bool:
        """Tell whether another file has taken the place of the catalogue, which is what is read from now on.

        Raises:
            DatabaseError: There is none any more, or it cannot be read.
        """
        now = _file(self._path)
        if now is None:
            raise self._gone()
        if now == self._file:
            return False
        self._begin(self._open())
        return True

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

    def others(self) -> Written | None:
        """Return what others have written since this was asked last; None if nothing.

        While this session writes itself it is not known whose a batch is: then nothing is told, until the next time.
        """
        with self._lock:
            if self._writing:
                return None
            own, before = sorted(self._own), self._newest
            self._own.clear()
        reader = self.reader
        self._newest = newest(reader.database)
        return written_since(reader, before, self._newest, own)

    def change(self, work: Callable[[Catalogue], T]) -> T:
        """Do something with the catalogue open for writing; what was taken back before can no longer be made again.

        Raises:
            OrodhaError: As the work does.
        """
        from ..catalogue.catalogue import Catalogue  # with pydantic and SQLModel: only when something is written

        with self.turn, self._noting_own(), self._opened(Catalogue) as catalogue:
            written = noting(catalogue.database)
            try:
                done = work(catalogue)
            finally:
                with self._lock:
                    self._own.update(written())
            self._undone = []
        return done

    def _opened(self, catalogue: type[Catalogue]) -> Catalogue:
        with self._not_gone():
            return catalogue.open(self.target)

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
        with self.turn:
            undone = self._undone.copy()
            applied = self.change(lambda catalogue: catalogue.undo(batch))
            self._undone = [*undone, *([] if applied.batch is None else [applied.batch])]
        return applied

    def redo(self) -> Applied | None:
        """Make again what this session took back last; None if there is nothing.

        Raises:
            OrodhaError: As ``Catalogue.undo`` does.
        """
        with self.turn:  # the same is not made again twice
            if not self._undone:
                return None
            *rest, last = self._undone
            applied = self.change(lambda catalogue: catalogue.undo(last))
            self._undone = rest
        return applied


def _file(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another that takes its place; None if there is none."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_dev, told.st_ino
