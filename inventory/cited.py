"""What an answer rests on: the statements behind fields of records, with document, place and certainty."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..catalogue.names import kind_of
from ..catalogue.reader import Reader

NO_DOCUMENT = "no document"
"""What stands for the evidence of what no statement is about."""

EVIDENCE = ("cell", "record", "id", "what it is", "document", "place", "certainty", "on")
"""The head of a table of evidence, behind what its rows are called."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One statement, as an answer cites it.

    Attributes:
        record: The record that it is about.
        field: The field, "" for the record as a whole.
        document: Id of the document; "" for knowledge from outside any.
        title: What the document is called.
        place: Where in the document.
        certainty: "stated", "inferred" or "outside".
        on: "link" if it is about the very field that was asked for; "record" if about the record as such, by name.
    """

    record: str
    field: str
    document: str
    title: str
    place: str
    certainty: str
    on: Literal["link", "record"] = "link"

    def __str__(self) -> str:
        where = ", ".join(one for one in (self.title, self.place) if one) or "outside any document"
        return where if self.certainty == "stated" else f"{where} ({self.certainty})"


def cited(
    reader: Reader, wanted: Mapping[str, Iterable[str]], *, or_name: bool = False
) -> dict[tuple[str, str], tuple[Cited, ...]]:
    """Return the chosen statements on some fields of some records; those on a record as a whole serve every field.

    Args:
        reader: The catalogue.
        wanted: The fields, by the id of the record.
        or_name: Whether those on the name of a record (title, text) serve a field where there is nothing else.

    Returns:
        What was found, by record and field; a pair of which no document speaks is not there.
    """
    fields = {record: {*names} for record, names in wanted.items()}
    labels = {kind: told["label"] for kind, told in reader.kinds.items()} if or_name else {}
    called = {record: labels.get(kind_of(record), "") for record in fields}
    told: dict[str, list[tuple[str, ...]]] = {}
    for record, field, *rest in reader.database.rows(
        "SELECT record.id, statement.field, statement.document, place, certainty FROM statement"
        " JOIN record ON key = record WHERE record.id IN (SELECT value FROM json_each(?)) AND chosen"
        " ORDER BY key, position",
        (json.dumps(sorted(fields)),),
    ):
        name = field.partition(".")[0]
        if not name or name in fields[record] or name == called[record]:
            told.setdefault(record, []).append((name, *rest))
    titles = reader.labels(sorted({one[1] for those in told.values() for one in those if one[1]}))
    cites: dict[tuple[str, str], tuple[Cited, ...]] = {}
    for record, those in told.items():
        for name in fields[record]:
            for used in (name, "", called[record]):
                if of_field := [one for one in those if one[0] == used]:
                    cites[record, name] = tuple(
                        Cited(record, field, document, titles.get(document, ""), place, certainty, _on(field, name))
                        for field, document, place, certainty in of_field
                    )
                    break
    return cites


def _on(field: str, asked: str) -> Literal["link", "record"]:
    return "link" if field == asked else "record"


def evidence_rows(cell: Sequence[str], cites: Iterable[Cited]) -> Iterator[tuple[str, ...]]:
    """Yield a line a statement: what it is evidence of, then the rest of ``EVIDENCE``; one line if there is none.

    Args:
        cell: What the statements are about, in as many columns as one likes.
        cites: The statements.
    """
    told = [(one.title or one.document or NO_DOCUMENT, one.place, one.certainty, one.on) for one in cites]
    yield from ((*cell, *one) for one in told or [(NO_DOCUMENT, "", "", "")])
