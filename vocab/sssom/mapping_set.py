"""A mapping set as it is read: its header, and its rows one after the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...catalogue.errors import FormatError
from .slots import VERSION

Slots = dict[str, Any]
"""One mapping by slot: texts, lists of texts for slots of several values, and of JSON whatever else stands there."""


@dataclass(frozen=True, slots=True)
class Row:
    """One mapping of a file.

    Attributes:
        place: Its line, counted from 1; of JSON, the number of the mapping.
        slots: What it says.
        problem: Why it cannot be read, or "".
    """

    place: int
    slots: Slots
    problem: str = ""


@dataclass(slots=True)
class MappingSet:
    """One file.

    Attributes:
        file: What people call it.
        header: What it says of the set.
        columns: The slots that its rows have, all of them or some.
        rows: Yields the rows each time that it is called.
        notes: What was assumed in reading it.
    """

    file: str
    header: Mapping[str, Any]
    columns: Collection[str]
    rows: Callable[[], Iterator[Row]]
    notes: list[str] = field(default_factory=list[str])


def open_set(source: Path | bytes, file: str, syntax: str) -> MappingSet:
    """Open a file; its rows are read later, one by one.

    Args:
        source: Its path, or its content.
        file: What people call it.
        syntax: "tsv" or "json".

    Raises:
        FormatError: It is no such file, or its header is broken.
    """
    from . import json, tsv  # each of them reads into this module's classes

    found = json.open_set(source, file) if syntax == "json" else tsv.open_set(source, file)
    version = str(found.header.get("sssom_version", VERSION))
    if version.partition(".")[0] != VERSION.partition(".")[0]:
        what = f"{file} says that it is SSSOM {version}; this Orodha reads {VERSION}."
        raise FormatError(what, "Upgrade with: pip install --upgrade orodha")
    if version > VERSION:
        found.notes.append(f"is SSSOM {version}, newer than {VERSION}: slots that are unknown are kept in extra")
    return found
