"""Workbooks to write: where a text stays a text, and a file that cannot be written is an error like others."""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError


@contextlib.contextmanager
def workbook(path: Path, *, in_order: bool = True) -> Generator[Any]:
    """Give a workbook of XlsxWriter, which is written at the end of the block; no text becomes a formula or a link.

    Args:
        path: The file; one that is there is replaced.
        in_order: Whether rows come from top to bottom, and need not be held.

    Raises:
        OSError: The file cannot be written.
    """
    book = Workbook(
        str(path),
        {"constant_memory": in_order, "strings_to_urls": False, "strings_to_formulas": False},
    )
    try:
        try:
            yield book
        finally:
            book.close()  # it has temporary files, even if something is wrong
    except FileCreateError as error:
        raise OSError(*getattr(error.args[0], "args", error.args)) from error
