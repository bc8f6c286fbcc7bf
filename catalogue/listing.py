"""Long lists: the keys of all their rows at once, the records a page at a time.

listing = Listing.of(reader, "source")
for document in listing.narrowed(reader, "work permits").page(reader, 0, 20):
    print(document["id"])

Half a million keys take 4 MB; the records stay in the database.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from . import search
from .reader import Document, Reader

RANKED = 200
"""A list that is narrowed to so many rows or fewer is put in the order of how well they answer."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The records of a kind that satisfy conditions, in their order.

    Attributes:
        kind: Name of the kind.
        keys: The keys of its records, by label.
    """

    kind: str
    keys: array[int]

    @classmethod
    def of(cls, reader: Reader, kind: str, where: Sequence[str] = ()) -> Listing:
        """Return the list of a kind; see ``Reader.keys``."""
        return cls(kind, reader.keys(kind, where))

    def __len__(self) -> int:
        return len(self.keys)

    def page(self, reader: Reader, first: int, count: int) -> list[Document]:
        """Return so many records from a row on; fewer at the end, or where some are gone by now."""
        return reader.at(self.keys[first : first + count])

    def narrowed(self, reader: Reader, text: str) -> Listing:
        """Return those of the list that have every word of a text; the whole list for a text without words.

        Up to ``RANKED`` of them stand by how well they answer, more by label.

        Raises:
            DatabaseError: The search was interrupted: ``reader.database.interrupt()`` from another thread.
        """
        if not search.parse(text).words:
            return self
        found = frozenset(search.every(reader.database, text, [self.kind]))
        kept = array("q", filter(found.__contains__, self.keys))
        if 1 < len(kept) <= RANKED:
            kept = search.by_merit(reader.database, text, kept)
        return Listing(self.kind, kept)
