"""What an answer rests on: the statements behind fields of records, with document, place and certainty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..catalogue.evidence import statements_of
from ..catalogue.reader import Reader

if TYPE_CHECKING:
    from ..catalogue.record import Statement


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
    """

    record: str
    field: str
    document: str
    title: str
    place: str
    certainty: str

    def __str__(self) -> str:
        where = ", ".join(one for one in (self.title, self.place) if one) or "outside any document"
        return where if self.certainty == "stated" else f"{where} ({self.certainty})"


def cited(reader: Reader, wanted: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], tuple[Cited, ...]]:
    """Return the chosen statements on some fields of some records; those on a record as a whole serve every field.

    Args:
        reader: The catalogue.
        wanted: The fields, by the id of the record.

    Returns:
        What was found, by record and field; a pair of which no document speaks is not there.
    """
    fields = {record: {*names} for record, names in wanted.items()}
    found = statements_of(reader, sorted(fields))
    titles = reader.labels(sorted({one.document for those in found.values() for one in those if one.document}))
    cites: dict[tuple[str, str], tuple[Cited, ...]] = {}
    for record, statements in found.items():
        told = [_cited(record, one, titles) for one in statements if one.chosen]
        for name in fields[record]:
            of_field = [one for one in told if one.field == name] or [one for one in told if not one.field]
            if of_field:
                cites[record, name] = tuple(of_field)
    return cites


def _cited(record: str, one: Statement, titles: Mapping[str, str]) -> Cited:
    field = one.field.partition(".")[0]
    return Cited(record, field, one.document, titles.get(one.document, ""), one.place, one.certainty)
