"""Writing a file beside its place, and moving it there when it is whole."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Generator
from pathlib import Path

from .errors import DiskFull, UsageError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


@contextlib.contextmanager
def replacing(target: Path, *, overwrite: bool) -> Generator[Path]:
    """Give a path to write to; what is written there takes the place of the target, unless something goes wrong.

    A link is followed: what it leads to is replaced, and the link stays.

    Raises:
        UsageError: The target exists and may not be replaced, is no file but a folder, device or pipe, or its place
            cannot be written to.
        DiskFull: There was no room.
    """
    file = Path(os.path.realpath(target))
    beside = file.with_name(f".{secrets.token_hex(4)}.part")
    try:
        _check_replaceable(file, target, overwrite)
        beside.touch()  # so that a format need not begin where it cannot end
        yield beside
        with beside.open("rb") as stream:
            os.fsync(stream.fileno())
        beside.replace(file)
    except OSError as error:
        what = f"{target} could not be written: {error.strerror or error}."
        if error.errno in _FULL:
            raise DiskFull(what, "What was there before is as it was.") from error
        raise UsageError(what, "Choose a folder that is there and can be written to.") from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _check_replaceable(file: Path, called: Path, overwrite: bool) -> None:
    """Refuse what a file cannot take the place of; a device would be one no more."""
    if file.is_symlink():  # although links were followed: it leads to itself
        raise UsageError(f"{called} is a link that leads nowhere.", "Choose another file, or remove the link.")
    if not called.exists():
        return
    if called.is_dir():
        raise UsageError(f"{called} is a folder.", "Name a file in it.")
    if not called.is_file():
        raise UsageError(f"{called} is no file but a device or a pipe.", "Name a file; export writes to stdout with -.")
    if not overwrite:
        raise UsageError(f"{called} exists already.", "Choose another file, or replace it with --force.")
