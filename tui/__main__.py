"""The command ``orodha``: what can be answered without loading anything, then the command line."""

from __future__ import annotations

import gc
import io
import os
import sys


def main() -> None:
    """Run the command line on the arguments of this process, and exit."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from . import __version__

        _answer(f"orodha {__version__}")
        return
    _write_utf8()
    if arguments in (["--help"], ["-h"]):
        from .cli.menu import root_help

        _answer(root_help())
        return
    code = _application(arguments)
    if code is None:
        from .cli.app import run  # only now: it loads click, which the answers above do not need

        code = run(arguments)
    gc.freeze()  # nothing is left to be collected at exit, which would take 8 ms
    _leave_work(code)
    sys.exit(code)


def _application(arguments: list[str]) -> int | None:
    """Open the full-screen application if nothing else is asked for, and there is a terminal; return the exit code.

    Returns:
        None if the command line has to be asked what to do.
    """
    if not {"tui", "--db"}.issuperset(arguments[:1]) and not arguments[0].startswith("--db="):
        return None
    from . import opening  # other commands do without

    target = opening.asked_for(arguments)
    if target is None or opening.why_not():
        return None
    try:
        return opening.open_application(target)
    except Exception as error:
        from .cli.app import explain  # only then

        return explain(error)


def _leave_work(code: int) -> None:
    """Exit at once if something still runs in the background: a query that was stopped by its time limit."""
    threading = sys.modules.get("threading")
    if threading and threading.active_count() > 1:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _answer(text: str) -> None:
    try:
        print(text, flush=True)
    except OSError as error:
        from .cli.app import explain  # only then

        sys.exit(explain(error))


def _write_utf8() -> None:
    """Write UTF-8 whatever the locale: labels are in every script, and a lost letter is a wrong label."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8")


if __name__ == "__main__":
    main()
