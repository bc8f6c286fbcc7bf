"""Files as a person names them: what is in a folder, and how a path goes on that was begun."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from ..catalogue.errors import UsageError
from .width import clean

MOST = 2000
"""So many files of a folder are looked at."""


class Listed(NamedTuple):
    """One file or folder.

    Attributes:
        path: How to name it, in the way that the person began: with ``~`` if they wrote it so.
        name: Its name, a folder's with "/" behind.
        size: Bytes; 0 of a folder.
        changed: The day that it was changed, ISO 8601; "" if nobody may know.
    """

    path: str
    name: str
    size: int
    changed: str

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return self.name.endswith("/")


def expanded(text: str) -> Path:
    """Return the path that a text means: ``~`` is the home of the person, and quotes that a terminal adds are none."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:  # nobody of that name
        return path


def refused(path: Path, error: OSError) -> UsageError:
    """Return in our words why the system does not let a file be read or written."""
    return UsageError(
        f"{error.filename or path}: {error.strerror or error}.", "Check its permissions, or name another file."
    )


def there(path: Path) -> Literal["nothing", "file", "folder"]:
    """Return what is at a path; what is no folder counts as a file.

    Raises:
        UsageError: The system does not say: the name is too long, or a folder on the way may not be looked into.
    """
    try:
        if path.is_dir():
            return "folder"
        return "file" if path.exists() else "nothing"
    except OSError as error:
        raise refused(path, error) from error


def listed(text: str, fits: Callable[[str], bool] = lambda _: True) -> list[Listed]:
    """Return the folders and files that a path can go on with: folders first, then files, the newest first.

    Args:
        text: A path as far as it is typed; what stands behind the last "/" is how names begin.
        fits: Tells by its name whether a file is wanted.
    """
    before, begun = os.path.split(text.lstrip())
    before += "/" if before and not before.endswith("/") else ""
    found = list(_inside(expanded(before or "."), before, begun.casefold(), fits))
    found.sort(key=lambda one: one.name.casefold())
    found.sort(key=lambda one: one.changed, reverse=True)
    return sorted(found, key=lambda one: not one.is_folder)


def _inside(folder: Path, before: str, begun: str, fits: Callable[[str], bool]) -> Iterator[Listed]:
    try:
        with os.scandir(folder) as inside:
            for _, entry in zip(range(MOST), inside, strict=False):
                if not entry.name.casefold().startswith(begun) or (entry.name.startswith(".") and not begun):
                    continue
                if clean(entry.name) != entry.name:  # it would drive the terminal
                    continue
                if entry.is_dir():
                    yield Listed(f"{before}{entry.name}/", f"{entry.name}/", 0, "")
                elif fits(entry.name):
                    yield _file(entry, f"{before}{entry.name}")
    except (OSError, ValueError):
        return


def _file(entry: os.DirEntry[str], path: str) -> Listed:
    try:
        told = entry.stat()
    except OSError:
        return Listed(path, entry.name, 0, "")
    return Listed(path, entry.name, told.st_size, dt.date.fromtimestamp(told.st_mtime).isoformat())


def completed(text: str, fits: Callable[[str], bool] = lambda _: True) -> str | None:
    """Return the first path that goes on from what is typed; None if there is none."""
    begun = os.path.split(text)[1]
    return next((one.path for one in listed(text, fits) if begun and one.path.startswith(text)), None)


def in_words(size: int) -> str:
    """Return a number of bytes as people say it: "312 B", "4.2 MB"."""
    if size < 1000:
        return f"{size} B"
    for unit, each in (("kB", 1e3), ("MB", 1e6)):
        if size < each * 999.5:
            return f"{size / each:.1f} {unit}"
    return f"{size / 1e9:.1f} GB"


def beside(path: Path, words: str, suffix: str) -> Path:
    """Return a path that is free: that of a file with words behind its name, and a number if need be.

    Args:
        path: The file.
        words: What comes behind its name: "to-mend".
        suffix: The ending, with its dot.
    """
    stem = path.name.split(".")[0] or "file"
    free = path.with_name(f"{stem}-{words}{suffix}")
    number = 2
    while os.path.lexists(free):  # a name that cannot be is free, and refused when it is written
        free = path.with_name(f"{stem}-{words}-{number}{suffix}")
        number += 1
    return free
