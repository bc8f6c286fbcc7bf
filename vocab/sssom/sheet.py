"""The sheet that a colleague fills in: a row a mapping, with what both sides mean, and room for a decision.

It is made for somebody who has a spreadsheet program and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from ...catalogue.columns import HELP
from ...catalogue.errors import FormatError
from ...catalogue.formats import Content
from ...catalogue.formats.table_write import LONGEST_CELL, MOST_ROWS
from ...catalogue.kinds import Document
from ...catalogue.workbooks import workbook
from ..relations import BY_SHORT, SAYS, short
from .sides import Sides, mappings_of

SHEET = "mappings"
DECISIONS = ("accept", "reject", "later")


class Column(NamedTuple):
    """One column: its header, its width in letters, whether it is filled in, and what it is for."""

    header: str
    width: int
    filled: bool
    help: str


COLUMNS = (
    Column("subject label", 26, False, "The term that is mapped."),
    Column("subject definition", 44, False, "What it means."),
    Column("relation", 11, True, "How the two terms stand to each other; change it if it is wrong."),
    Column("object label", 26, False, "The term that it is mapped to."),
    Column("object definition", 44, False, "What that one means."),
    Column("sure", 8, False, "How sure the software is, from 0 to 1."),
    Column("why proposed", 36, False, "What speaks for it and against it."),
    Column("decision", 11, True, "accept, reject or later. Empty is later."),
    Column("reason", 36, True, "Why. A rejection needs one."),
    Column("reviewer", 20, True, "Your name."),
    Column("date", 12, True, "When you decided, as 2026-10-18."),
    Column("subject", 30, False, "What the software calls the term; leave it as it is."),
    Column("object", 30, False, "What it calls the other one; leave it as it is."),
)
HEADERS = tuple(column.header for column in COLUMNS)

_DECIDED = {"accepted": "accept", "rejected": "reject"}
_FILL = "#FCE8D4"
_HOW_TO = (
    "Each row of the sheet before this one asks: do the two terms mean the same?",
    "Read both definitions. Fill in the columns with a coloured header; leave the others as they are.",
    "Rows without a decision stay open. You can send the file back with some rows done.",
)


def write(path: Path, content: Content) -> None:
    """Write the mappings of an export; see ``Format.write``."""
    sides = Sides(content.reader, content.audience)
    write_sheet(path, mappings_of(content, sides), sides)


def write_sheet(path: Path, documents: Iterable[Document], sides: Sides) -> None:
    """Write mappings as a sheet to fill in.

    Args:
        path: The file.
        documents: The mappings.
        sides: Tells about their concepts.

    Raises:
        FormatError: There are more than a sheet holds.
    """
    with workbook(path) as book:
        _write_rows(book, documents, sides)
        _write_help(book)


def _write_rows(workbook: Any, documents: Iterable[Document], sides: Sides) -> None:
    sheet = workbook.add_worksheet(SHEET)
    plain = workbook.add_format({"text_wrap": True, "valign": "top"})
    heads = {filled: workbook.add_format(_head(filled)) for filled in (True, False)}
    sheet.freeze_panes(1, 1)
    two_digits = workbook.add_format({"valign": "top", "num_format": "0.00"})
    for index, column in enumerate(COLUMNS):
        sheet.set_column(index, index, column.width, two_digits if column.header == "sure" else plain)
        sheet.write_string(0, index, column.header, heads[column.filled])
    row = 0
    for row, document in enumerate(documents, 1):
        if row >= MOST_ROWS:
            what = f"A sheet holds {MOST_ROWS:,} rows, and {document['id']} is one more."
            raise FormatError(what, "Export fewer, or as .sssom.tsv")
        for index, cell in enumerate(_cells(document, sides)):
            if not isinstance(cell, str):
                sheet.write_number(row, index, cell, two_digits)
            elif cell:
                sheet.write_string(row, index, cell if len(cell) < LONGEST_CELL else f"{cell[: LONGEST_CELL - 1]}…")
    if row:
        _offer(sheet, row, "relation", list(BY_SHORT))
        _offer(sheet, row, "decision", list(DECISIONS))
        sheet.autofilter(0, 0, row, len(COLUMNS) - 1)


def _head(filled: bool) -> dict[str, Any]:
    return {"bold": True, "bottom": 1, "valign": "top"} | ({"bg_color": _FILL} if filled else {})


def _offer(sheet: Any, rows: int, header: str, choices: list[str]) -> None:
    index = HEADERS.index(header)
    options = {"validate": "list", "source": choices, "error_title": "Not in the list"}
    sheet.data_validation(1, index, rows, index, options | {"error_message": f"Choose {', '.join(choices)}."})


def _cells(document: Document, sides: Sides) -> tuple[str | float, ...]:
    subject, object = (sides(document[end]) for end in ("subject", "object"))
    decided = document.get("status") in _DECIDED
    reason: str = document.get("reason", "")
    confidence = document.get("confidence")
    extra: Document = document.get("extra", {})
    return (
        subject.label or str(extra.get("subject_label", "")),
        subject.definition,
        short(document["predicate"]),
        object.label or str(extra.get("object_label", "")),
        object.definition,
        "" if confidence is None else float(confidence),
        "" if decided else reason,
        _DECIDED.get(document.get("status", ""), ""),
        reason if decided else "",
        document.get("reviewer", "") if decided else "",
        document.get("date", "") if decided else "",
        document["subject"],
        document["object"],
    )


def _write_help(workbook: Any) -> None:
    sheet = workbook.add_worksheet(HELP)
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    bold = workbook.add_format({"bold": True, "valign": "top"})
    sheet.set_column(0, 0, 22, wrapped)
    sheet.set_column(1, 1, 90, wrapped)
    lines = [("How to", _HOW_TO[0]), *(("", text) for text in _HOW_TO[1:]), ("", "")]
    lines += [("Column", "What it is for"), *((column.header, column.help) for column in COLUMNS), ("", "")]
    lines += [("Relation", "What it says of the two terms")]
    lines += [(short(predicate), f"The subject {words} the object.") for predicate, words in SAYS.items()]
    for row, (name, text) in enumerate(lines):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, text)
