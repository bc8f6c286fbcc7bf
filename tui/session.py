"""What the application works with: the catalogue, read on one connection for each thread, written in one place."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from ..catalogue.reader import Reader

if TYPE_CHECKING:
    from ..catalogue.changes import Applied, ChangeSet


class Session:
    """One person at work in one catalogue.

    Args:
        target: Path or URL of the catalogue.

    Raises:
        NoCatalogue: There is none.
        DatabaseError: It cannot be read.
    """

    def __init__(self, target: str) -> None:
        self.target = target
        self._readers: dict[int, Reader] = {}
        self._undone: list[int] = []
        self._seen = self.reader.database.changed_by_others()

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

    def changed(self) -> bool:
        """Tell whether anybody, this session included, has written since this was asked last."""
        now = self.reader.database.changed_by_others()
        seen, self._seen = self._seen, now
        return seen != now

    def apply(self, change_set: ChangeSet) -> Applied:
        """Write changes; what was taken back before can no longer be made again.

        Raises:
            OrodhaError: As ``Catalogue.apply`` does.
        """
        from ..catalogue.catalogue import Catalogue  # with pydantic and SQLModel: only when something is written

        with Catalogue.open(self.target) as catalogue:
            applied = catalogue.apply(change_set)
        self._undone.clear()
        return applied

    def undo(self, batch: int | None = None) -> Applied:
        """Take a batch back, the last one if none is named.

        Raises:
            OrodhaError: As ``Catalogue.undo`` does.
        """
        from ..catalogue.catalogue import Catalogue  # as above

        with Catalogue.open(self.target) as catalogue:
            applied = catalogue.undo(batch)
        if applied.batch is not None:
            self._undone.append(applied.batch)
        return applied

    def redo(self) -> Applied | None:
        """Make again what this session took back last; None if there is nothing."""
        if not self._undone:
            return None
        from ..catalogue.catalogue import Catalogue  # as above

        with Catalogue.open(self.target) as catalogue:
            return catalogue.undo(self._undone.pop())
