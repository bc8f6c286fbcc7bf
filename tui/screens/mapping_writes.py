"""Writing in the background what a person does faster than it can be written: in order, and nothing is lost."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ...catalogue.errors import OrodhaError

if TYPE_CHECKING:
    from ..app import Application

T = TypeVar("T")


class _Task(NamedTuple):
    work: Callable[[], Any]
    then: Callable[[Any], object]
    refused: Callable[[OrodhaError], object]


class Writes:
    """What waits to be written, one after another, in one thread of the application: it outlives the screen.

    Args:
        app: The application.
        idle: Is called when everything was written.
    """

    def __init__(self, app: Application, idle: Callable[[], object]) -> None:
        self._app = app
        self._idle = idle
        self._tasks: deque[_Task] = deque()
        self._lock = threading.Lock()
        self._running = False
        self._waiting: list[Callable[[], object]] = []
        self.pending = 0

    def add(self, work: Callable[[], T], then: Callable[[T], object], refused: Callable[[OrodhaError], object]) -> None:
        """Write something when all before it is written.

        Args:
            work: Runs in a thread, and touches no widget.
            then: Is given what it returned.
            refused: Is given the error.
        """
        self.pending += 1
        with self._lock:
            self._tasks.append(_Task(work, then, refused))
            start, self._running = not self._running, True
        if start:
            self._app.run_worker(self._drain, group="change", thread=True)

    def afterwards(self, then: Callable[[], object]) -> None:
        """Call something when everything is written: at once, if nothing waits."""
        if self.pending:
            self._waiting.append(then)
        else:
            then()

    def _drain(self) -> None:
        while True:
            with self._lock:
                if not self._tasks:
                    self._running = False
                    return
                task = self._tasks.popleft()
            try:
                done = task.work()
            except Exception as error:  # what waits behind it is written all the same
                self._app.call_later(self._finish, task.refused, self._app.as_told(error))
            else:
                self._app.call_later(self._finish, task.then, done)

    def _finish(self, then: Callable[[Any], object], answer: Any) -> None:
        self.pending -= 1
        if self.pending == 0:
            self._idle()  # what others wrote is told before what became of one's own
        then(answer)
        if self.pending == 0:
            waiting, self._waiting = self._waiting, []
            for one in waiting:
                one()
