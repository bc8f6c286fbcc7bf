"""A real terminal: tmux, in which a person's keys are pressed and the screen is read."""

from __future__ import annotations

import shutil
import subprocess
import time
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType

import pytest

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

PATIENCE = 30.0
"""Seconds after which a screen is taken never to come."""


def until(done: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


class Terminal:
    """A terminal with a shell in a folder.

    Args:
        folder: Where the shell is.
        env: Set in the shell.
        size: Columns and lines.
    """

    def __init__(self, folder: Path, env: Mapping[str, str], size: tuple[int, int] = (80, 24)) -> None:
        self._socket = f"orodha-{uuid.uuid4().hex[:12]}"
        columns, lines = map(str, size)
        shell = ("env", *(f"{name}={value}" for name, value in env.items()), "/bin/sh")
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", columns, "-y", lines, "-c", str(folder), *shell)
        self._tmux("set-option", "-g", "escape-time", "0")

    def _tmux(self, *words: str) -> str:
        command = ["tmux", "-L", self._socket, *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def type(self, text: str) -> None:
        """Type a text."""
        self._tmux("send-keys", "-l", text)

    def press(self, *keys: str) -> None:
        """Press keys, as tmux names them: "Enter", "Escape", "C-s", "a"."""
        self._tmux("send-keys", *keys)

    @property
    def screen(self) -> str:
        """What stands on the screen."""
        return self._tmux("capture-pane", "-p")

    def wait(self, *texts: str) -> str:
        """Wait until all of some texts stand on the screen; return it."""
        return self._wait(lambda screen: all(text in screen for text in texts), f"{texts} to come")

    def wait_gone(self, text: str) -> str:
        """Wait until a text stands on the screen no more; return the screen."""
        return self._wait(lambda screen: text not in screen, f"{text!r} to go")

    def _wait(self, done, what: str) -> str:
        end = time.monotonic() + PATIENCE
        while True:
            screen = self.screen
            if done(screen):
                return screen
            assert time.monotonic() < end, f"waited in vain for {what}:\n{screen}"

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], capture_output=True, check=False)
