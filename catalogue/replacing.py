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

    Raises:
        UsageError: The target exists and may not be replaced, or its place cannot be written to.
        DiskFull: There was no room.
    """
    beside = target.with_name(f".{secrets.token_hex(4)}.part")
    try:
        if target.exists() and not overwrite:
            raise UsageError(f"{target} exists already.", "Choose another file, or replace it with --force.")
        beside.touch()  # so that a format need not begin where it cannot end
        yield beside
        with beside.open("rb") as stream:
            os.fsync(stream.fileno())
        beside.replace(target)
    except OSError as error:
        what = f"{target} could not be written: {error.strerror or error}."
        if error.errno in _FULL:
            raise DiskFull(what, "What was there before is as it was.") from error
        raise UsageError(what, "Choose a folder that is there and can be written to.") from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
