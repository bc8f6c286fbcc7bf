"""What is decided in the workbench of two schemes, written in the background, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from ...catalogue.errors import OrodhaError
from ...catalogue.logbook import entry_of
from ...catalogue.writer import user
from ...vocab.decisions import Recorded
from .. import __version__
from ..actions import ACTIONS
from ..undoing import in_words, take_back
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

        def not_decided(error: OrodhaError) -> None:  # by now the person is at another term
            refused(OrodhaError(f"Nothing was decided on {one.left} and {one.right}: {error.what}", error.advice))

        self.edits += 1
        self.add(work, then, not_decided)

    def undo(self, then: Callable[[str], object], refused: Refused) -> None:
        """Take back the last decision of the sitting; if none was made in it, the last change, as everywhere else.

        Args:
            then: Is given the term that was decided on, when it is taken back.
            refused: Is given the error.
        """

        def work() -> tuple[Applied, str] | None:
            if not self._done:
                return None
            batch, term = self._done[-1]
            applied = self._session.undo(batch)
            self._done.pop()
            if applied.batch is not None:
                self._undone.append((applied.batch, term))
            return applied, term

        def undone(answer: tuple[Applied, str] | None) -> None:
            if answer is None:  # perhaps of another person, or large: that is asked first
                take_back(self._app)
                return
            applied, term = answer
            self._tell(applied)
            then(term)

        self.edits += 1
        self.add(work, undone, refused)

    def redo(self, refused: Refused) -> None:
        """Make again what was taken back last.

        Args:
            refused: Is given the error.
        """

        def work() -> Applied | None:
            applied = self._session.redo()
            if applied and applied.batch is not None and self._undone:
                undone, term = self._undone[-1]
                if entry_of(self._session.reader, applied.batch).undoes == undone:  # else it was made elsewhere
                    self._undone.pop()
                    self._done.append((applied.batch, term))
            return applied

        self.edits += 1
        self.add(work, self._tell, refused)

    def _tell(self, applied: Applied | None) -> None:
        self._app.tell(in_words(self._session.reader, applied, *map(self._app.key_of, ("undo", "redo"))))
