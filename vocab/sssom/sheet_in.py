"""The sheet that a colleague has filled in, read back as decisions; see ``sheet``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from ...catalogue.columns import PROBLEM
from ...catalogue.drafts import Draft
from ...catalogue.entry import as_text
from ...catalogue.entry import read as read_cell
from ...catalogue.errors import EntryError, FormatError, InvalidRecord, Problem, UsageError
from ...catalogue.formats import Sheet, table
from ...catalogue.headers import HEADER_ROWS, key_of
from ...catalogue.kinds import Document, kind, to_document
from ...catalogue.names import is_id, is_iri
from ...catalogue.reconcile import Kept
from ...catalogue.resolving import Resolver
from ...catalogue.wording import counted, first_few
from ...catalogue.workbooks import workbook
from ...catalogue.writer import user
from .. import review
from ..mappings import Mapping
from ..relations import BY_SHORT
from .intake import ENDS, Intake, Item, claim_of
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
    source: Path | bytes, file: str, index: int, resolver: Resolver, overwrite: bool, reviewer: str = ""
) -> Iterator[list[Draft] | Kept | str]:
    """Yield the decisions of a sheet as drafts, with notes and what was not taken over; see ``Format.drafts``.

    A row that names no reviewer is decided by the one given, or else by the user, today.
    """
    unsaid = {"reviewer": reviewer.strip() or user(), "date": dt.date.today().isoformat()}
    altered: list[int] = []
    sheet, first, columns = _find(source, file)
    yield from (f"{file}: {note}" for note in sheet.notes)
    intake = Intake(file, index, resolver, overwrite, columns=("subject", "object"), sheet=sheet.name)
    open_rows = 0
    rows = ((number, cells) for number, cells in sheet.rows() if number > first)
    while chunk := list(islice(rows, CHUNK)):
        items: list[Item] = []
        waiting: list[Item] = []
        for number, cells in chunk:
            row = {name: cells[place] for place, name in columns.items() if place < len(cells)}
            faults = [
                Problem(name, sheet.faults[number, place])
                for place, name in columns.items()
                if (number, place) in sheet.faults
            ]
            item = _item(number, row, faults, unsaid)
            if item:
                items.append(item)
            elif any(as_text(cell).strip() for cell in cells):
                open_rows += 1
                waiting += _open(number, row)
        altered += _altered(intake, waiting)
        yield intake.drafts(items)
        yield from intake.kept
        intake.kept.clear()
    if open_rows:
        yield f"{file}: no decision yet in {counted(open_rows, 'row')}"
    if altered:
        told = f"{file}: relation or reason was filled in without a decision, and is not taken in"
        yield f"{told}: row {first_few(altered)}. Write accept or reject there."
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


def _open(number: int, row: Cells) -> Iterator[Item]:
    """Yield a row without a decision as it would be proposed, if it can be read."""
    text = {name: as_text(row.get(name, "")).strip() for name in NEEDED}
    predicate = BY_SHORT.get(text["relation"].casefold())
    if predicate and all(is_id(text[end]) or is_iri(text[end]) for end in ENDS) and text["subject"] != text["object"]:
        fields = {"subject": text["subject"], "predicate": predicate, "object": text["object"]}
        yield Item(number, Told(fields, {}, [], False), {"reason": as_text(row.get("reason", "")).strip()})


def _altered(intake: Intake, rows: Sequence[Item]) -> Iterator[int]:
    """Yield the numbers of the rows without a decision in which a relation was changed or a reason written."""
    there = intake.there(rows) if rows else {}
    for one in rows:
        pair, predicate = claim_of(one.told.fields)
        known = {claim_of(document)[1] for document in there.get(pair, [])}
        if one.raw["reason"] or (known and predicate not in known):
            yield one.place


def _item(number: int, row: Cells, faults: list[Problem], unsaid: Document) -> Item | None:
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
    told = Told(fields, {}, problems, False)
    return Item(number, told, dict(text), wiped=_WIPED, unsaid={} if text["reviewer"] else unsaid)


def _problems(text: dict[str, str], decision: str) -> Iterator[Problem]:
    if decision not in _ACCEPT and decision not in _REJECT:
        yield Problem("decision", "is none of the choices", text["decision"], f"Write {', '.join(DECISIONS)}.")
    if text["relation"].casefold() not in BY_SHORT:
        yield Problem("relation", "is none of the choices", text["relation"], f"Write {', '.join(BY_SHORT)}.")
    for end in ENDS:
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


def write_rejected(path: Path, rejected: Sequence[Document], _reviewer: str = "") -> None:
    """Write rows as they stood, with a column that says what is wrong; see ``Format.write_rejected``."""
    with workbook(path) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.freeze_panes(1, 0)
        headers = (*HEADERS, PROBLEM)
        sheet.set_column(0, len(headers) - 1, 22)
        for row, one in enumerate([dict(zip(headers, headers, strict=True)), *rejected]):
            for place, header in enumerate(headers):
                sheet.write_string(row, place, as_text(one.get(header, "")))
