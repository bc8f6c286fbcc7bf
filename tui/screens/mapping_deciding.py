"""What is decided in the workbench of two schemes, written in the background, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...catalogue.errors import OrodhaError
from ...catalogue.writer import user
from ...vocab.decisions import Recorded
from .. import __version__
from .mapping_writes import Writes

if TYPE_CHECKING:
    from ...catalogue.changes import Applied
    from ...vocab.deciding import Did
    from ...vocab.mappings import MatchPredicate
    from ...vocab.workbench import Candidate
    from ..app import Application

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
            batch, term = self._done[-1] if self._done else (None, "")
            applied = self._session.undo(batch)
            if self._done:
                self._done.pop()
            return applied, term

        self.edits += 1
        self.add(work, lambda answer: then(*answer), refused)

    def redo(self, then: Callable[[Applied | None], object], refused: Refused) -> None:
        """Make again what was taken back last.

        Args:
            then: Is given what became of it; None if there was nothing.
            refused: Is given the error.
        """
        self.edits += 1
        self.add(self._session.redo, then, refused)
