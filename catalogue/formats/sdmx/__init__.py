"""SDMX: structures and reports, read and written in SDMX-ML 2.1, 3.0 and 3.1 and in SDMX-JSON 2.0 and 2.1.

    message = read(Path("codelists.xml"))             # any of the five; message.notes says what was noticed
    for piece in stream(Path("registry.xml")): ...    # an artefact at a time
    write(message, "sdmx-ml-3.0", Path("out.xml"))
    losses(message, "sdmx-ml-2.1")                    # what that syntax cannot hold, before it is written

``model`` has the artefacts as plain data, ``tables`` says once where each field stands in each syntax, and readers and
writers work from that. Nothing outside this package imports it before a file of SDMX is wanted: lxml takes its time to
load.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...uncollected import uncollected
from . import json_read, json_write, ml_read, ml_write
from .detect import Source, detect
from .lost import Loss, losses
from .model import Header, Maintainable, Message, Note, Raw
from .references import dangling, repeated
from .syntax import SYNTAXES, Syntax, syntax_named
from .where import Where

__all__ = [
    "SYNTAXES",
    "Loss",
    "Message",
    "Note",
    "Source",
    "Syntax",
    "dangling",
    "detect",
    "losses",
    "read",
    "repeated",
    "stream",
    "syntax_named",
    "write",
    "written",
]


def stream(source: Source, file: str = "", notes: list[Note] | None = None) -> Iterator[Header | Maintainable | Raw]:
    """Yield the header of a structure message and then each artefact, as soon as it has been read.

    Memory holds one artefact at a time; an artefact of an unknown kind comes as ``Raw``.

    Args:
        source: A file or its content, in any of the syntaxes.
        file: What people call it; the path if empty.
        notes: A list that learns what is noticed.

    Raises:
        FormatError: It is no structure message, is damaged or is cut off; what was yielded before is right.
    """
    file = file or (source.name if isinstance(source, Path) else "the content")
    where = Where(detect(source, file), file, notes=[] if notes is None else notes)
    yield from (ml_read if where.syntax.family == "ml" else json_read).pieces(source, where)


def read(source: Source, file: str = "") -> Message:
    """Return a structure message, with notes on what was noticed, duplicates among them.

    Args:
        source: A file or its content, in any of the syntaxes.
        file: What people call it; the path if empty.

    Raises:
        FormatError: It is no structure message, is damaged or is cut off.
    """
    message = Message(syntax=detect(source, file).name)
    with uncollected():
        for piece in stream(source, file, message.notes):
            if isinstance(piece, Maintainable):
                message.artefacts.append(piece)
            elif isinstance(piece, Raw):
                message.unknown.append(piece)
            else:
                message.header = piece
        message.notes += repeated(message)
    return message


def written(message: Message, syntax: str) -> Iterator[bytes]:
    """Yield a message as the bytes of a file, piece by piece. The same message gives the same bytes.

    A message that has what the standard demands (a header with id, test, date and sender; a name for every artefact)
    gives a file that the official schema accepts; nothing is made up for one that has not. What the syntax cannot hold
    is left out.

    Raises:
        UsageError: There is no such syntax, or the message has both structures and reports.
        FormatError: Text with marks in a report is not well-formed, or a part is of no kind that SDMX has.
    """
    named = syntax_named(syntax)
    if named.family == "json":
        yield json_write.written(message, named)
    else:
        yield from (piece.encode() for piece in ml_write.written(message, named))


def write(message: Message, syntax: str, path: Path) -> None:
    """Write a message to a file, as ``written`` gives it.

    Raises:
        UsageError: There is no such syntax.
    """
    with path.open("wb") as out:
        out.writelines(written(message, syntax))
