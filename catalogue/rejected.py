"""The rows that an import leaves out, written to a file to mend: as they stood, with a column that says what is wrong.

The mended file is imported like any other: its sheets, or in CSV its column ``kind``, say what they hold; the column
``problem`` is not read.
"""

from __future__ import annotations

import csv
import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from .columns import ID, KIND, PROBLEM
from .entry import as_text
from .errors import UsageError
from .formats import Format, format_of
from .importing import ImportPlan
from .kinds import Document
from .tables_in import Table
from .workbooks import workbook

_Sheet = tuple[str, list[Any], list[list[Any]]]
"""Name, header, and rows of a sheet of rejected rows."""


def ending(plan: ImportPlan) -> str:
    """Return the ending of a file that can hold the rejected rows of an import: ".xlsx", ".json"."""
    own = next((one for one in plan.formats if one.gives == "drafts"), None)
    if own:
        return (own.mended or own.suffixes)[0]
    return ".json" if plan.rejected_documents and not any(index >= 0 for index, _ in plan.rejected) else ".xlsx"


def check_target(plan: ImportPlan, path: str | Path) -> str:
    """Return the format that rejected rows would be written in.

    Raises:
        UsageError: The file exists, its folder cannot be written to, or its format cannot hold what was rejected.
    """
    target = Path(path)
    own = _own_format(plan)
    name = own.name if own else format_of(target, writing=True).name
    if target.exists():
        raise UsageError(f"{target} exists already.", "Choose another file for the rejected rows.")
    if not (target.parent.is_dir() and os.access(target.parent, os.W_OK)):
        raise UsageError(f"{target} cannot be written there.", "Choose a folder that is there and can be written to.")
    if own:
        endings = own.mended or own.suffixes
        last = {f".{one.rpartition('.')[2]}" for one in endings}
        if target.suffix.casefold() not in last or any(index >= 0 for index, _ in plan.rejected):
            what = f"{target} cannot hold the rejected rows of such a file."
            raise UsageError(what, f"Choose a file that ends in {endings[0]}.")
        return name
    documents = bool(plan.rejected_documents)
    tables = {index for index, _ in plan.rejected if index >= 0}
    if documents and (tables or name not in ("json", "jsonl")):
        raise UsageError(f"{target} cannot hold rejected records of JSON files.", "Choose a .json file for them.")
    if tables and name not in ("xlsx", "csv"):
        raise UsageError(f"{target} cannot hold rejected rows of tables.", "Choose an .xlsx file for them.")
    if name == "csv" and len(list(_sheets(plan))) > 1:
        raise UsageError(f"{target} cannot hold several sheets.", "Choose an .xlsx file for the rejected rows.")
    return name


def write_rejected(plan: ImportPlan, path: str | Path) -> None:
    """Write the rejected rows, or records.

    Raises:
        UsageError: As ``check_target`` does.
    """
    name = check_target(plan, path)
    target = Path(path)
    if own := _own_format(plan):
        own.write_rejected(target, _records(plan))
    elif name == "xlsx":
        _write_xlsx(target, plan)
    elif name == "csv":
        with target.open("w", encoding="utf-8-sig", newline="") as stream:
            for name, header, rows in _sheets(plan):
                lines = ([*map(as_text, cells), name, why] for *cells, why in rows)
                csv.writer(stream).writerows([[*header[:-1], KIND, PROBLEM], *lines])
    else:
        records = _records(plan)
        lines = b"\n".join(map(orjson.dumps, records)) if name == "jsonl" else orjson.dumps(records)
        target.write_bytes(lines + b"\n")


def _own_format(plan: ImportPlan) -> Format | None:
    """Return the format that writes its rejected rows itself, if the first file that has any is of such a one."""
    rejected = (plan.formats[-1 - index] for index, _ in plan.rejected_documents)
    return next((one for one in rejected if one.gives == "drafts"), None)


def _records(plan: ImportPlan) -> list[Document]:
    return [
        document | {PROBLEM: " ".join(plan.rejected[origin])} for origin, document in plan.rejected_documents.items()
    ]


def _write_xlsx(target: Path, plan: ImportPlan) -> None:
    with workbook(target) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, header, rows in _sheets(plan):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(header) - 2, 20)
            sheet.set_column(len(header) - 1, len(header) - 1, 60)
            for index, text in enumerate(header):
                sheet.write_string(0, index, str(text), bold)
            for number, row in enumerate(rows, 1):
                for index, cell in enumerate(row):
                    if isinstance(cell, bool):
                        sheet.write_boolean(number, index, cell)
                    elif isinstance(cell, int | float):
                        sheet.write_number(number, index, cell)
                    elif isinstance(cell, dt.date | dt.time) or cell:
                        sheet.write_string(number, index, as_text(cell))


def _sheets(plan: ImportPlan) -> Iterator[_Sheet]:
    used: dict[str, int] = {}
    for index, table in enumerate(plan.tables):
        rows = list(_rows(plan, index, table))
        if not rows:
            continue
        name = table.name[:31]  # the longest that a sheet can have
        used[name] = used.get(name, 0) + 1
        if used[name] > 1:
            name = f"{name[:26]} ({used[name]})"
        keep = [i for i, cell in enumerate(table.cells) if not _added(table, str(cell).strip())]
        yield name, [*(table.cells[i] for i in keep), PROBLEM], [[*(row[i] for i in keep), why] for row, why in rows]


def _added(table: Table, header: str) -> bool:
    """Tell whether a column comes from an earlier file of rejected rows."""
    return header == PROBLEM or (header == KIND and all(one.text != KIND for one in table.headings))


def _rows(plan: ImportPlan, index: int, table: Table) -> Iterator[tuple[list[Any], str]]:
    """Yield the rejected rows of a table, and those of parts and statements of rejected records."""
    column = table.index_of(ID)
    for number, cells in table.rows():
        why = plan.rejected.get((index, number))
        if why is not None:
            yield cells, " ".join(why)
        elif column is not None and (table.part or table.evidence) and as_text(cells[column]) in plan.rejected_ids:
            yield cells, ""
