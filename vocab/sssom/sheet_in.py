"""The sheet that a colleague has filled in, read back as decisions; see ``sheet``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter

from ...catalogue.columns import PROBLEM
from ...catalogue.drafts import Draft
from ...catalogue.entry import as_text
from ...catalogue.entry import read as read_cell
from ...catalogue.errors import EntryError, FormatError, InvalidRecord, Problem, UsageError
from ...catalogue.formats import Sheet, table
from ...catalogue.formats.table_write import OPTIONS
from ...catalogue.headers import HEADER_ROWS, key_of
from ...catalogue.kinds import Document, kind, to_document
from ...catalogue.names import is_id, is_iri
from ...catalogue.reconcile import Kept
from ...catalogue.resolving import Resolver
from .. import review
from ..mappings import Mapping
from ..relations import BY_SHORT
from .intake import Intake, Item, counted
from .reading import Told
from .sheet import DECISIONS, HEADERS, SHEET

CHUNK = 1000
NEEDED = ("subject", "object", "relation", "decision")

_ACCEPT = frozenset("accept accepted yes y ok accepter accepte oui kubali ndiyo aceitar sim قبول نعم".split())
_REJECT = frozenset("reject rejected no n rejeter rejete non kataa hapana rejeitar nao رفض لا".split())
_LATER = frozenset(("", "later", "open", "plustard", "baadaye", "depois"))
_WIPED = ("confidence", "reviewer", "date", "reason")
"""What a decision replaces; the software's probability does not say how sure a person is."""

Cells = dict[str, Any]


def drafts(
    source: Path | bytes, file: str, index: int, resolver: Resolver, overwrite: bool
) -> Iterator[list[Draft] | Kept | str]:
    """Yield the decisions of a sheet as drafts, with notes and what was not taken over; see ``Format.drafts``."""
    sheet, first, columns = _find(source, file)
    yield from (f"{file}: {note}" for note in sheet.notes)
    intake = Intake(file, index, resolver, overwrite, columns=("subject", "object"), sheet=sheet.name)
    open_rows = 0
    rows = ((number, cells) for number, cells in sheet.rows() if number > first)
    while chunk := list(islice(rows, CHUNK)):
        items: list[Item] = []
        for number, cells in chunk:
            row = {name: cells[place] for place, name in columns.items() if place < len(cells)}
            faults = [
                Problem(name, sheet.faults[number, place])
                for place, name in columns.items()
                if (number, place) in sheet.faults
            ]
            item = _item(number, row, faults)
            if item:
                items.append(item)
            else:
                open_rows += any(as_text(cell).strip() for cell in cells)
        yield intake.drafts(items)
        yield from intake.kept
        intake.kept.clear()
    if open_rows:
        yield f"{file}: no decision yet in {counted(open_rows, 'row')}"
    yield from (f"{file}: {note}" for note in intake.notes())


def _find(source: Path | bytes, file: str) -> tuple[Sheet, int, dict[int, str]]:
    """Return the sheet of mappings, the number of its header row, and the columns by index.

    Raises:
        FormatError: There is none.
    """
    known = {key_of(header): header for header in (*HEADERS, PROBLEM)}
    for sheet in table.read(source, file):
        for number, cells in islice(sheet.rows(), HEADER_ROWS):
            names = {place: known.get(key_of(as_text(cell)), "") for place, cell in enumerate(cells)}
            if set(NEEDED) <= set(names.values()):
                return sheet, number, {place: name for place, name in names.items() if name and name != PROBLEM}
    what = f"{file} has no sheet with the columns {', '.join(NEEDED)}."
    raise FormatError(
        what, "Such a sheet is written by: orodha map export FILE.xlsx; any other one is read by: orodha import"
    )


def _item(number: int, row: Cells, faults: list[Problem]) -> Item | None:
    """Return a row as a mapping; None if it is not decided."""
    text = {name: as_text(row.get(name, "")).strip() for name in HEADERS}
    decision = key_of(text["decision"])
    if not faults and decision in _LATER:
        return None
    problems = [*faults, *_problems(text, decision)]
    fields: Document = {}
    if not problems:
        try:
            fields = _decided(row, text, accepted=decision in _ACCEPT)
        except EntryError as error:
            problems.append(error.problem)
        except UsageError:
            problems.append(Problem("reason", "is empty", "", "Say why it is rejected; colleagues will ask."))
        except InvalidRecord as error:
            problems.extend(error.problems)
    raw: Document = dict(text) if problems else {}
    return Item(number, Told(fields, {}, problems, False), raw, wiped=_WIPED)


def _problems(text: dict[str, str], decision: str) -> Iterator[Problem]:
    if decision not in _ACCEPT and decision not in _REJECT:
        yield Problem("decision", "is none of the choices", text["decision"], f"Write {', '.join(DECISIONS)}.")
    if text["relation"].casefold() not in BY_SHORT:
        yield Problem("relation", "is none of the choices", text["relation"], f"Write {', '.join(BY_SHORT)}.")
    for end in ("subject", "object"):
        if not is_id(text[end]) and not is_iri(text[end]):
            yield Problem(end, "is neither an id nor an IRI", text[end], "Leave this column as it came.")


def _decided(row: Cells, text: dict[str, str], *, accepted: bool) -> Document:
    """Return the fields that a decision gives a mapping.

    Raises:
        UsageError: It is rejected without a reason.
        EntryError: The date is none.
        InvalidRecord: The two ends are one.
    """
    predicate = BY_SHORT[text["relation"].casefold()]
    mapping: Mapping = review.between(text["subject"], text["object"], predicate)
    date: str = ""
    if text["date"]:
        date = read_cell(kind("mapping").field("date"), row["date"], lambda name, _kinds, _scheme: name)
    if accepted:
        mapping = review.accept(mapping, reviewer=text["reviewer"], date=date, reason=text["reason"])
    else:
        mapping = review.reject(mapping, reviewer=text["reviewer"], date=date, reason=text["reason"])
    return to_document(mapping)


def write_rejected(path: Path, rejected: Sequence[Document]) -> None:
    """Write rows as they stood, with a column that says what is wrong; see ``Format.write_rejected``."""
    workbook: Any = xlsxwriter.Workbook(str(path), OPTIONS)
    sheet = workbook.add_worksheet(SHEET)
    sheet.freeze_panes(1, 0)
    headers = (*HEADERS, PROBLEM)
    sheet.set_column(0, len(headers) - 1, 22)
    for row, one in enumerate([dict(zip(headers, headers, strict=True)), *rejected]):
        for place, header in enumerate(headers):
            sheet.write_string(row, place, as_text(one.get(header, "")))
    workbook.close()
