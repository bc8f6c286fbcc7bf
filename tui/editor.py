"""A text in the person's own editor."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from ..catalogue.errors import OrodhaError, UsageError


def edited(text: str, *, whole: bool, check: Callable[[str], object] | None = None) -> str:
    """Return a text as a person left it in an editor: the program that VISUAL or EDITOR names.

    Args:
        text: The text.
        whole: Whether it is JSON, to be laid out in lines.
        check: Raises an OrodhaError if the text cannot be taken over.

    Raises:
        OrodhaError: There is no such program, it failed, or it left what is not a text or what ``check`` refuses; then
            its file stays, and the error names it.
        OSError: There is no room for the file.
    """
    program = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if os.name == "nt" else "nano")
    if whole and text.strip():
        with contextlib.suppress(ValueError):
            text = json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    handle, name = tempfile.mkstemp(suffix=".json" if whole else ".txt", prefix="orodha-")  # its owner's only
    path, before = Path(name), f"{text}\n".encode()
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(before)
        try:
            _run(program, name)
            found = path.read_text(encoding="utf-8").rstrip("\n")
        except UnicodeDecodeError:
            raise UsageError("The editor left a text that is not UTF-8.", "Let it write UTF-8.") from None
        if check:
            check(found)
    except OrodhaError as error:
        if path.exists() and path.read_bytes() != before:
            raise UsageError(error.what, f"What it wrote is in {name}. {error.advice}") from None
        path.unlink(missing_ok=True)
        raise
    except OSError:
        path.unlink(missing_ok=True)
        raise
    path.unlink(missing_ok=True)
    return found


def _run(program: str, name: str) -> None:
    """Run an editor on a file.

    Raises:
        UsageError: It could not be run, or it failed.
    """
    advice = "Set EDITOR to a program that edits texts."
    try:
        words = shlex.split(program)
        code = subprocess.run([*words, name], check=False).returncode
    except ValueError:
        raise UsageError(f"EDITOR has a quotation mark that is not closed: {program}.", advice) from None
    except OSError as error:
        raise UsageError(f"The editor {program} cannot be started: {error.strerror}.", advice) from None
    if code:
        raise UsageError(f"The editor {program} ended with error {code}; nothing was taken over.", advice)
