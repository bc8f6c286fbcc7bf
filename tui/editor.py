"""A text in the person's own editor."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import subprocess
import tempfile
from pathlib import Path


def edited(text: str, *, whole: bool) -> str:
    """Return a text as a person left it in an editor: the program that VISUAL or EDITOR names.

    Args:
        text: The text.
        whole: Whether it is JSON, to be laid out in lines.

    Raises:
        OSError: There is no such program.
        CalledProcessError: It failed.
    """
    program = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if os.name == "nt" else "nano")
    if whole and text.strip():
        with contextlib.suppress(ValueError):
            text = json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    handle, name = tempfile.mkstemp(suffix=".json" if whole else ".txt", prefix="orodha-")  # its owner's only
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")
        subprocess.run([*shlex.split(program), name], check=True)
        return path.read_text(encoding="utf-8").rstrip("\n")
    finally:
        path.unlink(missing_ok=True)
