"""What a person has settled for the application: the folder of it, and the looks that were chosen last."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any

from ..catalogue.errors import OrodhaError

FILE = "settings.toml"
KEYS = "keys.toml"


def folder() -> Path:
    """Return the folder of settings: ``orodha`` in XDG_CONFIG_HOME, else in ``~/.config``; it need not be there."""
    home = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    return (home if home.is_absolute() else Path.home() / ".config") / "orodha"


def remembered(name: str) -> str:
    """Return a setting; "" if it was never made, or cannot be read."""
    path = folder() / FILE
    try:
        written = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
    if name not in written:
        return ""
    lines = {line.partition("=")[0].strip(): line.partition("=")[2] for line in written.splitlines()}
    try:
        found = json.loads(lines.get(name, ""))  # as it is written here; a start does without what reads TOML
    except ValueError:
        found = _by_hand(written, name)
    return found if isinstance(found, str) else ""


def _by_hand(written: str, name: str) -> Any:
    import tomllib  # only where somebody has edited the file

    try:
        return tomllib.loads(written).get(name, "")
    except ValueError:
        return ""


def remember(name: str, value: str) -> None:
    """Keep a setting for the next time; where it cannot be kept, it is not worth a word.

    Args:
        name: Its name, of letters and underscores.
        value: A text that can be printed.
    """
    if not value.isprintable():
        return
    from ..catalogue.replacing import replacing  # with what makes names that nobody guesses

    path = folder() / FILE
    with contextlib.suppress(OSError, OrodhaError):
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        kept = [line for line in before if line.partition("=")[0].strip() != name]
        with replacing(path, overwrite=True) as beside:
            beside.write_text(
                "\n".join([*kept, f"{name} = {json.dumps(value, ensure_ascii=False)}", ""]), encoding="utf-8"
            )
