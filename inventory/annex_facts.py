"""What an annex tells of, read from the catalogue when it is asked for: a few sources of very many cost no more."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..catalogue.reader import Document, Reader
from .sdmx.facts import Facts


class AskedFacts(Facts):
    """The facts that reports are made of, looked up one by one.

    Args:
        reader: The catalogue, as whoever will read the annex may see it.
        language: The language of names that a record does not tell.
    """

    def __init__(self, reader: Reader, language: str) -> None:
        self.reader = reader
        self.language = language
        self._known: dict[str, Document | None] = {}

    def get(self, record: str | None) -> Document | None:
        """Return a record, or None if there is none of that id."""
        if record and record not in self._known:
            self._known[record] = next(self.reader.some([record]), None)
        return self._known.get(record or "")

    def each_leading(self, kind: str, field: str, *targets: str) -> Iterator[Document]:
        """Yield the records of a kind whose field refers to one of some records, as often as they refer to any."""
        rows = self.reader.database.rows(
            "SELECT record.id FROM json_each(?) AS wanted JOIN link ON object = wanted.value AND field = ?"
            " JOIN record ON record.key = subject AND +kind = ? ORDER BY wanted.key, record.id",
            (json.dumps(targets), field, kind),
        )
        return (found for (one,) in rows if (found := self.get(one)))
