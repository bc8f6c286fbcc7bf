"""JSON in and out: a whole catalogue, a list of records, or one; one record a line on the way out.

    {"orodha": 1, "base": "https://example.org/id/", "title": "Kenya", "languages": ["en"], "records": [
    {"id": "agency/ke-dis", "iri": "https://example.org/id/agency/ke-dis", "kind": "agency", ...},
    ...
    ]}

Either way one record is held in memory at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any, cast

import ijson
import orjson

from ..errors import FormatError
from ..reader import Document
from . import Content, Entry
from .nesting import Guarded, is_too_deep, too_deep

VERSION = 1
"""The version of the layout, under "orodha"."""

_MARK = b"\xef\xbb\xbf"
"""What some editors put before UTF-8."""

_SPACE = b" \t\r\n"


def read(source: Path | bytes, file: str) -> Iterator[Entry]:
    """Yield the records of a JSON file.

    Raises:
        FormatError: It is no JSON, was cut off, is nested too deeply, or is of a newer layout; the records before
            that were yielded.
    """
    with BytesIO(source) if isinstance(source, bytes) else source.open("rb") as stream:
        start = len(_MARK) if stream.read(len(_MARK)) == _MARK else 0
        stream.seek(start)
        head = stream.readline().rstrip()
        if head.startswith(b'{"orodha"') and head.endswith(b'"records": [') and not is_too_deep(head):
            try:
                known = orjson.loads(head + b"]}")
            except orjson.JSONDecodeError as error:
                raise _cut_off(file, "its first line", error) from None
            _check_version(known, file)
            yield from _lines_of_ours(stream, file)
            return
        yield from _streamed(stream, file, start)


def _check_version(head: dict[str, Any], file: str) -> None:
    if head.get("orodha", VERSION) != VERSION:
        raise FormatError(f"{file} was written by a newer Orodha.", "Upgrade with: pip install --upgrade orodha")


def _lines_of_ours(stream: IO[bytes], file: str) -> Iterator[Entry]:
    for number, line in enumerate(stream, 2):
        text = line.strip(_SPACE)
        if text == b"]}":
            return
        if is_too_deep(text):
            raise too_deep(file)
        try:
            yield _entry(number, orjson.loads(text.removesuffix(b",")))
        except orjson.JSONDecodeError as error:
            raise _cut_off(file, f"line {number}", error) from None
    raise _cut_off(file, "its end", "the closing ]} is missing")


def _streamed(stream: IO[bytes], file: str, start: int) -> Iterator[Entry]:
    number = 0
    try:
        stream.seek(start)
        prefix = _prefix(Guarded(stream, file), file)
        stream.seek(start)
        for number, document in enumerate(ijson.items(Guarded(stream, file), prefix, use_float=True), 1):
            yield _entry(number, document)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        text = str(error).strip().partition("\n")[0]
        raise _cut_off(file, f"record {number + 1}", text) from None


def _prefix(stream: Guarded, file: str) -> str:
    """Tell where the records are: in the list that the file is, under "records", or the file itself."""
    for prefix, event, _ in ijson.parse(stream):
        if prefix == "" and event == "start_array":
            return "item"
        if prefix == "records" and event == "start_array":
            return "records.item"
        if prefix == "" and event not in ("start_map", "map_key", "end_map"):
            raise FormatError(f"{file} holds no record.", "Write an object, or a list of them.")
    return ""


def _entry(place: int, value: Any) -> Entry:
    if isinstance(value, dict):
        return Entry(place, cast("Document", value))
    return Entry(place, None, "is no JSON object")


def _cut_off(file: str, where: str, error: object) -> FormatError:
    what = f"{file} cannot be read on from {where}: {error}."
    return FormatError(what, "It is no JSON, or was cut off; ask for the file again.")


def write(path: Path, content: Content) -> None:
    """Write the documents with their evidence, one a line."""
    with path.open("wb") as stream:
        head = {"orodha": VERSION, "base": content.base, "title": content.title, "languages": list(content.languages)}
        stream.write(json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "records": [')
        before = b"\n"
        for document in content.documents(content.kinds):
            stream.write(before + orjson.dumps(document))
            before = b",\n"
        stream.write(b"\n]}\n")
