"""A process in a pseudo-terminal of 80 columns and 24 lines: keys go in, what is painted comes out, to the clock.

The questions that Textual asks of a terminal are answered as xterm does, so that it paints as it does there.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from resource import struct_rusage

LINES, COLUMNS = 24, 80
PATIENCE = 60.0
"""Seconds after which what is waited for will not come."""

_ESCAPE = re.compile(rb"\x1b\[[0-9;:<=>?]*[ -/]*[@-~]|\x1b[\]P_^].*?(?:\x07|\x1b\\)|\x1b.", re.DOTALL)
_ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;0$y"}


class Terminal:
    """A process, begun at once."""

    def __init__(self, command: Sequence[str]) -> None:
        self._near, far = os.openpty()
        termios.tcsetwinsize(far, (LINES, COLUMNS))
        environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR")}
        environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=far, stdout=far, stderr=far, env=environment, start_new_session=True
        )
        os.close(far)
        self._written = b""

    def press(self, keys: bytes) -> float:
        """Send keys; return when, and forget what was painted before."""
        self._written = b""
        now = time.perf_counter()
        os.write(self._near, keys)
        return now

    def first_byte(self) -> float:
        """Return when the next byte comes."""
        if not select.select([self._near], [], [], PATIENCE)[0]:
            self._give_up("anything")
        now = time.perf_counter()
        self._read()
        return now

    def until(self, text: str) -> float:
        """Return when a text has been painted since the last keys."""
        wanted = text.encode()
        while wanted not in _ESCAPE.sub(b"", self._written):
            if not select.select([self._near], [], [], PATIENCE)[0]:
                self._give_up(text)
            self._read()
        return time.perf_counter()

    def settle(self, seconds: float = 0.12) -> None:
        """Wait until nothing has been painted for a while."""
        while select.select([self._near], [], [], seconds)[0]:
            self._read()

    def wait(self, seconds: float) -> None:
        """Take what is painted for so long."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if select.select([self._near], [], [], left)[0]:
                self._read()

    def memory(self) -> float:
        """Return the most memory that the process has had so far, in MiB; rusage counts what it was forked from too."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1024

    def end(self) -> struct_rusage:
        """Kill the process; return what it has used."""
        os.kill(self._process.pid, signal.SIGKILL)
        _, status, usage = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        with contextlib.suppress(OSError):
            os.close(self._near)
        return usage

    def _read(self) -> None:
        try:
            part = os.read(self._near, 1 << 16)
        except OSError:
            self._give_up("it has ended")
        for asked, answer in _ANSWERS.items():
            if asked in part:
                os.write(self._near, answer)
        self._written += part

    def _give_up(self, text: str) -> None:
        shown = _ESCAPE.sub(b"", self._written).decode(errors="replace")
        self.end()
        sys.exit(f"not painted: {text}. Last: {shown[-600:]}")
