"""SSSOM's table: columns between tabs, below a header of YAML (SSSOM 1.1, the TSV serialisation)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

from ...catalogue.errors import FormatError, did_you_mean
from ...catalogue.formats.delimited import ENCODINGS, encoding_of, open_text
from .header import header_lines, is_header, read_beside, read_header
from .mapping_set import MappingSet, Row, Slots
from .slots import OLD_NAMES, SLOTS

REQUIRED = ("subject_id", "predicate_id", "object_id")
LONGEST_CELL = 1 << 20
"""Letters of a cell; one that is longer has lost a quotation mark."""

_DELIMITERS = {"\t": "tabs", ",": "commas", ";": "semicolons"}
_PARTS = re.compile(r"((?:[^\\|]|\\[\\|]?)*)(\||$)", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\|])")


def open_set(source: Path | bytes, file: str) -> MappingSet:
    """Open a table; see ``mapping_set.open_set``."""
    try:
        encoding = encoding_of(source, file)
    except FormatError as error:  # its advice is of another command
        raise FormatError(error.what, "It has bytes that no table has; ask for the file again.") from None
    above, columns_line = _top(source, encoding)
    header = read_header(above, file)
    notes: list[str] = []
    if isinstance(source, Path) and not header:
        header, beside = read_beside(source)
        notes += [f"its header was read from {beside}"] if beside else []
    if encoding != "utf-8":
        notes.append(f"read as {ENCODINGS[encoding]}" + (" with a byte order mark" if encoding == "utf-8-sig" else ""))
    delimiter = max(_DELIMITERS, key=columns_line.count)
    if delimiter != "\t":
        notes.append(f"columns are separated by {_DELIMITERS[delimiter]}, not by tabs")
    columns = _columns(next(csv.reader([columns_line], delimiter=delimiter), list[str]()), file)
    skipped = len(above) + 1

    def rows() -> Iterator[Row]:
        csv.field_size_limit(LONGEST_CELL)
        with open_text(source, encoding) as stream:
            yield from _rows(_after(stream, skipped), columns, delimiter, skipped)

    return MappingSet(file, header, [name for name in columns if name], rows, notes)


def _top(source: Path | bytes, encoding: str) -> tuple[list[str], str]:
    """Return the lines above the columns, and the line of these."""
    above: list[str] = []
    with open_text(source, encoding) as stream:
        for line in stream:
            if not is_header(line) and line.strip():
                return above, line
            above.append(line if line.strip() else "#\n")
    return above, ""


def _after(stream: IO[str], skipped: int) -> Iterator[str]:
    return islice(stream, skipped, None)


def _columns(cells: Sequence[str], file: str) -> list[str]:
    """Return the slot of each column.

    Raises:
        FormatError: One that must be there is missing, or one is there twice.
    """
    names = [_name(cell) for cell in cells]
    if missing := [name for name in REQUIRED if name not in names]:
        near = did_you_mean(missing[0], filter(None, names)) if any(names) else "It has no line with columns."
        raise FormatError(f"{file} has no column {', '.join(missing)}.", near)
    if twice := {name for name in names if name and names.count(name) > 1}:
        raise FormatError(f"{file} has the column {' and '.join(sorted(twice))} twice.", "Delete one of them.")
    return names


def _name(cell: str) -> str:
    name = cell.strip().lstrip("\ufeff")
    known = name.casefold().replace(" ", "_")
    known = OLD_NAMES.get(known, known)
    return known if known in SLOTS else name


def _rows(lines: Iterable[str], columns: Sequence[str], delimiter: str, above: int) -> Iterator[Row]:
    last = ""

    def noted() -> Iterator[str]:
        nonlocal last
        for line in lines:
            last = line
            yield line

    reader = csv.reader(noted(), delimiter=delimiter, strict=True)
    wanted = [(index, name, name in SLOTS and SLOTS[name].many) for index, name in enumerate(columns) if name]
    while True:
        place = above + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(place, {}, _told(error, place, above + reader.line_num))
            continue
        if any(cells):
            slots: Slots = {
                name: split(cells[index]) if many else cells[index]
                for index, name, many in wanted
                if index < len(cells) and cells[index]
            }
            yield Row(place, slots, _wrong_length(cells, columns, last))


def _wrong_length(cells: Sequence[str], columns: Sequence[str], last: str) -> str:
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        return f"has {len(cells)} cells, and there are {len(columns)} columns"
    if len(cells) < len(columns) and not last.endswith(("\n", "\r")):
        return f"has {len(cells)} of {len(columns)} cells: the file was cut off here"
    return ""


def _told(error: csv.Error, first: int, last: int) -> str:
    """Say what is wrong with quotation marks, in the words of a person."""
    until = f"; the lines to {last} were not read" if last > first else ""
    if "expected after" in str(error):
        return f"has text behind a quotation mark that closes{until}; write marks inside a text twice"
    return f"has a quotation mark that is never closed{until}"


def split(cell: str) -> list[str]:
    r"""Return the values of a cell that stand between bars; "\|" is a bar, and "\\" a backslash, within a value."""
    if "\\" not in cell:
        return cell.split("|")
    values: list[str] = []
    for found in _PARTS.finditer(cell):
        values.append(_ESCAPED.sub(r"\1", found.group(1)))
        if not found.group(2):
            break
    return values


def joined(values: Sequence[str]) -> str:
    """Return values as one cell."""
    return "|".join(one.replace("\\", "\\\\").replace("|", "\\|") for one in values)


def write_set(stream: IO[str], header: Mapping[str, Any], columns: Sequence[str], rows: Iterable[Slots]) -> None:
    """Write a table.

    Args:
        stream: A text file that leaves line ends alone.
        header: What is said of the set, in order.
        columns: The slots that rows may have, in order.
        rows: The mappings.
    """
    stream.writelines(header_lines(header))
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
    writer.writerow(columns)
    for slots in rows:
        writer.writerow([_cell(slots.get(name, "")) for name in columns])


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return joined(cast("list[str]", value))
    return value if isinstance(value, str) else repr(value)
