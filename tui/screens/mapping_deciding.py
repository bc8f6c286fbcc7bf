"""What is decided in the workbench of two schemes, written in the background, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from ...catalogue.errors import OrodhaError
from ...catalogue.writer import user
from ...vocab.decisions import Recorded
from .. import __version__
from ..actions import ACTIONS
from .mapping_writes import Writes

if TYPE_CHECKING:
    from ...catalogue.changes import Applied
    from ...vocab.deciding import Did
    from ...vocab.mappings import MatchPredicate
    from ...vocab.workbench import Candidate
    from ..app import Application

_WAITING = ("undo", "redo", "back", "quit")
"""What can be done everywhere, and waits here until all is written."""


def keys(place: str) -> list[BindingType]:
    """Return the keys of a place where decisions are written: those that decide, enter, and what waits for them."""
    own = [one for one in ACTIONS.values() if place in one.where and one.id != "open"]
    return [
        Binding(one.keys, one.id, one.title, show=one.shown, tooltip=one.told, id=one.id)
        for one in (*own, ACTIONS["open"], *(ACTIONS[name] for name in _WAITING))
    ]


Refused = Callable[[OrodhaError], object]


class Decider(Writes):
    """One sitting: what a person decides, in order, each a batch of its own.

    Attributes:
        edits: How often something was asked to be written: what was read before the last time is old.
    """

    def __init__(self, app: Application, idle: Callable[[], object]) -> None:
        super().__init__(app, idle)
        self.edits = 0
        self._session = app.session
        self._done: list[tuple[int, str]] = []
        self._undone: list[tuple[int, str]] = []

    @property
    def who(self) -> tuple[str, str]:
        """Who decides, and the date of it."""
        return user(), self._session.today.isoformat()

    def write(
        self,
        one: Candidate,
        did: Did,
        predicate: MatchPredicate | None,
        text: str,
        then: Callable[[Recorded], object],
        refused: Refused,
    ) -> None:
        """Write what was decided on a candidate, when all before it is written.

        Args:
            one: The candidate as the person saw it.
            did: What is done.
            predicate: What the right one is to the left one; as the candidate says if None.
            text: The reason, or the note.
            then: Is given the mapping as it is on record then.
            refused: Is given the error.
        """
        reviewer, date = self.who

        def work() -> Recorded:
            from ...vocab.deciding import Ruling, rule  # with pydantic, in the thread that writes

            ruling = Ruling(one.left, one.right, did, reviewer, date, predicate, text, one.suggestion, one.seen)
            record, applied = self._session.change(lambda catalogue: rule(catalogue, ruling, version=__version__))
            if applied.batch is not None:
                self._done.append((applied.batch, one.left))
                self._undone.clear()
            return record

        self.edits += 1
        self.add(work, then, refused)

    def undo(self, then: Callable[[Applied, str], object], refused: Refused) -> None:
        """Take back the last decision of the sitting; the last change of all, if none was made in it.

        Args:
            then: Is given what became of it, and the term that was decided on, or "".
            refused: Is given the error.
        """

        def work() -> tuple[Applied, str]:
            if not self._done:
                return self._session.undo(), ""
            batch, term = self._done.pop()
            applied = self._session.undo(batch)
            self._undone.append((batch, term))
            return applied, term

        self.edits += 1
        self.add(work, lambda answer: then(*answer), refused)

    def redo(self, then: Callable[[Applied | None], object], refused: Refused) -> None:
        """Make again what was taken back last.

        Args:
            then: Is given what became of it; None if there was nothing.
            refused: Is given the error.
        """

        def work() -> Applied | None:
            applied = self._session.redo()
            if applied and self._undone:
                self._done.append(self._undone.pop())
            return applied

        self.edits += 1
        self.add(work, then, refused)
