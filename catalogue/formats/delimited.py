"""CSV in and out: any usual encoding and delimiter in; UTF-8 with commas out.

A CSV file holds one kind. Parts and evidence are cells of JSON. Cells are written as they are: a text that begins with
"=" comes back as it went.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson

from ..columns import EVIDENCE, ID, columns_of, note_languages, plain_document
from ..errors import FormatError, UsageError
from ..kinds import kind
from . import Content, Sheet

DELIMITERS = ",;\t|"
SAMPLE_ROWS = 20
LONGEST_CELL = 1 << 30

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252 (Latin-1)",
    "latin-1": "Latin-1",
}
"""What people call the encodings that ``encoding_of`` tells."""

_DELIMITER_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def read(source: Path | bytes, file: str) -> Iterator[Sheet]:
    """Yield the one table of a CSV file; its notes say which encoding and delimiter were assumed.

    Raises:
        FormatError: It is no text, or a quotation mark is never closed.
    """
    encoding = encoding_of(source, file)
    try:
        delimiter = _delimiter(open_text(source, encoding))
    except (UnicodeDecodeError, csv.Error) as error:
        raise FormatError(f"{file} is not readable as CSV: {error}.", "Save it as CSV UTF-8.") from None
    sheet = Sheet(file, "", _rows(source, file, encoding, delimiter))
    if encoding not in ("utf-8", "utf-8-sig") or delimiter != ",":
        sheet.notes.append(f"read as {ENCODINGS[encoding]} with {_DELIMITER_NAMES[delimiter]}")
    yield sheet


def _rows(
    source: Path | bytes, file: str, encoding: str, delimiter: str
) -> Callable[[], Iterator[tuple[int, list[Any]]]]:
    def rows() -> Iterator[tuple[int, list[Any]]]:
        csv.field_size_limit(LONGEST_CELL)
        number = 0
        with open_text(source, encoding) as stream:
            try:
                for number, cells in enumerate(csv.reader(stream, delimiter=delimiter, strict=True), 1):
                    if any(cells):
                        yield number, cells
            except (csv.Error, UnicodeDecodeError) as error:
                raise FormatError(
                    f"{file} cannot be read on from row {number + 1}: {error}.",
                    "It may have been cut off, or a quotation mark is missing.",
                ) from None

    return rows


def open_text(source: Path | bytes, encoding: str) -> io.TextIOWrapper:
    """Open a file, or its content, as text with its line ends as they are."""
    stream = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    return io.TextIOWrapper(stream, encoding, newline="")


def encoding_of(source: Path | bytes, file: str) -> str:
    """Tell the encoding: by the mark at the start, else UTF-8 if all of it is, else what Windows writes.

    Raises:
        FormatError: The file is empty, or no text.
    """
    with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as stream:
        head = stream.read(1 << 16)
        if not head.strip():
            raise FormatError(f"{file} is empty.", "Ask for the file again.")
        for mark, name in _MARKS:
            if head.startswith(mark):
                return name
        even, odd = head[::2].count(0), head[1::2].count(0)
        if max(even, odd) > len(head) // 8 and not min(even, odd):
            return "utf-16-le" if odd else "utf-16-be"
        stream.seek(0)
        return _eight_bit(stream, file)


def _eight_bit(stream: io.BytesIO | io.BufferedReader, file: str) -> str:
    decoders = {name: codecs.getincrementaldecoder(name)() for name in ("utf-8", "cp1252")}
    while chunk := stream.read(1 << 20):
        if 0 in chunk:
            raise FormatError(f"{file} is no text.", "Give the format with --format if its name misleads.")
        for name, decoder in list(decoders.items()):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                del decoders[name]
    if "utf-8" in decoders:
        try:
            decoders["utf-8"].decode(b"", final=True)
        except UnicodeDecodeError:
            del decoders["utf-8"]
    return next(iter(decoders), "latin-1")


def _delimiter(stream: io.TextIOWrapper) -> str:
    """Tell the delimiter: the one that splits the first rows into most columns, of which all have the same number."""
    csv.field_size_limit(LONGEST_CELL)
    with stream:
        lines = [line for line in (stream.readline() for _ in range(SAMPLE_ROWS)) if line.strip()]

    def score(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        steady = sum(width == widths[0] for width in widths) if widths and widths[0] > 1 else 0
        return steady, widths[0] if widths else 0

    return max(DELIMITERS, key=score)


def write(path: Path, content: Content) -> None:
    """Write the records of one kind, in UTF-8 with the mark that Excel wants, one row a record.

    Raises:
        UsageError: There is more than one kind.
    """
    if len(content.kinds) != 1:
        raise UsageError("A CSV file holds one kind.", "Say which with --what, or write .xlsx or .json.")
    declared = kind(content.kinds[0])
    used: dict[str, set[str]] = {}
    for document in content.documents(content.kinds):
        note_languages(declared.fields, document, used)
    columns = columns_of(declared.fields, content.languages, used)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([ID, *(column.header for column in columns), *([EVIDENCE] if content.evidence else [])])
        for document in content.documents(content.kinds):
            own = plain_document(document, content.base)
            row = [own[ID], *(column.cell(own) for column in columns)]
            if content.evidence:
                row.append(orjson.dumps(document[EVIDENCE]).decode() if document.get(EVIDENCE) else "")
            writer.writerow(row)
