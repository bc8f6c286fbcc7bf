"""Opening the full-screen application: which arguments ask for nothing else, and whether there is a terminal for it.

Only the standard library is imported here: between the command and the first picture nothing is loaded in vain.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

DEFAULT_PATH = "orodha.db"

NO_TERMINAL = "The full-screen application needs a terminal at both ends, and there is none."
DUMB = "The full-screen application cannot be drawn on this terminal: TERM is dumb or says nothing."
INSTEAD = 'Use a command: orodha --help names them all; orodha holds "work permits" is one.'


SETTLED = 1.0
"""So many seconds after it has begun, the application has painted what it opens with."""


def asked_for(arguments: Sequence[str]) -> str | None:
    """Return the catalogue to open if arguments ask for the application and nothing else: ``tui``, ``--db PATH``, both.

    Args:
        arguments: Those of the command line, without its name.

    Returns:
        Path or URL of the catalogue; None if the command line has to be asked what is meant.
    """
    rest, target, named = list(arguments), "", False
    while rest:
        first = rest.pop(0)
        if first == "tui" and not named:
            named = True
        elif first.startswith("--db=") and len(first) > len("--db="):
            target = first.removeprefix("--db=")
        elif first == "--db" and rest and not rest[0].startswith("-"):
            target = rest.pop(0)
        else:
            return None
    return target or os.environ.get("ORODHA_DB") or DEFAULT_PATH


def why_not() -> str:
    """Return why the application cannot be drawn here; "" if it can. It is drawn on stderr, as pictures are no data."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return NO_TERMINAL
    return DUMB if os.environ.get("TERM", "") in ("", "dumb", "unknown") else ""


def open_application(target: str) -> int:
    """Run the application until the person leaves; return the exit code.

    Raises:
        OrodhaError: There is a catalogue, and it cannot be read.
    """
    gc.disable()  # nothing of what is loaded and painted first is garbage: to look for it takes a tenth of the time
    from threading import Timer  # as Textual, which no command loads

    from .app import run

    ready = Timer(SETTLED, _look_for_garbage)
    ready.daemon = True
    ready.start()
    try:
        return run(target)
    finally:
        ready.cancel()


def _look_for_garbage() -> None:
    """Look for garbage from now on, and not among what is there already."""
    gc.freeze()
    gc.enable()
