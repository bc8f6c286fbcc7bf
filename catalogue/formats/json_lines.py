"""JSON Lines in and out: one record a line, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import cast

import orjson

from ..reader import Document
from . import Content, Entry
from .nesting import DEEPEST, is_too_deep


def read(source: Path | bytes, file: str) -> Iterator[Entry]:
    """Yield the records of a file; a line that is no JSON is an entry with a problem, and the next may be good."""
    with BytesIO(source) if isinstance(source, bytes) else source.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            text = line.strip().removeprefix(b"\xef\xbb\xbf")
            if text:
                yield _entry(number, text)


def _entry(number: int, text: bytes) -> Entry:
    if is_too_deep(text):
        return Entry(number, None, f"is nested more than {DEEPEST} levels deep")
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return Entry(number, None, f"is no JSON: {error}")
    if isinstance(value, dict):
        return Entry(number, cast("Document", value))
    return Entry(number, None, "is no JSON object")


def write(path: Path, content: Content) -> None:
    """Write the documents with their evidence."""
    with path.open("wb") as stream:
        for document in content.documents(content.kinds):
            stream.write(orjson.dumps(document) + b"\n")
