"""The file that a table or a page goes to: its format, by its name or as asked, and what may be replaced."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from ...catalogue.errors import UsageError
from ...catalogue.replacing import replacing
from .command import Form
from .private import check_nothing_private

SCREEN = "-"
"""The name of stdout."""


def format_of(output: str, form: Form, formats: Sequence[str], what: str, wanted: str | None = None) -> str:
    """Return the format asked for, or else the one that the file is named after.

    Args:
        output: The file, or "-" for stdout.
        form: What ``--json`` and ``--csv`` said.
        formats: The formats that there are.
        what: What is written, as a file could be called: "matrix".
        wanted: What ``--format`` said, if there is such an option.

    Raises:
        UsageError: The file is named after none, or a spreadsheet is to go to the screen.
    """
    suffix = Path(output).suffix.lstrip(".").lower()
    named = "text" if suffix in ("", "txt") else suffix
    chosen = wanted or (form if form != "text" else named)
    if chosen not in formats:
        endings = ", ".join("txt" if one == "text" else one for one in formats)
        raise UsageError(f"{suffix!r} is no format of a {what}.", f"Let the name end in one of: {endings}.")
    if chosen == "xlsx" and output == SCREEN:
        raise UsageError("A spreadsheet cannot be written to the screen.", f"Name a file: -o {what}.xlsx")
    return chosen


def check_free(output: str, force: bool) -> None:
    """Let no file be replaced without being told to.

    Raises:
        UsageError: The file is there, and ``--force`` was not given.
    """
    if output != SCREEN and not force and Path(output).is_file():
        raise UsageError(f"{output} is there already.", "Replace it with --force, or name another file.")


def write_to(output: str, text: str, force: bool) -> None:
    """Write a text to a file, or to stdout for "-".

    Raises:
        UsageError: The file cannot be written there, or is there and ``force`` is not set.
        DiskFull: There was no room.
    """
    ended = text if text.endswith("\n") else text + "\n"
    if output == SCREEN:
        sys.stdout.write(ended)
        return
    with whole_file(output, force) as path:
        path.write_text(ended, encoding="utf-8")


def whole_file(output: str, force: bool) -> AbstractContextManager[Path]:
    """Give the path to write to: beside the file until it is whole, but a device or pipe itself.

    Raises:
        UsageError: The file is for others than the office, and texts hold something private.
    """
    check_nothing_private(output)
    path = Path(output)
    if path.exists() and not path.is_file() and not path.is_dir():
        return nullcontext(path)
    return replacing(path, overwrite=force)
