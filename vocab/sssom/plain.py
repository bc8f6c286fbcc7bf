"""Mappings from a file and to a file, without a catalogue.

for mapping in read("ours.sssom.tsv"):
    print(mapping.subject, mapping.predicate, mapping.object)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Documents
from pathlib import Path
from typing import Any

from ...catalogue.drafts import CellProblem
from ...catalogue.errors import FormatError, InvalidRecord, Problem
from ...catalogue.formats import format_of
from ...catalogue.kinds import Document, kind, to_document
from ...catalogue.names import DEFAULT_BASE, is_id
from ...catalogue.reader import Reader
from ...catalogue.replacing import replacing
from ..mappings import Mapping
from .exchange import write_rows
from .mapping_set import Row, open_set
from .reading import RowReader, keep_labels
from .sheet import write_sheet
from .sides import Sides
from .writing import RowWriter, Side


def read(path: str | Path, *, base: str = DEFAULT_BASE, problems: list[CellProblem] | None = None) -> Iterator[Mapping]:
    """Yield the mappings of an SSSOM file, TSV or JSON.

    Concepts under the base are called by their short ids, all others by their IRIs. A mapping that the file does not
    name is called after its two concepts.

    Args:
        path: The file; JSON if it ends in .json.
        base: What the IRIs of your catalogue begin with.
        problems: Gets what is wrong with rows, which are left out then.

    Raises:
        FormatError: It is no SSSOM, or a row is wrong and there is no list for problems.
    """
    opened = open_set(Path(path), Path(path).name, _syntax(path))
    reader = RowReader(opened, base)
    for row in opened.rows():
        found = _mapping(row, reader)
        if isinstance(found, Mapping):
            yield found
            continue
        told = [CellProblem(opened.file, "", row.place, one.field, one.message, one.value, one.fix) for one in found]
        if problems is None:
            raise FormatError(f"{told[0]}.", "Pass a list as problems to read the other rows.")
        problems.extend(told)


def _mapping(row: Row, reader: RowReader) -> Mapping | list[Problem]:
    if row.problem:
        return [Problem("", row.problem)]
    told = reader.read(row.slots)
    if told.problems:
        return told.problems
    keep_labels(told, reader.entity)
    try:
        found = kind("mapping").validate(told.fields)
    except InvalidRecord as error:
        return list(error.problems)
    assert isinstance(found, Mapping)
    return found


def write(
    path: str | Path,
    mappings: Iterable[Mapping | Documents[str, Any]],
    *,
    base: str = DEFAULT_BASE,
    title: str = "",
    overwrite: bool = False,
) -> int:
    """Write mappings as SSSOM, TSV or JSON; return how many.

    Args:
        path: The file; JSON if it ends in .json.
        mappings: Mappings, or their documents.
        base: What the IRIs of your catalogue begin with.
        title: What the set is called.
        overwrite: Whether a file that is there may be replaced.

    Raises:
        UsageError: The file is there, or cannot be written.
    """
    documents = [to_document(one) if isinstance(one, Mapping) else dict(one) for one in mappings]
    writer = RowWriter(base, lambda name: Side(base + name if is_id(name) else name))
    with replacing(Path(path), overwrite=overwrite) as beside:
        write_rows(beside, lambda: map(writer.slots, documents), writer, title, _syntax(path))
    return len(documents)


def write_mappings(reader: Reader, path: str | Path, documents: Iterable[Document], *, overwrite: bool = False) -> int:
    """Write mappings that need not be in the catalogue, with what it knows of their concepts; return how many.

    Args:
        reader: The catalogue.
        path: A file that ends in .sssom.tsv, .sssom.json or .xlsx, the sheet that a colleague fills in.
        documents: The mappings.
        overwrite: Whether a file that is there may be replaced.

    Raises:
        UsageError: The file is there, cannot be written, or is of another format.
    """
    target = Path(path)
    sides = Sides(reader)
    rows = list(documents)
    sheet = target.suffix.casefold() == ".xlsx"
    syntax = "" if sheet else format_of(target, writing=True).options[0]
    with replacing(target, overwrite=overwrite) as beside:
        if sheet:
            write_sheet(beside, rows, sides)
        else:
            writer = RowWriter(sides.base, sides)
            write_rows(beside, lambda: map(writer.slots, rows), writer, reader.meta["title"], syntax)
    return len(rows)


def _syntax(path: str | Path) -> str:
    return "json" if Path(path).suffix.casefold() == ".json" else "tsv"
